import Drawing
import PostalModel

/// The figures of the area itself, one a line under the nature of their returns: what a panel tells where nothing of them is known of the areas below, as
/// of the villages of a township.
struct OwnFigures: Sendable {
  let showing: Showing
  let indicators: [Indicator]
  let own: BoardRow

  /// nil where some area below has a figure, or the area itself has none.
  init?(_ showing: Showing, _ kind: PanelKind) {
    let indicators = showing.handbook.indicators(of: kind)
    guard let own = showing.board.own, indicators.contains(where: { own.figures[$0.id]?.reading.ratio != nil }),
      !showing.rows.isEmpty,
      showing.rows.allSatisfy({ row in indicators.allSatisfy { row.figures[$0.id]?.reading.ratio == nil } })
    else { return nil }
    self.showing = showing
    let told = indicators.filter { own.figures[$0.id] != nil }
    self.indicators = FormNature.allCases.flatMap { nature in told.filter { $0.form.nature == nature } }
    self.own = own
  }

  /// With its headings.
  var lines: Int { indicators.count + 1 + sections.count }

  private var natures: [FormNature] {
    FormNature.allCases.filter { nature in indicators.contains { $0.form.nature == nature } }
  }

  /// Where there are several natures, the name of each above its first line.
  private var sections: [Int: [String]] {
    guard natures.count > 1 else { return [:] }
    var sections: [Int: [String]] = [:]
    for nature in natures {
      if let first = indicators.firstIndex(where: { $0.form.nature == nature }) {
        sections[first] = [showing.wording.nature(nature)]
      }
    }
    return sections
  }

  func table(glyphs: Glyphs) -> Table {
    let (words, wording) = (showing.words, showing.wording)
    let rows = indicators.map { indicator -> [Table.Cell] in
      let figure = own.figures[indicator.id]
      let role = wording.role(figure)
      // Figures stand below each other with and without a mark.
      let mark = wording.mark(figure, glyphs: glyphs)
      let pad = figure?.reading.ratio != nil && mark.isEmpty ? " " : ""
      return [
        Table.Cell(indicator.short(showing.handbook.language), .label),
        Table.Cell(wording.value(figure, indicator, glyphs: glyphs) + mark + pad, role, strong: true),
        Table.Cell(wording.target(figure), .dim),
        Table.Cell(wording.need(figure, indicator), role),
      ]
    }
    return Table(
      columns: [
        Table.Column(
          natures.count == 1 ? words["nature.\(natures[0].rawValue).short"] : words["column.indicator"], minimum: 4,
          priority: Table.Column.always),
        Table.Column(words["column.now"], alignment: .right, priority: 90),
        Table.Column(words["column.target"], alignment: .right, priority: 80),
        Table.Column(words["column.need"], alignment: .right, priority: 70),
      ], rows: rows, sections: sections)
  }
}
