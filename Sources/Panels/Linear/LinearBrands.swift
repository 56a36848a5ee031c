import PostalModel

extension LinearText {
  /// 分品牌: a line a brand, or a line a part of the area.
  public func brands(_ panel: BrandsPanel) -> LinearPage {
    let rows = panel.rows
    guard !rows.isEmpty else { return sheet(panel.title, [panel.emptiness]) }
    let lines = rows.map { row in
      let cells = panel.columns.map { column in
        let text = panel.text(row, column, glyphs: Self.glyphs)
        guard case .figure(let indicator) = column, let figure = row.figures[indicator.id] else {
          return text.isEmpty ? "" : "\(panel.heading(column)) \(text)"
        }
        return [panel.heading(column), text, wording.word(figure)].filter { !$0.isEmpty }.joined(separator: " ")
      }
      return plain.pair(panel.name(row), cells.filter { !$0.isEmpty }.joined(separator: words["say.list"]))
    }
    return sheet(panel.title, panel.notes, lines)
  }
}
