import CNcurses
import Drawing
import Glibc

/// Why a terminal could not be taken over.
public enum ScreenError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Neither standard input and output nor /dev/tty is a terminal.
  case noTerminal
  /// Nothing is known of a terminal of this name (TERM).
  case unknownTerminal(String)
  /// The terminal cannot place its cursor.
  case unableTerminal(String)
  case failed

  /// In English; the words for users are the catalogue's.
  public var description: String {
    switch self {
    case .noTerminal: "no terminal: neither standard input and output nor /dev/tty is one"
    case .unknownTerminal(let name): "unknown terminal type: TERM=\(name.isEmpty ? "(unset)" : name)"
    case .unableTerminal(let name): "this terminal cannot place its cursor: TERM=\(name)"
    case .failed: "the terminal could not be set up"
    }
  }
}

/// The terminal, taken over from ``init(options:)`` to ``stop()``. There is one in a process.
///
/// However the program ends, by return, `exit`, a signal or a trap, the terminal is given back as it was. What is
/// written to standard error meanwhile appears then.
@MainActor
public final class Screen {
  public struct Options: Sendable {
    /// Where keys come from and pictures go; nil for standard input and output, or else /dev/tty.
    public var input: Int32?
    public var output: Int32?
    /// The kind of terminal; nil for TERM.
    public var term: String?
    /// Columns that the terminal gives to ambiguous characters.
    public var ambiguous: AmbiguousWidth
    /// Ctrl-C, Ctrl-Z and Ctrl-\ arrive as keys, and stopping from outside is ignored: for a kiosk.
    public var holdsSignalKeys: Bool

    public init(
      input: Int32? = nil, output: Int32? = nil, term: String? = nil, ambiguous: AmbiguousWidth = .one,
      holdsSignalKeys: Bool = false
    ) {
      self.input = input
      self.output = output
      self.term = term
      self.ambiguous = ambiguous
      self.holdsSignalKeys = holdsSignalKeys
    }
  }

  /// What arrived in one wait.
  public struct Input: Sendable, Hashable {
    public var keys: [Key] = []
    /// ``Waker/wake()`` was called.
    public var isWoken = false
    /// The terminal is gone; waiting again would return at once for ever.
    public var isClosed = false

    mutating func add(_ items: [KeyReader.Item]) {
      for case .key(let key) in items { keys.append(key) }
    }
  }

  /// The colours in use: those of the terminal, or none with NO_COLOR.
  public let depth: ColorDepth
  /// The kind of terminal (TERM).
  public let term: String
  /// The kind whose description is used where there is none of ``term`` on this machine; nil where there is.
  public let replacement: String?
  /// Whether Chinese can be shown at all: not in a 7-bit locale, nor on the kernel's own console.
  public let canShowChinese: Bool
  /// The locale that was asked for in the terminal's own encoding, which is not on this machine; UTF-8 is sent instead.
  public let missingLocale: String?
  /// The columns of ambiguous characters where the terminal does not say: terminals of China's encodings give them two.
  public let usualAmbiguous: AmbiguousWidth
  /// The terminal is the kernel's own console.
  public var isConsole: Bool { kind.isConsole }
  public let waker: Waker

  private let kind: TerminalKind
  private let pipe: WakePipe
  private let tty: Int32
  private let opened: Int32?
  private var reader = KeyReader()
  /// Keys typed while the terminal was asked.
  private var typedAhead: [Key] = []
  /// What is on the screen; nil where everything is to be sent.
  private var shown: Shown?
  private var pairs: [PairKey: Int32] = [:]
  private var looks: [Style: (attributes: UInt32, pair: Int32)] = [:]
  private var looksTheme: Theme?
  private var line: [CNCell] = []
  private var isOutOfPairs = false
  private var isRunning = true

  private struct PairKey: Hashable {
    var foreground: Int
    var background: Int
  }

  private struct Shown {
    var surface: Surface
    var theme: Theme
    var cursor: (row: Int, column: Int)?
    var size: Size
  }

