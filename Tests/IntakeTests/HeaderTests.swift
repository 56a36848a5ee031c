import Intake
import PostalModel
import Testing

@Suite("表头 headers")
struct HeaderTests {
  @Test(
    "names of a column",
    arguments: [
      "胶带封装件数", "taped", " Taped ", "胶带封装件数(件)", "胶带封装件数（件）", "胶带 封装件数", "胶带封装件数(taped)", "taped(胶带封装件数)",
      "ＴＡＰＥＤ", "*胶带封装件数", "胶带封装件数(件)(taped)", "胶带封装件数[件]", "\"胶带\n封装件数\"",
    ])
  func names(heading: String) {
    let result = read("行政区划代码,报告期,\(heading)\n520526000000,2025-06,100\n")
    #expect(result.problems == [])
    guard case .packaging(let rows)? = result.rows else {
      Issue.record("no packaging rows")
      return
    }
    #expect(rows.map(\.value.taped) == [100])
  }

  @Test("title and unit rows above the header, blank and unknown columns")
  func titles() {
    let result = read("2025年6月包装月报,,,,\n填报单位:万通快递,,,单位:件,\n\n,区划代码,备注,月份,胶带封装件数\n,520526000000,无,2025-06,100\n")
    #expect(result.problems == [])
    #expect(result.form == .packaging)
    #expect(result.rows?.count == 1)
    #expect(result.notes.map { $0.text(.zh) } == ["未用到的列:备注(第 3 列)"])
    #expect(result.notes.map { $0.text(.en) } == ["columns not used: 备注 (column 3)"])
  }

  @Test("the header may stand on row 20 and no later")
  func lastRow() {
    let table = "区划代码,名称\n520526000000,威宁县\n"
    #expect(read(String(repeating: "标题\n", count: 19) + table).rows?.count == 1)
    #expect(
      problems(String(repeating: "标题\n", count: 20) + table) == [
        "报表.csv:1:1: 前 20 行中没有认得的表头;可报的表有 区划人口(areas)、网点台账(outlets)、进村台账(villages)、包装月报(packaging)、"
          + "安全检查(safety)、指标数据(figures)、任务进展(tasks),空表见 yilan template FORM"
      ])
  }

  @Test("forms are told by their headings", arguments: Form.allCases)
  func told(form: Form) { #expect(read(Intake.template(form)).form == form) }

  @Test("a missing column is named in both languages, with the headings there are")
  func missing() {
    #expect(
      problems("说明\n区划代码,网点名称,类型\n") == [
        "报表.csv:2:1: 网点台账缺少列 网点编号(outlet_id);现有表头:区划代码、网点名称、类型"
      ])
    #expect(
      problems("区划代码,胶带封装件数,瘦身胶带件数\n520526,1,1\n", nil, .en) == [
        "报表.csv:1:1: the form packaging lacks the column 月份(month); the month may also be given by --period; "
          + "headings found: 区划代码、胶带封装件数、瘦身胶带件数"
      ])
  }

  @Test("a form without any of its figures")
  func noFigures() {
    #expect(
      problems("区划代码,月份,备注\n520526,2025-06,x\n", .safety) == [
        "报表.csv:1:1: 安全检查没有数据列;至少要有一列:抽查件数(inspected)、验视合格(opened_ok)、应实名(real_name_due)、"
          + "已实名(real_name_done)、应安检(xray_due)、已安检(xray_done)、问题数(findings);现有表头:区划代码、月份、备注"
      ])
  }

  @Test("headings that fit no form or another one")
  func unfit() {
    #expect(
      problems("甲,乙\n1,2\n", .safety, .en) == [
        "报表.csv:1:1: there is no header of the form safety in the first 20 rows; it needs the columns "
          + "区划代码(area_code), 月份(month); for an empty form see yilan template safety"
      ])
    #expect(
      problems(Intake.template(.outlets), .areas) == [
        "报表.csv:1:1: 表头是网点台账(outlets),不是所指定的区划人口(areas);请改用 --form outlets"
      ])
    #expect(
      problems("区划代码,月份,人员,抽查件数\n") == ["报表.csv:1:1: 按表头分不清是哪张表:进村台账(villages)、安全检查(safety) 都符合;请用 --form 指明"])
  }

  @Test("brackets hold a unit or the other language, not another column")
  func brackets() {
    let result = read("区划代码,备注(月份),月份,运单数\n520526,五月,2025-06,3\n")
    #expect(result.problems == [])
    #expect(result.notes.map { $0.text(.zh) } == ["未用到的列:备注(月份)(第 2 列)"])
  }

  @Test("two columns of one name")
  func twice() {
    #expect(
      problems("区划代码,名称,地区代码\n520526000000,威宁县,520526000000\n") == [
        "报表.csv:1:3: 第 1 列「区划代码」与本列「地区代码」都是区划代码(area_code);请删去或改名一列"
      ])
  }

  @Test("a scale in a heading or above the table is refused, not read as ones")
  func scale() {
    #expect(
      problems("区划代码,名称,常住人口(万人)\n520526000000,威宁县,128\n") == [
        "报表.csv:1:3: 常住人口(residents)单位是「万人」;须按个数(人、件等)填报,请换算后去掉此单位"
      ])
    #expect(
      problems("（单位：千件）\n区划代码,月份,运单数\n520526000000,2025-06,12\n", nil, .en) == [
        "报表.csv:1:1: the unit is '千件'; give single persons or parcels and take the unit off"
      ])
  }

  @Test("other names by a map")
  func map() {
    let text = "地方,期别,封装(总)\n520526,2025-06,8\n"
    let result = read(text, names: ["地方": "区划代码", "期别": "month", "封装(总)": "taped"])
    #expect(
      result.rows
        == .packaging([Lined(line: 2, PackagingEntry(area: code("520526"), month: Month(2025, 6), taped: 8))]))
    #expect(
      read(text, names: ["地方": "哪里"]).problems.map { $0.text(.zh) } == [
        "报表.csv:1:1: 对照表把「地方」对到「哪里」,但没有这一列;列名见 yilan template FORM"
      ])
  }
}
