/// 设置: what an office may set, with the values that ship.
public struct Settings: Sendable, Equatable {
  /// Points behind the path up to which a figure is on schedule (银川 practice: 10).
  public var behindBound: Double = 10
  /// Points behind the path above which a figure is far behind (银川 practice: 30).
  public var farBehindBound: Double = 30
  /// A monthly return is due by this day of the next month.
  public var dueDay: Int = 10
  /// A licence is told of so many days before it ends.
  public var licenceDays: Int = 60
  /// A verification on site stands for so many days.
  public var verifiedDays: Int = 90
  /// A village counts as reached with at least this many brands.
  public var brandsReached: Int = 1
  /// A system's count is the figure where there is one; false keeps the firms' returns.
  public var prefersSystem: Bool = true
  /// The theme of screens; ``automaticTheme`` is the light or the dark one, after the terminal's background.
  public var theme: String = Settings.automaticTheme
  public var darkTheme: String = "dusk"
  public var lightTheme: String = "paper"
  /// The mouse acts on the screen; false leaves it to the terminal, for selecting text.
  public var hasMouse: Bool = true

  /// 心跳文件: where the wall tells that it is alive; nil is the folder of the user's session.
  public var heartbeat: String?

  public static let automaticTheme = "auto"

  public init() {}

  /// The last day on which a month's return is in time.
  public func dueDay(of month: Month) -> Day {
    let next = month.advanced(by: 1)
    return Day(next.year, next.month, min(dueDay, next.lastDay.day))!
  }
}
