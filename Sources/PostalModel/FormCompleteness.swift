/// 报送情况: how the returns of one form for one month came in from an area.
public struct FormCompleteness: Sendable, Equatable {
  public var area: Area
  public var form: Form
  public var month: Month
  /// The last day on which they are in time.
  public var due: Day
  /// 应报: returns that are owed in and below the area.
  public var expected: Int
  /// 已报: those that came, late ones too.
  public var came: Int
  /// 迟报: of those that came, the ones first imported after the due day.
  public var late: Int
  /// The most days that one of them was late, or has been late by now; 0 where none was.
  public var mostDaysLate: Int

  public init(
    area: Area, form: Form, month: Month, due: Day, expected: Int, came: Int, late: Int, mostDaysLate: Int
  ) {
    self.area = area
    self.form = form
    self.month = month
    self.due = due
    self.expected = expected
    self.came = came
    self.late = late
    self.mostDaysLate = mostDaysLate
  }

  /// 未报: absent, whether due or not.
  public var absent: Int { expected - came }

  /// There is still time: what is absent is not late.
  public func isOpen(on today: Day) -> Bool { today <= due }
}
