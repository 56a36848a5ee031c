import PostalModel

extension LinearText {
  /// 测算: every level before and after, then the areas that can be changed.
  public func whatIf(_ panel: WhatIfPanel) -> LinearPage {
    guard let whatIf = panel.whatIf else { return sheet(words["panel.whatIf"], [words["explain.loading"]]) }
    func text(_ line: WhatIf.Line) -> String {
      let parts = [line.before, line.after].map { figure in
        guard let ratio = figure.reading.ratio else { return wording.absence(figure, glyphs: Self.glyphs) }
        return [
          wording.number(ratio, whatIf.indicator), wording.counts(ratio), wording.word(figure),
          wording.need(figure, whatIf.indicator),
        ].filter { !$0.isEmpty }.joined(separator: " ")
      }
      let result = parts[0] == parts[1] ? parts[0] : words["whatIf.change", parts[0], parts[1]]
      return plain.pair(wording.name(line.area), result)
    }
    let notes = panel.notes(whatIf).map { plain.text($0) }
    return sheet(
      plain.pair(words["panel.whatIf"], whatIf.indicator.name(showing.handbook.language)),
      [words["whatIf.notStored"]] + panel.held(whatIf).map { plain.text($0) } + panel.levels.map(text) + notes,
      panel.ordered(whatIf).map(text))
  }
}
