import PostalModel

extension PostalStore {
  /// The figures of a form by brand, of an area and of its parts, judged by the plan in use there.
  ///
  /// - Parameter form: one of `BrandBoard.forms`.
  /// - Returns: nil where there is no such area.
  public func brands(
    at code: AreaCode, form: Form, period: Period, borrowing borrowed: String?, plans: PlanBook,
    indicators: [Indicator], today: Day
  ) throws -> BrandBoard? {
    try read { db in
      guard let area = try Self.area(code.number, db) else { return nil }
      let chain = [area.code] + (try Self.ancestors(of: area, db)).reversed().map(\.code)
      let parts = try Self.children(of: area.id, db)
      let chosen = indicators.filter { $0.form == form && (form != .outlets || $0.id == Indicator.density) }
      let sums = try SumsQuery(db: db, period: period, today: today, indicators: chosen).sums(of: [area] + parts)
      let query = BrandQuery(db: db, form: form, period: period, today: today)
      func row(_ share: BrandQuery.Share, _ base: AreaSums, _ chain: [AreaCode]) -> BrandBoard.Row {
        let judged = plans.row(
          share.sums(from: base), chain: chain, borrowing: borrowed, indicators: chosen, period: period, today: today,
          settings: settings)
        var figures = judged.figures
        if form == .outlets {
          // Village stations of no brand are no brand without outlets.
          if share.counts[BrandBoard.Count.terminal.rawValue] == 0 { figures = [:] }
          // How many outlets there are to be is said of all brands together.
          for (id, figure) in figures {
            let status: Status? = figure.reading.ratio == nil ? nil : .noTarget
            figures[id]?.judgement = Judgement(status: status, applied: nil)
          }
        }
        return BrandBoard.Row(brand: share.brand, area: base.area, figures: figures, counts: share.counts)
      }
      let (shares, reported) = try query.shares(in: area)
      let bases = Dictionary(uniqueKeysWithValues: sums.map { ($0.area.id, $0) })
      return BrandBoard(
        form: form, area: area, period: period,
        brands: BrandQuery.united(shares, reported: reported).map { row($0, sums[0], chain) },
        parts: shares.compactMap { share in
          guard share.part != area.id, let base = bases[share.part] else { return nil }
          return row(share, base, [base.area.code] + chain)
        })
    }
  }
}

/// Adds up stored rows by brand: with the same terms as the roll-ups, which know no brands.
struct BrandQuery {
  let db: Database
  let form: Form
  let period: Period
  let today: Day

  /// What a brand gives in a part; `part` is the area itself for rows of the area as a whole.
  struct Share {
    var part: Int
    /// Terminal outlets that the density of the area counts; that of the part counts those in `measures`.
    var urbanInWhole = 0
    var brand: String
    var measures: [String: Int] = [:]
    var sample: [String: Int] = [:]
    var counts: [String: Int] = [:]
    /// By denominator: units whose rows name brands, in every month of the period.
    var reported: [String: Int] = [:]
    var usesSystem = false

    /// The sums of an area with those of the brand in place of all.
    func sums(from base: AreaSums) -> AreaSums {
      var sums = base
      sums.gaps = [:]
      sums.sample = sample
      sums.usesSystem = usesSystem
      let names = MonthlySums.all.flatMap(\.pairs).flatMap { [$0.numerator, $0.denominator] }
      for name in names { sums.measures[name] = measures[name] }
      // Where no register came, what outlets there are is not known.
      if base.measures[Self.urban] != nil { sums.measures[Self.urban] = measures[Self.urban] }
      for name in base.reported.keys { sums.reported[name] = reported[name] ?? 0 }
      return sums
    }

    static let urban = "terminal_outlets_urban"
  }

  /// The areas in and below one, each with the part it lies in.
  private static let subtree = """
    WITH RECURSIVE sub(id, part) AS (SELECT :area, :area
      UNION ALL SELECT a.id, CASE WHEN sub.id = :area THEN a.id ELSE sub.part END
      FROM sub JOIN area a ON a.parent = sub.id)
    """

