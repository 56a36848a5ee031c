import Foundation
import Testing

/// What is wrong with a database when it is opened: told in both languages, exit status 3, and nothing changed.
@Suite(.serialized) struct OpeningFaultTests {
  private func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

  /// Runs the program as a user without rights, also where the tests are run by one who has them all.
  private func runUnprivileged(_ program: Program, _ arguments: String...) throws -> Program.Result {
    guard geteuid() == 0 else { return try program.run(arguments: arguments) }
    let out = program.folder.appendingPathComponent("out").path
    let errors = program.folder.appendingPathComponent("err").path
    let status = try Spawn.run(
      "/usr/bin/setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", Program.path] + arguments,
      environment: program.environment, output: out, errors: errors)
    return Program.Result(
      status: status, output: try bytes(out), errors: try String(contentsOfFile: errors, encoding: .utf8))
  }

  private func chmod(_ path: String, _ mode: Int) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  private static let languages = ["zh", "en"]

  @Test(arguments: languages) func aMissingFolderIsNamed(language: String) throws {
    let program = try Program()
    defer { program.remove() }
    let path = program.folder.appendingPathComponent("no/such/office.sqlite").path
    let result = try program.run("ledger", "--database", path, "--lang", language)
    #expect(result.status == 3)
    #expect(result.errors.contains((path as NSString).deletingLastPathComponent))
    #expect(result.errors.contains(language == "zh" ? "不存在" : "is not there"))
    #expect(result.errors.contains("mkdir -p"))
  }

  @Test(arguments: languages) func aFolderIsNoDatabase(language: String) throws {
    let program = try Program()
    defer { program.remove() }
    let result = try program.run("ledger", "--database", program.folder.path, "--lang", language)
    #expect(result.status == 3)
    #expect(result.errors.contains(language == "zh" ? "是文件夹" : "is a folder"))
  }

  @Test(arguments: languages) func aDatabaseThatCannotBeWrittenSaysWhoOwnsIt(language: String) throws {
    let program = try Program()
    defer {
      try? chmod(program.folder.path, 0o700)
      program.remove()
    }
    try program.importCounty()
    let before = try bytes(program.database)
    try chmod(program.database, 0o444)
    try chmod(program.folder.path, 0o777)
    let result = try runUnprivileged(
      program, "undo", "5", "--database", program.database, "--today", "2025-07-12",
      "--lang", language)
    #expect(result.status == 3, "\(result.text) \(result.errors)")
    #expect(result.errors.contains(language == "zh" ? "没有写入权限" : "no permission to write"))
    #expect(result.errors.contains("444"))
    #expect(result.errors.contains("chown"))
    #expect(try bytes(program.database) == before)
  }

  @Test(arguments: languages) func aDatabaseOfAnotherUserSaysSo(language: String) throws {
    let program = try Program()
    defer {
      try? chmod(program.folder.path, 0o700)
      program.remove()
    }
    try program.importCounty()
    try chmod(program.database, 0o000)
    try chmod(program.folder.path, 0o777)
    let result = try runUnprivileged(program, "ledger", "--database", program.database, "--lang", language)
    #expect(result.status == 3)
    #expect(result.errors.contains(language == "zh" ? "没有读取权限" : "no permission to read"))
  }

  @Test(arguments: languages) func aFolderThatCannotBeWrittenSaysSo(language: String) throws {
    let program = try Program()
    defer {
      try? chmod(program.folder.path, 0o700)
      program.remove()
    }
    let folder = program.folder.appendingPathComponent("locked")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try chmod(folder.path, 0o555)
    try chmod(program.folder.path, 0o777)
    let result = try runUnprivileged(
      program, "ledger", "--database", folder.appendingPathComponent("office.sqlite").path, "--lang", language)
    #expect(result.status == 3)
    #expect(result.errors.contains(language == "zh" ? "没有写入文件夹" : "no permission to write to the folder"))
  }

  @Test(arguments: languages) func aDatabaseOfAnotherProgramIsLeftAlone(language: String) throws {
    let program = try Program()
    defer { program.remove() }
    try Scratch.sqlite(program.database, "CREATE TABLE t (a); INSERT INTO t VALUES (1)")
    let before = try bytes(program.database)
    let result = try program.run("ledger", "--database", program.database, "--lang", language)
    #expect(result.status == 3)
    #expect(result.errors.contains(language == "zh" ? "别的程序" : "another program"))
    #expect(try bytes(program.database) == before)
  }

  @Test(arguments: languages) func aNewerDatabaseKeepsEveryByte(language: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    try Scratch.sqlite(
      program.database,
      "PRAGMA journal_mode = DELETE; INSERT INTO grdb_migrations VALUES ('99 from the future')")
    let before = try bytes(program.database)
    for arguments in [["ledger"], ["undo", "5"], ["import", Program.county[3]], ["screen", "520590"]] {
      let result = try program.run(arguments: arguments + ["--database", program.database, "--lang", language])
      #expect(result.status == 3)
      #expect(result.errors.contains(language == "zh" ? "请升级程序" : "install the newer program"))
    }
    #expect(try bytes(program.database) == before)
  }

  @Test func anEarlierDatabaseIsBroughtUpAndKeptBeside() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    try Scratch.sqlite(program.database, Scratch.withoutTheLoop)
    let before = try bytes(program.database)
    let result = try program.run("ledger", "--database", program.database, "--today", "2025-07-12")
    #expect(result.status == 0)
    let kept = try #require(
      try FileManager.default.contentsOfDirectory(atPath: program.folder.path).first { $0.hasPrefix("office-schema") })
    #expect(result.errors.contains(kept))
    #expect(result.text.contains("packaging.csv"))
    // The same rows, of the version they were of.
    let copy = program.folder.appendingPathComponent(kept).path
    func dump(_ path: String) throws -> String {
      let out = program.folder.appendingPathComponent("dump").path
      _ = try Spawn.run("/usr/bin/sqlite3", [path, ".dump"], environment: [:], output: out)
      return try String(contentsOfFile: out, encoding: .utf8)
    }
    let original = program.folder.appendingPathComponent("original.sqlite").path
    try before.write(to: URL(fileURLWithPath: original))
    #expect(try dump(copy) == dump(original))
    // Once is enough.
    #expect(try program.run("ledger", "--database", program.database).errors.isEmpty)
  }

  @Test(arguments: languages) func damageIsToldWithWhatToDo(language: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    try Scratch.damage(program.database, from: 1, everyPage: 1)
    let before = try bytes(program.database)
    let result = try program.run("ledger", "--database", program.database, "--lang", language)
    #expect(result.status == 3)
    #expect(result.errors.contains(language == "zh" ? "已损坏" : "is damaged"))
    #expect(result.errors.contains("yilan doctor --recover"))
    #expect(try bytes(program.database) == before)
  }

  @Test func whatCanBeReadOfADamagedDatabaseIsTakenOut() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    func figures(_ path: String) throws -> String {
      try program.run(
        "export", "indicators", "--scope", "520590", "--period", "2025-06", "--levels", "1", "--format", "json",
        "--database", path, "--today", "2025-07-12"
      ).text
    }
    let original = try figures(program.database)
    let whole = program.folder.appendingPathComponent("whole.sqlite").path
    let nothingLost = try program.run("doctor", "--recover", whole, "--database", program.database)
    #expect(nothingLost.status == 0, "\(nothingLost.text) \(nothingLost.errors)")
    #expect(nothingLost.text.contains("丢失 0 行"))
    #expect(try figures(whole) == original)

    // One page of the table of areas.
    let page = try #require(
      Int(try query(program, "SELECT max(pageno) FROM dbstat WHERE name = 'area' AND pagetype = 'leaf'")))
    let file = try #require(FileHandle(forUpdatingAtPath: program.database))
    try file.seek(toOffset: UInt64(page - 1) * 4096)
    try file.write(contentsOf: Data(repeating: 0xA5, count: 4096))
    try file.close()
    let damaged = try bytes(program.database)
    let part = program.folder.appendingPathComponent("part.sqlite").path
    let result = try program.run("doctor", "--recover", part, "--database", program.database, "--lang", "en")
    #expect(result.status == 0, "\(result.text) \(result.errors)")
    #expect(result.text.contains("integrity_check: ok"))
    #expect(!result.text.contains(" 0 lost"))
    #expect(try bytes(program.database) == damaged)
    // Areas that come with the program come back; returns were not hit.
    #expect(try figures(part) == original)
    #expect(try program.run("doctor", "--recover", part, "--database", program.database).status == 1)

    try Data(repeating: 0x5A, count: 40_000).write(to: URL(fileURLWithPath: program.database))
    let hopeless = try program.run(
      "doctor", "--recover", program.folder.appendingPathComponent("none.sqlite").path, "--database", program.database)
    #expect(hopeless.status == 3)
    #expect(hopeless.errors.contains("yilan restore"))
  }

  private func query(_ program: Program, _ sql: String) throws -> String {
    let out = program.folder.appendingPathComponent("query").path
    _ = try Spawn.run("/usr/bin/sqlite3", [program.database, sql], environment: [:], output: out)
    return try String(contentsOfFile: out, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
