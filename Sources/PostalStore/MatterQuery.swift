import PostalModel

extension PostalStore {
  /// All that the register and inspections leave open in an area and all below it, one by one, as its list of open items
  /// has them on that day.
  public func matters(below code: AreaCode, on day: Day, terms: RegisterTerms) throws -> Matters {
    try read { db in
      guard let area = try Self.area(code.number, db) else { return .none }
      return try MatterQuery(db: db, day: day, terms: terms).listed(in: area, limit: .max)
    }
  }
}

/// What the register of outlets and the inspections leave open, inside a read. Each question goes by an index of what is
/// open alone, so that its cost does not follow the size of the register.
struct MatterQuery {
  let db: Database
  /// The day it is told on.
  let day: Day
  let terms: RegisterTerms

  /// As many of a kind as anyone reads a list for.
  static let limit = 200

  static let creation = """
    CREATE INDEX outlet_unfiled ON outlet (area) WHERE live = 1 AND type = 1 AND filing_no = '';
    CREATE INDEX outlet_licence ON outlet (area, licence_until) WHERE live = 1 AND licence_until IS NOT NULL;
    CREATE INDEX safety_open ON safety (area) WHERE live = 1 AND findings > 0 AND rectified_on IS NULL;
    """

  /// The same with all that a count needs, so that no row is looked up for it: what the condition of an index says has to
  /// be in it as well.
  static let covering = """
    DROP INDEX outlet_unfiled; DROP INDEX outlet_licence; DROP INDEX safety_open;
    CREATE INDEX outlet_unfiled ON outlet (area, opened_on, closed_on, import, live, type, filing_no)
      WHERE live = 1 AND type = 1 AND filing_no = '';
    CREATE INDEX outlet_licence ON outlet (area, licence_until, closed_on, import, live)
      WHERE live = 1 AND licence_until IS NOT NULL;
    CREATE INDEX safety_open ON safety (area, inspected_on, rectify_by, findings, import, live, rectified_on)
      WHERE live = 1 AND findings > 0 AND rectified_on IS NULL;
    """

  /// A kind: which rows `r` are open, and how several of them are one.
  private struct Source {
    var kind: ItemKind
    var from: String
    /// What the name is taken from, where it is not the row's own.
    var naming = ""
    var open: String
    var outlet: String
    var name: String
    var count = "COUNT(*)"
    var due: String
    var since: String
  }

  private static let stillOpen = "(r.closed_on IS NULL OR r.closed_on > :day)"

  private var sources: [Source] {
    [
      Source(
        kind: .unfiled, from: "outlet r INDEXED BY outlet_unfiled",
        open: """
          r.live = 1 AND r.type = 1 AND r.filing_no = '' AND (r.opened_on IS NULL OR r.opened_on + :filing < :day)
          AND \(Self.stillOpen)
          """, outlet: "r.outlet", name: "r.name", due: "MIN(r.opened_on) + :filing", since: "MIN(r.opened_on)"),
      Source(
        kind: .licence, from: "outlet r INDEXED BY outlet_licence",
        open: """
          r.live = 1 AND r.licence_until IS NOT NULL AND r.licence_until <= :day + :licence AND \(Self.stillOpen)
          """, outlet: "r.outlet", name: "r.name", due: "MIN(r.licence_until)", since: "MIN(r.licence_until)"),
      Source(
        kind: .rectification, from: "safety r INDEXED BY safety_open",
        naming: "LEFT JOIN outlet n ON n.outlet = r.outlet AND n.live = 1 AND r.outlet <> ''",
        open: "r.live = 1 AND r.findings > 0 AND r.rectified_on IS NULL AND r.inspected_on <= :day",
        outlet: "r.outlet", name: "IFNULL(n.name, '')", count: "SUM(r.findings)", due: "MIN(r.rectify_by)",
        since: "MIN(NULLIF(r.inspected_on, 0))"),
      Source(
        kind: .change, from: "outlet_change c CROSS JOIN outlet r ON r.outlet = c.outlet AND r.live = 1",
        open: "julianday(substr(i.at, 1, 10)) - 2440587.5 + :change < :day AND \(Self.stillOpen)", outlet: "r.outlet",
        name: "r.name", due: "CAST(MIN(julianday(substr(i.at, 1, 10)) - 2440587.5) AS INTEGER) + :change",
        since: "CAST(MIN(julianday(substr(i.at, 1, 10)) - 2440587.5) AS INTEGER)"),
    ]
  }

  private func arguments(_ source: Source, spans: String) -> StatementArguments {
    let all: StatementArguments = ["spans": spans, "day": day.ordinal]
    // Only what a statement names may be given to it.
    switch source.kind {
    case .unfiled: return all + ["filing": terms.filing]
    case .licence: return all + ["licence": terms.licence]
    case .change: return all + ["change": terms.change]
    default: return all
    }
  }

