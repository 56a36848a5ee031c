import Foundation
import Testing

/// The panel of data in a real terminal: a file from the folder to the figures, and back out again.
@Suite(.serialized, .enabled(if: TerminalSession.isAvailable, "tmux is not installed"))
struct DataScreenTests {
  private func open(_ program: Program, _ width: Int, _ height: Int, at address: String) throws -> TerminalSession {
    let session = try TerminalSession(width: width, height: height, environment: program.environment)
    try session.type(
      "cd '\(program.folder.path)'; '\(Program.path)' --database '\(program.database)' --today 2025-07-12 --at \(address)"
    )
    try session.keys("Enter")
    return session
  }

  private func copy(_ names: [String], to program: Program) throws {
    for path in Program.county where names.contains(where: { path.hasSuffix("/\($0).csv") }) {
      let target = program.folder.appendingPathComponent((path as NSString).lastPathComponent)
      try FileManager.default.copyItem(atPath: path, toPath: target.path)
    }
  }

  /// The ledger says that the only import was undone.
  private func undone(_ program: Program) throws -> Bool {
    let ledger = try program.run("export", "ledger", "--format", "json", "--database", program.database)
    return !ledger.text.contains("\"undone_at\": null") && !ledger.text.contains("\"undone_at\":null")
  }

  @Test(arguments: [(80, 24), (120, 36)])
  func aFileIsTriedStoredAndUndone(width: Int, height: Int) throws {
    let program = try Program()
    defer { program.remove() }
    try copy(["areas"], to: program)
    let session = try open(program, width, height, at: "/data")
    _ = try session.screen(showing: "还没有导入过数据")
    try session.keys("i")
    #expect(try session.screen(showing: "areas.csv").contains("areas.csv"))
    try session.type("areas")
    _ = try session.screen(showing: "areas_")
    try session.keys("Enter")
    // Nothing is stored before the second Enter.
    let preview = try session.screen(showing: "按 Enter 存入")
    #expect(preview.contains("读 11 行,新增 11,替换 0"))
    #expect(try program.run("ledger", "--database", program.database).text.contains("areas.csv") == false)
    try session.keys("Enter")
    #expect(try session.screen(showing: "第 1 号导入").contains("第 1 号导入"))
    try session.keys("Escape")
    _ = try session.screen { $0.contains("areas.csv") && !$0.contains("导入结果") }
    try session.keys("u")
    #expect(try session.screen(showing: "撤销第 1 号导入").contains("areas.csv"))
    try session.keys("n")
    _ = try session.screen { !$0.contains("撤销第 1 号导入") }
    #expect(try undone(program) == false)
    try session.keys("u", "y")
    #expect(try session.screen(showing: "第 1 号导入已撤销").contains("第 1 号导入已撤销"))
    #expect(try self.undone(program))
    try session.keys("q")
  }

  @Test func aBadRowIsKeptOutOnlyWhenAsked() throws {
    let program = try Program()
    defer { program.remove() }
    _ = try program.importCounty()
    try "区划代码,月份,胶带封装件数,瘦身胶带件数\n520590100,2025-05,1000,985\n520590200,2025-05,500,600\n".write(
      to: program.folder.appendingPathComponent("五月.csv"), atomically: true, encoding: .utf8)
    let session = try open(program, 120, 36, at: "520590/data")
    _ = try session.screen(showing: "packaging.csv")
    try session.keys("i")
    _ = try session.screen(showing: "五月.csv")
    try session.type("五月")
    try session.keys("Enter")
    let refused = try session.screen(showing: "一行也未存入")
    #expect(refused.contains("瘦身胶带件数 600 大于胶带封装件数 500"))
    try session.keys("Enter")
    #expect(try session.screen(showing: "不能存入").contains("不能存入"))
    try session.keys("b")
    // What would be kept out, and which figures would move.
    #expect(try session.screen(showing: "退回 1").contains("变动的数"))
    try session.keys("b")
    _ = try session.screen(showing: "第 6 号导入")
    try session.keys("Escape", "Enter")
    let record = try session.screen(showing: "退回的行 1")
    #expect(record.contains("原件已留存"))
    // The row as it came, and from it to a figure.
    try session.keys("Down", "Enter")
    let row = try session.screen(showing: "计入的指标")
    #expect(row.contains("520590100,2025-05,1000,985"))
    #expect(row.contains("985/1,000"))
    try session.keys("Enter")
    let figure = try session.screen { $0.contains("乙镇") && $0.contains("2025-05") }
    #expect(figure.contains("98.5"))
    // And from the figure to the row.
    try session.keys("e")
    _ = try session.screen(showing: "五月.csv:2")
    try session.keys("Enter")
    _ = try session.screen(showing: "来源行")
    try session.keys("Enter")
    #expect(try session.screen(showing: "原文").contains("520590100,2025-05,1000,985"))
    try session.keys("q")
  }

  @Test func whatIsOwedAndWhereSourcesDiffer() throws {
    let program = try Program()
    defer { program.remove() }
    _ = try program.importCounty()
    let session = try open(program, 120, 36, at: "520590/data/due@2025-06")
    let due = try session.screen(showing: "进村台账")
    #expect(due.contains("未报的区划") || due.contains("都已报来"))
    // Signed off from here, and taken back.
    try session.keys("S")
    #expect(try session.screen(showing: "其后再来的报表都记作修订").contains("签收 2025-06"))
    try session.keys("y")
    #expect(try session.screen(showing: "已签收,报表").contains("2025-06"))
    _ = try session.screen { $0.split(separator: "\n").first?.contains("已签收") ?? false }
    try session.keys("S", "y")
    #expect(try session.screen(showing: "的签收已撤回").contains("2025-06"))
    try session.keys("Right")
    #expect(try session.screen(showing: "[来源核对]").contains("[来源核对]"))
    try session.keys("Escape")
    #expect(try session.screen(showing: "[应报未报]").contains("[应报未报]"))
    try session.keys("q")
  }
}
