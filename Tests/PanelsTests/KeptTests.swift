import PostalModel
import Testing

@testable import Panels

@Suite struct KeptTests {
  @Test func anAbsentValueIsMadeOnceAndKept() {
    let kept = Kept()
    let list = Kept.List(
      area: nil, period: Period("2025-06")!, plan: nil, beside: nil, panel: .overview, focus: .outlets, indicator: nil,
      sort: .worst, isReversed: false, filter: "", marked: [], language: .zh)
    let key = Kept.Key(generation: Kept.fresh(), list: list, name: "some")
    var made = 0
    func value(_ number: Int?) -> Int? {
      kept.value(key) {
        made += 1
        return number
      }
    }
    #expect(value(7) == 7 && value(8) == 7 && made == 1)
    var other = key
    other.generation = Kept.fresh()
    #expect(kept.value(other) { Int?.none } == nil)
    #expect(kept.value(other) { Int?(9) } == nil)
  }
}
