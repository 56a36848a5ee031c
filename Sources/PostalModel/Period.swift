/// 报告期: a month, a quarter or a year.
public struct Period: Hashable, Sendable, CustomStringConvertible {
  /// Months it holds: 1, 3 or 12.
  public let length: Int
  public let first: Month

  public init(_ month: Month) { self.init(first: month, length: 1) }

  /// Takes `2025-06`, `2025-Q2` or `2025`; nil for anything else.
  public init?(_ text: some StringProtocol) {
    if let month = Month(text) {
      self.init(month)
      return
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let head = parts.first, head.utf8.count == 4, isDigits(head), let year = Int(head), Month.years.contains(year)
    else {
      return nil
    }
    if parts.count == 1 {
      self.init(first: Month(year, 1), length: 12)
      return
    }
    guard parts.count == 2, let mark = parts[1].first, mark == "Q" || mark == "q",
      let quarter = Int(parts[1].dropFirst()), (1...4).contains(quarter), parts[1].utf8.count == 2
    else { return nil }
    self.init(first: Month(year, quarter * 3 - 2), length: 3)
  }

  private init(first: Month, length: Int) {
    self.first = first
    self.length = length
  }

  public var last: Month { first.advanced(by: length - 1) }
  /// The day on which its figures are judged.
  public var lastDay: Day { last.lastDay }
  public var months: ClosedRange<Month> { first...last }

  /// Whether it lies in the years that are gone to.
  public var isInReach: Bool {
    first >= Month(Month.years.lowerBound, 1) && last <= Month(Month.years.upperBound, 12)
  }

  /// The period of the same length, so many steps later.
  public func moved(by steps: Int) -> Period { Period(first: first.advanced(by: steps * length), length: length) }

  /// The month whose stocks stand for the period: its last; of a running quarter or year its last closed month. nil
  /// where none has closed, and for a month to come.
  public func stockMonth(today: Day) -> Month? {
    let running = Month(today)
    if length == 1 { return first <= running ? first : nil }
    guard running <= last else { return last }
    let closed = running.advanced(by: -1)
    return closed >= first ? closed : nil
  }

  /// The months whose flows add up: all; of a running quarter or year those that have closed.
  public func flowMonths(today: Day) -> [Month] {
    guard let end = stockMonth(today: today) else { return [] }
    return Array(first...end)
  }

  public var description: String {
    switch length {
    case 1: first.description
    case 3: "\(padded(first.year, 4))-Q\((first.month + 2) / 3)"
    default: padded(first.year, 4)
    }
  }
}
