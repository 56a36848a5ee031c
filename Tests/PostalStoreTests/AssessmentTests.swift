import PostalModel
import Testing

@testable import PostalStore

/// 考核 from a store: what is past its date on a day, and what came late.
@Suite struct AssessmentTests {
  private let july = Day("2025-07-12")!
  private static let items = Assessment(
    id: "a", zh: "考核", en: "Assessment", full: Amount(20),
    lines: [
      Assessment.Line(
        .items([.rectification, .unfiled, .licence]), points: Amount(10),
        rule: .deduct(each: Amount(1), absent: Amount(1), floor: Amount(0))),
      Assessment.Line(.returns([.packaging]), points: Amount(10), rule: .proportional(.target)),
    ])

  private func office() throws -> Office {
    let office = try Office()
    try office.sendAreas()
    func inspection(_ month: Int, by: String, done: String?) -> SafetyEntry {
      SafetyEntry(
        area: Office.towns[0], month: Month(2025, month), inspectedOn: Day(2025, month, 10)!, inspected: 20,
        openedOK: 19, findings: 2, rectifyBy: Day(by), rectifiedOn: done.flatMap { Day($0) })
    }
    try office.send(
      .safety(
        Office.lined([
          // Put right after its date, still open, and one whose date has not come.
          inspection(4, by: "2025-05-01", done: "2025-06-20"),
          inspection(5, by: "2025-06-01", done: nil), inspection(6, by: "2025-08-01", done: nil),
        ])))
    try office.send(
      .outlets(
        Office.lined([
          OutletEntry(
            id: "U1", name: "甲", type: .terminal, area: Office.communities[0], openedOn: Day("2025-01-05"),
            licenceUntil: nil),
          OutletEntry(
            id: "U2", name: "乙", type: .terminal, area: Office.communities[1], filingNumber: "备1",
            filedOn: Day("2025-06-15"), openedOn: Day("2025-01-05")),
          OutletEntry(
            id: "L1", name: "丙", type: .business, area: Office.communities[1], openedOn: Day("2023-01-05"),
            licenceUntil: Day("2025-06-10")),
        ])))
    try office.send(
      .packaging(
        Office.lined(
          Office.towns.map { PackagingEntry(area: $0, month: Month(2025, 5), taped: 100, slimTaped: 99) })))
    return office
  }

  private func board(_ office: Office, _ period: String, _ code: AreaCode = Office.county) throws -> AssessmentBoard {
    try #require(
      try office.store.assess(
        Self.items, of: code, period: Period(period)!, plans: PlanBook(plans: [], law: nil), indicators: [],
        today: july))
  }

  private func overdue(_ board: AssessmentBoard, _ area: AreaCode) -> [String] {
    guard case .items(let keys)? = board.part(area)?.lines[0].basis else { return [] }
    return keys.map { "\($0.kind.rawValue) \($0.subject)" }
  }

  @Test func overdueIsWhatTheOpenItemsSayIsOverdue() throws {
    let office = try office()
    let june = try board(office, "2025-06")
    #expect(overdue(june, Office.towns[0]) == ["rectification ", "unfiled U1"])
    #expect(overdue(june, Office.towns[1]) == ["licence L1"])
    #expect(june.part(Office.towns[1])?.lines[0].got.text == "9.00")
    // The same as the list of open items of each part has past its date.
    for town in Office.towns {
      let shown = try #require(
        try office.store.board(
          at: town, period: Period("2025-06")!, borrowing: nil, plans: PlanBook(plans: [], law: nil), indicators: [],
          today: july))
      let items = shown.workItems(indicators: [], law: nil, settings: Settings()).filter {
        ($0.daysOver(on: shown.itemDay) ?? 0) > 0
      }
      #expect(Set(items.map { "\($0.kind.rawValue) \($0.key.subject)" }) == Set(overdue(june, town)))
    }
  }

  @Test func aPastMonthCountsWhatWasOpenThen() throws {
    let office = try office()
    // On 2025-05-31 the findings of April were open, those of May not yet due; U2 was not filed, L1 still licensed.
    let may = try board(office, "2025-05")
    #expect(overdue(may, Office.towns[0]) == ["rectification ", "unfiled U1"])
    #expect(overdue(may, Office.towns[1]) == ["unfiled U2"])
  }

  @Test func aStepOfTheLoopPastItsDateCountsOnceAndAClosedItemNoMore() throws {
    let office = try office()
    let key = ItemKey(.unfiled, area: Office.communities[0], subject: "U1")
    func record(_ act: ItemAct, on: String, due: String? = nil) throws {
      _ = try office.store.record(
        ItemStep(key: key, act: act, on: Day(on)!, due: due.flatMap { Day($0) }), named: "\(act.zh)", hash: "\(act)",
        at: "\(on) 09:12", who: "局办", today: july)
    }
    try record(.noticed, on: "2025-07-06")
    try record(.ordered, on: "2025-07-07", due: "2025-07-10")
    #expect(try overdue(board(office, "2025-06"), Office.towns[0]) == ["rectification ", "unfiled U1"])
    try record(.passed, on: "2025-07-11")
    try record(.closed, on: "2025-07-12")
    #expect(try overdue(board(office, "2025-06"), Office.towns[0]) == ["rectification "])
  }

  @Test func returnsThatCameLateOrNotAtAllAreToldApart() throws {
    let office = try office()
    // May was due on 2025-06-10 by default settings and came on 2025-07-05; June did not come.
    let may = try board(office, "2025-05")
    #expect(may.part(Office.towns[0])?.lines[1].basis == .returns(ReturnCount(owed: 1, late: 1)))
    let june = try board(office, "2025-06")
    #expect(june.part(Office.towns[0])?.lines[1].basis == .returns(ReturnCount(owed: 1, absent: 1)))
    #expect(june.part(Office.towns[0])?.lines[1].got == .zero)
  }

  @Test func anAreaWithoutPartsOrOfNoCode() throws {
    let office = try office()
    #expect(try board(office, "2025-06", Office.communities[0]).parts.isEmpty)
    #expect(
      try office.store.assess(
        Self.items, of: AreaCode("110000")!, period: Period("2025-06")!, plans: PlanBook(plans: [], law: nil),
        indicators: [], today: july) == nil)
  }
}
