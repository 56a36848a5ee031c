import PostalModel

extension Area {
  /// Takes the columns of `Area.columns`.
  init(row: Row) {
    self.init(
      id: row[0], code: AreaCode(number: row[0]), name: row[1], level: AreaLevel(rawValue: row[2]),
      kind: AreaKind(rawValue: row[3]), parent: row[4], isShipped: (row[5] as Int) == 1)
  }

  static func columns(_ alias: String) -> String {
    ["id", "name", "level", "kind", "parent", "shipped"].map { "\(alias).\($0)" }.joined(separator: ", ")
  }
}

extension PostalStore {
  /// The area of a code; nil where there is none.
  public func area(_ code: AreaCode) throws -> Area? {
    try read { db in try Self.area(code.number, db) }
  }

  static func area(_ id: Int, _ db: Database) throws -> Area? {
    try Row.fetchOne(
      db.cachedStatement(sql: "SELECT \(Area.columns("a")) FROM area a WHERE a.id = ?"), arguments: [id]
    ).map(Area.init)
  }

  /// Areas by their numbers, with all above them.
  static func withAncestors(_ ids: some Sequence<Int>, _ db: Database) throws -> [Int: Area] {
    var found: [Int: Area] = [:]
    for row in try Row.fetchAll(
      db.cachedStatement(
        sql: """
          WITH RECURSIVE up(id) AS (
            SELECT value FROM \(JSONList.numbers())
            UNION
            SELECT a.parent FROM up JOIN area a ON a.id = up.id WHERE a.parent IS NOT NULL)
          SELECT \(Area.columns("a")) FROM up JOIN area a ON a.id = up.id
          """), arguments: [JSONList.argument(ids)])
    {
      let area = Area(row: row)
      found[area.id] = area
    }
    return found
  }

  /// An area and those above it, from itself upwards, among areas that were read with their ancestors.
  static func chain(of id: Int, in known: [Int: Area]) -> [Area] {
    var chain: [Area] = []
    var next: Int? = id
    while let id = next, chain.count < 8, let area = known[id] {
      chain.append(area)
      next = area.parent
    }
    return chain
  }

  /// The areas above one, from the top down.
  public func ancestors(of area: Area) throws -> [Area] {
    try read { db in try Self.ancestors(of: area, db) }
  }

  static func ancestors(of area: Area, _ db: Database) throws -> [Area] {
    var found: [Area] = []
    var parent = area.parent
    while let id = parent, found.count < 8, let above = try Self.area(id, db) {
      found.append(above)
      parent = above.parent
    }
    return found.reversed()
  }

  /// The parts of an area in code order, those in use.
  public func children(of code: AreaCode) throws -> [Area] {
    try read { db in try Self.children(of: code.number, db) }
  }

