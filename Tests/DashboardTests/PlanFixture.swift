import PostalModel

/// What the hand-made office's plan asks beside its headline targets, and what was sent of it.
enum PlanFixture {
  static let deadline = Day(2025, 12, 31)!

  static let indicators = [
    sent("express_volume", "快递业务量", "Express volume", "业务量", "Volume", "scale", .parcels10k, .yearly, decimals: 2),
    sent("express_revenue", "快递业务收入", "Express revenue", "收入", "Revenue", "scale", .yuan100m, .yearly, decimals: 2),
    sent(
      "delay_rate", "快递延误率", "Delayed parcels", "延误", "Delayed", "service", .percent, .flow, isHigher: false,
      decimals: 2),
    sent("satisfaction", "快递服务满意度", "Satisfaction", "满意度", "Satisfied", "service", .score, .stock),
    sent("trained", "职业技能培训人次", "Persons trained", "培训", "Trained", "plans", .persons, .yearly, decimals: 0),
  ]

  private static func sent(
    _ id: String, _ zh: String, _ en: String, _ shortZh: String, _ shortEn: String, _ panel: String,
    _ unit: Indicator.Unit, _ kind: Indicator.Kind, isHigher: Bool = true, decimals: Int = 1
  ) -> Indicator {
    Indicator(
      id: id, zh: zh, en: en, shortZh: shortZh, shortEn: shortEn, panel: panel, form: .figures, unit: unit,
      scale: unit.scale, numerator: [], denominator: [], kind: kind, higherIsBetter: isHigher, decimals: decimals,
      formulaZh: "单位报送的数", formulaEn: "as the office sends it", breaks: id == "express_revenue" ? [Month(2025, 1)] : [])
  }

  static let targets = [
    Target(
      id: "express_volume", indicator: "express_volume", minimum: Amount(6000), unit: "parcels10k",
      baseline: Amount(1500),
      baselineYear: 2020, path: .compound, growth: Amount(micro: 31_900_000), deadline: deadline, clause: "二",
      binding: .whole, noteZh: "寄出的件。", noteEn: "Items sent.", also: ["附件 3"]),
    Target(
      id: "express_revenue", indicator: "express_revenue", minimum: Amount(8), unit: "yuan100m", deadline: deadline,
      clause: "二", binding: .whole),
    Target(
      id: "delay_rate", indicator: "delay_rate", maximum: Amount(micro: 500_000), baseline: Amount(micro: 800_000),
      baselineYear: 2020, path: .linear, deadline: deadline, clause: "附表 行2", isExclusive: true),
    Target(
      id: "satisfaction", indicator: "satisfaction", minimum: Amount(90), unit: "score", deadline: deadline,
      clause: "附表 行1"),
    Target(
      id: "trained", indicator: "trained", minimum: Amount(500), unit: "persons", clause: "附件 12", hedge: "以上",
      binding: .whole, lead: "市邮政管理局"),
    Target(
      id: "village_station", indicator: "village_station", minimum: Amount(95), baseline: Amount(40),
      baselineYear: 2022,
      path: .linear, deadline: Day(2025, 6, 30), clause: "三(二)", hedge: "基本", lead: "市邮政管理局", supporting: ["市商务局"]),
  ]

