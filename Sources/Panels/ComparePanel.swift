import Drawing
import PostalModel

/// 对比: two areas side by side, every indicator either of them has a figure of, and how far the second is from the
/// first.
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

  /// The indicators listed, in the order of the panels.
  var listed: [Indicator] {
    PanelKind.allCases.flatMap { kind in showing.handbook.indicators(of: kind) }.filter { indicator in
      sides.contains { $0.row?.figures[indicator.id].map { $0.reading.ratio != nil || $0.status != nil } ?? false }
    }
  }

  /// How many lines it has, names of panels included.
  public var rows: Int { listed.count + Set(listed.map(\.panel)).count }

  public func draw(on surface: inout Surface) {
    surface.shade()
    let wanted = max(rows, 1) + 4
    let height = min(surface.height, wanted)
    let width = surface.width >= 60 ? min(132, surface.width - 4) : surface.width
    let rect = Rect(
      column: (surface.width - width) / 2, row: (surface.height - height) / 2, width: width, height: height)
    surface.mark(as: .name("outside"))
    surface.within(rect) { sheet in
      sheet.mark(as: .name("sheet"))
      var table = table(glyphs: sheet.glyphs, width: width - 4)
      table.firstRow = offset
      let box = Box(
        title: words["panel.compare.areas"], detail: wording.period(showing.board.period),
        footer: table.scrollHint(height: height - 2), hasFocus: true, ground: .overlay)
      sheet.panel(box, in: sheet.bounds) { inside in
        if sides.contains(where: { $0.row == nil }) {
          inside.write(words["wait.loading"], row: 0, role: .dim, maxWidth: inside.width)
        } else {
          inside.draw(table, in: inside.bounds)
        }
      }
    }
  }

  private func table(glyphs: Glyphs, width: Int) -> Table {
    let indicators = listed
    var sections: [Int: [String]] = [:]
    var rows: [[Table.Cell]] = []
    for (place, indicator) in indicators.enumerated() {
      if place == 0 || indicators[place - 1].panel != indicator.panel,
        let panel = PanelKind(rawValue: indicator.panel)
      {
        sections[place] = [panel.title(words)]
      }
      let figures = sides.map { $0.row?.figures[indicator.id] }
      var cells = [Table.Cell("  " + indicator.name(showing.handbook.language))]
      for figure in figures {
        cells.append(value(figure, indicator, glyphs: glyphs))
        cells.append(Table.Cell(figure?.reading.ratio.map(wording.counts) ?? "", .dim))
      }
      cells.append(contentsOf: difference(figures, indicator))
      cells.append(Table.Cell(target(figures), .dim))
      rows.append(cells)
    }
    func right(_ heading: String, priority: Int) -> Table.Column {
      Table.Column(heading, alignment: .right, priority: priority)
    }
    let names = sides.map { side in side.row.map { wording.name($0.area) } ?? side.code.short }
    return Table(
      columns: [
        Table.Column(words["column.indicator"], minimum: 22, priority: Table.Column.always),
        right((names.first ?? "") + "   ", priority: Table.Column.always),
        right(words["column.counts"], priority: 10),
        right((names.last ?? "") + "   ", priority: Table.Column.always),
        right(words["column.counts"], priority: 10),
        right(words["compare.difference"], priority: 40),
        Table.Column("", minimum: 10, priority: 30),
        right(words["column.target"], priority: 20),
      ], rows: rows, gap: 2, sections: sections)
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

  private func target(_ figures: [Figure?]) -> String {
    let texts = figures.map { wording.target($0) }
    return Set(texts).count == 1 ? texts[0] : texts.map { $0.isEmpty ? "-" : $0 }.joined(separator: " / ")
  }
}
