import Dashboard
import Foundation
import PostalModel
import PostalStore
import Terminal

/// Reads the names for the search beside the screen, so that no key waits for them, and holds the last text typed until
/// they are there.
final class SearchAhead: @unchecked Sendable {
  private enum State {
    case idle, reading, ready
  }

  private let lock = NSLock()
  private var state = State.idle
  private let store: PostalStore
  private let waker: Waker
  /// What was asked for meanwhile; a later text takes its place.
  private var held: Effect?

  init(store: PostalStore, waker: Waker) {
    self.store = store
    self.waker = waker
  }

  /// Begins to read, once.
  func prepare() {
    let begins = lock.withLock {
      defer { if state == .idle { state = .reading } }
      return state == .idle
    }
    guard begins else { return }
    Thread.detachNewThread { [self] in
      // What cannot be read is told by the search itself.
      try? store.prepareSearch()
      lock.withLock { state = .ready }
      waker.wake()
    }
  }

  /// Keeps a search until the names are there; false where it can be answered now.
  func holds(_ effect: Effect) -> Bool {
    prepare()
    return lock.withLock {
      guard state != .ready else { return false }
      held = effect
      return true
    }
  }

  /// The search that waited, once it can be answered.
  func take() -> Effect? {
    lock.withLock {
      guard state == .ready else { return nil }
      defer { held = nil }
      return held
    }
  }
}
