import PostalModel
import Testing

@testable import PostalStore

/// Codes that change while returns stand on them.
@Suite struct AreaChangeTests {
  private let may = Month(2025, 5)
  private let june = Month(2025, 6)
  private let today = Day("2025-08-25")!
  private let newCounty = AreaCode("520591")!
  private let merged = AreaCode("520590300")!

  private func change(_ old: AreaCode, _ new: AreaCode, _ names: (String, String) = ("", ""), _ ended: Month? = nil)
    -> CodeChange
  {
    CodeChange(old: old, new: new, oldName: names.0, newName: names.1, ended: ended ?? june)
  }

  private func tape(_ rows: [(AreaCode, Month, Int)]) -> ReturnRows {
    .packaging(Office.lined(rows.map { PackagingEntry(area: $0.0, month: $0.1, taped: 100, slimTaped: $0.2) }))
  }

  /// A county with all kinds of returns.
  private func office() throws -> Office {
    let office = try Office()
    try office.sendAreas()
    try office.send(
      .outlets(
        Office.lined(
          Office.communities.enumerated().map {
            OutletEntry(id: "w\($0)", name: "网点", type: .terminal, area: $1)
          } + [OutletEntry(id: "t", name: "乡镇网点", type: .township, area: Office.towns[0])])), scope: Office.county)
    try office.send(
      .villages(Office.lined(Office.villages.map { VillageEntry(area: $0, month: june, brands: 2) })))
    try office.send(tape([(Office.towns[0], may, 90), (Office.towns[1], may, 80)]))
    try office.send(tape([(Office.towns[0], june, 95), (Office.towns[1], june, 85)]))
    return office
  }

  private func moved(_ code: AreaCode) -> AreaCode { AreaCode(number: code.number + 1_000_000) }

  @Test func aCountyUnderANewCodeIsTheSamePlace() throws {
    let office = try office()
    let (county, prefecture) = (try office.sums(Office.county), try office.sums(Office.prefecture))
    let book = [change(Office.county, newCounty, ("试验区", "试验市"))]
    let outcome = try #require(try office.store.apply(book))
    #expect(outcome.renumbered == 9 && outcome.merged == 0)
    // 9 areas declared, 3 outlets, 4 villages, 4 returns.
    #expect(outcome.rows == 20)
    #expect(try office.store.apply(book) == nil)
    let now = try office.sums(newCounty)
    #expect(now.measures == county.measures && now.expected == county.expected && now.reported == county.reported)
    #expect(now.area.name == "试验市" && now.area.parent == Office.prefecture.number)
    #expect(try office.sums(Office.prefecture) == prefecture)
    #expect(try office.store.area(Office.county) == nil && office.store.area(moved(Office.villages[0])) != nil)
    guard case .ended(june, moved(Office.towns[0]), let town?) = try office.store.standing(of: Office.towns[0]) else {
      Issue.record("the old town should have ended")
      return
    }
    #expect(town.name == "甲镇")
    // Both names are found, and what came under the old code is taken back as always.
    #expect(try office.store.areas(formerlyNamed: "试验区").map(\.code) == [newCounty])
    #expect(try office.store.withAreas { $0.areas(called: "试验区") }.map(\.code) == [newCounty])
    #expect(try office.store.withAreas { $0.areas(near: "老试验区") }.map(\.code).contains(newCounty))
    try office.send(tape([(moved(Office.towns[0]), june, 99)]))
    #expect(try office.sums(newCounty).measures["slim_taped"] == 99 + 85)
    try office.store.undo(6, at: "2025-07-06 08:00")
    #expect(try office.sums(newCounty).measures["slim_taped"] == 95 + 85)
    try office.store.undo(5, at: "2025-07-06 08:00")
    #expect(try office.sums(newCounty).measures["slim_taped"] == nil)
    #expect(try office.sums(newCounty, "2025-05").measures["slim_taped"] == 170)
    let rolled = try office.dump()
    try office.store.rebuild()
    #expect(try office.dump() == rolled)
  }

  @Test func aListTakenBackLeavesEverythingAsItWas() throws {
    let office = try office()
    let before = try office.dump()
    let merger = [change(Office.towns[0], merged, ("甲镇", "丙镇")), change(Office.towns[1], merged, ("乙镇", "丙镇"))]
    for book in [
      [change(Office.county, newCounty)], merger, [change(Office.towns[0], merged)],
      [change(Office.prefecture, AreaCode("5299")!)],
      [change(Office.county, newCounty, ("", ""), may), change(newCounty, AreaCode("520592")!)],
    ] {
      #expect(try office.store.apply(book) != nil)
      #expect(try office.dump() != before)
      #expect(try office.store.apply([]) != nil)
      #expect(try office.dump() == before)
    }
  }

