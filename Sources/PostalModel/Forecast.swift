/// 推算: how a figure goes on if it keeps the pace of its last months: a straight line by the mean of their steps.
///
/// The steps are those between the last months that have a whole figure, six at most; partial figures and those before
/// a change of scope are left out. A total of a year begins anew each January and has none.
public struct Forecast: Sendable, Equatable {
  /// The last month with a whole figure, and that figure in the indicator's unit.
  public var start: Month
  public var value: Double
  /// What is added a month.
  public var step: Double
  /// The months from the first figure used to the last.
  public var months: Int
  /// What the figure cannot exceed: 100 of a share.
  public var ceiling: Double?

  /// - Parameter reach: the months with figures that are needed at least.
  /// - Returns: nil where fewer months than that are known, or the last of them is more than three months old.
  public init?(_ trend: Trend, indicator: Indicator, reach: Int = 3) {
    guard indicator.kind != .yearly, let shown = trend.points.last?.month else { return nil }
    let broken = indicator.breaks.filter { $0 <= shown }.max()
    let known = trend.points.filter { point in
      point.ratio != nil && !point.isPartial && broken.map { point.month >= $0 } ?? true
    }
    guard let last = known.last, shown.index - last.month.index <= 3 else { return nil }
    let used = known.filter { last.month.index - $0.month.index <= 6 }
    guard used.count >= max(2, reach), let first = used.first else { return nil }
    start = last.month
    value = last.ratio!.value
    months = last.month.index - first.month.index
    step = (last.ratio!.value - first.ratio!.value) / Double(months)
    ceiling = indicator.unit.isShare ? 100 : nil
  }

  /// What it comes to in a month; never below zero nor above what a share can be.
  public func value(at month: Month) -> Double {
    max(0, min(ceiling ?? .infinity, value + step * Double(month.index - start.index)))
  }

  /// What becomes of a target.
  public enum Outcome: Sendable, Equatable {
    /// It is reached in this month.
    case reaches(Month)
    /// It is reached, but only after the deadline.
    case late(Month)
    /// Not at this pace, or not within ten years.
    case never
    /// It is reached now, and lost in this month before the deadline (within a year where there is none).
    case loses(Month)
    /// It is reached now and stays so.
    case keeps
  }

  /// Held against a target's bound and its deadline.
  public func outcome(of target: Target) -> Outcome? {
    guard let bound = target.bound?.number else { return nil }
    let isCeiling = target.isCeiling
    func isReached(_ value: Double) -> Bool {
      // A line meets its target where it meets it, and not a rounding later.
      let slack = max(1, abs(bound)) * 1e-9
      return isCeiling ? value <= bound + slack : value >= bound - slack
    }
    let deadline = target.deadline.map(Month.init)
    if isReached(value) {
      let last = deadline.map { max($0, start) } ?? start.advanced(by: 12)
      guard last > start, let lost = (start.advanced(by: 1)...last).first(where: { !isReached(self.value(at: $0)) })
      else { return .keeps }
      return .loses(lost)
    }
    guard let month = (start.advanced(by: 1)...start.advanced(by: 120)).first(where: { isReached(self.value(at: $0)) })
    else { return .never }
    if let deadline, month > deadline { return .late(month) }
    return .reaches(month)
  }
}
