/// The order of clauses in a plan: by part, then by item; annex and table come last.
public struct ClauseOrder: Comparable, Sendable {
  private let key: [Int]

  /// Takes `二(一)2`, `附件 7`, `附表 行9`; anything else comes after all of them.
  public init(_ clause: String) {
    var numbers: [Int] = []
    // Digits and numerals gather until another sign ends them.
    var number: Int?
    for character in clause + " " {
      if let digit = character.isASCII ? character.wholeNumberValue : nil {
        number = min(Self.largest, (number ?? 0) * 10 + digit)
      } else if let value = chineseNumerals[character] {
        number = min(Self.largest, value == 10 ? (number ?? 1) * 10 : (number ?? 0) + value)
      } else if let whole = number {
        numbers.append(whole)
        number = nil
      }
    }
    let rank = clause.hasPrefix("附件") ? 1 : clause.hasPrefix("附表") ? 2 : numbers.isEmpty ? 3 : 0
    key = [rank] + numbers
  }

  public static func < (left: ClauseOrder, right: ClauseOrder) -> Bool { left.key.lexicographicallyPrecedes(right.key) }

  /// No plan counts its clauses further.
  private static let largest = 1_000_000
}

/// 一 to 十, as clauses are numbered.
let chineseNumerals: [Character: Int] = [
  "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
]
