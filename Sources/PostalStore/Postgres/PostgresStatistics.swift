/// 统计信息: what a server knows of its tables, by which it chooses how to read them.
///
/// A server counts by itself, some minutes late; a new store is filled in less, and would be read as if it were empty. The
/// planner scales what it knows with the size of a table, so that it is enough to count whenever one has doubled.
enum PostgresStatistics {
  /// A table of so few pages is read fast whatever is known of it; one in parts has hundreds of them.
  private static let fewPages = 8

  /// Has those tables counted that have grown a lot since they last were, after a writing and outside of it. One that
  /// another program counts, and those of another owner, are passed over; it is never a fault.
  static func refresh(_ connection: PostgresConnection) {
    let grown = """
      SELECT quote_ident(c.relname) FROM pg_class c
      WHERE c.relnamespace = '\(PostgresGround.schema)'::regnamespace AND c.relkind = 'r'
        AND pg_has_role(c.relowner, 'USAGE')
        AND pg_relation_size(c.oid) > current_setting('block_size')::bigint
          * GREATEST(\(fewPages), CASE WHEN c.reltuples < 0 THEN 0 ELSE 2 * c.relpages END)
      """
    guard let tables = try? connection.run(grown, prepared: true), tables.count > 0 else { return }
    let names = (0..<tables.count).map { tables.text($0, 0) }.joined(separator: ", ")
    try? connection.runScript("ANALYZE (SKIP_LOCKED) \(names)")
  }
}
