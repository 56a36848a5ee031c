import PostalModel

extension PostalStore {
  /// What a figure was made of: the stored rows, the parts that make its gap, and its state at a past deadline.
  ///
  /// - Parameter limit: rows at most; `Evidence.total` counts them all.
  public func evidence(
    for code: AreaCode, indicator: Indicator, period: Period, borrowing borrowed: String?, plans: PlanBook, today: Day,
    limit: Int = 200
  ) throws -> Evidence {
    try read { db in
      var evidence = Evidence(area: code, indicator: indicator.id, period: period, rows: [], total: 0)
      guard let area = try Self.area(code.number, db) else { return evidence }
      let chain = [area.code] + (try Self.ancestors(of: area, db)).reversed().map(\.code)
      let lens = plans.lens(for: chain, on: period.lastDay, borrowing: borrowed)
      let months = period.flowMonths(today: today)
      guard let stock = period.stockMonth(today: today), let first = months.first else { return evidence }
      let (select, arguments) = Self.rowsSelect(
        indicator, area: area.id, first: indicator.kind == .flow ? first : stock, last: stock, lens: lens)
      evidence.total =
        try Int.fetchOne(db, sql: "\(Self.subtree) SELECT COUNT(*) FROM (\(select))", arguments: arguments) ?? 0
      evidence.rows = try Row.fetchAll(
        db,
        sql: """
          \(Self.subtree)
          SELECT \(Self.sourceColumns), x.numerator, x.denominator
          FROM (\(select)) x JOIN import i ON i.id = x.import
          ORDER BY x.rank, x.denominator - x.numerator DESC, x.area, x.line LIMIT \(limit)
          """, arguments: arguments
      ).compactMap { row -> SourceRow? in try Self.sourceRow(row, db, numerator: row[9], denominator: row[10]) }
      let query = SumsQuery(db: db, period: period, today: today, indicators: [indicator])
      var parts: [(area: Area, figure: Figure)] = []
      for sums in try query.sums(of: Self.children(of: area.id, db)) {
        let part = plans.row(
          sums, chain: [sums.area.code] + chain, borrowing: borrowed, indicators: [indicator], period: period,
          today: today, settings: settings)
        guard let figure = part.figures[indicator.id] else { continue }
        parts.append((sums.area, figure))
        let need: Int
        switch figure.judgement.need {
        case .units(let units): need = units
        default: need = figure.reading.gap?.outlets ?? 0
        }
        if need > 0 { evidence.contributors.append(.init(area: sums.area, need: need)) }
      }
      evidence.contributors.sort { ($1.need, $0.area.code.number) < ($0.need, $1.area.code.number) }
      if let sums = try query.sums(of: [area]).first,
        let whole = plans.row(
          sums, chain: chain, borrowing: borrowed, indicators: [indicator], period: period, today: today,
          settings: settings
        ).figures[indicator.id]
      {
        evidence.smallestSet = SmallestSet(of: whole, parts: parts, indicator: indicator)
      }
      if let deadline = lens.target(for: indicator, on: period.lastDay)?.target.deadline, deadline < period.lastDay {
        let then = Period(Month(deadline))
        let sums = try SumsQuery(db: db, period: then, today: today, indicators: [indicator]).sums(of: [area])[0]
        evidence.atDeadline =
          plans.row(
            sums, chain: chain, borrowing: borrowed, indicators: [indicator], period: then, today: today,
            settings: settings
          ).figures[indicator.id]?.verdict
      }
      return evidence
    }
  }

  /// Of a row under `x` and its import under `i`: what `sourceRow` takes.
  static let sourceColumns = """
    i.id, \(SourcePlace.file("x")), \(SourcePlace.line("x")), i.hash, i.at, x.area, x.month, x.label, x.line
    """

  static func sourceRow(
    _ row: Row, _ db: Database, numerator: Int? = nil, denominator: Int? = nil, isLive: Bool = true
  ) throws -> SourceRow? {
    // Rows of tasks are of no area.
    guard let area = try (row[5] as Int?).map({ try Self.area($0, db) }) ?? Area.none else { return nil }
    return SourceRow(
      importID: row[0], file: row[1], line: row[2], hash: row[3], importedAt: row[4], area: area,
      month: (row[6] as Int?).map(Month.init(index:)), label: row[7], numerator: numerator, denominator: denominator,
      place: row[8], isLive: isLive)
  }

  static let subtree = """
    WITH RECURSIVE sub(id) AS (VALUES (:area) UNION ALL SELECT a.id FROM sub JOIN area a ON a.parent = sub.id)
    """

  private static let noRows = """
    SELECT 0 AS import, 0 AS line, 0 AS area, 0 AS month, '' AS label, 0 AS numerator, 0 AS denominator, 0 AS rank
    WHERE :first > :last
    """

