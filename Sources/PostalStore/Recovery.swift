import Foundation
import GRDB
import PostalModel

/// What was taken out of a damaged database.
public struct StoreRecovery: Sendable, Equatable {
  public struct Table: Sendable, Equatable {
    public var name: String
    public var saved: Int
    /// Rows that are known to be lost.
    public var lost: Int
    /// Others may be lost, of which nothing is known.
    public var isLostUnknown: Bool
  }

  /// In the order they were made; those that are made again from the others are not among them.
  public var tables: [Table]
  /// What the check of the new file said: `ok`, or what is wrong with it.
  public var verdict: String
  /// What the sums could not be made again for; nil where they were.
  public var sumsFailed: String?

  public var saved: Int { tables.reduce(0) { $0 + $1.saved } }
  public var lost: Int { tables.reduce(0) { $0 + $1.lost } }
  public var isWhole: Bool { lost == 0 && !tables.contains(where: \.isLostUnknown) }
}

extension PostalStore {
  /// Makes a new database of everything that can still be read of a damaged one, and its sums anew. The damaged one is
  /// only read.
  ///
  /// SQLite's own way (`sqlite3_recover`) is an extension that no system's library has; here tables are read one by one,
  /// from both ends and around what cannot be read.
  /// - Throws: `StoreError.declined` where the name is taken; `StoreError.unusable` where not even the list of tables
  ///   can be read, or the new file cannot be written.
  /// - Parameter areas: the areas that come with the program, for those that cannot be read.
  public static func recover(_ path: String, to file: String, areas: () throws -> ShippedAreas) throws -> StoreRecovery
  {
    try StoreCopy.refuseTaken(file)
    guard access(path, F_OK) == 0 else {
      throw StoreError.unusable(path: path, zh: "没有这个文件", en: "there is no such file")
    }
    let part = try PartFile(for: file)
    defer { part.remove() }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(30)
    let damaged: DatabaseQueue
    do {
      damaged = try DatabaseQueue(path: path, configuration: configuration)
      // What contradicts itself is read all the same.
      try damaged.writeWithoutTransaction { try $0.execute(sql: "PRAGMA writable_schema = ON") }
      _ = try damaged.unsafeRead { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM sqlite_master") }
    } catch let error as DatabaseError {
      guard isDamage(error) else { throw unusable(path, error) }
      throw StoreError.unusable(
        path: path, zh: "连表的目录也读不出来,无法取出;请用 yilan restore 从备份恢复",
        en: "not even the list of tables can be read, so nothing can be taken out; restore a backup by yilan restore")
    }
    do {
      let new = try DatabaseQueue(path: part.path)
      defer { try? new.close() }
      var recovery = StoreRecovery(tables: [], verdict: "")
      try new.writeWithoutTransaction { target in
        try target.execute(sql: "PRAGMA journal_mode = MEMORY; PRAGMA temp_store = MEMORY")
        try damaged.unsafeRead { source in
          // Of one moment, should another program still write to it.
          try? source.beginTransaction(.deferred)
          defer { try? source.rollback() }
          try target.inTransaction {
            recovery.tables = try Salvage(source: source, target: target).run()
            return .commit
          }
        }
        do {
          try target.inTransaction {
            try Schema.migrator.migrate(Database(target))
            if recovery.tables.contains(where: { $0.name == "area" && ($0.lost > 0 || $0.isLostUnknown) }) {
              try install(present(areas(), target), Database(target))
            }
            try AreaStamps.noteAll(Database(target))
            try OutletChanges(Database(target)).rebuild()
            try RollUps(Database(target)).rebuildAll()
            return .commit
          }
        } catch let error as DatabaseError {
          guard error.resultCode != .SQLITE_FULL, error.resultCode != .SQLITE_IOERR else { throw error }
          recovery.sumsFailed = error.message ?? "\(error.resultCode)"
        }
        let told = try String.fetchAll(target, sql: "PRAGMA integrity_check(5)")
        recovery.verdict = told.joined(separator: "; ")
      }
      try new.close()
      try part.settle()
      return recovery
    } catch let error as DatabaseError {
      throw unusable(file, error)
    }
  }
}

extension PostalStore {
  /// Without the areas whose codes were changed since.
  private static func present(_ shipped: ShippedAreas, _ db: GRDB.Database) throws -> ShippedAreas {
    let ended = try Set(Int.fetchAll(db, sql: "SELECT old FROM code_change"))
    return ShippedAreas(areas: shipped.areas.filter { !ended.contains($0.code.number) }, changes: shipped.changes)
  }
}

/// Carries rows over from a database that is damaged somewhere.
private struct Salvage {
  let source: GRDB.Database
  let target: GRDB.Database

