import Foundation
import Testing

/// `yilan backup` and `yilan restore`: whole, checked, never over a file.
@Suite(.serialized) struct BackupTests {
  private func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

  private func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  private func mode(_ path: String) throws -> Int {
    try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }

  /// The ledger as programs read it: what is in a database, as far as a user sees.
  private func ledger(_ program: Program, _ path: String) throws -> String {
    try program.run("ledger", "--format", "json", "--database", path, "--today", "2025-07-12").text
  }

  @Test func aBackupIsWholePrivateAndNeverOverwrites() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let copy = program.folder.appendingPathComponent("备份.sqlite").path
    let made = try program.run("backup", copy, "--database", program.database)
    #expect(made.status == 0)
    #expect(made.text.contains("有效导入 5"))
    #expect(made.text.contains("已核对"))
    #expect(try mode(copy) == 0o600)
    #expect(try ledger(program, program.database) == ledger(program, copy))
    let before = try bytes(copy)
    let again = try program.run("backup", copy, "--database", program.database, "--lang", "en")
    #expect(again.status == 1)
    #expect(again.errors.contains("never overwritten"))
    #expect(try bytes(copy) == before)
    #expect(try !names(program.folder.path).contains { $0.contains("yilan-part") })
  }

  @Test func aFolderKeepsTheLastDatedCopiesAndLeavesOthersAlone() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let folder = program.folder.appendingPathComponent("backups").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in ["office-20200101-030000.sqlite", "office-20200102-030000.sqlite", "office-2024年底.sqlite"] {
      try "x".write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
    let made = try program.run("backup", folder, "--keep", "2", "--database", program.database)
    #expect(made.status == 0)
    #expect(made.text.contains("删除 \(folder)/office-20200101-030000.sqlite"))
    let left = try names(folder)
    #expect(left.count == 3)
    #expect(left.contains("office-2024年底.sqlite") && left.contains("office-20200102-030000.sqlite"))
    #expect(
      try program.run("backup", "\(folder)/one.sqlite", "--keep", "2", "--database", program.database).status == 2)
  }

  @Test func aRestorePutsBackWhatWasAndKeepsWhatIsThere() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let copy = program.folder.appendingPathComponent("copy.sqlite").path
    try program.run("backup", copy, "--database", program.database)
    let then = try ledger(program, program.database)
    try program.run("undo", "5", "--database", program.database, "--today", "2025-07-13")
    let since = try ledger(program, program.database)
    #expect(since != then)

    let refused = try program.run("restore", copy, "--database", program.database)
    #expect(refused.status == 1)
    #expect(refused.errors.contains("--replace"))
    #expect(try ledger(program, program.database) == since)

    let done = try program.run("restore", copy, "--replace", "--database", program.database)
    #expect(done.status == 0)
    #expect(try ledger(program, program.database) == then)
    let kept = try #require(try names(program.folder.path).first { $0.hasPrefix("office-replaced-") })
    #expect(done.text.contains(kept))
    #expect(try ledger(program, program.folder.appendingPathComponent(kept).path) == since)

    let elsewhere = program.folder.appendingPathComponent("new.sqlite").path
    #expect(try program.run("restore", copy, "--database", elsewhere).status == 0)
    #expect(try ledger(program, elsewhere) == then)
    #expect(try mode(elsewhere) == 0o600)
  }

  @Test func aDamagedDatabaseIsReplacedAndKeptAsItIs() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let copy = program.folder.appendingPathComponent("copy.sqlite").path
    try program.run("backup", copy, "--database", program.database)
    let then = try ledger(program, program.database)
    let garbage = Data(repeating: 0x5A, count: 40_000)
    try garbage.write(to: URL(fileURLWithPath: program.database))
    let done = try program.run("restore", copy, "--replace", "--database", program.database)
    #expect(done.status == 0, "\(done.errors)")
    #expect(try ledger(program, program.database) == then)
    let kept = try #require(
      try names(program.folder.path).first { $0.hasPrefix("office-replaced-") && !$0.hasSuffix("m") })
    #expect(try bytes(program.folder.appendingPathComponent(kept).path) == garbage)
  }

  @Test(arguments: ["zh", "en"])
  func whatIsNotAnUnharmedBackupOfOursIsRefused(language: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    func refusal(_ name: String) throws -> String {
      let target = program.folder.appendingPathComponent("target.sqlite").path
      let result = try program.run(
        "restore", program.folder.appendingPathComponent(name).path, "--database", target, "--lang", language)
      #expect(result.status == 3, "\(name): \(result.errors)")
      #expect(!FileManager.default.fileExists(atPath: target))
      return result.errors
    }
    let zh = language == "zh"
    #expect(try refusal("absent.sqlite").contains(zh ? "没有这个文件" : "no such file"))
    try "not a database, and longer than a header of one would be\n".write(
      toFile: program.folder.appendingPathComponent("text.sqlite").path, atomically: true, encoding: .utf8)
    #expect(try refusal("text.sqlite").contains(zh ? "不是数据库文件" : "not a database file"))
    try Scratch.sqlite(
      program.folder.appendingPathComponent("other.sqlite").path, "CREATE TABLE t (a); INSERT INTO t VALUES (1)")
    #expect(try refusal("other.sqlite").contains(zh ? "别的程序" : "another program"))
    let copy = program.folder.appendingPathComponent("newer.sqlite").path
    try program.run("backup", copy, "--database", program.database)
    try Scratch.sqlite(copy, "INSERT INTO grdb_migrations VALUES ('99 from the future')")
    #expect(try refusal("newer.sqlite").contains(zh ? "更新的版本" : "newer version"))
    let damaged = program.folder.appendingPathComponent("damaged.sqlite").path
    try program.run("backup", damaged, "--database", program.database)
    try Scratch.damage(damaged, everyPage: 3)
    #expect(try refusal("damaged.sqlite").contains(zh ? "已损坏" : "damaged"))
  }

  @Test func aDemonstrationStaysOne() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    try Scratch.sqlite(program.database, "INSERT INTO meta (key, value) VALUES ('demonstration', 'complete 3')")
    let copy = program.folder.appendingPathComponent("copy.sqlite").path
    #expect(try program.run("backup", copy, "--database", program.database).text.contains("演示数据"))
    let target = program.folder.appendingPathComponent("target.sqlite").path
    #expect(try program.run("restore", copy, "--database", target).text.contains("演示数据"))
    let imported = try program.run("import", Program.county[4], "--database", target, "--today", "2025-07-12")
    #expect(imported.status == 1)
    #expect(imported.errors.contains("演示数据库"))
  }
}

/// Does things to databases that the program would not do.
enum Scratch {
  static func sqlite(_ path: String, _ statements: String) throws {
    let status = try Spawn.run("/usr/bin/sqlite3", [path, statements], environment: [:], output: "/dev/null")
    try #require(status == 0)
  }

  /// Takes a database back to the version before the loop of open items.
  static let withoutTheLoop = """
    DROP TABLE item_step; DROP TABLE outlet_change; DROP INDEX outlet_unfiled; DROP INDEX outlet_licence;
    DROP INDEX safety_open; DELETE FROM grdb_migrations WHERE identifier LIKE '13 %'; PRAGMA journal_mode = DELETE;
    """

  /// Overwrites pages behind the first ones, which hold the tables' names.
  static func damage(_ path: String, from first: Int = 20, everyPage step: Int) throws {
    let file = try #require(FileHandle(forUpdatingAtPath: path))
    let size = try file.seekToEnd()
    for place in stride(from: UInt64(4096 * first), to: size - 4096, by: 4096 * step) {
      try file.seek(toOffset: place)
      try file.write(contentsOf: Data(repeating: 0xA5, count: 4096))
    }
    try file.close()
  }
}
