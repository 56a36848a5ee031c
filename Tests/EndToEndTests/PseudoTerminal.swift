import Foundation
import Testing

/// A program with a ``VirtualTerminal`` before it, by way of a pseudo-terminal.
final class PseudoTerminal {
  struct Failure: Error { var code: Int32 }

  private(set) var terminal: VirtualTerminal
  /// Every byte that came.
  private(set) var received: [UInt8] = []
  private var master: Int32
  /// Kept open, so that the modes of the line can be asked for when the program is gone.
  private let line: Int32
  let process: pid_t
  /// The exit status, or 128 and the signal; nil while it runs.
  private(set) var status: Int32?
  private let before: termios

  init(_ path: String, _ arguments: [String], environment: [String: String], _ terminal: VirtualTerminal) throws {
    self.terminal = terminal
    // The functions for this are hidden from Swift, and openpty has descriptors that other children inherit.
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (locked, number): (Int32, Int32) = (0, 0)
    let (lock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)  // TIOCSPTLCK, TIOCGPTN
    guard master >= 0, ioctl(master, lock, &locked) == 0, ioctl(master, getNumber, &number) == 0 else {
      throw Failure(code: errno)
    }
    let name = "/dev/pts/\(number)"
    line = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
    var size = winsize(
      ws_row: UInt16(terminal.height), ws_col: UInt16(terminal.width), ws_xpixel: 0, ws_ypixel: 0)
    guard ioctl(line, UInt(TIOCSWINSZ), &size) == 0 else { throw Failure(code: errno) }
    before = Self.modes(of: line)
    process = try Spawn.start(path, arguments, environment: environment, isLeader: true) { actions in
      posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
      posix_spawn_file_actions_adddup2(&actions, 0, 1)
      posix_spawn_file_actions_adddup2(&actions, 0, 2)
    }
  }

  deinit {
    if status == nil {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    close(line)
    if master >= 0 { close(master) }
  }

  private static func modes(of line: Int32) -> termios {
    var modes = termios()
    tcgetattr(line, &modes)
    return modes
  }

  /// The line's modes are those from before.
  var isLineAsBefore: Bool {
    var (now, before) = (Self.modes(of: line), before)
    return withUnsafeBytes(of: &now) { now in withUnsafeBytes(of: &before) { now.elementsEqual($0) } }
  }

  func send(_ text: String) { send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Bytes typed that nobody has read.
  var waiting: Int {
    // The line gathers what is typed until it is asked as one that hands on each byte.
    var modes = Self.modes(of: line)
    let saved = modes
    modes.c_lflag &= ~tcflag_t(ICANON)
    tcsetattr(line, TCSANOW, &modes)
    var count: Int32 = 0
    _ = ioctl(line, UInt(FIONREAD), &count)
    var before = saved
    tcsetattr(line, TCSANOW, &before)
    return Int(count)
  }

  func signal(_ number: Int32) { kill(process, number) }

  /// The terminal is closed under the program.
  func hangUp() {
    close(master)
    master = -1
  }

  /// Carries bytes both ways until a condition holds; says whether it came to hold.
  @discardableResult
  func wait(within seconds: Double = 15, until condition: (VirtualTerminal) -> Bool) -> Bool {
    let end = Date().addingTimeInterval(seconds)
    while !condition(terminal) {
      guard Date() < end else { return false }
      carry(milliseconds: 50)
    }
    return true
  }

  func wait(showing text: String) -> Bool { wait { $0.text.contains(text) } }

  /// Waits until nothing has come for so long.
  func waitForSilence(milliseconds: Int32 = 300) { while carry(milliseconds: milliseconds) {} }

  /// Waits for the end of the program; the exit status, or nil where it did not end.
  func waitForEnd(within seconds: Double = 15) -> Int32? {
    let end = Date().addingTimeInterval(seconds)
    while status == nil, Date() < end {
      if master >= 0 {
        carry(milliseconds: 20)
      } else {
        var none = pollfd()
        poll(&none, 0, 20)
      }
      var told: Int32 = 0
      if waitpid(process, &told, WNOHANG) == process { status = Spawn.exitStatus(told) }
    }
    while master >= 0, carry(milliseconds: 0) {}
    return status
  }

  /// Takes what comes within the time; false where nothing did.
  @discardableResult
  private func carry(milliseconds: Int32) -> Bool {
    var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, milliseconds) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = read(master, &buffer, buffer.count)
    guard count > 0 else { return false }
    received += buffer.prefix(count)
    terminal.feed(Array(buffer.prefix(count)))
    if !terminal.replies.isEmpty {
      send(terminal.replies)
      terminal.replies = ""
    }
    return true
  }

  /// Every mode that was turned on is off again, and the line is as it was.
  func expectGivenBack(sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(terminal.modes == VirtualTerminal.usualModes, sourceLocation: sourceLocation)
    #expect(!terminal.isKeypadOn && !terminal.isInserting, sourceLocation: sourceLocation)
    #expect(isLineAsBefore, sourceLocation: sourceLocation)
  }
}

extension Program {
  /// The dashboard of one county, opened in a terminal.
  func open(
    _ terminal: VirtualTerminal = VirtualTerminal(width: 100, height: 30), term: String = "xterm-256color",
    locale: String = "C.UTF-8", variables: [String: String] = [:], arguments: [String] = []
  ) throws -> PseudoTerminal {
    var environment = environment
    environment["TERM"] = term
    environment["LC_ALL"] = locale
    // Descriptions that lie elsewhere on this machine.
    environment["TERMINFO_DIRS"] = ProcessInfo.processInfo.environment["TERMINFO_DIRS"]
    environment.merge(variables) { _, new in new }
    return try PseudoTerminal(
      Self.path, ["--database", database, "--at", "520590", "--today", "2025-07-12"] + arguments,
      environment: environment, terminal)
  }
}
