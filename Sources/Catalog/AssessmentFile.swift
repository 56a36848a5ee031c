import PostalModel

/// 考核办法: a file of `assessments/`, which says what the parts of an area are scored by.
enum AssessmentFile {
  private static let keys: Set<String> = [
    "name", "name_en", "full", "without_target", "about", "about_en", "line",
  ]
  private static let lineKeys: Set<String> = [
    "indicator", "returns", "items", "points", "rule", "against", "bands", "each", "each_absent", "floor",
  ]

  private enum RuleName: String, CaseIterable { case proportional, bands, deduct }

  static func read(_ file: TOMLFile, id: String, indicators: [Indicator]) throws(CatalogError) -> Assessment {
    let entry = file.entry
    try entry.allow(keys)
    let name = try entry.neededText("name")
    guard let full = try entry.amount("full") else { throw entry.missing("full") }
    guard full.micro > 0, full.micro <= 10_000_000_000 else {
      throw entry.wrong("full", "须大于 0,不超过 10000", "must be above 0 and at most 10000")
    }
    var assessment = Assessment(
      id: id, zh: name, en: try entry.text("name_en") ?? name, full: full,
      withoutTarget: try entry.choice("without_target", Assessment.WithoutTarget.allCases) ?? .leaveOut, lines: [],
      noteZh: try entry.text("about") ?? "")
    assessment.noteEn = try entry.text("about_en") ?? assessment.noteZh
    for part in try entry.tables("line") {
      try part.allow(lineKeys)
      let line = try self.line(part, indicators)
      if let twin = assessment.lines.firstIndex(where: { $0.subject == line.subject }) {
        throw part.wrong(
          part.subjectKey, "与 [[line]] \(twin + 1) 重复;请合并为一项",
          "is the same as in [[line]] \(twin + 1); make one line of the two")
      }
      assessment.lines.append(line)
    }
    guard !assessment.lines.isEmpty else {
      throw CatalogError(
        file: file.file, zh: "没有一项;至少写一节 [[line]],如 indicator = \"slim_tape\"、points = 10、rule = \"proportional\"",
        en: "has no line; write at least one [[line]], such as indicator = \"slim_tape\", points = 10, "
          + "rule = \"proportional\"")
    }
    let sum = Amount(micro: assessment.lines.reduce(0) { $0 + $1.points.micro })
    guard sum == full else {
      let lack = Amount(micro: abs(full.micro - sum.micro))
      throw entry.wrong(
        "full", "各项分值合计 \(sum),与满分 \(full) 不符,\(sum < full ? "少" : "多")\(lack) 分;请改 points 或 full",
        "the points of the lines add up to \(sum) and not to \(full), \(lack) too \(sum < full ? "few" : "many"); "
          + "change points or full")
    }
    return assessment
  }

  private static func line(_ entry: TOMLEntry, _ indicators: [Indicator]) throws(CatalogError) -> Assessment.Line {
    let subject = try self.subject(entry, indicators)
    guard let points = try entry.amount("points") else { throw entry.missing("points") }
    guard points.micro > 0, points.micro <= 10_000_000_000 else {
      throw entry.wrong("points", "须大于 0", "must be above 0")
    }
    guard let name = try entry.choice("rule", RuleName.allCases) else { throw entry.missing("rule") }
    var indicator: Indicator?
    if case .indicator(let id) = subject { indicator = indicators.first { $0.id == id } }
    let rule: Assessment.Rule
    switch name {
    case .proportional:
      if case .items = subject {
        throw entry.wrong(
          "rule", "逾期事项没有比例;可用:bands deduct", "what is overdue has no proportion; one of: bands deduct")
      }
      try entry.refuse(["bands", "each", "each_absent", "floor"], besides: name.rawValue)
      if indicator == nil { try entry.refuse(["against"], besides: "returns") }
      rule = .proportional(try entry.choice("against", Assessment.Yardstick.allCases) ?? .target)
    case .bands:
      try entry.refuse(["against", "each", "each_absent", "floor"], besides: name.rawValue)
      rule = try bands(entry)
    case .deduct:
      if let indicator, !indicator.unit.isCount {
        throw entry.wrong(
          "rule", "“\(indicator.zh)”不是个数,不能逐个扣分;可用:proportional bands",
          "\"\(indicator.en)\" counts nothing to deduct for; one of: proportional bands")
      }
      var others = ["against", "bands"]
      if case .returns = subject {} else { others.append("each_absent") }
      try entry.refuse(others, besides: name.rawValue)
      guard let each = try entry.amount("each") else { throw entry.missing("each") }
      guard each.micro > 0 else { throw entry.wrong("each", "须大于 0", "must be above 0") }
      let absent = try entry.amount("each_absent") ?? each
      guard absent.micro >= 0 else { throw entry.wrong("each_absent", "不能小于 0", "must not be below 0") }
      let floor = try entry.amount("floor") ?? Amount(0)
      guard floor.micro >= 0, floor <= points else {
        throw entry.wrong("floor", "须在 0 与 points 之间", "must be from 0 to points")
      }
      rule = .deduct(each: each, absent: absent, floor: floor)
    }
    return Assessment.Line(subject, points: points, rule: rule)
  }

