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
    /// The plan's own yearly steps; each holds until the next is due.
    case milestones
  }

  /// 年度目标: what the plan wants reached by the end of a year on the way.
  public struct Milestone: Sendable, Equatable {
    public var year: Int
    public var value: Amount

    public init(year: Int, value: Amount) {
      self.year = year
      self.value = value
    }
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
  /// The bound itself does not do: strictly above, or strictly below.
  public var isExclusive: Bool
  /// The text says this much "and above" of a figure that cannot be exceeded, such as a share of 100 %.
  public var isStatedBeyond: Bool
  public var unit: String
  /// False where the text gives the number without a unit.
  public var isUnitStated: Bool
  public var baseline: Amount?
  /// The baseline is the value at the end of this year.
  public var baselineYear: Int?
  public var path: Path?
  public var milestones: [Milestone]
  /// Stated growth in percent a year.
  public var growth: Amount?
  public var deadline: Day?
  /// The clause of the plan, such as `二(一)2`.
  public var clause: String
  /// Other clauses of the same plan that set the same figure.
  public var also: [String]
  /// 力争, 基本, 至少, or empty: the strictness word of the text.
  public var hedge: String
  public var binding: Binding
  /// 牵头单位
  public var lead: String
  /// 配合单位
  public var supporting: [String]
  public var noteZh: String
  public var noteEn: String
  /// 解读: the number is the office's own reading of a wording without one.
  public var isReading: Bool

  public init(
    id: String, indicator: String, minimum: Amount? = nil, maximum: Amount? = nil, unit: String = "percent",
    baseline: Amount? = nil, baselineYear: Int? = nil, path: Path? = nil, growth: Amount? = nil, deadline: Day? = nil,
    clause: String = "", hedge: String = "", binding: Binding = .each, lead: String = "", supporting: [String] = [],
    noteZh: String = "", noteEn: String = "", nameZh: String = "", nameEn: String = "", also: [String] = [],
    milestones: [Milestone] = [], isExclusive: Bool = false, isStatedBeyond: Bool = false, isUnitStated: Bool = true,
    isReading: Bool = false
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
    self.also = also
    self.milestones = milestones
    self.isExclusive = isExclusive
    self.isStatedBeyond = isStatedBeyond
    self.isUnitStated = isUnitStated
    self.isReading = isReading
  }

  /// What the target is of: an indicator's name, else the plan's own.
  public func name(among indicators: [Indicator], _ language: Language) -> String {
    if let indicator = indicators.first(where: { $0.id == self.indicator }) { return indicator.name(language) }
    let own = language == .zh ? nameZh : nameEn
    return own.isEmpty ? indicator : own
  }

  /// The bound a figure has to reach: the minimum, else the maximum.
  public var bound: Amount? { minimum ?? maximum }

  /// `95`, `>95`, `4–5`, `≤0.5`, `<0.5` as text.
  public var text: String {
    if let minimum, let maximum { return minimum == maximum ? "\(minimum)" : "\(minimum)–\(maximum)" }
    if let minimum { return (isExclusive ? ">" : "") + minimum.description }
    return maximum.map { (isExclusive ? "<" : "≤") + $0.description } ?? ""
  }

  /// Does a figure reach it? Of a range the lower end counts.
  public func isReached(by ratio: Ratio) -> Bool {
    if let minimum { return isExclusive ? !ratio.isAtMost(minimum) : ratio.isAtLeast(minimum) }
    if let maximum { return isExclusive ? !ratio.isAtLeast(maximum) : ratio.isAtMost(maximum) }
    return false
  }

  /// What of it is due next on a day: a yearly step where it has steps and no baseline to measure a path from.
  public func inForce(on day: Day) -> Target {
    guard let next = step(on: day) else { return self }
    var step = self
    step.minimum = next.value
    step.maximum = nil
    step.deadline = Day(next.year, 12, 31)
    return step
  }

  /// The yearly step that is due next on a day; nil where the target itself is.
  func step(on day: Day) -> Milestone? {
    guard path == .milestones, baseline == nil, let next = milestones.first(where: { Day($0.year, 12, 31)! >= day }),
      let due = Day(next.year, 12, 31), deadline.map({ due < $0 }) ?? true
    else { return nil }
    return next
  }

  /// The lower the better.
  public var isCeiling: Bool { minimum == nil && maximum != nil }
}
