import Glibc

/// Wakes ``Screen/readInput(timeout:)`` from any thread: a result is there, the clock moved on.
public struct Waker: Sendable {
  let descriptor: Int32
  static let mark = UInt8(ascii: "w")

  /// Has the wait that is going on, or else the next one, return at once.
  public func wake() {
    var byte = Self.mark
    // A full pipe means that a wake-up is already on its way.
    _ = write(descriptor, &byte, 1)
  }
}

/// The pipe behind a ``Waker``.
struct WakePipe {
  let input: Int32
  let output: Int32

  init?() {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    (input, output) = (ends[0], ends[1])
  }

  /// Takes all that is in the pipe, and says whether a ``Waker`` was among those who wrote: another size of the
  /// terminal comes by the same pipe.
  func drain() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 64)
    var isWoken = false
    while case let count = read(input, &buffer, buffer.count), count > 0 {
      isWoken = isWoken || buffer[..<count].contains(Waker.mark)
    }
    return isWoken
  }
}