  private static func subject(
    _ entry: TOMLEntry, _ indicators: [Indicator]
  ) throws(CatalogError) -> Assessment.Subject {
    let named = ["indicator", "returns", "items"].filter { entry.table[$0] != nil }
    guard named.count <= 1 else {
      throw entry.wrong(
        named[1], "与 \(named[0]) 只能写一个", "and \(named[0]) exclude one another; write one of them")
    }
    switch named.first {
    case "indicator":
      let id = try entry.neededText("indicator")
      guard indicators.contains(where: { $0.id == id }) else { throw unknown(id, entry, indicators) }
      return .indicator(id)
    case "returns":
      return .returns(try list(entry, "returns", Form.allCases.filter(\.isMonthly)))
    case "items":
      return .items(try list(entry, "items", ItemKind.allCases))
    default:
      throw entry.wrong(
        "indicator", "缺少;写 indicator、returns 或 items 之一", "is missing; give one of indicator, returns and items")
    }
  }

  private static func unknown(_ id: String, _ entry: TOMLEntry, _ indicators: [Indicator]) -> CatalogError {
    let near = NearNames.of(id, among: indicators.map { [$0.id, $0.zh, $0.en] }).map { indicators[$0] }
    guard !near.isEmpty else {
      return entry.wrong(
        "indicator", "没有指标“\(id)”;可用的见 Data/indicators.toml",
        "there is no indicator \"\(id)\"; see Data/indicators.toml")
    }
    return entry.wrong(
      "indicator", "没有指标“\(id)”;是不是 \(near.map { "\($0.id)(\($0.zh))" }.joined(separator: "、"))",
      "there is no indicator \"\(id)\"; did you mean \(near.map { "\($0.id) (\($0.en))" }.joined(separator: ", "))")
  }

  private static func list<Choice: RawRepresentable<String> & Equatable>(
    _ entry: TOMLEntry, _ key: String, _ allowed: [Choice]
  ) throws(CatalogError) -> [Choice] {
    let words = allowed.map(\.rawValue).joined(separator: " ")
    var found: [Choice] = []
    for text in try entry.texts(key) ?? [] {
      guard let choice = allowed.first(where: { $0.rawValue == text }) else {
        throw entry.wrong(key, "不能是“\(text)”,只能是:\(words)", "cannot be \"\(text)\"; of: \(words)")
      }
      if !found.contains(choice) { found.append(choice) }
    }
    guard !found.isEmpty else { throw entry.wrong(key, "不能为空;可用:\(words)", "must not be empty; of: \(words)") }
    return found
  }

