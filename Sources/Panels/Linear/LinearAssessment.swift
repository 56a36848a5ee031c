import PostalModel

extension LinearText {
  /// 考核: a part a line, best first.
  public func assessment(_ panel: AssessmentPanel) -> LinearPage {
    guard let board = panel.board else { return sheet(words["panel.assess"], [words["explain.loading"]]) }
    let sayings = AssessmentWording(handbook: showing.handbook)
    let items = board.parts.map { part -> String in
      var said = [
        part.rank.map { words["assess.place", String($0), String(board.parts.count)] } ?? "",
        part.total == nil ? "" : sayings.sum(part, of: board.assessment),
        part.climb == nil ? "" : plain.pair(words["assess.climb"], sayings.climb(part)),
      ]
      if part.absent > 0 { said.append(plain.pair(words["assess.absentLines"], String(part.absent))) }
      if part.isPartial { said.append(words["assess.mark.partial"]) }
      let text = said.filter { !$0.isEmpty }.joined(separator: words["say.comma"])
      return plain.pair(wording.name(part.area), plain.clean(text.isEmpty ? words["assess.sum.none"] : text))
    }
    return sheet(
      plain.pair(words["panel.assess"], board.assessment.name(showing.handbook.language)),
      sayings.notes(board).map(plain.clean), items)
  }

  /// 考核明细: a line of the assessment a line, under what it is made of.
  public func assessment(_ panel: AssessmentLinesPanel) -> LinearPage {
    guard let board = panel.board, let part = board.part(panel.part) else {
      return sheet(words["panel.assess"], [words["explain.loading"]])
    }
    let sayings = AssessmentWording(handbook: showing.handbook)
    let lines = panel.lines
    var page = sheet(
      plain.pair(words["panel.assess"], wording.name(part.area)), [sayings.sum(part, of: board.assessment)],
      lines.map { line in
        let apart = AssessmentLinesPanel.apart(line, sayings, words).dropFirst().map { plain.text($0) }
        let points = "\(words["assess.got"]) \(sayings.points(line, glyphs: Self.glyphs))/\(line.line.points)"
        return plain.pair(
          plain.clean(sayings.name(line.line)),
          ([plain.clean(sayings.figure(line))] + apart + [plain.clean(points), sayings.mark(line)])
            .filter { !$0.isEmpty }.joined(separator: words["say.comma"]))
      })
    for place in lines.indices {
      let group = sayings.group(lines[place].line)
      if place == 0 || sayings.group(lines[place - 1].line) != group {
        page.headings[place] = plain.clean(sayings.heading(lines[place].line))
      }
    }
    return page
  }
}