  public init(options: Options = Options()) throws(ScreenError) {
    let hasCharacters = cn_set_locale()
    Self.setWidths(options.ambiguous)
    let name = options.term ?? Self.environment("TERM") ?? ""
    guard !name.isEmpty else { throw .unknownTerminal("") }

    var opened: Int32?
    func terminal(_ given: Int32?, _ standard: Int32) -> Int32 {
      if let given { return given }
      if isatty(standard) == 1 { return standard }
      if opened == nil { opened = open("/dev/tty", O_RDWR | O_CLOEXEC) }
      return opened ?? -1
    }
    let input = terminal(options.input, STDIN_FILENO)
    let output = terminal(options.output, STDOUT_FILENO)
    guard input >= 0, output >= 0 else { throw .noTerminal }
    guard let pipe = WakePipe() else { throw .failed }

    let kind = TerminalKind(name: name)
    var used = name
    var started = cn_start(input, output, name, options.holdsSignalKeys, pipe.output)
    for other in kind.replacements where started == CN_UNKNOWN_TERMINAL && other != name {
      used = other
      started = cn_start(input, output, other, options.holdsSignalKeys, pipe.output)
    }
    if started != CN_STARTED, let opened { close(opened) }
    switch started {
    case CN_STARTED: break
    case CN_UNKNOWN_TERMINAL: throw .unknownTerminal(name)
    case CN_UNABLE_TERMINAL: throw .unableTerminal(name)
    default: throw .failed
    }
    self.kind = kind
    term = name
    replacement = used == name ? nil : used
    self.pipe = pipe
    self.opened = opened
    tty = input
    waker = Waker(descriptor: pipe.output)
    missingLocale = Self.missingLocale()
    usualAmbiguous = Self.bytes(of: "─").count == 2 ? .two : .one
    canShowChinese = hasCharacters && !kind.isConsole && Self.canEncode("\u{4E2D}")
    let isPlain = Self.environment("NO_COLOR").map { !$0.isEmpty } ?? false
    depth = isPlain ? .none : Self.depth(colors: Int(cn_colors()))
    if hasModes { cn_set_paste(true) }
  }

  /// Modes of xterm and its kin; a mouse of the console comes in a way of its own.
  private var hasModes: Bool { cn_has_mouse() && !kind.isConsole }

  /// Has the left button and the wheel arrive as keys, or leaves both to the terminal for selecting text. Does nothing
  /// where the terminal has no mouse.
  public func setMouse(_ isOn: Bool) {
    guard isRunning, hasModes else { return }
    cn_set_mouse(isOn)
  }

  /// Has curses reckon with a width of ambiguous characters from the next frame on.
  public func setAmbiguous(_ ambiguous: AmbiguousWidth) {
    guard isRunning else { return }
    Self.setWidths(ambiguous)
    shown = nil
  }

  /// The best characters that the locale's encoding has, at most those of a tier.
  public func tier(upTo tier: GlyphTier) -> GlyphTier {
    if !canShowChinese { return .ascii }
    if tier == .full, !"─│╭█▁→…●".unicodeScalars.allSatisfy(Self.canEncode) { return self.tier(upTo: .safe) }
    return tier == .safe && !Self.canEncode("\u{28FF}") ? .ascii : tier
  }

  private static func setWidths(_ ambiguous: AmbiguousWidth) {
    switch ambiguous {
    case .one: cn_set_width(columnsOfNarrow)
    case .two: cn_set_width(columnsOfWide)
    }
  }

  static func missingLocale() -> String? {
    guard !cn_has_locale() else { return nil }
    let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(Self.environment).first { !$0.isEmpty } ?? ""
    // Without a dot it says nothing of its encoding.
    guard let codeset = name.split(separator: ".").dropFirst().first?.uppercased() else { return nil }
    return ["UTF-8", "UTF8"].contains { codeset.hasPrefix($0) } ? nil : name
  }

