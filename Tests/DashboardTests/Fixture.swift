import Dashboard
import Drawing
import Foundation
import Panels
import PostalModel

/// A hand-made office: Bijie with its eight counties, one township, one community with its outlets. One county has not
/// reported, one has reported in part.
struct Fixture {
  var language = Language.zh
  var isDemonstration = true
  /// The past day that is shown.
  var asOf: Day?
  var signOff: SignOffFacts?
  var isEmpty = false
  /// The register leaves something open, and a few items are in the loop.
  var hasItems = false
  let today = Day(2025, 7, 18)!

  // MARK: The books

  static let root =
    ProcessInfo.processInfo.environment["YILAN_HOME"].map { URL(fileURLWithPath: $0) }
    ?? URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func words(_ language: Language) -> Words { language == .zh ? chinese : english }

  private static let chinese = read(.zh)
  private static let english = read(.en)

  private static func read(_ language: Language) -> Words {
    let file = root.appendingPathComponent("Data/words/\(language.rawValue).toml")
    var table: [String: String] = [:]
    for line in ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n")
    where line.hasPrefix("\"") {
      let parts = line.dropFirst().dropLast().components(separatedBy: "\" = \"")
      table[parts[0]] = parts[1].replacingOccurrences(of: "\\\"", with: "\"")
    }
    return Words(language, table)
  }

  static let indicators =
    [
      Indicator(
        id: "outlet_density", zh: "末端网点密度", en: "Terminal outlet density", shortZh: "密度", shortEn: "Density",
        panel: "outlets", form: .outlets, unit: .per10k, scale: 10_000, numerator: ["terminal_outlets_urban"],
        denominator: ["urban_residents"], kind: .stock, decimals: 2, appliesToVillages: false,
        formulaZh: "期末在营的末端网点数 ÷ 城镇常住人口 × 10,000", formulaEn: "terminal outlets open / urban residents x 10,000",
        scopeZh: "智能快件箱、村级服务站另计,已注销的不计;建制村不适用。",
        scopeEn: "Lockers and village stations are counted apart; closed outlets are left out.", source: "暂行规定第三条"),
      Indicator(
        id: "outlet_gap", zh: "网点缺口", en: "Outlets still needed", shortZh: "缺口", shortEn: "Gap", panel: "outlets",
        form: .outlets, unit: .outlets, scale: 1, numerator: ["gap"], denominator: [], kind: .stock,
        higherIsBetter: false, decimals: 0, appliesToVillages: false),
      percent(
        "village_reach", "建制村快递服务通达率", "Villages reached", "通达", "Reach", "villages", .villages, "villages_reached",
        "villages_reporting", .stock),
      percent(
        "village_station", "村级服务站覆盖率", "Villages with a station", "站点", "Station", "villages", .villages,
        "villages_with_station", "villages_registered", .stock),
      percent(
        "slim_tape", "瘦身胶带封装比例", "Parcels with slim tape", "胶带", "Tape", "packaging", .packaging, "slim_taped", "taped"),
      percent(
        "no_repack", "电商快件不再二次包装率", "Not packed again", "二次", "NoRepack", "packaging", .packaging, "no_repack",
        "ecommerce"),
      percent(
        "reusable_bags", "循环中转袋使用率", "Reusable bags", "中转袋", "Bags", "packaging", .packaging, "reusable_bags", "bags"),
      percent(
        "standard_packaging", "符合标准的包装材料应用比例", "Standard materials", "标准", "Material", "packaging", .packaging,
        "standard_materials", "materials"),
      percent(
        "inspection", "收寄验视率", "Opened on collection", "验视", "Opened", "safety", .safety, "opened_ok", "inspected",
        isSample: true),
      percent(
        "real_name", "实名收寄率", "Real-name collection", "实名", "RealName", "safety", .safety, "real_name_done",
        "real_name_due"),
      percent("xray", "过机安检率", "Screened by x-ray", "安检", "X-ray", "safety", .safety, "xray_done", "xray_due"),
    ] + PlanFixture.indicators

