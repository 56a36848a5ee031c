import PostalModel
import Testing

@testable import PostalStore

/// A signed month keeps its figures; what comes later is a revision and is told as one.
@Suite struct SignOffTests {
  let june = Month(2025, 6)
  static let tape = Indicator(
    id: "slim_tape", zh: "瘦身胶带", en: "slim tape", panel: "packaging", form: .packaging, unit: .percent, scale: 100,
    numerator: ["slim_taped"], denominator: ["taped"], kind: .flow)
  static let delay = Indicator(
    id: "delay_rate", zh: "延误率", en: "delay", panel: "service", form: .figures, unit: .percent, scale: 100,
    numerator: [], denominator: [], kind: .flow)

  var yardstick: Yardstick {
    Yardstick(plans: PlanBook(plans: [], law: nil), indicators: [Self.tape, Self.delay], today: Day("2025-07-20")!)
  }

  private func send(_ office: Office, _ rows: ReturnRows, at: String) throws -> ImportOutcome {
    try office.store.importReturn(
      rows, file: ImportFile(name: "r.csv", hash: at, at: at, who: "test", read: rows.count),
      watching: FigureWatch(yardstick, mostPairs: 100))
  }

  private func tape(_ area: AreaCode, _ good: Int, _ all: Int, _ month: Month? = nil) -> ReturnRows {
    .packaging(
      Office.lined([PackagingEntry(area: area, month: month ?? june, taped: all, slimTaped: good)]))
  }

  private func values(_ revision: Revision) -> [String] {
    revision.figures.map { "\($0.area.name) \($0.before?.value ?? "-") \($0.after?.value ?? "-")" }
  }

