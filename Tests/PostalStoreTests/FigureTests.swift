import Foundation
import GRDB
import PostalModel
import Testing

@testable import PostalStore

/// 指标数据 from the import to the reading.
@Suite struct FigureTests {
  static let delay = indicator("delay_rate", .percent, .flow)
  static let satisfaction = indicator("satisfaction", .score, .stock)
  static let volume = indicator("volume", .parcels10k, .yearly)
  static let all = [delay, satisfaction, volume]

  static func indicator(_ id: String, _ unit: Indicator.Unit, _ kind: Indicator.Kind) -> Indicator {
    Indicator(
      id: id, zh: id, en: id, panel: "service", form: .figures, unit: unit, scale: unit.scale, numerator: [],
      denominator: [], kind: kind)
  }

  let june = Month(2025, 6)
  let today = Day("2025-07-12")!

  func parts(_ area: AreaCode, _ top: Int, _ bottom: Int, _ month: Month? = nil) -> FigureEntry {
    FigureEntry(
      area: area, month: month ?? june, indicator: "delay_rate", numerator: top, denominator: bottom)
  }

  func value(_ area: AreaCode, _ number: Double, _ indicator: String = "delay_rate", _ month: Month? = nil)
    -> FigureEntry
  {
    FigureEntry(area: area, month: month ?? june, indicator: indicator, value: Amount(number))
  }

  @discardableResult
  func send(_ office: Office, _ rows: FigureEntry..., named name: String? = nil) throws -> ImportOutcome {
    try office.send(.figures(Office.lined(rows)), named: name)
  }

  func reading(_ office: Office, _ code: AreaCode, _ indicator: Indicator = delay, _ period: String = "2025-06") throws
    -> Reading
  {
    let period = Period(period)!
    let sums = try office.store.sums(of: [code], period: period, today: today, indicators: Self.all)[0]
    return indicator.reading(
      of: sums, period: period, lens: Lens(area: code, plans: [], law: nil, isBorrowed: false), today: today,
      settings: Settings())
  }

  @Test func plansAndBoardsAddTheSameMonthsUp() throws {
    let office = try Office()
    try office.sendAreas()
    try send(office, parts(Office.county, 1, 100, Month(2025, 4)), parts(Office.county, 9, 100))
    let plan = Plan(
      id: "p", area: Office.county, zh: "甲", en: "A",
      targets: [Target(id: "d", indicator: "delay_rate", maximum: Amount(1))])
    let found = try office.store.planStandings(
      at: Office.county, period: Period("2025-Q2"), borrowing: nil, plans: PlanBook(plans: [plan], law: nil),
      indicators: Self.all, today: today)
    let figure = try #require(found.first?.targets.first?.figure)
    #expect(figure.reading.ratio == Ratio(10, 200, scale: 100))
    #expect(try figure.reading == reading(office, Office.county, Self.delay, "2025-Q2"))
  }

  @Test func partsAddUpOverTheAreasBelow() throws {
    let office = try Office()
    try office.sendAreas()
    try send(office, parts(Office.towns[0], 1, 100), parts(Office.towns[1], 30, 100))
    for code in [Office.county, Office.prefecture, AreaCode("52")!] {
      let found = try reading(office, code)
      #expect(found.ratio == Ratio(31, 200, scale: 100))
      #expect(found.reported == 2 && found.expected == 2 && !found.isPartial)
    }
    #expect(try reading(office, Office.towns[0]).ratio == Ratio(1, 100, scale: 100))
    #expect(try reading(office, Office.villages[0]).absence == .notSent)
  }

