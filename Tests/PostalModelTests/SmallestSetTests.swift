import Testing

@testable import PostalModel

/// The fewest parts that meet the target, against every choice of parts.
@Suite struct SmallestSetTests {
  struct Dice: RandomNumberGenerator {
    var numbers: SplitMix64
    mutating func next() -> UInt64 { numbers.next() }
  }

  static let reach = Indicator(
    id: Indicator.villageReach, zh: "通达", en: "Reach", panel: "villages", form: .villages,
    numerator: ["villages_reached"], denominator: ["villages_reporting"], kind: .stock)

  private static func area(_ place: Int) -> Area {
    let code = AreaCode(number: 520_590_000_000 + place * 1000)
    return Area(id: code.number, code: code, name: "镇\(place)")
  }

  private func figure(_ good: Int, reporting: Int, of villages: Int, minimum: Int) -> Figure {
    var sums = AreaSums(area: Self.area(0), stockMonth: Month(2025, 6))
    if reporting > 0 {
      sums.measures = ["villages_reached": good, "villages_reporting": reporting]
      sums.reported = ["villages_reporting": reporting]
    }
    sums.expected = [.villages: villages]
    let book = PlanBook(
      plans: [
        Plan(
          id: "p", area: AreaCode("52"), zh: "", en: "",
          targets: [Target(id: "v", indicator: Indicator.villageReach, minimum: Amount(minimum))])
      ], law: nil)
    let row = book.row(
      sums, chain: [sums.area.code, AreaCode("52")!], borrowing: nil, indicators: [Self.reach],
      period: Period(Month(2025, 6)), today: Day(2025, 7, 12)!, settings: Settings())
    return row.figures[Indicator.villageReach]!
  }

  @Test(arguments: 1...200)
  func noFewerPartsDo(seed: Int) throws {
    var dice = Dice(numbers: SplitMix64(seed: UInt64(seed)))
    let count = Int.random(in: 1...7, using: &dice)
    let minimum = [50, 80, 95, 100][Int.random(in: 0...3, using: &dice)]
    let parts = (0..<count).map { _ -> (good: Int, reporting: Int, all: Int) in
      let all = Int.random(in: 1...12, using: &dice)
      let reporting = Int.random(in: 0...3, using: &dice) == 0 ? Int.random(in: 0...all, using: &dice) : all
      return (Int.random(in: 0...reporting, using: &dice), reporting, all)
    }
    let good = parts.reduce(0) { $0 + $1.good }
    let all = parts.reduce(0) { $0 + $1.all }
    let reporting = parts.reduce(0) { $0 + $1.reporting }
    let whole = figure(good, reporting: reporting, of: all, minimum: minimum)
    let set = SmallestSet(
      of: whole,
      parts: parts.enumerated().map {
        (Self.area($0 + 1), figure($1.good, reporting: $1.reporting, of: $1.all, minimum: minimum))
      }, indicator: Self.reach)
    let need = Ratio.needed(for: Amount(minimum), of: all, scale: 100) - good
    // Every choice of parts: which hold enough, with all that have not reported among them.
    let silent = Set(parts.indices.filter { parts[$0].reporting < parts[$0].all })
    let fewest = (0..<(1 << count)).compactMap { choice -> Int? in
      let chosen = parts.indices.filter { choice >> $0 & 1 == 1 }
      guard silent.isSubset(of: chosen), chosen.reduce(0, { $0 + parts[$1].all - parts[$1].good }) >= need else {
        return nil
      }
      return chosen.count
    }.min()
    guard reporting > 0, need > 0 || !silent.isEmpty else {
      #expect(set == nil)
      return
    }
    let found = try #require(set)
    #expect(found.parts.count == fewest)
    #expect(found.units == max(0, need))
  }

  @Test func eachTownOfTheSetSaysHowMuch() throws {
    let parts = [(3, 10), (9, 10), (5, 10), (10, 10)].enumerated().map {
      (area: Self.area($0 + 1), figure: figure($1.0, reporting: $1.1, of: $1.1, minimum: 95))
    }
    // 27 of 40 are reached, 38 are wanted: 11 more, of which the first town has 7 and the third 4.
    let set = try #require(
      SmallestSet(of: figure(27, reporting: 40, of: 40, minimum: 95), parts: parts, indicator: Self.reach))
    #expect(set.parts.map(\.area.name) == ["镇1", "镇3"])
    #expect(set.parts.map(\.units) == [7, 4])
  }
}
