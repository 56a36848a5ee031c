#if canImport(Glibc)
  import Glibc
#else
  import Foundation
#endif

/// 判定: how a reading stands against the target of the plan in use, on the last day of its period.
public struct Judgement: Sendable, Equatable {
  /// nil where there is neither a figure nor a return due.
  public var status: Status?
  public var applied: AppliedTarget?
  /// Points behind the path, negative when ahead; nil where no path applies.
  public var lag: Double?
  /// Progress and expected progress from 0 (baseline) to 1 (target); nil where no path applies.
  public var progress: Double?
  public var expectedProgress: Double?
  /// 序时应达: the value the path has on the day, in the indicator's unit; nil where no path applies.
  public var expectedValue: Double?
  public var need: Need?
  /// 样本未见不合格: met on a sample without a failure, which proves less than 达标.
  public var isCleanSample: Bool
  /// The value lies above the target's range.
  public var isAboveRange: Bool
  /// 年内累计: a total of a year that has not closed, held against the share of the year that is over.
  public var isYearToDate: Bool

  public init(
    status: Status?, applied: AppliedTarget?, lag: Double? = nil, progress: Double? = nil,
    expectedProgress: Double? = nil, expectedValue: Double? = nil, need: Need? = nil, isCleanSample: Bool = false,
    isAboveRange: Bool = false, isYearToDate: Bool = false
  ) {
    self.status = status
    self.applied = applied
    self.lag = lag
    self.progress = progress
    self.expectedProgress = expectedProgress
    self.expectedValue = expectedValue
    self.need = need
    self.isCleanSample = isCleanSample
    self.isAboveRange = isAboveRange
    self.isYearToDate = isYearToDate
  }

  /// What closes the gap.
  public enum Need: Sendable, Equatable {
    /// So many whole units more: outlets, villages, stations.
    case units(Int)
    /// So many points of a share, rounded up to the indicator's decimals and at least to a tenth.
    case points(Amount)
    /// So much in the indicator's own unit, rounded up in the same way.
    case amount(Amount)
  }
}

extension Indicator {
  /// Judges a reading. Whole numbers decide: numerators and denominators are compared, not rounded ratios.
  ///
  /// The day of judgement is the last of the period; after a deadline the value decides between met and missed. A total
  /// of a year is judged on the year; before its December it is held against the path's share of the year.
  public func judge(_ reading: Reading, lens: Lens, period: Period, settings: Settings) -> Judgement {
    let day = period.lastDay
    let applied = lens.target(for: self, on: day)
    var verdict = Judgement(status: nil, applied: applied)
    guard let ratio = reading.ratio else {
      switch reading.absence {
      case .notReported, .notGiven: verdict.status = .notReported
      case .notApplicable: verdict.status = .notApplicable
      case .noStandard: verdict.status = id == Indicator.gap ? .noTarget : .notApplicable
      default: verdict.status = nil
      }
      return verdict
    }
    guard let target = applied?.target, let bound = target.bound else {
      verdict.status = .noTarget
      return verdict
    }
    var isMet = target.isReached(by: ratio)
    if id == Indicator.density, let gap = reading.gap, gap.outlets > 0 { isMet = false }
    // A ceiling on a total is kept only when the year is over.
    let running = kind == .yearly ? reading.stockMonth.flatMap { $0.month < 12 ? $0 : nil } : nil
    if isMet, running == nil || !target.isCeiling {
      verdict.status = .met
      verdict.isCleanSample = reading.isSample && ratio.numerator == ratio.denominator
      if target.minimum != nil, let maximum = target.maximum { verdict.isAboveRange = !ratio.isAtMost(maximum) }
      return verdict
    }
    verdict.need = need(of: reading, ratio: ratio, target: target, bound: bound)
    if let running {
      judgeYearToDate(&verdict, value: ratio.value, target: target, month: running, settings: settings)
      return verdict
    }
    if let deadline = target.deadline, day > deadline {
      verdict.status = .missed
      return verdict
    }
    guard let schedule = target.schedule(value: ratio.value, on: day) else {
      verdict.status = .short
      return verdict
    }
    verdict.expectedValue = schedule.value
    verdict.setProgress(schedule.progress, of: schedule.expected, settings: settings)
    return verdict
  }

