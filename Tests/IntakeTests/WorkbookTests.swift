import Foundation
import Intake
import PostalModel
import TestWorkbooks
import Testing

@Suite("工作簿 workbooks")
struct WorkbookTests {
  private static let headings = ["区划代码", "月份", "品牌", "胶带封装件数", "瘦身胶带件数"].map(WrittenCell.text)

  private func readAll(_ bytes: [UInt8], _ form: Form? = nil, sheet: String? = nil) -> [IntakeResult] {
    Intake.readAll(
      bytes, file: "报表.xlsx", form: form,
      context: IntakeContext(
        today: today, directory: SmallDirectory(), sheet: sheet, indicators: sentIndicators, tasks: knownTasks))
  }

  private func packaging(_ cells: [WrittenCell]) -> IntakeResult { readAll(workbook([Self.headings, cells]))[0] }

  @Test("kinds of cells: codes, counts and months as numbers, text, formulas and dates", arguments: [false, true])
  func kinds(inline: Bool) {
    let rows: [[WrittenCell]] = [
      Self.headings,
      [.number(520_526_100_000), .text("2025年6月"), .text("中,通\"速\""), .number(100), .formula(99)],
      [.text("520581"), .number(45_809, format: "yyyy\"年\"m\"月\""), .textFormula("圆通"), .text("1,234"), .number(0)],
      [.text("５２０５８１"), .number(202_506), .text("韵达"), .number(3, format: "#,##0"), .blank],
      [.number(520_581), .number(45_809), .text("申通"), .number(7), .text("—")],
    ]
    let result = readAll(workbook(rows, inline: inline))[0]
    #expect(result.problems == [])
    #expect(result.sheets == ["Sheet1"])
    let june = Month(2025, 6)
    #expect(
      result.rows
        == .packaging([
          Lined(
            line: 2,
            PackagingEntry(area: code("520526100000"), month: june, brand: "中,通\"速\"", taped: 100, slimTaped: 99)),
          Lined(
            line: 3, PackagingEntry(area: code("520581"), month: june, brand: "圆通", taped: 1234, slimTaped: 0)),
          Lined(line: 4, PackagingEntry(area: code("520581"), month: june, brand: "韵达", taped: 3)),
          Lined(line: 5, PackagingEntry(area: code("520581"), month: june, brand: "申通", taped: 7)),
        ]))
  }

  @Test("flags, days and numbers kept as text")
  func registers() throws {
    let result = readAll(
      workbook([
        ["网点编号", "名称", "类型", "区划代码", "开办日期", "备案日期", "备案号"].map(WrittenCell.text),
        [
          .number(1_234_567), .text("草海网点"), .text("末端网点"), .number(520_526_100_000),
          .number(45_356, format: "m/d/yy"), .number(45_360.75, format: "yyyy-mm-dd hh:mm"),
          .number(12, format: "000000"),
        ],
      ]))[0]
    #expect(result.problems == [])
    guard case .outlets(let rows)? = result.rows, let row = rows.first?.value else {
      Issue.record("no outlet")
      return
    }
    #expect(row.id == "1234567" && row.filingNumber == "000012")
    #expect(row.openedOn == Day(2024, 3, 5) && row.filedOn == Day(2024, 3, 9))
    let village = readAll(
      workbook([
        ["区划代码", "月份", "通达品牌数", "人员", "场地"].map(WrittenCell.text),
        [.number(520_526_004_201), .text("2025-06"), .number(2), .flag(true), .flag(false)],
      ]))[0]
    #expect(village.problems == [])
    guard case .villages(let states)? = village.rows else {
      Issue.record("no village")
      return
    }
    #expect(states.first?.value.staff == true && states.first?.value.premises == false)
  }

  @Test("days counted from 1904, by format and as bare numbers")
  func since1904() throws {
    let result = readAll(try fixture("from1904.xlsx"))[0]
    #expect(result.problems == [])
    guard case .outlets(let rows)? = result.rows, let row = rows.first else {
      Issue.record("no outlet")
      return
    }
    #expect(row.line == 3)
    #expect(row.value.openedOn == Day(2024, 3, 5) && row.value.filedOn == Day(2024, 3, 4))
  }

  @Test("errors, formulas without a value, and damaged codes have messages of their own")
  func errors() throws {
    let result = readAll(try fixture("errors.xlsx"))[0]
    #expect(
      result.problems.map { $0.text(.zh) } == [
        "报表.xlsx:六月:2:5: 瘦身胶带件数是公式错误「#REF!」;请改正公式,或直接填数值",
        "报表.xlsx:六月:3:5: 瘦身胶带件数是公式,文件里没有存下结果;请在 Excel 或 WPS 中打开,保存后再报",
        "报表.xlsx:六月:4:1: 区划代码「6.52828E+11」已被 Excel 改成数值,末几位可能已丢失;请先把该列设为文本格式,再重新填写",
        "报表.xlsx:六月:5:1: 区划代码「520581.5」已被 Excel 改成数值,末几位可能已丢失;请先把该列设为文本格式,再重新填写",
      ])
    #expect(
      result.rejected.map(\.raw) == [
        "520526,2025-06,中通,100,#REF!", "520581,2025-06,中通,100,#UNSAVED!", "6.52828E+11,2025-06,圆通,1,1",
        "520581.5,2025-06,圆通,1,1",
      ])
    #expect(result.read == 4 && result.rows?.count == 0)
  }

  @Test("numbers of more than fifteen digits are damaged, shares may be percent-formatted, noise is no fraction")
  func numbers() {
    #expect(
      packaging([.number(1e15), .text("2025-06"), .blank, .number(1), .number(1)]).problems.first?.zh.contains("Excel")
        == true)
    #expect(
      packaging([.number(520_526), .text("2025-06"), .blank, .number(2.5), .number(1)]).problems.first?.zh
        == "胶带封装件数「2.5」不是整数;件数、人数等只填整数")
    #expect(packaging([.number(520_526), .text("2025-06"), .blank, .number(0.1 * 30), .number(1)]).problems == [])
    let result = readAll(
      workbook([
        ["区划代码", "月份", "指标", "数值"].map(WrittenCell.text),
        [.number(520_526), .text("2025-06"), .text("delay_rate"), .number(0.0575, format: "0.0%")],
        [.number(520_581), .text("2025-06"), .text("delay_rate"), .formula(1.0 / 3)],
        [.number(520_590), .text("2025-06"), .text("satisfaction"), .number(0.1 + 0.2)],
      ]))[0]
    #expect(result.problems == [])
    guard case .figures(let rows)? = result.rows else { return }
    #expect(rows.map(\.value.value?.micro) == [5_750_000, 333_333, 300_000])
  }

  @Test("title rows, blank rows and columns, remarks and totals; line and column are the sheet's")
  func around() {
    let sheet = WrittenSheet(
      name: "6月",
      rows: [
        [.text("填报单位:万通")], [], Self.headings,
        [.number(520_526), .text("2025-06"), .blank, .number(5), .number(9)], [],
        [.text("合计"), .blank, .blank, .number(5), .number(9)], [.text("注:件数以系统为准")],
      ], origin: (2, 3), title: "2025年6月包装月报")
    let result = readAll(workbook([sheet]))[0]
    #expect(
      result.problems.map { $0.text(.zh) } == ["报表.xlsx:6月:6:8: 瘦身胶带件数 9 大于胶带封装件数 5;部分不能超过总数,请核对两列"])
    #expect(result.notes.map { $0.place(in: "报表.xlsx") } == ["报表.xlsx:6月:8", "报表.xlsx:6月:9"])
    #expect(result.read == 1 && result.rejected.first?.raw == ",,,520526,2025-06,,5,9")
  }

  @Test("sheets of one form are one return: duplicates between them are named by sheet")
  func sheets() {
    func row(_ area: Double) -> [WrittenCell] {
      [.number(area), .text("2025-06"), .text("中通"), .number(5), .number(4)]
    }
    let book = workbook([
      WrittenSheet(name: "说明", rows: [[.text("请按月填报")]]),
      WrittenSheet(name: "甲县", rows: [Self.headings, row(520_526), row(520_581)]),
      WrittenSheet(name: "乙县", rows: [Self.headings.reversed(), row(520_526).reversed()]),
      WrittenSheet(name: "旧", rows: [Self.headings, row(520_526)], isHidden: true),
    ])
    let result = readAll(book)[0]
    #expect(result.sheets == ["甲县", "乙县"] && result.read == 3)
    #expect(result.problems.map { $0.text(.en) }.first?.hasPrefix("报表.xlsx:乙县:2:5: ") == true)
    #expect(result.problems.first?.zh.contains("甲县!2") == true)
    #expect(result.notes.map(\.sheet) == ["旧", "说明"])
    let one = readAll(book, sheet: "甲县")[0]
    #expect(one.problems == [] && one.rows?.count == 2 && one.sheets == ["甲县"])
    #expect(readAll(book, sheet: "旧")[0].rows?.count == 1)
    #expect(readAll(book, sheet: "丙县")[0].problems.map(\.zh) == ["没有工作表「丙县」;有的是:说明、甲县、乙县、旧"])
  }

  @Test("places of rows of later sheets name their sheet")
  func places() {
    let rows = { (area: Double) -> [[WrittenCell]] in
      [Self.headings, [.number(area), .text("2025-06"), .text("中通"), .number(5), .number(4)]]
    }
    let result = readAll(
      workbook([WrittenSheet(name: "A", rows: rows(520_526)), WrittenSheet(name: "B", rows: rows(520_581))]))[0]
    guard case .packaging(let read)? = result.rows else {
      Issue.record("no rows")
      return
    }
    #expect(read.map { SheetLine.sheet(of: $0.line) } == [0, 1])
    #expect(read.map { SheetLine.row(of: $0.line) } == [2, 2])
  }

  @Test("a workbook of several forms gives a result a form")
  func forms() {
    let book = workbook([
      WrittenSheet(
        name: "区划", rows: [[.text("区划代码"), .text("名称")], [.number(520_526_100_099), .text("新社区")]]),
      WrittenSheet(
        name: "包装",
        rows: [Self.headings, [.number(520_526), .text("2025-06"), .text("中通"), .number(5), .number(4)]]),
    ])
    #expect(readAll(book).map(\.form) == [.areas, .packaging])
    #expect(readAll(book).map { $0.rows?.count } == [1, 1])
    #expect(readAll(book, .packaging).map(\.form) == [.packaging])
    #expect(read(book).problems.first?.zh == "工作簿里有几种报表:区划人口(areas)、包装月报(packaging);请用 --form 或 --sheet 指明")
  }

  @Test("the same table as CSV and as XLSX gives the same rows", arguments: Form.allCases)
  func sameAsText(form: Form) {
    var random = SeededNumbers(UInt64(form.rawValue.utf8.count) + 17)
    let lines = Intake.template(form).split(separator: "\r\n").map(String.init)
    let table = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let odd = [
      "", "—", "1.5", "-2", "x", "520526", "6.52828E+11", "2025-06", "2025-99", "合计", "a\nb", "99999999999999999999",
      "无",
      "５", "12%", "a\"b", "520522", "注:", ".", "#REF!", "1,234", " 7 ", "　8",
    ]
    for round in 0..<30 {
      var rows = [table[0]]
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        var row = table[1]
        for _ in 0..<Int.random(in: 0...3, using: &random) {
          row[Int.random(in: row.indices, using: &random)] = odd.randomElement(using: &random)!
        }
        rows.append(row)
      }
      let text = rows.map { row in
        row.map { $0.contains { ",\"\n".contains($0) } ? "\"" + $0.replacing("\"", with: "\"\"") + "\"" : $0 }.joined(
          separator: ",")
      }
      let book = rows.enumerated().map { number, row in
        row.map { cell -> WrittenCell in
          if cell.isEmpty { return .blank }
          // Whole numbers up to fifteen digits as numbers, here and there.
          if number > 0, cell.count <= 15, cell.allSatisfy({ $0.isASCII && $0.isNumber }), let value = Double(cell),
            Bool.random(using: &random)
          {
            return .number(value)
          }
          return .text(cell)
        }
      }
      // A row with a line end inside is two lines of a text and one row of a sheet.
      let expected = read(text.joined(separator: "\n"), form)
      let found = read(workbook(book, inline: round.isMultiple(of: 2)), form)
      #expect(found.read == expected.read)
      #expect(values(found.rows) == values(expected.rows))
      #expect(found.rejected.map { $0.problems.count } == expected.rejected.map { $0.problems.count })
      #expect(found.rejected.map { $0.problems.map(\.column) } == expected.rejected.map { $0.problems.map(\.column) })
      #expect((found.rows?.count ?? 0) + found.rejected.count == found.read)
    }
  }

  private func values(_ rows: ReturnRows?) -> [String] {
    switch rows {
    case .areas(let rows)?: rows.map { "\($0.value)" }
    case .outlets(let rows)?: rows.map { "\($0.value)" }
    case .villages(let rows)?: rows.map { "\($0.value)" }
    case .packaging(let rows)?: rows.map { "\($0.value)" }
    case .safety(let rows)?: rows.map { "\($0.value)" }
    case .figures(let rows)?: rows.map { "\($0.value)" }
    case .tasks(let rows)?: rows.map { "\($0.value)" }
    case nil: []
    }
  }
}

/// A workbook written by openpyxl.
private func fixture(_ name: String) throws -> [UInt8] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
  return [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
}
