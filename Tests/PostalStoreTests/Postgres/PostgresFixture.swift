import PostgresServer
import Testing

@testable import PostalStore

/// A connection to a database of its own.
func freshConnection(readOnly: Bool = false) throws -> PostgresConnection {
  try PostgresConnection(address: PostgresServer.shared.freshDatabase(), readOnly: readOnly)
}

/// What a PostgreSQL error is, where the body throws one.
func postgresError(_ body: () throws -> Void) -> PostgresError? {
  do {
    try body()
    return nil
  } catch { return error as? PostgresError }
}

extension Trait where Self == ConditionTrait {
  /// Only where a server can be had.
  static var needsPostgres: Self {
    .disabled(if: PostgresServer.whyNot != nil, Comment(rawValue: PostgresServer.whyNot ?? ""))
  }
}
