import Drawing
import Panels
import PostalModel
import Testing

@testable import Dashboard

/// What a click does is what is drawn under it.
@Suite struct MouseTests {
  let fixture = Fixture()

  private func opened(_ address: String, _ keys: [Key] = [], size: Size = Size(width: 120, height: 36)) -> Dashboard {
    var dashboard = fixture.dashboard(address)
    fixture.settle(&dashboard, dashboard.update(.resized(size)))
    fixture.press(keys, on: &dashboard)
    return dashboard
  }

  /// Clicks on the first place where a text is seen, from some row and column on.
  private func click(_ text: String, from: (row: Int, column: Int) = (0, 0), on dashboard: inout Dashboard) throws {
    let surface = dashboard.view(dashboard.size)
    for (number, row) in surface.rows().enumerated() where number >= from.row {
      guard let range = row.range(of: text) else { continue }
      let column = Glyphs().columns(of: String(row[..<range.lowerBound]))
      guard column >= from.column else { continue }
      fixture.press([.mouse(Mouse(.press, column: column + 1, row: number))], on: &dashboard)
      return
    }
    Issue.record("\(text) is not on the screen")
  }

  @Test func aClickSelectsAndASecondOpens() throws {
    var dashboard = opened("5205/packaging")
    try click("大方县", on: &dashboard)
    #expect(dashboard.session.spot.selection == .area(AreaCode("520521")!))
    #expect(dashboard.place.area == AreaCode("5205"))
    try click("大方县", on: &dashboard)
    #expect(dashboard.place.area == AreaCode("520521"))
  }

  @Test func tabsHintsAndThePathAreClicked() throws {
    var dashboard = opened("520526/packaging")
    try click("4 安全", on: &dashboard)
    #expect(dashboard.place.panel == .safety)
    try click("毕节市", on: &dashboard)
    #expect(dashboard.place.area == AreaCode("5205"))
    #expect(dashboard.place.panel == .safety)
    try click("? 帮助", on: &dashboard)
    #expect(dashboard.palette?.scope == .keys)
    fixture.press([.mouse(Mouse(.press, column: 0, row: 10))], on: &dashboard)
    #expect(dashboard.palette == nil)
  }

  @Test func aPanelOfTheOverviewTakesTheFocusWithTheRow() throws {
    var dashboard = opened("5205")
    try click("寄递安全", on: &dashboard)
    #expect(dashboard.session.spot.focus == .safety)
    try click("大方县", on: &dashboard)
    #expect(dashboard.session.spot.focus == .outlets)
    #expect(dashboard.session.spot.selection == .area(AreaCode("520521")!))
  }

  @Test func theWheelMovesTheCursor() {
    var dashboard = opened("5205/packaging")
    let down = opened("5205/packaging", [.down, .down, .down])
    fixture.press([.mouse(Mouse(.wheelDown, column: 5, row: 8))], on: &dashboard)
    #expect(dashboard.session == down.session)
    fixture.press([.mouse(Mouse(.wheelUp, column: 5, row: 8))], on: &dashboard)
    #expect(dashboard.session == opened("5205/packaging").session)
  }

  @Test func whatIsPastedIsTextOrNothing() {
    var dashboard = opened("5205/packaging")
    let before = dashboard.session
    fixture.press([.pasted("q3jZ")], on: &dashboard)
    #expect(dashboard.session.spot == before.spot)
    fixture.press([.character(":"), .pasted("威宁"), .enter], on: &dashboard)
    #expect(dashboard.place.area == AreaCode("520526"))
    fixture.press([.character("/"), .pasted("草海")], on: &dashboard)
    #expect(dashboard.place.filter == "草海")
  }

  @Test func whatLiesBesideASheetClosesItAndDoesNothingElse() throws {
    var dashboard = opened("5205/packaging", [.character("T"), .down])
    #expect(dashboard.previewed != nil)
    try click("4 安全", on: &dashboard)
    #expect(dashboard.palette == nil && dashboard.place.panel == .packaging && dashboard.previewed == nil)
  }

  @Test func aFileOnItsWayInIsNotLostByAClick() throws {
    let fixture = Fixture(isDemonstration: false)
    var dashboard = fixture.dashboard("/data")
    fixture.settle(&dashboard, dashboard.update(.resized(Size(width: 120, height: 36))))
    fixture.press([.character("i"), .down], on: &dashboard)
    _ = dashboard.update(.key(.enter))
    #expect(dashboard.isImporting)
    try click("4 安全", on: &dashboard)
    fixture.press([.mouse(Mouse(.press, column: 0, row: 10))], on: &dashboard)
    #expect(dashboard.isImporting && dashboard.place.panel == .data)
  }

  @Test func aClickBesideTheListOfFilesChoosesNone() throws {
    let fixture = Fixture(isDemonstration: false)
    var dashboard = fixture.dashboard("5205/packaging")
    fixture.settle(&dashboard, dashboard.update(.resized(Size(width: 120, height: 36))))
    fixture.press([.character("0"), .character("i")], on: &dashboard)
    fixture.press([.mouse(Mouse(.press, column: 0, row: 8))], on: &dashboard)
    #expect(dashboard.typing == nil && !dashboard.isImporting)
  }
}
