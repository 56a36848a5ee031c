import PostalModel

/// The roll-up of one monthly form: sums of its measures by (area, month), made by set statements, level by level.
struct MonthlySums: Sendable {
  let form: Form
  /// The table of the roll-up; the rows are in the table named after the form.
  let table: String
  let pairs: [Pair]
  /// Measures without a pair, with the SQL of what a row gives.
  let counts: [(name: String, term: String)]
  /// Columns worked out once a row, which the terms may use: name and SQL over a row `r`.
  var derived: [(name: String, term: String)] = []
  /// SQL of 1 where the row is a sample that stands beside the figure.
  var sampleTerm = "0"
  /// SQL of 1 where the row is of its area as a whole, not of one outlet.
  var wholeTerm = "1"
  /// An area with rows by brand has given a pair only if all of them have; visits of inspectors are not like that.
  var needsEveryRow = false

  /// A numerator with its denominator: both are taken or neither, so that a missing part is not read as zero.
  struct Pair: Sendable {
    var numerator: String
    var denominator: String
    /// SQL of what a row `r` gives.
    var numeratorTerm: String
    var denominatorTerm: String
    /// SQL of 1 where the row stands for this pair, beside rows of other sources.
    var standsTerm = "1"
    /// SQL of 1 where the row counts as a return of the pair; by default where it is whole.
    var givenTerm: String?

    var isWhole: String { "(\(numeratorTerm)) IS NOT NULL AND (\(denominatorTerm)) IS NOT NULL" }
  }

  /// Columns of sums, then of units: one for each pair, and one for the form whatever it leaves blank.
  var measureColumns: [String] { pairs.flatMap { [$0.numerator, $0.denominator] } + counts.map(\.name) }
  var unitColumns: [String] { pairs.map { "units_\($0.denominator)" } + ["units_returned"] }

  var creation: String {
    let sums = measureColumns.map { "\($0) INTEGER" }
    let units = unitColumns.map { "\($0) INTEGER NOT NULL" }
    return """
      CREATE TABLE \(table) (area INTEGER NOT NULL, month INTEGER NOT NULL, sample INTEGER NOT NULL,
        \((sums + units).joined(separator: ", ")), PRIMARY KEY (area, month, sample)) WITHOUT ROWID
      """
  }

  /// What the rows of the touched areas themselves give.
  private var ownSelect: String {
    var terms: [String] = []
    for pair in pairs {
      let taken = "\(pair.isWhole) AND (\(pair.standsTerm))"
      terms.append("CASE WHEN \(taken) THEN \(pair.numeratorTerm) END")
      terms.append("CASE WHEN \(taken) THEN \(pair.denominatorTerm) END")
    }
    terms += counts.map(\.term)
    terms += pairs.map { "CASE WHEN \($0.standsTerm) THEN (\($0.givenTerm ?? $0.isWhole)) * r.weight END" }
    terms.append("r.weight")
    return "SELECT r.area, r.month, \(sampleTerm), 1, \(terms.joined(separator: ", ")) FROM r"
  }

  /// The rows of the touched areas of a level with their derived columns. Materialized, or the terms would be worked
  /// out again wherever they are used.
  ///
  /// A row weighs one unit; above the level that owes the form, one of the whole area weighs as many as owe it there.
  private func rowSelect(level: Int) -> String {
    let more = derived.map { ", \($0.term) AS \($0.name)" }.joined()
    return """
      SELECT r.*, \(weightTerm(area: "r.area", month: "r.month", isWhole: wholeTerm)) AS weight\(more)
      FROM touched t JOIN \(form.table) r ON r.area = t.area AND r.month = t.month AND r.live = 1
      JOIN area x ON x.id = r.area LEFT JOIN form_level f ON f.anchor = x.anchor AND f.form = '\(form.rawValue)'
      WHERE t.level = \(level)
      """
  }

  /// SQL of how many units a row stands for: `x` is its area, `f` the level that owes the form there.
  func weightTerm(area: String, month: String, isWhole: String) -> String {
    """
    CASE WHEN x.level >= f.level THEN 1 WHEN \(isWhole) THEN IFNULL((SELECT SUM(w.count) FROM owing w
      WHERE w.area = \(area) AND w.form = '\(form.rawValue)' AND w.first <= \(month)), 0) ELSE 0 END
    """
  }

  private func partSelect(level: Int) -> String {
    let columns = (measureColumns + unitColumns).map { "s.\($0)" }.joined(separator: ", ")
    return """
      SELECT t.area, s.month, s.sample, 0, \(columns)
      FROM touched t JOIN area a ON a.parent = t.area JOIN \(table) s ON s.area = a.id AND s.month = t.month
      WHERE t.level = \(level)
      """
  }

