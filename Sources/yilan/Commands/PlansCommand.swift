import ArgumentParser
import PostalModel

/// `plans`: what the plans ask; and below it what checks them and keeps their texts.
struct PlansCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plans", abstract: "Lists the plans' targets and tasks with clause and deadline. 规划。",
    subcommands: [PlansListCommand.self, PlansCheckCommand.self, PlansAttachCommand.self],
    defaultSubcommand: PlansListCommand.self)
}

struct PlansListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists targets and tasks as a table, or all of the plans as JSON. 列出。")
  @OptionGroup var list: ListOptions
  @OptionGroup var options: SharedOptions

  func run() throws {
    let setup = try Setup(options)
    let plans = setup.plans.plans + (setup.plans.law.map { [$0] } ?? [])
    switch list.format {
    case .json:
      standardOutput("[" + plans.map { "\n" + PlanJSON(setup).object($0).text }.joined(separator: ",") + "\n]\n")
    case .table:
      let words = setup.words
      let headings = [
        setup.say("规划", "plan"), setup.say("条款", "clause"), setup.say("目标与任务", "target or task"),
        setup.say("数值", "value"), setup.say("期限", "deadline"), setup.say("用词", "hedge"),
        setup.say("牵头", "lead"),
      ]
      let rows = plans.flatMap { plan in
        plan.targets.map { target in
          [
            plan.name(setup.language), target.clause, target.name(among: setup.indicators, setup.language),
            [target.text, words["unit.\(target.unit)"]].filter { !$0.isEmpty }.joined(separator: " "),
            target.deadline?.description ?? "", target.hedge, target.lead,
          ]
        }
          + plan.tasks.map { task in
            [
              plan.name(setup.language), task.clause, task.title(setup.language), "",
              task.deadline?.description ?? "", task.hedge, task.lead,
            ]
          }
      }
      ListOptions.print((headings, rows))
    }
  }
}

struct PlansCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Recomputes what the plans state, and prints what does not hold together, one line each. 核对。")
  @Argument(help: "Plans; by default all. 规划。")
  var plans: [String] = []
  @OptionGroup var options: SharedOptions

  func run() throws {
    let setup = try Setup(options)
    let words = setup.words
    let all = setup.plans.plans + (setup.plans.law.map { [$0] } ?? [])
    for id in plans where setup.plans.plan(id) == nil {
      throw Failure.usage("\(id): " + all.map(\.id).joined(separator: " | "))
    }
    for plan in all where plans.isEmpty || plans.contains(plan.id) {
      for finding in plan.findings(indicators: setup.indicators) {
        let kind = words["check.\(finding.kind.rawValue)"]
        standardOutput(
          "\(plan.id)\t\(finding.places.joined(separator: " | "))\t\(kind)\t\(finding.text(setup.language))\n")
      }
    }
  }
}
