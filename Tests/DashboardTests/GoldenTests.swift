import Dashboard
import Drawing
import Foundation
import PostalModel
import Testing

/// Screens as they are to be, in `Golden`; `RECORD=1` writes them anew.
@Suite struct GoldenTests {
  struct Screen: Sendable, CustomStringConvertible {
    var name: String
    var address: String
    var keys: [Key] = []
    var isEmpty = false
    var sizes = ["80x24", "120x36"]
    var description: String { name }
  }

  static let screens = [
    Screen(name: "overview", address: "5205", sizes: ["80x24", "120x36", "50x16", "200x56"]),
    Screen(name: "overview-borrowed", address: "5205?plan=hoxud"),
    Screen(name: "top", address: "/"),
    Screen(name: "outlets", address: "5205/outlets?plan=hoxud"),
    Screen(name: "outlet-list", address: "520526100001/outlets"),
    Screen(name: "outlet-record", address: "520526100001/outlets", keys: [.down, .down, .enter]),
    Screen(name: "packaging", address: "5205/packaging/reusable_bags"),
    Screen(name: "safety", address: "5205/safety", keys: [.right]),
    Screen(name: "villages", address: "5205/villages"),
    Screen(name: "outlets-heat", address: "5205/outlets?plan=hoxud&view=heat", keys: [.down, .left, .left]),
    Screen(
      name: "packaging-heat", address: "5205/packaging/slim_tape", keys: [.character("t"), .down],
      sizes: ["80x24", "120x36", "200x56"]),
    Screen(
      name: "packaging-tiles", address: "5205/packaging/slim_tape", keys: [.character("m"), .right],
      sizes: ["80x24", "120x36", "200x56", "50x16"]),
    Screen(
      name: "packaging-changes", address: "5205/packaging/reusable_bags", keys: [.character("c"), .down],
      sizes: ["50x16", "80x24", "120x36", "200x56"]),
    Screen(name: "outlets-changes", address: "5205/outlets@2025-Q2?plan=hoxud&view=changes&sort=-on-year"),
    Screen(name: "top-changes", address: "/packaging?view=changes", sizes: ["120x36"]),
    Screen(name: "scale-changes", address: "5205/scale?view=changes"),
    Screen(name: "top-tiles", address: "/outlets?view=tiles&plan=hoxud", sizes: ["80x24"]),
    Screen(name: "scale-heat", address: "5205/scale?view=heat", sizes: ["120x36"]),
    Screen(name: "open-items", address: "5205/open-items", keys: [.down]),
    Screen(name: "plans", address: "5205/plans", keys: [.down, .down], sizes: ["80x24", "120x36", "200x56"]),
    Screen(name: "plans-office", address: "5205/plans?sort=office&filter=商务", sizes: ["120x36"]),
    Screen(name: "plans-date", address: "5205/plans?sort=date"),
    Screen(name: "plans-task", address: "5205/plans/7"),
    Screen(name: "plans-clause", address: "5205/plans/7", keys: [.enter]),
    Screen(
      name: "plans-text-absent", address: "5205/plans/outlet_density?plan=hoxud", keys: [.enter], sizes: ["80x24"]),
    Screen(name: "plans-beside", address: "5205/plans?beside=hoxud"),
    // The same target before, on and after its deadline of 2025-06-30.
    Screen(name: "deadline-before", address: "5205/plans/village_station@2025-05", sizes: ["120x36"]),
    Screen(name: "deadline-on", address: "5205/plans/village_station@2025-06", sizes: ["120x36"]),
    Screen(name: "deadline-after", address: "5205/plans/village_station@2025-07", sizes: ["120x36"]),
    Screen(name: "service", address: "5205/service", keys: [.down], sizes: ["80x24", "120x36", "200x56"]),
    Screen(name: "scale", address: "5205/scale"),
    Screen(name: "scale-year", address: "5205/scale@2024", sizes: ["120x36"]),
    Screen(name: "packaging-beside", address: "5205/villages?beside=hoxud", sizes: ["120x36"]),
    Screen(name: "data", address: "/data"),
    Screen(name: "data-due", address: "5205/data/due", keys: [.down]),
    Screen(name: "data-reconcile", address: "5205/data/reconcile", keys: [.down]),
    Screen(name: "data-import", address: "/data", keys: [.enter, .down]),
    Screen(name: "data-undo", address: "/data", keys: [.character("u")], sizes: ["80x24"]),
    Screen(name: "data-files", address: "/data", keys: [.character("i"), .down]),
    Screen(name: "data-preview", address: "/data", keys: [.character("i"), .down, .enter]),
    Screen(
      name: "data-stored", address: "/data", keys: [.character("i"), .down, .enter, .character("b"), .character("b")],
      sizes: ["80x24"]),
    Screen(name: "sources", address: "5205/packaging", keys: [.character("e"), .enter]),
    Screen(name: "source", address: "5205/packaging", keys: [.character("e"), .enter, .enter, .down]),
    Screen(name: "explain", address: "5205/outlets?plan=hoxud", keys: [.character("e")]),
    Screen(
      name: "what-if", address: "5205/outlets?plan=hoxud", keys: [.character("w"), .character("+"), .enter, .down]),
    Screen(
      name: "what-if-parcels", address: "5205/packaging/slim_tape",
      keys: [.character("w"), .character("3"), .character("5")], sizes: ["80x24", "200x56", "50x16"]),
    Screen(name: "brands", address: "5205/packaging", keys: [.character("B"), .down]),
    Screen(name: "brands-parts", address: "5205/safety", keys: [.character("B"), .enter], sizes: ["80x24", "120x36"]),
    Screen(name: "brands-outlets", address: "5205/outlets", keys: [.character("B")], sizes: ["80x24"]),
    Screen(
      name: "assessment", address: "5205", keys: [.character("a"), .down],
      sizes: ["80x24", "120x36", "200x56", "50x16"]
    ),
    Screen(
      name: "assessment-lines", address: "5205", keys: [.character("a"), .end, .enter, .down, .down],
      sizes: ["80x24", "120x36", "200x56", "50x16"]),
    Screen(name: "help", address: "5205", keys: [.character("?")]),
    Screen(name: "palette", address: "5205/packaging", keys: [.character(":"), .character("威"), .character("宁")]),
    Screen(name: "palette-open", address: "5205/packaging", keys: [.enter, .character(":"), .down]),
    Screen(
      name: "compare", address: "5205/packaging",
      keys: [.character(" "), .down, .down, .character(" "), .character("=")]),
    Screen(name: "overview-half", address: "5205", keys: [.tab, .character("z")], sizes: ["120x36", "200x56"]),
    Screen(name: "outlets-by-need", address: "5205/outlets?plan=hoxud&sort=-need", sizes: ["120x36"]),
    Screen(name: "packaging-short", address: "5205/packaging?filter=未达", sizes: ["80x24"]),
    Screen(name: "themes", address: "5205", keys: [.character("T"), .down], sizes: ["80x24"]),
    Screen(name: "filter", address: "5205/packaging", keys: [.character("/"), .character("大")]),
    Screen(name: "empty", address: "/", isEmpty: true),
  ]

