import Crypto
import PostalModel

/// 权限: who may do what in a store on a server, as SQL that an administrator reads and gives to psql.
///
/// Three roles without a login stand for an office that sends, a wall, and a desk that reads; roles with a login are made
/// members of one. Which areas a role has is in the table `grant_area`, and what follows of it in ranges of codes in
/// `reach`, which every policy looks up once a statement.
///
/// Whoever made the tables stands above the policies.
public enum ServerRights {
  static let office = "yilan_office"
  static let wall = "yilan_wall"
  static let reader = "yilan_reader"
  private static let everyone = "\(office), \(wall), \(reader)"

  /// What a role with a login is to be.
  public enum Part: Sendable, Equatable {
    /// Imports, undoes and signs off in a county, a prefecture or a province, and reads it.
    case office(AreaCode)
    /// Reads what screens show, of all areas.
    case wall
    /// Reads an area, or all of them.
    case reader(AreaCode?)
  }

  /// A role or an area that nothing can be granted to.
  public enum Fault: Error, Sendable, Equatable {
    /// No name of a role with a login.
    case name
    /// Sums of a county are made of all its rows, so an office has the whole of it.
    case belowCounty
  }

  // MARK: tables

  /// What the roles may do in a table.
  enum Access {
    /// All may read it; it is written by whoever made the tables.
    case open
    /// Nobody else's business.
    case closed
    /// Rows of areas, by the column of the code: read where the role has the area, or it is above one it may write;
    /// written where it may write.
    case rows(String)
    /// Sums of areas: read also above, and beside what is above; written above too, as every import has to.
    case sums(String)
    /// Conditions of its own.
    case own(Own)
  }

  struct Own {
    /// On reading, by an office or a desk; nil for all rows.
    var select: String?
    /// Of columns that may be changed; none where rows stay as they are.
    var columns: [String] = []
    /// On a row that is put in.
    var insert: String?
    /// On a row that is changed, as it was and as it is then.
    var update: (was: String, becomes: String)?
    var delete: String?
    /// The wall has no business with it either.
    var isPrivate = false
  }

  static let tables: [(name: String, access: Access)] = [
    ("meta", .open), ("grdb_migrations", .open), ("code_change", .open), ("former_name", .open), ("former_area", .open),
    ("created_area", .open), ("ended_area", .open), ("changed_parent", .open), ("moved_row", .closed),
    // Tasks are of plans, not of areas.
    ("task_progress", .open),
    ("area_entry", .rows("area")), ("outlet", .rows("area")), ("village", .rows("area")),
    ("packaging", .rows("area")), ("safety", .rows("area")), ("figure", .rows("area")), ("item_step", .rows("area")),
    ("coverage", .rows("area")),
    ("form_level", .sums("anchor")), ("owing", .sums("area")), ("density_gap", .sums("area")),
    ("outlet_stock", .sums("area")), ("packaging_sum", .sums("area")), ("safety_sum", .sums("area")),
    ("village_sum", .sums("area")), ("figure_sum", .sums("area")),
    (
      "area",
      .own(
        Own(
          insert: writable("id"),
          update: (writable("id"), "\(writable("id")) AND (parent IS NULL OR \(reached("parent", "sums_write")))"),
          delete: writable("id")))
    ),
    (
      "area_stamp",
      .own(
        Own(insert: block, update: ("TRUE", block)))
    ),
    (
      // Whose import it is nobody can change; an undo touches all rows of it.
      "import",
      .own(
        Own(
          columns: ["replaced", "undone_at", "undone_after"],
          insert: "role = CURRENT_USER AND (scope IS NULL OR \(writable("scope")))",
          update: ("TRUE", "role = CURRENT_USER AND (undone_at IS NULL OR yilan.is_own(id))")))
    ),
    ("import_sheet", .own(Own(insert: ownImport("import_sheet.import")))),
    (
      "rejected_row",
      .own(Own(select: "yilan.sees_import(import)", insert: ownImport("rejected_row.import"), isPrivate: true))
    ),
    ("kept_file", .own(Own(select: "yilan.sees_file(hash)", insert: "TRUE", isPrivate: true))),
    (
      "outlet_change",
      .own(
        Own(
          select: "COALESCE(\(reached("yilan.area_of_outlet(outlet)", "rows_read")), TRUE)", insert: standingOutlet,
          update: (standingOutlet, standingOutlet), delete: standingOutlet))
    ),
    (
      "sign_off",
      .own(
        Own(
          select: reached("area", "rows_read"), columns: ["withdrawn_at", "withdrawn_by"], insert: writable("area"),
          update: ("TRUE", writable("area"))))
    ),
    (
      "signed_figure",
      .own(
        Own(
          select: "EXISTS (SELECT 1 FROM sign_off s WHERE s.id = sign_off)",
          insert: "EXISTS (SELECT 1 FROM sign_off s WHERE s.id = sign_off AND \(writable("s.area")))"))
    ),
    (
      "revision",
      .own(
        Own(
          select: "EXISTS (SELECT 1 FROM sign_off s WHERE s.id = sign_off)",
          insert: "EXISTS (SELECT 1 FROM sign_off s WHERE s.id = sign_off) AND \(ownImport("revision.import"))"))
    ),
    (
      "revised_figure",
      .own(
        Own(
          select: "EXISTS (SELECT 1 FROM revision r WHERE r.id = revision)",
          insert: """
            EXISTS (SELECT 1 FROM revision r JOIN import i ON i.id = r.import
              WHERE r.id = revision AND i.role = CURRENT_USER)
            """))
    ),
  ]

