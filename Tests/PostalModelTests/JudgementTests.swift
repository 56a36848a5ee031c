import PostalModel
import Testing

/// Figures without a store: sums written by hand.
@Suite struct JudgementTests {
  static let tape = Indicator(
    id: "slim_tape", zh: "瘦身胶带封装比例", en: "Slim tape", panel: "packaging", form: .packaging,
    numerator: ["slim_taped"], denominator: ["taped"])
  static let density = Indicator(
    id: Indicator.density, zh: "末端网点密度", en: "Density", panel: "outlets", form: .outlets, unit: .per10k,
    scale: 10_000, numerator: ["terminal_outlets_urban"], denominator: ["urban_residents"], kind: .stock, decimals: 2,
    appliesToVillages: false)
  static let xray = Indicator(
    id: "xray", zh: "过机安检率", en: "Screening", panel: "safety", form: .safety, numerator: ["xray_done"],
    denominator: ["xray_due"])
  static let inspection = Indicator(
    id: "inspection", zh: "收寄验视率", en: "Inspection", panel: "safety", form: .safety, numerator: ["opened_ok"],
    denominator: ["inspected"], isSample: true)

  let county = AreaCode("520526")!
  let today = Day("2025-07-08")!
  let june = Period("2025-06")!

  func plan(_ targets: [Target], id: String = "own") -> Plan {
    Plan(id: id, area: AreaCode("5205"), zh: "本地方案", en: "own plan", targets: targets)
  }

  func sums(_ measures: [String: Int], reported: [String: Int] = [:], expected: [Form: Int] = [:]) -> AreaSums {
    var sums = AreaSums(area: Area(id: county.number, code: county, name: "威宁县"), stockMonth: Month(2025, 6))
    sums.measures = measures
    sums.reported = reported
    sums.expected = expected
    return sums
  }

  func figure(
    _ indicator: Indicator, _ sums: AreaSums, _ book: PlanBook, borrowing: String? = nil, period: Period? = nil
  ) -> Figure {
    let period = period ?? june
    let row = book.row(
      sums, chain: [county, AreaCode("5205")!], borrowing: borrowing, indicators: [indicator], period: period,
      today: today, settings: Settings())
    return row.figures[indicator.id]!
  }

  @Test func noTargetIsNeverGreen() {
    let book = PlanBook(plans: [plan([])], law: nil)
    let figure = figure(Self.tape, sums(["slim_taped": 100, "taped": 100]), book)
    #expect(figure.status == .noTarget)
    #expect(figure.value == 100)
    #expect(!figure.countsAsMet)
  }

  @Test func aBorrowedStandardSaysSo() throws {
    let hoxud = Plan(
      id: "hoxud", area: AreaCode("652828"), zh: "和硕方案", en: "Hoxud plan",
      targets: [Target(id: "t", indicator: "slim_tape", minimum: Amount(99), clause: "x")])
    let book = PlanBook(plans: [plan([]), hoxud], law: nil)
    let sums = sums(["slim_taped": 98, "taped": 100])
    let borrowed = figure(Self.tape, sums, book, borrowing: "hoxud")
    #expect(borrowed.status == .short)
    #expect(try #require(borrowed.judgement.applied).isBorrowed)
    #expect(figure(Self.tape, sums, book).judgement.applied == nil)
    let own = plan([Target(id: "t", indicator: "slim_tape", minimum: Amount(99))])
    let named = figure(Self.tape, sums, PlanBook(plans: [own], law: nil), borrowing: "own")
    #expect(try #require(named.judgement.applied).isBorrowed == false)
  }

