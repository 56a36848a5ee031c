import PostalModel
import Testing

@testable import PostalStore

@Suite struct LedgerTests {
  let june = Month(2025, 6)

  func tape(_ area: AreaCode, _ good: Int, _ all: Int, brand: String = "") -> PackagingEntry {
    PackagingEntry(area: area, month: june, brand: brand, taped: all, slimTaped: good)
  }

  @Test func theSameFileAgainChangesNothing() throws {
    let office = try Office()
    try office.sendAreas()
    let rows = ReturnRows.packaging(Office.lined([tape(Office.towns[0], 9, 10)]))
    let file = ImportFile(name: "a.csv", hash: "abc", at: "2025-07-05 09:12", who: "test", read: 1)
    let first = try office.store.importReturn(rows, file: file)
    let before = try office.dump()
    let again = try office.store.importReturn(rows, file: file)
    #expect(again.sameAs == first.id && again.kept == 0)
    #expect(try office.dump() == before)
    #expect(try office.store.ledger().count == 2)
  }

  @Test func aLaterReturnReplacesAndUndoBringsTheEarlierBack() throws {
    let office = try Office()
    try office.sendAreas()
    try office.send(.packaging(Office.lined([tape(Office.towns[0], 9, 10), tape(Office.towns[1], 7, 10)])))
    let before = try office.dump()
    let outcome = try office.send(.packaging(Office.lined([tape(Office.towns[0], 10, 10)])))
    #expect(outcome.replaced == 1)
    #expect(try office.sums(Office.county).measures["slim_taped"] == 17)
    try office.store.undo(#require(outcome.id), at: "2025-07-06 08:00")
    #expect(try office.dump() == before)
    #expect(throws: StoreError.self) { try office.store.undo(#require(outcome.id), at: "2025-07-06 08:01") }
    #expect(throws: StoreError.self) { try office.store.undo(99, at: "2025-07-06 08:01") }
  }

  @Test func aDryRunLeavesNoTrace() throws {
    let office = try Office()
    try office.sendAreas()
    let before = try office.dump()
    let outcome = try office.send(.packaging(Office.lined([tape(Office.towns[0], 9, 10)])), dryRun: true)
    #expect(outcome.id == nil && outcome.kept == 1)
    #expect(try office.dump() == before)
    #expect(try office.store.ledger().count == 1)
  }

  @Test func countingTwiceIsRefusedWithBothNamed() throws {
    let office = try Office()
    try office.sendAreas()
    try office.send(.packaging(Office.lined([tape(Office.towns[0], 9, 10)])), named: "town.csv")
    let before = try office.dump()
    for rows in [[tape(Office.county, 90, 100)], [tape(Office.communities[0], 1, 1)]] {
      let error = #expect(throws: StoreError.self) {
        try office.send(.packaging(Office.lined(rows)), named: "other.csv")
      }
      guard case .refused(let problems) = error else {
        Issue.record("not refused")
        continue
      }
      #expect(problems.count == 1)
      #expect(problems[0].text(.zh).hasPrefix("other.csv:2:1: "))
      #expect(problems[0].zh.contains("甲镇") && problems[0].zh.contains("town.csv:2"))
      #expect(problems[0].en.contains("520590100000"))
    }
    // Another source is another figure, and is kept.
    var sample = tape(Office.county, 90, 100)
    sample.source = .sampled
    #expect(try office.dump() == before)
    try office.send(.packaging(Office.lined([sample])))
    // All brands beside a named one.
    #expect(throws: StoreError.self) {
      try office.send(.packaging(Office.lined([tape(Office.towns[0], 9, 10, brand: "甲")])))
    }
  }

  @Test func aSafetyTotalDoesNotStandBesideAnOutletInsideIt() throws {
    let office = try Office()
    try office.sendAreas()
    let rows = [
      SafetyEntry(area: Office.county, month: june, inspected: 10, openedOK: 9),
      SafetyEntry(area: Office.towns[0], month: june, outlet: "X1", inspected: 10, openedOK: 10),
    ]
    #expect(throws: StoreError.self) { try office.send(.safety(Office.lined(rows))) }
    // An outlet that stands under the county itself lies in none of its towns.
    var site = rows[1]
    site.area = Office.county
    var town = rows[0]
    town.area = Office.towns[0]
    try office.send(.safety(Office.lined([site, town])))
  }

  @Test func aUnitCannotMoveUnderAReturnThatHoldsItAlready() throws {
    let office = try Office()
    try office.sendAreas()
    let other = AreaCode("520591")!
    try office.send(.areas(Office.lined([AreaEntry(code: other, name: "另一区")])))
    try office.send(.packaging(Office.lined([tape(other, 50, 100), tape(Office.towns[0], 100, 100)])))
    let before = try office.dump()
    #expect(throws: StoreError.self) {
      try office.send(.areas(Office.lined([AreaEntry(code: Office.towns[0], name: "甲镇", parent: other)])))
    }
    #expect(try office.dump() == before)
  }

  @Test func aPartialImportKeepsConflictsOut() throws {
    let office = try Office()
    try office.sendAreas()
    try office.send(.packaging(Office.lined([tape(Office.communities[0], 1, 1)])))
    let rows = ReturnRows.packaging(Office.lined([tape(Office.towns[0], 9, 10), tape(Office.towns[1], 8, 10)]))
    let file = ImportFile(name: "p.csv", hash: "p", at: "2025-07-05 09:12", who: "test", read: 2)
    #expect(throws: StoreError.self) { try office.store.importReturn(rows, file: file) }
    let outcome = try office.store.importReturn(rows, file: file, isPartial: true)
    #expect(outcome.kept == 1 && outcome.rejected == 1 && outcome.conflicts.count == 1)
    #expect(try office.sums(Office.towns[1]).measures["slim_taped"] == 8)
  }

  @Test func aRegisterWithoutAColumnLeavesItAsItWas() throws {
    let office = try Office()
    try office.sendAreas()
    let area = Office.communities[0]
    try office.send(
      .outlets(
        Office.lined([
          OutletEntry(id: "T1", name: "a", type: .terminal, area: area, brand: "甲", openedOn: Day("2025-06-01"))
        ])))
    let before = try office.dump()
    let file = ImportFile(
      name: "closed.csv", hash: "c", at: "2025-07-05 09:12", who: "test", read: 1,
      absentColumns: ["brand", "filing_no", "filed_on", "opened_on", "licence_until"])
    let rows = [OutletEntry(id: "T1", name: "a", type: .terminal, area: area, closedOn: Day("2025-07-01"))]
    let outcome = try office.store.importReturn(.outlets(Office.lined(rows)), file: file)
    let kept = try #require(try office.store.outlet("T1")).entry
    #expect(kept.brand == "甲" && kept.openedOn == Day("2025-06-01") && kept.closedOn == Day("2025-07-01"))
    #expect(try office.sums(area, "2025-05").measures["open_terminal"] == 0)
    #expect(try office.sums(area, "2025-06").measures["open_terminal"] == 1)
    try office.store.undo(#require(outcome.id), at: "2025-07-06 08:00")
    #expect(try office.dump() == before)
  }

  @Test func rowsOutsideTheScopeAreRefused() throws {
    let office = try Office()
    try office.sendAreas()
    #expect(throws: StoreError.self) {
      try office.send(.packaging(Office.lined([tape(Office.towns[0], 9, 10)])), scope: Office.towns[1])
    }
    #expect(try office.store.ledger().count == 1)
  }

  @Test func areasInUseCannotBeUndone() throws {
    let office = try Office()
    let empty = try office.dump()
    try office.sendAreas()
    let listed = try office.dump()
    try office.send(.packaging(Office.lined([tape(Office.towns[0], 9, 10)])))
    let error = #expect(throws: StoreError.self) { try office.store.undo(1, at: "2025-07-06 08:00") }
    guard case .cannotUndo(let zh, _) = error else { throw error! }
    #expect(zh.contains("2"))
    try office.store.undo(2, at: "2025-07-06 08:00")
    #expect(try office.dump() == listed)
    try office.store.undo(1, at: "2025-07-06 08:01")
    #expect(try office.dump() == empty)
  }

  @Test func endedCodesKnowTheirSuccessors() throws {
    var shipped = Office.above
    shipped.areas += [(AreaCode("520581")!, "黔西市", nil), (AreaCode("520581100")!, "金碧镇", nil)]
    shipped.changes = [
      CodeChange(
        old: AreaCode("520522")!, new: AreaCode("520581")!, oldName: "黔西县", newName: "黔西市", ended: Month(2021, 3))
    ]
    let office = try Office(shipped: shipped)
    guard case .ended(let until, let successor, let area) = try office.store.standing(of: AreaCode("520522100")!) else {
      Issue.record("520522 should have ended")
      return
    }
    #expect(until == Month(2021, 3) && successor == AreaCode("520581100") && area?.name == "金碧镇")
    guard case .unknown(let near) = try office.store.standing(of: AreaCode("520582")!) else {
      Issue.record("520582 should be unknown")
      return
    }
    #expect(near.first?.name == "黔西市")
  }

  @Test func aNewerDatabaseIsNotTouched() throws {
    let office = try Office()
    try office.store.write { db in
      try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 from the future')")
    }
    #expect(throws: StoreError.self) {
      _ = try PostalStore(path: office.store.path, settings: Settings(), standards: [Amount(4)])
    }
  }

  @Test func theFormsOfAFileAreStoredAllOrNone() throws {
    let office = try Office()
    try office.sendAreas()
    let june = Month(2025, 6)
    try office.send(
      .packaging(Office.lined([PackagingEntry(area: Office.county, month: june, taped: 10, slimTaped: 9)])))
    let (dump, entries) = (try office.dump(), try office.store.ledger().count)
    func file(_ rows: ReturnRows) -> (ReturnRows, ImportFile) {
      (
        rows,
        ImportFile(
          name: "两表.xlsx", hash: "two", at: "2025-07-05 09:12", who: "test", read: rows.count,
          originals: [KeptFile(hash: "two", size: 1, packed: [1])])
      )
    }
    let good = file(.safety(Office.lined([SafetyEntry(area: Office.towns[0], month: june, inspected: 9, openedOK: 9)])))
    // A town inside the county that has sent its own.
    let bad = file(
      .packaging(Office.lined([PackagingEntry(area: Office.towns[0], month: june, taped: 10, slimTaped: 9)])))
    #expect(throws: StoreError.self) { try office.store.importReturns([good, bad]) }
    #expect(try office.dump() == dump)
    #expect(try office.store.ledger().count == entries)
    #expect(try office.store.read { db in try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM kept_file") } == 0)
    #expect(try office.store.importReturns([good]).map(\.kept) == [1])
  }
}