  static func canEncode(_ scalar: Unicode.Scalar) -> Bool { !bytes(of: scalar).isEmpty }

  static func bytes(of scalar: Unicode.Scalar) -> [CChar] {
    var bytes = [CChar](repeating: 0, count: 16)
    let count = cn_encode(scalar.value, &bytes)
    return Array(bytes.prefix(Int(count)))
  }

  // MARK: Asking

  /// Asks the terminal about itself in one round trip that ends with where its cursor is. Keys typed meanwhile come with
  /// the next input; answers that come later are left out of it.
  ///
  /// - Parameters:
  ///   - questions: those that this kind of terminal would show instead of answering are not asked.
  ///   - timeout: how long a terminal may be silent, from the question on.
  ///   - work: done while the answer is on its way; always done, once.
  public func ask(
    _ questions: Set<Question>, timeout: Duration = .milliseconds(150), while work: () -> Void = {}
  ) -> Answers {
    var answers = Answers()
    guard isRunning, kind.answersPlace, !questions.isEmpty else {
      work()
      return answers
    }
    var asked = ""
    if kind.swallowsCommands(isInTmux: Self.environment("TMUX").map { !$0.isEmpty } ?? false) {
      if questions.contains(.background) { asked += "\u{1B}]11;?\u{1B}\\" }
      if questions.contains(.synchronizedOutput) { asked += "\u{1B}[?2026$p" }
    }
    guard questions.contains(.ambiguous) || !asked.isEmpty else {
      work()
      return answers
    }
    let deadline = ContinuousClock.now + timeout
    let line = Self.bytes(of: "─")
    send(asked.utf8.map(CChar.init(bitPattern:)) + [13] + line + "\u{1B}[6n".utf8.map(CChar.init(bitPattern:)))
    work()
    var isAnswered = false
    while !isAnswered {
      var descriptor = pollfd(fd: tty, events: Int16(POLLIN), revents: 0)
      guard poll(&descriptor, 1, Self.milliseconds(max(.zero, deadline - .now))) > 0 else { break }
      let tokens = waitingTokens()
      if tokens.isEmpty { break }
      for item in reader.read(tokens) {
        switch item {
        case .key(let key): typedAhead.append(key)
        case .report(let report):
          answers.take(report)
          if case .cursor = report { isAnswered = true }
        }
      }
    }
    // The character goes, and what an unknown terminal may have shown of the questions.
    send("\u{1B}[H\u{1B}[2J".utf8.map(CChar.init(bitPattern:)))
    if line.isEmpty || !questions.contains(.ambiguous) { answers.ambiguous = nil }
    cn_set_synchronized(answers.hasSynchronizedOutput ?? false)
    return answers
  }

  func send(_ bytes: [CChar]) { cn_send(bytes, Int32(bytes.count)) }

  /// Whether commands to the terminal (OSC) may be sent: those it does not know it must swallow.
  var takesCommands: Bool { isRunning && !kind.isConsole && hasModes }

  /// Columns and rows of the terminal now.
  public var size: Size { Size(width: Int(cn_columns()), height: Int(cn_lines())) }

  // MARK: Showing

