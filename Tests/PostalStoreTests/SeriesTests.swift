import Catalog
import Foundation
import PostalModel
import Testing

@testable import PostalStore

/// Areas by months read at once are what their boards say one by one.
@Suite struct SeriesTests {
  private static let today = Day(2025, 7, 12)!
  private static let indicators = ["outlet_density", "slim_tape", "inspection", "xray", "village_reach", "delay_rate"]

  private static let share =
    ProcessInfo.processInfo.environment["YILAN_HOME"]
    ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  private func catalog() throws -> (plans: PlanBook, indicators: [Indicator]) {
    let catalog = Catalog(CatalogPaths(share: Self.share))
    return (try catalog.planBook().0, try catalog.indicators())
  }

  @Test(arguments: 31...36 as ClosedRange<UInt64>, ["2025-07", "2025-Q2", "2025"])
  func everyCellIsTheFigureOfItsBoard(seed: UInt64, last: String) throws {
    let (plans, indicators) = try catalog()
    var random = RandomReturns(seed: seed)
    let office = try Office()
    try office.sendAreas()
    var taken = 0
    while taken < 10 {
      let made = try random.next(office.store)
      do {
        try office.send(made.rows, scope: made.scope)
        taken += 1
      } catch StoreError.refused {}
    }
    for parent in [Office.prefecture, Office.county, Office.towns[0]] {
      for plan in [nil, "hoxud"] {
        let areas = try office.store.children(of: parent).map(\.code) + [parent]
        let period = try #require(Period(last))
        let request = SeriesRequest(
          areas: areas, indicators: Self.indicators, last: period, count: period.length == 1 ? 5 : 2, plan: plan)
        let series = try office.store.series(request, plans: plans, indicators: indicators, today: Self.today)
        #expect(series.periods.last == period && series.periods.count == request.count)
        for (at, period) in series.periods.enumerated() {
          let board = try #require(
            try office.store.board(
              at: parent, period: period, borrowing: plan, plans: plans, indicators: indicators, today: Self.today))
          for row in board.rows + [try #require(board.own)] {
            for id in Self.indicators {
              let cell = series.row(row.area.code, id)?.figures[at]
              let figure = row.figures[id]
              let place = "\(row.area.name) \(id) \(period)"
              // What was sent is left out only where nothing is there at all.
              if cell == nil { #expect(figure?.reading.ratio == nil && figure?.judgement.applied == nil, "\(place)") }
              guard let cell, let figure else { continue }
              #expect(cell.judgement == figure.judgement, "\(place)")
              #expect(cell.reading.ratio == figure.reading.ratio, "\(place)")
              #expect(cell.reading.absence == figure.reading.absence, "\(place)")
              #expect(cell.reading.isPartial == figure.reading.isPartial, "\(place)")
            }
          }
        }
      }
    }
  }

  @Test func aMonthToComeHasNoFigures() throws {
    let (plans, indicators) = try catalog()
    let office = try Office()
    try office.sendAreas()
    let request = SeriesRequest(
      areas: [Office.county], indicators: ["village_reach"], last: Period("2025-08")!, count: 2, plan: nil)
    let row = try #require(
      try office.store.series(request, plans: plans, indicators: indicators, today: Self.today).rows.first)
    #expect(row.figures.last?.reading.absence == .notClosed)
    #expect(row.figures.first?.reading.absence != .notClosed)
  }

  @Test func areasThatAreUnknownAreLeftOut() throws {
    let (plans, indicators) = try catalog()
    let office = try Office()
    let request = SeriesRequest(
      areas: [AreaCode("110000")!], indicators: ["slim_tape"], last: Period("2025-06")!, count: 3, plan: nil)
    #expect(try office.store.series(request, plans: plans, indicators: indicators, today: Self.today).rows.isEmpty)
  }
}
