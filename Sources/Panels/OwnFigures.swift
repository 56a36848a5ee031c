import Drawing
import PostalModel

/// The figures of the area itself, one a line: what a panel tells where nothing of them is known of the areas below, as
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
    self.indicators = indicators.filter { own.figures[$0.id] != nil }
    self.own = own
  }

  /// With its headings.
  var lines: Int { indicators.count + 1 }

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
          words["level.\(showing.board.area?.level.word ?? "mixed")"], minimum: 4, priority: Table.Column.always),
        Table.Column(words["column.now"], alignment: .right, priority: 90),
        Table.Column(words["column.target"], alignment: .right, priority: 80),
        Table.Column(words["column.need"], alignment: .right, priority: 70),
      ], rows: rows)
  }
}