  /// Makes the sums of the touched (area, month) pairs of one level again from rows and parts.
  ///
  /// An area of the level that owes the form is one unit however many rows or parts it has; elsewhere units add up.
  func refill(level: Int) -> [String] {
    let columns = measureColumns + unitColumns
    let stored = (["area", "month", "sample"] + columns).joined(separator: ", ")
    let united = (["area", "month", "sample", "own"] + columns).joined(separator: ", ")
    let sums = measureColumns.map { "SUM(p.\($0))" }
    let owes =
      "EXISTS (SELECT 1 FROM area x JOIN form_level f ON f.anchor = x.anchor AND f.form = '\(form.rawValue)' "
      + "AND f.level = x.level WHERE x.id = p.area)"
    let units = unitColumns.map { column in
      let least = needsEveryRow && column != "units_returned"
      let own = "\(least ? "MIN" : "MAX")(CASE WHEN p.own THEN p.\(column) END)"
      let parts = "SUM(CASE WHEN NOT p.own THEN p.\(column) END)"
      return "CASE WHEN \(owes) THEN IFNULL(\(own), IFNULL(\(parts), 0)) > 0 "
        + "ELSE IFNULL(\(own), 0) + IFNULL(\(parts), 0) END"
    }
    return [
      "DELETE FROM \(table) WHERE (area, month) IN (SELECT area, month FROM touched WHERE level = \(level))",
      """
      WITH r AS MATERIALIZED (\(rowSelect(level: level))),
        p (\(united)) AS (\(ownSelect) UNION ALL \(partSelect(level: level)))
      INSERT INTO \(table) (\(stored)) SELECT p.area, p.month, p.sample, \((sums + units).joined(separator: ", "))
      FROM p GROUP BY p.area, p.month, p.sample
      """,
    ]
  }

  static func table(of form: Form) -> MonthlySums? { all.first { $0.form == form } }

  static let all: [MonthlySums] = [packaging, safety, villages]

  static let packaging = MonthlySums(
    form: .packaging, table: "packaging_sum",
    pairs: [
      ("slim_taped", "taped"), ("no_repack", "ecommerce"), ("reusable_bags", "bags"),
      ("standard_materials", "materials"), ("e_waybills", "waybills"),
    ].map { packagingPair($0.0, $0.1) },
    counts: [("system_rows", "r.source = \(ReturnSource.system.rawValue)")],
    sampleTerm: "r.source = \(ReturnSource.sampled.rawValue)", needsEveryRow: true)

  /// Pair by pair, 系统 stands in for 报送 of the same brand, and for all brands where it counts all of them; a row that
  /// leaves the pair blank gives way to any other that has it.
  private static func packagingPair(_ numerator: String, _ denominator: String) -> Pair {
    let (reported, sampled, system) = (
      ReturnSource.reported.rawValue, ReturnSource.sampled.rawValue, ReturnSource.system.rawValue
    )
    let stands = """
      r.source = \(sampled) OR NOT EXISTS (SELECT 1 FROM packaging o
        WHERE o.area = r.area AND o.month = r.month AND o.live = 1 AND o.source IN (\(reported), \(system))
          AND o.source <> r.source AND o.\(numerator) IS NOT NULL AND o.\(denominator) IS NOT NULL
          AND CASE WHEN r.\(numerator) IS NULL OR r.\(denominator) IS NULL
            THEN o.brand = r.brand OR o.brand = '' OR r.brand = ''
          WHEN r.source = (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'preferred_source')
            THEN o.brand = '' AND r.brand <> '' AND NOT EXISTS (SELECT 1 FROM packaging q WHERE q.area = r.area
              AND q.month = r.month AND q.live = 1 AND q.source = r.source AND q.brand = '')
          ELSE o.brand = r.brand OR o.brand = '' END)
      """
    return Pair(
      numerator: numerator, denominator: denominator, numeratorTerm: "r.\(numerator)",
      denominatorTerm: "r.\(denominator)", standsTerm: stands)
  }

  /// A row that names an outlet which owes no screening gives nothing to the screening rate.
  static let safety = MonthlySums(
    form: .safety, table: "safety_sum",
    pairs: [
      Pair(
        numerator: "opened_ok", denominator: "inspected", numeratorTerm: "r.opened_ok", denominatorTerm: "r.inspected"),
      Pair(
        numerator: "real_name_done", denominator: "real_name_due", numeratorTerm: "r.real_name_done",
        denominatorTerm: "r.real_name_due"),
      // Nothing to screen is an answer too: only a count due without one done is missing.
      Pair(
        numerator: "xray_done", denominator: "xray_due", numeratorTerm: screened("r.xray_done"),
        denominatorTerm: screened("r.xray_due"), givenTerm: "(r.xray_due IS NULL OR r.xray_done IS NOT NULL)"),
    ],
    counts: [("findings", "r.findings"), ("safety_rows", "1")], wholeTerm: "r.outlet = ''")

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
      Pair(
        numerator: "villages_reached", denominator: "villages_reporting",
        numeratorTerm: "r.brands >= (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'brands_reached')",
        denominatorTerm: "CASE WHEN r.brands IS NOT NULL THEN 1 END"),
      stationPair("five"), stationPair("six"),
    ],
    counts: [("village_rows", "1")], derived: [("five", five), ("six", six), ("stations", stations)])

  private static func stationPair(_ list: String) -> Pair {
    Pair(
      numerator: "stations_\(list)", denominator: "stations_\(list)_known", numeratorTerm: "r.\(list) * r.stations",
      denominatorTerm: "CASE WHEN r.\(list) IS NOT NULL THEN r.stations END")
  }

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
