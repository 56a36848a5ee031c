import PostalModel
import Testing

@testable import PostalStore

/// Open items of the register and the loop, as a store keeps them.
@Suite struct ItemTests {
  private let today = Day("2025-07-12")!
  private let key = ItemKey(.unfiled, area: Office.communities[0], subject: "T1")

  private func record(_ act: ItemAct, on: String, in store: PostalStore, due: String? = nil) throws -> Int {
    try store.record(
      ItemStep(
        key: key, title: "甲店", act: act, on: Day(on)!, due: due.flatMap { Day($0) }, note: "说明", evidence: "a.pdf"),
      named: "\(act.zh) 甲店", hash: "\(act)", at: "\(on) 09:12", who: "局办", today: today)
  }

  private func board(_ code: AreaCode?, _ store: PostalStore) throws -> Board {
    try #require(
      try store.board(
        at: code, period: Period("2025-06")!, borrowing: nil, plans: PlanBook(plans: [], law: nil), indicators: [],
        today: today))
  }

  private func loop(_ store: PostalStore) throws {
    _ = try record(.noticed, on: "2025-07-06", in: store)
    _ = try record(.ordered, on: "2025-07-07", in: store, due: "2025-07-10")
    _ = try record(.passed, on: "2025-07-11", in: store)
    _ = try record(.closed, on: "2025-07-12", in: store)
  }

  @Test func theLoopSurvivesReopeningAndIsTakenBackStepByStep() throws {
    let office = try Office()
    try office.sendAreas()
    let before = try office.dump()
    try loop(office.store)
    // Another program sees the same.
    let again = try PostalStore(path: office.store.path, settings: Settings(), standards: [Amount(4)])
    let history = try #require(try again.itemHistory(key))
    #expect(history.steps.map(\.step.act) == [.noticed, .ordered, .passed, .closed])
    #expect(history.steps.allSatisfy { $0.step.who == "局办" && $0.step.evidence == "a.pdf" && $0.step.note == "说明" })
    #expect(history.state?.closedOn == Day("2025-07-12"))
    #expect(try again.ledger().first?.form == .items && again.ledger().first?.file == "销号 甲店")
    // An earlier step waits for the later ones, which are named.
    do {
      try again.undo(history.steps[1].importID, at: "2025-07-12 10:00")
      Issue.record("a step in the middle was undone")
    } catch StoreError.cannotUndo(let zh, _) {
      #expect(zh.contains("是同一事项后来的一步") && zh.hasSuffix("请依次撤销 5、4、3"))
    }
    for left in [3, 2, 1, 0] {
      let last = try #require(try again.itemHistory(key)?.steps.last)
      try again.undo(last.importID, at: "2025-07-12 10:00")
      #expect(try (office.store.itemHistory(key)?.steps.count ?? 0) == left)
    }
    #expect(try office.dump() == before)
  }

  @Test func aStepThatCannotFollowIsDeclined() throws {
    let office = try Office()
    try office.sendAreas()
    #expect(throws: StoreError.self) { try record(.closed, on: "2025-07-06", in: office.store) }
    _ = try record(.noticed, on: "2025-07-06", in: office.store)
    #expect(throws: StoreError.self) { try record(.passed, on: "2025-07-07", in: office.store) }
    #expect(throws: StoreError.self) { try record(.ordered, on: "2025-07-07", in: office.store) }
    #expect(throws: StoreError.self) { try record(.ordered, on: "2025-07-05", in: office.store, due: "2025-07-20") }
    #expect(try office.store.ledger().count == 2)
  }

  @Test func aPastDayHasTheStepsOfThatDay() throws {
    let office = try Office()
    try office.sendAreas()
    try loop(office.store)
    let last = try #require(try office.store.itemHistory(key)?.steps.last)
    try office.store.undo(last.importID, at: "2025-07-13 08:00")
    func acts(_ day: String) throws -> [ItemAct] {
      try office.store.asOf(Day(day)!).itemHistory(key)?.steps.map(\.step.act) ?? []
    }
    #expect(try acts("2025-07-05") == [])
    #expect(try acts("2025-07-07") == [.noticed, .ordered])
    // What was taken back later stood then.
    #expect(try acts("2025-07-12") == [.noticed, .ordered, .passed, .closed])
    #expect(try acts("2025-07-13") == [.noticed, .ordered, .passed])
  }

  @Test func historiesAreThoseOfTheAreaAndAllBelow() throws {
    let office = try Office()
    try office.sendAreas()
    try loop(office.store)
    for code in [nil, Office.prefecture, Office.county, Office.towns[0], Office.communities[0]] {
      #expect(try office.store.itemHistories(below: code).map(\.key) == [key])
      #expect(try board(code, office.store).states.map(\.key) == [key])
    }
    #expect(try office.store.itemHistories(below: Office.towns[1]).isEmpty)
    #expect(try board(Office.towns[1], office.store).states.isEmpty)
  }

  @Test func stepsAreNoReturns() throws {
    let office = try Office()
    try office.sendAreas()
    let before = try office.store.facts()
    try loop(office.store)
    #expect(try office.store.facts() == before)
    #expect(try office.store.arrivals()[.items] == nil)
  }

  // MARK: The register

  private func outlet(
    _ id: String, _ place: AreaCode, type: OutletType = .terminal, brand: String = "甲快递", filed: String = "",
    opened: String? = "2025-06-01", until: String? = nil, closed: String? = nil
  ) -> OutletEntry {
    OutletEntry(
      id: id, name: "\(id)店", type: type, area: place, brand: brand, filingNumber: filed,
      openedOn: opened.flatMap { Day($0) }, closedOn: closed.flatMap { Day($0) },
      licenceUntil: until.flatMap { Day($0) })
  }

  private func sendRegister(_ office: Office) throws {
    let (one, two) = (Office.communities[0], Office.communities[1])
    try office.send(
      .outlets(
        Office.lined([
          // 41 days open, 20 days exactly, always open, filed, closed, and a locker, which owes none.
          outlet("T1", one, opened: "2025-06-01"), outlet("T2", one, opened: "2025-06-22"),
          outlet("T3", two, opened: nil), outlet("T4", two, filed: "备1"),
          outlet("T5", two, opened: "2024-01-01", closed: "2025-01-01"), outlet("L1", one, type: .locker),
          // A licence that ends within 60 days and takes the outlets of its brand, one with time left, one that ended.
          outlet("B1", one, type: .business, filed: "x", until: "2025-09-10"),
          outlet("B2", one, type: .business, brand: "乙速运", filed: "x", until: "2025-09-11"),
          outlet("B3", two, type: .business, brand: "丙物流", filed: "x", until: "2025-03-31"),
        ])))
  }

  @Test func theFilingClockAndLicences() throws {
    let office = try Office()
    try office.sendAreas()
    try sendRegister(office)
    let county = try board(Office.county, office.store).matters
    func listed(_ kind: ItemKind) -> [String] { county.listed.filter { $0.kind == kind }.compactMap(\.outlet) }
    #expect(listed(.unfiled) == ["T1", "T3"])
    #expect(county.listed.first { $0.outlet == "T1" }?.due == Day("2025-06-21"))
    #expect(listed(.licence) == ["B3", "B1"])
    // T1, T2, T3 and T4 are of the brand; T5 has closed.
    #expect(county.listed.first { $0.outlet == "B1" }?.takes == 4)
    #expect(county.totals[.unfiled] == 2 && county.totals[.licence] == 2)
    let above = try board(Office.prefecture, office.store).matters.listed
    #expect(
      above.map(\.kind) == [.unfiled, .licence] && above.allSatisfy { $0.isGroup && $0.area.code == Office.county })
    #expect(above.map(\.count) == [2, 2])
    #expect(try board(Office.towns[1], office.store).matters.listed.compactMap(\.outlet) == ["T3", "B3"])
  }

  @Test func anotherLicenceOfTheBrandHoldsItsOutlets() throws {
    let office = try Office()
    try office.sendAreas()
    try sendRegister(office)
    try office.send(
      .outlets(Office.lined([outlet("B4", Office.communities[1], type: .business, filed: "x", until: "2027-01-01")])))
    let matters = try board(Office.county, office.store).matters
    #expect(matters.listed.first { $0.outlet == "B1" }?.takes == 0)
  }

  @Test func findingsNotPutRightAreOneItemAPlace() throws {
    let office = try Office()
    try office.sendAreas()
    func check(_ month: Month, _ day: Int, _ findings: Int, done: Day? = nil) -> SafetyEntry {
      SafetyEntry(
        area: Office.towns[0], month: month, inspectedOn: Day(month.year, month.month, day)!, inspected: 20,
        openedOK: 19,
        findings: findings, rectifyBy: Day(ordinal: Day(month.year, month.month, day)!.ordinal + 15), rectifiedOn: done)
    }
    let (april, may, june) = (Month(2025, 4), Month(2025, 5), Month(2025, 6))
    try office.send(
      .safety(
        Office.lined([
          check(april, 10, 1, done: Day(2025, 4, 20)), check(may, 10, 2), check(june, 10, 1), check(june, 20, 0),
        ])))
    let matters = try board(Office.county, office.store).matters
    #expect(matters.listed.map(\.kind) == [.rectification])
    #expect(matters.listed.first?.count == 3 && matters.listed.first?.due == Day("2025-05-25"))
    // Of three inspections with findings within the year, two came before.
    #expect(matters.listed.first?.repeats == 2)
    let items = try board(Office.county, office.store).workItems(indicators: [], law: nil, settings: Settings())
    #expect(items.first?.daysOver(on: today) == 48)
  }

  @Test func aChangeUnderTheSameFilingIsTold() throws {
    let office = try Office()
    try office.sendAreas()
    func send(_ name: String, filed: Day, at: String) throws {
      var entry = outlet("T1", Office.communities[0], filed: "备1", opened: "2024-01-01")
      (entry.name, entry.filedOn) = (name, filed)
      try office.store.importReturn(
        .outlets(Office.lined([entry])),
        file: ImportFile(name: "\(name).csv", hash: name + at, at: "\(at) 09:12", who: "test", read: 1))
    }
    func changes() throws -> [String] {
      try board(Office.county, office.store).matters.listed.filter { $0.kind == .change }.compactMap(\.outlet)
    }
    try send("旧店", filed: Day(2024, 1, 9)!, at: "2025-05-05")
    #expect(try changes() == [])
    try send("新店", filed: Day(2024, 1, 9)!, at: "2025-06-05")
    #expect(try changes() == ["T1"])
    try office.store.undo(3, at: "2025-07-06 08:00")
    #expect(try changes() == [])
    try send("新店", filed: Day(2024, 1, 9)!, at: "2025-07-07")
    // Five days are within the ten.
    #expect(try changes() == [])
    try send("更新店", filed: Day(2024, 1, 9)!, at: "2025-06-06")
    try send("更新店", filed: Day(2025, 7, 1)!, at: "2025-07-08")
    #expect(try changes() == [])
  }

  /// SQLite refuses a question that names an index it cannot go by, so that an answer proves the index is used.
  @Test func aLargeRegisterListsWhatCanBeReadAndCountsTheRest() throws {
    let office = try Office()
    try office.sendAreas()
    let entries = (0..<10_000).map { number in
      outlet(
        "N\(number)", Office.communities[number % 2], filed: number % 20 == 0 ? "" : "备\(number)", opened: "2024-01-01")
    }
    try office.send(.outlets(Office.lined(entries)))
    let matters = try board(Office.county, office.store).matters
    #expect(matters.totals[.unfiled] == 500 && matters.listed.count == 200 && matters.unlisted == 300)
    #expect(matters.counts[.unfiled] == 500)
    // All of them where they are asked for, and what fell due within the year before what is older.
    try office.send(.outlets(Office.lined(entries + [outlet("NEW", Office.communities[0], opened: "2025-05-01")])))
    let all = try office.store.matters(below: Office.county, on: today, terms: RegisterTerms())
    #expect(all.listed.count == 501 && all.unlisted == 0 && all.listed.first?.outlet == "NEW")
    #expect(try board(Office.county, office.store).matters.listed.first?.outlet == "NEW")
  }
}
