import PostalModel

extension PostalStore {
  /// What is true of the whole store.
  public func facts() throws -> StoreFacts { try read { db in try facts(db) } }

  func facts(_ db: Database) throws -> StoreFacts {
    let demonstration =
      try Bool.fetchOne(db.cachedStatement(sql: "SELECT 1 FROM meta WHERE key = 'demonstration'")) ?? false
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT CASE WHEN COUNT(CASE WHEN form <> 'areas' THEN 1 END) > 0 THEN MAX(at) END, COUNT(*),
            COUNT(CASE WHEN form NOT IN ('areas', 'tasks') THEN 1 END) > 0
          FROM import WHERE undone_at IS NULL AND form <> 'items'
          """))
    // Area by area, so that each is one step to the end of its months.
    let newest = try Int.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT MAX(MAX(
            IFNULL((SELECT MAX(month) FROM packaging_sum WHERE area = a.id), 0),
            IFNULL((SELECT MAX(month) FROM safety_sum WHERE area = a.id), 0),
            IFNULL((SELECT MAX(month) FROM village_sum WHERE area = a.id), 0),
            IFNULL((SELECT MAX(month) FROM figure WHERE live = 1), 0)))
          FROM area a WHERE a.parent IS NULL
          """))
    let at = row?[0] as String?
    return StoreFacts(
      isDemonstration: demonstration, dataAsOf: at.flatMap { Day($0.prefix(10)) },
      lastMonth: newest.flatMap { $0 > 0 ? Month(index: $0) : nil }, imports: row?[1] ?? 0,
      hasReturns: row?[2] ?? false,
      asOf: asOf)
  }

  /// A number that changes when another connection has written.
  public func version() throws -> Int {
    do { return try database.version() } catch { throw told(error) }
  }

  /// Has a change that another connection makes told from another thread.
  ///
  /// - Returns: false where only `version` tells of it, as with a file.
  @discardableResult
  public func onChange(_ tell: @escaping @Sendable () -> Void) -> Bool { database.onChange(tell) }

  /// The day of the last import in force of each form that came.
  public func arrivals() throws -> [Form: Day] {
    try read { db in
      let rows = try Row.fetchAll(
        db, sql: "SELECT form, MAX(at) FROM import WHERE undone_at IS NULL AND form <> 'items' GROUP BY form")
      return Dictionary(
        rows.compactMap { row in
          guard let form = Form(rawValue: row[0]), let day = Day((row[1] as String).prefix(10)) else { return nil }
          return (form, day)
        }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// The sums of areas over a period, in the order of the codes given; codes without an area are left out.
  ///
  /// - Parameter indicators: tell which 指标数据 add up over the months of the period; of any other the month that stands
  ///   for the period is taken.
  public func sums(of codes: [AreaCode], period: Period, today: Day, indicators: [Indicator] = []) throws
    -> [AreaSums]
  {
    try read { db in
      try SumsQuery(db: db, period: period, today: today, indicators: indicators).sums(
        of: codes.compactMap { try Self.area($0.number, db) })
    }
  }

  /// Everything a screen shows of one place.
  ///
  /// - Parameters:
  ///   - code: nil for the top, where each plan's area is a row judged by its own plan and nothing is added up.
  ///   - period: nil for the newest month with a return, else the last closed month.
  ///   - borrowed: the plan used as the measure in place of the areas' own.
  /// - Returns: nil where there is no such area.
  public func board(
    at code: AreaCode?, period: Period?, borrowing borrowed: String?, plans: PlanBook, indicators: [Indicator],
    today: Day
  ) throws -> Board? {
    try read { db in
      let facts = try self.facts(db)
      let period = period ?? Period(facts.lastMonth ?? Month(today).advanced(by: -1))
      let query = SumsQuery(db: db, period: period, today: today, indicators: indicators)
      func row(_ sums: AreaSums, _ chain: [AreaCode]) -> BoardRow {
        plans.row(
          sums, chain: chain, borrowing: borrowed, indicators: indicators, period: period, today: today,
          settings: settings)
      }
      guard let code else {
        let planned = try plans.plans.compactMap(\.area).compactMap { try Self.area($0.number, db) }
        // Areas an office made that no plan covers stand beside them.
        let covered = Set(try planned.flatMap { [$0.id] + (try Self.ancestors(of: $0, db)).map(\.id) })
        let others = try Row.fetchAll(
          db, sql: "SELECT \(Area.columns("a")) FROM area a WHERE a.parent IS NULL AND a.shipped = 0 ORDER BY a.id"
        ).map(Area.init).filter { !covered.contains($0.id) }
        let areas = planned + others
        let rows = try zip(areas, query.sums(of: areas)).map { area, sums in
          row(sums, [area.code] + (try Self.ancestors(of: area, db)).reversed().map(\.code))
        }
        var board = Board(
          period: period, today: today, area: nil, ancestors: [], own: nil, rows: rows, outlets: [], siblings: [],
          facts: facts)
        try addItems(to: &board, law: plans.law, db)
        return board
      }
      guard let area = try Self.area(code.number, db) else { return nil }
      let ancestors = try Self.ancestors(of: area, db)
      let chain = [area.code] + ancestors.reversed().map(\.code)
      let children = try Self.children(of: area.id, db)
      let all = try query.sums(of: [area] + children + ancestors)
      let parts = all.dropFirst().prefix(children.count)
      // The chain of an ancestor is what is left of the area's own from its place on.
      let ancestorRows = zip(all.dropFirst(1 + children.count), ancestors.indices).map { sums, place in
        row(sums, Array(chain.dropFirst(ancestors.count - place)))
      }
      var siblings: [Area] = []
      if plans.plans.contains(where: { $0.area == code }) {
        siblings = try plans.plans.compactMap(\.area).compactMap { try Self.area($0.number, db) }
      } else if let parent = area.parent {
        siblings = try Self.children(of: parent, db)
      }
      let own = row(all[0], chain)
      let rows = parts.map { row($0, [$0.area.code] + chain) }
      // Figures judged by a borrowed plan are not those that were signed.
      let signOff = try borrowed == nil ? signOffFacts(chain, [own] + rows, period, indicators, db) : nil
      var board = Board(
        period: period, today: today, area: area, ancestors: ancestors, ancestorRows: ancestorRows, own: own,
        rows: rows,
        outlets: try Self.outlets(in: area, openAt: period.stockMonth(today: today), db), siblings: siblings,
        facts: facts, signOff: signOff)
      try addItems(to: &board, law: plans.law, db)
      return board
    }
  }

  /// What is open in it besides its figures, and how its items stand in the loop.
  private func addItems(to board: inout Board, law: Plan?, _ db: Database) throws {
    let query = MatterQuery(db: db, day: board.itemDay, terms: RegisterTerms(law: law, settings: settings))
    if let area = board.area, area.level >= .county {
      board.matters = try query.listed(in: area)
    } else {
      board.matters = try query.grouped(by: board.rows.map(\.area))
    }
    board.states = try ItemQuery(db: db).states(below: board.area?.code, on: board.itemDay)
  }

  /// The judged figures of an area and everything below it down so many levels, in tree order.
  public func rows(
    below code: AreaCode, levels: Int, period: Period, borrowing borrowed: String?, plans: PlanBook,
    indicators: [Indicator], today: Day
  ) throws -> [(row: BoardRow, sums: AreaSums)] {
    let areas = try areas(below: code, levels: levels)
    return try read { db in
      let query = SumsQuery(db: db, period: period, today: today, indicators: indicators)
      var chains: [Int: [AreaCode]] = [:]
      return try zip(areas, query.sums(of: areas)).map { area, sums in
        let chain: [AreaCode]
        if let parent = area.parent, let above = chains[parent] {
          chain = [area.code] + above
        } else {
          chain = [area.code] + (try Self.ancestors(of: area, db)).reversed().map(\.code)
        }
        chains[area.id] = chain
        let row = plans.row(
          sums, chain: chain, borrowing: borrowed, indicators: indicators, period: period, today: today,
          settings: settings)
        return (row, sums)
      }
    }
  }

  /// One indicator month by month, up to and with `last`.
  public func trend(
    of code: AreaCode, indicator: Indicator, last: Month, months: Int, borrowing borrowed: String?, plans: PlanBook,
    today: Day
  ) throws -> Trend {
    try read { db in
      guard let area = try Self.area(code.number, db) else {
        return Trend(area: code, indicator: indicator.id, points: [])
      }
      let chain = [area.code] + (try Self.ancestors(of: area, db)).reversed().map(\.code)
      let lens = plans.lens(for: chain, on: last.lastDay, borrowing: borrowed)
      let range = last.advanced(by: 1 - max(1, months))...last
      let series = try SeriesQuery(db: db, months: range).series(of: [area], form: indicator.form, [indicator.id])[0]
      let points = zip(range, series)
        .map { month, sums in
          let reading = indicator.reading(
            of: sums, period: Period(month), lens: lens, today: today, settings: settings)
          return Trend.Point(month: month, ratio: reading.ratio, isPartial: reading.isPartial)
        }
      return Trend(area: code, indicator: indicator.id, points: points)
    }
  }

  // MARK: outlets

  private static let outletColumns = """
    o.outlet, o.name, o.type, o.area, o.brand, o.filing_no, o.filed_on, o.opened_on, o.closed_on, o.licence_until,
    i.id, \(SourcePlace.file("o")), \(SourcePlace.line("o")), i.hash, i.at
    """

  static func outlets(in area: Area, openAt month: Month?, _ db: Database) throws -> [Outlet] {
    let rows = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT \(outletColumns) FROM outlet o JOIN import i ON i.id = o.import
          WHERE o.area = ? AND o.live = 1 AND o.open_month <= ? ORDER BY o.type, o.outlet
          """),
      arguments: [area.id, month?.index ?? 0])
    return rows.map { outlet($0, area) }
  }

  private static func outlet(_ row: Row, _ area: Area) -> Outlet {
    func day(_ place: Int) -> Day? { (row[place] as Int?).map(Day.init(ordinal:)) }
    let entry = OutletEntry(
      id: row[0], name: row[1], type: OutletType(rawValue: row[2])!, area: AreaCode(number: row[3]), brand: row[4],
      filingNumber: row[5], filedOn: day(6), openedOn: day(7), closedOn: day(8), licenceUntil: day(9))
    return Outlet(
      entry: entry, area: area,
      origin: SourceRow(
        importID: row[10], file: row[11], line: row[12], hash: row[13], importedAt: row[14], area: area, month: nil))
  }

  /// An outlet of the register; nil where there is none of that number.
  public func outlet(_ id: String) throws -> Outlet? { try read { db in try Self.outlet(id, db) } }

  static func outlet(_ id: String, _ db: Database) throws -> Outlet? {
    guard
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT \(outletColumns) FROM outlet o JOIN import i ON i.id = o.import
          WHERE o.outlet = ? AND o.live = 1
          """, arguments: [id]),
      let area = try area(row[3], db)
    else { return nil }
    return outlet(row, area)
  }

  /// The outlets of an area and all below it, in the order of areas.
  public func outlets(below code: AreaCode) throws -> [Outlet] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          WITH RECURSIVE sub(id) AS (VALUES (?) UNION ALL SELECT a.id FROM sub JOIN area a ON a.parent = sub.id)
          SELECT \(Self.outletColumns) FROM sub JOIN outlet o ON o.area = sub.id AND o.live = 1
          JOIN import i ON i.id = o.import ORDER BY o.area, o.type, o.outlet
          """, arguments: [code.number]
      ).compactMap { row in try Self.area(row[3], db).map { Self.outlet(row, $0) } }
    }
  }
}
