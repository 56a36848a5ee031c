import Drawing
import Panels
import PostalModel
import Testing

@testable import Dashboard

/// 考核 by keys: from the ranking to a figure's place, and back all the way.
@Suite struct AssessmentKeyTests {
  let fixture = Fixture()
  static let size = Size(width: 120, height: 40)

  private func opened(_ address: String, _ keys: [Key] = []) -> Dashboard {
    var dashboard = fixture.dashboard(address)
    fixture.settle(&dashboard, dashboard.update(.resized(Self.size)))
    fixture.press([.character("a")] + keys, on: &dashboard)
    return dashboard
  }

  @Test(arguments: [
    "5205", "5205/outlets", "5205/packaging?view=tiles", "5205/open-items", "5205/plans", "5205/service",
    "5205/plans?beside=hoxud",
  ])
  func everyPanelOpensItAndEscLeavesNoTrace(_ address: String) {
    var dashboard = opened(address)
    #expect(dashboard.context == .assessment)
    let text = dashboard.view(Self.size).text
    #expect(text.contains("考核 毕节市") && text.contains("县区考核(示例)"))
    fixture.press([.enter, .enter, .escape, .escape, .escape], on: &dashboard)
    #expect(dashboard.session.sheets.isEmpty)
    let untouched = fixture.dashboard(address)
    #expect(dashboard.place == untouched.place)
    #expect(dashboard.view(Self.size).goldenDump() == untouched.view(Self.size).goldenDump())
  }

  @Test func theRankingSaysWhatIsMissing() throws {
    let lines = opened("5205").view(Self.size).text.split(separator: "\n").map(String.init)
    // 七星关区 sent no packaging and no checks: three lines bring nothing, and it is last.
    let last = try #require(lines.first { $0.contains("七星关区") && $0.contains(" 8 ") })
    #expect(last.contains("未报"))
    // 纳雍县 is partial.
    #expect(lines.contains { $0.contains("纳雍县") && $0.contains("~") })
  }

  @Test func enterOnALineGoesToWhereItsFigureStandsAndEscComesBackToTheLine() throws {
    var dashboard = opened("5205", [.down, .enter])
    #expect(dashboard.context == .assessmentLines)
    guard case .assessmentLines(_, let part, _)? = dashboard.session.sheet else { throw Lost() }
    var seen: [String] = []
    for _ in 0..<7 {
      let sheet = dashboard.view(Self.size).text
      let address = try #require(sheet.firstMatch(of: /出处 ([^ ]+)/).map { String($0.1) })
      fixture.press([.enter], on: &dashboard)
      #expect(dashboard.session.sheets.isEmpty)
      // The address names the part by a filter, where the screen has the cursor on it.
      let place = try Place(address)
      var there = dashboard.place
      if there.area != part {
        #expect(dashboard.session.spot.selection == .area(part))
        there.filter = part.short
      }
      #expect(there == place)
      seen.append(address)
      fixture.press([.escape], on: &dashboard)
      #expect(dashboard.context == .assessmentLines && dashboard.view(Self.size).text == sheet)
      fixture.press([.down], on: &dashboard)
    }
    #expect(Set(seen).count == 7)
    #expect(seen.contains { $0.contains("/packaging/slim_tape@2025-06?filter=") })
    #expect(seen.contains { $0.contains("/data/due@2025-06") } && seen.contains { $0.contains("/open-items@2025-06") })
  }

  private struct Lost: Error {}

  @Test func theFigureOfALineIsTheOneOnTheScreenItLeadsTo() throws {
    var dashboard = opened("5205", [.down, .enter])
    let sheet = dashboard.view(Self.size).text.split(separator: "\n").map(String.init)
    let row = try #require(sheet.first { $0.contains("  末端网点密度") && !$0.contains("╮") })
    let counts = try #require(row.firstMatch(of: /[0-9,]+\/[0-9,]+/).map { String($0.0) })
    fixture.press([.enter, .character("e")], on: &dashboard)
    let apart = dashboard.view(Self.size).text
    for number in counts.split(separator: "/") { #expect(apart.contains(number), "\(number)") }
  }

  @Test func leftAndRightTurnToTheOtherAssessment() {
    var dashboard = opened("5205", [.right])
    #expect(dashboard.view(Self.size).text.contains("胶带 · 2025-06"))
    fixture.press([.right], on: &dashboard)
    #expect(dashboard.view(Self.size).text.contains("县区考核(示例)"))
    fixture.press([.left, .escape, .character("a")], on: &dashboard)
    // The one looked at last.
    #expect(dashboard.view(Self.size).text.contains("胶带 · 2025-06"))
  }

  @Test func whereThereAreNoPartsItSaysSo() {
    for address in ["/", "520526100001/outlets"] {
      let dashboard = opened(address)
      #expect(dashboard.session.sheets.isEmpty && dashboard.session.notice?.text.hasPrefix("此处没有下级") == true)
    }
  }

  @Test func aFaultInAFileIsToldAndNothingIsWaitedFor() {
    var dashboard = opened("5205")
    guard case .assessment(let request, _)? = dashboard.session.sheet else { return }
    let fault = (zh: "own.toml:2: full 不符", en: "own.toml:2: full")
    _ = dashboard.update(
      .assessmentLoaded(request, AssessmentAnswer(board: nil, names: [], faults: [fault])))
    #expect(dashboard.session.sheets.isEmpty && dashboard.session.notice?.text == fault.zh)
  }

  @Test func aWallHasNoAssessment() {
    #expect(!KioskPermit.permits(.assess, in: .overview) && !KioskPermit.permits(.enter, in: .assessment))
    #expect(
      !KioskPermit.permits(
        .loadAssessment(AssessmentRequest(area: AreaCode("5205")!, period: Period("2025-06")!, plan: nil)), firms: true)
    )
  }

  @Test func aNumberOpensItsLineInPlainWords() {
    var dashboard = opened("5205")
    let page = dashboard.linearPage
    #expect(page.items.count == 8 && page.items[0].contains("第 1 名,共 8 个"))
    fixture.settle(&dashboard, dashboard.update(.chosen(2)))
    fixture.press([.enter], on: &dashboard)
    #expect(dashboard.context == .assessmentLines && dashboard.linearPage.items.count == 7)
    #expect(dashboard.linearPage.headings.values.contains { $0.hasPrefix("统计报表") })
  }
}
