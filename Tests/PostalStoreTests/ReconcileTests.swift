import PostalModel
import Testing

@testable import PostalStore

/// What firms report against what systems count and what samples find.
@Suite struct ReconcileTests {
  private let june = Month(2025, 6)
  private let tape = Indicator(
    id: "slim_tape", zh: "胶带", en: "Tape", panel: "packaging", form: .packaging, numerator: ["slim_taped"],
    denominator: ["taped"])

  private func row(_ area: AreaCode, _ source: ReturnSource, _ good: Int, _ all: Int, _ brand: String = "")
    -> PackagingEntry
  {
    PackagingEntry(area: area, month: june, brand: brand, source: source, taped: all, slimTaped: good)
  }

  private func differences(_ rows: [PackagingEntry], below code: AreaCode = Office.prefecture) throws
    -> [SourceDifference]
  {
    let office = try Office()
    try office.sendAreas()
    try office.send(.packaging(Office.lined(rows)))
    return try office.store.sourceDifferences(below: code, months: june...june, indicators: [tape])
  }

  @Test func countsAreHeldAgainstEachOtherAndAgainstTheSample() throws {
    let (one, two) = (Office.towns[0], Office.towns[1])
    let found = try differences([
      row(one, .reported, 990, 1000), row(one, .system, 980, 1000), row(one, .sampled, 90, 100),
      row(two, .reported, 99, 100), row(two, .system, 99, 100), row(two, .sampled, 100, 100),
    ])
    #expect(found.map(\.area.code) == [one, two])
    let worse = try #require(found.first)
    #expect(worse.points.map { abs($0 - 1) < 1e-9 } == true && worse.counts?.numerator == 10)
    #expect(worse.counts?.denominator == 0 && worse.parcels == 10 && !worse.agrees)
    // 90 of 100: (0.9 + 1.9208/100 ± 1.96 √(0.09/100 + 3.8416/40000)) / 1.038416 is 82.6 to 94.5 %.
    let interval = try #require(worse.interval)
    #expect(abs(interval.low - 0.826) < 0.001 && abs(interval.high - 0.945) < 0.001)
    #expect(worse.isInsideInterval == false && worse.outside.map { abs($0 - 4.5) < 0.1 } == true)
    // 100 of 100 reaches down to 96.3 %, so that 99 % may be true.
    #expect(found[1].agrees && found[1].isInsideInterval == true && found[1].points == 0)
  }

  @Test func oneSourceAloneIsNoComparison() throws {
    #expect(try differences([row(Office.towns[0], .reported, 9, 10), row(Office.towns[1], .system, 9, 10)]).isEmpty)
  }

  @Test func brandsAreComparedAndABrandThatIsNotReportedShowsInTheWhole() throws {
    let town = Office.towns[0]
    let found = try differences([
      row(town, .reported, 50, 50, "甲"), row(town, .system, 50, 50, "甲"), row(town, .system, 30, 50, "乙"),
    ])
    #expect(found.map(\.brand) == ["", "甲"])
    // 50 of 50 reported, 80 of 100 counted.
    #expect(found[0].points == 20 && found[0].parcels == 50 && found[1].agrees)
    let whole = try differences([
      row(town, .reported, 40, 50, "甲"), row(town, .reported, 40, 50, "乙"), row(town, .system, 80, 100),
    ])
    #expect(whole.map(\.brand) == [""] && whole[0].agrees && whole[0].given[.reported]?.denominator == 100)
  }

  @Test func aSystemOfTheCountyIsHeldAgainstItsTowns() throws {
    let found = try differences([
      row(Office.towns[0], .reported, 40, 50), row(Office.towns[1], .reported, 40, 50),
      row(Office.county, .system, 70, 100),
    ])
    #expect(found.count == 1 && found[0].area.code == Office.county)
    #expect(found[0].given[.reported] == .init(numerator: 80, denominator: 100, areas: 2))
    #expect(found[0].points == 10)
    #expect(
      try differences(
        [row(Office.towns[0], .reported, 40, 50), row(Office.county, .system, 70, 100)], below: Office.towns[0]
      ).isEmpty)
  }

  @Test func stationsReportedAndStationsSeen() throws {
    let office = try Office()
    try office.sendAreas()
    let villages = Office.villages
    try office.send(
      .outlets(
        Office.lined(
          villages.prefix(3).enumerated().map {
            OutletEntry(
              id: "s\($0)", name: "站", type: .villageStation, area: $1, closedOn: $0 == 2 ? Day("2025-06-20") : nil)
          })), scope: Office.county)
    func state(_ place: Int, _ month: Month, _ seen: String?) -> VillageEntry {
      VillageEntry(area: villages[place], month: month, verifiedOn: seen.flatMap { Day($0) }, verifiedBy: "实地")
    }
    try office.send(
      .villages(
        Office.lined([
          // 30 June less 90 days is 1 April.
          state(0, Month(2025, 4), "2025-04-01"), state(1, Month(2025, 4), "2025-03-31"),
          state(3, june, "2025-06-10"), state(0, june, nil),
        ])))
    let today = Day("2025-07-25")!
    let checks = try #require(
      try office.store.stationChecks(below: Office.county, period: Period(june), today: today))
    #expect(checks.end == Day("2025-06-30") && checks.reported == 2 && checks.verified == 1)
    #expect(checks.onlyVerified == 1 && checks.villages.map(\.village.code) == [villages[0], villages[1], villages[3]])
    #expect(checks.villages[1].verifiedOn == Day("2025-03-31") && checks.villages[0].verifiedBy == "实地")
    // A day later the first has lapsed too.
    let july = try #require(
      try office.store.stationChecks(below: Office.county, period: Period(Month(2025, 7)), today: Day("2025-07-01")!))
    #expect(july.end == Day("2025-07-01") && july.verified == 0 && july.reported == 2)
  }
}