  /// Shows a surface from the upper left corner; only what differs from what is shown is sent.
  ///
  /// - Parameter cursor: where text is being entered; nil hides the cursor.
  public func show(_ surface: Surface, theme: Theme, cursor: (row: Int, column: Int)? = nil) {
    guard isRunning else { return }
    let size = size
    if let shown, shown.size == size, shown.theme == theme, shown.surface.looks(like: surface),
      shown.cursor?.row == cursor?.row, shown.cursor?.column == cursor?.column
    {
      return
    }
    let before = shown
    shown = Shown(surface: surface, theme: theme, cursor: cursor, size: size)
    let isNew = before == nil || before?.size != size || looksTheme != theme || isOutOfPairs
    if looksTheme != theme || isOutOfPairs {
      // Few pairs must not stay taken by colours no longer in use.
      if isOutOfPairs || cn_pairs() <= 256 { pairs = [:] }
      looksTheme = theme
      looks = [:]
      isOutOfPairs = false
    }
    if isNew { cn_erase(look(of: Style(), theme: theme).pair) }
    for row in 0..<min(size.height, surface.height) {
      // What ncurses holds of a row that is the same stays; it still finds out what of the others has to be sent.
      if !isNew, let before, surface.looks(like: before.surface, inRow: row) { continue }
      line.removeAll(keepingCapacity: true)
      var style = Style()
      var look = look(of: style, theme: theme)
      surface.withRow(row) { cells in
        var columns = 0
        for cell in cells {
          if cell.isContinuation { continue }
          columns += Int(cell.columns)
          if columns > size.width { break }
          if cell.style != style {
            style = cell.style
            look = self.look(of: style, theme: theme)
          }
          if !canShowChinese, cell.columns == 2 {
            // One byte a column: what is no character here must not shift what follows.
            let blank = CNCell(scalar: 0x3F, marks: (0, 0, 0), attributes: look.attributes, pair: look.pair)
            line += [blank, blank]
            continue
          }
          line.append(Self.cell(cell, of: surface, look: look))
        }
      }
      line.withUnsafeBufferPointer { cn_put(Int32(row), 0, $0.baseAddress, Int32($0.count)) }
    }
    if let cursor, cursor.row < size.height, cursor.column < size.width {
      cn_update(Int32(max(0, cursor.row)), Int32(max(0, cursor.column)))
    } else {
      cn_update(-1, 0)
    }
  }

  /// Has the next ``show(_:theme:cursor:)`` send everything, in case something else has written on the terminal.
  public func redrawAll() {
    guard isRunning else { return }
    shown = nil
    cn_redraw()
  }

  // MARK: Reading

  /// Waits until there is input, a wake-up, another size, or the time is over; then takes all that waits.
  ///
  /// - Parameter timeout: nil waits for ever; zero does not wait.
  public func readInput(timeout: Duration?) -> Input {
    var input = Input()
    guard isRunning else {
      input.isClosed = true
      return input
    }
    pause(&input)
    // ncurses may hold keys it read ahead, which poll cannot see.
    input.keys += typedAhead
    typedAhead = []
    _ = take(&input)
    if input.keys.isEmpty {
      var descriptors = [
        pollfd(fd: tty, events: Int16(POLLIN), revents: 0),
        pollfd(fd: pipe.input, events: Int16(POLLIN), revents: 0),
      ]
      var wait = timeout
      if let patience = reader.patience { wait = min(patience, timeout ?? patience) }
      let count = poll(&descriptors, 2, Self.milliseconds(wait))
      let hasRead = take(&input)
      if count == 0, !hasRead, reader.patience != nil { input.add(reader.flush()) }
      let ended = Int16(POLLHUP | POLLERR | POLLNVAL)
      let isReadable = descriptors[0].revents & Int16(POLLIN) != 0
      // Readable with nothing to read is the end of the file.
      input.isClosed = descriptors[0].revents & ended != 0 || (isReadable && !hasRead && isAtEnd)
    }
    input.isWoken = pipe.drain()
    pause(&input)
    return input
  }

  /// Stops if that was asked for; afterwards everything is to be drawn anew, perhaps in another size.
  private func pause(_ input: inout Input) {
    guard cn_pause_if_asked() else { return }
    shown = nil
    _ = take(&input)
    if !input.keys.contains(.resized) { input.keys.append(.resized) }
  }

  /// Takes what waits; says whether that was anything.
  private func take(_ input: inout Input) -> Bool {
    let tokens = waitingTokens()
    input.add(reader.read(tokens))
    return !tokens.isEmpty
  }

