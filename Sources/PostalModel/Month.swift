/// A month of the calendar, the unit returns come in.
public struct Month: Hashable, Comparable, Sendable, Strideable, CustomStringConvertible {
  /// Months since year 0.
  public let index: Int

  public init(index: Int) { self.index = index }

  /// `month` from 1 to 12.
  public init(_ year: Int, _ month: Int) { index = year * 12 + month - 1 }

  public init(_ day: Day) { self.init(day.year, day.month) }

  /// The years in which months and periods are read and gone to; outside of them there is no data, and before the first
  /// and after the last year of the calendar no day to judge on.
  public static let years = 1900...2999

  /// Takes `2025-06`; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts.allSatisfy(isDigits),
      let year = Int(parts[0]), Self.years.contains(year),
      let month = Int(parts[1]), (1...12).contains(month)
    else { return nil }
    self.init(year, month)
  }

  public var year: Int { index / 12 }
  /// 1 to 12.
  public var month: Int { index % 12 + 1 }
  public var firstDay: Day { Day(year, month, 1)! }
  public var lastDay: Day { Day(year, month, Day.days(in: month, of: year))! }
  public var description: String { "\(padded(year, 4))-\(padded(month, 2))" }

  public func distance(to other: Month) -> Int { other.index - index }
  public func advanced(by count: Int) -> Month { Month(index: index + count) }
}
