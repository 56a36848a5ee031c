import PostalModel
import Testing

/// 考核: points worked out by hand.
@Suite struct AssessmentTests {
  static let tape = Indicator(
    id: "slim_tape", zh: "瘦身胶带封装比例", en: "Slim tape", panel: "packaging", form: .packaging,
    numerator: ["slim_taped"], denominator: ["taped"])
  static let damage = Indicator(
    id: "damage_rate", zh: "损毁率", en: "Damage", panel: "service", form: .packaging, numerator: ["damaged"],
    denominator: ["parcels"], higherIsBetter: false)
  static let firms = Indicator(
    id: "firms", zh: "企业", en: "Firms", panel: "scale", form: .figures, unit: .count, scale: 1, numerator: [],
    denominator: [])
  static let whole = AreaCode("5205")!
  let june = Period("2025-06")!
  let today = Day("2025-07-12")!

  // MARK: By hand

  private func area(_ number: Int) -> Area {
    let code = AreaCode("5205\(10 + number)")!
    return Area(id: code.number, code: code, name: "第\(number)县")
  }

  /// One area with so many of so many, judged by a plan that asks for 99 % slim tape and at most 0.5 % damage.
  private func row(
    _ number: Int = 1, tape: (Int, Int)? = nil, damage: (Int, Int)? = nil, reported: (Int, Int) = (1, 1),
    targets: [Target] = AssessmentTests.targets, period: Period? = nil
  ) -> BoardRow {
    var sums = AreaSums(area: area(number), stockMonth: Month(2025, 6))
    sums.expected = [.packaging: reported.1]
    if let tape {
      (sums.measures["slim_taped"], sums.measures["taped"]) = (tape.0, tape.1)
      sums.reported["taped"] = reported.0
    }
    if let damage {
      (sums.measures["damaged"], sums.measures["parcels"]) = (damage.0, damage.1)
      sums.reported["parcels"] = reported.0
    }
    let book = PlanBook(
      plans: [Plan(id: "own", area: Self.whole, zh: "本地方案", en: "own plan", targets: targets)], law: nil)
    return book.row(
      sums, chain: [sums.area.code, Self.whole], borrowing: nil, indicators: [Self.tape, Self.damage],
      period: period ?? june, today: today, settings: Settings())
  }

  static let targets = [
    Target(id: "t", indicator: "slim_tape", minimum: Amount(99), clause: "三(五)"),
    Target(id: "d", indicator: "damage_rate", maximum: Amount(0.5), clause: "三(六)"),
  ]

  private func line(
    _ subject: Assessment.Subject = .indicator("slim_tape"), _ points: Int = 10,
    _ rule: Assessment.Rule = .proportional(.target)
  ) -> Assessment.Line {
    Assessment.Line(subject, points: Amount(points), rule: rule)
  }

  private func assess(
    _ lines: [Assessment.Line], _ rows: [BoardRow], without: Assessment.WithoutTarget = .leaveOut,
    returns: [FormCompleteness] = [], overdue: [AreaCode: [ItemKey]] = [:], before: [BoardRow]? = nil
  ) -> AssessmentBoard {
    let assessment = Assessment(
      id: "a", zh: "考核", en: "Assessment", full: Amount(micro: lines.reduce(0) { $0 + $1.points.micro }),
      withoutTarget: without, lines: lines)
    let whole = Area(id: Self.whole.number, code: Self.whole, name: "毕节市")
    func ground(_ rows: [BoardRow], _ period: Period) -> AssessmentGround {
      AssessmentGround(area: whole, period: period, rows: rows, returns: returns, overdue: overdue, today: today)
    }
    return AssessmentBoard(
      assessment, now: ground(rows, june), before: before.map { ground($0, june.moved(by: -1)) })
  }

  private func only(_ board: AssessmentBoard) -> AssessedLine { board.parts[0].lines[0] }

  // MARK: Rules

