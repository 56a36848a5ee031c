import PostalModel
import Testing

/// Figures that offices send themselves: value alone, or numerator and denominator.
@Suite struct FigureReadingTests {
  static func indicator(
    _ id: String, _ unit: Indicator.Unit, _ kind: Indicator.Kind = .flow, higherIsBetter: Bool = true
  ) -> Indicator {
    Indicator(
      id: id, zh: id, en: id, panel: "service", form: .figures, unit: unit, scale: unit.scale, numerator: [],
      denominator: [], kind: kind, higherIsBetter: higherIsBetter)
  }

  let june = Period("2025-06")!
  let today = Day("2025-07-08")!
  let prefecture = AreaCode("5328")!
  let county = AreaCode("532822")!

  func book(_ targets: [Target]) -> PlanBook {
    PlanBook(
      plans: [Plan(id: "own", area: prefecture, zh: "本地方案", en: "own plan", targets: targets)], law: nil)
  }

  func row(_ figures: [String: FigureSum], of code: AreaCode, _ book: PlanBook, _ indicators: [Indicator]) -> BoardRow {
    var sums = AreaSums(area: Area(id: code.number, code: code, name: "甲"), stockMonth: Month(2025, 6))
    sums.figures = figures
    return book.row(
      sums, chain: [code, prefecture], borrowing: nil, indicators: indicators, period: june, today: today,
      settings: Settings())
  }

  @Test func aValueIsJudgedExactlyAndItsNeedIsInItsUnit() throws {
    let share = Self.indicator("share", .percent)
    let plan = book([Target(id: "t", indicator: "share", minimum: Amount(95))])
    let short = try #require(
      row(["share": FigureSum(value: Amount(94.95))], of: county, plan, [share]).figures["share"])
    #expect(short.value == 94.95 && short.reading.isValueOnly && short.reading.source == "指标数据")
    #expect(short.status == .short && short.judgement.need == .points(Amount(0.1)))
    let met = try #require(row(["share": FigureSum(value: Amount(95))], of: county, plan, [share]).figures["share"])
    #expect(met.status == .met && met.countsAsMet)
    let parts = try #require(
      row(
        ["share": FigureSum(value: Amount(95), numerator: 18_999, denominator: 20_000)], of: county, plan, [share]
      ).figures["share"])
    #expect(parts.status == .short && parts.judgement.need == .points(Amount(0.1)) && !parts.reading.isValueOnly)
    #expect(parts.reading.ratio?.numerator == 18_999)
  }

  @Test func lowerIsBetterByItsMaximum() throws {
    let damage = Self.indicator("damage", .per100k, higherIsBetter: false)
    let plan = book([Target(id: "t", indicator: "damage", maximum: Amount(micro: 500_000), deadline: Day("2024-12-31"))]
    )
    let missed = row(["damage": FigureSum(numerator: 6, denominator: 1_000_000)], of: county, plan, [damage])
    #expect(missed.figures["damage"]?.status == .missed)
    #expect(
      row(["damage": FigureSum(value: Amount(0.5))], of: county, plan, [damage]).figures["damage"]?.status == .met)
  }

  @Test func aRowHasOnlyFiguresThatCameOrAreAimedAt() throws {
    let indicators = ["a", "b", "c", "d"].map { Self.indicator($0, .count, .yearly) }
    let plan = book([
      Target(id: "b", indicator: "b", minimum: Amount(1)),
      Target(id: "c", indicator: "c", minimum: Amount(1), binding: .whole),
    ])
    let own = row(["a": FigureSum(value: Amount(3))], of: prefecture, plan, indicators)
    #expect(own.figures.keys.sorted() == ["a", "b", "c"])
    #expect(own.figures["a"]?.status == .noTarget && own.figures["a"]?.reading.stockMonth == Month(2025, 6))
    #expect(own.figures["b"]?.reading.absence == .notSent && own.figures["b"]?.status == nil)
    // A total binds the plan's own area alone.
    #expect(row([:], of: county, plan, indicators).figures.keys.sorted() == ["b"])
  }

  @Test func valuesOfSingleMonthsMakeNoFigureOfSeveral() throws {
    let rate = Self.indicator("rate", .percent)
    let row = row(["rate": FigureSum()], of: county, book([]), [rate])
    #expect(row.figures["rate"]?.reading.absence == .notAddable && row.figures["rate"]?.status == nil)
  }

  @Test func missingPartsMakeItPartial() throws {
    let rate = Self.indicator("rate", .percent)
    let sum = FigureSum(numerator: 9, denominator: 10, reported: 2, expected: 3)
    let figure = try #require(
      row(["rate": sum], of: county, book([Target(id: "t", indicator: "rate", minimum: Amount(90))]), [rate])
        .figures["rate"])
    #expect(figure.status == .met && figure.reading.isPartial && !figure.countsAsMet)
  }
}
