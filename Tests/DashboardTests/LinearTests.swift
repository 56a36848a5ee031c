import Dashboard
import Drawing
import Foundation
import Panels
import PostalModel
import Testing

/// Screens as lines of plain words; `RECORD=1` writes `Golden/Linear` anew.
@Suite struct LinearTests {
  @Test(arguments: GoldenTests.screens.filter { $0.name != "help" && $0.name != "filter" }, Language.allCases)
  func page(_ screen: GoldenTests.Screen, _ language: Language) throws {
    let fixture = Fixture(language: language, isEmpty: screen.isEmpty)
    var dashboard = fixture.dashboard(screen.address)
    fixture.press(screen.keys, on: &dashboard)
    let page = dashboard.linearPage
    let lines = page.place + [""] + page.body
    try compare(lines.joined(separator: "\n") + "\n", "\(screen.name)-\(language.rawValue)")
    let marks: Set<Character> = [
      "✓", "✗", "│", "─", "╭", "╮", "╰", "╯", "▆", "▁", "█", "→", "~", "…", "\u{1B}", "\n", "\t", "╌", "┤",
    ]
    for line in page.place + page.body {
      let isDrawn = line.contains { character in
        marks.contains(character) || character.unicodeScalars.contains { (0x2500...0x28FF).contains($0.value) }
      }
      #expect(!isDrawn, "\(line)")
      #expect(!line.isEmpty && line.first != " " && !line.contains("  "), "\(line)")
    }
    if !screen.isEmpty {
      #expect(page.place.contains(fixture.handbook.words["linear.invented"]))
    }
  }

  /// The number before a line opens what the line says.
  @Test(arguments: [
    "/", "5205", "5205/outlets", "5205/packaging", "5205/safety", "5205/villages", "5205/plans", "5205/open-items",
    "/data",
    "520526100001/outlets", "5205/data/due",
  ])
  func aNumberOpensItsLine(_ address: String) throws {
    let fixture = Fixture()
    for line in 0..<3 {
      var dashboard = fixture.dashboard(address)
      let items = dashboard.linearPage.items
      guard items.indices.contains(line) else { continue }
      fixture.settle(&dashboard, dashboard.update(.chosen(line)))
      var byKeys = fixture.dashboard(address)
      fixture.press([.home] + Array(repeating: .down, count: line), on: &byKeys)
      fixture.press([.enter], on: &dashboard)
      fixture.press([.enter], on: &byKeys)
      #expect(dashboard.place == byKeys.place, "\(address) \(line)")
    }
    var dashboard = fixture.dashboard(address)
    let before = dashboard.linearPage
    fixture.settle(&dashboard, dashboard.update(.chosen(-1)))
    fixture.settle(&dashboard, dashboard.update(.chosen(100_000)))
    #expect(dashboard.linearPage.items == before.items)
  }

  /// A file is chosen, tried and looked at by numbers and letters alone.
  @Test func aFileIsChosenAndTried() throws {
    let fixture = Fixture(isDemonstration: false)
    var dashboard = fixture.dashboard("/data")
    fixture.press([.character("i")], on: &dashboard)
    let files = dashboard.linearPage
    #expect(files.lines.first == fixture.handbook.words["panel.files"] && !files.items.isEmpty)
    fixture.settle(&dashboard, dashboard.update(.chosen(1)))
    fixture.press([.enter], on: &dashboard)
    let tried = dashboard.linearPage
    #expect(tried != files && tried.items.isEmpty && !tried.lines.isEmpty, "\(tried)")
    #expect(tried.place.contains(fixture.handbook.words["linear.real"]))
  }

  private func compare(_ text: String, _ name: String) throws {
    try GoldenFile.compare(text, "Linear/\(name).txt")
  }
}
