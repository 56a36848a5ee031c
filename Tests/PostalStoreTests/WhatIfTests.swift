import PostalModel
import Testing

@testable import PostalStore

/// A what-if gives what importing the same change gives, at every level up to the plan's area.
@Suite struct WhatIfTests {
  static let today = Day("2025-07-12")!
  static let month = Month(2025, 6)
  static let period = Period(month)

  static let density = Indicator(
    id: Indicator.density, zh: "密度", en: "Density", panel: "outlets", form: .outlets, unit: .per10k, scale: 10_000,
    numerator: ["terminal_outlets_urban"], denominator: ["urban_residents"], kind: .stock, decimals: 2,
    appliesToVillages: false)
  static let reach = Indicator(
    id: Indicator.villageReach, zh: "通达", en: "Reach", panel: "villages", form: .villages,
    numerator: ["villages_reached"], denominator: ["villages_reporting"], kind: .stock)
  static let tape = Indicator(
    id: "slim_tape", zh: "胶带", en: "Tape", panel: "packaging", form: .packaging, numerator: ["slim_taped"],
    denominator: ["taped"])

  static let book = PlanBook(
    plans: [
      Plan(
        id: "p", area: Office.prefecture, zh: "规划", en: "Plan",
        targets: [
          Target(id: "d", indicator: Indicator.density, minimum: Amount(4), maximum: Amount(5), unit: "per10k"),
          Target(id: "v", indicator: Indicator.villageReach, minimum: Amount(75), deadline: Day("2025-12-31")),
          Target(id: "t", indicator: "slim_tape", minimum: Amount(95)),
        ])
    ], law: nil)
  static let judge = WhatIf.Judge(plans: book, today: today, settings: Settings())

  /// Towns of random outlets, people, villages and parcels; the second town without people of its own.
  private struct Town {
    var outlets: [Int]
    var people: [Int]
    var isReached: [Bool?]
    var slim: [Int]
  }

  private static func town(_ dice: inout PropertyTests.Dice) -> Town {
    Town(
      outlets: (0..<3).map { _ in Int.random(in: 0...9, using: &dice) },
      people: (0..<2).map { _ in Int.random(in: 1...20, using: &dice) * 1000 },
      isReached: (0..<4).map { _ in [true, false, nil][Int.random(in: 0...2, using: &dice)] },
      slim: (0..<2).map { _ in Int.random(in: 80...100, using: &dice) })
  }

  private func send(_ town: Town, to office: Office) throws {
    var areas = Office.areaEntries
    for (place, people) in town.people.enumerated() {
      let at = try #require(areas.firstIndex { $0.code == Office.communities[place] })
      areas[at].urbanResidents = people
    }
    try office.send(.areas(Office.lined(areas)))
    let places = Office.communities + [Office.towns[0]]
    let outlets = zip(places, town.outlets).flatMap { area, count in
      (0..<count).map { OutletEntry(id: "\(area)-\($0)", name: "网点", type: .terminal, area: area) }
    }
    try office.send(.outlets(Office.lined(outlets)), scope: Office.county)
    let villages = zip(Office.villages, town.isReached).compactMap { area, isReached in
      isReached.map { VillageEntry(area: area, month: Self.month, brands: $0 ? 2 : 0) }
    }
    try office.send(.villages(Office.lined(villages)))
    try office.send(
      .packaging(
        Office.lined(
          zip(Office.towns, town.slim).map { PackagingEntry(area: $0, month: Self.month, taped: 100, slimTaped: $1) })))
  }

