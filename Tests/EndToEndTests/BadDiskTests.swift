import Foundation
import Testing

/// The program while the disk beneath its database is full, while another program writes, and when the database goes bad
/// under an open dashboard.
@Suite(.serialized) struct BadDiskTests {
  private static let compiler = "/usr/bin/cc"
  private static var hasCompiler: Bool { FileManager.default.isExecutableFile(atPath: compiler) }

  /// The disk that fails, to be preloaded; see Tests/BadDisk.
  private func badDisk(_ program: Program) throws -> String {
    let library = program.folder.appendingPathComponent("bad_disk.so").path
    let source = Program.checkout.appendingPathComponent("Tests/BadDisk/bad_disk.c").path
    let errors = program.folder.appendingPathComponent("cc").path
    let status = try Spawn.run(
      Self.compiler, ["-shared", "-fPIC", "-o", library, source, "-lsqlite3", "-lpthread"],
      environment: program.environment, output: "/dev/null", errors: errors)
    let told = try String(contentsOfFile: errors, encoding: .utf8)
    try #require(status == 0, "\(told)")
    return library
  }

  private func ledger(_ program: Program) throws -> String {
    try program.run("ledger", "--format", "json", "--database", program.database, "--today", "2025-07-12").text
  }

  @Test(.enabled(if: hasCompiler, "there is no cc on this machine"))
  func aFullDiskLeavesTheDashboardWithWhatItHas() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let before = try ledger(program)
    let session = try program.open(
      VirtualTerminal(width: 120, height: 36),
      variables: [
        "LD_PRELOAD": badDisk(program), "BAD_DISK_FAIL": "1", "BAD_DISK_ERROR": "full", "BAD_DISK_STAYS": "1",
      ])
    #expect(session.wait(showing: "甲镇"))
    session.send("0")
    #expect(session.wait(showing: "safety.csv"))
    session.send("u")
    #expect(session.wait(showing: "撤销第 5 号导入"))
    session.send("y")
    #expect(session.wait(showing: "磁盘已满"), "\(session.terminal.text)")
    // Every figure is still there to be read.
    session.send("1")
    #expect(session.wait(showing: "甲镇"))
    session.send("3")
    #expect(session.wait { $0.text.contains("甲镇") && $0.text.contains("瘦身") }, "\(session.terminal.text)")
    session.send("q")
    #expect(session.waitForEnd() == 0)
    session.expectGivenBack()
    #expect(try ledger(program) == before)
  }

  @Test func aDatabaseThatGoesBadLeavesTheDashboardWithWhatItHas() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let session = try program.open(VirtualTerminal(width: 120, height: 36))
    #expect(session.wait(showing: "甲镇"))
    for ending in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: program.database + ending) }
    try Data(repeating: 7, count: 40_000).write(to: URL(fileURLWithPath: program.database))
    session.send("r")
    #expect(session.wait { $0.text.contains("office.sqlite: ") }, "\(session.terminal.text)")
    #expect(session.terminal.text.contains("甲镇"))
    session.send("q")
    #expect(session.waitForEnd() == 0)
    session.expectGivenBack()
  }

  @Test(arguments: ["zh", "en"]) func anImportWaitsForItsTurnAndSaysSo(language: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.run(
      "import", Program.county[0], Program.county[1], "--database", program.database, "--today", "2025-07-12")
    // Another program holds the database until it is told to let go.
    let gate = program.folder.appendingPathComponent("gate").path
    try #require(mkfifo(gate, 0o600) == 0)
    let held = program.folder.appendingPathComponent("held").path
    let other = try Spawn.start(
      "/usr/bin/sqlite3", [program.database, "BEGIN IMMEDIATE;", ".shell touch '\(held)'; cat '\(gate)'"],
      environment: program.environment
    ) { actions in
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    }
    try #require(wait { FileManager.default.fileExists(atPath: held) })
    let errors = program.folder.appendingPathComponent("waiting").path
    let importing = try Spawn.start(
      Program.path,
      [
        "import", Program.county[2], "--database", program.database, "--today", "2025-07-12", "--lang", language,
      ], environment: program.environment
    ) { actions in
      posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
      posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT, 0o600)
    }
    let says = language == "zh" ? "另一个程序正在写入数据库" : "another program is writing"
    let isTold = wait { (try? String(contentsOfFile: errors, encoding: .utf8))?.contains(says) == true }
    #expect(isTold)
    // Opened and closed: the other one reads its end.
    close(open(gate, O_WRONLY))
    for process in [other, importing] {
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
      #expect(Spawn.exitStatus(status) == 0)
    }
    #expect(try ledger(program).contains("villages.csv"))
  }

  /// Files tell of nothing by themselves; they are looked at again.
  private func wait(_ condition: () -> Bool) -> Bool {
    let end = Date().addingTimeInterval(20)
    while !condition() {
      guard Date() < end else { return false }
      var none = pollfd()
      poll(&none, 0, 20)
    }
    return true
  }
}
