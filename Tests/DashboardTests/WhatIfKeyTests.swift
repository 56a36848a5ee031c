import Drawing
import Panels
import PostalModel
import Testing

@testable import Dashboard

/// 测算 by keys: what they change, and that nothing of it leaves the sheet.
@Suite struct WhatIfKeyTests {
  let fixture = Fixture()
  static let size = Size(width: 120, height: 40)

  private func opened(_ address: String, _ keys: String = "") -> Dashboard {
    var dashboard = fixture.dashboard(address)
    fixture.settle(&dashboard, dashboard.update(.resized(Self.size)))
    fixture.press("w".map { .character($0) } + keys.map { .character($0) }, on: &dashboard)
    return dashboard
  }

  private func changes(_ dashboard: Dashboard) -> [WhatIf.Key: Int] {
    if case .whatIf(let trial)? = dashboard.session.sheet { trial.changes } else { [:] }
  }

  private func line(_ dashboard: Dashboard, _ name: String) -> String {
    let lines = dashboard.view(Self.size).text.split(separator: "\n").map(String.init)
    return lines.first { $0.contains("  \(name) ") } ?? ""
  }

  @Test func onePressAddsOneAndEveryLevelFollows() throws {
    var dashboard = opened("5205/outlets?plan=hoxud")
    #expect(dashboard.view(Self.size).text.contains("测算,不入库"))
    // 威宁县 is the worst: 123 outlets for 384,000 people.
    #expect(line(dashboard, "威宁县").contains("-31"))
    let whole = try #require(line(dashboard, "毕节市").firstMatch(of: /-([0-9]+)/).flatMap { Int($0.1) })
    fixture.press([.character("+"), .character("="), .character("+")], on: &dashboard)
    #expect(line(dashboard, "威宁县").contains("-31 > -28") && line(dashboard, "威宁县").contains("[+3]"))
    #expect(line(dashboard, "毕节市").contains("-\(whole) > -\(whole - 3)"))
    fixture.press([.pageUp, .pageUp, .pageUp], on: &dashboard)
    #expect(line(dashboard, "威宁县").contains("✓ 达标"))
    fixture.press([.pageDown, .character("-")], on: &dashboard)
    #expect(changes(dashboard).values.first == 22)
  }

  @Test func severalAreasAndInputsGoTogetherUntilTheyAreCleared() {
    var dashboard = opened("5205/outlets?plan=hoxud", "12")
    fixture.press([.down, .character("7"), .right, .character("+")], on: &dashboard)
    #expect(changes(dashboard).values.sorted() == [7, 12, 100])
    fixture.press([.left, .character("8"), .backspace, .character("9")], on: &dashboard)
    #expect(changes(dashboard).values.sorted() == [9, 12, 100])
    fixture.press([.character("r")], on: &dashboard)
    #expect(changes(dashboard).isEmpty && dashboard.context == .whatIf)
  }

  @Test func enterFillsInTheSmallestSetAndEscLeavesEverythingAsItWas() {
    var dashboard = opened("5205/outlets?plan=hoxud")
    fixture.press([.enter], on: &dashboard)
    #expect(!changes(dashboard).isEmpty)
    #expect(line(dashboard, "毕节市").contains("✓ 达标"))
    fixture.press([.escape], on: &dashboard)
    #expect(dashboard.session.sheets.isEmpty)
    let untouched = fixture.dashboard("5205/outlets?plan=hoxud")
    #expect(dashboard.view(Self.size).goldenDump() == untouched.view(Self.size).goldenDump())
    fixture.press([.character("w")], on: &dashboard)
    #expect(changes(dashboard).isEmpty)
  }

  @Test func moreParcelsThanThereAreCannotTurnGood() {
    var dashboard = opened("5205/packaging/slim_tape", "99999")
    #expect(dashboard.session.notice?.text.hasPrefix("只能从") == true)
    #expect(changes(dashboard).values.first.map { $0 < 12_000 } == true)
    // 七星关区 has reported nothing of it.
    fixture.press([.character("r"), .character("G")], on: &dashboard)
  }

  @Test func noKeyOfTheSheetWritesOrOpensAPanel() {
    for key: Key in "0123456789+-=_wr".map({ .character($0) }) + [.enter, .pageUp, .pageDown, .left, .right, .tab] {
      var dashboard = opened("5205/packaging/slim_tape")
      let place = dashboard.place
      let effects = dashboard.update(.key(key))
      #expect(effects.isEmpty, "\(key)")
      #expect(dashboard.place == place, "\(key)")
    }
  }

  @Test func whatIsSentWholeCannotBeTriedOut() {
    var dashboard = fixture.dashboard("5205/open-items")
    fixture.press([.character("w")], on: &dashboard)
    #expect(dashboard.context == .whatIf || dashboard.session.notice != nil)
  }

  @Test func aWallHasNoWhatIf() {
    #expect(KioskPermit.permits(.whatIf, in: .figures) == false)
    #expect(KioskPermit.permits(.more, in: .whatIf) == false)
  }

  @Test func linesAreReadWithoutAScreen() {
    let page = opened("5205/outlets?plan=hoxud", "5").linearPage
    #expect(page.lines.contains { $0.contains("测算,不入库") })
    #expect(page.items.contains { $0.contains("威宁县") && $0.contains("改后") })
  }
}
