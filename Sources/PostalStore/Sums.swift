import PostalModel

/// Reads the sums of areas over a period.
struct SumsQuery {
  let db: Database
  let period: Period
  let today: Day
  /// Tells which 指标数据 add up over months; of others the stock month is taken.
  var indicators: [Indicator] = []
  /// What is read of them; the register tells of villages too.
  var forms = Set(Form.allCases)

  /// The sums of areas, in the order given.
  func sums(of areas: [Area]) throws -> [AreaSums] {
    let stockMonth = period.stockMonth(today: today)
    let months = period.flowMonths(today: today)
    var all = areas.map { AreaSums(area: $0, stockMonth: stockMonth) }
    guard let stockMonth, let first = months.first, let last = months.last, !areas.isEmpty else { return all }
    if forms.contains(.outlets) { try readStocks(&all, at: stockMonth) }
    for form in [Form.packaging, .safety] where forms.contains(form) { try readMonthly(&all, form, first, last) }
    if forms.contains(.villages) { try readMonthly(&all, .villages, stockMonth, stockMonth) }
    if forms.contains(.figures) {
      let flows = Set(indicators.filter { $0.form == .figures && $0.kind == .flow }.map(\.id))
      try FigureQuery(db: db, stockMonth: stockMonth, months: first...stockMonth, flows: flows).fill(&all)
    }
    return all
  }

  /// Where an area stands in a list, by its number. Asked for all at once: a server is far.
  private static func places(_ all: [AreaSums]) -> (list: String, of: [Int: [Int]]) {
    var places: [Int: [Int]] = [:]
    for (place, sums) in all.enumerated() { places[sums.area.id, default: []].append(place) }
    return (JSONList.argument(all.map(\.area.id)), places)
  }

  private func readStocks(_ all: inout [AreaSums], at month: Month) throws {
    let (list, places) = Self.places(all)
    // What holds in a month is what began last, found once an area: gaps have their months behind their standards.
    let latest = """
      WITH l AS MATERIALIZED (
        SELECT j.value AS area, (SELECT MAX(month) FROM outlet_stock WHERE area = j.value AND month <= ?2) AS month
        FROM \(JSONList.numbers("?1")) j)
      """
    for row in try Row.fetchAll(
      db.cachedStatement(
        sql: "\(latest) SELECT s.* FROM l CROSS JOIN outlet_stock s ON s.area = l.area AND s.month = l.month"),
      arguments: [list, month.index])
    {
      for place in places[row[0]] ?? [] { Self.apply(row, to: &all[place]) }
    }
    for row in try Row.fetchAll(
      db.cachedStatement(
        sql: """
          \(latest) SELECT g.area, g.standard, g.outlets, g.met, g.units, g.expected
          FROM l CROSS JOIN density_gap g ON g.area = l.area AND g.month = l.month
          """), arguments: [list, month.index])
    {
      let gap = DensityGap(outlets: row[2], met: row[3], units: row[4], expected: row[5])
      for place in places[row[0]] ?? [] where gap.units > 0 { all[place].gaps[Amount(micro: row[1])] = gap }
    }
  }

  /// Takes over a row of `outlet_stock`, without its gaps.
  static func apply(_ row: Row, to sums: inout AreaSums) {
    sums.take(OutletStocks.stock(row))
  }

  private func readMonthly(_ all: inout [AreaSums], _ form: Form, _ first: Month, _ last: Month) throws {
    let table = MonthlySums.table(of: form)!
    let (list, places) = Self.places(all)
    for place in all.indices { all[place].expected[form] = 0 }
    for row in try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT o.area, SUM(o.count) FROM \(JSONList.numbers("?1")) j
          CROSS JOIN owing o ON o.area = j.value AND o.form = ?2 AND o.first <= ?3 GROUP BY o.area
          """), arguments: [list, form.rawValue, last.index])
    {
      for place in places[row[0]] ?? [] { all[place].expected[form] = row[1] }
    }
    var found: [Int: [Row]] = [:]
    for row in try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT s.* FROM \(JSONList.numbers("?1")) j
          CROSS JOIN \(table.table) s ON s.area = j.value AND s.month BETWEEN ?2 AND ?3
          """), arguments: [list, first.index, last.index])
    {
      found[row[0], default: []].append(row)
    }
    for place in all.indices { try take(found[all[place].area.id] ?? [], of: table, &all[place], form, first, last) }
  }

  /// - Parameter rows: the sums of one area in the months of the period.
  private func take(
    _ found: [Row], of table: MonthlySums, _ sums: inout AreaSums, _ form: Form, _ first: Month, _ last: Month
  ) throws {
    let id = sums.area.id
    let measures = table.measureColumns
    let units = table.unitColumns
    let count = last.index - first.index + 1
    var unitsInAll = [Int](repeating: 0, count: units.count)
    var rows = 0
    for row in found {
      let isSample = (row[2] as Int) == 1
      for (place, name) in measures.enumerated() {
        guard let value = row[3 + place] as Int? else { continue }
        if isSample { sums.sample[name, default: 0] += value } else { sums.measures[name, default: 0] += value }
      }
      guard !isSample else { continue }
      rows += 1
      for place in units.indices { unitsInAll[place] += row[3 + measures.count + place] as Int }
    }
    if count > 1, rows > 0 { unitsInAll = try unitsOfEveryMonth(of: id, table, first, last, count) }
    if rows > 0 {
      for (place, pair) in table.pairs.enumerated() { sums.reported[pair.denominator] = unitsInAll[place] }
      sums.returned[form] = unitsInAll.last
    }
    if form == .packaging { sums.usesSystem = (sums.measures["system_rows"] ?? 0) > 0 }
  }

  /// Of the areas that owe a form in or below one, how many gave each pair in every month.
  private func unitsOfEveryMonth(of id: Int, _ table: MonthlySums, _ first: Month, _ last: Month, _ count: Int) throws
    -> [Int]
  {
    let given = table.unitColumns.map { "COUNT(CASE WHEN s.\($0) > 0 THEN 1 END)" }.joined(separator: ", ")
    var units = [Int](repeating: 0, count: table.unitColumns.count)
    for row in try Row.fetchAll(
      db.cachedStatement(
        sql: """
          WITH RECURSIVE sub(id) AS (VALUES (?1) UNION ALL SELECT a.id FROM sub JOIN area a ON a.parent = sub.id)
          SELECT \(given) FROM sub JOIN area a ON a.id = sub.id
          LEFT JOIN form_level f ON f.anchor = a.anchor AND f.form = '\(table.form.rawValue)'
          JOIN \(table.table) s ON s.area = a.id AND s.month BETWEEN ?2 AND ?3 AND s.sample = 0
          WHERE a.level = f.level OR (a.id = ?1 AND a.level > f.level)
          GROUP BY s.area
          """),
      arguments: [id, first.index, last.index])
    {
      for place in units.indices where (row[place] as Int) == count { units[place] += 1 }
    }
    return units
  }
}
