import Drawing
import PostalModel

/// 规划 on the wall: how many targets and tasks stand how, what is overdue and what is due this month, and who leads it.
struct WallPlans {
  let showing: Showing
  let scene: WallScene

  private var words: Words { showing.words }
  private var wording: Wording { showing.wording }

  func draw(on surface: inout Surface) {
    let glyphs = surface.glyphs
    guard showing.plans != nil else {
      WaitPanel(words: words, failure: nil).draw(on: &surface)
      return
    }
    let list = showing.keep("wall.plans") { PlanList.of(showing.worstFirst) }
    guard !list.entries.isEmpty else {
      WaitPanel(words: words, failure: words["plans.none"]).draw(on: &surface)
      return
    }
    let counts = showing.keep("wall.plans.counts") { list.counts }
    let height = surface.height
    let top = height >= 12 ? min(max(8, height / 4), 15) : 0
    let bands = surface.bounds.splitTop(top)
    if top > 0 {
      let box = Box(title: words["wall.plans.standing"], detail: summary(counts))
      surface.panel(box, in: bands.top) { WallCounts(counts: all(counts, glyphs: glyphs)).draw(on: &$0) }
    }
    let due = showing.keep("wall.plans.due", [showing.today.ordinal]) { dueEntries(list) }
    if bands.rest.width >= 160, due.late.count > 2 {
      let sides = bands.rest.columns([.weight(1), .weight(1)], gap: 1)
      surface.within(sides[0]) { drawList(due.late, list, "wall.plans.late", isLate: true, on: &$0) }
      surface.within(sides[1]) { drawList(due.soon, list, due.key, isLate: false, on: &$0) }
      return
    }
    // One above the other: what is late has as many lines as it needs, up to half where both need more.
    let room = bands.rest.height
    let airy = 2 + max(1, due.late.count) * 3 - 1
    let upper = min(airy, max(room / 2, room - 2 - due.soon.count * 3 + 1))
    let parts = room >= 10 ? bands.rest.splitTop(upper) : (top: bands.rest, rest: Rect(width: 0, height: 0))
    surface.within(parts.top) { drawList(due.late, list, "wall.plans.late", isLate: true, on: &$0) }
    if parts.rest.height > 0 {
      surface.within(parts.rest) { drawList(due.soon, list, due.key, isLate: false, on: &$0) }
    }
  }

  private func summary(_ counts: PlanList.Counts) -> String {
    let hasTasks = counts.tasks > 0
    return hasTasks
      ? words["plans.count", String(counts.tasks), String(counts.targets)]
      : words["plans.lawOnly", String(counts.targets)]
  }

  /// The worst first; how many are met is always told.
  private func all(_ counts: PlanList.Counts, glyphs: Glyphs) -> [WallCounts.Count] {
    var all: [WallCounts.Count] = []
    for status in Status.allCases.sorted(by: { $0.severity < $1.severity }) where status.isJudged {
      let count = counts.byStatus[status] ?? 0
      guard count > 0 || status == .met else { continue }
      all.append(
        WallCounts.Count(
          number: count, mark: wording.mark(status, glyphs: glyphs), word: words["status.\(status.rawValue)"],
          role: wording.role(status)))
    }
    if counts.contradicted > 0 {
      all.append(
        WallCounts.Count(
          number: counts.contradicted, mark: wording.mark(.met, glyphs: glyphs) + "!",
          word: words["wall.plans.doubtful"], role: .notice))
    }
    if counts.silent > 0 {
      all.append(WallCounts.Count(number: counts.silent, mark: "", word: words["plans.silent"], role: .noTarget))
    }
    return all
  }

  /// What is overdue, the longest first, and what is due this month; where nothing is, what is due next.
  private func dueEntries(_ list: PlanList) -> (late: [Int], soon: [Int], key: String) {
    let today = showing.today
    let open = list.entries.indices.filter { index in
      let entry = list.entries[index]
      return !entry.item.isRule && !list.isOfWhole(entry)
        && (entry.item.status != .met || list.isContradicted(entry))
    }
    func day(_ index: Int) -> Day { list.entries[index].item.deadline! }
    let dated = open.filter { list.entries[$0].item.deadline != nil }
      .sorted { (day($0), $0) < (day($1), $1) }
    let late = dated.filter { day($0) < today }
    let ahead = dated.filter { day($0) >= today }
    let thisMonth = ahead.filter { Month(day($0)) == Month(today) }
    return (late, thisMonth.isEmpty ? ahead : thisMonth, thisMonth.isEmpty ? "wall.plans.next" : "wall.plans.month")
  }

  private func drawList(_ places: [Int], _ list: PlanList, _ key: String, isLate: Bool, on surface: inout Surface) {
    let glyphs = surface.glyphs
    let inner = Box.interior(of: surface.bounds)
    // The office has a line of its own where there is any room.
    let size = (inner.height < 6 ? max(1, inner.height) : (inner.height + 1) / 3) * LargeRows.lanes(inner.width)
    let pages = Pages(of: places.count, size: size, elapsed: scene.elapsed, seconds: 8)
    let box = Box(
      title: words[key], detail: words["open.count", String(places.count)],
      note: pages.text.map { words["wall.page", $0] })
    surface.panel(box, in: surface.bounds) { body in
      guard !places.isEmpty else {
        body.write(
          [Span(words[isLate ? "wall.plans.noneLate" : "wall.plans.noneSoon"], isLate ? .met : .dim)], row: 0,
          maxWidth: body.width)
        return
      }
      var rows = LargeRows(
        places[pages.range].map { row(list.entries[$0], list, isLate: isLate, glyphs: glyphs) }, keepsTail: true)
      rows.least = pages.count > 1 ? size : 0
      body.draw(rows, in: body.bounds)
    }
  }

  private func row(_ entry: PlanList.Entry, _ list: PlanList, isLate: Bool, glyphs: Glyphs) -> LargeRows.Row {
    let item = entry.item
    let lead = item.lead.isEmpty ? words["plans.noLead"] : item.lead
    let plan = list.standings.count > 2 ? list.standings[entry.plan].plan.name(showing.handbook.language) + " " : ""
    let status = item.status
    let isDoubtful = list.isContradicted(entry)
    let deadline = item.deadline.map(wording.date) ?? ""
    let days = item.deadline.map { showing.today.ordinal - $0.ordinal } ?? 0
    return LargeRows.Row(
      mark: wording.mark(status, glyphs: glyphs) + (isDoubtful ? "!" : ""),
      role: isDoubtful ? .notice : status.map(wording.role) ?? .noTarget,
      title: item.title(showing.handbook), note: plan + lead, value: deadline,
      tail: isLate ? words["open.overdue", wording.grouped(days)] : words["wall.daysLeft", String(-days)])
  }
}
