import PostalModel
import Testing

@Suite struct CalendarTests {
  @Test func daysCountForthAndBack() {
    for ordinal in stride(from: -200_000, through: 200_000, by: 997) {
      #expect(Day(ordinal: ordinal).ordinal == ordinal)
    }
    #expect(Day("1970-01-01")?.ordinal == 0)
    #expect(Day("2024-02-29") != nil)
    #expect(Day("2025-02-29") == nil)
    #expect(Day("2025-7-8")?.description == "2025-07-08")
  }

  @Test(arguments: ["2025-06", "2025-Q2", "2025"])
  func periodsReadAndPrint(text: String) {
    #expect(Period(text)?.description == text)
  }

  @Test(arguments: ["2025-13", "2025-Q5", "25", "2025-6", "", "2025-Q", "x", "+025-06", "+025", "2025-+6"])
  func wrongPeriodsAreRefused(text: String) {
    #expect(Period(text) == nil)
  }

  @Test func aRunningYearStandsAtItsLastClosedMonth() throws {
    let today = try #require(Day("2025-07-08"))
    let year = try #require(Period("2025"))
    #expect(year.stockMonth(today: today) == Month(2025, 6))
    #expect(year.flowMonths(today: today).count == 6)
    #expect(try #require(Period("2024")).stockMonth(today: today) == Month(2024, 12))
    #expect(try #require(Period("2025-Q3")).stockMonth(today: today) == nil)
    #expect(Period(Month(2025, 7)).stockMonth(today: today) == Month(2025, 7))
    #expect(Period(Month(2025, 8)).stockMonth(today: today) == nil)
    #expect(year.moved(by: -1).description == "2024")
    #expect(try #require(Period("2025-Q1")).moved(by: -1).description == "2024-Q4")
  }
}
