import GRDB
import GRDBSQLite

/// Puts rows into one table: typed values are bound straight to the statement, since an array of arguments for each row
/// costs more than the row itself.
final class RowInsertion {
  private let db: Database
  private let sql: String
  private let statement: Statement
  private let handle: OpaquePointer
  private var place: Int32 = 0

  /// - Parameter columns: how many the table has; a row gives a value for each, in their order.
  /// - Throws: `DatabaseError`.
  init(into table: String, columns: Int, _ db: Database) throws {
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

  func add(_ value: Bool?) { add(value.map { $0 ? 1 : 0 }) }

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
