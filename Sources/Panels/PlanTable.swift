import Drawing
import PostalModel

/// The columns of a list of what plans ask.
struct PlanTable {
  let showing: Showing
  let list: PlanList
  let glyphs: Glyphs
  /// The room there is.
  let width: Int

  private var words: Words { showing.words }
  private var wording: Wording { showing.wording }

  var table: Table {
    var sections: [Int: [String]] = [:]
    var next = 0
    for line in list.lines {
      switch line {
      case .heading(let text): sections[next, default: []].append(text)
      case .entry: next += 1
      }
    }
    func column(_ key: String, _ alignment: Alignment = .left, priority: Int, least: Int? = nil) -> Table.Column {
      Table.Column(key.isEmpty ? "" : words[key], alignment: alignment, minimum: least, priority: priority)
    }
    var title = Table.Column(words["column.item"], minimum: 24, ideal: 28, priority: Table.Column.always)
    title.stretches = true
    // On a wide screen there is room for all offices.
    var supporting = Table.Column(words["column.supporting"], minimum: 24, ideal: 24, priority: 8)
    supporting.stretches = true
    var table = Table(
      columns: [
        column("column.clause", priority: 85), column("", priority: 15), title,
        column("column.lead", priority: 60, least: 10), column("column.deadline", priority: 70, least: 7),
        column("column.target", .right, priority: 80), column("column.now", .right, priority: 90),
        column("column.expected", .right, priority: 30), column("column.status", priority: 95),
        column("column.atDeadline", priority: 40), column("column.plan", priority: 75), supporting,
      ], rows: list.entries.map(cells), hasFocus: true, gap: 2, sections: sections)
    for (place, least, most) in [(0, 9, 9), (1, 8, 8), (3, 12, 18), (8, 16, 22), (9, 9, 16), (10, 8, 12)] {
      let width = table.widestText(of: place, glyphs: glyphs)
      table.columns[place].ideal = min(most, width)
      table.columns[place].minimum = min(least, width)
    }
    // What the headings of groups say is not said in each row.
    if showing.sort == .office { table.columns[3].priority = 5 }
    if showing.sort == .date { table.columns[4].priority = 5 }
    let hasPlan = list.standings.contains { $0.plan.id != Plan.law }
    if !hasPlan {
      let clauses = table.widestText(of: 0, glyphs: glyphs)
      (table.columns[0].ideal, table.columns[0].minimum) = (min(22, clauses), min(22, clauses))
    }
    // A title cut short says little: columns that are mostly empty give way to it first, and then the names of kinds.
    table.columns[2].ideal = min(44, table.widestText(of: 2, glyphs: glyphs))
    table.columns[2].minimum = table.columns[2].ideal
    for place in [3, 9] where showing.filter.isEmpty && isSparse(place, of: table) { table.columns[place].priority = 4 }
    // Columns with nothing in them are left out.
    var blank = Set(table.columns.indices.filter(table.isBlank))
    // Names of all offices are for a wall: before that the titles need the room.
    if width < 165 { blank.insert(11) }
    let kept = table.columns.indices.filter { !blank.contains($0) || $0 == 2 }
    table.rows = table.rows.map { row in kept.map { row[$0] } }
    table.columns = kept.map { table.columns[$0] }
    return table
  }

  /// Fewer than half of what can be led and dated says something there.
  private func isSparse(_ place: Int, of table: Table) -> Bool {
    let counted = list.entries.indices.filter { !list.entries[$0].item.isRule }
    let full = counted.count { table.rows[$0][place].spans.contains { !$0.text.isEmpty } }
    return full * 2 < counted.count
  }

  private func cells(_ entry: PlanList.Entry) -> [Table.Cell] {
    let item = entry.item
    var cells = [
      Table.Cell(item.clause, .dim), Table.Cell(words["plans.kind.\(item.kind)"], .dim),
      Table.Cell(item.title(showing.handbook), item.isRule ? .dim : .text), lead(item),
      Table.Cell(item.deadline.map(showing.wording.date) ?? "", .dim),
    ]
    switch item {
    case .target(let standing): cells += target(standing)
    case .task(let standing): cells += task(standing, entry)
    case .rule: cells += [.empty, .empty, .empty, .empty, .empty]
    }
    // In the plans' own order the headings say whose it is.
    let isMixed = list.standings.filter { $0.plan.id != Plan.law }.count > 1 && showing.sort != .clause
    let plan = list.standings[entry.plan].plan.name(showing.handbook.language)
    cells += [
      Table.Cell(isMixed ? plan : "", .dim),
      Table.Cell(item.supporting.joined(separator: words["say.list"]), .dim),
    ]
    return cells
  }

