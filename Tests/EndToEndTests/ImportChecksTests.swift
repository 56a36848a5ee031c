import Foundation
import Testing

/// What an office is told before it stores a file, and of files that have not come.
@Suite struct ImportChecksTests {
  @Test func aDryRunTellsRowsAndFiguresThatWouldMove() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.importCounty().status == 0)
    let shipped = try String(contentsOfFile: Program.fixture("county/packaging.csv"), encoding: .utf8)
    var lines = shipped.split(whereSeparator: \.isNewline).map(String.init)
    // The first row once more with one figure fewer, the others as they were.
    let heading = try #require(lines.firstIndex { $0.contains("瘦身") || $0.contains("slim_taped") })
    let names = lines[heading].split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    let column = try #require(names.firstIndex { $0.contains("瘦身") || $0 == "slim_taped" })
    var cells = lines[heading + 1].split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    cells[column] = "1"
    lines[heading + 1] = cells.joined(separator: ";")
    let file = program.folder.appendingPathComponent("again.csv").path
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: file))
    func send(_ more: String...) throws -> Program.Result {
      try program.run(
        arguments: ["import", file, "--database", program.database, "--today", "2025-07-12", "--lang", "en"] + more)
    }
    let count = lines.count - heading - 1
    let tried = try send("--dry-run")
    #expect(tried.status == 0, "\(tried.errors)")
    #expect(
      tried.text.contains("\(count) stored (0 new, \(count) replacing, of which \(count - 1) unchanged)"),
      "\(tried.text)")
    #expect(tried.text.contains("figures would move") && tried.text.contains("slim tape"), "\(tried.text)")
    let json = try send("--dry-run", "--json")
    let object = try #require(
      try JSONSerialization.jsonObject(with: json.output) as? [String: Any], "\(json.text)")
    let moves = try #require(object["moves"] as? [[String: Any]])
    #expect(object["unchanged"] as? Int == count - 1 && object["new"] as? Int == 0)
    #expect(!moves.isEmpty && moves.allSatisfy { $0["indicator"] as? String == "slim_tape" })
    let stored = try send()
    #expect(stored.text.contains("\(moves.count) figures moved"), "\(stored.text)")
  }

  @Test func remindersNameTheAreasAndTheDay() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.importCounty().status == 0)
    func ask(_ arguments: String...) throws -> Program.Result {
      try program.run(
        arguments: arguments + ["--scope", "520590", "--database", program.database, "--today", "2025-08-25"])
    }
    let text = try ask("remind", "--period", "2025-07")
    #expect(text.status == 0 && text.text.contains("应于 2025-08-10 前报送,已逾期 15 天"), "\(text.text)")
    #expect(try ask("remind", "--period", "2025-07", "--lang", "en").text.contains("due by 2025-08-10, 15 days late"))
    let table = try ask("export", "completeness", "--period", "2025-07", "--format", "json", "--lang", "en")
    let rows = try #require(try JSONSerialization.jsonObject(with: table.output) as? [[String: Any]])
    let due = try ask("export", "due", "--period", "2025-07", "--format", "json", "--lang", "en")
    let owed = try #require(try JSONSerialization.jsonObject(with: due.output) as? [[String: Any]])
    #expect(rows.reduce(0) { $0 + ($1["absent"] as? Int ?? 0) } == owed.count && !owed.isEmpty)
    for what in ["reconcile", "stations"] {
      let told = try ask("export", what, "--period", "2025-06", "--format", "json")
      #expect(told.status == 0 && (try? JSONSerialization.jsonObject(with: told.output)) is [Any], "\(told.text)")
    }
    #expect(try ask("remind", "--period", "2024-01").text.contains("无需催报"))
  }
}
