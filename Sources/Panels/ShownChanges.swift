import Documents
import PostalModel

/// 变化 as values for a file.
extension ShownTable {
  /// Areas by figures, each against the period before and the year before.
  func changes(_ indicators: [Indicator]) -> OutputTable {
    var headings = [words["bulletin.code"], wording.heading(of: showing.rows)]
    for indicator in indicators {
      let short = indicator.short(language)
      headings.append(name(indicator))
      headings += ShownTable.changeWords.map { "\(short) \(words[$0])" }
    }
    let changed = indicators.map { showing.changes($0) ?? [:] }
    let rows = showing.rows.map { row -> [OutputTable.Cell] in
      zip(indicators, changed).reduce([code(row.area), .text(row.area.name)]) { cells, pair in
        cells + change(row.figures[pair.0.id], pair.0, pair.1[row.area.code])
      }
    }
    return made(headings, rows)
  }

  /// The figures of an area, the same way.
  var measureChanges: OutputTable {
    let rows = showing.board.own.map { [$0] } ?? showing.board.rows
    return made(
      [words["bulletin.code"], words["level.mixed"], words["column.indicator"], words["export.value"]]
        + ShownTable.changeWords.map { words[$0] },
      MeasuresPanel.items(of: showing, panel: showing.panel).compactMap { item -> [OutputTable.Cell]? in
        guard let row = rows.first(where: { $0.area.code == item.area }),
          let indicator = handbook.indicator(item.indicator)
        else { return nil }
        return [code(row.area), .text(row.area.name), text(name(indicator))]
          + change(row.figures[item.indicator], indicator, showing.changes(indicator)?[item.area])
      })
  }

  private static let changeWords = [
    "column.before", "column.onPeriod", "column.yearBefore", "column.growth", "bulletin.rank", "column.rankBefore",
    "bulletin.move",
  ]

  private func change(_ figure: Figure?, _ indicator: Indicator, _ change: Change?) -> [OutputTable.Cell] {
    [
      value(figure, indicator), value(change?.before, indicator), onPeriod(change, indicator),
      value(change?.yearBefore, indicator), onYear(change, indicator), rank(change?.rank), rank(change?.rankBefore),
      move(change?.move),
    ]
  }

  private func rank(_ rank: Int?) -> OutputTable.Cell { rank.map { .number(String($0)) } ?? .empty }
}
