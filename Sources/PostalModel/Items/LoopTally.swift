/// 办理统计: what was done in the loop within some months. Each round of an item counts once for each kind of step.
public struct LoopTally: Sendable, Equatable {
  public var noticed = 0
  /// 通报, 约谈, 责令改正
  public var told = 0
  /// 回头看, and those of them that failed.
  public var checked = 0
  public var failed = 0
  public var closed = 0

  public init(_ histories: [ItemHistory], in months: ClosedRange<Month>) {
    for episode in histories.flatMap(\.episodes) {
      let acts = Set(episode.steps.filter { months.contains(Month($0.step.on)) }.map(\.step.act))
      if acts.contains(.noticed) { noticed += 1 }
      if acts.contains(where: \.tells) { told += 1 }
      if acts.contains(.failed) || acts.contains(.passed) { checked += 1 }
      if acts.contains(.failed) { failed += 1 }
      if acts.contains(.closed) { closed += 1 }
    }
  }
}

/// 办理现状: how the items of a list stand in the loop on a day.
public struct LoopStanding: Sendable, Equatable {
  /// Taken up and not closed.
  public var open = 0
  /// Of these, past the date that was set.
  public var overdue = 0
  /// 复发: lacking again within a year of being closed, taken up anew or not.
  public var back = 0
  public var closed = 0
  /// Days since the oldest open one was noticed; nil where none is open.
  public var oldest: Int?

  public init(_ items: [WorkItem], on day: Day) {
    for item in items {
      if item.isBack { back += 1 }
      if item.isClosed { closed += 1 }
      guard let state = item.state, state.isOpen else { continue }
      open += 1
      if state.isOverdue(on: day) { overdue += 1 }
      oldest = max(oldest ?? 0, state.age(on: day))
    }
  }
}
