import Foundation
import Testing

/// Returns in XLSX, from the file to the evidence.
@Suite struct WorkbookImportTests {
  @Test func sheetsAreOneReturnAndKeepTheirNames() throws {
    let program = try Program()
    defer { program.remove() }
    let file = Program.fixture("workbook/outlets.xlsx")
    func send(_ more: String...) throws -> Program.Result {
      try program.run(
        arguments: ["import", file, "--database", program.database, "--today", "2025-07-12", "--lang", "en"] + more)
    }
    let refused = try send()
    #expect(refused.status == 1)
    #expect(refused.errors.contains("outlets.xlsx:二:3:1: "), "\(refused.errors)")
    let taken = try send("--partial")
    #expect(taken.status == 0 && taken.text.contains("3 rows read, 2 stored"), "\(taken.text)\(taken.errors)")
    #expect(taken.errors.contains("outlets.xlsx:说明:1: this sheet was passed over"))
    #expect(try send("--partial").text.contains("the same file as import 1"))
    let one = try send("--sheet", "一")
    #expect(
      one.status == 0 && one.text.contains("1 rows read, 1 stored (0 new, 1 replacing"), "\(one.text)\(one.errors)")
    let list = try program.run(
      "export", "outlets", "--scope", "520526", "--period", "2025-06", "--format", "json", "--database",
      program.database, "--today", "2025-07-12")
    #expect(list.text.contains("W2"), "\(list.text)")
  }
}
