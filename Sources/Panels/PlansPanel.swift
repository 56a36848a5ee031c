import Drawing
import PostalModel

/// 规划: what the plan in use asks, by clause, office or date: each task and each number with who leads it, by when, and
/// how it stands.
public struct PlansPanel {
  public var showing: Showing
  /// The position of the cursor.
  public var selection: Int?
  /// False on a wall's overview, where it is one panel of several and shows the worst first.
  public var isFull: Bool

  public init(showing: Showing, selection: Int? = nil, isFull: Bool = true) {
    self.showing = isFull ? showing : showing.worstFirst
    self.selection = selection
    self.isFull = isFull
  }

  private var words: Words { showing.words }
  private var wording: Wording { showing.wording }

  public func draw(on surface: inout Surface) {
    if !isFull { surface.mark(as: .name("command.plans")) }
    guard showing.plans != nil else {
      surface.panel(box(nil), in: surface.bounds) {
        $0.write(words["explain.loading"], row: 0, role: .dim, maxWidth: $0.width)
      }
      return
    }
    let list = PlanList.of(showing)
    guard !list.entries.isEmpty else {
      surface.panel(box(nil), in: surface.bounds) { inside in
        let key = !showing.filter.isEmpty ? "list.noMatch" : "plans.none"
        let lines = inside.glyphs.wrapped(words[key], to: inside.width)
        for (row, line) in lines.enumerated() { inside.write(line, row: row, role: .dim, maxWidth: inside.width) }
      }
      return
    }
    let height = surface.height
    let chosen = selection.flatMap { list.entries.indices.contains($0) ? $0 : nil }
    let facts = chosen.map { PlanFacts(showing: showing, glyphs: surface.glyphs).brief(list, $0) }
    var detail = 0
    if isFull, let facts, height >= 14 {
      let width = Box.interior(of: surface.bounds).width
      detail = min(Facts(facts).rows(width: width, glyphs: surface.glyphs).count + 2, max(5, height / 3))
    }
    let bands = surface.bounds.splitBottom(detail)
    surface.within(bands.rest) { drawList(list, chosen, on: &$0) }
    if detail > 0, let facts {
      surface.panel(Box(title: words["panel.sentence"]), in: bands.bottom) { Facts(facts).draw(on: &$0) }
    }
  }

  private func box(_ footer: String?) -> Box {
    Box(
      key: "6", title: words["panel.plans"], detail: showing.selectedPlanName, note: isFull ? showing.listNote : nil,
      footer: footer,
      hasFocus: isFull)
  }

  private func drawList(_ list: PlanList, _ chosen: Int?, on surface: inout Surface) {
    let glyphs = surface.glyphs
    let inner = Box.interior(of: surface.bounds)
    let timeline = PlanTimeline(list, showing: showing, glyphs: glyphs)
    let timeRows = isFull && timeline != nil && inner.height >= 16 && inner.width >= 60 ? PlanTimeline.height + 1 : 0
    let summaryRows = inner.height >= 6 ? 1 : 0
    let body = inner.height - timeRows - summaryRows
    var table = PlanTable(showing: showing, list: list, glyphs: glyphs, width: inner.width).table
    table.selection = chosen
    surface.panel(box(table.scrollHint(height: body)), in: surface.bounds) {
      inside in
      var rest = inside.bounds
      if summaryRows > 0 {
        inside.write(summary(list, width: inside.width, glyphs: glyphs), row: 0, maxWidth: inside.width)
        rest = rest.splitTop(1).rest
      }
      if timeRows > 0, let timeline {
        let parts = rest.splitTop(timeRows)
        inside.draw(timeline, in: parts.top.splitBottom(1).rest)
        rest = parts.rest
      }
      inside.draw(table, in: rest)
    }
  }

  /// How many stand how, the day of judgement and the bounds that lights are judged by.
  private func summary(_ list: PlanList, width: Int, glyphs: Glyphs) -> [Span] {
    let counts = list.counts
    let hasPlan = list.standings.contains { $0.plan.id != Plan.law }
    let head =
      hasPlan
      ? words["plans.count", String(counts.tasks), String(counts.targets)]
      : words["plans.lawOnly", String(counts.targets)]
    func lights(_ withWords: Bool) -> [Span] {
      var spans: [Span] = []
      for status in Status.allCases.sorted(by: { $0.severity < $1.severity }) {
        guard let count = counts.byStatus[status], status != .noTarget, status != .notApplicable else { continue }
        let word = withWords ? " \(words["status.\(status.rawValue)"])" : ""
        spans.append(Span("  \(wording.mark(status, glyphs: glyphs))\(word) \(count)", wording.role(status)))
      }
      if counts.contradicted > 0 {
        let word = withWords ? words["plans.contradicted"] : wording.mark(.met, glyphs: glyphs) + "!"
        spans.append(Span("  \(word) \(counts.contradicted)", .notice))
      }
      if counts.silent > 0 {
        spans.append(Span("  \(withWords ? words["plans.silent"] : glyphs.none) \(counts.silent)", .dim))
      }
      return spans
    }
    let settings = showing.handbook.settings
    let (near, far) = (wording.tenths(settings.behindBound), wording.tenths(settings.farBehindBound))
    let day = words["plans.judged", showing.board.period.lastDay.description]
    let bounds = words["explain.bounds", near, far]
    let short = words["plans.bounds", near, far]
    let variants: [(Bool, String)] = [
      (true, "\(day)  \(bounds)"), (true, "\(day)  \(short)"), (true, short), (false, "\(day)  \(short)"),
      (false, short),
      (false, ""),
    ]
    for (withWords, right) in variants {
      let spans = [Span(head, .text, strong: true)] + lights(withWords)
      let gap = width - glyphs.columns(of: spans) - glyphs.columns(of: right)
      guard gap >= (right.isEmpty ? 0 : 2) else { continue }
      return right.isEmpty ? spans : spans + [Span(String(repeating: " ", count: gap)), Span(right, .dim)]
    }
    return lights(false)
  }
}

extension PlanItem {
  /// 任务, 目标 or 规定, as the key of its word.
  var kind: String {
    switch self {
    case .target: "target"
    case .task: "task"
    case .rule: "rule"
    }
  }
}

extension Showing {
  /// Without the filter and the worst first, as a wall's overview lists what plans ask.
  public var worstFirst: Showing {
    var copy = self
    copy.filter = ""
    copy.sort = .worst
    return copy
  }

  /// The plans listed, by name.
  var selectedPlanName: String? {
    guard let plans, board.area != nil else { return nil }
    let names = plans.filter { $0.plan.id != Plan.law }.map { wording.name($0.plan, isBorrowed: $0.isBorrowed) }
    return names.isEmpty ? nil : names.joined(separator: "  ")
  }
}
