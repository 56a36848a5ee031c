import PostalModel
import Testing

/// 序时进度: paths, totals of a year, ceilings, ranges, and the time before, on and after a deadline.
@Suite struct ScheduleTests {
  private static let county = AreaCode("5205")!
  private let settings = Settings()

  private static func indicator(
    _ unit: Indicator.Unit, _ kind: Indicator.Kind, isHigher: Bool = true, decimals: Int = 2
  ) -> Indicator {
    Indicator(
      id: "x", zh: "甲", en: "A", panel: "scale", form: .figures, unit: unit, scale: unit.scale, numerator: [],
      denominator: [], kind: kind, higherIsBetter: isHigher, decimals: decimals)
  }

  private func figure(_ value: Double, _ indicator: Indicator, _ target: Target, _ period: String) -> Figure {
    let period = Period(period)!
    var sums = AreaSums(
      area: Area(id: Self.county.number, code: Self.county, name: "毕节市"),
      stockMonth: period.stockMonth(today: Day("2030-01-15")!))
    sums.figures["x"] = FigureSum(value: Amount(value))
    let plan = Plan(id: "p", area: Self.county, zh: "方案", en: "plan")
    return plan.judge(
      target, indicator: indicator, sums: sums, isBorrowed: false, period: period, today: Day("2030-01-15")!,
      settings: settings)
  }

  // 西双版纳规划 附表 行6: 1455.56 in 2020 to 6526.73 in 2025.
  private let volume = Target(
    id: "v", indicator: "x", minimum: Amount(micro: 6_526_730_000), unit: "parcels10k",
    baseline: Amount(micro: 1_455_560_000), baselineYear: 2020, path: .compound, growth: Amount(35),
    deadline: Day("2025-12-31"), binding: .whole)
  private let yearly = indicator(.parcels10k, .yearly)

  @Test func thePlansOwnGrowthIsThePathOfItsYears() throws {
    // At 35 % a year 3,581 are due in 2023; a straight line would ask for 4,498.
    let expected = try #require(volume.expectedValue(on: Day("2023-12-31")!))
    #expect((3_580...3_582).contains(expected))
    #expect(figure(3_600, yearly, volume, "2023").status == .onSchedule)
    var straight = volume
    straight.path = .linear
    let line = figure(3_600, yearly, straight, "2023")
    let lag = try #require(line.judgement.lag)
    #expect(line.status == .behind && (17.5...18).contains(lag))
  }

  @Test func aRunningYearIsHeldAgainstItsShareOfThePath() throws {
    let half = figure(1_700, yearly, volume, "2023-06")
    #expect(half.judgement.isYearToDate && half.status == .onSchedule)
    let expected = try #require(half.judgement.expectedValue)
    #expect((1_789...1_791).contains(expected))
    #expect(figure(1_000, yearly, volume, "2023-06").status == .behind)
    #expect(figure(500, yearly, volume, "2023-06").status == .farBehind)
    // The end value reached before the year is over is reached.
    #expect(figure(6_600, yearly, volume, "2025-11").status == .met)
  }

  @Test func aTotalIsMissedOnlyWhenItsYearHasClosed() {
    #expect(figure(6_100, yearly, volume, "2025").status == .onSchedule)
    #expect(figure(6_000, yearly, volume, "2026").status == .missed)
    #expect(figure(6_600, yearly, volume, "2026").status == .met)
    // Of a later year that still runs neither can be said, unless the value is reached already.
    #expect(figure(3_300, yearly, volume, "2026-06").status == nil)
    #expect(figure(6_600, yearly, volume, "2026-06").status == .met)
  }

  @Test func withoutABaselineATotalIsShortUntilItsDeadline() {
    var bare = volume
    (bare.baseline, bare.baselineYear, bare.path) = (nil, nil, nil)
    let running = figure(3_000, yearly, bare, "2025-06")
    #expect(running.status == .short && running.judgement.lag == nil)
    #expect(figure(6_000, yearly, bare, "2025").status == .short)
    #expect(figure(6_000, yearly, bare, "2026").status == .missed)
  }

  @Test func aDutyOfEveryYearHasTheYearForItsPath() {
    let trained = Target(id: "t", indicator: "x", minimum: Amount(500), unit: "persons")
    let persons = Self.indicator(.persons, .yearly, decimals: 0)
    #expect(figure(260, persons, trained, "2024-06").status == .onSchedule)
    #expect(figure(60, persons, trained, "2024-06").status == .farBehind)
    #expect(figure(499, persons, trained, "2024").status == .short)
    #expect(figure(500, persons, trained, "2024").status == .met)
    #expect(figure(499, persons, trained, "2024").judgement.need == .amount(Amount(1)))
  }

