import PostalModel

/// The roll-up of one monthly form: sums of its measures by (area, month), made by set statements, level by level.
struct MonthlySums: Sendable {
  let form: Form
  /// The table of the roll-up; the rows are in the table named after the form.
  let table: String
  /// Numerator and denominator pairs; both are taken or neither, so that a missing part is not read as zero.
  let pairs: [(numerator: String, denominator: String)]
  /// Columns worked out once a row, which the terms may use: name and SQL over a row `r`.
  var derived: [(name: String, term: String)] = []
  /// What a row gives: SQL of numerator and denominator over a row `r` of the form, in the order of `pairs`.
  let rowTerms: [(numerator: String, denominator: String)]
  /// SQL of 1 where a row counts as a return of a pair: by default where the pair is whole.
  var unitTerms: [String: String] = [:]
  /// Measures without a pair, with the SQL of what a row gives.
  let counts: [(name: String, term: String)]
  /// Which rows stand: SQL over `r`.
  let rowFilter: String
  /// SQL of 1 where the row is a sample that stands beside the figure.
  let sampleTerm: String

  /// Columns of sums, then of units, one for each pair.
  var measureColumns: [String] { pairs.flatMap { [$0.numerator, $0.denominator] } + counts.map(\.name) }
  var unitColumns: [String] { pairs.map { "units_\($0.denominator)" } }

  var creation: String {
    let sums = measureColumns.map { "\($0) INTEGER" }
    let units = unitColumns.map { "\($0) INTEGER NOT NULL" }
    return """
      CREATE TABLE \(table) (area INTEGER NOT NULL, month INTEGER NOT NULL, sample INTEGER NOT NULL,
        \((sums + units).joined(separator: ", ")), PRIMARY KEY (area, month, sample)) WITHOUT ROWID
      """
  }

  /// What the rows of the touched areas themselves give.
  private func ownSelect() -> String {
    var terms: [String] = []
    for term in rowTerms {
      let both = "(\(term.numerator)) IS NOT NULL AND (\(term.denominator)) IS NOT NULL"
      terms.append("CASE WHEN \(both) THEN \(term.numerator) END")
      terms.append("CASE WHEN \(both) THEN \(term.denominator) END")
    }
    terms += counts.map(\.term)
    // Rows of an area above the level that owes the form are no units of their own.
    for (pair, term) in zip(pairs, rowTerms) {
      let given = unitTerms[pair.denominator] ?? "(\(term.numerator)) IS NOT NULL AND (\(term.denominator)) IS NOT NULL"
      terms.append("(\(given)) AND r.area_level >= IFNULL(r.owed_level, 9)")
    }
    return "SELECT r.area, r.month, \(sampleTerm), \(terms.joined(separator: ", ")) FROM r WHERE \(rowFilter)"
  }

  /// The rows of the touched areas of a level with their derived columns. Materialized, or the terms would be worked
  /// out again wherever they are used.
  private func rowSelect(level: Int) -> String {
    let more = derived.map { ", \($0.term) AS \($0.name)" }.joined()
    return """
      SELECT r.*, x.level AS area_level, f.level AS owed_level\(more)
      FROM touched t JOIN \(form.table) r ON r.area = t.area AND r.month = t.month AND r.live = 1
      JOIN area x ON x.id = r.area LEFT JOIN form_level f ON f.anchor = x.anchor AND f.form = '\(form.rawValue)'
      WHERE t.level = \(level)
      """
  }

  private func partSelect(level: Int) -> String {
    let columns = (measureColumns + unitColumns).map { "s.\($0)" }.joined(separator: ", ")
    return """
      SELECT t.area, s.month, s.sample, \(columns)
      FROM touched t JOIN area a ON a.parent = t.area JOIN \(table) s ON s.area = a.id AND s.month = t.month
      WHERE t.level = \(level)
      """
  }

  /// Makes the sums of the touched (area, month) pairs of one level again from rows and parts.
  ///
  /// An area of the level that owes the form is one unit however many rows it has; below and above units add up.
  func refill(level: Int) -> [String] {
    let columns = measureColumns + unitColumns
    let own = ownSelect()
    // Names the columns of the union without a FROM-less dummy row.
    let names = (["area", "month", "sample"] + columns).joined(separator: ", ")
    let sums = measureColumns.map { "SUM(p.\($0))" }
    let owes =
      "EXISTS (SELECT 1 FROM area x JOIN form_level f ON f.anchor = x.anchor AND f.form = '\(form.rawValue)' "
      + "AND f.level = x.level WHERE x.id = p.area)"
    let ownUnits = unitColumns.map { "MAX(p.\($0))" }
    let addedUnits = unitColumns.map { "SUM(p.\($0))" }
    let units = zip(ownUnits, addedUnits).map { "CASE WHEN \(owes) THEN \($0) > 0 ELSE \($1) END" }
    return [
      "DELETE FROM \(table) WHERE (area, month) IN (SELECT area, month FROM touched WHERE level = \(level))",
      """
      WITH r AS MATERIALIZED (\(rowSelect(level: level))), p (\(names)) AS (\(own) UNION ALL \(partSelect(level: level)))
      INSERT INTO \(table) (\(names)) SELECT p.area, p.month, p.sample, \((sums + units).joined(separator: ", "))
      FROM p GROUP BY p.area, p.month, p.sample
      """,
    ]
  }

