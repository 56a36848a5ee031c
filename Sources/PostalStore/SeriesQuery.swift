import PostalModel

/// Reads the sums of several areas for each of a run of months, with one read of each table for all of them.
struct SeriesQuery {
  let db: Database
  let months: ClosedRange<Month>

  /// The sums that a form gives, by area in the order given and then by month.
  ///
  /// - Parameter indicators: of the form `figures`, which ones.
  func series(of areas: [Area], form: Form, _ indicators: [String]) throws -> [[AreaSums]] {
    var series = areas.map { area in months.map { AreaSums(area: area, stockMonth: $0) } }
    guard !areas.isEmpty else { return series }
    let places = Dictionary(uniqueKeysWithValues: areas.enumerated().map { ($0.element.id, $0.offset) })
    if form == .figures {
      try FigureQuery.fill(&series, areas: areas.map(\.id), indicators: indicators, months, db)
    } else if let table = MonthlySums.table(of: form) {
      try fillMonthly(&series, places, table)
      // Whether villages are there to be reached at all is told by the stock.
      if form == .villages { try fillStock(&series, places) }
    } else {
      try fillStock(&series, places)
    }
    return series
  }

  private static let among = "area IN \(JSONList.numbers("?1"))"

  private func fillMonthly(_ series: inout [[AreaSums]], _ places: [Int: Int], _ table: MonthlySums) throws {
    let list = JSONList.argument(places.keys)
    for place in series.indices {
      for at in series[place].indices { series[place][at].expected[table.form] = 0 }
    }
    for row in try Row.fetchAll(
      db.cachedStatement(sql: "SELECT area, first, count FROM owing WHERE \(Self.among) AND form = ?2"),
      arguments: [list, table.form.rawValue])
    {
      guard let place = places[row[0]] else { continue }
      for (at, month) in months.enumerated() where (row[1] as Int) <= month.index {
        series[place][at].expected[table.form, default: 0] += row[2] as Int
      }
    }
    let measures = table.measureColumns
    let cursor = try Row.fetchCursor(
      db.cachedStatement(
        sql: "SELECT * FROM \(table.table) WHERE \(Self.among) AND month BETWEEN ?2 AND ?3 AND sample = 0"),
      arguments: [list, months.lowerBound.index, months.upperBound.index])
    while let row = try cursor.next() {
      guard let place = places[row[0]] else { continue }
      let at = (row[1] as Int) - months.lowerBound.index
      for (column, name) in measures.enumerated() {
        if let value = row[3 + column] as Int? { series[place][at].measures[name] = value }
      }
      for (column, pair) in table.pairs.enumerated() {
        series[place][at].reported[pair.denominator] = row[3 + measures.count + column]
      }
      series[place][at].returned[table.form] = row[3 + measures.count + table.pairs.count]
    }
  }

  private func fillStock(_ series: inout [[AreaSums]], _ places: [Int: Int]) throws {
    let list = JSONList.argument(places.keys)
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT * FROM outlet_stock WHERE \(Self.among) AND month <= ?2 ORDER BY area, month"),
      arguments: [list, months.upperBound.index])
    guard !rows.isEmpty else { return }
    var gaps: [Int: [Int: [Amount: DensityGap]]] = [:]
    for row in try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT standard, month, outlets, met, units, expected, area FROM density_gap
          WHERE \(Self.among) AND month <= ?2 AND units > 0
          """), arguments: [list, months.upperBound.index])
    {
      gaps[row[6], default: [:]][row[1], default: [:]][Amount(micro: row[0])] = DensityGap(
        outlets: row[2], met: row[3], units: row[4], expected: row[5])
    }
    for (area, rows) in Dictionary(grouping: rows, by: { $0[0] as Int }) {
      guard let place = places[area] else { continue }
      var next = 0
      for (at, month) in months.enumerated() {
        while next < rows.count, (rows[next][1] as Int) <= month.index { next += 1 }
        guard next > 0 else { continue }
        SumsQuery.apply(rows[next - 1], to: &series[place][at])
        series[place][at].gaps = gaps[area]?[rows[next - 1][1]] ?? [:]
      }
    }
  }
}

extension PostalStore {
  /// Indicators of several areas over a run of periods: a fixed number of reads for all areas and months together; of
  /// quarters and years, which count who gave every month, as many as their boards take.
  ///
  /// - Returns: rows of what was sent (指标数据) are left out where there is neither a figure nor a target.
  public func series(_ request: SeriesRequest, plans: PlanBook, indicators: [Indicator], today: Day) throws
    -> SeriesBoard
  {
    let wanted = request.indicators.compactMap { id in indicators.first { $0.id == id } }
    let periods = request.periods
    return try read { db in
      // Two plans may be of one area.
      var seen: Set<AreaCode> = []
      let areas = try request.areas.filter { seen.insert($0).inserted }.compactMap { try Self.area($0.number, db) }
      var chains: [Int: [AreaCode]] = [:]
      let sums = try self.sums(of: areas, wanted, periods, today, db)
      var board = SeriesBoard(periods: periods, rows: [])
      for (place, area) in areas.enumerated() {
        let known = area.parent.flatMap { chains[$0] }
        let above = try known ?? Self.ancestors(of: area, db).reversed().map(\.code)
        if let parent = area.parent { chains[parent] = above }
        let lenses = periods.map {
          plans.lens(for: [area.code] + above, on: $0.lastDay, borrowing: request.plan)
        }
        for indicator in wanted {
          guard let cells = sums[indicator.form]?[place] else { continue }
          if indicator.form == .figures, cells.allSatisfy({ $0.figures[indicator.id] == nil }),
            zip(lenses, periods).allSatisfy({ $0.target(for: indicator, on: $1.lastDay) == nil })
          {
            continue
          }
          let figures = periods.indices.map { at in
            let reading = indicator.reading(
              of: cells[at], period: periods[at], lens: lenses[at], today: today, settings: settings)
            return Figure(
              reading: reading,
              judgement: indicator.judge(reading, lens: lenses[at], period: periods[at], settings: settings))
          }
          board.rows.append(SeriesBoard.Row(area: area, indicator: indicator.id, figures: figures))
        }
      }
      return board
    }
  }

  /// By form, area and period.
  private func sums(
    of areas: [Area], _ indicators: [Indicator], _ periods: [Period], _ today: Day, _ db: Database
  ) throws -> [Form: [[AreaSums]]] {
    guard let first = periods.first, let last = periods.last else { return [:] }
    var found: [Form: [[AreaSums]]] = [:]
    let forms = Set(indicators.map(\.form))
    guard first.length == 1 else {
      let columns = try periods.map {
        try SumsQuery(db: db, period: $0, today: today, indicators: indicators).sums(of: areas)
      }
      let rows = areas.indices.map { place in columns.map { $0[place] } }
      for form in forms { found[form] = rows }
      return found
    }
    for form in forms {
      var series = try SeriesQuery(db: db, months: first.first...last.first).series(
        of: areas, form: form, indicators.filter { $0.form == form }.map(\.id))
      // A month to come has no figures yet.
      for at in periods.indices where periods[at].stockMonth(today: today) == nil {
        for place in series.indices { series[place][at] = AreaSums(area: areas[place]) }
      }
      found[form] = series
    }
    return found
  }
}
