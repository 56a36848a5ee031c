import PostalModel
import Testing

@testable import PostalStore

@Suite struct RollUpTests {
  let june = Month(2025, 6)

  @Test func sumsAreTakenOverEveryLevelAndThenDivided() throws {
    let office = try Office()
    try office.sendAreas()
    try office.send(
      .packaging(
        Office.lined([
          PackagingEntry(area: Office.towns[0], month: june, taped: 1000, slimTaped: 990),
          PackagingEntry(area: Office.towns[1], month: june, taped: 100, slimTaped: 50),
        ])))
    for code in [Office.county, Office.prefecture, AreaCode("52")!] {
      let sums = try office.sums(code)
      #expect(sums.measures["slim_taped"] == 1040)
      #expect(sums.measures["taped"] == 1100)
      #expect(sums.reported["taped"] == 2)
      #expect(sums.expected[.packaging] == 2)
      #expect(sums.measures["bags"] == nil)
    }
    #expect(try office.sums(Office.towns[0]).expected[.packaging] == 1)
    #expect(try office.sums(Office.communities[0]).expected[.packaging] == 0)
  }

  @Test func aPairIsTakenWholeOrNotAtAll() throws {
    let office = try Office()
    try office.sendAreas()
    try office.send(
      .packaging(
        Office.lined([
          PackagingEntry(area: Office.towns[0], month: june, taped: 1000, slimTaped: 990, bags: 10, reusableBags: 9),
          PackagingEntry(area: Office.towns[1], month: june, taped: 100, slimTaped: nil, bags: 20, reusableBags: 20),
        ])))
    let sums = try office.sums(Office.county)
    #expect(sums.measures["taped"] == 1000 && sums.reported["taped"] == 1)
    #expect(sums.measures["bags"] == 30 && sums.reported["bags"] == 2)
  }

  @Test func sourcesAreNotAddedUp() throws {
    let office = try Office()
    try office.sendAreas()
    try office.send(
      .packaging(
        Office.lined([
          PackagingEntry(area: Office.towns[0], month: june, taped: 100, slimTaped: 90),
          PackagingEntry(area: Office.towns[0], month: june, source: .system, taped: 200, slimTaped: 190),
          PackagingEntry(area: Office.towns[0], month: june, source: .sampled, taped: 30, slimTaped: 30),
          PackagingEntry(area: Office.towns[1], month: june, brand: "甲", taped: 10, slimTaped: 9),
          PackagingEntry(area: Office.towns[1], month: june, brand: "乙", taped: 10, slimTaped: 8),
          PackagingEntry(area: Office.towns[1], month: june, brand: "甲", source: .system, taped: 11, slimTaped: 11),
        ])))
    #expect(try office.sums(Office.towns[0]).measures["taped"] == 200)
    #expect(try office.sums(Office.towns[0]).sample["taped"] == 30)
    #expect(try office.sums(Office.towns[1]).measures["taped"] == 21)
    #expect(try office.sums(Office.county).measures["slim_taped"] == 190 + 11 + 8)
    #expect(try office.sums(Office.county).reported["taped"] == 2)

    var settings = Settings()
    settings.prefersSystem = false
    let other = try Office(settings: settings)
    try other.sendAreas()
    try other.send(
      .packaging(
        Office.lined([
          PackagingEntry(area: Office.towns[0], month: june, taped: 100, slimTaped: 90),
          PackagingEntry(area: Office.towns[0], month: june, source: .system, taped: 200, slimTaped: 190),
        ])))
    #expect(try other.sums(Office.towns[0]).measures["taped"] == 100)
  }

  @Test func aTownThatDoesNotReturnIsMissed() throws {
    let office = try Office()
    try office.sendAreas()
    try office.send(
      .safety(
        Office.lined([
          SafetyEntry(area: Office.towns[0], month: june, inspected: 30, openedOK: 30),
          SafetyEntry(area: Office.towns[1], month: june.advanced(by: -1), inspected: 20, openedOK: 19),
        ])))
    let june = try office.sums(Office.county)
    #expect(june.reported["inspected"] == 1 && june.expected[.safety] == 2)
    #expect(try office.sums(Office.towns[1]).measures["inspected"] == nil)
    #expect(try office.sums(Office.towns[1]).expected[.safety] == 1)
    // Nothing was owed before the first return of the county.
    #expect(try office.sums(Office.county, "2025-04").expected[.safety] == 0)
    let quarter = try office.sums(Office.county, "2025-Q2")
    #expect(quarter.measures["inspected"] == 50)
    #expect(quarter.reported["inspected"] == 0)
  }