  private static func percent(
    _ id: String, _ zh: String, _ en: String, _ shortZh: String, _ shortEn: String, _ panel: String, _ form: Form,
    _ top: String, _ bottom: String, _ kind: Indicator.Kind = .flow, isSample: Bool = false
  ) -> Indicator {
    Indicator(
      id: id, zh: zh, en: en, shortZh: shortZh, shortEn: shortEn, panel: panel, form: form, numerator: [top],
      denominator: [bottom], kind: kind, isSample: isSample, formulaZh: "合格件数 ÷ 全部件数",
      formulaEn: "good items / all items",
      scopeZh: "按件计。", scopeEn: "Counted by items.")
  }

  static let planBook: PlanBook = {
    let deadline = Day(2025, 12, 31)!
    func packaging(_ id: String, _ minimum: Int) -> Target {
      Target(
        id: id, indicator: id, minimum: Amount(minimum), deadline: deadline, clause: "三(五)", hedge: "力争",
        lead: "市邮政管理局",
        supporting: ["市商务局", "市生态环境局"])
    }
    let bijie = Plan(
      id: "bijie", area: AreaCode("5205"), zh: "毕节方案", en: "Bijie plan", title: "毕节市方案", titleEn: "Plan of Bijie",
      document: "毕府办发〔2023〕22号", issued: Day(2023, 4, 23), from: Day(2023, 1, 1), until: deadline,
      targets: [
        packaging("slim_tape", 99), packaging("no_repack", 95), packaging("reusable_bags", 95),
        Target(
          id: "village_reach", indicator: "village_reach", minimum: Amount(100), baseline: Amount(60),
          baselineYear: 2022,
          path: .linear, deadline: deadline, clause: "三(一)", lead: "市交通运输局"),
      ] + PlanFixture.targets, tasks: PlanFixture.tasks, rules: PlanFixture.rules, conflicts: PlanFixture.conflicts)
    let hoxud = Plan(
      id: "hoxud", area: AreaCode("652828"), zh: "和硕方案", en: "Hoxud plan",
      targets: [
        Target(
          id: "outlet_density", indicator: "outlet_density", minimum: Amount(4), maximum: Amount(5), unit: "per10k",
          clause: "二(一)2", hedge: "至少", lead: "县商工局", noteZh: "按各社区每万人计。", noteEn: "Per 10,000 in each community."),
        Target(
          id: "village_reach", indicator: "village_reach", minimum: Amount(95), deadline: Day(2021, 12, 31),
          clause: "二(二)4", lead: "县商工局"),
      ])
    let linxia = Plan(id: "linxia", area: AreaCode("622901"), zh: "临夏方案", en: "Linxia plan")
    func law(_ id: String, _ clause: String) -> Target {
      Target(id: id, indicator: id, minimum: Amount(100), clause: clause)
    }
    return PlanBook(
      plans: [hoxud, bijie, linxia],
      law: Plan(
        id: "law", area: nil, zh: "法定", en: "By law",
        targets: [law("inspection", "《快递暂行条例》31"), law("real_name", "《快递暂行条例》22"), law("xray", "《快递暂行条例》32")]))
  }()

  var handbook: Handbook { language == .zh ? Self.chineseBook : Self.englishBook }

  private static let chineseBook = Handbook(indicators: indicators, planBook: planBook, words: words(.zh))
  private static let englishBook = Handbook(indicators: indicators, planBook: planBook, words: words(.en))

  func dashboard(_ address: String, glyphs: Glyphs = Glyphs()) -> Dashboard {
    let place = (try? Place(address)) ?? Place()
    var dashboard = Dashboard(place: place, handbook: handbook, glyphs: glyphs, today: today, time: "14:32")
    settle(&dashboard, dashboard.start())
    return dashboard
  }

  // MARK: The areas

  private struct County {
    var code: String
    var name: String
    var outlets: Int
    var people: Int
    /// Per mille of tape, repack, bags, materials; then failures of the three checks; nil: not reported.
    var rates: [Int]?
    var failures: [Int]
    var reached: Int
  }

