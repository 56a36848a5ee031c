import PostalModel

/// 包装月报: green packaging, by area, month, brand and source.
struct PackagingForm: FormReader {
  private enum At {
    static let area = 0
    static let month = 1
    static let brand = 2
    static let source = 3
    static let taped = 4
    static let slimTaped = 5
    static let ecommerce = 6
    static let noRepack = 7
    static let bags = 8
    static let reusableBags = 9
    static let materials = 10
    static let standardMaterials = 11
    static let waybills = 12
    static let eWaybills = 13
  }

  static let form = Form.packaging
  static let columns = [
    Column(
      "area_code", "区划代码", .required, .code, example: "520526000000",
      about: ("报送单位所在区划的代码,12 位", "The 12-digit code of the area returned for"),
      aliases: Column.areaAliases + ["代码", "编码"]),
    Column.month(example: "2025-06"),
    Column(
      "brand", "品牌", example: "中通", about: ("快递品牌;全部品牌合计的不填", "The express brand; empty for all brands together"),
      aliases: ["快递品牌", "企业品牌"]),
    Column(
      "source", "来源", .optional, .words(WordLists.sources.words), example: "报送",
      about: ("数据从哪里来;不填按报送", "Where the figures come from; by default reported"), aliases: ["数据来源"]),
    Column(
      "taped", "胶带封装件数", .figure, .count, example: "12000", about: ("用胶带封装的快件,单位:件", "Parcels sealed with tape"),
      aliases: ["胶带封装快件数", "胶带封装量", "胶带封装数"]),
    Column(
      "slim_taped", "瘦身胶带件数", .figure, .count, example: "11900",
      about: ("其中用 45 毫米及以下瘦身胶带的,单位:件", "Those of them sealed with tape of 45 mm or less"),
      aliases: ["瘦身胶带封装件数", "瘦身胶带封装快件数", "瘦身胶带封装量"]),
    Column(
      "ecommerce", "电商快件数", .figure, .count, example: "9000", about: ("电商快件,单位:件", "Parcels of online shops"),
      aliases: ["电商件数", "电商快件量"]),
    Column(
      "no_repack", "不再二次包装件数", .figure, .count, example: "8700",
      about: ("其中不再二次包装的,单位:件", "Those of them not packed a second time"), aliases: ["不再二次包装快件数", "不二次包装件数", "未二次包装件数"]),
    Column(
      "bags", "中转袋数", .figure, .count, example: "800", about: ("使用的中转袋,单位:个", "Transit bags used"),
      aliases: ["中转袋使用数", "中转袋总数", "中转袋使用量"]),
    Column(
      "reusable_bags", "循环中转袋数", .figure, .count, example: "770",
      about: ("其中可循环的,单位:个", "Those of them that are reusable"), aliases: ["循环中转袋使用数", "可循环中转袋数", "循环中转袋使用量"]),
    Column(
      "materials", "包装采购量", .figure, .count, example: "5000",
      about: ("采购的包装材料;与符合标准采购量用同一单位", "Packaging bought, in the same unit as that to standard"), aliases: ["包装材料采购量"]),
    Column(
      "standard_materials", "符合标准采购量", .figure, .count, example: "4600",
      about: ("其中符合标准的;与包装采购量用同一单位", "That of it to standard, in the same unit"),
      aliases: ["符合标准包装采购量", "符合标准的包装采购量", "符合标准的包装材料采购量"]),
    Column(
      "waybills", "运单数", .figure, .count, example: "15000", about: ("使用的运单,单位:张", "Waybills used"),
      aliases: ["运单总数", "运单量"]),
    Column(
      "e_waybills", "电子运单数", .figure, .count, example: "14990",
      about: ("其中的电子运单,单位:张", "Those of them that are electronic"), aliases: ["电子运单量"]),
  ]

  private struct Key: Hashable {
    var area: AreaCode
    var month: Month
    var brand: Int
    var source: ReturnSource
  }

  private var first = FirstLines<Key>()
  private var overlaps = Overlaps()
  private var brands = TextNumbers()

  mutating func entry(_ sheet: Sheet) -> PackagingEntry? {
    let month = sheet.month(At.month)
    let area = sheet.area(At.area, in: month)
    let brand = sheet.text(At.brand)
    let sourceField = sheet.word(At.source, of: WordLists.sources)
    let source = sourceField.value ?? .reported
    let taped = sheet.count(At.taped)
    let slimTaped = sheet.count(At.slimTaped)
    let ecommerce = sheet.count(At.ecommerce)
    let noRepack = sheet.count(At.noRepack)
    let bags = sheet.count(At.bags)
    let reusableBags = sheet.count(At.reusableBags)
    let materials = sheet.count(At.materials)
    let standardMaterials = sheet.count(At.standardMaterials)
    let waybills = sheet.count(At.waybills)
    let eWaybills = sheet.count(At.eWaybills)
    sheet.check(part: At.slimTaped, slimTaped, of: At.taped, taped)
    sheet.check(part: At.noRepack, noRepack, of: At.ecommerce, ecommerce)
    sheet.check(part: At.reusableBags, reusableBags, of: At.bags, bags)
    sheet.check(part: At.standardMaterials, standardMaterials, of: At.materials, materials)
    sheet.check(part: At.eWaybills, eWaybills, of: At.waybills, waybills)
    sheet.checkSaysSomething(area: At.area)
    if let area = area.value, let month = month.value, !brand.isBad, !sourceField.isBad {
      keep(area, month, brand.value ?? "", source, sheet)
    }
    guard let area = area.value, let month = month.value, !sheet.isFaulty else { return nil }
    return PackagingEntry(
      area: area.code, month: month, brand: brand.value ?? "", source: source, taped: taped.value,
      slimTaped: slimTaped.value, ecommerce: ecommerce.value, noRepack: noRepack.value, bags: bags.value,
      reusableBags: reusableBags.value, materials: materials.value, standardMaterials: standardMaterials.value,
      waybills: waybills.value, eWaybills: eWaybills.value)
  }

  private mutating func keep(_ area: Area, _ month: Month, _ brand: String, _ source: ReturnSource, _ sheet: Sheet) {
    let number = brands.number(of: brand)
    overlaps.add(area, month: month, source: source.rawValue, brand: number, sheet: sheet)
    let key = Key(area: area.code, month: month, brand: number, source: source)
    guard let line = first.seen(key, at: sheet) else { return }
    let (zh, en) = brand.isEmpty ? ("全部品牌", "all brands") : ("品牌「\(showable(brand))」", "brand '\(showable(brand))'")
    let name = showable(area.name)
    sheet.fault(
      At.area, zh: "\(name) \(month) \(zh)(\(source.zh))在第 \(line) 行已有;同一区划、月份、品牌、来源只能有一行,请删去一行",
      en:
        "\(name), \(month), \(en) (\(source)) is on line \(line) already; an area has one row a month, brand and "
        + "source, remove one")
  }

  mutating func finish(_ sheet: Sheet) {
    overlaps.tellInside(sheet, column: At.area)
    overlaps.tellAllBrands(sheet, column: At.brand, brands: brands.texts)
  }

  static func rows(_ entries: [Lined<PackagingEntry>]) -> ReturnRows { .packaging(entries) }
}
