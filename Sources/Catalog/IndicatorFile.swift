import PostalModel

/// `indicators.toml`: one `[[indicator]]` an indicator.
enum IndicatorFile {
  private static let keys: Set<String> = [
    "id", "zh", "en", "short_zh", "short_en", "panel", "form", "unit", "scale", "numerator", "denominator", "kind",
    "better", "decimals", "kinds", "sample", "formula_zh", "formula_en", "scope_zh", "scope_en", "source", "source_en",
    "breaks",
  ]
  private static let units = Indicator.Unit.allCases
  private static let kinds = Indicator.Kind.allCases
  private static let panels = PanelName.allCases
  private static let sides: [Side] = [.higher, .lower]

  private enum PanelName: String, CaseIterable { case outlets, packaging, safety, villages, service, scale, plans }
  private enum Side: String { case higher, lower }

  static func read(_ file: TOMLFile) throws(CatalogError) -> [Indicator] {
    try file.entry.allow(["indicator"])
    var found: [Indicator] = []
    for entry in try file.entry.tables("indicator") {
      let indicator = try indicator(entry)
      if found.contains(where: { $0.id == indicator.id }) {
        throw entry.wrong("id", "指标 \(indicator.id) 已有", "the indicator \(indicator.id) is there already")
      }
      found.append(indicator)
    }
    return found
  }

  private static func indicator(_ entry: TOMLEntry) throws(CatalogError) -> Indicator {
    try entry.allow(keys)
    let id = try entry.name("id")
    guard let panel = try entry.choice("panel", panels) else { throw entry.missing("panel") }
    guard let form = try entry.choice("form", Form.allCases) else { throw entry.missing("form") }
    // Rows of the form figures name the indicator; they have no measures to make it of.
    let numerator = try entry.texts("numerator") ?? []
    if numerator.isEmpty, form != .figures { throw entry.missing("numerator") }
    let unit = try entry.choice("unit", units) ?? .percent
    let denominator = try entry.texts("denominator") ?? []
    if denominator.isEmpty, unit.isRate, form != .figures { throw entry.missing("denominator") }
    guard form.hasAreas else {
      throw entry.wrong("form", "任务进展(tasks)不给出指标", "cannot be tasks, which give no indicators")
    }
    let (villages, communities) = try areaKinds(entry)
    return Indicator(
      id: id, zh: try entry.neededText("zh"), en: try entry.neededText("en"),
      shortZh: try entry.text("short_zh") ?? "", shortEn: try entry.text("short_en") ?? "", panel: panel.rawValue,
      form: form, unit: unit, scale: try entry.whole("scale", in: 1...1_000_000) ?? unit.scale,
      numerator: numerator, denominator: denominator, kind: try entry.choice("kind", kinds) ?? .flow,
      higherIsBetter: try entry.choice("better", sides) != .lower,
      decimals: try entry.whole("decimals", in: 0...4) ?? 1, appliesToVillages: villages,
      appliesToCommunities: communities, isSample: try entry.flag("sample") ?? false,
      formulaZh: try entry.text("formula_zh") ?? "", formulaEn: try entry.text("formula_en") ?? "",
      scopeZh: try entry.text("scope_zh") ?? "", scopeEn: try entry.text("scope_en") ?? "",
      source: try entry.text("source") ?? "", breaks: try months(entry, "breaks"))
  }

  private static func areaKinds(_ entry: TOMLEntry) throws(CatalogError) -> (villages: Bool, communities: Bool) {
    guard let words = try entry.texts("kinds") else { return (true, true) }
    for word in words where word != "village" && word != "community" {
      throw entry.wrong(
        "kinds", "不能有“\(word)”,只能是:community village", "cannot hold \"\(word)\"; one of: community village")
    }
    return (words.contains("village"), words.contains("community"))
  }

  private static func months(_ entry: TOMLEntry, _ key: String) throws(CatalogError) -> [Month] {
    var found: [Month] = []
    for text in try entry.texts(key) ?? [] {
      guard let month = Month(text) else {
        throw entry.wrong(key, "“\(text)”须为月份,如 2024-01", "\"\(text)\" must be a month such as 2024-01")
      }
      found.append(month)
    }
    return found
  }
}
