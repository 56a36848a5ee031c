import Foundation
import GRDB
import PostalModel
import Testing

@testable import PostalStore

/// Whoever finds the database taken waits for his turn, is told so, and is told when it was in vain.
@Suite(.disabled(if: Office.isOnServer, "of files")) struct TurnTests {
  private let june = Month(2025, 6)

  private func packaging(_ taped: Int) -> ReturnRows {
    .packaging(Office.lined([PackagingEntry(area: Office.county, month: june, taped: taped, slimTaped: 9)]))
  }

  private func file(_ name: String) -> ImportFile {
    ImportFile(name: name, hash: name, at: "2025-07-05 09:12", who: "test", read: 1)
  }

  /// Counts from several threads.
  private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0
    func add() { lock.withLock { count += 1 } }
    var value: Int { lock.withLock { count } }
  }

  /// A connection that may keep a transaction open.
  private func another(_ office: Office) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    return try DatabaseQueue(path: office.store.path, configuration: configuration)
  }

  @Test func anImportWaitsUntilTheOtherIsInAndSaysSo() throws {
    let office = try Office()
    try office.sendAreas()
    let waits = Counter()
    let other = try another(office)
    try other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    // What is told after a second of waiting ends the wait.
    let store = try PostalStore(
      path: office.store.path, settings: Settings(), standards: [Amount(4)], patience: 60,
      waiting: {
        waits.add()
        try? other.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
      })
    let outcome = try store.importReturn(packaging(10), file: file("a.csv"))
    #expect(outcome.kept == 1)
    #expect(waits.value == 1)
  }

  @Test func aWaitInVainEndsWithHowLongItWas() throws {
    let office = try Office()
    try office.sendAreas()
    let other = try another(office)
    try other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    let store = try PostalStore(path: office.store.path, settings: Settings(), standards: [Amount(4)], patience: 1)
    do {
      _ = try store.importReturn(packaging(10), file: file("a.csv"))
      Issue.record("the database was taken")
    } catch StoreError.unusable(_, let zh, let en) {
      #expect(zh.contains("等了 1 秒"))
      #expect(en.contains("after 1 s"))
    }
    try other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    #expect(try store.importReturn(packaging(10), file: file("a.csv")).kept == 1)
  }

  @Test func aWaitCanBeGivenUp() throws {
    let office = try Office()
    try office.sendAreas()
    let other = try another(office)
    try other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    final class Held: @unchecked Sendable { var store: PostalStore? }
    let held = Held()
    let store = try PostalStore(
      path: office.store.path, settings: Settings(), standards: [Amount(4)], patience: 600,
      waiting: { held.store?.interrupt() })
    held.store = store
    #expect(throws: StoreError.self) { try store.importReturn(packaging(10), file: file("a.csv")) }
    held.store = nil
    try other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
  }

  @Test func readersSeeWhatWasWhileAnotherWrites() throws {
    let office = try Office()
    try office.sendAreas()
    try office.send(packaging(10))
    let other = try another(office)
    try other.writeWithoutTransaction { db in
      try db.execute(sql: "BEGIN IMMEDIATE; UPDATE packaging SET taped = 99; UPDATE packaging_sum SET taped = 99")
    }
    let reader = try PostalStore(
      path: office.store.path, settings: Settings(), standards: [Amount(4)], patience: 0)
    let today = try #require(Day("2025-07-12"))
    let sums = try reader.sums(of: [Office.county], period: Period(june), today: today)[0]
    #expect(sums.measures["taped"] == 10)
    try other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
  }

  @Test func filesAreForTheirOwnerAndInAGroupsFolderForTheGroup() throws {
    func mode(_ path: String) throws -> Int {
      try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }
    let office = try Office()
    try office.sendAreas()
    for ending in ["", "-wal", "-shm"] { #expect(try mode(office.store.path + ending) == 0o600) }
    let shared = office.folder.appendingPathComponent("shared").path
    try FileManager.default.createDirectory(atPath: shared, withIntermediateDirectories: true)
    try #require(chmod(shared, 0o2770) == 0)
    let store = try PostalStore(path: shared + "/office.sqlite", settings: Settings(), standards: [Amount(4)])
    #expect(try mode(store.path) == 0o660)
    #expect(try PostalStore.backUp(store.path, to: office.folder.path + "/copy.sqlite").rows > 0)
    #expect(try mode(office.folder.path + "/copy.sqlite") == 0o600)
  }

  @Test func whatIsStoredIsSyncedBeforeItIsTold() throws {
    let office = try Office()
    let (synchronous, journal) = try office.store.read { db in
      (try Int.fetchOne(db, sql: "PRAGMA synchronous"), try String.fetchOne(db, sql: "PRAGMA journal_mode"))
    }
    #expect(synchronous == 2)
    #expect(journal == "wal")
  }
}
