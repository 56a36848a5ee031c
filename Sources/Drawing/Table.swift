/// Rows in columns: headings, alignment by columns on the screen (Chinese counts two), columns dropped in a
/// declared order when there is no room.
public struct Table: Picture {
  public struct Column: Sendable, Hashable {
    public var heading: String
    public var alignment: Alignment
    /// Narrower than this it is dropped rather than shown; in columns of the screen. nil is 4 for text, and the
    /// whole width for what is aligned at the right: a figure without its end would be another figure.
    public var minimum: Int?
    /// The width wanted; nil for the widest of heading and rows.
    public var ideal: Int?
    /// Columns of the lowest priority are dropped first; those of ``always`` never.
    public var priority: Int
    /// Takes a share of the room that is left over.
    public var stretches: Bool

    public static let always = Int.max

    public init(
      _ heading: String, alignment: Alignment = .left, minimum: Int? = nil, ideal: Int? = nil, priority: Int = 0,
      stretches: Bool = false
    ) {
      self.heading = heading
      self.alignment = alignment
      self.minimum = minimum
      self.ideal = ideal
      self.priority = priority
      self.stretches = stretches
    }
  }

  /// What stands in one column of a row.
  public struct Cell: Sendable, ExpressibleByStringLiteral {
    enum Content: Sendable {
      case spans([Span])
      case picture(any Picture)
    }

    let content: Content
    /// Laid under the whole width of the cell, as in a heat table; nil leaves the row's.
    public var ground: Ground?

    public init(_ spans: [Span], ground: Ground? = nil) {
      content = .spans(spans)
      self.ground = ground
    }

    public init(_ text: String, _ role: Role = .text, strong: Bool = false, ground: Ground? = nil) {
      self.init([Span(text, role, strong: strong)], ground: ground)
    }

    /// A picture in the cell, as a bar. It takes the column's ideal width, so set that.
    public init(picture: any Picture, ground: Ground? = nil) {
      content = .picture(picture)
      self.ground = ground
    }

    public init(stringLiteral value: String) {
      self.init(value)
    }

    public static let empty = Cell("")

    /// What is written in it; none of a picture.
    public var spans: [Span] {
      if case .spans(let spans) = content { spans } else { [] }
    }
  }

  public var columns: [Column]
  /// Each with a cell for each column; missing ones are empty.
  public var rows: [[Cell]]
  public var selection: Int?
  public var hasFocus: Bool
  public var showsHeadings: Bool
  /// The first row shown; nil keeps the selection in sight, see ``Scroll``.
  public var firstRow: Int?
  /// Blanks between columns; one is taken back before a column is dropped.
  public var gap: Int
  /// Lines of their own above rows, by the row they stand over: the names of groups.
  public var sections: [Int: [String]]
  /// The first column of the selected row stands out, where the table has the focus.
  public var stressesFirst = false
  /// Columns at the left that stay while the others are moved sideways.
  public var fixedColumns = 1
  /// So many columns after the fixed ones are left out, as when moved to the left.
  public var shift = 0
  /// A column that must be seen: where not all fit that have to be shown, those left of it give way.
  public var anchor: Int?

  public init(
    columns: [Column], rows: [[Cell]], selection: Int? = nil, hasFocus: Bool = false, showsHeadings: Bool = true,
    firstRow: Int? = nil, gap: Int = 2, shift: Int = 0, sections: [Int: [String]] = [:]
  ) {
    self.columns = columns
    self.rows = rows
    self.selection = selection
    self.hasFocus = hasFocus
    self.showsHeadings = showsHeadings
    self.firstRow = firstRow
    self.gap = gap
    self.shift = shift
    self.sections = sections
  }

  private enum Line {
    case section(String)
    case row(Int)
  }

  /// Rows with the sections above them.
  private var lines: [Line] {
    guard !sections.isEmpty else { return rows.indices.map(Line.row) }
    return rows.indices.flatMap { row in (sections[row] ?? []).map(Line.section) + [.row(row)] }
  }

  /// Where each column shown lies, from the left.
  public struct Placement: Sendable, Hashable {
    public var index: Int
    public var start: Int
    public var width: Int
  }

  /// Which columns are shown in a width, and where.
  public func placements(in width: Int, glyphs: Glyphs) -> [Placement] {
    let ideals = columns.indices.map { idealWidth(of: $0, glyphs: glyphs) }
    let minima = columns.indices.map { index in
      min(columns[index].minimum ?? (columns[index].alignment == .right ? .max : 4), ideals[index])
    }
    var shown = Array(columns.indices)
    let moved = min(shift, max(0, shown.count - fixedColumns - 1))
    if moved > 0 { shown.removeSubrange(fixedColumns..<fixedColumns + moved) }
    var gap = gap
    func least(_ indices: [Int], gap: Int) -> Int {
      indices.reduce(0) { $0 + minima[$1] } + gap * max(0, indices.count - 1)
    }
    while least(shown, gap: gap) > width {
      if gap > 1 {
        gap -= 1
        continue
      }
      let droppable = shown.filter { columns[$0].priority != Column.always }
      guard shown.count > 1, let lowest = droppable.map({ columns[$0].priority }).min(),
        let victim = droppable.last(where: { columns[$0].priority == lowest })
      else { break }
      shown.removeAll { $0 == victim }
    }
    if least(shown, gap: gap) > width, shown.count > fixedColumns + 1 {
      shown = window(of: shown) { least($0, gap: gap) <= width }
    }
    var room = max(0, width - gap * max(0, shown.count - 1))
    var widths = shown.map { minima[$0] }
    room -= widths.reduce(0, +)
    if room > 0 {
      // The important columns reach their ideal first.
      let order = shown.indices.sorted {
        (columns[shown[$0]].priority, -$0) > (columns[shown[$1]].priority, -$1)
      }
      for position in order {
        let grown = min(room, ideals[shown[position]] - widths[position])
        widths[position] += grown
        room -= grown
      }
      let stretching = shown.indices.filter { columns[shown[$0]].stretches }
      for (share, position) in zip(
        Layout.divide(room, into: stretching.map { _ in .weight(1) }), stretching)
      {
        widths[position] += share
      }
    } else if room < 0, let last = widths.indices.last {
      widths[last] = max(0, widths[last] + room)
    }
    var start = 0
    return zip(shown, widths).map { index, width in
      defer { start += width + gap }
      return Placement(index: index, start: start, width: width)
    }
  }

