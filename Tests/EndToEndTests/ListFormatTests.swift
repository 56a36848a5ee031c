import Foundation
import Testing

/// Commands that list print a table, or the same as JSON.
@Suite struct ListFormatTests {
  @Test func everyListHasBothFormats() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.importCounty().status == 0)
    let key = "unfiled/520590100001/W-04/"
    let fixed = ["--database", program.database, "--today", "2025-07-12"]
    #expect(try program.run(arguments: ["items", "step", key, "noticed"] + fixed).status == 0)
    #expect(
      try program.run(arguments: ["sign-off", "--scope", "520590", "--period", "2025-06", "--by", "局办"] + fixed).status
        == 0)
    for command in [
      ["items", "--scope", "520590", "--period", "2025-06"], ["items", "history"], ["sign-offs"], ["revisions"],
      ["ledger"], ["history", "--scope", "520590", "--indicator", "slim_tape", "--period", "2025-06"], ["plans"],
    ] {
      let name = command.joined(separator: " ")
      let table = try program.run(arguments: command + fixed)
      let json = try program.run(arguments: command + ["--format", "json"] + fixed)
      #expect(table.status == 0 && json.status == 0, "\(name) \(table.errors)\(json.errors)")
      let objects = try #require(try JSONSerialization.jsonObject(with: json.output) as? [[String: Any]], "\(name)")
      // The headings are a line of their own.
      let lines = table.text.split(separator: "\n")
      if command[0] != "plans" { #expect(objects.count == lines.count - 1, "\(name)") }
      #expect(try program.run(arguments: command + ["--format", "xml"] + fixed).status == 2, "\(name)")
    }
  }
}
