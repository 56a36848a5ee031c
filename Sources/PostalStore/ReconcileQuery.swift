import PostalModel

extension PostalStore {
  /// 核对: what 报送, 系统 and 抽查 say of packaging, in and below an area for some months, worst first. Where only one
  /// source speaks there is nothing to compare.
  ///
  /// A source that gives an area no row of its own is taken together from the areas inside it, except samples, which
  /// are of the area they were taken in. All brands are compared where one source gives them as a whole, or where the
  /// sources give different brands.
  public func sourceDifferences(below code: AreaCode, months: ClosedRange<Month>, indicators: [Indicator]) throws
    -> [SourceDifference]
  {
    let columns = Set(MonthlySums.packaging.measureColumns)
    let pairs = indicators.filter { indicator in
      indicator.form == .packaging && indicator.numerator.count == 1 && indicator.denominator.count == 1
        && columns.contains(indicator.numerator[0]) && columns.contains(indicator.denominator[0])
    }
    guard !pairs.isEmpty else { return [] }
    return try read { db in
      var tree = SourceTree(pairs: pairs.count)
      let measures = pairs.flatMap { ["r.\($0.numerator[0])", "r.\($0.denominator[0])"] }.joined(separator: ", ")
      let cursor = try Row.fetchCursor(
        db,
        sql: """
          WITH RECURSIVE sub(id) AS (VALUES (?1) UNION ALL SELECT a.id FROM sub JOIN area a ON a.parent = sub.id)
          SELECT r.area, r.month, r.brand, r.source, \(measures) FROM sub
          JOIN packaging r ON r.area = sub.id AND r.live = 1 AND r.month BETWEEN ?2 AND ?3
          """, arguments: [code.number, months.lowerBound.index, months.upperBound.index])
      while let row = try cursor.next() {
        let values = pairs.indices.map { place -> SourceDifference.Given? in
          guard let top = row[4 + 2 * place] as Int?, let bottom = row[5 + 2 * place] as Int? else { return nil }
          return .init(numerator: top, denominator: bottom)
        }
        tree.add(
          area: row[0], month: row[1], brand: row[2], source: ReturnSource(rawValue: row[3])!, values)
      }
      let areas = try tree.finish(top: code.number, db)
      var found: [SourceDifference] = []
      for (key, given) in tree.compared() {
        guard let area = areas[key.area] else { continue }
        let expected =
          try Int.fetchOne(
            db.cachedStatement(
              sql: "SELECT SUM(count) FROM owing WHERE area = ? AND form = 'packaging' AND first <= ?"),
            arguments: [key.area, key.month]) ?? 0
        let indicator = pairs[key.pair]
        found.append(
          SourceDifference(
            area: area, month: Month(index: key.month), brand: key.brand, indicator: indicator.id,
            scale: indicator.scale, given: given, expected: expected))
      }
      return found.sorted(by: SourceDifference.precedes)
    }
  }

