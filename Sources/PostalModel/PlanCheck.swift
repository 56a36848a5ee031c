#if canImport(Glibc)
  import Glibc
#else
  import Foundation
#endif

/// 核对: something in a plan that a reader should know before holding anyone to it.
public struct PlanFinding: Sendable, Equatable {
  public enum Kind: String, CaseIterable, Sendable {
    /// A stated growth that the plan's own figures do not come to.
    case growth
    /// Two figures or wordings for one thing.
    case conflict
    /// A figure that cannot be, such as a share above 100 %.
    case impossible
    /// A number without a unit, or one figure in two units.
    case unit
    /// A target without a date.
    case undated
  }

  public var plan: String
  public var kind: Kind
  /// The id of the target, task, rule or fact it is about.
  public var about: String
  /// The clauses, the one in use first.
  public var places: [String]
  public var zh: String
  public var en: String

  public func text(_ language: Language) -> String { language == .zh ? zh : en }
}

extension Plan {
  /// Recomputes what the plan states and tells of everything that does not hold together.
  ///
  /// - Parameter indicators: for the names of what targets are of.
  /// - Returns: in the order of kinds, and within one in the order of the plan.
  public func findings(indicators: [Indicator]) -> [PlanFinding] {
    // What is recomputed here need not be told again by the entry that keeps it.
    let growths = targets.compactMap { growthFinding($0, indicators) } + facts.compactMap(timesFinding)
    let known = Set(growths.map(\.about))
    let kept = conflicts.filter { $0.kind != .arithmetic || !known.contains($0.about) }
    let found =
      growths + kept.map { conflictFinding($0, indicators) } + targets.compactMap { impossibleFinding($0, indicators) }
      + conflicts.compactMap { unitFinding($0, indicators) } + targets.compactMap { unitFinding($0, indicators) }
      + targets.compactMap { undatedFinding($0, indicators) }
    return PlanFinding.Kind.allCases.flatMap { kind in found.filter { $0.kind == kind } }
  }

  private func growthFinding(_ target: Target, _ indicators: [Indicator]) -> PlanFinding? {
    guard let stated = target.growth, let growth = target.recomputedGrowth, let bound = target.bound,
      let baseline = target.baseline, let year = target.baselineYear, let deadline = target.deadline
    else { return nil }
    let decimals = stated.decimals
    guard growth.rounded(to: decimals) != stated, let shown = growth.rounded(to: max(2, decimals)) else { return nil }
    let isCut = growth.cut(to: decimals) == stated
    return PlanFinding(
      plan: id, kind: .growth, about: target.id, places: [target.clause],
      zh:
        "\(target.name(among: indicators, .zh)):年均增长写 \(stated) %,由 \(year) 年 \(baseline) 到 \(deadline.year) 年 \(bound) 重算为 "
        + "\(shown) %\(isCut ? "(系舍去所得)" : ",两者不符")",
      en:
        "\(target.name(among: indicators, .en)): stated growth \(stated) % a year, but \(baseline) in \(year) to \(bound) in "
        + "\(deadline.year) comes to \(shown) %\(isCut ? " (the text cuts it)" : ", which differs")")
  }

  /// A stated multiple over a span of years against the stated growth over the same span.
  private func timesFinding(_ fact: PlanFact) -> PlanFinding? {
    guard let times = fact.times, let growth = fact.growth, let span = fact.span, span > 0 else { return nil }
    let literal: Double
    switch fact.timesWord {
    case let word where word.contains("番"): literal = pow(2, times.number)
    case let word where word.contains("增长"): literal = 1 + times.number
    default: literal = times.number
    }
    let decimals = growth.decimals
    guard let yearly = ((pow(literal, 1 / Double(span)) - 1) * 100).rounded(to: decimals), yearly != growth,
      let multiple = pow(1 + growth.number / 100, Double(span)).rounded(to: 2)
    else { return nil }
    return PlanFinding(
      plan: id, kind: .growth, about: fact.id, places: [fact.clause],
      zh:
        "\(fact.zh):“\(fact.timesWord) \(times)”按字面合年均 \(yearly) %,而年均写 \(growth) %,\(span) 年合为原来的 \(multiple) 倍",
      en:
        "\(fact.en): \"\(fact.timesWord) \(times)\" taken literally is \(yearly) % a year; the stated \(growth) % over "
        + "\(span) years comes to \(multiple) times as much")
  }

