import PostalModel

/// 区划人口: declares areas and gives their residents by year.
struct AreasForm: FormReader {
  private enum At {
    static let code = 0
    static let name = 1
    static let parent = 2
    static let urbanRural = 3
    static let residents = 4
    static let urbanResidents = 5
    static let year = 6
  }

  static let form = Form.areas
  static let columns = [
    Column(
      "area_code", "区划代码", .required, .code, example: "520526100034",
      about: ("统计用区划代码,12 位,末尾的 0 可省", "The area's 12-digit code; zeros at its end may be left out"),
      aliases: Column.areaAliases + ["代码", "编码"]),
    Column(
      "name", "名称", .required, example: "东山社区居民委员会", about: ("区划的全称", "The area's full name"),
      aliases: ["区划名称", "行政区划名称", "地区名称", "地区", "area_name"]),
    Column(
      "parent_code", "上级代码", .optional, .code, example: "520526100000",
      about: ("上级区划的代码;不填则按本代码推定", "The code of the area it lies in; by default told by its own code"),
      aliases: ["上级区划代码", "上级编码", "上级区划"]),
    Column(
      "urban_rural", "城乡分类", .optional, .code, example: "111",
      about: (
        "城乡分类代码:111、112、121、122、123、210 或 220", "The class of town or country: 111, 112, 121, 122, 123, 210 or 220"
      ), aliases: ["城乡分类代码", "城乡代码"]),
    Column(
      "residents", "常住人口", .optional, .count, example: "8600",
      about: ("年末常住人口,单位:人", "Residents at the end of the year, in persons"), aliases: ["常住人口数"]),
    Column(
      "urban_residents", "城镇人口", .optional, .count, example: "8600",
      about: ("其中居住在城镇的人口,单位:人", "Those of them in towns, in persons"), aliases: ["城镇常住人口", "城镇人口数"]),
    Column(
      "year", "年份", .optional, .code, example: "2024",
      about: ("人口所属的年份,四位数", "The year of the population, four digits"), aliases: ["年度", "统计年份"]),
  ]

  private struct Key: Hashable {
    var code: AreaCode
    var year: Int?
  }

  private struct Parent {
    var row: Int
    var code: AreaCode
  }

  private var first = FirstLines<Key>()
  private var declared: Set<AreaCode> = []
  /// Parents that the directory does not know and the file may declare.
  private var openParents: [Parent] = []

  mutating func entry(_ sheet: Sheet) -> AreaEntry? {
    let year = sheet.year(At.year)
    let (code, presentName) = declaredCode(sheet, year: year.value)
    let name = sheet.text(At.name)
    let urbanRural = urbanRural(sheet)
    let residents = sheet.count(At.residents)
    let urbanResidents = sheet.count(At.urbanResidents)
    sheet.check(part: At.urbanResidents, urbanResidents, of: At.residents, residents, mayStandAlone: true)
    let parent = parent(sheet, of: code.value, month: month(year.value, sheet))
    if let code = code.value {
      declared.insert(code)
      if !year.isBad, let line = first.seen(Key(code: code, year: year.value), at: sheet) {
        let year = year.value.map { " \($0)" } ?? ""
        sheet.fault(
          At.code, zh: "区划代码 \(code)\(year) 在第 \(line) 行已有;同一区划同一年份只能有一行,请删去一行",
          en: "area_code \(code)\(year) is on line \(line) already; an area has one row a year, remove one")
      }
    }
    guard let code = code.value, let name = name.value, !sheet.isFaulty else { return nil }
    return AreaEntry(
      code: code, name: presentName ?? name, parent: parent.value, urbanRural: urbanRural, residents: residents.value,
      urbanResidents: urbanResidents.value, year: year.value)
  }

  /// The code of the row: one that is not known is being declared, one that ended is refused for a year after its end.
  /// For a year before it the code that replaced it is taken, under its present name.
  private func declaredCode(_ sheet: Sheet, year: Int?) -> (Field<AreaCode>, name: String?) {
    guard case .value(let code) = sheet.code(At.code) else { return (.bad, nil) }
    guard case .ended(let until, let successor, let area) = sheet.standing(ofOnce: code) else {
      return (.value(code), nil)
    }
    let month = month(year, sheet)
    if month > until {
      sheet.tellEnded(At.code, code, month: month, until: until, successor: successor, name: area?.name)
      return (.bad, nil)
    }
    if sheet.context.directory.formerArea(code) != nil { return (.value(code), nil) }
    sheet.noteReplaced(code, by: successor, name: area?.name ?? "")
    return (.value(successor), area?.name)
  }

  /// The month that a row's codes are of: its year's first, else that of the file where one was given, else the present.
  private func month(_ year: Int?, _ sheet: Sheet) -> Month {
    year.map { Month($0, 1) } ?? sheet.context.defaultMonth ?? Month(sheet.context.today)
  }

  private mutating func parent(_ sheet: Sheet, of code: AreaCode?, month: Month) -> Field<AreaCode> {
    let field = sheet.code(At.parent, isRequired: false)
    guard let parent = field.value else { return field }
    var level = parent.level
    switch sheet.standing(of: parent) {
    case .known(let area): level = area.level
    case .unknown: openParents.append(Parent(row: sheet.row, code: parent))
    case .ended(let until, let successor, let area):
      if month > until {
        sheet.tellEnded(At.parent, parent, month: month, until: until, successor: successor, name: area?.name)
        return .bad
      }
      sheet.noteReplaced(parent, by: successor, name: area?.name ?? "")
      if area == nil { openParents.append(Parent(row: sheet.row, code: successor)) }
      return .value(successor)
    }
    guard let code, level >= code.level else { return field }
    sheet.fault(
      At.parent, zh: "上级代码 \(parent) 的级别不高于 \(code);上级须是更高一级的区划",
      en: "parent_code \(parent) is not of a higher level than \(code); an area lies in one of a higher level")
    return .bad
  }

  private static let urbanRuralCodes: Set = [111, 112, 121, 122, 123, 210, 220]

  private func urbanRural(_ sheet: Sheet) -> Int? {
    let field = sheet.text(At.urbanRural)
    guard let text = field.value else { return nil }
    if let number = Int(plainHeading(text)), Self.urbanRuralCodes.contains(number) { return number }
    sheet.fault(
      At.urbanRural, zh: "城乡分类「\(showable(text))」不是城乡分类代码;应为 111、112、121、122、123、210 或 220",
      en: "urban_rural '\(showable(text))' is no such class; give 111, 112, 121, 122, 123, 210 or 220")
    return nil
  }

  mutating func finish(_ sheet: Sheet) {
    for parent in openParents where !declared.contains(parent.code) {
      sheet.fault(
        row: parent.row, At.parent, zh: "上级代码 \(parent.code) 不在区划表中,本文件也没有;请核对,或加上这一行",
        en: "parent_code \(parent.code) is neither in the area list nor in this file; check it, or add a row for it")
    }
  }

  static func rows(_ entries: [Lined<AreaEntry>]) -> ReturnRows { .areas(entries) }
}
