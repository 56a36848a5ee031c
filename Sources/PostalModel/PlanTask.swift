/// 任务: a duty a plan lays on an office, with or without a number and a date.
public struct PlanTask: Sendable, Equatable, Identifiable {
  /// 推进计划: what the plan wants done by the end of a year.
  public struct Milestone: Sendable, Equatable {
    public var year: Int
    public var zh: String
    public var en: String
    /// The areas it names; empty for all.
    public var areas: [AreaCode]

    public init(year: Int, zh: String, en: String, areas: [AreaCode] = []) {
      self.year = year
      self.zh = zh
      self.en = en
      self.areas = areas
    }

    public func text(_ language: Language) -> String { language == .zh ? zh : en }
    /// The day it is due.
    public var deadline: Day { Day(year, 12, 31)! }
  }

  /// What returns of progress call it: the number the plan gives it, such as `7` or `3-1`.
  public var id: String
  public var clause: String
  /// Other clauses, or the annex, that speak of it.
  public var also: [String]
  /// One line in our own words.
  public var zh: String
  public var en: String
  /// What else the clause asks for.
  public var detailZh: String
  public var detailEn: String
  /// 牵头单位; empty where the text names none.
  public var lead: String
  /// 配合单位
  public var supporting: [String]
  public var deadline: Day?
  public var hedge: String
  /// The ids of the plan's targets that belong to it.
  public var targets: [String]
  /// By year.
  public var milestones: [Milestone]
  public var noteZh: String
  public var noteEn: String

  public init(
    id: String, clause: String, zh: String, en: String, also: [String] = [], detailZh: String = "",
    detailEn: String = "", lead: String = "", supporting: [String] = [], deadline: Day? = nil, hedge: String = "",
    targets: [String] = [], milestones: [Milestone] = [], noteZh: String = "", noteEn: String = ""
  ) {
    self.id = id
    self.clause = clause
    self.also = also
    self.zh = zh
    self.en = en
    self.detailZh = detailZh
    self.detailEn = detailEn
    self.lead = lead
    self.supporting = supporting
    self.deadline = deadline
    self.hedge = hedge
    self.targets = targets
    self.milestones = milestones
    self.noteZh = noteZh
    self.noteEn = noteEn
  }

  public func title(_ language: Language) -> String { language == .zh ? zh : en }
  public func detail(_ language: Language) -> String { language == .zh ? detailZh : detailEn }
  public func note(_ language: Language) -> String { language == .zh ? noteZh : noteEn }

  /// The clause and every other one that speaks of it.
  public var clauses: [String] { [clause] + also }
}
