import Drawing
import Panels
import PostalModel
import Testing

@testable import Dashboard

/// Scripts of keys: what they lead to, and that the way back is exact.
@Suite struct KeyTests {
  let fixture = Fixture()

  private func pressed(_ keys: [Key], at address: String = "5205") -> Dashboard {
    var dashboard = fixture.dashboard(address)
    fixture.press(keys, on: &dashboard)
    return dashboard
  }

  private func characters(_ text: String) -> [Key] { text.map { .character($0) } }

  @Test func escapeReturnsToTheExactPlace() {
    var dashboard = pressed([.tab, .down, .down, .character("s")])
    fixture.press([.character("x")], on: &dashboard)
    let before = dashboard.session
    let screen = dashboard.view(Size(width: 120, height: 36)).goldenDump()
    for keys: [Key] in [
      [.enter], characters("3"), characters("["), characters("[["), characters("p"), characters("e"), characters("?"),
      characters("z"),
    ] {
      fixture.press(keys, on: &dashboard)
      #expect(dashboard.session != before)
      fixture.press([.escape], on: &dashboard)
      #expect(dashboard.session.here == before.here, "\(keys)")
      #expect(dashboard.view(Size(width: 120, height: 36)).goldenDump() == screen, "\(keys)")
    }
  }

  @Test func drillsDownToAnOutletAndBack() {
    var dashboard = pressed(Array(repeating: .enter, count: 4))
    #expect(dashboard.place.area?.description == "520526100001")
    #expect(dashboard.place.outlet == "WN-0012")
    #expect(dashboard.view(Size(width: 80, height: 24)).text.contains("黔毕备〔2023〕118"))
    fixture.press(characters("}"), on: &dashboard)
    #expect(dashboard.place.outlet == "WN-0013")
    fixture.press(Array(repeating: .escape, count: 5), on: &dashboard)
    #expect(dashboard.place == Place(area: AreaCode("5205")))
    #expect(dashboard.session.history.isEmpty)
  }

  @Test func monthsGoBackAndForward() {
    var dashboard = pressed(characters("[["))
    #expect(dashboard.place.period == Period("2025-04"))
    fixture.press(characters("]"), on: &dashboard)
    #expect(dashboard.place.period == Period("2025-05"))
    fixture.press(characters("]]]]"), on: &dashboard)
    #expect(dashboard.place.period == Period("2025-07"))
    #expect(dashboard.session.notice?.text == fixture.handbook.words["month.last"])
  }

  @Test func siblingsKeepThePanelAndTheIndicator() {
    let dashboard = pressed(characters("}"), at: "520526/packaging/no_repack")
    #expect(dashboard.place.area == AreaCode("520527"))
    #expect(dashboard.place.panel == .packaging)
    #expect(dashboard.place.indicator == "no_repack")
  }

  @Test func filterNarrowsAndEscapeClears() {
    var dashboard = pressed(characters("/大"))
    #expect(dashboard.session.spot.selection == .area(AreaCode("520521")!))
    fixture.press([.enter], on: &dashboard)
    #expect(dashboard.place.filter == "大")
    #expect(dashboard.session.input == nil)
    fixture.press([.escape], on: &dashboard)
    #expect(dashboard.place.filter == "")
    fixture.press(characters("/q") + [.escape], on: &dashboard)
    #expect(dashboard.place.filter == "")
  }

  @Test func selectionFollowsTheAreaAcrossPanelsAndReloads() {
    var dashboard = pressed([.down, .down])
    let selected = dashboard.session.spot.selection
    fixture.press([.tab], on: &dashboard)
    #expect(dashboard.session.spot.selection == selected)
    #expect(dashboard.session.spot.focus == .packaging)
    fixture.press(characters("s"), on: &dashboard)
    #expect(dashboard.session.spot.selection == selected)
    fixture.settle(&dashboard, dashboard.update(.storeChanged))
    #expect(dashboard.session.spot.selection == selected)
  }

