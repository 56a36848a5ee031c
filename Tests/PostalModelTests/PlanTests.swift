import PostalModel
import Testing

/// Plans as documents: successors, tasks by their schedule, and what does not hold together.
@Suite struct PlanTests {
  private let area = AreaCode("5205")!
  private let tape = Indicator(
    id: "slim_tape", zh: "瘦身胶带封装比例", en: "Slim tape", panel: "packaging", form: .packaging,
    numerator: ["slim_taped"], denominator: ["taped"])

  private func plan(_ id: String, from: String?, _ targets: [Target]) -> Plan {
    Plan(id: id, area: area, zh: id, en: id, from: from.flatMap { Day($0) }, targets: targets)
  }

  private func target(_ indicator: String, _ minimum: Int, deadline: String? = nil) -> Target {
    Target(id: indicator, indicator: indicator, minimum: Amount(minimum), deadline: deadline.flatMap { Day($0) })
  }

  @Test func aSuccessorTakesOverFromItsFirstDayTargetByTarget() throws {
    let old = plan(
      "old", from: "2021-01-01",
      [target("slim_tape", 99, deadline: "2025-12-31"), target("no_repack", 95, deadline: "2025-12-31")])
    let new = plan("new", from: "2026-01-01", [target("slim_tape", 100, deadline: "2030-12-31")])
    let book = PlanBook(plans: [old, new], law: nil)
    let before = book.lens(for: [area], on: Day("2025-12-31")!)
    #expect(before.plan?.id == "old" && before.target(for: tape, on: Day("2025-12-31")!)?.target.minimum == Amount(99))
    let day = Day("2026-01-31")!
    let after = book.lens(for: [area], on: day)
    #expect(after.plan?.id == "new")
    let applied = try #require(after.target(for: tape, on: day))
    #expect(applied.plan == "new" && applied.target.minimum == Amount(100) && !applied.isBorrowed)
    // What the new plan says nothing of stays with the old one, as finished.
    let repack = Indicator(
      id: "no_repack", zh: "甲", en: "A", panel: "packaging", form: .packaging, numerator: ["a"], denominator: ["b"])
    #expect(after.target(for: repack, on: day)?.plan == "old")
    // Looking back at the old plan is no borrowing.
    #expect(book.lens(for: [area], on: day, borrowing: "old").isBorrowed == false)
    #expect(book.lens(for: [area], on: day, borrowing: "old").target(for: tape, on: day)?.plan == "old")
  }

  @Test func totalsOfOnePlanAreNoMeasureOfAnother() {
    var total = target("slim_tape", 15)
    total.binding = .whole
    let other = Plan(id: "other", area: AreaCode("652828"), zh: "甲", en: "A", targets: [total])
    let lens = PlanBook(plans: [other], law: nil).lens(for: [area], on: Day("2025-06-30")!, borrowing: "other")
    #expect(lens.isBorrowed && lens.target(for: tape, on: Day("2025-06-30")!) == nil)
  }

  // MARK: Tasks

  private func said(_ day: String, _ percent: Int?) -> TaskProgress {
    TaskProgress(
      entry: TaskEntry(plan: "p", task: "1", date: Day(day)!, progress: percent, note: "说明"),
      origin: RowOrigin(importID: 1, file: "a.csv", line: 2, hash: "", importedAt: ""))
  }

  private func status(_ task: PlanTask, _ progress: [TaskProgress], on day: String) -> TaskStanding {
    Plan(id: "p", area: area, zh: "甲", en: "A", from: Day("2023-01-01")).standing(
      of: task, progress: progress, on: Day(day)!, settings: Settings())
  }

  @Test func tasksMoveEvenlyToTheirDeadline() throws {
    let task = PlanTask(id: "1", clause: "一", zh: "甲", en: "A", deadline: Day("2024-12-31"))
    let half = status(task, [said("2023-11-30", 45)], on: "2023-12-31")
    let lag = try #require(half.lag)
    #expect(half.status == .onSchedule && abs(lag - 4.9) < 0.2)
    #expect(status(task, [said("2023-11-30", 35)], on: "2023-12-31").status == .behind)
    #expect(status(task, [said("2023-11-30", 10)], on: "2023-12-31").status == .farBehind)
    // What was said later does not count for an earlier day.
    #expect(status(task, [said("2024-02-01", 90)], on: "2023-12-31").status == nil)
    #expect(status(task, [said("2023-11-30", 100)], on: "2023-12-31").status == .met)
  }

  @Test func afterTheDeadlineATaskIsMetMissedOrNotReported() {
    let task = PlanTask(id: "1", clause: "一", zh: "甲", en: "A", deadline: Day("2024-12-31"))
    #expect(status(task, [], on: "2024-12-31").status == nil)
    #expect(status(task, [], on: "2025-01-31").status == .notReported)
    let late = status(task, [said("2024-12-01", 90), said("2025-02-01", 100)], on: "2025-06-30")
    #expect(late.status == .met && late.atDeadline == .missed)
    #expect(status(task, [said("2024-12-01", 90)], on: "2025-06-30").status == .missed)
    #expect(status(task, [said("2024-12-01", nil)], on: "2025-06-30").status == .notReported)
  }

  @Test func withoutADateATaskIsMetOrShort() {
    let task = PlanTask(id: "1", clause: "一", zh: "甲", en: "A")
    #expect(status(task, [], on: "2025-06-30").status == nil)
    #expect(status(task, [said("2024-12-01", 90)], on: "2025-06-30").status == .short)
    #expect(status(task, [said("2024-12-01", 100)], on: "2025-06-30").status == .met)
  }

