import Foundation
import GRDB

/// What a column can be read as.
protocol ColumnValue {
  static func value(_ row: GRDB.Row, _ place: Int) -> Self
  static func optional(_ row: GRDB.Row, _ place: Int) -> Self?
  /// The first column of every row.
  static func all(_ statement: GRDB.Statement, _ arguments: GRDB.StatementArguments) throws -> [Self]
  /// The first column of the first row; nil where it is NULL or there is none.
  static func one(_ statement: GRDB.Statement, _ arguments: GRDB.StatementArguments) throws -> Self?

  /// Of a field that is not NULL.
  static func value(_ result: PostgresResult, _ row: Int, _ place: Int) -> Self
}

extension ColumnValue where Self: DatabaseValueConvertible & StatementColumnConvertible {
  static func value(_ row: GRDB.Row, _ place: Int) -> Self { row[place] }
  static func optional(_ row: GRDB.Row, _ place: Int) -> Self? { row[place] }

  static func all(_ statement: GRDB.Statement, _ arguments: GRDB.StatementArguments) throws -> [Self] {
    try fetchAll(statement, arguments: arguments)
  }

  static func one(_ statement: GRDB.Statement, _ arguments: GRDB.StatementArguments) throws -> Self? {
    try fetchOne(statement, arguments: arguments)
  }
}

extension Int: ColumnValue {
  static func value(_ result: PostgresResult, _ row: Int, _ place: Int) -> Int { Int(result.integer(row, place)) }
}

extension Int64: ColumnValue {
  static func value(_ result: PostgresResult, _ row: Int, _ place: Int) -> Int64 { result.integer(row, place) }
}

extension Bool: ColumnValue {
  static func value(_ result: PostgresResult, _ row: Int, _ place: Int) -> Bool { result.integer(row, place) != 0 }
}

extension Double: ColumnValue {
  static func value(_ result: PostgresResult, _ row: Int, _ place: Int) -> Double { result.real(row, place) }
}

extension String: ColumnValue {
  static func value(_ result: PostgresResult, _ row: Int, _ place: Int) -> String { result.text(row, place) }
}

extension Data: ColumnValue {
  static func value(_ result: PostgresResult, _ row: Int, _ place: Int) -> Data { Data(result.blob(row, place)) }
}

extension ColumnValue {
  static func fetchAll(_ statement: Statement, arguments: StatementArguments = []) throws -> [Self] {
    switch statement.engine {
    case .sqlite(let statement): return try all(statement, arguments.sqlite)
    case .postgres(let session, let sql, let isKept):
      let result = try session.rows(sql, arguments, isKept: isKept)
      return (0..<result.count).map { value(result, $0, 0) }
    }
  }

  static func fetchAll(_ db: Database, sql: String, arguments: StatementArguments = []) throws -> [Self] {
    try fetchAll(db.makeStatement(sql: sql), arguments: arguments)
  }

  static func fetchOne(_ statement: Statement, arguments: StatementArguments = []) throws -> Self? {
    switch statement.engine {
    case .sqlite(let statement): return try one(statement, arguments.sqlite)
    case .postgres(let session, let sql, let isKept):
      let result = try session.rows(sql, arguments, isKept: isKept)
      return result.count > 0 && !result.isNull(0, 0) ? value(result, 0, 0) : nil
    }
  }

  static func fetchOne(_ db: Database, sql: String, arguments: StatementArguments = []) throws -> Self? {
    try fetchOne(db.makeStatement(sql: sql), arguments: arguments)
  }
}

extension ColumnValue where Self: Hashable {
  static func fetchSet(_ statement: Statement, arguments: StatementArguments = []) throws -> Set<Self> {
    try Set(fetchAll(statement, arguments: arguments))
  }
}
