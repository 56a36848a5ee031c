import CNcurses
import Drawing
import Glibc

/// What can be found out of the terminal without taking it over: by its name and description, and by asking it in a line
/// that is wiped again.
public struct TerminalFacts: Sendable, Hashable {
  /// The kind of terminal (TERM); empty where it is not said.
  public var term: String
  /// There is a description of this kind on this machine.
  public var hasDescription = false
  /// The kind whose description is used where there is none of ``term``; nil where no other helps either.
  public var replacement: String?
  /// The kernel's own console, which has no Chinese.
  public var isConsole: Bool
  public var canPlaceCursor = false
  public var hasMouse = false
  public var colors = 0
  /// nil where it does not know.
  public var size: Size?
  /// The encoding of the locale, such as UTF-8.
  public var encoding: String
  /// The locale can encode Chinese.
  public var encodesChinese: Bool
  /// The locale that was asked for and is not on this machine.
  public var missingLocale: String?
  /// What it said of itself; nil where it was not asked or was silent.
  public var answers: Answers?
  /// Columns its cursor moved by when a Chinese character was written.
  public var chineseColumns: Int?

  /// Nothing is asked of a terminal that this process may not write to or does not own.
  ///
  /// - Parameters:
  ///   - input: where answers come from; output: where questions go.
  ///   - timeout: how long it may be silent.
  @MainActor
  public init(input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO, timeout: Duration = .seconds(1)) {
    let hasCharacters = cn_set_locale()
    term = Screen.environment("TERM") ?? ""
    let kind = TerminalKind(name: term)
    isConsole = kind.isConsole
    encoding = String(cString: cn_encoding())
    encodesChinese = hasCharacters && Screen.canEncode("\u{4E2D}")
    missingLocale = Screen.missingLocale()
    guard !term.isEmpty else { return }
    for name in [term] + kind.replacements where !hasDescription && replacement == nil {
      var (colors, canPlace, hasMouse): (Int32, Bool, Bool) = (0, false, false)
      guard cn_describe(name, output, &colors, &canPlace, &hasMouse) else { continue }
      if name == term { hasDescription = true } else { replacement = name }
      self.colors = max(0, Int(colors))
      (canPlaceCursor, self.hasMouse) = (canPlace, hasMouse)
    }
    guard isatty(output) == 1 else { return }
    var measured = winsize()
    if ioctl(output, UInt(TIOCGWINSZ), &measured) == 0, measured.ws_col > 0, measured.ws_row > 0 {
      size = Size(width: Int(measured.ws_col), height: Int(measured.ws_row))
    }
    guard isatty(input) == 1, kind.answersPlace, tcgetpgrp(input) == getpgrp() else { return }
    ask(kind, input: input, output: output, timeout: timeout)
  }

  /// One round trip: what it is, then where its cursor stands behind a line, and behind a Chinese character.
  @MainActor
  private mutating func ask(_ kind: TerminalKind, input: Int32, output: Int32, timeout: Duration) {
    var before = termios()
    guard tcgetattr(input, &before) == 0 else { return }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(input, TCSANOW, &silent)
    defer { tcsetattr(input, TCSANOW, &before) }
    let place: [CChar] = "\u{1B}[6n".utf8.map(CChar.init(bitPattern:))
    var asked: [CChar] = [13]
    if kind.swallowsCommands(isInTmux: Screen.environment("TMUX").map { !$0.isEmpty } ?? false) {
      asked += "\u{1B}]11;?\u{1B}\\\u{1B}[?2026$p".utf8.map(CChar.init(bitPattern:))
    }
    let probed = [Screen.bytes(of: "─"), Screen.bytes(of: "快")]
    for bytes in probed { asked += [13] + bytes + place }
    // Back, and the line as it was: empty.
    asked += "\r\u{1B}[K".utf8.map(CChar.init(bitPattern:))
    guard write(output, asked, asked.count) == asked.count else { return }

    var said = Answers()
    var columns: [Int] = []
    var reader = KeyReader()
    let deadline = ContinuousClock.now + timeout
    while columns.count < probed.count {
      var waiting = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, Screen.milliseconds(max(.zero, deadline - .now))) > 0 else { break }
      var bytes = [UInt8](repeating: 0, count: 256)
      let count = read(input, &bytes, bytes.count)
      guard count > 0 else { break }
      for case .report(let report) in reader.read(bytes.prefix(count).map { .character(Unicode.Scalar($0)) }) {
        if case .cursor(_, let column) = report { columns.append(column - 1) } else { said.take(report) }
      }
    }
    guard !columns.isEmpty else { return }
    if !probed[0].isEmpty { said.ambiguous = AmbiguousWidth(rawValue: columns[0]) }
    if columns.count > 1, !probed[1].isEmpty { chineseColumns = columns[1] }
    answers = said
  }
}
