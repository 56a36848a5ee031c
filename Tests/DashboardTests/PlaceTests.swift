import Drawing
import Foundation
import Panels
import PostalModel
import Testing

@testable import Dashboard

/// Ways between places: numbers, back and forward, the palette, and keys an office sets.
@Suite struct PlaceTests {
  let fixture = Fixture()

  private func pressed(_ keys: [Key], at address: String = "5205") -> Dashboard {
    var dashboard = fixture.dashboard(address)
    fixture.press(keys, on: &dashboard)
    return dashboard
  }

  private func characters(_ text: String) -> [Key] { text.map { .character($0) } }

  // MARK: Numbers

  @Test func aNumberBeforeAMoveSaysHowOften() {
    let plain = pressed(Array(repeating: .down, count: 3))
    let counted = pressed(characters("3j"))
    #expect(counted.session == plain.session)
    #expect(pressed(characters("12j")).session == pressed(Array(repeating: .down, count: 12)).session)
    #expect(pressed(characters("3jj2k")).session == pressed([.down, .down]).session)
  }

  @Test func aNumberBeforeEnterSaysWhich() {
    #expect(pressed(characters("3") + [.enter]).session == pressed([.down, .down, .enter]).session)
    #expect(pressed(characters("4G")).session == pressed(Array(repeating: .down, count: 3)).session)
    var dashboard = pressed(characters("e"), at: "5205/packaging")
    fixture.press([.enter], on: &dashboard)
    fixture.press(characters("1") + [.enter], on: &dashboard)
    #expect(dashboard.session.sheets.count == 3)
  }

  @Test func aDigitAloneOpensItsPanelAndAPauseEndsTheNumber() {
    var dashboard = pressed(characters("3"))
    #expect(dashboard.place.panel == .packaging)
    fixture.settle(&dashboard, dashboard.update(.paused))
    fixture.press(characters("j"), on: &dashboard)
    #expect(dashboard.place.panel == .packaging)
    #expect(dashboard.session.history.count == 1)
    // Arrows take no numbers.
    #expect(pressed([.character("3"), .down]).place.panel == .packaging)
    #expect(pressed(characters("30")).place.panel == .data)
  }

  // MARK: Back and forward

  @Test func forwardUndoesBackExactly() {
    var dashboard = pressed([.down, .enter, .character("3"), .character("s"), .down, .enter, .character("[")])
    var forward: [Dashboard.Session] = []
    while !dashboard.session.history.isEmpty {
      forward.append(dashboard.session)
      fixture.press(characters("H"), on: &dashboard)
    }
    #expect(forward.count == 3)
    for session in forward.reversed() {
      fixture.press(characters("L"), on: &dashboard)
      #expect(dashboard.session == session)
    }
    fixture.press(characters("L"), on: &dashboard)
    #expect(dashboard.session.notice?.text == fixture.handbook.words["why.noForward"])
  }

  @Test func aNewMoveForgetsWhatLayForward() {
    var dashboard = pressed([.enter, .character("H")])
    #expect(dashboard.session.future.count == 1)
    fixture.press([.down, .enter], on: &dashboard)
    #expect(dashboard.session.future.isEmpty)
  }

  // MARK: The palette

  @Test func thePaletteFindsAreasIndicatorsAndCommands() {
    var dashboard = pressed(characters(":威宁"), at: "5205/safety")
    fixture.press([.enter], on: &dashboard)
    #expect(dashboard.place.area == AreaCode("520526"))
    #expect(dashboard.place.panel == .safety)
    fixture.press([.control("p")] + characters("中转袋使用") + [.enter], on: &dashboard)
    #expect(dashboard.place.panel == .packaging)
    #expect(dashboard.place.indicator == "reusable_bags")
    fixture.press(characters(":hoxud") + [.enter], on: &dashboard)
    #expect(dashboard.place.plan == "hoxud")
    fixture.press(characters(":quit"), on: &dashboard)
    #expect(dashboard.update(.key(.enter)) == [.quit])
  }

