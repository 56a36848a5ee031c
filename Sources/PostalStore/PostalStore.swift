import GRDB
import PostalModel

/// The one door to what an office has stored. Screens and commands ask it for values; nothing else knows the database.
///
/// One connection, WAL mode: a screen reads while another process imports. All calls are synchronous and thread-safe.
public final class PostalStore: Sendable {
  let database: Connection
  /// Of a server its address without the password: what may be shown.
  public let path: String
  /// What the store was opened by, and can be opened by again.
  public let address: String
  /// Settings that roll-ups depend on.
  public let settings: Settings
  /// The day at whose end this store stood so; nil for the present one.
  public let asOf: Day?

  let names = SharedNameIndex()

  /// Of the database's pages in memory; below zero in KiB. A screen needs few, and the system keeps the file's pages too.
  static let cacheSize = -2000

  let turn: Turn
  /// The copy that was kept of a database of an earlier version before it was brought up to this one; nil where it was
  /// not.
  public let keptBefore: String?

  /// Opens a database, making it where it is absent.
  ///
  /// - Parameters:
  ///   - standards: the least densities of the plans, which gaps are kept for.
  ///   - patience: seconds to wait while another program keeps the database to itself.
  ///   - waiting: told once in each such wait that takes more than a second.
  ///   - areas: the areas to start a new database with; not called for one that exists.
  /// - Throws: `StoreError.unusable`.
  public init(
    path: String, settings: Settings, standards: [Amount], readOnly: Bool = false, patience: Double = 5,
    waiting: (@Sendable () -> Void)? = nil, areas: () throws -> ShippedAreas = { ShippedAreas() }
  ) throws {
    self.path = Self.shown(path)
    address = path
    self.settings = settings
    asOf = nil
    let turn = Turn(patience: patience, waiting: waiting)
    self.turn = turn
    do {
      database = try Self.connection(at: path, readOnly: readOnly, turn: turn)
      let schema = Schema.migrator
      let standing = try database.read { try schema.standing(of: $0) }
      var kept: String?
      switch standing {
      case .newer, .foreign: throw Self.refusal(self.path, standing)
      case .current:
        if try database.read({ try Self.isMoving($0) }) {
          throw StoreError.unusable(
            path: self.path, zh: "数据还没有搬完;请再运行一次同样的 yilan copy",
            en: "a store is still being carried into it; run the same yilan copy once more")
        }
      case .empty where readOnly:
        throw StoreError.unusable(
          path: self.path, zh: "数据库尚未建好,只读方式不能建立", en: "the database is not set up, and read-only mode cannot do it")
      case .older where readOnly:
        throw StoreError.unusable(
          path: self.path, zh: "数据库由较早的版本写成,请先用本版本打开一次(如 yilan ledger)",
          en: "the database was written by an earlier version; open it once with this one (such as by yilan ledger)")
      case .empty, .older: break
      }
      // After the look at it: a database that is not to be touched is not given another journal either.
      if !readOnly, case .sqlite(let queue) = database.engine {
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
      }
      let ground = Self.ground(settings, standards)
      if standing != .current { kept = try Self.bringUp(database, path: path, ground: ground, areas: areas) }
      keptBefore = kept
      if !readOnly { try reconcile(ground) }
    } catch {
      throw Self.told(error, self.path, patience: patience)
    }
  }

  /// An address of a server without its password; a path as it is.
  static func shown(_ path: String) -> String { isServer(path) ? PostgresAddress.withoutPassword(path) : path }

  private static func isMoving(_ db: Database) throws -> Bool {
    try Bool.fetchOne(db, sql: "SELECT 1 FROM meta WHERE key = ?", arguments: [movingMark]) ?? false
  }

  /// A connection to a file, which is made where it is absent, or to a server.
  static func connection(at path: String, readOnly: Bool, turn: Turn) throws -> Connection {
    try isServer(path)
      ? Connection(PostgresQueue(address: path, readOnly: readOnly, turn: turn))
      : Connection(connection(to: path, readOnly: readOnly, turn: turn))
  }

