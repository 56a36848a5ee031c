import Drawing
import Foundation
import Testing

/// What the dashboard makes of what a terminal says of itself, in time, late, or not at all.
@Suite(.serialized) struct TerminalAnswersTests {
  static let dusk = Color(hex: "#0d1117")!.nearest256
  static let paper = Color(hex: "#fbfaf7")!.nearest256

  /// A dashboard that has drawn its first screen.
  func opened(
    _ program: Program, _ manners: VirtualTerminal.Manners, term: String = "xterm-256color", arguments: [String] = []
  ) throws -> PseudoTerminal {
    try program.importCounty()
    let session = try program.open(
      VirtualTerminal(width: 100, height: 30, manners: manners), term: term, arguments: arguments)
    #expect(session.wait(showing: "甲镇"))
    session.waitForSilence()
    return session
  }

  func leave(_ session: PseudoTerminal) {
    session.send("q")
    #expect(session.waitForEnd() == 0)
    #expect(session.terminal.overflows == 0)
    session.expectGivenBack()
  }

  @Test(arguments: [
    ("rgb:ffff/ffff/ffff\u{1B}\\", true), ("rgb:fd/f6/e3\u{07}", true), ("rgba:eeee/eeee/eeee/ffff\u{07}", true),
    ("#fdf6e3\u{1B}\\", true), ("rgb:0000/0000/0000\u{07}", false), ("rgb:28/2c/34\u{1B}\\", false),
    ("nonsense\u{07}", false), (nil, false),
  ])
  func theThemeFollowsTheBackground(answer: String?, isLight: Bool) throws {
    let program = try Program()
    defer { program.remove() }
    let session = try opened(program, .init(background: answer))
    #expect(session.terminal.backgrounds.contains(Self.paper) == isLight)
    #expect(session.terminal.backgrounds.contains(Self.dusk) == !isLight)
    leave(session)
  }

  @Test func aNamedThemeIsNotAskedFor() throws {
    let program = try Program()
    defer { program.remove() }
    let session = try opened(program, .init(background: "rgb:ffff/ffff/ffff\u{07}"), arguments: ["--theme", "dusk"])
    #expect(session.terminal.backgrounds.contains(Self.dusk))
    #expect(!session.terminal.commands.contains("11;?"))
    leave(session)
  }

  @Test func theOfficeSetsThemesAndMouse() throws {
    let program = try Program()
    defer { program.remove() }
    let folder = program.folder.appendingPathComponent(".config/yilan")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try "theme_dark = \"paper\"\nmouse = false\n".write(
      to: folder.appendingPathComponent("settings.toml"), atomically: true, encoding: .utf8)
    let session = try opened(program, .init(background: "rgb:0000/0000/0000\u{07}"))
    #expect(session.terminal.backgrounds.contains(Self.paper))
    #expect(session.terminal.modes.isDisjoint(with: [1000, 1006]))
    leave(session)
  }

  @Test func framesAreShownWholeWhereTheTerminalCan() throws {
    let program = try Program()
    defer { program.remove() }
    let session = try opened(program, .init(background: "rgb:0/0/0\u{07}", synchronized: 2))
    #expect(!session.terminal.modes.contains(2026))
    let before = session.terminal.received.count
    session.send("j")
    session.waitForSilence()
    let frame = String(decoding: session.terminal.received[before...], as: UTF8.self)
    #expect(frame.hasPrefix("\u{1B}[?2026h") && frame.hasSuffix("\u{1B}[?2026l"))
    #expect(frame.components(separatedBy: "2026h").count == 2)
    leave(session)
  }

  @Test(arguments: [0, 4, nil])
  func otherTerminalsAreNotToldOfFrames(state: Int?) throws {
    let program = try Program()
    defer { program.remove() }
    let session = try opened(program, .init(synchronized: state))
    session.send("j")
    session.waitForSilence()
    #expect(!String(decoding: session.terminal.received, as: UTF8.self).contains("2026h"))
    leave(session)
  }

  @Test(arguments: AmbiguousWidth.allCases)
  func theWidthIsTheTerminals(ambiguous: AmbiguousWidth) throws {
    let program = try Program()
    defer { program.remove() }
    let session = try opened(program, .init(ambiguous: ambiguous))
    #expect(session.terminal.text.contains("│") == (ambiguous == .one))
    session.send("?")
    session.waitForSilence()
    session.send("\u{1B}")
    session.waitForSilence()
    leave(session)
  }

  @Test func aSilentTerminalIsNotWaitedFor() throws {
    let program = try Program()
    defer { program.remove() }
    let session = try opened(program, .init(answersPlace: false))
    #expect(session.terminal.text.contains("│"))
    leave(session)
  }

  @Test func lateAnswersAreNoKeys() throws {
    let program = try Program()
    defer { program.remove() }
    let session = try opened(program, .init(answersPlace: false))
    let before = session.terminal.text
    // Slow lines break an answer anywhere.
    for part in [
      "\u{1B}]11;rgb:ffff/ff", "ff/ffff\u{1B}", "\\\u{1B}[?2026", ";2$y", "\u{1B}[1;2R", "\u{1B}[12;3R", "\u{1B}[1;5R",
    ] {
      session.send(part)
      session.waitForSilence(milliseconds: 50)
    }
    session.waitForSilence()
    #expect(session.terminal.text == before)
    leave(session)
  }

  @Test func keysTypedWhileItIsAskedAreKept() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let session = try program.open(VirtualTerminal(width: 100, height: 30, manners: .init(answersPlace: false)))
    #expect(session.wait { $0.modes.contains(1049) })
    session.send("2")
    #expect(session.wait(showing: "乙镇"))
    leave(session)
  }

  @Test func pastesAndClicksAreNoCommands() throws {
    let program = try Program()
    defer { program.remove() }
    let session = try opened(program, .init())
    #expect(session.terminal.modes.isSuperset(of: [1000, 1006, 2004, 1049]))
    #expect(!session.terminal.modes.contains(1003) && !session.terminal.modes.contains(1002))
    session.send("\u{1B}[200~q2?\r:quit\n\u{1B}[201~")
    session.send("\u{1B}[<35;9;9M\u{1B}[<2;9;9M\u{1B}[<2;9;9m")
    session.waitForSilence()
    #expect(session.terminal.text.contains("甲镇") && session.status == nil)
    session.send("2")
    #expect(session.wait(showing: "乙镇"))
    leave(session)
  }
}
