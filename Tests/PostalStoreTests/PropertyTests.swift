import PostalModel
import Testing

@testable import PostalStore

/// Random returns: undo is exact, order does not matter where returns do not overlap, and the roll-ups kept step by
/// step are those made anew.
@Suite struct PropertyTests {
  struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  /// Areas of one level: towns, the county or the prefecture.
  private static func returning(_ dice: inout Dice) -> [AreaCode] {
    [Office.towns, Office.towns, [Office.county], [Office.prefecture]][Int.random(in: 0...3, using: &dice)]
  }

  /// Sends random returns until so many were taken; whole areas beside their parts are refused.
  private func send(_ count: Int, to office: Office, _ dice: inout Dice, isChecked: Bool = true) throws
    -> [(id: Int, before: String)]
  {
    var taken: [(id: Int, before: String)] = []
    while taken.count < count {
      let before = try office.dump()
      do {
        let outcome = try office.send(Self.randomReturn(&dice))
        taken.append((try #require(outcome.id), before))
        if isChecked { #expect(try office.stale() == [], "after import \(taken.count)") }
      } catch StoreError.refused { #expect(try office.dump() == before) }
    }
    return taken
  }

  static func randomReturn(_ dice: inout Dice) -> ReturnRows {
    let month = Month(2025, Int.random(in: 4...6, using: &dice))
    func count(_ limit: Int) -> Int { Int.random(in: 0...limit, using: &dice) }
    switch Int.random(in: 0...4, using: &dice) {
    case 4:
      // Parts at the towns or below, values alone anywhere.
      let rows = (Office.towns + [Office.county, Office.prefecture]).filter { _ in Bool.random(using: &dice) }.map {
        let whole = count(90) + 10
        let hasParts = $0.level == .township && Bool.random(using: &dice)
        return FigureEntry(
          area: $0, month: month, indicator: ["delay_rate", "satisfaction"][count(1)],
          value: hasParts ? nil : Amount(count(100)), numerator: hasParts ? count(whole) : nil,
          denominator: hasParts ? whole : nil)
      }
      return .figures(Office.lined(rows))
    case 0:
      var rows: [PackagingEntry] = []
      for town in returning(&dice) where Bool.random(using: &dice) {
        let taped = count(500) + 1
        let source: ReturnSource = [.reported, .system, .sampled][count(2)]
        rows.append(
          PackagingEntry(
            area: town, month: month, source: source, taped: taped, slimTaped: count(taped),
            bags: Bool.random(using: &dice) ? 10 : nil, reusableBags: count(10)))
      }
      return .packaging(Office.lined(rows))
    case 1:
      let rows = returning(&dice).filter { _ in Bool.random(using: &dice) }.map { town in
        SafetyEntry(area: town, month: month, inspected: 50, openedOK: count(50), xrayDue: 9, xrayDone: count(9))
      }
      return .safety(Office.lined(rows))
    case 2:
      let rows = Office.villages.filter { _ in Bool.random(using: &dice) }.map { village in
        VillageEntry(
          area: village, month: month, brands: count(3), weeklyTrips: count(5), staff: Bool.random(using: &dice),
          premises: true, shelves: true, equipment: true, sign: Bool.random(using: &dice), camera: true)
      }
      return .villages(Office.lined(rows))
    default:
      let places = Office.communities + Office.villages + Office.towns
      let rows = (0..<count(6)).map { index in
        OutletEntry(
          id: "W\(count(8))-\(index)", name: "网点", type: OutletType.allCases[count(6)],
          area: places[count(places.count - 1)],
          openedOn: Bool.random(using: &dice) ? Day(2025, 4 + count(2), 1 + count(27)) : nil)
      }
      return .outlets(Office.lined(rows))
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func undoIsExactAndRollUpsCanBeMadeAnew(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let office = try Office()
    try office.sendAreas()
    let history = try send(12, to: office, &dice)
    let kept = try office.dump()
    try office.store.rebuild()
    #expect(try office.dump() == kept)
    for (id, before) in history.reversed() {
      try office.store.undo(id, at: "2025-07-09 10:00")
      #expect(try office.dump() == before)
    }
  }

  @Test(arguments: [11, 12, 13] as [UInt64])
  func undoInAnyOrderEndsAtTheSameStore(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let office = try Office()
    try office.sendAreas()
    let before = try office.dump()
    let ids = try send(8, to: office, &dice).map(\.id)
    for id in ids.shuffled(using: &dice) {
      try office.store.undo(id, at: "2025-07-09 10:00")
      #expect(try office.stale() == [], "after undo of \(id)")
    }
    #expect(try office.dump() == before)
  }

  @Test(arguments: [21, 22, 23] as [UInt64])
  func aSeriesIsTheMonthsReadOneByOne(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let office = try Office()
    try office.sendAreas()
    _ = try send(15, to: office, &dice, isChecked: false)
    let months = Month(2025, 3)...Month(2025, 7)
    let today = try #require(Day("2025-07-12"))
    try office.store.read { db in
      let codes = [Office.prefecture, Office.county, Office.towns[0], Office.villages[0]]
      let areas = try codes.map { try #require(try PostalStore.area($0.number, db)) }
      for form in [Form.outlets, .packaging, .safety, .villages] {
        let all = try SeriesQuery(db: db, months: months).series(of: areas, form: form, [])
        for (area, series) in zip(areas, all) {
          for (month, sums) in zip(months, series) {
            let one = try SumsQuery(db: db, period: Period(month), today: today).sums(of: [area])[0]
            for (name, value) in sums.measures { #expect(one.measures[name] == value) }
            for (name, value) in sums.reported { #expect(one.reported[name] == value) }
            #expect(sums.expected[form] == one.expected[form] || form == .outlets)
            #expect(sums.gaps == one.gaps || form != .outlets)
          }
        }
      }
    }
  }

  @Test(arguments: [31, 32, 34] as [UInt64])
  func anAreasPartsAreItsOwnAndThoseOfTheAreasBelow(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let office = try Office()
    try office.sendAreas()
    _ = try send(30, to: office, &dice, isChecked: false)
    let odd = try office.store.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT s.area, s.month, s.indicator FROM figure_sum s
          LEFT JOIN figure f ON f.area = s.area AND f.month = s.month AND f.indicator = s.indicator AND f.live = 1
          LEFT JOIN area a ON a.parent = s.area
          LEFT JOIN figure_sum p ON p.area = a.id AND p.month = s.month AND p.indicator = s.indicator
          GROUP BY s.area, s.month, s.indicator, f.area, f.value, f.numerator, f.denominator
          HAVING IFNULL(s.numerator, 0) <> IFNULL(f.numerator, 0) + IFNULL(SUM(p.numerator), 0)
            OR IFNULL(s.denominator, 0) <> IFNULL(f.denominator, 0) + IFNULL(SUM(p.denominator), 0)
            OR s.value IS NOT f.value OR s.areas > s.expected
          """)
    }
    #expect(odd.isEmpty)
    let parts = try office.store.read { db in
      try Int.fetchOne(
        db, sql: "SELECT COUNT(*) FROM figure_sum WHERE area = \(Office.prefecture.number) AND areas > 0")
    }
    #expect(try #require(parts) > 0)
  }

  @Test func orderDoesNotMatterWhereReturnsDoNotOverlap() throws {
    let june = Month(2025, 6)
    let returns: [ReturnRows] = [
      .packaging(Office.lined([PackagingEntry(area: Office.towns[0], month: june, taped: 10, slimTaped: 9)])),
      .packaging(Office.lined([PackagingEntry(area: Office.towns[1], month: june, taped: 20, slimTaped: 9)])),
      .villages(Office.lined([VillageEntry(area: Office.villages[0], month: june, brands: 1, staff: true)])),
      .outlets(
        Office.lined([OutletEntry(id: "S", name: "站", type: .villageStation, area: Office.villages[0])])),
      .safety(Office.lined([SafetyEntry(area: Office.towns[0], month: june, inspected: 9, openedOK: 9)])),
      .figures(
        Office.lined([
          FigureEntry(area: Office.villages[0], month: june, indicator: "x", numerator: 3, denominator: 4),
          FigureEntry(area: Office.towns[1], month: june, indicator: "x", numerator: 5, denominator: 6),
        ])),
      .figures(Office.lined([FigureEntry(area: Office.county, month: june, indicator: "x", value: Amount(7))])),
    ]
    var dice = Dice(state: 5)
    var dumps: Set<String> = []
    for _ in 0..<6 {
      let office = try Office()
      try office.sendAreas()
      for rows in returns.shuffled(using: &dice) { try office.send(rows) }
      dumps.insert(try office.dump(withRows: false))
    }
    #expect(dumps.count == 1)
  }
}