  private static let counties = [
    County(code: "520502", name: "七星关区", outlets: 402, people: 800_000, rates: nil, failures: [], reached: 40),
    County(
      code: "520521", name: "大方县", outlets: 117, people: 280_000, rates: [993, 960, 959, 900], failures: [0, 0, 0],
      reached: 39),
    County(
      code: "520523", name: "金沙县", outlets: 115, people: 255_000, rates: [996, 975, 970, 921], failures: [0, 0, 0],
      reached: 38),
    County(
      code: "520524", name: "织金县", outlets: 106, people: 310_000, rates: [978, 941, 910, 870], failures: [2, 0, 0],
      reached: 30),
    County(
      code: "520525", name: "纳雍县", outlets: 105, people: 259_000, rates: [991, 958, 952, 888], failures: [0, 0, 0],
      reached: 36),
    County(
      code: "520526", name: "威宁彝族回族苗族自治县", outlets: 123, people: 384_000, rates: [961, 930, 884, 801],
      failures: [3, 1, 0], reached: 22),
    County(
      code: "520527", name: "赫章县", outlets: 97, people: 250_000, rates: [982, 953, 937, 850], failures: [0, 1, 0],
      reached: 33),
    County(
      code: "520581", name: "黔西市", outlets: 130, people: 300_000, rates: [994, 962, 963, 911], failures: [0, 0, 0],
      reached: 40),
  ]

  func area(_ code: String, _ name: String) -> Area {
    let code = AreaCode(code)!
    return Area(id: code.number, code: code, name: name)
  }

  private func sums(_ county: County, isShifted: Bool) -> AreaSums {
    var sums = AreaSums(area: area(county.code, county.name), stockMonth: Month(2025, 6))
    let outlets = county.outlets - (isShifted ? 4 : 0)
    sums.measures["terminal_outlets_urban"] = outlets
    sums.measures["urban_residents"] = county.people
    sums.hasRegister = true
    sums.hasUrbanResidents = true
    sums.urbanUnits = (1, 1)
    let needed = Ratio.needed(for: Amount(4), of: county.people, scale: 10_000)
    sums.gaps[Amount(4)] = DensityGap(outlets: max(0, needed - outlets), met: outlets >= needed ? 1 : 0, units: 1)
    sums.measures["villages"] = 40
    sums.measures["villages_reporting"] = 40
    sums.measures["villages_reached"] = county.reached
    sums.measures["villages_registered"] = 40
    sums.measures["villages_with_station"] = county.reached - 4
    sums.reported["villages_reporting"] = 40
    sums.returned[.villages] = 40
    sums.expected = [.packaging: 1, .safety: 1, .villages: 40]
    let keys = [
      ("slim_taped", "taped"), ("no_repack", "ecommerce"), ("reusable_bags", "bags"),
      ("standard_materials", "materials"),
    ]
    if let rates = county.rates {
      for (rate, key) in zip(rates, keys) {
        sums.measures[key.0] = rate * 12 - (isShifted ? 36 : 0)
        sums.measures[key.1] = 12_000
        sums.reported[key.1] = 1
        sums.returned[.packaging] = 1
      }
      let checks = [
        ("opened_ok", "inspected", 172), ("real_name_done", "real_name_due", 1180), ("xray_done", "xray_due", 2210),
      ]
      for (failed, check) in zip(county.failures, checks) {
        sums.measures[check.0] = check.2 - failed
        sums.measures[check.1] = check.2
        sums.reported[check.1] = 1
        sums.returned[.safety] = 1
      }
    }
    if county.name == "纳雍县" {
      // Two of its three townships have sent theirs.
      sums.expected[.packaging] = 3
      for key in keys { sums.reported[key.1] = 2 }
      sums.returned[.packaging] = 2
    }
    return sums
  }

  private func total(_ parts: [AreaSums], _ code: String, _ name: String) -> AreaSums {
    var sums = AreaSums(area: area(code, name), stockMonth: Month(2025, 6))
    for part in parts {
      sums.measures.merge(part.measures, uniquingKeysWith: +)
      sums.expected.merge(part.expected, uniquingKeysWith: +)
      sums.reported.merge(part.reported, uniquingKeysWith: +)
      sums.returned.merge(part.returned, uniquingKeysWith: +)
      sums.urbanUnits.reported += part.urbanUnits.reported
      sums.urbanUnits.expected += part.urbanUnits.expected
      for (standard, gap) in part.gaps {
        var whole = sums.gaps[standard] ?? DensityGap(outlets: 0, met: 0, units: 0)
        whole.outlets += gap.outlets
        whole.met += gap.met
        whole.units += gap.units
        sums.gaps[standard] = whole
      }
    }
    sums.hasRegister = true
    sums.hasUrbanResidents = true
    PlanFixture.send(to: &sums)
    return sums
  }