  @Test func aPartThatSentNothingIsMissed() throws {
    let office = try Office()
    try office.sendAreas()
    try send(office, parts(Office.towns[0], 1, 100))
    let found = try reading(office, Office.prefecture)
    #expect(found.reported == 1 && found.expected == 2 && found.isPartial)
    // A county beside it that sent nothing counts with the level that is sent.
    let other = AreaCode("520591")!
    try office.send(
      .areas(
        Office.lined([AreaEntry(code: other, name: "另一区"), AreaEntry(code: AreaCode("520591100")!, name: "丙镇")])))
    #expect(try reading(office, Office.prefecture).expected == 3)
    #expect(try reading(office, Office.county).expected == 2)
    // It sends as a county: one of one.
    try send(office, parts(other, 1, 100))
    let mixed = try reading(office, Office.prefecture)
    #expect(mixed.reported == 2 && mixed.expected == 3)
  }

  @Test func aValueStandsForItsOwnAreaOnly() throws {
    let office = try Office()
    try office.sendAreas()
    try send(office, value(Office.towns[0], 1.5), value(Office.towns[1], 2.5))
    #expect(try reading(office, Office.towns[0]).ratio?.value == 1.5)
    #expect(try reading(office, Office.county).absence == .notSent)
    // A value stands before what the parts add up to, and the parts still reach what lies above.
    try send(office, value(Office.county, 9), parts(Office.villages[0], 1, 4))
    let own = try reading(office, Office.county)
    #expect(own.ratio?.value == 9 && own.isValueOnly && own.reported == 1 && own.expected == 1)
    #expect(try reading(office, Office.prefecture).ratio == Ratio(1, 4, scale: 100))
  }

  @Test func flowsWithPartsAddUpOverMonthsAndValuesDoNot() throws {
    let office = try Office()
    try office.sendAreas()
    for back in 0..<3 {
      let month = june.advanced(by: -back)
      try send(office, parts(Office.towns[0], 1 + back, 100, month), value(Office.towns[1], 7, "delay_rate", month))
    }
    #expect(try reading(office, Office.towns[0], Self.delay, "2025-Q2").ratio == Ratio(6, 300, scale: 100))
    #expect(try reading(office, Office.towns[1], Self.delay, "2025-Q2").absence == .notAddable)
    let county = try reading(office, Office.county, Self.delay, "2025-Q2")
    #expect(county.ratio == Ratio(6, 300, scale: 100) && county.reported == 1 && county.expected == 2)
    #expect(try reading(office, Office.towns[1], Self.delay, "2025-05").ratio?.value == 7)
  }

  @Test func areasThatGaveOtherMonthsCountForNone() throws {
    let office = try Office()
    try office.sendAreas()
    try send(
      office, parts(Office.towns[0], 1, 100, Month(2025, 4)), parts(Office.towns[1], 1, 100, Month(2025, 5)),
      parts(Office.towns[1], 1, 100, june))
    let county = try reading(office, Office.county, Self.delay, "2025-Q2")
    #expect(county.ratio == Ratio(3, 300, scale: 100) && county.reported == 0 && county.expected == 2)
    #expect(try reading(office, Office.towns[1], Self.delay, "2025-Q2").isPartial)
  }

  @Test func stocksAndYearlyTotalsTakeTheMonthOfThePeriod() throws {
    let office = try Office()
    try office.sendAreas()
    try send(
      office, value(Office.county, 80, "satisfaction", Month(2025, 4)), value(Office.county, 84, "satisfaction"),
      value(Office.county, 100, "volume", Month(2025, 5)), value(Office.county, 130, "volume"),
      value(Office.county, 99, "volume", Month(2024, 6)))
    for indicator in [Self.satisfaction, Self.volume] {
      for period in ["2025-06", "2025-Q2", "2025"] {
        let found = try reading(office, Office.county, indicator, period)
        #expect(found.ratio?.value == (indicator.id == "volume" ? 130 : 84))
        #expect(found.stockMonth == june)
      }
    }
    #expect(try reading(office, Office.county, Self.satisfaction, "2025-05").absence == .notSent)
    let sums = try office.store.sums(of: [Office.county], period: Period("2025")!, today: today)[0]
    #expect(sums.yearEarlier["volume"]?.value == Amount(99) && sums.yearEarlier["satisfaction"] == nil)
  }