  /// `bands = [{ at_least = 95, share = 100 }, ...]`, from the best down.
  private static func bands(_ entry: TOMLEntry) throws(CatalogError) -> Assessment.Rule {
    var bands: [Assessment.Band] = []
    var direction: String?
    for part in try entry.tables("bands") {
      try part.allow(["at_least", "at_most", "share"])
      let given = ["at_least", "at_most"].filter { part.table[$0] != nil }
      guard given.count == 1, let key = given.first, let bound = try part.amount(key) else {
        throw entry.wrong(
          "bands", "每档写 at_least 或 at_most 之一", "each band has either at_least or at_most")
      }
      guard direction == nil || direction == key else {
        throw entry.wrong("bands", "各档须同为 at_least 或同为 at_most", "all bands have at_least, or all at_most")
      }
      direction = key
      guard let share = try part.amount("share"), share.micro >= 0, share <= Amount(100) else {
        throw entry.wrong("bands", "share 须为 0 到 100(占分值的百分比)", "share must be 0 to 100, in percent of the points")
      }
      if let last = bands.last {
        guard key == "at_least" ? bound < last.bound : last.bound < bound, share < last.share else {
          throw entry.wrong(
            "bands", "须从最好的一档写起:一档比一档差,share 也一档比一档少",
            "must begin with the best: each band worse than the one before, and with a lower share")
        }
      }
      bands.append(Assessment.Band(bound: bound, share: share))
    }
    guard !bands.isEmpty else {
      throw entry.wrong(
        "bands", "缺少;如 bands = [{ at_least = 95, share = 100 }, { at_least = 90, share = 60 }]",
        "is missing; such as bands = [{ at_least = 95, share = 100 }, { at_least = 90, share = 60 }]")
    }
    return .bands(bands, isCeiling: direction == "at_most")
  }
}

extension TOMLEntry {
  /// The key that says what a line scores.
  fileprivate var subjectKey: String { ["indicator", "returns", "items"].first { table[$0] != nil } ?? "indicator" }

  /// Keys that mean nothing beside a rule.
  fileprivate func refuse(_ keys: [String], besides rule: String) throws(CatalogError) {
    for key in keys where table[key] != nil {
      throw wrong(key, "\(rule) 不用这个键;请去掉", "is not used by \(rule); leave it out")
    }
  }
}

extension Catalog {
  /// 考核办法: the user's `assessments` before the shipped ones, each in alphabetical order; the same name replaces. One
  /// with an error is left out and told.
  public func assessments(indicators: [Indicator]) -> ([Assessment], [CatalogError]) {
    var found: [Assessment] = []
    var errors: [CatalogError] = []
    var names: Set<String> = []
    for folder in assessmentFolders.reversed() {
      for name in Files.names(in: folder, ending: ".toml") where names.insert(name).inserted {
        do throws(CatalogError) {
          guard let file = try TOMLFile("\(folder)/\(name)") else { continue }
          found.append(try AssessmentFile.read(file, id: String(name.dropLast(5)), indicators: indicators))
        } catch {
          errors.append(error)
        }
      }
    }
    return (found, errors)
  }

  /// The assessment of a name, or in a file that the user names by its path.
  public func assessment(_ name: String, indicators: [Indicator]) throws(CatalogError) -> Assessment {
    let isPath = name.contains("/") || name.hasSuffix(".toml")
    for path in isPath ? [name] : assessmentFolders.reversed().map({ "\($0)/\(name).toml" }) {
      guard let file = try TOMLFile(path) else { continue }
      let id = path.split(separator: "/").last.map { $0.hasSuffix(".toml") ? String($0.dropLast(5)) : String($0) }
      return try AssessmentFile.read(file, id: id ?? name, indicators: indicators)
    }
    let names = assessmentNames.joined(separator: " ")
    throw CatalogError(
      file: name, zh: "没有这个考核办法;现有:\(names),或写出文件路径",
      en: "there is no such assessment; those at hand are \(names), or give the path of a file")
  }

  private var assessmentNames: [String] {
    var names: [String] = []
    for folder in assessmentFolders.reversed() {
      names += Files.names(in: folder, ending: ".toml").map { String($0.dropLast(5)) }.filter { !names.contains($0) }
    }
    return names
  }

  private var assessmentFolders: [String] {
    [paths.share + "/Data/assessments"] + paths.user.map { $0 + "/assessments" }
  }
}
