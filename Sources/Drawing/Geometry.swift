/// A width and a height in columns and rows; never negative.
public struct Size: Sendable, Hashable {
  public var width: Int
  public var height: Int

  public init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
  }
}

/// A rectangle of cells; column and row are those of its upper left cell, counted from 0.
public struct Rect: Sendable, Hashable {
  public var column: Int
  public var row: Int
  public var width: Int
  public var height: Int

  public init(column: Int = 0, row: Int = 0, width: Int, height: Int) {
    self.column = column
    self.row = row
    self.width = max(0, width)
    self.height = max(0, height)
  }

  /// The rectangle of a size at the origin.
  public init(_ size: Size) {
    self.init(width: size.width, height: size.height)
  }

  public var size: Size { Size(width: width, height: height) }
  /// The column after the last.
  public var endColumn: Int { column + width }
  /// The row after the last.
  public var endRow: Int { row + height }
  public var isEmpty: Bool { width == 0 || height == 0 }

  /// The part common to both; empty if there is none.
  public func intersection(_ other: Rect) -> Rect {
    let left = max(column, other.column)
    let top = max(row, other.row)
    return Rect(
      column: left, row: top,
      width: min(endColumn, other.endColumn) - left, height: min(endRow, other.endRow) - top)
  }

  /// The rectangle without so many columns at each side and rows at top and bottom.
  public func inset(columns: Int = 0, rows: Int = 0) -> Rect {
    Rect(column: column + columns, row: row + rows, width: width - 2 * columns, height: height - 2 * rows)
  }

  public func offset(columns: Int, rows: Int) -> Rect {
    Rect(column: column + columns, row: row + rows, width: width, height: height)
  }

  public func contains(column: Int, row: Int) -> Bool {
    column >= self.column && column < endColumn && row >= self.row && row < endRow
  }
}
