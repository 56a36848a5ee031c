import Dashboard
import Drawing
import Panels
import PostalModel
import Testing

/// The wall at every size, width of ambiguous characters and tier of glyphs, as it is to be: one file a kind of scene and
/// language in `Golden/wall`; `RECORD=1` writes them anew.
@Suite struct WallScreensTests {
  struct Kind: Sendable, CustomStringConvertible {
    var name: String
    var address: String
    var warnings: [WallScene.Warning] = []
    var elapsed = 0
    var description: String { name }
  }

  static let kinds = [
    Kind(name: "overview", address: "5205"), Kind(name: "overview-top", address: "/"),
    Kind(name: "overview-turned", address: "5205", elapsed: 7),
    Kind(name: "overview-town", address: "520526100"),
    Kind(
      name: "overview-failed", address: "5205",
      warnings: [
        WallScene.Warning(kind: .failure, text: "数据库读不出,画面是 2 小时前的 / database unreadable, screen 2 h old"),
        WallScene.Warning(kind: .stale, text: "包装月报 37 天未更新 / packaging 37 days old"),
      ]),
    Kind(
      name: "overview-stale", address: "5205",
      warnings: [
        WallScene.Warning(kind: .stale, text: "包装 37 天未更新"), WallScene.Warning(kind: .stale, text: "网点 62 天未更新"),
      ]),
    Kind(name: "outlets", address: "5205/outlets?plan=hoxud"), Kind(name: "packaging", address: "5205/packaging"),
    Kind(name: "safety", address: "5205/safety"), Kind(name: "villages", address: "5205/villages"),
    Kind(name: "indicator", address: "5205/packaging/reusable_bags"), Kind(name: "plans", address: "5205/plans"),
    Kind(name: "open-items", address: "5205/open-items"), Kind(name: "service", address: "5205/service"),
    Kind(name: "scale", address: "5205/scale"), Kind(name: "returns", address: "5205/data/due"),
  ]

  private static func check(_ surface: Surface, _ name: String) {
    for (number, row) in surface.rows(keepingTrailingBlanks: true).enumerated() {
      #expect(surface.glyphs.columns(of: row) == surface.width, "\(name), row \(number): \(row)")
      if surface.glyphs.tier == .ascii {
        let drawn = row.unicodeScalars.filter { (0x2500...0x28FF).contains($0.value) || $0.value == 0x2026 }
        #expect(drawn.isEmpty, "\(name), row \(number): \(row)")
      }
    }
  }

  @Test(arguments: kinds, Language.allCases)
  func scene(_ kind: Kind, _ language: Language) throws {
    let fixture = WallFixture(language)
    var scene = fixture.scene(elapsed: kind.elapsed, secondsLeft: 18 - kind.elapsed)
    scene.warnings = kind.warnings
    let panel = try fixture.panel(kind.address, scene)
    var screens: [String] = []
    for glyphs in PanelScreensTests.kinds {
      for size in PanelScreensTests.sizes {
        let surface = fixture.surface(panel, size, glyphs)
        let name = "\(size.width)x\(size.height) \(glyphs.tier.rawValue) \(glyphs.ambiguous)"
        Self.check(surface, name)
        screens.append("== \(name)\n" + surface.rows().joined(separator: "\n"))
      }
    }
    try GoldenFile.compare(screens.joined(separator: "\n") + "\n", "wall/\(kind.name)-\(language.rawValue).screens")
  }

  @Test(arguments: kinds)
  func nothingBreaksAtAnySize(_ kind: Kind) throws {
    let fixture = WallFixture()
    var scene = fixture.scene()
    scene.warnings = kind.warnings
    let panel = try fixture.panel(kind.address, scene)
    let glyphs = [Glyphs(), Glyphs(tier: .ascii, ambiguous: .two)]
    var count = 0
    for width in [1, 5, 9, 16, 33, 47, 60, 76, 150, 240] {
      for height in [1, 2, 3, 4, 6, 7, 9, 12, 18, 47] {
        count += 1
        let surface = fixture.surface(panel, Size(width: width, height: height), glyphs[count % 2])
        Self.check(surface, "\(width)x\(height)")
      }
    }
  }
}