  @Test func valueOverTargetBringsItsShareAndNeverMoreThanAll() {
    // 90 of 99 of 10 points: 9.0909...
    #expect(only(assess([line()], [row(tape: (90, 100))])).got == Points(Int128(100), over: 11))
    #expect(only(assess([line()], [row(tape: (90, 100))])).got.text == "9.09")
    #expect(only(assess([line()], [row(tape: (99, 100))])).got.text == "10.00")
    #expect(only(assess([line()], [row(tape: (100, 100))])).got.text == "10.00")
    #expect(only(assess([line()], [row(tape: (0, 100))])).got.text == "0.00")
    // What would be rounded to the target is not the target.
    let nearly = only(assess([line()], [row(tape: (98_999_999, 100_000_000))]))
    #expect(nearly.got.text == "10.00" && !nearly.isFull)
  }

  @Test func whereLessIsBetterItIsTheOtherWayRound() {
    let lines = [line(.indicator("damage_rate"))]
    #expect(only(assess(lines, [row(damage: (1, 100))])).got.text == "5.00")
    #expect(only(assess(lines, [row(damage: (5, 1000))])).got.text == "10.00")
    #expect(only(assess(lines, [row(damage: (0, 1000))])).got.text == "10.00")
    // At most none: one is one too many.
    let none = [Target(id: "d", indicator: "damage_rate", maximum: Amount(0))]
    #expect(only(assess(lines, [row(damage: (1, 1000), targets: none)])).got.text == "0.00")
    #expect(only(assess(lines, [row(damage: (0, 1000), targets: none)])).got.text == "10.00")
  }

  @Test func againstTheScheduleLessIsExpectedOnTheWay() {
    // From 80 at the end of 2024 to 100 at the end of 2026: on 2025-06-30 there are 181 of 730 days gone.
    let path = [
      Target(
        id: "t", indicator: "slim_tape", minimum: Amount(100), baseline: Amount(80), baselineYear: 2024, path: .linear,
        deadline: Day(2026, 12, 31))
    ]
    let expected = 80 + 20 * 181.0 / 730
    let scored = only(assess([line(rule(.schedule))], [row(tape: (42, 100), targets: path)]))
    #expect(scored.bound == Amount(expected))
    #expect(scored.got.text == Ratio.fixed(Int((10 * 42 / expected * 100).rounded()), decimals: 2))
    #expect(only(assess([line(rule(.schedule))], [row(tape: (85, 100), targets: path)])).got.text == "10.00")
    #expect(only(assess([line()], [row(tape: (85, 100), targets: path)])).got.text == "8.50")
  }

  private func rule(_ yardstick: Assessment.Yardstick) -> Assessment.Rule { .proportional(yardstick) }
  private func line(_ rule: Assessment.Rule) -> Assessment.Line { line(.indicator("slim_tape"), 10, rule) }

  @Test func bandsBringWhatTheFirstReachedOneSays() {
    let bands = [Assessment.Band(bound: Amount(99), share: Amount(100)), .init(bound: Amount(95), share: Amount(62.5))]
    func points(_ numerator: Int) -> String {
      only(assess([line(.bands(bands, isCeiling: false))], [row(tape: (numerator, 1000))])).got.text
    }
    #expect(points(990) == "10.00" && points(989) == "6.25" && points(950) == "6.25" && points(949) == "0.00")
    let ceiling = [Assessment.Band(bound: Amount(0.5), share: Amount(100)), .init(bound: Amount(1), share: Amount(50))]
    let lines = [line(.indicator("damage_rate"), 8, .bands(ceiling, isCeiling: true))]
    #expect(only(assess(lines, [row(damage: (5, 1000))])).got.text == "8.00")
    #expect(only(assess(lines, [row(damage: (6, 1000))])).got.text == "4.00")
    #expect(only(assess(lines, [row(damage: (11, 1000))])).got.text == "0.00")
    // They need no target.
    #expect(only(assess([line(.bands(bands, isCeiling: false))], [row(tape: (99, 100), targets: [])])).isFull)
  }

