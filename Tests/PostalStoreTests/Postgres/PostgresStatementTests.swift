import Foundation
import Testing

@testable import PostalStore

@Suite("PostgreSQL statements", .needsPostgres)
struct PostgresStatementTests {
  /// How many statements the server has ready for this connection.
  private func ready(_ db: PostgresConnection) throws -> Int64 {
    try db.run("SELECT COUNT(*) FROM pg_prepared_statements").integer(0, 0)
  }

  @Test("an error has its state, place and hint, and the connection goes on")
  func errors() throws {
    let db = try freshConnection()
    try db.runScript("CREATE TABLE area (id bigint PRIMARY KEY, name text NOT NULL)")
    let unknown = try #require(postgresError { try db.run("SELECT '驿', nmae FROM area WHERE id = $1", [.integer(1)]) })
    #expect(unknown.sqlState == "42703" && unknown.position == 13 && unknown.hint?.contains("name") == true)
    #expect(unknown.sql?.contains("nmae") == true && !unknown.isConnectionLost)
    #expect(postgresError { try db.run("SELEKT 1") }?.position == 1)
    try db.run("INSERT INTO area VALUES (1, '甲')")
    let twice = try #require(postgresError { try db.run("INSERT INTO area VALUES (1, '乙')") })
    #expect(twice.sqlState == "23505" && twice.detail?.contains("(1)") == true)
    #expect(postgresError { try db.runScript("SELECT 1; SELECT 1/0; SELECT 2") }?.sqlState == "22012")
    #expect(try db.run("SELECT name FROM area").text(0, 0) == "甲")
  }

  @Test("rows changed are counted, and a script is one transaction")
  func counts() throws {
    let db = try freshConnection()
    try db.runScript("CREATE TABLE n (x bigint); INSERT INTO n SELECT generate_series(1, 10)")
    #expect(try db.run("UPDATE n SET x = x + 1 WHERE x > $1", [.integer(7)]).affected == 3)
    #expect(try db.run("DELETE FROM n WHERE x = $1", [.integer(1000)]).affected == 0)
    #expect(throws: PostgresError.self) { try db.runScript("DELETE FROM n; SELECT 1/0") }
    #expect(try db.run("SELECT COUNT(*) FROM n").integer(0, 0) == 10)
    try db.runScript("")
    try db.runScript("BEGIN; SAVEPOINT a; DELETE FROM n")
    #expect(db.isInTransaction)
    try db.runScript("ROLLBACK TO a; COMMIT")
    #expect(try !db.isInTransaction && db.run("SELECT COUNT(*) FROM n").integer(0, 0) == 10)
  }

  @Test("a statement is prepared once, for each set of types")
  func reuse() throws {
    let db = try freshConnection()
    for number in 0..<50 { #expect(try db.run("SELECT $1::bigint + 1", [.integer(Int64(number))]).count == 1) }
    try db.run("SELECT $1::bigint + 1", [.null])
    try db.run("SELECT 1")
    try db.run("SELECT 2", prepared: true)
    #expect(try ready(db) == 3)
    #expect(db.statements.count == 3)
  }

  @Test("those used longest ago are let go of beyond 256")
  func leastRecentlyUsed() throws {
    let db = try freshConnection()
    try db.run("SELECT 'first'", prepared: true)
    try db.run("SELECT 'second'", prepared: true)
    for number in 2..<PostgresStatements.most { try db.run("SELECT \(number)", prepared: true) }
    try db.run("SELECT 'first'", prepared: true)
    try db.run("SELECT 'one more'", prepared: true)
    #expect(try ready(db) == Int64(PostgresStatements.most))
    let kept = try db.run(
      "SELECT statement FROM pg_prepared_statements WHERE statement IN ('SELECT ''first''', 'SELECT ''second''')")
    #expect(kept.count == 1 && kept.text(0, 0) == "SELECT 'first'")
  }

  @Test("a statement whose table changed is made again; in a transaction, the next time")
  func changedTable() throws {
    let db = try freshConnection()
    try db.runScript("CREATE TABLE t (a bigint); INSERT INTO t VALUES (1)")
    #expect(try db.run("SELECT * FROM t WHERE a = $1", [.integer(1)]).columns == 1)
    try db.runScript("ALTER TABLE t ADD COLUMN b text DEFAULT '乙'")
    #expect(try db.run("SELECT * FROM t WHERE a = $1", [.integer(1)]).text(0, 1) == "乙")
    try db.runScript("ALTER TABLE t DROP COLUMN b")
    try db.runScript("BEGIN")
    let error = try #require(postgresError { try db.run("SELECT * FROM t WHERE a = $1", [.integer(1)]) })
    #expect(error.sqlState == "0A000" && error.isPlanStale)
    try db.runScript("ROLLBACK")
    try db.runScript("BEGIN")
    #expect(try db.run("SELECT * FROM t WHERE a = $1", [.integer(1)]).columns == 1)
    try db.runScript("COMMIT")
    #expect(try ready(db) == 1)
    try db.runScript("DEALLOCATE ALL")
    #expect(try db.run("SELECT * FROM t WHERE a = $1", [.integer(1)]).columns == 1)
  }

  @Test("in a transaction that failed, nothing runs and nothing is lost of what is prepared")
  func failedTransaction() throws {
    let db = try freshConnection()
    try db.run("SELECT $1::bigint", [.integer(1)])
    try db.runScript("BEGIN")
    #expect(throws: PostgresError.self) { try db.run("SELECT 1/0") }
    #expect(postgresError { try db.run("SELECT $1::bigint", [.integer(1)]) }?.sqlState == "25P02")
    #expect(postgresError { try db.run("SELECT $1::text", [.text("甲")]) }?.sqlState == "25P02")
    try db.runScript("ROLLBACK")
    #expect(try db.run("SELECT $1::bigint", [.integer(1)]).integer(0, 0) == 1)
    #expect(try ready(db) == 1)
  }

  @Test("a read-only connection refuses writes")
  func readOnly() throws {
    let db = try freshConnection(readOnly: true)
    #expect(postgresError { try db.runScript("CREATE TABLE t (a bigint)") }?.sqlState == "25006")
    #expect(try db.run("SELECT 1").integer(0, 0) == 1)
    try db.reset()
    #expect(postgresError { try db.runScript("CREATE TABLE t (a bigint)") }?.sqlState == "25006")
  }

  @Test("a COPY that was not asked for by copy is refused, and the connection goes on")
  func strayCopy() throws {
    let db = try freshConnection()
    try db.runScript("CREATE TABLE t (a bigint)")
    #expect(throws: PostgresError.self) { try db.runScript("COPY t FROM STDIN") }
    #expect(throws: PostgresError.self) { try db.run("COPY t TO STDOUT") }
    #expect(try db.run("SELECT 1").integer(0, 0) == 1)
  }
}
