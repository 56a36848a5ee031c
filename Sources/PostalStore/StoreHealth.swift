/// How the file of a store is.
public struct StoreHealth: Sendable, Equatable {
  /// What SQLite's own check found, at most five lines; empty where the file is whole.
  public var damages: [String]
  /// `wal`, as this program sets it, or another one.
  public var journal: String
  /// Steps by which the tables were made, of those this program knows.
  public var migrations: Int
  /// Of the file, in bytes.
  public var size: Int
}

extension PostalStore {
  /// Reads the whole file: a gigabyte takes some seconds.
  public func health() throws -> StoreHealth {
    try read { db in
      let told = try String.fetchAll(db, sql: "PRAGMA quick_check(5)")
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      let pageSize = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0
      return StoreHealth(
        damages: told == ["ok"] ? [] : told, journal: try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? "",
        migrations: try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM grdb_migrations") ?? 0, size: pages * pageSize)
    }
  }
}