  @Test func eachEventCostsDownToTheFloor() {
    let code = area(1).code
    func returns(_ late: Int, _ absent: Int) -> [FormCompleteness] {
      [
        FormCompleteness(
          area: area(1), form: .packaging, month: Month(2025, 6), due: Day("2025-07-05")!, expected: 20,
          came: 20 - absent, late: late, mostDaysLate: 3),
        // Another form and another area cost nothing, and what is not due yet neither.
        FormCompleteness(
          area: area(2), form: .packaging, month: Month(2025, 6), due: Day("2025-07-05")!, expected: 9, came: 0,
          late: 0, mostDaysLate: 7),
        FormCompleteness(
          area: area(1), form: .safety, month: Month(2025, 6), due: Day("2025-07-05")!, expected: 9, came: 0, late: 0,
          mostDaysLate: 7),
        FormCompleteness(
          area: area(1), form: .packaging, month: Month(2025, 7), due: Day("2025-08-05")!, expected: 4, came: 0,
          late: 0, mostDaysLate: 0),
      ]
    }
    let deduct = Assessment.Rule.deduct(each: Amount(0.5), absent: Amount(2), floor: Amount(1))
    func scored(_ late: Int, _ absent: Int, _ rule: Assessment.Rule) -> AssessedLine {
      only(assess([line(.returns([.packaging]), 10, rule)], [row()], returns: returns(late, absent)))
    }
    #expect(scored(3, 2, deduct).got.text == "4.50")
    #expect(scored(0, 0, deduct).isFull)
    #expect(scored(0, 5, deduct).got.text == "1.00")
    #expect(scored(3, 2, .proportional(.target)).got.text == "7.50")
    #expect(
      scored(3, 2, .proportional(.target)).basis == .returns(ReturnCount(owed: 20, late: 3, absent: 2, waiting: 4)))

