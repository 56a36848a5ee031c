/// How well a text answers what was typed.
struct PaletteMatch: Comparable {
  /// 0 is the whole text, then its beginning, the beginning of a word, somewhere inside, and by another name.
  var rank: Int
  /// The characters of the first name that matched.
  var range: Range<Int>?

  /// - Parameter names: the text shown, then other names of the same thing, such as its name in English.
  /// - Returns: nil where what was typed is in none of them.
  init?(_ typed: String, in names: [String]) {
    let typed = Array(typed.lowercased())
    guard !typed.isEmpty else { return nil }
    var best: PaletteMatch?
    for (place, name) in names.enumerated() {
      let name = Array(name.lowercased())
      guard let start = PaletteMatch.find(typed, in: name) else { continue }
      var rank = 3
      if name.count == typed.count {
        rank = 0
      } else if start == 0 {
        rank = 1
      } else if !name[start - 1].isLetter {
        rank = 2
      }
      let found = PaletteMatch(
        rank: rank + (place == 0 ? 0 : 1), range: place == 0 ? start..<start + typed.count : nil)
      if best.map({ found < $0 }) ?? true { best = found }
    }
    guard let best else { return nil }
    self = best
  }

  private init(rank: Int, range: Range<Int>?) {
    self.rank = rank
    self.range = range
  }

  static func < (left: PaletteMatch, right: PaletteMatch) -> Bool { left.rank < right.rank }

  /// Where it begins, a beginning of a word before the inside of one.
  private static func find(_ part: [Character], in whole: [Character]) -> Int? {
    guard whole.count >= part.count else { return nil }
    var inside: Int?
    for start in 0...(whole.count - part.count) where whole[start..<start + part.count].elementsEqual(part) {
      if start == 0 || !whole[start - 1].isLetter { return start }
      inside = inside ?? start
    }
    return inside
  }
}
