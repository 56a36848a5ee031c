/// 办理: what is done about an item.
public enum ItemAct: String, CaseIterable, Sendable {
  /// 发现: the item is taken up.
  case noticed
  /// 通报, 约谈, 责令改正: whom it concerns was told, with a date.
  case notified, talked, ordered
  /// 回头看: checked again, and not or well put right.
  case failed, passed
  /// 销号: done with.
  case closed

  public var zh: String {
    switch self {
    case .noticed: "发现"
    case .notified: "通报"
    case .talked: "约谈"
    case .ordered: "责令改正"
    case .failed: "回头看未过"
    case .passed: "回头看通过"
    case .closed: "销号"
    }
  }

  public var en: String {
    switch self {
    case .noticed: "noticed"
    case .notified: "notified"
    case .talked: "called in"
    case .ordered: "ordered to correct"
    case .failed: "re-check failed"
    case .passed: "re-check passed"
    case .closed: "closed"
    }
  }

  public func name(_ language: Language) -> String { language == .zh ? zh : en }

  /// True where whom it concerns was told: the act sets the date.
  public var tells: Bool { self == .notified || self == .talked || self == .ordered }
  /// A date may stand with it: a re-check that failed may set a new one.
  public var takesDue: Bool { tells || self == .failed }
}

/// 环节: where an item stands in the loop from noticed to closed.
public enum ItemStage: String, CaseIterable, Sendable {
  case noticed
  /// Told, and the date is running.
  case notified
  case failed, passed, closed

  /// The stage an act leads to.
  public init(after act: ItemAct) {
    self =
      switch act {
      case .noticed: .noticed
      case .notified, .talked, .ordered: .notified
      case .failed: .failed
      case .passed: .passed
      case .closed: .closed
      }
  }

  /// What can be done next: nothing is closed that was not checked again, and nothing checked that nobody was told of.
  ///
  /// - Parameter stage: nil where nothing was done yet.
  public static func acts(after stage: ItemStage?) -> [ItemAct] {
    switch stage {
    case nil, .closed?: [.noticed]
    case .noticed?: [.notified, .talked, .ordered]
    case .notified?, .failed?: [.passed, .failed, .talked, .ordered, .notified]
    case .passed?: [.closed, .failed]
    }
  }
}

/// One step of the loop, as it is recorded.
public struct ItemStep: Hashable, Sendable {
  public var key: ItemKey
  /// What the key's subject is called, such as an outlet's name; empty where its id says it.
  public var title: String
  public var act: ItemAct
  /// The day it was done.
  public var on: Day
  /// The first day of what is lacking, as far as it was known; kept with the first step.
  public var first: Day
  /// 整改期限
  public var due: Day?
  /// Who did it; empty for whoever records it.
  public var who: String
  public var note: String
  /// 佐证: the name of a file.
  public var evidence: String

  public init(
    key: ItemKey, title: String = "", act: ItemAct, on: Day, first: Day? = nil, due: Day? = nil, who: String = "",
    note: String = "", evidence: String = ""
  ) {
    self.key = key
    self.title = title
    self.act = act
    self.on = on
    self.first = first ?? on
    self.due = due
    self.who = who
    self.note = note
    self.evidence = evidence
  }

  /// What is wrong with it after the steps before; nil where it can be recorded.
  ///
  /// - Parameters:
  ///   - steps: of the same item, oldest first.
  public func fault(after steps: [ItemStep], today: Day) -> (zh: String, en: String)? {
    let stage = steps.last.map { ItemStage(after: $0.act) }
    let acts = ItemStage.acts(after: stage)
    guard acts.contains(act) else {
      let done = steps.last?.act
      let next = (zh: acts.map(\.zh).joined(separator: "、"), en: acts.map(\.rawValue).joined(separator: ", "))
      return (
        "\(done.map { "上一步是\($0.zh)" } ?? "还没有办理过"),不能直接\(act.zh);可以:\(next.zh)",
        "\(done.map { "the last step is \($0.rawValue)" } ?? "nothing was done yet"), so \(act.rawValue) cannot follow; possible: \(next.en)"
      )
    }
    if on > today { return ("日期 \(on) 还没有到;今天是 \(today)", "the day \(on) has not come; today is \(today)") }
    if let last = steps.last, on < last.on {
      return ("日期 \(on) 早于上一步的 \(last.on)", "the day \(on) is before that of the last step, \(last.on)")
    }
    if act.tells, due == nil {
      return ("\(act.zh)要有整改期限", "\(act.rawValue) needs a date by which it is to be put right")
    }
    if due != nil, !act.takesDue {
      return ("\(act.zh)没有期限;请去掉期限", "\(act.rawValue) has no date; leave it out")
    }
    if let due, due < on { return ("期限 \(due) 早于日期 \(on)", "the date \(due) is before the day \(on)") }
    return nil
  }
}
