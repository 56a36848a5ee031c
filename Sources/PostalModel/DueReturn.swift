/// 应报未报: a monthly return that an area owes and has not sent.
public struct DueReturn: Sendable, Equatable {
  public var area: Area
  /// The area above it, which is asked to see to it; nil at the top.
  public var parent: Area?
  /// Of a township or village, the county it lies in.
  public var county: Area?
  public var form: Form
  public var month: Month
  /// The last day on which it is in time.
  public var due: Day

  public init(area: Area, parent: Area?, county: Area? = nil, form: Form, month: Month, due: Day) {
    self.area = area
    self.parent = parent
    self.county = county
    self.form = form
    self.month = month
    self.due = due
  }

  /// Days it is late, 0 where there is still time.
  public func daysLate(on today: Day) -> Int { max(0, today.ordinal - due.ordinal) }
}
