import Foundation

/// Hears what other connections tell when they have written, by a connection and a thread of its own.
///
/// A server that goes away is looked for again and again, with pauses of 1 to 30 seconds; when it is back that counts as a
/// change, since something may have been missed. A replica (只读副本) tells nothing: it is asked every second.
final class PostgresListener: @unchecked Sendable {
  private let address: String
  /// The server's number of the connection whose own changes are not told.
  private let own: Int32
  private let lock = NSCondition()
  private var heard = 0
  private var tell: (@Sendable () -> Void)?
  private var fault: PostgresError?
  private var isReady = false
  /// Closed when it is over.
  private let ending: (read: Int32, write: Int32)

  /// The thread does not keep it.
  private final class Itself: @unchecked Sendable {
    weak var listener: PostgresListener?
    init(listener: PostgresListener) { self.listener = listener }
  }

  init(address: String, except own: Int32) {
    self.address = address
    self.own = own
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    ending = (ends[0], ends[1])
    let itself = Itself(listener: self)
    Thread.detachNewThread { Self.run { itself.listener } }
  }

  deinit {
    close(ending.write)
  }

  /// The pause after one that did not help, in seconds.
  static func longer(_ pause: Double) -> Double { min(30, max(1, pause * 2)) }

  func onChange(_ tell: @escaping @Sendable () -> Void) {
    lock.lock()
    self.tell = tell
    lock.unlock()
  }

  /// - Throws: `PostgresError` while the server does not answer.
  func version() throws -> Int {
    lock.lock()
    defer { lock.unlock() }
    while !isReady { lock.wait() }
    if let fault { throw fault }
    return heard
  }

  private func note(_ fault: PostgresError?, isChange: Bool) {
    lock.lock()
    isReady = true
    self.fault = fault
    if isChange { heard += 1 }
    let tell = isChange || fault != nil ? self.tell : nil
    lock.broadcast()
    lock.unlock()
    tell?()
  }

  /// Until whoever listens is gone.
  private static func run(_ listener: @Sendable () -> PostgresListener?) {
    guard let (address, own, ending) = listener().map({ ($0.address, $0.own, $0.ending.read) }) else { return }
    defer { close(ending) }
    var connection: PostgresConnection?
    var replica: ReplicaWatch?
    var pause = 0.0
    var isFirst = true
    while true {
      do {
        if connection == nil {
          let made = try PostgresConnection(address: address, readOnly: true, session: PostgresGround.session)
          replica = try ReplicaWatch(made)
          if replica == nil { try made.listen(to: PostgresGround.channel) }
          connection = made
          pause = 0
          listener()?.note(nil, isChange: !isFirst)
          isFirst = false
        }
        guard let open = connection else { continue }
        if replica != nil {
          guard wait(for: -1, ending, seconds: ReplicaWatch.pause) else { return }
          if try replica?.hasChanged(open) == true { listener()?.note(nil, isChange: true) }
          continue
        }
        guard wait(for: open.notificationDescriptor, ending, seconds: nil) else { return }
        if try open.notifications().contains(where: { $0.processID != own }) { listener()?.note(nil, isChange: true) }
      } catch {
        connection = nil
        let fault = error as? PostgresError ?? PostgresError(message: "\(error)", isConnectionLost: true)
        pause = longer(pause)
        isFirst = false
        listener()?.note(fault, isChange: false)
        guard wait(for: -1, ending, seconds: pause) else { return }
      }
    }
  }

  /// - Returns: false when it is over.
  private static func wait(for descriptor: Int32, _ ending: Int32, seconds: Double?) -> Bool {
    var waited = [
      pollfd(fd: ending, events: Int16(POLLIN), revents: 0), pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
    ]
    poll(&waited, 2, seconds.map { Int32($0 * 1000) } ?? -1)
    return waited[0].revents == 0
  }
}