  /// Statements that may fail in one table before the rest between its readable ends is given up.
  private static let mostFailures = 20_000

  private final class Tally {
    var saved = 0
    var lost = 0
    var isLostUnknown = false
    /// The numbers of the rows that were read.
    var seen = Set<Int64>()
  }

  /// Is there damage? Then a table is held against its indexes also where it seems to be read to its end.
  let isThorough: Bool

  init(source: GRDB.Database, target: GRDB.Database) throws {
    self.source = source
    self.target = target
    isThorough = (try? String.fetchOne(source, sql: "PRAGMA integrity_check(1)")) != "ok"
  }

  func run() throws -> [StoreRecovery.Table] {
    try makeTables()
    var tables: [StoreRecovery.Table] = []
    for name in try StoreCopy.tables(target) where name != "grdb_migrations" && !Self.isSum(name) {
      let there = (try? source.tableExists(name)) ?? false
      guard there else {
        tables.append(.init(name: name, saved: 0, lost: 0, isLostUnknown: true))
        continue
      }
      tables.append(try carry(name))
    }
    try removeUnknown(&tables)
    return tables
  }

  /// The tables of the version that the damaged one has; the present one where that cannot be read.
  private func makeTables() throws {
    let known = Schema.migrator.migrations
    let taken = (try? SchemaSteps.taken(Database(source))) ?? []
    try Schema.migrator.migrate(Database(target), upTo: taken.isEmpty ? nil : known.last(where: taken.contains))
    // What the steps put in themselves is carried over with the rest.
    for name in try StoreCopy.tables(target) where name != "grdb_migrations" {
      try target.execute(sql: "DELETE FROM \(name.quotedDatabaseIdentifier)")
    }
  }

  /// Is a table made again from the others?
  private static func isSum(_ name: String) -> Bool {
    name.hasSuffix("_sum")
      || ["outlet_stock", "density_gap", "owing", "form_level", "outlet_change", "area_stamp"].contains(name)
  }

  private func carry(_ name: String) throws -> StoreRecovery.Table {
    let columns = try columns(of: name)
    let hasRowID =
      (try? GRDB.Row.fetchOne(target, sql: "SELECT rowid FROM \(quoted(name)) LIMIT 1")) != nil || isRowIDTable(name)
    let insert = try target.makeStatement(
      sql: """
        INSERT OR IGNORE INTO \(quoted(name)) (\(hasRowID ? "rowid, " : "")\(list(columns)))
        VALUES (\(Array(repeating: "?", count: columns.count + (hasRowID ? 1 : 0)).joined(separator: ", ")))
        """)
    let tally = Tally()
    let types = try self.types(of: name, columns)
    func keep(_ row: GRDB.Row) throws {
      if hasRowID, isThorough, !tally.seen.insert(row[0]).inserted { return }
      // What damage made of a cell is often of another kind than the column.
      guard zip(row.databaseValues.suffix(columns.count), types).allSatisfy({ fits($0, $1) }) else {
        tally.lost += 1
        return
      }
      do {
        try insert.execute(arguments: GRDB.StatementArguments(row.databaseValues))
        if target.changesCount > 0 { tally.saved += 1 } else { tally.lost += 1 }
      } catch let error as DatabaseError
        where error.resultCode == .SQLITE_CONSTRAINT || error.resultCode == .SQLITE_MISMATCH
      {
        tally.lost += 1
      }
    }
    if hasRowID {
      try carryByRowID(name, columns, tally, keep)
    } else {
      try carryByKey(name, columns, tally, keep)
    }
    return .init(name: name, saved: tally.saved, lost: tally.lost, isLostUnknown: tally.isLostUnknown)
  }

  // MARK: Tables with row numbers

