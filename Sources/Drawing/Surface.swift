/// A grid of cells to draw upon, clipped at its edges.
///
/// Drawing is in local coordinates: inside ``within(_:_:)`` the surface is the region given, and nothing can be
/// drawn outside of it. A wide character that loses one half loses the other too, so each row always adds up to
/// its width.
public struct Surface: Sendable {
  /// How text is measured and spelled here.
  public let glyphs: Glyphs
  private let extent: Size
  private var cells: [Cell]
  private var clusters: [String] = []
  private var region: Rect
  private var clip: Rect
  /// What rectangles of the whole surface stand for, the upper ones later.
  var hits: [(area: Rect, hit: Hit)] = []

  public init(size: Size, glyphs: Glyphs = Glyphs(), ground: Ground = .screen) {
    self.glyphs = glyphs
    extent = size
    cells = Array(repeating: .blank(Style(background: ground)), count: size.width * size.height)
    region = Rect(size)
    clip = region
  }

  public init(width: Int, height: Int, glyphs: Glyphs = Glyphs(), ground: Ground = .screen) {
    self.init(size: Size(width: width, height: height), glyphs: glyphs, ground: ground)
  }

  /// The size of the region being drawn; of the whole surface outside of ``within(_:_:)``.
  public var size: Size { region.size }
  public var width: Int { region.width }
  public var height: Int { region.height }
  /// The region in its own coordinates: at the origin.
  public var bounds: Rect { Rect(region.size) }

  /// Whether both show the same, whatever it stands for.
  public func looks(like other: Surface) -> Bool {
    extent == other.extent && cells == other.cells && clusters == other.clusters
  }

  /// Whether a row shows the same as that of another surface of the same width.
  public func looks(like other: Surface, inRow row: Int) -> Bool {
    guard extent.width == other.extent.width, row < min(extent.height, other.extent.height) else { return false }
    let range = row * extent.width..<(row + 1) * extent.width
    guard cells[range] == other.cells[range] else { return false }
    // Combined characters are kept apart from the cells that point to them.
    return clusters == other.clusters || !cells[range].contains { $0.glyph & Cell.clusterFlag != 0 }
  }

  // MARK: Regions

  /// Draws in a part of the surface: coordinates are counted from its corner, and it clips.
  public mutating func within<Result>(_ rect: Rect, _ draw: (inout Surface) throws -> Result) rethrows -> Result {
    let saved = (region, clip)
    region = rect.offset(columns: region.column, rows: region.row)
    clip = clip.intersection(region)
    defer { (region, clip) = saved }
    return try draw(&self)
  }

  /// Draws a picture in a part of the surface.
  public mutating func draw(_ picture: some Picture, in rect: Rect) {
    within(rect) { picture.draw(on: &$0) }
  }

  /// What can be seen of a rectangle of the region, in the coordinates of the whole surface.
  func visible(_ rect: Rect) -> Rect { rect.offset(columns: region.column, rows: region.row).intersection(clip) }

  // MARK: Writing

  /// Writes text from a cell rightwards and returns the columns it took, those clipped included.
  ///
  /// - Parameters:
  ///   - ground: what it lies upon; nil leaves what is there.
  ///   - maxWidth: cut to so many columns, ending in an ellipsis if something was cut.
  @discardableResult
  public mutating func write(
    _ text: String, row: Int, column: Int = 0, role: Role = .text, ground: Ground? = nil, strong: Bool = false,
    maxWidth: Int? = nil
  ) -> Int {
    if let maxWidth, !glyphs.surelyFits(text.utf8.count, in: maxWidth), glyphs.columns(of: text) > maxWidth {
      return write(
        glyphs.cut(text, to: maxWidth), row: row, column: column, role: role, ground: ground, strong: strong)
    }
    let row = row + region.row
    let start = column + region.column
    var at = start
    var last: Int?
    for (scalar, columns) in ShownScalars(text, glyphs: glyphs) {
      if columns == 0 {
        if let last { combine(scalar, with: last) }
        continue
      }
      last = put(scalar.value, columns: columns, row: row, column: at, role: role, ground: ground, strong: strong)
      at += columns
    }
    return at - start
  }

