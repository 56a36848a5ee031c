import PostalModel

/// 时刻: the two clocks of a wall. Its rotation goes by one that only runs forward, its hours by the one on the wall, which
/// may jump.
public struct KioskTime: Sendable, Equatable {
  /// Since some moment, never less than before.
  public var milliseconds: Int
  public var day: Day
  /// Since midnight, 0 to 1439.
  public var minute: Int

  public init(milliseconds: Int, day: Day, minute: Int) {
    self.milliseconds = milliseconds
    self.day = day
    self.minute = minute
  }

  /// `14:32`
  public var text: String { DayHours.text(minute) }
}
