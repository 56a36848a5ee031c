import PostalModel

/// `[[target]]` of a plan: a number it sets.
enum TargetEntry {
  private static let keys: Set<String> = [
    "id", "indicator", "name_zh", "name_en", "min", "max", "exclusive", "stated_beyond", "unit", "unit_stated",
    "baseline", "baseline_year", "path", "growth", "milestones", "deadline", "clause", "also", "hedge", "applies",
    "lead", "supporting", "reading",
  ]
  private static let bindings: [Target.Binding] = [.whole, .each]
  private static let paths: [Target.Path] = [.step, .linear, .compound, .milestones]

  /// - Parameter units: the units of the indicators that targets may name; nil where they are not known.
  static func read(_ entry: TOMLEntry, _ units: [String: Indicator.Unit]?) throws(CatalogError) -> Target {
    try entry.allow(keys)
    let target = Target(
      id: try entry.name("id"), indicator: try entry.name("indicator"), minimum: try entry.amount("min"),
      maximum: try entry.amount("max"), unit: try entry.text("unit") ?? Indicator.Unit.percent.rawValue,
      baseline: try entry.amount("baseline"), baselineYear: try entry.whole("baseline_year", in: 1949...2100),
      path: try entry.choice("path", paths), growth: try entry.amount("growth"), deadline: try entry.day("deadline"),
      clause: try entry.text("clause") ?? "", hedge: try entry.text("hedge") ?? "",
      binding: try entry.choice("applies", bindings) ?? .each, lead: try entry.text("lead") ?? "",
      supporting: try entry.texts("supporting") ?? [], noteZh: try entry.text("note_zh") ?? "",
      noteEn: try entry.text("note_en") ?? "", nameZh: try entry.text("name_zh") ?? "",
      nameEn: try entry.text("name_en") ?? "", also: try entry.texts("also") ?? [],
      milestones: try milestones(entry), isExclusive: try entry.flag("exclusive") ?? false,
      isStatedBeyond: try entry.flag("stated_beyond") ?? false, isUnitStated: try entry.flag("unit_stated") ?? true,
      isReading: try entry.flag("reading") ?? false)
    try check(target, entry)
    if let units { try checkIndicator(target, entry, units) }
    return target
  }

  private static func milestones(_ entry: TOMLEntry) throws(CatalogError) -> [Target.Milestone] {
    var found: [Target.Milestone] = []
    for part in try entry.tables("milestones") {
      try part.allow(["year", "value"])
      guard let year = try part.whole("year", in: 1949...2100) else { throw part.missing("year") }
      guard let value = try part.amount("value") else { throw part.missing("value") }
      if let last = found.last, year <= last.year {
        throw part.wrong("year", "各年须由早到晚,上一个是 \(last.year)", "years must rise; the one before is \(last.year)")
      }
      found.append(Target.Milestone(year: year, value: value))
    }
    return found
  }

  private static func check(_ target: Target, _ entry: TOMLEntry) throws(CatalogError) {
    guard target.bound != nil else { throw entry.missing("min") }
    if let low = target.minimum, let high = target.maximum, low > high {
      throw entry.wrong("max", "不能小于 min(\(low))", "cannot be below min (\(low))")
    }
    if target.baseline != nil, target.baselineYear == nil { throw entry.missing("baseline_year") }
    if target.baselineYear != nil, target.baseline == nil { throw entry.missing("baseline") }
    if target.path == .linear || target.path == .compound, target.baseline == nil { throw entry.missing("baseline") }
    if target.path != nil, target.deadline == nil { throw entry.missing("deadline") }
    if target.path == .milestones, target.milestones.isEmpty { throw entry.missing("milestones") }
    if target.path != .milestones, !target.milestones.isEmpty {
      throw entry.wrong("milestones", "只与 path = \"milestones\" 同用", "goes with path = \"milestones\" only")
    }
    if let year = target.baselineYear, let deadline = target.deadline, year >= deadline.year {
      throw entry.wrong("baseline_year", "须早于期限 \(deadline)", "must lie before the deadline \(deadline)")
    }
    if let last = target.milestones.last, let deadline = target.deadline, last.year > deadline.year {
      throw entry.wrong(
        "milestones", "\(last.year) 年在期限 \(deadline) 之后", "the year \(last.year) lies after the deadline \(deadline)")
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