  @Test func thePaletteGivesTheScreenBack() {
    var dashboard = pressed([.down, .character("e")], at: "5205/packaging")
    for keys: [Key] in [characters(":"), characters("?")] {
      let before = dashboard.session
      // In the sheet of a figure only the list of keys opens.
      if keys == characters(":") { fixture.press([.escape], on: &dashboard) }
      let here = dashboard.session
      fixture.press(keys + characters("qq") + [.down, .escape], on: &dashboard)
      #expect(dashboard.session == here)
      if keys == characters(":") { fixture.press(characters("e"), on: &dashboard) }
      #expect(dashboard.session == before)
    }
  }

  @Test func placesVisitedAreOfferedFirst() {
    var dashboard = pressed([.enter, .character("4"), .character("H"), .character("H")])
    fixture.press(characters(":"), on: &dashboard)
    let first = dashboard.paletteItems(dashboard.palette!)[0]
    #expect(first.row.kind == .recent)
    fixture.press([.enter], on: &dashboard)
    #expect(first.action == .go(dashboard.place))
  }

  @Test func themesAreSeenAsTheCursorPasses() {
    var dashboard = pressed(characters("T"))
    #expect(dashboard.update(.key(.down)) == [.previewTheme("paper")])
    #expect(dashboard.update(.key(.escape)) == [.previewTheme(nil)])
    dashboard = pressed(characters("T"))
    _ = dashboard.update(.key(.down))
    #expect(dashboard.update(.key(.enter)) == [.useTheme("paper")])
  }

  // MARK: The list of keys

  @Test func theListOfKeysRunsACommandAndSaysWhyOneIsOff() {
    var dashboard = pressed(characters("?缩小") + [.escape])
    #expect(dashboard.session == pressed([]).session)
    fixture.press(characters("?sort") + [.enter], on: &dashboard)
    #expect(dashboard.place.sort == .code)
    fixture.press(characters("?undo"), on: &dashboard)
    let item = dashboard.paletteItems(dashboard.palette!)[0]
    #expect(item.row.isOff)
    #expect(item.row.detail.contains("台账"))
    #expect(dashboard.update(.key(.enter)).isEmpty)
    #expect(dashboard.session.notice?.text == item.row.detail)
  }

