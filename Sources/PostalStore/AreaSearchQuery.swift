import Foundation
import PostalModel

/// The name index of a store, filled at the first search and shared by all after it.
final class SharedNameIndex: @unchecked Sendable {
  private let lock = NSLock()
  private var index = NameIndex()

  /// The index, current as of a read under way.
  func current(_ db: Database) throws -> NameIndex {
    try lock.withLock {
      try index.refresh(db)
      return index
    }
  }

  /// Reads one prefecture ahead.
  func read(_ number: Int, _ stamp: Int, _ db: Database) throws {
    try lock.withLock {
      if index.isStale(number, stamp) { try index.read(number, stamp, db) }
    }
  }
}

extension PostalStore {
  /// The areas that a typed text may mean, the likeliest first: by name (its beginning before its inside, two levels at
  /// once with or without a blank), by 12-digit code or its beginning, by 拼音 whole, begun or by first letters, and by
  /// names and codes of former times.
  ///
  /// The order is: how well it fits, the higher level, the nearer to a place, areas with returns, the lower code. Among
  /// hundreds alike in all but the last two the first 256 are looked at for returns.
  /// - Parameter near: the place one is at.
  /// - Throws: `StoreError.unusable`.
  public func search(_ text: String, near: AreaCode? = nil, limit: Int = 20) throws -> [AreaHit] {
    guard limit > 0 else { return [] }
    return try read { db in
      let index = try names.current(db)
      let candidates = AreaSearch.candidates(for: text, in: index, near: near, limit: max(256, 4 * min(limit, 1 << 20)))
      return try hits(candidates, index, limit, db)
    }
  }

  /// Reads the names for the search ahead, on any thread; other reads come in between.
  ///
  /// - Throws: `StoreError.unusable`.
  public func prepareSearch() throws {
    for (number, stamp) in try read({ db in try NameIndex.stamps(above: 0, db) }) {
      try read { db in try names.read(number, stamp, db) }
    }
  }

  private func hits(_ candidates: [AreaSearch.Candidate], _ index: NameIndex, _ limit: Int, _ db: Database) throws
    -> [AreaHit]
  {
    var hits: [AreaHit] = []
    var rest = candidates[...]
    while hits.count < limit, let first = rest.first {
      let group = rest.prefix { $0.rank == first.rank }
      rest = rest.dropFirst(group.count)
      let returning = group.count > 1 ? try Self.returning(group.map(\.id), db) : []
      let ordered = group.filter { returning.contains($0.id) } + group.filter { !returning.contains($0.id) }
      for candidate in ordered where hits.count < limit {
        // One that is not in use any more stands in no list.
        if let area = try Self.usedArea(candidate.id, db) { hits.append(try hit(area, candidate, index, db)) }
      }
    }
    return hits
  }

  private func hit(_ area: Area, _ candidate: AreaSearch.Candidate, _ index: NameIndex, _ db: Database) throws
    -> AreaHit
  {
    let found = candidate.match
    var match: AreaHit.Match =
      switch found.way {
      case .name: .name
      case .code: .code
      case .pinyin: .pinyin
      case .initials: .initials
      }
    if candidate.former >= 0 {
      let former = index.former[Int(candidate.former)]
      match = former.code.map { .formerCode(AreaCode(number: $0)) } ?? .formerName(former.name)
    }
    let ranges = candidate.former >= 0 ? [] : Self.characters(of: area.name, from: found.start, count: found.length)
    return AreaHit(
      area: area, above: try Self.ancestors(of: area, db).map(\.name), match: match, grade: found.grade,
      ranges: ranges)
  }

  /// The characters at UTF-16 units of a text.
  static func characters(of text: String, from start: Int, count: Int) -> [Range<Int>] {
    guard count > 0, start + count <= text.utf16.count else { return [] }
    let (low, high) = (
      text.utf16.index(text.startIndex, offsetBy: start), text.utf16.index(text.startIndex, offsetBy: start + count)
    )
    let first = text.distance(from: text.startIndex, to: low)
    return [first..<first + max(1, text.distance(from: low, to: high))]
  }

  private static func usedArea(_ id: Int, _ db: Database) throws -> Area? {
    try Row.fetchOne(
      db.cachedStatement(sql: "SELECT \(Area.columns("a")) FROM area a WHERE a.id = ? AND a.used = 1"),
      arguments: [id]
    ).map(Area.init)
  }