  private func whatIf(_ office: Office, _ scope: AreaCode, _ indicator: Indicator) throws -> WhatIf {
    let ground = try #require(
      try office.store.whatIfGround(
        of: scope, period: Self.period, withStocks: indicator.form == .outlets, indicators: [indicator],
        today: Self.today))
    return WhatIf(ground, indicator: indicator, by: Self.judge)
  }

  private func figure(_ office: Office, _ code: AreaCode, _ indicator: Indicator) throws -> Figure? {
    try office.store.board(
      at: code, period: Self.period, borrowing: nil, plans: Self.book, indicators: [indicator], today: Self.today)?
      .own?.figures[indicator.id]
  }

  private func expectBoard(_ lines: [WhatIf.Line], _ office: Office, _ indicator: Indicator, _ note: String) throws {
    for line in lines {
      #expect(line.after == (try figure(office, line.area.code, indicator)), "\(note) \(line.area.code)")
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
  func outletsAndPeopleAreWhatImportingThemGives(seed: UInt64) throws {
    var dice = PropertyTests.Dice(state: seed)
    let office = try Office()
    try send(Self.town(&dice), to: office)
    let before = try office.dump()
    let scope = [Office.county, Office.prefecture, Office.towns[0]][Int(seed) % 3]
    var trial = try whatIf(office, scope, Self.density)
    try expectBoard(trial.levels + trial.parts, office, Self.density, "unchanged")
    #expect(trial.levels.last?.area.code == scope && trial.levels.first?.area.code == Office.prefecture)
    for part in trial.parts {
      trial.set(WhatIf.Key(part.area.code, .outlets), to: Int.random(in: 0...12, using: &dice))
      trial.set(WhatIf.Key(part.area.code, .residents), to: Int.random(in: -500...9_000, using: &dice))
    }
    #expect(!trial.changes.isEmpty)
    let people = trial.changes.filter { $0.key.input == .residents }.compactMap { key, added -> AreaEntry? in
      let old = trial.ground.nodes[key.area.number]?.own?.urbanResidents
      return old.map { AreaEntry(code: key.area, name: "社区", urbanResidents: $0 + added, year: 2024) }
    }
    var number = 0
    let outlets = trial.changes.keys.flatMap { trial.placement(of: $0) }.flatMap { place in
      (0..<place.outlets).map { _ in
        number += 1
        return OutletEntry(id: "new-\(number)", name: "新", type: .terminal, area: AreaCode(number: place.area))
      }
    }
    #expect(try office.dump() == before)
    if !people.isEmpty { try office.send(.areas(Office.lined(people))) }
    if !outlets.isEmpty { try office.send(.outlets(Office.lined(outlets))) }
    try expectBoard(trial.levels + trial.parts, office, Self.density, "changed \(trial.changes)")
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func villagesReachedAreWhatImportingThemGives(seed: UInt64) throws {
    var dice = PropertyTests.Dice(state: seed)
    let office = try Office()
    var town = Self.town(&dice)
    town.isReached[0] = false
    try send(town, to: office)
    let scope = [Office.towns[0], Office.county][Int(seed) % 2]
    var trial = try whatIf(office, scope, Self.reach)
    for part in trial.parts where part.area.kind != .community {
      trial.set(WhatIf.Key(part.area.code, .units), to: Int.random(in: 0...2, using: &dice))
    }
    // The villages of each area turn good: those that reported first.
    var rows: [VillageEntry] = []
    for (key, added) in trial.changes {
      let below = zip(Office.villages, town.isReached).filter { village, _ in
        village == key.area || village.cut(at: .township) == key.area
      }
      let order = below.filter { $0.1 == false } + below.filter { $0.1 == nil }
      rows += order.prefix(added).map { VillageEntry(area: $0.0, month: Self.month, brands: 3) }
    }
    if !rows.isEmpty { try office.send(.villages(Office.lined(rows))) }
    try expectBoard(trial.levels + trial.parts, office, Self.reach, "changed \(trial.changes)")
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func parcelsAreWhatImportingThemGives(seed: UInt64) throws {
    var dice = PropertyTests.Dice(state: seed)
    let office = try Office()
    var town = Self.town(&dice)
    town.slim = [83, 91]
    try send(town, to: office)
    var trial = try whatIf(office, Office.county, Self.tape)
    for code in Office.towns {
      trial.set(WhatIf.Key(code, .units), to: Int.random(in: -20...30, using: &dice))
    }
    let rows = zip(Office.towns, town.slim).map { code, slim in
      PackagingEntry(
        area: code, month: Self.month, taped: 100, slimTaped: slim + trial[WhatIf.Key(code, .units)])
    }
    try office.send(.packaging(Office.lined(rows)))
    try expectBoard(trial.levels + trial.parts, office, Self.tape, "changed \(trial.changes)")
    // More than there are cannot turn good.
    trial.set(WhatIf.Key(Office.towns[0], .units), to: 1000)
    #expect(trial[WhatIf.Key(Office.towns[0], .units)] == 17)
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func fillingInTheSmallestSetMeetsTheTarget(seed: UInt64) throws {
    var dice = PropertyTests.Dice(state: seed)
    let office = try Office()
    var town = Self.town(&dice)
    town.isReached = town.isReached.map { $0 ?? false }
    try send(town, to: office)
    for indicator in [Self.density, Self.reach, Self.tape] {
      for scope in [Office.county, Office.prefecture] {
        var trial = try whatIf(office, scope, indicator)
        guard let set = trial.smallestSet else {
          // The prefecture has other counties, of which nothing is known.
          let whole = try #require(trial.levels.last?.before)
          #expect(whole.countsAsMet || whole.reading.isPartial, "\(indicator.id) \(scope)")
          continue
        }
        trial.fill(set)
        let after = try #require(trial.levels.last?.after)
        #expect(after.status == .met, "\(indicator.id) \(scope) \(set)")
        #expect(
          try office.store.evidence(
            for: scope, indicator: indicator, period: Self.period, borrowing: nil, plans: Self.book, today: Self.today
          ).smallestSet == set)
      }
    }
  }
}
