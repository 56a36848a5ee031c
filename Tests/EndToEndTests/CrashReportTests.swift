#if DEBUG
  import Foundation
  import Testing

  /// A crash gives the terminal back, says where its report is, and leaves it for its user alone.
  @Suite(.serialized) struct CrashReportTests {
    private func folder(_ program: Program) -> String { program.folder.path + "/.local/state/yilan" }

    private func reports(_ program: Program) -> [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: folder(program))) ?? []).filter { $0.hasPrefix("crash-") }
        .sorted()
    }

    private func mode(_ path: String) -> Int {
      (try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int) ?? 0
    }

    private func crash(_ program: Program, _ kind: String) throws -> PseudoTerminal {
      let session = try program.open(variables: ["SWIFT_BACKTRACE": "enable=no", "YILAN_TRAP": kind])
      #expect(session.wait(showing: "甲镇"))
      session.waitForSilence()
      session.send("\u{1B}[24~")
      return session
    }

    @Test(arguments: ["trap", "fault", "overflow", "abort"]) func isTold(kind: String) throws {
      let program = try Program()
      defer { program.remove() }
      try program.importCounty()
      let session = try crash(program, kind)
      let status = session.waitForEnd()
      let expected = ["trap": [SIGILL, SIGTRAP], "abort": [SIGABRT]][kind] ?? [SIGSEGV]
      #expect(expected.contains { status == 128 + $0 }, "\(kind): \(status ?? -1)")
      session.expectGivenBack()
      let path = folder(program) + "/crash-01.txt"
      #expect(reports(program) == ["crash-01.txt"])
      #expect(session.terminal.text.replacing("\n", with: "").contains(path))
      #expect(mode(path) == 0o600 && mode(folder(program)) == 0o700)
      let report = try String(contentsOfFile: path, encoding: .utf8)
      #expect(report.hasPrefix("yilan ") && report.contains("signal  SIG") && report.contains("stack\n  0x"))
      if kind == "trap" {
        #expect(session.terminal.text.contains("Fatal error: YILAN_TRAP") && report.contains("Fatal error: YILAN_TRAP"))
      }
    }

    @Test func twentyReportsAreKeptAndLinksAreNotFollowed() throws {
      let program = try Program()
      defer { program.remove() }
      try program.importCounty()
      try FileManager.default.createDirectory(atPath: folder(program), withIntermediateDirectories: true)
      let other = program.folder.path + "/other"
      symlink(other, folder(program) + "/crash-01.txt")
      for number in 2...20 {
        let name = "crash-\(number < 10 ? "0" : "")\(number).txt"
        try "old".write(toFile: folder(program) + "/" + name, atomically: false, encoding: .utf8)
      }
      #expect(try crash(program, "trap").waitForEnd() != nil)
      #expect(reports(program).count == 20)
      #expect(!FileManager.default.fileExists(atPath: other))
      let isNew = { (name: String) in
        (try? String(contentsOfFile: folder(program) + "/" + name, encoding: .utf8))?.hasPrefix("yilan ") ?? false
      }
      #expect(reports(program).count(where: isNew) == 1)
    }
  }
#endif
