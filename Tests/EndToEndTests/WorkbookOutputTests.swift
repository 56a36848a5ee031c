import Foundation
import Intake
import PostalModel
import Testing

/// Workbooks that the program writes.
@Suite struct WorkbookOutputTests {
  private struct Everywhere: AreaDirectory {
    func standing(of code: AreaCode) -> AreaStanding {
      .known(Area(id: code.number, code: code, name: "某村村民委员会", parent: nil))
    }
  }

  private func read(_ data: Data, _ file: String) -> [IntakeResult] {
    let volume = Indicator(
      id: "express_volume", zh: "快递业务量", en: "Volume", panel: "scale", form: .figures, unit: .parcels10k,
      numerator: [], denominator: [], kind: .yearly)
    return Intake.readAll(
      [UInt8](data), file: file, form: nil,
      context: IntakeContext(
        today: Day(2025, 7, 12)!, directory: Everywhere(), indicators: [volume],
        tasks: [IntakeTask(plan: "bijie", planNames: [], id: "7", clauses: [], titles: [])]))
  }

  @Test(arguments: Form.allCases) func aTemplateIsReadBackAsItsExampleRow(form: Form) throws {
    let program = try Program()
    defer { program.remove() }
    let text = try program.run("template", form.rawValue)
    let book = try program.run("template", form.rawValue, "--format", "xlsx")
    #expect(text.status == 0 && book.status == 0, "\(book.errors)")
    let (plain, sheets) = (read(text.output, "a.csv"), read(book.output, "a.xlsx"))
    #expect(sheets.count == 1 && sheets[0].form == form)
    #expect(sheets[0].problems == [] && sheets[0].notes == [])
    #expect(sheets[0].rows == plain[0].rows && sheets[0].rows?.count == 1)
  }

  @Test func exportsAreWorkbooksWithNumbersAndCodes() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.importCounty().status == 0)
    for what in ["indicators", "open-items", "outlets", "ledger", "due"] {
      let file = program.folder.appendingPathComponent("\(what).xlsx").path
      let made = try program.run(
        "export", what, "--scope", "520590", "--period", "2025-06", "-o", file, "--database", program.database,
        "--today", "2025-07-12")
      #expect(made.status == 0 && made.output.isEmpty, "\(what): \(made.errors)")
      let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
      #expect(bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]))
    }
    // The register can be sent again as it is.
    let file = program.folder.appendingPathComponent("outlets.xlsx")
    let result = read(try Data(contentsOf: file), "outlets.xlsx")[0]
    #expect(result.problems == [] && result.rows?.count ?? 0 > 3)
    #expect(read(try Data(contentsOf: file), "outlets.xlsx")[0].absentColumns == [])
    let refused = try program.run("template", "areas", "-o", "/nowhere/a.xlsx", "--lang", "en")
    #expect(refused.status == 1 && refused.errors.contains("/nowhere/a.xlsx: cannot be written"))
    #expect(try program.run("template", "areas", "--format", "pdf").status == 2)
  }
}