  /// The rows of a kind in the spans given, with their imports. Spans come first: what is open there alone is read.
  private func tables(_ source: Source) -> String {
    guard source.kind == .change else {
      return """
        \(AreaRanges.table) CROSS JOIN \(source.from) ON \(AreaRanges.holds("r.area"))
        CROSS JOIN import i ON i.id = r.import
        """
    }
    return """
      \(source.from) CROSS JOIN import i ON i.id = c.import CROSS JOIN \(AreaRanges.table) ON \(AreaRanges.holds("r.area"))
      """
  }

  // MARK: One by one

  /// Those of an area and of all below it, one by one, of each kind up to a limit: the longest overdue first, and
  /// after them what has been overdue for more than a year.
  func listed(in area: Area, limit: Int = Self.limit) throws -> Matters {
    var found = Matters()
    let spans = try AreaRanges(db).argument([area.code])
    for source in sources {
      let sql = """
        SELECT * FROM (
          SELECT \(source.outlet) AS outlet, MAX(\(source.name)), r.area AS area, \(source.count), \(source.due) AS due,
            \(source.since), MAX(i.at), COUNT(*) OVER (), SUM(\(source.count)) OVER ()
          FROM \(tables(source)) \(source.naming) WHERE \(source.open) GROUP BY r.area, \(source.outlet))
        ORDER BY due IS NOT NULL AND due + 365 < :day, due IS NULL, due, area, outlet LIMIT \(limit)
        """
      for row in try Row.fetchAll(
        db.cachedStatement(sql: sql), arguments: arguments(source, spans: spans))
      {
        (found.totals[source.kind], found.counts[source.kind]) = (row[7], row[8])
        guard let place = try PostalStore.area(row[2], db) else { continue }
        var matter = matter(source.kind, place, row)
        let outlet: String = row[0]
        matter.outlet = outlet.isEmpty ? nil : outlet
        matter.name = row[1]
        if source.kind == .rectification { matter.repeats = try repeats(at: row[2], outlet) }
        if source.kind == .licence { matter.takes = try outletsOn(outlet) }
        found.listed.append(matter)
      }
    }
    return found
  }

  private func matter(_ kind: ItemKind, _ area: Area, _ row: Row) -> Matters.Matter {
    Matters.Matter(
      kind: kind, area: area, count: row[3], due: (row[4] as Int?).map(Day.init(ordinal:)),
      since: (row[5] as Int?).map(Day.init(ordinal:)), evidenceOn: Day((row[6] as String).prefix(10)) ?? day)
  }

  /// Inspections with findings at a place in the twelve months before the last one, itself left out.
  private func repeats(at area: Int, _ outlet: String) throws -> Int {
    let last = Month(day).index
    let all =
      try Int.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT COUNT(*) FROM safety WHERE live = 1 AND area = ? AND month BETWEEN ? AND ? AND outlet = ?
              AND findings > 0
            """), arguments: [area, last - 12, last, outlet]) ?? 0
    return max(0, all - 1)
  }

  /// 依附的网点: terminal outlets of the same brand in the county, unless another licence of the brand there still holds.
  private func outletsOn(_ outlet: String) throws -> Int {
    try Int.fetchOne(
      db.cachedStatement(
        sql: """
          WITH own(brand, anchor, until) AS (SELECT o.brand, a.anchor, o.licence_until
            FROM outlet o JOIN area a ON a.id = o.area WHERE o.outlet = ?1 AND o.live = 1)
          SELECT CASE WHEN own.brand = '' OR EXISTS (
            SELECT 1 FROM area a CROSS JOIN outlet o INDEXED BY outlet_licence ON o.area = a.id AND o.live = 1
              AND o.licence_until > ?2
            WHERE a.anchor = own.anchor AND o.brand = own.brand AND o.outlet <> ?1 AND o.type <> 1
              AND (o.closed_on IS NULL OR o.closed_on > ?3)) THEN 0
          ELSE (SELECT COUNT(*) FROM area a JOIN outlet o ON o.area = a.id AND o.live = 1 WHERE a.anchor = own.anchor
            AND o.type = 1 AND o.brand = own.brand AND o.open_month <= ?4 AND (o.closed_on IS NULL OR o.closed_on > ?3))
          END FROM own
          """),
      arguments: [outlet, day.ordinal + terms.licence, day.ordinal, Month(day).index]) ?? 0
  }

  // MARK: By parts

  /// Those of all below, by the parts of an area above the counties, or by the areas given.
  func grouped(by parts: [Area]) throws -> Matters {
    var found = Matters()
    let spans = try AreaRanges(db).argument(parts.map(\.code))
    for source in sources {
      let sql = """
        SELECT '', '', \(AreaRanges.part) AS part, \(source.count), \(source.due), \(source.since), MAX(i.at)
        FROM \(tables(source)) WHERE \(source.open) GROUP BY part
        """
      var groups: [Int: Matters.Matter] = [:]
      for row in try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments(source, spans: spans)) {
        let part = parts[row[2]]
        groups[part.id] = matter(source.kind, part, row)
        groups[part.id]?.isGroup = true
      }
      found.listed += parts.compactMap { groups[$0.id] }
      found.totals[source.kind] = groups.isEmpty ? nil : groups.count
      found.counts[source.kind] = groups.isEmpty ? nil : groups.values.reduce(0) { $0 + $1.count }
    }
    return found
  }
}
