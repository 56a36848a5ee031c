import PostalModel
import Testing

@testable import PostalStore

/// 分品牌: brands and rows without one add up to the figure of the area, and a brand is whole where all name theirs.
@Suite struct BrandTests {
  private static let today = Day("2025-07-12")!
  private static let periods = ["2025-05", "2025-06", "2025-Q2", "2025"].map { Period($0)! }
  private static let inspection = Indicator(
    id: "inspection", zh: "验视", en: "Inspection", panel: "safety", form: .safety, numerator: ["opened_ok"],
    denominator: ["inspected"])
  private static let indicators = [WhatIfTests.density, WhatIfTests.tape, inspection]
  private static let brands = ["", "甲", "乙", "丙"]

  private func board(_ office: Office, _ area: AreaCode, _ form: Form, _ period: Period) throws -> BrandBoard {
    try #require(
      try office.store.brands(
        at: area, form: form, period: period, borrowing: nil, plans: WhatIfTests.book, indicators: Self.indicators,
        today: Self.today))
  }

  private func own(_ office: Office, _ area: AreaCode, _ period: Period) throws -> BoardRow {
    try #require(
      try office.store.board(
        at: area, period: period, borrowing: nil, plans: WhatIfTests.book, indicators: Self.indicators,
        today: Self.today)?.own)
  }

  private func send(_ seed: UInt64, to office: Office) throws {
    var dice = PropertyTests.Dice(state: seed)
    func roll(_ count: Int) -> Int { Int.random(in: 0..<count, using: &dice) }
    let places = Office.towns + Office.communities
    try office.send(
      .outlets(
        Office.lined(
          (0..<12).map { number in
            OutletEntry(
              id: "W\(number)", name: "网点", type: [.terminal, .terminal, .business, .villageStation][roll(4)],
              area: places[roll(4)], brand: Self.brands[roll(4)], filingNumber: roll(2) == 0 ? "" : "备\(number)",
              openedOn: Day(2025, 4 + roll(3), 1))
          })), scope: Office.county)
    for month in 4...6 {
      var rows: [PackagingEntry] = []
      for town in Office.towns {
        for source in [ReturnSource.reported, .system, .sampled] where roll(3) > 0 {
          let named = roll(2) == 0 ? [""] : Self.brands.dropFirst().filter { _ in roll(3) > 0 }
          rows += named.map { brand in
            PackagingEntry(
              area: town, month: Month(2025, month), brand: brand, source: source,
              taped: roll(4) == 0 ? nil : 90 + roll(9),
              slimTaped: 80 + roll(10))
          }
        }
      }
      _ = try office.send(.packaging(Office.lined(rows)))
      _ = try office.send(
        .safety(
          Office.lined(
            Office.towns.flatMap { town in
              Set((0..<4).map { _ in roll(14) }).sorted().map { outlet in
                SafetyEntry(
                  area: town, month: Month(2025, month), outlet: "W\(outlet)", inspected: 20,
                  openedOK: roll(21), findings: roll(3))
              }
            })))
    }
  }

  @Test(arguments: 0..<24 as Range<UInt64>)
  func brandsAddUpToTheFigureOfTheArea(seed: UInt64) throws {
    let office = try Office()
    try office.sendAreas()
    try send(seed, to: office)
    for period in Self.periods {
      for area in [Office.prefecture, Office.county] + Office.towns {
        let whole = try own(office, area, period)
        for indicator in Self.indicators {
          let board = try board(office, area, indicator.form, period)
          let ratio = whole.figures[indicator.id]?.reading.ratio
          let told = board.brands.compactMap { $0.figures[indicator.id]?.reading.ratio }
          let place: Comment = "\(area.description) \(indicator.id) \(period.description)"
          let (numerator, denominator) = (ratio?.numerator ?? 0, ratio?.denominator ?? 0)
          #expect(told.map(\.numerator).reduce(0, +) == numerator, place)
          if indicator.form != .outlets { #expect(told.map(\.denominator).reduce(0, +) == denominator, place) }
          // What the parts of a brand give is what the brand gives, less what is sent of the area as a whole.
          guard area == Office.county || area == Office.prefecture else { continue }
          for row in board.brands {
            let parts = board.parts(of: row.brand).compactMap { $0.figures[indicator.id]?.reading.ratio?.numerator }
            #expect(parts.reduce(0, +) == row.figures[indicator.id]?.reading.ratio?.numerator ?? 0)
          }
        }
      }
    }
  }

  @Test func aBrandIsWholeWhereEveryUnitNamesItsBrands() throws {
    let office = try Office()
    try office.sendAreas()
    let june = Month(2025, 6)
    func row(_ town: Int, _ brand: String) -> PackagingEntry {
      PackagingEntry(area: Office.towns[town], month: june, brand: brand, taped: 100, slimTaped: 96)
    }
    try office.send(.packaging(Office.lined([row(0, "甲"), row(0, "乙"), row(1, "")])))
    var board = try board(office, Office.county, .packaging, Period(june))
    #expect(board.brands.map(\.brand) == ["", "乙", "甲"])
    for row in board.brands where !row.brand.isEmpty {
      let figure = try #require(row.figures["slim_tape"])
      #expect(figure.reading.reported == 1 && figure.reading.expected == 2 && figure.reading.isPartial)
      #expect(figure.status == .met && !figure.countsAsMet)
    }
    // The second town names its brands too: 乙 is not there, so what the first sent of it is all.
    let office2 = try Office()
    try office2.sendAreas()
    try office2.send(.packaging(Office.lined([row(0, "甲"), row(0, "乙"), row(1, "甲")])))
    board = try self.board(office2, Office.county, .packaging, Period(june))
    #expect(board.brands.map(\.brand) == ["乙", "甲"])
    for row in board.brands { #expect(row.figures["slim_tape"]?.countsAsMet == true) }
    #expect(board.parts(of: "乙").map(\.area.code) == [Office.towns[0]])
    // Over the quarter the months before are missing.
    let quarter = try self.board(office2, Office.county, .packaging, Period("2025-Q2")!)
    #expect(quarter.brands.first?.figures["slim_tape"]?.reading.isPartial == true)
  }

  @Test func inspectionsGoByTheBrandOfTheOutletAndDensityIsNotJudged() throws {
    let office = try Office()
    try office.sendAreas()
    let june = Month(2025, 6)
    try office.send(
      .outlets(
        Office.lined([
          OutletEntry(id: "W1", name: "一", type: .terminal, area: Office.communities[0], brand: "甲"),
          OutletEntry(
            id: "W2", name: "二", type: .terminal, area: Office.communities[0], brand: "乙", filingNumber: "备2"),
          OutletEntry(id: "W3", name: "三", type: .villageStation, area: Office.villages[0], brand: ""),
        ])), scope: Office.county)
    try office.send(
      .safety(
        Office.lined([
          SafetyEntry(area: Office.towns[0], month: june, outlet: "W1", inspected: 50, openedOK: 40, findings: 3),
          SafetyEntry(area: Office.towns[0], month: june, outlet: "W9", inspected: 10, openedOK: 10),
          SafetyEntry(area: Office.towns[1], month: june, outlet: "W2", inspected: 30, openedOK: 30),
        ])))
    let visits = try board(office, Office.county, .safety, Period(june))
    #expect(visits.brands.map(\.brand) == ["", "乙", "甲"])
    let first = try #require(visits.brands.last)
    #expect(first.figures["inspection"]?.reading.ratio == Ratio(40, 50, scale: 100))
    #expect(first[.visits] == 1 && first[.findings] == 3)
    // A row of an outlet nobody knows leaves its town without all its brands.
    #expect(first.figures["inspection"]?.reading.reported == 1)
    let outlets = try board(office, Office.county, .outlets, Period(june))
    #expect(outlets.brands.map { $0[.unfiled] } == [0, 0, 1])
    #expect(outlets.brands[0].figures.isEmpty && outlets.brands[0][.outlets] == 1)
    let density = try #require(outlets.brands[2].figures[Indicator.density])
    #expect(density.reading.ratio == Ratio(1, 30_000, scale: 10_000))
    #expect(density.status == .noTarget && density.judgement.need == nil)
  }
}