  private var outlets: [Outlet] {
    let community = area("520526100001", "草海镇海边社区居民委员会")
    func outlet(_ id: String, _ name: String, _ type: OutletType, _ brand: String, _ filing: String, until: Day?)
      -> Outlet
    {
      Outlet(
        entry: OutletEntry(
          id: id, name: name, type: type, area: community.code, brand: brand, filingNumber: filing,
          filedOn: filing.isEmpty ? nil : Day(2023, 4, 6), openedOn: Day(2023, 3, 20), licenceUntil: until),
        area: community,
        origin: SourceRow(
          importID: 3, file: "威宁县网点.csv", line: 12, hash: "9f2c4d7e81a0b35c", importedAt: "2025-07-05 09:12",
          area: community, month: nil))
    }
    return [
      outlet("WN-0012", "威宁海边北路店", .terminal, "中通", "黔毕备〔2023〕118", until: nil),
      outlet("WN-0013", "威宁建设东路店", .terminal, "圆通", "", until: nil),
      outlet("WN-0101", "威宁草海营业部", .business, "邮政", "", until: Day(2025, 3, 31)),
      outlet("WN-0207", "海边社区快件箱", .locker, "丰巢", "", until: nil),
    ]
  }

  // MARK: The store

  func board(_ request: BoardRequest) -> Board {
    let period = request.period ?? Period("2025-06")!
    let isShifted = period != Period("2025-06")!
    let facts =
      isEmpty
      ? StoreFacts()
      : StoreFacts(
        isDemonstration: isDemonstration, dataAsOf: Day(2025, 7, 8), lastMonth: Month(2025, 6), imports: 4,
        asOf: asOf)
    let counties = Fixture.counties.map { sums($0, isShifted: isShifted) }
    let bijie = total(counties, "5205", "毕节市")
    let province = area("52", "贵州省")
    func row(_ sums: AreaSums) -> BoardRow {
      Fixture.planBook.row(
        sums, chain: [sums.area.code] + sums.area.code.ancestors, borrowing: request.plan,
        indicators: Fixture.indicators, period: period, today: today, settings: Settings())
    }
    func make(_ sums: AreaSums?, _ ancestors: [Area], _ parts: [AreaSums], _ siblings: [Area], _ outlets: [Outlet] = [])
      -> Board
    {
      Board(
        period: period, today: today, area: sums?.area, ancestors: ancestors, own: sums.map(row),
        rows: isEmpty ? [] : parts.map(row), outlets: outlets, siblings: siblings, facts: facts,
        signOff: signOff, matters: hasItems ? ItemFixture.matters(self, sums?.area) : .none,
        states: hasItems ? ItemFixture.histories(self).compactMap(\.state) : [])
    }
    var weining = counties[5]
    weining.expected[.packaging] = 1
    func part(_ code: String, _ name: String) -> AreaSums {
      var part = weining
      part.area = area(code, name)
      part.expected = [:]
      part.reported = [:]
      part.measures = part.measures.filter { ["terminal_outlets_urban", "urban_residents"].contains($0.key) }
      part.measures = part.measures.mapValues { $0 / 2 }
      part.gaps = [Amount(4): DensityGap(outlets: 15, met: 0, units: 1)]
      return part
    }
    let town = part("520526100", "草海镇")
    let community = part("520526100001", "草海镇海边社区居民委员会")
    switch request.area?.description {
    case "520500000000":
      return make(bijie, [province], counties, [bijie.area])
    case "520526000000":
      return make(weining, [province, bijie.area], [town, part("520526101", "迤那镇")], counties.map(\.area))
    case "520526100000":
      return make(town, [province, bijie.area, weining.area], [community], [town.area])
    case "520526100001":
      return make(community, [province, bijie.area, weining.area, town.area], [], [community.area], outlets)
    case nil:
      var hoxud = counties[1]
      hoxud.area = area("652828", "和硕县")
      return make(nil, [], [bijie, hoxud], [])
    default:
      return make(counties[0], [province, bijie.area], [], counties.map(\.area))
    }
  }

