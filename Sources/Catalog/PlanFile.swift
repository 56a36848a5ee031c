import PostalModel

/// `plans/<id>.toml`: what a plan is, and one `[[target]]` a number it sets.
enum PlanFile {
  private static let keys: Set<String> = [
    "id", "area", "zh", "en", "title", "title_en", "document", "issued", "from", "until", "station_standard",
    "station_standard_clause", "target", "task", "rule", "reading",
  ]
  private static let targetKeys: Set<String> = [
    "id", "indicator", "name_zh", "name_en", "min", "max", "unit", "baseline", "baseline_year", "path", "growth",
    "deadline", "clause", "also", "hedge", "applies", "lead", "supporting",
  ]
  private static let standards: [StationStandard] = [.five, .six]
  private static let bindings: [Target.Binding] = [.whole, .each]
  private static let paths: [Target.Path] = [.step, .linear, .compound]

  /// - Parameter units: the units of the indicators that targets may name; nil where they are not known.
  static func read(_ file: TOMLFile, units: [String: Indicator.Unit]?) throws(CatalogError) -> Plan {
    let entry = file.entry
    try entry.allow(keys)
    let id = try entry.name("id")
    let area = try entry.code("area")
    if area == nil, id != Plan.law { throw entry.missing("area") }
    var plan = Plan(
      id: id, area: area, zh: try entry.neededText("zh"), en: try entry.neededText("en"),
      title: try entry.text("title") ?? "", document: try entry.text("document") ?? "", issued: try entry.day("issued"),
      from: try entry.day("from"), until: try entry.day("until"),
      stationStandard: try entry.choice("station_standard", standards))
    for part in try entry.tables("target") {
      let target = try target(part, units)
      if plan.targets.contains(where: { $0.id == target.id }) {
        throw part.wrong("id", "目标 \(target.id) 已有", "the target \(target.id) is there already")
      }
      plan.targets.append(target)
    }
    return plan
  }

  private static func target(_ entry: TOMLEntry, _ units: [String: Indicator.Unit]?) throws(CatalogError) -> Target {
    try entry.allow(targetKeys)
    let target = Target(
      id: try entry.name("id"), indicator: try entry.name("indicator"), minimum: try entry.amount("min"),
      maximum: try entry.amount("max"), unit: try entry.text("unit") ?? Indicator.Unit.percent.rawValue,
      baseline: try entry.amount("baseline"), baselineYear: try entry.whole("baseline_year", in: 1949...2100),
      path: try entry.choice("path", paths), growth: try entry.amount("growth"), deadline: try entry.day("deadline"),
      clause: try entry.text("clause") ?? "", hedge: try entry.text("hedge") ?? "",
      binding: try entry.choice("applies", bindings) ?? .each, lead: try entry.text("lead") ?? "",
      supporting: try entry.texts("supporting") ?? [], noteZh: try entry.text("note_zh") ?? "",
      noteEn: try entry.text("note_en") ?? "", nameZh: try entry.text("name_zh") ?? "",
      nameEn: try entry.text("name_en") ?? "")
    try check(target, entry)
    if let units { try checkIndicator(target, entry, units) }
    return target
  }

  private static func check(_ target: Target, _ entry: TOMLEntry) throws(CatalogError) {
    guard target.bound != nil else { throw entry.missing("min") }
    if let low = target.minimum, let high = target.maximum, low > high {
      throw entry.wrong("max", "不能小于 min(\(low))", "cannot be below min (\(low))")
    }
    if target.baseline != nil, target.baselineYear == nil { throw entry.missing("baseline_year") }
    if target.baselineYear != nil, target.baseline == nil { throw entry.missing("baseline") }
    if target.path != nil, target.path != .step, target.baseline == nil { throw entry.missing("baseline") }
    if target.path != nil, target.deadline == nil { throw entry.missing("deadline") }
    if let year = target.baselineYear, let deadline = target.deadline, year >= deadline.year {
      throw entry.wrong("baseline_year", "须早于期限 \(deadline)", "must lie before the deadline \(deadline)")
    }
  }

  /// A target names an indicator in its own unit, or a figure of the plan's own by a name in both languages.
  private static func checkIndicator(
    _ target: Target, _ entry: TOMLEntry, _ units: [String: Indicator.Unit]
  ) throws(CatalogError) {
    guard let unit = units[target.indicator] else {
      if let zh = try entry.text("name_zh"), let en = try entry.text("name_en"), !zh.isEmpty, !en.isEmpty { return }
      let names = units.keys.sorted().joined(separator: " ")
      throw entry.wrong(
        "indicator", "没有指标 \(target.indicator);可用:\(names);规划自有的数须给出 name_zh 和 name_en",
        "there is no indicator \(target.indicator); one of: \(names); the plan's own needs name_zh and name_en")
    }
    if unit.rawValue != target.unit {
      throw entry.wrong(
        "unit", "与指标 \(target.indicator) 的单位不同,应为 \(unit.rawValue)",
        "is not that of the indicator \(target.indicator), which is \(unit.rawValue)")
    }
  }
}
