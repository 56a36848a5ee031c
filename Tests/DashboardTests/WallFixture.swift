import Dashboard
import Drawing
import Foundation
import Panels
import PostalModel

/// What the wall shows of the hand-made office, everything it needs fetched.
struct WallFixture {
  var base: Fixture

  init(_ language: Language = .zh, isDemonstration: Bool = true) {
    base = Fixture(language: language, isDemonstration: isDemonstration)
  }

  /// The usual scene: the second of five.
  func scene(elapsed: Int = 0, secondsLeft: Int = 12) -> WallScene {
    WallScene(
      position: 1, count: 5, next: base.language == .zh ? "绿色包装" : "Green packaging", secondsLeft: secondsLeft,
      elapsed: elapsed, time: "14:32")
  }

  func panel(_ address: String, _ scene: WallScene) throws -> WallPanel {
    let place = try Place(address)
    let request = BoardRequest(area: place.area, period: place.period, plan: place.plan)
    let board = base.board(request)
    let handbook = base.handbook
    let focus = place.panel.listsFigures || place.panel.listsMeasures ? place.panel : .outlets
    let rows = Ordering.rows(board.rows, by: .worst, indicators: handbook.indicators(of: focus))
    var showing = Showing(
      handbook: handbook, board: board, today: base.today, rows: rows, outlets: board.outlets, selection: nil,
      panel: place.panel, focus: focus, indicator: place.indicator, plan: place.plan, sort: .worst, filter: "",
      isTypingFilter: false, trends: [:])
    showing.kept = Kept()
    showing.generation = Kept.fresh()
    showing.list = Kept.List(
      area: place.area, period: board.period, plan: place.plan, beside: nil, panel: place.panel, focus: focus,
      indicator: nil, sort: .worst, isReversed: false, filter: "", marked: [], language: base.language)
    var panel = WallPanel(showing: showing, scene: scene)
    let needs = panel.needs
    for key in needs.trends {
      let answer = base.answer(
        .loadTrend(area: key.area, indicator: key.indicator, last: key.last, months: 24, plan: key.plan))
      if case .trendLoaded(let trend)? = answer { panel.showing.trends[key] = trend }
    }
    if let area = needs.tileMap, case .tileMapLoaded(_, let map)? = base.answer(.loadTileMap(area)) {
      panel.showing.tileMap = map
    }
    if needs.plans, case .plansLoaded(_, let plans)? = base.answer(.loadPlans(request)) { panel.showing.plans = plans }
    if needs.due, case .dueLoaded(_, let due)? = base.answer(.loadDue(request)) { panel.scene.due = due }
    return panel
  }

  func surface(_ panel: WallPanel, _ size: Size, _ glyphs: Glyphs = Glyphs()) -> Surface {
    var surface = Surface(size: size, glyphs: glyphs)
    panel.draw(on: &surface)
    return surface
  }
}
