import Catalog
import Drawing
import Foundation
import PostalModel
import Testing

/// Every file of Data and Themes loads.
@Suite struct ShippedDataTests {
  @Test func indicatorsAreThoseOfTheContract() throws {
    let indicators = try Catalog.shipped.indicators()
    let contract = [
      "outlet_density", "outlet_gap", "village_reach", "village_station", "station_standard", "slim_tape", "no_repack",
      "reusable_bags", "standard_packaging", "e_waybill", "inspection", "real_name", "xray",
    ]
    #expect(Set(indicators.map(\.id)).isSuperset(of: contract))
    let density = try #require(indicators.first { $0.id == Indicator.density })
    #expect(density.unit == .per10k && density.scale == 10_000 && density.decimals == 2 && density.kind == .stock)
    #expect(density.appliesToCommunities && !density.appliesToVillages)
    #expect(indicators.first { $0.id == "inspection" }?.isSample == true)
    for indicator in indicators { #expect(!indicator.formulaZh.isEmpty && !indicator.formulaEn.isEmpty) }
  }

  @Test func everyPlanOpens() throws {
    let (book, errors) = Catalog.shipped.planBook()
    #expect(errors.isEmpty, "\(errors.map { $0.text(.en) })")
    #expect(book.plans.map(\.id) == ["bijie", "xishuangbanna", "linxia", "hoxud", "kashgar"])
    let law = try #require(book.law)
    #expect(law.target(for: "inspection", on: Day(2025, 6, 30)!)?.minimum == Amount(100))
    let hoxud = try #require(book.plan("hoxud"))
    let density = try #require(hoxud.target(for: Indicator.density, on: Day(2025, 6, 30)!))
    #expect(density.minimum == Amount(4) && density.maximum == Amount(5) && density.clause == "二(一)2")
    #expect(hoxud.stationStandard == .five && book.plan("linxia")?.stationStandard == .six)
    let waybill = try #require(book.plan("xishuangbanna")?.target(for: "e_waybill", on: Day(2025, 6, 30)!))
    #expect(waybill.growth == Amount(micro: 1_030_000) && waybill.path == .compound && waybill.baselineYear == 2020)
    #expect(book.plan("bijie")?.issued == Day(2023, 4, 23))
  }

  @Test func planFilesAreNamedByTheirPlans() throws {
    let (book, _) = Catalog.shipped.planBook()
    let files = try FileManager.default.contentsOfDirectory(atPath: Scratch.share + "/Data/plans")
    let names = files.filter { $0.hasSuffix(".toml") }.map { String($0.dropLast(5)) }
    #expect(Set(names) == Set(book.plans.map(\.id) + [Plan.law]))
  }

  @Test func areasHoldTogether() throws {
    let areas = try Catalog.shipped.shippedAreas()
    let codes = Set(areas.map(\.code))
    #expect(codes.count == areas.count)
    for (code, name) in [
      (520_526_000_000, "威宁彝族回族苗族自治县"), (652_828_000_000, "和硕县"), (520_581_000_000, "黔西市"),
    ] {
      #expect(areas.first { $0.code.number == code }?.name == name)
    }
    for area in areas where area.code.level > .prefecture {
      let isHeld = area.parent.map(codes.contains) ?? area.code.ancestors.first.map(codes.contains)
      #expect(isHeld == true, "\(area.code) \(area.name)")
    }
    for change in try Catalog.shipped.codeChanges() {
      #expect(codes.contains(change.new) && !codes.contains(change.old))
    }
    for census in try Catalog.shipped.residents() {
      #expect(codes.contains(census.area) && (census.residents ?? 0) >= (census.urbanResidents ?? 0))
    }
    #expect(try Catalog.shipped.codeChanges().first?.ended == Month(2021, 3))
  }

  @Test func tileMapsShowEveryCountyOnce() throws {
    let areas = try Catalog.shipped.shippedAreas()
    for plan in try Catalog.shipped.planBook().0.plans {
      guard let area = plan.area, let map = try Catalog.shipped.tileMap(of: area) else { continue }
      let counties = areas.filter { $0.code.level == .county && $0.code.cut(at: .prefecture) == area }.map(\.code)
      #expect(map.tiles.map(\.area).sorted() == counties.sorted())
    }
    #expect(try Catalog.shipped.tileMap(of: AreaCode("5205")!)?.tiles.count == 8)
    #expect(try Catalog.shipped.tileMap(of: AreaCode("652828")!) == nil)
  }

  @Test func settingsShipAsTheModelHasThem() throws {
    #expect(try Catalog.shipped.settings() == Settings())
  }

  @Test func bothLanguagesHaveTheSameKeysAndSlots() throws {
    let (zh, en) = (try Catalog.shipped.words(.zh), try Catalog.shipped.words(.en))
    #expect(!zh.keys.isEmpty)
    #expect(Set(zh.keys).symmetricDifference(en.keys).isEmpty)
    for key in zh.keys where en.contains(key) {
      #expect(slots(zh[key]) == slots(en[key]), "\(key)")
    }
  }

  private func slots(_ text: String) -> Set<String> {
    Set((0...9).map { "{\($0)}" }.filter(text.contains))
  }
}
