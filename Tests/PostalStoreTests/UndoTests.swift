import PostalModel
import Testing

@testable import PostalStore

/// What stands in the way of an undo is named, with what to do; and nothing counts twice after one.
@Suite struct UndoTests {
  let june = Month(2025, 6)

  private func refusal(_ office: Office, _ id: Int) throws -> (zh: String, en: String) {
    let before = try office.dump()
    do {
      try office.store.undo(id, at: "2025-07-06 08:00")
    } catch StoreError.cannotUndo(let zh, let en) {
      #expect(try office.dump() == before)
      return (zh, en)
    }
    Issue.record("import \(id) was undone")
    return ("", "")
  }

  @Test func allThatStandOnAnAreaAreNamedInTheOrderTheyCanGo() throws {
    let office = try Office()
    try office.sendAreas()
    try office.send(
      .packaging(Office.lined([PackagingEntry(area: Office.towns[0], month: june, taped: 10, slimTaped: 9)])))
    let town = AreaCode("520590300")!
    try office.send(.areas(Office.lined([AreaEntry(code: town, name: "丙镇", parent: Office.county)])))
    try office.send(.outlets(Office.lined([OutletEntry(id: "A", name: "a", type: .terminal, area: town)])))
    let (zh, en) = try refusal(office, 1)
    #expect(zh.contains("第 2 号(包装月报)") && zh.contains("第 3 号(区划人口)") && zh.contains("第 4 号(网点台账)"))
    #expect(zh.hasSuffix("请依次撤销 4、3、2、1"))
    #expect(en.hasSuffix("Undo in this order: 4, 3, 2, 1"))
    for id in [4, 3, 2, 1] { try office.store.undo(id, at: "2025-07-06 08:00") }
    #expect(try office.store.area(Office.county) == nil)
  }

  @Test func aReturnThatWouldCountTwiceDoesNotStandUpAgain() throws {
    let office = try Office()
    try office.sendAreas()
    func figure(_ area: AreaCode, parts: Bool) -> ReturnRows {
      .figures(
        Office.lined([
          FigureEntry(
            area: area, month: june, indicator: "delay_rate", value: parts ? nil : Amount(5),
            numerator: parts ? 1 : nil, denominator: parts ? 10 : nil)
        ]))
    }
    try office.send(figure(Office.towns[0], parts: true), named: "town.csv")
    try office.send(figure(Office.towns[0], parts: false))
    try office.send(figure(Office.county, parts: true), named: "county.csv")
    let (zh, en) = try refusal(office, 3)
    #expect(zh.contains("甲镇") && zh.contains("town.csv:2") && zh.contains("county.csv:2") && zh.contains("重复计算"))
    #expect(en.contains("count twice") && en.hasSuffix("Undo in this order: 4, 3"))
    try office.store.undo(4, at: "2025-07-06 08:00")
    try office.store.undo(3, at: "2025-07-06 08:00")
    #expect(try office.sums(Office.county).figures["delay_rate"]?.denominator == 10)
  }

  @Test func aTownDoesNotMoveBackUnderACountyThatIsCountedWhole() throws {
    let office = try Office()
    try office.sendAreas()
    let other = AreaCode("520591")!
    try office.send(.areas(Office.lined([AreaEntry(code: other, name: "另一区")])))
    let town = PackagingEntry(area: Office.villages[0], month: june, taped: 10, slimTaped: 9)
    try office.send(.packaging(Office.lined([town])))
    try office.send(.areas(Office.lined([AreaEntry(code: Office.towns[0], name: "甲镇", parent: other)])))
    // The villages of a town that moves are counted where it went.
    #expect(try office.sums(other).measures["slim_taped"] == 9)
    #expect(try office.sums(Office.county).measures["slim_taped"] == nil)
    let whole = PackagingEntry(area: Office.county, month: june, taped: 50, slimTaped: 40)
    try office.send(.packaging(Office.lined([whole])))
    let (zh, _) = try refusal(office, 4)
    #expect(zh.contains("第 5 号(包装月报)") && zh.hasSuffix("请依次撤销 5、4"))
  }

  @Test func whatARegisterCarriedOnGoesWithTheRegisterItCameFrom() throws {
    let office = try Office()
    try office.sendAreas()
    func outlets(_ brand: String, _ name: String) -> ReturnRows {
      .outlets(
        Office.lined([OutletEntry(id: "T1", name: name, type: .terminal, area: Office.villages[0], brand: brand)]))
    }
    try office.send(outlets("甲", "a"))
    let file = ImportFile(
      name: "later.csv", hash: "later", at: "2025-07-05 09:12", who: "test", read: 1, absentColumns: ["brand"])
    try office.store.importReturn(outlets("", "b"), file: file)
    #expect(try office.store.outlet("T1")?.entry.brand == "甲")
    try office.store.undo(2, at: "2025-07-06 08:00")
    let kept = try #require(try office.store.outlet("T1")).entry
    #expect(kept.name == "b" && kept.brand == "")
    // On the day before, it still had it.
    #expect(try office.store.asOf(Day("2025-07-05")!).outlet("T1")?.entry.brand == "甲")
  }
}