  private func carryByRowID(
    _ name: String, _ columns: [String], _ tally: Tally, _ keep: (GRDB.Row) throws -> Void
  ) throws {
    let select = "SELECT rowid, \(list(columns)) FROM \(quoted(name))"
    var read: [GRDB.Row] = []
    /// Reads rows in one direction until one cannot be, or comes a second time; keeps what came.
    func scan(_ condition: String, _ order: String, untilSeen: Bool = false) throws -> (last: Int64?, isWhole: Bool) {
      var last: Int64?
      do {
        let rows = try GRDB.Row.fetchCursor(source, sql: "\(select) WHERE \(condition) ORDER BY rowid \(order)")
        while let row = try rows.next() {
          let id: Int64 = row[0]
          if untilSeen, tally.seen.contains(id) { return (last, false) }
          last = id
          read.append(row.copy())
          if read.count >= 1000 { try flush() }
        }
        return (last, true)
      } catch let error as DatabaseError {
        guard !isOwnFault(error) else { throw error }
        return (last, false)
      }
    }
    func flush() throws {
      for row in read { try keep(row) }
      read = []
    }
    /// Looks for single rows that an index knows of.
    func look(for ids: Set<Int64>) throws {
      let row = try source.makeStatement(sql: "\(select) WHERE rowid = ?")
      for id in ids.sorted() {
        do {
          guard let found = try GRDB.Row.fetchOne(row, arguments: [id]) else {
            tally.lost += 1
            continue
          }
          try keep(found)
        } catch let error as DatabaseError {
          guard !isOwnFault(error) else { throw error }
          tally.lost += 1
        }
      }
    }
    let up = try scan("1", "ASC")
    try flush()
    guard !up.isWhole || isThorough else { return }
    var down = up
    if !up.isWhole {
      // Numbers out of their order are no end: rows are read back to the first that is known.
      down = try scan("1", "DESC", untilSeen: true)
      try flush()
    }
    // A page that was overwritten may pass for the last one: what the indexes know of is looked for, one by one.
    let (known, isComplete) = indexed(name)
    try look(for: known.subtracting(tally.seen))
    guard !up.isWhole, !isComplete else { return }
    // What damage made of a number may be anything.
    let sane = Int64(0)..<Int64(1) << 52
    let last = down.last.flatMap { sane.contains($0) ? $0 : nil }
    let low = tally.seen.filter { sane.contains($0) && $0 < last ?? .max }.max() ?? 0
    let high = last ?? low + (1 << 24)
    // No index tells: halves, and halves of those.
    tally.isLostUnknown = true
    var failures = 0
    var parts = low < high ? [(low + 1, high - 1)] : []
    while let (first, last) = parts.popLast(), failures < Self.mostFailures {
      guard first <= last else { continue }
      let found = try scan("rowid BETWEEN \(first) AND \(last)", "ASC")
      try flush()
      guard !found.isWhole else { continue }
      failures += 1
      let next = (found.last ?? first - 1) + 1
      guard next < last else { continue }
      let middle = next + (last - next) / 2
      parts += [(middle + 1, last), (next, middle)]
    }
  }

