internal import CPostgres
import Foundation

/// Puts many rows into one table by COPY, in binary. Until `finish` or `cancel` the connection does nothing else.
///
/// A column is `bigint` or `text`, `double precision` or `bytea`, as what is added to it.
final class PostgresCopy {
  private let connection: PostgresConnection
  private let sql: String
  private var bytes: [UInt8] = []
  /// Where the row begins that is being added.
  private var rowStart = 0
  private var fields: UInt16 = 0
  /// Rows that are whole.
  private var rows = 0
  private var fault: PostgresCopyFault?
  private var isOpen = true

  /// Bytes that are sent at once.
  private static let piece = 256 << 10

  /// - Throws: `PostgresError`.
  fileprivate init(_ sql: String, on connection: PostgresConnection) throws {
    self.connection = connection
    self.sql = sql
    try connection.refuseNUL(in: sql)
    let functions = connection.library.functions
    connection.setRunning(true)
    let result = functions.PQexec(connection.connection, sql)
    defer { functions.PQclear(result) }
    guard functions.PQresultStatus(result) == PGRES_COPY_IN else {
      connection.setRunning(false)
      isOpen = false
      throw PostgresError(of: result, on: connection.connection, connection.library, sql: sql)
    }
    bytes.reserveCapacity(Self.piece + (64 << 10))
    // The form's sign, no flags, no further header.
    bytes.append(contentsOf: "PGCOPY\n".utf8)
    bytes.append(contentsOf: [0xFF, 0x0D, 0x0A, 0] + [UInt8](repeating: 0, count: 8))
    beginRow()
  }

  deinit { cancel() }

  func add(_ value: Int) {
    fields += 1
    append(Int32(8))
    append(Int64(value))
  }

  func add(_ value: Int?) {
    if let value { add(value) } else { addNull() }
  }

  func add(_ value: Double) {
    fields += 1
    append(Int32(8))
    append(value.bitPattern)
  }

  func add(_ text: String) {
    fields += 1
    var text = text
    text.withUTF8 { utf8 in
      if let base = utf8.baseAddress, memchr(base, 0, utf8.count) != nil, fault == nil {
        fault = PostgresCopyFault(row: rows + 1, column: Int(fields))
      }
      append(Int32(utf8.count))
      bytes.append(contentsOf: utf8)
    }
  }

  func add(_ text: String?) {
    if let text { add(text) } else { addNull() }
  }

  func add(_ blob: [UInt8]) {
    fields += 1
    append(Int32(blob.count))
    bytes.append(contentsOf: blob)
  }

  func add(_ value: SQLValue) {
    switch value {
    case .null: addNull()
    case .integer(let number): add(Int(number))
    case .real(let number): add(number)
    case .text(let text): add(text)
    case .blob(let blob): add(blob)
    }
  }

  func addNull() {
    fields += 1
    append(Int32(-1))
  }

  /// The values added since the last are a row.
  ///
  /// - Throws: `PostgresCopyFault` or `PostgresError`; the copy is then cancelled, and no row of it stored.
  func endRow() throws {
    guard isOpen else { throw PostgresError(message: "the copy has ended", sql: sql) }
    if let fault {
      cancel()
      throw fault
    }
    withUnsafeBytes(of: fields.bigEndian) {
      bytes[rowStart] = $0[0]
      bytes[rowStart + 1] = $0[1]
    }
    rows += 1
    if bytes.count >= Self.piece { try send() }
    beginRow()
  }

  /// Has the server take the rows.
  ///
  /// - Returns: how many there were.
  /// - Throws: `PostgresError`, and no row is stored.
  func finish() throws -> Int {
    guard isOpen else { throw PostgresError(message: "the copy has ended", sql: sql) }
    guard fields == 0, fault == nil else {
      cancel()
      throw fault.map { $0 as any Error } ?? PostgresError(message: "the last row was not ended", sql: sql)
    }
    bytes.removeLast(bytes.count - rowStart)
    append(Int16(-1))
    try send()
    let functions = connection.library.functions
    isOpen = false
    defer { connection.setRunning(false) }
    guard functions.PQputCopyEnd(connection.connection, nil) == 1 else {
      throw PostgresError(of: connection.connection, connection.library, sql: sql)
    }
    let result = functions.PQgetResult(connection.connection)
    defer { functions.PQclear(result) }
    defer { drain() }
    guard functions.PQresultStatus(result) == PGRES_COMMAND_OK else {
      throw PostgresError(of: result, on: connection.connection, connection.library, sql: sql)
    }
    return Int(String(cString: functions.PQcmdTuples(result)!)) ?? 0
  }

  /// Ends it; no row is stored. Nothing where it has ended.
  func cancel() {
    guard isOpen else { return }
    isOpen = false
    _ = connection.library.functions.PQputCopyEnd(connection.connection, "cancelled")
    drain()
    connection.setRunning(false)
  }

  private func beginRow() {
    fields = 0
    rowStart = bytes.count
    append(UInt16(0))
  }

  private func append(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
  }

  private func send() throws {
    let functions = connection.library.functions
    let taken = bytes.withUnsafeBytes {
      functions.PQputCopyData(
        connection.connection, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count))
    }
    bytes.removeAll(keepingCapacity: true)
    if taken == 1 { return }
    // The server may have told why before it went.
    let result = functions.PQgetResult(connection.connection)
    let error = PostgresError(of: result, on: connection.connection, connection.library, sql: sql)
    functions.PQclear(result)
    cancel()
    throw error
  }

  private func drain() {
    while let rest = connection.library.functions.PQgetResult(connection.connection) {
      let isOver = connection.library.functions.PQresultStatus(rest) == PGRES_COPY_IN
      connection.library.functions.PQclear(rest)
      if isOver { return }
    }
  }
}

/// Why a row cannot be copied: a text of PostgreSQL holds no character NUL.
struct PostgresCopyFault: Error, Equatable {
  /// From 1, of the rows of the copy.
  var row: Int
  /// From 1.
  var column: Int

  var zh: String { "第 \(row) 行第 \(column) 列的文字里有空字符(U+0000),数据库存不了;请去掉后再试" }
  var en: String {
    "row \(row), column \(column): the text has a character NUL (U+0000), which the database cannot store; take it out "
      + "and try again"
  }
}

extension PostgresConnection {
  /// Begins to put rows into a table.
  ///
  /// - Parameters:
  ///   - table: its name, as `CREATE TABLE` has it.
  ///   - columns: those that the rows have values of, in their order; none for all of the table.
  /// - Throws: `PostgresError`.
  func copy(into table: String, columns: [String] = []) throws -> PostgresCopy {
    let list = columns.isEmpty ? "" : " (\(columns.map(Self.quoted).joined(separator: ", ")))"
    return try PostgresCopy("COPY \(Self.quoted(table))\(list) FROM STDIN (FORMAT binary)", on: self)
  }
}
