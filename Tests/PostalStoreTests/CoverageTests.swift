import PostalModel
import Testing

@testable import PostalStore

/// Villages reached and with a station, as reported, beside those an inspector has seen.
@Suite struct CoverageTests {
  private let today = Day("2025-07-12")!

  private func office(_ settings: Settings = Settings()) throws -> Office {
    let office = try Office(settings: settings)
    try office.sendAreas()
    let stations = Office.villages.prefix(3).map {
      OutletEntry(id: "S-\($0.short)", name: "村站", type: .villageStation, area: $0)
    }
    try office.send(.outlets(Office.lined(stations)), scope: Office.county)
    // Seen at the end of March (91 days before), on the first day that still counts, and after the period.
    let days = ["2025-03-31", "2025-04-01", "2025-07-05", "2025-06-30"].map { Day($0)! }
    try office.send(
      .villages(
        Office.lined(
          zip(Office.villages, days).map {
            VillageEntry(area: $0, month: Month(2025, 6), brands: $0 == Office.villages[2] ? 0 : 2, verifiedOn: $1)
          })))
    return office
  }

  @Test func aVerificationStandsForItsDays() throws {
    let found = try office().store.villageCoverage(of: Office.county, period: Period("2025-06")!, today: today)
    let whole = try #require(found[Office.county])
    #expect(whole.villages == 4 && whole.days == 90)
    #expect(whole.reached == .init(reported: 3, verified: 2))
    #expect(whole.station == .init(reported: 3, verified: 1))
    #expect(found[Office.towns[0]]?.station == .init(reported: 2, verified: 1))
    #expect(found[Office.towns[1]]?.reached == .init(reported: 1, verified: 1))
    #expect(found[Office.communities[0]] == nil)
  }

  @Test func howManyDaysIsASetting() throws {
    var settings = Settings()
    settings.verifiedDays = 30
    let found = try office(settings).store.villageCoverage(
      of: Office.prefecture, period: Period("2025-06")!, today: today)
    #expect(found[Office.county]?.reached == .init(reported: 3, verified: 1))
    #expect(found[Office.prefecture] == found[Office.county])
    let checks = try office(settings).store.stationChecks(
      below: Office.county, period: Period("2025-06")!, today: today)
    #expect(checks?.days == 30 && checks?.verified == 0)
  }
}
