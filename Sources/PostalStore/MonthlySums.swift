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
  /// SQL of whether the row is a sample that stands beside the figure.
  var sampleTerm = "FALSE"
  /// SQL of whether the row is of its area as a whole, not of one outlet.
  var wholeTerm = "TRUE"
  /// SQL of whether rows of an area and month `m` may stand in for one another; elsewhere all stand.
  var contestedTerm = "FALSE"
  /// An area has one row a month.
  var isSingle = false
  /// An area with rows by brand has given a pair only if all of them have; visits of inspectors are not like that.
  var needsEveryRow = false

  /// A numerator with its denominator: both are taken or neither, so that a missing part is not read as zero.
  struct Pair: Sendable {
    var numerator: String
    var denominator: String
    /// SQL of what a row `r` gives.
    var numeratorTerm: String
    var denominatorTerm: String
    /// SQL of whether the row stands for this pair, beside rows of other sources.
    var standsTerm = "TRUE"
    /// SQL of whether the row counts as a return of the pair; by default where it is whole.
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

  /// What the rows of the touched areas themselves give: of the pairs, the counts and the units.
  ///
  /// - Parameter all: every row stands, and weighs one unit.
  private func ownTerms(all: Bool) -> (measures: [String], units: [String]) {
    var measures: [String] = []
    for pair in pairs {
      let taken = pair.isWhole + (all ? "" : " AND (\(pair.standsTerm))")
      measures.append("CASE WHEN \(taken) THEN \(pair.numeratorTerm) END")
      measures.append("CASE WHEN \(taken) THEN \(pair.denominatorTerm) END")
    }
    measures += counts.map(\.term)
    var units = pairs.map { pair in
      let given = "CAST(\(pair.givenTerm ?? pair.isWhole) AS INT)"
      return all ? given : "CASE WHEN \(pair.standsTerm) THEN \(given) * r.weight END"
    }
    units.append(all ? "1" : "r.weight")
    return (measures, units)
  }

  /// The rows of the touched areas with their derived columns. Materialized, or the terms would be worked out again
  /// wherever they are used.
  ///
  /// A row weighs one unit; above the level that owes the form, one of the whole area weighs as many as owe it there.
  private func rowSelect(_ condition: String) -> String {
    let more = derived.map { ", \($0.term) AS \($0.name)" }.joined()
    let weight = weightTerm(area: "r.area", month: "r.month", isWhole: wholeTerm, isLow: "u.is_low")
    return """
      SELECT r.*, u.owes, \(weight) AS weight\(more)
      \(Self.touched) CROSS JOIN \(form.table) r ON r.area = m.area AND r.month = m.month AND r.live = 1
      WHERE \(condition)
      """
  }

  /// The touched pairs in the order of areas and months.
  private static let touched =
    "FROM temp.touched_area u CROSS JOIN temp.touched m ON m.level = u.level AND m.area = u.area"

  /// SQL of how many units a row stands for: where nobody says better, `x` is its area, `f` the level that owes the form
  /// there.
  func weightTerm(area: String, month: String, isWhole: String, isLow: String = "x.level >= f.level") -> String {
    """
    CASE WHEN \(isLow) THEN 1 WHEN \(isWhole) THEN IFNULL((SELECT SUM(w.count) FROM owing w
      WHERE w.area = \(area) AND w.form = '\(form.rawValue)' AND w.first <= \(month)), 0) ELSE 0 END
    """
  }

  private func partSelect(_ condition: String) -> String {
    let columns = (measureColumns + unitColumns).map { "s.\($0)" }.joined(separator: ", ")
    return """
      SELECT u.area, m.month, u.owes, s.sample, FALSE, \(columns)
      \(Self.touched) CROSS JOIN area a ON a.parent = u.area
      CROSS JOIN \(table) s ON s.area = a.id AND s.month = m.month
      WHERE \(condition)
      """
  }

  /// What is asked of a column of units: one where the area owes the form, however many rows it has.
  private func least(_ column: String) -> String { needsEveryRow && column != "units_returned" ? "MIN" : "MAX" }

  private var storedColumns: String {
    (["area", "month", "sample"] + measureColumns + unitColumns).joined(separator: ", ")
  }

  /// SQL that makes the sums of the touched (area, month) pairs of one level again from rows and parts.
  ///
  /// An area of the level that owes the form is one unit however many rows or parts it has; elsewhere units add up.
  ///
  /// - Parameters:
  ///   - mayLose: sums may be gone altogether; an import takes none away.
  ///   - lowest: of the touched areas some are such that nothing lies below, `others`: some are not.
  ///   - samples: there may be samples to sum.
  func refill(level: Int, mayLose: Bool, lowest: Bool, others: Bool, samples: Bool) -> [String] {
    let isLevel = "u.level = \(level)"
    let contested = contestedTerm
    var statements: [String] = []
    if mayLose {
      statements.append(
        "DELETE FROM \(table) WHERE (area, month) IN (SELECT u.area, m.month \(Self.touched) WHERE \(isLevel))")
    }
    let each = sampleTerm == "FALSE" || !samples ? [0] : [0, 1]
    let hasOwn =
      "EXISTS (SELECT 1 FROM \(form.table) o WHERE o.area = m.area AND o.month = m.month AND o.live = 1)"
    if others {
      for sample in each {
        statements.append(fromParts("\(isLevel) AND NOT u.is_lowest AND NOT \(hasOwn)", sample: sample))
      }
    }
    if others || contested != "FALSE" {
      statements.append(
        fromRowsAndParts("\(isLevel) AND CASE WHEN u.is_lowest THEN \(contested) ELSE \(hasOwn) END"))
    }
    guard lowest else { return statements }
    let plain = "\(isLevel) AND u.is_lowest AND NOT \(contested)"
    if derived.isEmpty {
      for sample in each { statements.append(fromPlainRows(plain, sample: sample)) }
    } else {
      statements.append(fromDerivedRows(plain))
    }
    return statements
  }

  /// Where the area has no rows itself: in the order of areas and months, without a list to sort.
  private func fromParts(_ condition: String, sample: Int) -> String {
    let sums = measureColumns.map { "SUM(s.\($0))" }
    let units = unitColumns.map { column in
      "CASE WHEN u.owes THEN CAST(IFNULL(SUM(s.\(column)), 0) > 0 AS INT) ELSE IFNULL(SUM(s.\(column)), 0) END"
    }
    return """
      INSERT OR REPLACE INTO \(table) (\(storedColumns))
      SELECT u.area, m.month, \(sample), \((sums + units).joined(separator: ", ")) \(Self.touched)
      CROSS JOIN area a ON a.parent = u.area
      CROSS JOIN \(table) s ON s.area = a.id AND s.month = m.month AND s.sample = \(sample)
      WHERE \(condition) GROUP BY u.area, m.month
      """
  }

  /// Where returns may lie both at and below an area, or stand in for one another.
  private func fromRowsAndParts(_ condition: String) -> String {
    let columns = measureColumns + unitColumns
    let united = (["area", "month", "owes", "sample", "own"] + columns).joined(separator: ", ")
    let sums = measureColumns.map { "SUM(p.\($0))" }
    let units = unitColumns.map { column in
      let own = "\(least(column))(CASE WHEN p.own THEN p.\(column) END)"
      let parts = "SUM(CASE WHEN NOT p.own THEN p.\(column) END)"
      return "CASE WHEN p.owes THEN CAST(IFNULL(\(own), IFNULL(\(parts), 0)) > 0 AS INT) "
        + "ELSE IFNULL(\(own), 0) + IFNULL(\(parts), 0) END"
    }
    let own = ownTerms(all: false)
    return """
      WITH r AS MATERIALIZED (\(rowSelect(condition))),
        p (\(united)) AS (
          SELECT r.area, r.month, r.owes, CAST(\(sampleTerm) AS INT), TRUE, \((own.measures + own.units).joined(separator: ", ")) FROM r
          UNION ALL \(partSelect(condition)))
      INSERT OR REPLACE INTO \(table) (\(storedColumns))
      SELECT p.area, p.month, p.sample, \((sums + units).joined(separator: ", "))
      FROM p GROUP BY p.area, p.month, p.sample, p.owes
      """
  }

  /// What rows come to where all of them stand and nothing lies below, so that each weighs one unit.
  private func plainTerms(owes: String) -> String {
    let own = ownTerms(all: true)
    let units = zip(unitColumns, own.units).map { column, term in
      let given = "IFNULL(\(isSingle ? term : "\(least(column))(\(term))"), 0)"
      return "CASE WHEN \(owes) THEN CAST(\(given) > 0 AS INT) ELSE \(given) END"
    }
    return ((isSingle ? own.measures : own.measures.map { "SUM(\($0))" }) + units).joined(separator: ", ")
  }

  /// In the order of the index, without a list to sort.
  private func fromPlainRows(_ condition: String, sample: Int) -> String {
    let isSample = sampleTerm == "FALSE" ? "" : " AND \(sample == 1 ? "" : "NOT ")(\(sampleTerm))"
    return """
      INSERT OR REPLACE INTO \(table) (\(storedColumns))
      SELECT u.area, m.month, \(sample), \(plainTerms(owes: "u.owes")) \(Self.touched)
      CROSS JOIN \(form.table) r ON r.area = m.area AND r.month = m.month AND r.live = 1\(isSample)
      WHERE \(condition) GROUP BY u.area, m.month
      """
  }

  private func fromDerivedRows(_ condition: String) -> String {
    """
    WITH r AS MATERIALIZED (\(rowSelect(condition)))
    INSERT OR REPLACE INTO \(table) (\(storedColumns))
    SELECT r.area, r.month, CAST(\(sampleTerm) AS INT), \(plainTerms(owes: "r.owes")) FROM r\(isSingle ? "" : " GROUP BY r.area, r.month")
    """
  }

  static func table(of form: Form) -> MonthlySums? { all.first { $0.form == form } }

  static let all: [MonthlySums] = [packaging, safety, villages]

  static let packaging = MonthlySums(
    form: .packaging, table: "packaging_sum",
    pairs: [
      ("slim_taped", "taped"), ("no_repack", "ecommerce"), ("reusable_bags", "bags"),
      ("standard_materials", "materials"), ("e_waybills", "waybills"),
    ].map { packagingPair($0.0, $0.1) },
    counts: [("system_rows", "CAST(r.source = \(ReturnSource.system.rawValue) AS INT)")],
    sampleTerm: "r.source = \(ReturnSource.sampled.rawValue)",
    contestedTerm: """
      EXISTS (SELECT 1 FROM packaging o WHERE o.area = m.area AND o.month = m.month AND o.live = 1
        AND o.source = \(ReturnSource.system.rawValue))
      """, needsEveryRow: true)

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
        denominatorTerm: screened("r.xray_due"), givenTerm: "r.xray_due IS NULL OR r.xray_done IS NOT NULL"),
    ],
    counts: [("findings", "r.findings"), ("safety_rows", "1")], wholeTerm: "r.outlet = ''")

  private static func screened(_ column: String) -> String {
    let exempt = OutletType.allCases.filter { !$0.owesScreening }.map { String($0.rawValue) }.joined(separator: ", ")
    return """
      CASE WHEN r.outlet = '' OR NOT EXISTS (SELECT 1 FROM outlet_type w WHERE w.outlet = r.outlet \
      AND w.type IN (\(exempt))) THEN \(column) END
      """
  }

  /// Stations are the open 村级服务站 of the register where one was received, else a row that has any of the items.
  static let villages = MonthlySums(
    form: .villages, table: "village_sum",
    pairs: [
      Pair(
        numerator: "villages_reached", denominator: "villages_reporting",
        numeratorTerm:
          "CAST(r.brands >= (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'brands_reached') AS INT)",
        denominatorTerm: "CASE WHEN r.brands IS NOT NULL THEN 1 END"),
      stationPair("five"), stationPair("six"),
    ],
    counts: [("village_rows", "1")], derived: [("five", five), ("six", six), ("stations", stations)], isSingle: true)

  private static func stationPair(_ list: String) -> Pair {
    Pair(
      numerator: "stations_\(list)", denominator: "stations_\(list)_known", numeratorTerm: "r.\(list) * r.stations",
      denominatorTerm: "CASE WHEN r.\(list) IS NOT NULL THEN r.stations END")
  }

  private static let five = "CAST(r.staff + r.premises + r.shelves + r.equipment + r.sign = 5 AS INT)"
  private static let six = """
    CAST(r.premises + r.sign + r.shelves + r.staff + r.camera + CAST(r.weekly_trips >= 1 AS INT) = 6 AS INT)
    """
  private static let stations = """
    CASE WHEN (SELECT covered FROM area v WHERE v.id = r.area) = 1
      THEN (SELECT COUNT(*) FROM outlet o WHERE o.area = r.area AND o.live = 1 \
    AND o.type = \(OutletType.villageStation.rawValue)
        AND o.open_month <= r.month AND (o.close_month IS NULL OR o.close_month > r.month))
      ELSE MAX(IFNULL(r.staff, 0), IFNULL(r.premises, 0), IFNULL(r.shelves, 0), IFNULL(r.equipment, 0),
        IFNULL(r.sign, 0), IFNULL(r.camera, 0)) END
    """
}
