import Foundation
import Testing

/// Something else has written into the database, and what it wrote means to steer the terminal.
@Suite struct HostileDataTests {
  /// Sets a title, colours, moves, hides and overrides; the words in it tell what came through.
  static let hostile =
    "\u{1B}]0;PWNED\u{7}\u{1B}[31m坏\u{9B}31m\u{202E}乡\u{200B}\n伪\t\r\u{7F}\u{2028}\u{E000}\u{10FFFF}"
    + String(repeating: "\u{301}", count: 9)

  /// Names of everything that has one.
  private func spoil(_ program: Program) throws {
    try program.importCounty()
    let literal =
      "CAST(X'\(Self.hostile.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())' AS TEXT)"
    let statements = """
      UPDATE area SET name = name || \(literal);
      UPDATE outlet SET name = name || \(literal), brand = \(literal), filing_no = \(literal);
      UPDATE import SET who = \(literal), file = \(literal) || file, at = at || \(literal);
      UPDATE packaging SET brand = \(literal);
      UPDATE village SET verified_by = \(literal);
      INSERT INTO rejected_row VALUES (2, 3, \(literal), \(literal), \(literal));
      INSERT INTO sign_off (area, month, at, who, newest_import, reported, expected)
        SELECT id, (SELECT MAX(month) FROM packaging), \(literal), \(literal), 5, 1, 1 FROM area WHERE level = 2 LIMIT 1;
      INSERT INTO item_step (import, line, live, kind, area, subject, plan, title, act, day, first, who, note, evidence)
        SELECT 1, 99, 1, 'shortfall', id, 'slim_tape', '', \(literal), 'note', 739000, 739000, \(literal), \(literal),
          \(literal) FROM area WHERE level = 2 LIMIT 1;
      """
    let file = program.folder.appendingPathComponent("spoil.sql").path
    try statements.write(toFile: file, atomically: true, encoding: .utf8)
    let status = try Spawn.run(
      "/usr/bin/sqlite3", ["-bail", program.database], environment: program.environment, input: file,
      output: "/dev/null")
    #expect(status == 0)
  }

  /// What would act on a terminal, but for the ends of lines, tabs, and colours where they are asked for.
  private func acting(_ data: Data, hasColors: Bool = false, allowing allowed: Set<UInt32> = [9, 10]) -> [String] {
    var text = String(decoding: data, as: UTF8.self)
    if hasColors { text = text.replacing(try! Regex("\u{1B}\\[[0-9;]*m"), with: "") }
    return Set(
      text.unicodeScalars.filter { scalar in
        let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        let turns = [0x200B, 0x2028, 0x202E].contains(scalar.value)
        return (isControl || turns) && !allowed.contains(scalar.value)
      }.map { String($0.value, radix: 16) }
    ).sorted()
  }

