import PostalModel
import Testing

@Suite struct ForecastTests {
  static let density = Indicator(
    id: "outlet_density", zh: "密度", en: "Density", panel: "outlets", form: .outlets, unit: .per10k, scale: 10_000,
    numerator: ["outlets"], denominator: ["people"], kind: .stock, decimals: 2)
  static let share = Indicator(
    id: "slim_tape", zh: "胶带", en: "Tape", panel: "packaging", form: .packaging, numerator: ["a"], denominator: ["b"])

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
    var broken = Self.share
    broken.breaks = [Month(2025, 5)]
    #expect(Forecast(trend, indicator: broken) == nil)
    var yearly = Self.share
    yearly.kind = .yearly
    #expect(Forecast(trend, indicator: yearly) == nil)
  }
}
