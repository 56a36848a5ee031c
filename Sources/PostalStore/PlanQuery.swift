import PostalModel

extension PostalStore {
  /// How the plans of a place stand: those in force for an area with the ones they succeeded and the law below, at the
  /// top each plan for its own area.
  ///
  /// - Parameters:
  ///   - period: nil for the newest month with a return, else the last closed month.
  ///   - borrowed: the plan used as the measure in place of the areas' own.
  /// - Returns: in order of precedence; none where there is no such area.
  public func planStandings(
    at code: AreaCode?, period: Period?, borrowing borrowed: String?, plans: PlanBook, indicators: [Indicator],
    today: Day
  ) throws -> [PlanStanding] {
    let period = try period ?? Period(facts().lastMonth ?? Month(today).advanced(by: -1))
    let day = period.lastDay
    var found = try read { db in
      if let code { return try standings(of: code, period, borrowed, plans, indicators, today, db) }
      var all: [PlanStanding] = []
      var seen: Set<Int> = []
      for area in plans.plans.compactMap(\.area) where seen.insert(area.number).inserted {
        all += try standings(of: area, period, borrowed, plans, indicators, today, db).filter { $0.plan.id != Plan.law }
      }
      return all
    }
    // The tasks of a borrowed plan are another area's: they bind nobody here.
    for place in found.indices where !found[place].plan.tasks.isEmpty && !found[place].isBorrowed {
      let plan = found[place].plan
      let progress = Dictionary(grouping: try taskProgress(plan: plan.id, until: day), by: \.entry.task)
      found[place].tasks = plan.tasks.map { task in
        plan.standing(of: task, progress: progress[task.id] ?? [], on: day, settings: settings)
      }
    }
    return found
  }

  private func standings(
    of code: AreaCode, _ period: Period, _ borrowed: String?, _ plans: PlanBook, _ indicators: [Indicator],
    _ today: Day, _ db: Database
  ) throws -> [PlanStanding] {
    guard let area = try Self.area(code.number, db) else { return [] }
    let chain = [area.code] + (try Self.ancestors(of: area, db)).reversed().map(\.code)
    let lens = plans.lens(for: chain, on: period.lastDay, borrowing: borrowed)
    var sums = SumsCache(db: db, today: today, indicators: indicators)
    // What a plan sets stands in place of what the plans it succeeded, and the law, set for the same.
    var taken: Set<String> = []
    return try (lens.plans + (lens.law.map { [$0] } ?? [])).map { plan in
      let isBorrowed = lens.isBorrowed && plan.id != Plan.law
      let own = plan.targets.filter { !taken.contains($0.indicator) }
      taken.formUnion(own.map(\.indicator))
      let targets = try own.map { target in
        try standing(
          of: target, plan, area, isBorrowed, isWithin: plan.area.map(chain.contains) ?? true, period, indicators,
          today,
          &sums, db)
      }
      return PlanStanding(plan: plan, area: area, isBorrowed: isBorrowed, targets: targets, tasks: [])
    }
  }

  private func standing(
    of target: Target, _ plan: Plan, _ area: Area, _ isBorrowed: Bool, isWithin: Bool, _ period: Period,
    _ indicators: [Indicator], _ today: Day, _ sums: inout SumsCache, _ db: Database
  ) throws -> TargetStanding {
    guard let indicator = indicators.first(where: { $0.id == target.indicator }) else {
      return TargetStanding(target: target, figure: nil)
    }
    // A total of the plan's area is told to its parts as that of the whole; to others it says nothing.
    let isOfWhole = target.binding == .whole && plan.area != nil && plan.area != area.code
    guard !isOfWhole || isWithin else { return TargetStanding(target: target, figure: nil) }
    var place = area
    if isOfWhole, let code = plan.area, let whole = try Self.area(code.number, db) { place = whole }
    func judged(_ period: Period) throws -> Figure {
      plan.judge(
        target, indicator: indicator, sums: try sums.sums(of: place, period), isBorrowed: isBorrowed, period: period,
        today: today, settings: settings)
    }
    var standing = TargetStanding(target: target, figure: try judged(period), isOfWhole: isOfWhole)
    if let deadline = target.deadline, deadline < period.lastDay {
      standing.atDeadline = try judged(Period(Month(deadline))).verdict
    }
    return standing
  }
}

/// Sums asked for once.
private struct SumsCache {
  private struct Key: Hashable {
    var area: Int
    var period: Period
  }

  let db: Database
  let today: Day
  let indicators: [Indicator]
  private var known: [Key: AreaSums] = [:]

  init(db: Database, today: Day, indicators: [Indicator]) {
    self.db = db
    self.today = today
    self.indicators = indicators
  }

  mutating func sums(of area: Area, _ period: Period) throws -> AreaSums {
    let key = Key(area: area.id, period: period)
    if let found = known[key] { return found }
    let found = try SumsQuery(db: db, period: period, today: today, indicators: indicators).sums(of: [area])[0]
    known[key] = found
    return found
  }
}