  /// The fixed columns, and of the others as many as fit around the one that must be seen.
  private func window(of shown: [Int], fits: ([Int]) -> Bool) -> [Int] {
    let fixed = Array(shown.prefix(fixedColumns))
    let others = Array(shown.dropFirst(fixedColumns))
    let wanted = anchor.flatMap(others.firstIndex(of:)) ?? 0
    var start = 0
    while start < wanted, !fits(fixed + others[start...wanted]) { start += 1 }
    var end = wanted
    while end + 1 < others.count, fits(fixed + others[start...end + 1]) { end += 1 }
    return fixed + others[start...end]
  }

  /// The first line shown in a height, headings included.
  public func offset(height: Int) -> Int {
    let body = max(0, height - (showsHeadings ? 1 : 0))
    let lines = lines
    guard let firstRow else {
      let selected = selection.flatMap { row in
        lines.firstIndex { if case .row(row) = $0 { true } else { false } }
      }
      // At the top the name of the first group stays in sight.
      if let selected, selected < body { return 0 }
      return Scroll.offset(selection: selected, count: lines.count, height: body)
    }
    return min(max(0, firstRow), max(0, lines.count - body))
  }

  /// Where one is in a table that does not fit a height, headings included; for a frame's footer.
  public func scrollHint(height: Int) -> String? {
    let body = height - (showsHeadings ? 1 : 0)
    return Scroll.hint(offset: offset(height: height), count: lines.count, height: body)
  }

  public func draw(on surface: inout Surface) {
    let placements = placements(in: surface.width, glyphs: surface.glyphs)
    var row = 0
    if showsHeadings {
      for place in placements {
        let column = columns[place.index]
        surface.write(
          [Span(column.heading, .heading)], row: 0, column: place.start, width: place.width,
          alignment: column.alignment)
      }
      row = 1
    }
    for line in lines.dropFirst(offset(height: surface.height)) {
      guard row < surface.height else { break }
      switch line {
      case .section(let name): surface.write([Span(name, .label, strong: true)], row: row, maxWidth: surface.width)
      case .row(let index):
        if index == selection { surface.band(row, ground: hasFocus ? .selection : .selectionIdle) }
        if hasFocus || selection != nil {
          surface.mark(Rect(row: row, width: surface.width, height: 1), as: .row(index))
        }
        for place in placements where place.index < rows[index].count {
          let isStressed = stressesFirst && hasFocus && index == selection && place.index == 0
          draw(rows[index][place.index], at: place, row: row, stressed: isStressed, on: &surface)
        }
      }
      row += 1
    }
  }

  private func draw(
    _ cell: Cell, at place: Placement, row: Int, stressed: Bool, on surface: inout Surface
  ) {
    if let ground = cell.ground { surface.band(row, column: place.start, columns: place.width, ground: ground) }
    switch cell.content {
    case .spans(let spans):
      surface.write(
        stressed ? spans.map { Span($0.text, $0.role, on: $0.ground, strong: true) } : spans, row: row,
        column: place.start, width: place.width, alignment: columns[place.index].alignment)
    case .picture(let picture):
      surface.within(Rect(column: place.start, row: row, width: place.width, height: 1)) { picture.draw(on: &$0) }
    }
  }

  /// Nothing stands in any cell of a column.
  public func isBlank(_ column: Int) -> Bool {
    rows.allSatisfy { row in
      guard column < row.count, case .spans(let spans) = row[column].content else { return column >= row.count }
      return spans.allSatisfy { $0.text.isEmpty }
    }
  }

  /// Without the columns that hold nothing: they take no room.
  public func withoutBlankColumns() -> Table {
    let kept = columns.indices.filter { !isBlank($0) }
    var table = self
    table.columns = kept.map { columns[$0] }
    table.rows = rows.map { row in kept.map { $0 < row.count ? row[$0] : .empty } }
    return table
  }

  /// With the widths it would find out at every drawing found out once.
  public func withFixedWidths(glyphs: Glyphs) -> Table {
    var table = self
    for index in columns.indices where columns[index].ideal == nil {
      table.columns[index].ideal = widestText(of: index, glyphs: glyphs)
    }
    return table
  }

  /// The widest text of a column, its heading included.
  public func widestText(of index: Int, glyphs: Glyphs) -> Int {
    var widest = glyphs.columns(of: columns[index].heading)
    for row in rows where index < row.count {
      if case .spans(let spans) = row[index].content { widest = max(widest, glyphs.columns(of: spans)) }
    }
    return max(1, widest)
  }

  private func idealWidth(of index: Int, glyphs: Glyphs) -> Int {
    if let ideal = columns[index].ideal { return max(1, ideal) }
    return widestText(of: index, glyphs: glyphs)
  }
}
