import Documents
import Panels

/// What leaves the screen as a file: the bulletin of the place, and the table shown.
extension Dashboard {
  /// Asks for the bulletin of the area and the period shown.
  mutating func writeBulletin() -> [Effect] {
    guard session.spot.place.area != nil, let board else {
      session.notice = Notice(text: handbook.words["bulletin.needsArea"], isError: false)
      return []
    }
    var request = session.spot.place.request
    request.period = board.period
    return [.writeBulletin(request, handbook.language)]
  }

  /// Asks for a file of the table on the screen, in its order and with its filter.
  mutating func exportTable(_ kind: FileKind) -> [Effect] {
    guard let table = shownTable else {
      session.notice = Notice(text: handbook.words["export.noTable"], isError: false)
      return []
    }
    return [.writeTable(table, kind)]
  }

  /// nil where the screen is no table, and while it has not come.
  private var shownTable: OutputTable? {
    let place = session.spot.place
    guard let board, place.outlet == nil, importShown == nil,
      place.panel != .plans || (place.indicator == nil && place.beside == nil)
    else { return nil }
    let shown = ShownTable(showing: showing(session.spot, board))
    guard place.panel == .data else {
      if place.panel == .plans, memory.plans[place.request] == nil { return nil }
      return shown.table
    }
    let table: OutputTable? =
      switch DataView(place.indicator) {
      case .ledger: memory.ledger.map(shown.ledger)
      case .due: memory.due.map { shown.due($0.board.returns) }
      case .reconcile: memory.reconcile.map { shown.reconcile($0.board.differences) }
      }
    return table.flatMap { $0.rows.isEmpty ? nil : $0 }
  }
}
