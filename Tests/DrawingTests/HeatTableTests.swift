import Drawing
import Testing

@testable import Drawing

@Suite struct HeatTableTests {
  private static func cell(_ value: Double, _ mark: String, partial: Bool = false) -> HeatTable.Cell {
    let sign = partial ? "~" : ""
    return HeatTable.Cell(
      [sign + "\(value)" + mark, sign + "\(Int(value))" + mark], role: .short, ground: mark == "✓" ? .met : .short)
  }

  private let table = HeatTable(
    corner: "县区",
    headings: [("11", "2024"), ("12", "2024"), ("1", "2025"), ("2", "2025")].map { .init($0.0, group: $0.1) },
    rows: [
      .init("威宁县", [.blank, cell(92.1, "✗"), cell(95.5, "✗"), cell(99.2, "✓")]),
      .init(
        "七星关区",
        [cell(97.0, "✗"), cell(98.4, "✗✗"), .init(["未报", "?"], role: .notReported, ground: .notReported), .blank]),
    ], total: .init("毕节市", [cell(97, "✗"), cell(94, "✗"), cell(95, "✗", partial: true), cell(99.2, "✓")]), selection: 0,
    column: 2, hasFocus: true, leastColumns: 4)

  private func drawn(_ table: HeatTable, _ width: Int, _ height: Int, _ glyphs: Glyphs = Glyphs()) -> Surface {
    var surface = Surface(width: width, height: height, glyphs: glyphs)
    surface.draw(table, in: surface.bounds)
    return surface
  }

  @Test func everyCellHasValueMarkAndGround() {
    let surface = drawn(table, 44, 5)
    #expect(
      surface.text == """
                 2024            2025
        县区       11      12       1       2
        威宁县             92.1✗  ▸95.5✗◂  99.2✓
        七星关区   97.0✗  98.4✗✗    未报
        毕节市     97.0✗   94.0✗  ~95.0✗   99.2✓
        """)
    #expect(surface.cell(row: 2, column: 19)?.style == Style(foreground: .tile, background: .short, isStrong: true))
    // Where row and month cross the status is in the text, and the band beneath.
    #expect(surface.cell(row: 2, column: 28)?.style.background == .selection)
    #expect(surface.cell(row: 2, column: 28)?.style.foreground == .short)
    #expect(surface.cell(row: 3, column: 30)?.style.background == .notReported)
  }

  @Test func decimalsGoBeforeMonthsDoAndThenTheEarliestMonths() {
    let narrow = drawn(table, 32, 5).text
    #expect(narrow.contains("98✗✗") && !narrow.contains("98.4") && narrow.contains("11"))
    let least = drawn(table, 20, 5).text
    #expect(!least.contains("11") && least.contains("95") && least.contains("99"))
    for row in least.split(separator: "\n") { #expect(Glyphs().columns(of: String(row)) <= 20) }
  }

  @Test func theLastDecimalStaysWhileSixMonthsFit() {
    var year = table
    year.leastColumns = 12
    year.headings = (1...12).map { .init("\($0)") }
    year.rows = [.init("威宁县", (1...12).map { Self.cell(80 + Double($0) / 10, "✗") })]
    year.total = nil
    year.column = 11
    let text = drawn(year, 64, 4).text
    #expect(text.contains("81.2✗") && text.contains("80.6✗") && !text.contains("80.1"))
    // Too narrow for six: whole numbers of more months.
    #expect(!drawn(year, 40, 4).text.contains("81.2"))
  }

  @Test func theRowOfAllStandsApartWhereThereIsRoom() {
    let lines = drawn(table, 44, 8).text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[4].isEmpty && lines[5].hasPrefix("毕节市"))
    #expect(drawn(table, 44, 5).text.contains("毕节市"))
  }

  @Test func theMonthChosenStaysInSight() {
    var early = table
    early.column = 0
    #expect(drawn(early, 16, 5).text.contains("97"))
    #expect(drawn(early, 16, 5).text.contains("2024"))
  }

  @Test func theRowOfAllStaysBelowOthersThatScroll() {
    var long = table
    long.rows = (0..<30).map { .init("第\($0)县", table.rows[0].cells) }
    long.selection = 20
    let text = drawn(long, 44, 10).text
    #expect(text.contains("第20县") && text.hasSuffix("99.2✓") && text.contains("毕节市"))
    #expect(long.scrollHint(height: 10) != nil)
    #expect(table.scrollHint(height: 10) == nil)
    #expect(!drawn(long, 44, 5).text.contains("毕节市"))
  }

  @Test func figuresOfDifferentKindsHaveTheirOwnDecimals() {
    var mixed = table
    mixed.isOfOneFigure = false
    mixed.total = nil
    mixed.rows = [
      .init("业务量", [1, 2, 3, 4].map { Self.cell($0, "✓") }),
      .init("就业", [8012.5, 8100, 8200, 8300].map { Self.cell($0, "✓") }),
    ]
    let text = drawn(mixed, 32, 4).text
    #expect(text.contains("3.0✓") && text.contains("8012✓") && !text.contains("8012.5"))
  }

  @Test(arguments: [Glyphs(tier: .safe), Glyphs(tier: .ascii), Glyphs(ambiguous: .two)])
  func plainFormsHaveTheSameFigures(glyphs: Glyphs) {
    let text = drawn(table, 60, 5, glyphs).text
    for part in ["92.1", "98.4", "~95.0", "未报", "2025"] { #expect(text.contains(part)) }
    if glyphs.tier == .ascii { #expect(!text.contains("▸")) }
  }

  @Test func nothingBreaksWithoutRoomOrRows() {
    for size in [(0, 0), (3, 3), (9, 2), (12, 4), (200, 60)] { _ = drawn(table, size.0, size.1) }
    #expect(drawn(HeatTable(headings: [], rows: []), 40, 5).text == "\n\n\n\n")
  }
}