  private func conflictFinding(_ conflict: PlanConflict, _ indicators: [Indicator]) -> PlanFinding {
    func sides(_ language: Language) -> String {
      conflict.statements.map { "\($0.clause) \($0.text(language))" }.joined(separator: " / ")
    }
    let others = conflict.statements.map(\.clause).filter { $0 != conflict.used }
    return PlanFinding(
      plan: id, kind: .conflict, about: conflict.about, places: [conflict.used] + others,
      zh: "\(name(ofItem: conflict.about, among: indicators, .zh) ?? conflict.about):\(sides(.zh));采用 \(conflict.used)。"
        + conflict.whyZh,
      en:
        "\(name(ofItem: conflict.about, among: indicators, .en) ?? conflict.about): \(sides(.en)); \(conflict.used) is used. "
        + conflict.whyEn)
  }

  private func impossibleFinding(_ target: Target, _ indicators: [Indicator]) -> PlanFinding? {
    guard target.unit == Indicator.Unit.percent.rawValue, let bound = target.bound else { return nil }
    let hundred = Amount(100)
    guard bound > hundred || (target.isStatedBeyond && bound >= hundred) else { return nil }
    return PlanFinding(
      plan: id, kind: .impossible, about: target.id, places: [target.clause],
      zh:
        "\(target.name(among: indicators, .zh)):写 \(bound) %\(target.isStatedBeyond ? " 以上" : ""),而比率不能超过 100 %;按 100 % 判定",
      en:
        "\(target.name(among: indicators, .en)): \(bound) %\(target.isStatedBeyond ? " and above" : "") is stated, but a share "
        + "cannot exceed 100 %; 100 % is used")
  }

  private func unitFinding(_ conflict: PlanConflict, _ indicators: [Indicator]) -> PlanFinding? {
    let units = conflict.statements.map(\.unit)
    guard Set(units.filter { !$0.isEmpty }).count > 1 else { return nil }
    return PlanFinding(
      plan: id, kind: .unit, about: conflict.about, places: conflict.statements.map(\.clause),
      zh:
        "\(name(ofItem: conflict.about, among: indicators, .zh) ?? conflict.about):单位不一,\(units.joined(separator: "、"))",
      en: "\(name(ofItem: conflict.about, among: indicators, .en) ?? conflict.about): in different units, "
        + units.joined(separator: ", "))
  }

  private func unitFinding(_ target: Target, _ indicators: [Indicator]) -> PlanFinding? {
    guard !target.isUnitStated else { return nil }
    return PlanFinding(
      plan: id, kind: .unit, about: target.id, places: [target.clause],
      zh: "\(target.name(among: indicators, .zh)):文中的 \(target.text) 没有写单位",
      en: "\(target.name(among: indicators, .en)): the text gives \(target.text) without a unit")
  }

  private func undatedFinding(_ target: Target, _ indicators: [Indicator]) -> PlanFinding? {
    guard target.deadline == nil, id != Plan.law else { return nil }
    return PlanFinding(
      plan: id, kind: .undated, about: target.id, places: [target.clause],
      zh: "\(target.name(among: indicators, .zh)) \(target.text):没有写期限,作为常设标准判定,只有达标与未达",
      en: "\(target.name(among: indicators, .en)) \(target.text): no date is given; a standing standard, met or short")
  }
}

extension Amount {
  /// Decimals that it is written with, without trailing zeros.
  var decimals: Int {
    let text = description
    return text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
  }
}

extension Double {
  fileprivate func rounded(to decimals: Int) -> Amount? { amount(to: decimals, .toNearestOrAwayFromZero) }

  fileprivate func cut(to decimals: Int) -> Amount? { amount(to: decimals, .towardZero) }

  /// nil where it is no number, or larger than any figure of a plan.
  private func amount(to decimals: Int, _ rule: FloatingPointRoundingRule) -> Amount? {
    guard isFinite, magnitude < 1e12 else { return nil }
    let power = pow(10, Double(decimals))
    return Amount((self * power).rounded(rule) / power)
  }
}
