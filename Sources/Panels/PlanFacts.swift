import Drawing
import PostalModel

/// What a plan says of one thing and how it stands, as lines: in brief below the list, and whole on a screen of its own.
struct PlanFacts {
  let showing: Showing
  let glyphs: Glyphs

  private var words: Words { showing.words }
  private var wording: Wording { showing.wording }
  private var language: Language { showing.handbook.language }

  /// What is said, who has it, by when, and what contradicts it.
  func brief(_ list: PlanList, _ place: Int) -> [Facts.Line] {
    let entry = list.entries[place]
    let plan = list.plan(of: place)
    let lines = head(entry.item, plan)
    return Array(lines.prefix(1)) + standing(entry, list, plan) + dates(entry.item) + offices(entry.item)
      + lines.dropFirst()
      + conflicts(entry.item, plan) + notes(entry.item)
  }

  /// Everything: with steps, the numbers that belong to a task, and what was said of it.
  func whole(_ list: PlanList, _ place: Int) -> [Facts.Line] {
    let entry = list.entries[place]
    let plan = list.plan(of: place)
    var lines =
      head(entry.item, plan, withTitle: false) + offices(entry.item) + dates(entry.item) + standing(entry, list, plan)
    lines += steps(entry.item) + numbers(entry.item, list, entry.plan) + related(entry.item, plan)
    lines += conflicts(entry.item, plan) + notes(entry.item) + progress(entry.item)
    return lines
  }

  private func head(_ item: PlanItem, _ plan: Plan, withTitle: Bool = true) -> [Facts.Line] {
    var title: [Span] = withTitle ? [Span(item.title(showing.handbook), .text, strong: true)] : []
    if case .target(let standing) = item {
      let unit = showing.handbook.indicator(standing.target.indicator).map { wording.unit($0) } ?? ""
      title += [
        Span(
          "\(withTitle ? "  " : "")\(wording.text(standing.target))\(unit.isEmpty ? "" : " \(unit)")", .value,
          strong: true)
      ]
    }
    if !item.hedge.isEmpty { title.append(Span((title.isEmpty ? "" : "  ") + wording.hedge(item.hedge), .label)) }
    if case .target(let standing) = item, standing.target.isReading {
      title.append(Span("  " + words["plans.reading"], .notice))
    }
    var lines: [Facts.Line] = []
    var isTarget = false
    if case .target = item { isTarget = true }
    let name = withTitle || isTarget ? words["plans.kind.\(item.kind)"] : words["column.hedge"]
    if !title.isEmpty { lines.append(.init(name, title)) }
    var clause = [Span("\(plan.name(language)) \(item.clause)", .text)]
    if !item.also.isEmpty {
      clause.append(Span("  " + words["plans.also", item.also.joined(separator: words["say.list"])], .dim))
    }
    if case .target(let standing) = item {
      clause.append(Span("  " + words["explain.binds.\(standing.target.binding.rawValue)"], .dim))
    }
    lines.append(.init(words["column.clause"], clause))
    switch item {
    case .task(let standing):
      let detail = standing.task.detail(language)
      if !detail.isEmpty { lines.append(.init(words["plans.detail"], [Span(detail, .text)])) }
    case .rule(let rule):
      let items = language == .zh ? rule.itemsZh : rule.itemsEn
      if !items.isEmpty {
        lines.append(.init(words["plans.items"], [Span(items.joined(separator: words["say.list"]), .text)]))
      }
    case .target: break
    }
    return lines
  }

  private func offices(_ item: PlanItem) -> [Facts.Line] {
    guard !item.lead.isEmpty else {
      return item.isRule ? [] : [.init(words["explain.lead"], [Span(words["plans.noLead"], .dim)])]
    }
    var spans = [Span(item.lead, .text, strong: true)]
    if !item.supporting.isEmpty {
      spans.append(
        Span("  \(words["explain.supporting", item.supporting.joined(separator: words["say.list"])])", .dim))
    }
    return [.init(words["explain.lead"], spans)]
  }

  private func dates(_ item: PlanItem) -> [Facts.Line] {
    guard let deadline = item.deadline else {
      return item.isRule ? [] : [.init(words["explain.deadline"], [Span(words["explain.noDeadline"], .dim)])]
    }
    let isPast = showing.board.period.lastDay > deadline
    // A period of the past is judged as of its own end; a reader of today should know.
    let key = isPast ? "explain.isPast" : showing.today > deadline ? "explain.isPastToday" : "explain.isAhead"
    return [
      .init(
        words["explain.deadline"],
        [Span(deadline.description, .value), Span("  " + words[key], .dim)])
    ]
  }