  /// The condition that a code lies in one of the role's ranges; looked up once a statement.
  private static func reached(_ code: String, _ ranges: String) -> String {
    "\(code) <@ (SELECT g.\(ranges) FROM yilan.reach g WHERE g.role = CURRENT_USER)"
  }

  private static func writable(_ code: String) -> String { reached(code, "rows_write") }

  private static func ownImport(_ column: String) -> String {
    "EXISTS (SELECT 1 FROM import i WHERE i.id = \(column) AND i.role = CURRENT_USER)"
  }

  private static let block = """
    int8range(block * \(NameIndex.Block.span), (block + 1) * \(NameIndex.Block.span)) && (
      SELECT g.rows_write FROM yilan.reach g WHERE g.role = CURRENT_USER)
    """

  /// Of an outlet that stands in no area any more whoever took it out has nothing else to go by.
  private static let standingOutlet = "COALESCE(\(writable("yilan.area_of_outlet(outlet)")), TRUE)"

  // MARK: roles

  /// SQL that makes the three roles and their rights, or makes them again as this version has them; areas that were
  /// granted stay.
  public static var roles: String {
    """
    -- 驿览 yilan: roles, their rights and the policies of rows. Run by the database's owner or a superuser:
    --   yilan server roles | psql -v ON_ERROR_STOP=1 postgres://OWNER@HOST/NAME
    -- 角色、权限与行级安全;由库的拥有者或超级用户执行,可重复执行。
    BEGIN;
    \(ground)
    \(rights)
    COMMENT ON TABLE yilan.grant_area IS '\(mark)';
    DO $yilan$ BEGIN PERFORM yilan.refresh_reach(); END $yilan$;
    COMMIT;

    """
  }

