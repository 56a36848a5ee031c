import PostalModel

/// The roll-up of 指标数据 by (area, month, indicator).
///
/// A row of `figure_sum` holds what the area's own row says (`own`: 0 none, 1 a value alone, 2 with parts) and, above
/// an own value too, the numerator and denominator of it and all below. `areas` counts the areas that gave parts,
/// `expected` the areas in use at their level, and `level` is the highest of those levels.
struct FigureSums {
  let db: Database

  init(_ db: Database) { self.db = db }

  /// Makes the sums of an import's rows, and of all above them, again.
  func refresh(import id: Int) throws {
    try db.lockAbove()
    try begin()
    try touch("SELECT DISTINCT area, month, indicator FROM figure WHERE import = ?", arguments: [id])
    try refill(hasParts: hasParts)
  }

  /// Makes all sums again: after areas have changed their parents or their use, which `expected` counts.
  func rebuild() throws {
    try db.needWhole()
    try begin()
    try touch(
      "SELECT area, month, indicator FROM figure WHERE live = 1 UNION SELECT area, month, indicator FROM figure_sum")
    let hasParts = try hasParts
    try db.execute(sql: "DELETE FROM figure_sum")
    // Those of others, which a role of a server may read and not write, stand.
    try db.execute(
      sql: """
        DELETE FROM touched_figure WHERE (area, month, indicator) IN (SELECT area, month, indicator FROM figure_sum)
        """)
    try refill(hasParts: hasParts)
  }

  private func begin() throws {
    try db.makeOwn(
      "touched_figure",
      """
      (area INTEGER NOT NULL, month INTEGER NOT NULL, indicator TEXT NOT NULL, level INTEGER NOT NULL,
      PRIMARY KEY (area, month, indicator)) WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS temp.touched_figure_level ON touched_figure (level)
      """)
    try db.makeOwn(
      "used_below",
      "(area INTEGER NOT NULL, level INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (area, level)) WITHOUT ROWID"
    )
    try db.execute(sql: "DELETE FROM touched_figure; DELETE FROM used_below")
  }

  private func touch(_ select: String, arguments: StatementArguments = []) throws {
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO touched_figure
        SELECT s.area, s.month, s.indicator, a.level FROM (\(select)) s JOIN area a ON a.id = s.area
        """, arguments: arguments)
  }

  /// How many areas in use there are at each level at and below each area.
  private func countUsed() throws {
    try db.execute(
      sql: """
        WITH RECURSIVE up(area, level) AS (
          SELECT id, level FROM area WHERE used = 1
          UNION ALL SELECT a.parent, up.level FROM up JOIN area a ON a.id = up.area WHERE a.parent IS NOT NULL)
        INSERT INTO used_below SELECT area, level, COUNT(*) FROM up GROUP BY area, level
        """)
  }

  /// Have the touched ones numerators and denominators? Values alone change nothing above them.
  private var hasParts: Bool {
    get throws {
      try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM touched_figure t JOIN figure f ON f.area = t.area AND f.month = t.month
            AND f.indicator = t.indicator AND f.live = 1 AND f.numerator IS NOT NULL)
          OR EXISTS (SELECT 1 FROM touched_figure t JOIN figure_sum s ON s.area = t.area AND s.month = t.month
            AND s.indicator = t.indicator AND s.numerator IS NOT NULL)
          """) ?? false
    }
  }

  private func refill(hasParts: Bool) throws {
    if hasParts { try countUsed() }
    for level in AreaLevel.allCases.reversed().map(\.rawValue) {
      if hasParts {
        try db.execute(
          sql: """
            INSERT OR IGNORE INTO touched_figure SELECT a.parent, t.month, t.indicator, p.level FROM touched_figure t
            JOIN area a ON a.id = t.area JOIN area p ON p.id = a.parent WHERE t.level = ?
            """, arguments: [level])
      }
      try db.execute(
        sql: """
          DELETE FROM figure_sum WHERE (area, month, indicator) IN (
            SELECT area, month, indicator FROM touched_figure WHERE level = ?)
          """, arguments: [level])
      try db.execute(
        sql: """
          WITH p AS MATERIALIZED (
            SELECT t.area, t.month, t.indicator, SUM(s.numerator) AS numerator, SUM(s.denominator) AS denominator,
              SUM(s.areas) AS areas, SUM(s.expected) AS expected, MIN(s.level) AS level
            FROM touched_figure t JOIN area a ON a.parent = t.area
            JOIN figure_sum s ON s.area = a.id AND s.month = t.month AND s.indicator = t.indicator
              AND s.numerator IS NOT NULL
            WHERE t.level = ?1 GROUP BY t.area, t.month, t.indicator)
          INSERT INTO figure_sum
          SELECT t.area, t.month, t.indicator,
            CASE WHEN f.area IS NULL THEN 0 WHEN f.numerator IS NULL THEN 1 ELSE 2 END, f.value,
            IFNULL(f.numerator, p.numerator), IFNULL(f.denominator, p.denominator),
            CASE WHEN f.numerator IS NOT NULL THEN 1 ELSE IFNULL(p.areas, 0) END,
            CASE WHEN f.numerator IS NOT NULL THEN 1 WHEN p.area IS NULL THEN 0
              ELSE p.expected + (\(Self.silent)) END,
            CASE WHEN f.numerator IS NOT NULL THEN t.level ELSE p.level END
          FROM touched_figure t
          LEFT JOIN figure f ON f.area = t.area AND f.month = t.month AND f.indicator = t.indicator AND f.live = 1
          LEFT JOIN p ON p.area = t.area AND p.month = t.month AND p.indicator = t.indicator
          WHERE t.level = ?1 AND (f.area IS NOT NULL OR p.area IS NOT NULL)
          """, arguments: [level])
    }
  }

  /// Areas in use, at the level of those that gave parts, in the parts of an area from which nothing came.
  private static let silent = """
    SELECT IFNULL(SUM(u.count), 0) FROM area c JOIN used_below u ON u.area = c.id AND u.level = p.level
    WHERE c.parent = t.area AND c.used = 1 AND NOT EXISTS (SELECT 1 FROM figure_sum s
      WHERE s.area = c.id AND s.month = t.month AND s.indicator = t.indicator AND s.numerator IS NOT NULL)
    """
}
