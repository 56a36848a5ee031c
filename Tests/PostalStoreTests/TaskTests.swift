import PostalModel
import Testing

@testable import PostalStore

/// 任务进展: stored by plan, task and day, and of no area.
@Suite struct TaskTests {
  func rows(_ entries: TaskEntry...) -> ReturnRows { .tasks(Office.lined(entries)) }

  func entry(_ task: String, _ day: String, _ progress: Int?, _ note: String = "", plan: String = "bijie") -> TaskEntry
  {
    TaskEntry(plan: plan, task: task, date: Day(day)!, progress: progress, note: note)
  }

  @Test func progressIsToldOldestFirstWithItsOrigin() throws {
    let office = try Office()
    try office.send(
      rows(entry("7", "2025-06-30", 60), entry("7", "2025-03-31", 20, "已选点"), entry("1", "2025-06-30", nil, "未开始")),
      named: "tasks.csv")
    try office.send(rows(entry("7", "2025-06-30", 5, plan: "linxia")))
    let found = try office.store.taskProgress(plan: "bijie", until: Day("2025-06-30")!)
    #expect(found.map(\.entry.task) == ["7", "1", "7"])
    #expect(found.map(\.entry.progress) == [20, nil, 60])
    #expect(found[0].entry.note == "已选点" && found[0].entry.date == Day("2025-03-31"))
    #expect(found[0].origin.file == "tasks.csv" && found[0].origin.line == 3 && found[0].origin.importID == 1)
    #expect(try office.store.taskProgress(plan: "bijie", until: Day("2025-06-29")!).count == 1)
  }

  @Test func aLaterRowReplacesAndUndoBringsTheEarlierBack() throws {
    let office = try Office()
    try office.send(rows(entry("7", "2025-06-30", 60)))
    let before = try office.dump()
    #expect(try office.send(rows(entry("7", "2025-06-30", 70)), dryRun: true).replaced == 1)
    #expect(try office.dump() == before)
    let outcome = try office.send(rows(entry("7", "2025-06-30", 40), entry("8", "2025-06-30", 1)))
    #expect(outcome.replaced == 1)
    #expect(try office.store.taskProgress(plan: "bijie", until: Day("2025-12-31")!).map(\.entry.progress) == [40, 1])
    try office.store.undo(#require(outcome.id), at: "2025-07-06 08:00")
    #expect(try office.dump() == before)
    #expect(try office.store.ledger().map(\.form) == [.tasks, .tasks])
  }

  @Test func aScopeIsRefused() throws {
    let office = try Office()
    let error = #expect(throws: StoreError.self) {
      try office.send(rows(entry("7", "2025-06-30", 60)), scope: Office.prefecture)
    }
    guard case .refused(let problems) = error else { throw error! }
    #expect(problems.count == 1 && problems[0].en.contains("takes no --scope"))
    #expect(try office.store.ledger().isEmpty)
  }

  @Test func areasCanBeSentAndTakenBackBesideThem() throws {
    let office = try Office()
    try office.send(rows(entry("7", "2025-06-30", 60)))
    try office.sendAreas()
    try office.store.undo(2, at: "2025-07-06 08:00")
    #expect(try office.store.taskProgress(plan: "bijie", until: Day("2025-06-30")!).count == 1)
  }
}
