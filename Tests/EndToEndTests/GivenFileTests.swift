import Foundation
import Testing

/// Files that a user names are read where they are files, and refused at once where they are not.
@Suite struct GivenFileTests {
  /// - Returns: the path of what is no file.
  private func odd(_ way: String, in folder: URL) throws -> String {
    let path = folder.appendingPathComponent("报表.csv").path
    switch way {
    case "pipe": mkfifo(path, 0o600)
    case "link to a pipe":
      mkfifo(path + ".pipe", 0o600)
      symlink(path + ".pipe", path)
    case "device": symlink("/dev/zero", path)
    case "folder": try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    case "loop": symlink(path, path)
    case "nowhere": symlink("/nowhere/at/all", path)
    default: return "/dev/tty"
    }
    return path
  }

  @Test(arguments: ["pipe", "link to a pipe", "device", "folder", "loop", "nowhere", "terminal"])
  func whatIsNoFileIsRefused(way: String) throws {
    let program = try Program()
    defer { program.remove() }
    let path = try odd(way, in: program.folder)
    try program.importCounty()
    for command in [
      ["import", path], ["import", "--dry-run", path], ["import", Program.county[0], "--map", path],
      ["plans", "attach", "bijie", path], ["kiosk", "--check", "--playlist", path],
      ["draw", "--scope", "520590", "--count", "1", "--inspectors", path],
    ] {
      let result = try program.run(arguments: command + ["--database", program.database, "--today", "2025-07-12"])
      #expect(result.status == 1 || result.status == 2, "\(way) \(command)")
      #expect(result.errors.contains(path), "\(way) \(command): \(result.errors)")
    }
  }

  @Test func aLinkToAFileIsFollowed() throws {
    let program = try Program()
    defer { program.remove() }
    let path = program.folder.appendingPathComponent("链接.csv").path
    symlink(Program.county[0], path)
    #expect(try program.run("import", path, "--database", program.database, "--today", "2025-07-12").status == 0)
  }

  @Test(arguments: ["-rf.csv", "a\nb.csv", "\u{1B}[31m.csv", "..\u{202E}vsc.x.csv", " .csv", "名\u{301}\u{301}.csv"])
  func oddNamesAreNamesAndNoMore(name: String) throws {
    let program = try Program()
    defer { program.remove() }
    let folder = program.folder.appendingPathComponent("returns")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.path + "/" + name
    var rows = try String(contentsOfFile: Program.county[0], encoding: .utf8)
    try rows.write(toFile: path, atomically: false, encoding: .utf8)
    let taken = try program.run("import", path, "--database", program.database, "--today", "2025-07-12")
    #expect(taken.status == 0)
    rows += "bad,row\n"
    try rows.write(toFile: path, atomically: false, encoding: .utf8)
    let refused = try program.run("import", path, "--database", program.database, "--today", "2025-07-12")
    #expect(refused.status == 1)
    // One line a problem: no name makes two of it.
    for line in refused.errors.split(separator: "\n") { #expect(line.contains(":") && !line.hasPrefix("b.csv")) }
    let ledger = try program.run("ledger", "--database", program.database)
    for text in [taken.text, refused.errors, ledger.text] {
      #expect(
        !text.unicodeScalars.contains { ($0.value < 0x20 && $0.value != 10 && $0.value != 9) || $0.value == 0x202E })
    }
  }
}
