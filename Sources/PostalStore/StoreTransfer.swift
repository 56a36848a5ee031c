import Crypto
import GRDB
import PostalModel

/// One table to be carried from a database to another.
struct TransferTable: Sendable {
  var name: String
  var columns: [String]
  /// By which its rows have the same order in both.
  var order: String

  /// The store's tables, in the order in which they were made, those of the newest version.
  static var all: [TransferTable] {
    get throws {
      try DatabaseQueue().write { db in
        try Schema.migrator.migrate(Database(db))
        return try StoreCopy.tables(db).map { table in
          let key = try db.primaryKey(table)
          return TransferTable(
            name: table, columns: try db.columns(in: table).map(\.name),
            order: key.columns.isEmpty ? "rowid" : key.columns.joined(separator: ", "))
        }
      }
    }
  }
}

extension Database {
  /// Steps through a table in its order.
  func forEach(in table: TransferTable, _ body: (Row) throws -> Void) throws {
    let select = "SELECT \(table.columns.joined(separator: ", ")) FROM \(table.name) ORDER BY \(table.order)"
    switch engine {
    case .sqlite:
      let cursor = try Row.fetchCursor(self, sql: select)
      while let row = try cursor.next() { try body(row) }
    case .postgres(let session):
      let connection = session.connection
      try connection.runScript("DECLARE step NO SCROLL CURSOR FOR \(select)")
      while true {
        let rows = try connection.run("FETCH 10000 FROM step")
        if rows.count == 0 { break }
        for place in 0..<rows.count { try body(Row(engine: .postgres(rows, place))) }
      }
      try connection.runScript("CLOSE step")
    }
  }

  /// Puts all rows of another database's table into an empty one.
  func carry(_ table: TransferTable, from source: Database) throws {
    try execute(sql: "DELETE FROM \(table.name)")
    let rows = try RowInsertion(into: table.name, columns: table.columns.count, self)
    try source.forEach(in: table) { row in
      for value in row.values { rows.add(value) }
      try rows.put()
    }
    try rows.finish()
    try number(table.name)
  }

  /// After rows came with their numbers: the next is given one after theirs.
  func number(_ table: String) throws {
    guard case .postgres(let session) = engine else { return }
    let column = try session.connection.run(
      "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass($1) AND attidentity <> '' AND attname <> 'rowid'",
      [.text(table)])
    guard column.count > 0 else { return }
    let name = column.text(0, 0)
    try session.connection.runScript(
      """
      SELECT setval(pg_get_serial_sequence('\(PostgresGround.schema).\(table)', '\(name)'), (
        SELECT COALESCE(MAX("\(name)"), 0) + 1 FROM \(table)), false)
      """)
  }
}

/// What the rows of a table come to, one after the other, whatever database they are in.
struct RowDigest {
  private var hash = SHA256()
  private(set) var rows = 0

  mutating func add(_ row: Row) {
    rows += 1
    var bytes: [UInt8] = []
    for value in row.values {
      switch value {
      case .null: bytes.append(0)
      case .integer(let number):
        bytes.append(1)
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
      case .real(let number):
        bytes.append(2)
        withUnsafeBytes(of: number.bitPattern.bigEndian) { bytes.append(contentsOf: $0) }
      case .text(let text): append(3, Array(text.utf8), to: &bytes)
      case .blob(let blob): append(4, blob, to: &bytes)
      }
    }
    hash.update(data: bytes)
  }

  private func append(_ kind: UInt8, _ content: [UInt8], to bytes: inout [UInt8]) {
    bytes.append(kind)
    withUnsafeBytes(of: content.count.bigEndian) { bytes.append(contentsOf: $0) }
    bytes += content
  }

  var text: String { hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }
}