  /// By part in the order of codes, then by brand; and what of the whole area is reported by brand.
  func shares(in area: Area) throws -> (shares: [Share], reported: [String: Int]) {
    guard let last = period.stockMonth(today: today) else { return ([], [:]) }
    if form == .outlets { return (try outlets(in: area, at: last), [:]) }
    let months = period.flowMonths(today: today)
    guard let table = MonthlySums.table(of: form), let first = months.first, let last = months.last else {
      return ([], [:])
    }
    return try monthly(in: area, table, first, last)
  }

  /// Of each brand what all parts give together.
  static func united(_ shares: [Share], reported: [String: Int]) -> [Share] {
    var all: [String: Share] = [:]
    for var share in shares {
      share.reported = reported
      if share.measures[Share.urban] != nil {
        share.measures[Share.urban] = share.urbanInWhole
        share.counts[BrandBoard.Count.urban.rawValue] = share.urbanInWhole
      }
      guard var sum = all[share.brand] else {
        all[share.brand] = share
        continue
      }
      sum.measures.merge(share.measures, uniquingKeysWith: +)
      sum.sample.merge(share.sample, uniquingKeysWith: +)
      sum.counts.merge(share.counts, uniquingKeysWith: +)
      sum.usesSystem = sum.usesSystem || share.usesSystem
      all[share.brand] = sum
    }
    return all.values.sorted { $0.brand < $1.brand }
  }

  private func outlets(in area: Area, at month: Month) throws -> [Share] {
    let (village, terminal) = (AreaKind.village.rawValue, OutletType.terminal.rawValue)
    // Density counts the outlets in and below areas that have an urban population of their own (see OutletStock).
    let isUrban = """
      EXISTS (SELECT 1 FROM area_entry e WHERE e.area = a.id AND e.live = 1 AND e.urban_residents IS NOT NULL
        AND e.year <= :month / 12)
      """
    let rows = try Row.fetchAll(
      db,
      sql: """
        WITH RECURSIVE sub(id, part, whole, own) AS (
          SELECT a.id, a.id, \(isUrban), FALSE FROM area a WHERE a.id = :area
          UNION ALL SELECT a.id, CASE WHEN sub.id = :area THEN a.id ELSE sub.part END,
            sub.whole OR \(isUrban), sub.own OR \(isUrban)
          FROM sub JOIN area a ON a.parent = sub.id)
        SELECT sub.part, o.brand, COUNT(*), COUNT(CASE WHEN o.type = \(terminal) THEN 1 END),
          COUNT(CASE WHEN sub.own AND o.type = \(terminal) AND a.kind <> \(village) THEN 1 END),
          COUNT(CASE WHEN o.type = \(terminal) AND o.filing_no = '' THEN 1 END),
          COUNT(CASE WHEN sub.whole AND o.type = \(terminal) AND a.kind <> \(village) THEN 1 END)
        FROM sub JOIN outlet o ON o.area = sub.id AND o.live = 1 AND o.open_month <= :month
          AND (o.close_month IS NULL OR o.close_month > :month)
        JOIN area a ON a.id = o.area GROUP BY sub.part, o.brand ORDER BY sub.part, o.brand
        """, arguments: ["area": area.id, "month": month.index])
    return rows.map { row in
      var share = Share(part: row[0], brand: row[1])
      share.measures[Share.urban] = row[4]
      share.urbanInWhole = row[6]
      share.counts = [
        BrandBoard.Count.outlets.rawValue: row[2], BrandBoard.Count.terminal.rawValue: row[3],
        BrandBoard.Count.urban.rawValue: row[4], BrandBoard.Count.unfiled.rawValue: row[5],
      ]
      return share
    }
  }

