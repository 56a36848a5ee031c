import PostalModel

extension LinearText {
  /// 分品牌: a line a brand, or a line a part of the area.
  public func brands(_ panel: BrandsPanel) -> LinearPage {
    let rows = panel.rows
    guard !rows.isEmpty else { return sheet(panel.title, [panel.emptiness]) }
    let lines = rows.map { row in
      let cells = panel.columns.map { column in
        guard case .figure(let indicator) = column else {
          let text = panel.text(row, column, glyphs: Self.glyphs)
          return text.isEmpty || text == Self.glyphs.none ? "" : "\(panel.heading(column)) \(text)"
        }
        guard let figure = row.figures[indicator.id], let ratio = figure.reading.ratio else { return "" }
        return [panel.heading(column), wording.number(ratio, indicator), wording.word(figure)]
          .filter { !$0.isEmpty }.joined(separator: " ")
      }
      return plain.pair(panel.name(row), cells.filter { !$0.isEmpty }.joined(separator: words["say.list"]))
    }
    return sheet(panel.title, panel.notes.map(plain.clean), lines)
  }
}
