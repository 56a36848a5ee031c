import Testing

@testable import PostalModel

/// 同比、环比与位次.
@Suite struct ComparisonTests {
  private static let codes = ["520502", "520521", "520523", "520524", "520525"].map { AreaCode($0)! }
  private let june = Period("2025-06")!

  private func indicator(
    _ unit: Indicator.Unit = .percent, _ kind: Indicator.Kind = .flow, higherIsBetter: Bool = true, breaks: [Month] = []
  ) -> Indicator {
    Indicator(
      id: "some", zh: "某项", en: "Some", panel: "packaging", form: .packaging, unit: unit, scale: unit.scale,
      numerator: ["a"], denominator: ["b"], kind: kind, higherIsBetter: higherIsBetter, breaks: breaks)
  }

  private struct Given {
    var top: Int?
    var bottom = 100
    var isPartial = false
    var stockMonth: Month?
    var yearEarlier: Int?
  }

  private func figure(_ given: Given, _ indicator: Indicator) -> Figure {
    var reading = Reading(
      indicator: indicator.id, ratio: given.top.flatMap { Ratio($0, given.bottom, scale: indicator.scale) },
      absence: given.top == nil ? .notReported : nil, reported: given.isPartial ? 1 : 2, expected: 2, whole: nil,
      gap: nil, sample: nil, isSample: false, stockMonth: given.stockMonth, source: nil)
    reading.yearEarlier = given.yearEarlier.flatMap { Ratio($0, 1, scale: 1) }
    return Figure(reading: reading, judgement: Judgement(status: nil, applied: nil))
  }

  /// - Parameter rows: of each area the figures from the earliest period on, the last of them the one looked at.
  private func comparison(_ rows: [[Given]], _ indicator: Indicator, last: Period? = nil) -> Comparison {
    let last = last ?? june
    let count = rows[0].count
    return Comparison(
      series: SeriesBoard(
        periods: (0..<count).map { last.moved(by: $0 + 1 - count) },
        rows: zip(ComparisonTests.codes, rows).map { code, figures in
          SeriesBoard.Row(
            area: Area(id: code.number, code: code, name: code.description), indicator: indicator.id,
            figures: figures.map { figure($0, indicator) })
        }), period: last, indicator: indicator)
  }

  private func ranks(_ values: [Given], higherIsBetter: Bool = true) -> [Int?] {
    let ranks = comparison(values.map { [$0] }, indicator(higherIsBetter: higherIsBetter)).ranks(ComparisonTests.codes)
    return ComparisonTests.codes.prefix(values.count).map { ranks[$0] }
  }

  @Test func equalValuesShareARankAndTheNextIsLeftOut() {
    #expect(ranks([Given(top: 90), Given(top: 95), Given(top: 95), Given(top: 80)]) == [3, 1, 1, 4])
    #expect(ranks([Given(top: 90), Given(top: 95), Given(top: 95)], higherIsBetter: false) == [1, 2, 2])
    // Equal by the whole numbers, and apart where only the last shown digit is the same.
    #expect(ranks([Given(top: 2, bottom: 3), Given(top: 4, bottom: 6), Given(top: 66, bottom: 100)]) == [1, 1, 3])
    let most = Int.max / 1000
    #expect(ranks([Given(top: most - 1, bottom: most), Given(top: most, bottom: most)]) == [2, 1])
  }

  @Test func whatIsMissingHasNoRankAndWhatIsPartialHas() {
    #expect(ranks([Given(top: nil), Given(top: 95), Given(top: 97, isPartial: true)]) == [nil, 2, 1])
    // One alone is first of nothing.
    #expect(ranks([Given(top: 95), Given(top: nil)]) == [nil, nil])
  }

  @Test func onlyPeersAreRankedAmongOneAnother() {
    let all = comparison([[Given(top: 10)], [Given(top: 20)], [Given(top: 30)]], indicator())
    let changes = all.changes(among: Array(ComparisonTests.codes.prefix(2)))
    #expect(ComparisonTests.codes.prefix(3).map { changes[$0]?.rank } == [2, 1, nil])
    #expect(changes[ComparisonTests.codes[0]]?.ranked == 2)
  }