  /// Two brands, the second worse than the first, and rows without one, in every county.
  private func brands(_ request: BrandRequest) -> BrandBoard? {
    guard let place = board(BoardRequest(area: request.area, period: request.period, plan: request.plan)).own else {
      return nil
    }
    let parts = board(BoardRequest(area: request.area, period: request.period, plan: request.plan)).rows
    func rows(_ row: BoardRow) -> [BrandBoard.Row] {
      ["", "乙速运", "甲快递"].enumerated().map { at, brand in
        let figures = row.figures.filter { id, _ in handbook.indicator(id)?.form == request.form }
          .mapValues { figure -> Figure in
            var figure = figure
            figure.reading.ratio = figure.reading.ratio.flatMap {
              Ratio($0.numerator / 3 * [95, 90, 99][at] / 100, $0.denominator / 3, scale: $0.scale)
            }
            let bound = figure.judgement.applied?.target.bound
            if let bound, let ratio = figure.reading.ratio {
              figure.judgement = Judgement(
                status: ratio.isAtLeast(bound) ? .met : .short, applied: figure.judgement.applied)
            }
            return figure
          }
        return BrandBoard.Row(
          brand: brand, area: row.area, figures: figures,
          counts: [
            "urban": 12 + at, "terminal": 20 + at, "outlets": 30 + at, "unfiled": at, "visits": 5, "findings": at,
          ])
      }
    }
    return BrandBoard(
      form: request.form, area: place.area, period: request.period, brands: rows(place), parts: parts.flatMap(rows))
  }

  /// The prefecture with its counties, each a unit of its own.
  private func whatIfGround(_ request: WhatIfRequest) -> WhatIfGround? {
    let counties = Fixture.counties.map { sums($0, isShifted: false) }
    let bijie = total(counties, "5205", "毕节市")
    guard request.area == bijie.area.code else { return nil }
    var nodes: [Int: WhatIfGround.Node] = [:]
    var stocks: [OutletStock] = []
    for county in Fixture.counties {
      let area = area(county.code, county.name)
      let own = OutletStock.Own(
        kind: .region, urbanResidents: county.people, isCovered: true, openByType: [.terminal: county.outlets])
      stocks.append(OutletStock(own, parts: [], standards: [Amount(4)]))
      nodes[area.id] = WhatIfGround.Node(
        name: county.name, parent: bijie.area.id, stock: stocks.last!, own: own, parts: [])
    }
    let own = OutletStock.Own(kind: .region)
    nodes[bijie.area.id] = WhatIfGround.Node(
      name: "毕节市", parent: nil, stock: OutletStock(own, parts: stocks, standards: [Amount(4)]), own: own,
      parts: Fixture.counties.map { area($0.code, $0.name).id })
    return WhatIfGround(
      period: request.period, scope: bijie, parts: counties, above: [AreaSums(area: area("52", "贵州省"))],
      nodes: request.withStocks ? nodes : [:], standards: [Amount(4)])
  }

