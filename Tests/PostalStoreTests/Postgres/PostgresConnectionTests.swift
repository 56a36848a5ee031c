import Foundation
import PostgresServer
import Testing

@testable import PostalStore

@Suite("PostgreSQL connections", .needsPostgres)
struct PostgresConnectionTests {
  @Test("a session is as it is needed, and what the address says of it holds")
  func session() throws {
    let address = try PostgresServer.shared.freshDatabase()
    let db = try PostgresConnection(address: address, readOnly: false)
    let names = ["client_encoding", "application_name", "standard_conforming_strings", "datestyle"]
    let found = try names.map { try db.run("SELECT current_setting($1)", [.text($0)]).text(0, 0) }
    #expect(found == ["UTF8", "yilan", "on", "ISO, MDY"])
    #expect(db.serverVersion >= 100000)
    let named = try PostgresConnection(address: address + "?application_name=%E5%A4%A7%E5%B1%8F", readOnly: false)
    #expect(
      try named.run(
        "SELECT COUNT(*) FROM pg_stat_activity WHERE pid = pg_backend_pid() AND application_name <> 'yilan'"
      ).integer(0, 0) == 1)
  }

  @Test("notices of the server stay silent")
  func notices() throws {
    let db = try freshConnection()
    try db.runScript("DROP TABLE IF EXISTS absent; DO $$ BEGIN RAISE WARNING 'seen'; END $$")
    #expect(db.isAlive)
  }

  @Test("a database that is not there, a server that is not there, and an address that is none are told")
  func cannotConnect() throws {
    let server = try PostgresServer.shared
    let absent = postgresError {
      _ = try PostgresConnection(address: "\(server.address)_absent", readOnly: false)
    }
    #expect(absent?.isConnectionLost == true && absent?.message.contains("postgres_absent") == true)
    let nobody = postgresError { _ = try PostgresConnection(address: "postgres://127.0.0.1:1/x", readOnly: false) }
    #expect(nobody?.isConnectionLost == true && nobody?.message.contains("127.0.0.1") == true)
    let wrong = postgresError {
      _ = try PostgresConnection(address: "postgres://u:geheim@[::1/x?nothing=1", readOnly: false)
    }
    #expect(wrong != nil && wrong?.message.contains("geheim") == false)
    let port = postgresError { _ = try PostgresConnection(address: "postgres://h:99999/x", readOnly: false) }
    #expect(port?.message.contains("99999") == true)
  }

  @Test("a notification goes from one connection to another")
  func notify() throws {
    let address = try PostgresServer.shared.freshDatabase()
    let (here, there) = try (
      PostgresConnection(address: address, readOnly: true), PostgresConnection(address: address, readOnly: false)
    )
    try here.listen(to: "yilan 变更")
    #expect(try here.notifications() == [])
    func send(_ word: String) throws {
      try there.run("SELECT pg_notify($1, $2)", [.text("yilan 变更"), .text(word)])
      var waiting = pollfd(fd: here.notificationDescriptor, events: Int16(POLLIN), revents: 0)
      #expect(poll(&waiting, 1, 30_000) == 1)
    }
    try send("第 12 号")
    #expect(
      try here.notifications() == [
        PostgresNotification(channel: "yilan 变更", payload: "第 12 号", processID: there.processID)
      ])
    #expect(try here.notifications() == [])
    try here.reset()
    try send("第 13 号")
    #expect(try here.notifications().map(\.payload) == ["第 13 号"])
  }

  @Test("a statement is interrupted from another thread, and the connection goes on", .timeLimit(.minutes(2)))
  func interrupt() throws {
    let address = try PostgresServer.shared.freshDatabase()
    let db = try PostgresConnection(address: address, readOnly: false)
    // Nothing runs: nothing is told to the server.
    db.interrupt()
    #expect(try db.run("SELECT 1").count == 1)
    let watch = try PostgresConnection(address: address, readOnly: true)
    let thread = Thread {
      while (try? watch.run(
        "SELECT COUNT(*) FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'PgSleep'",
        [.integer(Int64(db.processID))]
      ).integer(0, 0)) == 0 {}
      db.interrupt()
    }
    thread.start()
    let error = try #require(postgresError { try db.run("SELECT pg_sleep(600)") })
    #expect(error.sqlState == "57014" && !error.isConnectionLost)
    #expect(try db.run("SELECT 1").count == 1)
  }

  @Test("interrupts that come late hit no later statement", .timeLimit(.minutes(2)))
  func lateInterrupts() throws {
    let db = try freshConnection()
    let ended = DispatchSemaphore(value: 0)
    let thread = Thread {
      while !Thread.current.isCancelled { db.interrupt() }
      ended.signal()
    }
    thread.start()
    var hits = 0
    for _ in 0..<200 where postgresError({ try db.run("SELECT SUM(x) FROM generate_series(1, 20000) x") }) != nil {
      hits += 1
    }
    thread.cancel()
    ended.wait()
    for _ in 0..<200 { #expect(try db.run("SELECT SUM(x) FROM generate_series(1, 2000) x").count == 1) }
    #expect(hits > 0)
  }

  @Test("a lost server is told as such, and a connection comes back with it", .timeLimit(.minutes(2)))
  func lost() throws {
    let server = try PostgresServer()
    let db = try PostgresConnection(address: server.freshDatabase(), readOnly: false)
    try db.runScript("CREATE TABLE t (a bigint); INSERT INTO t VALUES (1)")
    try db.listen(to: "changes")
    try db.run("SELECT a FROM t WHERE a = $1", [.integer(1)])
    try server.kill()
    #expect(postgresError { try db.run("SELECT a FROM t WHERE a = $1", [.integer(1)]) }?.isConnectionLost == true)
    #expect(!db.isAlive)
    #expect(postgresError { try db.run("SELECT 1") }?.isConnectionLost == true)
    #expect(postgresError { _ = try db.notifications() }?.isConnectionLost == true)
    #expect(postgresError { _ = try db.copy(into: "t") }?.isConnectionLost == true)
    #expect(postgresError { try db.reset() }?.isConnectionLost == true)
    try server.start()
    try db.reset()
    #expect(try db.isAlive && db.run("SELECT a FROM t WHERE a = $1", [.integer(1)]).integer(0, 0) == 1)
    try db.run("SELECT pg_notify('changes', '1')")
    #expect(try db.notifications().count == 1)
    try server.stop()
    #expect(!db.isAlive)
    try server.start()
    try db.reset()
    #expect(try db.run("SELECT a FROM t WHERE a = $1", [.integer(1)]).count == 1)
  }

  @Test("a server that goes amid a copy is told as such", .timeLimit(.minutes(2)))
  func lostCopy() throws {
    let server = try PostgresServer()
    let db = try PostgresConnection(address: server.freshDatabase(), readOnly: false)
    try db.runScript("CREATE TABLE t (a bigint)")
    let copy = try db.copy(into: "t")
    try server.kill()
    let error = postgresError {
      for number in 0..<1_000_000 {
        copy.add(number)
        try copy.endRow()
      }
      _ = try copy.finish()
    }
    #expect(error?.isConnectionLost == true)
  }
}

