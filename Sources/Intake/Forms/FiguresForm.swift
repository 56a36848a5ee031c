import PostalModel

/// 指标数据: figures that an office sends itself, by area, month and indicator.
struct FiguresForm: FormReader {
  private enum At {
    static let area = 0
    static let month = 1
    static let indicator = 2
    static let value = 3
    static let numerator = 4
    static let denominator = 5
  }

  static let form = Form.figures
  static let columns = [
    Column(
      "area_code", "区划代码", .required, .code, example: "520500000000",
      about: ("区划代码,12 位,末尾的 0 可省", "The area's 12-digit code; zeros at its end may be left out"),
      aliases: Column.areaAliases + ["代码", "编码"]),
    Column.month(example: "2025-06"),
    Column(
      "indicator", "指标", .required, example: "express_volume",
      about: ("指标的代码或名称,见 indicators.toml", "The indicator's id or name, see indicators.toml"),
      aliases: ["指标名称", "指标代码", "指标编号", "统计指标"]),
    Column(
      "value", "数值", .figure, .number, hasUnitOfRow: true, example: "3268.5",
      about: ("指标的数值,按指标自己的单位", "The value, in the indicator's own unit"), aliases: ["指标值", "指标数值", "本期值", "数据"]),
    Column(
      "numerator", "分子", .figure, .count, about: ("比率的分子;与分母一起填", "The numerator of a ratio, with its denominator"),
      aliases: ["分子数"]),
    Column(
      "denominator", "分母", .figure, .count, about: ("比率的分母;与分子一起填", "The denominator of a ratio, with its numerator"),
      aliases: ["分母数"]),
  ]

  private struct Key: Hashable {
    var area: AreaCode
    var month: Month
    var indicator: String
  }

  private var first = FirstLines<Key>()
  private var overlaps = Overlaps()
  private var numbers = TextNumbers()
  private var names = IndicatorNames()

  mutating func entry(_ sheet: Sheet) -> FigureEntry? {
    let month = sheet.month(At.month)
    let area = sheet.area(At.area, in: month)
    let indicator = names.indicator(At.indicator, sheet)
    let value = sheet.number(At.value)
    let numerator = sheet.count(At.numerator)
    let denominator = sheet.count(At.denominator)
    checkParts(numerator, denominator, sheet)
    if let indicator {
      check(value, of: indicator, sheet)
      if indicator.unit.isShare, denominator.value ?? 0 > 0 {
        sheet.check(part: At.numerator, numerator, of: At.denominator, denominator)
      }
      checkAgreement(value, numerator, denominator, indicator, sheet)
    }
    sheet.checkSaysSomething(area: At.area)
    if let area = area.value, let month = month.value, let indicator {
      if case .value = numerator {
        overlaps.add(area, month: month, source: numbers.number(of: indicator.id), sheet: sheet)
      }
      if let line = first.seen(Key(area: area.code, month: month, indicator: indicator.id), at: sheet) {
        let name = showable(area.name)
        sheet.fault(
          At.area, zh: "\(name) \(month) 的\(indicator.zh)在第 \(line) 行已有;同一区划、月份、指标只能有一行,请删去一行",
          en: "\(name), \(month), \(indicator.id) is on line \(line) already; an area has one row a month and "
            + "indicator, remove one")
      }
    }
    guard let area = area.value, let month = month.value, let indicator, !sheet.isFaulty else { return nil }
    return FigureEntry(
      area: area.code, month: month, indicator: indicator.id, value: value.value?.amount, numerator: numerator.value,
      denominator: denominator.value)
  }

  private func checkParts(_ numerator: Field<Int>, _ denominator: Field<Int>, _ sheet: Sheet) {
    switch (numerator, denominator) {
    case (.value(let top), .missing):
      sheet.fault(
        At.numerator, zh: "有分子 \(top) 而没有分母;请补填分母,或只填数值",
        en: "numerator \(top) is given without denominator; give the denominator too, or the value alone")
    case (.missing, .value(let bottom)) where bottom > 0:
      sheet.fault(
        At.denominator, zh: "有分母 \(bottom) 而没有分子;请补填分子,或只填数值",
        en: "denominator \(bottom) is given without numerator; give the numerator too, or the value alone")
    case (_, .value(0)):
      sheet.fault(
        At.denominator, zh: "分母为 0;应大于 0,没有发生的请删去本行",
        en: "the denominator is 0; it must be above 0, leave the row out where there was nothing to count")
    default: break
    }
  }