  static func children(of id: Int, _ db: Database) throws -> [Area] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: "SELECT \(Area.columns("a")) FROM area a WHERE a.parent = ? AND a.used = 1 ORDER BY a.id"),
      arguments: [id]
    ).map(Area.init)
  }

  /// The areas that have no area above them.
  public func tops() throws -> [Area] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT \(Area.columns("a")) FROM area a WHERE a.parent IS NULL AND a.used = 1 ORDER BY a.id"
      ).map(Area.init)
    }
  }

  /// Areas whose name begins with or holds a text, nearest to the top first; at most `limit`.
  public func areas(named text: String, limit: Int = 20) throws -> [Area] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT \(Area.columns("a")) FROM area a WHERE instr(a.name, ?) > 0
          ORDER BY a.name <> ?, instr(a.name, ?) <> 1, a.level, a.id LIMIT ?
          """,
        arguments: [text, text, text, limit]
      ).map(Area.init)
    }
  }

  /// The present areas of a name they had before, such as 黔西县, whether the code changed with it or not.
  public func areas(formerlyNamed name: String) throws -> [Area] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT \(Area.columns("a")) FROM former_name f JOIN area a ON a.id = f.area WHERE f.name = ? ORDER BY a.id
          """, arguments: [name]
      ).map(Area.init)
    }
  }

  /// The parts of an area down so many levels, itself first, in tree order.
  public func areas(below code: AreaCode, levels: Int) throws -> [Area] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          WITH RECURSIVE sub(id, depth) AS (
            SELECT id, 0 FROM area WHERE id = ?
            UNION ALL
            SELECT a.id, sub.depth + 1 FROM sub JOIN area a ON a.parent = sub.id
            WHERE a.used = 1 AND sub.depth < ?)
          SELECT \(Area.columns("a")) FROM sub JOIN area a ON a.id = sub.id ORDER BY sub.depth, a.id
          """,
        arguments: [code.number, levels]
      ).map(Area.init)
    }
  }

  /// What is known of a code, with the areas near to one that no area has.
  public func standing(of code: AreaCode) throws -> AreaStanding {
    try withAreas { areas in
      let standing = areas.standing(of: code)
      return standing == .unknown(near: []) ? .unknown(near: areas.areas(near: code)) : standing
    }
  }

  /// Runs a body with the areas at hand under one read, for files that name many.
  ///
  /// - Throws: what the body throws, and before it what the database failed with while areas were looked up: a lost
  ///   server has no area at all, and none of what was then said of codes is true.
  public func withAreas<Value>(_ body: (any AreaDirectory) throws -> Value) throws -> Value {
    try read { db in
      let areas = StoredAreas(db: db)
      let outcome = Result { try body(areas) }
      if let fault = areas.fault { throw fault }
      return try outcome.get()
    }
  }

  /// Areas one digit or one swap of digits away, else the nearest codes of the same level.
  fileprivate static func near(_ code: AreaCode, _ db: Database) throws -> [Area] {
    var candidates: Set<Int> = []
    var unit = 1
    for _ in 0..<12 {
      let digit = code.number / unit % 10
      for other in 0..<10 where other != digit { candidates.insert(code.number + (other - digit) * unit) }
      let next = code.number / (unit * 10) % 10
      if unit < 100_000_000_000 { candidates.insert(code.number + (next - digit) * unit + (digit - next) * unit * 10) }
      unit *= 10
    }
    var found: [Area] = []
    for candidate in candidates.sorted() where candidate > 0 {
      if let area = try Self.area(candidate, db), area.level == code.level { found.append(area) }
    }
    if found.isEmpty, let upper = code.ancestors.first {
      found = try Row.fetchAll(
        db,
        sql: """
          SELECT \(Area.columns("a")) FROM area a WHERE a.id BETWEEN ? AND ? AND a.level = ?
          ORDER BY abs(a.id - ?) LIMIT 3
          """, arguments: [upper.number, upper.last.number, code.level.rawValue, code.number]
      ).map(Area.init)
    }
    return Array(found.sorted { abs($0.id - code.number) < abs($1.id - code.number) }.prefix(3))
  }
}

/// The areas of the store, inside a read.
private final class StoredAreas: AreaDirectory {
  private let db: Database
  /// Codes that no area has; lists name theirs in order, so that the next one asked for mostly lies in here too.
  private var gap = 0..<0
  /// Areas in the order of their codes, none left out between them.
  private var ahead: [Area] = []
  /// Where the last that was asked for stands among them, and how many of them were asked for.
  private var place = 0
  private var used = 0
  /// By code that ended: what replaced it, and the month it ended in.
  private lazy var changes: [Int: (new: Int, ended: Int)] = looked([:]) { try loadChanges() }

  /// Areas that a list of changes has ended.
  private lazy var ended = Set(looked([]) { try Int.fetchAll(db, sql: "SELECT area FROM ended_area") })
  /// What the database failed with first; whoever looked areas up has to be told.
  private(set) var fault: (any Error)?

  init(db: Database) { self.db = db }

  /// What was looked up; nothing, and the fault kept, where the database fails or has failed.
  private func looked<Value>(_ nothing: Value, _ body: () throws -> Value) -> Value {
    guard fault == nil else { return nothing }
    do { return try body() } catch {
      fault = error
      return nothing
    }
  }

  func standing(of code: AreaCode) -> AreaStanding { looked(.unknown(near: [])) { try found(code) } }

  func areas(near code: AreaCode) -> [Area] { looked([]) { try PostalStore.near(code, db) } }

  func areas(called name: String) -> [Area] {
    let found = fetch("a.name = ?1 ORDER BY a.level, a.id LIMIT 100", name)
    if !found.isEmpty { return found }
    return fetch(
      "a.id IN (SELECT f.area FROM former_name f WHERE f.name = ?1) ORDER BY a.level, a.id LIMIT 100", name)
  }

  func areas(near name: String) -> [Area] {
    let near = """
      instr(a.name, ?1) > 0 OR instr(?1, a.name) > 0 OR a.id IN (SELECT f.area FROM former_name f
        WHERE instr(f.name, ?1) > 0 OR instr(?1, f.name) > 0) ORDER BY a.level, a.id LIMIT 3
      """
    let found = fetch(near, name)
    if !found.isEmpty { return found }
    // A short name, as screens show it, keeps the first two characters of the full one.
    let short = AreaNames.short(name)
    let beginning = "a.name LIKE substr(?1, 1, 2) || '%' ORDER BY a.level, a.id LIMIT 400"
    return Array(fetch(beginning, name).filter { AreaNames.short($0.name) == short }.prefix(3))
  }

  func formerArea(_ code: AreaCode) -> Area? {
    looked(nil) { ended.contains(code.number) ? try PostalStore.area(code.number, db) : nil }
  }

  private func fetch(_ condition: String, _ name: String) -> [Area] {
    looked([]) {
      try Row.fetchAll(
        db.cachedStatement(sql: "SELECT \(Area.columns("a")) FROM area a WHERE \(condition)"), arguments: [name]
      ).map(Area.init)
    }
  }

  private func found(_ code: AreaCode) throws -> AreaStanding {
    if let area = try area(code.number), formerArea(code) == nil { return .known(area) }
    for prefix in [code] + code.ancestors {
      guard let change = changes[prefix.number] else { continue }
      let successor = AreaCode(number: change.new + code.number - prefix.number)
      return .ended(until: Month(index: change.ended), successor: successor, try area(successor.number))
    }
    return .unknown(near: [])
  }

  private func area(_ id: Int) throws -> Area? {
    if gap.contains(id) { return nil }
    if let first = ahead.first, let last = ahead.last, (first.id...last.id).contains(id) {
      if ahead[place].id > id { place = 0 }
      while ahead[place].id < id { place += 1 }
      guard ahead[place].id == id else { return nil }
      used += 1
      return ahead[place]
    }
    // The rows of a file mostly go up, and what comes next is read with it: the more of what was read so was asked for,
    // the more. A server is far, so that it is asked for more from the first.
    let least = db.dialect == .sqlite ? 1 : 100
    let count = used * 4 >= ahead.count * 3 ? min(ahead.count * 2, 64) : ahead.count / 2
    ahead = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT \(Area.columns("a")) FROM area a WHERE a.id >= ? ORDER BY a.id LIMIT ?"),
      arguments: [id, max(least, count)]
    ).map(Area.init)
    (place, used) = (0, 1)
    let next = ahead.first
    if next?.id == id { return next }
    gap = id..<(next?.id ?? Int.max)
    return nil
  }

  private func loadChanges() throws -> [Int: (new: Int, ended: Int)] {
    var changes: [Int: (new: Int, ended: Int)] = [:]
    let rows = try Row.fetchCursor(db, sql: "SELECT old, new, ended FROM code_change")
    while let row = try rows.next() { changes[row[0]] = (row[1], row[2]) }
    return changes
  }
}
