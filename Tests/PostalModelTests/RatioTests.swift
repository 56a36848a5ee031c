import PostalModel
import Testing

@Suite struct RatioTests {
  @Test func wholeNumbersDecide() throws {
    // 9996 of 10000 is 99.96: shown cut as 99.9, and it is not 100.
    let ratio = try #require(Ratio(9996, 10_000, scale: 100))
    #expect(ratio.text(decimals: 1) == "99.9")
    #expect(!ratio.isAtLeast(Amount(100)))
    #expect(ratio.isAtLeast(Amount(99.96)))
    // 19 of 20 is 95 exactly, which binary fractions can miss.
    #expect(try #require(Ratio(19, 20, scale: 100)).isAtLeast(Amount(95)))
    #expect(Ratio(1, 0, scale: 100) == nil)
  }

  @Test func theScreenCutsTowardsTheWorseSide() throws {
    let ratio = try #require(Ratio(1, 3, scale: 100))
    #expect(ratio.text(decimals: 1) == "33.3")
    #expect(ratio.text(decimals: 1, higherIsBetter: false) == "33.4")
    #expect(try #require(Ratio(1, 2, scale: 100)).text(decimals: 0) == "50")
    #expect(try #require(Ratio(1, 2, scale: 100)).text(decimals: 2) == "50.00")
  }

  @Test func needsAreWholeUnits() {
    // The product's own example: 95 % of 25 villages is 24, not 23.75.
    #expect(Ratio.needed(for: Amount(95), of: 25, scale: 100) == 24)
    #expect(Ratio.needed(for: Amount(4), of: 37_500, scale: 10_000) == 15)
    #expect(Ratio.needed(for: Amount(4), of: 30_000, scale: 10_000) == 12)
    #expect(Ratio.needed(for: Amount(95), of: 0, scale: 100) == 0)
  }

  @Test func sampledSharesCarryTheirInterval() throws {
    // notes: 99 of 100 has 94.6 to 99.8, 300 of 300 has 98.7 to 100.
    let one = try #require(WilsonInterval(99, of: 100))
    #expect((one.low * 1000).rounded() == 946 && (one.high * 1000).rounded() == 998)
    let clean = try #require(WilsonInterval(300, of: 300))
    #expect((clean.low * 1000).rounded() == 987 && clean.high == 1)
    #expect(WilsonInterval(2, of: 1) == nil)
  }

  @Test func amountsPrintPlainly() {
    #expect(Amount(95).description == "95")
    #expect(Amount(99.5).description == "99.5")
    #expect(Amount(micro: -1_030_000).description == "-1.03")
  }
}
