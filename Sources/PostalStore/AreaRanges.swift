import PostalModel

/// The codes that lie in areas, as ranges, inside a read. A question to an index of codes then costs by what it finds,
/// where one that goes from an area to all below it costs by how many those are.
///
/// Codes tell nearly all of what lies where. Those that hang elsewhere, such as by a merger, are few and have an index.
struct AreaRanges {
  /// Areas that lie in others than their codes say, or in none, with their parents; from the top down.
  private let odd: [(id: Int, parent: Int?)]
  private let parents: [Int: Int?]

  /// SQL of whether an area of the tree is one of them.
  static let isOdd = """
    CASE WHEN parent IS NULL THEN id % 10000000000 <> 0
    ELSE parent NOT IN (id / 1000 * 1000, id / 1000000 * 1000000, id / 100000000 * 100000000, id / 10000000000 * 10000000000)
    END
    """

  static let creation = "CREATE INDEX area_odd ON area (parent) WHERE \(isOdd);"

  init(_ db: Database) throws {
    let rows = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT id, parent FROM area INDEXED BY area_odd WHERE \(Self.isOdd)"))
    self.init(rows.map { ($0[0], $0[1]) })
  }

  init(_ odd: [(id: Int, parent: Int?)]) {
    parents = Dictionary(odd.map { ($0.id, $0.parent) }, uniquingKeysWith: { first, _ in first })
    self.odd = odd.sorted { (AreaCode(number: $0.id).level, $0.id) < (AreaCode(number: $1.id).level, $1.id) }
  }

  /// The codes of an area and of all that lies in it, in order.
  func ranges(of area: AreaCode) -> [ClosedRange<Int>] {
    var ranges = [area.number...area.last.number]
    // What is larger comes first, so that what is inside it has the last word.
    for (id, _) in odd {
      let own = id...AreaCode(number: id).last.number
      let lies = isInside(id, area.number)
      if !lies, !ranges.contains(where: { $0.overlaps(own) }) { continue }
      ranges = ranges.flatMap { $0.without(own) }
      if lies { ranges.append(own) }
    }
    return ranges.sorted { $0.lowerBound < $1.lowerBound }
  }

  private func isInside(_ id: Int, _ area: Int) -> Bool {
    var place = id
    // Parents that go round in a ring end nowhere.
    for _ in 0..<16 {
      if place == area { return true }
      if let parent = parents[place] {
        guard let parent else { return false }
        place = parent
      } else if let upper = AreaCode(number: place).ancestors.first {
        place = upper.number
      } else {
        return false
      }
    }
    return false
  }

  /// The ranges of areas as an argument for ``table``, each with the number of its area in the list.
  func argument(_ areas: [AreaCode]) -> String {
    let entries = areas.enumerated().flatMap { number, area in
      ranges(of: area).map { "[\(number),\($0.lowerBound),\($0.upperBound)]" }
    }
    return "[" + entries.joined(separator: ",") + "]"
  }

  /// A table `span` of an argument `:spans`.
  static let table = "json_each(:spans) span"
  static let part = "json_extract(span.value, '$[0]')"
  /// The condition that a column holds a code of the span.
  static func holds(_ column: String) -> String {
    "\(column) BETWEEN json_extract(span.value, '$[1]') AND json_extract(span.value, '$[2]')"
  }
}

extension ClosedRange<Int> {
  /// What is left of it on both sides of another.
  fileprivate func without(_ other: ClosedRange<Int>) -> [ClosedRange<Int>] {
    guard overlaps(other) else { return [self] }
    var left: [ClosedRange<Int>] = []
    if lowerBound < other.lowerBound { left.append(lowerBound...other.lowerBound - 1) }
    if upperBound > other.upperBound { left.append(other.upperBound + 1...upperBound) }
    return left
  }
}
