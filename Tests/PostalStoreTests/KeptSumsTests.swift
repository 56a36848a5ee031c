import PostalModel
import Testing

@testable import PostalStore

/// Roll-ups kept step by step where what changes lies elsewhere than the rows that came.
@Suite struct KeptSumsTests {
  private let june = Month(2025, 6)

  private func office() throws -> Office {
    let office = try Office()
    try office.sendAreas()
    try office.send(.areas(Office.lined([AreaEntry(code: RandomReturns.other, name: "乙县")])))
    return office
  }

  private func tape(_ areas: [AreaCode], _ month: Month) -> ReturnRows {
    .packaging(Office.lined(areas.map { PackagingEntry(area: $0, month: month, taped: 10, slimTaped: 9) }))
  }

  @Test func countiesCountAgainWhereThePrefecturesReturnGoes() throws {
    let office = try office()
    let whole = try office.send(tape([Office.prefecture], Month(2025, 4)))
    try office.send(tape([Office.county], june))
    try office.send(tape([RandomReturns.other], june))
    #expect(try office.stale() == [])
    try office.store.undo(#require(whole.id), at: "2025-07-09 10:00")
    #expect(try office.stale() == [])
    let sums = try office.sums(Office.prefecture)
    #expect(sums.reported["taped"] == 2 && sums.expected[.packaging] == 2)
  }

  @Test func aTownThatMovesOwesWhatItsNewCountyOwes() throws {
    let office = try office()
    try office.send(tape([Office.towns[0]], june))
    #expect(try office.sums(Office.towns[1]).expected[.packaging] == 1)
    let moved = try office.send(
      .areas(Office.lined([AreaEntry(code: Office.towns[1], name: "乙镇", parent: RandomReturns.other)])))
    #expect(try office.stale() == [])
    #expect(try office.sums(Office.towns[1]).expected[.packaging] == 0)
    try office.store.undo(#require(moved.id), at: "2025-07-09 10:00")
    #expect(try office.stale() == [])
    #expect(try office.sums(Office.towns[1]).expected[.packaging] == 1)
  }

  @Test(arguments: [Office.prefecture, RandomReturns.other])
  func aRegisterTellsOfSafetyRowsOfOtherAreas(area: AreaCode) throws {
    let office = try office()
    try office.send(
      .safety(
        Office.lined([
          SafetyEntry(area: area, month: june, outlet: "W1", inspected: 9, openedOK: 9, xrayDue: 9, xrayDone: 3)
        ])))
    #expect(try office.sums(area).measures["xray_due"] == 9)
    let exempt = try #require(OutletType.allCases.first { !$0.owesScreening })
    let register = try office.send(
      .outlets(Office.lined([OutletEntry(id: "W1", name: "网点", type: exempt, area: Office.towns[0])])))
    #expect(try office.stale() == [])
    #expect(try office.sums(area).measures["xray_due"] == nil)
    try office.store.undo(#require(register.id), at: "2025-07-09 10:00")
    #expect(try office.stale() == [])
    #expect(try office.sums(area).measures["xray_due"] == 9)
  }
}
