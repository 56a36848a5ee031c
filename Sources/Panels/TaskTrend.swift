import Drawing
import PostalModel

/// The progress of a task as it was told, against an even way from the plan's first day to the deadline.
struct TaskTrend: Picture {
  private let trend: Drawing.Trend

  /// nil where nothing was told of it or it has no deadline.
  init?(_ standing: TaskStanding, plan: Plan, now: Month, words: Words) {
    guard let start = plan.from ?? plan.issued, let deadline = standing.task.deadline, start < deadline,
      standing.percent != nil
    else { return nil }
    let first = Month(start)
    let last = max(now, Month(deadline))
    let months = Array(first...last)
    // A word holds until the next.
    let told: [Double?] = months.map { month in
      guard month <= now else { return nil }
      return standing.progress.last { $0.entry.progress != nil && $0.entry.date <= month.lastDay }?.entry.progress.map(
        Double.init)
    }
    let length = Double(deadline.ordinal - start.ordinal)
    let expected: [Double?] = months.map { month in
      min(1, max(0, Double(month.lastDay.ordinal - start.ordinal) / length)) * 100
    }
    let marks = standing.task.milestones.map(\.deadline) + [deadline]
    trend = Drawing.Trend(
      series: [
        Drawing.Trend.Series(expected, role: .projection, stroke: .dotted), Drawing.Trend.Series(told),
      ],
      ticks: months.enumerated().filter { $0.element.month == 1 || $0.element == now }.map {
        Drawing.Trend.Tick($0.offset, $0.element.description)
      }, domain: 0...100,
      marks: Set(marks).sorted().compactMap { day in
        months.firstIndex(of: Month(day)).map { Drawing.Trend.Tick($0, "") }
      })
  }

  func draw(on surface: inout Surface) { trend.draw(on: &surface) }
}
