import Drawing
import PostalModel

/// 分品牌: the brands of an area with their figures of one form, or the parts of the area with those of one brand.
public struct BrandsPanel {
  /// Which column the rows are ordered by, and whether the other way round.
  public struct Order: Hashable, Sendable {
    /// 0: the name.
    public var column: Int
    public var isReversed: Bool

    public init(column: Int = 1, isReversed: Bool = false) {
      self.column = column
      self.isReversed = isReversed
    }
  }

  enum Column: Equatable {
    case figure(Indicator)
    /// Numerator and denominator of the figure before it.
    case parts(Indicator)
    /// Units that name brands, of those that owe the form.
    case coverage(Indicator)
    case count(BrandBoard.Count)
    /// Of the outlets of all brands.
    case share
  }

  public var showing: Showing
  public var form: Form
  /// nil while it is being fetched.
  public var board: BrandBoard?
  /// The brand whose parts are listed; nil: the brands themselves.
  public var brand: String?
  public var order: Order
  public var cursor: Int
  /// There is no such area.
  public var isAbsent: Bool

  public init(
    showing: Showing, form: Form, board: BrandBoard?, brand: String?, order: Order, cursor: Int, isAbsent: Bool
  ) {
    self.showing = showing
    self.form = form
    self.board = board
    self.brand = brand
    self.order = order
    self.cursor = cursor
    self.isAbsent = isAbsent
  }

  var words: Words { showing.words }
  var wording: Wording { showing.wording }

  /// Columns after the name.
  var columns: [Column] {
    switch form {
    case .outlets:
      [.count(.urban), .share] + indicators.flatMap { [.figure($0), .parts($0)] } + [
        .count(.unfiled), .count(.outlets),
      ]
    case .safety:
      indicators.flatMap { [.figure($0), .parts($0)] } + coverage + [.count(.visits), .count(.findings)]
    default: indicators.flatMap { [.figure($0), .parts($0)] } + coverage
    }
  }

  private var coverage: [Column] { indicators.first.map { [.coverage($0)] } ?? [] }

  /// Those of the form that are told by brand.
  private var indicators: [Indicator] {
    showing.handbook.indicators.filter { indicator in
      indicator.form == form && board?.brands.contains { $0.figures[indicator.id]?.reading.ratio != nil } ?? false
    }
  }

  /// The columns that rows can be ordered by, the name first.
  var sortable: [Column?] {
    [nil]
      + columns.filter {
        switch $0 {
        case .figure, .count: true
        case .parts, .coverage, .share: false
        }
      }
  }

  /// How many orders there are.
  public var orders: Int { sortable.count }

  /// The rows in the order of the board.
  private var listed: [BrandBoard.Row] {
    guard let board else { return [] }
    return brand.map(board.parts(of:)) ?? board.brands
  }

  /// The rows in the order chosen: of figures the worst first, of counts the most.
  public var rows: [BrandBoard.Row] {
    let column = sortable.indices.contains(order.column) ? sortable[order.column] : nil
    let sorted = listed.enumerated().sorted { left, right in
      guard let column else { return order.isReversed ? right.offset < left.offset : left.offset < right.offset }
      let (a, b) = (rank(left.element, column), rank(right.element, column))
      switch (a, b) {
      case (nil, nil): return left.offset < right.offset
      // Rows without a figure stay at the end, whichever way round.
      case (nil, _): return false
      case (_, nil): return true
      case (let a?, let b?):
        if a == b { return left.offset < right.offset }
        return order.isReversed ? a > b : a < b
      }
    }
    return sorted.map(\.element)
  }

  private func rank(_ row: BrandBoard.Row, _ column: Column) -> Double? {
    switch column {
    case .figure(let indicator):
      row.figures[indicator.id]?.value.map { indicator.higherIsBetter ? $0 : -$0 }
    case .count(let count): row[count].map { -Double($0) }
    case .parts, .coverage, .share: nil
    }
  }

  func name(_ row: BrandBoard.Row) -> String {
    if brand != nil { return wording.name(row.area) }
    return row.brand.isEmpty ? words["brands.unnamed.\(form.rawValue)"] : row.brand
  }

  func heading(_ column: Column) -> String {
    switch column {
    case .figure(let indicator): indicator.short(showing.handbook.language)
    case .parts: words["column.counts"]
    case .coverage: words["brands.coverage"]
    case .count(let count): words["brands.\(count.rawValue)"]
    case .share: words["brands.share"]
    }
  }

  func text(_ row: BrandBoard.Row, _ column: Column, glyphs: Glyphs) -> String {
    switch column {
    case .figure(let indicator):
      let figure = row.figures[indicator.id]
      return figure?.reading.ratio == nil ? glyphs.none : wording.value(figure, indicator, glyphs: glyphs)
    case .parts(let indicator): return row.figures[indicator.id]?.reading.ratio.map(wording.counts) ?? ""
    case .coverage(let indicator): return wording.coverage(row.figures[indicator.id])
    case .count(let count): return row[count].map(wording.grouped) ?? glyphs.none
    case .share:
      let whole = listed.reduce(0) { $0 + ($1[.urban] ?? 0) }
      return Ratio(row[.urban] ?? 0, whole, scale: 100).map { $0.text(decimals: 1) + " %" } ?? glyphs.none
    }
  }

