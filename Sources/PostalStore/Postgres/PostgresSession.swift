/// What the store asks of a connection to PostgreSQL, in the SQL that it asks SQLite in.
///
/// Used by one thread at a time, as `Connection` sees to.
final class PostgresSession {
  let connection: PostgresConnection
  /// How many rows the last statement put in, changed or took out.
  private(set) var changes = 0
  private var translated: [String: [PostgresDialect.Translated]] = [:]
  private var columnNames: [String: [String]] = [:]
  private var secured: [String: Bool] = [:]
  private var savepoints = 0
  private var locks: PostgresLocks?
  private var keepsAllOut = false
  private var keepsAbove = false

  init(_ connection: PostgresConnection) { self.connection = connection }

  /// Connects anew after the connection was lost.
  func reset() throws {
    columnNames.removeAll()
    secured.removeAll()
    savepoints = 0
    try connection.reset()
  }

  /// The statements of a text, put into PostgreSQL's words once.
  func translation(of sql: String) -> [PostgresDialect.Translated] {
    if let known = translated[sql] { return known }
    let made = PostgresDialect.translate(sql)
    // Statements with numbers in them come by the thousand.
    if translated.count >= 1000 { translated.removeAll() }
    translated[sql] = made
    return made
  }

  /// Runs all statements of a text, each with the next of the arguments given in order.
  func execute(_ sql: String, _ arguments: StatementArguments) throws {
    var rest = arguments
    for statement in translation(of: sql) {
      changes = try run(statement, rest, isKept: false).affected
      rest.values.removeFirst(min(statement.places, rest.values.count))
    }
  }

  /// Runs the one statement of a text.
  ///
  /// - Parameter isKept: it comes again, and is kept prepared.
  func rows(_ sql: String, _ arguments: StatementArguments, isKept: Bool) throws -> PostgresResult {
    let result = try run(translation(of: sql)[0], arguments, isKept: isKept)
    changes = result.affected
    return result
  }

  private func run(_ statement: PostgresDialect.Translated, _ arguments: StatementArguments, isKept: Bool) throws
    -> PostgresResult
  {
    let values = statement.slots.map { slot in
      switch slot {
      case .place(let place): place < arguments.values.count ? arguments.values[place] : .null
      case .name(let name): arguments.named.last { $0.name == name }?.value ?? .null
      }
    }
    return try connection.run(statement.sql, values, prepared: isKept)
  }

  var lastInsertedRowID: Int64 { (try? connection.run("SELECT lastval()").integer(0, 0)) ?? 0 }

  func tableExists(_ name: String) throws -> Bool {
    try connection.run("SELECT to_regclass($1) IS NOT NULL", [.text(name)]).integer(0, 0) == 1
  }

  /// The columns of a table that the store gave it.
  func columns(in table: String) throws -> [String] {
    if let known = columnNames[table] { return known }
    let result = try connection.run(
      """
      SELECT attname FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped
        AND attname <> 'rowid' ORDER BY attnum
      """, [.text(table)])
    let names = (0..<result.count).map { result.text($0, 0) }
    columnNames[table] = names
    return names
  }

  // MARK: writers

  /// Keeps others from what is to be written, until the transaction ends.
  func begin(_ locks: PostgresLocks, _ scope: WriteScope) throws {
    self.locks = locks
    (keepsAllOut, keepsAbove) = (false, false)
    keepsAllOut = try locks.take(scope)
  }

  /// - Throws: `NeedsWhole` where others may write meanwhile.
  func needWhole() throws { if !keepsAllOut { throw NeedsWhole() } }

  /// Keeps others from what is above the counties.
  func lockAbove() throws {
    guard !keepsAllOut, !keepsAbove else { return }
    try locks?.takeAbove()
    keepsAbove = true
  }

  // MARK: rights

  /// Do policies decide which rows of a table this role reads and writes?
  func hasRowSecurity(_ table: String) throws -> Bool {
    if let known = secured[table] { return known }
    let known =
      try connection.run(
        "SELECT COALESCE((SELECT row_security_active(c.oid) FROM pg_class c WHERE c.oid = to_regclass($1)), FALSE)",
        [.text(table)]
      ).integer(0, 0) == 1
    secured[table] = known
    return known
  }

  // MARK: transactions

  /// - Parameter begin: how it begins.
  func transaction<Value>(_ begin: String, _ body: () throws -> (Value, Database.Ending)) throws -> Value {
    try connection.runScript(begin)
    do {
      let (value, ending) = try body()
      try connection.runScript(ending == .commit ? "COMMIT" : "ROLLBACK")
      return value
    } catch {
      if connection.isInTransaction { try? connection.runScript("ROLLBACK") }
      throw error
    }
  }

  func savepoint(_ body: () throws -> Database.Ending) throws {
    savepoints += 1
    let name = "step\(savepoints)"
    defer { savepoints -= 1 }
    try connection.runScript("SAVEPOINT \(name)")
    do {
      let ending = try body()
      if ending == .rollback { try connection.runScript("ROLLBACK TO SAVEPOINT \(name)") }
      try connection.runScript("RELEASE SAVEPOINT \(name)")
    } catch {
      try? connection.runScript("ROLLBACK TO SAVEPOINT \(name)")
      throw error
    }
  }
}