  private func standing(_ entry: PlanList.Entry, _ list: PlanList, _ plan: Plan) -> [Facts.Line] {
    switch entry.item {
    case .rule: return []
    case .task(let standing):
      var spans = standing.percent.map { [Span("\($0) %", .value, strong: true), Span("  ")] } ?? []
      let status = wording.status(of: standing, isContradicted: list.isContradicted(entry), glyphs: glyphs)
      spans += status
      if let lag = standing.lag, let expected = standing.expected {
        let key = lag > 0 ? "plans.lag" : "plans.ahead"
        spans.append(Span("  " + words[key, String(Int(expected)), wording.tenths(abs(lag))], .dim))
      }
      if spans.isEmpty { spans = [Span(words["plans.unsaid"], .dim)] }
      if standing.lag != nil, let start = plan.from ?? plan.issued {
        let settings = showing.handbook.settings
        spans.append(
          Span(
            "  "
              + words[
                "plans.taskPath", start.description, wording.tenths(settings.behindBound),
                wording.tenths(settings.farBehindBound)], .dim))
      }
      var lines: [Facts.Line] = [.init(words["plans.progress"], spans)]
      if let last = standing.lastWord {
        lines.append(
          .init(words["plans.last"], [Span(last.entry.date.description, .dim), Span("  " + last.entry.note, .text)]))
      }
      return lines
    case .target(let standing):
      guard let indicator = showing.handbook.indicator(standing.target.indicator), let figure = standing.figure else {
        return [.init(words["column.now"], [Span(words["plans.notHere"], .dim)])]
      }
      var spans: [Span] = []
      if let ratio = figure.reading.ratio {
        let value = (figure.reading.isPartial ? "~" : "") + wording.valueWithUnit(ratio, indicator)
        spans += [Span(value, .value, strong: true)]
        if ratio.hasParts { spans.append(Span("  \(wording.counts(ratio))", .dim)) }
        spans.append("  ")
      } else if figure.status == nil {
        let key =
          indicator.form == .figures ? "plans.noFigure" : "say.absence.\(figure.reading.absence?.rawValue ?? "notOwed")"
        spans.append(Span(words[key], .dim))
      }
      spans += wording.status(figure, glyphs: glyphs)
      let need = wording.need(figure, indicator)
      if figure.status?.isShortfall == true, !need.isEmpty { spans.append(Span("  \(need)", wording.role(figure))) }
      if let lag = figure.judgement.lag, let expected = figure.judgement.expectedValue {
        let key = figure.isYearToDate ? "plans.yearToDate" : lag > 0 ? "plans.path.lag" : "plans.path.ahead"
        spans.append(
          Span(
            "  " + words[key, wording.amountWithUnit(Amount(expected), indicator), wording.tenths(abs(lag))], .dim))
      }
      if figure.isYearToDate, figure.judgement.lag == nil {
        spans.append(Span("  " + words[figure.status == nil ? "explain.path.notClosed" : "explain.path.noYear"], .dim))
      }
      if standing.isOfWhole { spans.append(Span("  " + words["plans.ofWhole"], .dim)) }
      var lines: [Facts.Line] = [.init(words["column.now"], spans)]
      if let then = standing.atDeadline {
        var verdict = then.reading.ratio.map { [Span(wording.valueWithUnit($0, indicator) + "  ", .value)] } ?? []
        verdict += wording.status(then, glyphs: glyphs)
        if verdict.isEmpty { verdict = [Span(words["plans.noFigureThen"], .dim)] }
        lines.append(.init(words["explain.atDeadline"], verdict))
      }
      return lines
    }
  }

