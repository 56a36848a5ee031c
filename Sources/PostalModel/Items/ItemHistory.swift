/// 事项历史: all that was done about an item, oldest first.
public struct ItemHistory: Sendable, Equatable {
  /// A step with its entry in the ledger.
  public struct Recorded: Sendable, Equatable {
    public var step: ItemStep
    /// The number in the ledger, by which it is undone.
    public var importID: Int
    /// When it was recorded, as `2025-07-05 09:12`.
    public var at: String

    public init(step: ItemStep, importID: Int, at: String) {
      self.step = step
      self.importID = importID
      self.at = at
    }
  }

  public var key: ItemKey
  public var area: Area
  public var steps: [Recorded]

  public init(key: ItemKey, area: Area, steps: [Recorded]) {
    self.key = key
    self.area = area
    self.steps = steps
  }

  /// The same as it stood at the end of a day; nil where nothing was done by then.
  public func upTo(_ day: Day) -> ItemHistory? {
    let done = steps.filter { $0.step.on <= day }
    return done.isEmpty ? nil : ItemHistory(key: key, area: area, steps: done)
  }

  /// From noticed to closed, each time anew; the last may be open.
  public var episodes: [ItemEpisode] {
    var found: [ItemEpisode] = []
    for recorded in steps {
      if recorded.step.act == .noticed || found.isEmpty {
        let isRepeat = found.last?.closedOn.map { recorded.step.on <= Self.yearAfter($0) } ?? false
        found.append(ItemEpisode(steps: [recorded], isRepeat: isRepeat))
      } else {
        found[found.count - 1].steps.append(recorded)
      }
    }
    return found
  }

  /// What a list tells of it; nil where nothing was done.
  public var state: ItemState? {
    let episodes = episodes
    guard let last = episodes.last, let step = last.steps.last?.step else { return nil }
    return ItemState(
      key: key, area: area, title: steps.last { !$0.step.title.isEmpty }?.step.title ?? "", act: step.act,
      lastOn: step.on, first: last.first, noticedOn: last.noticedOn, due: last.due, closedOn: last.closedOn,
      repeats: episodes.count(where: \.isRepeat), hasEvidence: last.steps.contains { !$0.step.evidence.isEmpty })
  }

  /// The same day of the next year.
  public static func yearAfter(_ day: Day) -> Day { Day(day.year + 1, day.month, day.day) ?? Day(day.year + 1, 2, 28)! }
}

/// 一次办理: one round of the loop.
public struct ItemEpisode: Sendable, Equatable {
  public var steps: [ItemHistory.Recorded]
  /// 复发: it began within twelve months of the one before being closed.
  public var isRepeat: Bool

  public init(steps: [ItemHistory.Recorded], isRepeat: Bool) {
    self.steps = steps
    self.isRepeat = isRepeat
  }

  public var noticedOn: Day { steps[0].step.on }
  public var first: Day { steps[0].step.first }
  /// The date last set.
  public var due: Day? { steps.last { $0.step.due != nil }?.step.due }
  public var stage: ItemStage { ItemStage(after: steps.last!.step.act) }
  public var closedOn: Day? { stage == .closed ? steps.last!.step.on : nil }
  /// From noticed to closed, or to a day.
  public func age(on day: Day) -> Int { (closedOn ?? day).ordinal - noticedOn.ordinal }
}

/// 办理状态: how an item stands in the loop, without who did what.
public struct ItemState: Sendable, Equatable {
  public var key: ItemKey
  public var area: Area
  /// What the key's subject is called; empty where its id says it.
  public var title: String
  /// The last thing done, and when.
  public var act: ItemAct
  public var lastOn: Day
  public var first: Day
  public var noticedOn: Day
  public var due: Day?
  public var closedOn: Day?
  /// How often it came back within twelve months.
  public var repeats: Int
  public var hasEvidence: Bool

  public init(
    key: ItemKey, area: Area, title: String = "", act: ItemAct, lastOn: Day, first: Day, noticedOn: Day,
    due: Day? = nil, closedOn: Day? = nil, repeats: Int = 0, hasEvidence: Bool = false
  ) {
    self.key = key
    self.area = area
    self.title = title
    self.act = act
    self.lastOn = lastOn
    self.first = first
    self.noticedOn = noticedOn
    self.due = due
    self.closedOn = closedOn
    self.repeats = repeats
    self.hasEvidence = hasEvidence
  }

  public var stage: ItemStage { ItemStage(after: act) }
  public var isOpen: Bool { stage != .closed }
  /// Days that the date is over, below zero while it is not; nil where none runs.
  public func daysOver(on day: Day) -> Int? {
    guard stage == .notified || stage == .failed, let due else { return nil }
    return day.ordinal - due.ordinal
  }

  public func isOverdue(on day: Day) -> Bool { daysOver(on: day).map { $0 > 0 } ?? false }
  public func age(on day: Day) -> Int { (closedOn ?? day).ordinal - noticedOn.ordinal }
}
