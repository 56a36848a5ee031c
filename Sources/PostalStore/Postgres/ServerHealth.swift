import PostalModel

/// How the server of a store is, and what the role that asks may do there.
public struct ServerHealth: Sendable, Equatable {
  /// `15.18`
  public var version: String
  public var database: String
  /// The role that is connected as.
  public var role: String
  /// It follows another server and takes no writes.
  public var isReplica: Bool
  /// The connection is encrypted.
  public var isEncrypted: Bool
  /// Steps by which the tables were made, of those this program knows.
  public var migrations: Int
  /// Of the store's tables, in bytes.
  public var size: Int
  public var mayRead: Bool
  public var mayWrite: Bool
  /// The role stands above the policies of rows: it made the tables, or is a superuser.
  public var isOwner = false
  public var rights = Rights.none
  /// It is a wall's, which needs no area.
  public var readsAll = false
  /// The areas that were granted to the role.
  public var granted: [Grant] = []

  public struct Grant: Sendable, Equatable {
    /// nil where it is not known, or all areas are meant.
    public var area: Area?
    /// nil: all areas.
    public var code: AreaCode?
    public var mayWrite: Bool
  }

  /// How the roles of the store are set up.
  public enum Rights: Sendable, Equatable {
    /// They are not: whoever has rights in the tables has them in all rows.
    case none
    /// As this version has them.
    case current
    /// By another version.
    case other
  }
}

extension PostalStore {
  /// nil where the store is a file.
  public func serverHealth() throws -> ServerHealth? {
    guard case .postgres = database.engine else { return nil }
    return try read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT current_setting('server_version'), current_database(), current_user, pg_is_in_recovery(),
            COALESCE((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), FALSE),
            (SELECT COUNT(*) FROM grdb_migrations),
            (SELECT CAST(SUM(pg_total_relation_size(c.oid)) AS BIGINT) FROM pg_class c
              WHERE c.relnamespace = CAST('\(PostgresGround.schema)' AS regnamespace) AND c.relkind IN ('r', 'p')),
            has_table_privilege('area', 'SELECT'), has_table_privilege('import', 'INSERT'),
            NOT row_security_active('import') AND pg_has_role(
              (SELECT relowner FROM pg_class WHERE oid = to_regclass('import')), 'USAGE'),
            (SELECT obj_description(to_regclass('grant_area'), 'pg_class'))
          """)!
      let mark: String? = row[10]
      // Packages of a system add their own name behind the number.
      let version = (row[0] as String).prefix { $0 != " " }
      var health = ServerHealth(
        version: String(version), database: row[1], role: row[2], isReplica: row[3], isEncrypted: row[4],
        migrations: row[5], size: row[6] ?? 0, mayRead: row[7], mayWrite: row[8])
      health.isOwner = row[9]
      guard let mark else { return health }
      health.rights = mark == ServerRights.mark ? .current : .other
      guard health.mayRead, !health.isOwner else { return health }
      health.readsAll = try Bool.fetchOne(db, sql: "SELECT pg_has_role('\(ServerRights.wall)', 'USAGE')") ?? false
      health.granted = try Row.fetchAll(
        db, sql: "SELECT area, may_write FROM grant_area WHERE role = current_user ORDER BY may_write DESC, area"
      ).map { row in
        let code = (row[0] as Int) == 0 ? nil : AreaCode(number: row[0])
        return .init(area: try code.flatMap { try Self.area($0.number, db) }, code: code, mayWrite: row[1])
      }
      return health
    }
  }
}
