import ArgumentParser
import PostalModel

struct PlansCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plans", abstract: "Lists the plans' targets with clause and deadline. 规划目标。")
  @Option(help: "table or json. 格式。")
  var format: String = "table"
  @OptionGroup var options: SharedOptions

  func run() throws {
    let setup = try Setup(options)
    let plans = setup.plans.plans + (setup.plans.law.map { [$0] } ?? [])
    switch format {
    case "json":
      standardOutput(JSONValue.array(plans.map { .object(object($0, setup)) }).text + "\n")
    case "table":
      let headings = [
        setup.say("规划", "plan"), setup.say("条款", "clause"), setup.say("指标", "indicator"),
        setup.say("目标", "target"), setup.say("期限", "deadline"), setup.say("用词", "hedge"),
        setup.say("牵头", "lead"),
      ]
      let rows = plans.flatMap { plan in
        plan.targets.map { target in
          [
            plan.name(setup.language), target.clause,
            target.name(among: setup.indicators, setup.language),
            target.text, target.deadline?.description ?? "", target.hedge, target.lead,
          ]
        }
      }
      for line in PlainTable.lines(headings: headings, rows: rows) { print(line) }
    default: throw Failure.usage("--format \(format): table | json")
    }
  }

  private func object(_ plan: Plan, _ setup: Setup) -> JSONObject {
    var object = JSONObject()
    object.add("plan", .text(plan.id))
    object.add("document", .text(plan.document))
    object.add("issued", .optional(plan.issued?.description))
    object.add("title", .text(plan.title))
    object.add("area", .optional(plan.area?.description))
    object.add(
      "targets",
      .array(
        plan.targets.map { target in
          var entry = JSONObject()
          entry.add("id", .text(target.id))
          entry.add("indicator", .text(target.indicator))
          entry.add("name", .text(target.name(among: setup.indicators, setup.language)))
          entry.add("min", .optional(target.minimum?.number))
          entry.add("max", .optional(target.maximum?.number))
          entry.add("unit", .text(target.unit))
          entry.add("baseline", .optional(target.baseline?.number))
          entry.add("baseline_year", .optional(target.baselineYear))
          entry.add("deadline", .optional(target.deadline?.description))
          entry.add("clause", .text(target.clause))
          entry.add("hedge", .text(target.hedge))
          entry.add("lead", .text(target.lead))
          entry.add("supporting", .array(target.supporting.map { .text($0) }))
          entry.add("note", .text(setup.say(target.noteZh, target.noteEn)))
          return .object(entry)
        }))
    object.add("tasks", .array([]))
    return object
  }
}
