/// 规划: a local plan or, as `law`, what national rules set for all; one file of `Data/plans`.
public struct Plan: Sendable, Equatable, Identifiable {
  /// `hoxud`, `bijie`, `linxia`, `kashgar`, `xishuangbanna`, `law`, or an office's own.
  public var id: String
  /// nil for the law.
  public var area: AreaCode?
  public var zh: String
  public var en: String
  public var title: String
  /// 文号; empty where the text gives none.
  public var document: String
  public var issued: Day?
  public var from: Day?
  public var until: Day?
  /// Which list a village station must have: 五有 or 六有; nil where the plan has none.
  public var stationStandard: StationStandard?
  public var targets: [Target]

  public init(
    id: String, area: AreaCode?, zh: String, en: String, title: String = "", document: String = "",
    issued: Day? = nil, from: Day? = nil, until: Day? = nil, stationStandard: StationStandard? = nil,
    targets: [Target] = []
  ) {
    self.id = id
    self.area = area
    self.zh = zh
    self.en = en
    self.title = title
    self.document = document
    self.issued = issued
    self.from = from
    self.until = until
    self.stationStandard = stationStandard
    self.targets = targets
  }

  public func name(_ language: Language) -> String { language == .zh ? zh : en }

  /// The target in force for an indicator on a day: of several milestones the next one due, after all of them the last.
  public func target(for indicator: String, on day: Day) -> Target? {
    let candidates = targets.filter { $0.indicator == indicator }
    let dated = candidates.filter { $0.deadline != nil }.sorted { $0.deadline! < $1.deadline! }
    return dated.first { $0.deadline! >= day } ?? dated.last ?? candidates.first
  }

  public static let law = "law"
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

/// 目标: a number a plan sets for an indicator.
public struct Target: Sendable, Equatable, Identifiable {
  /// Whom a target binds.
  public enum Binding: String, Sendable {
    /// The plan's own area as a whole.
    case whole
    /// Every area of every level.
    case each
  }

  /// How the value is expected to move from the baseline to the target (序时进度).
  public enum Path: String, Sendable {
    /// Nothing is expected before the deadline.
    case step
    /// The same amount every day.
    case linear
    /// The same rate of growth every day.
    case compound
  }

  public var id: String
  public var indicator: String
  /// The figure's name where it is the plan's own and no indicator of the program; empty otherwise.
  public var nameZh: String
  public var nameEn: String
  /// At least; nil where only a maximum is set.
  public var minimum: Amount?
  /// At most; with a minimum the upper end of a range, above which the target is met as well.
  public var maximum: Amount?
  public var unit: String
  public var baseline: Amount?
  /// The baseline is the value at the end of this year.
  public var baselineYear: Int?
  public var path: Path?
  /// Stated growth in percent a year.
  public var growth: Amount?
  public var deadline: Day?
  /// The clause of the plan, such as `二(一)2`.
  public var clause: String
  /// 力争, 基本, 至少, or empty: the strictness word of the text.
  public var hedge: String
  public var binding: Binding
  /// 牵头单位
  public var lead: String
  /// 配合单位
  public var supporting: [String]
  public var noteZh: String
  public var noteEn: String

  public init(
    id: String, indicator: String, minimum: Amount? = nil, maximum: Amount? = nil, unit: String = "percent",
    baseline: Amount? = nil, baselineYear: Int? = nil, path: Path? = nil, growth: Amount? = nil, deadline: Day? = nil,
    clause: String = "", hedge: String = "", binding: Binding = .each, lead: String = "", supporting: [String] = [],
    noteZh: String = "", noteEn: String = "", nameZh: String = "", nameEn: String = ""
  ) {
    self.id = id
    self.indicator = indicator
    self.minimum = minimum
    self.maximum = maximum
    self.unit = unit
    self.baseline = baseline
    self.baselineYear = baselineYear
    self.path = path
    self.growth = growth
    self.deadline = deadline
    self.clause = clause
    self.hedge = hedge
    self.binding = binding
    self.lead = lead
    self.supporting = supporting
    self.noteZh = noteZh
    self.noteEn = noteEn
    self.nameZh = nameZh
    self.nameEn = nameEn
  }

  /// What the target is of: an indicator's name, else the plan's own.
  public func name(among indicators: [Indicator], _ language: Language) -> String {
    if let indicator = indicators.first(where: { $0.id == self.indicator }) { return indicator.name(language) }
    let own = language == .zh ? nameZh : nameEn
    return own.isEmpty ? indicator : own
  }

  /// The bound a figure has to reach: the minimum, else the maximum.
  public var bound: Amount? { minimum ?? maximum }

  /// `≥ 95`, `4–5`, `≤ 0.5` as text.
  public var text: String {
    if let minimum, let maximum { return "\(minimum)–\(maximum)" }
    if let minimum { return minimum.description }
    return maximum.map { "≤\($0)" } ?? ""
  }
}
