import Drawing
import Foundation
import Testing

/// The dashboard in terminals of many kinds: it starts, draws nothing too long, takes keys and leaves.
@Suite(.serialized) struct TerminalKindsTests {
  @Test(arguments: [
    "vt100", "vt220", "xterm", "xterm-256color", "tmux-256color", "screen", "screen-256color", "rxvt", "foot", "putty",
    "putty-256color", "ms-terminal", "xterm-direct", "linux",
  ])
  func itStartsDrawsAndLeaves(term: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let session = try program.open(VirtualTerminal(width: 80, height: 24), term: term)
    let isConsole = term == "linux"
    #expect(session.wait(showing: isConsole ? "No Chinese on this console" : "甲镇"))
    session.send("2")
    #expect(session.wait(showing: isConsole ? "Outlets" : "乙镇"))
    session.send("?")
    #expect(session.wait(showing: isConsole ? "Moving" : "移动"))
    session.send("\u{1B}")
    session.waitForSilence()
    #expect(session.terminal.overflows == 0)
    if ["vt100", "vt220", "linux", "screen", "screen-256color"].contains(term) {
      #expect(session.terminal.commands.isEmpty)
    }
    if isConsole {
      #expect(session.terminal.received.allSatisfy { $0 < 0x80 })
      #expect(session.terminal.text.contains("YiZhen"))
      #expect(!session.terminal.text.contains("??"))
    }
    session.send("q")
    #expect(session.waitForEnd() == 0)
    session.expectGivenBack()
  }

  @Test func aTerminalWithoutACursorIsToldLines() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let session = try program.open(VirtualTerminal(width: 130, height: 60), term: "dumb")
    session.send("q\n")
    #expect(session.waitForEnd() == 0)
    #expect(session.terminal.text.contains("1 "))
    #expect(session.terminal.text.contains("真实报表"))
    #expect(!session.terminal.received.contains(0x1B))
    session.expectGivenBack()
  }

  @Test(arguments: [("zh", "没有这种终端的描述"), ("en", "no description of such a terminal")])
  func anUnknownTerminalIsRefusedWithTheRemedy(language: String, text: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let session = try program.open(
      VirtualTerminal(width: 200, height: 24), term: "no-such-terminal", arguments: ["--lang", language])
    #expect(session.waitForEnd() == 2)
    #expect(session.terminal.text.contains("TERM=no-such-terminal"))
    #expect(session.terminal.text.contains(text))
    #expect(session.terminal.text.contains("ncurses-term"))
  }

  @Test(arguments: [("xterm-of-tomorrow", "xterm-256color"), ("tmux-of-tomorrow", "screen-256color")])
  func aMissingDescriptionIsReplacedAndTold(term: String, used: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let session = try program.open(term: term)
    #expect(session.wait { $0.text.contains("没有 \(term) 的描述,按 \(used) 显示") && $0.text.contains("甲镇") })
    session.send("q")
    #expect(session.waitForEnd() == 0)
    session.expectGivenBack()
  }

  @Test func aLocaleOfSevenBitsGetsEnglishInASCII() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let session = try program.open(VirtualTerminal(width: 80, height: 24), locale: "C")
    #expect(session.wait(showing: "LC_ALL=C.UTF-8 yilan"))
    session.send("q")
    #expect(session.waitForEnd() == 0)
    #expect(session.terminal.received.allSatisfy { $0 < 0x80 })
    #expect(session.terminal.overflows == 0)
    session.expectGivenBack()
  }

  /// A folder with the locale of GB18030; nil where it cannot be made.
  static let gb18030: String? = {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("yilan-gb18030-\(getpid())").path
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    _ = try? Spawn.run(
      "/usr/bin/localedef", ["-i", "zh_CN", "-f", "GB18030", "\(folder)/zh_CN.GB18030"],
      environment: ["PATH": "/usr/bin:/bin"], output: "/dev/null")
    return FileManager.default.fileExists(atPath: "\(folder)/zh_CN.GB18030/LC_CTYPE") ? folder : nil
  }()

  @Test(
    .enabled(if: gb18030 != nil, "localedef cannot make zh_CN.GB18030 here"),
    arguments: [(AmbiguousWidth.one, true), (.two, true), (.two, false)])
  func aTerminalOfGB18030(ambiguous: AmbiguousWidth, answers: Bool) throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let terminal = VirtualTerminal(
      width: 100, height: 30, encoding: .gb18030,
      manners: .init(ambiguous: ambiguous, answersPlace: answers))
    let session = try program.open(
      terminal, locale: "zh_CN.GB18030", variables: ["LOCPATH": try #require(Self.gb18030)])
    #expect(session.wait(showing: "甲镇"))
    session.send("2")
    #expect(session.wait(showing: "乙镇"))
    session.send("/")
    // 甲镇, as an input method of such a terminal sends it.
    session.send([0xBC, 0xD7, 0xD5, 0xF2])
    #expect(session.wait { $0.text.contains("甲镇") && !$0.text.contains("乙镇") })
    #expect(session.terminal.overflows == 0)
    // Lines are drawn with what this terminal shows as wide as curses thinks.
    #expect(session.terminal.text.contains("│") == (ambiguous == .one))
    session.send("\r")
    session.send("q")
    #expect(session.waitForEnd() == 0)
    session.expectGivenBack()
  }

  @Test func aLocaleThatIsMissingIsTold() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let session = try program.open(locale: "zh_CN.GBK", variables: ["LOCPATH": program.folder.path])
    #expect(session.wait { $0.text.contains("没有区域 zh_CN.GBK") && $0.text.contains("甲镇") })
    session.send("q")
    #expect(session.waitForEnd() == 0)
  }

  @Test func withoutColoursNoneAreSent() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let session = try program.open(variables: ["NO_COLOR": "1"])
    #expect(session.wait(showing: "甲镇"))
    session.send("q")
    #expect(session.waitForEnd() == 0)
    let numbers = session.terminal.colors.flatMap { $0.split(separator: ";").compactMap { Int($0) } }
    #expect(!numbers.contains { (30...38).contains($0) || (40...48).contains($0) || (90...107).contains($0) })
  }
}
