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
  public var need: Need?
  /// 样本未见不合格: met on a sample without a failure, which proves less than 达标.
  public var isCleanSample: Bool
  /// The value lies above the target's range.
  public var isAboveRange: Bool

  /// What closes the gap.
  public enum Need: Sendable, Equatable {
    /// So many whole units more: outlets, villages, stations.
    case units(Int)
    /// So many points, rounded up to a tenth.
    case points(Amount)
  }
}

extension Indicator {
  /// Judges a reading. Whole numbers decide: numerators and denominators are compared, not rounded ratios.
  public func judge(_ reading: Reading, lens: Lens, period: Period, settings: Settings) -> Judgement {
    let day = period.lastDay
    let applied = lens.target(for: self, on: day)
    var verdict = Judgement(
      status: nil, applied: applied, lag: nil, progress: nil, expectedProgress: nil, need: nil, isCleanSample: false,
      isAboveRange: false)
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
    var isMet = target.minimum.map(ratio.isAtLeast) ?? target.maximum.map(ratio.isAtMost) ?? false
    if id == Indicator.density, let gap = reading.gap, gap.outlets > 0 { isMet = false }
    if isMet {
      verdict.status = .met
      verdict.isCleanSample = reading.isSample && ratio.numerator == ratio.denominator
      if target.minimum != nil, let maximum = target.maximum { verdict.isAboveRange = !ratio.isAtMost(maximum) }
      return verdict
    }
    verdict.need = need(of: reading, ratio: ratio, target: target, bound: bound)
    if let deadline = target.deadline, day > deadline {
      verdict.status = .missed
      return verdict
    }
    guard let schedule = target.schedule(value: ratio.value, on: day) else {
      verdict.status = .short
      return verdict
    }
    verdict.progress = schedule.progress
    verdict.expectedProgress = schedule.expected
    let lag = ((schedule.expected - schedule.progress) * 100_000_000).rounded() / 1_000_000
    verdict.lag = lag
    verdict.status = lag <= settings.behindBound ? .onSchedule : lag <= settings.farBehindBound ? .behind : .farBehind
    return verdict
  }

  private func need(of reading: Reading, ratio: Ratio, target: Target, bound: Amount) -> Judgement.Need? {
    if id == Indicator.density || id == Indicator.gap {
      // A gap of none over some of the parts says nothing of the others.
      return reading.gap.flatMap { $0.outlets > 0 ? .units($0.outlets) : nil }
    }
    if let whole = reading.whole, target.minimum != nil {
      return .units(max(0, Ratio.needed(for: bound, of: whole, scale: scale) - ratio.numerator))
    }
    // Rounded up to a tenth of a point, so that closing it does close it.
    let distance = Int128(bound.micro) * Int128(ratio.denominator) - Int128(ratio.numerator) * Int128(scale) * 1_000_000
    let magnitude = distance < 0 ? -distance : distance
    let tenth = Int128(ratio.denominator) * 100_000
    return .points(Amount(micro: Int((magnitude + tenth - 1) / tenth) * 100_000))
  }
}

extension Target {
  /// Progress and expected progress on a day (序时进度): `(value - baseline) / (target - baseline)`, and the same of the
  /// path. nil without a baseline, with one equal to the target, or without a date.
  public func schedule(value: Double, on day: Day) -> (progress: Double, expected: Double)? {
    guard let start = baseline?.number, let end = bound?.number, start != end, let deadline, let baselineYear,
      let first = Day(baselineYear, 12, 31), first < deadline
    else { return nil }
    let elapsed = min(1, max(0, Double(day.ordinal - first.ordinal) / Double(deadline.ordinal - first.ordinal)))
    let expected: Double
    switch path ?? .linear {
    case .step: expected = elapsed >= 1 ? 1 : 0
    case .linear: expected = elapsed
    case .compound:
      guard start > 0, end > 0 else { return nil }
      expected = (start * pow(end / start, elapsed) - start) / (end - start)
    }
    return ((value - start) / (end - start), expected)
  }
}
