import PostalModel

/// 进村台账: how express service reaches each village in a month.
struct VillagesForm: FormReader {
  private enum At {
    static let area = 0
    static let month = 1
    static let brands = 2
    static let mode = 3
    static let weeklyTrips = 4
    static let staff = 5
    static let premises = 6
    static let shelves = 7
    static let equipment = 8
    static let sign = 9
    static let camera = 10
    static let verifiedOn = 11
    static let verifiedBy = 12
  }

  static let form = Form.villages
  static let columns = [
    Column(
      "area_code", "区划代码", .required, .code, example: "520526004201",
      about: ("建制村的区划代码,12 位;社区不报", "The village's 12-digit code; communities are not returned"),
      aliases: Column.areaAliases + ["村代码", "村编码", "建制村代码", "代码", "编码"]),
    Column.month(example: "2025-06"),
    Column(
      "brands", "通达品牌数", .figure, .count, example: "3",
      about: ("能送到村的快递品牌数,单位:个", "Express brands that reach the village"), aliases: ["品牌数", "通达品牌", "进村品牌数"]),
    Column(
      "mode", "服务方式", .figure, .words(WordLists.modes.words), example: "邮快",
      about: ("快递进村的方式", "How express parcels reach the village"), aliases: ["进村方式", "合作方式"]),
    Column(
      "weekly_trips", "每周频次", .figure, .count, example: "5",
      about: ("每周送到村的次数,单位:次", "Deliveries to the village a week"), aliases: ["周频次", "每周投递频次", "投递频次"]),
    Column(
      "staff", "人员", .figure, .words(WordLists.having.words), example: "有",
      about: ("村里有没有服务人员", "Whether the village has staff"), aliases: ["有人员"]),
    Column(
      "premises", "场地", .figure, .words(WordLists.having.words), example: "有",
      about: ("村里有没有固定场地", "Whether it has premises"), aliases: ["有场地", "场所"]),
    Column(
      "shelves", "货架", .figure, .words(WordLists.having.words), example: "有",
      about: ("场地里有没有货架", "Whether it has shelves"), aliases: ["有货架"]),
    Column(
      "equipment", "设备", .figure, .words(WordLists.having.words), example: "有",
      about: ("有没有扫描等设备", "Whether it has equipment, such as scanners"), aliases: ["有设备"]),
    Column(
      "sign", "标识", .figure, .words(WordLists.having.words), example: "有",
      about: ("有没有统一标识", "Whether it has the common sign"), aliases: ["有标识", "标牌"]),
    Column(
      "camera", "监控", .figure, .words(WordLists.having.words), example: "无",
      about: ("有没有监控", "Whether it has a camera"), aliases: ["有监控"]),
    Column(
      "verified_on", "核验日期", .optional, .day, example: "2025-06-18", about: ("核验的日期", "The day it was verified"),
      aliases: ["核查日期", "核验时间"]),
    Column(
      "verified_by", "核验方式", example: "实地",
      about: ("怎样核验,如 实地、视频、电话", "How it was verified, such as on site, by video, by phone"), aliases: ["核查方式"]),
  ]

  private struct Key: Hashable {
    var area: AreaCode
    var month: Month
  }

  private var first = FirstLines<Key>()

  mutating func entry(_ sheet: Sheet) -> VillageEntry? {
    let month = sheet.month(At.month)
    let area = village(sheet, in: month)
    let brands = sheet.count(At.brands)
    let mode = sheet.word(At.mode, of: WordLists.modes)
    let trips = sheet.count(At.weeklyTrips)
    let staff = sheet.word(At.staff, of: WordLists.having)
    let premises = sheet.word(At.premises, of: WordLists.having)
    let shelves = sheet.word(At.shelves, of: WordLists.having)
    let equipment = sheet.word(At.equipment, of: WordLists.having)
    let sign = sheet.word(At.sign, of: WordLists.having)
    let camera = sheet.word(At.camera, of: WordLists.having)
    let verifiedOn = sheet.pastDay(At.verifiedOn)
    let verifiedBy = sheet.text(At.verifiedBy)
    sheet.checkSaysSomething(area: At.area)
    if let area = area.value, let month = month.value,
      let line = first.seen(Key(area: area.code, month: month), at: sheet)
    {
      sheet.fault(
        At.area, zh: "\(showable(area.name)) \(month) 在第 \(line) 行已有;一村一月只能有一行,请删去一行",
        en: "\(showable(area.name)), \(month), is on line \(line) already; a village has one row a month, remove one")
    }
    guard let area = area.value, let month = month.value, !sheet.isFaulty else { return nil }
    return VillageEntry(
      area: area.code, month: month, brands: brands.value, mode: mode.value, weeklyTrips: trips.value,
      staff: staff.value, premises: premises.value, shelves: shelves.value, equipment: equipment.value,
      sign: sign.value, camera: camera.value, verifiedOn: verifiedOn.value, verifiedBy: verifiedBy.value ?? "")
  }

  /// A known area that is a village (村委会).
  private func village(_ sheet: Sheet, in month: Field<Month>) -> Field<Area> {
    let field = sheet.area(At.area, in: month)
    guard let area = field.value else { return field }
    let name = showable(area.name)
    switch area.kind {
    case .village: return field
    case .community:
      sheet.fault(
        At.area, zh: "\(area.code) \(name) 是社区(居委会),不是建制村;进村台账只报村委会,请删去本行",
        en: "\(area.code) \(name) is a community, not a village; this form is for villages alone, remove the row")
    case .villageLike:
      sheet.fault(
        At.area, zh: "\(area.code) \(name) 是类似村委会的单位(农场、林场等),不是建制村;进村台账只报村委会,请删去本行",
        en: "\(area.code) \(name) is a unit kept like a village (a farm and the like), not a village; remove the row")
    case .region:
      sheet.fault(
        At.area, zh: "\(area.code) \(name) 不是村级区划;进村台账须报到每个建制村",
        en: "\(area.code) \(name) is not at the level of villages; this form has one row for each village")
    }
    return .bad
  }

  mutating func finish(_ sheet: Sheet) {}

  static func rows(_ entries: [Lined<VillageEntry>]) -> ReturnRows { .villages(entries) }
}
