import GRDB

/// A row that was found, its values by the place of the column from 0.
struct Row {
  enum Engine {
    case sqlite(GRDB.Row)
    case postgres(PostgresResult, Int)
  }

  let engine: Engine

  subscript<Value: ColumnValue>(_ place: Int) -> Value {
    switch engine {
    case .sqlite(let row): Value.value(row, place)
    case .postgres(let result, let row): Value.value(result, row, place)
    }
  }

  /// nil where the column is NULL.
  subscript<Value: ColumnValue>(_ place: Int) -> Value? {
    switch engine {
    case .sqlite(let row): Value.optional(row, place)
    case .postgres(let result, let row): result.isNull(row, place) ? nil : Value.value(result, row, place)
    }
  }

  /// The names of its columns.
  var columns: [String] {
    switch engine {
    case .sqlite(let row): Array(row.columnNames)
    case .postgres(let result, _): result.names
    }
  }

  /// All of its values.
  var values: [SQLValue] {
    switch engine {
    case .sqlite(let row): row.databaseValues.map { SQLValue.fromDatabaseValue($0)! }
    case .postgres(let result, let row): (0..<result.columns).map { result.value(row, $0) }
    }
  }

  static func fetchAll(_ statement: Statement, arguments: StatementArguments = []) throws -> [Row] {
    switch statement.engine {
    case .sqlite(let statement):
      return try GRDB.Row.fetchAll(statement, arguments: arguments.sqlite).map { Row(engine: .sqlite($0)) }
    case .postgres(let session, let sql, let isKept):
      let result = try session.rows(sql, arguments, isKept: isKept)
      return (0..<result.count).map { Row(engine: .postgres(result, $0)) }
    }
  }

  static func fetchAll(_ db: Database, sql: String, arguments: StatementArguments = []) throws -> [Row] {
    try fetchAll(db.makeStatement(sql: sql), arguments: arguments)
  }

  static func fetchOne(_ statement: Statement, arguments: StatementArguments = []) throws -> Row? {
    switch statement.engine {
    case .sqlite(let statement):
      return try GRDB.Row.fetchOne(statement, arguments: arguments.sqlite).map { Row(engine: .sqlite($0)) }
    case .postgres(let session, let sql, let isKept):
      let result = try session.rows(sql, arguments, isKept: isKept)
      return result.count > 0 ? Row(engine: .postgres(result, 0)) : nil
    }
  }

  static func fetchOne(_ db: Database, sql: String, arguments: StatementArguments = []) throws -> Row? {
    try fetchOne(db.makeStatement(sql: sql), arguments: arguments)
  }

  static func fetchCursor(_ statement: Statement, arguments: StatementArguments = []) throws -> RowCursor {
    switch statement.engine {
    case .sqlite(let statement):
      try RowCursor(engine: .sqlite(GRDB.Row.fetchCursor(statement, arguments: arguments.sqlite)))
    case .postgres(let session, let sql, let isKept):
      try RowCursor(engine: .postgres(session.rows(sql, arguments, isKept: isKept)))
    }
  }

  static func fetchCursor(_ db: Database, sql: String, arguments: StatementArguments = []) throws -> RowCursor {
    try fetchCursor(db.makeStatement(sql: sql), arguments: arguments)
  }
}

extension Row: CustomStringConvertible {
  /// `[area:520590000000 name:"甲镇" parent:NULL]`
  var description: String {
    let all = zip(columns, values).map { name, value in
      switch value {
      case .null: "\(name):NULL"
      case .integer(let number): "\(name):\(number)"
      case .real(let number): "\(name):\(number)"
      case .text(let text): "\(name):\"\(text)\""
      case .blob(let bytes): "\(name):\(bytes.count) bytes"
      }
    }
    return "[\(all.joined(separator: " "))]"
  }
}

/// Rows one after the other; each is good until the next is taken.
final class RowCursor {
  enum Engine {
    case sqlite(GRDB.RowCursor)
    case postgres(PostgresResult)
  }

  private let engine: Engine
  private var place = 0

  init(engine: Engine) { self.engine = engine }

  func next() throws -> Row? {
    switch engine {
    case .sqlite(let cursor): return try cursor.next().map { Row(engine: .sqlite($0)) }
    case .postgres(let result):
      guard place < result.count else { return nil }
      defer { place += 1 }
      return Row(engine: .postgres(result, place))
    }
  }
}
