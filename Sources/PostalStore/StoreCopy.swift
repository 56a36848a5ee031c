import Foundation
import GRDB
import PostalModel

/// 备份: a whole copy of a database in one file, and what is in it.
public struct StoreCopy: Sendable, Equatable {
  public var path: String
  /// Bytes.
  public var size = 0
  public var tables = 0
  /// Of all tables.
  public var rows = 0
  /// Imports in force.
  public var imports = 0
  public var isDemonstration = false

  /// Copies what a connection sees at one moment, checks the copy, and only then gives it its name.
  ///
  /// - Parameters:
  ///   - path: where the source is, for messages.
  ///   - file: a name that is not taken; nothing is ever overwritten.
  static func make(of source: GRDB.Database, at path: String, to file: String) throws -> StoreCopy {
    try refuseTaken(file)
    let part = try PartFile(for: file)
    defer { part.remove() }
    var copy: StoreCopy?
    do {
      let target = try DatabaseQueue(path: part.path)
      defer { try? target.close() }
      try target.writeWithoutTransaction { new in
        // Outside WAL: a copy is one file, and can be read where nothing can be written.
        try new.execute(sql: "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = FULL")
        var counts: [String: Int] = [:]
        // The counts are of the moment that the copy is of.
        try source.inTransaction(.deferred) {
          counts = try Self.counts(source)
          try source.backup(to: new)
          return .commit
        }
        try new.execute(sql: "PRAGMA journal_mode = DELETE")
        try Self.check(new, path: path, standing: nil)
        guard try Self.counts(new) == counts else {
          throw StoreError.unusable(
            path: file, zh: "备份与原库行数不符,没有保留;请检查磁盘后再试",
            en: "the copy does not have the rows of the database and was not kept; check the disk and try again")
        }
        copy = try Self.described(new, path: file)
      }
    } catch let error as DatabaseError {
      throw PostalStore.unusable(isDamage(error) ? path : file, error)
    }
    try part.settle()
    return copy ?? StoreCopy(path: file)
  }

  private static func isDamage(_ error: DatabaseError) -> Bool { PostalStore.isDamage(error) }

  static func refuseTaken(_ file: String) throws {
    guard access(file, F_OK) == 0 else { return }
    throw StoreError.declined(
      zh: "\(file): 已有这个文件,不会覆盖;请换一个名字", en: "\(file): is there already and is never overwritten; name another file")
  }

  static func described(_ db: GRDB.Database, path: String) throws -> StoreCopy {
    let counts = try counts(db)
    return StoreCopy(
      path: path,
      size: try (Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0)
        * (Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0), tables: counts.count, rows: counts.values.reduce(0, +),
      imports: try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM import WHERE undone_at IS NULL") ?? 0,
      isDemonstration: try Bool.fetchOne(db, sql: "SELECT 1 FROM meta WHERE key = 'demonstration'") ?? false)
  }

  /// The rows of each table.
  static func counts(_ db: GRDB.Database) throws -> [String: Int] {
    var counts: [String: Int] = [:]
    for table in try tables(db) {
      counts[table] = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(table.quotedDatabaseIdentifier)")
    }
    return counts
  }

  static func tables(_ db: GRDB.Database) throws -> [String] {
    try String.fetchAll(
      db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid")
  }

  /// Is a database one of ours, and whole?
  ///
  /// - Parameter standing: those that are accepted; nil for all of ours.
  static func check(_ db: GRDB.Database, path: String, standing accepted: ((SchemaSteps.Standing) -> Bool)?) throws {
    let standing = try Schema.migrator.standing(of: Database(db))
    if standing == .empty || standing == .foreign { throw PostalStore.refusal(path, .foreign) }
    if let accepted, !accepted(standing) { throw PostalStore.refusal(path, standing) }
    let told = try String.fetchAll(db, sql: "PRAGMA integrity_check(5)")
    let orphans = try GRDB.Row.fetchAll(db, sql: "PRAGMA foreign_key_check").count
    guard told == ["ok"], orphans == 0 else {
      throw PostalStore.unusable(
        path, DatabaseError(resultCode: .SQLITE_CORRUPT, message: told.first ?? "foreign key"))
    }
  }

  /// Keeps a copy beside a database under a dated name.
  ///
  /// - Parameter kind: goes into the name.
  static func keep(_ path: String, named kind: String) throws -> StoreCopy {
    try reading(path) { try make(of: $0, at: path, to: keptName(path, kind)) }
  }

  /// The time of day for the names of copies: `20250712-093000`.
  public static func dateMark() -> String {
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    var text = [CChar](repeating: 0, count: 32)
    strftime(&text, text.count, "%Y%m%d-%H%M%S", &parts)
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// A name beside a database that is not taken: `office-KIND-20250712-093000.sqlite`.
  static func keptName(_ path: String, _ kind: String) -> String {
    let stem = (path as NSString).deletingPathExtension
    let ending = (path as NSString).pathExtension
    let date = dateMark()
    func name(_ number: Int) -> String {
      "\(stem)-\(kind)-\(date)" + (number > 1 ? "-\(number)" : "") + (ending.isEmpty ? "" : ".\(ending)")
    }
    return name((1...).first { access(name($0), F_OK) != 0 }!)
  }

  /// Runs a body on a connection that cannot write.
  static func reading<Value>(_ path: String, _ body: (GRDB.Database) throws -> Value) throws -> Value {
    guard access(path, F_OK) == 0 else {
      throw StoreError.unusable(path: path, zh: "没有这个文件", en: "there is no such file")
    }
    let turn = Turn(patience: 30)
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .callback { turn.wait($0) }
    do {
      let database = try DatabaseQueue(path: path, configuration: configuration)
      defer { try? database.close() }
      return try database.writeWithoutTransaction(body)
    } catch let error as DatabaseError {
      throw PostalStore.unusable(path, error, patience: turn.limit)
    }
  }
}

extension PostalStore {
  /// Copies a database into a new file, while others go on reading and writing it.
  ///
  /// - Throws: `StoreError.declined` where the name is taken, `StoreError.unusable`.
  public static func backUp(_ path: String, to file: String) throws -> StoreCopy {
    try StoreCopy.refuseTaken(file)
    return try StoreCopy.reading(path) { try StoreCopy.make(of: $0, at: path, to: file) }
  }
}