  /// 来源 and brand of a packaging row `r`.
  static let sourceLabel: String = {
    let words = ReturnSource.allCases.map { "WHEN \($0.rawValue) THEN '\($0.zh)'" }.joined(separator: " ")
    return "CASE r.source \(words) END || CASE WHEN r.brand = '' THEN '' ELSE ' ' || r.brand END"
  }()

  /// A select of import, line, area, month, label, numerator, denominator and rank over `sub`.
  static func rowsSelect(_ indicator: Indicator, area: Int, first: Month, last: Month, lens: Lens) -> (
    String, StatementArguments
  ) {
    let arguments: StatementArguments = ["area": area, "first": first.index, "last": last.index]
    switch indicator.form {
    case .packaging, .safety, .villages:
      let table = MonthlySums.table(of: indicator.form)!
      var name = indicator.denominator.first ?? ""
      if indicator.id == Indicator.stationStandard {
        name = "stations_\((lens.stationStandard ?? .five).rawValue)_known"
      }
      guard let place = table.pairs.firstIndex(where: { $0.denominator == name }) else {
        return (noRows, arguments)
      }
      let pair = table.pairs[place]
      let label: String
      switch indicator.form {
      case .packaging: label = sourceLabel
      case .safety: label = "r.outlet"
      default: label = "''"
      }
      return (
        """
        SELECT r.import, r.line, r.area, r.month, \(label) AS label, \(pair.numeratorTerm) AS numerator,
          \(pair.denominatorTerm) AS denominator, 0 AS rank
        FROM (SELECT r.*\(table.derived.map { ", \($0.term) AS \($0.name)" }.joined())
          FROM sub JOIN \(indicator.form.table) r ON r.area = sub.id AND r.live = 1
            AND r.month BETWEEN :first AND :last) r
        WHERE (\(pair.standsTerm)) AND (\(pair.denominatorTerm)) IS NOT NULL
        """, arguments
      )
    case .figures:
      var all = arguments
      all += ["indicator": indicator.id]
      // An own row is the figure of its month; values alone give nothing to the areas above, nor to longer periods.
      let feeds =
        first == last
        ? "r.area = :area OR NOT EXISTS (SELECT 1 FROM figure w WHERE w.area = :area AND w.month = r.month "
          + "AND w.indicator = r.indicator AND w.live = 1) AND r.numerator IS NOT NULL"
        : "r.numerator IS NOT NULL"
      return (
        """
        SELECT r.import, r.line, r.area, r.month,
          CASE WHEN r.value IS NULL THEN '' ELSE
            CASE WHEN r.value < 0 THEN '-' ELSE '' END || rtrim(rtrim(CAST(ABS(r.value) / 1000000 AS TEXT) || '.'
              || substr(CAST(1000000 + ABS(r.value) % 1000000 AS TEXT), 2), '0'), '.') END AS label,
          r.numerator, r.denominator, 0 AS rank
        FROM sub JOIN figure r ON r.area = sub.id AND r.live = 1 AND r.indicator = :indicator
          AND r.month BETWEEN :first AND :last
        WHERE \(feeds)
        """, all
      )
    case .tasks, .items: return (noRows, arguments)
    case .outlets, .areas:
      let isStation = indicator.id == Indicator.villageStation
      let type = isStation ? OutletType.villageStation : .terminal
      let village = AreaKind.village.rawValue
      let population = """
        SELECT e.import, e.line, e.area, NULL AS month, e.name || ' ' || CASE e.year WHEN 0 THEN '' ELSE CAST(e.year AS TEXT) END AS label,
          NULL AS numerator, e.urban_residents AS denominator, 0 AS rank
        FROM sub JOIN area_entry e ON e.area = sub.id AND e.live = 1
          AND e.urban_residents IS NOT NULL AND :first = :first
          AND e.year = (SELECT MAX(y.year) FROM area_entry y WHERE y.area = e.area AND y.live = 1
            AND y.urban_residents IS NOT NULL AND y.year <= :last / 12)
        UNION ALL
        """
      return (
        """
        \(isStation ? "" : population)
        SELECT o.import, o.line, o.area, NULL AS month, o.outlet || ' ' || o.name AS label, 1 AS numerator,
          NULL AS denominator, 1 AS rank
        FROM sub JOIN outlet o ON o.area = sub.id AND o.live = 1 AND o.type = \(type.rawValue)
          AND o.open_month <= :last AND (o.close_month IS NULL OR o.close_month > :last) AND :first = :first
        JOIN area a ON a.id = o.area AND a.kind \(isStation ? "=" : "<>") \(village)
        """, arguments
      )
    }
  }
}
