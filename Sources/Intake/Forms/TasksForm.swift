import PostalModel

/// 任务进展: how far the tasks of a plan have come.
struct TasksForm: FormReader {
  private enum At {
    static let plan = 0
    static let task = 1
    static let date = 2
    static let progress = 3
    static let note = 4
  }

  static let form = Form.tasks
  static let columns = [
    Column(
      "plan", "规划", .required, example: "bijie", about: ("规划的代码或名称", "The plan's id or name"),
      aliases: ["规划名称", "方案", "规划代码"]),
    Column(
      "task", "任务", .required, example: "7", about: ("任务的编号、条款或名称", "The task's number, clause or name"),
      aliases: ["任务名称", "任务编号", "重点任务", "条款"]),
    Column(
      "date", "日期", .required, .day, example: "2025-06-30", about: ("进展截至的日期", "The day of this progress"),
      aliases: ["填报日期", "截至日期", "进展日期"]),
    Column(
      "progress", "进度", .figure, .number, example: "60",
      about: ("完成的百分比,0 到 100 的整数,单位:%", "Percent done, a whole number from 0 to 100"),
      aliases: ["完成进度", "进度百分比", "完成率"]),
    Column(
      "note", "说明", .figure, example: "两个示范项目已开工", about: ("进展的说明", "What was done"), aliases: ["进展说明", "进展情况", "进展"]),
  ]

  private struct Key: Hashable {
    var plan: String
    var task: String
    var date: Day
  }

  private var first = FirstLines<Key>()
  private var names = TaskNames()

  mutating func entry(_ sheet: Sheet) -> TaskEntry? {
    let task = names.task(plan: At.plan, task: At.task, sheet)
    let date = sheet.pastDay(At.date)
    if case .missing = date { sheet.tellEmpty(At.date) }
    let progress = percentage(sheet)
    let note = sheet.text(At.note)
    sheet.checkSaysSomething(area: At.task)
    if let task, let date = date.value,
      let line = first.seen(Key(plan: task.plan, task: task.id, date: date), at: sheet)
    {
      sheet.fault(
        At.task, zh: "任务 \(task.id) \(date) 的进展在第 \(line) 行已有;同一任务一天只能有一行,请删去一行",
        en: "task \(task.id) of \(date) is on line \(line) already; a task has one row a day, remove one")
    }
    guard let task, let date = date.value, !sheet.isFaulty else { return nil }
    return TaskEntry(
      plan: task.plan, task: task.id, date: date, progress: progress.value, note: note.value ?? "")
  }

  /// A whole number of percent from 0 to 100.
  private func percentage(_ sheet: Sheet) -> Field<Int> {
    switch sheet.number(At.progress) {
    case .missing: return .missing
    case .bad: return .bad
    case .value(let written):
      guard written.amount.micro % 1_000_000 == 0, written.amount <= Amount(100) else {
        sheet.fault(
          At.progress, zh: "进度 \(written.amount) 应为 0 到 100 的整数",
          en: "progress \(written.amount) must be a whole number from 0 to 100")
        return .bad
      }
      return .value(written.amount.micro / 1_000_000)
    }
  }

  mutating func finish(_: Sheet) {}

  static func rows(_ entries: [Lined<TaskEntry>]) -> ReturnRows { .tasks(entries) }
}

/// The plans and tasks that rows may name.
private struct TaskNames {
  /// Tasks by the name of their plan.
  private var plans: [String: [IntakeTask]]?

  /// The task two cells name; nil where a fault was told.
  mutating func task(plan planColumn: Int, task taskColumn: Int, _ sheet: Sheet) -> IntakeTask? {
    let planName = sheet.text(planColumn)
    let taskName = sheet.text(taskColumn)
    guard let planText = planName.value else { return nil }
    if plans == nil {
      var byName: [String: [IntakeTask]] = [:]
      for task in sheet.context.tasks {
        for name in Set(([task.plan] + task.planNames).map(foldedHeading)) { byName[name, default: []].append(task) }
      }
      plans = byName
    }
    guard let tasks = plans?[foldedHeading(planText)] else {
      tellUnknownPlan(planColumn, planText, sheet)
      return nil
    }
    guard let text = taskName.value else { return nil }
    let wanted = foldedHeading(text)
    if let task = tasks.first(where: { foldedHeading($0.id) == wanted }) { return task }
    let named = tasks.filter { ($0.clauses + $0.titles).contains { foldedHeading($0) == wanted } }
    if named.count == 1 { return named[0] }
    let shown = showable(text)
    if named.count > 1 {
      sheet.fault(
        taskColumn, zh: "任务「\(shown)」在该规划中不止一项:\(TaskNames.list(named, 0));请填任务编号",
        en: "the plan has more than one task '\(shown)': \(TaskNames.list(named, 1)); give the number")
      return nil
    }
    let near = NearNames.of(
      text, among: tasks.map { [$0.id] + $0.clauses + $0.titles }, limit: 5, folded: foldedHeading
    ).map { tasks[$0] }
    if near.isEmpty {
      let ids = tasks.prefix(40).map(\.id).joined(separator: " ") + (tasks.count > 40 ? " …" : "")
      sheet.fault(
        taskColumn, zh: "规划 \(tasks[0].plan) 没有任务「\(shown)」;可填 \(ids)",
        en: "the plan \(tasks[0].plan) has no task '\(shown)'; its tasks: \(ids)")
    } else {
      sheet.fault(
        taskColumn, zh: "规划 \(tasks[0].plan) 没有任务「\(shown)」;相近的有 \(TaskNames.list(near, 0))",
        en: "the plan \(tasks[0].plan) has no task '\(shown)'; near ones: \(TaskNames.list(near, 1))")
    }
    return nil
  }

  private func tellUnknownPlan(_ column: Int, _ text: String, _ sheet: Sheet) {
    var seen: Set<String> = []
    let all = sheet.context.tasks.filter { seen.insert($0.plan).inserted }
    guard !all.isEmpty else {
      sheet.fault(
        column, zh: "规划「\(showable(text))」:手头没有列出任务的规划,不能报任务进展;请先在规划文件中列出任务",
        en: "plan '\(showable(text))': no plan at hand lists tasks, so none can be returned; list them in a plan file "
          + "first")
      return
    }
    let list = all.map { task in task.planNames.first.map { "\(task.plan)(\($0))" } ?? task.plan }
    sheet.fault(
      column, zh: "没有规划「\(showable(text))」;可填 \(list.joined(separator: "、"))",
      en: "there is no plan '\(showable(text))'; the plans: \(all.map(\.plan).joined(separator: ", "))")
  }

  /// `3-1 标题` of some tasks, the title in the first or the last language given.
  private static func list(_ tasks: [IntakeTask], _ language: Int) -> String {
    tasks.map { task in
      let title = task.titles.isEmpty ? "" : " " + task.titles[min(language, task.titles.count - 1)]
      return task.id + title
    }.joined(separator: language == 0 ? "、" : "; ")
  }
}
