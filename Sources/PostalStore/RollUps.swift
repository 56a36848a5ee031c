import PostalModel

/// Keeps the roll-ups: everything here can be repeated at any time and gives the same sums from the same rows.
final class RollUps {
  let db: Database
  /// All above the touched pairs are touched as well.
  private var isExpanded = false
  /// The touched pairs may have samples whose sums are to be made again; others need not be looked for.
  var hasSamples = true

  init(_ db: Database) { self.db = db }

  /// Runs one statement that is kept prepared: files come by the dozen, and counties by the thousand.
  private func run(_ sql: String, _ arguments: StatementArguments = []) throws {
    try db.cachedStatement(sql: sql).execute(arguments: arguments)
  }

  /// Opens the empty list of (area, month) pairs whose monthly sums are to be made again. `own` tells those that were
  /// touched themselves, `above` those with a touched part.
  func beginTouching() throws {
    try db.makeOwn(
      "touched",
      """
      (level INTEGER NOT NULL, area INTEGER NOT NULL, month INTEGER NOT NULL, own BOOLEAN NOT NULL,
      above BOOLEAN NOT NULL, PRIMARY KEY (level, area, month)) WITHOUT ROWID
      """)
    try db.makeOwn(
      "touched_area",
      """
      (area INTEGER PRIMARY KEY, level INTEGER NOT NULL, parent INTEGER, parent_level INTEGER, owes BOOLEAN NOT NULL,
      is_low BOOLEAN NOT NULL, is_lowest BOOLEAN NOT NULL)
      """)
    // A server may begin with the rows of a return and look for them here.
    if db.dialect == .postgres {
      try db.execute(sql: "CREATE INDEX IF NOT EXISTS temp.touched_place ON touched (area, month)")
    }
    try run("DELETE FROM temp.touched")
    isExpanded = false
    hasSamples = true
  }

  /// Touches the pairs that a select of (area, month) gives.
  func touch(_ select: String, arguments: StatementArguments = []) throws {
    try run(
      """
      INSERT OR IGNORE INTO temp.touched
      SELECT a.level, s.area, s.month, TRUE, FALSE FROM (\(select)) s JOIN area a ON a.id = s.area
      """, arguments)
    isExpanded = false
  }

  /// Touches all above the touched pairs, and lists the areas with what the form asks of them: whether they owe it, lie
  /// at that level or below, and have nothing of it below themselves.
  func expand(_ form: Form) throws {
    guard !isExpanded else { return }
    try run("DELETE FROM temp.touched_area")
    for level in AreaLevel.allCases.reversed().map(\.rawValue) {
      try run(
        """
        INSERT INTO temp.touched_area
        SELECT t.area, t.level, a.parent, p.level, IFNULL(a.level = f.level, FALSE),
          IFNULL(a.level >= f.level, FALSE),
          IFNULL(a.level > \(AreaLevel.county.rawValue) AND f.deepest <= a.level, FALSE)
        FROM (SELECT DISTINCT area, level FROM temp.touched WHERE level = ?1) t JOIN area a ON a.id = t.area
        LEFT JOIN area p ON p.id = a.parent LEFT JOIN form_level f ON f.anchor = a.anchor AND f.form = ?2
        """, [level, form.rawValue])
      guard db.changesCount > 0 else { continue }
      try run(
        """
        INSERT OR IGNORE INTO temp.touched
        SELECT u.parent_level, u.parent, m.month, FALSE, TRUE
        FROM temp.touched_area u CROSS JOIN temp.touched m ON m.level = u.level AND m.area = u.area
        WHERE u.level = ? AND u.parent_level IS NOT NULL
        """, [level])
      // Those that were touched themselves too.
      try run(
        """
        UPDATE temp.touched AS t SET above = TRUE WHERE t.level < ?1 AND t.own AND NOT t.above AND EXISTS (
          SELECT 1 FROM area a JOIN temp.touched m ON m.level = ?1 AND m.area = a.id AND m.month = t.month
          WHERE a.parent = t.area)
        """, [level])
    }
    try db.filled("touched")
    try db.filled("touched_area")
    isExpanded = true
  }

  /// Makes the monthly sums of the touched pairs, and of all above them, again.
  ///
  /// - Parameter isImport: rows only came or were replaced by others of their key.
  func refreshMonthly(_ form: Form, isImport: Bool = false) throws {
    try refreshOwing(form, isImport: isImport)
    try refill(form, mayLose: !isImport)
  }

