/// Rows by periods: a cell for each, on the ground of how it stands, with its figure and mark. Read by the grounds from
/// afar, by the text near by; without colours the marks still tell.
public struct HeatTable: Picture {
  public struct Cell: Sendable, Hashable {
    /// What stands in it, the fullest form first. All cells of a figure are shown in one form, so that decimals stay
    /// equal.
    public var texts: [String]
    public var role: Role
    /// nil: nothing is judged there.
    public var ground: Ground?

    public init(_ texts: [String], role: Role = .text, ground: Ground? = nil) {
      self.texts = texts
      self.role = role
      self.ground = ground
    }

    public static let blank = Cell([])

    func text(_ form: Int) -> String { texts.isEmpty ? "" : texts[min(form, texts.count - 1)] }
  }

  public struct Row: Sendable, Hashable {
    public var name: String
    /// One for each period.
    public var cells: [Cell]

    public init(_ name: String, _ cells: [Cell]) {
      self.name = name
      self.cells = cells
    }
  }

  public struct Heading: Sendable, Hashable {
    public var text: String
    /// Stands above the first column shown and wherever it changes: a year.
    public var group: String

    public init(_ text: String, group: String = "") {
      self.text = text
      self.group = group
    }
  }

  /// What the rows are.
  public var corner: String
  public var headings: [Heading]
  public var rows: [Row]
  /// The row of all together, kept below the others in sight.
  public var total: Row?
  public var selection: Int?
  /// The period chosen; it is always in sight.
  public var column: Int?
  public var hasFocus: Bool
  /// The periods to be shown if need be with fewer decimals; more only where they fit with all of them.
  public var leastColumns: Int
  /// The periods that the last decimal gives way to; above these it stays, and earlier periods go.
  public static let leastDecimalColumns = 6
  /// All rows are of one figure, with the same decimals; otherwise each has as many as fit.
  public var isOfOneFigure: Bool

  public init(
    corner: String = "", headings: [Heading], rows: [Row], total: Row? = nil, selection: Int? = nil,
    column: Int? = nil, hasFocus: Bool = false, leastColumns: Int = 12, isOfOneFigure: Bool = true
  ) {
    self.corner = corner
    self.headings = headings
    self.rows = rows
    self.total = total
    self.selection = selection
    self.column = column
    self.hasFocus = hasFocus
    self.leastColumns = leastColumns
    self.isOfOneFigure = isOfOneFigure
  }

  /// Which periods are shown in a width, in which form, and where.
  struct Placement: Equatable {
    var nameWidth: Int
    var form: Int
    /// Of a cell, without the gap behind it.
    var cellWidth: Int
    var gap: Int
    var columns: Range<Int>
  }

  private var groupRows: Int { headings.contains { !$0.group.isEmpty } ? 1 : 0 }
  /// Lines above the first row.
  public var headingRows: Int { groupRows + 1 }

  func placement(in width: Int, glyphs: Glyphs) -> Placement {
    let all = rows + (total.map { [$0] } ?? [])
    let widestName = ([corner] + all.map(\.name)).map { glyphs.columns(of: $0) }.max() ?? 0
    let nameWidth = min(widestName, max(8, width / 4))
    let room = max(0, width - nameWidth - 1)
    let forms = max(1, all.flatMap(\.cells).map(\.texts.count).max() ?? 1)
    func cellWidth(_ form: Int) -> Int {
      let texts = all.flatMap(\.cells).map { $0.text(form) } + headings.map(\.text)
      return max(2, texts.map { glyphs.columns(of: $0) }.max() ?? 2)
    }
    var least = min(max(1, leastColumns), max(1, headings.count))
    var form = 0
    var wide = cellWidth(0)
    func hasDecimals(_ form: Int) -> Bool { all.contains { $0.cells.contains { $0.text(form).contains(".") } } }
    // Cells keep a blank between them before they keep their decimals, or figures would run together.
    while form + 1 < forms, (wide + 1) * least - 1 > room {
      if hasDecimals(form), !hasDecimals(form + 1) {
        let fewer = min(least, HeatTable.leastDecimalColumns)
        if (wide + 1) * fewer - 1 <= room {
          least = fewer
          break
        }
      }
      form += 1
      wide = cellWidth(form)
    }
    let gap = (wide + 1) * least - 1 <= room ? 1 : 0
    let fitting = max(1, (room + gap) / (wide + gap))
    let count = min(headings.count, fitting)
    // What is left over widens the cells by one, where that is enough for all.
    if count > 0, (room + gap) / count - gap > wide { wide += 1 }
    var first = headings.count - count
    if let column, column < first { first = max(0, column) }
    return Placement(nameWidth: nameWidth, form: form, cellWidth: wide, gap: gap, columns: first..<(first + count))
  }

  /// The first row shown in a height.
  public func offset(height: Int) -> Int {
    Scroll.offset(selection: selection, count: rows.count, height: bodyRows(height))
  }

  /// Where one is in a table that does not fit a height; for a frame's footer.
  public func scrollHint(height: Int) -> String? {
    Scroll.hint(offset: offset(height: height), count: rows.count, height: bodyRows(height))
  }