    let keys =
      (0..<3).map { ItemKey(.rectification, area: code, subject: "\($0)") } + [
        ItemKey(.licence, area: code, subject: "L")
      ]
    let items = Assessment.Rule.deduct(each: Amount(1.5), absent: Amount(1.5), floor: Amount(0))
    func overdue(_ points: Int) -> AssessedLine {
      only(assess([line(.items([.rectification]), points, items)], [row()], overdue: [code: keys]))
    }
    #expect(overdue(10).got.text == "5.50" && overdue(4).got.text == "0.00")
    #expect(overdue(10).basis == .items(Array(keys.prefix(3))))
  }

  // MARK: What is not there

  @Test func whatIsNotReportedBringsNothingAndSaysSo() {
    let board = assess([line(.indicator("slim_tape"), 60), line(.indicator("damage_rate"), 40)], [row(damage: (0, 9))])
    #expect(only(board).outcome == .absent(.notReported) && only(board).got == .zero)
    // It counts against the area: nothing is shared out.
    #expect(board.parts[0].total?.text == "40.00" && board.parts[0].absent == 1)
    // By bands too.
    let bands = Assessment.Rule.bands([Assessment.Band(bound: Amount(0), share: Amount(100))], isCeiling: false)
    #expect(only(assess([line(bands)], [row()])).outcome == .absent(.notReported))
  }

  @Test func aPartialFigureIsScoredOnWhatCameAndMarked() {
    let board = assess([line()], [row(tape: (99, 100), reported: (2, 3))])
    #expect(only(board).outcome == .partial && only(board).got.text == "10.00")
    #expect(board.parts[0].isPartial && board.parts[0].absent == 0)
  }

  @Test func aLineWithoutTargetIsLeftOutOrBringsNothingAsTheFileSays() {
    let lines = [line(.indicator("slim_tape"), 60), line(.indicator("damage_rate"), 40)]
    let rows = [row(tape: (495, 1000), damage: (0, 9), targets: [Self.targets[0]])]
    let shared = assess(lines, rows).parts[0]
    // Half of 60 points, of 60 that count: 50 of 100.
    #expect(shared.lines[1].outcome == .leftOut(.noTarget) && shared.possible == Amount(60))
    #expect(shared.got.text == "30.00" && shared.total?.text == "50.00")
    let zero = assess(lines, rows, without: .zero).parts[0]
    #expect(zero.lines[1].outcome == .noTarget && zero.total?.text == "30.00")
    // Where nothing is left there is no score, and no rank.
    let none = assess(lines, [row(tape: (1, 1), targets: [])]).parts[0]
    #expect(none.total == nil && none.rank == nil)
  }

  @Test func whatIsNotDueYetIsLeftOut() {
    let july = Period("2025-07")!
    let board = assess([line(), line(.indicator("damage_rate"))], [row(period: july)])
    #expect(only(board).outcome == .leftOut(.notDue) && board.parts[0].total == nil)
  }

  // MARK: Ranks

  @Test func equalScoresShareARankAndThreeThirdsAreOne() {
    let thirds = Target(id: "t", indicator: "slim_tape", minimum: Amount(90))
    let damage = Target(id: "d", indicator: "damage_rate", maximum: Amount(1))
    let lines = [line(.indicator("slim_tape"), 3), line(.indicator("damage_rate"), 3)]
    func row(_ number: Int, _ tape: (Int, Int), _ damaged: (Int, Int)) -> BoardRow {
      self.row(number, tape: tape, damage: damaged, targets: [thirds, damage])
    }
    let board = assess(
      lines,
      [
        row(3, (60, 100), (0, 7)), row(1, (3, 10), (3, 100)), row(2, (60, 300), (1, 50)),
        row(4, (30, 100), (30, 1000)),
      ])
    // 2 + 3; 2/3 + 3/2; twice 1 + 1, made of other numbers.
    #expect(board.parts.map(\.area.name) == ["第3县", "第2县", "第1县", "第4县"])
    #expect(board.parts.map { $0.total?.text } == ["5.00", "2.17", "2.00", "2.00"])
    #expect(board.parts.map(\.rank) == [1, 2, 3, 3])
    #expect(board.parts[2].total == Points(Amount(2)))
  }

  @Test func ranksAreComparedWithThePeriodBefore() {
    let now = [row(1, tape: (90, 100)), row(2, tape: (80, 100)), row(3, tape: (70, 100))]
    let before = [row(1, tape: (50, 100)), row(2, tape: (60, 100))]
    let board = assess([line()], now, before: before)
    #expect(board.parts.map(\.rankBefore) == [2, 1, nil])
    #expect(board.parts.map(\.climb) == [1, -1, nil])
    #expect(board.before == Period("2025-05")!)
  }

  // MARK: Points

  @Test func pointsAreAddedExactlyAndRoundedOnlyToBeShown() {
    let third = Points(1, over: 3)
    #expect((third + third + third) == Points(Amount(1)))
    #expect(third.text == "0.33" && (third + third).text == "0.67" && (third + third + third).text == "1.00")
    #expect(Points(1, over: 200).text == "0.01" && Points(49, over: 10_000).text == "0.00")
    // Eight denominators without a common part, which no machine number holds.
    let primes: [Int128] = [1_000_003, 1_000_033, 1_000_037, 1_000_039, 1_000_081, 1_000_099, 1_000_117, 1_000_121]
    var sum = Points.zero
    for prime in primes { sum = sum + Points(prime - 1, over: prime) + Points(1, over: prime) }
    #expect(sum == Points(Amount(8)) && sum.text == "8.00" && !(sum < Points(Amount(8))))
    #expect(Points(Int128(Int.max), over: 3) > Points(Int128(Int.max) - 1, over: 3))
    #expect(Points(5, over: 1).scaled(by: Amount(100), over: Amount(85)).text == "5.88")
  }
}