  /// 报送与核验: the villages in and below an area that have a station by the register at the end of a period, or that
  /// an inspector has seen by then; nil where no month of the period has closed.
  public func stationChecks(below code: AreaCode, period: Period, today: Day) throws -> StationChecks? {
    guard let month = period.stockMonth(today: today) else { return nil }
    let end = min(month.lastDay, today)
    return try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          WITH RECURSIVE sub(id) AS (VALUES (?1) UNION ALL SELECT a.id FROM sub JOIN area a ON a.parent = sub.id),
          v AS (SELECT \(Area.columns("a")),
              EXISTS (SELECT 1 FROM outlet o WHERE o.area = a.id AND o.live = 1
                AND o.type = \(OutletType.villageStation.rawValue) AND o.open_month <= ?2
                AND (o.close_month IS NULL OR o.close_month > ?2)) AS reported,
              (SELECT MAX(r.verified_on) FROM village r WHERE r.area = a.id AND r.live = 1
                AND r.month BETWEEN 0 AND ?4 AND r.verified_on <= ?3) AS verified
            FROM sub JOIN area a ON a.id = sub.id
            WHERE a.kind = \(AreaKind.village.rawValue) AND a.used = 1)
          SELECT v.*, (SELECT r.verified_by FROM village r WHERE r.area = v.id AND r.live = 1
            AND r.verified_on = v.verified ORDER BY r.month DESC LIMIT 1) FROM v
          WHERE reported OR verified IS NOT NULL ORDER BY v.id
          """, arguments: [code.number, month.index, end.ordinal, Month(today).index])
      var parents: [Int: Area] = [:]
      return StationChecks(
        end: end, days: settings.verifiedDays,
        villages: try rows.map { row in
          let village = Area(row: row)
          if let above = village.parent, parents[above] == nil { parents[above] = try Self.area(above, db) }
          return StationCheck(
            village: village, parent: village.parent.flatMap { parents[$0] }, isReported: row[6],
            verifiedOn: (row[7] as Int?).map(Day.init(ordinal:)), verifiedBy: row[8] ?? "")
        })
    }
  }
}

/// The rows of packaging by area, month, source and brand, and what the areas inside an area come to.
private struct SourceTree {
  struct Place: Hashable {
    var area: Int
    var month: Int
  }

  struct Key: Hashable {
    var area: Int
    var month: Int
    var brand: String
    var pair: Int
  }

  typealias Given = SourceDifference.Given

  /// Of each pair a value, nil where a row leaves it blank.
  private typealias Brands = [String: [Given?]]

  let pairs: Int
  private var own: [Place: [ReturnSource: Brands]] = [:]
  /// What lies below, brand by brand.
  private var below: [Place: [ReturnSource: Brands]] = [:]

  init(pairs: Int) { self.pairs = pairs }

  mutating func add(area: Int, month: Int, brand: String, source: ReturnSource, _ values: [Given?]) {
    own[Place(area: area, month: month), default: [:]][source, default: [:]][brand] = values
  }

  /// Adds rows up into the areas above them that have rows of another source.
  ///
  /// - Returns: the areas that have rows.
  mutating func finish(top: Int, _ db: Database) throws -> [Int: Area] {
    var areas: [Int: Area] = [:]
    for id in Set(own.keys.map(\.area)) { areas[id] = try PostalStore.area(id, db) }
    var above: [Int: [Int]] = [:]
    for area in areas.values {
      above[area.id] =
        area.id == top
        ? [] : try PostalStore.ancestors(of: area, db).map(\.id).filter { areas[$0] != nil }
    }
    for (place, sources) in own {
      for upper in above[place.area] ?? [] {
        let target = Place(area: upper, month: place.month)
        guard let there = own[target] else { continue }
        for (source, brands) in sources where source != .sampled && there[source] == nil {
          let values = Self.values(brands, pairs: pairs)
          for (brand, given) in values {
            Self.merge(given, into: &below[target, default: [:]][source, default: [:]][brand])
          }
        }
      }
    }
    return areas
  }

  /// An area's rows brand by brand, with all brands under the empty one.
  private static func values(_ brands: Brands, pairs: Int) -> Brands {
    guard brands[""] == nil else { return brands }
    var all = [Given?](repeating: nil, count: pairs)
    for pair in 0..<pairs where brands.values.allSatisfy({ $0[pair] != nil }) {
      all[pair] = Given(
        numerator: brands.values.reduce(0) { $0 + $1[pair]!.numerator },
        denominator: brands.values.reduce(0) { $0 + $1[pair]!.denominator })
    }
    var full = brands
    full[""] = all
    return full
  }

  private static func merge(_ given: [Given?], into sum: inout [Given?]?) {
    guard let present = sum else {
      sum = given
      return
    }
    sum = zip(present, given).map { left, right in
      guard let left, let right else { return left ?? right }
      return Given(
        numerator: left.numerator + right.numerator, denominator: left.denominator + right.denominator,
        areas: left.areas + right.areas)
    }
  }

  /// What at least two sources give.
  func compared() -> [(Key, [ReturnSource: Given])] {
    var found: [(Key, [ReturnSource: Given])] = []
    for (place, sources) in own {
      var all: [ReturnSource: Brands] = [:]
      for source in ReturnSource.allCases {
        if let brands = sources[source] ?? below[place]?[source] { all[source] = brands }
      }
      guard all.count > 1 else { continue }
      // Only rows of the area itself are worth a comparison: its parts are compared in their own place.
      let named = all.mapValues { Set($0.keys.filter { !$0.isEmpty }) }
      for brand in named.values.reduce(into: Set<String>(), { $0.formUnion($1) }) {
        let given = all.compactMapValues { $0[brand] }
        append(place, brand, given, to: &found)
      }
      let hasWhole = sources.values.contains { $0[""] != nil }
      let counted = named.filter { $0.key != .sampled }
      guard hasWhole || Set(counted.values).count > 1 else { continue }
      let stated = counted.values.first ?? []
      append(
        place, "",
        all.compactMap { source, brands -> (ReturnSource, [Given?])? in
          // A sample of some brands says nothing of all.
          if source == .sampled, brands[""] == nil, named[source] != stated || counted.count > 1 { return nil }
          return Self.values(brands, pairs: pairs)[""].map { (source, $0) }
        }.reduce(into: [:]) { $0[$1.0] = $1.1 }, to: &found)
    }
    return found
  }

  private func append(
    _ place: Place, _ brand: String, _ given: [ReturnSource: [Given?]], to found: inout [(Key, [ReturnSource: Given])]
  ) {
    for pair in 0..<pairs {
      let values = given.compactMapValues { $0[pair] }
      if values.count > 1 {
        found.append((Key(area: place.area, month: place.month, brand: brand, pair: pair), values))
      }
    }
  }
}
