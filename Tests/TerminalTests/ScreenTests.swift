import Drawing
import Glibc
import Testing

@testable import Terminal

/// There is one terminal in a process, so one at a time.
@Suite(.serialized) @MainActor struct ScreenTests {
  /// A screen of 80 by 24 that nobody sees.
  func withScreen(term: String = "xterm-256color", ambiguous: AmbiguousWidth = .one, _ body: (Screen) throws -> Void)
    throws
  {
    setenv("LC_ALL", "C.UTF-8", 1)
    let null = open("/dev/null", O_RDWR)
    defer { close(null) }
    let screen = try Screen(options: .init(input: null, output: null, term: term, ambiguous: ambiguous))
    defer { screen.stop() }
    try body(screen)
  }

  @Test func theScreenHoldsWhatTheSurfaceHolds() throws {
    try withScreen { screen in
      #expect(screen.size == Size(width: 80, height: 24))
      var surface = Surface(size: screen.size)
      surface.write("毕节市 ✗ ÷│", row: 3, column: 2)
      surface.write("县", row: 23, column: 78)
      screen.show(surface, theme: .plain)
      #expect(screen.character(row: 3, column: 2) == "毕")
      #expect(screen.character(row: 3, column: 4) == "节")
      #expect(screen.character(row: 3, column: 9) == "✗")
      #expect(screen.character(row: 3, column: 12) == "│")
      #expect(screen.character(row: 23, column: 78) == "县")
    }
  }

  @Test func ncursesCountsAmbiguousCharactersAsTheSurfaceDoes() throws {
    for ambiguous in AmbiguousWidth.allCases {
      try withScreen(ambiguous: ambiguous) { screen in
        var surface = Surface(size: screen.size, glyphs: Glyphs(ambiguous: ambiguous))
        let columns = surface.write("±α", row: 0)
        surface.write("x", row: 0, column: columns)
        screen.show(surface, theme: .plain)
        #expect(columns == 2 * ambiguous.rawValue)
        #expect(screen.character(row: 0, column: columns) == "x")
      }
    }
  }

  @Test func aSurfaceOfAnotherSizeIsClipped() throws {
    try withScreen { screen in
      var surface = Surface(width: 81, height: 30)
      surface.write("末", row: 0, column: 79)
      surface.write("a", row: 29)
      screen.show(surface, theme: .plain)
      screen.show(Surface(width: 1, height: 1), theme: .plain)
      #expect(screen.character(row: 0, column: 0) == " ")
    }
  }

  /// Descriptions that a bare system lacks, made by tic; nil where there is none.
  static let descriptions: String? = {
    let folder = "/tmp/yilan-terminfo-\(getpid())"
    let source = folder + ".ti"
    let text = """
      yilan-direct|24 bits by number, use=xterm-256color,
      \tcolors#0x1000000, pairs#0x10000,
      \tsetab=\\E[%?%p1%{8}%<%t4%p1%d%e48\\:2\\:\\:%p1%{65536}%/%d\\:%p1%{256}%/%{255}%&%d\\:%p1%{255}%&%d%;m,
      \tsetaf=\\E[%?%p1%{8}%<%t3%p1%d%e38\\:2\\:\\:%p1%{65536}%/%d\\:%p1%{256}%/%{255}%&%d\\:%p1%{255}%&%d%;m,
      yilan-16color|sixteen, use=xterm-256color, colors#16, pairs#256,

      """
    guard let file = fopen(source, "w") else { return nil }
    fputs(text, file)
    fclose(file)
    defer { unlink(source) }
    return system("tic -x -o \(folder) \(source) 2>/dev/null") == 0 ? folder : nil
  }()

