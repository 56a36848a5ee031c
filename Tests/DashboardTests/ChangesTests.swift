import Documents
import Drawing
import PostalModel
import Testing

@testable import Dashboard
@testable import Panels

/// What became of figures since the period before and the year before.
@Suite struct ChangesTests {
  let fixture = Fixture()
  private let size = Size(width: 120, height: 36)

  private func pressed(_ keys: [Key], at address: String) -> Dashboard {
    var dashboard = fixture.dashboard(address)
    fixture.settle(&dashboard, dashboard.update(.resized(size)))
    fixture.press(keys, on: &dashboard)
    return dashboard
  }

  private func order(_ dashboard: Dashboard) throws -> [String] {
    dashboard.showing(dashboard.session.spot, try #require(dashboard.board)).rows.map { AreaNames.short($0.area.name) }
  }

  /// The lines of a screen that stand under a heading, each by the name it begins with.
  private func line(_ name: String, _ dashboard: Dashboard) -> String {
    dashboard.view(size).text.split(separator: "\n").map(String.init).first { $0.contains("│ \(name)") } ?? ""
  }

  @Test func cTurnsTheTableAndEscapeTurnsItBack() {
    var dashboard = pressed([.down], at: "5205/packaging")
    let before = dashboard.session
    fixture.press([.character("c")], on: &dashboard)
    #expect(dashboard.place.view == .changes && dashboard.session.spot.selection == before.spot.selection)
    fixture.press([.escape], on: &dashboard)
    #expect(dashboard.session.spot == before.spot && dashboard.session.history == before.history)
    fixture.press([.character("c"), .character("t"), .character("c"), .character("c")], on: &dashboard)
    #expect(dashboard.place.view == .table && dashboard.session.history == before.history)
    #expect(pressed([.character("c")], at: "5205/plans").place.view == .table)
  }

  @Test func aCountyThatCameUpIsToldSo() {
    // It stood at 95 % a month ago, below two of those it has passed since.
    let dashboard = pressed([], at: "5205/packaging/reusable_bags?view=changes")
    #expect(line("金沙县", dashboard).contains("▲"))
    #expect(line("大方县", dashboard).contains("▼1"))
    let missing = line("七星关区", dashboard)
    #expect(missing.contains(fixture.handbook.words["absence.notReported"]) && !missing.contains("点"))
    // Of three townships two have sent theirs.
    #expect(line("纳雍县", dashboard).contains("~+"))
    #expect(dashboard.view(size).text.contains(fixture.handbook.words["changes.legend.partial"]))
  }

  @Test func theSentenceTellsTheRankInAnyView() {
    for address in ["5205/packaging/reusable_bags", "5205/packaging/reusable_bags?view=heat"] {
      var dashboard = pressed([], at: address)
      dashboard.session.spot.selection = .area(AreaCode("520523")!)
      fixture.settle(&dashboard, dashboard.update(.shown))
      let showing = dashboard.showing(dashboard.session.spot, dashboard.board!)
      let ranks = showing.past.map {
        Comparison(series: $0, period: showing.board.period, indicator: showing.subjectIndicator!)
          .changes(among: showing.board.rows.map(\.area.code))
      }
      let change = ranks?[AreaCode("520523")!]
      let told = fixture.handbook.words["say.rank", String(change?.rank ?? 0), String(change?.ranked ?? 0)]
      #expect(dashboard.view(size).text.contains(told), "\(address)")
      #expect(dashboard.view(size).text.contains("较上期升"), "\(address)")
    }
  }

  @Test func theFirstScreenDoesNotWaitForThePeriodsBefore() {
    var dashboard = fixture.dashboard("5205/packaging/reusable_bags?view=changes")
    dashboard.memory = Memory()
    let request = dashboard.place.request
    var later: [Effect] = dashboard.update(.boardLoaded(request, fixture.board(request)))
    #expect(line("金沙县", dashboard).contains("97.0") && line("金沙县", dashboard).contains("…"))
    #expect(dashboard.view(size).text.contains(fixture.handbook.words["trend.loading"]))
    later.removeAll { if case .loadSeries = $0 { false } else { true } }
    #expect(later.count == 1)
    fixture.settle(&dashboard, later)
    #expect(line("金沙县", dashboard).contains("▲"))
  }

  @Test func neitherTheCursorNorTheFigureChosenAsksForMore() {
    var dashboard = pressed([.down, .down, .up], at: "5205/packaging/reusable_bags?view=changes")
    for key in [Key.down, .right, .left, .character("s"), .character("R")] {
      let asked = dashboard.update(.key(key)).contains { if case .loadSeries = $0 { true } else { false } }
      #expect(!asked, "\(key)")
    }
    #expect(dashboard.update(.clockTicked(day: fixture.today, time: "14:33")).isEmpty)
  }

  @Test(arguments: ["table", "changes"])
  func theAnswerToARowKeyRanksNothingAnew(_ view: String) throws {
    var dashboard = pressed([], at: "5205/packaging/reusable_bags?view=\(view)")
    _ = dashboard.view(size)
    for key in [Key.down, .down, .up, .pageDown] {
      fixture.press([key], on: &dashboard)
      let showing = dashboard.showing(dashboard.session.spot, try #require(dashboard.board))
      let made = Kept.Key(
        generation: dashboard.generation, list: try #require(showing.list), name: "changes",
        texts: [try #require(showing.subjectIndicator).id])
      _ = dashboard.kept.value(made) { () -> [AreaCode: Change] in
        Issue.record("\(key)")
        return [:]
      }
      _ = dashboard.view(size)
    }
  }

  @Test func ordersByChangePutTheWorstFirst() throws {
    let moved = pressed([], at: "5205/packaging/reusable_bags?view=changes&sort=move")
    let names = try order(moved)
    #expect(names[6] == "金沙县" && names[7] == "七星关区")
    #expect(
      moved.session.spot.selection
        == moved.showing(moved.session.spot, moved.board!).rows.first.map { .area($0.area.code) })
    let reversed = try order(pressed([.character("R")], at: "5205/packaging/reusable_bags?view=changes&sort=move"))
    #expect(reversed.first == "金沙县" && reversed.last == "七星关区")
    let grown = try order(pressed([], at: "5205/packaging/reusable_bags?view=changes&sort=on-period"))
    #expect(grown[6] == "金沙县" && grown[7] == "七星关区")
  }

  @Test func anOrderByChangeGoesWithTheView() {
    let turned = pressed([.character("c")], at: "5205/packaging?view=changes&sort=-on-year")
    #expect(turned.place.view == .table && turned.place.sort == .worst && !turned.place.isReversed)
    let elsewhere = pressed([.character("6")], at: "5205/packaging?view=changes&sort=move")
    #expect(elsewhere.place.sort == .clause && elsewhere.place.view == .table)
    let beside = pressed([.character("4")], at: "5205/packaging?view=changes&sort=move")
    #expect(beside.place.sort == .move && beside.place.view == .changes)
    // Around all orders and back.
    var dashboard = pressed([], at: "5205/packaging?view=changes")
    fixture.press(Array(repeating: .character("s"), count: dashboard.place.orders.count), on: &dashboard)
    #expect(dashboard.place.sort == .worst)
  }

  @Test func theFileHasThisVeryTable() throws {
    var dashboard = pressed([], at: "5205/packaging/reusable_bags?view=changes&sort=move")
    var written: OutputTable?
    for case .writeTable(let table, _) in dashboard.run(.exportXLSX, count: nil) { written = table }
    let table = try #require(written)
    #expect(table.rows.map { $0[1].shown }.map(AreaNames.short) == (try order(dashboard)))
    #expect(table.headings.count == table.rows[0].count)
    let words = fixture.handbook.words
    let place = try #require(table.headings.firstIndex(of: "中转袋 \(words["bulletin.move"])"))
    let up = try #require(table.rows.first { $0[1].shown == "金沙县" })
    guard case .told(let shown, let number, _) = up[place] else {
      Issue.record("\(up[place])")
      return
    }
    #expect(shown.hasPrefix("▲") && Int(number ?? "").map { $0 > 0 } == true)
  }

  @Test func aPlaylistMayShowIt() {
    var wall = Wall([Wall.scene("5205/packaging?view=changes&sort=move")])
    #expect(wall.text().contains("金沙"))
    wall.press(.down)
    #expect(wall.kiosk.visit?.dashboard.place.view == .changes)
    #expect(wall.text().contains(fixture.handbook.words["column.onPeriod"]))
    wall.press(.character("c"))
    #expect(wall.kiosk.visit?.dashboard.place.view == .table)
  }
}
