import PostalModel
import Testing

@testable import PostalStore

/// What was owed, what came and what came late.
@Suite struct CompletenessTests {
  private let today = Day("2025-07-25")!
  private let may = Month(2025, 5)
  private let june = Month(2025, 6)

  private func send(_ office: Office, _ rows: ReturnRows, _ day: String) throws -> ImportOutcome {
    try office.store.importReturn(
      rows, file: ImportFile(name: day, hash: "\(day) \(rows)", at: "\(day) 09:12", who: "test", read: rows.count))
  }

  private func tape(_ area: AreaCode, _ month: Month, _ good: Int, _ source: ReturnSource = .reported) -> ReturnRows {
    .packaging(
      Office.lined([PackagingEntry(area: area, month: month, source: source, taped: 100, slimTaped: good)]))
  }

  @Test func lateIsByTheFirstImportThatStands() throws {
    let office = try Office()
    try office.sendAreas()
    let (one, two) = (Office.towns[0], Office.towns[1])
    // May is due on 10 June: one town in time, the other three days late; the later correction changes neither.
    let first = try send(office, tape(one, may, 90), "2025-06-10")
    _ = try send(office, tape(two, may, 90), "2025-06-13")
    _ = try send(office, tape(one, may, 91), "2025-07-20")
    func county(_ months: ClosedRange<Month>) throws -> [FormCompleteness] {
      try office.store.completeness(of: Office.prefecture, months: months, today: today)
    }
    let told = try #require(try county(may...may).first)
    #expect(told.area.code == Office.county && told.form == .packaging && told.due == Day("2025-06-10"))
    #expect(told.expected == 2 && told.came == 2 && told.late == 1 && told.mostDaysLate == 3 && told.absent == 0)
    // Of June, due on 10 July, one came in time and one is 15 days late.
    _ = try send(office, tape(one, june, 90), "2025-07-01")
    let towns = try office.store.completeness(of: Office.county, months: may...june, today: today)
    #expect(towns.map(\.area.code) == [one, two, one, two])
    #expect(towns[3].absent == 1 && towns[3].late == 0 && towns[3].mostDaysLate == 15)
    #expect(!towns[3].isOpen(on: today) && towns[3].isOpen(on: Day("2025-07-10")!))
    // Once the first return is taken back, the correction of 20 July is the first that came.
    try office.store.undo(#require(first.id), at: "2025-07-21 08:00")
    #expect(try #require(try county(may...may).first).late == 2)
    #expect(try #require(try county(may...may).first).mostDaysLate == 40)
  }

  @Test func theCountIsThatOfTheRemindersAndSamplesAreNoReturns() throws {
    let office = try Office()
    try office.sendAreas()
    _ = try send(office, tape(Office.towns[0], may, 90), "2025-06-01")
    _ = try send(office, tape(Office.towns[1], may, 90), "2025-06-01")
    _ = try send(office, tape(Office.towns[1], june, 90, .sampled), "2025-07-01")
    let open = try office.store.completeness(of: Office.county, months: june...june, today: today)
    #expect(open.reduce(0) { $0 + $1.absent } == 2)
    let due = try office.store.dueReturns(below: Office.county, months: [june], today: today)
    #expect(due.map(\.area.code) == Office.towns)
    // A return of the whole county is that of its towns.
    _ = try send(office, tape(Office.county, june, 90), "2025-07-12")
    let whole = try office.store.completeness(of: Office.county, months: june...june, today: today)
    #expect(whole.map(\.came) == [1, 1] && whole.map(\.late) == [1, 1] && whole.map(\.mostDaysLate) == [2, 2])
    let town = try office.store.completeness(of: Office.towns[0], months: june...june, today: today)
    #expect(town.map(\.area.code) == [Office.towns[0]] && town.map(\.late) == [1])
    #expect(try office.store.dueReturns(below: Office.prefecture, months: [june], today: today).isEmpty)
    // A month to come is owed by nobody.
    #expect(
      try office.store.completeness(of: Office.county, months: Month(2025, 8)...Month(2025, 9), today: today).isEmpty)
  }
}