  @Test func outletsAreNotBlamedForHavingNoXrayMachine() throws {
    let office = try Office()
    try office.sendAreas()
    try office.send(
      .outlets(
        Office.lined([
          OutletEntry(id: "W1", name: "末端", type: .terminal, area: Office.communities[0]),
          OutletEntry(id: "P1", name: "处理", type: .processing, area: Office.county),
        ])))
    try office.send(
      .safety(
        Office.lined([
          SafetyEntry(area: Office.communities[0], month: june, outlet: "W1", xrayDue: 50, xrayDone: 0),
          SafetyEntry(area: Office.county, month: june, outlet: "P1", xrayDue: 100, xrayDone: 99),
        ])))
    #expect(try office.sums(Office.communities[0]).measures["xray_due"] == nil)
    #expect(try office.sums(Office.county).measures["xray_due"] == 100)
    #expect(try office.sums(Office.county).measures["xray_done"] == 99)
  }

  @Test func nothingToScreenIsAReturnToo() throws {
    let office = try Office()
    try office.sendAreas()
    try office.send(
      .safety(
        Office.lined([
          SafetyEntry(area: Office.towns[0], month: june, inspected: 30, openedOK: 30),
          SafetyEntry(area: Office.towns[1], month: june, inspected: 20, openedOK: 19),
          SafetyEntry(area: Office.county, month: june, outlet: "P1", xrayDue: 2000, xrayDone: 2000),
        ])))
    let county = try office.sums(Office.county)
    // The county's own row is no unit beside the two towns that owe the form.
    #expect(county.measures["xray_due"] == 2000 && county.reported["xray_due"] == 2)
    #expect(county.expected[.safety] == 2 && county.reported["inspected"] == 2)
    let town = try office.sums(Office.towns[0])
    #expect(town.measures["xray_due"] == nil && town.reported["xray_due"] == 1)
  }

  @Test func villagesAndTheirStations() throws {
    let office = try Office()
    try office.sendAreas()
    try office.send(
      .outlets(
        Office.lined([
          OutletEntry(id: "S1", name: "站", type: .villageStation, area: Office.villages[0]),
          OutletEntry(
            id: "S2", name: "站", type: .villageStation, area: Office.villages[1], openedOn: Day("2025-07-01")),
        ])), scope: Office.county)
    func state(_ area: AreaCode, brands: Int?, camera: Bool, trips: Int) -> VillageEntry {
      VillageEntry(
        area: area, month: june, brands: brands, weeklyTrips: trips, staff: true, premises: true, shelves: true,
        equipment: true, sign: true, camera: camera)
    }
    try office.send(
      .villages(
        Office.lined([
          state(Office.villages[0], brands: 2, camera: false, trips: 3),
          state(Office.villages[1], brands: 0, camera: true, trips: 3),
          state(Office.villages[2], brands: 1, camera: true, trips: 3),
        ])))
    let sums = try office.sums(Office.county)
    #expect(sums.measures["villages_reached"] == 2 && sums.measures["villages_reporting"] == 3)
    #expect(sums.expected[.villages] == 4)
    #expect(sums.measures["villages_registered"] == 4 && sums.measures["villages_with_station"] == 1)
    // One open station in the register; it has the five but no camera.
    #expect(sums.measures["stations_five_known"] == 1 && sums.measures["stations_five"] == 1)
    #expect(sums.measures["stations_six_known"] == 1 && sums.measures["stations_six"] == 0)
  }

  @Test func registersAreStockThroughTheMonths() throws {
    let office = try Office()
    try office.sendAreas()
    let area = Office.communities[0]
    try office.send(
      .outlets(
        Office.lined([
          OutletEntry(id: "1", name: "a", type: .terminal, area: area),
          OutletEntry(id: "2", name: "b", type: .terminal, area: area, openedOn: Day("2025-06-30")),
          OutletEntry(id: "3", name: "c", type: .terminal, area: area, closedOn: Day("2025-06-30")),
          OutletEntry(id: "4", name: "d", type: .terminal, area: area, closedOn: Day("2025-07-01")),
          OutletEntry(id: "5", name: "e", type: .locker, area: area),
          OutletEntry(id: "6", name: "f", type: .terminal, area: Office.villages[0]),
        ])), scope: Office.county)
    #expect(try office.sums(area, "2025-05").measures["terminal_outlets_urban"] == 3)
    #expect(try office.sums(area, "2025-06").measures["terminal_outlets_urban"] == 3)
    #expect(try office.sums(area, "2025-07").measures["terminal_outlets_urban"] == 2)
    // The population is of 2024: nothing is known before.
    #expect(try office.sums(area, "2023-12").measures["urban_residents"] == nil)
    let county = try office.sums(Office.county)
    #expect(county.measures["terminal_outlets_urban"] == 3 && county.measures["urban_residents"] == 30_000)
    #expect(county.gaps[Amount(4)] == DensityGap(outlets: 1 + 8, met: 0, units: 2))
    #expect(try office.sums(Office.prefecture).gaps[Amount(4)]?.outlets == 9)
  }

