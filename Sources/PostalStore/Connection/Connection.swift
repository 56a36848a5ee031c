import GRDB

/// What a store is kept in: a file by SQLite, or a database of a PostgreSQL server.
///
/// Calls are one after the other, from any thread.
final class Connection: Sendable {
  enum Engine: Sendable {
    case sqlite(DatabaseQueue)
    case postgres(PostgresQueue)
  }

  let engine: Engine

  init(_ queue: DatabaseQueue) { engine = .sqlite(queue) }
  init(_ queue: PostgresQueue) { engine = .postgres(queue) }

  /// Runs a read, to which the database stays as it is at its first statement.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    switch engine {
    case .sqlite(let queue): try Self.read(queue, body)
    case .postgres(let queue): try queue.read { try body(Database($0)) }
    }
  }

  private static func read<Value>(_ queue: DatabaseQueue, _ body: (Database) throws -> Value) throws -> Value {
    #if DEBUG
      // Refuses to write. It turns `query_only` on and off, after which SQLite prepares every statement anew.
      try queue.read { try body(Database($0)) }
    #else
      try queue.unsafeRead { sqlite in
        var value: Value?
        try sqlite.inTransaction(.deferred) {
          value = try body(Database(sqlite))
          return .commit
        }
        return value!
      }
    #endif
  }

  /// Runs a change as one.
  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    switch engine {
    case .sqlite(let queue): try queue.write { try body(Database($0)) }
    case .postgres(let queue): try queue.write(.whole) { (try body(Database($0)), .commit) }
    }
  }

  /// Runs a change that writes much, as one, to be kept or taken back as it says.
  ///
  /// - Parameters:
  ///   - scope: what it is about; a file of SQLite has one writer at a time whatever it is.
  ///   - body: may be run twice, the first try being taken back.
  func change(in scope: WriteScope = .whole, _ body: (Database) throws -> Database.Ending) throws {
    switch engine {
    case .sqlite(let queue):
      try queue.writeWithoutTransaction { sqlite in
        let db = Database(sqlite)
        // The indexes of a large file are written in no order: what does not stay in memory is written many times.
        try db.execute(sql: "PRAGMA cache_size = -64000")
        defer { try? db.execute(sql: "PRAGMA cache_size = \(PostalStore.cacheSize)") }
        try sqlite.inTransaction(.immediate) { try body(db) == .commit ? .commit : .rollback }
      }
    case .postgres(let queue): try queue.write(scope) { ((), try body(Database($0))) }
    }
  }

  /// A number that changes when another connection has written.
  func version() throws -> Int {
    switch engine {
    case .sqlite(let queue):
      try queue.unsafeRead { try Int.fetchOne($0.cachedStatement(sql: "PRAGMA data_version")) ?? 0 }
    case .postgres(let queue): try queue.version()
    }
  }

  /// Has a change by others told from another thread, where the database can tell it.
  ///
  /// - Returns: false where it has to be asked again and again.
  func onChange(_ tell: @escaping @Sendable () -> Void) -> Bool {
    switch engine {
    case .sqlite: return false
    case .postgres(let queue):
      queue.onChange(tell)
      return true
    }
  }

  /// Ends what is being done, from any thread.
  func interrupt() {
    switch engine {
    case .sqlite(let queue): queue.interrupt()
    case .postgres(let queue): queue.interrupt()
    }
  }
}
