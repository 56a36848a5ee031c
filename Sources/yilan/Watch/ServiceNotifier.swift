import Foundation

/// Tells the service manager how the program is, as sd_notify(3) describes it: datagrams to the socket that
/// `NOTIFY_SOCKET` names. Without that variable it does nothing.
final class ServiceNotifier {
  private let socket: Int32
  private let address: [UInt8]
  /// How often ``watchdog()`` has something to say; a loop must not wait for longer. nil where no watchdog waits.
  ///
  /// A quarter of `WATCHDOG_USEC`: with the longest wait and the longest silence together it stays below the half.
  let interval: Duration?
  private var lastSent: ContinuousClock.Instant?
  private var isReady = false
  private var lastStatus: String?

  init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
    let named = Array((environment["NOTIFY_SOCKET"] ?? "").utf8)
    // A name that begins with @ is not in the file system; its first byte is then 0. 108 bytes is what an address has.
    let isUsable = named.count > 1 && named.count < 108 && (named[0] == 0x2F || named[0] == 0x40)
    address = named.first == 0x40 ? [0] + named.dropFirst() : named
    socket = isUsable ? Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0) : -1
    let isForUs = environment["WATCHDOG_PID"].map { $0.isEmpty || Int32($0) == getpid() } ?? true
    if socket >= 0, isForUs, let text = environment["WATCHDOG_USEC"], let micro = Int64(text), micro > 0 {
      interval = .microseconds(max(1, micro / 4))
    } else {
      interval = nil
    }
  }

  deinit { if socket >= 0 { close(socket) } }

  /// Somebody listens.
  var isHeard: Bool { socket >= 0 }

  /// The wall shows its first picture. Said once.
  func ready() {
    guard !isReady else { return }
    isReady = true
    send("READY=1")
  }

  /// The program is alive; to be called at every turn of the loop.
  func watchdog() {
    guard let interval else { return }
    let now = ContinuousClock.now
    if let lastSent, now - lastSent < interval { return }
    lastSent = now
    send("WATCHDOG=1")
  }

  /// A line for `systemctl status`; said when it changes.
  func status(_ text: String) {
    guard text != lastStatus else { return }
    lastStatus = text
    send("STATUS=" + text.split(whereSeparator: \.isNewline).joined(separator: " "))
  }

  /// The end was asked for and is under way.
  func stopping() { send("STOPPING=1") }

  /// Nothing is waited for: a manager that does not read must not stop the wall.
  private func send(_ text: String) {
    guard socket >= 0 else { return }
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: address) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + address.count)
    let bytes = Array(text.utf8)
    _ = withUnsafePointer(to: &name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        sendto(socket, bytes, bytes.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL), $0, length)
      }
    }
  }
}
