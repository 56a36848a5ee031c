import PostalModel

/// `[[task]]` of a plan: a duty, who has it, and by when.
enum DutyEntry {
  private static let keys: Set<String> = [
    "id", "clause", "also", "zh", "en", "detail_zh", "detail_en", "lead", "supporting", "deadline", "hedge", "targets",
    "milestones",
  ]

  static func read(_ entry: TOMLEntry) throws(CatalogError) -> PlanTask {
    try entry.allow(keys)
    return PlanTask(
      id: try entry.name("id"), clause: try entry.neededText("clause"), zh: try entry.neededText("zh"),
      en: try entry.neededText("en"), also: try entry.texts("also") ?? [],
      detailZh: try entry.text("detail_zh") ?? "", detailEn: try entry.text("detail_en") ?? "",
      lead: try entry.text("lead") ?? "", supporting: try entry.texts("supporting") ?? [],
      deadline: try entry.day("deadline"), hedge: try entry.text("hedge") ?? "",
      targets: try entry.texts("targets") ?? [], milestones: try milestones(entry),
      noteZh: try entry.text("note_zh") ?? "", noteEn: try entry.text("note_en") ?? "")
  }

  private static func milestones(_ entry: TOMLEntry) throws(CatalogError) -> [PlanTask.Milestone] {
    var found: [PlanTask.Milestone] = []
    for part in try entry.tables("milestones") {
      try part.allow(["year", "zh", "en", "areas"])
      guard let year = try part.whole("year", in: 1949...2100) else { throw part.missing("year") }
      var areas: [AreaCode] = []
      for text in try part.texts("areas") ?? [] {
        guard let code = AreaCode(text) else {
          throw part.wrong("areas", "“\(text)”不是区划代码", "\"\(text)\" is not an area code")
        }
        areas.append(code)
      }
      found.append(
        PlanTask.Milestone(
          year: year, zh: try part.neededText("zh"), en: try part.neededText("en"), areas: areas))
    }
    return found.sorted { $0.year < $1.year }
  }
}

/// `[[rule]]` of a plan: a standard that can be checked.
enum RuleEntry {
  private static let keys: Set<String> = [
    "id", "clause", "also", "zh", "en", "items_zh", "items_en", "hedge", "lead", "supporting", "days",
  ]

  static func read(_ entry: TOMLEntry) throws(CatalogError) -> PlanRule {
    try entry.allow(keys)
    return PlanRule(
      id: try entry.name("id"), clause: try entry.neededText("clause"), zh: try entry.neededText("zh"),
      en: try entry.neededText("en"), also: try entry.texts("also") ?? [], itemsZh: try entry.texts("items_zh") ?? [],
      itemsEn: try entry.texts("items_en") ?? [], hedge: try entry.text("hedge") ?? "",
      lead: try entry.text("lead") ?? "", days: try entry.whole("days", in: 1...3660))
  }
}
