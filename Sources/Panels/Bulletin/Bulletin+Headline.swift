import Documents
import PostalModel

extension Bulletin {
  /// 要点: what a reader of one page must know, and the area's own figures.
  var headline: Document.Section {
    let own = board.own
    let rows = indicators.compactMap { indicator -> (indicator: Indicator, cells: [OutputTable.Cell])? in
      guard let figure = own?.figures[indicator.id], figure.reading.ratio != nil || figure.status != nil else {
        return nil
      }
      let change = compared(indicator)[area.code]
      return (
        indicator,
        [
          .code(indicator.id), .text(name(indicator)), value(figure, indicator), counts(figure), numerator(figure),
          denominator(figure), text(wording.coverage(figure)), target(figure), deadline(figure), status(figure),
          need(figure, indicator), onYear(change, indicator), onPeriod(change, indicator), basis(figure),
        ]
      )
    }
    return Document.Section(
      title: words["bulletin.headline"], text: sentences,
      columns: [
        column("bulletin.id", .workbook), column("column.indicator", isWhole: false), column("column.now"),
        column("column.counts", .paper), column("explain.numerator", .workbook),
        column("explain.denominator", .workbook), column("column.reported"), column("column.target"),
        column("column.deadline"), column("column.status"), column("column.need"),
        column("column.growth"), column("bulletin.onPeriod"), column("column.plan", .workbook),
      ], parts: parts(rows),
      notes: rows.isEmpty ? [] : [words["bulletin.headline.note"]])
  }

  private var sentences: [String] {
    [
      ownSentence, worstSentence, partsSentence, changesSentence, returnsSentence, outletsSentence, findingsSentence,
      loopSentence, tasksSentence, revisionsSentence,
    ].filter { !$0.isEmpty }.map { $0.last == " " ? String($0.dropLast()) : $0 }
  }

  private var ownFigures: [(indicator: Indicator, figure: Figure)] {
    indicators.compactMap { indicator in
      guard let figure = board.own?.figures[indicator.id], figure.judgement.applied != nil else { return nil }
      return (indicator, figure)
    }
  }

  private var ownSentence: String {
    let figures = ownFigures.map(\.figure)
    guard !figures.isEmpty else { return words["bulletin.say.noTargets", area.name] }
    // What a year that runs has not reached yet is judged at its end.
    let running = figures.filter { $0.isYearToDate && ($0.status == .short || $0.status == nil) }.count
    let short = figures.filter { $0.status?.isShortfall == true && !($0.isYearToDate && $0.status == .short) }
    let parts: [(String, Int)] = [
      ("bulletin.say.met", figures.count(where: \.countsAsMet)),
      ("bulletin.say.partial", figures.count { $0.status == .met && !$0.countsAsMet }),
      ("bulletin.say.schedule", figures.count { $0.status == .onSchedule }),
      ("bulletin.say.short", short.count),
      ("bulletin.say.running", running),
      ("bulletin.say.absent", figures.count { $0.reading.ratio == nil }),
    ]
    let missed = short.count { $0.status == .missed }
    return words["bulletin.say.own", area.name, String(figures.count)]
      + parts.filter { $0.1 > 0 }.map { words[$0.0, String($0.1)] }.joined(separator: words["say.list"])
      + (missed > 0 ? words["bulletin.say.missed", String(missed)] : "") + words["say.stop"]
  }

  /// The own figures that fall short, the worst first.
  private var worstSentence: String {
    let short = ownFigures.filter {
      $0.figure.status?.isShortfall == true && !($0.figure.isYearToDate && $0.figure.status == .short)
    }.sorted { left, right in
      let (a, b) = (left.figure, right.figure)
      return (a.status!.severity, -a.shortfall) < (b.status!.severity, -b.shortfall)
    }
    guard !short.isEmpty else { return "" }
    let told = short.prefix(4).compactMap { entry -> String? in
      guard let ratio = entry.figure.reading.ratio else { return nil }
      let value = (entry.figure.reading.isPartial ? "~" : "") + wording.valueWithUnit(ratio, entry.indicator)
      let need = wording.need(entry.figure, entry.indicator)
      return words["bulletin.say.gap", entry.indicator.name(language), value, wording.target(entry.figure)]
        + (need.isEmpty ? "" : words["bulletin.say.need", need])
    }
    return words["bulletin.say.worst"] + told.joined(separator: words["bulletin.semicolon"]) + words["say.stop"]
  }

  private var partsSentence: String {
    guard !board.rows.isEmpty else { return "" }
    let items = shortItems(of: board).filter { $0.area.code != area.code }
    let level = wording.heading(of: board.rows)
    guard !items.isEmpty else {
      return words["bulletin.say.parts.none", String(board.rows.count), level] + words["say.stop"]
    }
    var counts: [(area: Area, count: Int)] = []
    for (_, same) in Dictionary(grouping: items, by: \.area.code) { counts.append((same[0].area, same.count)) }
    counts.sort { ($1.count, $0.area.code) < ($0.count, $1.area.code) }
    let most = counts.prefix(3).map { words["bulletin.say.partCount", wording.name($0.area), String($0.count)] }
    return words[
      "bulletin.say.parts", String(board.rows.count), level, String(items.count), String(counts.count),
      most.joined(separator: words["say.list"])] + words["say.stop"]
  }

  private var changesSentence: String {
    guard facts.before != nil else { return "" }
    let found = itemChanges
    return words[
      "bulletin.say.changes", String(found.opened.count), String(found.closed.count), String(found.silent.count)]
      + words["say.stop"]
  }

  private var returnsSentence: String {
    guard let sum = DueBoard.sum(facts.completeness) else { return "" }
    return words[
      "bulletin.say.returns", wording.grouped(sum.expected), wording.grouped(sum.came), wording.grouped(sum.late),
      wording.grouped(sum.absent)] + words["say.stop"]
  }

  private var outletsSentence: String {
    guard !outletMatters.isEmpty else { return "" }
    func number(_ kind: ItemKind, isOver: Bool? = nil) -> String {
      wording.grouped(outletMatters.count { $0.kind == kind && (isOver ?? self.isOver($0)) == self.isOver($0) })
    }
    return words[
      "bulletin.say.outlets", number(.unfiled), number(.change), number(.licence, isOver: true),
      number(.licence, isOver: false), String(registerTerms.licence)] + words["say.stop"]
  }

  private var findingsSentence: String {
    let found = facts.matters.listed.filter { $0.kind == .rectification }
    guard !found.isEmpty else { return "" }
    func findings(_ matters: [Matters.Matter]) -> String { wording.grouped(matters.reduce(0) { $0 + $1.count }) }
    return words[
      "bulletin.say.findings", findings(found), wording.grouped(found.count), findings(found.filter(isOver))]
      + words["say.stop"]
  }

  private var loopSentence: String {
    guard let loop else { return "" }
    return words["bulletin.say.loop"] + loop.standing
  }

  private var tasksSentence: String {
    let found = dueTasks
    guard !found.isEmpty else { return "" }
    return words[
      "bulletin.say.tasks", String(found.count(where: \.isOverdue)), String(found.count { !$0.isOverdue })]
      + words["say.stop"]
  }

  private var revisionsSentence: String {
    facts.revisions.isEmpty
      ? "" : words["bulletin.say.revisions", String(facts.revisions.count)] + words["say.stop"]
  }
}
