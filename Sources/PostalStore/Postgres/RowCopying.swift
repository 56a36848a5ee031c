/// Rows on their way into one table by COPY, some thousands at a time: between them the connection is free for others.
final class RowCopying {
  private let session: PostgresSession
  private let table: String
  private let columns: [String]
  private let standing: Bool
  /// They come by way of a list: of those that may meet others, and where policies look at each, which COPY cannot.
  private let staged: Bool
  private var values: [SQLValue] = []
  private var count = 0
  /// Rows in the list.
  private var listed = 0

  /// Values that are kept until they are sent.
  private static let most = 1 << 18

  /// - Parameter standing: rows may meet others of their key.
  init(into table: String, standing: Bool, _ session: PostgresSession) throws {
    self.session = session
    self.table = table
    self.standing = standing
    columns = try session.columns(in: table)
    staged = try standing || session.hasRowSecurity(table)
    guard staged else { return }
    try session.connection.runScript(
      """
      CREATE TEMP TABLE IF NOT EXISTS \(incoming) ON COMMIT DELETE ROWS AS
        SELECT \(columns.joined(separator: ", ")) FROM \(table) WITH NO DATA;
      TRUNCATE pg_temp.\(incoming)
      """)
  }

  private var incoming: String { "incoming_\(table)" }

  func add(_ value: SQLValue) { values.append(value) }

  func put() throws {
    count += 1
    if values.count >= Self.most { try send() }
  }

  private func send() throws {
    guard count > 0 else { return }
    let copy = try session.connection.copy(into: staged ? incoming : table, columns: columns)
    var place = 0
    for _ in 0..<count {
      for _ in columns {
        copy.add(values[place])
        place += 1
      }
      try copy.endRow()
    }
    _ = try copy.finish()
    if staged { listed += count }
    values.removeAll(keepingCapacity: true)
    count = 0
  }

  /// - Returns: the places in the table of the rows that wait.
  @discardableResult
  func finish() throws -> [Int64] {
    try send()
    guard staged, listed > 0 else { return [] }
    defer { listed = 0 }
    let names = columns.joined(separator: ", ")
    guard standing else {
      try session.connection.run("INSERT INTO \(table) (\(names)) SELECT \(names) FROM pg_temp.\(incoming)")
      try session.connection.runScript("TRUNCATE pg_temp.\(incoming)")
      return []
    }
    let rows = "SELECT \(names) FROM pg_temp.\(incoming) ORDER BY line"
    let stood = try session.connection.run("INSERT INTO \(table) (\(names)) \(rows) ON CONFLICT DO NOTHING").affected
    guard stood < listed else { return [] }
    // A file may name a key twice only where it is refused, so its lines tell its rows apart.
    let waiting = columns.map { $0 == "live" ? "0" : "i.\($0)" }.joined(separator: ", ")
    let result = try session.connection.run(
      """
      INSERT INTO \(table) (\(names)) SELECT \(waiting) FROM pg_temp.\(incoming) i
      WHERE NOT EXISTS (SELECT 1 FROM \(table) t WHERE t.import = i.import AND t.line = i.line)
      ORDER BY i.line RETURNING rowid
      """)
    return (0..<result.count).map { result.integer($0, 0) }
  }
}
