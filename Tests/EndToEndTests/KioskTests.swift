import Foundation
import Testing

/// The wall in a real terminal: it rotates, follows the database through everything, and cannot be left by keys.
@Suite(.serialized, .enabled(if: TerminalSession.isAvailable, "tmux is not installed"))
struct KioskTests {
  /// A line of the log: how many changes, entry, item, place, and how whole it is.
  private struct Shown: Equatable {
    var changes: Int
    var place: String
    var condition: String
  }

  private static let scenes = """
    [[scene]]
    address = "520590"
    [[scene]]
    address = "520590/packaging"
    [[scene]]
    query = "children"
    scope = "520590"

    """

  private func playlist(_ program: Program, _ text: String) throws -> String {
    let file = program.folder.appendingPathComponent("wall.toml").path
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    return file
  }

  private func start(_ program: Program, _ session: TerminalSession, every: String, _ text: String) throws {
    let file = try playlist(program, text)
    try session.type(
      "YILAN_KIOSK_LOG=log '\(Program.path)' kiosk --database '\(program.database)' --playlist '\(file)' "
        + "--every \(every) --today 2025-07-12")
    try session.keys("Enter")
  }

  private func shown(_ program: Program) -> [Shown] {
    let log = try? String(contentsOf: program.folder.appendingPathComponent("log"), encoding: .utf8)
    return (log ?? "").split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard parts.count == 6, let changes = Int(parts[0]) else { return nil }
      return Shown(changes: changes, place: String(parts[3]), condition: String(parts[4]))
    }
  }

  /// What was shown, once it fulfils a condition.
  @discardableResult
  private func shown(_ program: Program, within seconds: Double = 30, where condition: ([Shown]) -> Bool) -> [Shown] {
    let end = Date().addingTimeInterval(seconds)
    var seen = shown(program)
    while !condition(seen), Date() < end {
      // The program has no event for what it has shown; it is asked again.
      usleep(30_000)
      seen = shown(program)
    }
    return seen
  }

  @Test func keysNeitherLeaveNorWriteButTheOwnersDo() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let (session, clean) = try DashboardTests().shell(program, width: 100, height: 30)
    try start(program, session, every: "300ms", "idle = 5\nexit = \"ctrl-q ctrl-q\"\n" + Self.scenes)
    let round = shown(program) { $0.last?.changes ?? 0 >= 5 }.filter { $0.condition == "whole" }
    #expect(
      Array(round.map(\.place).prefix(5)) == [
        "520590000000", "520590000000/packaging", "520590100000", "520590200000", "520590000000",
      ])
    try session.keys("q", "C-c", "C-z", "C-\\", "Escape")
    try session.type(":undo 1")
    #expect(shown(program).allSatisfy { $0.condition != "visit" })
    try session.keys("Down")
    shown(program) { $0.last?.condition == "visit" }
    let visited = try session.screen { $0.contains("甲镇") && $0.contains("Enter") }
    #expect(visited.contains("甲镇") && !visited.contains("q 退出"))
    try session.keys("Enter", "q", "0", "u", "y", "i", "C-c", "C-z")
    try session.type("q:qy")
    // The visitor has gone.
    let before = shown(program).last?.changes ?? 0
    #expect(shown(program) { $0.last?.changes ?? 0 > before + 3 }.last?.condition == "whole")
    let ledger = try program.run("export", "ledger", "--format", "json", "--database", program.database).text
    #expect(ledger.split(separator: "\n").count { $0.contains("undone_at") } == 5)
    #expect(!ledger.replacing(" ", with: "").contains("\"undone_at\":\""))
    try session.keys("C-q", "C-q")
    try DashboardTests().expectGivenBack(program, session, clean)
  }

  @Test func itFollowsTheDatabaseThroughEverything() throws {
    let program = try Program()
    defer { program.remove() }
    let (session, _) = try DashboardTests().shell(program, width: 120, height: 36)
    try start(program, session, every: "1h", "[[scene]]\naddress = \"520590/open-items\"\n")
    // Without a database it waits, and makes none.
    #expect(try session.screen(showing: "没有数据库文件").contains("没有数据库文件"))
    #expect(!FileManager.default.fileExists(atPath: program.database))
    try program.importCounty()
    #expect(shown(program) { $0.last?.condition == "whole" }.last?.place == "520590000000/open-items")
    #expect(try session.screen(showing: "90.0").contains("90.0"))
    // An import is on the wall within two seconds.
    let file = program.folder.appendingPathComponent("again.csv").path
    try "区划代码;月份;胶带封装件数;瘦身胶带件数\n520590100000;2025-06;1000;417\n".write(
      toFile: file, atomically: true, encoding: .utf8)
    let result = try program.run(
      "import", file, "--form", "packaging", "--database", program.database, "--today", "2025-07-12")
    #expect(result.status == 0, "\(result.errors)")
    #expect(try session.screen(within: 3) { $0.contains("41.7") }.contains("41.7"))
    // Taken away, and back again as another file.
    let kept = program.database + ".kept"
    for ending in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: program.database + ending) {
      try FileManager.default.moveItem(atPath: program.database + ending, toPath: kept + ending)
    }
    shown(program) { $0.last?.condition == "old" }
    #expect(try session.screen().contains("41.7"))
    try Data(repeating: 7, count: 40_000).write(to: URL(fileURLWithPath: program.database))
    #expect(shown(program).last?.condition == "old")
    try FileManager.default.removeItem(atPath: program.database)
    for ending in ["-wal", "-shm", ""] where FileManager.default.fileExists(atPath: kept + ending) {
      try FileManager.default.copyItem(atPath: kept + ending, toPath: program.database + ending)
    }
    #expect(shown(program) { $0.last?.condition == "whole" }.last?.condition == "whole")
    #expect(
      shown(program).drop { $0.condition != "whole" }.allSatisfy { $0.condition == "whole" || $0.condition == "old" })
  }

  @Test func afterACrashItGoesOnWhereItWas() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let (session, _) = try DashboardTests().shell(program, width: 80, height: 24)
    try start(program, session, every: "400ms", Self.scenes)
    shown(program) { $0.last?.changes ?? 0 >= 4 }
    try session.tmux("run-shell", "pkill -KILL -f '^\(Program.path) kiosk --database \(program.database)'")
    _ = try session.screen(showing: "Killed")
    let last = try #require(shown(program).last)
    let (next, _) = try DashboardTests().shell(program, width: 80, height: 24)
    try start(program, next, every: "1h", Self.scenes)
    // The log begins anew with the program.
    let first = shown(program) { $0.last?.changes == 1 }.first { $0.condition == "whole" }
    #expect(first?.place == last.place && first?.changes == 1)
  }

  @Test func aPlaylistIsCheckedAgainstTheDatabase() throws {
    let program = try Program()
    defer { program.remove() }
    func check(_ text: String) throws -> Program.Result {
      try program.run(
        "kiosk", "--check", "--playlist", try playlist(program, text), "--database", program.database, "--today",
        "2025-07-12")
    }
    #expect(try check(Self.scenes).status == 3)
    try program.importCounty()
    let good = try check(Self.scenes + "[[scene]]\naddress = \"520590\"\nhours = \"00:00-24:00\"\ndays = \"mon-sun\"\n")
    #expect(good.status == 0, "\(good.errors)")
    #expect(good.text.contains("2  15s  520590000000/packaging") && good.text.contains("3  15s  520590200000"))
    let empty = try check(
      "[[scene]]\nquery = \"worst\"\nscope = \"622901\"\nindicator = \"slim_tape\"\n[[scene]]\naddress = \"999999\"\n")
    #expect(empty.status == 1)
    #expect(empty.errors.contains("wall.toml:2: [[scene]] 1 query"))
    #expect(empty.errors.contains("wall.toml:6: [[scene]] 2 address") && empty.errors.contains("999999"))
    let wrong = try check("[[scene]]\naddress = \"520590/nowhere\"\n")
    #expect(wrong.status == 2 && wrong.errors.contains("wall.toml:2: [[scene]] 1 address"))
    // The plan in whose area alone something came has its own playlist; the common one where there are several or none.
    let own = try program.run("kiosk", "--check", "--database", program.database, "--today", "2025-07-12")
    #expect(own.text.contains("Data/playlists/bijie.toml") || own.text.contains("Data/playlists/all.toml"))
    #expect(try program.run("kiosk", "--database", program.database).status == 2)
    #expect(try program.run("kiosk", "--every", "3 days").status == 2)
    #expect(try program.run("kiosk", "--check", "--plan", "nowhere", "--database", program.database).status == 2)
  }
}
