import Drawing
import Panels
import PostalModel

/// The mouse: a click selects, on what is selected already it opens; the wheel moves the cursor.
extension Dashboard {
  /// Rows for one notch of the wheel.
  private static let notch = 3

  mutating func point(_ mouse: Mouse) -> [Effect] {
    count = nil
    switch mouse.action {
    case .wheelUp: return run(.up, count: Dashboard.notch)
    case .wheelDown: return run(.down, count: Dashboard.notch)
    case .press: break
    }
    if session.input != nil { return [] }
    let hits = view(size).hits(row: mouse.row, column: mouse.column)
    let names = hits.compactMap { if case .name(let name) = $0 { name } else { nil } }
    // What lies under a sheet is not meant: a click there closes it, as far as it can be closed.
    let isHint = names.contains { name in commandNamed(name).map { keymap.has($0, in: context) } ?? false }
    if session.sheet != nil, !names.contains("sheet"), !isHint {
      return keymap.has(.back, in: context) ? run(.back, count: nil) : []
    }
    for hit in hits {
      switch hit {
      case .name(let name):
        if name == "sheet" { return [] }
        if let effects = follow(name) { return effects }
      case .row(let row):
        if let effects = click(row, under: names) { return effects }
      }
    }
    return []
  }

  /// The command that a tab or a hint stands for.
  private func commandNamed(_ name: String) -> Command? {
    name.hasPrefix("command.") ? Command(rawValue: String(name.dropFirst("command.".count))) : nil
  }

  /// A tab, a hint, a place of the path, a panel. nil: nothing to do by itself.
  private mutating func follow(_ name: String) -> [Effect]? {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    switch parts[0] {
    case "command": return commandNamed(name).map { run($0, count: nil) }
    case "crumb":
      guard let up = Int(parts[1]), up > 0, let board else { return [] }
      var place = session.spot.place
      let above = board.ancestors.count - up
      place.area = board.ancestors.indices.contains(above) ? board.ancestors[above].code : nil
      place.outlet = nil
      place.filter = ""
      move(to: place, .into)
      return []
    case "focus":
      guard let panel = PanelKind(rawValue: parts[1]), session.spot.place.panel == .overview else { return nil }
      focus(on: panel)
      return []
    default: return nil
    }
  }

  private mutating func click(_ row: Int, under names: [String]) -> [Effect]? {
    if session.sheet == nil {
      // The open items and the plan's tasks on the overview are lists of other panels.
      if session.spot.place.panel == .overview, let list = names.first(where: { $0.hasPrefix("command.") }) {
        return follow(list)
      }
      if let panel = names.first(where: { $0.hasPrefix("focus.") }) { _ = follow(panel) }
    }
    if case .whatIf? = session.sheet {
      // A click chooses an area; filling in is left to its key.
      return names.contains("levels") ? [] : run(.first, count: row + 1)
    }
    let place = (names.contains("outlets") ? listedAreas : 0) + row
    let before = session
    let effects = run(.first, count: place + 1)
    return before == session ? effects + run(.enter, count: nil) : effects
  }

  /// The areas above a list of outlets, which the cursor passes first.
  private var listedAreas: Int {
    guard let board, !board.rows.isEmpty else { return 0 }
    return showing(session.spot, board).rows.count
  }
}