  @Test func countingTwiceIsRefusedWithBothNamed() throws {
    let office = try Office()
    try office.sendAreas()
    try send(office, parts(Office.towns[0], 1, 100), named: "town.csv")
    let before = try office.dump()
    for row in [parts(Office.county, 1, 200), parts(Office.villages[0], 1, 2)] {
      let error = #expect(throws: StoreError.self) { try send(office, row, named: "other.csv") }
      guard case .refused(let problems) = error else {
        Issue.record("not refused")
        continue
      }
      #expect(problems.count == 1 && problems[0].text(.zh).hasPrefix("other.csv:2:1: "))
      #expect(problems[0].zh.contains("甲镇") && problems[0].zh.contains("town.csv:2"))
      #expect(problems[0].zh.contains("delay_rate") && problems[0].en.contains("520590100000"))
    }
    #expect(try office.dump() == before)
    // A value alone may stand at both, and so may the other town.
    try send(office, value(Office.county, 3), value(Office.villages[0], 3), parts(Office.towns[1], 1, 2))
  }

  @Test func aUnitCannotMoveUnderPartsThatHoldItAlready() throws {
    let office = try Office()
    try office.sendAreas()
    let other = AreaCode("520591")!
    try office.send(.areas(Office.lined([AreaEntry(code: other, name: "另一区")])))
    try send(office, parts(other, 50, 100), parts(Office.towns[0], 1, 100), value(Office.towns[1], 4))
    let before = try office.dump()
    #expect(throws: StoreError.self) {
      try office.send(.areas(Office.lined([AreaEntry(code: Office.towns[0], name: "甲镇", parent: other)])))
    }
    #expect(try office.dump() == before)
    try office.send(.areas(Office.lined([AreaEntry(code: Office.towns[1], name: "乙镇", parent: other)])))
  }

  @Test func sumsFollowATownIntoAnotherCounty() throws {
    let office = try Office()
    try office.sendAreas()
    let other = AreaCode("520591")!
    try office.send(.areas(Office.lined([AreaEntry(code: other, name: "另一区")])))
    try send(office, parts(Office.towns[0], 1, 100), parts(Office.towns[1], 30, 100))
    let before = try office.dump()
    let moved = try office.send(
      .areas(Office.lined([AreaEntry(code: Office.towns[1], name: "乙镇", parent: other)])))
    #expect(try reading(office, Office.county).ratio == Ratio(1, 100, scale: 100))
    #expect(try reading(office, other).ratio == Ratio(30, 100, scale: 100))
    #expect(try reading(office, Office.prefecture).ratio == Ratio(31, 200, scale: 100))
    let kept = try office.dump()
    try office.store.rebuild()
    #expect(try office.dump() == kept)
    try office.store.undo(#require(moved.id), at: "2025-07-06 08:00")
    #expect(try office.dump() == before)
  }

  @Test func aLaterReturnReplacesAndUndoBringsTheEarlierBack() throws {
    let office = try Office()
    try office.sendAreas()
    try send(office, parts(Office.towns[0], 1, 100), value(Office.county, 5))
    let before = try office.dump()
    let outcome = try send(office, value(Office.towns[0], 2))
    #expect(outcome.replaced == 1)
    #expect(try reading(office, Office.prefecture).absence == .notSent)
    try office.store.undo(#require(outcome.id), at: "2025-07-06 08:00")
    #expect(try office.dump() == before)
    #expect(try reading(office, Office.prefecture).ratio == Ratio(1, 100, scale: 100))
    #expect(try office.store.ledger().first?.form == .figures)
    // The areas stand under these figures.
    #expect(throws: StoreError.self) { try office.store.undo(1, at: "2025-07-06 08:00") }
  }

  @Test func evidenceNamesTheRowsThatFeedAFigure() throws {
    let office = try Office()
    try office.sendAreas()
    try send(
      office, parts(Office.towns[0], 1, 100), parts(Office.towns[1], 30, 100), value(Office.villages[0], 4),
      named: "f.csv")
    func evidence(_ code: AreaCode) throws -> Evidence {
      try office.store.evidence(
        for: code, indicator: Self.delay, period: Period(june), borrowing: nil, plans: PlanBook(plans: [], law: nil),
        today: today)
    }
    let county = try evidence(Office.county)
    #expect(county.total == 2 && Set(county.rows.map(\.line)) == [2, 3])
    #expect(county.rows.allSatisfy { $0.file == "f.csv" && $0.month == june && $0.denominator == 100 })
    let village = try evidence(Office.villages[0])
    #expect(village.rows.map(\.label) == ["4"] && village.rows.first?.numerator == nil)
    // An own value stands before the parts.
    try send(office, value(Office.county, 12.5))
    #expect(try evidence(Office.county).rows.map(\.label) == ["12.5"])
  }

  @Test func aTrendHasEachMonthsOwnFigure() throws {
    let office = try Office()
    try office.sendAreas()
    try send(office, parts(Office.towns[0], 1, 100), value(Office.towns[0], 7, "delay_rate", Month(2025, 4)))
    let trend = try office.store.trend(
      of: Office.towns[0], indicator: Self.delay, last: june, months: 4, borrowing: nil,
      plans: PlanBook(plans: [], law: nil), today: today)
    #expect(trend.points.map { $0.ratio?.value } == [nil, 7, nil, 1])
  }

  @Test func aScreenOfASmallPlaceShowsThem() throws {
    let office = try Office()
    try office.sendAreas()
    try send(office, parts(Office.towns[0], 1, 100), value(Office.county, 80, "satisfaction"))
    let board = try #require(
      try office.store.board(
        at: Office.county, period: nil, borrowing: nil, plans: PlanBook(plans: [], law: nil), indicators: Self.all,
        today: today))
    #expect(board.period == Period(june))
    #expect(board.own?.figures.keys.sorted() == ["delay_rate", "satisfaction"])
    #expect(board.rows.map { $0.figures.count } == [1, 0])
  }

  @Test func aDatabaseOfTheFirstVersionIsBroughtUp() throws {
    let office = try Office()
    let path = office.folder.appendingPathComponent("old.sqlite").path
    do {
      let old = try DatabaseQueue(path: path)
      try old.write { sqlite in
        let db = Database(sqlite)
        try Schema.migrator.migrate(db, upTo: "1 returns, ledger and roll-ups")
        try PostalStore.install(Office.above, db)
        try db.execute(
          sql: """
            INSERT INTO import (at, who, file, hash, form, read, kept, replaced, rejected)
            VALUES ('2025-05-05 09:12', 'old', 'old.csv', 'h', 'packaging', 1, 1, 0, 0);
            INSERT INTO packaging (import, line, live, area, month, brand, source, taped, slim_taped)
            VALUES (1, 2, 1, 520500000000, \(june.index), '', 1, 10, 9)
            """)
      }
      try old.close()
    }
    let store = try PostalStore(
      path: path, settings: Settings(), standards: [Amount(4)],
      areas: {
        Issue.record("an existing database has its areas")
        return ShippedAreas()
      })
    #expect(try store.ledger().map(\.file) == ["old.csv"])
    let rows = ReturnRows.figures(Office.lined([parts(Office.prefecture, 1, 100)]))
    _ = try store.importReturn(
      rows, file: ImportFile(name: "f.csv", hash: "f", at: "2025-07-05 09:12", who: "test", read: 1))
    let sums = try store.sums(of: [Office.prefecture], period: Period(june), today: today)[0]
    #expect(sums.measures["taped"] == 10 && sums.figures["delay_rate"]?.denominator == 100)
  }
}
