import Demonstration
import PostalModel
import Testing

/// What the demonstration is meant to show.
@Suite struct StoryTests {
  private static let bijie = "毕节市-包装月报-"

  @Test(arguments: ["包装月报", "安全检查", "进村台账"]) func qixingguanFallsSilent(_ form: String) throws {
    for month in ["2025-05", "2025-06"] {
      let table = try Made.table("毕节市-\(form)-\(month).csv")
      #expect(table.of("520502").isEmpty && !table.of("520521").isEmpty)
    }
    #expect(try !Made.table("毕节市-\(form)-2025-04.csv").of("520502").isEmpty)
  }

  @Test func jinshaFallsBackInTheLastQuarter() throws {
    let rates = try ["2024-12", "2025-03", "2025-04", "2025-05", "2025-06"].map {
      try Made.table("\(Self.bijie)\($0).csv").rate("循环中转袋数", "中转袋数", in: "520523")
    }
    #expect(rates[1] > rates[0] && rates[1] >= 9500)
    #expect(rates[2] < rates[1] && rates[3] < rates[2] && rates[4] < rates[3] && rates[4] < 9500)
  }

  @Test func packagingGetsBetterAndEndsAsPlanned() throws {
    let (first, last) = (try Made.table("\(Self.bijie)2023-06.csv"), try Made.table("\(Self.bijie)2025-06.csv"))
    for county in ["520521", "520524", "520525", "520526", "520527", "520581"] {
      for (part, whole) in [("瘦身胶带件数", "胶带封装件数"), ("不再二次包装件数", "电商快件数"), ("电子运单数", "运单数")] {
        #expect(last.rate(part, whole, in: county) > first.rate(part, whole, in: county))
      }
    }
    #expect(last.rate("瘦身胶带件数", "胶带封装件数", in: "520525") >= 9900)
    #expect((9580...9630).contains(last.rate("瘦身胶带件数", "胶带封装件数", in: "520526")))
    let linxia = try Made.table("临夏市-包装月报-2025-06.csv")
    #expect((8700...8899).contains(linxia.rate("符合标准采购量", "包装采购量", in: "622901")))
  }