@Suite("PostgreSQL without a server")
struct PostgresLibraryTests {
  @Test("a library that is not there, or is another, is told with what to install")
  func absent() throws {
    #expect(throws: PostgresAbsence()) { try PostgresLibrary(["libnothing-of-the-kind.so.5", "libz.so.1"]) }
    let fault = PostgresAbsence()
    #expect(fault.zh.contains("libpq") && fault.en.contains("libpq"))
    #if os(Linux)
      #expect(fault.zh.contains("apt install libpq5") && fault.en.contains("apt install libpq5"))
    #endif
  }

  @Test(
    "an address is shown without its passwords",
    arguments: [
      ("postgres://u:geheim@h:5432/d", "postgres://u:***@h:5432/d"), ("postgres://u@h/d", "postgres://u@h/d"),
      ("postgresql:///d?host=/run&password=geheim&user=u", "postgresql:///d?host=/run&password=***&user=u"),
      ("postgres://u:a/b@c@h/d?sslpassword=x", "postgres://u:***@h/d?sslpassword=***"),
      ("postgres://h:5432/d", "postgres://h:5432/d"), ("/var/lib/yilan.db", "/var/lib/yilan.db"),
    ])
  func shown(_ address: String, _ shown: String) {
    #expect(PostgresAddress.withoutPassword(address) == shown)
  }
}
