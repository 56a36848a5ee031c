import Catalog
import Foundation
import PostalModel
import Testing

/// The five plans hold what their texts hold.
@Suite struct ShippedPlansTests {
  struct Counts: Sendable {
    var plan: String
    var targets: Int
    var tasks: Int
    var steps: Int
    var rules: Int
    var facts: Int
    var conflicts: Int
  }

  private let book = Catalog.shipped.planBook().0

  @Test(arguments: [
    Counts(plan: "hoxud", targets: 3, tasks: 25, steps: 2, rules: 25, facts: 1, conflicts: 9),
    Counts(plan: "bijie", targets: 24, tasks: 22, steps: 17, rules: 16, facts: 1, conflicts: 18),
    Counts(plan: "linxia", targets: 6, tasks: 23, steps: 0, rules: 21, facts: 2, conflicts: 14),
    Counts(plan: "kashgar", targets: 2, tasks: 13, steps: 0, rules: 17, facts: 0, conflicts: 9),
    Counts(plan: "xishuangbanna", targets: 41, tasks: 24, steps: 2, rules: 21, facts: 37, conflicts: 50),
  ])
  func everythingIsThere(_ counts: Counts) throws {
    let plan = try #require(book.plan(counts.plan))
    #expect(plan.targets.count == counts.targets)
    #expect(plan.tasks.count == counts.tasks)
    #expect(
      plan.tasks.reduce(0) { $0 + $1.milestones.count } + plan.targets.reduce(0) { $0 + $1.milestones.count }
        == counts.steps)
    #expect(plan.rules.count == counts.rules)
    #expect(plan.facts.count == counts.facts)
    #expect(plan.conflicts.count == counts.conflicts)
  }

  @Test func theNumberedTasksOfEachTextAreTasks() throws {
    func ids(_ plan: String) throws -> Set<String> { Set(try #require(book.plan(plan)).tasks.map(\.id)) }
    #expect(try ids("hoxud").isSuperset(of: (1...20).map(String.init)))
    #expect(try ids("bijie").isSuperset(of: (1...13).map(String.init)))
    #expect(
      try ids("linxia").isSuperset(
        of: [
          "1", "2", "3-1", "3-2", "4-1", "4-2", "5-1", "5-2", "6-1", "6-2", "7-1", "7-2", "8-1", "8-2", "8-3", "9",
          "10",
        ]))
    #expect(try ids("kashgar").isSuperset(of: ["1-1", "1-2", "1-3", "2-1", "2-2", "2-3", "2-4", "2-5", "2-6"]))
    #expect(
      try ids("xishuangbanna").isSuperset(of: (1...7).flatMap { ["3-\($0)", "4-\($0)"] } + (1...4).map { "5-\($0)" }))
  }

  /// The annexed table: 2020, 2025 and the growth as printed.
  @Test func theTableOfXishuangbannaIsWhole() throws {
    let plan = try #require(book.plan("xishuangbanna"))
    let rows: [(Double, Double, Double?)] = [
      (3.95, 12.05, 25), (3.25, 9.15, 23), (0.13, 0.23, 12.1), (2.07, 5.59, 22), (1355.13, 1746.06, 5.2),
      (1455.56, 6526.73, 35), (100, 100, nil), (1, 4, 32), (70, 100, 7.39), (20, 100, 37.9), (180, 400, 17.3),
      (70, 100, 7.39), (88, 95, 1.6), (90, 95, 1.01), (85, 90, 1.15), (80, 90, 2.38), (95, 100, 1.03), (17, 25, 8.02),
      (0.8, 0.5, -8.97), (10, 5, -14.87), (5, 3, -9.03),
    ]
    for (place, row) in rows.enumerated() {
      let clause = "附表 行\(place + 1)"
      let target = try #require(plan.targets.first { $0.clause == clause }, "\(clause)")
      #expect(target.baseline?.number == row.0 && target.baselineYear == 2020, "\(clause)")
      #expect(target.bound?.number == row.1 && target.deadline == Day(2025, 12, 31), "\(clause)")
      #expect(target.growth?.number == row.2, "\(clause)")
      #expect(target.isCeiling == (place >= 18) && target.isExclusive == (place >= 18), "\(clause)")
    }
  }

  @Test func whatAPlanSaysTwiceIsKept() throws {
    let indicators = try Catalog.shipped.indicators()
    let plan = try #require(book.plan("xishuangbanna"))
    let volume = try #require(
      plan.findings(indicators: indicators).first { $0.about == "business_volume" && $0.kind == .conflict })
    #expect(volume.places == ["附表 行1", "二(三)"] && volume.zh.contains("11.83") && volume.zh.contains("12.05"))
    #expect(plan.target(for: "business_volume", on: Day(2025, 6, 30)!)?.minimum == Amount(micro: 12_050_000))
    let wrong = plan.findings(indicators: indicators).filter { $0.kind == .growth && $0.zh.contains("不符") }
    #expect(Set(wrong.flatMap(\.places)) == ["附表 行13", "附表 行14", "附表 行20", "附表 行21"])
    #expect(plan.findings(indicators: indicators).filter { $0.kind == .impossible }.count == 2)
  }

  @Test func entriesAreCompleteInBothLanguages() throws {
    let indicators = try Catalog.shipped.indicators()
    for plan in book.plans {
      #expect(!plan.title.isEmpty && !plan.titleEn.isEmpty && plan.from != nil && plan.until != nil)
      for target in plan.targets {
        #expect(!target.clause.isEmpty && !target.noteZh.isEmpty && !target.noteEn.isEmpty, "\(plan.id) \(target.id)")
        #expect(indicators.contains { $0.id == target.indicator }, "\(plan.id) \(target.id)")
      }
      for task in plan.tasks { #expect(!task.zh.isEmpty && !task.en.isEmpty, "\(plan.id) \(task.id)") }
      for conflict in plan.conflicts { #expect(!conflict.whyZh.isEmpty && !conflict.whyEn.isEmpty, "\(conflict.id)") }
    }
    for indicator in indicators where indicator.form == .figures {
      let isAsked = book.plans.contains { $0.targets.contains { $0.indicator == indicator.id } }
      #expect(isAsked, "\(indicator.id) is asked by no plan")
    }
  }
}