  @Test func hoxudReachesTwentyFourOfTwentySevenVillages() throws {
    let rows = try Made.table("和硕县-进村台账-2025-06.csv").rows
    #expect(rows.count == 27 && rows.count { $0["通达品牌数"] != "0" } == 24)
    let before = try Made.table("和硕县-进村台账-2023-06.csv").rows
    #expect((20...22).contains(before.count { $0["通达品牌数"] != "0" }))
    for row in rows where row["通达品牌数"] == "0" { #expect(row["服务方式"] == "无" && row["人员"] == "无") }
  }

  @Test func densitiesAreThoseOfTheCounties() throws {
    // County: outlets open at the end of June 2025, urban residents of 2024.
    for (county, name, file, outlets, people) in [
      ("520526", "威宁彝族回族苗族自治县", "毕节市", 123, 384_000), ("520502", "七星关区", "毕节市", 321, 640_000),
      ("652828", "和硕县", "和硕县", 13, 33_412), ("653101", "喀什市", "喀什地区", 298, 560_000),
      ("622901", "临夏市", "临夏市", 126, 298_000),
    ] {
      let register = try Made.table("\(name)-网点台账-2025-07-05.csv")
      #expect(open(register, on: Day(2025, 6, 30)!).count == outlets)
      let before = open(register, on: Day(2023, 6, 30)!).count
      #expect(before < outlets && before * 2 > outlets)
      let townships = try Made.table("\(file)-区划人口-2024.csv").of(county).filter { isTownship($0["区划代码"]!) }
      #expect(townships.reduce(0) { $0 + Int($1["城镇人口"]!)! } == people)
    }
  }

  @Test func countiesWithEnoughOutletsHaveThemInEveryTownship() throws {
    let townships = try Made.table("毕节市-区划人口-2024.csv").rows.filter { isTownship($0["区划代码"]!) }
    let names = ["520525": "纳雍县", "520521": "大方县", "520526": "威宁彝族回族苗族自治县", "520524": "织金县"]
    var gaps: [String: Int] = [:]
    for (county, name) in names {
      let outlets = open(try Made.table("\(name)-网点台账-2025-07-05.csv"), on: Day(2025, 6, 30)!)
      for row in townships where row["区划代码"]!.hasPrefix(county) {
        let code = row["区划代码"]!
        let needed = Ratio.needed(for: Amount(4), of: Int(row["城镇人口"]!)!, scale: 10_000)
        let present = outlets.count { $0["区划代码"]!.hasPrefix(code.prefix(9)) }
        gaps[county, default: 0] += max(0, needed - present)
      }
    }
    #expect(gaps["520525"] == 0 && gaps["520521"] == 0)
    #expect(gaps["520526"]! > 30 && gaps["520524"]! > 15)
  }

  @Test func everyTownshipGivesItsUrbanResidents() throws {
    let counties = Set(Demonstration.planAreas)
    let expected = Made.areas.filter { area in
      area.code.level == .township
        && (counties.contains(area.code.cut(at: .prefecture)) || counties.contains(area.code.cut(at: .county)))
    }
    for year in ["2023", "2024"] {
      let rows = try ["毕节市", "西双版纳傣族自治州", "临夏市", "和硕县", "喀什地区"].flatMap {
        try Made.table("\($0)-区划人口-\(year).csv").rows
      }
      let given = rows.filter { isTownship($0["区划代码"]!) && !$0["城镇人口"]!.isEmpty && $0["年份"] == year }
      #expect(Set(given.map { $0["区划代码"]! }) == Set(expected.map(\.code.description)))
    }
  }

  @Test func sourcesBrandsAndGaps() throws {
    let table = try Made.table("\(Self.bijie)2025-06.csv")
    #expect(Set(table.of("520521").map { $0["品牌"]! }).count == 2)
    #expect(table.of("520521").allSatisfy { !$0["品牌"]!.isEmpty })
    let system = table.of("520581").filter { $0["来源"] == "系统" }
    #expect(system.count == table.of("520581").count / 2)
    #expect(try Made.table("\(Self.bijie)2024-12.csv").of("520581").allSatisfy { $0["来源"] == "报送" })
    let sample = try #require(table.of("520526").first { $0["来源"] == "抽查" })
    #expect(sample["胶带封装件数"] == "300" && sample["中转袋数"] == "")
    let blank = table.of("520525").filter { $0["包装采购量"] == "" }
    #expect(blank.count == 1 && blank[0]["符合标准采购量"] == "" && blank[0]["胶带封装件数"] != "")
  }

  @Test func screeningBelongsToProcessingSites() throws {
    for file in Made.files where file.form == .safety {
      let table = Table(file)
      for row in table.rows where row["网点编号"]!.isEmpty {
        if row["应安检"] != "0" { Issue.record("\(file.name): \(row)") }
      }
      let sites = table.rows.filter { !$0["网点编号"]!.isEmpty }
      #expect(Set(sites.map { $0["区划代码"]!.prefix(6) }) == Set(table.rows.map { $0["区划代码"]!.prefix(6) }))
    }
    let register = try Made.table("金沙县-网点台账-2025-07-05.csv")
    let site = try #require(register.rows.first { $0["网点编号"] == "520523-W-0001" })
    #expect(site["类型"] == "处理场所")
  }

  @Test func registersHoldEveryTypeAndItsTroubles() throws {
    var types: Set<String> = []
    var (closed, unfiled, expired) = (0, 0, 0)
    for file in Made.files where file.form == .outlets {
      for row in Table(file).rows {
        types.insert(row["类型"]!)
        closed += row["注销日期"]!.isEmpty ? 0 : 1
        unfiled += row["类型"] == "末端网点" && row["备案号"]!.isEmpty ? 1 : 0
        if let until = Day(row["许可到期"]!), until <= Day(2025, 6, 30)! { expired += 1 }
      }
    }
    #expect(types == Set(OutletType.allCases.map(\.zh)))
    #expect(closed > 20 && unfiled > 20 && expired > 0)
  }

  private func isTownship(_ code: String) -> Bool { code.hasSuffix("000") && !code.hasSuffix("000000") }

  private func open(_ register: Table, on day: Day) -> [[String: String]] {
    register.rows.filter { row in
      row["类型"] == "末端网点" && Day(row["开办日期"]!)! <= day && (Day(row["注销日期"]!).map { $0 > day } ?? true)
    }
  }
}
