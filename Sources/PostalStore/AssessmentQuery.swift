import PostalModel

extension PostalStore {
  /// 考核: the parts of an area scored, with their ranks of the period before.
  ///
  /// - Parameter borrowed: the plan used as the measure in place of the areas' own.
  /// - Returns: nil where there is no such area.
  public func assess(
    _ assessment: Assessment, of code: AreaCode, period: Period, borrowing borrowed: String? = nil, plans: PlanBook,
    indicators: [Indicator], today: Day
  ) throws -> AssessmentBoard? {
    let scored = indicators.filter { assessment.indicators.contains($0.id) }
    func ground(_ period: Period) throws -> AssessmentGround? {
      guard
        let board = try board(
          at: code, period: period, borrowing: borrowed, plans: plans, indicators: scored, today: today),
        let area = board.area
      else { return nil }
      var ground = AssessmentGround(area: area, period: period, rows: board.rows, today: today)
      let wants = assessment.lines.map(\.subject)
      if wants.contains(where: { if case .returns = $0 { true } else { false } }) {
        ground.returns = try completeness(of: code, months: period.months, today: today)
      }
      if wants.contains(where: { if case .items = $0 { true } else { false } }) {
        let terms = RegisterTerms(law: plans.law, settings: settings)
        ground.overdue = try read { db in
          let query = OverdueQuery(db: db, day: board.itemDay, terms: terms)
          return Dictionary(
            try board.rows.map { ($0.area.code, try query.keys(below: $0.area)) },
            uniquingKeysWith: { first, _ in first })
        }
      }
      return ground
    }
    guard let now = try ground(period) else { return nil }
    let earlier = period.moved(by: -1)
    return AssessmentBoard(assessment, now: now, before: earlier.isInReach ? try ground(earlier) : nil)
  }
}
