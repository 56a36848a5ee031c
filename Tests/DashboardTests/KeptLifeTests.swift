import Drawing
import Panels
import PostalModel
import Testing

@testable import Dashboard

/// What is kept of a dashboard goes when the dashboard goes: a wall makes a new one for every page, for months.
@Suite struct KeptLifeTests {
  @Test(arguments: GoldenTests.screens.filter { !$0.isEmpty })
  func nothingHoldsWhatKeepsIt(_ screen: GoldenTests.Screen) {
    weak var kept: Kept?
    do {
      let fixture = Fixture()
      var dashboard = fixture.dashboard(screen.address)
      fixture.settle(&dashboard, dashboard.update(.resized(Size(width: 120, height: 36))))
      fixture.press(screen.keys, on: &dashboard)
      _ = dashboard.view(Size(width: 120, height: 36))
      kept = dashboard.kept
      #expect(kept != nil)
    }
    #expect(kept == nil, "\(screen.name)")
  }
}
