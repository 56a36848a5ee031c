/// 变更: outlets that a later register gives another name, type or brand under the same filing. Kept as registers come, so
/// that a screen needs not compare them.
struct OutletChanges {
  let db: Database

  init(_ db: Database) { self.db = db }

  static let creation = """
    CREATE TABLE outlet_change (
      outlet TEXT PRIMARY KEY, import INTEGER NOT NULL, name TEXT NOT NULL, type INTEGER NOT NULL, brand TEXT NOT NULL)
      WITHOUT ROWID;
    """

  /// Looks anew at the outlets that an import has rows of.
  func refresh(import id: Int) throws {
    try db.execute(
      sql: "DELETE FROM outlet_change WHERE outlet IN (SELECT outlet FROM outlet WHERE import = ?)", arguments: [id])
    // A register of outlets that no other told of changes none.
    let isFirst =
      try Bool.fetchOne(
        db, sql: "SELECT NOT EXISTS (SELECT 1 FROM import WHERE form = 'outlets' AND id <> ? AND undone_at IS NULL)",
        arguments: [id]) ?? true
    guard !isFirst else { return }
    // A server goes from the rows of the import to their forerunners by an index; in a file that would cost more than it
    // saves.
    switch db.dialect {
    case .sqlite: try find(in: "outlet o", "o.outlet IN (SELECT outlet FROM outlet WHERE import = ?)", [id])
    case .postgres:
      try find(
        in: "(SELECT DISTINCT outlet FROM outlet WHERE import = ?) n JOIN outlet o ON o.outlet = n.outlet", "TRUE", [id]
      )
    }
  }

  /// Looks anew at all.
  func rebuild() throws {
    try db.execute(sql: "DELETE FROM outlet_change")
    try find(in: "outlet o", "TRUE", [])
  }

  /// The last change of each outlet whose filing is still the one from before, with what was before.
  private func find(in rows: String, _ condition: String, _ arguments: StatementArguments) throws {
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO outlet_change (outlet, import, name, type, brand)
        SELECT outlet, import, old_name, old_type, old_brand FROM (
          SELECT *, ROW_NUMBER() OVER (PARTITION BY outlet ORDER BY import DESC) AS age FROM (
            SELECT o.outlet, o.import, o.name, o.type, o.brand, o.filing_no, o.filed_on,
              LAG(o.name) OVER w AS old_name, LAG(o.type) OVER w AS old_type, LAG(o.brand) OVER w AS old_brand,
              LAG(o.filing_no) OVER w AS old_no, LAG(o.filed_on) OVER w AS old_day
            FROM \(rows) JOIN import i ON i.id = o.import AND i.undone_at IS NULL WHERE \(condition)
            WINDOW w AS (PARTITION BY o.outlet ORDER BY o.import))
          WHERE old_name IS NOT NULL
            AND (name <> old_name OR type <> old_type OR (brand <> old_brand AND brand <> '' AND old_brand <> ''))) c
        WHERE age = 1 AND filing_no <> '' AND filing_no = old_no AND filed_on IS old_day
          AND EXISTS (SELECT 1 FROM outlet l WHERE l.outlet = c.outlet AND l.live = 1 AND l.type = 1
            AND l.filing_no = c.filing_no AND l.filed_on IS c.filed_on)
        """, arguments: arguments)
  }
}
