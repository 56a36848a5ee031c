import Foundation
import Testing

/// The dashboard in a real terminal: keys in, screen out, and the terminal given back.
@Suite(.serialized, .enabled(if: TerminalSession.isAvailable, "tmux is not installed"))
struct DashboardTests {
  /// A shell in the program's folder, and what its terminal is like.
  func shell(_ program: Program, width: Int, height: Int) throws -> (session: TerminalSession, modes: String) {
    let session = try TerminalSession(width: width, height: height, environment: program.environment)
    try session.type("cd '\(program.folder.path)'; stty -g > before; clear; echo rea''dy")
    try session.keys("Enter")
    _ = try session.screen(showing: "ready")
    return (session, try session.modes())
  }

  func open(_ program: Program, _ session: TerminalSession, at address: String = "520590") throws {
    try session.type("'\(Program.path)' --database '\(program.database)' --at \(address) --today 2025-07-12")
    try session.keys("Enter")
    _ = try session.screen(showing: "甲镇")
  }

  /// The terminal is as it was before.
  func expectGivenBack(_ program: Program, _ session: TerminalSession, _ clean: String) throws {
    _ = try session.screen { _ in (try? session.modes()) == clean }
    #expect(try session.modes() == clean)
    try session.type("stty -g > after; echo go''ne")
    try session.keys("Enter")
    _ = try session.screen(showing: "gone")
    let before = try String(contentsOf: program.folder.appendingPathComponent("before"), encoding: .utf8)
    let after = try String(contentsOf: program.folder.appendingPathComponent("after"), encoding: .utf8)
    #expect(before == after)
  }

  @Test(arguments: [(80, 24), (120, 36), (200, 50)])
  func drillExplainComeBackResizeLeave(width: Int, height: Int) throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let (session, clean) = try shell(program, width: width, height: height)
    try open(program, session)
    let overview = try session.screen(showing: "甲镇")
    #expect(overview.contains("甲镇"))
    try session.keys("2")
    _ = try session.screen(showing: "乙镇")
    // The worst first, then down to a community and its outlets.
    try session.keys("/")
    try session.type("甲镇")
    try session.keys("Enter", "Enter")
    _ = try session.screen(showing: "河滨社区")
    try session.keys("/")
    try session.type("甲镇社区")
    try session.keys("Enter", "Enter")
    let outlets = try session.screen(showing: "甲镇一号点")
    #expect(outlets.contains("甲镇一号点"))
    try session.keys("Enter")
    let record = try session.screen(showing: "outlets.csv")
    #expect(record.contains("outlets.csv"))
    try session.keys("Escape")
    _ = try session.screen(showing: "甲镇二号点")
    try session.keys("Escape")
    // Exactly as it was left, filter and all; a second Esc clears the filter.
    let back = try session.screen { $0.contains("甲镇社区") && !$0.contains("甲镇二号点") }
    #expect(!back.contains("河滨社区"))
    try session.keys("Escape")
    let whole = try session.screen(showing: "河滨社区")
    #expect(whole.contains("河滨社区"))
    try session.keys("e")
    let explained = try session.screen(showing: "areas.csv")
    #expect(explained.contains("areas.csv"))
    try session.keys("Escape")
    // Keys that come right behind Esc would be taken for one with Alt.
    _ = try session.screen { !$0.contains("areas.csv") }
    try session.resize(width: 100, height: 30)
    let resized = try session.screen { screen in
      screen.split(separator: "\n", omittingEmptySubsequences: false).count <= 31 && screen.contains("河滨社区")
    }
    #expect(resized.contains("河滨社区"))
    try session.keys("q")
    try expectGivenBack(program, session, clean)
  }

  @Test(arguments: [(80, 24), (120, 36)])
  func fromThePlanToTheClause(width: Int, height: Int) throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let folder = program.folder.appendingPathComponent(".config/yilan/plans")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try "三、任务\n(五)绿色\n本局留存的文本。\n".write(
      to: folder.appendingPathComponent("bijie.txt"), atomically: true, encoding: .utf8)
    let (session, clean) = try shell(program, width: width, height: height)
    try open(program, session)
    try session.keys("6")
    _ = try session.screen(showing: "规划任务与目标")
    try session.keys("/")
    try session.type("瘦身胶带封装")
    try session.keys("Enter")
    let list = try session.screen { $0.contains("瘦身胶带封装比例") && !$0.contains("快递业就业岗位") }
    #expect(list.contains("三(五)"))
    try session.keys("Down", "Enter")
    let record = try session.screen(showing: "上下项")
    #expect(record.contains("毕节方案 三(五)"))
    try session.keys("Enter")
    _ = try session.screen(showing: "本局留存的文本")
    try session.keys("Escape", "Escape", "Escape")
    _ = try session.screen(showing: "快递业就业岗位")
    try session.keys("7")
    _ = try session.screen(showing: "景区")
    try session.keys("q")
    try expectGivenBack(program, session, clean)
  }

  @Test(arguments: ["TERM", "INT", "HUP", "QUIT"])
  func signalsGiveTheTerminalBack(signal: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let (session, clean) = try shell(program, width: 100, height: 30)
    try open(program, session)
    try session.tmux("run-shell", "pkill -\(signal) -f '^\(Program.path) --database \(program.database)'")
    try expectGivenBack(program, session, clean)
  }
}
