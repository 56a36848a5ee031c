import PostalModel

/// What a writer keeps others from while it writes.
enum WriteScope: Equatable {
  /// Everything: no other writes meanwhile.
  case whole
  /// The counties of these areas. Others write elsewhere meanwhile, and wait only to make the sums above the counties.
  case areas([Int])
}

/// Thrown where a writer finds that it has to keep all others out; it begins again so.
struct NeedsWhole: Error {}

/// 排队: the locks of writers on a server, let go of when their transaction ends.
///
/// Every writer takes them in the same order, so that none waits for another that waits for it: first one for all, shared
/// unless the whole is written; then those of areas by their codes, shared for what lies above; last the one for all that
/// is above the counties.
struct PostgresLocks {
  let connection: PostgresConnection
  let turn: Turn

  /// Keys beside which another program's may stand in the same database.
  private static let prefix: Int64 = 0x7969 << 48
  private static let all = prefix | 1
  private static let above = prefix | 2

  /// Counties beyond which a file is taken to be of the whole.
  private static let most = 64

  /// - Returns: whether all others are kept out.
  func take(_ scope: WriteScope) throws -> Bool {
    guard case .areas(let areas) = scope else { return try takeWhole() }
    let list = SQLValue.text(JSONList.argument(areas))
    // What lies above is only looked at, unless rows are of it too.
    let chains = """
      WITH RECURSIVE own(id) AS (
          SELECT DISTINCT a.anchor FROM json_each($1) j JOIN area a ON a.id = CAST(j.value AS bigint)),
        up(id) AS (SELECT id FROM own UNION SELECT a.parent FROM up JOIN area a ON a.id = up.id WHERE a.parent IS NOT NULL)
      SELECT id, id IN (SELECT id FROM own) FROM up ORDER BY id
      """
    let own = try connection.run(
      "SELECT COUNT(DISTINCT a.anchor) FROM json_each($1) j JOIN area a ON a.id = CAST(j.value AS bigint)", [list])
    if own.integer(0, 0) > Self.most { return try takeWhole() }
    try wait(for: ["SELECT pg_advisory_xact_lock_shared(\(Self.all))"])
    let chain = try connection.run(chains, [list])
    try wait(
      for: (0..<chain.count).map { row in
        let way = chain.integer(row, 1) == 1 ? "" : "_shared"
        return "SELECT pg_advisory_xact_lock\(way)(\(Self.prefix | chain.integer(row, 0)))"
      })
    return false
  }

  private func takeWhole() throws -> Bool {
    try wait(for: ["SELECT pg_advisory_xact_lock(\(Self.all))"])
    return true
  }

  func takeAbove() throws { try wait(for: ["SELECT pg_advisory_xact_lock(\(Self.above))"]) }

  /// Takes locks one after the other, and says so where that takes long.
  private func wait(for locks: [String]) throws {
    guard !locks.isEmpty else { return }
    var tries = 0
    while true {
      do {
        // What of them it has it lets go of with the savepoint, so that others may pass.
        try connection.runScript(
          "SAVEPOINT lock; SET LOCAL lock_timeout = '1s'; \(locks.joined(separator: "; ")); RELEASE SAVEPOINT lock; "
            + "SET LOCAL lock_timeout = 0")
        return
      } catch let error as PostgresError where error.sqlState == "55P03" || error.sqlState == "40P01" {
        try connection.runScript("ROLLBACK TO SAVEPOINT lock")
        guard turn.wait(tries) else { throw error }
        tries += 1
      }
    }
  }
}
