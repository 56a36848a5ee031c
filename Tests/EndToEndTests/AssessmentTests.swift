import Foundation
import Testing

/// `yilan assess`, against what `yilan export indicators` says of the same areas.
@Suite struct AssessmentTests {
  private func json(_ result: Program.Result) throws -> Any {
    #expect(result.status == 0, "\(result.errors)")
    return try JSONSerialization.jsonObject(with: result.output)
  }

  private func assess(_ program: Program, _ more: String...) throws -> Program.Result {
    try program.run(
      arguments: ["assess"] + more + ["--database", program.database, "--today", "2025-07-12"])
  }

  private static let scope = "520590"

  @Test func everyFigureAndItsPartsAreThoseOfTheExport() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let exported = try #require(
      try json(
        program.run(
          "export", "indicators", "--scope", Self.scope, "--levels", "1", "--period", "2025-06", "--format", "json",
          "--database", program.database, "--today", "2025-07-12")) as? [[String: Any]])
    let board = try #require(
      try json(assess(program, Self.scope, "--period", "2025-06", "--format", "json")) as? [String: Any])
    let parts = try #require(board["parts"] as? [[String: Any]])
    #expect(parts.count > 1)
    var compared = 0
    for part in parts {
      var sum = 0.0
      for line in try #require(part["lines"] as? [[String: Any]]) {
        sum += line["points"] as? Double ?? 0
        guard let indicator = line["indicator"] as? String else { continue }
        let figure = exported.first {
          $0["area"] as? String == part["area"] as? String && $0["indicator"] as? String == indicator
        }
        #expect(figure?["value"] as? Double == line["value"] as? Double, "\(indicator)")
        guard line["numerator"] is Int else { continue }
        #expect(figure?["numerator"] as? Int == line["numerator"] as? Int, "\(indicator)")
        #expect(figure?["denominator"] as? Int == line["denominator"] as? Int, "\(indicator)")
        let target = figure?["target"] as? [String: Any]
        #expect(target?["clause"] as? String == line["clause"] as? String, "\(indicator)")
        compared += 1
      }
      // Each is rounded by itself; the sum is of the exact ones.
      #expect(abs(sum - (part["points"] as? Double ?? -1)) < 0.07)
    }
    #expect(compared >= parts.count)
  }

  @Test func allFormatsTellTheSameScores() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let board = try #require(try json(assess(program, Self.scope, "--format", "json")) as? [String: Any])
    let first = try #require((board["parts"] as? [[String: Any]])?.first)
    let name = try #require(first["name"] as? String)
    let score = String(format: "%.2f", try #require(first["score"] as? Double))
    for format in ["table", "csv", "md"] {
      let text = try assess(program, Self.scope, "--format", format).text
      #expect(text.split(separator: "\n").contains { $0.contains(name) && $0.contains(score) }, "\(format)")
    }
    let lines = try assess(program, Self.scope, "--explain", name).text
    #expect(lines.contains("计分: ") && lines.contains("目标: ") && lines.contains("yilan open --at '"))
    // The address opens: the area and its figure stand on the screen.
    let address = try #require(lines.firstMatch(of: /--at '([^']*outlet_density[^']*)'/).map { String($0.1) })
    let screen = try program.run(
      "screen", address, "--database", program.database, "--today", "2025-07-12")
    #expect(screen.status == 0 && screen.text.contains(name.prefix(2)))
  }

  @Test func anOfficesOwnFileIsCheckedAndUsed() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let folder = program.folder.appendingPathComponent(".config/yilan/assessments")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appendingPathComponent("own.toml")
    func write(_ full: Int, _ indicator: String) throws {
      try """
      name = "本局考核"
      full = \(full)
      [[line]]
      indicator = "\(indicator)"
      points = 50
      rule = "proportional"
      """.write(to: file, atomically: true, encoding: .utf8)
    }
    try write(50, "slim_tape")
    #expect(try assess(program, Self.scope).text.contains("本局考核"))
    #expect(try program.run("assess", "--check", file.path).text.contains("可用;本局考核,1 项,满分 50"))
    #expect(try assess(program, Self.scope, "--assessment", "county").text.contains("(示例)"))
    try write(60, "slim_tap")
    let refused = try program.run("assess", "--check", file.path)
    #expect(refused.status == 1 && refused.errors.contains("own.toml:4:") && refused.errors.contains("slim_tape"))
    // Left out and told; the shipped one is taken.
    let other = try assess(program, Self.scope)
    #expect(other.status == 0 && other.errors.contains("此文件未采用") && other.text.contains("(示例)"))
  }

  @Test func wrongUseSaysWhatWouldBeRight() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    #expect(try program.run("assess").status == 2)
    #expect(try assess(program, "999999").status == 1)
    #expect(try assess(program, Self.scope, "--period", "2031-01").errors.contains("还没有到这一期"))
    #expect(try assess(program, Self.scope, "--explain", "无此乡").errors.contains("没有这个下级;有:"))
    #expect(try assess(program, Self.scope, "--assessment", "none").errors.contains("现有:county"))
    #expect(try assess(program, Self.scope, "--plan", "nobody").status == 2)
  }
}