  /// Writes spans one after another and returns the columns they took.
  @discardableResult
  public mutating func write(_ spans: [Span], row: Int, column: Int = 0, maxWidth: Int? = nil) -> Int {
    var shown = spans
    if let maxWidth, !glyphs.surelyFits(spans.reduce(0) { $0 + $1.text.utf8.count }, in: maxWidth) {
      shown = glyphs.cut(spans, to: maxWidth)
    }
    var at = column
    for span in shown {
      at += write(span.text, row: row, column: at, role: span.role, ground: span.ground, strong: span.isStrong)
    }
    return at - column
  }

  /// Writes spans in a room of `width` columns: cut with an ellipsis, or placed by the alignment.
  public mutating func write(_ spans: [Span], row: Int, column: Int = 0, width: Int, alignment: Alignment) {
    let shown = glyphs.cut(spans, to: width)
    let spare = max(0, width - glyphs.columns(of: shown))
    let shift =
      switch alignment {
      case .left: 0
      case .right: spare
      case .center: spare / 2
      }
    write(shown, row: row, column: column + shift)
  }

  /// Writes one glyph so often that it fills a number of columns.
  public mutating func fill(
    _ glyph: String, row: Int, column: Int, columns: Int, role: Role = .text, ground: Ground? = nil
  ) {
    let step = max(1, glyphs.columns(of: glyph))
    var at = column
    var shown = ShownScalars(glyph, glyphs: glyphs)
    let only = shown.next()
    while at + step <= column + columns {
      if let only, only.columns == step {
        _ = put(
          only.scalar.value, columns: step, row: row + region.row, column: at + region.column, role: role,
          ground: ground, strong: false)
      } else {
        write(glyph, row: row, column: at, role: role, ground: ground)
      }
      at += step
    }
  }

  /// Blanks a rectangle.
  public mutating func clear(_ rect: Rect? = nil, ground: Ground = .screen) {
    let area = (rect ?? bounds).offset(columns: region.column, rows: region.row).intersection(clip)
    guard !area.isEmpty else { return }
    for row in area.row..<area.endRow {
      splitWide(row: row, column: area.column)
      splitWide(row: row, column: area.endColumn)
      let base = row * extent.width
      for column in area.column..<area.endColumn { cells[base + column] = .blank(Style(background: ground)) }
    }
  }

  /// Lays a ground under a row, or a part of it; what is written there stays.
  public mutating func band(_ row: Int, column: Int = 0, columns: Int? = nil, ground: Ground) {
    restyle(Rect(column: column, row: row, width: columns ?? width - column, height: 1)) { $0.background = ground }
  }

  /// Changes the look of a rectangle; what is written there stays.
  public mutating func restyle(_ rect: Rect? = nil, _ change: (inout Style) -> Void) {
    let area = (rect ?? bounds).offset(columns: region.column, rows: region.row).intersection(clip)
    guard !area.isEmpty else { return }
    for row in area.row..<area.endRow {
      for column in area.column..<area.endColumn { change(&cells[row * extent.width + column].style) }
    }
  }

  /// Lets everything recede, for what is laid over it next.
  public mutating func shade() {
    restyle {
      $0.foreground = .shadow
      $0.isStrong = false
      $0.background = .screen
    }
  }

