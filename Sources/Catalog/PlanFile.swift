import PostalModel

/// How much of the plans is read.
public enum PlanParts: Sendable {
  /// What a plan is, and its targets.
  case targets
  case all
}

/// `plans/<id>.toml`: what a plan is, and one table of an array for each thing it holds.
enum PlanFile {
  private static let keys: Set<String> = [
    "id", "area", "zh", "en", "title", "title_en", "document", "issued", "from", "until", "station_standard",
    "station_standard_clause", "target", "task", "rule", "fact", "conflict",
  ]
  private static let standards: [StationStandard] = [.five, .six]

  /// A plan's file, with only the parts asked for. Lines left out stay as blank ones, so that errors keep their places.
  static func open(_ path: String, _ parts: PlanParts) throws(CatalogError) -> TOMLFile? {
    // The law's rules are what open items stand on, and are few.
    guard parts == .targets, !path.hasSuffix("/\(Plan.law).toml") else { return try TOMLFile(path) }
    guard let bytes = try Files.bytes(path) else { return nil }
    guard let kept = headline(bytes), let text = String(validating: kept, as: UTF8.self) else {
      return try TOMLFile(path)
    }
    return try TOMLFile(path, text: text)
  }

  /// The top of a file and its targets; nil where text over several lines may hold anything.
  private static func headline(_ bytes: [UInt8]) -> [UInt8]? {
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count / 2)
    let isWhole = bytes.withUnsafeBufferPointer { bytes in
      var isLeftOut = false
      var start = 0
      while start < bytes.count {
        let rest = UnsafeBufferPointer(rebasing: bytes[start...])
        let line = UnsafeBufferPointer(rebasing: rest.prefix((rest.firstIndex(of: 10) ?? rest.count - 1) + 1))
        if let list = listName(line) { isLeftOut = leftOut.contains(list) }
        if isLeftOut {
          kept.append(10)
        } else {
          if hasLongQuote(line) { return false }
          kept.append(contentsOf: line)
        }
        start += line.count
      }
      return true
    }
    return isWhole ? kept : nil
  }

  private static func hasLongQuote(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    var place = 2
    while place < line.count {
      // Every third byte is enough to find three in a row.
      let byte = line[place]
      if byte == 34 || byte == 39 {
        var count = 1
        var left = place - 1
        while left >= 0, line[left] == byte, count < 3 { (count, left) = (count + 1, left - 1) }
        var right = place + 1
        while right < line.count, line[right] == byte, count < 3 { (count, right) = (count + 1, right + 1) }
        if count == 3 { return true }
      }
      place += 3
    }
    return false
  }

  /// The lists that are left out where only the targets are asked for.
  private static let leftOut: Set<String> = ["task", "rule", "fact", "conflict"]

  /// The list a line opens an entry of: `task` for `[[task]]`, `[[ task ]]` and `[[task.milestones]]`; nil for other lines.
  private static func listName(_ line: UnsafeBufferPointer<UInt8>) -> String? {
    func trimmed(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Slice<UnsafeBufferPointer<UInt8>> {
      text.drop { $0 == 32 || $0 == 9 }
    }
    let open = trimmed(line[...])
    guard open.first == 91, open.dropFirst().first == 91 else { return nil }
    let name = trimmed(open.dropFirst(2)).prefix { byte in ![32, 9, 46, 93].contains(byte) }
    return String(validating: name, as: UTF8.self).flatMap { keys.contains($0) ? $0 : nil }
  }

  /// - Parameter units: the units of the indicators that targets may name; nil where they are not known.
  static func read(_ file: TOMLFile, units: [String: Indicator.Unit]?) throws(CatalogError) -> Plan {
    let entry = file.entry
    try entry.allow(keys)
    let id = try entry.name("id")
    let area = try entry.code("area")
    if area == nil, id != Plan.law { throw entry.missing("area") }
    let zh = try entry.neededText("zh")
    let en = try entry.neededText("en")
    let from = try entry.day("from")
    let until = try entry.day("until")
    if let from, let until, until < from {
      throw entry.wrong("until", "不能早于 from(\(from))", "cannot be before from (\(from))")
    }
    var ids: Set<String> = []
    func unique(_ id: String, _ part: TOMLEntry) throws(CatalogError) {
      guard ids.insert(id).inserted else {
        throw part.wrong("id", "本文件已有 \(id)", "\(id) is there already in this file")
      }
    }
    let targets = try list(entry, "target") { part throws(CatalogError) in
      let target = try TargetEntry.read(part, units)
      try unique("target \(target.id)", part)
      return target
    }
    let tasks = try list(entry, "task") { part throws(CatalogError) in
      let task = try DutyEntry.read(part)
      try unique("task \(task.id)", part)
      for target in task.targets where !targets.contains(where: { $0.id == target }) {
        throw part.wrong(
          "targets", "本规划没有目标 \(target);可用:\(targets.map(\.id).joined(separator: " "))",
          "the plan has no target \(target); one of: \(targets.map(\.id).joined(separator: " "))")
      }
      return task
    }
    let rules = try list(entry, "rule") { part throws(CatalogError) in
      let rule = try RuleEntry.read(part)
      try unique("rule \(rule.id)", part)
      return rule
    }
    let facts = try list(entry, "fact") { part throws(CatalogError) in
      let fact = try FactEntry.read(part)
      try unique("fact \(fact.id)", part)
      return fact
    }
    let items = Set(targets.map(\.id) + tasks.map(\.id) + rules.map(\.id) + facts.map(\.id))
    let conflicts = try list(entry, "conflict") { part throws(CatalogError) in
      let conflict = try ConflictEntry.read(part)
      try unique("conflict \(conflict.id)", part)
      guard items.contains(conflict.about) else {
        throw part.wrong(
          "about", "本规划没有 \(conflict.about);须为目标、任务、规定或现状数的 id",
          "the plan has no \(conflict.about); it must be the id of a target, task, rule or fact")
      }
      return conflict
    }
    return Plan(
      id: id, area: area, zh: zh, en: en, title: try entry.text("title") ?? "",
      titleEn: try entry.text("title_en") ?? "", document: try entry.text("document") ?? "",
      issued: try entry.day("issued"), from: from, until: until,
      stationStandard: try entry.choice("station_standard", standards), noteZh: try entry.text("note_zh") ?? "",
      noteEn: try entry.text("note_en") ?? "", targets: targets, tasks: tasks, rules: rules, facts: facts,
      conflicts: conflicts)
  }

  private static func list<Item>(
    _ entry: TOMLEntry, _ key: String, _ read: (TOMLEntry) throws(CatalogError) -> Item
  ) throws(CatalogError) -> [Item] {
    var found: [Item] = []
    for part in try entry.tables(key) { found.append(try read(part)) }
    return found
  }
}
