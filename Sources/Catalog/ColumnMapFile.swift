import PostalModel

/// A map of columns, as `yilan import --map` takes it.
enum ColumnMapFile {
  private enum LevelName: String, CaseIterable {
    case province, prefecture, county, township, village

    var level: AreaLevel {
      switch self {
      case .province: .province
      case .prefecture: .prefecture
      case .county: .county
      case .township: .township
      case .village: .village
      }
    }
  }

  static func read(_ file: TOMLFile) throws(CatalogError) -> ColumnMap {
    let entry = file.entry
    try entry.allow(["form", "columns", "areas", "periods"])
    var map = ColumnMap(form: try entry.choice("form", Form.allCases))
    if let columns = try entry.sub("columns") {
      for key in columns.table.keys { map.columns[key] = try columns.neededText(key) }
    }
    if let areas = try entry.sub("areas") {
      try areas.allow(["level", "skip"])
      map.areaLevel = try areas.choice("level", LevelName.allCases)?.level
      map.skippedAreas = Set(try areas.texts("skip") ?? [])
    }
    if let periods = try entry.sub("periods") { map.wide = try wide(periods) }
    if let form = map.form, form != .figures, map.wide != nil {
      throw entry.wrong("form", "有 [periods] 的表须为 figures", "must be figures for a table with [periods]")
    }
    return map
  }

  private static func wide(_ entry: TOMLEntry) throws(CatalogError) -> ColumnMap.Wide {
    try entry.allow(["columns", "indicator", "factor", "month"])
    guard let columns = try entry.texts("columns") else { throw entry.missing("columns") }
    let periods: ColumnMap.Periods
    switch columns {
    case ["years"]: periods = .years
    case ["months"]: periods = .months
    case []:
      throw entry.wrong(
        "columns", "须为 \"years\"、\"months\" 或表头的列表", "must be \"years\", \"months\" or a list of headings")
    default: periods = .listed(columns)
    }
    let factor = try entry.amount("factor") ?? Amount(1)
    guard factor > Amount(0) else { throw entry.wrong("factor", "须大于 0", "must be above 0") }
    return ColumnMap.Wide(
      periods: periods, indicator: try entry.neededText("indicator"), factor: factor,
      monthOfYear: try entry.whole("month", in: 1...12) ?? 12)
  }
}
