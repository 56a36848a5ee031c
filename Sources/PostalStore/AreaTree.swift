import GRDB
import PostalModel

/// Keeps the areas as the lists in force say: the newest standing entry of each, else what was shipped.
///
/// What it gives follows from the standing entries alone and not from the order in which they came or went.
struct AreaTree {
  let db: Database

  init(_ db: Database) { self.db = db }

  /// What settling changed.
  struct Change {
    /// The counties, and what stands for one higher up, whose roll-ups it touches.
    var anchors: Set<Int> = []
    /// Areas that were there before and hang on another parent now.
    var moved: [Int] = []
    /// Areas came, went, moved or became of another kind, so that what is owed may be another.
    var isStructural = false
  }

  /// Whether the list of an import says of every area what stands of it, as one does that brings a year's residents.
  func isSettled(import id: Int) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT NOT EXISTS (SELECT 1 FROM area_entry e LEFT JOIN area a ON a.id = e.area
            WHERE e.import = ? AND (a.id IS NULL OR a.shipped = 1 OR a.used = 0 OR a.name <> e.name
              OR CASE WHEN e.parent IS NOT NULL THEN e.parent IS NOT a.parent
                ELSE (SELECT o.parent FROM area_entry o WHERE o.area = e.area AND o.live = 1 AND o.import <> e.import
                  ORDER BY o.import DESC, o.year DESC LIMIT 1) IS NOT NULL END))
          """), arguments: [id])!
  }

  /// Brings areas, and those whose codes lie below theirs, to what the standing entries say. Areas that nothing declares
  /// any more go, with their roll-ups.
  func settle(_ areas: [Int]) throws -> Change {
    guard !areas.isEmpty else { return Change() }
    try begin()
    let list = JSONList.argument(areas)
    try note(list)
    let gone = try declare(list)
    for area in gone { try remove(area) }
    for range in Self.ranges(areas) { try findParents(range) }
    try db.execute(
      sql: """
        UPDATE area SET parent = (SELECT s.parent FROM temp.settled s WHERE s.area = area.id)
        WHERE id IN (SELECT area FROM temp.settled WHERE is_moved = 1)
        """)
    try settleAnchors()
    try AreaStamps.note("SELECT area FROM temp.settled", db)
    var change = try change()
    change.isStructural =
      try !gone.isEmpty
      || Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM temp.settled s LEFT JOIN area a ON a.id = s.area
            WHERE s.is_new = 1 OR s.is_moved = 1 OR s.kind IS NOT a.kind OR s.used = 0)
          """) == true
    if change.isStructural { try db.followAreas() }
    return change
  }

  private func begin() throws {
    try db.makeOwn(
      "settled",
      """
      (area INTEGER PRIMARY KEY, is_new INTEGER NOT NULL, is_moved INTEGER NOT NULL, parent INTEGER, anchor INTEGER,
      above INTEGER, kind INTEGER, used INTEGER)
      """)
    try db.cachedStatement(sql: "DELETE FROM temp.settled").execute()
  }

  /// Keeps where areas, given as an array in JSON, stood.
  private func note(_ list: String) throws {
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO temp.settled (area, is_new, is_moved, anchor, above, kind, used)
        SELECT l.value, CAST(a.id IS NULL AS INT), 0, a.anchor, p.anchor, a.kind, a.used
        FROM \(JSONList.numbers()) l LEFT JOIN area a ON a.id = l.value LEFT JOIN area p ON p.id = a.parent
        """, arguments: [list])
  }

  /// One that a list of changes made of a shipped area stays as long as the list is in force.
  private static let changedName = """
    CASE WHEN EXISTS (SELECT 1 FROM created_area c WHERE c.id = a.id AND NOT EXISTS (
      SELECT 1 FROM former_area f WHERE f.id = c.old AND f.base_name IS NULL)) THEN a.name END
    """

  private static let newestEntry = """
    FROM area_entry e WHERE e.area = a.id AND e.live = 1 ORDER BY e.import DESC, e.year DESC LIMIT 1
    """

  /// What an area is, of its number and name.
  private static let kind = DatabaseFunction("area_kind", argumentCount: 2, pure: true) { values in
    guard let number = Int.fromDatabaseValue(values[0]), let name = String.fromDatabaseValue(values[1]) else {
      return nil
    }
    return AreaKind(code: AreaCode(number: number), name: name).rawValue
  }

  /// By one statement, since a country's list has hundreds of thousands.
  ///
  /// - Returns: those that nothing declares.
  private func declare(_ list: String) throws -> [Int] {
    try db.makeOwn("named", "(area INTEGER PRIMARY KEY, name TEXT, shipped INTEGER NOT NULL)")
    try db.cachedStatement(sql: "DELETE FROM temp.named").execute()
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO temp.named (area, name, shipped)
        SELECT x.id, COALESCE(x.listed, a.base_name, \(Self.changedName)), CAST(x.listed IS NULL AS INT)
        FROM (SELECT l.value AS id, (
            SELECT e.name FROM area_entry e WHERE e.area = l.value AND e.live = 1
            ORDER BY e.import DESC, e.year DESC LIMIT 1) AS listed
          FROM \(JSONList.numbers()) l) x LEFT JOIN area a ON a.id = x.id
        """, arguments: [list])
    let level = AreaLevel.allCases.dropLast().sorted().reversed().reduce("\(AreaLevel.village.rawValue)") {
      rest, level in
      "CASE WHEN n.area % \(level.codeUnit) = 0 THEN \(level.rawValue) ELSE \(rest) END"
    }
    try db.execute(
      sql: """
        INSERT INTO area (id, name, level, kind, parent, anchor, shipped, used)
        SELECT n.area, n.name, \(level), \(try kinds()), NULL, n.area, n.shipped, 1
        FROM temp.named n WHERE n.name IS NOT NULL
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, shipped = excluded.shipped, used = 1
        """)
    return try Int.fetchAll(db, sql: "SELECT area FROM temp.named WHERE name IS NULL ORDER BY area")
  }

  /// SQL of the kind of an area `n` of the list.
  private func kinds() throws -> String {
    switch db.engine {
    case .sqlite(let sqlite):
      sqlite.add(function: Self.kind)
      return "area_kind(n.area, n.name)"
    case .postgres(let session):
      // A server knows no functions of this program: what they give goes there as a list.
      let areas = try Row.fetchAll(db, sql: "SELECT area, name FROM temp.named WHERE name IS NOT NULL")
      try session.connection.runScript(
        """
        CREATE TEMP TABLE IF NOT EXISTS area_kinds (area bigint PRIMARY KEY, kind bigint NOT NULL);
        TRUNCATE pg_temp.area_kinds
        """)
      let list = try RowCopying(into: "area_kinds", standing: false, session)
      for row in areas {
        let area: Int = row[0]
        list.add(.integer(Int64(area)))
        list.add(.integer(Int64(AreaKind(code: AreaCode(number: area), name: row[1]).rawValue)))
        try list.put()
      }
      try list.finish()
      return "(SELECT k.kind FROM temp.area_kinds k WHERE k.area = n.area)"
    }
  }

  private func remove(_ area: Int) throws {
    try db.execute(sql: "DELETE FROM area WHERE id = ?", arguments: [area])
    try RollUps(db).forget(area)
  }

  /// The spans of codes at and below areas, none inside another.
  private static func ranges(_ areas: [Int]) -> [ClosedRange<Int>] {
    var found: [ClosedRange<Int>] = []
    for area in areas.sorted() where found.last.map({ area > $0.upperBound }) ?? true {
      found.append(area...(area + AreaCode(number: area).level.codeUnit - 1))
    }
    return found
  }

  /// Notes the areas of a span whose parent is not what the entries say, with the one they say.
  ///
  /// An entry's own parent stands; without one it is the nearest code above that is known. A shipped area keeps its
  /// shipped parent, unless an office has declared one between the two. Where a list of changes in force has put an area,
  /// it stays.
  private func findParents(_ range: ClosedRange<Int>) throws {
    func nearest(_ condition: String) -> String {
      let codes = [1000, 1_000_000, 100_000_000, 10_000_000_000].map {
        "(SELECT p.id FROM area p WHERE p.id = a.id / \($0) * \($0) AND p.id < a.id\(condition))"
      }
      return "COALESCE(\(codes.joined(separator: ", ")))"
    }
    try db.cachedStatement(
      sql: """
        INSERT INTO temp.settled (area, is_new, is_moved, parent, anchor, above)
        SELECT w.id, 0, 1, w.wanted, w.anchor, p.anchor FROM (
          SELECT a.id, a.parent, a.anchor, CASE
            WHEN a.shipped = 0 AND (SELECT e.parent \(Self.newestEntry)) IS NOT NULL
            THEN (SELECT e.parent \(Self.newestEntry))
            WHEN (SELECT p.id FROM changed_parent c JOIN area p ON p.id = c.parent WHERE c.area = a.id) IS NOT NULL
            THEN (SELECT c.parent FROM changed_parent c WHERE c.area = a.id)
            WHEN a.shipped = 0 OR a.base_name IS NULL THEN \(nearest(""))
            WHEN a.base_parent IS NULL OR a.base_parent IN (
              a.id / 1000 * 1000, a.id / 1000000 * 1000000, a.id / 100000000 * 100000000,
              a.id / 10000000000 * 10000000000)
            THEN \(nearest(" AND (p.id = a.base_parent OR p.shipped = 0 AND p.id > IFNULL(a.base_parent, 0))"))
            ELSE a.base_parent END AS wanted
          FROM area a WHERE a.id BETWEEN ?1 AND ?2) w
        LEFT JOIN area p ON p.id = w.parent
        WHERE w.parent IS NOT w.wanted
        ON CONFLICT (area) DO UPDATE SET is_moved = 1, parent = excluded.parent
        """
    ).execute(arguments: [range.lowerBound, range.upperBound])
  }

  /// An area belongs to the county it lies in, else to the lowest area above it that is no lower than one.
  private func settleAnchors() throws {
    for (level, inside) in [(AreaLevel.township, ""), (.village, " OR parent IN (SELECT area FROM temp.settled)")] {
      try db.execute(
        sql: """
          UPDATE area SET anchor = IFNULL((SELECT p.anchor FROM area p WHERE p.id = area.parent), id)
          WHERE level = ? AND (id IN (SELECT area FROM temp.settled)\(inside))
          """, arguments: [level.rawValue])
    }
  }

  private func change() throws -> Change {
    var change = Change()
    change.anchors = Set(
      try Int.fetchAll(
        db,
        sql: """
          SELECT a.id FROM area a WHERE a.id IN (
            SELECT anchor FROM temp.settled UNION SELECT above FROM temp.settled
            UNION SELECT x.anchor FROM temp.settled s JOIN area x ON x.id = s.area
            UNION SELECT p.anchor FROM temp.settled s JOIN area x ON x.id = s.area JOIN area p ON p.id = x.parent)
          """))
    change.moved = try Int.fetchAll(
      db, sql: "SELECT area FROM temp.settled WHERE is_moved = 1 AND is_new = 0 ORDER BY area")
    return change
  }
}
