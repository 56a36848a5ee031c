import GRDB
import PostalModel

/// 搬家: what was carried from one database to another.
public struct StoreMove: Sendable, Equatable {
  public var tables = 0
  /// In all tables.
  public var rows = 0
  /// Of them those that an earlier try had carried already.
  public var before = 0
}

extension PostalStore {
  /// The key in `meta` of a database that rows are still being carried into.
  static let movingMark = "moving"

  /// Rows that are carried in one transaction.
  private static let movedAtOnce = 200_000

  /// Carries a whole store into an empty database, from a file or a server to a file or a server.
  ///
  /// What it had carried when it was cut short stays, and the next call goes on from there. Every table is then read from
  /// both and compared by its number of rows and a hash of all of them; until that is done the new one does not open as a
  /// store.
  ///
  /// - Parameter told: the table and how many of its rows are over, now and then.
  /// - Throws: `StoreError.declined` where there is something else in the new one; `StoreError.unusable`.
  public static func move(from source: String, to target: String, told: (String, Int) throws -> Void) throws
    -> StoreMove
  {
    let (from, to) = (shown(source), shown(target))
    let old: Connection
    do {
      old = try connection(at: source, readOnly: true, turn: Turn(patience: 30))
      guard try old.read({ try Schema.migrator.standing(of: $0) }) == .current else {
        throw StoreError.unusable(
          path: from, zh: "不是本版本的驿览数据库;请先用本版本打开一次(如 yilan ledger)",
          en: "is not a database of this version of Yilan; open it once with this one (such as by yilan ledger)")
      }
    } catch { throw Self.told(error, from) }
    do {
      let new = try connection(at: target, readOnly: false, turn: Turn(patience: 30))
      let tables = try TransferTable.all.filter { $0.name != "grdb_migrations" }
      let mark = try old.read { try identity(of: $0) }
      try prepare(new, shown: to, mark: mark)
      var move = StoreMove()
      try old.read { source in
        try source.demandAllRows()
        // The settings come last: they take the mark away.
        for table in tables.filter({ $0.name != "meta" }) {
          try carry(table, from: source, to: new, &move, shown: to, told: told)
        }
        let settings = tables.first { $0.name == "meta" }!
        try new.change { db in
          try db.carry(settings, from: source)
          return .commit
        }
        move.rows += try source.count(of: settings)
      }
      move.tables = tables.count
      if case .postgres(let queue) = new.engine { try queue.read { try $0.connection.runScript("ANALYZE") } }
      return move
    } catch {
      throw Self.told(error, to)
    }
  }

  /// Makes the tables of an empty database, or sees that it is one that this very store was being carried into.
  private static func prepare(_ new: Connection, shown: String, mark: String) throws {
    try new.change { db in
      switch try Schema.migrator.standing(of: db) {
      case .empty:
        if case .postgres(let session) = db.engine { try session.connection.runScript(PostgresGround.creation) }
        try Schema.migrator.migrate(db)
        try db.execute(sql: "INSERT INTO meta (key, value) VALUES (?, ?)", arguments: [movingMark, mark])
        return .commit
      case .current:
        let stands = try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = ?", arguments: [movingMark])
        guard stands == mark else {
          throw StoreError.declined(
            zh: stands == nil ? "\(shown): 里面已有数据,只能搬进空库;请换一个" : "\(shown): 正在接收另一个库的数据;请换一个",
            en: stands == nil
              ? "\(shown): holds data already, and a store is carried into an empty database alone; name another"
              : "\(shown): another store was being carried into it; name another")
        }
        return .rollback
      default: throw refusal(shown, .foreign)
      }
    }
  }

  /// What tells a store from another, and from what it was earlier.
  private static func identity(of db: Database) throws -> String {
    let row = try Row.fetchOne(
      db, sql: "SELECT COUNT(*), MAX(id), MIN(hash), MAX(hash), MAX(at), MAX(undone_at) FROM import")!
    var digest = RowDigest()
    digest.add(row)
    return digest.text
  }

  private static func carry(
    _ table: TransferTable, from source: Database, to new: Connection, _ move: inout StoreMove, shown: String,
    told: (String, Int) throws -> Void
  ) throws {
    var there = try new.read { try $0.count(of: table) }
    var digest = RowDigest()
    // What the steps of the schema put in themselves comes with the rest.
    if there > 0, try source.count(of: table) < there {
      try new.change { db in
        try db.execute(sql: "DELETE FROM \(table.name)")
        return .commit
      }
      there = 0
    }
    move.before += there
    let total = try source.count(of: table)
    var waiting: [[SQLValue]] = []
    func put() throws {
      guard !waiting.isEmpty else { return }
      try new.change { db in
        let rows = try RowInsertion(into: table.name, columns: table.columns.count, db)
        for row in waiting {
          for value in row { rows.add(value) }
          try rows.put()
        }
        try rows.finish()
        return .commit
      }
      waiting.removeAll(keepingCapacity: true)
      try told(table.name, digest.rows)
    }
    try source.forEach(in: table) { row in
      digest.add(row)
      if digest.rows <= there { return }
      waiting.append(row.values)
      if waiting.count >= movedAtOnce { try put() }
    }
    try put()
    try new.change { db in
      try db.number(table.name)
      return .commit
    }
    var arrived = RowDigest()
    try new.read { db in try db.forEach(in: table) { arrived.add($0) } }
    guard arrived.rows == total, arrived.text == digest.text else {
      throw StoreError.unusable(
        path: shown, zh: "表 \(table.name) 与原库不符(\(arrived.rows) 行对 \(total) 行);请删去这个库,重新搬",
        en:
          "the table \(table.name) is not what it was (\(arrived.rows) rows against \(total)); remove this database and "
          + "begin anew")
    }
    move.rows += total
  }
}

extension Database {
  fileprivate func count(of table: TransferTable) throws -> Int {
    try Int.fetchOne(self, sql: "SELECT COUNT(*) FROM \(table.name)") ?? 0
  }
}
