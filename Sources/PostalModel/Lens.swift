/// All plans at hand, and the law below them.
public struct PlanBook: Sendable, Equatable {
  public var plans: [Plan]
  public var law: Plan?

  public init(plans: [Plan], law: Plan?) {
    self.plans = plans
    self.law = law
  }

  public func plan(_ id: String) -> Plan? { id == Plan.law ? law : plans.first { $0.id == id } }

  /// The plan of the nearest area of a chain, given from the area itself upwards.
  public func home(of chain: [AreaCode]) -> Plan? {
    for code in chain {
      if let plan = plans.first(where: { $0.area == code }) { return plan }
    }
    return nil
  }

  /// What judges an area: its own plan, or `borrowed` where one is named, and the law below.
  ///
  /// - Parameter chain: the area's code and those above it, from the area itself upwards.
  public func lens(for chain: [AreaCode], borrowing borrowed: String? = nil) -> Lens {
    let home = home(of: chain)
    let chosen = borrowed.flatMap(plan) ?? home
    return Lens(
      area: chain.first, plan: chosen?.id == Plan.law ? nil : chosen, law: law,
      isBorrowed: chosen != nil && chosen?.id != home?.id && chosen?.id != Plan.law)
  }

  /// The least densities that plans set, in ascending order: the standards gaps are counted against.
  public var densityStandards: [Amount] {
    Array(Set(plans.flatMap(\.targets).filter { $0.indicator == Indicator.density }.compactMap(\.minimum))).sorted()
  }
}

/// 规划视角: the plan an area is judged by, and the law where the plan sets no number of its own.
public struct Lens: Sendable, Equatable {
  public var area: AreaCode?
  public var plan: Plan?
  public var law: Plan?
  public var isBorrowed: Bool

  public init(area: AreaCode?, plan: Plan?, law: Plan?, isBorrowed: Bool) {
    self.area = area
    self.plan = plan
    self.law = law
    self.isBorrowed = isBorrowed
  }

  /// The target for an indicator on a day; nil: no target, which is never green.
  public func target(for indicator: Indicator, on day: Day) -> AppliedTarget? {
    if indicator.id == Indicator.gap {
      // The gap is what the density standard asks for; it is met at none.
      guard var found = target(for: Indicator.density, on: day) else { return nil }
      found.target.indicator = Indicator.gap
      found.target.minimum = nil
      found.target.maximum = Amount(0)
      found.target.unit = Indicator.Unit.outlets.rawValue
      found.target.baseline = nil
      return found
    }
    return target(for: indicator.id, on: day)
  }

  private func target(for indicator: String, on day: Day) -> AppliedTarget? {
    if let plan, let target = plan.target(for: indicator, on: day), target.bound != nil, binds(target, of: plan) {
      return AppliedTarget(plan: plan.id, zh: plan.zh, en: plan.en, target: target, isBorrowed: isBorrowed)
    }
    if let law, let target = law.target(for: indicator, on: day), target.bound != nil, binds(target, of: law) {
      return AppliedTarget(plan: law.id, zh: law.zh, en: law.en, target: target, isBorrowed: false)
    }
    return nil
  }

  /// The least density in force, which gaps are counted against.
  public func densityStandard(on day: Day) -> Amount? { target(for: Indicator.density, on: day)?.target.minimum }

  private func binds(_ target: Target, of plan: Plan) -> Bool {
    target.binding == .each || isBorrowed || plan.area == nil || plan.area == area
  }
}

/// A target with the plan it was taken from.
public struct AppliedTarget: Sendable, Equatable {
  public var plan: String
  public var zh: String
  public var en: String
  public var target: Target
  /// 借用: from a plan that is not the area's own.
  public var isBorrowed: Bool

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
}
