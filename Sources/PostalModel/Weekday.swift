/// 星期: a day of the week. The raw value is its name in files.
public enum Weekday: String, CaseIterable, Sendable {
  case mon, tue, wed, thu, fri, sat, sun

  /// The weekday of a day.
  public init(of day: Day) {
    // 1970-01-01 was a Thursday.
    self = Weekday.allCases[((day.ordinal + 3) % 7 + 7) % 7]
  }
}