  static let tasks = [
    PlanTask(
      id: "2", clause: "三(一)2", zh: "在各县建共配中心,2025 年全覆盖", en: "Shared centres in every county by 2025", also: ["附件 2"],
      lead: "市邮政管理局", supporting: ["市商务局", "市交通运输局"], deadline: deadline,
      milestones: [
        PlanTask.Milestone(year: 2023, zh: "黔西市、纳雍县", en: "Qianxi and Nayong"),
        PlanTask.Milestone(year: 2024, zh: "大方县、织金县", en: "Dafang and Zhijin"),
        PlanTask.Milestone(year: 2025, zh: "全覆盖", en: "everywhere"),
      ]),
    PlanTask(
      id: "7", clause: "三(四)2", zh: "培育快递服务现代农业示范项目", en: "Model projects of express and farming", also: ["附件 7"],
      detailZh: "产、销、运相连,扶持特色农产品品牌。", detailEn: "Growing, selling and sending joined; local brands helped.",
      lead: "市商务局", supporting: ["市农业农村局"], deadline: deadline, targets: ["express_volume"],
      milestones: [
        PlanTask.Milestone(year: 2023, zh: "2 个", en: "2"), PlanTask.Milestone(year: 2024, zh: "新增 2 个", en: "2 more"),
        PlanTask.Milestone(year: 2025, zh: "新增 1-2 个", en: "1 or 2 more"),
      ], noteZh: "附件相加为 5-6 个。", noteEn: "The annex adds up to 5 or 6."),
    PlanTask(
      id: "11", clause: "三(六)1", zh: "推进快递员依法参保", en: "Social insurance for couriers", lead: "市人力资源社会保障局",
      hedge: "全面"),
    PlanTask(
      id: "s1", clause: "四(一)", zh: "各县明确一名负责人", en: "One person in charge in each county", lead: "各县人民政府",
      deadline: Day(2023, 12, 31)),
  ]

  static let rules = [
    PlanRule(
      id: "bins", clause: "三(五)", zh: "网点设包装废弃物回收装置", en: "Outlets have bins for used packaging", lead: "市邮政管理局")
  ]

  static let conflicts = [
    PlanConflict(
      id: "projects", about: "7", kind: .bodyAnnex,
      statements: [
        PlanConflict.Statement(clause: "三(四)2", minimum: Amount(2), maximum: Amount(5), unit: "个"),
        PlanConflict.Statement(clause: "附件 7", minimum: Amount(5), maximum: Amount(6), unit: "个"),
      ], used: "附件 7", whyZh: "附件分年列出。", whyEn: "The annex gives years.")
  ]

  static let progress = [
    said("2", Day(2024, 12, 20)!, 55, "四县建成"), said("2", Day(2025, 6, 20)!, 62, "六县建成,两县选址"),
    said("7", Day(2025, 6, 25)!, 85, "已有五个示范项目"), said("s1", Day(2023, 11, 30)!, 100, "八县均已明确"),
    said("11", Day(2025, 3, 1)!, 40, "参保率四成"),
  ]

  private static func said(_ task: String, _ day: Day, _ percent: Int, _ note: String) -> TaskProgress {
    TaskProgress(
      entry: TaskEntry(plan: "bijie", task: task, date: day, progress: percent, note: note),
      origin: RowOrigin(
        importID: 4, file: "任务进展.csv", line: 7, hash: "9f2c", importedAt: "2025-07-05 09:12"))
  }

  static func send(to sums: inout AreaSums) {
    sums.figures["express_volume"] = FigureSum(value: Amount(micro: 2_318_550_000))
    sums.yearEarlier["express_volume"] = FigureSum(value: Amount(micro: 1_994_210_000))
    sums.figures["express_revenue"] = FigureSum(value: Amount(micro: 3_470_000))
    sums.yearEarlier["express_revenue"] = FigureSum(value: Amount(micro: 3_100_000))
    sums.figures["delay_rate"] = FigureSum(numerator: 6_210, denominator: 1_000_000)
    sums.yearEarlier["delay_rate"] = FigureSum(numerator: 7_100, denominator: 1_000_000)
    sums.figures["satisfaction"] = FigureSum(value: Amount(micro: 86_500_000))
    sums.figures["trained"] = FigureSum(value: Amount(310))
  }

  /// A text of our own, numbered as plans are.
  static let text = """
    某市方案
    一、总体
    二、目标
    到期完成若干件。
    三、任务
    (一)建设
    1.聚集区。
    2.共配中心。
    (四)融合
    1.电商与快递。
    2.农业与快递。在各县培育示范项目,逐年增加,并扶持本地的农产品品牌,使产地、销路和寄递连成一体,让农户少跑路、多卖货。
    3.制造业与快递。
    四、保障
    (一)组织。
    """
}
