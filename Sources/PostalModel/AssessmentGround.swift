/// What an assessment of the parts of an area is made from, for one period.
public struct AssessmentGround: Sendable, Equatable {
  public var area: Area
  public var period: Period
  /// The parts with their judged figures.
  public var rows: [BoardRow]
  /// How returns of the parts came in, by form and month.
  public var returns: [FormCompleteness]
  /// What is past its date in each part, on the day that its open items are told on.
  public var overdue: [AreaCode: [ItemKey]]
  /// Decides which returns are due.
  public var today: Day

  public init(
    area: Area, period: Period, rows: [BoardRow], returns: [FormCompleteness] = [],
    overdue: [AreaCode: [ItemKey]] = [:], today: Day
  ) {
    self.area = area
    self.period = period
    self.rows = rows
    self.returns = returns
    self.overdue = overdue
    self.today = today
  }

  /// 报送情况 of a part: its returns of some forms that are due in the period.
  func returns(of area: AreaCode, _ forms: [Form]) -> ReturnCount {
    var count = ReturnCount()
    for item in returns where item.area.code == area && forms.contains(item.form) {
      if item.isOpen(on: today) {
        count.waiting += item.expected
        continue
      }
      count.owed += item.expected
      count.late += item.late
      count.absent += item.absent
    }
    return count
  }
}

/// Returns that are due, and how they came.
public struct ReturnCount: Sendable, Equatable {
  /// 应报
  public var owed = 0
  /// 迟报
  public var late = 0
  /// 未报
  public var absent = 0
  /// Those for which there is still time, which count for nothing yet.
  public var waiting = 0

  public init(owed: Int = 0, late: Int = 0, absent: Int = 0, waiting: Int = 0) {
    self.owed = owed
    self.late = late
    self.absent = absent
    self.waiting = waiting
  }

  /// 按时
  public var inTime: Int { owed - late - absent }
}