  @Test func aRegisterCoversTheSmallestAreaThatHoldsItsRows() throws {
    let office = try Office()
    try office.sendAreas()
    try office.send(
      .outlets(Office.lined([OutletEntry(id: "1", name: "a", type: .terminal, area: Office.communities[0])])))
    #expect(try office.sums(Office.communities[0]).hasRegister)
    #expect(try office.sums(Office.communities[1]).hasRegister == false)
    #expect(try office.sums(Office.county).urbanUnits == (1, 2))
  }

  @Test func onlyAWholeListTakesShippedAreasOut() throws {
    var shipped = Office.above
    let county = AreaCode("520526")!
    shipped.areas += [(county, "威宁县", nil)]
    for index in 1...5 {
      shipped.areas.append((AreaCode("52052610\(index)")!, "镇\(index)", nil))
      shipped.areas.append((AreaCode("52052610\(index)201")!, "村\(index)村", nil))
    }
    let office = try Office(shipped: shipped)
    let town = AreaCode("520526101")!
    try office.send(.packaging(Office.lined([PackagingEntry(area: town, month: june, taped: 1, slimTaped: 1)])))
    #expect(try office.sums(county).expected[.packaging] == 5)
    // Populations of two towns say nothing of the others.
    let rows = [AreaEntry(code: town, name: "草海镇"), AreaEntry(code: AreaCode("520526102")!, name: "幺站镇")]
    try office.send(.areas(Office.lined(rows)))
    #expect(try office.sums(county).expected[.packaging] == 5)
    #expect(try office.sums(county).measures["villages"] == 5)
    let before = try office.dump()
    let whole = try office.send(.areas(Office.lined(rows)), scope: county)
    #expect(try office.sums(county).expected[.packaging] == 2)
    #expect(try office.sums(county).measures["villages"] == 2)
    #expect(try office.store.children(of: county).map(\.name) == ["草海镇", "幺站镇"])
    try office.store.undo(#require(whole.id), at: "2025-07-06 08:00")
    #expect(try office.dump() == before)
  }

  @Test func everyBrandHasToGiveThePair() throws {
    let office = try Office()
    try office.sendAreas()
    try office.send(
      .packaging(
        Office.lined([
          PackagingEntry(
            area: Office.towns[0], month: june, brand: "甲", taped: 10, slimTaped: 10, bags: 9, reusableBags: 9),
          PackagingEntry(area: Office.towns[0], month: june, brand: "乙", taped: 10, slimTaped: 9),
        ])))
    let sums = try office.sums(Office.towns[0])
    #expect(sums.reported["taped"] == 1 && sums.reported["bags"] == 0)
    #expect(sums.returned[.packaging] == 1)
  }

  @Test func aSystemsBlankDoesNotWipeOutTheReturn() throws {
    let office = try Office()
    try office.sendAreas()
    try office.send(
      .packaging(
        Office.lined([
          PackagingEntry(area: Office.towns[0], month: june, taped: 100, slimTaped: 99, bags: 10, reusableBags: 9),
          PackagingEntry(area: Office.towns[0], month: june, source: .system, taped: 110, slimTaped: 100),
        ])))
    let sums = try office.sums(Office.towns[0])
    #expect(sums.measures["taped"] == 110 && sums.measures["bags"] == 10)
    #expect(sums.reported["taped"] == 1 && sums.reported["bags"] == 1)
  }

  @Test func aReturnOfTheWholeCountyIsOneOfAllItsTowns() throws {
    let office = try Office()
    try office.sendAreas()
    try office.send(
      .packaging(
        Office.lined([
          PackagingEntry(area: Office.county, month: june.advanced(by: -1), taped: 10, slimTaped: 9),
          PackagingEntry(area: Office.towns[0], month: june, taped: 10, slimTaped: 9),
          PackagingEntry(area: Office.towns[1], month: june, taped: 10, slimTaped: 9),
        ])))
    let may = try office.sums(Office.county, "2025-05")
    #expect(may.reported["taped"] == 2 && may.expected[.packaging] == 2)
  }
}