  @Test func theLawStandsBelowEveryPlanAndIsNotBorrowed() throws {
    let law = Plan(
      id: "law", area: nil, zh: "法定", en: "law", targets: [Target(id: "x", indicator: "xray", minimum: Amount(100))])
    let book = PlanBook(plans: [plan([])], law: law)
    let applied = try #require(figure(Self.xray, sums(["xray_done": 99, "xray_due": 100]), book).judgement.applied)
    #expect(applied.isStatutory && !applied.isBorrowed)
    let own = plan([Target(id: "x", indicator: "xray", minimum: Amount(90))])
    let judged = figure(Self.xray, sums(["xray_done": 99, "xray_due": 100]), PlanBook(plans: [own], law: law))
    #expect(judged.status == .met && judged.judgement.applied?.plan == "own")
  }

  @Test func nothingToScreenIsNotAFailure() {
    let law = Plan(
      id: "law", area: nil, zh: "法定", en: "law", targets: [Target(id: "x", indicator: "xray", minimum: Amount(100))])
    let figure = figure(Self.xray, sums(["xray_done": 0, "xray_due": 0]), PlanBook(plans: [], law: law))
    #expect(figure.status == .notApplicable)
    #expect(figure.value == nil)
  }

  @Test func statusesBeforeOnAndAfterADeadline() {
    let dated = plan([Target(id: "t", indicator: "slim_tape", minimum: Amount(99), deadline: Day("2025-06-30"))])
    let book = PlanBook(plans: [dated], law: nil)
    let low = sums(["slim_taped": 98, "taped": 100])
    #expect(figure(Self.tape, low, book, period: Period("2025-05")).status == .short)
    #expect(figure(Self.tape, low, book, period: Period("2025-06")).status == .short)
    #expect(figure(Self.tape, low, book, period: Period("2025-07")).status == .missed)
    let high = sums(["slim_taped": 99, "taped": 100])
    #expect(figure(Self.tape, high, book, period: Period("2025-07")).status == .met)
  }

  @Test func lagIsMeasuredAgainstThePath() throws {
    // Baseline 80 at the end of 2020, 100 by the end of 2025, linear: in mid-2025 about 90 % of the way is expected.
    let target = Target(
      id: "t", indicator: "slim_tape", minimum: Amount(100), baseline: Amount(80), baselineYear: 2020, path: .linear,
      deadline: Day("2025-12-31"))
    let book = PlanBook(plans: [plan([target])], law: nil)
    func status(_ percent: Int) -> Figure { figure(Self.tape, sums(["slim_taped": percent, "taped": 100]), book) }
    let close = status(97)  // 85 % of the way
    #expect(close.status == .onSchedule)
    #expect(abs(try #require(close.judgement.lag) - 4.92) < 0.1)
    #expect(status(94).status == .behind)  // 70 %: 20 points behind
    #expect(status(90).status == .farBehind)  // 50 %: 40 points behind
    #expect(status(100).status == .met)
    let flat = Target(
      id: "t", indicator: "slim_tape", minimum: Amount(100), baseline: Amount(100), baselineYear: 2020,
      deadline: Day("2025-12-31"))
    let unscheduled = figure(
      Self.tape, sums(["slim_taped": 99, "taped": 100]), PlanBook(plans: [plan([flat])], law: nil))
    #expect(unscheduled.status == .short && unscheduled.judgement.lag == nil)
  }

  @Test func milestonesAreTakenInTurn() {
    let own = plan([
      Target(id: "b", indicator: "slim_tape", minimum: Amount(99), deadline: Day("2025-12-31")),
      Target(id: "a", indicator: "slim_tape", minimum: Amount(90), deadline: Day("2024-12-31")),
    ])
    #expect(own.target(for: "slim_tape", on: Day("2024-06-30")!)?.id == "a")
    #expect(own.target(for: "slim_tape", on: Day("2025-06-30")!)?.id == "b")
    #expect(own.target(for: "slim_tape", on: Day("2026-06-30")!)?.id == "b")
  }

