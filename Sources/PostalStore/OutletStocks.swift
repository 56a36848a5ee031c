import GRDB
import PostalModel

/// The roll-up of registers and populations: for each area the months at which its stock changes, and the stock from
/// then on.
struct OutletStocks {
  let db: Database
  /// The least densities gaps are kept for.
  let standards: [Amount]

  init(_ db: Database) {
    self.db = db
    let text = (try? String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'standards'")) ?? ""
    standards = text.split(separator: ",").compactMap { Int($0) }.map { Amount(micro: $0) }
  }

  /// The month before all months: what holds always.
  static let always = 0

  /// Marks the areas that lie in the register of an import that has just come: nothing else is covered by it or less
  /// than before, so that a country's other areas are not looked at.
  func addCoverage(of id: Int) throws {
    try db.execute(
      sql: """
        WITH RECURSIVE sub(id) AS (
          SELECT area FROM coverage WHERE import = ?
          UNION
          SELECT a.id FROM sub JOIN area a ON a.parent = sub.id)
        UPDATE area SET covered = 1 WHERE id IN (SELECT id FROM sub) AND covered = 0
        """, arguments: [id])
  }

  /// Marks the areas that lie in a received register.
  func refreshCoverage() throws {
    try db.execute(
      sql: """
        WITH RECURSIVE sub(id) AS (
          SELECT c.area FROM coverage c JOIN import i ON i.id = c.import
          WHERE i.undone_at IS NULL AND i.form = 'outlets'
          UNION
          SELECT a.id FROM sub JOIN area a ON a.parent = sub.id)
        UPDATE area SET covered = (id IN (SELECT id FROM sub)) WHERE covered <> (id IN (SELECT id FROM sub))
        """)
  }

  private struct Node {
    var area: Int
    var kind: AreaKind
    var covered: Bool
    var parts: [Int] = []
    var urban: [(month: Int, residents: Int)] = []
    var outlets: [Standing] = []
    /// Stocks from a month on, in the order of months.
    var stocks: [(month: Int, stock: OutletStock)] = []
    /// True where the stocks are read from the store, not made here.
    var isStored = false
  }

  private struct Standing {
    var type: OutletType
    var opened: Int
    var closed: Int
    var isUnfiled: Bool
    var expires: Int
  }

  /// Makes the stocks of whole counties, and of everything above them, again.
  func refresh(anchors: Set<Int>) throws {
    var above: [Int: Int] = [:]
    for anchor in anchors.sorted() {
      let isCounty = AreaCode(number: anchor).level >= .county
      if isCounty {
        var nodes = try load(anchor: anchor)
        let order = try Int.fetchAll(
          db, sql: "SELECT id FROM area WHERE anchor = ? AND used = 1 ORDER BY level DESC, id", arguments: [anchor])
        try clear("SELECT id FROM area WHERE anchor = \(anchor)")
        try makeAndStore(order, &nodes)
      } else {
        above[anchor] = AreaCode(number: anchor).level.rawValue
        // What hangs directly below a prefecture, without a county between.
        var nodes = try load(anchor: anchor)
        let order = try Int.fetchAll(
          db, sql: "SELECT id FROM area WHERE anchor = ? AND id <> ? AND used = 1 ORDER BY level DESC, id",
          arguments: [anchor, anchor])
        try clear("SELECT id FROM area WHERE anchor = \(anchor) AND id <> \(anchor)")
        try makeAndStore(order, &nodes)
      }
      var parent = try Int.fetchOne(db, sql: "SELECT parent FROM area WHERE id = ?", arguments: [anchor])
      while let id = parent {
        above[id] = AreaCode(number: id).level.rawValue
        parent = try Int.fetchOne(db, sql: "SELECT parent FROM area WHERE id = ?", arguments: [id])
      }
    }
    for (id, _) in above.sorted(by: { ($0.value, $0.key) > ($1.value, $1.key) }) {
      var nodes: [Int: Node] = [:]
      let own = try load(anchor: id, only: id)
      guard var node = own[id] else { continue }
      node.parts = try Int.fetchAll(db, sql: "SELECT id FROM area WHERE parent = ? AND used = 1", arguments: [id])
      nodes[id] = node
      for part in node.parts { nodes[part] = try stored(part) }
      try clear(String(id))
      try makeAndStore([id], &nodes)
    }
  }

  private func clear(_ areas: String) throws {
    try db.execute(
      sql: "DELETE FROM outlet_stock WHERE area IN (\(areas)); DELETE FROM density_gap WHERE area IN (\(areas))")
  }

  private func load(anchor: Int, only: Int? = nil) throws -> [Int: Node] {
    var nodes: [Int: Node] = [:]
    let chosen = only.map { "a.id = \($0)" } ?? "a.anchor = \(anchor)"
    for row in try Row.fetchAll(
      db, sql: "SELECT a.id, a.kind, a.covered, a.parent FROM area a WHERE \(chosen) AND a.used = 1 ORDER BY a.id")
    {
      nodes[row[0]] = Node(area: row[0], kind: AreaKind(rawValue: row[1])!, covered: (row[2] as Int) == 1)
    }
    if only == nil {
      for row in try Row.fetchAll(
        db, sql: "SELECT a.id, a.parent FROM area a WHERE \(chosen) AND a.used = 1 ORDER BY a.id")
      {
        if let parent = row[1] as Int?, nodes[parent] != nil { nodes[parent]!.parts.append(row[0]) }
      }
    }
    for row in try Row.fetchAll(
      db,
      sql: """
        SELECT e.area, e.year, e.urban_residents FROM area a JOIN area_entry e ON e.area = a.id AND e.live = 1
        WHERE \(chosen) AND e.urban_residents IS NOT NULL ORDER BY e.area, e.year
        """)
    {
      let year: Int = row[1]
      nodes[row[0]]?.urban.append((year == 0 ? Self.always : Month(year, 1).index, row[2]))
    }
    for row in try Row.fetchAll(
      db,
      sql: """
        SELECT o.area, o.type, o.open_month, o.close_month, o.filing_no, o.licence_until
        FROM area a JOIN outlet o ON o.area = a.id AND o.live = 1 WHERE \(chosen)
        """)
    {
      let licence = row[5] as Int?
      nodes[row[0]]?.outlets.append(
        Standing(
          type: OutletType(rawValue: row[1])!, opened: row[2], closed: row[3] as Int? ?? Int.max,
          isUnfiled: (row[4] as String).isEmpty, expires: licence.map(Self.expiryMonth) ?? Int.max))
    }
    return nodes
  }

  /// The first month at whose end a licence that is good until a day has run out.
  static func expiryMonth(_ ordinal: Int) -> Int {
    let day = Day(ordinal: ordinal)
    let month = Month(day)
    return day < month.lastDay ? month.index : month.index + 1
  }

  private func make(_ id: Int, _ nodes: inout [Int: Node]) {
    guard let node = nodes[id], !node.isStored else { return }
    var months: Set<Int> = [Self.always]
    for entry in node.urban { months.insert(entry.month) }
    for outlet in node.outlets {
      months.insert(outlet.opened)
      if outlet.closed != Int.max { months.insert(outlet.closed) }
      if outlet.expires != Int.max { months.insert(outlet.expires) }
    }
    for part in node.parts { for stock in nodes[part]?.stocks ?? [] { months.insert(stock.month) } }
    var stocks: [(month: Int, stock: OutletStock)] = []
    for month in months.sorted() {
      var open: [OutletType: Int] = [:]
      var unfiled = 0
      var expired = 0
      for outlet in node.outlets where outlet.opened <= month && outlet.closed > month {
        open[outlet.type, default: 0] += 1
        if outlet.isUnfiled, outlet.type == .terminal { unfiled += 1 }
        if outlet.expires <= month { expired += 1 }
      }
      let own = OutletStock.Own(
        kind: node.kind, urbanResidents: node.urban.last { $0.month <= month }?.residents, isCovered: node.covered,
        openByType: open, unfiled: unfiled, expired: expired)
      let parts = node.parts.compactMap { part in nodes[part]?.stocks.last { $0.month <= month }?.stock }
      let stock = OutletStock(own, parts: parts, standards: standards)
      if stocks.last?.stock != stock { stocks.append((month, stock)) }
    }
    nodes[id]!.stocks = stocks
  }

  /// Makes and stores areas, given from the lowest up. Those of one kind that nothing stands in have the same stock: of
  /// a country's list nearly all.
  private func makeAndStore(_ order: [Int], _ nodes: inout [Int: Node]) throws {
    var plain: [Plain: [Int]] = [:]
    for id in order {
      guard let node = nodes[id] else { continue }
      guard node.parts.isEmpty, node.urban.isEmpty, node.outlets.isEmpty else {
        make(id, &nodes)
        try store(nodes[id]!.stocks, of: [id])
        continue
      }
      let key = Plain(kind: node.kind, covered: node.covered)
      if let same = plain[key]?.first { nodes[id]!.stocks = nodes[same]!.stocks } else { make(id, &nodes) }
      plain[key, default: []].append(id)
    }
    for areas in plain.values { try store(nodes[areas[0]]!.stocks, of: areas) }
  }

  private struct Plain: Hashable {
    var kind: AreaKind
    var covered: Bool
  }

  private static let stockColumns = (3...21).map { "?\($0)" }.joined(separator: ", ")

  private func store(_ stocks: [(month: Int, stock: OutletStock)], of areas: [Int]) throws {
    // One area by itself is the rule where something stands, and no list has to be read for it.
    let isOne = areas.count == 1
    let list: any DatabaseValueConvertible =
      isOne ? areas[0] : "[" + areas.map(String.init).joined(separator: ",") + "]"
    let (area, rows) = isOne ? ("?1", "") : ("value", "FROM json_each(?1)")
    let insert = try db.cachedStatement(
      sql: "INSERT INTO outlet_stock SELECT \(area), ?2, \(Self.stockColumns) \(rows)")
    let gap = try db.cachedStatement(
      sql: "INSERT INTO density_gap SELECT \(area), ?2, ?3, ?4, ?5, ?6, ?7 \(rows)")
    for (month, stock) in stocks {
      // Optionals, or every value would be cast from Any.
      var values: [(any DatabaseValueConvertible)?] = [
        list, month, stock.terminals, stock.register.rawValue, stock.hasResidents, stock.urbanOutlets,
        stock.urbanResidents, stock.unitsReported, stock.unitsExpected, stock.villages, stock.villagesRegistered,
        stock.villagesWithStation, stock.unfiled, stock.expired,
      ]
      for type in OutletType.allCases { values.append(stock.openByType[type] ?? 0) }
      try insert.execute(arguments: StatementArguments(values))
      for standard in standards {
        let found = stock.gaps[standard] ?? DensityGap(outlets: 0, met: 0, units: 0)
        try gap.execute(arguments: [
          list, standard.micro, month, found.outlets, found.met, found.units, found.expected,
        ])
      }
    }
  }

  private func stored(_ id: Int) throws -> Node {
    var node = Node(area: id, kind: .region, covered: false)
    node.isStored = true
    for row in try Row.fetchAll(
      db.cachedStatement(sql: "SELECT * FROM outlet_stock WHERE area = ? ORDER BY month"), arguments: [id])
    {
      node.stocks.append((row[1], Self.stock(row)))
    }
    for row in try Row.fetchAll(
      db.cachedStatement(sql: "SELECT standard, month, outlets, met, units, expected FROM density_gap WHERE area = ?"),
      arguments: [id])
    {
      let month: Int = row[1]
      let units: Int = row[4]
      guard units > 0, let place = node.stocks.firstIndex(where: { $0.month == month }) else { continue }
      node.stocks[place].stock.gaps[Amount(micro: row[0])] = DensityGap(
        outlets: row[2], met: row[3], units: units, expected: row[5])
    }
    return node
  }

  /// A stock of the columns of `outlet_stock`, without its gaps.
  static func stock(_ row: Row) -> OutletStock {
    var stock = OutletStock()
    stock.terminals = row[2]
    stock.register = OutletStock.Register(rawValue: row[3])!
    stock.hasResidents = row[4]
    stock.urbanOutlets = row[5]
    stock.urbanResidents = row[6]
    stock.unitsReported = row[7]
    stock.unitsExpected = row[8]
    stock.villages = row[9]
    stock.villagesRegistered = row[10]
    stock.villagesWithStation = row[11]
    stock.unfiled = row[12]
    stock.expired = row[13]
    for type in OutletType.allCases {
      let count: Int = row[13 + type.rawValue]
      if count > 0 { stock.openByType[type] = count }
    }
    return stock
  }
}
