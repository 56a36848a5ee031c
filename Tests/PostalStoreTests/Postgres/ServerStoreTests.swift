import Foundation
import PostalModel
import PostgresServer
import Testing

@testable import PostalStore

/// A store on a server: who waits for whom, what is heard of others, and what becomes of it when the server goes away.
@Suite(.needsPostgres) struct ServerStoreTests {
  private static let june = Month(2025, 6)
  private static let elsewhere = AreaCode("520591")!

  private func open(
    _ address: String, readOnly: Bool = false, patience: Double = 60, waiting: (@Sendable () -> Void)? = nil
  ) throws -> PostalStore {
    try PostalStore(
      path: address, settings: Settings(), standards: [Amount(4)], readOnly: readOnly, patience: patience,
      waiting: waiting, areas: { Office.above })
  }

  private func file(_ name: String) -> ImportFile {
    ImportFile(name: name, hash: name, at: "2025-07-05 09:12", who: "test", read: 1)
  }

  private func packaging(_ area: AreaCode, _ taped: Int) -> ReturnRows {
    .packaging(Office.lined([PackagingEntry(area: area, month: Self.june, taped: taped, slimTaped: 9)]))
  }

  /// A store with two counties that have each returned once.
  private func twoCounties(_ address: String) throws -> PostalStore {
    let store = try open(address)
    let areas = Office.areaEntries + [AreaEntry(code: Self.elsewhere, name: "另一区")]
    _ = try store.importReturn(.areas(Office.lined(areas)), file: file("areas.csv"))
    for county in [Office.county, Self.elsewhere] {
      _ = try store.importReturn(packaging(county, 10), file: file("first-\(county).csv"))
    }
    return store
  }

  private func sum(_ store: PostalStore, _ area: AreaCode = Office.prefecture) throws -> Int? {
    try store.sums(of: [area], period: Period("2025-06")!, today: Day("2025-07-12")!).first?.measures["taped"]
  }

  /// What several threads tell.
  private final class Told: @unchecked Sendable {
    private let condition = NSCondition()
    private var count = 0

    func add() {
      condition.lock()
      count += 1
      condition.broadcast()
      condition.unlock()
    }

    /// - Returns: false after half a minute.
    func waits(for least: Int) -> Bool {
      condition.lock()
      defer { condition.unlock() }
      let until = Date().addingTimeInterval(30)
      while count < least { if !condition.wait(until: until) { return false } }
      return true
    }

    var value: Int {
      condition.lock()
      defer { condition.unlock() }
      return count
    }
  }