  @Test(arguments: [
    ("yilan-direct", ColorDepth.direct), ("xterm-256color", .palette), ("yilan-16color", .sixteen), ("xterm", .eight),
    ("linux", .eight), ("vt100", .none),
  ])
  func theDepthIsThatOfTheTerminal(term: String, depth: ColorDepth) throws {
    unsetenv("NO_COLOR")
    if term.hasPrefix("yilan-") { setenv("TERMINFO", try #require(Self.descriptions), 1) }
    defer { unsetenv("TERMINFO") }
    try withScreen(term: term) { screen in
      #expect(screen.depth == depth)
      var surface = Surface(size: screen.size)
      for (index, role) in Role.allCases.enumerated() {
        for (column, ground) in Ground.allCases.enumerated() {
          surface.write("x", row: index % 24, column: column, role: role, ground: ground)
        }
      }
      screen.show(surface, theme: Self.colorful)
      #expect(screen.character(row: 0, column: 2) == "x")
    }
  }

  /// Every role and ground in a colour of its own: more pairs than a small terminal has.
  static let colorful: Theme = {
    var theme = Theme(name: "many", kind: .dark, styles: [:], grounds: [:])
    for (index, role) in Role.allCases.enumerated() {
      theme.styles[role] = StyleSpec(color: Color.xterm(20 + index * 5))
    }
    for (index, ground) in Ground.allCases.enumerated() {
      theme.grounds[ground] = StyleSpec(color: Color.xterm(255 - index * 7))
    }
    return theme
  }()

  /// Eight colours have 63 pairs; a hundred frames in other colours need more.
  @Test(arguments: ["xterm", "xterm-256color"])
  func pairsAreUsedAgain(term: String) throws {
    unsetenv("NO_COLOR")
    try withScreen(term: term) { screen in
      for round in 0..<100 {
        var theme = Self.colorful
        for role in Role.allCases {
          theme.styles[role]?.color = Color.xterm(16 + (role.rawValue.count * 7 + round) % 240)
        }
        var surface = Surface(size: screen.size)
        for (index, role) in Role.allCases.enumerated() {
          for (column, ground) in Ground.allCases.enumerated() {
            surface.write("\(round % 10)", row: index % 24, column: column, role: role, ground: ground)
          }
        }
        screen.show(surface, theme: theme)
      }
      #expect(screen.character(row: 0, column: 2) == "9")
    }
  }

  @Test func noColorIsHeeded() throws {
    setenv("NO_COLOR", "1", 1)
    defer { unsetenv("NO_COLOR") }
    try withScreen { #expect($0.depth == .none) }
  }

  @Test func anUnknownTerminalIsAnError() {
    #expect(throws: ScreenError.unknownTerminal("no-such-terminal")) {
      try withScreen(term: "no-such-terminal") { _ in }
    }
    #expect(throws: ScreenError.unableTerminal("dumb")) { try withScreen(term: "dumb") { _ in } }
    #expect(throws: ScreenError.unknownTerminal("")) { try withScreen(term: "") { _ in } }
  }

  @Test func aWakeUpEndsTheWaitAndTheEndOfInputIsTold() throws {
    try withScreen { screen in
      screen.waker.wake()
      let input = screen.readInput(timeout: nil)
      #expect(input.isWoken)
      #expect(input.keys.isEmpty)
      #expect(screen.readInput(timeout: .zero).isWoken == false)
      #expect(screen.readInput(timeout: nil).isClosed)
    }
  }

  @Test func keysComeThroughAPipe() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    defer { close(ends[1]) }
    let null = open("/dev/null", O_RDWR)
    defer { close(null) }
    let screen = try Screen(options: .init(input: ends[0], output: null, term: "xterm-256color"))
    defer { screen.stop() }
    let bytes = Array("j\u{1B}OA毕".utf8)
    #expect(write(ends[1], bytes, bytes.count) == bytes.count)
    #expect(screen.readInput(timeout: nil).keys == [.character("j"), .up, .character("毕")])
  }

  @Test func itStartsAgainAfterItStopped() throws {
    for _ in 0..<3 {
      var size: Size?
      try withScreen { screen in
        screen.show(Surface(size: screen.size), theme: .plain)
        size = screen.size
      }
      #expect(size == Size(width: 80, height: 24))
    }
  }
}
