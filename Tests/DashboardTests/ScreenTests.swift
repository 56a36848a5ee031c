import Dashboard
import Drawing
import Foundation
import PostalModel
import Testing

/// What holds for every screen of every size.
@Suite struct ScreenTests {
  static let addresses = [
    "/", "5205", "5205?plan=hoxud", "5205/outlets", "5205/packaging", "5205/safety", "5205/villages", "5205/plans",
    "5205/service", "5205/open-items", "5205/data", "520526100", "520526100001", "520526100001/outlets",
    "520526100001›WN-0101", "5205/packaging?sort=name&filter=大",
  ]

  /// Sizes from a fixed seed, so that a failure can be seen again.
  static let sizes: [Size] = {
    var state: UInt64 = 20_250_708
    func next(_ range: ClosedRange<Int>) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return range.lowerBound + Int(state >> 33) % range.count
    }
    let random = (0..<12).map { _ in Size(width: next(16...240), height: next(4...67)) }
    return random + [Size(width: 16, height: 4), Size(width: 240, height: 67), Size(width: 80, height: 24)]
  }()

  static let fewSizes = Array(sizes.suffix(5))

  @Test(arguments: addresses, Language.allCases)
  func everyRowIsAsWideAsTheScreen(_ address: String, _ language: Language) {
    let fixture = Fixture(language: language)
    for glyphs in [Glyphs(), Glyphs(ambiguous: .two), Glyphs(tier: .ascii)] {
      for keys: [Key] in [[], [.character("e")], [.character("?")]] {
        var dashboard = fixture.dashboard(address, glyphs: glyphs)
        fixture.press(keys, on: &dashboard)
        for size in keys.isEmpty ? ScreenTests.sizes : ScreenTests.fewSizes {
          let surface = dashboard.view(size)
          let rows = surface.rows(keepingTrailingBlanks: true)
          #expect(rows.count == size.height)
          for row in rows { #expect(glyphs.columns(of: row) == size.width, "\(address) \(size) \(row)") }
        }
      }
    }
  }

  @Test(arguments: addresses, Language.allCases)
  func inventedDataSaysSoOnEveryScreen(_ address: String, _ language: Language) {
    let fixture = Fixture(language: language)
    let badge = fixture.handbook.words["badge.demonstration.short"]
    for keys: [Key] in [[], [.character("e")], [.character("?")], [.character("/")], [.character(":")]] {
      var dashboard = fixture.dashboard(address)
      fixture.press(keys, on: &dashboard)
      for size in ScreenTests.sizes {
        let top = dashboard.view(size).rows()[0]
        #expect(top.contains(badge), "\(address) \(size) \(top)")
      }
    }
  }

  @Test(arguments: addresses, Language.allCases)
  func aPastDaySaysSoOnEveryScreen(_ address: String, _ language: Language) {
    let fixture = Fixture(language: language, asOf: Day(2025, 7, 3))
    for keys: [Key] in [[], [.character("e")], [.character("?")]] {
      var dashboard = fixture.dashboard(address)
      fixture.press(keys, on: &dashboard)
      for size in ScreenTests.fewSizes where size.width >= 40 {
        let top = dashboard.view(size).rows()[0]
        #expect(top.contains("07-03"), "\(address) \(size) \(top)")
        #expect(top.contains(fixture.handbook.words["badge.demonstration.short"]))
      }
    }
  }

  @Test func aSignedMonthSaysSoAndTellsTheSignedValueBesideTheNewOne() throws {
    var fixture = Fixture()
    let bijie = fixture.area("5205", "毕节市")
    let signed = SignOff(
      id: 1, area: bijie, month: Month(2025, 6), at: "2025-07-15 09:12", who: "张三", newestImport: 4, reported: 8,
      expected: 8)
    fixture.signOff = SignOffFacts(signOff: signed, revised: [:], isRevised: false)
    let size = Size(width: 160, height: 40)
    #expect(fixture.dashboard("5205/packaging/slim_tape").view(size).rows()[0].contains("已签收"))
    let then = FigureRecord(
      indicator: "slim_tape", value: "12.3", ratio: Ratio(123, 1000, scale: 100), isValueOnly: false, reported: 8,
      expected: 8, status: .short)
    let counties = fixture.board(BoardRequest(area: bijie.code, period: nil, plan: nil)).rows
    let revised = Dictionary(uniqueKeysWithValues: counties.map { ($0.area.code, ["slim_tape": then]) })
    fixture.signOff = SignOffFacts(signOff: signed, revised: revised, isRevised: true)
    var dashboard = fixture.dashboard("5205/packaging/slim_tape")
    #expect(dashboard.view(size).rows()[0].contains("签收后修订"))
    fixture.press([.character("e")], on: &dashboard)
    let text = dashboard.view(size).text
    #expect(text.contains("2025-07-15 09:12") && text.contains("签收时 12.3"))
  }

  @Test func realDataHasNoBadge() {
    let fixture = Fixture(isDemonstration: false)
    let text = fixture.dashboard("5205").view(Size(width: 120, height: 36)).text
    #expect(!text.contains(fixture.handbook.words["badge.demonstration"]))
  }

  @Test func nothingIsGreenWithoutATarget() {
    let fixture = Fixture()
    let surface = fixture.dashboard("5205/outlets").view(Size(width: 120, height: 36))
    for row in 0..<20 {
      for run in surface.runs(row: row) { #expect(run.style.foreground != .met, "row \(row)") }
    }
  }

  @Test func aPartialFigureIsNotCountedAsMet() {
    let fixture = Fixture()
    let text = fixture.dashboard("5205/packaging/slim_tape").view(Size(width: 160, height: 40)).text
    #expect(text.contains("达标·部分"))
    #expect(text.contains("~99.1✓"))
    #expect(text.contains("2/3"))
  }

  @Test func missingIsAWordAndNotZero() {
    let fixture = Fixture()
    let rows = fixture.dashboard("5205/packaging").view(Size(width: 120, height: 36)).rows()
    let row = rows.first { $0.contains("七星关区") }
    #expect(row?.contains("未报") == true)
    #expect(row?.contains("0.0") == false)
  }

  @Test func aCleanSampleIsNotPlainlyMet() {
    let fixture = Fixture()
    let text = fixture.dashboard("5205/safety/inspection").view(Size(width: 140, height: 36)).text
    #expect(text.contains("样本未见不合格(172)"))
  }

  @Test func sixteenByFourShowsTheHeadline() {
    let rows = Fixture().dashboard("5205?plan=hoxud").view(Size(width: 16, height: 4)).rows()
    #expect(rows[0].contains("毕节"))
    #expect(rows[1].contains("4.21"))
    #expect(rows[1].contains("借用"))
    #expect(rows[2].contains("威宁县"))
  }
}

extension ScreenTests {
  @Test func theSmallestScreenSaysStatusByMarkToo() {
    let fixture = Fixture()
    for address in ["5205/packaging", "5205/outlets?plan=hoxud"] {
      let rows = fixture.dashboard(address).view(Size(width: 16, height: 4)).rows()
      #expect(rows[2...].allSatisfy { $0.contains("✗") }, "\(address): \(rows)")
    }
  }
}
