import Drawing
import Panels
import PostalModel
import Testing

@testable import Dashboard

/// Keys that turn a list into months or tiles, and those that move in them.
@Suite struct PictureKeyTests {
  let fixture = Fixture()

  private func pressed(_ keys: [Key], at address: String) -> Dashboard {
    var dashboard = fixture.dashboard(address)
    fixture.settle(&dashboard, dashboard.update(.resized(Size(width: 120, height: 36))))
    fixture.press(keys, on: &dashboard)
    return dashboard
  }

  private func screen(_ dashboard: Dashboard) -> String { dashboard.view(Size(width: 120, height: 36)).text }

  @Test func tAndMTurnTheTableAndEscapeTurnsItBack() {
    var dashboard = pressed([.down], at: "5205/packaging")
    let before = dashboard.session
    for key in ["t", "m"] as [Character] {
      fixture.press([.character(key)], on: &dashboard)
      #expect(dashboard.place.view == (key == "t" ? .heat : .tiles))
      #expect(dashboard.session.spot.selection == before.spot.selection)
      fixture.press([.escape], on: &dashboard)
      #expect(dashboard.session.spot == before.spot && dashboard.session.history == before.history)
      fixture.press([.character(key), .character(key)], on: &dashboard)
      #expect(dashboard.place.view == .table && dashboard.session.history == before.history)
      dashboard.session = before
    }
    fixture.press([.character("t"), .character("m")], on: &dashboard)
    #expect(dashboard.place.view == .tiles)
    fixture.press([.escape], on: &dashboard)
    #expect(dashboard.session.spot == before.spot)
  }

  @Test func fromTheOverviewThePanelInFocusOpens() {
    var dashboard = pressed([.tab, .character("t")], at: "5205")
    #expect(dashboard.place.panel == .packaging && dashboard.place.view == .heat)
    fixture.press([.escape], on: &dashboard)
    #expect(dashboard.place.panel == .overview && dashboard.place.view == .table)
  }

  @Test func theFigureStaysWhileTheCursorMovesOverAreas() {
    var dashboard = pressed([.character("t")], at: "5205/packaging")
    let first = dashboard.place.indicator
    #expect(first != nil)
    fixture.press([.down, .down, .down], on: &dashboard)
    #expect(dashboard.place.indicator == first)
    let before = screen(dashboard)
    fixture.press([.right], on: &dashboard)
    #expect(dashboard.place.indicator != first && screen(dashboard) != before)
  }

  @Test func goingBackAMonthMovesTheCursorAndNotTheTable() {
    var dashboard = pressed([], at: "5205/packaging/slim_tape?view=heat")
    let months = headings(dashboard)
    #expect(months.count >= 12 && months.last == "6")
    fixture.press([.character("["), .character("[")], on: &dashboard)
    #expect(dashboard.place.period == Period("2025-04"))
    #expect(headings(dashboard) == months)
    // The sentence is of the month chosen.
    #expect(screen(dashboard).contains("4 月"))
    fixture.press([.escape], on: &dashboard)
    #expect(dashboard.place.period == nil)
  }

  @Test func onAPanelOfOneFigureTheArrowsMoveAmongMonths() {
    var dashboard = pressed([.left, .left, .right], at: "5205/outlets?view=heat")
    #expect(dashboard.place.period == Period("2025-05"))
    fixture.press([.enter], on: &dashboard)
    #expect(dashboard.place.period == Period("2025-05") && dashboard.place.view == .heat)
    #expect(dashboard.place.area != AreaCode("5205"))
  }

  private func headings(_ dashboard: Dashboard) -> [Substring] {
    let line = screen(dashboard).split(separator: "\n").first { $0.contains("县区") } ?? ""
    return line.split(separator: " ").filter { Int($0) != nil }
  }

