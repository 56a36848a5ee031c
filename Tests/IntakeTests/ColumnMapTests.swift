import Intake
import PostalModel
import TestWorkbooks
import Testing

@Suite("表头对照 maps of columns")
struct ColumnMapTests {
  private let years = """
    数据库:分县年度数据
    指标:快递业务量(万件)
    单位:万件
    地区,2025年,2024年,2023年,备注
    威宁县,,326.85,12,核
    黔西市,,—,0,
    全国,,9,9,
    注:1.不含港澳台。
    　　　2.由于四舍五入，合计略有误差。
    数据来源:统计局

    """

  private var map: ColumnMap {
    ColumnMap(
      form: .figures, columns: ["地区": "area_code"], wide: .init(periods: .years, indicator: "express_volume"),
      areaLevel: .county, skippedAreas: ["全国"])
  }

  private func read(_ bytes: [UInt8], _ map: ColumnMap, month: Month? = nil) -> IntakeResult {
    Intake.read(
      bytes, file: "省.csv", form: nil,
      context: IntakeContext(
        today: today, defaultMonth: month, directory: SmallDirectory(), map: map, indicators: sentIndicators))
  }

  private func figures(_ result: IntakeResult) -> [String] {
    guard case .figures(let rows)? = result.rows else { return [] }
    return rows.map { "\($0.value.area) \($0.value.month) \($0.value.indicator) \($0.value.value!)" }
  }

  private let expected = [
    "520526000000 2024-12 express_volume 326.85", "520526000000 2023-12 express_volume 12",
    "520581000000 2023-12 express_volume 0",
  ]

  @Test("one column a year, in GB18030 with preamble and notes: blanks are missing and not zero")
  func yearly() {
    let result = read(gb18030(years.replacing("\n", with: "\r\n")), map)
    #expect(result.problems == [])
    #expect(figures(result) == expected)
    #expect(result.read == 3 && result.encoding == .gb18030)
    guard case .figures(let rows)? = result.rows else { return }
    #expect(rows.map { SheetLine.row(of: $0.line) } == [5, 5, 6])
    #expect(rows.map { SheetLine.column(of: $0.line) } == [3, 4, 4])
    #expect(result.notes.map(\.line) == [4, 7, 8, 9, 10])
  }

  @Test("the same table as a workbook")
  func workbooks() {
    let rows = years.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map { cell -> WrittenCell in
        Double(cell).map { .number($0) } ?? (cell.isEmpty ? .blank : .text(String(cell)))
      }
    }
    #expect(figures(read(workbook(rows), map)) == expected)
  }

  @Test("one column a month, a factor, listed columns, areas by code")
  func monthly() {
    let text = "地区,2025年6月,2025年5月,2025年4月\n520526,10000,5,\n520581000000,1,2,3\n"
    var map = map
    map.wide = .init(periods: .months, indicator: "快递业务量", factor: Amount(micro: 100))
    #expect(
      figures(read(Array(text.utf8), map)) == [
        "520526000000 2025-06 express_volume 1", "520526000000 2025-05 express_volume 0.0005",
        "520581000000 2025-06 express_volume 0.0001", "520581000000 2025-05 express_volume 0.0002",
        "520581000000 2025-04 express_volume 0.0003",
      ])
    map.wide = .init(periods: .listed(["2025年5月"]), indicator: "express_volume")
    #expect(figures(read(Array(text.utf8), map)).count == 2)
  }

  @Test("what is wrong is told at its value: unknown and repeated names, words, the future, an unknown indicator")
  func faults() {
    let text = "地区,2025,2024\n威宁,,5\n板仓村民委员会,,5\n520526,7,x\n"
    let result = read(Array(text.utf8), map)
    #expect(
      result.problems.map { $0.text(.zh) } == [
        "省.csv:2:1: 没有名为「威宁」的区划;相近的有 520526000000 威宁县",
        "省.csv:3:1: 没有名为「板仓村民委员会」的区划;相近的有 520526004203 板仓村民委员会",
        "省.csv:4:2: 月份 2025-12 晚于今天所在的 2025-07;不能报送将来的月份", "省.csv:4:3: 数值「x」不是数字;只填数字,不带单位和文字",
      ])
    #expect(result.rejected.map(\.raw) == ["威宁,2024,5", "板仓村民委员会,2024,5", "520526,2025,7", "520526,2024,x"])
    #expect(result.read == 4 && result.rows?.count == 0)
    var other = map
    other.wide?.indicator = "nothing"
    #expect(
      read(Array(years.utf8), other).problems.first?.text(.en).hasPrefix("省.csv:5:3: there is no indicator") == true)
    #expect(read(Array(years.utf8), map, month: today.monthOfDay).problems.first?.zh.contains("--period") == true)
    #expect(read(Array("地区,名称\n520526,1\n".utf8), map).rows == nil)
  }

  @Test("headings alone may be mapped")
  func headings() {
    let map = ColumnMap(columns: ["县": "区划代码", "件": "taped", "时间": "month"])
    let result = read(Array("县,时间,件\n威宁县,2025-06,5\n".utf8), map)
    #expect(
      result.rows
        == .packaging([Lined(line: 2, PackagingEntry(area: code("520526"), month: Month(2025, 6), taped: 5))]))
  }
}

extension Day {
  fileprivate var monthOfDay: Month { Month(self) }
}
