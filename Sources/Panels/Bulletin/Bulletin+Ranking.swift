import Documents
import PostalModel

extension Bulletin {
  /// 排名: the parts of the area by each figure, the best first, with the way of the area itself.
  var ranking: Document.Section? {
    guard !board.rows.isEmpty else { return nil }
    let ranked = indicators.filter { indicator in
      board.rows.contains { $0.figures[indicator.id]?.reading.ratio != nil }
    }
    guard !ranked.isEmpty else { return nil }
    // Where the areas are not all held against the same, each row says by what.
    let isMixed = ranked.contains { applied($0).count > 1 }
    return Document.Section(
      title: words["bulletin.ranking", wording.heading(of: board.rows)], text: [words["bulletin.ranking.rule"]],
      columns: [
        column("bulletin.rank"), Document.Column(wording.heading(of: board.rows)),
        column("bulletin.code", .workbook), column("column.now"), column("bulletin.move"),
        column("column.counts", .paper), column("explain.numerator", .workbook),
        column("explain.denominator", .workbook), column("column.reported"),
        column("column.target", isMixed ? .both : .workbook), column("column.status"),
        column("column.need"), column("column.growth"), column("bulletin.onPeriod"),
        column("column.plan", isMixed ? .both : .workbook, isWhole: false), column("column.deadline", .workbook),
      ], partHeading: words["column.indicator"],
      parts: FormNature.allCases.flatMap { nature in ranked.filter { $0.form.nature == nature }.map(part) },
      isNewPage: true)
  }

  private func applied(_ indicator: Indicator) -> Set<String> {
    Set(
      board.rows.compactMap { $0.figures[indicator.id] }.map { figure in
        figure.judgement.applied.map { wording.text($0.target) + wording.basisText($0) } ?? ""
      })
  }

  private func part(_ indicator: Indicator) -> Document.Part {
    let changes = compared(indicator, among: board.rows.map(\.area.code))
    let ordered = board.rows.sorted { left, right in
      let (a, b) = (changes[left.area.code]?.rank ?? .max, changes[right.area.code]?.rank ?? .max)
      if a != b { return a < b }
      let (x, y) = (left.figures[indicator.id], right.figures[indicator.id])
      if (x?.reading.ratio == nil) != (y?.reading.ratio == nil) { return x?.reading.ratio != nil }
      return left.area.code < right.area.code
    }
    let rows = ordered.map { row -> [OutputTable.Cell] in
      let figure = row.figures[indicator.id]
      let change = changes[row.area.code]
      return [
        change?.rank.map { .number(String($0)) } ?? .empty, .text(wording.name(row.area)), self.code(row.area),
        value(figure, indicator), move(change?.move), counts(figure), numerator(figure),
        denominator(figure), text(wording.coverage(figure)), target(figure), status(figure), need(figure, indicator),
        onYear(change, indicator), onPeriod(change, indicator), basis(figure), deadline(figure),
      ]
    }
    return Document.Part(
      group: group(indicator.form.nature), title: name(indicator), text: told(indicator), course: course(indicator),
      rows: rows,
      bars: bars(ordered, indicator))
  }

  /// The target all are held against, and how the area itself stands.
  private func told(_ indicator: Indicator) -> [String] {
    var lines: [String] = []
    let shared = applied(indicator)
    let row = board.rows.first { $0.figures[indicator.id]?.judgement.applied != nil }
    if shared.count == 1, let applied = row?.figures[indicator.id]?.judgement.applied {
      var parts = [words["bulletin.target", wording.text(applied.target), wording.basisText(applied)]]
      if !applied.target.hedge.isEmpty { parts.append(wording.hedge(applied.target.hedge)) }
      if let deadline = applied.target.deadline {
        parts.append(words["headline.deadline", wording.date(deadline)])
      }
      if !applied.target.lead.isEmpty { parts.append(words["bulletin.lead", applied.target.lead]) }
      lines.append(parts.joined(separator: " \(glyphs.separator) "))
    } else if shared == [""] {
      lines.append(words["bulletin.noTarget"])
    }
    if let figure = board.own?.figures[indicator.id] {
      var parts = [wording.name(area)]
      if let ratio = figure.reading.ratio {
        parts.append((figure.reading.isPartial ? "~" : "") + wording.valueWithUnit(ratio, indicator))
        if ratio.hasParts { parts.append(wording.counts(ratio)) }
        let coverage = wording.coverage(figure)
        if !coverage.isEmpty { parts.append("\(words["column.reported"]) \(coverage)") }
      } else {
        parts.append(wording.value(figure, indicator, glyphs: glyphs))
      }
      let judged = board.rows.compactMap { $0.figures[indicator.id] }.filter { $0.status?.isJudged == true }
      if !judged.isEmpty {
        parts.append(words["headline.met", "\(judged.count(where: \.countsAsMet))/\(judged.count)"])
      }
      lines.append(parts.joined(separator: "  "))
    }
    return lines
  }

  /// From none to the most; of shares that lie close together, from a round number below the least.
  private func bars(_ rows: [BoardRow], _ indicator: Indicator) -> [Document.Bar?] {
    let figures = rows.map { $0.figures[indicator.id] }
    let bounds = figures.compactMap { $0?.judgement.applied?.target.bound?.number }
    let all = figures.compactMap { $0?.value } + bounds
    guard let high = all.max(), high > 0 else { return [] }
    return figures.map { figure in
      guard let figure, let value = figure.value else { return nil }
      return Document.Bar(
        share: value / high, target: figure.judgement.applied?.target.bound.map { $0.number / high },
        tone: figure.status?.isJudged == true ? tone(figure) : .plain)
    }
  }

  private func course(_ indicator: Indicator) -> Document.Course? {
    guard let row = facts.series.row(area.code, indicator.id),
      row.figures.count(where: { $0.reading.ratio != nil }) > 1
    else { return nil }
    let points = zip(facts.series.periods, row.figures).map { period, figure in
      Document.Course.Point(
        label: period.description, value: figure.value,
        text: figure.reading.ratio.map { wording.number($0, indicator) } ?? "",
        isPartial: figure.reading.isPartial, isBreak: indicator.breaks.contains { period.months.contains($0) })
    }
    let target = board.own?.figures[indicator.id]?.judgement.applied?.target
    return Document.Course(
      title: words[
        "bulletin.course", wording.name(area), indicator.name(language), points.first?.label ?? "",
        points.last?.label ?? ""], points: points, target: target?.bound?.number,
      targetText: target.map { words["label.target"] + " " + wording.text($0) } ?? "")
  }
}