  /// The lead office; where the filter found another one, that one with its part.
  private func lead(_ item: PlanItem) -> Table.Cell {
    let filter = showing.filter
    if !filter.isEmpty, !item.lead.holds(filter), let found = item.supporting.first(where: { $0.holds(filter) }) {
      return Table.Cell([Span(words["plans.supporting"] + " ", .label), Span(found, .text)])
    }
    return Table.Cell(item.lead, .text)
  }

  private func target(_ standing: TargetStanding) -> [Table.Cell] {
    let target = standing.figure?.judgement.applied?.target ?? standing.target
    guard let indicator = showing.handbook.indicator(target.indicator) else {
      return [Table.Cell(wording.text(target), .value), .empty, .empty, .empty, .empty]
    }
    let unit = wording.unit(indicator)
    let figure = standing.figure
    var now: [Span] = []
    if let figure {
      now = [
        Span(
          wording.value(figure, indicator, glyphs: glyphs), figure.reading.ratio == nil ? .dim : .value,
          strong: figure.reading.ratio != nil)
      ]
    }
    let expected = figure?.judgement.expectedValue.map { wording.decimals(Amount($0), indicator) } ?? ""
    var verdict: [Span] = []
    if let then = standing.atDeadline {
      verdict = [
        Span(
          wording.mark(then.status, glyphs: glyphs).isEmpty ? "" : wording.mark(then.status, glyphs: glyphs) + " ",
          wording.role(then)),
        Span(
          then.reading.ratio == nil ? words["absence.notSent"] : wording.value(then, indicator, glyphs: glyphs),
          wording.role(then)),
      ]
    }
    return [
      Table.Cell([Span(wording.text(target), .value), Span(unit.isEmpty ? "" : " \(unit)", .dim)]), Table.Cell(now),
      Table.Cell(expected, .dim), Table.Cell(status(standing)), Table.Cell(verdict),
    ]
  }

  private func status(_ standing: TargetStanding) -> [Span] {
    var spans = wording.status(standing.figure, glyphs: glyphs)
    if standing.figure?.isYearToDate == true {
      spans.append(Span((spans.isEmpty ? "" : " ") + words["measures.running"], .dim))
    }
    if standing.isOfWhole, !spans.isEmpty { spans.append(Span(" " + words["plans.whole"], .dim)) }
    return spans
  }

  private func task(_ standing: TaskStanding, _ entry: PlanList.Entry) -> [Table.Cell] {
    var verdict: [Span] = []
    if let then = standing.atDeadline {
      verdict = [Span(wording.mark(then, glyphs: glyphs), wording.role(then))]
    }
    return [
      .empty,
      standing.percent.map { Table.Cell("\($0) %", .value, strong: true) }
        ?? Table.Cell(words[standing.progress.isEmpty ? "plans.silentTask" : "plans.noteOnly"], .dim),
      Table.Cell(standing.percent == nil ? "" : standing.expected.map { "\(Int($0)) %" } ?? "", .dim),
      Table.Cell(
        wording.status(of: standing, isContradicted: list.isContradicted(entry), glyphs: glyphs)
          + (list.isOfWhole(entry) ? [Span(" " + words["plans.whole"], .dim)] : [])),
      Table.Cell(verdict),
    ]
  }
}

extension Wording {
  /// Mark and word of a task; nothing while nothing was said of it and nothing is due. One that is contradicted by its
  /// own number keeps its mark and says so.
  func status(of standing: TaskStanding, isContradicted: Bool, glyphs: Glyphs) -> [Span] {
    guard let status = standing.status else { return [] }
    if isContradicted {
      return [Span(mark(status, glyphs: glyphs) + " ", role(status)), Span(words["plans.contradicted"], .notice)]
    }
    return [Span("\(mark(status, glyphs: glyphs)) \(words["status.\(status.rawValue)"])", role(status))]
  }
}
