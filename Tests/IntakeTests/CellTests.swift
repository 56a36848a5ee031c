import Intake
import PostalModel
import Testing

@Suite("单元格 cells")
struct CellTests {
  private func taped(_ cell: String) -> IntakeResult {
    read("区划代码,月份,胶带封装件数,运单数\n520526000000,2025-06,\"\(cell)\",7\n")
  }

  @Test(
    "counts that are taken",
    arguments: [
      ("12", 12), ("0", 0), ("-0", 0), ("１２３", 123), ("1,234", 1234), ("1，234，567", 1_234_567), ("1 234", 1234),
      ("　12 ", 12), ("12.0", 12), ("12.", 12), ("'12", 12), ("9999999999", 9_999_999_999),
      ("9,999,999,999", 9_999_999_999), ("", nil), ("—", nil),
      ("——", nil), ("-", nil), ("/", nil), ("／", nil), ("无数据", nil), ("　", nil),
    ] as [(String, Int?)])
  func counts(cell: String, value: Int?) {
    let result = taped(cell)
    #expect(result.problems == [])
    guard case .packaging(let rows)? = result.rows else {
      Issue.record("no packaging rows")
      return
    }
    #expect(rows.map(\.value.taped) == [value])
  }

  @Test(
    "counts that are refused",
    arguments: [
      ("12.5", "不是整数;件数、人数等只填整数"), (".5", "不是整数;件数、人数等只填整数"), ("-3", "是负数;应为 0 或正整数,没有数据就留空"),
      ("−3", "是负数;应为 0 或正整数,没有数据就留空"), ("98%", "带百分号;本列填数量,不填比例"), ("98％", "带百分号;本列填数量,不填比例"),
      ("1.2E+05", "是 Excel 的科学记数,末几位可能已丢失;请把该列设为数值格式后重新填写"), ("12,34", "的千分位不对;应为 1,234 或 1234"),
      ("1 2", "的千分位不对;应为 1,234 或 1234"), ("10000000000", "大于 9,999,999,999;请核对数值和单位"),
      ("99999999999999999999999", "大于 9,999,999,999;请核对数值和单位"), ("120件", "不是数字;只填数字,不带单位和文字"),
      ("abc", "不是数字;只填数字,不带单位和文字"), ("1.2.3", "不是数字;只填数字,不带单位和文字"), (".", "不是数字;只填数字,不带单位和文字"),
    ])
  func badCounts(cell: String, reason: String) {
    let result = taped(cell)
    #expect(result.problems.map { $0.text(.zh) } == ["报表.csv:2:3: 胶带封装件数「\(cell)」\(reason)"])
    #expect(result.rows == .packaging([]))
    #expect(result.rejected.map(\.problems) == [result.problems])
  }

  @Test(
    "codes that are taken",
    arguments: [
      ("52", "520000000000"), ("5205", "520500000000"), ("520526", "520526000000"), ("520526100", "520526100000"),
      ("520526100034", "520526100034"), ("520526 100 034", "520526100034"), ("５２０５２６", "520526000000"),
      ("'520526", "520526000000"), ("=\"\"520526\"\"", "520526000000"), ("\t520526", "520526000000"),
    ])
  func codes(cell: String, number: String) {
    let result = read("区划代码,名称\n\"\(cell)\",某地\n")
    #expect(result.rows == .areas([Lined(line: 2, AreaEntry(code: code(number), name: "某地"))]))
  }

  @Test(
    "codes that are refused",
    arguments: [
      ("6.52828E+11", "已被 Excel 改成数值,末几位可能已丢失;请先把该列设为文本格式,再重新填写"),
      ("5E11", "已被 Excel 改成数值,末几位可能已丢失;请先把该列设为文本格式,再重新填写"),
      ("520526000000.0", "已被 Excel 改成数值,末几位可能已丢失;请先把该列设为文本格式,再重新填写"),
      ("52052600000", "只有 11 位,少了一位;应为 12 位代码,请核对首尾的 0"), ("5205261", "有 7 位数字;应为 2、4、6、9 或 12 位"),
      ("5205260000000", "有 13 位数字;应为 2、4、6、9 或 12 位"), ("威宁县", "不是区划代码;应为 2、4、6、9 或 12 位数字;可能是 520526000000 威宁县"),
      ("052600000000", "不是区划代码;应为 2、4、6、9 或 12 位数字"),
    ])
  func badCodes(cell: String, reason: String) {
    #expect(problems("区划代码,名称\n\(cell),某地\n") == ["报表.csv:2:1: 区划代码「\(cell)」\(reason)"])
  }

