import Synchronization

/// 规划: a local plan or, as `law`, what national rules set for all; one file of `Data/plans`.
///
/// By reference: it is large, and every figure is judged by several.
public final class Plan: Sendable, Equatable, Identifiable {
  /// `hoxud`, `bijie`, `linxia`, `kashgar`, `xishuangbanna`, `law`, or an office's own.
  public let id: String
  /// nil for the law.
  public let area: AreaCode?
  public let zh: String
  public let en: String
  public let title: String
  public let titleEn: String
  /// 文号; empty where the text gives none.
  public let document: String
  public let issued: Day?
  public let from: Day?
  public let until: Day?
  /// Which list a village station must have: 五有 or 六有; nil where the plan has none.
  public let stationStandard: StationStandard?
  public let noteZh: String
  public let noteEn: String
  public let targets: [Target]
  public let tasks: [PlanTask]
  public let rules: [PlanRule]
  public let facts: [PlanFact]
  public let conflicts: [PlanConflict]
  /// The places of targets by indicator, dated ones by date and then the others.
  private let index: [String: [Int]]
  /// Targets as figures are judged by them, each made once.
  private let applied = Mutex<[Applying: AppliedTarget]>([:])

  private struct Applying: Hashable {
    var place: Int
    /// Of a target by yearly steps the year of the one in force.
    var step: Int?
    var isBorrowed: Bool
    var isGap: Bool
  }

  public init(
    id: String, area: AreaCode?, zh: String, en: String, title: String = "", titleEn: String = "",
    document: String = "", issued: Day? = nil, from: Day? = nil, until: Day? = nil,
    stationStandard: StationStandard? = nil, noteZh: String = "", noteEn: String = "", targets: [Target] = [],
    tasks: [PlanTask] = [], rules: [PlanRule] = [], facts: [PlanFact] = [], conflicts: [PlanConflict] = []
  ) {
    self.id = id
    self.area = area
    self.zh = zh
    self.en = en
    self.title = title
    self.titleEn = titleEn
    self.document = document
    self.issued = issued
    self.from = from
    self.until = until
    self.stationStandard = stationStandard
    self.noteZh = noteZh
    self.noteEn = noteEn
    self.targets = targets
    self.tasks = tasks
    self.rules = rules
    self.facts = facts
    self.conflicts = conflicts
    index = Plan.index(of: targets)
  }

  public func name(_ language: Language) -> String { language == .zh ? zh : en }

  /// The target in force for an indicator on a day: of several milestones the next one due, after all of them the last.
  public func target(for indicator: String, on day: Day) -> Target? {
    place(for: indicator, on: day).map { targets[$0].inForce(on: day) }
  }

  /// The target in force as figures are judged by it; nil where none is, or where it has no number.
  ///
  /// - Parameter isGap: of a density, as the gap that is left to it.
  func applied(for indicator: String, on day: Day, isBorrowed: Bool, isGap: Bool) -> AppliedTarget? {
    guard let place = place(for: indicator, on: day) else { return nil }
    let step = targets[place].step(on: day)?.year
    let applying = Applying(place: place, step: step, isBorrowed: isBorrowed, isGap: isGap)
    return applied.withLock { made in
      if let known = made[applying] { return known }
      var target = targets[place].inForce(on: day)
      guard target.bound != nil else { return nil }
      if isGap {
        // The gap is what the density standard asks for; it is met at none.
        target.indicator = Indicator.gap
        target.minimum = nil
        target.maximum = Amount(0)
        target.unit = Indicator.Unit.outlets.rawValue
        target.baseline = nil
      }
      let new = AppliedTarget(plan: id, zh: zh, en: en, target: target, isBorrowed: isBorrowed)
      made[applying] = new
      return new
    }
  }

  private func place(for indicator: String, on day: Day) -> Int? {
    guard let places = index[indicator] else { return nil }
    let dated = places.prefix { targets[$0].deadline != nil }
    return dated.first { targets[$0].deadline! >= day } ?? dated.last ?? places.first
  }

  /// What a conflict, or a task, is about, by its id.
  public func name(ofItem id: String, among indicators: [Indicator], _ language: Language) -> String? {
    if let target = targets.first(where: { $0.id == id }) { return target.name(among: indicators, language) }
    if let task = tasks.first(where: { $0.id == id }) { return task.title(language) }
    if let rule = rules.first(where: { $0.id == id }) { return language == .zh ? rule.zh : rule.en }
    if let fact = facts.first(where: { $0.id == id }) { return language == .zh ? fact.zh : fact.en }
    return nil
  }

  /// The conflicts that a target, task, rule or fact is part of.
  public func conflicts(about id: String) -> [PlanConflict] { conflicts.filter { $0.about == id } }

  /// Every clause that an entry of it names, in order and once.
  public var clauses: [String] {
    var seen: Set<String> = []
    var named: [String] = []
    for target in targets { named += [target.clause] + target.also }
    for task in tasks { named += task.clauses }
    for rule in rules { named += [rule.clause] + rule.also }
    named += facts.map(\.clause)
    for conflict in conflicts { named += conflict.statements.map(\.clause) }
    return named.filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  public static let law = "law"

  public static func == (left: Plan, right: Plan) -> Bool {
    left === right
      || left.id == right.id && left.area == right.area && left.zh == right.zh && left.en == right.en
        && left.title == right.title && left.titleEn == right.titleEn && left.document == right.document
        && left.issued == right.issued && left.from == right.from && left.until == right.until
        && left.stationStandard == right.stationStandard && left.noteZh == right.noteZh && left.noteEn == right.noteEn
        && left.targets == right.targets && left.tasks == right.tasks && left.rules == right.rules
        && left.facts == right.facts && left.conflicts == right.conflicts
  }

  private static func index(of targets: [Target]) -> [String: [Int]] {
    var index: [String: [Int]] = [:]
    for place in targets.indices { index[targets[place].indicator, default: []].append(place) }
    for (indicator, places) in index where places.count > 1 {
      index[indicator] = places.sorted { left, right in
        switch (targets[left].deadline, targets[right].deadline) {
        case (let a?, let b?): a == b ? left < right : a < b
        case (.some, nil): true
        case (nil, .some): false
        case (nil, nil): left < right
        }
      }
    }
    return index
  }
}

/// 站点标准: the lists are different, not one longer than the other.
public enum StationStandard: String, Sendable {
  /// 五有: 有人员、有场地、有货架、有设备、有标识 (和硕方案 二(二)5; 喀什方案 二(二)5).
  case five
  /// 六有: 有场所、有标识、有货架、有人员、有监控、有相对固定频次运输 (临夏方案 二(五)2).
  case six

  public var zh: String { self == .five ? "五有" : "六有" }
  public var en: String { self == .five ? "the five" : "the six" }
}
