import GRDB

/// One connection to a database inside a read or a write: what the store asks, of SQLite or of PostgreSQL.
///
/// Statements are written in the SQL that both know; what they spell differently `PostgresDialect` puts into the other's
/// words.
struct Database {
  enum Engine {
    case sqlite(GRDB.Database)
    case postgres(PostgresSession)
  }

  let engine: Engine

  init(_ database: GRDB.Database) { engine = .sqlite(database) }
  init(_ session: PostgresSession) { engine = .postgres(session) }

  enum Dialect { case sqlite, postgres }

  /// For the few statements that cannot be written for both.
  var dialect: Dialect {
    switch engine {
    case .sqlite: .sqlite
    case .postgres: .postgres
    }
  }

  /// Runs one or several statements.
  func execute(sql: String, arguments: StatementArguments = []) throws {
    switch engine {
    case .sqlite(let database): try database.execute(sql: sql, arguments: arguments.sqlite)
    case .postgres(let session): try session.execute(sql, arguments)
    }
  }

  /// A statement that is prepared once a connection.
  func cachedStatement(sql: String) throws -> Statement {
    switch engine {
    case .sqlite(let database): try Statement(engine: .sqlite(database.cachedStatement(sql: sql)))
    case .postgres(let session): Statement(engine: .postgres(session, sql: sql, isKept: true))
    }
  }

  func makeStatement(sql: String) throws -> Statement {
    switch engine {
    case .sqlite(let database): try Statement(engine: .sqlite(database.makeStatement(sql: sql)))
    case .postgres(let session): Statement(engine: .postgres(session, sql: sql, isKept: false))
    }
  }

  /// The number that the last row put in was given.
  var lastInsertedRowID: Int64 {
    switch engine {
    case .sqlite(let database): database.lastInsertedRowID
    case .postgres(let session): session.lastInsertedRowID
    }
  }

  /// How many rows the last statement put in, changed or took out.
  var changesCount: Int {
    switch engine {
    case .sqlite(let database): database.changesCount
    case .postgres(let session): session.changes
    }
  }

  func tableExists(_ name: String) throws -> Bool {
    switch engine {
    case .sqlite(let database): try database.tableExists(name)
    case .postgres(let session): try session.tableExists(name)
    }
  }

  /// The names of a table's columns, in their order.
  func columns(in table: String) throws -> [String] {
    switch engine {
    case .sqlite(let database): try database.columns(in: table).map(\.name)
    case .postgres(let session): try session.columns(in: table)
    }
  }

  /// Makes a table that only this connection sees, where it is not there yet. Not by `IF NOT EXISTS` alone, which with
  /// SQLite would have every statement that is kept prepared made anew.
  ///
  /// - Parameters:
  ///   - columns: as they stand in brackets after the name of the table, and what follows these.
  func makeOwn(_ table: String, _ columns: String) throws {
    if dialect == .sqlite {
      let known = try cachedStatement(sql: "SELECT 1 FROM temp.sqlite_master WHERE type = 'table' AND name = ?")
      if try Bool.fetchOne(known, arguments: [table]) == true { return }
    }
    try execute(sql: "CREATE TEMP TABLE IF NOT EXISTS \(table) \(columns)")
  }

  /// After a list of its own was filled: how long it is decides how the next statements go about it.
  func filled(_ table: String) throws {
    switch engine {
    case .sqlite: break
    case .postgres(let session): try session.connection.runScript("ANALYZE pg_temp.\(table)")
    }
  }

  /// Before what is made of the whole store is made again.
  ///
  /// - Throws: `NeedsWhole` where others may write meanwhile; the change is then begun again without them.
  func needWhole() throws {
    if case .postgres(let session) = engine { try session.needWhole() }
  }

  /// Before what is above the counties is read to be written: others that write elsewhere wait from here on.
  func lockAbove() throws {
    if case .postgres(let session) = engine { try session.lockAbove() }
  }

  enum Ending { case commit, rollback }

  /// Inside a transaction, one that can be taken back by itself.
  func inSavepoint(_ body: () throws -> Ending) throws {
    switch engine {
    case .sqlite(let database):
      try database.inSavepoint { try body() == .commit ? .commit : .rollback }
    case .postgres(let session): try session.savepoint(body)
    }
  }
}

/// A statement made ready.
struct Statement {
  enum Engine {
    case sqlite(GRDB.Statement)
    case postgres(PostgresSession, sql: String, isKept: Bool)
  }

  let engine: Engine

  func execute(arguments: StatementArguments = []) throws {
    switch engine {
    case .sqlite(let statement): try statement.execute(arguments: arguments.sqlite)
    case .postgres(let session, let sql, let isKept): _ = try session.rows(sql, arguments, isKept: isKept)
    }
  }
}
