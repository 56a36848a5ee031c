import Foundation
import Testing

/// The plans from the command line: what they ask, what does not hold together, an office's own copy and its text.
@Suite struct PlansTests {
  struct Plan: Decodable {
    struct Target: Decodable {
      var id: String
      var indicator: String
      var min: Double?
      var max: Double?
      var unit: String
      var baseline: Double?
      var deadline: String?
      var clause: String
      var hedge: String
      var lead: String
      var supporting: [String]
      var note: String
    }
    struct Task: Decodable {
      struct Milestone: Decodable {
        var year: Int
        var text: String
      }
      var id: String
      var title: String
      var lead: String
      var supporting: [String]
      var milestones: [Milestone]
    }
    var plan: String
    var document: String
    var issued: String?
    var targets: [Target]
    var tasks: [Task]
  }

  private func plans(_ program: Program) throws -> [Plan] {
    let result = try program.run("plans", "--format", "json")
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    return try JSONDecoder().decode([Plan].self, from: result.output)
  }

  @Test func theWholeDocumentComesAsJSON() throws {
    let program = try Program()
    defer { program.remove() }
    let plans = try plans(program)
    #expect(Set(plans.map(\.plan)) == ["hoxud", "bijie", "linxia", "kashgar", "xishuangbanna", "law"])
    let bijie = try #require(plans.first { $0.plan == "bijie" })
    #expect(bijie.document == "毕府办发〔2023〕22号" && bijie.issued == "2023-04-23")
    let tape = try #require(bijie.targets.first { $0.id == "slim_tape" })
    #expect(tape.min == 99 && tape.clause == "三(五)" && tape.hedge == "力争" && tape.lead == "市邮政管理局")
    let farming = try #require(bijie.tasks.first { $0.id == "7" })
    #expect(farming.milestones.map(\.year) == [2023, 2024, 2025])
    #expect(farming.lead == "市邮政管理局" && farming.supporting.prefix(3) == ["市农业农村局", "市乡村振兴局", "市商务局"])
    let table = try program.run("plans")
    #expect(table.status == 0 && table.text.contains("毕节方案") && table.text.contains("2025-12-31"))
  }

  @Test func whatDoesNotHoldTogetherIsOneLineEach() throws {
    let program = try Program()
    defer { program.remove() }
    let result = try program.run("plans", "check", "--lang", "en")
    #expect(result.status == 0)
    let lines = result.text.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    #expect(lines.allSatisfy { $0.count == 4 })
    let volume = lines.first { $0[0] == "xishuangbanna" && $0[3].contains("11.83") && $0[3].contains("12.05") }
    #expect(volume?[1] == "附表 行1 | 二(三)")
    for kind in ["growth", "two figures", "impossible", "unit", "undated"] { #expect(lines.contains { $0[2] == kind }) }
    let one = try program.run("plans", "check", "kashgar")
    #expect(one.text.split(separator: "\n").allSatisfy { $0.hasPrefix("kashgar\t") })
    #expect(try program.run("plans", "check", "nowhere").status == 2)
  }

  @Test func anOfficesCopyChangesTheScreensWithoutABuild() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.importCounty().status == 0)
    func screen() throws -> Program.Result {
      try program.run(
        "screen", "5205/packaging/slim_tape@2025-06", "--size", "120x36", "--database", program.database, "--today",
        "2025-07-12")
    }
    #expect(try screen().text.contains("目标 99"))
    let folder = program.folder.appendingPathComponent(".config/yilan/plans")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let shipped = try String(
      contentsOf: Program.checkout.appendingPathComponent("Data/plans/bijie.toml"), encoding: .utf8)
    let own = shipped.replacingOccurrences(
      of: "indicator = \"slim_tape\"\nmin = 99\n", with: "indicator = \"slim_tape\"\nmin = 97.5\n")
    #expect(own != shipped)
    let file = folder.appendingPathComponent("bijie.toml")
    try own.write(to: file, atomically: true, encoding: .utf8)
    let changed = try screen()
    #expect(changed.text.contains("目标 97.5") && changed.errors.isEmpty)
    // An error names file, line, key and what is allowed, and the other plans still open.
    let broken = own.replacingOccurrences(of: "min = 97.5", with: "mni = 97.5")
    try broken.write(to: file, atomically: true, encoding: .utf8)
    let line = 1 + broken[..<(try #require(broken.range(of: "mni")).lowerBound)].filter { $0 == "\n" }.count
    let told = try program.run("plans", "--format", "json", "--lang", "en")
    #expect(told.status == 0 && told.errors.contains("bijie.toml:\(line): ") && told.errors.contains("mni"))
    #expect(told.errors.contains("min"))
    #expect(try JSONDecoder().decode([Plan].self, from: told.output).map(\.plan).contains("hoxud"))
    #expect(try screen().status == 0)
  }

  @Test func aSuccessorInTheUsersFolderTakesOver() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.importCounty().status == 0)
    let folder = program.folder.appendingPathComponent(".config/yilan/plans")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try """
    id = "bijie-15"
    area = "520500000000"
    zh = "毕节后续方案"
    en = "Bijie, next plan"
    from = "2025-06-01"
    [[target]]
    id = "slim_tape"
    indicator = "slim_tape"
    min = 99.9
    clause = "一"
    """.write(to: folder.appendingPathComponent("next.toml"), atomically: true, encoding: .utf8)
    func screen(_ period: String) throws -> String {
      try program.run(
        "screen", "5205/packaging/slim_tape@\(period)", "--size", "120x36", "--database", program.database, "--today",
        "2025-07-12"
      ).text
    }
    #expect(try screen("2025-06").contains("目标 99.9") && screen("2025-06").contains("毕节后续方案"))
    // What the successor leaves out stays with the plan before, and the months before are judged by that plan.
    #expect(try screen("2025-06").contains("95"))
    #expect(try !screen("2025-05").contains("毕节后续方案"))
  }

  @Test func anOfficeKeepsItsOwnText() throws {
    let program = try Program()
    defer { program.remove() }
    let file = program.folder.appendingPathComponent("方案.txt")
    let text = "二、目标\r\n到期完成。\r\n三、任务\r\n(五)绿色\r\n胶带要瘦。\r\n"
    let encoding = String.Encoding(rawValue: 0x8000_0632)
    try #require(text.data(using: encoding)).write(to: file)
    let result = try program.run("plans", "attach", "bijie", file.path, "--lang", "en")
    #expect(result.status == 0 && result.text.contains("clauses found"), "\(result.errors)")
    let kept = program.folder.appendingPathComponent(".config/yilan/plans/bijie.txt")
    #expect(try String(contentsOf: kept, encoding: .utf8) == text)
    // What is no text is refused, and the kept text stays.
    try Data([0x50, 0x4B, 0x03, 0x04, 0, 0]).write(to: file)
    let refused = try program.run("plans", "attach", "bijie", file.path)
    #expect(refused.status == 1 && refused.errors.contains("方案.txt:"))
    #expect(try String(contentsOf: kept, encoding: .utf8) == text)
    #expect(try program.run("plans", "attach", "nowhere", file.path).status == 2)
    #expect(try program.run("plans", "attach", "bijie", "/nowhere.txt").status == 1)
  }
}
