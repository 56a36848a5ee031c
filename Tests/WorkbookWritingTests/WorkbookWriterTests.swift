import Foundation
import Intake
import PostalModel
import Testing

@testable import WorkbookWriting

@Suite("写工作簿 writing workbooks")
struct WorkbookWriterTests {
  @Test("what is written is read back: codes, numbers, days, percentages, long and risky texts")
  func readBack() throws {
    let columns = ["网点编号", "名称", "类型", "区划代码", "备案号", "开办日期", "品牌"].map { WorkbookSheet.Column($0, width: 12) }
    let sheet = WorkbookSheet(
      name: "网点", titles: ["网点台账"], columns: columns,
      rows: [
        [
          .code("007"), .text("=1+1"), .text("末端网点"), .code("520526100034"), .code("520526000100012345"),
          .day(Day(2024, 2, 29)!), .text("a\u{1}b"),
        ],
        [
          .number(12, decimals: 0), .text(String(repeating: "长", count: 40_000)), .empty, .empty, .empty, .empty,
          .percent(97.25, decimals: 2),
        ],
      ])
    let bytes = [UInt8](try WorkbookWriter.bytes([sheet], made: Day(2025, 7, 8)))
    let places = [3, 4]
    let rows = Intake.originalRows(
      bytes, file: "a.xlsx", form: .outlets, sheets: ["网点"], places: places,
      context: IntakeContext(today: Day(2025, 7, 8)!, directory: NoAreas()))
    let first = try #require(rows[3]).cells.map(\.text)
    #expect(
      first == ["007", "=1+1", "末端网点", "520526100034", "520526000100012345", "2024-02-29", "a<U+0001>b"])
    let second = try #require(rows[4]).cells.map(\.text)
    #expect(second[0] == "12" && second[1].utf16.count == 32_767 && second[1].hasSuffix("…"))
    #expect(second[6] == "97.25%")
  }

  @Test("a library that is not there, or is another, is not taken; the message says what to install")
  func absent() {
    #expect(WorkbookWriter.open(["libnothing-of-the-kind.so.4", "libz.so.1"]) == nil)
    let fault = WorkbookWritingFault.absent(package: "libxlsxwriter4")
    #expect(fault.zh.contains("apt-get install libxlsxwriter4") && fault.en.contains("apt-get install libxlsxwriter4"))
  }

  @Test("the same sheets of the same day are the same bytes")
  func sameBytes() throws {
    let sheet = WorkbookSheet(name: "网点", columns: [.init("甲", width: 4)], rows: [[.text("乙")]])
    let (day, other) = (Day(2025, 7, 8), Day(2025, 7, 9))
    #expect(try WorkbookWriter.bytes([sheet], made: day) == WorkbookWriter.bytes([sheet], made: day))
    #expect(try WorkbookWriter.bytes([sheet], made: day) != WorkbookWriter.bytes([sheet], made: other))
  }

  @Test("more rows than a sheet can hold are refused before anything is written")
  func tooLong() {
    let sheet = WorkbookSheet(
      name: "长", columns: [.init("甲", width: 4)], rows: Array(repeating: [], count: WorkbookWriter.mostRows))
    #expect(throws: WorkbookWritingFault.tooLong("长", rows: 1_048_576)) { try WorkbookWriter.bytes([sheet]) }
  }
}

private struct NoAreas: AreaDirectory {
  func standing(of code: AreaCode) -> AreaStanding { .unknown(near: []) }
  func areas(called name: String) -> [Area] { [] }
  func areas(near name: String) -> [Area] { [] }
}
