import PostalModel
import Testing

/// Hours and days of the week that something is shown on.
@Suite struct HoursTests {
  private let friday = Day(2025, 7, 18)!
  private let saturday = Day(2025, 7, 19)!

  @Test func weekdays() {
    #expect(Weekday(of: friday) == .fri && Weekday(of: saturday) == .sat)
    #expect(Weekday(of: Day(1970, 1, 1)!) == .thu && Weekday(of: Day(1969, 12, 31)!) == .wed)
    #expect(Weekday(of: Day(2024, 2, 29)!) == .thu)
  }

  @Test(arguments: [
    "", "8-18", "08:00", "08:00-08:00", "24:00-25:00", "08:60-09:00", "-1:00-02:00", "08:00-09:00-10:00",
  ])
  func notHours(text: String) { #expect(DayHours(text) == nil) }

  @Test func withinADay() throws {
    let hours = try #require(DayHours("08:00-18:00"))
    #expect(!hours.contains(479, of: friday) && hours.contains(480, of: friday))
    #expect(hours.contains(1079, of: friday) && !hours.contains(1080, of: friday))
    #expect(!hours.contains(600, of: saturday, days: [.fri]) && hours.contains(600, of: friday, days: [.fri]))
    #expect(try #require(DayHours("18:00-24:00")).contains(1439, of: friday))
    #expect(try #require(DayHours("18:00-00:00")).contains(1439, of: friday))
  }

  @Test func pastMidnightTheDayItBeganOnCounts() throws {
    let night = try #require(DayHours("22:00-06:00"))
    #expect(night.passesMidnight && night.description == "22:00-06:00")
    #expect(night.contains(1320, of: friday, days: [.fri]) && night.contains(359, of: saturday, days: [.fri]))
    #expect(!night.contains(359, of: friday, days: [.fri]) && !night.contains(1320, of: saturday, days: [.fri]))
    #expect(!night.contains(360, of: saturday) && night.contains(0, of: saturday))
  }
}
