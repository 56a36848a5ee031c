/// Finds names that someone may have meant by another.
public enum NearNames {
  /// The places of at most so many of the names that are near to a text, nearest first: those that hold it or lie in
  /// it, and those that differ by a few characters.
  ///
  /// - Parameter folded: what is compared of a text.
  public static func of(
    _ text: String, among names: [[String]], limit: Int = 3, folded: (String) -> String = { $0.lowercased() }
  ) -> [Int] {
    let wanted = Array(folded(text))
    guard !wanted.isEmpty else { return [] }
    var found: [(place: Int, distance: Int)] = []
    for (place, own) in names.enumerated() {
      let nearest = own.compactMap { distance(wanted, Array(folded($0))) }.min()
      if let nearest { found.append((place, nearest)) }
    }
    return found.sorted { ($0.distance, $0.place) < ($1.distance, $1.place) }.prefix(limit).map(\.place)
  }

  /// Characters to be changed; nil where the two are not near.
  private static func distance(_ left: [Character], _ right: [Character]) -> Int? {
    if right.isEmpty { return nil }
    let (short, long) = left.count <= right.count ? (left, right) : (right, left)
    if short.count >= 2, String(long).contains(String(short)) { return 1 }
    let bound = max(1, long.count / 2)
    guard long.count - short.count <= bound, long.count <= 120 else { return nil }
    var row = Array(0...short.count)
    for (index, character) in long.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for place in short.indices {
        let cost = min(row[place] + 1, row[place + 1] + 1, diagonal + (short[place] == character ? 0 : 1))
        diagonal = row[place + 1]
        row[place + 1] = cost
      }
    }
    return row[short.count] <= bound ? row[short.count] + 1 : nil
  }
}
