import Drawing
import PostalModel

/// 大屏: one place for people who stand metres away: few things, large, the worst first.
///
/// When room runs out it folds in this order: what moves along the bottom, the trend, the map, the worst items, the
/// cards after the first, and at last the figure itself becomes a line.
public struct WallPanel {
  public var showing: Showing
  public var scene: WallScene

  public init(showing: Showing, scene: WallScene) {
    self.showing = showing
    self.scene = scene
  }

  /// What the screen is drawn from besides the board. Until it has come the room for it stays blank.
  public struct Needs: Sendable, Equatable {
    public var trends: [TrendKey] = []
    /// The area whose parts lie on a map.
    public var tileMap: AreaCode?
    public var plans = false
    public var due = false
  }

  /// What has to be fetched before the scene comes up.
  public var needs: Needs {
    var needs = Needs()
    needs.tileMap = showing.board.area?.code
    switch showing.panel {
    case .plans: needs.plans = true
    case .data: needs.due = true
    default: break
    }
    guard let own = showing.board.own else { return needs }
    var ids = WallCards(showing: showing, scene: scene).indicators.map(\.id)
    if showing.panel.listsMeasures { ids = MeasuresPanel.items(of: showing, panel: showing.panel).map(\.indicator) }
    if let chosen { ids = [chosen.id] }
    needs.trends = ids.map {
      TrendKey(area: own.area.code, indicator: $0, last: showing.lastMonth, plan: showing.plan)
    }
    return needs
  }

  /// The indicator that takes the screen.
  private var chosen: Indicator? {
    let listed = showing.panel.listsFigures ? showing.indicator : nil
    return (scene.indicator ?? listed).flatMap(showing.handbook.indicator)
  }

  public func draw(on surface: inout Surface) {
    let frame = WallFrame(showing: showing, scene: scene, size: surface.size, glyphs: surface.glyphs)
    frame.draw(on: &surface)
    surface.within(frame.body) { drawBody(on: &$0) }
  }

  private func drawBody(on surface: inout Surface) {
    guard surface.height > 0, surface.width > 0 else { return }
    let facts = showing.board.facts
    if facts.imports == 0 {
      WaitPanel(words: showing.words, failure: showing.words["wall.empty"]).draw(on: &surface)
    } else if let outlet = scene.outlet {
      WallOutlet(showing: showing, scene: scene, outlet: outlet).draw(on: &surface)
    } else if let chosen {
      WallIndicator(showing: showing, scene: scene, indicator: chosen).draw(on: &surface)
    } else {
      switch showing.panel {
      case .overview: WallOverview(showing: showing, scene: scene).draw(on: &surface)
      case .outlets, .packaging, .safety, .villages: WallFigures(showing: showing, scene: scene).draw(on: &surface)
      case .plans: WallPlans(showing: showing, scene: scene).draw(on: &surface)
      case .service, .scale: WallMeasures(showing: showing, scene: scene).draw(on: &surface)
      case .openItems: WallOpenItems(showing: showing, scene: scene).draw(on: &surface)
      case .data: WallReturns(showing: showing, scene: scene).draw(on: &surface)
      }
    }
  }
}
