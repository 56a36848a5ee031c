import Drawing
import PostalModel

/// 大屏: one place for people who stand metres away.
public struct WallPanel {
  public var showing: Showing
  public var scene: WallScene

  public init(showing: Showing, scene: WallScene) {
    self.showing = showing
    self.scene = scene
  }

  public func draw(on surface: inout Surface) {
    OverviewPanel(showing: showing).draw(on: &surface)
  }
}
