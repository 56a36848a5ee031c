import Foundation
import PostalModel
import Testing

@testable import yilan

/// What `yilan doctor` finds, and what it says to do.
@Suite(.serialized) struct DoctorTests {
  /// The checks by their ids, as programs read them.
  private func checks(_ result: Program.Result) throws -> [String: (state: String, text: String, remedy: String?)] {
    let list = try #require(try JSONSerialization.jsonObject(with: result.output) as? [[String: Any]])
    return Dictionary(
      list.map {
        (
          $0["check"] as? String ?? "",
          ($0["state"] as? String ?? "", $0["text"] as? String ?? "", $0["remedy"] as? String)
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  @Test func withoutATerminalEverythingElseIsLookedAt() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let result = try program.run("doctor", "--database", program.database, "--json", "--today", "2025-07-12")
    #expect(result.status == 0)
    let checks = try checks(result)
    #expect(checks["terminal"]?.state == "skipped")
    for id in [
      "data", "plans", "locale", "database", "integrity", "write", "private", "disk", "date", "zone", "playlist",
    ] {
      #expect(checks[id]?.state == "ok", "\(id): \(String(describing: checks[id]))")
    }
    #expect(checks["database"]?.text.contains("真实报表") == true)
    #expect(checks["integrity"]?.text.contains("wal") == true)
    #expect(checks["zone"]?.text == "UTC+8")
  }

  @Test func aDatabaseThatIsNotThereIsNotMade() throws {
    let program = try Program()
    defer { program.remove() }
    let result = try program.run("doctor", "--database", program.database, "--json", "--today", "2025-07-12")
    #expect(result.status == 0)
    #expect(try checks(result)["database"]?.state == "warning")
    #expect(!FileManager.default.fileExists(atPath: program.database))
  }

  @Test(arguments: ["zh", "en"])
  func aDatabaseThatCannotBeUsedIsStatusThree(language: String) throws {
    let program = try Program()
    defer { program.remove() }
    try "not a database, and longer than a header of one would be\n".write(
      toFile: program.database, atomically: true, encoding: .utf8)
    let before = try Data(contentsOf: URL(fileURLWithPath: program.database))
    let result = try program.run("doctor", "--database", program.database, "--lang", language)
    #expect(result.status == 3)
    #expect(result.text.contains(language == "zh" ? "不是数据库文件" : "not a database file"))
    #expect(result.text.contains("→"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: program.database)) == before)
  }

  @Test func damageInsideTheFileIsFound() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    // All but the first pages, which hold the tables' names.
    let file = try #require(FileHandle(forUpdatingAtPath: program.database))
    let size = try file.seekToEnd()
    for place in stride(from: UInt64(4096 * 20), to: size - 4096, by: 4096 * 3) {
      try file.seek(toOffset: place)
      try file.write(contentsOf: Data(repeating: 0xA5, count: 4096))
    }
    try file.close()
    let result = try program.run("doctor", "--database", program.database, "--json")
    #expect(result.status == 3)
    let checks = try checks(result)
    #expect(checks["integrity"]?.state == "fault" || checks["database"]?.state == "fault")
    #expect(checks["disk"] != nil)
  }

  @Test func aBrokenFileOfTheUsersIsTheFirstFinding() throws {
    let program = try Program()
    defer { program.remove() }
    let folder = program.folder.appendingPathComponent(".config/yilan")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try "due_day = \"ten\"\n".write(
      to: folder.appendingPathComponent("settings.toml"), atomically: true, encoding: .utf8)
    let result = try program.run("doctor", "--database", program.database, "--json")
    #expect(result.status == 2)
    let checks = try checks(result)
    #expect(checks["data"]?.state == "fault")
    #expect(checks["data"]?.text.contains("settings.toml:1") == true)
    #expect(checks["date"] != nil)
  }

  @Test func aPlaylistThatAWallWouldRefuseIsAFault() throws {
    let program = try Program()
    defer { program.remove() }
    let folder = program.folder.appendingPathComponent(".config/yilan/playlists")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try "every = \"long\"\n".write(to: folder.appendingPathComponent("all.toml"), atomically: true, encoding: .utf8)
    let result = try program.run("doctor", "--database", program.database, "--json")
    #expect(result.status == 1)
    let playlist = try checks(result)["playlist"]
    #expect(playlist?.state == "fault")
    #expect(playlist?.text.contains("all.toml:1") == true)
  }

  @Test func theTerminalIsAskedAndLeftAsItWas() throws {
    let program = try Program()
    defer { program.remove() }
    var environment = program.environment
    environment["TERM"] = "xterm-256color"
    let session = try PseudoTerminal(
      Program.path, ["doctor", "--database", program.database, "--today", "2025-07-12"], environment: environment,
      VirtualTerminal(width: 120, height: 40, manners: .init(ambiguous: .one, synchronized: 2)))
    #expect(session.waitForEnd() == 0)
    let text = session.terminal.text
    for line in ["120×40", "256 色", "─ 占 1 列", "“快”占 2 列", "支持"] { #expect(text.contains(line), "\(text)") }
    // Nothing of the questions stays on the screen.
    #expect(text.hasPrefix("✓ 数据文件"))
    session.expectGivenBack()
  }

  @Test func aSilentTerminalIsWaitedForBriefly() throws {
    let program = try Program()
    defer { program.remove() }
    let session = try PseudoTerminal(
      Program.path, ["doctor", "--database", program.database, "--lang", "en"], environment: program.environment,
      VirtualTerminal(width: 120, height: 40, manners: .init(answersPlace: false)))
    #expect(session.waitForEnd() == 0)
    #expect(session.terminal.text.contains("no answer"))
    session.expectGivenBack()
  }

  @Test func theConsoleOfTheKernelIsAFault() throws {
    let program = try Program()
    defer { program.remove() }
    var environment = program.environment
    environment["TERM"] = "linux"
    let session = try PseudoTerminal(
      Program.path, ["doctor", "--database", program.database, "--lang", "en"], environment: environment,
      VirtualTerminal(width: 120, height: 40))
    #expect(session.waitForEnd() == 1)
    #expect(session.terminal.text.contains("make kiosk-install"))
  }

  // MARK: The machine

  @Test func clocksThatAreWrongAreFaults() throws {
    let system = SystemCheck(language: .en)
    func states(_ today: String, newest: String? = nil, hours: Int = 8, synchronized: Bool? = true) throws -> [String] {
      system.clock(
        today: try #require(Day(today)), newest: newest.flatMap { Day($0) }, offset: hours * 3600,
        isSynchronized: synchronized
      ).map(\.state.rawValue)
    }
    #expect(try states("2026-03-01", newest: "2026-03-01") == ["ok", "ok", "ok"])
    // A machine whose battery is empty.
    #expect(try states("1970-01-01") == ["fault", "ok", "ok"])
    #expect(try states("2026-02-28", newest: "2026-03-01") == ["fault", "ok", "ok"])
    #expect(try states("2026-03-01", hours: 0, synchronized: false) == ["ok", "warning", "warning"])
    #expect(try states("2026-03-01", synchronized: nil) == ["ok", "ok", "skipped"])
  }

  @Test func fullDisksAreFaults() {
    let system = SystemCheck(language: .en)
    func state(_ free: Int?, needed: Int = 0) -> String {
      system.disk(folder: "/data", free: free, needed: needed).state.rawValue
    }
    #expect(state(10 << 30) == "ok")
    #expect(state(1 << 30, needed: 1 << 30) == "warning")
    #expect(state(400 << 20) == "warning")
    #expect(state(1 << 20) == "fault")
    #expect(state(nil) == "skipped")
    #expect(SystemCheck.size(999) == "999 B")
    #expect(SystemCheck.size(23_990_000) == "23.9 MB")
  }

  @Test func databasesOnANetworkAreFaults() {
    let mounts = """
      22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
      40 22 0:40 / /mnt/office rw shared:1 - nfs4 server:/office rw
      41 22 0:41 / /mnt/our\\040share rw - cifs //server/share rw
      42 22 0:42 / /mnt/far rw - fuse.sshfs me@far:/ rw
      43 22 0:43 / /mnt/odd rw - fuse.other odd rw
      """
    let check = DatabaseCheck(language: .en, path: "x")
    func state(_ folder: String) -> String {
      check.fileSystem(DatabaseCheck.fileSystem(of: folder, mounts: mounts), folder: folder).state.rawValue
    }
    #expect(state("/home/x") == "ok")
    #expect(state("/mnt/office") == "fault")
    #expect(state("/mnt/office/deep/down") == "fault")
    #expect(state("/mnt/officers") == "ok")
    #expect(state("/mnt/our share/a") == "fault")
    #expect(state("/mnt/far/a") == "fault")
    #expect(state("/mnt/odd") == "warning")
    #expect(check.fileSystem(DatabaseCheck.fileSystem(of: "/x", mounts: ""), folder: "/x").state == .skipped)
  }

  @Test func programsThatHangAreGivenUp() {
    #expect(OutsideProgram.output("/bin/echo", ["甲"]) == "甲\n")
    #expect(OutsideProgram.output("/bin/false", []) == nil)
    #expect(OutsideProgram.output("/no/such", []) == nil)
    #expect(OutsideProgram.output("/bin/cat", ["/dev/zero"]) == nil)
    let start = ContinuousClock.now
    #expect(OutsideProgram.output("/usr/bin/tail", ["-f", "/dev/null"], within: .milliseconds(100)) == nil)
    #expect(start.duration(to: .now) < .seconds(5))
  }
}
