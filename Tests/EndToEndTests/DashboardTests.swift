import Foundation
import Testing

/// The dashboard in a real terminal: keys in, screen out, and the terminal given back.
@Suite(.serialized, .enabled(if: TerminalSession.isAvailable, "tmux is not installed"))
struct DashboardTests {
  func open(_ program: Program, _ session: TerminalSession, at address: String = "520590") throws {
    try session.type(
      "stty -g > before; '\(Program.path)' --database '\(program.database)' --at \(address) --today 2025-07-12; "
        + "echo status $?; stty -g > after; echo gone")
    try session.keys("Enter")
  }

  @Test(arguments: [(80, 24), (120, 36), (200, 50)])
  func drillExplainComeBackResizeLeave(width: Int, height: Int) throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let session = try TerminalSession(width: width, height: height, environment: program.environment)
    try session.type("cd '\(program.folder.path)'; clear")
    try session.keys("Enter")
    let clean = try session.modes()
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
    let back = try session.screen(showing: "河滨社区")
    #expect(back.contains("河滨社区"))
    try session.keys("e")
    let explained = try session.screen(showing: "areas.csv")
    #expect(explained.contains("areas.csv"))
    try session.keys("Escape")
    try session.resize(width: 100, height: 30)
    let resized = try session.screen { $0.split(separator: "\n", omittingEmptySubsequences: false).count <= 31 }
    #expect(resized.contains("河滨社区"))
    try session.keys("q")
    let after = try session.screen(showing: "gone")
    #expect(after.contains("status 0"))
    #expect(try session.modes() == clean)
    let before = try String(contentsOf: program.folder.appendingPathComponent("before"), encoding: .utf8)
    let given = try String(contentsOf: program.folder.appendingPathComponent("after"), encoding: .utf8)
    #expect(before == given)
  }

  @Test(arguments: ["TERM", "INT", "HUP", "QUIT"])
  func signalsGiveTheTerminalBack(signal: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let session = try TerminalSession(width: 100, height: 30, environment: program.environment)
    try session.type("cd '\(program.folder.path)'; clear")
    try session.keys("Enter")
    let clean = try session.modes()
    try open(program, session)
    _ = try session.screen(showing: "甲镇")
    try session.tmux("run-shell", "pkill -\(signal) -f '^\(Program.path) --database \(program.database)'")
    _ = try session.screen(showing: "gone")
    #expect(try session.modes() == clean)
    let before = try String(contentsOf: program.folder.appendingPathComponent("before"), encoding: .utf8)
    let given = try String(contentsOf: program.folder.appendingPathComponent("after"), encoding: .utf8)
    #expect(before == given)
  }
}