  @Test(arguments: screens, Language.allCases)
  func screen(_ screen: Screen, _ language: Language) throws {
    for name in screen.sizes {
      let sides = name.split(separator: "x").map { Int($0)! }
      let size = Size(width: sides[0], height: sides[1])
      let fixture = Fixture(language: language, isEmpty: screen.isEmpty)
      var dashboard = fixture.dashboard(screen.address)
      fixture.settle(&dashboard, dashboard.update(.resized(size)))
      fixture.press(screen.keys, on: &dashboard)
      try compare(dashboard.view(size).goldenDump(), "\(screen.name)-\(name)-\(language.rawValue)")
    }
  }

  @Test func ambiguousWidthTwo() throws {
    let fixture = Fixture()
    let dashboard = fixture.dashboard("5205?plan=hoxud", glyphs: Glyphs(ambiguous: .two))
    try compare(dashboard.view(Size(width: 120, height: 36)).goldenDump(), "overview-120x36-wide-zh")
  }

  @Test func ascii() throws {
    let fixture = Fixture(language: .en)
    let dashboard = fixture.dashboard("5205", glyphs: Glyphs(tier: .ascii))
    try compare(dashboard.view(Size(width: 80, height: 24)).goldenDump(), "overview-80x24-ascii-en")
  }

  @Test func layoutsInASCIIAndWide() throws {
    let size = Size(width: 80, height: 24)
    for view in ["heat", "tiles", "changes"] {
      let address = "5205/packaging/slim_tape?view=\(view)"
      for (name, glyphs) in [("ascii", Glyphs(tier: .ascii)), ("wide", Glyphs(ambiguous: .two))] {
        let fixture = Fixture()
        var dashboard = fixture.dashboard(address, glyphs: glyphs)
        fixture.settle(&dashboard, dashboard.update(.resized(size)))
        try compare(dashboard.view(size).goldenDump(), "packaging-\(view)-80x24-\(name)-zh")
      }
    }
  }

  private func compare(_ dump: String, _ name: String) throws {
    try GoldenFile.compare(dump, "\(name).screen")
  }
}
