import Testing

@testable import PostalModel

@Suite struct ForecastTests {
  static let density = Indicator(
    id: "outlet_density", zh: "密度", en: "Density", panel: "outlets", form: .outlets, unit: .per10k, scale: 10_000,
    numerator: ["outlets"], denominator: ["people"], kind: .stock, decimals: 2)
  static let share = share()

  static func share(kind: Indicator.Kind = .flow, decimals: Int = 1, breaks: [Month] = []) -> Indicator {
    Indicator(
      id: "slim_tape", zh: "胶带", en: "Tape", panel: "packaging", form: .packaging, numerator: ["a"],
      denominator: ["b"], kind: kind, decimals: decimals, breaks: breaks)
  }

  /// Outlets on 384,000 people, month by month up to 2025-06; nil where nothing came.
  private func trend(_ outlets: [Int?], partial: Set<Int> = []) -> Trend {
    Trend(
      area: nil, indicator: "outlet_density",
      points: outlets.enumerated().map { place, count in
        Trend.Point(
          month: Month(2025, 6).advanced(by: place + 1 - outlets.count),
          ratio: count.flatMap { Ratio($0, 384_000, scale: 10_000) }, isPartial: partial.contains(place))
      })
  }

  @Test func twoOutletsAMonthReachTheStandardWhenTheLastOneIsThere() throws {
    let found = try #require(
      Forecast(trend([111, 112, 113, 115, 117, 119, 121, 123]), indicator: Self.density))
    #expect(found.months == 6)
    #expect(abs(found.step * 38.4 - 11.0 / 6) < 1e-9)
    let even = try #require(Forecast(trend([111, 113, 115, 117, 119, 121, 123]), indicator: Self.density))
    let target = Target(id: "d", indicator: "outlet_density", minimum: Amount(4), maximum: Amount(5))
    // 31 outlets are lacking: 16 months.
    #expect(even.outcome(of: target) == .reaches(Month(2026, 10)))
    var dated = target
    dated.deadline = Day(2025, 12, 31)
    #expect(even.outcome(of: dated) == .late(Month(2026, 10)))
  }

  @Test func nothingIsSaidOfFewerThanThreeMonthsNorOfOldOnes() {
    #expect(Forecast(trend([nil, nil, 121, 123]), indicator: Self.density) == nil)
    #expect(Forecast(trend([117, 119, 121, 123, nil, nil, nil, nil]), indicator: Self.density) == nil)
    #expect(Forecast(trend([119, 121, 123], partial: [1]), indicator: Self.density) == nil)
    #expect(Forecast(trend([119, nil, 121, 123]), indicator: Self.density)?.months == 3)
  }

  @Test func aLineThatFallsNeverReachesAndOneThatIsThereMayLose() throws {
    let falls = try #require(Forecast(trend([170, 167, 164, 161]), indicator: Self.density))
    #expect(falls.outcome(of: Target(id: "d", indicator: "d", minimum: Amount(5))) == .never)
    #expect(falls.outcome(of: Target(id: "d", indicator: "d", minimum: Amount(4))) == .loses(Month(2025, 9)))
    #expect(falls.value(at: Month(2060, 1)) == 0)
    let rises = try #require(Forecast(trend([161, 164, 167]), indicator: Self.density))
    #expect(rises.outcome(of: Target(id: "d", indicator: "d", minimum: Amount(4))) == .keeps)
    #expect(rises.outcome(of: Target(id: "d", indicator: "d", maximum: Amount(5))) == .loses(Month(2026, 3)))
  }

  @Test func aShareStopsAtAHundredAndAChangeOfScopeIsNotCrossed() throws {
    let points = [90, 94, 98].enumerated().map {
      Trend.Point(month: Month(2025, 4 + $0.offset), ratio: Ratio($0.element, 100, scale: 100), isPartial: false)
    }
    let trend = Trend(area: nil, indicator: "slim_tape", points: points)
    #expect(try #require(Forecast(trend, indicator: Self.share)).value(at: Month(2025, 12)) == 100)
    #expect(Forecast(trend, indicator: Self.share(breaks: [Month(2025, 5)])) == nil)
    #expect(Forecast(trend, indicator: Self.share(kind: .yearly)) == nil)
  }

  private func shares(_ percent: [Int?]) -> Trend {
    Trend(
      area: nil, indicator: "slim_tape",
      points: percent.enumerated().map { place, share in
        Trend.Point(
          month: Month(2025, 6).advanced(by: place + 1 - percent.count),
          ratio: share.flatMap { Ratio($0, 100, scale: 100) }, isPartial: false)
      })
  }

  private static func target(_ minimum: Int) -> Target {
    Target(id: "t", indicator: "slim_tape", minimum: Amount(minimum))
  }

  @Test func anEvenLineDoesNotStray() throws {
    let even = try #require(Forecast(shares([60, 62, 64, 66, 68, 70, 72]), indicator: Self.share))
    #expect(even.deviation == 0)
    #expect(even.reach(of: Self.target(95)) == .init(earliest: Month(2026, 6), latest: Month(2026, 6)))
    // A month without a figure makes one step of two, not an uneven line.
    let gap = try #require(Forecast(shares([60, nil, 64, 66]), indicator: Self.share))
    #expect(gap.steps == 2 && gap.months == 3 && gap.deviation == 0)
  }

  /// Steps of 1 and 3 by turns: their mean is 2, their deviation the root of 6/5. With t = 1.475884 the upper edge passes
  /// 95 after 9 months (22.98 after 8, 25.67 after 9), the lower after 19 (22.28 after 18, 23.61 after 19).
  @Test func anUnevenLineReachesBetweenTwoMonths() throws {
    let found = try #require(Forecast(shares([60, 61, 64, 65, 68, 69, 72]), indicator: Self.share))
    #expect(found.step == 2)
    #expect(abs(found.deviation - 1.0954451) < 1e-6)
    #expect(abs(try #require(found.stray(at: Month(2025, 7))) - 1.746290) < 1e-5)
    #expect(found.outcome(of: Self.target(95)) == .reaches(Month(2026, 6)))
    #expect(found.reach(of: Self.target(95)) == .init(earliest: Month(2026, 3), latest: Month(2027, 1)))
    #expect(found.reach(of: Self.target(70)) == nil)
  }

  @Test func aPaceThatMayBeNoneHasNoLatestMonth() throws {
    let wild = try #require(Forecast(shares([60, 66, 61, 67, 62, 68, 63]), indicator: Self.share))
    let reach = try #require(wild.reach(of: Self.target(95)))
    #expect(reach.earliest != nil && reach.latest == nil)
    let falls = try #require(Forecast(shares([70, 69, 68, 67]), indicator: Self.share))
    #expect(falls.reach(of: Self.target(95)) == .init(earliest: nil, latest: nil))
    // One step tells nothing of how steps differ.
    #expect(
      try #require(Forecast(shares([60, 62]), indicator: Self.share, reach: 2)).reach(of: Self.target(95)) == nil)
  }

  @Test func whatEachMonthMustBringIsInWholeUnits() throws {
    func pace(_ need: Judgement.Need, deadline: Day?, _ indicator: Indicator = Self.density) -> RequiredPace? {
      var target = Self.target(95)
      target.deadline = deadline
      let reading = Reading(
        indicator: indicator.id, ratio: Ratio(1, 2, scale: 100), absence: nil, reported: 1, expected: 1,
        isSample: false, stockMonth: indicator.kind == .flow ? nil : Month(2025, 6))
      let applied = AppliedTarget(plan: "p", zh: "", en: "", target: target, isBorrowed: false)
      return RequiredPace(
        Figure(reading: reading, judgement: Judgement(status: .short, applied: applied, need: need)), of: indicator,
        in: Period(Month(2025, 6)))
    }
    let deadline = try #require(Day(2025, 12, 31))
    let outlets = try #require(pace(.units(31), deadline: deadline))
    #expect(outlets.months == 6 && outlets.perMonth == .units(6))
    #expect(
      try #require(pace(.points(Amount(micro: 1_300_000)), deadline: deadline, Self.share)).perMonth
        == .points(Amount(micro: 300_000)))
    #expect(pace(.units(31), deadline: nil) == nil)
    #expect(pace(.units(31), deadline: Day(2025, 6, 30)) == nil)
    let yearly = Self.share(kind: .yearly, decimals: 0)
    #expect(pace(.amount(Amount(100)), deadline: deadline, yearly)?.months == 6)
    #expect(pace(.amount(Amount(100)), deadline: Day(2027, 12, 31), yearly) == nil)
  }

  @Test func theSampleThatCouldShowAShareIsTheSmallest() throws {
    // Without a failure n / (n + z²) has to reach the share: z² × 99 = 380.3.
    #expect(WilsonInterval.sample(toShow: 0.99) == 381)
    #expect(WilsonInterval.sample(toShow: 0.95) == 73)
    #expect(WilsonInterval.sample(toShow: 1) == nil)
    for failures in 0...4 {
      let count = try #require(WilsonInterval.sample(toShow: 0.95, failures: failures))
      #expect(try #require(WilsonInterval(count - failures, of: count)).low >= 0.95)
      #expect(try #require(WilsonInterval(count - 1 - failures, of: count - 1)).low < 0.95)
    }
  }
}
