/// Finds a clause in the text of a plan, as an office keeps it.
///
/// Plans number their parts 一、 (一) 1. in three levels; some leave the second level without numbers and some count the
/// third on through the text. A clause names them as `二(一)2`; `附件 7` is a row of the annex, `附表 行9` of the table.
public struct ClauseFinder: Sendable {
  public let lines: [String]

  /// - Parameter text: the plan, one paragraph or part of one a line.
  public init(_ text: String) {
    lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }.map(String.init)
  }

  /// The line a clause begins at, from 0; that of the nearest part above it where the clause itself is not marked. nil
  /// where nothing of it is found.
  public func line(of clause: String) -> Int? {
    let clause = clause.filter { $0 != " " }
    if clause.hasPrefix("附件") || clause.hasPrefix("附表") { return annexLine(of: clause) }
    guard let parts = Parts(clause) else { return nil }
    let annex = lines.lastIndex { Self.bare($0).hasPrefix("附表") || Self.bare($0) == "附件" } ?? lines.count
    guard let first = part(parts.first, in: 0..<annex, Self.isFirst) else { return nil }
    let end = lines[(first + 1)..<annex].firstIndex { Self.isFirst($0, nil) } ?? annex
    var line = first
    var range = (first + 1)..<end
    if let second = parts.second {
      if let found = part(second, in: range, Self.isSecond) ?? unnumbered(second, in: range, third: parts.third) {
        line = found
        let next = lines[(found + 1)..<range.upperBound].firstIndex { Self.isSecond($0, nil) } ?? range.upperBound
        range = (found + 1)..<max(found + 1, next)
      } else {
        return line
      }
    }
    guard let third = parts.third else { return line }
    return lines[range].firstIndex { Self.number($0) == third } ?? line
  }

  /// Whether a text names a clause, an annex or a table, and not a place outside the plan.
  public static func isClause(_ text: String) -> Bool {
    text.hasPrefix("附件") || text.hasPrefix("附表") || Parts(text.filter { $0 != " " }) != nil
  }

  /// `二(一)2` taken apart.
  private struct Parts {
    var first: Int
    var second: Int?
    var third: Int?

    init?(_ clause: String) {
      let scalars = Array(clause)
      let numerals = scalars.prefix { chineseNumerals[$0] != nil }
      guard let first = ClauseFinder.numeral(String(numerals)) else { return nil }
      self.first = first
      var rest = scalars.dropFirst(numerals.count)
      if rest.first.map(ClauseFinder.opens) ?? false {
        let inside = rest.dropFirst().prefix { !ClauseFinder.closes($0) }
        second = ClauseFinder.numeral(String(inside))
        rest = rest.dropFirst(inside.count + 2)
      }
      third = Int(String(rest))
    }
  }

  private func part(_ number: Int, in range: Range<Int>, _ matches: (String, Int?) -> Bool) -> Int? {
    lines[range].firstIndex { matches($0, number) }
  }

  /// Where second-level headings have no number, each begins where the count of the third level starts again.
  private func unnumbered(_ second: Int, in range: Range<Int>, third: Int?) -> Int? {
    guard !lines[range].contains(where: { Self.isSecond($0, nil) }) else { return nil }
    let starts = range.filter { Self.number(lines[$0]) == 1 }
    guard starts.indices.contains(second - 1) else { return nil }
    let start = starts[second - 1]
    // The heading is the last line with text above.
    return lines[range.lowerBound..<start].lastIndex { !Self.bare($0).isEmpty } ?? start
  }

  private func annexLine(of clause: String) -> Int? {
    let isTable = clause.hasPrefix("附表")
    let isHead: (String) -> Bool = { isTable ? $0.hasPrefix("附表") : $0 == "附件" || $0.hasPrefix("附件:") }
    guard let head = lines.lastIndex(where: { isHead(Self.bare($0)) }) else { return nil }
    guard let row = Int(clause.filter(\.isNumber)) else { return head }
    let body = lines.indices.dropFirst(head + 1)
    if isTable {
      // Rows of a table are the lines with several figures in them below its heading of years.
      let rows = body.filter { line in
        let figures = lines[line].split { !$0.isASCII || !($0.isNumber || $0 == ".") }.filter {
          $0.contains(where: \.isNumber)
        }
        return figures.count > 1 && !Self.bare(lines[line]).hasPrefix("项目")
      }
      return rows.indices.contains(row - 1) ? rows[row - 1] : head
    }
    return body.first { line in
      let digits = Self.bare(lines[line]).prefix { $0.isASCII && $0.isNumber }
      return Int(digits) == row
    } ?? head
  }

  /// Without blanks and emphasis around.
  private static func bare(_ line: String) -> String {
    String(line.filter { !$0.isWhitespace && $0 != "*" && $0 != "#" })
  }

  /// `二、`: a part of the first level, of a number or of any.
  private static func isFirst(_ line: String, _ number: Int?) -> Bool {
    let text = bare(line)
    guard let mark = text.firstIndex(of: "、"), let found = numeral(String(text[..<mark])) else { return false }
    return number == nil || found == number
  }

  /// `(二)`: a part of the second level.
  private static func isSecond(_ line: String, _ number: Int?) -> Bool {
    let text = bare(line)
    guard let open = text.first, opens(open),
      let close = text.firstIndex(where: closes),
      let found = numeral(String(text[text.index(after: text.startIndex)..<close]))
    else { return false }
    return number == nil || found == number
  }

  /// `3.`: an item of the third level.
  private static func number(_ line: String) -> Int? {
    let text = bare(line)
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, let after = text.dropFirst(digits.count).first, ".．、".contains(after),
      text.dropFirst(digits.count + 1).first?.isNumber != true
    else { return nil }
    return Int(digits)
  }

  /// Parentheses stand in both widths.
  private static func opens(_ character: Character) -> Bool { character == "(" || character == "\u{FF08}" }
  private static func closes(_ character: Character) -> Bool { character == ")" || character == "\u{FF09}" }

  /// 一 to 九十九.
  private static func numeral(_ text: String) -> Int? {
    var tens = 0
    var ones = 0
    guard !text.isEmpty, text.count <= 3 else { return nil }
    for character in text {
      guard let digit = chineseNumerals[character] else { return nil }
      if digit == 10 {
        tens = max(1, ones) * 10
        ones = 0
      } else {
        ones = digit
      }
    }
    return tens + ones
  }
}
