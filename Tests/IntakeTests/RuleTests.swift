import Intake
import PostalModel
import Testing

@Suite("规则 what rows must satisfy")
struct RuleTests {
  static let pairs: [(form: Form, whole: (String, String), part: (String, String))] = [
    (.packaging, ("胶带封装件数", "taped"), ("瘦身胶带件数", "slim_taped")),
    (.packaging, ("电商快件数", "ecommerce"), ("不再二次包装件数", "no_repack")),
    (.packaging, ("中转袋数", "bags"), ("循环中转袋数", "reusable_bags")),
    (.packaging, ("包装采购量", "materials"), ("符合标准采购量", "standard_materials")),
    (.packaging, ("运单数", "waybills"), ("电子运单数", "e_waybills")),
    (.safety, ("抽查件数", "inspected"), ("验视合格", "opened_ok")),
    (.safety, ("应实名", "real_name_due"), ("已实名", "real_name_done")),
    (.safety, ("应安检", "xray_due"), ("已安检", "xray_done")),
  ]

  @Test("a part larger than its whole, and a part alone", arguments: pairs.indices)
  func parts(index: Int) {
    let (form, whole, part) = Self.pairs[index]
    let header = "区划代码,月份,\(whole.0),\(part.0)\n520526,2025-06,"
    #expect(problems(header + "100,100\n", form) == [])
    #expect(problems(header + "100,\n", form) == [])
    #expect(
      problems(header + "100,120\n", form) == ["报表.csv:2:4: \(part.0) 120 大于\(whole.0) 100;部分不能超过总数,请核对两列"])
    #expect(
      problems(header + "100,120\n", form, .en) == [
        "报表.csv:2:4: \(part.1) 120 is larger than \(whole.1) 100; a part cannot exceed its whole, check both columns"
      ])
    #expect(problems(header + ",120\n", form) == ["报表.csv:2:4: 有\(part.0) 120 而没有\(whole.0);请补填\(whole.0)"])
    #expect(problems(header + "x,120\n", form).count == 1)
  }

  @Test("urban residents are part of the residents, and may be given alone")
  func urbanResidents() {
    let header = "区划代码,名称,常住人口,城镇人口\n"
    #expect(
      problems(header + "520526,威宁县,10,11\n") == ["报表.csv:2:4: 城镇人口 11 大于常住人口 10;部分不能超过总数,请核对两列"])
    #expect(problems(header + "520526,威宁县,,11\n") == [])
  }

  @Test("all problems of a row are told, in the order of its columns, and the row is rejected whole")
  func all() {
    let result = read("区划代码,月份,胶带封装件数,瘦身胶带件数,运单数\n520526,2025-06,1,2,-1\n520581,2025-06,1,1,1\n")
    #expect(result.problems.map(\.column) == [4, 5])
    #expect(result.read == 2)
    #expect(result.rows?.count == 1)
    #expect(result.rejected == [RejectedRow(line: 2, raw: "520526,2025-06,1,2,-1", problems: result.problems)])
  }

  // MARK: Areas

  @Test("an unknown area, with near ones")
  func unknown() {
    #expect(
      problems("区划代码,月份,运单数\n520599,2025-06,2\n") == [
        "报表.csv:2:1: 区划代码 520599000000 不在区划表中;相近的有 520590000000 金海湖管委会、520526008000 双山镇;"
          + "新设区划请先用区划人口表(areas)登记"
      ])
    #expect(
      problems("区划代码,月份,运单数\n99,2025-06,2\n", nil, .en) == [
        "报表.csv:2:1: area_code 990000000000 is not in the area list; check the code; declare new areas by the areas "
          + "form first"
      ])
  }

  @Test("an ended code stands for its successor up to the month it ended in")
  func ended() {
    let result = read("区划代码,月份,运单数\n520522,2021-03,2\n520522,2021-04,2\n")
    #expect(
      result.rows
        == .packaging([Lined(line: 2, PackagingEntry(area: code("520581"), month: Month(2021, 3), waybills: 2))]))
    #expect(
      result.problems.map { $0.text(.zh) } == [
        "报表.csv:3:1: 区划代码 520522000000 已于 2021-03 停用,不能用于 2021-04;请改用 520581000000 黔西市"
      ])
    #expect(
      result.notes.map { $0.text(.zh) } == ["区划代码 520522000000 已改为 520581000000 黔西市,按新代码读入"])
  }

  @Test("forms without a month judge ended codes by this month")
  func endedToday() {
    let zh = "已于 2021-03 停用,不能用于 2025-07;请改用 520581000000 黔西市"
    #expect(problems("区划代码,名称\n520522,黔西县\n") == ["报表.csv:2:1: 区划代码 520522000000 \(zh)"])
    #expect(
      problems("网点编号,名称,类型,区划代码\nA1,驿站,末端网点,520522\n") == ["报表.csv:2:4: 区划代码 520522000000 \(zh)"])
    #expect(
      problems("区划代码,名称,上级代码\n520522001001,某村,520522\n") == ["报表.csv:2:3: 上级代码 520522000000 \(zh)"])
  }

  @Test("the old and the new code of an area are one area")
  func endedTwice() {
    #expect(
      problems("区划代码,月份,运单数\n520522,2021-03,2\n520581,2021-03,2\n") == [
        "报表.csv:3:1: 黔西市 2021-03 全部品牌(报送)在第 2 行已有;同一区划、月份、品牌、来源只能有一行,请删去一行"
      ])
  }

  @Test("the villages form takes villages alone")
  func villagesOnly() {
    #expect(
      problems(
        "区划代码,月份,通达品牌数\n520526004201,2025-06,1\n520526100034,2025-06,1\n520526004500,2025-06,1\n520526,2025-06,1\n")
        == [
          "报表.csv:3:1: 520526100034 东山社区居民委员会 是社区(居委会),不是建制村;进村台账只报村委会,请删去本行",
          "报表.csv:4:1: 520526004500 黑山林场 是类似村委会的单位(农场、林场等),不是建制村;进村台账只报村委会,请删去本行",
          "报表.csv:5:1: 520526000000 威宁县 不是村级区划;进村台账须报到每个建制村",
        ])
  }

  @Test("parents are known to the directory or the file, and of a higher level")
  func parents() {
    let result = read(
      """
      区划代码,名称,上级代码
      520591001001,甲村,520591001000
      520591001000,乙镇,520591
      520591000000,丙管委会,5205
      520526004000,海边街道,520526100
      520592001000,丁镇,520592
      """)
    #expect(
      result.problems.map { $0.text(.zh) } == [
        "报表.csv:5:3: 上级代码 520526100000 的级别不高于 520526004000;上级须是更高一级的区划",
        "报表.csv:6:3: 上级代码 520592000000 不在区划表中,本文件也没有;请核对,或加上这一行",
      ])
    #expect(result.rows?.count == 3)
  }

  @Test("classes of town and country, and years")
  func classes() {
    #expect(
      problems("区划代码,名称,城乡分类,年份\n520526,威宁县,100,25\n520581,黔西市,121,2026\n520500,毕节市,220,2024年末\n") == [
        "报表.csv:2:3: 城乡分类「100」不是城乡分类代码;应为 111、112、121、122、123、210 或 220",
        "报表.csv:2:4: 年份「25」不是年份;应为 2024 这样的四位数", "报表.csv:3:4: 年份 2026 不在 1949 至 2025 年之间;请核对",
      ])
  }

  // MARK: Once only

  @Test("duplicates name the first line")
  func duplicates() {
    #expect(
      problems("网点编号,名称,类型,区划代码\nA1,驿站,末端网点,520526100034\nＡ１,驿站,末端网点,520526100034\n") == [
        "报表.csv:3:1: 网点编号「A1」在第 2 行已有;一个编号只能有一行,请删去一行或改正编号"
      ])
    #expect(
      problems("区划代码,月份,通达品牌数\n520526004201,2025-06,1\n520526004201,2025年6月,1\n520526004201,2025-05,1\n") == [
        "报表.csv:3:1: 阳关村民委员会 2025-06 在第 2 行已有;一村一月只能有一行,请删去一行"
      ])
    #expect(
      problems("区划代码,月份,品牌,来源,运单数\n520526,2025-06,中通,,1\n520526,2025-06,中通,报送,1\n520526,2025-06,中通,抽查,1\n") == [
        "报表.csv:3:1: 威宁县 2025-06 品牌「中通」(报送)在第 2 行已有;同一区划、月份、品牌、来源只能有一行,请删去一行"
      ])
    #expect(
      problems(
        "区划代码,月份,网点编号,检查日期,抽查件数\n520526,2025-06,A1,2025-06-03,1\n520526,2025-06,A1,2025-06-04,1\n"
          + "520526,2025-06,A1,2025/6/3,1\n") == [
          "报表.csv:4:1: 威宁县 2025-06 A1 2025-06-03 在第 2 行已有;同一区划、月份、网点、检查日期只能有一行,请删去一行"
        ])
    #expect(
      problems("区划代码,名称,年份\n520526,威宁县,2020\n520526,威宁县,2024\n520526,威宁县,2020\n") == [
        "报表.csv:4:1: 区划代码 520526000000 2020 在第 2 行已有;同一区划同一年份只能有一行,请删去一行"
      ])
  }

  @Test("an area and a place inside it: both are named and refused")
  func inside() {
    let result = read(
      """
      区划代码,月份,品牌,来源,运单数
      520526,2025-06,中通,报送,9
      520526100,2025-06,中通,报送,1
      520526004201,2025-06,中通,报送,1
      520526100,2025-05,中通,报送,1
      520526100,2025-06,中通,抽查,1
      520526100,2025-06,圆通,报送,1
      """)
    #expect(
      result.problems.map { $0.text(.zh) } == [
        "报表.csv:2:1: 威宁县 2025-06 与其下的草海镇(第 3 行)等 2 行同时报送;会重复计算,两者只能报其一",
        "报表.csv:3:1: 草海镇在威宁县之内,而第 2 行已报威宁县 2025-06;会重复计算,两者只能报其一",
        "报表.csv:4:1: 阳关村民委员会在威宁县之内,而第 2 行已报威宁县 2025-06;会重复计算,两者只能报其一",
      ])
    #expect(result.rows?.count == 3)
  }

  @Test("a return for all brands counts the named brands of places inside it too")
  func allBrandsAbove() {
    #expect(
      read("区划代码,月份,品牌,运单数\n520526,2025-06,,9\n520526100,2025-06,中通,1\n").rejected.map(\.line) == [2, 3])
  }

  @Test("a township moved under a 管委会 lies in it, and no longer in its former county")
  func moved() {
    #expect(problems("区划代码,月份,运单数\n520526,2025-06,9\n520526008,2025-06,1\n") == [])
    #expect(
      problems("区划代码,月份,运单数\n520590,2025-06,9\n520526008,2025-06,1\n", nil, .en) == [
        "报表.csv:2:1: 金海湖管委会 is returned for 2025-06 beside 双山镇 inside it (line 3); that would count twice, return "
          + "only one of them",
        "报表.csv:3:1: 双山镇 lies inside 金海湖管委会, which line 2 returns for 2025-06 too; that would count twice, return only "
          + "one of them",
      ])
  }

  @Test("all brands beside named ones")
  func allBrands() {
    #expect(
      problems("区划代码,月份,品牌,运单数\n520526,2025-06,,9\n520526,2025-06,中通,1\n520526,2025-05,中通,1\n") == [
        "报表.csv:2:3: 品牌为空表示全部品牌,而第 3 行另报威宁县 2025-06 的「中通」;会重复计算,请只留一种",
        "报表.csv:3:3: 品牌「中通」与第 2 行的全部品牌(品牌为空)同报威宁县 2025-06;会重复计算,请只留一种",
      ])
  }

  @Test("safety: rows of areas must not overlap, rows of outlets may stand beside them")
  func safetyInside() {
    let header = "区划代码,月份,网点编号,抽查件数\n520526,2025-06,,9\n"
    #expect(read(header + "520526100,2025-06,,1\n").rejected.map(\.line) == [2, 3])
    #expect(problems(header + "520526100,2025-06,A1,1\n520526,2025-06,A2,1\n") == [])
  }

  @Test("a row that says nothing would wipe out an earlier return")
  func nothing() {
    #expect(
      problems("区划代码,月份,品牌,运单数\n520526,2025-06,中通,—\n") == ["报表.csv:2:1: 本行没有任何数据;没有报送的请删去本行"])
  }

  // MARK: Days

  @Test("days that do not fit together")
  func days() {
    let outlets = "网点编号,名称,类型,区划代码,备案日期,开办日期,注销日期\nA1,驿站,末端网点,520526100034,"
    #expect(problems(outlets + "2025-07-08,2025-09-01,2025-09-01\n") == [])
    #expect(
      problems(outlets + "2025-07-09,2025-03-02,2025-03-01\n") == [
        "报表.csv:2:5: 备案日期 2025-07-09 晚于今天 2025-07-08;不能填将来的日期", "报表.csv:2:7: 注销日期 2025-03-01 早于开办日期 2025-03-02;请核对两个日期",
      ])
    let safety = "区划代码,月份,检查日期,抽查件数,整改期限,整改完成\n520526,2025-06,"
    #expect(
      problems(safety + "2025-05-31,5,2025-05-30,2025-05-29\n") == [
        "报表.csv:2:3: 检查日期 2025-05-31 不在月份 2025-06 之内;请核对两列", "报表.csv:2:5: 整改期限 2025-05-30 早于检查日期 2025-05-31;请核对两个日期",
        "报表.csv:2:6: 整改完成 2025-05-29 早于检查日期 2025-05-31;请核对两个日期",
      ])
  }

  @Test("ids and filing numbers damaged by Excel")
  func identifiers() {
    #expect(
      problems("网点编号,名称,类型,区划代码\n5.20526E+13,驿站,末端网点,520526100034\n") == [
        "报表.csv:2:1: 网点编号「5.20526E+13」已被 Excel 改成数值,末几位可能已丢失;请先把该列设为文本格式,再重新填写"
      ])
  }

  @Test("the list of problems ends with a count of the others; each rejected row keeps its own")
  func cap() {
    let rows = String(repeating: "520526,2025-06,x,y\n", count: 700)
    let result = read("区划代码,月份,运单数,中转袋数\n" + rows)
    #expect(result.problems.count == Intake.mostProblems + 1)
    #expect(result.problems.last?.zh == "另有 1099 处问题未列出;请先改正以上各处")
    #expect(result.rejected.count == 700)
    #expect(result.rejected.reduce(0) { $0 + $1.problems.count } == 2099)
  }

  @Test("a list of areas of an earlier month takes the codes of then, and of their parents, for what replaced them")
  func areasOfThen() {
    let text = "区划代码,名称,上级代码\n520522,黔西县,520500\n520522100099,新社区,520522000000\n"
    let then = read(text, .areas, month: Month(2020, 12))
    #expect(then.problems == [])
    #expect(
      then.rows
        == .areas([
          Lined(line: 2, AreaEntry(code: code("520581"), name: "黔西市", parent: code("520500"))),
          Lined(line: 3, AreaEntry(code: code("520522100099"), name: "新社区", parent: code("520581"))),
        ]))
    #expect(read(text, .areas).rejected.map(\.line) == [2, 3])
  }
}