  /// Rows for areas in a height: the row of all together goes when there would be few others.
  private func bodyRows(_ height: Int) -> Int { max(0, height - headingRows - totalRows(height)) }

  /// Lines for the row of all together: with a blank one above it, where that takes no row away or little of them.
  private func totalRows(_ height: Int) -> Int {
    let body = height - headingRows
    guard total != nil, body >= min(rows.count + 1, 4) else { return 0 }
    return body >= min(rows.count + 2, 12) ? 2 : 1
  }

  public func draw(on surface: inout Surface) {
    guard surface.width > 4, surface.height > headingRows else { return }
    let place = placement(in: surface.width, glyphs: surface.glyphs)
    drawHeadings(place, on: &surface)
    let body = bodyRows(surface.height)
    let start = offset(height: surface.height)
    var row = headingRows
    for index in rows.indices.dropFirst(start).prefix(body) {
      draw(rows[index], place, row: row, isSelected: index == selection, on: &surface)
      surface.mark(Rect(row: row, width: surface.width, height: 1), as: .row(index))
      row += 1
    }
    let last = totalRows(surface.height)
    if let total, last > 0 {
      draw(total, place, row: row + last - 1, isTotal: true, on: &surface)
    }
  }

  /// The fullest form in which all cells of a row fit.
  private func form(of row: Row, _ place: Placement, glyphs: Glyphs) -> Int {
    guard !isOfOneFigure else { return place.form }
    let forms = row.cells.map(\.texts.count).max() ?? 1
    let shown = row.cells.indices.filter(place.columns.contains).map { row.cells[$0] }
    return (0..<max(1, forms)).first { form in
      shown.allSatisfy { glyphs.columns(of: $0.text(form)) <= place.cellWidth }
    } ?? forms - 1
  }

  private func start(_ index: Int, _ place: Placement) -> Int {
    place.nameWidth + 1 + (index - place.columns.lowerBound) * (place.cellWidth + place.gap)
  }

  private func drawHeadings(_ place: Placement, on surface: inout Surface) {
    surface.write(
      [Span(corner, .heading)], row: groupRows, width: place.nameWidth, alignment: .left)
    var free = 0
    for index in place.columns {
      let at = start(index, place)
      let heading = headings[index]
      let isChosen = index == column
      surface.write(
        [Span(heading.text, isChosen ? .accent : .heading, strong: isChosen)], row: groupRows, column: at,
        width: place.cellWidth, alignment: .center)
      let isNew = index == place.columns.lowerBound || headings[index - 1].group != heading.group
      if groupRows > 0, isNew, at >= free {
        // The next group may begin before this name ends.
        let end = place.columns.first { $0 > index && headings[$0].group != heading.group }.map { start($0, place) - 1 }
        let room = (end ?? surface.width) - at
        if surface.glyphs.columns(of: heading.group) <= room {
          free = at + surface.write(heading.group, row: 0, column: at, role: .dim) + 1
        }
      }
    }
  }

  private func draw(
    _ row: Row, _ place: Placement, row line: Int, isSelected: Bool = false, isTotal: Bool = false,
    on surface: inout Surface
  ) {
    let band: Ground? = isSelected ? (hasFocus ? .selection : .selectionIdle) : nil
    if let band { surface.band(line, column: 0, columns: surface.width, ground: band) }
    surface.write(
      [Span(row.name, isTotal ? .label : .text, strong: isSelected)], row: line, width: place.nameWidth,
      alignment: .left)
    let form = form(of: row, place, glyphs: surface.glyphs)
    for index in place.columns where index < row.cells.count {
      let cell = row.cells[index]
      let at = start(index, place)
      let isCrossing = isSelected && index == column
      // Where row and period cross the cell is turned inside out: its colour on the band, not the band on its colour.
      let ground = isCrossing ? nil : cell.ground
      if let ground { surface.band(line, column: at, columns: place.cellWidth, ground: ground) }
      let role: Role = ground.map(\.isStatus) == true ? .tile : cell.role
      surface.write(
        [Span(cell.text(form), role, strong: isSelected || isTotal)], row: line, column: at,
        width: place.cellWidth, alignment: .right)
      if isCrossing, hasFocus { pointAt(at, place, line, on: &surface) }
    }
  }

  /// Signs around the crossing cell, for screens without grounds; only where they cover nothing.
  private func pointAt(_ at: Int, _ place: Placement, _ line: Int, on surface: inout Surface) {
    let glyphs = surface.glyphs
    func isFree(_ column: Int) -> Bool { surface.cell(row: line, column: column)?.scalar == " " }
    guard place.gap > 0, glyphs.columns(of: glyphs.next) == 1 else { return }
    // Close to the figure where the cell has a blank before it.
    let before = isFree(at) && isFree(at + 1) ? at + 1 : isFree(at) ? at : at - 1
    if isFree(before) { surface.write(glyphs.next, row: line, column: before, role: .accent, strong: true) }
    let after = at + place.cellWidth
    if isFree(after) { surface.write(glyphs.previous, row: line, column: after, role: .accent, strong: true) }
  }
}
