import GRDB
import GRDBSQLite

/// Puts rows into one table, by what of a database does that fastest.
///
/// Of rows that stand at once (`live = 1`, the third column) those wait (`live = 0`) of whose key another stands.
final class RowInsertion {
  private enum Way {
    case binding(RowBinding)
    case copying(RowCopying)
  }

  private let way: Way
  private let db: Database
  private var waiting: [Int64] = []

  /// - Parameters:
  ///   - columns: how many the table has; a row gives a value for each, in their order.
  ///   - standing: rows may meet others of their key.
  /// - Throws: `DatabaseError`.
  init(into table: String, columns: Int, standing: Bool = false, _ db: Database) throws {
    self.db = db
    switch db.engine {
    case .sqlite(let sqlite): way = .binding(try RowBinding(into: table, columns: columns, sqlite))
    case .postgres(let session): way = .copying(try RowCopying(into: table, standing: standing, session))
    }
  }

  func add(_ value: Int) {
    switch way {
    case .binding(let row): row.add(value)
    case .copying(let rows): rows.add(.integer(Int64(value)))
    }
  }

  func add(_ value: Int?) {
    switch way {
    case .binding(let row): row.add(value)
    case .copying(let rows): rows.add(value.map { .integer(Int64($0)) } ?? .null)
    }
  }

  func add(_ value: Bool?) { add(value.map { $0 ? 1 : 0 }) }

  func add(_ text: String) {
    switch way {
    case .binding(let row): row.add(text)
    case .copying(let rows): rows.add(.text(text))
    }
  }

  func add(_ value: SQLValue) {
    switch way {
    case .binding(let row): row.add(value)
    case .copying(let rows): rows.add(value)
    }
  }

  /// The values added are a row.
  ///
  /// - Throws: `DatabaseError`.
  func put() throws {
    switch way {
    case .binding(let row):
      if try row.insert() { return }
      _ = try row.insert(with: 0, at: 3)
      waiting.append(db.lastInsertedRowID)
    case .copying(let rows): try rows.put()
    }
  }

  /// After the last row, or before the table is read.
  ///
  /// - Returns: the places in the table of the rows that wait.
  /// - Throws: `DatabaseError`.
  @discardableResult
  func finish() throws -> [Int64] {
    switch way {
    case .binding: waiting
    case .copying(let rows): try rows.finish()
    }
  }
}

/// One statement of SQLite, to which typed values are bound directly: an array of arguments for each row costs more than
/// the row itself.
private final class RowBinding {
  private let db: GRDB.Database
  private let sql: String
  private let statement: GRDB.Statement
  private let handle: OpaquePointer
  private var place: Int32 = 0

  init(into table: String, columns: Int, _ db: GRDB.Database) throws {
    self.db = db
    sql = "INSERT INTO \(table) VALUES (\(Array(repeating: "?", count: columns).joined(separator: ", ")))"
    statement = try db.makeStatement(sql: sql)
    handle = statement.sqliteStatement
  }

  func add(_ value: Int) {
    place += 1
    sqlite3_bind_int64(handle, place, Int64(value))
  }

  func add(_ value: Int?) {
    guard let value else {
      place += 1
      sqlite3_bind_null(handle, place)
      return
    }
    add(value)
  }

  func add(_ text: String) {
    place += 1
    // It is bound only until the row is in, but a text may lie in the string's own bytes, which end with the closure.
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    var text = text
    text.withUTF8 { bytes in
      let start = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
      // Without a start the text would be NULL.
      guard let start else {
        _ = sqlite3_bind_text(handle, place, "", 0, copied)
        return
      }
      sqlite3_bind_text(handle, place, start, Int32(bytes.count), copied)
    }
  }

  func add(_ value: SQLValue) {
    switch value {
    case .null: add(Int?.none)
    case .integer(let number): add(Int(number))
    case .text(let text): add(text)
    case .real(let number):
      place += 1
      sqlite3_bind_double(handle, place, number)
    case .blob(let bytes):
      place += 1
      let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
      sqlite3_bind_blob64(handle, place, bytes.isEmpty ? [0] : bytes, UInt64(bytes.count), copied)
    }
  }

  /// Puts the row of the values added in.
  ///
  /// - Returns: false where a row of the same key stands; the values stay, so that one can be given anew.
  /// - Throws: `DatabaseError`.
  func insert() throws -> Bool {
    place = 0
    let result = sqlite3_step(handle)
    if result == SQLITE_DONE {
      sqlite3_reset(handle)
      return true
    }
    defer { sqlite3_reset(handle) }
    let code = ResultCode(rawValue: sqlite3_extended_errcode(db.sqliteConnection))
    if code == .SQLITE_CONSTRAINT_UNIQUE { return false }
    throw DatabaseError(resultCode: code, message: db.lastErrorMessage, sql: sql)
  }

  /// Gives a value of the row anew, by the number of its column from 1, and puts the row in.
  func insert(with value: Int, at column: Int) throws -> Bool {
    sqlite3_bind_int64(handle, Int32(column), Int64(value))
    return try insert()
  }
}