  @Test func mergedTownsKeepTheirReturnsAndOweNoMore() throws {
    let office = try office()
    let (first, second) = (Office.towns[0], Office.towns[1])
    let county = try office.sums(Office.county)
    let book = [change(first, merged, ("甲镇", "丙镇")), change(second, merged, ("乙镇", "丙镇"))]
    let outcome = try #require(try office.store.apply(book))
    #expect(outcome.merged == 2 && outcome.renumbered == 0)
    let now = try office.sums(Office.county)
    #expect(now.measures == county.measures)
    // The parts of both lie in the new town, and so does the outlet that stood in one.
    #expect(try office.store.children(of: Office.county).map(\.name) == ["丙镇"])
    #expect(try office.store.children(of: merged).count == 6)
    #expect(try office.store.outlet("t")?.area.code == merged)
    #expect(try office.sums(merged).measures["urban_residents"] == 30_000)
    #expect(try office.sums(first).measures["slim_taped"] == 95)
    // June may still be corrected under the old code, July may not.
    guard case .ended(june, merged, _) = try office.store.standing(of: first) else {
      Issue.record("the town should have ended")
      return
    }
    #expect(try office.store.withAreas { $0.formerArea(first)?.code == first && $0.formerArea(merged) == nil })
    try office.send(tape([(first, june, 96)]))
    #expect(try office.sums(Office.county).measures["slim_taped"] == 96 + 85)
    let due = try office.store.dueReturns(below: Office.county, months: [Month(2025, 7)], today: today)
    #expect(due.filter { $0.form == .packaging }.map(\.area.code) == [merged])
    try office.send(tape([(merged, Month(2025, 7), 70)]))
    #expect(try office.sums(Office.county, "2025-07").measures["slim_taped"] == 70)
    #expect(try office.sums(Office.county, "2025-07").expected[.packaging] == 1)
  }

  @Test func aTownThatReturnedBesideAnotherWasNoOtherNameOfIt() throws {
    let office = try office()
    let outcome = try #require(try office.store.apply([change(Office.towns[0], Office.towns[1], ("甲镇", "乙镇"))]))
    #expect(outcome.merged == 1)
    #expect(try office.sums(Office.county).measures["slim_taped"] == 180)
    #expect(try office.store.children(of: Office.county).map(\.code) == [Office.towns[1]])
  }

  @Test func whatCameSinceUnderTheNewCodeStaysWhenTheListGoes() throws {
    let office = try office()
    try office.store.apply([change(Office.towns[0], merged, ("甲镇", "丙镇"))])
    try office.send(tape([(merged, Month(2025, 7), 70)]))
    try office.store.apply([])
    #expect(try office.sums(Office.towns[0]).measures["slim_taped"] == 95)
    #expect(try office.sums(merged, "2025-07").measures["slim_taped"] == 70)
    #expect(try office.sums(Office.county, "2025-07").measures["slim_taped"] == 70)
  }

  @Test func chainsAndNewNames() throws {
    let office = try office()
    let last = AreaCode("520592")!
    try office.store.apply([
      change(newCounty, last, ("乙县", "丙市"), june), change(Office.county, newCounty, ("甲县", "乙县"), may),
      change(last, last, ("丙市", "试验市"), june),
    ])
    guard case .ended(may, last, let area?) = try office.store.standing(of: Office.county),
      case .ended(june, last, _) = try office.store.standing(of: newCounty)
    else {
      Issue.record("both codes should have ended")
      return
    }
    #expect(area.name == "丙市")
    for name in ["甲县", "乙县", "丙市"] {
      #expect(try office.store.withAreas { $0.areas(called: name) }.map(\.code) == [last], "\(name)")
    }
    #expect(try office.sums(last).measures["slim_taped"] == 180)
  }

  @Test func whatContradictsItselfIsRefusedWhole() throws {
    let office = try office()
    try office.store.apply([change(Office.county, newCounty)])
    let before = try office.dump()
    let (one, two) = (Office.towns[0], Office.towns[1])
    for (book, word) in [
      ([change(one, merged), change(one, two)], "拆分"), ([change(one, Office.county)], "级别"),
      ([change(one, two), change(two, one)], "原代码"),
      ([change(one, two, ("", ""), june), change(two, merged, ("", ""), may)], "月份"),
    ] {
      let error = #expect(throws: StoreError.self) { try office.store.apply(book) }
      guard case .refused(let problems)? = error else {
        Issue.record("not refused: \(word)")
        continue
      }
      #expect(problems.contains { $0.zh.contains(word) }, "\(problems)")
      #expect(try office.dump() == before)
    }
  }

  @Test func aListOfAreasTakenBackLeavesThemWhereTheChangesPutThem() throws {
    let office = try office()
    let other = AreaCode("520592")!
    try office.send(.areas(Office.lined([AreaEntry(code: other, name: "丁县")])))
    try office.store.apply([change(Office.county, newCounty)])
    let before = try office.dump()
    let town = AreaEntry(code: moved(Office.towns[0]), name: "甲镇", parent: other)
    let id = try #require(try office.send(.areas(Office.lined([town]))).id)
    #expect(try office.store.children(of: other).map(\.code) == [town.code])
    try office.store.undo(id, at: "2025-07-09 10:00")
    #expect(try office.dump() == before)
    #expect(try office.stale() == [])
  }
}
