import Foundation
import Testing

/// Where output cannot be written, the program says so, or is quiet because nobody reads.
@Suite struct OutputEndTests {
  /// Runs a command of the program by a shell, with standard output where it is told to be.
  private func run(_ program: Program, _ command: String, first: String = "", to output: Int32) throws -> (
    Int32, String
  ) {
    let errors = program.folder.path + "/err"
    let line = first + "exec '\(Program.path)' " + command.replacing("DATABASE", with: "'\(program.database)'")
    let process = try Spawn.start("/bin/sh", ["-c", line], environment: program.environment) { actions in
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_adddup2(&actions, output, 1)
      posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return (Spawn.exitStatus(status), try String(contentsOfFile: errors, encoding: .utf8))
  }

  @Test(arguments: ["keys", "manual", "themes", "screen 5205 --database DATABASE", "--help", "plans"])
  func quietWhereNobodyReads(command: String) throws {
    let program = try Program()
    defer { program.remove() }
    for first in ["", "trap '' PIPE; "] {
      var ends: [Int32] = [0, 0]
      #expect(pipe(&ends) == 0)
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      close(ends[0])
      defer { close(ends[1]) }
      let (status, errors) = try run(program, command, first: first, to: ends[1])
      #expect(status == 128 + SIGPIPE, "\(first)\(command)")
      #expect(errors.isEmpty, "\(command): \(errors)")
    }
  }

  @Test(arguments: ["keys", "manual", "themes", "ledger --format json --database DATABASE"])
  func aFullDiskIsTold(command: String) throws {
    let program = try Program()
    defer { program.remove() }
    let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
    defer { close(full) }
    let (status, errors) = try run(program, command, to: full)
    #expect(status == 1)
    #expect(errors.contains("No space left on device"), "\(errors)")
    #expect(errors.split(separator: "\n").count == 1)
  }

  @Test func keysComeFromTheTerminalWhereStandardInputIsNone() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let arguments = ["--database", program.database, "--at", "520590", "--today", "2025-07-12"]
    let line = "exec '\(Program.path)' \(arguments.map { "'\($0)'" }.joined(separator: " ")) < /dev/null"
    let session = try PseudoTerminal(
      "/bin/sh", ["-c", line], environment: program.environment, VirtualTerminal(width: 100, height: 30))
    #expect(session.wait(showing: "甲镇"))
    session.send("2")
    #expect(session.wait(showing: "乙镇"))
    session.send("q")
    #expect(session.waitForEnd() == 0)
    session.expectGivenBack()
  }
}