  // MARK: Findings

  @Test func growthIsRecomputed() throws {
    func grown(_ growth: Amount, _ from: Amount, _ to: Amount) -> [PlanFinding] {
      plan(
        "p", from: nil,
        [
          Target(
            id: "t", indicator: "slim_tape", minimum: to, baseline: from, baselineYear: 2020, path: .compound,
            growth: growth, deadline: Day("2025-12-31"), clause: "附表 行1")
        ]
      ).findings(indicators: [tape])
    }
    #expect(grown(Amount(25), Amount(micro: 3_950_000), Amount(micro: 12_050_000)).isEmpty)
    let cut = try #require(grown(Amount(micro: 37_900_000), Amount(20), Amount(100)).first)
    #expect(cut.kind == .growth && cut.zh.contains("37.97") && cut.zh.contains("舍去"))
    let wrong = try #require(grown(Amount(micro: -14_870_000), Amount(10), Amount(5)).first)
    #expect(wrong.zh.contains("-12.94") && wrong.zh.contains("不符") && wrong.places == ["附表 行1"])
  }

  @Test func multiplesAreHeldAgainstGrowth() throws {
    func fact(_ word: String, _ times: Double, _ growth: Double) -> [PlanFinding] {
      Plan(
        id: "p", area: area, zh: "甲", en: "A",
        facts: [
          PlanFact(
            id: "f", clause: "一", zh: "业务总量", en: "volume", times: Amount(times), timesWord: word,
            growth: Amount(growth), span: 5)
        ]
      ).findings(indicators: [])
    }
    #expect(fact("为", 3.02, 24.7).isEmpty)
    #expect(fact("增长了", 3.02, 24.7).first?.zh.contains("32.1") == true)
    #expect(fact("翻了…番", 3.71, 30).first?.zh.contains("67") == true)
    // What comes to no number, or to more than any figure, is passed over.
    #expect(fact("为", -1, 5).isEmpty)
    #expect(fact("翻番", 9_000, 5).isEmpty)
    #expect(fact("为", 2, 90_000).isEmpty)
  }

  @Test func clausesWithNumbersBeyondAnyPlanAreOrderedToo() {
    let long = ClauseOrder("一" + String(repeating: "9", count: 40))
    #expect(ClauseOrder("一2") < long && ClauseOrder(String(repeating: "十", count: 40)) < ClauseOrder("附件 1"))
  }

  @Test func conflictsImpossibleSharesUnitsAndMissingDatesAreTold() {
    var open = target("slim_tape", 100)
    (open.isStatedBeyond, open.isUnitStated, open.clause) = (true, false, "四(七)")
    let conflicts = [
      PlanConflict(
        id: "c", about: "slim_tape", kind: .bodyAnnex,
        statements: [
          .init(clause: "二(三)", minimum: Amount(micro: 11_830_000), maximum: Amount(micro: 11_830_000), unit: "亿元"),
          .init(clause: "附表 行1", minimum: Amount(micro: 12_050_000), maximum: Amount(micro: 12_050_000), unit: "亿元"),
        ], used: "附表 行1", whyZh: "三数相合", whyEn: "the three agree")
    ]
    let plan = Plan(id: "p", area: nil, zh: "p", en: "p", targets: [open], conflicts: conflicts)
    let found = plan.findings(indicators: [tape])
    #expect(found.map(\.kind) == [.conflict, .impossible, .unit, .undated])
    #expect(found[0].places == ["附表 行1", "二(三)"])
    for text in [found[0].zh, found[0].en] { #expect(text.contains("11.83") && text.contains("12.05")) }
    for finding in found { #expect(!finding.zh.contains("\n") && !finding.en.contains("\n")) }
  }

  @Test func clausesStandInTheOrderOfTheText() {
    let clauses = ["附表 行10", "二(一)2", "附件 2", "一", "附表 行9", "二(十一)1", "二(二)", "十(一)", "二(一)10", "《条例》"]
    #expect(
      clauses.sorted { ClauseOrder($0) < ClauseOrder($1) }
        == ["一", "二(一)2", "二(一)10", "二(二)", "二(十一)1", "十(一)", "附件 2", "附表 行9", "附表 行10", "《条例》"])
  }

  @Test func growthOnTheYearStopsAtAChangeOfScope() {
    let volume = Indicator(
      id: "v", zh: "甲", en: "A", panel: "scale", form: .figures, unit: .parcels10k, scale: 1, numerator: [],
      denominator: [], kind: .yearly, breaks: [Month(2024, 1)])
    func growth(_ month: Month) -> Growth? {
      var sums = AreaSums(area: Area(id: area.number, code: area, name: "甲"), stockMonth: month)
      sums.figures["v"] = FigureSum(value: Amount(120))
      sums.yearEarlier["v"] = FigureSum(value: Amount(100))
      let lens = Lens(area: area, plans: [], law: nil, isBorrowed: false)
      let reading = volume.reading(
        of: sums, period: Period(month), lens: lens, today: Day("2026-01-01")!, settings: Settings())
      return reading.growth(of: volume, last: month)
    }
    guard case .percent(let percent) = growth(Month(2023, 12)) else {
      Issue.record("no growth within the old scope")
      return
    }
    #expect(abs(percent - 20) < 1e-9)
    #expect(growth(Month(2024, 1)) == .broken && growth(Month(2024, 12)) == .broken)
    #expect(growth(Month(2025, 1)) != .broken)
  }
}
