import Panels
import PostalModel

/// What a wall shows of a place beyond what a screen does: where its parts lie, and the course of each of its figures.
extension Dashboard {
  /// What is drawn; nil until the board is there.
  var wallShowing: Showing? { frame.map { showing($0.0, $0.1) } }

  mutating func askForWall(_ board: Board, _ effects: inout [Effect]) {
    guard let own = board.own else { return }
    let place = session.spot.place
    if memory.tileMaps[own.area.code] == nil { ask(.loadTileMap(own.area.code), &effects) }
    var indicators: [Indicator]
    switch place.panel {
    case .overview, .openItems, .plans, .data:
      indicators = (PanelKind.headline + [.villages]).flatMap(handbook.headlineIndicators(of:))
    case .outlets, .packaging, .safety, .villages, .service, .scale: indicators = handbook.indicators(of: place.panel)
    }
    if let chosen = place.indicator.flatMap(handbook.indicator) { indicators.append(chosen) }
    for indicator in indicators where own.figures[indicator.id] != nil {
      askTrend(of: own.area.code, indicator.id, board, &effects)
    }
  }
}
