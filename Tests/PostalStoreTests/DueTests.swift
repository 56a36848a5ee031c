import PostalModel
import Testing

@testable import PostalStore

/// Who has to be reminded: what is owed and has not come.
@Suite struct DueTests {
  private let today = Day("2025-07-25")!

  private func villages(_ codes: [AreaCode], _ month: Month) -> ReturnRows {
    .villages(Office.lined(codes.map { VillageEntry(area: $0, month: month, brands: 2) }))
  }

  @Test func whatHasComeIsNotDue() throws {
    let office = try Office()
    try office.sendAreas()
    let june = Month(2025, 6)
    // Nothing is owed where nothing was ever returned.
    #expect(try office.store.dueReturns(below: Office.county, months: [june], today: today).isEmpty)
    try office.send(villages(Office.villages, Month(2025, 5)))
    try office.send(villages([Office.villages[0], Office.villages[2]], june))
    let due = try office.store.dueReturns(below: Office.county, months: [Month(2025, 5), june], today: today)
    #expect(due.map(\.area.code) == [Office.villages[1], Office.villages[3]])
    #expect(due.allSatisfy { $0.form == .villages && $0.month == june && $0.due == Day("2025-07-10") })
    #expect(due.first?.daysLate(on: today) == 15 && due.first?.parent?.code == Office.towns[0])
    #expect(due.first?.daysLate(on: Day("2025-07-08")!) == 0)
    let one = try office.store.dueReturns(below: Office.towns[1], months: [june], today: today)
    #expect(one.map(\.area.code) == [Office.villages[3]])
    try office.send(villages([Office.villages[1], Office.villages[3]], june))
    #expect(try office.store.dueReturns(below: Office.county, months: [june], today: today).isEmpty)
    // A month to come is not asked for.
    #expect(try office.store.dueReturns(below: Office.county, months: [Month(2025, 8)], today: today).isEmpty)
  }

  @Test func theCountIsThatOfTheScreens() throws {
    let office = try Office()
    try office.sendAreas()
    try office.send(
      .packaging(
        Office.lined(Office.towns.map { PackagingEntry(area: $0, month: Month(2025, 5), taped: 10, slimTaped: 9) })))
    try office.send(
      .packaging(Office.lined([PackagingEntry(area: Office.towns[0], month: Month(2025, 6), taped: 10, slimTaped: 9)])))
    let sums = try office.sums(Office.county)
    let due = try office.store.dueReturns(below: Office.county, months: [Month(2025, 6)], today: today)
    #expect(due.count == (sums.expected[.packaging] ?? 0) - (sums.returned[.packaging] ?? 0))
    #expect(due.map(\.area.code) == [Office.towns[1]])
  }
}
