import Drawing
import Foundation
import Testing

/// However the dashboard ends, the terminal is as it was: modes, line, screen, and no process stays.
@Suite(.serialized) struct TerminalGivenBackTests {
  static let manners = VirtualTerminal.Manners(background: "rgb:0/0/0\u{07}", synchronized: 2)

  func opened(_ program: Program, variables: [String: String] = [:]) throws -> PseudoTerminal {
    try program.importCounty()
    // Swift's own report of a crash would ask what to do, and wait for a key.
    let session = try program.open(
      VirtualTerminal(width: 100, height: 30, manners: Self.manners),
      variables: ["SWIFT_BACKTRACE": "enable=no"].merging(variables) { _, new in new })
    #expect(session.wait(showing: "甲镇"))
    session.waitForSilence()
    #expect(session.terminal.modes.isSuperset(of: [1, 1000, 1006, 1049, 2004]))
    #expect(!session.terminal.modes.contains(25) && !session.isLineAsBefore)
    return session
  }

  @Test(arguments: ["q", "\u{3}"])
  func byAKey(key: String) throws {
    let program = try Program()
    defer { program.remove() }
    let session = try opened(program)
    session.send(key)
    #expect(session.waitForEnd() == (key == "q" ? 0 : 128 + SIGINT))
    session.expectGivenBack()
  }

  /// All that end a program and can be caught.
  @Test(arguments: [
    SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGTRAP, SIGUSR1, SIGUSR2, SIGPIPE,
    SIGALRM, SIGSTKFLT, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGIO, SIGPWR, SIGSYS, 34, 50, 64,
  ])
  func byASignal(number: Int32) throws {
    let program = try Program()
    defer { program.remove() }
    let session = try opened(program)
    session.signal(number)
    #expect(session.waitForEnd() == 128 + number)
    session.expectGivenBack()
  }

  #if DEBUG
    @Test func byATrap() throws {
      let program = try Program()
      defer { program.remove() }
      let session = try opened(program, variables: ["YILAN_TRAP": "1"])
      session.send("\u{1B}[24~")
      let status = session.waitForEnd()
      #expect(status == 128 + SIGILL || status == 128 + SIGTRAP)
      session.expectGivenBack()
      // What went wrong is said when it can be read.
      #expect(session.terminal.text.contains("Fatal error: YILAN_TRAP"))
    }
  #endif

  /// Ctrl-S holds all output, also the bytes that give the terminal back.
  @Test func byASignalWhileOutputIsHeld() throws {
    let program = try Program()
    defer { program.remove() }
    let session = try opened(program)
    session.send("\u{13}")
    session.send("2")
    session.signal(SIGTERM)
    #expect(session.waitForEnd() == 128 + SIGTERM)
    session.expectGivenBack()
  }

  @Test func byASignalAmidMuchTyping() throws {
    let program = try Program()
    defer { program.remove() }
    let session = try opened(program)
    for _ in 0..<50 { session.send("jk") }
    session.signal(SIGTERM)
    #expect(session.waitForEnd() == 128 + SIGTERM)
    session.expectGivenBack()
  }

  @Test func reportsOfTheMouseDoNotReachTheShell() throws {
    let program = try Program()
    defer { program.remove() }
    let session = try opened(program)
    session.send("q\u{1B}[<64;9;9M\u{1B}[<64;9;9M")
    #expect(session.waitForEnd() == 0)
    #expect(session.waiting == 0)
    session.expectGivenBack()
  }

  @Test func whenTheTerminalIsClosed() throws {
    let program = try Program()
    defer { program.remove() }
    let session = try opened(program)
    session.hangUp()
    #expect(session.waitForEnd(within: 5) == 128 + SIGHUP)
  }

  @Test func whenTheTerminalIsClosedAndNobodyMayHangUp() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let arguments = ["--database", program.database, "--at", "520590", "--today", "2025-07-12"]
    let command = "trap '' HUP; exec '\(Program.path)' \(arguments.map { "'\($0)'" }.joined(separator: " "))"
    let session = try PseudoTerminal(
      "/bin/sh", ["-c", command], environment: program.environment, VirtualTerminal(width: 100, height: 30))
    #expect(session.wait(showing: "甲镇"))
    session.hangUp()
    #expect(session.waitForEnd(within: 5) == 0)
  }

  @Test(arguments: ["key", "TSTP", "STOP"])
  func whileItIsStoppedAndAfterwards(way: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    var environment = program.environment
    environment["PS1"] = "$ "
    let session = try PseudoTerminal(
      "/bin/sh", ["-i"], environment: environment, VirtualTerminal(width: 100, height: 30, manners: Self.manners))
    #expect(session.wait(showing: "$ "))
    session.send(
      "'\(Program.path)' --database '\(program.database)' --at 520590 --today 2025-07-12\r")
    #expect(session.wait(showing: "甲镇"))
    session.waitForSilence()
    let screen = session.terminal.text
    if way == "key" {
      session.send("\u{1A}")
    } else {
      let find = "kill -\(way) $(cat /proc/\(session.process)/task/\(session.process)/children)"
      _ = try Spawn.run("/bin/sh", ["-c", find], environment: environment, output: "/dev/null")
    }
    // What is stopped without a word leaves its modes to the shell.
    #expect(session.wait { way == "STOP" ? $0.text != screen : $0.text.contains("Stopped") })
    if way != "STOP" {
      #expect(session.terminal.modes == VirtualTerminal.usualModes && !session.terminal.isKeypadOn)
    }
    // Which may be without a carriage return that ends a line.
    session.send("fg\n")
    #expect(session.wait { $0.modes.contains(1049) && $0.text == screen })
    session.waitForSilence()
    #expect(session.terminal.modes.isSuperset(of: [1, 1000, 1006, 1049, 2004]))
    session.send("2")
    #expect(session.wait(showing: "乙镇"))
    session.send("q")
    #expect(session.wait { $0.modes == VirtualTerminal.usualModes && $0.text.contains("$ ") })
    session.send("exit $?\r")
    #expect(session.waitForEnd() == 0)
    session.expectGivenBack()
  }
}