  @Test(
    "days that are taken",
    arguments: [
      "2025-07-08", "2025/7/8", "2025.7.8", "2025年7月8日", "20250708", "２０２５－０７－０８", "2025-07-08 00:00:00",
      "2025-07-08T09:30", "2025 年 7 月 8 日",
    ])
  func days(cell: String) {
    let result = outlet(openedOn: cell)
    #expect(result.problems == [])
    guard case .outlets(let rows)? = result.rows else {
      Issue.record("no outlets")
      return
    }
    #expect(rows.map(\.value.openedOn) == [Day(2025, 7, 8)])
  }

  private func outlet(openedOn: String) -> IntakeResult {
    read("网点编号,名称,类型,区划代码,开办日期\nA1,驿站,末端网点,520526100034,\(openedOn)\n")
  }

  @Test(
    "days that are refused",
    arguments: [
      ("45846", "是 Excel 的日期序号(疑为 2025-07-08);请把该列设为日期格式后另存"),
      ("2025-02-29", "不是真实的日期:2025-02-29 不存在;请核对"), ("20251301", "不是真实的日期:2025-13-01 不存在;请核对"),
      ("7/8/2025", "不是年在前的四位年份日期;应如 2025-07-08"), ("25-07-08", "不是年在前的四位年份日期;应如 2025-07-08"),
      ("去年", "读不出日期;应如 2025-07-08"), ("2025-07", "读不出日期;应如 2025-07-08"),
      ("2025-07-", "读不出日期;应如 2025-07-08"), ("2025-07-08x", "读不出日期;应如 2025-07-08"),
    ])
  func badDays(cell: String, reason: String) {
    #expect(outlet(openedOn: cell).problems.map { $0.text(.zh) } == ["报表.csv:2:5: 开办日期「\(cell)」\(reason)"])
  }

  private func month(_ cell: String, default month: Month? = nil) -> IntakeResult {
    read("区划代码,月份,运单数\n520526000000,\(cell),7\n", .packaging, month: month)
  }

