import Intake
import PostalModel
import Testing

/// What a firm sends is refused with a message that can be shown, or kept without anything that steers a terminal.
@Suite struct HostileCharacterTests {
  /// C0, C1, overrides and marks of direction, no width, combining, private, unassigned, and no characters.
  static let scalars: [Unicode.Scalar] =
    (Array(0x00...0x1F) + Array(0x7F...0x9F) + [
      0xAD, 0x034F, 0x0301, 0x061C, 0x115F, 0x180E, 0x200B, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E,
      0x2060, 0x2066, 0x2069, 0x3164, 0xE000, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFD, 0xFFFF, 0x1D173, 0x1FFFF, 0x378,
      0xE0001, 0xE0FFF, 0xF0000, 0x10FFFF,
    ]).compactMap { Unicode.Scalar(UInt32($0)) }

  private func row(of form: Form) -> [String] { Intake.columns(of: form).map(\.example) }

  private func csv(_ form: Form, _ cells: [String]) -> [UInt8] {
    let heads = Intake.columns(of: form).map(\.zh).joined(separator: ",")
    let quoted = cells.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",")
    return Array((heads + "\r\n" + quoted + "\r\n").utf8)
  }

  /// The same as a workbook, its cells spelt as Excel spells what XML cannot hold.
  private func xlsx(_ form: Form, _ cells: [String], spelling: (Unicode.Scalar) -> String) -> [UInt8] {
    func line(_ cells: [String]) -> String {
      let texts = cells.map { cell in
        let text = cell.unicodeScalars.map { scalar -> String in
          switch scalar {
          case "&": "&amp;"
          case "<": "&lt;"
          default: scalar.isUnseen ? spelling(scalar) : String(scalar)
          }
        }
        return "<c t='inlineStr'><is><t xml:space='preserve'>\(text.joined())</t></is></c>"
      }
      return "<row>" + texts.joined() + "</row>"
    }
    let sheet =
      "<worksheet><sheetData>" + line(Intake.columns(of: form).map(\.zh)) + line(cells) + "</sheetData></worksheet>"
    let main = "<workbook><sheets><sheet name='表1' sheetId='1' id='r1'/></sheets></workbook>"
    let relations =
      "<Relationships><Relationship Id='r1' Type='u/worksheet' Target='worksheets/s.xml'/></Relationships>"
    return zip([
      ("xl/workbook.xml", Array(main.utf8)), ("xl/_rels/workbook.xml.rels", Array(relations.utf8)),
      ("xl/worksheets/s.xml", Array(sheet.utf8)),
    ])
  }

  private func isHarmless(_ text: String) -> Bool { !text.unicodeScalars.contains { $0.isUnseen } }

  private func expectHarmless(_ result: IntakeResult, _ what: String) {
    for problem in result.problems + result.rejected.flatMap(\.problems) {
      #expect(isHarmless(problem.text(.zh)) && isHarmless(problem.text(.en)), "\(what)")
    }
    for note in result.notes { #expect(isHarmless(note.zh) && isHarmless(note.en), "\(what)") }
    guard let rows = result.rows else { return #expect(!result.problems.isEmpty, "\(what): refused without a word") }
    let texts: [String] =
      switch rows {
      case .areas(let rows): rows.map(\.value.name)
      case .outlets(let rows):
        rows.flatMap { [$0.value.id, $0.value.name, $0.value.brand, $0.value.filingNumber] }
      case .villages(let rows): rows.map(\.value.verifiedBy)
      case .packaging(let rows): rows.map(\.value.brand)
      case .safety(let rows): rows.map(\.value.outlet)
      case .figures: []
      case .tasks(let rows): rows.map(\.value.note)
      }
    #expect(texts.allSatisfy(isHarmless), "\(what)")
  }

  @Test(arguments: Form.allCases) func inEveryColumnOfAText(form: Form) {
    for column in row(of: form).indices {
      for (number, scalar) in Self.scalars.enumerated() {
        var cells = row(of: form)
        let (half, mark) = (cells[column].count / 2, String(scalar))
        let places = [
          mark + cells[column], cells[column].prefix(half) + mark + cells[column].dropFirst(half), cells[column] + mark,
        ]
        cells[column] = places[(number + column) % 3]
        expectHarmless(read(csv(form, cells), form), "\(form) \(column) \(scalar.hexadecimal)")
      }
    }
  }

  @Test(arguments: Form.allCases) func inEveryColumnOfAWorkbook(form: Form) {
    func hex(_ scalar: Unicode.Scalar) -> String { String(scalar.value, radix: 16, uppercase: true) }
    let spellings: [(Unicode.Scalar) -> String] = [
      { "_x" + String(repeating: "0", count: max(0, 4 - hex($0).count)) + hex($0) + "_" }, { "&#x\(hex($0));" },
      { String($0) },
    ]
    for column in row(of: form).indices {
      for (number, scalar) in Self.scalars.enumerated() {
        var cells = row(of: form)
        cells[column] += String(scalar) + "]31m"
        let file = xlsx(form, cells, spelling: spellings[(number + column) % 3])
        expectHarmless(read(file, form), "\(form) \(column) \(scalar.hexadecimal)")
      }
    }
  }

  @Test func inHeadingsAndNamesOfFiles() {
    for scalar in Self.scalars {
      let heads = "区划代码,月份,胶带\(scalar)封装件数,瘦身胶带件数,\(scalar)\r\n520526,2025-06,5,4,\r\n"
      for form in [nil, Form.packaging] { expectHarmless(read(heads, form), "heading \(scalar.hexadecimal)") }
      let problem = Problem(file: "报\(scalar)表.csv", zh: "读不到", en: "cannot be read")
      #expect(isHarmless(problem.text(.zh)))
    }
  }

  @Test func aCellOfTenMegabytesIsRefusedInFewWords() {
    let long = String(repeating: "包", count: 3_500_000)
    for form in [Form.outlets, .packaging] {
      var cells = row(of: form)
      cells[cells.count / 2] = long
      let told = read(csv(form, cells), form).problems.map { $0.text(.zh) }
      #expect(!told.isEmpty, "\(form)")
      #expect(told.allSatisfy { $0.count < 600 }, "\(form)")
    }
  }
}