  /// Two to choose from: one of every kind of line, and one of a single figure.
  private func assessment(_ request: AssessmentRequest) -> AssessmentAnswer {
    func line(_ id: String, _ points: Int, _ rule: Assessment.Rule = .proportional(.target)) -> Assessment.Line {
      Assessment.Line(.indicator(id), points: Amount(points), rule: rule)
    }
    func bands(_ bounds: [(Int, Int)]) -> Assessment.Rule {
      .bands(
        bounds.map { Assessment.Band(bound: Amount($0.0), share: Amount($0.1)) }, isCeiling: false)
    }
    let whole = Assessment(
      id: "county", zh: "县区考核(示例)", en: "Counties (example)", full: Amount(100),
      lines: [
        line("outlet_density", 10), line("village_reach", 20), line("slim_tape", 15), line("reusable_bags", 15),
        line("inspection", 20, bands([(100, 100), (98, 60)])),
        Assessment.Line(.returns([.packaging, .safety]), points: Amount(10), rule: .proportional(.target)),
        Assessment.Line(
          .items([.rectification, .unfiled]), points: Amount(10),
          rule: .deduct(each: Amount(0.5), absent: Amount(0.5), floor: Amount(0))),
      ], noteZh: "分值为示例", noteEn: "the points are an example")
    let short = Assessment(
      id: "tape", zh: "胶带", en: "Tape", full: Amount(10), withoutTarget: .zero, lines: [line("slim_tape", 10)])
    func ground(_ period: Period) -> AssessmentGround? {
      let shown = board(BoardRequest(area: request.area, period: period, plan: request.plan))
      guard let area = shown.area else { return nil }
      var ground = AssessmentGround(area: area, period: period, rows: shown.rows, today: today)
      for (place, row) in shown.rows.enumerated() {
        ground.returns.append(
          FormCompleteness(
            area: row.area, form: .packaging, month: period.last, due: Day(ordinal: today.ordinal - 2), expected: 12,
            came: place == 0 ? 0 : 12 - place % 3, late: place % 4, mostDaysLate: place % 4))
        ground.overdue[row.area.code] = (0..<(place * 5 % 7)).map {
          ItemKey($0 % 2 == 0 ? .rectification : .unfiled, area: row.area.code, subject: "\($0)")
        }
      }
      return ground
    }
    let chosen = request.name == short.id ? short : whole
    return AssessmentAnswer(
      board: ground(request.period).map {
        AssessmentBoard(chosen, now: $0, before: ground(request.period.moved(by: -1)))
      }, names: [whole.id, short.id])
  }

  /// Less and less the farther back; of one county a month never came, and two years ago nothing.
  private func series(_ request: SeriesRequest) -> SeriesBoard {
    var board = SeriesBoard(periods: request.periods, rows: [])
    let known = request.periods.map { period in
      let back = Month(2025, 6).index - period.last.index
      let counties = Fixture.counties.map { county in
        earlier(sums(county, isShifted: back > 0), by: back, in: period)
      }
      return (back: back, counties: counties, whole: earlier(total(counties, "5205", "毕节市"), by: 0, in: period))
    }
    for code in request.areas {
      for id in request.indicators {
        guard let indicator = Fixture.indicators.first(where: { $0.id == id }) else { continue }
        let figures = zip(request.periods, known).map { period, known in
          let back = known.back
          var found = known.counties.first { $0.area.code == code } ?? known.whole
          if found.area.code != code { found.area.code = code }
          if back > 18 || (back == 3 && code.description == "520527000000") {
            found.measures = [:]
            found.returned = [:]
          }
          return Fixture.planBook.row(
            found, chain: [code] + code.ancestors, borrowing: request.plan, indicators: [indicator], period: period,
            today: today, settings: Settings()
          ).figures[id]
        }
        guard figures.allSatisfy({ $0 != nil }) else { continue }
        let name = Fixture.counties.first { AreaCode($0.code) == code }?.name ?? "毕节市"
        board.rows.append(
          SeriesBoard.Row(area: area(code.description, name), indicator: id, figures: figures.compactMap { $0 }))
      }
    }
    return board
  }

  /// One county came up faster than the others.
  private func earlier(_ sums: AreaSums, by months: Int, in period: Period) -> AreaSums {
    var sums = sums
    sums.stockMonth = period.last
    if sums.area.code == AreaCode("520523"), let value = sums.measures["reusable_bags"] {
      sums.measures["reusable_bags"] = value - min(months, 1) * 240
    }
    for key in ["slim_taped", "no_repack", "reusable_bags"] {
      if let value = sums.measures[key] { sums.measures[key] = value - months * 25 }
    }
    if let outlets = sums.measures["terminal_outlets_urban"] {
      sums.measures["terminal_outlets_urban"] = outlets - months
    }
    return sums
  }

