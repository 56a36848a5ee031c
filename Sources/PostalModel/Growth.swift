/// 同比: how a figure compares with the same month of the year before.
public enum Growth: Sendable, Equatable {
  /// Of an amount, in percent.
  case percent(Double)
  /// Of a share, a rate or a score, as a difference in its own unit.
  case difference(Double)
  /// 口径变更: the series has another scope since, so the two are not comparable.
  case broken
}

extension Growth {
  /// From a figure of an indicator to the same of a later month; nil without both, and from an amount that is none.
  public static func from(
    _ before: Ratio?, in first: Month, to now: Ratio?, in last: Month, of indicator: Indicator
  ) -> Growth? {
    guard let now, let before else { return nil }
    if indicator.breaks.contains(where: { $0 > first && $0 <= last }) { return .broken }
    if indicator.unit.isRate || indicator.unit == .score { return .difference(now.value - before.value) }
    guard before.value > 0 else { return nil }
    return .percent((now.value / before.value - 1) * 100)
  }
}

extension Reading {
  /// The growth over the same month of the year before; nil without both figures.
  ///
  /// - Parameter last: the last month of the period, where the figure is of no single month.
  public func growth(of indicator: Indicator, last: Month) -> Growth? {
    let month = stockMonth ?? last
    return Growth.from(yearEarlier, in: month.advanced(by: -12), to: ratio, in: month, of: indicator)
  }
}
