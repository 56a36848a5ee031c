import Foundation
import Intake
import PostalModel
import TestWorkbooks
import Testing

@Suite("坏工作簿 workbooks that are damaged or mean harm")
struct WorkbookDamageTests {
  private static let small = workbook([
    [.text("区划代码"), .text("名称")], [.text("520526100099"), .text("新社区")], [.number(520_526_100_098), .text("旧社区")],
  ])

  @Test("every cut of a workbook is refused and never crashes")
  func cuts() {
    for end in stride(from: 4, to: Self.small.count, by: 13) {
      let result = read(Array(Self.small[..<end]))
      #expect(result.rows == nil && !result.problems.isEmpty)
    }
  }

  @Test("workbooks with random bytes changed are read or refused, and never crash")
  func changes() {
    var random = SeededNumbers(19)
    for _ in 0..<400 {
      var bytes = Self.small
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: 4..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      let result = read(bytes)
      #expect(result.read == result.rejected.count + (result.rows?.count ?? 0))
      #expect(result.rows != nil || !result.problems.isEmpty)
    }
  }

  @Test("files that say how to save them as XLSX")
  func foreign() {
    let ole: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600)
    #expect(read(ole).problems.first?.zh.contains("另存为") == true)
    let locked = ole + "EncryptedPackage".utf8.flatMap { [$0, 0] }
    #expect(read(locked).problems.first?.zh.contains("密码") == true)
    #expect(read(zip([("xl/workbook.bin", [])])).problems.first?.zh.contains("xlsb") == true)
    #expect(read(zip([("content.xml", [])])).problems.first?.zh.contains("没有 Excel 工作表") == true)
    #expect(read(zip([("xl/workbook.xml", [])], flags: 1)).problems.first?.zh.contains("密码") == true)
  }

  @Test("sheets in handwritten XML: prefixes, rich text, readings, escapes, cells without places")
  func handwritten() {
    let result = read(
      book(
        """
        <x:worksheet xmlns:x="u"><x:sheetData>
        <x:row r="3"><x:c t="inlineStr"><x:is><x:r><x:t>区划</x:t></x:r><x:r><x:t>代码</x:t></x:r></x:is></x:c>
        <x:c t="inlineStr"><x:is><x:t>名称</x:t><x:rPh sb="0" eb="1"><x:t>ming</x:t></x:rPh></x:is></x:c></x:row>
        <x:row><x:c><x:v>5.20526100099E11</x:v></x:c><x:c t="str"><x:f>A1</x:f><x:v>新_x5C45_区</x:v></x:c></x:row>
        </x:sheetData></x:worksheet>
        """))
    #expect(result.problems == [])
    #expect(result.rows == .areas([Lined(line: 4, AreaEntry(code: code("520526100099"), name: "新居区"))]))
  }

  @Test("sheets that contradict themselves are damaged")
  func contradictions() {
    for rows in [
      "<row r='2'/><row r='2'/>", "<row r='1048577'/>", "<row r='1'><c r='B1'><v>1</v></c><c r='A1'/></row>",
      "<row r='1'><c r='ZZZZ1'/></row>", "<row r='1'><c t='s'><v>7</v></c></row>", "<row r='1'><c><v>x</v></c></row>",
      "<row r='1'><c><v>nan</v></c></row>", "<row><c>",
    ] {
      let result = read(book("<worksheet><sheetData>\(rows)</sheetData></worksheet>"))
      #expect(result.problems.first?.zh.contains("已损坏") == true, "\(rows)")
    }
    let declared = read(book("<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet/>"))
    #expect(declared.problems.first?.zh.contains("DOCTYPE") == true)
  }

  @Test("bombs are refused: what unpacks beyond measure, tags without end, rows at the far edge")
  func bombs() {
    let blank = [UInt8](repeating: 0x20, count: 70 << 20)
    let bomb = read(book(Array("<worksheet>".utf8) + blank + Array("</worksheet>".utf8)))
    #expect(bomb.problems.first?.zh.contains("压缩炸弹") == true)
    let tag = read(book(Array("<worksheet a='".utf8) + blank.prefix(30 << 20) + Array("'/>".utf8)))
    #expect(tag.problems.first?.zh.contains("已损坏") == true)
    var rows = "<worksheet><sheetData>"
    for row in 1...17_000 { rows += "<row r='\(row)'><c r='XFD\(row)'><v>1</v></c></row>" }
    let wide = read(book(rows + "</sheetData></worksheet>"))
    #expect(wide.problems.first?.zh.contains("文字超过") == true)
    let half = rows.prefix(rows.count / 2 + 60_000)
    let cut = half[..<half.range(of: "<row", options: .backwards)!.lowerBound]
    let several = read(book(Array((cut + "</sheetData></worksheet>").utf8), sheets: 3))
    #expect(several.problems.first?.zh.contains("文字超过") == true)
  }

  private func book(_ sheet: String) -> [UInt8] { book(Array(sheet.utf8)) }

  /// A workbook with a sheet, or with the same one under several names.
  private func book(_ sheet: [UInt8], sheets: Int = 1) -> [UInt8] {
    let list = (1...sheets).map { "<sheet name='表\($0)' sheetId='\($0)' id='r1'/>" }.joined()
    let main = "<workbook><sheets>\(list)</sheets></workbook>"
    let relations =
      "<Relationships><Relationship Id='r1' Type='u/worksheet' Target='worksheets/s.xml'/></Relationships>"
    return zip([
      ("xl/workbook.xml", Array(main.utf8)), ("xl/_rels/workbook.xml.rels", Array(relations.utf8)),
      ("xl/worksheets/s.xml", sheet),
    ])
  }
}
