/// 考核: what the parts of an area are scored by: lines with points, of indicators, of returns and of what is overdue. An
/// office keeps it in a file of `assessments/`.
public struct Assessment: Sendable, Equatable, Identifiable {
  /// What becomes of a line for whose figure no target is set.
  public enum WithoutTarget: String, CaseIterable, Sendable {
    /// 不计分: its points are shared out over the other lines, in proportion.
    case leaveOut = "leave_out"
    /// It brings nothing of its points.
    case zero
  }

  /// What a figure is held against.
  public enum Yardstick: String, CaseIterable, Sendable {
    case target
    /// 序时应达: what the path to the target expects on the last day of the period; the target where it has no path.
    case schedule
  }

  /// 一档: from this value on, so much of the points.
  public struct Band: Sendable, Equatable {
    public var bound: Amount
    /// In percent of the points.
    public var share: Amount

    public init(bound: Amount, share: Amount) {
      self.bound = bound
      self.share = share
    }
  }

  /// How points are got.
  public enum Rule: Sendable, Equatable {
    /// 按完成比例: value over target, at most 1; where less is better target over value.
    case proportional(Yardstick)
    /// 分档: the first band that the value reaches; nothing where it reaches none. From the best down.
    case bands([Band], isCeiling: Bool)
    /// 扣分: so many points less for each event, down to a floor.
    ///
    /// - Parameter absent: for each return that is absent; `each` is then for those that came late.
    case deduct(each: Amount, absent: Amount, floor: Amount)
  }

  /// What is scored.
  public enum Subject: Hashable, Sendable {
    case indicator(String)
    /// 报送: whether returns of these forms came, and in time.
    case returns([Form])
    /// 逾期事项: what is past its date by the register, by inspections or by the loop.
    case items([ItemKind])
  }

  /// 一项
  public struct Line: Sendable, Equatable {
    public var subject: Subject
    /// 分值
    public var points: Amount
    public var rule: Rule

    public init(_ subject: Subject, points: Amount, rule: Rule) {
      self.subject = subject
      self.points = points
      self.rule = rule
    }
  }

  /// The name of its file, as commands take it.
  public var id: String
  public var zh: String
  public var en: String
  /// 满分: what the points of all lines add up to.
  public var full: Amount
  public var withoutTarget: WithoutTarget
  public var lines: [Line]
  /// Whose weights these are, where the file says so.
  public var noteZh: String
  public var noteEn: String

  public init(
    id: String, zh: String, en: String, full: Amount, withoutTarget: WithoutTarget = .leaveOut, lines: [Line],
    noteZh: String = "", noteEn: String = ""
  ) {
    self.id = id
    self.zh = zh
    self.en = en
    self.full = full
    self.withoutTarget = withoutTarget
    self.lines = lines
    self.noteZh = noteZh
    self.noteEn = noteEn
  }

  public func name(_ language: Language) -> String { language == .zh ? zh : en }
  public func note(_ language: Language) -> String { language == .zh ? noteZh : noteEn }

  /// The indicators that it scores.
  public var indicators: [String] {
    lines.compactMap { if case .indicator(let id) = $0.subject { id } else { nil } }
  }
}