  @Test func importsOfOneCountyWaitForOneAnotherAndOthersDoNot() throws {
    let address = try PostgresServer.shared.freshDatabase()
    let store = try twoCounties(address)
    // Another writer in the first county, in the midst of its work.
    let other = try PostgresConnection(address: address, readOnly: false, session: PostgresGround.session)
    try other.runScript("BEGIN")
    _ = try PostgresLocks(connection: other, turn: Turn(patience: 1)).take(.areas([Office.county.number]))
    _ = try store.importReturn(packaging(Self.elsewhere, 30), file: file("elsewhere.csv"))
    let told = Told()
    let waiting = try open(address) {
      told.add()
      try? other.runScript("COMMIT")
    }
    _ = try waiting.importReturn(packaging(Office.county, 20), file: file("here.csv"))
    #expect(told.value == 1)
    #expect(try sum(store) == 50)
    try other.runScript("BEGIN")
    _ = try PostgresLocks(connection: other, turn: Turn(patience: 1)).take(.areas([Office.county.number]))
    let impatient = try open(address, patience: 1)
    #expect {
      try impatient.importReturn(packaging(Office.county, 70), file: file("later.csv"))
    } throws: { error in
      guard case StoreError.unusable(_, let zh, let en) = error else { return false }
      return zh.contains("等了 1 秒") && en.contains("after 1 s")
    }
    // What is of the whole waits for whoever writes anywhere.
    #expect(throws: StoreError.self) { try impatient.rebuild() }
    #expect(try sum(store) == 50)
  }

  @Test func sumsAboveAreRightWhateverComesTogether() async throws {
    let address = try PostgresServer.shared.freshDatabase()
    let store = try twoCounties(address)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, county) in [Office.county, Self.elsewhere, Office.county, Self.elsewhere].enumerated() {
        let own = try open(address)
        group.addTask {
          for round in 1...8 {
            _ = try own.importReturn(
              packaging(county, number * 100 + round), file: file("\(number)-\(round).csv"))
          }
        }
      }
      try await group.waitForAll()
    }
    let copy = try store.copy(asOf: nil)
    try copy.rebuild()
    #expect(try sum(store) == sum(copy))
    #expect(try Office.dump(store, withRows: false) == Office.dump(copy, withRows: false))
    #expect(try store.ledger().count == 3 + 32)
  }

  @Test func whatOthersWriteIsHeard() throws {
    let address = try PostgresServer.shared.freshDatabase()
    let store = try twoCounties(address)
    let desk = try open(address, readOnly: true)
    let told = Told()
    #expect(desk.onChange { told.add() })
    let before = try desk.version()
    _ = try store.importReturn(packaging(Office.county, 20), file: file("more.csv"))
    #expect(told.waits(for: 1))
    #expect(try desk.version() > before)
    #expect(try sum(desk) == 30)
    #expect(throws: StoreError.self) { try desk.importReturn(packaging(Office.county, 1), file: file("x.csv")) }
  }

  @Test func aReplicaShowsWhatIsWrittenAndIsNotWritten() throws {
    let server = try PostgresServer()
    let address = try server.freshDatabase()
    let store = try twoCounties(address)
    let replica = try server.replica()
    let desk = try open(address.replacing(":\(server.port)/", with: ":\(replica.port)/"), readOnly: true)
    let told = Told()
    #expect(desk.onChange { told.add() })
    let before = try desk.version()
    #expect(try sum(desk) == 20)
    _ = try store.importReturn(packaging(Office.county, 20), file: file("more.csv"))
    #expect(told.waits(for: 1))
    #expect(try desk.version() > before)
    #expect(try sum(desk) == 30)
    try store.undo(try store.ledger(limit: 1)[0].id, at: "2025-07-06 08:00")
    #expect(told.waits(for: 2))
    #expect(try sum(desk) == 20)
    #expect {
      try desk.importReturn(packaging(Office.county, 1), file: file("x.csv"))
    } throws: { error in
      guard case StoreError.unusable(_, let zh, let en) = error else { return false }
      return zh.contains("主服务器") && en.contains("the main server")
    }
  }

  @Test func rowsAreFoundByTheirNumbers() throws {
    let store = try twoCounties(try PostgresServer.shared.freshDatabase())
    let plan = try store.database.read { db in
      // Whatever there is, a few rows are read fastest all together.
      try db.execute(sql: "\(PostgresGround.writing); SET LOCAL enable_seqscan = off")
      return try String.fetchAll(
        db, sql: "EXPLAIN UPDATE packaging SET live = 0 WHERE rowid IN (SELECT o.rowid FROM safety o)")
    }
    #expect(plan.contains { $0.contains("packaging_rowid") }, "\(plan)")
  }

  @Test func aServerThatGoesAndComesBackIsTakenUpAgain() throws {
    let server = try PostgresServer()
    let address = try server.freshDatabase()
    let store = try twoCounties(address)
    let told = Told()
    #expect(store.onChange { told.add() })
    let before = try store.version()
    try server.kill()
    #expect(told.waits(for: 1))
    #expect {
      try store.facts()
    } throws: { error in
      guard case StoreError.unusable(let path, _, let en) = error else { return false }
      return path == address && en.contains("connection was lost") || "\(error)".contains("cannot be reached")
    }
    try server.start()
    #expect(told.waits(for: 2))
    #expect(try store.version() > before)
    var sum: Int?
    // The pause that the failed try left is a second.
    let until = Date().addingTimeInterval(30)
    while sum == nil, Date() < until { sum = try? self.sum(store) }
    #expect(sum == 20)
    _ = try store.importReturn(packaging(Office.county, 20), file: file("after.csv"))
    #expect(try self.sum(store) == 30)
  }

  // MARK: moving house

  private func sqlite() throws -> (office: Office, path: String) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("yilan-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return (try Office(), folder.appendingPathComponent("moved.sqlite").path)
  }

  @Test func aStoreIsMovedThereAndBack() throws {
    let (office, path) = try sqlite()
    defer { try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent) }
    try office.sendAreas()
    try office.send(packaging(Office.county, 10))
    let address = try PostgresServer.shared.freshDatabase()
    let there = try PostalStore.move(from: office.store.address, to: address) { _, _ in }
    #expect(there.rows > 30 && there.before == 0)
    let back = try PostalStore.move(from: address, to: path) { _, _ in }
    #expect(back.rows == there.rows && back.tables == there.tables)
    let (server, file) = (try open(address), try open(path))
    #expect(try Office.dump(server) == office.dump())
    #expect(try Office.dump(file) == office.dump())
    #expect(try file.ledger() == office.store.ledger())
    // Numbers go on after those that came.
    let next = try server.importReturn(packaging(Office.county, 20), file: self.file("next.csv"))
    #expect(next.id == 3)
    #expect(try sum(server) == 20)
    #expect(throws: StoreError.self) { try PostalStore.move(from: office.store.address, to: address) { _, _ in } }
  }

  @Test func aMoveThatWasCutShortGoesOn() throws {
    struct Cut: Error {}
    let (office, path) = try sqlite()
    defer { try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent) }
    try office.sendAreas()
    try office.send(packaging(Office.county, 10))
    #expect(throws: Cut.self) {
      try PostalStore.move(from: office.store.address, to: path) { table, _ in if table == "area_entry" { throw Cut() }
      }
    }
    #expect {
      try open(path)
    } throws: { "\($0)".contains("yilan copy") }
    let rest = try PostalStore.move(from: office.store.address, to: path) { _, _ in }
    #expect(rest.before > 0 && rest.before < rest.rows)
    #expect(try Office.dump(open(path)) == office.dump())
  }
}
