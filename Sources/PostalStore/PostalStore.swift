import GRDB
import PostalModel

/// The one door to what an office has stored. Screens and commands ask it for values; nothing else knows the database.
///
/// One connection, WAL mode: a screen reads while another process imports. All calls are synchronous and thread-safe.
public final class PostalStore: Sendable {
  let database: DatabaseQueue
  public let path: String
  /// Settings that roll-ups depend on.
  public let settings: Settings
  /// The day at whose end this store stood so; nil for the present one.
  public let asOf: Day?

  let names = SharedNameIndex()

  /// Of the database's pages in memory; below zero in KiB.
  static let cacheSize = -4000

  /// Opens a database, making it where it is absent.
  ///
  /// - Parameters:
  ///   - standards: the least densities of the plans, which gaps are kept for.
  ///   - patience: seconds to wait while another program keeps the database to itself.
  ///   - areas: the areas to start a new database with; not called for one that exists.
  /// - Throws: `StoreError.unusable`.
  public init(
    path: String, settings: Settings, standards: [Amount], readOnly: Bool = false, patience: Double = 5,
    areas: () throws -> ShippedAreas = { ShippedAreas() }
  ) throws {
    self.path = path
    self.settings = settings
    asOf = nil
    var configuration = Configuration()
    configuration.readonly = readOnly
    configuration.busyMode = .timeout(patience)
    configuration.prepareDatabase { db in
      if !readOnly { try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL") }
      try db.execute(sql: "PRAGMA temp_store = MEMORY; PRAGMA cache_size = \(Self.cacheSize)")
    }
    do {
      database = try DatabaseQueue(path: path, configuration: configuration)
      let migrator = Schema.migrator
      let state = try database.read { db -> (isNew: Bool, current: Bool, newer: Bool) in
        let applied = try Set(
          db.tableExists("grdb_migrations")
            ? String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations") : [])
        let known = Set(migrator.migrations)
        return (applied.isEmpty, applied == known, !applied.isSubset(of: known))
      }
      if state.newer {
        throw StoreError.unusable(
          path: path, zh: "数据库由更新的版本写成,本版本不改动它;请升级程序",
          en: "the database was written by a newer version, which this one will not touch; install the newer program")
      }
      if !state.current {
        guard !readOnly else {
          throw StoreError.unusable(
            path: path, zh: state.isNew ? "数据库尚未建好,只读方式不能建立" : "数据库由较早的版本写成,请先用本版本打开一次(如 yilan ledger)",
            en: state.isNew
              ? "the database is not set up, and read-only mode cannot do it"
              : "the database was written by an earlier version; open it once with this one (such as by yilan ledger)")
        }
        try migrator.migrate(database)
        if state.isNew {
          let shipped = try areas()
          try database.write { db in
            try Self.install(shipped, db)
            try AreaStamps.noteAll(db)
          }
          try apply(shipped.changes)
        }
      }
      if !readOnly { try reconcile(standards: standards) }
    } catch let error as StoreError {
      throw error
    } catch let error as DatabaseError {
      throw Self.unusable(path, error)
    }
  }

  /// A store over a database that is already set up.
  init(_ database: DatabaseQueue, path: String, settings: Settings, asOf: Day?) {
    self.database = database
    self.path = path
    self.settings = settings
    self.asOf = asOf
  }

  static func unusable(_ path: String, _ error: DatabaseError) -> StoreError {
    let reason = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_NOTADB:
      return .unusable(
        path: path, zh: "不是数据库文件;请换一个路径", en: "not a database file; name another path")
    case .SQLITE_CANTOPEN:
      return .unusable(
        path: path, zh: "不能打开或建立;请检查文件夹是否存在、可否写入",
        en: "cannot be opened or made; see that its folder exists and can be written to")
    case .SQLITE_BUSY:
      return .unusable(
        path: path, zh: "另一程序正在写入,请稍后再试", en: "another program is writing to it; try again in a moment")
    case .SQLITE_READONLY:
      return .unusable(path: path, zh: "没有写入权限", en: "no permission to write to it")
    default:
      return .unusable(path: path, zh: "数据库出错:\(reason)", en: "database error: \(reason)")
    }
  }

  /// Roll-ups depend on a few settings and on the plans' standards; when those change they are made again.
  private func reconcile(standards: [Amount]) throws {
    let wanted = [
      "standards": standards.map { String($0.micro) }.joined(separator: ","),
      "brands_reached": String(settings.brandsReached),
      "preferred_source": String((settings.prefersSystem ? ReturnSource.system : .reported).rawValue),
    ]
    let stored = try database.read { db in
      Dictionary(
        uniqueKeysWithValues: try Row.fetchAll(db, sql: "SELECT key, value FROM meta").map {
          ($0[0] as String, $0[1] as String)
        })
    }
    guard wanted.contains(where: { stored[$0.key] != $0.value }) else { return }
    try database.write { db in
      for (key, value) in wanted {
        try db.execute(sql: "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", arguments: [key, value])
      }
      try RollUps(db).rebuildAll()
    }
  }

  /// Makes every roll-up again from the stored rows. The result is what imports keep up to date step by step.
  public func rebuild() throws { try database.write { db in try RollUps(db).rebuildAll() } }

  /// Ends what this connection is doing, from any thread; a transaction under way is taken back.
  public func interrupt() { database.interrupt() }

  /// Runs a read, translating database errors.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do { return try database.read(body) } catch let error as DatabaseError {
      throw Self.unusable(path, error)
    }
  }

  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do { return try database.write(body) } catch let error as DatabaseError {
      throw Self.unusable(path, error)
    }
  }
}