  /// 推进计划, and of a number its baseline and growth.
  private func steps(_ item: PlanItem) -> [Facts.Line] {
    switch item {
    case .rule: return []
    case .task(let standing):
      return standing.task.milestones.enumerated().map { index, step in
        let isPast = step.deadline < showing.board.period.lastDay
        return .init(
          index == 0 ? words["plans.steps"] : "",
          [
            Span(String(step.year), isPast ? .dim : .value, strong: !isPast),
            Span("  " + step.text(language), isPast ? .dim : .text),
          ])
      }
    case .target(let standing):
      let target = standing.target
      var lines: [Facts.Line] = []
      if let baseline = target.baseline, let year = target.baselineYear {
        var spans = [Span("\(baseline)", .value), Span("  \(year)", .dim)]
        if let path = target.path { spans.append(Span("  " + words["plans.path.\(path.rawValue)"], .dim)) }
        if let growth = target.growth, let again = target.recomputedGrowth {
          spans.append(
            Span("  " + words["plans.growth", growth.description, wording.hundredths(again)], .dim))
        }
        lines.append(.init(words["plans.baseline"], spans))
      }
      for (index, step) in target.milestones.enumerated() {
        lines.append(
          .init(
            index == 0 ? words["plans.steps"] : "", [Span(String(step.year), .dim), Span("  \(step.value)", .value)]))
      }
      if let indicator = showing.handbook.indicator(target.indicator), !indicator.formula(language).isEmpty {
        lines.append(.init(words["explain.indicator"], [Span(indicator.formula(language), .dim)]))
      }
      return lines
    }
  }

  /// The numbers that belong to a task.
  private func numbers(_ item: PlanItem, _ list: PlanList, _ plan: Int) -> [Facts.Line] {
    guard case .task(let standing) = item else { return [] }
    let found = list.standings[plan].targets.filter { standing.task.targets.contains($0.target.id) }
    return found.enumerated().map { index, part in
      let indicator = showing.handbook.indicator(part.target.indicator)
      var spans = [
        Span(part.target.name(among: showing.handbook.indicators, language), .text),
        Span("  \(wording.text(part.target)) \(indicator.map { wording.unit($0) } ?? "")", .value),
      ]
      if let figure = part.figure, let indicator {
        spans.append(Span("  " + wording.value(figure, indicator, glyphs: glyphs) + " ", .value, strong: true))
        spans += wording.status(figure, glyphs: glyphs)
      }
      return .init(index == 0 ? words["plans.numbers"] : "", spans)
    }
  }

  /// Rules of the same clause.
  private func related(_ item: PlanItem, _ plan: Plan) -> [Facts.Line] {
    // Under a whole part of a plan stand too many to say anything of one item.
    guard !item.isRule, item.clause.contains("(") else { return [] }
    let places = Set([item.clause] + item.also)
    let rules = plan.rules.filter { !places.isDisjoint(with: [$0.clause] + $0.also) }
    return rules.enumerated().map { index, rule in
      .init(
        index == 0 ? words["plans.rules"] : "",
        [Span(language == .zh ? rule.zh : rule.en, .text), Span("  " + rule.clause, .dim)])
    }
  }

  private func conflicts(_ item: PlanItem, _ plan: Plan) -> [Facts.Line] {
    plan.conflicts(about: item.id).enumerated().map { index, conflict in
      var spans: [Span] = []
      for side in conflict.statements {
        let isUsed = side.clause == conflict.used
        if !spans.isEmpty { spans.append(Span(" / ", .dim)) }
        spans += [Span(side.clause + " ", .dim), Span(side.text(language), isUsed ? .value : .text, strong: isUsed)]
      }
      spans.append(Span("  " + words["plans.used", conflict.used, conflict.why(language)], .dim))
      return .init(index == 0 ? words["plans.conflict"] : "", spans)
    }
  }

  private func notes(_ item: PlanItem) -> [Facts.Line] {
    let note: String
    switch item {
    case .target(let standing): note = language == .zh ? standing.target.noteZh : standing.target.noteEn
    case .task(let standing): note = standing.task.note(language)
    case .rule: note = ""
    }
    return note.isEmpty ? [] : [.init(words["explain.note"], [Span(note, .dim)])]
  }

  /// What offices said of a task, the latest first.
  private func progress(_ item: PlanItem) -> [Facts.Line] {
    guard case .task(let standing) = item else { return [] }
    guard !standing.progress.isEmpty else {
      return [.init(words["plans.history"], [Span(words["plans.unsaid"], .dim)])]
    }
    return standing.progress.reversed().enumerated().map { index, said in
      var spans = [Span(said.entry.date.description, .dim)]
      if let percent = said.entry.progress { spans.append(Span("  \(percent) %", .value, strong: true)) }
      if !said.entry.note.isEmpty { spans.append(Span("  " + said.entry.note, .text)) }
      spans.append(Span("  \(said.origin.file):\(said.origin.line)", .dim))
      return .init(index == 0 ? words["plans.history"] : "", spans)
    }
  }
}