  @Test func everyCommandIsInTheTableAndEveryKeyHasAName() {
    let bound = Set(KeyTable.entries.flatMap(\.commands))
    #expect(bound == Set(Command.allCases))
    for (command, keys) in KeyTable.keys {
      for key in keys { #expect(KeyName.key(KeyName.name(key)) == key, "\(command) \(key)") }
    }
    // A letter for every function key.
    for (command, keys) in KeyTable.keys where keys.contains(where: { if case .function = $0 { true } else { false } })
    {
      #expect(keys.contains { if case .character = $0 { true } else { false } }, "\(command)")
    }
  }

  // MARK: Tables

  private func order(_ address: String) -> [String] {
    let dashboard = fixture.dashboard(address)
    return dashboard.showing(dashboard.session.spot, dashboard.board!).rows.map(\.area.name)
  }

  @Test func rowsGoByAnyColumnAndTheOtherWay() {
    for sort in ["code", "name", "value", "need", "base", "reported", "worst"] {
      let rows = order("5205/outlets?plan=hoxud&sort=\(sort)")
      let other = order("5205/outlets?plan=hoxud&sort=-\(sort)")
      #expect(rows.count == 8 && Set(rows) == Set(other))
      #expect(rows != other || sort == "reported", "\(sort)")
    }
    #expect(order("5205/outlets?plan=hoxud&sort=need").first == "威宁彝族回族苗族自治县")
    // What has no figure is last whichever way.
    #expect(order("5205/packaging?sort=value").last == order("5205/packaging?sort=-value").last)
    #expect(fixture.dashboard("5205/outlets?sort=-value").place.description == "520500000000/outlets?sort=-value")
  }

  @Test func aListIsFilteredByHowARowStands() {
    #expect(order("5205/packaging?filter=未报").count == 1)
    #expect(order("5205/packaging?filter=%3F") == order("5205/packaging?filter=未报"))
    let short = order("5205/packaging?filter=short")
    #expect(!short.isEmpty && short.count < 8)
  }

  @Test func twoMarkedAreasAreCompared() {
    var dashboard = pressed(characters("="), at: "5205/packaging")
    #expect(dashboard.session.sheets.isEmpty)
    fixture.press(characters(" jj ="), on: &dashboard)
    #expect(dashboard.session.marked.count == 2)
    let text = dashboard.view(Size(width: 120, height: 36)).text
    #expect(text.contains("两地对比") && text.contains("相差"))
    fixture.press([.escape, .character(" ")], on: &dashboard)
    #expect(dashboard.session.marked.count == 1)
    #expect(dashboard.session.sheets.isEmpty)
  }

  @Test func aPanelHasThreeSizes() {
    var dashboard = fixture.dashboard("5205")
    fixture.settle(&dashboard, dashboard.update(.resized(Size(width: 120, height: 36))))
    let before = dashboard.session
    fixture.press(characters("z"), on: &dashboard)
    #expect(dashboard.session.spot.isHalf)
    fixture.press(characters("z"), on: &dashboard)
    #expect(dashboard.place.panel == .outlets)
    fixture.press(characters("z"), on: &dashboard)
    #expect(dashboard.session.here == before.here)
  }

  // MARK: Keys an office sets

  @Test func keysAreSetAnew() throws {
    let keymap = try Keymap([("down", ["n", "Down"]), ("quit", ["Ctrl-Q"]), ("zoom", [])])
    #expect(keymap.command(.character("n"), in: .overview) == .down)
    #expect(keymap.command(.character("j"), in: .overview) == nil)
    #expect(keymap.command(.character("q"), in: .overview) == nil)
    #expect(keymap.command(.control("q"), in: .overview) == .quit)
    #expect(keymap.command(.character("z"), in: .overview) == nil)
    let words = fixture.handbook.words
    #expect(keymap.hints(in: .overview, words: words, glyphs: Glyphs()).allSatisfy { $0.keys != "z" })
    // A key given to one thing is let go by another.
    #expect(try Keymap([("sort", ["e"])]).command(.character("e"), in: .overview) == .sort)
  }

  @Test func keysThatCannotBeAreRefused() {
    func problem(_ lines: [(String, [String])]) -> KeymapProblem? {
      do throws(KeymapProblem) {
        _ = try Keymap(lines.map { (command: $0.0, keys: $0.1) })
        return nil
      } catch { return error }
    }
    #expect(problem([("dawn", ["j"])]) == .noCommand("dawn"))
    #expect(problem([("down", ["Ctrl-I"])]) == .noKey("down", "Ctrl-I"))
    #expect(problem([("sort", ["x"]), ("zoom", ["x"])]) == .twice("x", "zoom", "sort"))
    #expect(problem([("quit", [])]) == .needed("quit"))
  }
}

extension PlaceTests {
  @Test func theReadmeHasTheTableOfKeys() throws {
    let readme = try String(contentsOf: Fixture.root.appendingPathComponent("README.md"), encoding: .utf8)
    let table = KeyTableText.markdown(.shipped, zh: Fixture.words(.zh), en: Fixture.words(.en))
    #expect(readme.contains(table), "make docs writes it anew")
  }
}

extension PlaceTests {
  @Test func enterWaitsForTheSearchAndEscapeDoesNot() {
    var dashboard = fixture.dashboard("5205/packaging")
    fixture.press([.character(":")], on: &dashboard)
    var asked: [Effect] = []
    for key: Key in [.character("威"), .character("宁"), .enter] { asked += dashboard.update(.key(key)) }
    #expect(dashboard.place.area == AreaCode("5205"))
    #expect(asked.contains(.search("威宁", near: AreaCode("5205"))))
    fixture.settle(&dashboard, asked)
    #expect(dashboard.place.area == AreaCode("520526"))
    fixture.press([.character(":")], on: &dashboard)
    for key: Key in [.character("大"), .enter, .escape] { _ = dashboard.update(.key(key)) }
    #expect(dashboard.palette == nil && dashboard.session.queue.isEmpty)
    #expect(dashboard.place.area == AreaCode("520526"))
  }
}

extension PlaceTests {
  @Test func theSeriesOfTheNextRowIsThereBeforeTheCursor() {
    var dashboard = fixture.dashboard("5205/packaging")
    fixture.settle(&dashboard, dashboard.update(.shown))
    let effects = dashboard.update(.key(.down))
    let asksForSeries = effects.contains { if case .loadTrend = $0 { true } else { false } }
    #expect(!asksForSeries)
    #expect(dashboard.update(.shown).count == 1)
    #expect(dashboard.update(.shown).isEmpty)
  }
}