  @Test func keysPressedWhileABoardIsOnItsWayWait() {
    var dashboard = fixture.dashboard("5205")
    let asked = dashboard.update(.key(.enter))
    // The board of the county has not come, and three keys more are pressed.
    #expect(dashboard.update(.key(.enter)).isEmpty)
    #expect(dashboard.update(.key(.character("3"))).isEmpty)
    #expect(dashboard.view(Size(width: 80, height: 24)).text.contains("毕节市"))
    fixture.settle(&dashboard, asked)
    #expect(dashboard.place == Place(area: AreaCode("520526100"), panel: .packaging))
    #expect(dashboard.session.queue.isEmpty)
  }

  @Test func manyStepsBackInTimeEndWhereTheCalendarDoes() {
    for period in ["2025-06", "2025-Q2", "2025"] {
      var dashboard = fixture.dashboard("5205/packaging@\(period)")
      fixture.settle(&dashboard, dashboard.start())
      for _ in 0..<3 { fixture.press(characters("9999["), on: &dashboard) }
      #expect(dashboard.place.period?.isInReach == true)
      #expect(dashboard.place.panel == .packaging)
    }
  }

  @Test func aNumberAmongKeysThatWaitActsOnce() {
    var waiting = fixture.dashboard("5205")
    let asked = waiting.update(.key(.enter))
    for key in characters("3") + [.control("f")] + characters("2k") { _ = waiting.update(.key(key)) }
    fixture.settle(&waiting, asked)
    let typed = pressed([.enter] + characters("3") + [.control("f")] + characters("2k"))
    #expect(waiting.session.spot.selection == typed.session.spot.selection)
    #expect(waiting.session.queue.isEmpty)
    // On the way a click means what is no longer there.
    var clicked = fixture.dashboard("5205")
    let wanted = clicked.update(.key(.enter))
    _ = clicked.update(.key(.mouse(Mouse(.press, column: 30, row: 1))))
    fixture.settle(&clicked, wanted)
    #expect(clicked.place == Place(area: AreaCode("520526")))
  }

  @Test func aPasteIsTextAsAWhole() {
    var dashboard = pressed(characters("?") + [.pasted("?q")])
    #expect(dashboard.palette?.text == "?q")
    fixture.press([.control("u"), .pasted(String(repeating: "毕", count: 100_000))], on: &dashboard)
    #expect(dashboard.palette?.text.count == 1000)
    dashboard = pressed(characters("/") + [.pasted("大方 y")])
    #expect(dashboard.place.filter == "大方 y")
  }

  @Test func aBoardThatCannotBeHadLeavesTheScreen() {
    var dashboard = fixture.dashboard("5205")
    _ = dashboard.update(.key(.enter))
    let effects = dashboard.update(.failed(zh: "数据库打不开", en: "The database does not open"))
    #expect(effects.allSatisfy { if case .loadBoard = $0 { false } else { true } })
    #expect(dashboard.place == Place(area: AreaCode("5205")))
    #expect(dashboard.view(Size(width: 80, height: 24)).text.contains("数据库打不开"))
  }

  @Test func aSeriesThatCannotBeHadIsNotAskedForAgain() {
    var dashboard = fixture.dashboard("5205")
    let effects = dashboard.update(.key(.down))
    #expect(effects.count == 1)
    #expect(dashboard.update(.failed(zh: "查询超时", en: "The query took too long")).isEmpty)
    #expect(dashboard.update(.clockTicked(day: fixture.today, time: "14:33")).isEmpty)
    #expect(dashboard.update(.key(.character("r"))).isEmpty == false)
  }

  @Test func plansAreBorrowedInTurn() {
    var dashboard = pressed(characters("p"))
    #expect(dashboard.place.plan == "hoxud")
    #expect(dashboard.view(Size(width: 120, height: 36)).rows()[0].contains("借用 和硕方案"))
    fixture.press(characters("p"), on: &dashboard)
    #expect(dashboard.place.plan == "linxia")
    fixture.press(characters("p"), on: &dashboard)
    #expect(dashboard.place.plan == nil)
  }

