import PostalModel

/// 安全检查: the three checks (收寄验视, 实名收寄, 过机安检), by area or by outlet.
struct SafetyForm: FormReader {
  private enum At {
    static let area = 0
    static let month = 1
    static let outlet = 2
    static let inspectedOn = 3
    static let inspected = 4
    static let openedOK = 5
    static let realNameDue = 6
    static let realNameDone = 7
    static let xrayDue = 8
    static let xrayDone = 9
    static let findings = 10
    static let rectifyBy = 11
    static let rectifiedOn = 12
  }

  static let form = Form.safety
  static let columns = [
    Column(
      "area_code", "区划代码", .required, .code, example: "520526000000",
      about: ("被检查地区的区划代码,12 位", "The 12-digit code of the area inspected"), aliases: Column.areaAliases + ["代码", "编码"]),
    Column.month(example: "2025-06"),
    Column(
      "outlet_id", "网点编号", .optional, .code, example: "BJ-WN-0001",
      about: ("只查一个网点时填它的编号;报全区域的不填", "The outlet's number where one was inspected; empty for the whole area"),
      aliases: ["网点编码", "网点代码", "网点ID", "网点号"]),
    Column(
      "inspected_on", "检查日期", .optional, .day, example: "2025-06-12",
      about: ("检查的日期,须在本月之内", "The day of the inspection, within the month"), aliases: ["检查时间", "抽查日期"]),
    Column(
      "inspected", "抽查件数", .figure, .count, example: "200", about: ("抽查的快件,单位:件", "Parcels inspected"),
      aliases: ["检查件数", "抽查数", "验视件数"]),
    Column(
      "opened_ok", "验视合格", .figure, .count, example: "199",
      about: ("其中收寄验视合格的,单位:件", "Those of them properly opened and looked at"), aliases: ["验视合格件数", "验视合格数"]),
    Column(
      "real_name_due", "应实名", .figure, .count, example: "200",
      about: ("应当实名收寄的,单位:件", "Parcels that need the sender's name"), aliases: ["应实名件数", "应实名收寄件数"]),
    Column(
      "real_name_done", "已实名", .figure, .count, example: "200",
      about: ("其中已实名的,单位:件", "Those of them with the name taken"), aliases: ["已实名件数", "已实名收寄件数"]),
    Column(
      "xray_due", "应安检", .figure, .count, example: "200", about: ("应当过机安检的,单位:件", "Parcels that need screening"),
      aliases: ["应安检件数", "应过机安检件数"]),
    Column(
      "xray_done", "已安检", .figure, .count, example: "200", about: ("其中已安检的,单位:件", "Those of them that were screened"),
      aliases: ["已安检件数", "已过机安检件数"]),
    Column(
      "findings", "问题数", .figure, .count, example: "1", about: ("发现的问题,单位:个", "Things found wrong"),
      aliases: ["发现问题数", "问题件数"]),
    Column(
      "rectify_by", "整改期限", .optional, .day, example: "2025-06-27",
      about: ("要求整改完成的日期", "The day by which they must be put right"), aliases: ["整改时限"]),
    Column(
      "rectified_on", "整改完成", .optional, .day, example: "2025-06-20",
      about: ("实际整改完成的日期", "The day on which they were put right"), aliases: ["整改完成日期", "整改完成时间"]),
  ]

  private struct Key: Hashable {
    var area: AreaCode
    var month: Month
    var outlet: String
    var day: Day?
  }

  private var first = FirstLines<Key>()
  private var overlaps = Overlaps()

  mutating func entry(_ sheet: Sheet) -> SafetyEntry? {
    let month = sheet.month(At.month)
    let area = sheet.area(At.area, in: month)
    let outlet = sheet.identifier(At.outlet)
    let inspectedOn = sheet.pastDay(At.inspectedOn)
    let inspected = sheet.count(At.inspected)
    let openedOK = sheet.count(At.openedOK)
    let realNameDue = sheet.count(At.realNameDue)
    let realNameDone = sheet.count(At.realNameDone)
    let xrayDue = sheet.count(At.xrayDue)
    let xrayDone = sheet.count(At.xrayDone)
    let findings = sheet.count(At.findings)
    let rectifyBy = sheet.day(At.rectifyBy)
    let rectifiedOn = sheet.pastDay(At.rectifiedOn)
    sheet.check(part: At.openedOK, openedOK, of: At.inspected, inspected)
    sheet.check(part: At.realNameDone, realNameDone, of: At.realNameDue, realNameDue)
    sheet.check(part: At.xrayDone, xrayDone, of: At.xrayDue, xrayDue)
    sheet.check(At.rectifyBy, rectifyBy, notBefore: At.inspectedOn, inspectedOn)
    sheet.check(At.rectifiedOn, rectifiedOn, notBefore: At.inspectedOn, inspectedOn)
    sheet.checkSaysSomething(area: At.area)
    if let day = inspectedOn.value, let month = month.value, Month(day) != month {
      sheet.fault(
        At.inspectedOn, zh: "检查日期 \(day) 不在月份 \(month) 之内;请核对两列",
        en: "inspected_on \(day) does not lie in the month \(month); check both columns")
    }
    if let area = area.value, let month = month.value, !outlet.isBad, !inspectedOn.isBad {
      keep(area, month, outlet.value ?? "", inspectedOn.value, sheet)
    }
    guard let area = area.value, let month = month.value, !sheet.isFaulty else { return nil }
    return SafetyEntry(
      area: area.code, month: month, outlet: outlet.value ?? "", inspectedOn: inspectedOn.value,
      inspected: inspected.value, openedOK: openedOK.value, realNameDue: realNameDue.value,
      realNameDone: realNameDone.value, xrayDue: xrayDue.value, xrayDone: xrayDone.value, findings: findings.value,
      rectifyBy: rectifyBy.value, rectifiedOn: rectifiedOn.value)
  }

  private mutating func keep(_ area: Area, _ month: Month, _ outlet: String, _ day: Day?, _ sheet: Sheet) {
    // Inspections of single outlets stand beside the area's own return and are not that return.
    if outlet.isEmpty { overlaps.add(area, month: month, sheet: sheet) }
    guard let line = first.seen(Key(area: area.code, month: month, outlet: outlet, day: day), at: sheet) else {
      return
    }
    let what = [showable(area.name), month.description, showable(outlet), day?.description ?? ""]
      .filter { !$0.isEmpty }.joined(separator: " ")
    sheet.fault(
      At.area, zh: "\(what) 在第 \(line) 行已有;同一区划、月份、网点、检查日期只能有一行,请删去一行",
      en: "\(what) is on line \(line) already; an area has one row a month, outlet and inspection day, remove one")
  }

  mutating func finish(_ sheet: Sheet) { overlaps.tellInside(sheet, column: At.area) }

  static func rows(_ entries: [Lined<SafetyEntry>]) -> ReturnRows { .safety(entries) }
}
