import Dashboard
import Drawing
import Foundation
import PostalModel
import Testing

/// Every panel at every size, width of ambiguous characters and tier of glyphs, as it is to be: one file a panel and
/// language in `Golden/panels`; `RECORD=1` writes them anew.
@Suite struct PanelScreensTests {
  struct Panel: Sendable, CustomStringConvertible {
    var name: String
    var address: String
    var keys: [Key] = []
    var hasItems = false
    var description: String { name }
  }

  static let panels = [
    Panel(name: "overview", address: "5205"), Panel(name: "outlets", address: "5205/outlets?plan=hoxud"),
    Panel(name: "packaging", address: "5205/packaging"), Panel(name: "safety", address: "5205/safety"),
    Panel(name: "villages", address: "5205/villages"), Panel(name: "plans", address: "5205/plans"),
    Panel(name: "plan-item", address: "5205/plans/village_reach"), Panel(name: "service", address: "5205/service"),
    Panel(name: "scale", address: "5205/scale"), Panel(name: "open-items", address: "5205/open-items", hasItems: true),
    Panel(name: "open-items-county", address: "520526/open-items", hasItems: true),
    Panel(name: "item", address: "5205/open-items?filter=talked", keys: [.character("d")], hasItems: true),
    Panel(
      name: "item-step", address: "5205/open-items?filter=talked", keys: [.character("d"), .down, .down, .enter],
      hasItems: true),
    Panel(name: "ledger", address: "/data"), Panel(name: "due", address: "5205/data/due"),
    Panel(name: "reconcile", address: "5205/data/reconcile"),
    Panel(name: "heat", address: "5205/packaging?view=heat"),
    Panel(name: "tiles", address: "5205/packaging?view=tiles"),
    Panel(name: "changes", address: "5205/packaging?view=changes"),
    Panel(name: "explain", address: "5205/packaging", keys: [.character("e")]),
    Panel(name: "keys", address: "5205/packaging", keys: [.character("?")]),
  ]
  static let sizes = [
    Size(width: 50, height: 16), Size(width: 80, height: 24), Size(width: 120, height: 36),
    Size(width: 200, height: 56),
  ]
  static let kinds = [
    Glyphs(tier: .full, ambiguous: .one), Glyphs(tier: .full, ambiguous: .two),
    Glyphs(tier: .ascii, ambiguous: .one), Glyphs(tier: .ascii, ambiguous: .two),
  ]

  @Test(arguments: panels, Language.allCases)
  func panel(_ panel: Panel, _ language: Language) throws {
    var screens: [String] = []
    for glyphs in PanelScreensTests.kinds {
      for size in PanelScreensTests.sizes {
        let fixture = Fixture(language: language, hasItems: panel.hasItems)
        var dashboard = fixture.dashboard(panel.address, glyphs: glyphs)
        fixture.settle(&dashboard, dashboard.update(.resized(size)))
        fixture.press(panel.keys, on: &dashboard)
        let surface = dashboard.view(size)
        let name = "\(size.width)x\(size.height) \(glyphs.tier.rawValue) \(glyphs.ambiguous)"
        for (number, row) in surface.rows(keepingTrailingBlanks: true).enumerated() {
          #expect(glyphs.columns(of: row) == size.width, "\(name), row \(number): \(row)")
          if glyphs.tier == .ascii {
            let drawn = row.unicodeScalars.filter { (0x2500...0x28FF).contains($0.value) || $0.value == 0x2026 }
            #expect(drawn.isEmpty, "\(name), row \(number): \(row)")
          }
        }
        screens.append("== \(name)\n" + surface.rows().joined(separator: "\n"))
      }
    }
    try GoldenFile.compare(
      screens.joined(separator: "\n") + "\n", "panels/\(panel.name)-\(language.rawValue).screens")
  }
}
