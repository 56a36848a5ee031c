import Catalog
import Dashboard
import Foundation
import PostalModel
import PostalStore
import Terminal

/// Imports and undos beside the screen, on a connection of their own, so that keys are answered meanwhile. What comes of
/// them are events, which the loop takes when it is woken.
final class BackgroundWork: @unchecked Sendable {
  private let lock = NSLock()
  private var events: [Event] = []
  private var isBusy = false
  private var isCancelled = false
  /// The connection of the work under way.
  private var working: PostalStore?
  private var wakers: [Waker] = []
  private let setup: Setup
  private let path: String

  init(setup: Setup, path: String) {
    self.setup = setup
    self.path = path
  }

  /// Is something under way, or has something come that was not taken yet?
  var isUnderWay: Bool { lock.withLock { isBusy || !events.isEmpty } }

  /// Whom to wake when there is something to take.
  func wake(_ waker: Waker) { lock.withLock { wakers = [waker] } }

  /// Takes what has come since the last time.
  func take() -> [Event] {
    lock.withLock {
      defer { events = [] }
      return events
    }
  }

  /// Ends the import under way; also while sums are made, in which no progress is told.
  func cancel() {
    let store = lock.withLock {
      isCancelled = true
      return working
    }
    store?.interrupt()
  }

  func importFile(_ order: ImportOrder) {
    begin { work, setup, store in
      var last = ImportStage.reading(-1)
      let report = try Self.report(on: order, setup, store) { stage in
        if work.lock.withLock({ work.isCancelled }) { throw CancellationError() }
        // A percent is as fine as the bar is.
        if Self.percent(stage) != Self.percent(last) { work.post(.importMoved(stage)) }
        last = stage
      }
      work.post(.importEnded(report))
    } failed: { error in
      var report = ImportReport(order: order, problems: [Self.problem(error, file: order.name)], isRefused: true)
      report.isCancelled = error is CancellationError
      return .importEnded(report)
    }
  }

  func undo(_ id: Int) {
    begin { work, setup, store in
      let revisions = try setup.asking {
        try store.undo(id, at: "\(setup.today) \(Clock.time())", yardstick: setup.yardstick)
      }
      work.post(.storeChanged)
      let months = revisions.map { "\($0.signOff.month) \($0.signOff.area.name)" }
      work.post(
        .done(
          zh: "第 \(id) 号导入已撤销" + (months.isEmpty ? "" : ";已签收的 \(months.joined(separator: "、")) 记作修订"),
          en: "import \(id) was undone" + (months.isEmpty ? "" : "; a revision of \(months.joined(separator: ", "))")))
    } failed: {
      Self.failure($0)
    }
  }

  func record(_ step: ItemStep, named name: String) {
    begin { work, setup, store in
      let id = try setup.asking { try store.record(step, named: name, setup) }
      work.post(.stepRecorded(step.key))
      work.post(.storeChanged)
      work.post(
        .done(
          zh: "第 \(id) 号已记:\(name)", en: "entry \(id) is recorded: \(step.act.en)"))
    } failed: {
      Self.failure($0)
    }
  }

  func signOff(_ area: AreaCode, _ month: Month) {
    begin { work, setup, store in
      let signing = try setup.asking {
        try store.signOff(
          area, month: month, who: ReturnImport.who, at: "\(setup.today) \(Clock.time())", by: setup.yardstick)
      }
      let signed = signing.signOff
      work.post(.storeChanged)
      work.post(
        .done(
          zh: "\(month) \(signed.area.name) 已签收,报表 \(signed.reported)/\(signed.expected)",
          en: "\(month) of \(signed.area.name) is signed off, returns \(signed.reported)/\(signed.expected)"))
    } failed: {
      Self.failure($0)
    }
  }

  func withdrawSignOff(_ area: AreaCode, _ month: Month) {
    begin { work, setup, store in
      let signed = try setup.asking {
        try store.withdrawSignOff(
          area, month: month, who: ReturnImport.who, at: "\(setup.today) \(Clock.time())")
      }
      work.post(.storeChanged)
      work.post(
        .done(
          zh: "\(month) \(signed.area.name) 的签收已撤回", en: "the sign-off of \(month) of \(signed.area.name) was withdrawn"
        ))
    } failed: {
      Self.failure($0)
    }
  }

  private static func failure(_ error: any Error) -> Event {
    let problem = problem(error, file: "")
    return .failed(zh: problem.zh, en: problem.en)
  }

  /// Runs work on a thread; while one is under way another is refused.
  private func begin(
    _ body: @escaping @Sendable (BackgroundWork, Setup, PostalStore) throws -> Void,
    failed: @escaping @Sendable (any Error) -> Event
  ) {
    if let day = setup.asOf {
      post(failed(Setup.pastDayRefusal(day, setup.language)))
      return
    }
    let isFree = lock.withLock {
      if isBusy { return false }
      isBusy = true
      isCancelled = false
      return true
    }
    guard isFree else {
      post(.failed(zh: "另一项导入或撤销还在进行", en: "another import or undo is still under way"))
      return
    }
    let thread = Thread { [self] in
      do {
        // A screen reads the targets of plans alone; a return may name any of their tasks.
        var whole = setup
        whole.plans = setup.wholePlans().0
        let (zh, en) = setup.waitingText
        let store = try whole.store(at: path, waiting: { [self] in post(.done(zh: zh, en: en)) })
        lock.withLock { working = store }
        try body(self, whole, store)
      } catch {
        // What was interrupted fails in its own words.
        post(failed(lock.withLock { isCancelled } ? CancellationError() : error))
      }
      lock.withLock {
        isBusy = false
        working = nil
      }
    }
    thread.stackSize = 8 << 20
    thread.start()
  }

  private func post(_ event: Event) {
    let wakers = lock.withLock {
      events.append(event)
      return self.wakers
    }
    for waker in wakers { waker.wake() }
  }

  private static func percent(_ stage: ImportStage) -> Int {
    switch stage {
    case .reading(let share): Int(share * 100)
    case .storing(let share): 200 + Int(share * 100)
    case .adding: 400
    }
  }

  private static func problem(_ error: any Error, file: String) -> Problem {
    let failure = error as? Failure
    let text = failure?.lines.joined(separator: "; ") ?? "\(error)"
    return Problem(file: file, zh: text, en: text)
  }

  /// Takes a file in, or tries it.
  private static func report(
    on order: ImportOrder, _ setup: Setup, _ store: PostalStore, progress: @escaping (ImportStage) throws -> Void
  ) throws -> ImportReport {
    guard try !setup.asking({ try store.isDemonstration }) else {
      return ImportReport(
        order: order,
        problems: [
          Problem(
            file: order.name, zh: "这是演示数据库,真实报表不能并入;请用 --database 另开一个库",
            en:
              "this database holds demonstration returns; a real return is never added to it: open another by --database"
          )
        ], isRefused: true)
    }
    var importing = ReturnImport(store: store, setup: setup)
    importing.form = order.form
    importing.month = order.month
    importing.scope = order.scope
    importing.map = try order.map.map { try ReturnImport.Map($0, setup) }
    importing.isDryRun = order.isDryRun
    importing.isPartial = order.isPartial
    importing.progress = progress
    return try importing.take(order.path).report(order)
  }
}