  public var title: String {
    guard let brand else { return words["panel.brands"] }
    return "\(words["panel.brands"]) \(brand.isEmpty ? words["brands.unnamed.\(form.rawValue)"] : brand)"
  }

  /// What the figures are held against, each with its plan and clause; those of one clause together.
  private var targets: [String] {
    let rows = listed
    var bases: [String] = []
    var held: [String: [String]] = [:]
    for indicator in indicators {
      guard let applied = rows.lazy.compactMap({ $0.figures[indicator.id]?.judgement.applied }).first else { continue }
      let basis = wording.basisText(applied)
      if held[basis] == nil { bases.append(basis) }
      held[basis, default: []].append("\(indicator.short(showing.handbook.language)) \(wording.text(applied.target))")
    }
    return bases.map { (held[$0] ?? []).joined(separator: words["say.list"]) + " " + $0 }
  }

  /// Below the table: what the figures are and what they are not.
  var notes: [String] {
    guard let board, !board.brands.isEmpty else { return [] }
    var notes = targets.isEmpty ? [] : [words["brands.targets", targets.joined(separator: words["say.comma"])]]
    notes.append(words["brands.note.\(form.rawValue)"])
    let isPartial = listed.contains { $0.figures.values.contains { $0.reading.isPartial } }
    if isPartial { notes.append(words["brands.note.partial"]) }
    return notes
  }

  /// Why there is nothing to list.
  var emptiness: String {
    if isAbsent { return words["say.nothing"] }
    guard let board else { return words["explain.loading"] }
    return words[brand != nil && !board.brands.isEmpty ? "brands.noParts" : "brands.none"]
  }

  public func draw(on surface: inout Surface) {
    surface.shade()
    let width = surface.width >= 60 ? min(132, surface.width - 4) : surface.width
    let rows = rows
    let notes = notes.flatMap { surface.glyphs.wrapped([Span($0, .dim)], to: max(1, width - 4)) }
    let height = min(surface.height, max(5, rows.count + 4 + notes.count))
    let rect = Rect(
      column: (surface.width - width) / 2, row: (surface.height - height) / 2, width: width, height: height)
    surface.mark(as: .name("outside"))
    surface.within(rect) { sheet in
      sheet.mark(as: .name("sheet"))
      let table = table(rows, glyphs: sheet.glyphs)
      let shownNotes = min(notes.count, max(0, height - 6))
      let detail = [
        board.map { wording.name($0.area) }, showing.handbook.words["form.\(form.rawValue)"],
        board.map { wording.period($0.period) },
      ].compactMap { $0 }.joined(separator: " \(sheet.glyphs.separator) ")
      let box = Box(
        title: title, detail: detail, note: words["note.sort", heading(of: order)],
        footer: table.scrollHint(height: height - 2 - shownNotes), hasFocus: true, ground: .overlay)
      sheet.panel(box, in: sheet.bounds) { inside in
        guard !rows.isEmpty else {
          inside.write(emptiness, row: 0, role: .dim, maxWidth: inside.width)
          return
        }
        let cut = inside.bounds.splitBottom(shownNotes)
        inside.draw(table, in: cut.rest)
        inside.within(cut.bottom) { foot in
          for (row, line) in notes.prefix(foot.height).enumerated() {
            foot.write(line, row: row, maxWidth: foot.width)
          }
        }
      }
    }
  }

  public func heading(of order: Order) -> String {
    guard sortable.indices.contains(order.column), let column = sortable[order.column] else { return nameHeading }
    return heading(column)
  }

  var nameHeading: String { words[brand == nil ? "outlet.brand" : "whatIf.area"] }

  private func table(_ rows: [BrandBoard.Row], glyphs: Glyphs) -> Table {
    let listed = columns
    let cells = rows.map { row -> [Table.Cell] in
      [Table.Cell(name(row), row.brand.isEmpty ? .dim : .text)]
        + listed.map { column in
          let text = text(row, column, glyphs: glyphs)
          guard case .figure(let indicator) = column else {
            if case .count = column { return Table.Cell(text, .value) }
            return Table.Cell(text, .dim)
          }
          let figure = row.figures[indicator.id]
          guard figure?.reading.ratio != nil else { return Table.Cell(text, .dim) }
          let role = wording.role(figure)
          let mark = wording.mark(figure, glyphs: glyphs)
          let padding = String(repeating: " ", count: max(0, 2 - glyphs.columns(of: mark)))
          return Table.Cell([
            Span(text + " ", role == .noTarget ? .value : role), Span(mark + padding, role),
          ])
        }
    }
    let head = Table.Column(nameHeading, minimum: 10, priority: Table.Column.always)
    let rest = listed.enumerated().map { place, column -> Table.Column in
      let isFigure = if case .figure = column { true } else { false }
      let isParts = if case .parts = column { true } else { false }
      return Table.Column(
        heading(column) + (isFigure ? "   " : ""), alignment: .right,
        priority: place == 0 ? Table.Column.always : isParts ? 10 - place : 90 - place)
    }
    return Table(columns: [head] + rest, rows: cells, selection: cursor, hasFocus: true, gap: 2)
  }
}
