import Intake
import PostalModel
import TestWorkbooks
import Testing

@Suite("原行 rows as they came")
struct OriginalRowTests {
  private func context(_ map: ColumnMap? = nil, month: Month? = nil) -> IntakeContext {
    IntakeContext(
      today: today, defaultMonth: month, directory: SmallDirectory(), map: map, indicators: sentIndicators)
  }

  private func find(
    _ bytes: [UInt8], _ places: [Int], _ form: Form = .packaging, sheets: [String] = [], map: ColumnMap? = nil,
    month: Month? = nil
  ) -> [Int: OriginalRow] {
    Intake.originalRows(
      bytes, file: "报表", form: form, sheets: sheets, places: places, context: context(map, month: month))
  }

  @Test("of a text: raw as it stands, cells under their headings in the order of the table")
  func texts() throws {
    let lines = [
      "包装月报", "备注;品牌;区划代码;胶带封装件数", "\"两行,", "\"\"甲\"\"\";  中通 ;520526;12 000", ";圆通;520581;x;多出", "",
    ]
    let text = lines.joined(separator: "\r\n")
    let rows = find(gb18030(text), [3, 5, 9], month: Month(2025, 6))
    #expect(rows.keys.sorted() == [3, 5])
    let first = try #require(rows[3])
    #expect(first.raw == "\"两行,\r\n\"\"甲\"\"\";  中通 ;520526;12 000")
    #expect(first.line == 3 && first.sheet == nil && first.value == nil)
    #expect(first.cells.map(\.heading) == ["备注", "品牌", "区划代码", "胶带封装件数"])
    #expect(first.cells.map(\.column) == [nil, "品牌", "区划代码", "胶带封装件数"])
    #expect(first.cells.map(\.text) == ["两行,\r\n\"甲\"", "中通", "520526", "12 000"])
    let extra = try #require(rows[5]?.cells.last)
    #expect(extra.heading == "" && extra.column == nil && extra.text == "多出")
    #expect(find(Array("甲,乙\n1,2\n".utf8), [2]) == [:])
  }

  @Test("every row that a reading keeps out is found by its place, with the same raw text")
  func sameAsReading() {
    let text = "区划代码,月份,品牌,胶带封装件数\n520526,2025-06,\"中\"\"通\",x\n\n520581,2025-06,,5\n999999,2025-06,,5\n"
    let rejected = read(text).rejected
    let rows = find(Array(text.utf8), rejected.map(\.place))
    #expect(rejected.map { rows[$0.place]?.raw } == rejected.map(\.raw) && rejected.count == 2)
  }

  @Test("of a workbook: the sheets that were read, by number")
  func workbooks() {
    let head: [WrittenCell] = ["区划代码", "月份", "品牌", "胶带封装件数"].map(WrittenCell.text)
    func row(_ brand: String) -> [WrittenCell] { [.number(520_526), .text("2025-06"), .text(brand), .number(5)] }
    let bytes = workbook([
      WrittenSheet(name: "封面", rows: [[.text("说明")]]),
      WrittenSheet(name: "甲", rows: [head, row("中通"), row("圆通")]),
      WrittenSheet(name: "乙", rows: [head, row("韵,达")], origin: (row: 3, column: 1)),
    ])
    let place = SheetLine.place(sheet: 1, row: 5)
    let rows = find(bytes, [3, place, SheetLine.place(sheet: 2, row: 1)], sheets: ["甲", "乙"])
    #expect(rows.count == 2)
    #expect(rows[3]?.cells.map(\.text) == ["520526", "2025-06", "圆通", "5"] && rows[3]?.sheet == "甲")
    #expect(rows[place]?.raw == ",520526,2025-06,\"韵,达\",5")
    #expect(rows[place]?.line == 5 && rows[place]?.sheet == "乙")
    #expect(rows[place]?.cells.map(\.column) == [nil, "区划代码", "月份", "品牌", "胶带封装件数"])
  }

  @Test("of a table with one column a period: the whole row, and which value is meant")
  func wide() throws {
    let map = ColumnMap(
      columns: ["地区": "area_code"], wide: .init(periods: .years, indicator: "express_volume"), areaLevel: .county)
    let text = "地区,2024,备注,2023\n\"威\"\"宁\"\"\",\"1\"\"2\",核,\"3,\"\"\"\n"
    let result = Intake.read(Array(text.utf8), file: "省.csv", form: nil, context: context(map))
    #expect(result.rejected.map(\.raw) == ["\"威\"\"宁\"\"\",2024,\"1\"\"2\"", "\"威\"\"宁\"\"\",2023,\"3,\"\"\""])
    let rows = find(Array(text.utf8), result.rejected.map(\.place), .figures, map: map)
    let second = try #require(rows[result.rejected[1].place])
    #expect(second.raw == "\"威\"\"宁\"\"\",\"1\"\"2\",核,\"3,\"\"\"")
    #expect(second.value == 3 && second.month == Month(2023, 12))
    #expect(second.cells.map(\.text) == ["威\"宁\"", "1\"2", "核", "3,\""])
    #expect(second.cells.map(\.column) == ["区划代码", nil, nil, nil])
    #expect(rows[result.rejected[0].place]?.value == 1)
  }
}
