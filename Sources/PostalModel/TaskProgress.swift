/// 任务进展: what an office said of a task on a day.
public struct TaskProgress: Sendable, Equatable {
  public var plan: String
  public var task: String
  public var day: Day
  /// 0 to 100; nil where only a note was given.
  public var percent: Int?
  public var note: String
  /// Where the row came from.
  public var origin: SourceRow?

  public init(plan: String, task: String, day: Day, percent: Int?, note: String, origin: SourceRow? = nil) {
    self.plan = plan
    self.task = task
    self.day = day
    self.percent = percent
    self.note = note
    self.origin = origin
  }
}