  @Test func addressesAreTyped() {
    var dashboard = pressed(characters(":毕节市›威宁县/safety@2025-05") + [.enter])
    #expect(dashboard.place == Place(area: AreaCode("520526"), panel: .safety, period: Period("2025-05")))
    fixture.press(characters(":520526100001›WN-0013") + [.enter], on: &dashboard)
    #expect(dashboard.place.outlet == "WN-0013")
    fixture.press(characters(":5205/nothing") + [.enter], on: &dashboard)
    #expect(dashboard.palette?.text == "5205/nothing")
    #expect(dashboard.session.notice?.isError == true)
    fixture.press([.escape], on: &dashboard)
    fixture.press(characters(":没有的地方") + [.enter], on: &dashboard)
    #expect(dashboard.session.notice?.text.contains("没有的地方") == true)
  }

  @Test func openItemsOpenTheirPlace() {
    let dashboard = pressed([.character("9"), .down, .enter])
    #expect(dashboard.place.area == AreaCode("520524"))
    #expect(dashboard.place.panel == .villages)
    #expect(dashboard.place.indicator == "village_station")
  }

  /// 其余: what stands for many is looked into by its kind alone, and Esc comes back to it.
  @Test func whatStandsForManyOpensItsKind() throws {
    let fixture = Fixture(hasItems: true)
    let size = Size(width: 160, height: 36)
    var dashboard = fixture.dashboard("520526/open-items")
    fixture.settle(&dashboard, dashboard.update(.resized(size)))
    let list = dashboard.view(size).text
    let lines = list.split(separator: "\n").map(String.init)
    let heading = try #require(lines.firstIndex { $0.contains("现状→目标") })
    let rest = try #require(lines.firstIndex { $0.contains("未备案 另 37 条") }) - heading - 1
    #expect(lines.contains { $0.contains("未备案 另 37 条") && $0.contains("36 条逾一年") })
    for key in [Key.enter, .character("d")] {
      fixture.press([.home] + Array(repeating: .down, count: rest) + [key], on: &dashboard)
      #expect(dashboard.place.filter == "未备案" && dashboard.place.panel == .openItems && dashboard.session.sheet == nil)
      #expect(dashboard.view(size).text.contains("威宁旧店 6") && !dashboard.view(size).text.contains("另 37"))
      fixture.press([.escape], on: &dashboard)
      #expect(dashboard.view(size).text.contains("未备案 另 37 条"))
    }
  }

  @Test func aTaskOpensItsRecordAndTheClauseInTheText() {
    let size = Size(width: 120, height: 36)
    var dashboard = pressed([.character("6"), .down, .down, .down])
    let list = dashboard.view(size).text
    fixture.press([.enter], on: &dashboard)
    #expect(dashboard.place.indicator == "2" && dashboard.place.description.hasPrefix("520500000000/plans/2"))
    #expect(dashboard.view(size).text.contains("六县建成,两县选址"))
    fixture.press([.enter], on: &dashboard)
    let text = dashboard.view(size).text
    #expect(text.contains("原文") && text.contains("2.共配中心。"))
    fixture.press([.escape, .character("}")], on: &dashboard)
    #expect(dashboard.place.indicator == "village_station")
    fixture.press([.escape, .escape], on: &dashboard)
    #expect(dashboard.view(size).text == list)
  }

  @Test func anOfficeSeesWhatItOwes() {
    let size = Size(width: 120, height: 36)
    var dashboard = pressed([.character("6"), .down, .down, .down, .character("o")])
    #expect(dashboard.place.filter == "市邮政管理局")
    #expect(!dashboard.view(size).text.contains("推进快递员依法参保"))
    fixture.press([.character("o"), .character("/")] + characters("商务局") + [.enter], on: &dashboard)
    let text = dashboard.view(size).text
    #expect(text.contains("培育快递服务现代农业示范项目") && text.contains("配合 市商务局"))
    #expect(!text.contains("各县明确一名负责人"))
  }