  private func waitingTokens() -> [KeyReader.Token] {
    var tokens: [KeyReader.Token] = []
    var value: UInt32 = 0
    // A paste of any length must not keep the screen from being drawn.
    while tokens.count < 4096 {
      switch cn_read(&value) {
      case CN_CHARACTER:
        if let scalar = Unicode.Scalar(value) { tokens.append(.character(scalar)) }
      case CN_KEY: tokens.append(.key(value))
      default: return tokens
      }
    }
    return tokens
  }

  /// Whether keys wait to be read.
  public var hasInput: Bool {
    var descriptor = pollfd(fd: tty, events: Int16(POLLIN), revents: 0)
    return !typedAhead.isEmpty || poll(&descriptor, 1, 0) != 0
  }

  private var isAtEnd: Bool {
    var waiting: Int32 = 0
    return ioctl(tty, UInt(FIONREAD), &waiting) != 0 || waiting == 0
  }

  // MARK: Stopping

  /// Gives the terminal back as it was. Calling it again does nothing.
  public func stop() {
    guard isRunning else { return }
    isRunning = false
    cn_stop()
    if let opened { close(opened) }
  }

  // MARK: Parts

  private static func cell(_ cell: Cell, of surface: Surface, look: (attributes: UInt32, pair: Int32)) -> CNCell {
    var result = CNCell()
    result.attributes = look.attributes
    result.pair = look.pair
    if let scalar = cell.scalar {
      result.scalar = scalar.value
      return result
    }
    let scalars = Array(surface.characters(of: cell).unicodeScalars.map(\.value))
    result.scalar = scalars.first ?? 0x20
    if scalars.count > 1 { result.marks.0 = scalars[1] }
    if scalars.count > 2 { result.marks.1 = scalars[2] }
    if scalars.count > 3 { result.marks.2 = scalars[3] }
    return result
  }

  private func look(of style: Style, theme: Theme) -> (attributes: UInt32, pair: Int32) {
    if let look = looks[style] { return look }
    let wanted = theme.look(of: style, depth: depth)
    let look = (
      UInt32(wanted.attributes.rawValue),
      pair(foreground: wanted.foreground ?? -1, background: wanted.background ?? -1)
    )
    looks[style] = look
    return look
  }

  private func pair(foreground: Int, background: Int) -> Int32 {
    let key = PairKey(foreground: foreground, background: background)
    if foreground == -1 && background == -1 { return 0 }
    if let pair = pairs[key] { return pair }
    let pair = Int32(pairs.count + 1)
    // Without a pair to spare the terminal's own colours will do, until the next frame begins anew.
    guard pair < cn_pairs(), cn_set_pair(pair, Int32(foreground), Int32(background)) else {
      isOutOfPairs = pair >= cn_pairs()
      return 0
    }
    pairs[key] = pair
    return pair
  }

  /// What ncurses holds at a place, for tests.
  func character(row: Int, column: Int) -> Unicode.Scalar? {
    Unicode.Scalar(cn_character_at(Int32(row), Int32(column)))
  }

  static func depth(colors: Int) -> ColorDepth {
    ColorDepth.allCases.sorted(by: >).first { colors >= $0.rawValue } ?? .none
  }

  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  static func milliseconds(_ timeout: Duration?) -> Int32 {
    guard let timeout else { return -1 }
    let (seconds, attoseconds) = timeout.components
    // Upwards: a wait that ends a little early would only be begun again.
    let milliseconds = seconds.multipliedReportingOverflow(by: 1000)
    let part = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return milliseconds.overflow ? .max : Int32(clamping: max(0, milliseconds.partialValue + part))
  }
}

// Outside of the class: what ncurses calls for every character must not ask each time which actor it is on.
private func columnsOfNarrow(_ value: UInt32) -> Int32 { columns(of: value, ambiguous: .one) }
private func columnsOfWide(_ value: UInt32) -> Int32 { columns(of: value, ambiguous: .two) }

private func columns(of value: UInt32, ambiguous: AmbiguousWidth) -> Int32 {
  guard let scalar = Unicode.Scalar(value) else { return -1 }
  return Int32(DisplayWidth.columns(of: scalar, ambiguous: ambiguous))
}