  /// What the roles of a store were made by, to be compared with this program's.
  static var mark: String {
    let digest = SHA256.hash(data: Array((ground + rights).utf8)).prefix(8)
    return "yilan " + digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  /// Roles, tables and functions.
  private static var ground: String {
    """
    SET LOCAL client_min_messages = warning;
    DO $yilan$
    DECLARE
      group_role text;
      owner text;
    BEGIN
      SELECT tableowner INTO owner FROM pg_catalog.pg_tables WHERE schemaname = 'yilan' AND tablename = 'import';
      IF owner IS NULL THEN
        RAISE EXCEPTION '库中还没有驿览的表,请先用 yilan 打开一次 / no store here yet: open it once by yilan ledger';
      END IF;
      FOREACH group_role IN ARRAY ARRAY['\(office)', '\(wall)', '\(reader)'] LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = group_role) THEN
          EXECUTE pg_catalog.format('CREATE ROLE %I NOLOGIN', group_role);
        END IF;
      END LOOP;
      EXECUTE pg_catalog.format(
        'GRANT CONNECT, TEMPORARY ON DATABASE %I TO \(everyone)', pg_catalog.current_database());
      EXECUTE pg_catalog.format('SET LOCAL ROLE %I', owner);
    END $yilan$;
    SET LOCAL search_path = yilan, pg_catalog;

    -- Which areas a role has, with all below each; area 0 is all of them. 授权区划。
    CREATE TABLE IF NOT EXISTS yilan.grant_area (
      role name NOT NULL, area bigint NOT NULL, may_write boolean NOT NULL, PRIMARY KEY (role, area),
      CHECK (NOT may_write OR area > 0 AND area % \(AreaLevel.county.codeUnit) = 0));
    -- What follows of it, in ranges of codes; made by refresh_reach alone. 由授权推得的代码范围。
    CREATE TABLE IF NOT EXISTS yilan.reach (
      role name PRIMARY KEY, rows_write int8multirange NOT NULL, rows_read int8multirange NOT NULL,
      sums_write int8multirange NOT NULL, sums_read int8multirange NOT NULL);

    \(reachFunction)

    \(functions)
    """
  }

  /// The ranges of areas as ``AreaRanges`` finds them, and what lies above and beside.
  private static let reachFunction = """
    CREATE OR REPLACE FUNCTION yilan.code_range(code bigint) RETURNS int8range
      LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      AS $yilan$ SELECT int8range(code, code + \(unit("code"))) $yilan$;

    CREATE OR REPLACE FUNCTION yilan.refresh_reach() RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = yilan, pg_catalog, pg_temp SET jit = off AS $yilan$
    DECLARE
      grantee name;
      given record;
      odd bigint[];
      odd_inside text[];
      codes int8multirange;
      own int8multirange;
      above bigint[];
      hung int8multirange;
      beside int8multirange;
      made reach;
    BEGIN
      -- Areas that lie elsewhere than their codes say, the larger first, with all that they lie in.
      SELECT pg_catalog.array_agg(o.id ORDER BY \(unit("o.id")) DESC, o.id),
          pg_catalog.array_agg(o.inside ORDER BY \(unit("o.id")) DESC, o.id) INTO odd, odd_inside
        FROM (SELECT id, ARRAY(
            WITH RECURSIVE up(id) AS (
              SELECT area.id UNION SELECT a.parent FROM up JOIN area a ON a.id = up.id WHERE a.parent IS NOT NULL)
            SELECT up.id FROM up)::text AS inside
          FROM area WHERE \(AreaRanges.isOdd)) o;
      DELETE FROM reach r WHERE NOT EXISTS (SELECT FROM grant_area g WHERE g.role = r.role);
      FOR grantee IN SELECT DISTINCT g.role FROM grant_area g LOOP
        made := ROW(grantee, '{}', '{}', '{}', '{}');
        FOR given IN SELECT g.area, g.may_write FROM grant_area g WHERE g.role = grantee LOOP
          IF given.area = 0 THEN
            made.rows_read := '{(,)}';
            made.sums_read := '{(,)}';
            CONTINUE;
          END IF;
          own := int8multirange(code_range(given.area));
          FOR place IN 1 .. COALESCE(pg_catalog.cardinality(odd), 0) LOOP
            codes := int8multirange(code_range(odd[place]));
            IF given.area = ANY (odd_inside[place]::bigint[]) THEN
              own := own + codes;
            ELSIF own && codes THEN
              own := own - codes;
            END IF;
          END LOOP;
          above := ARRAY(
            WITH RECURSIVE up(id) AS (
              SELECT COALESCE((SELECT a.parent FROM area a WHERE a.id = given.area), (
                SELECT pg_catalog.max(p.id) FROM area p WHERE p.id < given.area AND p.id IN (
                  \(AreaLevel.allCases.map { "given.area / \($0.codeUnit) * \($0.codeUnit)" }.joined(separator: ", ")))))
              UNION SELECT a.parent FROM up JOIN area a ON a.id = up.id)
            SELECT up.id FROM up WHERE up.id IS NOT NULL);
          SELECT COALESCE(pg_catalog.range_agg(int8range(a.id, a.id, '[]')), '{}') INTO beside
            FROM area a WHERE a.id = ANY (above) OR a.parent = ANY (above);
          made.rows_read := made.rows_read + own;
          made.sums_read := made.sums_read + own + beside;
          CONTINUE WHEN NOT given.may_write;
          -- What hangs on an area above without a county between makes its sums with it.
          SELECT COALESCE(pg_catalog.range_agg(int8range(a.id, a.id, '[]')), '{}') INTO hung
            FROM area a WHERE a.id = ANY (above) OR a.anchor = ANY (above);
          made.rows_write := made.rows_write + own;
          made.rows_read := made.rows_read + hung;
          made.sums_write := made.sums_write + own + hung;
          made.sums_read := made.sums_read + hung;
        END LOOP;
        INSERT INTO reach AS r VALUES (made.*)
          ON CONFLICT (role) DO UPDATE SET rows_write = excluded.rows_write, rows_read = excluded.rows_read,
            sums_write = excluded.sums_write, sums_read = excluded.sums_read
          WHERE (r.rows_write, r.rows_read, r.sums_write, r.sums_read) IS DISTINCT FROM (
            excluded.rows_write, excluded.rows_read, excluded.sums_write, excluded.sums_read);
      END LOOP;
    END $yilan$;

    CREATE OR REPLACE FUNCTION yilan.granted() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = yilan, pg_catalog, pg_temp
      AS $yilan$ BEGIN PERFORM yilan.refresh_reach(); RETURN NULL; END $yilan$;
    DROP TRIGGER IF EXISTS granted ON yilan.grant_area;
    CREATE TRIGGER granted AFTER INSERT OR UPDATE OR DELETE ON yilan.grant_area
      FOR EACH STATEMENT EXECUTE FUNCTION yilan.granted();
    """

  /// SQL of how many codes an area has with all below it.
  private static func unit(_ code: String) -> String {
    let levels = AreaLevel.allCases.dropLast().map { "WHEN \(code) % \($0.codeUnit) = 0 THEN \($0.codeUnit)" }
    return "CASE \(levels.joined(separator: " ")) ELSE \(AreaLevel.village.codeUnit) END"
  }

  /// What policies ask of rows that the role itself may not read.
  private static var functions: String {
    let inside = tables.compactMap { table -> String? in
      guard case .rows(let column) = table.access else { return nil }
      return
        "SELECT FROM \(table.name) r WHERE r.import = number AND NOT COALESCE(r.\(column) <@ own.rows_write, FALSE)"
    }
    return """
      -- Lie all rows of an import where the role may write? 导入的行是否全在可写范围内。
      CREATE OR REPLACE FUNCTION yilan.holds_import(number bigint, caller name) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = yilan, pg_catalog, pg_temp AS $yilan$
        SELECT EXISTS (SELECT FROM reach own WHERE own.role = caller
          AND \(inside.map { "NOT EXISTS (\($0))" }.joined(separator: "\n          AND ")))
        $yilan$;
      CREATE OR REPLACE FUNCTION yilan.is_own(number bigint) RETURNS boolean LANGUAGE sql STABLE
        AS $yilan$ SELECT yilan.holds_import(number, CURRENT_USER) $yilan$;

      -- What an import brought may be seen by whoever made it, and by whoever reads all that its maker may write.
      CREATE OR REPLACE FUNCTION yilan.reaches_import(number bigint, caller name) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = yilan, pg_catalog, pg_temp AS $yilan$
        SELECT EXISTS (SELECT FROM import i LEFT JOIN reach maker ON maker.role = i.role
          WHERE i.id = number AND (i.role = caller OR EXISTS (SELECT FROM reach own WHERE own.role = caller
            AND COALESCE(maker.rows_write, '{(,)}') <@ own.rows_read)))
        $yilan$;
      CREATE OR REPLACE FUNCTION yilan.sees_import(number bigint) RETURNS boolean LANGUAGE sql STABLE
        AS $yilan$ SELECT yilan.reaches_import(number, CURRENT_USER) $yilan$;

      CREATE OR REPLACE FUNCTION yilan.sees_file(file text) RETURNS boolean LANGUAGE sql STABLE
        AS $yilan$ SELECT EXISTS (SELECT FROM yilan.import i
          WHERE (i.hash = file OR i.map = file OR i.converted = file) AND yilan.sees_import(i.id)) $yilan$;

      CREATE OR REPLACE FUNCTION yilan.area_of_outlet(number text) RETURNS bigint
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = yilan, pg_catalog, pg_temp
        AS $yilan$ SELECT o.area FROM outlet o WHERE o.outlet = number AND o.live = 1 $yilan$;
      """
  }

  private static var rights: String {
    var lines = [
      "GRANT USAGE ON SCHEMA yilan TO \(everyone);",
      "REVOKE ALL ON ALL TABLES IN SCHEMA yilan FROM \(everyone);",
      "GRANT USAGE ON ALL SEQUENCES IN SCHEMA yilan TO \(office);",
      // A store that one role writes tells no roles, and is told as a file is.
      "ALTER TABLE yilan.import ALTER COLUMN role SET DEFAULT CURRENT_USER;",
      "GRANT SELECT ON yilan.outlet_type, yilan.grant_area, yilan.reach TO \(everyone);",
    ]
    for table in ["grant_area", "reach"] {
      lines += secured(table)
      lines.append(policy(table, "theirs", "SELECT", to: everyone, using: "role = CURRENT_USER"))
    }
    for (name, access) in tables { lines += rights(name, access) }
    return lines.joined(separator: "\n")
  }

  private static func rights(_ name: String, _ access: Access) -> [String] {
    switch access {
    case .closed: return []
    case .open: return ["GRANT SELECT ON yilan.\(name) TO \(everyone);"]
    case .rows(let column):
      let write = writable(column)
      return rights(
        name,
        .own(
          Own(
            select: reached(column, "rows_read"), insert: write,
            // What it may read and not write it is refused, and not passed over.
            update: ("TRUE", write))))
    case .sums(let column):
      let write = reached(column, "sums_write")
      return rights(
        name,
        .own(Own(select: reached(column, "sums_read"), insert: write, update: (write, write), delete: write)))
    case .own(let own):
      let columns = own.columns.isEmpty ? "" : " (\(own.columns.joined(separator: ", ")))"
      var lines = secured(name)
      lines.append("GRANT SELECT ON yilan.\(name) TO \(everyone);")
      lines.append(policy(name, "read", "SELECT", to: "\(office), \(reader)", using: own.select ?? "TRUE"))
      if !own.isPrivate { lines.append(policy(name, "shown", "SELECT", to: wall, using: "TRUE")) }
      if let insert = own.insert {
        lines.append("GRANT INSERT ON yilan.\(name) TO \(office);")
        lines.append(policy(name, "put", "INSERT", to: office, check: insert))
      }
      if let update = own.update {
        lines.append("GRANT UPDATE\(columns) ON yilan.\(name) TO \(office);")
        lines.append(policy(name, "change", "UPDATE", to: office, using: update.was, check: update.becomes))
      }
      if let delete = own.delete {
        lines.append("GRANT DELETE ON yilan.\(name) TO \(office);")
        lines.append(policy(name, "take", "DELETE", to: office, using: delete))
      }
      return lines
    }
  }

  /// With nothing left of an earlier version's policies.
  private static func secured(_ table: String) -> [String] {
    ["", "ALTER TABLE yilan.\(table) ENABLE ROW LEVEL SECURITY;"]
      + ["theirs", "read", "shown", "put", "change", "take"].map {
        "DROP POLICY IF EXISTS yilan_\($0) ON yilan.\(table);"
      }
  }

  private static func policy(
    _ table: String, _ name: String, _ command: String, to roles: String, using: String? = nil, check: String? = nil
  ) -> String {
    "CREATE POLICY yilan_\(name) ON yilan.\(table) FOR \(command) TO \(roles)"
      + (using.map { "\n  USING (\($0))" } ?? "") + (check.map { "\n  WITH CHECK (\($0))" } ?? "") + ";"
  }

  // MARK: grants

  /// SQL that makes a role with a login, where it is absent, and gives it a part; an area comes to those it has.
  ///
  /// - Throws: `Fault`.
  public static func grant(_ role: String, _ part: Part) throws -> String {
    try check(role)
    var lines = [login(role)]
    switch part {
    case .office(let code):
      guard code.level <= .county else { throw Fault.belowCounty }
      lines += ["GRANT \(office) TO \(quoted(role));", granted(role, code.number, mayWrite: true)]
    case .wall:
      lines += [
        "GRANT \(wall) TO \(quoted(role));",
        "ALTER ROLE \(quoted(role)) SET default_transaction_read_only = on;",
      ]
    case .reader(let code):
      lines += ["GRANT \(reader) TO \(quoted(role));", granted(role, code?.number ?? 0, mayWrite: false)]
    }
    return script(lines)
  }

  /// SQL that takes all parts and areas from a role; the role itself stays, and what it brought too.
  ///
  /// - Throws: `Fault`.
  public static func revoke(_ role: String) throws -> String {
    try check(role)
    return script([
      "REVOKE \(everyone) FROM \(quoted(role));",
      "DELETE FROM yilan.grant_area WHERE role = \(literal(role));",
      "ALTER ROLE \(quoted(role)) RESET default_transaction_read_only;",
    ])
  }

  private static func check(_ role: String) throws {
    guard let first = role.first, first.isLetter || first == "_", role.utf8.count < 64, !role.hasPrefix("pg_"),
      role.allSatisfy({ $0.isLetter || $0.isNumber || "_-.".contains($0) }),
      ![office, wall, reader, "public", "none"].contains(role)
    else { throw Fault.name }
  }

  private static func script(_ lines: [String]) -> String {
    (["BEGIN;"] + lines + ["COMMIT;", ""]).joined(separator: "\n")
  }

  private static func login(_ role: String) -> String {
    """
    DO $yilan$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = \(literal(role))) THEN
        CREATE ROLE \(quoted(role)) LOGIN;
      END IF;
    END $yilan$;
    """
  }

  private static func granted(_ role: String, _ area: Int, mayWrite: Bool) -> String {
    """
    INSERT INTO yilan.grant_area (role, area, may_write) VALUES (\(literal(role)), \(area), \(mayWrite))
      ON CONFLICT (role, area) DO UPDATE SET may_write = excluded.may_write;
    """
  }

  private static func quoted(_ name: String) -> String { PostgresConnection.quoted(name) }

  private static func literal(_ name: String) -> String { "'\(name)'" }
}

extension Database {
  /// After areas came, went or moved: what roles of a server have follows.
  func followAreas() throws {
    guard case .postgres(let session) = engine else { return }
    let known = try session.connection.run("SELECT to_regprocedure('yilan.refresh_reach()') IS NOT NULL")
    if known.integer(0, 0) == 1 { try session.connection.runScript("SELECT yilan.refresh_reach()") }
  }

  /// From here to the end of the transaction a role that may not see all rows is refused, in place of being shown a part.
  func demandAllRows() throws {
    if case .postgres(let session) = engine { try session.connection.runScript("SET LOCAL row_security = off") }
  }
}
