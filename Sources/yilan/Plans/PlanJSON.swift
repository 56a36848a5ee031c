import PostalModel

/// A plan as `plans --format json` gives it.
struct PlanJSON {
  let setup: Setup

  init(_ setup: Setup) { self.setup = setup }

  func object(_ plan: Plan) -> JSONObject {
    var object = JSONObject()
    object.add("plan", .text(plan.id))
    object.add("document", .text(plan.document))
    object.add("issued", .optional(plan.issued?.description))
    object.add("title", .text(setup.say(plan.title, plan.titleEn)))
    object.add("area", .optional(plan.area?.description))
    object.add("from", .optional(plan.from?.description))
    object.add("until", .optional(plan.until?.description))
    object.add("station_standard", .optional(plan.stationStandard.map { setup.say($0.zh, $0.en) }))
    object.add("note", .text(setup.say(plan.noteZh, plan.noteEn)))
    object.add("targets", .array(plan.targets.map { .object(target($0)) }))
    object.add("tasks", .array(plan.tasks.map { .object(task($0)) }))
    object.add("rules", .array(plan.rules.map { .object(rule($0)) }))
    object.add("facts", .array(plan.facts.map { .object(fact($0)) }))
    object.add("conflicts", .array(plan.conflicts.map { .object(conflict($0)) }))
    return object
  }

  private func texts(_ values: [String]) -> JSONValue { .array(values.map { .text($0) }) }

  private func target(_ target: Target) -> JSONObject {
    var entry = JSONObject()
    entry.add("id", .text(target.id))
    entry.add("indicator", .text(target.indicator))
    entry.add("name", .text(target.name(among: setup.indicators, setup.language)))
    entry.add("min", .optional(target.minimum?.number))
    entry.add("max", .optional(target.maximum?.number))
    entry.add("exclusive", .truth(target.isExclusive))
    entry.add("unit", .text(target.unit))
    entry.add("baseline", .optional(target.baseline?.number))
    entry.add("baseline_year", .optional(target.baselineYear))
    entry.add("path", .optional(target.path?.rawValue))
    entry.add("growth", .optional(target.growth?.number))
    entry.add(
      "milestones",
      .array(
        target.milestones.map { milestone in
          var step = JSONObject()
          step.add("year", .whole(milestone.year))
          step.add("value", .number(milestone.value.number))
          return .object(step)
        }))
    entry.add("deadline", .optional(target.deadline?.description))
    entry.add("clause", .text(target.clause))
    entry.add("also", texts(target.also))
    entry.add("hedge", .text(target.hedge))
    entry.add("applies", .text(target.binding.rawValue))
    entry.add("lead", .text(target.lead))
    entry.add("supporting", texts(target.supporting))
    entry.add("reading", .truth(target.isReading))
    entry.add("note", .text(setup.say(target.noteZh, target.noteEn)))
    return entry
  }

  private func task(_ task: PlanTask) -> JSONObject {
    var entry = JSONObject()
    entry.add("id", .text(task.id))
    entry.add("title", .text(task.title(setup.language)))
    entry.add("detail", .text(task.detail(setup.language)))
    entry.add("clause", .text(task.clause))
    entry.add("also", texts(task.also))
    entry.add("hedge", .text(task.hedge))
    entry.add("lead", .text(task.lead))
    entry.add("supporting", texts(task.supporting))
    entry.add("deadline", .optional(task.deadline?.description))
    entry.add("targets", texts(task.targets))
    entry.add(
      "milestones",
      .array(
        task.milestones.map { milestone in
          var step = JSONObject()
          step.add("year", .whole(milestone.year))
          step.add("text", .text(milestone.text(setup.language)))
          step.add("areas", texts(milestone.areas.map(\.description)))
          return .object(step)
        }))
    entry.add("note", .text(task.note(setup.language)))
    return entry
  }

  private func rule(_ rule: PlanRule) -> JSONObject {
    var entry = JSONObject()
    entry.add("id", .text(rule.id))
    entry.add("text", .text(setup.say(rule.zh, rule.en)))
    entry.add("items", texts(setup.language == .zh ? rule.itemsZh : rule.itemsEn))
    entry.add("days", .optional(rule.days))
    entry.add("clause", .text(rule.clause))
    entry.add("also", texts(rule.also))
    entry.add("hedge", .text(rule.hedge))
    entry.add("lead", .text(rule.lead))
    return entry
  }

  private func fact(_ fact: PlanFact) -> JSONObject {
    var entry = JSONObject()
    entry.add("id", .text(fact.id))
    entry.add("name", .text(setup.say(fact.zh, fact.en)))
    entry.add("value", .optional(fact.value?.number))
    entry.add("unit", .text(setup.say(fact.unitZh, fact.unitEn)))
    entry.add("year", .optional(fact.year))
    entry.add("times", .optional(fact.times?.number))
    entry.add("growth", .optional(fact.growth?.number))
    entry.add("clause", .text(fact.clause))
    entry.add("note", .text(setup.say(fact.noteZh, fact.noteEn)))
    return entry
  }

  private func conflict(_ conflict: PlanConflict) -> JSONObject {
    var entry = JSONObject()
    entry.add("id", .text(conflict.id))
    entry.add("about", .text(conflict.about))
    entry.add("kind", .text(conflict.kind.rawValue))
    entry.add(
      "statements",
      .array(
        conflict.statements.map { statement in
          var side = JSONObject()
          side.add("clause", .text(statement.clause))
          side.add("min", .optional(statement.minimum?.number))
          side.add("max", .optional(statement.maximum?.number))
          side.add("unit", .text(statement.unit))
          side.add("text", .text(statement.text(setup.language)))
          return .object(side)
        }))
    entry.add("used", .text(conflict.used))
    entry.add("why", .text(conflict.why(setup.language)))
    return entry
  }
}
