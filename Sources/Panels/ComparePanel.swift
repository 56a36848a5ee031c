import Drawing
import PostalModel

/// 对比: two areas side by side, every indicator either of them has a figure of, and how far the second is from the
/// first; returns, registers and inspections each in a table of their own.
public struct ComparePanel {
  public var showing: Showing
  /// The areas with their figures; a row is nil while it is being fetched.
  public var sides: [(code: AreaCode, row: BoardRow?)]
  public var offset: Int

  public init(showing: Showing, sides: [(code: AreaCode, row: BoardRow?)], offset: Int) {
    self.showing = showing
    self.sides = sides
    self.offset = offset
  }

  private var words: Words { showing.words }
  private var wording: Wording { showing.wording }

  /// The indicators listed by the nature of their returns, in the order of the panels.
  var blocks: [(nature: FormNature, indicators: [Indicator])] {
    let listed = PanelKind.allCases.flatMap { kind in showing.handbook.indicators(of: kind) }.filter { indicator in
      sides.contains { $0.row?.figures[indicator.id].map { $0.reading.ratio != nil || $0.status != nil } ?? false }
    }
    return FormNature.allCases.compactMap { nature in
      let own = listed.filter { $0.form.nature == nature }
      return own.isEmpty ? nil : (nature, own)
    }
  }

  /// How many lines it has on a screen.
  public func rows(in size: Size, glyphs: Glyphs) -> Int {
    content(width: Self.width(on: size.width) - 4, glyphs: glyphs)?.height ?? 1
  }

  private static func width(on screen: Int) -> Int { screen >= 60 ? min(132, screen - 4) : screen }

  public func draw(on surface: inout Surface) {
    surface.shade()
    let width = Self.width(on: surface.width)
    let content = content(width: width - 4, glyphs: surface.glyphs)
    let height = min(surface.height, (content?.height ?? 1) + 2)
    let rect = Rect(
      column: (surface.width - width) / 2, row: (surface.height - height) / 2, width: width, height: height)
    let count = content?.height ?? 0
    let shown = min(max(0, offset), max(0, count - (height - 2)))
    surface.mark(as: .name("outside"))
    surface.within(rect) { sheet in
      sheet.mark(as: .name("sheet"))
      let box = Box(
        title: words["panel.compare.areas"], detail: wording.period(showing.board.period),
        footer: Scroll.hint(offset: shown, count: count, height: height - 2), hasFocus: true, ground: .overlay)
      sheet.panel(box, in: sheet.bounds) { inside in
        guard let content else {
          inside.write(words["wait.loading"], row: 0, role: .dim, maxWidth: inside.width)
          return
        }
        inside.overlay(content, row: -shown)
      }
    }
  }

  /// All of it, as high as it is; nil while a side is being fetched.
  private func content(width: Int, glyphs: Glyphs) -> Surface? {
    guard !sides.contains(where: { $0.row == nil }) else { return nil }
    let blocks = blocks
    var tables = blocks.map { table($0.indicators, isWide: true, glyphs: glyphs) }
    // Where not all of it fits beside each other, it stands in two lines.
    if align(&tables, width: width, glyphs: glyphs) > width {
      tables = blocks.map { table($0.indicators, isWide: false, glyphs: glyphs) }
      align(&tables, width: width, glyphs: glyphs)
    }
    let heights = tables.map { $0.rows.count + $0.sections.count + 1 }
    let total = heights.reduce(0, +) + 2 * heights.count - 1
    var surface = Surface(width: max(1, width), height: max(1, total), glyphs: glyphs, ground: .overlay)
    var row = 0
    for ((nature, _), (table, height)) in zip(blocks, zip(tables, heights)) {
      surface.write(wording.natureLine(nature), row: row, maxWidth: width)
      surface.draw(table, in: Rect(column: 0, row: row + 1, width: width, height: height))
      row += height + 2
    }
    return surface
  }

  /// Columns of all tables are as wide as in the widest. The names alone may be cut, and that only once nothing else can
  /// go.
  ///
  /// - Returns: the columns of the screen that everything takes whole.
  @discardableResult
  private func align(_ tables: inout [Table], width: Int, glyphs: Glyphs) -> Int {
    guard let first = tables.first else { return 0 }
    let widest = first.columns.indices.map { column in
      tables.map { $0.widestText(of: column, glyphs: glyphs) }.max() ?? 1
    }
    let kept = first.columns.indices.dropFirst().filter { first.columns[$0].priority == Table.Column.always }
    let room = width - kept.reduce(0) { $0 + widest[$1] + 1 }
    for place in tables.indices {
      for column in widest.indices {
        tables[place].columns[column].ideal = widest[column]
        tables[place].columns[column].minimum = column == 0 ? max(12, min(widest[0], room)) : widest[column]
      }
    }
    return widest.reduce(0, +) + first.gap * (widest.count - 1)
  }