  /// Those of some areas that returns came of, or of what lies in them.
  private static func returning(_ areas: [Int], _ db: Database) throws -> Set<Int> {
    let sums = ["packaging_sum", "safety_sum", "village_sum", "figure_sum"].map {
      "EXISTS (SELECT 1 FROM \($0) s WHERE s.area = l.value)"
    }
    let unit = AreaLevel.allCases.filter { $0 <= .village }.reversed().reduce("1") { rest, level in
      "CASE WHEN l.value % \(level.codeUnit) = 0 THEN \(level.codeUnit) ELSE \(rest) END"
    }
    return try Int.fetchSet(
      db.cachedStatement(
        sql: """
          SELECT l.value FROM \(JSONList.numbers()) l WHERE \(sums.joined(separator: " OR ")) OR EXISTS (
            SELECT 1 FROM outlet o WHERE o.live = 1 AND o.area BETWEEN l.value AND l.value + \(unit) - 1)
          """), arguments: [JSONList.argument(areas)])
  }

  // MARK: outlets

  /// The outlets that a typed text may mean, the likeliest first: by the beginning of their number or brand, by name, and
  /// by 拼音 of the name.
  ///
  /// - Parameter place: in its county all of that is looked at; higher up, where there are too many, numbers alone.
  /// - Throws: `StoreError.unusable`.
  public func searchOutlets(_ text: String, in place: AreaCode?, limit: Int = 20) throws -> [OutletHit] {
    let text = text.filter { !$0.isWhitespace }
    guard limit > 0, let query = NameQuery(text) else { return [] }
    let county = place.flatMap { $0.level >= .county ? $0.cut(at: .county) : nil }
    return try read { db in
      let found =
        try county.map { try outlets(query, text, in: $0, db) } ?? outletsByNumber(text, in: place, limit, db)
      return try found.sorted { ($0.grade, $0.id) < ($1.grade, $1.id) }.prefix(limit).compactMap { found in
        try Self.outlet(found.id, db).map { outlet in
          OutletHit(
            outlet: outlet, match: found.match,
            ranges: Self.characters(of: outlet.entry.name, from: found.start, count: found.length))
        }
      }
    }
  }

  private typealias FoundOutlet = (id: String, grade: Int, match: OutletHit.Match, start: Int, length: Int)

  private func outlets(_ query: NameQuery, _ text: String, in county: AreaCode, _ db: Database) throws -> [FoundOutlet]
  {
    var found: [FoundOutlet] = []
    let (wanted, brandWanted) = (text.lowercased(), query.units)
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT outlet, name, brand FROM outlet WHERE live = 1 AND area IN (
            SELECT id FROM area WHERE anchor = ?1 UNION ALL SELECT ?1)
          """), arguments: [county.number])
    while let row = try rows.next() {
      let (id, name, brand) = (row[0] as String, row[1] as String, row[2] as String)
      let lower = id.lowercased()
      if lower.hasPrefix(wanted) {
        found.append((id, lower == wanted ? 0 : MatchGrade.beginning.rawValue, .number, 0, 0))
      } else if let match = NameQuery.folded(name).withUnsafeBufferPointer(query.match) {
        let way: OutletHit.Match = match.way == .pinyin ? .pinyin : match.way == .initials ? .initials : .name
        found.append((id, match.grade.rawValue, way, match.start, match.length))
      } else if let match = NameQuery.folded(brand).withUnsafeBufferPointer(query.match), match.start == 0,
        !brandWanted.isEmpty
      {
        found.append((id, MatchGrade.mixed.rawValue + 1, .brand, 0, 0))
      }
    }
    return found
  }

  private func outletsByNumber(_ text: String, in place: AreaCode?, _ limit: Int, _ db: Database) throws
    -> [FoundOutlet]
  {
    let last = place?.last.number ?? Int.max
    return try String.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT outlet FROM outlet WHERE live = 1 AND outlet >= ?1 AND outlet < ?2 AND area BETWEEN ?3 AND ?4
          ORDER BY outlet LIMIT ?5
          """), arguments: [text, text + "\u{10FFFF}", place?.number ?? 0, last, limit]
    ).map { ($0, $0 == text ? 0 : MatchGrade.beginning.rawValue, .number, 0, 0) }
  }
}
