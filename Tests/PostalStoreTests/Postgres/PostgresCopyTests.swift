import Foundation
import Testing

@testable import PostalStore

@Suite("PostgreSQL COPY", .needsPostgres)
struct PostgresCopyTests {
  private func table() throws -> PostgresConnection {
    let db = try freshConnection()
    try db.runScript(#"CREATE TABLE "return" (id bigint PRIMARY KEY, name text, note text, more bigint)"#)
    return db
  }

  @Test("100,000 rows go in and come out")
  func many() throws {
    let db = try table()
    let copy = try db.copy(into: "return", columns: ["id", "name", "more"])
    for row in 0..<100_000 {
      copy.add(row - 50_000)
      copy.add("第 \(row) 号 𠮷\t\"\\N")
      copy.add(row % 3 == 0 ? nil : row * 1_000_000_007 as Int?)
      try copy.endRow()
    }
    #expect(try copy.finish() == 100_000)
    let found = try db.run(#"SELECT id, name, note, more FROM "return" ORDER BY id"#)
    #expect(found.count == 100_000)
    let wrong = (0..<found.count).filter { row in
      found.integer(row, 0) != Int64(row - 50_000) || found.text(row, 1) != "第 \(row) 号 𠮷\t\"\\N"
        || !found.isNull(row, 2)
        || found.value(row, 3) != (row % 3 == 0 ? .null : .integer(Int64(row) * 1_000_000_007))
    }
    #expect(wrong.isEmpty)
  }

  @Test("all kinds of values, and a text longer than what is sent at once")
  func kinds() throws {
    let db = try freshConnection()
    try db.runScript("CREATE TABLE k (i bigint, t text, r float8, b bytea, e text)")
    let long = String(repeating: "驿路", count: 200_000)
    let copy = try db.copy(into: "k")
    let row: [SQLValue] = [.integer(.min), .text(long), .real(-0.5), .blob([0, 255]), .text("")]
    for value in row { copy.add(value) }
    try copy.endRow()
    for _ in row { copy.add(.null) }
    try copy.endRow()
    #expect(try copy.finish() == 2)
    let found = try db.run("SELECT * FROM k ORDER BY i")
    #expect((0..<5).map { found.value(0, $0) } == row)
    #expect((0..<5).allSatisfy { found.isNull(1, $0) })
    #expect(try db.copy(into: "k").finish() == 0)
  }

  @Test("a text with NUL is refused with its row, and nothing is stored")
  func nul() throws {
    let db = try table()
    let copy = try db.copy(into: "return", columns: ["id", "name"])
    var fault: PostgresCopyFault?
    do {
      for row in 1...40_000 {
        copy.add(row)
        copy.add(row == 30_001 ? "甲\0乙" : "一段不短的文字,为了早些送出")
        try copy.endRow()
      }
    } catch { fault = error as? PostgresCopyFault }
    #expect(fault == PostgresCopyFault(row: 30_001, column: 2))
    #expect(fault?.zh.contains("第 30001 行") == true && fault?.en.contains("row 30001") == true)
    #expect(throws: PostgresError.self) { try copy.finish() }
    #expect(try db.run(#"SELECT COUNT(*) FROM "return""#).integer(0, 0) == 0)
  }

  @Test("a row that the server refuses, a row too short, and a copy that is let go of store nothing")
  func refused() throws {
    let db = try table()
    func add(_ ids: [Int], to copy: PostgresCopy) throws {
      for id in ids {
        copy.add(id)
        copy.add("甲")
        try copy.endRow()
      }
    }
    let twice = try db.copy(into: "return", columns: ["id", "name"])
    try add([1, 2, 1], to: twice)
    #expect(postgresError { _ = try twice.finish() }?.sqlState == "23505")
    let short = try db.copy(into: "return", columns: ["id", "name", "note"])
    try add([1], to: short)
    #expect(postgresError { _ = try short.finish() }?.sqlState == "22P04")
    let open = try db.copy(into: "return", columns: ["id", "name"])
    open.add(1)
    #expect(throws: PostgresError.self) { try open.finish() }
    let cancelled = try db.copy(into: "return", columns: ["id", "name"])
    try add([1, 2], to: cancelled)
    cancelled.cancel()
    do { try add([3], to: db.copy(into: "return", columns: ["id", "name"])) }
    #expect(postgresError { _ = try db.copy(into: "nowhere") }?.sqlState == "42P01")
    #expect(try db.run(#"SELECT COUNT(*) FROM "return""#).integer(0, 0) == 0)
  }

  @Test("interrupted, it stores nothing, and the connection goes on")
  func interrupted() throws {
    let db = try table()
    let copy = try db.copy(into: "return", columns: ["id"])
    db.interrupt()
    let error = postgresError {
      for row in 0..<100_000 {
        copy.add(row)
        try copy.endRow()
      }
      _ = try copy.finish()
    }
    #expect(error?.sqlState == "57014" && error?.isConnectionLost == false)
    #expect(try db.run(#"SELECT COUNT(*) FROM "return""#).integer(0, 0) == 0)
  }

  @Test("in a transaction it is taken back with it")
  func transaction() throws {
    let db = try table()
    try db.runScript("BEGIN")
    let copy = try db.copy(into: "return", columns: ["id"])
    copy.add(1)
    try copy.endRow()
    #expect(try copy.finish() == 1)
    try db.runScript("ROLLBACK")
    #expect(try db.run(#"SELECT COUNT(*) FROM "return""#).integer(0, 0) == 0)
  }
}