  @Test func aLaterReturnOfASignedMonthIsARevisionWithWhatItMoved() throws {
    let office = try Office()
    try office.sendAreas()
    _ = try send(office, tape(Office.towns[0], 9, 10), at: "2025-07-05 09:12")
    let signing = try office.store.signOff(
      Office.prefecture, month: june, who: "张三", at: "2025-07-15 09:00", by: yardstick)
    // One town of the two that owe has sent; the other is named.
    #expect(signing.signOff.reported == 1 && signing.signOff.expected == 2)
    #expect(signing.missing.map(\.area.name) == ["乙镇"])
    #expect(signing.signOff.newestImport == 2)

    let other = try send(office, tape(Office.towns[0], 5, 10, Month(2025, 5)), at: "2025-07-16 08:00")
    #expect(other.revisions.isEmpty)
    let outcome = try send(office, tape(Office.towns[1], 5, 10), at: "2025-07-16 09:00")
    #expect(outcome.revisions.count == 1)
    #expect(values(outcome.revisions[0]) == ["毕节市 90.0 70.0", "试验区 90.0 70.0"])

    let changes = try office.store.signedChanges(below: Office.prefecture, month: june, by: yardstick)
    #expect(changes.map(\.figure.before?.reported) == [1, 1] && changes.map(\.figure.after?.reported) == [2, 2])
    #expect(changes.allSatisfy { $0.causes.map(\.importID) == [outcome.id] })
    #expect(try office.store.ledger()[0].revised == ["2025-06 毕节市"])

    let undone = try office.store.undo(#require(outcome.id), at: "2025-07-18 09:00", yardstick: yardstick)
    #expect(values(undone[0]) == ["毕节市 70.0 90.0", "试验区 70.0 90.0"] && undone[0].isUndo)
    #expect(try office.store.signedChanges(below: nil, month: nil, by: yardstick).isEmpty)
    #expect(try office.store.revisions().count == 2)
    #expect(try office.store.revisions(since: Day("2025-07-17")).map(\.isUndo) == [true])
    #expect(try office.store.revisions()[0].figures == outcome.revisions[0].figures)
  }

  @Test func aBoardOfASignedMonthTellsItAndWhatWasSigned() throws {
    let office = try Office()
    try office.sendAreas()
    _ = try send(office, tape(Office.towns[0], 9, 10), at: "2025-07-05 09:12")
    _ = try office.store.signOff(
      Office.prefecture, month: june, who: "张三", at: "2025-07-15 09:00", by: yardstick)
    func board(_ area: AreaCode, _ store: PostalStore? = nil) throws -> SignOffFacts? {
      try (store ?? office.store).board(
        at: area, period: Period(june), borrowing: nil, plans: yardstick.plans, indicators: yardstick.indicators,
        today: yardstick.today)?.signOff
    }
    #expect(try board(Office.county)?.isRevised == false)
    #expect(try board(Office.county)?.signOff.area.code == Office.prefecture)
    _ = try send(office, tape(Office.towns[0], 8, 10), at: "2025-07-16 09:00")
    let facts = try #require(try board(Office.county))
    #expect(facts.isRevised && facts.revised[Office.county]?["slim_tape"]?.value == "90.0")
    // Before the revision it was as signed, and before the signing not signed.
    #expect(try board(Office.county, office.store.asOf(Day("2025-07-15")!))?.isRevised == false)
    #expect(try board(Office.county, office.store.asOf(Day("2025-07-14")!)) == nil)
  }

  @Test func aWithdrawnSignOffStaysOnRecord() throws {
    let office = try Office()
    try office.sendAreas()
    _ = try send(office, tape(Office.towns[0], 9, 10), at: "2025-07-05 09:12")
    func sign() throws {
      _ = try office.store.signOff(Office.county, month: june, who: "张三", at: "2025-07-15 09:00", by: yardstick)
    }
    try sign()
    #expect(throws: StoreError.self) { try sign() }
    _ = try office.store.withdrawSignOff(Office.county, month: june, who: "李四", at: "2025-07-16 09:00")
    #expect(throws: StoreError.self) {
      try office.store.withdrawSignOff(Office.county, month: june, who: "李四", at: "2025-07-16 09:01")
    }
    #expect(try send(office, tape(Office.towns[0], 8, 10), at: "2025-07-17 09:00").revisions.isEmpty)
    try sign()
    #expect(try office.store.signOffs(below: Office.prefecture).map(\.withdrawnBy) == [nil, "李四"])
    #expect(throws: StoreError.self) {
      try office.store.signOff(
        Office.county, month: Month(2025, 7), who: "张三", at: "2025-07-15 09:00", by: yardstick)
    }
  }

  @Test func aFiguresHistoryNamesEachImportAndUndoThatChangedIt() throws {
    let office = try Office()
    try office.sendAreas()
    let ids = try [
      send(office, tape(Office.towns[0], 9, 10), at: "2025-07-05 09:12"),
      send(office, tape(Office.towns[0], 9, 10, Month(2025, 5)), at: "2025-07-06 09:12"),
      send(office, tape(Office.towns[1], 5, 10), at: "2025-07-07 09:12"),
      send(office, tape(Office.towns[0], 10, 10), at: "2025-07-08 09:12"),
    ].map { try #require($0.id) }
    try office.store.undo(ids[2], at: "2025-07-09 10:00")
    let before = try office.dump()
    let history = try office.store.history(
      of: Office.county, indicator: Self.tape, period: Period(june), by: yardstick)
    #expect(history.map(\.importID) == [ids[0], ids[2], ids[3], ids[2]])
    #expect(history.map(\.isUndo) == [false, false, false, true])
    #expect(history.map { $0.after?.value } == ["90.0", "70.0", "75.0", "100.0"])
    #expect(history[1].before?.value == "90.0" && history[0].before?.value == nil)
    #expect(try office.dump() == before)
  }

  @Test func aReturnOfAnotherMonthThatChangesWhoOwesIsARevision() throws {
    let office = try Office()
    try office.sendAreas()
    _ = try send(office, tape(Office.towns[0], 9, 10), at: "2025-07-05 09:12")
    for area in [Office.prefecture, Office.towns[1]] {
      _ = try office.store.signOff(area, month: june, who: "张三", at: "2025-07-15 09:00", by: yardstick)
    }
    // Two villages against one town: the villages owe it from now on, in June too.
    let rows = Office.villages.prefix(2).map { PackagingEntry(area: $0, month: june.advanced(by: 1), taped: 9) }
    let outcome = try send(office, .packaging(Office.lined(rows)), at: "2025-07-16 08:00")
    #expect(Set(outcome.revisions.map(\.signOff.area.code)) == [Office.prefecture, Office.towns[1]])
    #expect(try office.store.revisions().count == 2)
    let undone = try office.store.undo(#require(outcome.id), at: "2025-07-18 09:00", yardstick: yardstick)
    #expect(undone.count == 2)
    #expect(try office.store.signedChanges(below: nil, month: nil, by: yardstick).isEmpty)
  }

  @Test func aBoardTellsWhatMovedWithoutARevision() throws {
    let office = try Office()
    try office.sendAreas()
    let rows = [
      PackagingEntry(area: Office.towns[0], month: june, taped: 10, slimTaped: 9),
      PackagingEntry(area: Office.towns[0], month: june, source: .system, taped: 10, slimTaped: 5),
    ]
    _ = try send(office, .packaging(Office.lined(rows)), at: "2025-07-05 09:12")
    _ = try office.store.signOff(Office.county, month: june, who: "张三", at: "2025-07-15 09:00", by: yardstick)
    var settings = Settings()
    settings.prefersSystem.toggle()
    let reopened = try PostalStore(path: office.store.path, settings: settings, standards: [Amount(4)])
    let facts = try #require(
      try reopened.board(
        at: Office.county, period: Period(june), borrowing: nil, plans: yardstick.plans,
        indicators: yardstick.indicators, today: yardstick.today)?.signOff)
    #expect(facts.isRevised && facts.revised[Office.county]?["slim_tape"] != nil)
  }

  @Test func aSignOffStandsUnderTheNewCodeOfItsArea() throws {
    let office = try Office()
    try office.sendAreas()
    _ = try send(office, tape(Office.towns[0], 9, 10), at: "2025-07-05 09:12")
    _ = try office.store.signOff(Office.county, month: june, who: "张三", at: "2025-07-15 09:00", by: yardstick)
    _ = try send(office, tape(Office.towns[0], 8, 10), at: "2025-07-16 09:00")
    let signed = try office.store.signOffs()
    let revisions = try office.store.revisions()
    let new = AreaCode("520591")!
    try office.store.apply([
      CodeChange(old: Office.county, new: new, oldName: "试验区", newName: "试验市", ended: june)
    ])
    for below in [new, Office.prefecture] {
      #expect(try office.store.signOffs(below: below).map(\.area.code) == [new])
    }
    let changes = try office.store.signedChanges(below: new, month: june, by: yardstick)
    #expect(Set(changes.map(\.figure.area.code)) == [new, AreaCode("520591100")!])
    #expect(changes.allSatisfy { $0.figure.before != nil && $0.figure.after != nil && !$0.causes.isEmpty })
    let board = try office.store.board(
      at: new, period: Period(june), borrowing: nil, plans: yardstick.plans, indicators: yardstick.indicators,
      today: yardstick.today)
    #expect(board?.signOff?.revised[new]?["slim_tape"]?.value == "90.0")
    #expect(throws: StoreError.self) {
      try office.store.signOff(new, month: june, who: "张三", at: "2025-07-17 09:00", by: yardstick)
    }
    let later = try send(office, tape(AreaCode("520591100")!, 7, 10), at: "2025-07-18 09:00")
    #expect(later.revisions.count == 1 && values(later.revisions[0]).first == "试验市 80.0 70.0")
    #expect(try office.store.ledger()[0].revised == ["2025-06 试验市"])
    try office.store.undo(#require(later.id), at: "2025-07-19 09:00")
    try office.store.apply([])
    #expect(try office.store.signOffs().map(\.area) == signed.map(\.area))
    #expect(
      try office.store.revisions().first
        == revisions.first.map { first in
          var first = first
          first.signOff.revisions = 3
          return first
        })
    // One of an area that is gone is known by its code.
    try office.store.write { db in try db.execute(sql: "UPDATE sign_off SET area = 520599000000") }
    #expect(try office.store.signOffs(below: Office.prefecture).map(\.area.name) == ["520599000000"])
  }

  @Test func aHistoryKeepsTheOrderWithinAMinute() throws {
    let office = try Office()
    try office.sendAreas()
    func at(_ good: Int, _ name: String) throws -> Int {
      let rows = tape(Office.towns[0], good, 10)
      let file = ImportFile(name: name, hash: name, at: "2025-07-05 09:12", who: "test", read: 1)
      return try #require(try office.store.importReturn(rows, file: file).id)
    }
    let first = try at(9, "a")
    try office.store.undo(first, at: "2025-07-05 09:12")
    let second = try at(8, "b")
    let history = try office.store.history(
      of: Office.county, indicator: Self.tape, period: Period(june), by: yardstick)
    #expect(history.map(\.importID) == [first, first, second] && history.map(\.isUndo) == [false, true, false])
    #expect(history.map { $0.after?.value } == ["90.0", nil, "80.0"])
  }

  @Test func aHistoryTellsOfAnOutletThatLeft() throws {
    let office = try Office()
    try office.sendAreas()
    let count = Indicator(
      id: Indicator.density, zh: "密度", en: "density", panel: "outlets", form: .outlets, unit: .per10k, scale: 10_000,
      numerator: ["terminal_outlets_urban"], denominator: ["urban_residents"], kind: .stock)
    let (here, there) = (Office.communities[0], Office.communities[1])
    func stand(_ area: AreaCode, _ scope: AreaCode? = nil) throws -> Int {
      let rows = [OutletEntry(id: "W1", name: "网点", type: .terminal, area: area)]
      return try #require(try office.send(.outlets(Office.lined(rows)), scope: scope).id)
    }
    let ids = try [stand(here, Office.county), stand(there)]
    let history = try office.store.history(of: here, indicator: count, period: Period(june), by: yardstick)
    #expect(history.map(\.importID) == ids)
  }
}