  @Test func missingIsNotZero() {
    let book = PlanBook(plans: [plan([Target(id: "t", indicator: "slim_tape", minimum: Amount(99))])], law: nil)
    // Due by the 10th of July; on the 8th an absent return has no status at all.
    let absent = figure(Self.tape, sums([:], expected: [.packaging: 3]), book)
    #expect(absent.status == nil && absent.reading.absence == .notDue)
    let july11 = book.row(
      sums([:], expected: [.packaging: 3]), chain: [county], borrowing: nil, indicators: [Self.tape], period: june,
      today: Day("2025-07-11")!, settings: Settings()
    ).figures["slim_tape"]!
    #expect(july11.status == .notReported)
    #expect(july11.value == nil)
    #expect(figure(Self.tape, sums([:]), book).status == nil)
  }

  @Test func partialIsJudgedButDoesNotCountAsMet() {
    let book = PlanBook(plans: [plan([Target(id: "t", indicator: "slim_tape", minimum: Amount(99))])], law: nil)
    let partial = figure(
      Self.tape,
      sums(["slim_taped": 100, "taped": 100], reported: ["taped": 9], expected: [.packaging: 10]), book)
    #expect(partial.status == .met)
    #expect(partial.reading.isPartial)
    #expect(!partial.countsAsMet)
  }

  @Test func aCleanSampleIsNotAProof() {
    let law = Plan(
      id: "law", area: nil, zh: "法定", en: "law",
      targets: [Target(id: "x", indicator: "inspection", minimum: Amount(100))])
    let book = PlanBook(plans: [], law: law)
    #expect(figure(Self.inspection, sums(["opened_ok": 30, "inspected": 30]), book).judgement.isCleanSample)
    #expect(!figure(Self.inspection, sums(["opened_ok": 29, "inspected": 30]), book).judgement.isCleanSample)
  }

  @Test func densityIsMetOnlyWithoutAGap() throws {
    let own = plan([
      Target(id: "d", indicator: Indicator.density, minimum: Amount(4), maximum: Amount(5), unit: "per10k")
    ])
    let book = PlanBook(plans: [own], law: nil)
    var sums = sums(["terminal_outlets_urban": 50, "urban_residents": 100_000])
    sums.hasUrbanResidents = true
    sums.hasRegister = true
    sums.urbanUnits = (2, 2)
    sums.gaps = [Amount(4): DensityGap(outlets: 3, met: 1, units: 2)]
    let uneven = figure(Self.density, sums, book)
    #expect(uneven.status == .short)
    #expect(uneven.judgement.need == .units(3))
    sums.gaps = [Amount(4): DensityGap(outlets: 0, met: 2, units: 2)]
    #expect(figure(Self.density, sums, book).status == .met)
    sums.measures["terminal_outlets_urban"] = 60
    #expect(figure(Self.density, sums, book).judgement.isAboveRange)
    let gap = Indicator(
      id: Indicator.gap, zh: "网点缺口", en: "Gap", panel: "outlets", form: .outlets, unit: .outlets, scale: 1,
      numerator: ["gap"], denominator: [], kind: .stock, higherIsBetter: false, decimals: 0)
    sums.gaps = [Amount(4): DensityGap(outlets: 3, met: 1, units: 2)]
    let shown = figure(gap, sums, book)
    #expect(shown.value == 3 && shown.status == .short && shown.judgement.applied?.target.maximum == Amount(0))
    #expect(figure(gap, sums, PlanBook(plans: [plan([])], law: nil)).status == .noTarget)
  }

  @Test func totalsBindThePlansAreaOnly() {
    let whole = plan([Target(id: "t", indicator: "slim_tape", minimum: Amount(99), binding: .whole)])
    let book = PlanBook(plans: [whole], law: nil)
    #expect(figure(Self.tape, sums(["slim_taped": 9, "taped": 10]), book).status == .noTarget)
    let lens = book.lens(for: [AreaCode("5205")!], on: Day("2025-06-30")!)
    #expect(lens.target(for: Self.tape, on: june.lastDay) != nil)
  }
}