  /// The row numbers that the indexes of a table hold.
  ///
  /// - Returns: also whether an index of all rows could be read to its end.
  private func indexed(_ name: String) -> (Set<Int64>, isComplete: Bool) {
    var found = Set<Int64>()
    var isComplete = false
    let indexes =
      (try? GRDB.Row.fetchAll(
        source, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ?", arguments: [name]))
      ?? []
    for index in indexes {
      let sql: String? = index[1]
      // A partial index is used only where its own condition is asked for.
      let condition = sql?.range(of: " WHERE ", options: .backwards).map { String(sql![$0.upperBound...]) }
      for order in ["ASC", "DESC"] {
        guard let first = sql.map({ firstColumn($0) }) ?? firstColumn(ofAutomatic: index[0]) else { continue }
        do {
          let ids = try Int64.fetchCursor(
            source,
            sql: """
              SELECT rowid FROM \(quoted(name)) INDEXED BY \(quoted(index[0])) \(condition.map { "WHERE \($0)" } ?? "")
              ORDER BY \(first) \(order)
              """)
          while let id = try ids.next() { found.insert(id) }
          if condition == nil { isComplete = true }
          break
        } catch {}
      }
    }
    return (found, isComplete)
  }

  private func firstColumn(_ sql: String) -> String? {
    guard let open = sql.range(of: " (")?.upperBound ?? sql.firstIndex(of: "(").map({ sql.index(after: $0) }) else {
      return nil
    }
    return String(sql[open...].prefix { $0 != "," && $0 != ")" }).trimmingCharacters(in: .whitespaces)
  }

  private func firstColumn(ofAutomatic index: String) -> String? {
    try? String.fetchOne(target, sql: "SELECT name FROM pragma_index_info(?) ORDER BY seqno", arguments: [index])
  }

  // MARK: Tables ordered by their key

  private func carryByKey(
    _ name: String, _ columns: [String], _ tally: Tally, _ keep: (GRDB.Row) throws -> Void
  ) throws {
    let key = try String.fetchAll(
      target, sql: "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", arguments: [name])
    func scan(_ condition: String, _ order: String) throws -> (last: GRDB.Row?, isWhole: Bool) {
      var last: GRDB.Row?
      do {
        let rows = try GRDB.Row.fetchCursor(
          source,
          sql: """
            SELECT \(list(columns)) FROM \(quoted(name)) WHERE \(condition)
            ORDER BY \(key.map { "\(quoted($0)) \(order)" }.joined(separator: ", "))
            """)
        while let row = try rows.next() {
          last = row.copy()
          try keep(last!)
        }
        return (last, true)
      } catch let error as DatabaseError {
        guard !isOwnFault(error) else { throw error }
        return (last, false)
      }
    }
    let up = try scan("1", "ASC")
    guard !up.isWhole else { return }
    tally.isLostUnknown = true
    // What is read twice is kept once, and is no loss.
    let lost = tally.lost
    let down = try scan("1", "DESC")
    tally.lost = lost
    guard !down.isWhole, let first = key.first else { return }
    guard let low = up.last.flatMap({ Int64.fromDatabaseValue($0[first]) }),
      let high = down.last.flatMap({ Int64.fromDatabaseValue($0[first]) }), low < high,
      high - low < Int64(Self.mostFailures)
    else { return }
    for value in low...high { _ = try scan("\(quoted(first)) = \(value)", "ASC") }
    tally.lost = lost
  }

  // MARK: Values

  private enum Kind { case whole, text, bytes, any }

  /// What the columns of a table hold.
  private func types(of name: String, _ columns: [String]) throws -> [Kind] {
    let declared = try target.columns(in: name)
    return columns.map { column in
      switch declared.first(where: { $0.name == column })?.type.uppercased() {
      case "INTEGER": .whole
      case "TEXT": .text
      case "BLOB": .bytes
      default: .any
      }
    }
  }

  private func fits(_ value: DatabaseValue, _ kind: Kind) -> Bool {
    switch (value.storage, kind) {
    case (.null, _), (_, .any), (.int64, .whole), (.string, .text), (.blob, .bytes): true
    default: false
    }
  }

  /// Removes rows of a kind that this program does not know: nothing could be made of them.
  private func removeUnknown(_ tables: inout [StoreRecovery.Table]) throws {
    func list(_ values: [Int]) -> String { values.map(String.init).joined(separator: ", ") }
    let forms = Form.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    let levels = list(AreaLevel.allCases.map(\.rawValue))
    let kinds = list((0...50).filter { AreaKind(rawValue: $0) != nil })
    let types = list(OutletType.allCases.map(\.rawValue))
    for (name, condition) in [
      ("import", "form NOT IN (\(forms))"), ("area", "level NOT IN (\(levels)) OR kind NOT IN (\(kinds))"),
      ("outlet", "type NOT IN (\(types)) OR live NOT IN (0, 1)"),
    ] {
      try target.execute(sql: "DELETE FROM \(quoted(name)) WHERE \(condition)")
      guard let place = tables.firstIndex(where: { $0.name == name }) else { continue }
      tables[place].saved -= target.changesCount
      tables[place].lost += target.changesCount
    }
  }

  // MARK: Names

  /// The columns that both have.
  private func columns(of name: String) throws -> [String] {
    let wanted = try target.columns(in: name).map(\.name)
    guard let present = try? Set(source.columns(in: name).map(\.name)) else { return wanted }
    return wanted.filter(present.contains)
  }

  private func isRowIDTable(_ name: String) -> Bool {
    let sql = try? String.fetchOne(target, sql: "SELECT sql FROM sqlite_master WHERE name = ?", arguments: [name])
    return sql?.uppercased().contains("WITHOUT ROWID") == false
  }

  /// Errors of the new file, and those of memory: the damaged one is not to blame.
  private func isOwnFault(_ error: DatabaseError) -> Bool {
    [.SQLITE_FULL, .SQLITE_NOMEM, .SQLITE_INTERRUPT].contains(error.resultCode)
  }

  private func quoted(_ name: String) -> String { name.quotedDatabaseIdentifier }
  private func list(_ columns: [String]) -> String { columns.map(quoted).joined(separator: ", ") }
}
