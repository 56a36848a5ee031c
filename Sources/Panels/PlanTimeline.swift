import Drawing
import PostalModel

/// 时间轴: the dates of plans on a line, with how many things fall due on each, and where the period shown ends.
struct PlanTimeline: Picture {
  struct Mark {
    var day: Day
    var text: String
    var role: Role
  }

  var first: Day
  var last: Day
  /// The day figures are judged on.
  var now: Day
  var nowText: String
  /// In the order of days.
  var marks: [Mark]

  /// Three rows: years, the line, and what is due.
  static let height = 3

  init?(_ list: PlanList, showing: Showing, glyphs: Glyphs) {
    let now = showing.board.period.lastDay
    let words = showing.words
    var days: [Day: [PlanItem]] = [:]
    for entry in list.entries {
      if let deadline = entry.item.deadline { days[deadline, default: []].append(entry.item) }
      if case .task(let standing) = entry.item {
        for step in standing.task.milestones where step.deadline != entry.item.deadline {
          days[step.deadline, default: []] += []
        }
      }
    }
    let plans = list.standings.map(\.plan).filter { $0.id != Plan.law }
    let starts = plans.compactMap(\.from) + days.keys
    guard !days.isEmpty, let first = starts.min(),
      let end = (Array(days.keys) + plans.compactMap(\.until) + [now]).max()
    else { return nil }
    self.first = Day(min(first, now).year, 1, 1)!
    last = Day(end.year, 12, 31)!
    self.now = now
    nowText = showing.board.period.description
    marks = days.keys.sorted().map { day in
      let items = days[day]!
      let month = Month(day).description
      let text = items.isEmpty ? words["plans.stepDate", month] : words["plans.due", month, String(items.count)]
      let status = day >= now ? nil : PlanTimeline.status(of: items)
      let role: Role = day >= now ? .label : status == .missed ? .missed : status == .met ? .met : .dim
      let mark = showing.wording.mark(status, glyphs: glyphs)
      return Mark(day: day, text: mark.isEmpty ? text : "\(mark) \(text)", role: role)
    }
  }

  /// What a day that has passed came to: missed where one thing was, met where all were, nil where it is not known.
  private static func status(of items: [PlanItem]) -> Status? {
    if items.contains(where: { $0.status == .notReported || $0.status?.isShortfall == true }) { return .missed }
    return !items.isEmpty && items.allSatisfy { $0.status == .met } ? .met : nil
  }

  func draw(on surface: inout Surface) {
    let glyphs = surface.glyphs
    let width = surface.width
    guard width >= 20, surface.height >= 2, last > first else { return }
    func column(_ day: Day) -> Int {
      min(width - 1, max(0, (day.ordinal - first.ordinal) * (width - 1) / (last.ordinal - first.ordinal)))
    }
    let hasYears = surface.height >= 3
    let line = hasYears ? 1 : 0
    surface.fill(glyphs.horizontal, row: line, column: 0, columns: width, role: .axis)
    let here = column(now)
    let isLeft = here - glyphs.columns(of: nowText) - 1 >= 0
    let text = isLeft ? "\(nowText) \(glyphs.timeNow)" : "\(glyphs.timeNow) \(nowText)"
    let columns = glyphs.columns(of: text)
    let start = isLeft ? here - columns + 1 : here
    for year in first.year...last.year {
      let at = column(Day(year, 1, 1)!)
      surface.write(glyphs.timeTick, row: line, column: at, role: .axis)
      // A year gives way to where one is.
      if hasYears, at + 4 < start || at > start + columns {
        surface.write(String(year), row: 0, column: at, role: .dim)
      }
    }
    surface.write(glyphs.timeNow, row: line, column: here, role: .accent, strong: true)
    if hasYears { surface.write(text, row: 0, column: start, role: .accent) }
    // Labels stand under their marks, pushed apart; the later ones matter more and are placed first.
    var limit = width
    for mark in marks.reversed() {
      let at = column(mark.day)
      if at != here { surface.write(glyphs.timeMark, row: line, column: at, role: mark.role, strong: true) }
      let columns = glyphs.columns(of: mark.text)
      let start = min(max(0, at - columns / 2), limit - columns)
      guard start >= 0, abs(start + columns / 2 - at) < columns else { continue }
      surface.write(mark.text, row: line + 1, column: start, role: mark.role)
      limit = start - 2
    }
  }
}
