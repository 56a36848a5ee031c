/// 区划代码: the 12-digit statistical area code, 2 digits province, 2 prefecture, 2 county, 3 township, 3 village.
///
/// Source: 国家统计局《统计用区划代码和城乡划分代码编制规则》. User-made areas such as a 管委会 take a county part of 90 to 99.
public struct AreaCode: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The code as a number below 10^12.
  public let number: Int

  /// Takes 2, 4, 6, 9 or 12 digits and fills with zeros on the right; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let digits = text.utf8
    guard [2, 4, 6, 9, 12].contains(digits.count) else { return nil }
    var value = 0
    for digit in digits {
      guard digit >= 48, digit <= 57 else { return nil }
      value = value * 10 + Int(digit - 48)
    }
    for _ in digits.count..<12 { value *= 10 }
    guard value >= 100_000_000_000 else { return nil }
    number = value
  }

  /// Takes a number of at most 12 digits, as stored.
  public init(number: Int) { self.number = number }

  /// All 12 digits.
  public var description: String {
    let text = String(number)
    return String(repeating: "0", count: max(0, 12 - text.count)) + text
  }

  /// The level that follows from the trailing zeros.
  public var level: AreaLevel {
    if number % 1000 != 0 { return .village }
    if number % 1_000_000 != 0 { return .township }
    if number % 100_000_000 != 0 { return .county }
    if number % 10_000_000_000 != 0 { return .prefecture }
    return .province
  }

  /// The code cut after a level's digits: `520526100000.cut(at: .county)` is `520526000000`.
  public func cut(at level: AreaLevel) -> AreaCode {
    let unit = level.codeUnit
    return AreaCode(number: number / unit * unit)
  }

  /// The highest code that lies in this one: itself for a village.
  public var last: AreaCode { AreaCode(number: number + level.codeUnit - 1) }

  /// The codes above this one, nearest first.
  public var ancestors: [AreaCode] {
    var found: [AreaCode] = []
    var level = self.level
    while let upper = level.upper {
      level = upper
      let code = cut(at: level)
      if code != self, code.number != 0, found.last != code { found.append(code) }
    }
    return found
  }

  /// The digits that mean something: `5205` for a prefecture.
  public var short: String {
    let length = [2, 4, 6, 9, 12][level.rawValue]
    return String(description.prefix(length))
  }

  /// True for areas an office made for itself (county part 90 to 99).
  public var isUserMade: Bool { (90...99).contains(number / 1_000_000 % 100) }

  public static func < (left: AreaCode, right: AreaCode) -> Bool { left.number < right.number }
}
