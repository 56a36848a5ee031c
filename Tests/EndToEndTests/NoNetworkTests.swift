import Foundation
import Testing

/// The program never asks for a connection: what it does is watched by strace, where that may watch.
@Suite struct NoNetworkTests {
  private static let tracer = "/usr/bin/strace"

  /// strace is there, and nothing here keeps it from watching.
  static let canWatch: Bool = {
    let status = try? Spawn.run(
      tracer, ["-f", "-e", "trace=network", "-o", "/dev/null", "/bin/true"], environment: [:], output: "/dev/null")
    return status == 0
  }()

  /// The calls about sockets among what was traced, but for what asks who the user is: that is a local socket of the
  /// C library's own (nscd), which it looks for whoever asks.
  private func sockets(_ trace: String) throws -> [String] {
    try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n").map(String.init).filter { line in
      line.contains("(") && !line.contains("/nscd/socket") && !line.contains("resumed>")
        && !(line.contains("socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK, 0)"))
    }
  }

  private func trace(_ program: Program, _ arguments: [String]) throws -> [String] {
    let file = program.folder.path + "/trace"
    let status = try Spawn.run(
      Self.tracer, ["-f", "-qq", "-e", "trace=network", "-e", "signal=none", "-o", file, Program.path] + arguments,
      environment: program.environment, output: "/dev/null", errors: "/dev/null")
    #expect(status == 0, "\(arguments)")
    return try sockets(file)
  }

  @Test(.enabled(if: canWatch, "strace is not installed, or may not watch here"))
  func importsAndExportsAskForNoConnection() throws {
    let program = try Program()
    defer { program.remove() }
    let rest = ["--database", program.database, "--today", "2025-07-12"]
    #expect(try trace(program, ["import"] + Program.county + rest).isEmpty)
    for command in [
      ["export", "outlets", "--scope", "520590", "-o", program.folder.path + "/网点.xlsx"],
      ["bulletin", "--scope", "520590", "-o", program.folder.path + "/通报.html"], ["screen", "520590/packaging"],
      ["kiosk", "--check"], ["backup", program.folder.path + "/copy.sqlite"],
    ] {
      let found = try trace(program, command + rest)
      #expect(found.isEmpty, "\(command): \(found)")
    }
  }

  @Test(.enabled(if: canWatch, "strace is not installed, or may not watch here"), arguments: [false, true])
  func theDashboardAndTheWallAskForNoConnection(isWall: Bool) throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let file = program.folder.path + "/trace"
    let arguments = ["--database", program.database, "--today", "2025-07-12"]
    // Where exports go.
    var environment = program.environment
    environment["XDG_DOCUMENTS_DIR"] = program.folder.path + "/returns"
    try FileManager.default.createDirectory(atPath: program.folder.path + "/returns", withIntermediateDirectories: true)
    let session = try PseudoTerminal(
      Self.tracer,
      ["-f", "-qq", "-e", "trace=network", "-e", "signal=none", "-o", file, Program.path]
        + (isWall ? ["kiosk", "--every", "500ms"] : ["--at", "520590"]) + arguments,
      environment: environment, VirtualTerminal(width: 100, height: 30))
    #expect(session.wait { $0.text.contains("金海湖") || $0.text.contains("甲镇") })
    for key in ["2", "3", "e", "\u{1B}", "t", "m", ":金", "\u{1B}", "X"] {
      session.send(key)
      session.waitForSilence(milliseconds: 300)
    }
    // A wall is left by nobody: its terminal goes.
    if isWall { session.hangUp() } else { session.send("\u{1B}") }
    if !isWall {
      session.waitForSilence(milliseconds: 300)
      session.send("q")
    }
    #expect(session.waitForEnd() != nil)
    let found = try sockets(file)
    #expect(found.isEmpty, "\(found)")
  }
}