  /// How the plans of a place stand, by what the board has.
  private func standings(_ request: BoardRequest) -> [PlanStanding] {
    let period = request.period ?? Period("2025-06")!
    let area = board(request).area ?? area("5205", "毕节市")
    let lens = Fixture.planBook.lens(
      for: [area.code] + area.code.ancestors, on: period.lastDay, borrowing: request.plan)
    func sums(_ period: Period) -> AreaSums {
      let isShifted = period != Period("2025-06")!
      return total(Fixture.counties.map { self.sums($0, isShifted: isShifted) }, "5205", "毕节市")
    }
    return (lens.plans + [lens.law].compactMap { $0 }).map { plan in
      func judged(_ target: Target, _ period: Period) -> Figure? {
        Fixture.indicators.first { $0.id == target.indicator }.map {
          plan.judge(
            target, indicator: $0, sums: sums(period), isBorrowed: lens.isBorrowed, period: period, today: today,
            settings: Settings())
        }
      }
      let targets = plan.targets.map { target in
        let isPast = target.deadline.map { $0 < period.lastDay } ?? false
        return TargetStanding(
          target: target, figure: isEmpty ? nil : judged(target, period),
          atDeadline: isPast ? judged(target, Period(Month(target.deadline!)))?.verdict : nil)
      }
      let tasks = plan.tasks.map { task in
        plan.standing(
          of: task, progress: isEmpty ? [] : PlanFixture.progress.filter { $0.entry.task == task.id },
          on: period.lastDay,
          settings: Settings())
      }
      return PlanStanding(
        plan: plan, area: area, isBorrowed: lens.isBorrowed && plan.id != Plan.law, targets: targets, tasks: tasks)
    }
  }