  // 西双版纳规划 附表 行19: below 0.8 to below 0.5.
  private let delay = Target(
    id: "d", indicator: "x", maximum: Amount(micro: 500_000), baseline: Amount(micro: 800_000), baselineYear: 2020,
    path: .linear, deadline: Day("2025-12-31"), isExclusive: true)
  private let rate = indicator(.percent, .stock, isHigher: false)

  @Test func lowerIsBetter() throws {
    #expect(figure(0.49, rate, delay, "2023-12").status == .met)
    // In the middle of 2023 half of the way is due: 0.65.
    let middle = figure(0.65, rate, delay, "2023-06")
    let lag = try #require(middle.judgement.lag)
    #expect(middle.status == .onSchedule && abs(lag) < 0.5)
    #expect(figure(0.72, rate, delay, "2023-06").status == .behind)
    #expect(figure(0.78, rate, delay, "2023-06").status == .farBehind)
    #expect(figure(0.82, rate, delay, "2023-06").status == .farBehind)
    #expect(figure(0.6, rate, delay, "2026-01").status == .missed)
    #expect(figure(0.6, rate, delay, "2026-01").judgement.need == .points(Amount(micro: 110_000)))
  }

  @Test func aBoundThatDoesNotCountItselfIsNotReachedByIt() {
    let at = figure(0.5, rate, delay, "2026-01")
    #expect(at.status == .missed && at.judgement.need == .points(Amount(micro: 10_000)))
    var plain = delay
    plain.isExclusive = false
    #expect(figure(0.5, rate, plain, "2026-01").status == .met)
    #expect(delay.text == "<0.5" && plain.text == "≤0.5")
  }

  @Test func beforeOnAndAfterTheDeadline() {
    let standing = Target(
      id: "s", indicator: "x", minimum: Amount(100), baseline: Amount(0), baselineYear: 2022, path: .linear,
      deadline: Day("2025-06-30"))
    let share = Self.indicator(.percent, .stock, decimals: 1)
    #expect(figure(82, share, standing, "2025-03").status == .onSchedule)
    #expect(figure(80, share, standing, "2025-05").status == .behind)
    #expect(figure(80, share, standing, "2025-06").status == .behind)
    #expect(figure(80, share, standing, "2025-07").status == .missed)
    #expect(figure(100, share, standing, "2025-07").status == .met)
    #expect(figure(80, share, standing, "2025-06").verdict.status == .missed)
    #expect(figure(100, share, standing, "2025-06").verdict.status == .met)
  }

  @Test func rangesAreMetFromTheirLowerEnd() {
    let projects = Target(id: "p", indicator: "x", minimum: Amount(2), maximum: Amount(5), unit: "count")
    let count = Self.indicator(.count, .stock, decimals: 0)
    #expect(figure(1, count, projects, "2025-06").status == .short)
    #expect(figure(2, count, projects, "2025-06").status == .met)
    let above = figure(6, count, projects, "2025-06")
    #expect(above.status == .met && above.judgement.isAboveRange)
  }

  @Test func yearlyStepsArePathOrNextDue() throws {
    var steps = Target(
      id: "m", indicator: "x", minimum: Amount(8), unit: "count", path: .milestones, deadline: Day("2025-12-31"),
      milestones: [
        .init(year: 2023, value: Amount(2)), .init(year: 2024, value: Amount(4)), .init(year: 2025, value: Amount(8)),
      ])
    let count = Self.indicator(.count, .stock, decimals: 0)
    // Without a baseline the step due next is in force.
    #expect(figure(2, count, steps, "2023-06").status == .met)
    let next = figure(2, count, steps, "2024-06")
    #expect(next.status == .short && next.judgement.applied?.target.minimum == Amount(4))
    #expect(figure(4, count, steps, "2025-06").judgement.applied?.target.minimum == Amount(8))
    #expect(figure(7, count, steps, "2026-01").status == .missed)
    // With one they are a path that holds each step until the next.
    (steps.baseline, steps.baselineYear) = (Amount(0), 2022)
    let path = figure(3, count, steps, "2024-06")
    #expect(path.judgement.expectedValue == 2 && path.status == .onSchedule)
    #expect(figure(2, count, steps, "2024-12").status == .behind)
  }

  @Test func theBoundsAreSettings() {
    var strict = Settings()
    (strict.behindBound, strict.farBehindBound) = (5, 8)
    #expect(strict.status(behind: 5) == .onSchedule && strict.status(behind: 5.01) == .behind)
    #expect(strict.status(behind: 8) == .behind && strict.status(behind: 8.01) == .farBehind)
    #expect(settings.status(behind: 10) == .onSchedule && settings.status(behind: 30) == .behind)
  }
}