  /// A total of a running year: the share of the year's own target against the share of the year that is over. Without
  /// a path to take that target from it is short until its deadline; a duty of every year has the year for its path.
  private func judgeYearToDate(
    _ verdict: inout Judgement, value: Double, target: Target, month: Month, settings: Settings
  ) {
    verdict.isYearToDate = true
    // After the deadline there is only met and missed, and of a year that runs neither can be said yet.
    if let deadline = target.deadline, month.year > deadline.year { return }
    let wanted: Double?
    if target.baseline != nil {
      wanted = target.expectedValue(on: Day(month.year, 12, 31)!)
    } else {
      wanted = target.deadline == nil ? target.bound?.number : nil
    }
    guard let wanted, wanted > 0, !target.isCeiling else {
      verdict.status = .short
      return
    }
    var expected = wanted * Double(month.month) / 12
    // Of what comes in whole units a part of one is not due: a meeting a year is due at its end.
    if decimals == 0, !unit.isRate { expected = expected.rounded(.down) }
    verdict.expectedValue = expected
    verdict.setProgress(value / wanted, of: expected / wanted, settings: settings)
  }

  private func need(of reading: Reading, ratio: Ratio, target: Target, bound: Amount) -> Judgement.Need? {
    if id == Indicator.density || id == Indicator.gap {
      // A gap of none over some of the parts says nothing of the others.
      return reading.gap.flatMap { $0.outlets > 0 ? .units($0.outlets) : nil }
    }
    if let whole = reading.whole, target.minimum != nil {
      return .units(max(0, Ratio.needed(for: bound, of: whole, scale: scale) - ratio.numerator))
    }
    // Rounded up, so that closing it does close it; a bound that itself does not do asks for one step more.
    let step = Int128(Ratio.micro(ofDecimals: max(unit == .percent ? 1 : 0, decimals)))
    let distance =
      Int128(bound.micro) * Int128(ratio.denominator) - Int128(ratio.numerator) * Int128(ratio.scale) * 1_000_000
    let magnitude = distance < 0 ? -distance : distance
    let one = Int128(ratio.denominator) * step
    var steps = (magnitude + one - 1) / one
    if target.isExclusive, steps * one == magnitude { steps += 1 }
    let amount = Amount(micro: Int(steps * step))
    return unit == .percent ? .points(amount) : .amount(amount)
  }
}

extension Judgement {
  fileprivate mutating func setProgress(_ progress: Double, of expected: Double, settings: Settings) {
    self.progress = progress
    expectedProgress = expected
    let lag = ((expected - progress) * 100_000_000).rounded() / 1_000_000
    self.lag = lag
    status = settings.status(behind: lag)
  }
}

extension Settings {
  /// The light of a figure so many points behind its path.
  public func status(behind lag: Double) -> Status {
    lag <= behindBound ? .onSchedule : lag <= farBehindBound ? .behind : .farBehind
  }
}

extension Target {
  /// Progress and expected progress on a day (序时进度): `(value - baseline) / (target - baseline)`, and the same of the
  /// path, with the path's own value. nil without a baseline, with one equal to the target, or without a date.
  public func schedule(value: Double, on day: Day) -> (progress: Double, expected: Double, value: Double)? {
    guard let start = baseline?.number, let end = bound?.number, start != end, deadline != nil, baselineYear != nil,
      let wanted = expectedValue(on: day)
    else { return nil }
    return ((value - start) / (end - start), (wanted - start) / (end - start), wanted)
  }

  /// 序时应达: the path's value on a day; the target itself from the deadline on. nil where there is no path.
  public func expectedValue(on day: Day) -> Double? {
    guard let start = baseline?.number, let end = bound?.number, let deadline, let baselineYear,
      let first = Day(baselineYear, 12, 31), first < deadline
    else { return nil }
    let elapsed = min(1, max(0, Double(day.ordinal - first.ordinal) / Double(deadline.ordinal - first.ordinal)))
    if elapsed >= 1 { return end }
    switch path ?? .linear {
    case .step: return start
    case .linear: return start + (end - start) * elapsed
    case .compound:
      guard start > 0, end > 0 else { return nil }
      // By years, so that each year's end has exactly the growth of a year.
      let years = day.yearFraction - first.yearFraction
      return start * pow(end / start, max(0, years) / (deadline.yearFraction - first.yearFraction))
    case .milestones:
      return milestones.last { Day($0.year, 12, 31)! <= day }?.value.number ?? start
    }
  }

  /// What the path expects of a month: of a total of the year the share of the year that is then over. nil where there is
  /// no path, and before the baseline.
  public func expectedValue(at month: Month, kind: Indicator.Kind) -> Double? {
    guard let baselineYear, month.year > baselineYear else { return nil }
    guard kind == .yearly else { return expectedValue(on: month.lastDay) }
    return expectedValue(on: Day(month.year, 12, 31)!).map { $0 * Double(month.month) / 12 }
  }

  /// The growth in percent a year that leads from the baseline to the target; nil without both and a date.
  public var recomputedGrowth: Double? {
    guard let start = baseline?.number, let end = bound?.number, start > 0, end > 0, let deadline, let baselineYear,
      deadline.year > baselineYear
    else { return nil }
    return (pow(end / start, 1 / Double(deadline.year - baselineYear)) - 1) * 100
  }
}