  @Test func ranksMove() {
    let rows: [[Given]] = [
      [Given(top: 90), Given(top: 99)], [Given(top: 95), Given(top: 95)], [Given(top: 97), Given(top: 94)],
      [Given(top: nil), Given(top: 90)], [Given(top: 80), Given(top: nil)],
    ]
    func moves(_ indicator: Indicator) -> [RankMove?] {
      let changes = comparison(rows, indicator).changes(among: ComparisonTests.codes)
      return ComparisonTests.codes.map { changes[$0]?.move }
    }
    #expect(moves(indicator()) == [.by(2), .by(0), .by(-2), .new, nil])
    let all = comparison(Array(rows.dropLast()), indicator()).changes(among: ComparisonTests.codes)[
      ComparisonTests.codes[0]]
    #expect(all?.ranked == 4 && all?.rankedBefore == 3 && all?.rankBefore == 3)
    #expect(moves(indicator(breaks: [Month(2025, 6)])) == [.broken, .broken, .broken, .broken, nil])
    // A break before the period before parts nothing of the two.
    #expect(moves(indicator(breaks: [Month(2025, 5)])) == [.by(2), .by(0), .by(-2), .new, nil])
    // Where none had a rank before, nobody is new.
    let first = comparison(rows.map { [$0[1]] }, indicator()).changes(among: ComparisonTests.codes)
    #expect(first.values.allSatisfy { $0.move == nil } && first[ComparisonTests.codes[0]]?.rank == 1)
  }

  /// The change of the first area over thirteen months.
  private func change(_ indicator: Indicator, _ now: Given, before: Given, yearBefore: Given) -> Change? {
    let between = Array(repeating: Given(top: 50), count: 10)
    let all = comparison([[yearBefore] + between + [before] + [now], Array(repeating: now, count: 13)], indicator)
    return all.changes(among: ComparisonTests.codes)[ComparisonTests.codes[0]]
  }

  @Test func sharesGrowByPointsAndAmountsByPercent() {
    let share = change(indicator(), Given(top: 94), before: Given(top: 92), yearBefore: Given(top: 99))
    #expect(share?.onPeriod == .difference(2) && share?.onYear == .difference(-5))
    let amount = change(
      indicator(.parcels10k, .stock), Given(top: 150, bottom: 1), before: Given(top: 120, bottom: 1),
      yearBefore: Given(top: 100, bottom: 1))
    #expect(amount?.onPeriod == .percent(25) && amount?.onYear == .percent(50))
    #expect(amount?.before?.value == 120 && amount?.yearBefore?.value == 100)
  }

  @Test func aBreakBetweenTheTwoIsSaidAndNotComputed() {
    let broken = indicator(breaks: [Month(2025, 1)])
    let found = change(broken, Given(top: 94), before: Given(top: 92), yearBefore: Given(top: 99))
    #expect(found?.onPeriod == .difference(2) && found?.onYear == .broken)
  }

  @Test func aMissingSideIsNoGrowthAndAPartialOneIsMarked() {
    let absent = change(indicator(), Given(top: 94), before: Given(top: nil), yearBefore: Given(top: 90))
    #expect(absent?.onPeriod == nil && absent?.onYear == .difference(4))
    #expect(absent?.isPartialOnPeriod == false && absent?.isPartialOnYear == false)
    let partial = change(
      indicator(), Given(top: 94), before: Given(top: 93, isPartial: true), yearBefore: Given(top: 9))
    #expect(partial?.isPartialOnPeriod == true && partial?.isPartialOnYear == false)
  }

  @Test func totalsOfTheYearAreNotHeldAgainstTheMonthBefore() {
    let yearly = change(
      indicator(.yuan100m, .yearly), Given(top: 60, bottom: 1, stockMonth: Month(2025, 6)),
      before: Given(top: 50, bottom: 1, stockMonth: Month(2025, 5)),
      yearBefore: Given(top: 40, bottom: 1, stockMonth: Month(2024, 6)))
    #expect(yearly?.onPeriod == nil && yearly?.before == nil && yearly?.onYear == .percent(50))
  }

  @Test func aYearThatRunsIsHeldAgainstTheSameMonths() {
    let year = Period("2025")!
    func change(_ now: Given) -> Change? {
      let before = Given(top: 100, bottom: 1, stockMonth: Month(2024, 12))
      return comparison([[before, now]], indicator(.yuan100m, .yearly), last: year)
        .changes(among: [])[ComparisonTests.codes[0]]
    }
    let known = change(Given(top: 60, bottom: 1, stockMonth: Month(2025, 6), yearEarlier: 40))
    #expect(known?.onYear == .percent(50) && known?.yearBefore?.value == 40)
    let unknown = change(Given(top: 60, bottom: 1, stockMonth: Month(2025, 6)))
    #expect(unknown?.onYear == nil && unknown?.yearBefore == nil)
    let closed = change(Given(top: 150, bottom: 1, stockMonth: Month(2025, 12)))
    #expect(closed?.onYear == .percent(50) && closed?.onPeriod == nil && closed?.before == nil)
  }

  @Test func aYearNeedsTheYearBeforeAndAMonthAllOfTheTwelve() {
    #expect(["2025-06", "2025-Q2", "2025"].map { Comparison.periods(of: Period($0)!) } == [13, 5, 2])
  }
}
