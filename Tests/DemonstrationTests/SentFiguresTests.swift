import Demonstration
import Intake
import PostalModel
import Testing

/// 指标数据 and 任务进展 of the demonstration, which follow the plans given.
@Suite struct SentFiguresTests {
  static func indicator(
    _ id: String, _ unit: Indicator.Unit, _ kind: Indicator.Kind, _ panel: String = "service",
    higherIsBetter: Bool = true, decimals: Int = 1
  ) -> Indicator {
    Indicator(
      id: id, zh: id, en: id, panel: panel, form: .figures, unit: unit, scale: unit.scale, numerator: [],
      denominator: [], kind: kind, higherIsBetter: higherIsBetter, decimals: decimals)
  }

  static let indicators = [
    indicator("express_volume", .parcels10k, .yearly, "scale", decimals: 2),
    indicator("express_satisfaction", .percent, .stock),
    indicator("on_time_72h", .percent, .flow),
    indicator("damage_rate", .per100k, .flow, higherIsBetter: false),
    indicator("projects", .count, .stock, "plans", decimals: 0),
    indicator("nobody_asks", .count, .stock, "plans", decimals: 0),
  ]

  static let plans = [
    Plan(
      id: "xishuangbanna", area: AreaCode("5328"), zh: "西双版纳规划", en: "x",
      targets: [
        Target(
          id: "v", indicator: "express_volume", minimum: Amount(5000), unit: "parcels10k", baseline: Amount(1500),
          baselineYear: 2020, path: .compound, deadline: Day(2025, 12, 31)),
        Target(id: "s", indicator: "express_satisfaction", minimum: Amount(95), deadline: Day(2025, 12, 31)),
        Target(id: "t", indicator: "on_time_72h", minimum: Amount(85), deadline: Day(2025, 12, 31)),
        Target(id: "d", indicator: "damage_rate", maximum: Amount(5), deadline: Day(2025, 12, 31)),
      ]),
    Plan(
      id: "bijie", area: AreaCode("5205"), zh: "毕节方案", en: "b",
      targets: [
        Target(
          id: "p", indicator: "projects", minimum: Amount(5), maximum: Amount(6), unit: "count",
          deadline: Day(2025, 12, 31))
      ]),
  ]

  static let tasks = (1...60).map { DemonstrationTask(plan: "bijie", id: "\($0)") }
  static let files = Array(
    Demonstration.files(
      areas: Made.areas, residents: Made.census, plans: plans, indicators: indicators, tasks: tasks)
  ).filter { $0.form == .figures || $0.form == .tasks }

  static func figures(_ indicator: String) -> [[String: String]] {
    files.filter { $0.form == .figures }.flatMap { Table($0).rows }.filter { $0["指标"] == indicator }
  }

  @Test func theyPassTheReaderAndAreTheSameEachTime() {
    struct Directory: AreaDirectory {
      func standing(of code: AreaCode) -> AreaStanding {
        .known(Area(id: code.number, code: code, name: code.description))
      }
    }
    let known = Self.tasks.map { IntakeTask(plan: $0.plan, planNames: [], id: $0.id, clauses: [], titles: []) }
    for file in Self.files {
      #expect(file.text.hasPrefix("演示数据 \(file.form.zh) 虚构"))
      let context = IntakeContext(
        today: file.importedOn, directory: Directory(), indicators: Self.indicators, tasks: known)
      let result = Intake.read(Array(file.text.utf8), file: file.name, form: nil, context: context)
      #expect(result.problems.isEmpty && result.form == file.form, "\(result.problems.prefix(2))")
      #expect(result.rows?.count == file.text.utf8.count { $0 == 10 } - 2)
    }
    let again = Demonstration.files(
      areas: Made.areas, residents: Made.census, plans: Self.plans, indicators: Self.indicators, tasks: Self.tasks)
    #expect(Array(again).filter { $0.form == .figures || $0.form == .tasks } == Self.files)
    // The other forms do not know of plans.
    #expect(Array(again).filter { $0.form != .figures && $0.form != .tasks } == Made.files)
  }

  @Test func everyMonthHasEveryFigureThatAPlanAsksFor() {
    #expect(Self.figures("express_volume").count == 25 && Self.figures("projects").count == 25)
    #expect(Self.figures("nobody_asks").isEmpty)
    #expect(Self.figures("express_volume").allSatisfy { $0["区划代码"] == "532800000000" && $0["分子"] == "" })
  }

  @Test func totalsOfTheYearGrowAndBeginAgain() throws {
    let totals = try Self.figures("express_volume").map { row in
      (month: try #require(Month(row["月份"]!)), value: try #require(Double(row["数值"]!)))
    }
    for (one, next) in zip(totals, totals.dropFirst()) {
      #expect(next.month.month == 1 ? next.value < one.value : next.value > one.value)
    }
    // Ahead of the way from 1,500 to 5,000, by about a tenth.
    let year = try #require(totals.first { $0.month == Month(2024, 12) }).value
    #expect((4000...4800).contains(year))
  }

  @Test func countiesSendTheRatesOfServiceByTheirParts() throws {
    for indicator in ["on_time_72h", "damage_rate"] {
      let june = Self.figures(indicator).filter { $0["月份"] == "2025-06" }
      #expect(june.map { $0["区划代码"]! } == ["532801000000", "532822000000", "532823000000"])
      #expect(june.allSatisfy { $0["数值"] == "" && Int($0["分子"]!)! <= Int($0["分母"]!)! })
    }
    let june = Self.figures("damage_rate").filter { $0["月份"] == "2025-06" }
    let (bad, all) = june.reduce((0, 0)) { ($0.0 + Int($1["分子"]!)!, $0.1 + Int($1["分母"]!)!) }
    #expect(bad * 100_000 > 5 * all)
  }

  @Test func aboutTwoThirdsOfTheTasksHaveProgress() throws {
    let last = try #require(Self.files.last { $0.form == .tasks })
    let rows = Table(last).rows
    #expect((32...48).contains(rows.count))
    let progress = rows.map { Int($0["进度"]!)! }
    #expect(progress.contains(100) && progress.contains { $0 < 50 } && rows.allSatisfy { !$0["说明"]!.isEmpty })
    // A task never falls back.
    let first = try #require(Self.files.first { $0.form == .tasks })
    for row in Table(first).rows {
      let later = try #require(rows.first { $0["任务"] == row["任务"] })
      #expect(Int(row["进度"]!)! <= Int(later["进度"]!)!)
    }
  }
}
