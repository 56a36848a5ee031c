import Foundation
import PostalModel
import PostalStore

extension PostalStore {
  /// Records a step in the user's name at the present time; see `record(_:named:hash:at:who:today:)`.
  func record(_ step: ItemStep, named name: String, _ setup: Setup) throws -> Int {
    try record(
      step, named: name, at: "\(setup.today) \(Clock.time())", who: ReturnImport.who, today: setup.today)
  }

  /// The same in any name and at any time, with the hash of what is recorded.
  func record(_ step: ItemStep, named name: String, at: String, who: String, today: Day) throws -> Int {
    let text = [
      step.key.description, step.act.rawValue, step.on.description, step.due?.description ?? "", step.who, step.note,
      step.evidence,
    ].joined(separator: "\n")
    return try record(
      step, named: name, hash: FileHash.hexadecimal([UInt8](text.utf8)), at: at, who: who, today: today)
  }
}

/// Open items in the words of commands.
struct ItemText {
  let setup: Setup

  func kind(_ kind: ItemKind) -> String { setup.say(kind.zh, kind.rawValue) }

  /// What an item is about: a figure, a form, an outlet, a task.
  func subject(_ key: ItemKey, title: String) -> String {
    switch key.kind {
    case .shortfall: setup.indicators.first { $0.id == key.subject }?.name(setup.language) ?? key.subject
    case .late: Form(rawValue: key.subject).map { setup.say($0.zh, $0.rawValue) } ?? key.subject
    case .task:
      setup.plans.plan(key.plan)?.name(ofItem: key.subject, among: setup.indicators, setup.language) ?? key.subject
    case .rectification, .unfiled, .change, .licence: title.isEmpty ? key.subject : title
    }
  }

  /// The state in the loop, as `notified`; empty where nothing was done, `back` where it came back after being closed.
  func state(_ item: WorkItem) -> String {
    guard let state = item.state else { return "" }
    if !state.isOpen, !item.isClosed { return "back" }
    return state.stage.rawValue
  }
}

extension Setup {
  /// The items of a place, as its screen lists them.
  func workItems(_ scope: AreaCode?, _ period: Period, borrowing plan: String?, _ store: PostalStore) throws
    -> (items: [WorkItem], board: Board)
  {
    let board = try asking {
      try store.board(
        at: scope, period: period, borrowing: plan, plans: plans, indicators: indicators, today: today)
    }
    guard let board else {
      throw Failure.refused([say("--scope: 没有这个区划代码", "--scope: no area has this code")])
    }
    let isPlanned = plans.plans.contains { $0.area != nil && $0.area == scope }
    let standings =
      isPlanned
      ? try asking {
        try store.planStandings(
          at: scope, period: period, borrowing: plan, plans: plans, indicators: indicators, today: today)
      } : []
    return (
      board.workItems(indicators: indicators, law: plans.law, standings: standings, settings: settings), board
    )
  }
}
