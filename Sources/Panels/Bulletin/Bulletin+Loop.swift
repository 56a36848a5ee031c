import Documents
import PostalModel

/// 整改闭环: what was done about open items in the period, and how they stand.
extension Bulletin {
  private var day: Day { board.itemDay }

  /// In words: what was done in the period, and how items stand; nil where nothing was ever done.
  var loop: (done: String, standing: String)? {
    guard !facts.histories.isEmpty else { return nil }
    let tally = LoopTally(facts.histories, in: period.months)
    let standing = LoopStanding(loopItems, on: day)
    return (
      words[
        "bulletin.loop.done", periodName, String(tally.noticed), String(tally.told), String(tally.checked),
        String(tally.failed), String(tally.closed)],
      words[
        "bulletin.loop.standing", day.description, String(standing.open), String(standing.overdue),
        String(standing.back)]
    )
  }

  /// The list of open items of the area.
  private var loopItems: [WorkItem] {
    board.workItems(
      indicators: handbook.indicators, law: handbook.planBook.law, standings: facts.standings,
      settings: handbook.settings)
  }

  /// 整改: the items in the loop, past their date before others, then those that were closed in the period.
  var rectifications: Document.Section? {
    guard let loop else { return nil }
    let items = Dictionary(loopItems.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let told = facts.histories.compactMap { history -> (history: ItemHistory, state: ItemState)? in
      guard let state = history.state,
        state.isOpen || items[history.key]?.isBack == true || period.months.contains(Month(state.lastOn))
      else { return nil }
      return (history, state)
    }.sorted { left, right in
      func rank(_ state: ItemState) -> (Int, Int, Int) {
        (state.isOpen ? 0 : 1, -max(0, state.daysOver(on: day) ?? 0), state.noticedOn.ordinal)
      }
      let (a, b) = (rank(left.state), rank(right.state))
      return a == b ? left.history.key.description < right.history.key.description : a < b
    }
    let itemWording = ItemWording(showing: showing)
    let rows = told.map { history, state -> [OutputTable.Cell] in
      let item = items[history.key]
      let last = history.steps.last?.step
      return [
        code(state.area), .text(wording.name(state.area)),
        text(item.map { itemWording.title($0) } ?? itemWording.name(of: history.key, title: state.title)),
        .day(state.noticedOn), text(words["act.\(state.act.rawValue)"]), .day(state.lastOn), self.day(state.due),
        standing(state, item), day(closed: state),
        state.repeats > 0 ? .number(String(state.repeats)) : .empty,
        text(item?.lead ?? ""), text(last?.who ?? ""), text(last?.note ?? ""), text(last?.evidence ?? ""),
        .code(history.key.description),
      ]
    }
    return Document.Section(
      title: words["bulletin.rectifications"], text: [loop.done, loop.standing],
      columns: [
        column("bulletin.code", .workbook), column("level.mixed"), column("bulletin.what", isWhole: false),
        column("bulletin.noticed"), column("bulletin.step"), column("bulletin.stepOn"), column("column.deadline"),
        column("column.status"), column("bulletin.closedOn"), column("loop.back"),
        column("bulletin.office", isWhole: false), column("step.field.who", .workbook),
        column("step.field.note", .workbook), column("step.field.evidence", .workbook), column("item.key", .workbook),
      ], parts: [listed(rows)])
  }

  private func day(closed state: ItemState) -> OutputTable.Cell { state.closedOn.map { .day($0) } ?? .empty }

  /// Past its date, within it, back again.
  private func standing(_ state: ItemState, _ item: WorkItem?) -> OutputTable.Cell {
    if !state.isOpen, item?.isBack == true { return .told(words["item.isBack"], number: nil, .bad) }
    guard let over = state.daysOver(on: day) else { return .empty }
    return over > 0
      ? .told(words["loop.over", String(over)], number: nil, .bad)
      : .told(words["loop.left", String(-over)], number: nil, .fair)
  }
}