  /// - Parameter isWide: what a figure is made of and held against stand beside it, and not in lines below.
  private func table(_ indicators: [Indicator], isWide: Bool, glyphs: Glyphs) -> Table {
    var sections: [Int: [String]] = [:]
    var rows: [[Table.Cell]] = []
    // A few need no further heading.
    let hasPanels = indicators.count > 6 && Set(indicators.map(\.panel)).count > 1
    for (place, indicator) in indicators.enumerated() {
      if hasPanels, place == 0 || indicators[place - 1].panel != indicator.panel,
        let panel = PanelKind(rawValue: indicator.panel)
      {
        sections[rows.count] = [panel.title(words)]
      }
      let figures = sides.map { $0.row?.figures[indicator.id] }
      let counts = figures.map { Table.Cell($0?.reading.ratio.map(wording.counts) ?? "", .dim) }
      var cells = [Table.Cell("  " + indicator.name(showing.handbook.language))]
      for (figure, count) in zip(figures, counts) {
        cells.append(value(figure, indicator, glyphs: glyphs))
        if isWide { cells.append(count) }
      }
      cells.append(contentsOf: difference(figures, indicator))
      if isWide {
        cells += [Table.Cell(joined(figures, wording.target), .dim), Table.Cell(joined(figures, basis), .dim)]
        rows.append(cells)
      } else {
        rows.append(cells)
        rows += details(figures, counts)
      }
    }
    func right(_ heading: String) -> Table.Column {
      Table.Column(heading, alignment: .right, priority: Table.Column.always)
    }
    let names = sides.map { side in side.row.map { wording.name($0.area) } ?? side.code.short }
    var columns = [
      Table.Column(words["column.indicator"], minimum: 16, priority: Table.Column.always, stretches: !isWide)
    ]
    for name in names {
      columns.append(right(name + "   "))
      if isWide { columns.append(Table.Column(words["column.counts"], alignment: .right, priority: 10)) }
    }
    columns += [right(words["compare.difference"]), Table.Column("", priority: isWide ? 30 : 5)]
    if isWide {
      columns += [
        Table.Column(words["column.target"], alignment: .right, priority: 20),
        Table.Column(words["column.plan"], priority: 20),
      ]
    }
    return Table(columns: columns, rows: rows, gap: 2, sections: sections)
  }

  /// Below the figures: what they are held against, by what, and what they are made of.
  private func details(_ figures: [Figure?], _ counts: [Table.Cell]) -> [[Table.Cell]] {
    let held = figures.map { figure in
      figure?.judgement.applied == nil ? "" : "\(words["label.target"]) \(wording.target(figure)) \(basis(figure))"
    }
    if Set(held).count == 1 {
      let isBlank = held[0].isEmpty && counts.allSatisfy { $0.spans.allSatisfy(\.text.isEmpty) }
      return isBlank ? [] : [[Table.Cell("    " + held[0], .dim)] + counts]
    }
    return sides.indices.map { side in
      let name = sides[side].row.map { wording.name($0.area) } ?? ""
      let text = held[side].isEmpty ? words["status.noTarget"] : held[side]
      return [Table.Cell("    \(name) \(text)", .dim)]
        + counts.indices.map { $0 == side ? counts[$0] : .empty }
    }
  }

  private func basis(_ figure: Figure?) -> String { figure?.judgement.applied.map(wording.basisText) ?? "" }

  private func joined(_ figures: [Figure?], _ text: (Figure?) -> String) -> String {
    let texts = figures.map(text)
    return Set(texts).count == 1 ? texts[0] : texts.map { $0.isEmpty ? "-" : $0 }.joined(separator: " / ")
  }

  private func value(_ figure: Figure?, _ indicator: Indicator, glyphs: Glyphs) -> Table.Cell {
    let mark = wording.mark(figure, glyphs: glyphs)
    let padding = String(repeating: " ", count: max(0, 2 - glyphs.columns(of: mark)))
    let role = wording.role(figure)
    return Table.Cell([
      Span(wording.value(figure, indicator, glyphs: glyphs) + " ", role == .noTarget ? .value : role),
      Span(mark + padding, role),
    ])
  }

  /// How far the second lies above the first as both are shown, and which of them is better; nothing where one has no
  /// figure.
  private func difference(_ figures: [Figure?], _ indicator: Indicator) -> [Table.Cell] {
    guard figures.count == 2, let first = figures[0]?.reading.ratio, let second = figures[1]?.reading.ratio else {
      return [.empty, .empty]
    }
    var unit = 1.0
    for _ in 0..<indicator.decimals { unit *= 10 }
    func shown(_ ratio: Ratio) -> Int {
      Int(((Double(wording.number(ratio, indicator)) ?? ratio.value) * unit).rounded())
    }
    let steps = shown(second) - shown(first)
    guard steps != 0 else { return [Table.Cell("0", .dim), .empty] }
    let isPartial = figures.contains { $0?.reading.isPartial == true }
    let text = (isPartial ? "~" : "") + (steps > 0 ? "+" : "") + Ratio.fixed(steps, decimals: indicator.decimals)
    let isBetter = (steps > 0) == indicator.higherIsBetter
    // Of a plain amount more is not better: a larger county sends more.
    guard indicator.unit == .percent || indicator.unit == .per10k,
      let better = sides[isBetter ? 1 : 0].row.map({ wording.name($0.area) })
    else { return [Table.Cell(text, .value), .empty] }
    return [Table.Cell(text, .value), Table.Cell(words["compare.better", better], .better)]
  }
}
