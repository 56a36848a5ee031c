/// 时段: a part of the day, in minutes since midnight, from the first up to but not with the last; it may pass midnight.
public struct DayHours: Hashable, Sendable, CustomStringConvertible {
  /// 0 to 1439.
  public let first: Int
  /// 1 to 1440; at or before `first` it is one of the next day.
  public let last: Int

  /// Takes `08:00-18:00` or `22:00-06:00`; `24:00` is the end of the day. nil for anything else, and for no time at all.
  public init?(_ text: some StringProtocol) {
    let sides = text.split(separator: "-", omittingEmptySubsequences: false)
    guard sides.count == 2, let first = DayHours.minute(sides[0]), let last = DayHours.minute(sides[1]), first < 1440,
      first != last
    else { return nil }
    self.first = first
    self.last = last == 0 ? 1440 : last
  }

  private static func minute(_ text: some StringProtocol) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { part in
      String(part.filter { $0 != " " })
    }
    guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.utf8.count) && isDigits($0) }),
      parts[1].utf8.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60,
      hour < 24 || (hour == 24 && minute == 0)
    else { return nil }
    return hour * 60 + minute
  }

  /// It begins on one day and ends on the next.
  public var passesMidnight: Bool { last < first }

  public var description: String { "\(DayHours.text(first))-\(DayHours.text(last))" }

  /// `08:00` of minutes since midnight.
  public static func text(_ minute: Int) -> String { "\(padded(minute / 60, 2)):\(padded(minute % 60, 2))" }

  /// Does a minute of a day lie in it, where it begins on certain days of the week? After midnight the day it began on
  /// counts.
  ///
  /// - Parameter days: none stands for all.
  public func contains(_ minute: Int, of day: Day, days: Set<Weekday> = []) -> Bool {
    func begins(on day: Day) -> Bool { days.isEmpty || days.contains(Weekday(of: day)) }
    guard passesMidnight else { return minute >= first && minute < last && begins(on: day) }
    if minute >= first { return begins(on: day) }
    return minute < last && begins(on: Day(ordinal: day.ordinal - 1))
  }
}
