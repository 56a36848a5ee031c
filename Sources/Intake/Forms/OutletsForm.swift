import PostalModel

/// 网点台账: the standing register of outlets.
struct OutletsForm: FormReader {
  private enum At {
    static let id = 0
    static let name = 1
    static let type = 2
    static let area = 3
    static let brand = 4
    static let filingNumber = 5
    static let filedOn = 6
    static let openedOn = 7
    static let closedOn = 8
    static let licenceUntil = 9
  }

  static let form = Form.outlets
  static let columns = [
    Column(
      "outlet_id", "网点编号", .required, .code, example: "BJ-WN-0001",
      about: ("网点的唯一编号,以后各期不变", "The outlet's own number, the same in every register"),
      aliases: ["网点编码", "网点代码", "网点ID", "编号", "网点号"]),
    Column(
      "name", "名称", .required, example: "草海镇东山驿站", about: ("网点的全称", "The outlet's full name"),
      aliases: ["网点名称", "outlet_name"]),
    Column(
      "type", "类型", .required, .words(WordLists.outletTypes.words), example: "末端网点",
      about: ("网点的类型", "The type of the outlet"), aliases: ["网点类型", "网点类别", "类别", "outlet_type"]),
    Column(
      "area_code", "区划代码", .required, .code, example: "520526100034",
      about: ("网点所在社区或村的区划代码,12 位", "The 12-digit code of the community or village it stands in"),
      aliases: Column.areaAliases + ["所在区划代码"]),
    Column(
      "brand", "品牌", example: "中通", about: ("经营的快递品牌", "The express brand it works for"),
      aliases: ["快递品牌", "企业品牌", "经营品牌"]),
    Column(
      "filing_no", "备案号", .optional, .code, example: "52052600010001", about: ("备案回执上的编号", "The number of its filing"),
      aliases: ["备案编号", "备案回执号"]),
    Column(
      "filed_on", "备案日期", .optional, .day, example: "2023-03-20", about: ("备案的日期", "The day it was filed"),
      aliases: ["备案时间"]),
    Column(
      "opened_on", "开办日期", .optional, .day, example: "2023-03-01", about: ("开始营业的日期", "The day it opened"),
      aliases: ["开办时间", "开业日期", "设立日期"]),
    Column(
      "closed_on", "注销日期", .optional, .day, about: ("注销或停业的日期;仍在营业的不填", "The day it closed; empty while it is open"),
      aliases: ["注销时间", "撤销日期", "关闭日期"]),
    Column(
      "licence_until", "许可到期", .optional, .day, example: "2028-02-29", about: ("许可证到期的日期", "The day its licence ends"),
      aliases: ["许可到期日", "许可到期日期", "许可有效期至", "license_until"]),
  ]

  private var first = FirstLines<String>()

  mutating func entry(_ sheet: Sheet) -> OutletEntry? {
    let id = sheet.identifier(At.id)
    let name = sheet.text(At.name)
    let type = sheet.word(At.type, of: WordLists.outletTypes)
    let area = sheet.area(At.area)
    let brand = sheet.text(At.brand)
    let filingNumber = sheet.identifier(At.filingNumber)
    let filedOn = sheet.pastDay(At.filedOn)
    let openedOn = sheet.day(At.openedOn)
    let closedOn = sheet.day(At.closedOn)
    let licenceUntil = sheet.day(At.licenceUntil)
    sheet.check(At.closedOn, closedOn, notBefore: At.openedOn, openedOn)
    if let id = id.value, let line = first.seen(id, at: sheet) {
      sheet.fault(
        At.id, zh: "网点编号「\(showable(id))」在第 \(line) 行已有;一个编号只能有一行,请删去一行或改正编号",
        en:
          "outlet_id '\(showable(id))' is on line \(line) already; an outlet has one row, remove one or correct its id")
    }
    guard let id = id.value, let name = name.value, let type = type.value, let area = area.value, !sheet.isFaulty
    else { return nil }
    return OutletEntry(
      id: id, name: name, type: type, area: area.code, brand: brand.value ?? "",
      filingNumber: filingNumber.value ?? "", filedOn: filedOn.value, openedOn: openedOn.value,
      closedOn: closedOn.value, licenceUntil: licenceUntil.value)
  }

  mutating func finish(_ sheet: Sheet) {}

  static func rows(_ entries: [Lined<OutletEntry>]) -> ReturnRows { .outlets(entries) }
}