  private func monthly(in area: Area, _ table: MonthlySums, _ first: Month, _ last: Month) throws -> (
    shares: [Share], reported: [String: Int]
  ) {
    let arguments: StatementArguments = ["area": area.id, "first": first.index, "last": last.index]
    let brand =
      form == .safety
      ? "IFNULL((SELECT w.brand FROM outlet w WHERE w.outlet = r.outlet AND w.live = 1), '')" : "r.brand"
    let rows = """
      \(Self.subtree),
      r AS MATERIALIZED (SELECT r.*, sub.part AS part, CAST(\(table.sampleTerm) AS INT) AS is_sample, \(brand) AS of_brand
        FROM sub JOIN \(table.form.table) r ON r.area = sub.id AND r.live = 1
        AND r.month BETWEEN :first AND :last)
      """
    var all: [Share] = []
    func sum(_ pair: MonthlySums.Pair, _ term: String, sample: Bool) -> String {
      "SUM(CASE WHEN is_sample = \(sample ? 1 : 0) AND \(pair.isWhole) AND (\(pair.standsTerm)) THEN \(term) END)"
    }
    var terms = table.pairs.flatMap { pair in
      [false, true].flatMap {
        [sum(pair, pair.numeratorTerm, sample: $0), sum(pair, pair.denominatorTerm, sample: $0)]
      }
    }
    terms.append("COUNT(*)")
    terms.append(form == .safety ? "SUM(r.findings)" : "NULL")
    terms.append(form == .packaging ? "MAX(CAST(r.source = \(ReturnSource.system.rawValue) AS INT))" : "0")
    for row in try Row.fetchAll(
      db,
      sql: """
        \(rows) SELECT r.part, r.of_brand, \(terms.joined(separator: ", "))
        FROM r GROUP BY r.part, r.of_brand ORDER BY r.part, r.of_brand
        """, arguments: arguments)
    {
      var share = Share(part: row[0], brand: row[1])
      for (place, pair) in table.pairs.enumerated() {
        let at = 2 + place * 4
        share.measures[pair.numerator] = row[at]
        share.measures[pair.denominator] = row[at + 1]
        share.sample[pair.numerator] = row[at + 2]
        share.sample[pair.denominator] = row[at + 3]
      }
      let rest = 2 + table.pairs.count * 4
      if form == .safety {
        share.counts[BrandBoard.Count.visits.rawValue] = row[rest]
        share.counts[BrandBoard.Count.findings.rawValue] = row[rest + 1]
      }
      share.usesSystem = (row[rest + 2] as Int) == 1
      all.append(share)
    }
    let units = try unitsNamingBrands(rows, arguments, table, months: last.index - first.index + 1)
    for place in all.indices { all[place].reported = units[all[place].part] ?? [:] }
    return (all, units.values.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) })
  }

  /// By part: how many units gave each pair in every month of the period with a brand on every row that stands.
  ///
  /// A brand that such a unit does not name is not there, so what a brand has is whole where all units name theirs.
  private func unitsNamingBrands(
    _ rows: String, _ arguments: StatementArguments, _ table: MonthlySums, months: Int
  ) throws -> [Int: [String: Int]] {
    let named = table.pairs.map { pair in
      "MIN(CASE WHEN \(pair.standsTerm) THEN CAST(r.of_brand <> '' AND (\(pair.givenTerm ?? pair.isWhole)) AS INT) END) AS "
        + "named_\(pair.denominator)"
    }
    let every = table.pairs.map {
      "CASE WHEN SUM(m.named_\($0.denominator)) = \(months) THEN 1 ELSE 0 END AS all_\($0.denominator)"
    }
    let count = table.pairs.map { "SUM(u.all_\($0.denominator) * u.weight)" }
    var found: [Int: [String: Int]] = [:]
    for row in try Row.fetchAll(
      db,
      sql: """
        \(rows), m AS (SELECT r.part, r.area, r.month, \(named.joined(separator: ", ")) FROM r WHERE r.is_sample = 0
          GROUP BY r.part, r.area, r.month),
        u AS (SELECT m.part, m.area, \(table.weightTerm(area: "m.area", month: ":last", isWhole: "TRUE")) AS weight,
          \(every.joined(separator: ", ")) FROM m JOIN area x ON x.id = m.area
          LEFT JOIN form_level f ON f.anchor = x.anchor AND f.form = '\(form.rawValue)' GROUP BY m.part, m.area, x.level, f.level)
        SELECT u.part, \(count.joined(separator: ", ")) FROM u GROUP BY u.part
        """, arguments: arguments)
    {
      for (place, pair) in table.pairs.enumerated() {
        found[row[0], default: [:]][pair.denominator] = row[1 + place] as Int? ?? 0
      }
    }
    return found
  }
}
