internal import CPostgres
import Foundation

/// What PostgreSQL, or the way to it, answered in place of a result.
struct PostgresError: Error, Equatable, Sendable {
  /// Five characters by the SQL standard and PostgreSQL; nil where no server answered.
  var sqlState: String?
  /// In the language of the server.
  var message: String
  var detail: String?
  var hint: String?
  /// The character of the statement at which it was noticed, from 1.
  var position: Int?
  var sql: String?
  /// The connection is of no more use until `reset`; what was not committed is gone.
  var isConnectionLost = false
  /// A prepared statement no longer fits the tables, or the server has it no more.
  var isPlanStale = false
}

extension PostgresError {
  /// The SQL state of what the role may not do, by its rights or by a policy of rows.
  static let refused = "42501"

  /// The error that a connection tells, such as that no server answers.
  init(of connection: OpaquePointer?, _ library: PostgresLibrary, sql: String? = nil) {
    let functions = library.functions
    let message = functions.PQerrorMessage(connection).map { String(cString: $0) } ?? ""
    self.init(
      message: Self.trimmed(message), sql: sql, isConnectionLost: functions.PQstatus(connection) != CONNECTION_OK)
  }

  /// The error that a result is, or that kept one from coming.
  init(of result: OpaquePointer?, on connection: OpaquePointer, _ library: PostgresLibrary, sql: String) {
    guard let result else {
      self.init(of: connection, library, sql: sql)
      return
    }
    let functions = library.functions
    func field(_ code: Int) -> String? {
      functions.PQresultErrorField(result, Int32(code)).map { String(cString: $0) }
    }
    let state = field(PG_DIAG_SQLSTATE)
    let severity = field(PG_DIAG_SEVERITY_NONLOCALIZED)
    let whole = functions.PQresultErrorMessage(result).map { String(cString: $0) } ?? ""
    // No code tells a plan that is out of date from other things that are not supported.
    let isOutOfDate = state == "0A000" && field(PG_DIAG_SOURCE_FUNCTION) == "RevalidateCachedQuery"
    self.init(
      sqlState: state, message: field(PG_DIAG_MESSAGE_PRIMARY) ?? Self.trimmed(whole),
      detail: field(PG_DIAG_MESSAGE_DETAIL), hint: field(PG_DIAG_MESSAGE_HINT),
      position: field(PG_DIAG_STATEMENT_POSITION).flatMap { Int($0) }, sql: sql,
      isConnectionLost: functions.PQstatus(connection) != CONNECTION_OK || severity == "FATAL" || severity == "PANIC"
        || state?.hasPrefix("08") == true, isPlanStale: isOutOfDate || state == "26000")
  }

  private static func trimmed(_ message: String) -> String { message.trimmingCharacters(in: .whitespacesAndNewlines) }
}
