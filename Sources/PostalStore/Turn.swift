import Foundation

/// 等候: waits for the turn of a connection while another program keeps the database to itself.
///
/// SQLite asks again and again whether to go on waiting; the answer also says how often it tries.
final class Turn: @unchecked Sendable {
  private let lock = NSLock()
  private var patience: Double
  private var waiting: (@Sendable () -> Void)?
  private var began = ContinuousClock.now
  private var hasTold = false
  private var isGivenUp = false

  /// Seconds after which whoever waits is told.
  private static let silence = Duration.seconds(1)

  /// - Parameters:
  ///   - patience: seconds to wait at most.
  ///   - waiting: told once in each wait that takes more than a second.
  init(patience: Double, waiting: (@Sendable () -> Void)? = nil) {
    self.patience = patience
    self.waiting = waiting
  }

  func set(patience: Double, waiting: (@Sendable () -> Void)?) {
    lock.withLock {
      self.patience = patience
      self.waiting = waiting
    }
  }

  /// The seconds that were waited for at most.
  var limit: Double { lock.withLock { patience } }

  /// Ends the wait under way.
  func giveUp() { lock.withLock { isGivenUp = true } }

  /// - Parameter tries: how often it was tried in this wait, from 0.
  /// - Returns: false where it is to be given up.
  func wait(_ tries: Int) -> Bool {
    let (goesOn, tell) = lock.withLock { () -> (Bool, (@Sendable () -> Void)?) in
      if tries == 0 {
        began = .now
        hasTold = false
        isGivenUp = false
      }
      let waited = began.duration(to: .now)
      guard !isGivenUp, waited < .seconds(patience) else { return (false, nil) }
      guard waited > Self.silence, !hasTold else { return (true, nil) }
      hasTold = true
      return (true, waiting)
    }
    tell?()
    // Short at first, since most transactions are; then rare enough to cost nothing.
    if goesOn { usleep(tries < 10 ? 2000 : tries < 50 ? 10_000 : 50_000) }
    return goesOn
  }
}
