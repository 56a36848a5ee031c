import Panels
import Testing

@testable import PostalModel

@Suite struct OrderingTests {
  private let indicator = Indicator(
    id: "slim_tape", zh: "瘦身胶带", en: "Slim tape", panel: "packaging", form: .packaging, numerator: ["a"],
    denominator: ["b"])

  private func row(_ code: String, _ name: String, _ share: Int?, _ status: Status) -> BoardRow {
    let code = AreaCode(code)!
    let reading = Reading(
      indicator: "slim_tape", ratio: share.flatMap { Ratio($0, 100, scale: 100) },
      absence: share == nil ? .notReported : nil, reported: 1, expected: 1, whole: nil, gap: nil, sample: nil,
      isSample: false, stockMonth: nil, source: nil)
    let target = Target(id: "t", indicator: "slim_tape", minimum: Amount(99))
    let judgement = Judgement(
      status: status, applied: AppliedTarget(plan: "p", zh: "甲", en: "A", target: target, isBorrowed: false))
    return BoardRow(
      area: Area(id: code.number, code: code, name: name),
      figures: ["slim_tape": Figure(reading: reading, judgement: judgement)], plan: nil)
  }

  private var rows: [BoardRow] {
    [
      row("520502", "甲县", 99, .met), row("520521", "乙县", 97, .short), row("520522", "丙县", nil, .notReported),
      row("520523", "丁县", 90, .short), row("520524", "戊县", 100, .met),
    ]
  }

  private func order(_ sort: SortOrder, filter: String = "") -> String {
    Ordering.rows(rows, by: sort, indicators: [indicator], filter: filter).map { String($0.area.name.first!) }.joined()
  }

  @Test func orders() {
    #expect(order(.worst) == "丁乙丙甲戊")
    #expect(order(.code) == "甲乙丙丁戊")
    #expect(order(.value) == "丁乙甲戊丙")
    #expect(order(.name) == "丁丙乙戊甲")
  }

  @Test func filtersByNameAndCode() {
    #expect(order(.code, filter: "乙") == "乙")
    #expect(order(.code, filter: "052") == "乙丙丁戊")
    #expect(order(.code, filter: "无") == "")
  }
}

@Suite struct AreaNamesTests {
  @Test(
    arguments: [
      ("威宁彝族回族苗族自治县", "威宁县"), ("西双版纳傣族自治州", "西双版纳州"), ("巴音郭楞蒙古自治州", "巴音郭楞州"), ("东乡族自治县", "东乡县"),
      ("塔什库尔干塔吉克自治县", "塔什库尔干县"), ("七星关区", "七星关区"), ("黔西市", "黔西市"), ("喀什地区", "喀什地区"),
      ("积石山保安族东乡族撒拉族自治县", "积石山县"), ("海边社区居民委员会", "海边社区"), ("上坝村村民委员会", "上坝村"), ("上坝村委会", "上坝村"),
      ("大街苗族彝族布依族乡", "大街乡"),
    ])
  func short(_ name: String, _ short: String) {
    #expect(AreaNames.short(name) == short)
  }
}

@Suite struct PanelKindTests {
  @Test func digitsAreUniqueAndLeadBack() {
    #expect(Set(PanelKind.allCases.map(\.key)).count == PanelKind.allCases.count)
    for kind in PanelKind.allCases { #expect(PanelKind(key: kind.key) == kind) }
  }
}
