/// 推算: how a figure goes on if it keeps the pace of its last months: a straight line by the mean of their steps, and
/// how far it may stray from it. The drift method (Hyndman and Athanasopoulos, Forecasting: Principles and Practice,
/// 3rd edition, sections 5.2 and 5.5).
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
  /// How many steps they are made of; fewer than the months where some have no figure.
  public var steps: Int
  /// The standard deviation of one month's step, from how the steps differ; 0 of an even line.
  public var deviation: Double
  /// What the figure cannot exceed: 100 of a share.
  public var ceiling: Double?

  /// Of a hundred, how often the figure is meant to lie between the two edges.
  public static let confidence = 80
  /// The 90 % quantile of Student's t by degrees of freedom, from 1: between it and its negative lie 80 %.
  private static let quantiles = [3.077684, 1.885618, 1.637744, 1.533206, 1.475884]

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
    let mean = (last.ratio!.value - first.ratio!.value) / Double(months)
    step = mean
    steps = used.count - 1
    // A step over several months varies by as many as it spans.
    let squares = zip(used, used.dropFirst()).reduce(0.0) { sum, pair in
      let span = Double(pair.1.month.index - pair.0.month.index)
      let stray = pair.1.ratio!.value - pair.0.ratio!.value - mean * span
      return sum + stray * stray / span
    }
    deviation = steps > 1 ? (squares / Double(steps - 1)).squareRoot() : 0
    ceiling = indicator.unit.isShare ? 100 : nil
  }

  /// What it comes to in a month; never below zero nor above what a share can be.
  public func value(at month: Month) -> Double {
    max(0, min(ceiling ?? .infinity, value + step * Double(month.index - start.index)))
  }

  /// How far from the line the figure may be in a month, up or down, in the indicator's unit: what single months add,
  /// and that their mean is only known from so many. nil where there is but one step to tell it from.
  public func stray(at month: Month) -> Double? {
    guard steps > 1 else { return nil }
    let ahead = Double(max(0, month.index - start.index))
    let quantile = Self.quantiles[min(steps - 1, Self.quantiles.count) - 1]
    return quantile * deviation * (ahead + ahead * ahead / Double(months)).squareRoot()
  }

  /// When a target is reached at the upper and at the lower edge; for one that is a ceiling the other way round.
  public struct Reach: Sendable, Equatable {
    /// nil: not within ten years.
    public var earliest: Month?
    public var latest: Month?
  }

  /// The first months in which the edges reach a target's bound; nil where the figure has reached it already or nothing
  /// is known of how it strays.
  public func reach(of target: Target) -> Reach? {
    guard let bound = target.bound?.number, steps > 1, !isReached(value, bound, target) else { return nil }
    func first(_ sign: Double) -> Month? {
      (start.advanced(by: 1)...start.advanced(by: Self.farthest)).first { month in
        let edge = value + step * Double(month.index - start.index) + sign * (stray(at: month) ?? 0)
        return isReached(max(0, min(ceiling ?? .infinity, edge)), bound, target)
      }
    }
    let better: Double = target.isCeiling ? -1 : 1
    return Reach(earliest: first(better), latest: first(-better))
  }

  /// Months looked ahead: ten years.
  private static let farthest = 120

  private func isReached(_ value: Double, _ bound: Double, _ target: Target) -> Bool {
    // A line meets its target where it meets it, and not a rounding later.
    let slack = max(1, abs(bound)) * 1e-9
    return target.isCeiling ? value <= bound + slack : value >= bound - slack
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
    func isReached(_ value: Double) -> Bool { self.isReached(value, bound, target) }
    let deadline = target.deadline.map(Month.init)
    if isReached(value) {
      let last = deadline.map { max($0, start) } ?? start.advanced(by: 12)
      guard last > start, let lost = (start.advanced(by: 1)...last).first(where: { !isReached(self.value(at: $0)) })
      else { return .keeps }
      return .loses(lost)
    }
    guard
      let month = (start.advanced(by: 1)...start.advanced(by: Self.farthest)).first(where: {
        isReached(self.value(at: $0))
      })
    else { return .never }
    if let deadline, month > deadline { return .late(month) }
    return .reaches(month)
  }
}

extension Forecast {
  /// At this pace the target of a figure is not met in time.
  public func isTooSlow(for figure: Figure) -> Bool {
    switch figure.judgement.applied.flatMap({ outcome(of: $0.target) }) {
    case .late?, .never?: true
    default: false
    }
  }
}
