import PostalModel

/// 变化 in words.
extension LinearText {
  /// 威宁县:末端网点密度 3.20 处/万人,未达,环比 +0.10,同比 +0.24,位次 3/8,较上期升 2 位.
  func change(_ row: BoardRow, _ indicator: Indicator) -> String {
    let name = indicator.name(showing.handbook.language)
    guard let figure = row.figures[indicator.id] else { return plain.pair(wording.name(row.area), name) }
    var parts = [value(figure, indicator, name)]
    if figure.reading.ratio != nil {
      let word = wording.word(figure)
      if !word.isEmpty { parts.append(word) }
      guard let changes = showing.changes(indicator) else {
        return plain.pair(
          wording.name(row.area), (parts + [words["trend.loading"]]).joined(separator: words["say.comma"]))
      }
      let change = changes[row.area.code]
      if showing.board.period.length < 12, indicator.kind != .yearly {
        parts.append(growth("column.onPeriod", change?.onPeriod, change?.isPartialOnPeriod == true, indicator))
      }
      parts.append(growth("column.growth", change?.onYear, change?.isPartialOnYear == true, indicator))
      if let change, change.rank != nil { parts.append(wording.rank(change)) }
    }
    return plain.pair(wording.name(row.area), parts.joined(separator: words["say.comma"]))
  }

  private func growth(_ word: String, _ growth: Growth?, _ isPartial: Bool, _ indicator: Indicator) -> String {
    let said = growth.map { wording.growth($0, indicator, isPartial: isPartial) } ?? words["changes.absent"]
    return plain.clean("\(words[word]) \(said)")
  }
}