  /// Lays another surface over this one.
  public mutating func overlay(_ other: Surface, column: Int = 0, row: Int = 0) {
    let target = Rect(
      column: region.column + column, row: region.row + row, width: other.extent.width, height: other.extent.height)
    let area = target.intersection(clip)
    guard !area.isEmpty else { return }
    for row in area.row..<area.endRow {
      splitWide(row: row, column: area.column)
      splitWide(row: row, column: area.endColumn)
      let base = row * extent.width
      let otherBase = (row - target.row) * other.extent.width - target.column
      for column in area.column..<area.endColumn {
        var cell = other.cells[otherBase + column]
        let losesHalf =
          (cell.columns == 2 && column + 1 == area.endColumn) || (cell.columns == 0 && column == area.column)
        if losesHalf {
          cell = .blank(cell.style)
        } else if cell.glyph & Cell.clusterFlag != 0 {
          cell.glyph = cluster(other.clusters[Int(cell.glyph & ~Cell.clusterFlag)])
        }
        cells[base + column] = cell
      }
    }
  }

  /// Lays another surface over this one, with what its rectangles stand for.
  public mutating func lay(_ other: Surface) {
    overlay(other)
    for (area, hit) in other.hits { mark(area, as: hit) }
  }

  // MARK: Reading

  /// The cell at a place of the region; nil outside of it.
  public func cell(row: Int, column: Int) -> Cell? {
    let row = row + region.row
    let column = column + region.column
    guard clip.contains(column: column, row: row) else { return nil }
    return cells[row * extent.width + column]
  }

  /// The characters of a cell, its combining marks included; empty for a continuation.
  public func characters(of cell: Cell) -> String {
    if cell.isContinuation { return "" }
    if let scalar = cell.scalar { return String(scalar) }
    return clusters[Int(cell.glyph & ~Cell.clusterFlag)]
  }

  /// All cells of one row of the whole surface, without copying them.
  public func withRow<Result>(_ row: Int, _ body: (Slice<UnsafeBufferPointer<Cell>>) throws -> Result) rethrows
    -> Result
  {
    try cells.withUnsafeBufferPointer { try body($0[(row * extent.width)..<((row + 1) * extent.width)]) }
  }

  // MARK: Cells

  /// Puts one glyph down and returns the index of its cell; nil if it was clipped.
  private mutating func put(
    _ glyph: UInt32, columns: Int, row: Int, column: Int, role: Role, ground: Ground?, strong: Bool
  ) -> Int? {
    guard !clip.isEmpty, row >= clip.row, row < clip.endRow, column < clip.endColumn, column + columns > clip.column
    else { return nil }
    let base = row * extent.width
    if columns == 2 && (column < clip.column || column + 1 >= clip.endColumn) {
      // Half of it is outside: show neither half.
      let inside = max(column, clip.column)
      splitWide(row: row, column: inside)
      splitWide(row: row, column: inside + 1)
      cells[base + inside] = .blank(
        Style(foreground: role, background: ground ?? cells[base + inside].style.background))
      return nil
    }
    splitWide(row: row, column: column)
    splitWide(row: row, column: column + columns)
    let index = base + column
    let style = Style(
      foreground: role, background: ground ?? cells[index].style.background, isStrong: strong)
    cells[index] = Cell(glyph: glyph, columns: UInt8(columns), style: style)
    if columns == 2 { cells[index + 1] = Cell(glyph: 0, columns: 0, style: style) }
    return index
  }

  /// If a wide character lies across the left edge of a column, blanks both of its halves.
  private mutating func splitWide(row: Int, column: Int) {
    guard column > 0, column < extent.width else { return }
    let index = row * extent.width + column
    guard cells[index].columns == 0 else { return }
    cells[index - 1] = .blank(cells[index - 1].style)
    cells[index] = .blank(cells[index].style)
  }

  private mutating func combine(_ mark: Unicode.Scalar, with index: Int) {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: characters(of: cells[index]).unicodeScalars)
    text.append(mark)
    cells[index].glyph = cluster(String(text))
  }

  private mutating func cluster(_ text: String) -> UInt32 {
    clusters.append(text)
    return UInt32(clusters.count - 1) | Cell.clusterFlag
  }
}
