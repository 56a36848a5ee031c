import Intake
import PostalModel
import Testing

@Suite("指标数据 figures that offices send")
struct FiguresTests {
  let header = "区划代码,月份,指标,数值,分子,分母\n"

  func rows(_ text: String) -> [FigureEntry] {
    guard case .figures(let rows)? = read(header + text).rows else { return [] }
    return rows.map(\.value)
  }

  func told(_ row: String, _ language: Language = .zh) -> [String] {
    problems(header + row + "\n", nil, language: language)
  }

  private func problems(_ text: String, _ form: Form?, language: Language) -> [String] {
    read(text, form).problems.map { $0.text(language) }
  }

  @Test("an indicator by id, Chinese or English name; value, parts, or all three")
  func good() {
    #expect(
      rows(
        "520500,2025-06,express_volume,3268.5,,\n520500,2025-06,快件延误率,,5,1000\n520526,2025-06,Damage Rate,2.5,5,200000\n"
      )
        == [
          FigureEntry(
            area: code("5205"), month: Month(2025, 6), indicator: "express_volume", value: Amount(micro: 3_268_500_000)),
          FigureEntry(
            area: code("5205"), month: Month(2025, 6), indicator: "delay_rate", numerator: 5, denominator: 1000),
          FigureEntry(
            area: code("520526"), month: Month(2025, 6), indicator: "damage_rate", value: Amount(micro: 2_500_000),
            numerator: 5, denominator: 200_000),
        ])
  }

  @Test("numbers as offices write them")
  func numbers() {
    let written = ["１２３．５", "\"1,234.50\"", "1 234", " 7 ", "0.000001", "80", "—", "'12"]
    let values = rows(
      written.map { "520500,2025-06,satisfaction,\($0),\($0 == "—" ? "1,1" : ",")\n" }.enumerated().map { number, row in
        row.replacing("2025-06", with: "2024-0\(number + 1)")
      }.joined()
    ).map(\.value)
    #expect(
      values == [
        Amount(micro: 123_500_000), Amount(micro: 1_234_500_000), Amount(1234), Amount(7), Amount(micro: 1), Amount(80),
        nil, Amount(12),
      ])
    #expect(rows("520500,2025-06,delay_rate,0.5%,,\n").map(\.value) == [Amount(micro: 500_000)])
  }

  @Test(
    "what is wrong is told with its place and its figures",
    arguments: [
      ("520500,2025-06,satisfaction,-2,,", "2:4: 数值「-2」是负数", "is negative"),
      ("520500,2025-06,satisfaction,八十,,", "2:4: 数值「八十」不是数字", "is not a number"),
      ("520500,2025-06,satisfaction,1.2345678,,", "2:4: 数值「1.2345678」小数超过 6 位", "more than 6 decimals"),
      ("520500,2025-06,express_volume,3.2E+06,,", "2:4: 数值「3.2E+06」是 Excel 的科学记数", "scientific"),
      ("520500,2025-06,delay_rate,100.5,,", "2:4: 数值 100.5 大于 100", "value 100.5 is above 100"),
      ("520500,2025-06,damage_rate,5%,,", "2:4: 数值 5% 带百分号", "has a percent sign"),
      ("520500,2025-06,delay_rate,,5,", "2:5: 有分子 5 而没有分母", "numerator 5 is given without denominator"),
      ("520500,2025-06,delay_rate,,,5", "2:6: 有分母 5 而没有分子", "denominator 5 is given without numerator"),
      ("520500,2025-06,delay_rate,,0,0", "2:6: 分母为 0", "the denominator is 0"),
      ("520500,2025-06,delay_rate,,6,5", "2:5: 分子 6 大于分母 5", "numerator 6 is larger than denominator 5"),
      ("520500,2025-06,delay_rate,,-6,5", "2:5: 分子「-6」是负数", "is negative"),
      (
        "520500,2025-06,delay_rate,0.6,5,1000", "2:4: 数值 0.6 与分子分母不符:5/1000 得 0.50",
        "value 0.6 does not agree with its parts: 5/1000 gives 0.50"
      ),
      ("520500,2025-06,delay_rate,,,", "2:1: 本行没有任何数据", "no figures"),
      ("520500,2025-08,delay_rate,1,,", "2:2: 月份 2025-08", "month 2025-08"),
      ("520500,2025-06,,1,,", "2:3: 指标为空", "indicator is empty"),
      (
        "520500,2025-06,瘦身胶带封装比例,1,,", "2:3: 指标「瘦身胶带封装比例」由包装月报(packaging)得出",
        "made from the form packaging"
      ),
      (
        "520500,2025-06,快件延误,1,,", "2:3: 没有指标「快件延误」;相近的有 快件延误率(delay_rate)",
        "near ones: delay_rate (Delay rate)"
      ),
      ("520500,2025-06,satisfation,1,,", "2:3: 没有指标「satisfation」;相近的有 用户满意度(satisfaction)", "satisfaction"),
    ])
  func wrong(row: String, zh: String, en: String) {
    let zhAll = told(row)
    #expect(zhAll.count == 1 && zhAll[0].hasPrefix("报表.csv:" + zh), "\(zhAll)")
    #expect(told(row, .en).contains { $0.contains(en) }, "\(told(row, .en))")
  }

  @Test("a value agrees where it is its parts, rounded at its last decimal")
  func agreement() {
    for good in ["66.67,2,3", "66.7,2,3", "67,2,3", "66.666667,2,3", "66.5,133,200", "66,133,200", "67,133,200"] {
      #expect(told("520500,2025-06,delay_rate,\(good)") == [], "\(good)")
    }
    for bad in ["66.66,2,3", "66.6,2,3", "66,2,3", "66.0,133,200", "50,2,3"] {
      #expect(told("520500,2025-06,delay_rate,\(bad)").count == 1, "\(bad)")
    }
    // Above 1, where it is no share.
    #expect(told("520500,2025-06,satisfaction,81.25,325,4") == [])
  }

  @Test("a unit in the heading may not be that of every row")
  func unit() {
    func told(_ heading: String) -> [Problem] {
      read("区划代码,月份,指标,\(heading)\n520500,2025-06,delay_rate,1\n").problems
    }
    #expect(told("数值(亿元)").map(\.column) == [4] && told("数值(亿元)")[0].zh.contains("亿元"))
    #expect(told("数值(%)") == [])
  }

  @Test("one row an area, month and indicator, under whatever name")
  func twice() {
    let result = read(header + "520500,2025-06,delay_rate,1,,\n520500,2025-06,快件延误率,2,,\n520500,2025-05,快件延误率,2,,\n")
    #expect(result.problems.count == 1 && result.problems[0].line == 3)
    #expect(result.problems[0].zh.contains("第 2 行已有"))
  }

  @Test("parts of an area and of a place inside it count twice; values alone do not")
  func inside() {
    let both = read(header + "520500,2025-06,delay_rate,,1,10\n520526,2025-06,delay_rate,,1,5\n")
    #expect(both.problems.map(\.line) == [2, 3])
    #expect(both.problems.allSatisfy { $0.zh.contains("毕节市") && $0.zh.contains("威宁县") })
    for text in [
      "520500,2025-06,delay_rate,10,,\n520526,2025-06,delay_rate,,1,5\n",
      "520500,2025-06,delay_rate,,1,10\n520526,2025-05,delay_rate,,1,5\n",
      "520500,2025-06,delay_rate,,1,10\n520526,2025-06,damage_rate,,1,5\n",
    ] { #expect(read(header + text).problems == []) }
  }
}