  static func table(of form: Form) -> MonthlySums? { all.first { $0.form == form } }

  static let all: [MonthlySums] = [packaging, safety, villages]

  /// 系统 stands in for 报送 of the same brand, and for all of them where it counts all brands.
  static let packaging = MonthlySums(
    form: .packaging, table: "packaging_sum",
    pairs: packagingPairs, rowTerms: packagingPairs.map { ("r.\($0.numerator)", "r.\($0.denominator)") },
    counts: [("system_rows", "r.source = \(ReturnSource.system.rawValue)")],
    rowFilter: """
      (r.source = 2 OR NOT EXISTS (SELECT 1 FROM packaging o
        WHERE o.area = r.area AND o.month = r.month AND o.live = 1 AND o.source IN (1, 3) AND o.source <> r.source
          AND CASE WHEN r.source = (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'preferred_source')
            THEN o.brand = '' AND r.brand <> '' AND NOT EXISTS (SELECT 1 FROM packaging q WHERE q.area = r.area
              AND q.month = r.month AND q.live = 1 AND q.source = r.source AND q.brand = '')
            ELSE o.brand = r.brand OR o.brand = '' END))
      """,
    sampleTerm: "r.source = 2")

  private static let packagingPairs = [
    ("slim_taped", "taped"), ("no_repack", "ecommerce"), ("reusable_bags", "bags"),
    ("standard_materials", "materials"), ("e_waybills", "waybills"),
  ].map { (numerator: $0.0, denominator: $0.1) }

  /// A row that names an outlet which owes no screening gives nothing to the screening rate.
  static let safety = MonthlySums(
    form: .safety, table: "safety_sum",
    pairs: [("opened_ok", "inspected"), ("real_name_done", "real_name_due"), ("xray_done", "xray_due")],
    rowTerms: [
      ("r.opened_ok", "r.inspected"), ("r.real_name_done", "r.real_name_due"),
      (screened("r.xray_done"), screened("r.xray_due")),
    ],
    // Nothing to screen is an answer too: only a count due without one done is missing.
    unitTerms: ["xray_due": "r.xray_due IS NULL OR r.xray_done IS NOT NULL"],
    counts: [("findings", "r.findings"), ("safety_rows", "1")],
    rowFilter: "1", sampleTerm: "0")

  private static func screened(_ column: String) -> String {
    let exempt = OutletType.allCases.filter { !$0.owesScreening }.map { String($0.rawValue) }.joined(separator: ", ")
    return """
      CASE WHEN r.outlet = '' OR NOT EXISTS (SELECT 1 FROM outlet w WHERE w.outlet = r.outlet AND w.live = 1 \
      AND w.type IN (\(exempt))) THEN \(column) END
      """
  }

  /// Stations are the open 村级服务站 of the register where one was received, else a row that has any of the items.
  static let villages = MonthlySums(
    form: .villages, table: "village_sum",
    pairs: [
      ("villages_reached", "villages_reporting"), ("stations_five", "stations_five_known"),
      ("stations_six", "stations_six_known"),
    ],
    derived: [("five", five), ("six", six), ("stations", stations)],
    rowTerms: [
      (
        "r.brands >= (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'brands_reached')",
        "CASE WHEN r.brands IS NOT NULL THEN 1 END"
      ),
      ("r.five * r.stations", "CASE WHEN r.five IS NOT NULL THEN r.stations END"),
      ("r.six * r.stations", "CASE WHEN r.six IS NOT NULL THEN r.stations END"),
    ].map { (numerator: $0.0, denominator: $0.1) },
    counts: [("village_rows", "1")],
    rowFilter: "1", sampleTerm: "0")

  private static let five = "r.staff + r.premises + r.shelves + r.equipment + r.sign = 5"
  private static let six = "r.premises + r.sign + r.shelves + r.staff + r.camera + (r.weekly_trips >= 1) = 6"
  private static let stations = """
    CASE WHEN (SELECT covered FROM area v WHERE v.id = r.area) = 1
      THEN (SELECT COUNT(*) FROM outlet o WHERE o.area = r.area AND o.live = 1 \
    AND o.type = \(OutletType.villageStation.rawValue)
        AND o.open_month <= r.month AND (o.close_month IS NULL OR o.close_month > r.month))
      ELSE MAX(IFNULL(r.staff, 0), IFNULL(r.premises, 0), IFNULL(r.shelves, 0), IFNULL(r.equipment, 0),
        IFNULL(r.sign, 0), IFNULL(r.camera, 0)) END
    """
}
