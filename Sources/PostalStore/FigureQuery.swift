import PostalModel

/// Reads 指标数据 of areas over a period out of `figure_sum`.
struct FigureQuery {
  let db: Database
  /// The month whose stocks stand for the period.
  let stockMonth: Month
  /// The months whose flows add up; `stockMonth` is the last.
  let months: ClosedRange<Month>
  /// Indicators whose figures add up over the months; the others take the stock month.
  let flows: Set<String>

  private struct Stored {
    var month: Int
    var own: Int
    var value: Amount?
    var numerator: Int?
    var denominator: Int?
    var areas: Int
    var expected: Int

    init(_ row: Row) {
      month = row[1]
      own = row[3]
      value = (row[4] as Int?).map(Amount.init(micro:))
      numerator = row[5]
      denominator = row[6]
      areas = row[7]
      expected = row[8]
    }

    /// The figure of the month: an own row stands before what the parts add up to.
    var sum: FigureSum {
      switch own {
      case 0:
        FigureSum(numerator: numerator, denominator: denominator, reported: areas, expected: expected)
      case 1: FigureSum(value: value)
      default: FigureSum(value: value, numerator: numerator, denominator: denominator)
      }
    }
  }

  private static let columns = "area, month, indicator, own, value, numerator, denominator, areas, expected"

  /// Fills the figures of the period, and of the same one a year earlier, with one query.
  func fill(_ all: inout [AreaSums]) throws {
    let isLong = months.count > 1
    let earlier = stockMonth.advanced(by: -12)
    let list = JSONList.argument(all.map(\.area.id))
    let among = "SELECT \(Self.columns) FROM figure_sum WHERE area IN \(JSONList.numbers("?1"))"
    let cursor: RowCursor
    if isLong, !flows.isEmpty {
      let first = months.lowerBound
      cursor = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            \(among) AND (month IN (?2, ?3) OR indicator IN (SELECT value FROM json_each(?4))
              AND (month BETWEEN ?5 AND ?2 OR month BETWEEN ?6 AND ?3))
            """),
        arguments: [
          list, stockMonth.index, earlier.index, JSONList.argument(flows.sorted()), first.index,
          first.advanced(by: -12).index,
        ])
    } else {
      cursor = try Row.fetchCursor(
        db.cachedStatement(sql: "\(among) AND month IN (?2, ?3)"), arguments: [list, stockMonth.index, earlier.index])
    }
    var found: [Int: [String: [Stored]]] = [:]
    while let row = try cursor.next() { found[row[0], default: [:]][row[2], default: []].append(Stored(row)) }
    for index in all.indices {
      let area = all[index].area.id
      for (indicator, rows) in found[area] ?? [:] {
        let adds = isLong && flows.contains(indicator)
        all[index].figures[indicator] = try figure(rows, area, indicator, adds: adds, back: 0)
        all[index].yearEarlier[indicator] = try figure(rows, area, indicator, adds: adds, back: 12)
      }
    }
  }

  private func figure(_ rows: [Stored], _ area: Int, _ indicator: String, adds: Bool, back: Int) throws -> FigureSum? {
    let last = stockMonth.index - back
    guard adds else { return rows.first { $0.month == last }?.sum }
    let span = rows.filter { ((months.lowerBound.index - back)...last).contains($0.month) }
    guard !span.isEmpty else { return nil }
    let whole = span.filter { $0.numerator != nil }
    // A month with a value alone cannot be added to the others.
    if whole.count < span.count { return FigureSum() }
    var sum = FigureSum(
      numerator: whole.reduce(0) { $0 + $1.numerator! }, denominator: whole.reduce(0) { $0 + $1.denominator! },
      reported: whole.map(\.areas).min()!, expected: whole.map(\.expected).max()!)
    if whole.count < months.count || sum.reported < sum.expected {
      sum.reported = try areasOfEveryMonth(area, indicator, first: months.lowerBound.index - back, last: last)
      sum.expected = max(sum.expected, sum.reported)
    }
    return sum
  }

  /// Of the areas in or below one, how many gave parts for every month; asked only where some are missing.
  private func areasOfEveryMonth(_ area: Int, _ indicator: String, first: Int, last: Int) throws -> Int {
    try Int.fetchOne(
      db.cachedStatement(
        sql: """
          WITH RECURSIVE sub(id) AS (VALUES (?1) UNION ALL SELECT a.id FROM sub JOIN area a ON a.parent = sub.id)
          SELECT COUNT(*) FROM (SELECT f.area FROM sub JOIN figure f ON f.area = sub.id AND f.indicator = ?2
            AND f.month BETWEEN ?3 AND ?4 AND f.live = 1 AND f.numerator IS NOT NULL
            GROUP BY f.area HAVING COUNT(*) = ?4 - ?3 + 1)
          """), arguments: [area, indicator, first, last]) ?? 0
  }

  /// Fills indicators of several areas month by month, with one query.
  ///
  /// - Parameters:
  ///   - series: one list of months for each area.
  static func fill(
    _ series: inout [[AreaSums]], areas: [Int], indicators: [String], _ months: ClosedRange<Month>, _ db: Database
  ) throws {
    let places = Dictionary(uniqueKeysWithValues: areas.enumerated().map { ($0.element, $0.offset) })
    let first = months.lowerBound
    let cursor = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT \(columns) FROM figure_sum WHERE area IN \(JSONList.numbers("?1"))
          AND month BETWEEN ?2 AND ?3 AND indicator IN (SELECT value FROM json_each(?4))
          """),
      arguments: [JSONList.argument(areas), first.index, months.upperBound.index, JSONList.argument(indicators)])
    while let row = try cursor.next() {
      guard let place = places[row[0]] else { continue }
      series[place][(row[1] as Int) - first.index].figures[row[2]] = Stored(row).sum
    }
  }
}
