import Documents
import Drawing
import Panels
import PostalModel
import Testing

@testable import Dashboard

/// What leaves the screen by keys: the bulletin of the place, and the table shown.
@Suite struct ExportKeyTests {
  let fixture = Fixture()

  private func exported(_ command: Command, at address: String, _ keys: [Key] = []) -> OutputTable? {
    var dashboard = fixture.dashboard(address)
    fixture.press(keys, on: &dashboard)
    for case .writeTable(let table, _) in dashboard.run(command, count: nil) { return table }
    return nil
  }

  @Test func bulletinIsAskedForTheAreaAndPeriodShown() {
    var dashboard = fixture.dashboard("5205/packaging@2025-05?plan=hoxud")
    let effects = dashboard.update(.key(.character("b")))
    #expect(
      effects.contains(
        .writeBulletin(BoardRequest(area: AreaCode("5205"), period: Period("2025-05"), plan: "hoxud"), .zh)))
    var top = fixture.dashboard("")
    #expect(!top.update(.key(.character("b"))).contains { if case .writeBulletin = $0 { true } else { false } })
    #expect(top.session.notice?.text == fixture.handbook.words["bulletin.needsArea"])
  }

  @Test func theKeyKeepsItsMeaningWhereItHadOne() {
    #expect(Keymap.shipped.command(.character("b"), in: .preview) == .storeGood)
    #expect(Keymap.shipped.command(.character("b"), in: .figures) == .bulletin)
    #expect(Keymap.shipped.command(.character("X"), in: .due) == .exportXLSX)
    #expect(Keymap.clashes(KeyTable.keys).isEmpty)
  }

  @Test func aTableHasTheOrderAndTheFilterOfTheScreen() throws {
    let all = try #require(exported(.exportXLSX, at: "5205/packaging?sort=name"))
    var dashboard = fixture.dashboard("5205/packaging?sort=name")
    let showing = dashboard.showing(dashboard.session.spot, try #require(dashboard.board))
    #expect(all.rows.map { $0[1].shown } == showing.rows.map(\.area.name))
    #expect(all.rows[0][0] == .code(showing.rows[0].area.code.description))
    #expect(all.headings.count == all.rows[0].count)
    #expect(all.titles[0].contains("DEMONSTRATION DATA"))
    let filtered = try #require(
      exported(.exportXLSX, at: "5205/packaging", [.character("/"), .character("威"), .enter]))
    #expect(filtered.rows.count == 1 && filtered.rows[0][1].shown.hasPrefix("威宁"))
    dashboard.session.notice = nil
  }

  /// The figure of the screen with its number behind it.
  @Test func figuresAreNumbers() throws {
    let table = try #require(exported(.exportCSV, at: "5205/outlets"))
    let board = try #require(fixture.dashboard("5205/outlets").board)
    let density = Fixture.indicators[0]
    for cells in table.rows {
      let row = try #require(board.rows.first { .code($0.area.code.description) == cells[0] })
      let ratio = row.figures[density.id]?.reading.ratio
      guard case .told(_, let number, _) = cells[2] else {
        Issue.record("\(cells[2])")
        continue
      }
      #expect(number == ratio.map(density.text))
      #expect(cells[3] == ratio.map { .number(String($0.numerator)) } ?? .empty)
    }
  }

  @Test(arguments: [
    "5205", "5205/outlets", "5205/packaging", "5205/safety", "5205/villages", "5205/plans", "5205/open-items",
    "5205/scale", "520526100001/outlets",
  ]) func everyListGivesATable(address: String) throws {
    let table = try #require(exported(.exportJSON, at: address), "\(address)")
    #expect(!table.rows.isEmpty && table.rows.allSatisfy { $0.count == table.headings.count }, "\(address)")
  }

  /// Returns, registers and inspections do not go out in one table: of the overview the panel of the cursor does.
  @Test func theOverviewGivesThePanelOfTheCursor() throws {
    let outlets = try #require(exported(.exportXLSX, at: "5205"))
    let packaging = try #require(exported(.exportXLSX, at: "5205", [.tab]))
    #expect(outlets.headings[2].contains("末端网点密度") && !outlets.headings.joined().contains("胶带"))
    #expect(packaging.headings.joined().contains("瘦身胶带") && !packaging.headings.joined().contains("密度"))
    #expect(outlets.name != packaging.name)
  }

  /// What the screen folds into one line is written out.
  @Test func openItemsAreWrittenOneByOne() throws {
    let fixture = Fixture(hasItems: true)
    var dashboard = fixture.dashboard("520526/open-items")
    let shown = dashboard.view(Size(width: 120, height: 60)).text
    var table: OutputTable?
    for case .writeTable(let made, _) in dashboard.run(.exportXLSX, count: nil) { table = made }
    let names = try #require(table).rows.map { $0[2].shown }
    #expect(shown.contains("未备案 另 37 条") && !names.contains { $0.contains(" 另 ") })
    for number in 2...6 { #expect(names.contains("未备案 威宁旧店 \(number)")) }
  }

  @Test func whatIsNoTableSaysSo() {
    var dashboard = fixture.dashboard("5205")
    fixture.press(Array(repeating: .enter, count: 4), on: &dashboard)
    #expect(dashboard.place.outlet != nil)
    #expect(dashboard.run(.exportCSV, count: nil) == [])
    #expect(dashboard.session.notice?.text == fixture.handbook.words["export.noTable"])
  }
}
