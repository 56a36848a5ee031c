import Panels
import PostalModel

/// Marking areas and setting two of them side by side.
extension Dashboard {
  /// Marks the area the cursor is on, or takes its mark away; of three the oldest mark goes.
  mutating func mark() {
    guard let board, let row = showing(session.spot, board).subject else { return }
    let code = row.area.code
    if let place = session.marked.firstIndex(of: code) {
      session.marked.remove(at: place)
    } else {
      session.marked.append(code)
      if session.marked.count > 2 { session.marked.removeFirst() }
    }
    session.notice = Notice(
      text: handbook.words["mark.now", String(session.marked.count), keymap.shown([.compare], glyphs)], isError: false)
  }

  /// The two areas marked; the one under the cursor stands in for one that is missing.
  mutating func compare() {
    if case .compare? = session.sheet {
      session.sheet = nil
      return
    }
    guard let board else { return }
    if session.marked.count == 1, let code = showing(session.spot, board).subject?.area.code,
      code != session.marked[0]
    {
      session.marked.append(code)
    }
    guard session.marked.count == 2 else {
      session.notice = Notice(
        text: handbook.words["mark.needed", keymap.shown([.mark], glyphs)], isError: false)
      return
    }
    session.sheets.append(.compare(offset: 0))
  }

  func compareRequest(_ code: AreaCode) -> BoardRequest {
    BoardRequest(
      area: code, period: session.spot.place.period ?? board?.period, plan: session.spot.place.plan)
  }

  func comparePanel(_ showing: Showing) -> ComparePanel {
    var offset = 0
    if case .compare(let now)? = session.sheet { offset = now }
    return ComparePanel(
      showing: showing, sides: session.marked.map { ($0, memory.boards[compareRequest($0)]?.own) }, offset: offset)
  }
}
