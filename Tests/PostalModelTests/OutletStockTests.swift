import PostalModel
import Testing

/// The arithmetic of density over trees.
@Suite struct OutletStockTests {
  let four = [Amount(4)]

  func community(_ people: Int?, _ outlets: Int, covered: Bool = true) -> OutletStock {
    OutletStock(
      .init(kind: .community, urbanResidents: people, isCovered: covered, openByType: [.terminal: outlets]), parts: [],
      standards: four)
  }

  @Test func sumThenDivide() {
    let town = OutletStock(
      .init(kind: .region, isCovered: true), parts: [community(10_000, 6), community(30_000, 9)], standards: four)
    #expect(town.urbanOutlets == 15 && town.urbanResidents == 40_000)
    // 6 of 4 needed and 9 of 12 needed: three are missing though the average is 3.75.
    #expect(town.gaps[Amount(4)] == DensityGap(outlets: 3, met: 1, units: 2))
  }

  @Test func ownPopulationTakesAllUrbanOutletsBelow() {
    let town = OutletStock(
      .init(kind: .region, urbanResidents: 20_000, isCovered: true, openByType: [.terminal: 1]),
      parts: [community(nil, 2), community(nil, 3)], standards: four)
    #expect(town.urbanOutlets == 6 && town.urbanResidents == 20_000)
    #expect(town.unitsReported == 1 && town.unitsExpected == 1)
    #expect(town.gaps[Amount(4)]?.outlets == 2)
  }

  @Test func partsWithoutPopulationStayOutAboveAndBelowTheLine() {
    let town = OutletStock(
      .init(kind: .region, isCovered: true), parts: [community(10_000, 4), community(nil, 9)], standards: four)
    #expect(town.urbanOutlets == 4 && town.urbanResidents == 10_000)
    #expect(town.unitsReported == 1 && town.unitsExpected == 2)
    // The gap is of one of the two, and says so.
    #expect(town.gaps[Amount(4)] == DensityGap(outlets: 0, met: 1, units: 1, expected: 2))
  }

  @Test func outletsInVillagesDoNotCount() {
    let village = OutletStock(
      .init(kind: .village, isCovered: true, openByType: [.terminal: 5, .villageStation: 1]), parts: [],
      standards: four)
    let town = OutletStock(
      .init(kind: .region, urbanResidents: 10_000, isCovered: true), parts: [village, community(nil, 3)],
      standards: four)
    #expect(town.urbanOutlets == 3)
    #expect(town.villages == 1 && town.villagesWithStation == 1 && town.villagesRegistered == 1)
  }

  @Test func zeroIsKnownOnlyWhereARegisterCame() {
    let unknown = OutletStock(.init(kind: .region, urbanResidents: 10_000), parts: [], standards: four)
    #expect(unknown.register == .none && unknown.gaps.isEmpty && unknown.urbanResidents == 0)
    let known = OutletStock(.init(kind: .region, urbanResidents: 10_000, isCovered: true), parts: [], standards: four)
    #expect(known.gaps[Amount(4)]?.outlets == 4 && known.urbanResidents == 10_000)
    let partly = OutletStock(
      .init(kind: .region, urbanResidents: 10_000), parts: [community(nil, 2), community(nil, 0, covered: false)],
      standards: four)
    #expect(partly.register == .some && partly.unitsReported == 0 && partly.unitsExpected == 1)
    #expect(partly.urbanOutlets == 2)
  }

  @Test func aParentIsTheSumOfItsPartsWhateverTheTree() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      func tree(_ depth: Int) -> (stock: OutletStock, outlets: Int, people: Int, gap: Int) {
        if depth == 0 {
          let people = Int.random(in: 0...40_000, using: &generator)
          let outlets = Int.random(in: 0...20, using: &generator)
          let gap = max(0, (4 * people + 9999) / 10_000 - outlets)
          return (community(people, outlets), outlets, people, gap)
        }
        let parts = (0..<Int.random(in: 1...5, using: &generator)).map { _ in tree(depth - 1) }
        let stock = OutletStock(.init(kind: .region, isCovered: true), parts: parts.map(\.stock), standards: four)
        return (
          stock, parts.map(\.outlets).reduce(0, +), parts.map(\.people).reduce(0, +), parts.map(\.gap).reduce(0, +)
        )
      }
      let made = tree(3)
      #expect(made.stock.urbanOutlets == made.outlets)
      #expect(made.stock.urbanResidents == made.people)
      #expect(made.stock.gaps[Amount(4)]?.outlets == made.gap)
    }
  }
}

/// SplitMix64: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
