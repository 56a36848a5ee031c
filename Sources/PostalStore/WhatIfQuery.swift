import PostalModel

extension PostalStore {
  /// What a what-if in an area starts from; nil where there is no such area. It is read and nothing else.
  ///
  /// - Parameter withStocks: outlets or people are to be changed, for which all areas below are needed.
  public func whatIfGround(
    of code: AreaCode, period: Period, withStocks: Bool, indicators: [Indicator], today: Day
  ) throws -> WhatIfGround? {
    try read { db in
      guard let area = try Self.area(code.number, db) else { return nil }
      let above = try Self.ancestors(of: area, db)
      let parts = try Self.children(of: area.id, db)
      let query = SumsQuery(db: db, period: period, today: today, indicators: indicators)
      let sums = try query.sums(of: [area] + parts + above)
      var ground = WhatIfGround(
        period: period, scope: sums[0], parts: Array(sums.dropFirst().prefix(parts.count)),
        above: Array(sums.dropFirst(1 + parts.count)))
      if withStocks, let month = period.stockMonth(today: today) {
        ground.standards = OutletStocks(db).standards
        ground.nodes = try Self.nodes(area, above: above, at: month, db)
      }
      return ground
    }
  }

  /// The stocks of an area, of all below it, of those above and of the parts of those.
  private static func nodes(_ area: Area, above: [Area], at month: Month, _ db: Database) throws
    -> [Int: WhatIfGround.Node]
  {
    let upper = above.map { String($0.id) }.joined(separator: ", ")
    let tree = """
      WITH RECURSIVE sub(id) AS (
        VALUES (\(area.id)) UNION ALL SELECT a.id FROM sub JOIN area a ON a.parent = sub.id AND a.used = 1),
      node(id) AS (SELECT id FROM sub UNION SELECT id FROM area
        WHERE id IN (\(upper)) OR parent IN (\(upper)) AND used = 1)
      """
    let last = "(SELECT MAX(l.month) FROM outlet_stock l WHERE l.area = node.id AND l.month <= \(month.index))"
    var stocks: [Int: OutletStock] = [:]
    for row in try Row.fetchAll(
      db, sql: "\(tree) SELECT s.* FROM node JOIN outlet_stock s ON s.area = node.id AND s.month = \(last)")
    {
      stocks[row[0]] = OutletStocks.stock(row)
    }
    for row in try Row.fetchAll(
      db,
      sql: """
        \(tree) SELECT g.area, g.standard, g.outlets, g.met, g.units, g.expected
        FROM node JOIN density_gap g ON g.area = node.id AND g.month = \(last) AND g.units > 0
        """)
    {
      stocks[row[0]]?.gaps[Amount(micro: row[1])] = DensityGap(
        outlets: row[2], met: row[3], units: row[4], expected: row[5])
    }
    let rows = try Row.fetchAll(
      db,
      sql: """
        \(tree) SELECT a.id, a.parent, a.kind, a.covered, a.id IN (SELECT id FROM sub) OR a.id IN (\(upper)),
          (SELECT e.urban_residents FROM area_entry e WHERE e.area = a.id AND e.live = 1
            AND e.urban_residents IS NOT NULL AND e.year <= \(month.index) / 12 ORDER BY e.year DESC LIMIT 1), a.name
        FROM node JOIN area a ON a.id = node.id ORDER BY a.id
        """)
    var parts: [Int: [Int]] = [:]
    for row in rows { if let parent = row[1] as Int? { parts[parent, default: []].append(row[0]) } }
    var nodes: [Int: WhatIfGround.Node] = [:]
    for row in rows {
      let id: Int = row[0]
      guard let stock = stocks[id] else { continue }
      var node = WhatIfGround.Node(name: row[6], parent: row[1], stock: stock, own: nil, parts: parts[id] ?? [])
      if row[4] as Bool {
        // What the parts do not give, the area itself does.
        var own = OutletStock.Own(
          kind: AreaKind(rawValue: row[2]) ?? .region, urbanResidents: row[5], isCovered: row[3],
          openByType: stock.openByType, unfiled: stock.unfiled, expired: stock.expired)
        for part in node.parts {
          guard let below = stocks[part] else { continue }
          own.openByType.merge(below.openByType) { $0 - $1 }
          own.unfiled -= below.unfiled
          own.expired -= below.expired
        }
        own.openByType = own.openByType.filter { $0.value > 0 }
        node.own = own
      }
      nodes[id] = node
    }
    return nodes
  }
}
