import PostalModel
import Testing

@testable import PostalStore

@Suite struct AreaRangeTests {
  private func code(_ text: String) -> AreaCode { AreaCode(text)! }

  private func lies(_ area: String, in upper: String, _ ranges: AreaRanges) -> Bool {
    ranges.ranges(of: code(upper)).contains { $0.contains(code(area).number) }
  }

  @Test func codesAloneTellWhatLiesWhere() {
    let ranges = AreaRanges([])
    #expect(ranges.ranges(of: code("5205")) == [520_500_000_000...520_599_999_999])
    #expect(ranges.ranges(of: code("520526100201")) == [520_526_100_201...520_526_100_201])
  }

  @Test func whatHangsElsewhereGoesThereWithAllInside() {
    // A town of 520526 hangs in 520502, one village of it in 520526 all the same.
    let ranges = AreaRanges([
      (code("520526100").number, code("520502").number), (code("520526100201").number, code("520526").number),
    ])
    #expect(lies("520526100202", in: "520502", ranges) && !lies("520526100202", in: "520526", ranges))
    #expect(lies("520526100201", in: "520526", ranges) && !lies("520526100201", in: "520502", ranges))
    #expect(lies("520526200", in: "520526", ranges))
    // Above both nothing is another.
    #expect(lies("520526100201", in: "5205", ranges) && lies("520526100202", in: "52", ranges))
    #expect(!lies("520526100202", in: "53", ranges))
  }

  @Test func whatHangsNowhereLiesInNothingAbove() {
    let ranges = AreaRanges([(code("520590").number, nil)])
    #expect(!lies("520590100", in: "5205", ranges) && lies("520590100", in: "520590", ranges))
  }

  @Test func parentsInARingEnd() {
    let ranges = AreaRanges([
      (code("520526").number, code("520502").number), (code("520502").number, code("520526").number),
    ])
    #expect(!lies("520526100", in: "5205", ranges))
    #expect(!lies("520526100", in: "53", ranges))
  }

  @Test func openItemsAreCountedWhereTheirAreasHang() throws {
    let office = try Office()
    try office.sendAreas()
    try office.send(
      .outlets(
        Office.lined([
          OutletEntry(
            id: "T", name: "甲", type: .terminal, area: Office.villages[0], brand: "中通", filingNumber: "",
            openedOn: Day("2024-01-01"))
        ])))
    func count(_ area: AreaCode) throws -> Int {
      try office.store.matters(below: area, on: Day("2025-07-08")!, terms: RegisterTerms()).counts[.unfiled] ?? 0
    }
    #expect(try count(Office.county) == 1 && count(Office.towns[0]) == 1 && count(Office.towns[1]) == 0)
    try office.store.write { db in
      try db.execute(
        sql: "UPDATE area SET parent = ? WHERE id = ?",
        arguments: [Office.towns[1].number, Office.villages[0].number])
    }
    #expect(try count(Office.county) == 1 && count(Office.towns[0]) == 0 && count(Office.towns[1]) == 1)
  }
}