  @Test(
    "months that are taken",
    arguments: [
      "2025-06", "2025/6", "2025年6月", "2025年6月份", "202506", "2025.06", "2025.6", "2025-06-30", "20250601", "２０２５年６月",
    ])
  func months(cell: String) {
    #expect(
      month(cell).rows
        == .packaging([Lined(line: 2, PackagingEntry(area: code("520526"), month: Month(2025, 6), waybills: 7))]))
  }

  @Test(
    "months that are refused",
    arguments: [
      ("2025-13", "「2025-13」不是真实的日期:2025-13 不存在;请核对"), ("45809", "「45809」是 Excel 的日期序号(疑为 2025-06-01);请把该列设为日期格式后另存"),
      ("2025.1", "「2025.1」分不清是 1 月还是丢了 0 的 10 月;应写成 2025-01 或 2025-10"), ("Jun-25", "「Jun-25」读不出日期;应如 2025-06"),
      ("6月", "「6月」读不出日期;应如 2025-06"), ("2025-08", " 2025-08 晚于今天所在的 2025-07;不能报送将来的月份"),
      ("1999-12", " 1999-12 早于 2000 年;请核对年份"), ("", "为空;本列必填"),
    ])
  func badMonths(cell: String, reason: String) {
    #expect(month(cell).problems.map { $0.text(.zh) } == ["报表.csv:2:2: 月份\(reason)"])
  }

  @Test("--period fills blank months, stands in for the column, and must agree with it")
  func defaultMonth() {
    let june = Month(2025, 6)
    let rows = month("2025-06").rows
    #expect(month("", default: june).rows == rows)
    #expect(read("区划代码,运单数\n520526000000,7\n", nil, month: june).rows == rows)
    #expect(
      month("2025-05", default: june).problems.map { $0.text(.zh) } == [
        "报表.csv:2:2: 月份 2025-05 与 --period 所给的 2025-06 不一致;请核对文件或 --period"
      ])
    #expect(
      month("", default: Month(2025, 9)).problems.map { $0.text(.zh) } == [
        "报表.csv:1:1: --period 2025-09 晚于今天所在的 2025-07;不能报送将来的月份"
      ])
  }

  @Test(
    "有 and 无",
    arguments: [
      ("有", true), ("是", true), ("1", true), ("yes", true), ("√", true), ("无", false), ("否", false), ("0", false),
      ("No", false), ("×", false), ("", nil), ("—", nil),
    ] as [(String, Bool?)])
  func having(cell: String, value: Bool?) {
    let result = read("区划代码,月份,通达品牌数,货架\n520526004201,2025-06,2,\(cell)\n")
    guard case .villages(let rows)? = result.rows else {
      Issue.record("no villages")
      return
    }
    #expect(rows.map(\.value.shelves) == [value])
  }

  @Test("words that are not in the list")
  func words() {
    #expect(
      problems("区划代码,月份,通达品牌数,服务方式,货架\n520526004201,2025-06,2,骑马,大概\n") == [
        "报表.csv:2:4: 服务方式「骑马」不在可填的词中;应为 邮快、快快、交快、驻村、无", "报表.csv:2:5: 货架「大概」不在可填的词中;应为 有、无",
      ])
    #expect(
      problems("网点编号,名称,类型,区划代码\nA1,驿站,小卖部,520526100034\n", nil, .en) == [
        "报表.csv:2:3: type '小卖部' is not one of the words allowed: 末端网点、营业网点、智能快件箱、村级服务站、乡镇网点、共配中心、处理场所"
      ])
    #expect(
      problems("区划代码,月份,来源,运单数\n520526,2025-06,听说,2\n") == ["报表.csv:2:3: 来源「听说」不在可填的词中;应为 报送、抽查、系统"])
  }

  @Test(
    "text with characters that cannot be seen",
    arguments: [
      ("威宁\u{1B}[31m县", "「威宁<U+001B>[31m县」含不可见的字符 U+001B;请删去它"), ("威\u{202E}宁", "「威<U+202E>宁」含不可见的字符 U+202E;请删去它"),
      ("威\u{200B}宁", "「威<U+200B>宁」含不可见的字符 U+200B;请删去它"), ("威\u{9B}宁", "「威<U+009B>宁」含不可见的字符 U+009B;请删去它"),
      ("\"威\n宁\"", "「威<U+000A>宁」含不可见的字符 U+000A;请删去它"), ("威\u{FEFF}宁", "「威<U+FEFF>宁」含不可见的字符 U+FEFF;请删去它"),
    ])
  func unseen(cell: String, reason: String) {
    #expect(problems("区划代码,名称\n520526,\(cell)\n") == ["报表.csv:2:2: 名称\(reason)"])
  }

  @Test("messages never carry a control character of the file")
  func harmless() {
    let cell = "\u{1B}]0;x\u{7}"
    let text = "区划代码,月份,\(cell),来源,运单数\n\(cell),\(cell),,\(cell),\(cell)\n"
    let result = read(text, .packaging)
    #expect(result.problems.count == 4)
    let shown = (result.problems.map { $0.text(.zh) + $0.text(.en) } + result.notes.map(\.description)).joined()
    #expect(!shown.unicodeScalars.contains { $0.value < 0x20 })
  }

  @Test("text is trimmed, and at most 200 characters long")
  func long() {
    let name = String(repeating: "村", count: 200)
    #expect(
      read("区划代码,名称\n520526,　\(name) \n").rows == .areas([Lined(line: 2, AreaEntry(code: code("520526"), name: name))]))
    #expect(problems("区划代码,名称\n520526,\(name)村\n") == ["报表.csv:2:2: 名称超过 200 个字;请缩短"])
  }

  @Test("required text, and what stands for nothing")
  func required() {
    #expect(
      problems("网点编号,名称,类型,区划代码\n—,,/,\n") == [
        "报表.csv:2:1: 网点编号为空;本列必填", "报表.csv:2:2: 名称为空;本列必填", "报表.csv:2:3: 类型为空;本列必填",
        "报表.csv:2:4: 区划代码为空;本列必填",
      ])
  }
}
