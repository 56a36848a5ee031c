/// All plans at hand, and the law below them.
public struct PlanBook: Sendable, Equatable {
  public var plans: [Plan]
  public var law: Plan?

  public init(plans: [Plan], law: Plan?) {
    self.plans = plans
    self.law = law
  }

  public func plan(_ id: String) -> Plan? { id == Plan.law ? law : plans.first { $0.id == id } }

  /// The plans of the nearest area of a chain that has any, as they are in force on a day: a successor takes over from
  /// its first day and stands before the plans that ended, which still hold what it sets nothing for.
  ///
  /// - Parameter chain: the area's code and those above it, from the area itself upwards.
  /// - Returns: the latest begun first. Where none has begun yet, the first to come.
  public func homes(of chain: [AreaCode], on day: Day) -> [Plan] {
    for code in chain {
      let all = plans.filter { $0.area == code }
      guard !all.isEmpty else { continue }
      let begun = all.filter { $0.from.map { $0 <= day } ?? true }
      guard !begun.isEmpty else { return [all.min { ($0.from ?? day) < ($1.from ?? day) }!] }
      return begun.enumerated().sorted { left, right in
        switch (left.element.from, right.element.from) {
        case (let a?, let b?): a == b ? left.offset < right.offset : a > b
        // Without a first day it is meant to hold now.
        case (.some, nil): false
        case (nil, .some): true
        case (nil, nil): left.offset < right.offset
        }
      }.map(\.element)
    }
    return []
  }

  /// The plan of the nearest area of a chain on a day.
  public func home(of chain: [AreaCode], on day: Day) -> Plan? { homes(of: chain, on: day).first }

  /// What judges an area on a day: its own plans, or `borrowed` where one is named, and the law below.
  ///
  /// - Parameter chain: the area's code and those above it, from the area itself upwards.
  public func lens(for chain: [AreaCode], on day: Day, borrowing borrowed: String? = nil) -> Lens {
    let homes = homes(of: chain, on: day)
    guard let borrowed, let chosen = plan(borrowed), chosen.id != homes.first?.id else {
      return Lens(area: chain.first, plans: homes, law: law, isBorrowed: false)
    }
    // An area's own plan, one that has ended too, is not borrowed; nor is the law.
    let isOwn = homes.contains { $0.id == chosen.id } || chosen.id == Plan.law
    return Lens(
      area: chain.first, plans: chosen.id == Plan.law ? [] : [chosen], law: law, isBorrowed: !isOwn)
  }

  /// The least densities that plans set, in ascending order: the standards gaps are counted against.
  public var densityStandards: [Amount] {
    Array(Set(plans.flatMap(\.targets).filter { $0.indicator == Indicator.density }.compactMap(\.minimum))).sorted()
  }
}

/// 规划视角: the plans an area is judged by, and the law where they set no number of their own.
public struct Lens: Sendable, Equatable {
  public var area: AreaCode?
  /// The plan in force, then those it succeeded.
  public var plans: [Plan]
  public var law: Plan?
  public var isBorrowed: Bool

  public init(area: AreaCode?, plans: [Plan], law: Plan?, isBorrowed: Bool) {
    self.area = area
    self.plans = plans
    self.law = law
    self.isBorrowed = isBorrowed
  }

  /// The plan in force.
  public var plan: Plan? { plans.first }
  /// The list a village station must have, of the latest plan that has one.
  public var stationStandard: StationStandard? { plans.lazy.compactMap(\.stationStandard).first }

  /// The target for an indicator on a day; nil: no target, which is never green.
  public func target(for indicator: Indicator, on day: Day) -> AppliedTarget? {
    let isGap = indicator.id == Indicator.gap
    return target(for: isGap ? Indicator.density : indicator.id, on: day, isGap: isGap)
  }

  private func target(for indicator: String, on day: Day, isGap: Bool = false) -> AppliedTarget? {
    for plan in plans {
      if let found = plan.applied(for: indicator, on: day, isBorrowed: isBorrowed, isGap: isGap), binds(found, of: plan)
      {
        return found
      }
    }
    if let law, let found = law.applied(for: indicator, on: day, isBorrowed: false, isGap: isGap), binds(found, of: law)
    {
      return found
    }
    return nil
  }

  /// The least density in force, which gaps are counted against.
  public func densityStandard(on day: Day) -> Amount? { target(for: Indicator.density, on: day)?.target.minimum }

  private func binds(_ applied: AppliedTarget, of plan: Plan) -> Bool {
    // A total of one area is no measure of another.
    applied.target.binding == .each || plan.area == nil || plan.area == area
  }
}

/// A target with the plan it was taken from.
///
/// By reference: it is larger than all else of a figure, and most figures have none.
public final class AppliedTarget: Sendable, Equatable {
  public let plan: String
  public let zh: String
  public let en: String
  public let target: Target
  /// 借用: from a plan that is not the area's own.
  public let isBorrowed: Bool

  public init(plan: String, zh: String, en: String, target: Target, isBorrowed: Bool) {
    self.plan = plan
    self.zh = zh
    self.en = en
    self.target = target
    self.isBorrowed = isBorrowed
  }

  /// 法定: from the law below every plan.
  public var isStatutory: Bool { plan == Plan.law }
  public func planName(_ language: Language) -> String { language == .zh ? zh : en }

  public static func == (left: AppliedTarget, right: AppliedTarget) -> Bool {
    left === right
      || left.plan == right.plan && left.zh == right.zh && left.en == right.en && left.target == right.target
        && left.isBorrowed == right.isBorrowed
  }
}