  /// What the outside would answer.
  func answer(_ effect: Effect) -> Event? {
    switch effect {
    case .loadBoard(let request): return .boardLoaded(request, board(request))
    case .loadTrend(let area, let indicator, let last, let months, let plan):
      let figure = (board(BoardRequest(area: area, period: nil, plan: plan)).own?.figures[indicator])?.reading.ratio
      let end = figure ?? Ratio(1, 2, scale: 100)!
      let points = (0..<months).map { index -> PostalModel.Trend.Point in
        let drop = end.numerator * (months - 1 - index) / 80
        return PostalModel.Trend.Point(
          month: last.advanced(by: index - months + 1),
          ratio: index == 5 ? nil : Ratio(end.numerator - drop, end.denominator, scale: end.scale), isPartial: false)
      }
      return .trendLoaded(PostalModel.Trend(area: area, indicator: indicator, points: points))
    case .loadSeries(let request): return .seriesLoaded(request, series(request))
    case .loadTileMap(let area):
      guard area.description == "520500000000" else { return .tileMapLoaded(area, nil) }
      // One county is not on it.
      let places = [(0, 2), (0, 3), (0, 4), (1, 0), (1, 1), (1, 2), (1, 3)]
      let tiles = zip(Fixture.counties, places).map {
        TileMap.Tile(
          area: AreaCode($0.code)!, short: String($0.name.prefix(3)), row: $1.0, column: $1.1)
      }
      return .tileMapLoaded(area, TileMap(area: area, tiles: tiles))
    case .loadEvidence(let area, let indicator, let period, _, _):
      let town = self.area("520526100", "草海镇")
      let rows = [
        SourceRow(
          importID: 3, file: "威宁县网点.csv", line: 12, hash: "9f2c", importedAt: "2025-07-05 09:12", area: town,
          month: Month(2025, 6), label: "中通", numerator: 61, denominator: 192_000)
      ]
      let needs = [
        ("520526100", "草海镇", 14), ("520526101", "迤那镇", 6), ("520526108", "黑石头镇", 4), ("520526110", "哲觉镇", 7),
      ]
      return .evidenceLoaded(
        Evidence(
          area: area, indicator: indicator, period: period, rows: rows, total: 123,
          contributors: needs.map { Evidence.Contributor(area: self.area($0.0, $0.1), need: $0.2) }))
    case .loadCoverage(let request):
      var parts: [AreaCode: VillageCoverage] = [:]
      for (place, county) in Fixture.counties.enumerated() {
        parts[AreaCode(county.code)!] = VillageCoverage(
          villages: 40, reached: .init(reported: county.reached, verified: county.reached - 10 - place),
          station: .init(reported: county.reached - 4, verified: county.reached - 20), days: 90)
      }
      if let area = request.area, parts[area] == nil {
        func sum(_ pair: KeyPath<VillageCoverage, VillageCoverage.Pair>) -> VillageCoverage.Pair {
          .init(
            reported: parts.values.reduce(0) { $0 + $1[keyPath: pair].reported },
            verified: parts.values.reduce(0) { $0 + $1[keyPath: pair].verified })
        }
        parts[area] = VillageCoverage(villages: 320, reached: sum(\.reached), station: sum(\.station), days: 90)
      }
      return .coverageLoaded(request, parts)
    case .loadAssessment(let request): return .assessmentLoaded(request, assessment(request))
    case .loadWhatIf(let request): return .whatIfLoaded(request, whatIfGround(request))
    case .loadBrands(let request): return .brandsLoaded(request, brands(request))
    case .loadOutlet(let id): return .outletLoaded(id: id, outlets.first { $0.id == id })
    case .loadLedger:
      return .ledgerLoaded([
        LedgerEntry(
          id: 3, at: "2025-07-05 09:12", who: "局办", file: "威宁县网点.csv", hash: "9f2c", form: .outlets, scope: nil,
          read: 40,
          kept: 38, replaced: 2, rejected: 2, undoneAt: nil)
      ])
    case .findPlace(let names):
      let known = ["毕节市": "5205", "威宁县": "520526", "毕节市›威宁县": "520526"]
      return .placesFound(known[names].map { [area($0, names)] } ?? [])
    case .loadPlans(let request): return .plansLoaded(request, standings(request))
    case .loadPlanText(let plan): return .planTextLoaded(plan: plan, plan == "bijie" ? PlanFixture.text : nil)
    case .loadSource(let key, _, _): return .sourceLoaded(key, DataFixture.record(key, self))
    case .loadImport(let id): return .importLoaded(id, id == 3 ? DataFixture.importRecord(self) : nil)
    case .loadItem(let key):
      return .itemLoaded(key, hasItems ? ItemFixture.histories(self).first { $0.key == key } : nil)
    case .record(let step, _): return .stepRecorded(step.key)
    case .loadDue(let request): return .dueLoaded(request, DataFixture.due(self))
    case .loadReconcile(let request): return .reconcileLoaded(request, DataFixture.reconcile(self))
    case .listFolder(let path): return .folderListed(DataFixture.folder(path))
    case .importFile(let order): return .importEnded(DataFixture.report(order))
    case .undo(let id): return .done(zh: "第 \(id) 号导入已撤销", en: "import \(id) was undone")
    case .search(let text, _):
      let found = Fixture.counties.filter { $0.name.contains(text) || $0.code.hasPrefix(text) }
      return .searched(
        text: text,
        found.map { county in
          FoundPlace(
            area: area(county.code, county.name), path: ["毕节市"],
            matched: county.name.hasPrefix(text) ? 0..<text.count : nil)
        })
    case .loadThemes:
      return .themesLoaded([ThemeChoice(id: "dusk", name: "暮"), ThemeChoice(id: "paper", name: "纸")])
    case .useLanguage(let language): return .wordsLoaded(Fixture.words(language))
    case .previewTheme, .useTheme, .turnMouse, .awaitPause, .prepareSearch, .writeBulletin, .writeTable: return nil
    case .copy, .redraw, .quit, .suspend, .cancelImport, .writeRejected, .signOff, .withdrawSignOff: return nil
    case .writeBulletin, .writeTable: return nil
    }
  }

  /// Carries effects out until there are none.
  func settle(_ dashboard: inout Dashboard, _ effects: [Effect]) {
    var effects = effects
    while !effects.isEmpty {
      let effect = effects.removeFirst()
      if let event = answer(effect) { effects += dashboard.update(event) }
    }
  }

  /// Presses keys, each when what the one before asked for has come.
  func press(_ keys: [Key], on dashboard: inout Dashboard) {
    for key in keys { settle(&dashboard, dashboard.update(.key(key))) }
  }
}
