import Dashboard
import Foundation
import PostalModel
import PostalStore
import Terminal

/// Reads for a wall, on a thread and a connection of its own that cannot write: however long a database is locked, the
/// wall goes on. It watches the file too, and opens it anew when it is another one.
final class KioskReader: @unchecked Sendable {
  /// Seconds between two looks at the file.
  private static let pause = 1.0
  /// Seconds to wait for a lock.
  private static let patience = 1.0

  private let condition = NSCondition()
  private var asked: [(effect: Effect, errand: Int)] = []
  private var events: [KioskEvent] = []
  private var waker: Waker?
  private var isEnded = false

  // Of the thread alone.
  private let setup: Setup
  private let path: String
  private let playlist: Playlist
  private var door: Door?
  private var isOpen = false
  private var file: DatabaseFile?
  private var version = 0
  /// What was told last of what is wrong.
  private var told: StoreProblem?

  private struct StoreProblem: Error, Equatable {
    var zh: String
    var en: String
  }

  init(path: String, playlist: Playlist, setup: Setup) {
    self.path = path
    self.playlist = playlist
    self.setup = setup
  }

  /// - Parameter waker: whom to wake when there is something to take.
  func start(_ waker: Waker) {
    self.waker = waker
    let thread = Thread { [self] in run() }
    thread.stackSize = 8 << 20
    thread.start()
  }

  func ask(_ effect: Effect, errand: Int) {
    condition.lock()
    asked.append((effect, errand))
    condition.signal()
    condition.unlock()
  }

  /// Takes what has come since the last time.
  func take() -> [KioskEvent] {
    condition.lock()
    defer {
      events = []
      condition.unlock()
    }
    return events
  }

  func end() {
    condition.lock()
    isEnded = true
    condition.signal()
    condition.unlock()
  }

  // MARK: The thread

  private func run() {
    bringUpToDate()
    while true {
      watch()
      let until = Date().addingTimeInterval(Self.pause)
      while true {
        condition.lock()
        while asked.isEmpty, !isEnded, condition.wait(until: until) {}
        let next = asked.isEmpty ? nil : asked.removeFirst()
        let isOver = isEnded
        condition.unlock()
        if isOver { return }
        guard let next else { break }
        answer(next.effect, next.errand)
        if Date() >= until { break }
      }
    }
  }

  private func post(_ event: KioskEvent) {
    condition.lock()
    events.append(event)
    condition.unlock()
    waker?.wake()
  }

  /// A database of an older version is brought up to date as any command would do it; this once, and only where there is
  /// one. What is wrong with it is told when it is read.
  private func bringUpToDate() {
    guard !PostalStore.isServer(path), let file = DatabaseFile(path), file.size > 0 else { return }
    _ = try? setup.store(at: path, patience: Self.patience * 5, waiting: {})
  }

  /// Opens the file, notices that it is another one, or that something was imported.
  private func watch() {
    guard let now = PostalStore.isServer(path) ? .server : DatabaseFile(path) else {
      return fail(StoreProblem(zh: "没有数据库文件 \(path)", en: "there is no database file \(path)"))
    }
    guard isOpen, now == file else { return open(now) }
    do {
      guard let store = door?.store else { return }
      let version = try store.version()
      guard version != self.version else { return }
      self.version = version
      post(.storeChanged(arrivals: try store.arrivals()))
    } catch { fail(Self.problem(error)) }
  }

  private func open(_ now: DatabaseFile) {
    do {
      let store = try PostalStore(
        path: path, settings: setup.settings, standards: [], readOnly: true, patience: Self.patience)
      let arrivals = try store.arrivals()
      version = try store.version()
      let scenes = try AreaSearch.resolving(store) { resolve in
        playlist.scenes.map { KioskScene($0, indicators: setup.indicators, resolve: resolve) }
      }
      if door == nil { door = Door(store: store, setup: setup, today: setup.today) } else { door?.store = store }
      file = now
      isOpen = true
      told = nil
      post(.opened(scenes, arrivals: arrivals))
    } catch { fail(Self.problem(error)) }
  }

  private func fail(_ problem: StoreProblem) {
    isOpen = false
    guard problem != told else { return }
    told = problem
    post(.storeFailed(zh: problem.zh, en: problem.en))
  }

  private func answer(_ effect: Effect, _ errand: Int) {
    guard isOpen, door != nil else {
      let problem = told ?? StoreProblem(zh: "数据库还没有打开", en: "the database is not open yet")
      return post(.answered(errand: errand, .failed(zh: problem.zh, en: problem.en)))
    }
    if !setup.isPinned { door?.today = Clock.today() }
    let event = door?.answer(effect)
    // A file of plans with an error in it is told of by the commands; its targets stand.
    _ = door?.takeProblem()
    if case .failed? = event, let store = door?.store {
      // What is wrong with one question need not be wrong with the database.
      do { _ = try store.facts() } catch { fail(Self.problem(error)) }
    }
    post(.answered(errand: errand, event))
  }

  private static func problem(_ error: any Error) -> StoreProblem {
    if case StoreError.unusable(_, let zh, let en) = error { return StoreProblem(zh: zh, en: en) }
    return StoreProblem(zh: "\(error)", en: "\(error)")
  }
}
