import Panels
import PostalModel

/// What a wall shows of a place beyond what a screen does: where its parts lie, and the course of each of its figures.
extension Dashboard {
  /// What is drawn; nil until the board is there.
  var wallShowing: Showing? { frame.map { showing($0.0, $0.1) } }

  /// What the wall says it is drawn from; what else a place needs is asked for as on a screen.
  mutating func askForWall(_ board: Board, _ effects: inout [Effect]) {
    guard let showing = wallShowing else { return }
    let needs = WallPanel(showing: showing, scene: wallScene).needs
    if let area = needs.tileMap, memory.tileMaps[area] == nil { ask(.loadTileMap(area), &effects) }
    for key in needs.trends { askTrend(of: key.area, key.indicator, board, &effects) }
    if needs.due, memory.due?.request != dueRequest { ask(.loadDue(dueRequest), &effects) }
  }

  /// What the address of the place chooses, and what has come for it.
  var wallScene: WallScene {
    let place = session.spot.place
    var scene = WallScene()
    if place.panel.listsFigures || place.panel.listsMeasures { scene.indicator = place.indicator }
    if let id = place.outlet { scene.outlet = board?.outlets.first { $0.id == id } ?? memory.outlets[id] ?? nil }
    if place.panel == .data { scene.due = memory.due.flatMap { $0.request == dueRequest ? $0.board : nil } }
    return scene
  }
}
