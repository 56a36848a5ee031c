/// Whether anything was written, found out by asking: a replica (只读副本) of a server takes no `LISTEN`.
struct ReplicaWatch {
  /// Seconds between two questions.
  static let pause = 1.0

  private var transaction: Int64
  private var writings: String

  /// - Returns: nil where the server is no replica.
  /// - Throws: `PostgresError`.
  init?(_ connection: PostgresConnection) throws {
    guard try connection.run("SELECT pg_is_in_recovery()").integer(0, 0) == 1 else { return nil }
    transaction = try Self.transaction(connection)
    writings = try Self.writings(connection)
  }

  /// Has the store been written since the last question?
  ///
  /// - Throws: `PostgresError`.
  mutating func hasChanged(_ connection: PostgresConnection) throws -> Bool {
    // The first question costs nothing, but other databases of the server change its answer too.
    let transaction = try Self.transaction(connection)
    guard transaction != self.transaction else { return false }
    self.transaction = transaction
    let writings = try Self.writings(connection)
    defer { self.writings = writings }
    return writings != self.writings
  }

  /// The number that the next transaction of the server will have, as far as it has come here.
  private static func transaction(_ connection: PostgresConnection) throws -> Int64 {
    try connection.run("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint").integer(0, 0)
  }

  /// Every writing leaves another text: one of an import or a step, of an undo, a month signed or withdrawn, or areas changed.
  private static func writings(_ connection: PostgresConnection) throws -> String {
    try connection.run(
      """
      SELECT concat_ws(' ', (SELECT MAX(id) FROM import), (SELECT COUNT(undone_at) FROM import),
        (SELECT concat_ws(' ', MAX(id), COUNT(withdrawn_at)) FROM sign_off),
        (SELECT md5(string_agg(key || '=' || value, chr(10) ORDER BY key)) FROM meta))
      """
    ).text(0, 0)
  }
}