  /// The same where it is known already which areas owe the form.
  func refill(_ form: Form, mayLose: Bool = true) throws {
    guard let sums = MonthlySums.table(of: form) else { return }
    try expand(form)
    for level in AreaLevel.allCases.reversed().map(\.rawValue) {
      let kinds = try Row.fetchOne(
        db.cachedStatement(
          sql: "SELECT COUNT(CASE WHEN is_lowest THEN 1 END), COUNT(*) FROM temp.touched_area WHERE level = ?"),
        arguments: [level])!
      let (lowest, all): (Int, Int) = (kinds[0], kinds[1])
      guard all > 0 else { continue }
      if level < AreaLevel.county.rawValue { try db.lockAbove() }
      for statement in sums.refill(
        level: level, mayLose: mayLose, lowest: lowest > 0, others: lowest < all, samples: hasSamples)
      { try run(statement) }
    }
  }

  /// At which level each touched county returns a form, since when, and how many areas owe it.
  ///
  /// The level is the one at which most areas have returned it; where two tie, the lower.
  ///
  /// - Parameter isImport: counties are passed over in which rows came only at the level they are returned at, and none
  ///   before their first: that level has still more returns then.
  func refreshOwing(_ form: Form, isImport: Bool) throws {
    let mayChange =
      isImport ? "WHERE f.anchor IS NULL OR a.level <> f.level OR f.deepest < a.level OR t.month < f.first" : ""
    let anchors = try Int.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT DISTINCT a.anchor FROM (
            SELECT area, MIN(month) AS month FROM temp.touched WHERE own GROUP BY level, area) t
          JOIN area a ON a.id = t.area LEFT JOIN form_level f ON f.anchor = a.anchor AND f.form = ? \(mayChange)
          """), arguments: [form.rawValue])
    for anchor in anchors { try refreshOwing(form, anchor: anchor, isImport: isImport) }
  }

  private func refreshOwing(_ form: Form, anchor: Int, isImport: Bool) throws {
    let name = form.rawValue
    let table = form.table
    let before = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT level, first FROM form_level WHERE anchor = ? AND form = ?"),
      arguments: [anchor, name])
    let counts = form == .packaging ? "(r.source <> \(ReturnSource.sampled.rawValue))" : "TRUE"
    let after = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT level, first, deepest, samples FROM (
            SELECT level, areas, MIN(first) OVER () AS first, MAX(level) OVER () AS deepest,
              SUM(samples) OVER () AS samples FROM (
              SELECT a.level AS level, MIN(CASE WHEN \(counts) THEN r.month END) AS first,
                COUNT(DISTINCT CASE WHEN \(counts) THEN r.area END) AS areas, COUNT(CASE WHEN NOT \(counts) THEN 1 END) AS samples
              FROM area a JOIN \(table) r ON r.area = a.id
              WHERE a.anchor = ? AND r.live = 1 GROUP BY a.level))
          WHERE areas > 0 ORDER BY areas DESC, level DESC LIMIT 1
          """),
      arguments: [anchor])
    if let after {
      try run(
        "INSERT OR REPLACE INTO form_level (anchor, form, level, first, deepest) VALUES (?, ?, ?, ?, ?)",
        [anchor, name, after[0] as Int, after[1] as Int, after[2] as Int])
    } else {
      try run("DELETE FROM form_level WHERE anchor = ? AND form = ?", [anchor, name])
    }
    // Before its first return a county had no rows but those that are touched already, and samples. What stands for one
    // higher up has sums of the counties below it.
    let isFirst =
      isImport && before == nil && AreaCode(number: anchor).level >= .county
      && after.map { ($0[3] as Int) == 0 } ?? false
    if !isFirst, before.map({ $0[0] as Int }) != after.map({ $0[0] as Int }) { try touchAll(form, anchor: anchor) }
    try recountOwing(form, anchor: anchor, touchingInside: !isFirst)
  }

  /// Takes out the roll-ups of an area that is gone.
  func forget(_ area: Int) throws {
    for table in ["outlet_stock", "density_gap", "owing", "packaging_sum", "safety_sum", "village_sum", "figure_sum"] {
      try run("DELETE FROM \(table) WHERE area = ?", [area])
    }
    try run("DELETE FROM form_level WHERE anchor = ?", [area])
  }

  /// The counties that return a form, or in which areas lie that are counted as owing it.
  func owingAnchors(_ form: Form) throws -> Set<Int> {
    Set(
      try Int.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT anchor FROM form_level WHERE form = ?1
            UNION SELECT a.anchor FROM owing o JOIN area a ON a.id = o.area WHERE o.form = ?1
            """), arguments: [form.rawValue]))
  }

  /// Touches more than came: whatever those pairs have.
  private func touchMore(_ select: String, _ arguments: StatementArguments) throws {
    try touch(select, arguments: arguments)
    if db.changesCount > 0 { hasSamples = true }
  }

  /// Touches every month of a county in which it has returns of a form or sums of it: what counts as a unit changed.
  func touchAll(_ form: Form, anchor: Int) throws {
    guard let sums = MonthlySums.table(of: form) else { return }
    try touchMore(
      """
      SELECT r.area, r.month FROM \(form.table) r JOIN area x ON x.id = r.area WHERE x.anchor = ?1 AND r.live = 1
      UNION SELECT s.area, s.month FROM \(sums.table) s JOIN area x ON x.id = s.area WHERE x.anchor = ?1
      """, [anchor])
  }

  /// Counts the areas that owe a form, in a county and then above it. A return of a whole area stands for as many, so
  /// where the count changes those are touched.
  ///
  /// - Parameter inside: those of the county itself too.
  func recountOwing(_ form: Form, anchor: Int, touchingInside inside: Bool = true) throws {
    try db.lockAbove()
    let up = """
      WITH RECURSIVE up(id) AS (VALUES (?1) UNION ALL SELECT a.parent FROM up JOIN area a ON a.id = up.id
        WHERE a.parent IS NOT NULL)
      """
    let above = "\(up), near(id) AS (SELECT id FROM up UNION SELECT id FROM area WHERE anchor = ?1)"
    func counts() throws -> [[Int]] {
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            \(above) SELECT o.area, o.first, o.count FROM near JOIN owing o ON o.area = near.id AND o.form = ?2
            ORDER BY o.area, o.first
            """), arguments: [anchor, form.rawValue]
      ).map { [$0[0], $0[1], $0[2]] }
    }
    let before = try counts()
    try countOwing(form, anchor: anchor)
    guard try counts() != before else { return }
    let touched = inside ? "\(above) SELECT id FROM near" : "\(up) SELECT id FROM up WHERE id <> ?1"
    try touchMore(
      "SELECT r.area, r.month FROM (\(touched)) n JOIN \(form.table) r ON r.area = n.id AND r.live = 1",
      [anchor])
  }

  private func countOwing(_ form: Form, anchor: Int) throws {
    let name = form.rawValue
    let isCounty = AreaCode(number: anchor).level >= .county
    try run("DELETE FROM owing WHERE form = ? AND area IN (SELECT id FROM area WHERE anchor = ?)", [name, anchor])
    if let owed = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT level, first FROM form_level WHERE anchor = ? AND form = ?"),
      arguments: [anchor, name])
    {
      let level: Int = owed[0]
      let kind = form == .villages ? "AND a.kind = \(AreaKind.village.rawValue)" : ""
      try run(
        """
        WITH RECURSIVE up(area, owner) AS (
          SELECT a.id, a.id FROM area a WHERE a.anchor = :anchor AND a.level = :level AND a.used = 1 \(kind)
          UNION ALL
          SELECT p.id, up.owner FROM up JOIN area a ON a.id = up.area JOIN area p ON p.id = a.parent
          WHERE p.anchor = :anchor)
        INSERT INTO owing (area, form, first, count)
        SELECT up.area, :form, :first, COUNT(*) FROM up WHERE up.area <> :anchor OR :county = 1 GROUP BY up.area
        """,
        ["anchor": anchor, "level": level, "form": name, "first": owed[1] as Int, "county": isCounty])
    }
    var area: Int? = anchor
    if isCounty {
      area = try Int.fetchOne(db.cachedStatement(sql: "SELECT parent FROM area WHERE id = ?"), arguments: [anchor])
    }
    while let above = area {
      // Parts with an anchor of their own; an area above a county that returns the form itself is counted with its own.
      try run(
        """
        DELETE FROM owing WHERE form = ?1 AND area = ?2;
        """, [name, above])
      try run(
        """
        INSERT INTO owing (area, form, first, count)
        SELECT ?2, ?1, first, SUM(count) FROM (
          SELECT o.first, o.count FROM area a JOIN owing o ON o.area = a.id AND o.form = ?1 WHERE a.parent = ?2
          UNION ALL
          SELECT f.first, 1 FROM form_level f JOIN area a ON a.id = f.anchor
          WHERE f.anchor = ?2 AND f.form = ?1 AND f.level = a.level)
        GROUP BY first
        """, [name, above])
      area = try Int.fetchOne(db.cachedStatement(sql: "SELECT parent FROM area WHERE id = ?"), arguments: [above])
    }
  }

  /// Which shipped areas are in use: where an office has sent its whole list of an area (an areas form with a scope), a
  /// shipped one inside it, of a kind the list has, that is neither listed nor returned for is not; nor is what lies in
  /// it.
  func refreshUse(anchor: Int) throws {
    try run("UPDATE area SET used = 1 WHERE anchor = ? AND used = 0", [anchor])
    try refreshListedUse(anchor: anchor)
    // An area that was merged into another owes nothing more; what it returned before stands.
    try run("UPDATE area SET used = 0 WHERE anchor = ? AND id IN (SELECT area FROM ended_area)", [anchor])
  }

  private func refreshListedUse(anchor: Int) throws {
    let lists = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT DISTINCT c.area, a.level, a.kind FROM coverage c JOIN import i ON i.id = c.import
          JOIN area_entry e ON e.import = c.import JOIN area a ON a.id = e.area
          WHERE i.form = 'areas' AND i.undone_at IS NULL AND a.anchor = ?1 AND a.id <> ?1
          """), arguments: [anchor])
    guard !lists.isEmpty else { return }
    func named(_ area: String) -> String {
      Form.allCases.filter(\.hasAreas).map {
        "EXISTS (SELECT 1 FROM \($0.table) r WHERE r.area = \(area).id AND r.live = 1)"
      }
      .joined(separator: " OR ")
    }
    for list in lists {
      try db.execute(
        sql: """
          WITH RECURSIVE sub(id) AS (VALUES (?1) UNION ALL SELECT a.id FROM sub JOIN area a ON a.parent = sub.id)
          UPDATE area SET used = 0 WHERE anchor = ?2 AND shipped = 1 AND level = ?3 AND kind = ?4
            AND id IN (SELECT id FROM sub) AND NOT (\(named("area")))
          """, arguments: [list[0] as Int, anchor, list[1] as Int, list[2] as Int])
    }
    // What holds a used area is used; what lies in one that is not, is not.
    for level in [AreaLevel.township, .village] {
      try db.execute(
        sql: """
          UPDATE area AS a SET used = 0 WHERE a.anchor = ?1 AND a.level = ?2 AND a.shipped = 1
            AND EXISTS (SELECT 1 FROM area p WHERE p.id = a.parent AND p.used = 0) AND NOT (\(named("a")))
          """, arguments: [anchor, level.rawValue])
    }
    try db.execute(
      sql: """
        UPDATE area AS a SET used = 1 WHERE a.anchor = ?1 AND a.used = 0
          AND EXISTS (SELECT 1 FROM area x WHERE x.parent = a.id AND x.used = 1)
        """, arguments: [anchor])
  }

  /// Makes everything again.
  func rebuildAll() throws {
    try db.needWhole()
    let anchors = try Int.fetchAll(db, sql: "SELECT DISTINCT anchor FROM area ORDER BY anchor")
    try db.execute(sql: "DELETE FROM outlet_stock; DELETE FROM density_gap")
    for anchor in anchors { try refreshUse(anchor: anchor) }
    let stock = OutletStocks(db)
    try stock.refreshCoverage()
    try stock.refresh(anchors: Set(anchors))
    for sums in MonthlySums.all { try rebuild(sums) }
    try FigureSums(db).rebuild()
  }

  /// Makes what follows from the rows of some forms again, all else being as it was.
  func rebuild(_ forms: [Form]) throws {
    let idle = "SELECT id FROM area WHERE used = 0 ORDER BY id"
    let before = try Int.fetchAll(db, sql: idle)
    for anchor in try Int.fetchAll(db, sql: "SELECT DISTINCT anchor FROM area ORDER BY anchor") {
      try refreshUse(anchor: anchor)
    }
    // Registers, areas and their use bear on every form.
    guard !forms.contains(.areas), !forms.contains(.outlets), try Int.fetchAll(db, sql: idle) == before else {
      return try rebuildAll()
    }
    for sums in MonthlySums.all where forms.contains(sums.form) { try rebuild(sums) }
    if forms.contains(.figures) { try FigureSums(db).rebuild() }
  }

  private func rebuild(_ sums: MonthlySums) throws {
    let form = [sums.form.rawValue]
    try db.execute(sql: "DELETE FROM form_level WHERE form = ?", arguments: StatementArguments(form))
    try db.execute(sql: "DELETE FROM owing WHERE form = ?", arguments: StatementArguments(form))
    try db.execute(sql: "DELETE FROM \(sums.table)")
    try beginTouching()
    try touch("SELECT area, month FROM \(sums.form.table) WHERE live = 1")
    try refreshMonthly(sums.form)
  }
}
