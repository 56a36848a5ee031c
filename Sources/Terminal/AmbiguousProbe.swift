import Drawing
import Glibc

/// Asks the terminal how many columns it gives to an ambiguous character.
public enum AmbiguousProbe {
  /// Writes one, asks where the cursor is, and wipes it out again; before the screen is started. nil if there is
  /// no terminal, it does not answer in time, or somebody is typing already.
  ///
  /// - Parameter work: done while the answer is on its way; always done, once.
  public static func measure(timeout: Duration = .milliseconds(150), while work: () -> Void = {}) -> AmbiguousWidth? {
    var isDone = false
    let width = ask(timeout) {
      work()
      isDone = true
    }
    if !isDone { work() }
    return width
  }

  private static func ask(_ timeout: Duration, while work: () -> Void) -> AmbiguousWidth? {
    let name = getenv("TERM").map { String(cString: $0) } ?? ""
    guard !["", "dumb", "linux", "unknown"].contains(name) else { return nil }
    let tty = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard tty >= 0 else { return nil }
    defer { close(tty) }
    var saved = termios()
    guard tcgetattr(tty, &saved) == 0 else { return nil }
    var waiting: Int32 = 0
    // What was typed ahead belongs to the dashboard, not to the answer.
    guard ioctl(tty, UInt(FIONREAD), &waiting) == 0, waiting == 0 else { return nil }
    var raw = saved
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
    tcsetattr(tty, TCSANOW, &raw)
    defer { tcsetattr(tty, TCSANOW, &saved) }

    send("\r\u{2500}\u{1B}[6n", to: tty)
    work()
    let answer = reply(from: tty, timeout: timeout)
    send("\r\u{1B}[K", to: tty)
    return width(fromReply: answer)
  }

  /// The width told by a cursor position report, `ESC [ row ; column R`.
  static func width(fromReply reply: String) -> AmbiguousWidth? {
    guard reply.last == "R", let semicolon = reply.lastIndex(of: ";"),
      let column = Int(reply[reply.index(after: semicolon)...].dropLast())
    else { return nil }
    return AmbiguousWidth(rawValue: column - 1)
  }

  private static func send(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    _ = write(descriptor, bytes, bytes.count)
  }

  private static func reply(from descriptor: Int32, timeout: Duration) -> String {
    let deadline = ContinuousClock.now + timeout
    var reply = ""
    while reply.last != "R" && reply.utf8.count < 64 {
      let left = (deadline - .now).components
      let milliseconds = left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard milliseconds > 0, poll(&waiting, 1, Int32(clamping: milliseconds)) > 0 else { break }
      var byte: UInt8 = 0
      guard read(descriptor, &byte, 1) == 1 else { break }
      reply.unicodeScalars.append(Unicode.Scalar(byte))
    }
    return reply
  }
}
