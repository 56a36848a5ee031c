import PostalModel

extension LinearText {
  /// Two areas compared: for each indicator a line of the one and a line of the other, by the nature of their
  /// returns.
  public func compare(_ panel: ComparePanel) -> LinearPage {
    let rows = panel.sides.compactMap(\.row)
    guard rows.count == panel.sides.count else {
      return sheet(words["panel.compare.areas"], [words["wait.loading"]])
    }
    let lines = panel.blocks.flatMap { block in
      [plain.text(wording.natureLine(block.nature))]
        + block.indicators.flatMap { indicator in rows.map { figure($0, indicator) } }
    }
    return sheet(words["panel.compare.areas"], lines)
  }
}