  @Test func tilesAreWalkedInTwoDimensionsAndEntered() {
    var dashboard = pressed([], at: "5205/packaging/slim_tape?view=tiles")
    func at() -> String? {
      if case .area(let code)? = dashboard.session.spot.selection { return code.description } else { return nil }
    }
    dashboard.session.spot.selection = .area(AreaCode("520502")!)
    fixture.press([.right], on: &dashboard)
    #expect(at() == "520521000000")
    fixture.press([.down], on: &dashboard)
    #expect(at() == "520526000000" || at() != "520521000000")
    let below = at()
    fixture.press([.up], on: &dashboard)
    #expect(at() == "520521000000")
    fixture.press([.down, .enter], on: &dashboard)
    #expect(dashboard.place.area?.description == below && dashboard.place.view == .tiles)
    fixture.press([.escape], on: &dashboard)
    #expect(at() == below)
  }

  /// At the top and in lists the tiles stand as they are drawn: the one to the right is on the same line.
  @Test(arguments: [Size(width: 120, height: 36), Size(width: 80, height: 24), Size(width: 50, height: 16)])
  func theGridWalkedIsTheOneDrawn(size: Size) throws {
    var dashboard = fixture.dashboard("520526/packaging?view=tiles")
    fixture.settle(&dashboard, dashboard.update(.resized(size)))
    func place() -> (row: Int, column: Int)? {
      let surface = dashboard.view(size)
      for row in 0..<size.height {
        for column in 0..<size.width {
          let style = surface.cell(row: row, column: column)?.style
          if style?.background == .selection { return (row, column) }
        }
      }
      return nil
    }
    let first = try #require(place())
    let before = dashboard.session.spot.selection
    fixture.press([.right], on: &dashboard)
    if dashboard.session.spot.selection != before {
      let next = try #require(place())
      #expect(next.row == first.row && next.column > first.column)
    }
    fixture.press([.left, .down], on: &dashboard)
    if dashboard.session.spot.selection != before {
      let next = try #require(place())
      #expect(next.row > first.row && next.column == first.column)
    }
  }

  @Test(arguments: ["heat", "tiles"])
  func aClickSelectsAnAreaAndASecondOpensIt(view: String) throws {
    var dashboard = pressed([], at: "5205/packaging/slim_tape?view=\(view)")
    let size = Size(width: 120, height: 36)
    func click() throws {
      let surface = dashboard.view(size)
      let place = try #require(
        (6..<size.height).lazy.compactMap { row in
          (0..<size.width).first { column in
            zip("大方县", stride(from: column, to: column + 6, by: 2)).allSatisfy { letter, column in
              surface.cell(row: row, column: column).map(surface.characters) == String(letter)
            }
          }.map { (row: row, column: $0) }
        }.first)
      fixture.press([.mouse(Mouse(.press, column: place.column, row: place.row))], on: &dashboard)
    }
    try click()
    #expect(dashboard.session.spot.selection == .area(AreaCode("520521")!))
    try click()
    #expect(dashboard.place.area == AreaCode("520521") && dashboard.place.view.rawValue == view)
  }

  @Test func whereNobodyDrewAMapTheListOrderIsTold() {
    let words = fixture.handbook.words
    #expect(screen(pressed([], at: "520526/packaging?view=tiles")).contains(words["tiles.listOrder"]))
    #expect(screen(pressed([], at: "5205/packaging?view=tiles")).contains(words["tiles.rough"]))
  }

  @Test func absentReturnsAndPartialFiguresAreToldInCells() {
    let text = screen(pressed([], at: "5205/packaging/slim_tape?view=heat"))
    #expect(text.contains("未报") && text.contains("~"))
    #expect(text.contains(fixture.handbook.words["heat.legend"]))
  }

  @Test func panelsWithoutALayoutSaySo() {
    let dashboard = pressed([.character("t")], at: "5205/scale")
    #expect(dashboard.place.view == .heat)
    #expect(screen(dashboard).contains("2025"))
    #expect(pressed([.character("t"), .character("6")], at: "5205/packaging").place.view == .table)
  }

  @Test func aTargetOutOfReachIsToldInWords() {
    let text = screen(pressed([], at: "5205/packaging/slim_tape"))
    #expect(text.contains("推算"))
  }
}