  @Test func plansAreOrderedByClauseOfficeDateAndStatus() {
    var dashboard = pressed([.character("6")])
    var orders: [SortOrder] = [dashboard.place.sort]
    for _ in 0..<4 {
      fixture.press([.character("s")], on: &dashboard)
      orders.append(dashboard.place.sort)
    }
    #expect(orders == [.clause, .office, .date, .worst, .clause])
    // Back among areas their usual order holds again.
    fixture.press([.character("2")], on: &dashboard)
    #expect(dashboard.place.sort == .worst)
  }

  @Test func twoPlansStandSideBySide() {
    var dashboard = pressed([.character("6"), .character("P")])
    #expect(dashboard.place.beside == "hoxud")
    let text = dashboard.view(Size(width: 120, height: 36)).text
    #expect(text.contains("毕节方案 · 和硕方案") && text.contains("✗✗ 逾期未达"))
    fixture.press([.enter], on: &dashboard)
    #expect(dashboard.place.indicator == "village_reach" && dashboard.place.beside == nil)
    fixture.press([.escape, .character("P"), .character("P")], on: &dashboard)
    #expect(dashboard.place.beside == nil)
  }

  @Test func figuresOfAnAreaAreWalkedLineByLine() {
    var dashboard = pressed([.character("8"), .down])
    #expect(dashboard.place.indicator == "express_revenue")
    fixture.press([.up, .character("e")], on: &dashboard)
    #expect(dashboard.place.indicator == "express_volume")
    #expect(dashboard.view(Size(width: 120, height: 36)).text.contains("年均增长") == false)
    #expect(dashboard.session.sheet != nil)
  }

  @Test func helpOverASheetListsItsKeysAndGivesItBack() {
    for (address, keys): (String, [Key]) in [
      ("5205/packaging", [.character("e")]), ("5205/packaging", [.character("e"), .enter]),
      ("5205/packaging", [.character("e"), .enter, .enter]),
      ("/data", [.character("i"), .down, .enter]),
    ] {
      var dashboard = pressed(keys, at: address)
      let before = dashboard.session
      let own = dashboard.keymap.lines(in: dashboard.context, words: fixture.handbook.words, glyphs: Glyphs())
        .map(\.text)
      fixture.press(characters("?"), on: &dashboard)
      #expect(dashboard.session != before)
      let help = dashboard.view(Size(width: 120, height: 60)).text
      for text in own { #expect(help.contains(text), "\(keys): \(text)") }
      fixture.press([.escape], on: &dashboard)
      #expect(dashboard.session == before, "\(keys)")
    }
  }

  @Test func onlyYesIsYes() {
    var dashboard = pressed(characters("u"), at: "/data")
    #expect(dashboard.update(.key(.enter)).isEmpty)
    #expect(dashboard.update(.key(.character("y"))) == [.undo(3)])
    dashboard = pressed(characters("un"), at: "/data")
    #expect(dashboard.session.input == nil)
  }

  @Test func anEmptyFilterSaysSo() {
    for address in ["/data", "5205/data/due", "5205/data/reconcile"] {
      let dashboard = pressed(characters("/zzz") + [.enter], at: address)
      #expect(dashboard.view(Size(width: 120, height: 36)).text.contains("没有含「zzz」的行"), "\(address)")
    }
  }

  @Test func quitCopyAndRedrawAreEffects() {
    var dashboard = fixture.dashboard("5205/packaging")
    #expect(dashboard.update(.key(.character("q"))) == [.quit])
    #expect(dashboard.update(.key(.control("c"))) == [.quit])
    #expect(dashboard.update(.key(.control("l"))) == [.redraw])
    #expect(dashboard.update(.key(.character("y"))) == [.copy("520500000000/packaging@2025-06")])
    _ = dashboard.update(.key(.character("/")))
    #expect(dashboard.update(.key(.character("q"))).isEmpty)
  }

  @Test func everyContextHasItsKeysOnce() {
    #expect(Keymap.clashes(KeyTable.keys).isEmpty)
  }
}

extension Dashboard.Session {
  /// Where one is, whatever lies forward.
  var here: Dashboard.Session {
    var session = self
    session.future = []
    return session
  }
}
