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
    try db.needWhole()
    try db.execute(
      sql: """
        WITH RECURSIVE sub(id) AS (
          SELECT c.area FROM coverage c JOIN import i ON i.id = c.import
          WHERE i.undone_at IS NULL AND i.form = 'outlets'
          UNION
          SELECT a.id FROM sub JOIN area a ON a.parent = sub.id)
        UPDATE area SET covered = 1 - covered WHERE (covered = 1) <> (id IN (SELECT id FROM sub))
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
    let writer = try StockWriter(db)
    var above: [Int: Int] = [:]
    for anchor in anchors.sorted() {
      let isCounty = AreaCode(number: anchor).level >= .county
      if !isCounty { above[anchor] = AreaCode(number: anchor).level.rawValue }
      // Of a prefecture what hangs directly below it, without a county between.
      let itself = isCounty ? 0 : anchor
      var nodes = try load(anchor: anchor)
      let order = try Int.fetchAll(
        db.cachedStatement(
          sql: "SELECT id FROM area WHERE anchor = ?1 AND id <> ?2 AND used = 1 ORDER BY level DESC, id"),
        arguments: [anchor, itself])
      for table in ["outlet_stock", "density_gap"] {
        try db.cachedStatement(
          sql: "DELETE FROM \(table) WHERE area IN (SELECT id FROM area WHERE anchor = ?1 AND id <> ?2)"
        ).execute(arguments: [anchor, itself])
      }
      try makeAndStore(order, &nodes, writer)
      var parent = try parent(of: anchor)
      while let id = parent, above.updateValue(AreaCode(number: id).level.rawValue, forKey: id) == nil {
        parent = try self.parent(of: id)
      }
    }
    try writer.finish()
    try db.lockAbove()
    for (id, _) in above.sorted(by: { ($0.value, $0.key) > ($1.value, $1.key) }) {
      var nodes: [Int: Node] = [:]
      let own = try load(anchor: id, only: id)
      guard var node = own[id] else { continue }
      node.parts = try Int.fetchAll(
        db.cachedStatement(sql: "SELECT id FROM area WHERE parent = ? AND used = 1"), arguments: [id])
      nodes[id] = node
      for part in node.parts { nodes[part] = try stored(part) }
      for table in ["outlet_stock", "density_gap"] {
        try db.cachedStatement(sql: "DELETE FROM \(table) WHERE area = ?").execute(arguments: [id])
      }
      try makeAndStore([id], &nodes, writer)
      try writer.finish()
    }
  }

  private func parent(of area: Int) throws -> Int? {
    try Int.fetchOne(db.cachedStatement(sql: "SELECT parent FROM area WHERE id = ?"), arguments: [area])
  }

  private func load(anchor: Int, only: Int? = nil) throws -> [Int: Node] {
    var nodes: [Int: Node] = [:]
    let chosen = only == nil ? "a.anchor = ?" : "a.id = ?"
    func rows(_ sql: String) throws -> [Row] {
      try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [only ?? anchor])
    }
    let areas = try rows(
      "SELECT a.id, a.kind, a.covered, a.parent FROM area a WHERE \(chosen) AND a.used = 1 ORDER BY a.id")
    for row in areas {
      nodes[row[0]] = Node(area: row[0], kind: AreaKind(rawValue: row[1])!, covered: (row[2] as Int) == 1)
    }
    if only == nil {
      for row in areas { if let parent = row[3] as Int? { nodes[parent]?.parts.append(row[0]) } }
    }
    for row in try rows(
      """
      SELECT e.area, e.year, e.urban_residents FROM area a JOIN area_entry e ON e.area = a.id AND e.live = 1
      WHERE \(chosen) AND e.urban_residents IS NOT NULL ORDER BY e.area, e.year
      """)
    {
      let year: Int = row[1]
      nodes[row[0]]?.urban.append((year == 0 ? Self.always : Month(year, 1).index, row[2]))
    }
    for row in try rows(
      """
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
  private func makeAndStore(_ order: [Int], _ nodes: inout [Int: Node], _ writer: StockWriter) throws {
    var plain: [Plain: [Int]] = [:]
    for id in order {
      guard let node = nodes[id] else { continue }
      guard node.parts.isEmpty, node.urban.isEmpty, node.outlets.isEmpty else {
        make(id, &nodes)
        try writer.store(nodes[id]!.stocks, of: id)
        continue
      }
      let key = Plain(kind: node.kind, covered: node.covered)
      if let same = plain[key]?.first { nodes[id]!.stocks = nodes[same]!.stocks } else { make(id, &nodes) }
      plain[key, default: []].append(id)
    }
    for areas in plain.values {
      for area in areas { try writer.store(nodes[areas[0]]!.stocks, of: area) }
    }
  }

  private struct Plain: Hashable {
    var kind: AreaKind
    var covered: Bool
  }

  /// Writes stocks, and those of their gaps that count any area.
  private struct StockWriter {
    private let stocks: RowInsertion
    private let gaps: RowInsertion

    init(_ db: Database) throws {
      stocks = try RowInsertion(into: "outlet_stock", columns: 14 + OutletType.allCases.count, db)
      gaps = try RowInsertion(into: "density_gap", columns: 7, db)
    }

    /// Before what was stored is read.
    func finish() throws {
      try stocks.finish()
      try gaps.finish()
    }

    func store(_ all: [(month: Int, stock: OutletStock)], of area: Int) throws {
      for (month, stock) in all {
        stocks.add(area)
        stocks.add(month)
        stocks.add(stock.terminals)
        stocks.add(stock.register.rawValue)
        stocks.add(stock.hasResidents)
        stocks.add(stock.urbanOutlets)
        stocks.add(stock.urbanResidents)
        stocks.add(stock.unitsReported)
        stocks.add(stock.unitsExpected)
        stocks.add(stock.villages)
        stocks.add(stock.villagesRegistered)
        stocks.add(stock.villagesWithStation)
        stocks.add(stock.unfiled)
        stocks.add(stock.expired)
        for type in OutletType.allCases { stocks.add(stock.openByType[type] ?? 0) }
        try stocks.put()
        for (standard, gap) in stock.gaps where gap.units > 0 {
          gaps.add(area)
          gaps.add(standard.micro)
          gaps.add(month)
          gaps.add(gap.outlets)
          gaps.add(gap.met)
          gaps.add(gap.units)
          gaps.add(gap.expected)
          try gaps.put()
        }
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
