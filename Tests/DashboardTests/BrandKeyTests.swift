import Drawing
import Panels
import PostalModel
import Testing

@testable import Dashboard

/// 分品牌 by keys: from the brands of an area to one brand in its parts, into a part, and all the way back.
@Suite struct BrandKeyTests {
  let fixture = Fixture()
  static let size = Size(width: 120, height: 40)

  private func opened(_ address: String, _ keys: [Key] = []) -> Dashboard {
    var dashboard = fixture.dashboard(address)
    fixture.settle(&dashboard, dashboard.update(.resized(Self.size)))
    fixture.press([.character("B")] + keys, on: &dashboard)
    return dashboard
  }

  private func text(_ dashboard: Dashboard) -> String { dashboard.view(Self.size).text }

  @Test func aBrandIsFollowedIntoAPartAndBack() {
    var dashboard = opened("5205/packaging")
    #expect(dashboard.context == .brands)
    #expect(text(dashboard).contains("分品牌 毕节市") && text(dashboard).contains("甲快递"))
    fixture.press([.enter], on: &dashboard)
    #expect(text(dashboard).contains("分品牌 乙速运"))
    fixture.press([.enter], on: &dashboard)
    #expect(dashboard.place.area?.level == .county && dashboard.place.panel == .packaging)
    #expect(dashboard.context == .brands && text(dashboard).contains("分品牌 乙速运"))
    fixture.press([.character("H")], on: &dashboard)
    #expect(dashboard.place.area == AreaCode("5205") && dashboard.context == .brands)
    fixture.press([.escape, .escape], on: &dashboard)
    #expect(dashboard.session.sheets.isEmpty && dashboard.place.area == AreaCode("5205"))
  }

  @Test func theWorstComesFirstAndOrderTurns() throws {
    var dashboard = opened("5205/packaging")
    func first() -> String? {
      if case .brands(let look)? = dashboard.session.sheet { dashboard.brandRows(look).first?.brand } else { nil }
    }
    #expect(first() == "乙速运")
    fixture.press([.character("R")], on: &dashboard)
    #expect(first() == "甲快递")
    fixture.press([.character("R"), .character("s")], on: &dashboard)
    #expect(dashboard.session.notice?.text.contains("二次") == true)
  }

  @Test(arguments: ["5205/villages", "5205/service"])
  func whatNamesNoBrandSaysSo(_ address: String) {
    let dashboard = opened(address)
    #expect(dashboard.session.sheets.isEmpty)
    #expect(dashboard.session.notice != nil || dashboard.context == .measures)
  }

  @Test func aWallTellsNoBrands() {
    #expect(!KioskPermit.permits(.brands, in: .figures))
    #expect(KioskPermit.permits(.back, in: .brands) && !KioskPermit.permits(.enter, in: .brands))
    let request = BrandRequest(area: AreaCode("5205")!, form: .safety, period: Period("2025-06")!, plan: nil)
    #expect(!KioskPermit.permits(.loadBrands(request), firms: true))
  }
}
