import PostalModel

@testable import PostalStore

/// Returns of every form and level, lists of areas among them, over whatever areas an office knows by then. Many of them
/// conflict, and are refused.
struct RandomReturns {
  var dice: PropertyTests.Dice

  init(seed: UInt64) { dice = PropertyTests.Dice(state: seed) }

  mutating func roll(_ count: Int) -> Int { Int.random(in: 0..<count, using: &dice) }
  mutating func flip() -> Bool { Bool.random(using: &dice) }

  static let other = AreaCode("520591")!
  private static let places =
    [Office.prefecture, Office.county, other, AreaCode("520590300")!, AreaCode("520591100")!] + Office.towns
    + Office.communities + Office.villages
    + ["520590300201", "520591100201", "520590100203", "520591000201"].map { AreaCode($0)! }

  private mutating func some(_ areas: [AreaCode], least: Int = 1) -> [AreaCode] {
    Array(areas.shuffled(using: &dice).prefix(least + roll(3)))
  }

  /// Areas of any level; as often those of one level from the county up, or returns of whole areas would be rare.
  private mutating func someReturning(_ known: [AreaCode]) -> [AreaCode] {
    let level: AreaLevel = flip() ? .county : .prefecture
    let whole = known.filter { $0.level == level }
    return flip() && !whole.isEmpty ? some(whole) : some(known)
  }

  /// - Returns: the rows, the scope they are sent with, and the columns that a register lacks.
  mutating func next(_ store: PostalStore) throws -> (rows: ReturnRows, scope: AreaCode?, absent: [String]) {
    let known = try Self.places.filter { try store.area($0) != nil }
    let month = Month(2025, 4 + roll(3))
    switch roll(9) {
    case 0, 1, 2:
      let counties = [Office.county, Self.other]
      let entries = some(Self.places.filter { $0.level >= .county }).map { code in
        AreaEntry(
          code: code, name: code.level == .village && flip() ? "新村委会" : "名\(roll(3))",
          parent: code.level == .township && roll(3) == 0 ? counties[roll(2)] : nil,
          urbanResidents: flip() ? roll(5) * 1000 : nil, year: [nil, 2024, 2025][roll(3)])
      }
      let scope = roll(3) == 0 ? counties[roll(2)] : nil
      return (.areas(Office.lined(entries)), scope, [])
    case 3:
      let entries = some(known).map { area in
        OutletEntry(
          id: "W\(roll(6))", name: "网点", type: OutletType.allCases[roll(7)], area: area,
          brand: flip() ? "甲" : "", openedOn: flip() ? Day(2025, 4 + roll(3), 1 + roll(28)) : nil)
      }
      let unlike = Dictionary(grouping: entries, by: \.id).compactMap(\.value.first).sorted { $0.id < $1.id }
      return (
        .outlets(Office.lined(unlike)), roll(4) == 0 ? Office.prefecture : nil, flip() ? ["brand", "opened_on"] : []
      )
    case 4:
      let areas = known.filter { $0.level == .village }
      guard !areas.isEmpty else { return try next(store) }
      let entries = some(areas).map { VillageEntry(area: $0, month: month, brands: roll(3), staff: flip()) }
      return (.villages(Office.lined(entries)), nil, [])
    case 5:
      let entries = someReturning(known).map { area in
        PackagingEntry(
          area: area, month: month, source: [.reported, .system][roll(2)], taped: 10 + roll(9), slimTaped: roll(10))
      }
      return (.packaging(Office.lined(entries)), roll(5) == 0 ? Office.county : nil, [])
    case 6:
      let entries = someReturning(known).map { area in
        SafetyEntry(area: area, month: month, outlet: flip() ? "W\(roll(6))" : "", inspected: 9, openedOK: roll(9))
      }
      return (.safety(Office.lined(entries)), nil, [])
    default:
      let entries = some(known).map { area in
        let hasParts = roll(3) > 0
        return FigureEntry(
          area: area, month: month, indicator: "delay_rate", value: hasParts ? nil : Amount(roll(90)),
          numerator: hasParts ? roll(9) : nil, denominator: hasParts ? 10 : nil)
      }
      return (.figures(Office.lined(entries)), nil, [])
    }
  }
}
