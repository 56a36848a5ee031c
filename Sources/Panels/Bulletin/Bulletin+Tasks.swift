import Documents
import PostalModel

extension Bulletin {
  /// A task whose day has passed, or comes within half a year.
  struct DueTask {
    var isOverdue: Bool
    var standing: TaskStanding
    var plan: Plan
    var isContradicted: Bool
    /// It binds the plan's area as a whole, of which this one is a part.
    var isOfWhole: Bool
  }

  /// Months ahead for which tasks are told of.
  private static let monthsAhead = 6

  /// Overdue before due, each by date.
  var dueTasks: [DueTask] {
    let list = PlanList(facts.standings, showing)
    let horizon = period.last.advanced(by: Bulletin.monthsAhead).lastDay
    let found = list.entries.compactMap { entry -> DueTask? in
      guard case .task(let standing) = entry.item, let deadline = standing.task.deadline, deadline <= horizon,
        standing.status != .met || list.isContradicted(entry)
      else { return nil }
      return DueTask(
        isOverdue: deadline < period.lastDay, standing: standing, plan: list.standings[entry.plan].plan,
        isContradicted: list.isContradicted(entry), isOfWhole: list.isOfWhole(entry))
    }
    return found.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if a.isOverdue != b.isOverdue { return a.isOverdue }
      let (x, y) = (a.standing.task.deadline!, b.standing.task.deadline!)
      return x == y ? left.offset < right.offset : x < y
    }.map(\.element)
  }

  /// What lists of the screen are made of.
  var showing: Showing {
    Showing(
      handbook: handbook, board: board, today: board.today, rows: board.rows, outlets: [], selection: nil,
      panel: .plans, focus: .plans, indicator: nil, plan: facts.plan, sort: .clause, filter: "",
      isTypingFilter: false, trends: [:], plans: facts.standings)
  }

  /// 任务: what is overdue and what falls due, by whom.
  var tasks: Document.Section? {
    let found = dueTasks
    guard !found.isEmpty else { return nil }
    let rows = found.map { due -> [OutputTable.Cell] in
      let standing = due.standing
      let task = standing.task
      let said = wording.status(of: standing, isContradicted: due.isContradicted, glyphs: glyphs).map(\.text).joined()
      let percent: OutputTable.Cell
      if let number = standing.percent {
        percent = .told("\(number) %", number: String(number))
      } else {
        percent = .told(
          words[standing.progress.isEmpty ? "plans.silentTask" : "plans.noteOnly"], number: nil, .faint)
      }
      let step = task.milestones.first { $0.year == period.last.year }?.text(language) ?? ""
      return [
        .told(
          words[due.isOverdue ? "bulletin.overdue" : "bulletin.due.soon"], number: nil, due.isOverdue ? .bad : .plain),
        text("\(due.plan.name(language)) \(task.clause)"),
        text(task.title(language) + (due.isOfWhole ? " (\(words["plans.whole"]))" : "")),
        text(task.lead.isEmpty ? words["plans.noLead"] : task.lead),
        text(task.supporting.joined(separator: words["say.list"])), text(task.deadline.map(wording.date) ?? ""),
        percent, standing.expected.map { .told("\(Int($0)) %", number: String(Int($0))) } ?? .empty,
        said.isEmpty
          ? .empty : .told(said, number: nil, due.isContradicted ? .fair : standing.status.map(tone) ?? .plain),
        text(step), text(standing.lastWord.map { "\($0.entry.date) \($0.entry.note)" } ?? ""),
      ]
    }
    return Document.Section(
      title: words["bulletin.tasks"], text: [words["bulletin.tasks.rule", period.lastDay.description]],
      columns: [
        column("bulletin.when"), column("column.clause", isWhole: false), column("column.item", isWhole: false),
        column("column.lead", isWhole: false), column("column.supporting", .workbook), column("column.deadline"),
        column("plans.progress"), column("column.expected"), column("column.status"),
        column("bulletin.milestone", .workbook), column("plans.last", .workbook),
      ], parts: [Document.Part(rows: rows)])
  }

  // MARK: What it rests on

  /// 修订: signed figures that are others today.
  var revisions: Document.Section? {
    guard !facts.revisions.isEmpty else { return nil }
    let rows = facts.revisions.map { item -> [OutputTable.Cell] in
      [
        .text(item.signOff.month.description), text("\(item.signOff.area.name) \(item.signOff.at)"),
        code(item.figure.area), .text(wording.name(item.figure.area)),
        text(handbook.indicator(item.figure.indicator)?.name(language) ?? item.figure.indicator), text(item.change),
        text(item.causes),
      ]
    }
    return Document.Section(
      title: words["bulletin.revisions"],
      columns: [
        column("sources.month"), column("bulletin.signOff", isWhole: false), column("bulletin.code", .workbook),
        column("level.mixed"), column("column.indicator", isWhole: false),
        column("bulletin.revised", isWhole: false), column("bulletin.causes"),
      ], parts: [listed(rows, most: 60)])
  }

  /// 数据来源: the imports that the figures stand on, with what proves the files.
  var sources: Document.Section? {
    guard !facts.feeds.isEmpty else { return nil }
    let rows = facts.feeds.map { feed -> [OutputTable.Cell] in
      let entry = feed.entry
      return [
        .number(String(entry.id)), .text(entry.at), text(words["form.\(entry.form.rawValue)"]), text(entry.file),
        count(feed.rows), .code(String(entry.hash.prefix(12))), .code(entry.hash),
      ]
    }
    return Document.Section(
      title: words["bulletin.sources"], text: [words["bulletin.sources.rule"]],
      columns: [
        column("ledger.id"), column("ledger.at"), column("ledger.form"), column("ledger.file", isWhole: false),
        column("bulletin.rows"), column("bulletin.hash", .paper), column("bulletin.hash", .workbook),
      ], parts: [listed(rows, most: 60)])
  }

  /// 口径与依据: how figures are made and judged, and by what.
  var methods: Document.Section {
    let settings = handbook.settings
    let used = indicators.filter { indicator in
      ([board.own].compactMap { $0 } + board.rows).contains { $0.figures[indicator.id]?.reading.ratio != nil }
    }
    var plans: [String] = []
    for standing in facts.standings where standing.plan.id != Plan.law {
      let plan = standing.plan
      let title = language == .zh ? plan.title : plan.titleEn
      plans.append(
        [plan.name(language), title.isEmpty ? "" : title, plan.document].filter { !$0.isEmpty }
          .joined(separator: " \(glyphs.separator) "))
    }
    var rules = [
      words["bulletin.method.sum"], words["bulletin.method.cut"], words["bulletin.method.missing"],
      words[
        "bulletin.method.path", wording.tenths(settings.behindBound), wording.tenths(settings.farBehindBound)],
      words["bulletin.method.need"], words["bulletin.method.growth"],
    ]
    if used.contains(where: \.isSample) { rules.append(words["bulletin.method.sample"]) }
    if !plans.isEmpty {
      rules.append(words["bulletin.method.plans", plans.joined(separator: words["bulletin.semicolon"])])
    }
    rules.append(words["bulletin.method.made", facts.program, facts.madeAt, facts.fingerprint])
    let rows = used.map { indicator -> [OutputTable.Cell] in
      let figures = ([board.own].compactMap { $0 } + board.rows).compactMap { $0.figures[indicator.id] }
      var clauses: [String] = []
      for applied in figures.compactMap(\.judgement.applied) {
        let clause = "\(wording.basisText(applied)) (\(wording.text(applied.target)))"
        if !clauses.contains(clause) { clauses.append(clause) }
      }
      return [
        .code(indicator.id), text(name(indicator)), text(indicator.formula(language)), text(indicator.scope(language)),
        text(indicator.source), text(clauses.joined(separator: words["bulletin.semicolon"])),
      ]
    }
    return Document.Section(
      title: words["bulletin.methods"], text: rules,
      columns: [
        column("bulletin.id", .workbook), column("column.indicator", isWhole: false),
        column("explain.formula", isWhole: false), column("explain.scope", isWhole: false),
        column("explain.definition", isWhole: false), column("bulletin.clauses", isWhole: false),
      ], parts: [Document.Part(rows: rows)])
  }
}
