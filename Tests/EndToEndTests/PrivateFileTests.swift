import Foundation
import Testing

/// What a user's runs leave behind is his alone.
@Suite struct PrivateFileTests {
  private func mode(_ path: String) throws -> Int {
    try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
  }

  @Test func stateIsClosedToOthers() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let folder = program.folder.path + "/.local/state/yilan"
    // One of an earlier version is open, with a link laid for what is written.
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    let other = program.folder.path + "/other"
    symlink(other, folder + "/state")
    let session = try PseudoTerminal(
      Program.path, ["--database", program.database], environment: program.environment,
      VirtualTerminal(width: 100, height: 30))
    session.waitForSilence()
    session.send("q")
    #expect(session.waitForEnd() == 0)
    #expect(try mode(folder) == 0o700 && mode(folder + "/state") == 0o600)
    #expect(!FileManager.default.fileExists(atPath: other))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["state"])
  }

  @Test func rowsKeptOutAreClosedToOthers() throws {
    let program = try Program()
    defer { program.remove() }
    let file = program.folder.path + "/区划.csv"
    let rows = try String(contentsOfFile: Program.county[0], encoding: .utf8)
    try (rows + "bad,row\n").write(toFile: file, atomically: false, encoding: .utf8)
    for name in ["退回.csv", "退回.xlsx"] {
      let path = program.folder.path + "/" + name
      _ = try program.run("import", file, "--rejected", path, "--database", program.database, "--today", "2025-07-12")
      #expect(try mode(path) == 0o600)
    }
  }

  @Test func nothingStaysInTheFolderForTemporaryFiles() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let folder = program.folder.path + "/tmp"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var environment = program.environment
    environment["TMPDIR"] = folder
    let path = program.folder.path + "/网点.xlsx"
    let status = try Spawn.run(
      Program.path,
      ["export", "outlets", "--scope", "520590", "-o", path, "--database", program.database, "--today", "2025-07-12"],
      environment: environment, output: "/dev/null")
    #expect(status == 0 && FileManager.default.fileExists(atPath: path))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
  }
}
