/// One row or column of a layout: what it asks for along the line being divided.
public enum Track: Sendable, Hashable {
  /// Exactly so many cells, as long as there is room.
  case fixed(Int)
  /// A share of what the fixed ones leave.
  case weight(Int)
  /// A share, but not fewer cells than `min` as long as there is room.
  case atLeast(Int, weight: Int)
}

/// Divides lengths. Everything here is a pure function of the room there is.
public enum Layout {
  /// Lengths of the tracks, in their order. Their sum and the gaps never exceed `length`; with a share
  /// among the tracks they fill it exactly. When room runs out the last tracks get nothing.
  public static func divide(_ length: Int, into tracks: [Track], gap: Int = 0) -> [Int] {
    let gaps = max(0, tracks.count - 1) * gap
    var left = max(0, length - gaps)
    var lengths = tracks.map { track -> Int in
      let wanted =
        switch track {
        case .fixed(let cells): cells
        case .weight: 0
        case .atLeast(let cells, _): cells
        }
      let given = min(max(0, wanted), left)
      left -= given
      return given
    }
    // Shares are measured on the whole of a flexible track, its minimum included.
    let flexible = tracks.indices.filter { weight(of: tracks[$0]) > 0 }
    var open = flexible
    var pool = left + flexible.reduce(0) { $0 + lengths[$1] }
    while !open.isEmpty {
      let total = open.reduce(0) { $0 + weight(of: tracks[$1]) }
      let full = open.filter { lengths[$0] * total > pool * weight(of: tracks[$0]) }
      if full.isEmpty {
        var given = 0
        var weights = 0
        for index in open {
          weights += weight(of: tracks[index])
          let end = pool * weights / total
          lengths[index] = end - given
          given = end
        }
        break
      }
      for index in full { pool -= lengths[index] }
      open.removeAll { full.contains($0) }
    }
    return lengths
  }

  private static func weight(of track: Track) -> Int {
    switch track {
    case .fixed: 0
    case .weight(let weight): max(1, weight)
    case .atLeast(_, let weight): max(1, weight)
    }
  }
}

extension Rect {
  /// Divides the rectangle from top to bottom.
  public func rows(_ tracks: [Track], gap: Int = 0) -> [Rect] {
    var row = self.row
    return Layout.divide(height, into: tracks, gap: gap).map { height in
      defer { row += height + gap }
      return Rect(column: column, row: row, width: width, height: height)
    }
  }

  /// Divides the rectangle from left to right.
  public func columns(_ tracks: [Track], gap: Int = 0) -> [Rect] {
    var column = self.column
    return Layout.divide(width, into: tracks, gap: gap).map { width in
      defer { column += width + gap }
      return Rect(column: column, row: row, width: width, height: height)
    }
  }

  /// So many rectangles of nearly equal size, filled row by row, with as many in a row as `minimumWidth`
  /// and `limit` allow.
  public func grid(count: Int, minimumWidth: Int, limit: Int = .max, gap: Int = 0) -> [Rect] {
    guard count > 0 else { return [] }
    let across = max(1, min(count, limit, (width + gap) / max(1, minimumWidth + gap)))
    let down = (count + across - 1) / across
    let bands = rows(Array(repeating: .weight(1), count: down))
    let cells = bands.flatMap { $0.columns(Array(repeating: .weight(1), count: across), gap: gap) }
    return Array(cells.prefix(count))
  }

  /// The first rows, and the rest.
  public func splitTop(_ rows: Int) -> (top: Rect, rest: Rect) {
    let parts = self.rows([.fixed(rows), .weight(1)])
    return (parts[0], parts[1])
  }

  /// All but the last rows, and those.
  public func splitBottom(_ rows: Int) -> (rest: Rect, bottom: Rect) {
    let cut = min(max(0, rows), height)
    return (
      Rect(column: column, row: row, width: width, height: height - cut),
      Rect(column: column, row: endRow - cut, width: width, height: cut)
    )
  }

  /// The first columns, and the rest.
  public func splitLeft(_ columns: Int) -> (left: Rect, rest: Rect) {
    let parts = self.columns([.fixed(columns), .weight(1)])
    return (parts[0], parts[1])
  }
}