  @Test func nothingThatIsPrintedActs() throws {
    let program = try Program()
    defer { program.remove() }
    try spoil(program)
    var commands: [[String]] = []
    for panel in ["", "/outlets", "/villages", "/packaging", "/safety", "/data", "/open-items"] {
      commands.append(["screen", "520590" + panel])
    }
    for format in ["ansi", "svg", "html"] { commands.append(["screen", "520590/outlets", "--format", format]) }
    commands += [
      ["--at", "520590"], ["screen", "520590", "--linear"], ["find", "镇"], ["kiosk", "--check"], ["doctor"],
    ]
    for list in ["ledger", "sign-offs", "revisions", "items"] { commands += [[list], [list, "--format", "json"]] }
    for content in ["indicators", "outlets", "open-items", "due", "reconcile", "brands", "ledger"] {
      for format in ["csv", "json"] { commands.append(["export", content, "--scope", "520590", "--format", format]) }
    }
    for format in ["md", "html"] { commands.append(["bulletin", "--scope", "520590", "--format", format]) }
    commands += [
      ["rejected", "2"], ["remind", "--scope", "520590", "--period", "2025-06"], ["assess", "520590"],
      ["draw", "--scope", "520590", "--count", "3"],
      ["history", "--scope", "520590", "--indicator", "slim_tape", "--period", "2025-06"],
    ]
    var printed = 0
    for command in commands {
      let result = try program.run(arguments: command + ["--database", program.database, "--today", "2025-07-12"])
      let isTable = result.output.starts(with: [0xEF, 0xBB, 0xBF])
      #expect(
        acting(result.output, hasColors: command.contains("ansi"), allowing: isTable ? [9, 10, 13] : [9, 10]).isEmpty,
        "\(command)")
      #expect(acting(Data(result.errors.utf8)).isEmpty, "\(command)")
      #expect([0, 1].contains(result.status), "\(command): \(result.status) \(result.errors)")
      if result.text.contains("坏") { printed += 1 }
    }
    // It was there to be shown.
    #expect(printed > 25)
  }

  @Test func nothingOnTheScreenActs() throws {
    let program = try Program()
    defer { program.remove() }
    try spoil(program)
    let session = try program.open()
    #expect(session.wait(showing: "坏"))
    for keys in ["1", "2", "\r", "\u{1B}", "3", "e", "\u{1B}", "4", "5", "6", "0", "\r", ":镇", "\u{1B}", "\u{1B}"] {
      session.send(keys)
      // A key right after Esc would be one with Alt.
      session.waitForSilence(milliseconds: 500)
    }
    session.send("q")
    #expect(session.waitForEnd() == 0)
    session.expectGivenBack()
    let all = String(decoding: session.received, as: UTF8.self)
    #expect(!all.contains("PWNED\u{7}") && !all.contains("\u{1B}]0;") && !all.contains("\u{9B}"))
    #expect(!all.unicodeScalars.contains { [0x202E, 0x200B, 0x2028].contains($0.value) })
  }

  @Test func whatIsTypedOnTheCommandLineIsToldWithoutActing() throws {
    let program = try Program()
    defer { program.remove() }
    let hostile = Self.hostile
    for command in [
      [hostile], ["export", hostile], ["screen", hostile], ["import", hostile], ["--theme", hostile],
      ["import", "--form", hostile, "x"], ["plans", hostile], ["plans", "attach", hostile, "/dev/null"],
      ["find", hostile], ["kiosk", "--check", "--playlist", hostile], ["--plan", hostile],
      ["--database", "\(program.folder.path)/\(hostile)"],
      ["items", "step", hostile, "notified"], ["--data", hostile], ["ledger", "--format", hostile],
    ] {
      let hasDatabase = command.contains("--database")
      let result = try program.run(arguments: command + (hasDatabase ? [] : ["--database", program.database]))
      #expect(acting(result.output).isEmpty && acting(Data(result.errors.utf8)).isEmpty, "\(command)")
      #expect([0, 1, 2, 3, 64].contains(result.status), "\(command): \(result.status)")
    }
  }

  @Test func variablesThatAreToldDoNotAct() throws {
    let program = try Program()
    defer { program.remove() }
    for name in ["TERM", "YILAN_DATABASE", "YILAN_HOME", "XDG_STATE_HOME", "USER", "LANG", "YILAN_HEARTBEAT", "TZ"] {
      var environment = program.environment
      environment[name] = "\(program.folder.path)/\(Self.hostile)"
      let (out, errors) = (program.folder.path + "/out", program.folder.path + "/err")
      for command in [["doctor"], ["ledger"], ["kiosk", "status"]] {
        _ = try Spawn.run(Program.path, command, environment: environment, output: out, errors: errors)
        for file in [out, errors] {
          #expect(acting(try Data(contentsOf: URL(fileURLWithPath: file))).isEmpty, "\(name) \(command)")
        }
      }
    }
  }

  @Test(arguments: [
    "=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\u{FF1D}1", "\u{FF0B}1", "\u{FF0D}1", "\u{FF20}1", "\n=1",
  ])
  func noCellIsAFormula(start: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let literal =
      "CAST(X'\(start.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())' AS TEXT)"
    let file = program.folder.appendingPathComponent("spoil.sql").path
    try "UPDATE outlet SET name = \(literal), brand = \(literal);".write(
      toFile: file, atomically: true, encoding: .utf8)
    _ = try Spawn.run(
      "/usr/bin/sqlite3", ["-bail", program.database], environment: program.environment, input: file,
      output: "/dev/null")
    let text = try program.run(
      "export", "outlets", "--scope", "520590", "--format", "csv", "--database", program.database, "--today",
      "2025-07-12"
    ).text
    #expect(text.contains("'" + start), "\(text)")
    #expect(!text.contains("," + start) && !text.contains("\"" + start))
  }
}
