import Foundation
import Testing

/// The rectification loop in a real terminal: from noticed to closed by keys, and one step back after a restart.
@Suite(.serialized, .enabled(if: TerminalSession.isAvailable, "tmux is not installed"))
struct LoopTests {
  private func open(_ program: Program, _ width: Int, _ height: Int, today: String = "2025-07-12") throws
    -> TerminalSession
  {
    let session = try TerminalSession(width: width, height: height, environment: program.environment)
    try session.type(
      "'\(Program.path)' --database '\(program.database)' --today \(today) --at '520590/open-items?filter=未备案'")
    try session.keys("Enter")
    return session
  }

  private let key = "unfiled/520590100001/W-04/"

  private func history(_ program: Program) throws -> String {
    try program.run("items", "history", key, "--format", "json", "--database", program.database).text
  }

  @Test(arguments: [(80, 24), (120, 36)])
  func fromNoticedToClosedAndOneStepBack(width: Int, height: Int) throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let session = try open(program, width, height)
    _ = try session.screen(showing: "甲镇社区")
    try session.keys("d")
    #expect(try session.screen(showing: "还没有办理过").contains("发现立项"))
    // Noticed, ordered with a date, checked again, closed.
    try session.keys("Enter")
    _ = try session.screen(showing: "佐证")
    try session.keys("Enter")
    #expect(try session.screen(showing: "记入台账:发现立项").contains("甲镇社区"))
    try session.keys("y")
    _ = try session.screen { $0.contains("已发现") && $0.contains("责令改正") }
    try session.keys("Down", "Down")
    try session.keys("Enter")
    _ = try session.screen(showing: "2025-07-27")
    // Without a date it is not recorded.
    try session.keys("C-u", "Enter")
    #expect(try session.screen(showing: "要有整改期限").contains("要有整改期限"))
    try session.type("+10")
    try session.keys("Down", "Down")
    try session.type("责令补办备案")
    try session.keys("Enter")
    _ = try session.screen(showing: "记入台账:责令改正")
    try session.keys("y")
    #expect(try session.screen(showing: "已责令改正").contains("2025-07-22"))
    try session.keys("Enter")
    _ = try session.screen(showing: "佐证    ")
    try session.keys("Enter")
    _ = try session.screen(showing: "记入台账:回头看")
    try session.keys("y")
    _ = try session.screen(showing: "回头看通过")
    try session.keys("Enter")
    _ = try session.screen(showing: "佐证    ")
    try session.keys("Enter")
    _ = try session.screen(showing: "记入台账:销号")
    try session.keys("y")
    _ = try session.screen(showing: "已销号")
    try session.keys("q")
    var text = try history(program)
    for act in ["noticed", "ordered", "passed", "closed"] { #expect(text.contains("\"\(act)\""), "\(act)") }
    #expect(text.contains("2025-07-22") && text.contains("责令补办备案"))

    // Another run has it, and takes the last step back.
    let later = try open(program, width, height)
    _ = try later.screen(showing: "已销号")
    try later.keys("d")
    _ = try later.screen(showing: "责令补办备案")
    try later.keys("u")
    #expect(try later.screen(showing: "撤销最后一步").contains("已销号"))
    try later.keys("y")
    _ = try later.screen(showing: "已撤销")
    try later.keys("q")
    text = try history(program)
    #expect(text.contains("\"passed\"") && !text.contains("\"closed\""))
    #expect(try program.run("ledger", "--database", program.database).text.contains("整改办理"))
  }

  @Test func scriptsDriveTheSameLoop() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    func step(_ arguments: String...) throws -> Program.Result {
      try program.run(
        arguments: ["items", "step", key] + arguments + ["--database", program.database, "--today", "2025-07-12"])
    }
    let skipped = try step("closed")
    #expect(skipped.status == 1 && skipped.errors.contains("还没有办理过,不能直接销号;可以:发现"))
    #expect(try step("noticed", "--on", "2025-07-10").status == 0)
    #expect(try step("notified", "--on", "2025-07-10", "--due", "2025-07-11", "--evidence", "通报7号.pdf").status == 0)
    let list = try program.run(
      "items", "--scope", "520590", "--period", "2025-06", "--state", "overdue", "--format", "json", "--database",
      program.database, "--today", "2025-07-12")
    #expect(list.text.contains("\"key\":\"\(key)\"") && list.text.contains("\"days\":1"))
    let undone = try program.run("items", "undo", key, "--database", program.database, "--today", "2025-07-12")
    #expect(undone.status == 0 && undone.text.contains("通报"))
    #expect(try history(program).contains("notified") == false)
    let export = try program.run(
      "export", "open-items", "--scope", "520590", "--period", "2025-06", "--database", program.database, "--today",
      "2025-07-12")
    #expect(export.text.contains("区划代码,名称,指标,报告期,数值,目标,规划,条款,状态,缺口,演示数据,类别"))
    #expect(export.text.contains("未备案") && export.text.contains(key))
    // A past day is not written to.
    let past = try program.run(
      "items", "step", key, "notified", "--due", "2025-07-20", "--as-of", "2025-07-11", "--database", program.database)
    #expect(past.status != 0)
  }
}
