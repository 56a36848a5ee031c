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
    let list = PlanList.of(showing.worstFirst)
    guard !list.entries.isEmpty else {
      WaitPanel(words: words, failure: words["plans.none"]).draw(on: &surface)
      return
    }
    let counts = list.counts
    let cards = statusCards(counts, glyphs: glyphs)
    let height = surface.height
    let across = max(1, min(cards.count, surface.width / 16))
    let top = height >= 12 ? min(max(7, height / 4), 14) : height >= 7 ? 0 : 0
    let bands = surface.bounds.splitTop(top)
    if top > 0 { WallDeck(cards: Array(cards.prefix(across))).draw(in: bands.top, on: &surface) }
    let due = dueEntries(list)
    let isWide = bands.rest.width >= 110
    if isWide {
      let sides = bands.rest.columns([.weight(1), .weight(1)], gap: 1)
      surface.within(sides[0]) { drawList(due.late, list, "wall.plans.late", isLate: true, on: &$0) }
      surface.within(sides[1]) { drawList(due.soon, list, due.key, isLate: false, on: &$0) }
      return
    }
    // One above the other: each as many lines as it has entries for.
    let lower = min(max(4, due.soon.count + 2), max(0, bands.rest.height / 2))
    let parts = bands.rest.splitBottom(bands.rest.height >= 10 ? lower : 0)
    surface.within(parts.rest) { drawList(due.late, list, "wall.plans.late", isLate: true, on: &$0) }
    if parts.bottom.height > 0 {
      surface.within(parts.bottom) { drawList(due.soon, list, due.key, isLate: false, on: &$0) }
    }
  }

  private func statusCards(_ counts: PlanList.Counts, glyphs: Glyphs) -> [WallCard] {
    var cards: [WallCard] = []
    for status in Status.allCases.sorted(by: { $0.severity < $1.severity }) {
      guard let count = counts.byStatus[status], status.isJudged else { continue }
      let word = words["status.\(status.rawValue)"]
      let mark = wording.mark(status, glyphs: glyphs)
      cards.append(
        WallCard(
          title: word, short: word, unit: "", figure: String(count), role: wording.role(status), mark: mark,
          lines: [[Span("\(mark) \(word)", wording.role(status), strong: true)]]))
    }
    if counts.contradicted > 0 {
      let word = words["plans.contradicted"]
      cards.append(
        WallCard(
          title: word, short: word, unit: "", figure: String(counts.contradicted), role: .notice, mark: "",
          lines: [[Span("! \(word)", .notice, strong: true)]]))
    }
    if counts.silent > 0 {
      let word = words["plans.silent"]
      cards.append(
        WallCard(
          title: word, short: word, unit: "", figure: String(counts.silent), role: .noTarget, mark: "",
          lines: [[Span(word, .dim)]]))
    }
    return cards
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
    let airy = max(1, (inner.height + 1) / 3)
    let size =
      inner.height < 6 ? max(1, inner.height) : places.count <= airy * 3 ? airy : max(1, (inner.height + 1) / 2)
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
    let deadline = item.deadline.map(wording.date) ?? ""
    let days = item.deadline.map { showing.today.ordinal - $0.ordinal } ?? 0
    return LargeRows.Row(
      mark: wording.mark(status, glyphs: glyphs), role: status.map(wording.role) ?? .noTarget,
      title: item.title(showing.handbook), note: plan + lead, value: deadline,
      tail: isLate ? words["open.overdue", wording.grouped(days)] : words["wall.daysLeft", String(-days)])
  }
}