  /// A connection to a file, which is made where it is absent.
  private static func connection(to path: String, readOnly: Bool, turn: Turn) throws -> DatabaseQueue {
    if !readOnly {
      let place = StorePlace(path)
      place.make()
      // A log that was left behind would be written into a file that is then refused.
      if place.size("-wal") > 0 {
        var looking = Configuration()
        looking.readonly = true
        let standing = try? DatabaseQueue(path: path, configuration: looking).read {
          try Schema.migrator.standing(of: Database($0))
        }
        if let standing, standing == .newer || standing == .foreign { throw refusal(path, standing) }
      }
    }
    var configuration = Configuration()
    configuration.readonly = readOnly
    configuration.busyMode = .callback { turn.wait($0) }
    configuration.prepareDatabase { db in
      // In WAL anything less loses what was told as stored when the power fails.
      if !readOnly { try db.execute(sql: "PRAGMA synchronous = FULL") }
      try db.execute(sql: "PRAGMA temp_store = MEMORY; PRAGMA cache_size = \(Self.cacheSize)")
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Makes the tables of a new database with its areas, or brings one of an earlier version up, whole or not at all.
  ///
  /// - Returns: the copy that was kept of an earlier version.
  private static func bringUp(
    _ database: Connection, path: String, ground: [String: String], areas: () throws -> ShippedAreas
  ) throws -> String? {
    var kept: String?
    try database.change { db in
      // Another program may have done it while this one waited.
      switch try Schema.migrator.standing(of: db) {
      case .older(let steps):
        // Of a server's database whoever runs the server keeps copies.
        if db.dialect == .sqlite { kept = try StoreCopy.keep(path, named: "schema\(steps)").path }
        try Schema.migrator.migrate(db)
      case .empty:
        let shipped = try areas()
        if case .postgres(let session) = db.engine { try session.connection.runScript(PostgresGround.creation) }
        try Schema.migrator.migrate(db)
        try install(shipped, db)
        try AreaStamps.noteAll(db)
        _ = try apply(ChangeBook(shipped.changes), db)
      default: return .rollback
      }
      try reconcile(ground, db)
      return .commit
    }
    return kept
  }

  /// A store over a database that is already set up.
  init(_ database: Connection, path: String, settings: Settings, asOf: Day?) {
    self.database = database
    self.path = path
    address = path
    self.settings = settings
    self.asOf = asOf
    turn = Turn(patience: 5)
    keptBefore = nil
  }

  /// From now on waits so long for other programs.
  ///
  /// - Parameters:
  ///   - seconds: at most.
  ///   - waiting: told once in each wait that takes more than a second.
  public func wait(atMost seconds: Double, telling waiting: (@Sendable () -> Void)? = nil) {
    turn.set(patience: seconds, waiting: waiting)
  }

  /// The settings and the plans' standards that roll-ups depend on.
  private static func ground(_ settings: Settings, _ standards: [Amount]) -> [String: String] {
    [
      "standards": standards.map { String($0.micro) }.joined(separator: ","),
      "brands_reached": String(settings.brandsReached),
      "preferred_source": String((settings.prefersSystem ? ReturnSource.system : .reported).rawValue),
    ]
  }

  /// When the ground of the roll-ups changes they are made again.
  private func reconcile(_ ground: [String: String]) throws {
    if try database.read({ try Self.rests(on: ground, $0) }) { return }
    do {
      try database.write { try Self.reconcile(ground, $0) }
    } catch let error as PostgresError where error.sqlState == PostgresError.refused {
      throw StoreError.unusable(
        path: path,
        zh: "本机的设置或规划标准与服务器上的不同,改动它们只有库的拥有者能做;请用与服务器相同的设置和规划",
        en:
          "the settings or the standards of plans here are not those of the server, which its owner alone may change; "
          + "use the same settings and plans as the server")
    }
  }

  private static func reconcile(_ ground: [String: String], _ db: Database) throws {
    if try rests(on: ground, db) { return }
    for (key, value) in ground {
      try db.execute(sql: "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", arguments: [key, value])
    }
    try RollUps(db).rebuildAll()
  }

  private static func rests(on ground: [String: String], _ db: Database) throws -> Bool {
    let stored = Dictionary(
      uniqueKeysWithValues: try Row.fetchAll(db, sql: "SELECT key, value FROM meta").map {
        ($0[0] as String, $0[1] as String)
      })
    return ground.allSatisfy { stored[$0.key] == $0.value }
  }

  /// Makes every roll-up again from the stored rows. The result is what imports keep up to date step by step.
  public func rebuild() throws {
    try write { db in
      try db.demandAllRows()
      try RollUps(db).rebuildAll()
    }
  }

  /// Ends what this connection is doing, from any thread; a transaction under way is taken back.
  public func interrupt() {
    turn.giveUp()
    database.interrupt()
  }

  /// Runs a read, translating database errors.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do { return try database.read(body) } catch { throw told(error) }
  }

  /// Runs a large change, to be kept or taken back as it says.
  func change(in scope: WriteScope = .whole, _ body: (Database) throws -> Database.Ending) throws {
    do { try database.change(in: scope, body) } catch { throw told(error) }
  }

  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do { return try database.write(body) } catch { throw told(error) }
  }
}
