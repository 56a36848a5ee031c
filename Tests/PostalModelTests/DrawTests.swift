import PostalModel
import Testing

@Suite struct DrawTests {
  private func outlets(_ count: Int, type: OutletType = .terminal, prefix: String = "W") -> [Outlet] {
    (1...count).map { number in
      let area = AreaCode("520590100001")!
      return Outlet(
        entry: OutletEntry(id: "\(prefix)\(100 + number)", name: "网点", type: type, area: area),
        area: Area(id: area.number, code: area, name: "甲社区"))
    }
  }

  /// The first numbers of seed 1234567, as the authors' C code gives them.
  @Test func theNumbersAreThoseOfTheReference() {
    var numbers = SplitMix64(seed: 1_234_567)
    let first = (0..<5).map { _ in numbers.next() }
    #expect(
      first == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
        16_408_922_859_458_223_821,
      ])
  }

  @Test func everyNumberBelowABoundIsAsLikely() {
    var numbers = SplitMix64(seed: 7)
    var counts = [0, 0, 0, 0, 0, 0, 0]
    for _ in 0..<70_000 { counts[numbers.below(7)] += 1 }
    // Four standard deviations of 10,000.
    #expect(counts.allSatisfy { abs($0 - 10_000) < 370 })
  }

  @Test func theSameSeedDrawsTheSameListInWhateverOrderTheOutletsCome() {
    let all = outlets(60)
    let people = ["甲", "乙", "丙", "丁", "戊"]
    let draw = InspectionDraw(7, of: all, inspectors: people, seed: 20_250_712)
    #expect(draw == InspectionDraw(7, of: all.reversed(), inspectors: people, seed: 20_250_712))
    #expect(draw.picks.map(\.outlet.id) != InspectionDraw(7, of: all, seed: 20_250_713).picks.map(\.outlet.id))
    #expect(Set(draw.picks.map(\.outlet.id)).count == 7)
    #expect(draw.picks.allSatisfy { Set($0.inspectors).count == 2 })
    // Fourteen places dealt to five persons: nobody has more than three or fewer than two.
    let dealt = Dictionary(grouping: draw.picks.flatMap(\.inspectors)) { $0 }.mapValues(\.count)
    #expect(dealt.count == 5 && dealt.values.allSatisfy { (2...3).contains($0) })
  }

  @Test func everyOutletIsDrawnAboutAsOften() {
    let all = outlets(20)
    var counts: [String: Int] = [:]
    for seed in 0..<4000 {
      for pick in InspectionDraw(5, of: all, seed: UInt64(seed)).picks { counts[pick.outlet.id, default: 0] += 1 }
    }
    // 1,000 are expected of each; the deviation is 27.
    #expect(counts.count == 20 && counts.values.allSatisfy { abs($0 - 1000) < 120 })
  }

  @Test func strataGiveTheirShares() {
    let all = outlets(60) + outlets(30, type: .business, prefix: "B") + outlets(10, type: .processing, prefix: "P")
    let draw = InspectionDraw(10, of: all, seed: 1) { $0.entry.type.zh }
    let shares = Dictionary(grouping: draw.picks, by: \.stratum).mapValues(\.count)
    #expect(shares == ["末端网点": 6, "营业网点": 3, "处理场所": 1])
    #expect(InspectionDraw(500, of: all, seed: 1).picks.count == 100)
  }
}