  private func check(_ value: Field<WrittenNumber>, of indicator: Indicator, _ sheet: Sheet) {
    guard let written = value.value else { return }
    if written.hasPercent, indicator.unit != .percent {
      sheet.fault(
        At.value, zh: "数值 \(written.amount)% 带百分号,而\(indicator.zh)(\(indicator.id))不是百分比;请按指标的单位填写",
        en: "value \(written.amount)% has a percent sign, but \(indicator.id) is no percentage; give it in its unit")
    }
    if indicator.unit.isCount, indicator.decimals == 0, written.amount.micro % 1_000_000 != 0 {
      sheet.fault(
        At.value, zh: "数值 \(written.amount) 不是整数;\(indicator.zh)(\(indicator.id))数的是整个,请核对单位",
        en: "value \(written.amount) is not whole; \(indicator.id) counts whole things, check the unit")
    }
    if indicator.unit.isShare, written.amount > Amount(100) {
      sheet.fault(
        At.value, zh: "数值 \(written.amount) 大于 100;\(indicator.zh)(\(indicator.id))是百分比,不能超过 100,请核对",
        en: "value \(written.amount) is above 100; \(indicator.id) is a share and cannot exceed 100, check it")
    }
  }

  /// A value beside its parts must be theirs, rounded to the decimals it is given with.
  private func checkAgreement(
    _ value: Field<WrittenNumber>, _ numerator: Field<Int>, _ denominator: Field<Int>, _ indicator: Indicator,
    _ sheet: Sheet
  ) {
    guard let written = value.value, let top = numerator.value, let bottom = denominator.value, bottom > 0,
      let ratio = Ratio(top, bottom, scale: indicator.scale)
    else { return }
    let gap = Int128(written.amount.micro) * Int128(bottom) - Int128(top) * Int128(indicator.scale) * 1_000_000
    var place = 1_000_000
    for _ in 0..<written.decimals { place /= 10 }
    if 2 * (gap < 0 ? -gap : gap) <= Int128(place) * Int128(bottom) { return }
    let made = ratio.text(decimals: min(6, max(written.decimals, indicator.decimals) + 1))
    sheet.fault(
      At.value, zh: "数值 \(written.amount) 与分子分母不符:\(top)/\(bottom) 得 \(made);请核对三格",
      en: "value \(written.amount) does not agree with its parts: \(top)/\(bottom) gives \(made); check all three")
  }

  mutating func finish(_ sheet: Sheet) { overlaps.tellInside(sheet, column: At.area) }

  static func rows(_ entries: [Lined<FigureEntry>]) -> ReturnRows { .figures(entries) }
}

/// The indicators that rows may name, by id and by name in both languages.
private struct IndicatorNames {
  private enum Found {
    case one(Indicator)
    case several([Indicator])
    case none
  }

  private var known: [String: Found] = [:]
  private var byName: [String: [Indicator]]?

  /// The indicator a cell names; nil where a fault was told.
  mutating func indicator(_ column: Int, _ sheet: Sheet) -> Indicator? {
    guard let text = sheet.text(column).value else { return nil }
    let found = known[text] ?? find(text, sheet)
    known[text] = found
    switch found {
    case .one(let indicator) where indicator.form == .figures: return indicator
    case .one(let indicator):
      let form = indicator.form
      sheet.fault(
        column,
        zh: "指标「\(showable(text))」由\(form.zh)(\(form.rawValue))得出,不在本表填报;请改报\(form.zh)并删去本行",
        en:
          "indicator '\(showable(text))' is made from the form \(form.rawValue) and is not sent here; send that form, "
          + "and remove this row")
    case .several(let indicators):
      let ids = indicators.map(\.id).joined(separator: ", ")
      sheet.fault(
        column, zh: "指标「\(showable(text))」不止一个:\(ids);请填指标代码",
        en: "there is more than one indicator '\(showable(text))': \(ids); give the id")
    case .none:
      let own = sheet.context.indicators.filter { $0.form == .figures }
      let near = NearNames.of(text, among: own.map { [$0.id, $0.zh, $0.en] }, folded: foldedHeading).map {
        own[$0]
      }
      let zh = near.map { "\($0.zh)(\($0.id))" }.joined(separator: "、")
      let en = near.map { "\($0.id) (\($0.en))" }.joined(separator: ", ")
      sheet.fault(
        column, zh: "没有指标「\(showable(text))」;" + (zh.isEmpty ? "请填 indicators.toml 中的代码或名称" : "相近的有 \(zh)"),
        en: "there is no indicator '\(showable(text))'; "
          + (en.isEmpty ? "give an id or a name of indicators.toml" : "near ones: \(en)"))
    }
    return nil
  }

  private mutating func find(_ text: String, _ sheet: Sheet) -> Found {
    if let indicator = sheet.context.indicators.first(where: { $0.id == text }) { return .one(indicator) }
    if byName == nil {
      var names: [String: [Indicator]] = [:]
      for indicator in sheet.context.indicators {
        for name in Set([indicator.id, indicator.zh, indicator.en].map(plainHeading)) {
          names[name, default: []].append(indicator)
        }
      }
      byName = names
    }
    let all = byName?[plainHeading(text)] ?? []
    let own = all.filter { $0.form == .figures }
    let found = own.isEmpty ? all : own
    return found.count == 1 ? .one(found[0]) : found.isEmpty ? .none : .several(found)
  }
}
