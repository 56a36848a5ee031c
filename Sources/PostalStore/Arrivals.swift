import PostalModel

/// Who owes a monthly form in and below an area, and on which day each month's return first came.
///
/// A return of a part of an area that owes the form, or of the whole above it, is its return too. Samples are none.
struct Arrivals {
  struct Unit {
    var area: Int
    /// The first month that is owed.
    var first: Int
  }

  let months: ClosedRange<Month>
  /// In the order of codes.
  let units: [Unit]
  /// The parents of the areas in and below the one asked.
  let parents: [Int: Int]
  /// By unit, then by month: the day since 1970 of the first import; `none` where nothing came.
  private var days: [Int32]

  static let none = Int32.max

  init(of form: Form, in area: Int, months: ClosedRange<Month>, _ db: Database) throws {
    self.months = months
    let kind = form == .villages ? "AND a.kind = \(AreaKind.village.rawValue)" : ""
    let tree = "WITH RECURSIVE sub(id) AS (VALUES (?1) UNION ALL SELECT a.id FROM sub JOIN area a ON a.parent = sub.id)"
    units = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          \(tree) SELECT a.id, f.first FROM sub JOIN area a ON a.id = sub.id
          JOIN form_level f ON f.anchor = a.anchor AND f.form = ?2 AND f.level = a.level
          WHERE a.used = 1 \(kind) ORDER BY a.id
          """), arguments: [area, form.rawValue]
    ).map { Unit(area: $0[0], first: $0[1]) }
    var parents: [Int: Int] = [:]
    for row in try Row.fetchAll(
      db.cachedStatement(sql: "\(tree) SELECT a.id, a.parent FROM sub JOIN area a ON a.id = sub.id"), arguments: [area])
    {
      parents[row[0]] = row[1] as Int?
    }
    self.parents = parents
    let width = months.count
    days = [Int32](repeating: Self.none, count: units.count * width)
    guard !units.isEmpty else { return }
    var places: [Int: Int] = [:]
    for (place, unit) in units.enumerated() { places[unit.area] = place }
    // Rows above a unit are of all below them; there are few.
    var above: [Int: [(offset: Int, day: Int32)]] = [:]
    let sampled = form == .packaging ? "AND r.source <> \(ReturnSource.sampled.rawValue)" : ""
    let range = "r.month BETWEEN ?2 AND ?3 \(sampled)"
    let cursor = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          \(tree), up(id) AS (SELECT parent FROM area WHERE id = ?1
            UNION ALL SELECT a.parent FROM up JOIN area a ON a.id = up.id),
          whole(id) AS (SELECT id FROM sub UNION SELECT id FROM up WHERE id IS NOT NULL),
          live AS (SELECT r.area, r.month, r.import FROM whole JOIN \(form.table) r
            ON r.area = whole.id AND r.live = 1 AND \(range)),
          replaced AS (SELECT r.area, r.month, r.import FROM whole JOIN \(form.table) r
            ON r.area = whole.id AND r.live = 0 AND \(range))
          SELECT l.area, l.month, i.day FROM live l JOIN \(Self.days) i ON i.id = l.import
          UNION ALL SELECT p.area, p.month, i.day FROM replaced p JOIN \(Self.days) i ON i.id = p.import
          """), arguments: [area, months.lowerBound.index, months.upperBound.index])
    var levels: [Int: Int?] = [:]
    func unit(at area: Int) -> Int? {
      if let known = levels[area] { return known }
      var current: Int? = area
      var found: Int?
      while let here = current {
        if let place = places[here] {
          found = place
          break
        }
        current = parents[here]
      }
      levels[area] = .some(found)
      return found
    }
    while let row = try cursor.next() {
      let area: Int = row[0]
      let offset = (row[1] as Int) - months.lowerBound.index
      let day = Int32(truncatingIfNeeded: row[2] as Int)
      if let place = unit(at: area) {
        let at = place * width + offset
        if day < days[at] { days[at] = day }
      } else {
        above[area, default: []].append((offset, day))
      }
    }
    guard !above.isEmpty, let top = try PostalStore.area(area, db) else { return }
    let outside = try PostalStore.ancestors(of: top, db).flatMap { above[$0.id] ?? [] }
    for (place, unit) in units.enumerated() {
      var arrivals = outside
      var current = unit.area
      while current != area, let upper = parents[current] {
        arrivals += above[upper] ?? []
        current = upper
      }
      for arrival in arrivals {
        let at = place * width + arrival.offset
        if arrival.day < days[at] { days[at] = arrival.day }
      }
    }
  }

  /// The day of each import that was not undone, by the ledger.
  private static let days = """
    (SELECT id, CAST(julianday(substr(at, 1, 10)) - 2440587.5 AS INTEGER) AS day FROM import WHERE undone_at IS NULL)
    """

  /// The day on which a unit's return of a month first came; nil where it has not.
  func day(_ place: Int, _ month: Month) -> Day? {
    let day = days[place * months.count + month.index - months.lowerBound.index]
    return day == Self.none ? nil : Day(ordinal: Int(day))
  }
}
