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
    var all = try areas.map { area in
      var sums = AreaSums(area: area, stockMonth: stockMonth)
      guard let stockMonth, let first = months.first, let last = months.last else { return sums }
      if forms.contains(.outlets) { try readStock(&sums, at: stockMonth) }
      for form in [Form.packaging, .safety] where forms.contains(form) { try readMonthly(&sums, form, first, last) }
      if forms.contains(.villages) { try readMonthly(&sums, .villages, stockMonth, stockMonth) }
      return sums
    }
    if forms.contains(.figures), let stockMonth, let first = months.first, !areas.isEmpty {
      let flows = Set(indicators.filter { $0.form == .figures && $0.kind == .flow }.map(\.id))
      try FigureQuery(db: db, stockMonth: stockMonth, months: first...stockMonth, flows: flows).fill(&all)
    }
    return all
  }

  private func readStock(_ sums: inout AreaSums, at month: Month) throws {
    let id = sums.area.id
    guard
      let row = try Row.fetchOne(
        db.cachedStatement(
          sql: "SELECT * FROM outlet_stock WHERE area = ? AND month <= ? ORDER BY month DESC LIMIT 1"),
        arguments: [id, month.index])
    else { return }
    Self.apply(row, to: &sums)
    for row in try Row.fetchAll(
      db.cachedStatement(
        sql:
          "SELECT standard, outlets, met, units, expected FROM density_gap WHERE area = ? AND month = ? AND units > 0"),
      arguments: [id, row[1] as Int])
    {
      sums.gaps[Amount(micro: row[0])] = DensityGap(
        outlets: row[1], met: row[2], units: row[3], expected: row[4])
    }
  }

  /// Takes over a row of `outlet_stock`, without its gaps.
  static func apply(_ row: Row, to sums: inout AreaSums) {
    sums.take(OutletStocks.stock(row))
  }

  private func readMonthly(_ sums: inout AreaSums, _ form: Form, _ first: Month, _ last: Month) throws {
    let table = MonthlySums.table(of: form)!
    let id = sums.area.id
    let owed = try Int.fetchOne(
      db.cachedStatement(sql: "SELECT SUM(count) FROM owing WHERE area = ? AND form = ? AND first <= ?"),
      arguments: [id, form.rawValue, last.index])
    sums.expected[form] = owed ?? 0
    let measures = table.measureColumns
    let units = table.unitColumns
    let count = last.index - first.index + 1
    var unitsInAll = [Int](repeating: 0, count: units.count)
    var rows = 0
    for row in try Row.fetchAll(
      db.cachedStatement(sql: "SELECT * FROM \(table.table) WHERE area = ? AND month BETWEEN ? AND ?"),
      arguments: [id, first.index, last.index])
    {
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
