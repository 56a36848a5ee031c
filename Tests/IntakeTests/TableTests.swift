import Intake
import PostalModel
import Testing

@Suite("表格 rows, cells and lines")
struct TableTests {
  let packaging = "区划代码,月份,品牌,胶带封装件数,瘦身胶带件数\n520526000000,2025-06,中通,100,99\n"

  var expected: ReturnRows {
    .packaging([
      Lined(
        line: 2,
        PackagingEntry(area: code("520526"), month: Month(2025, 6), brand: "中通", taped: 100, slimTaped: 99))
    ])
  }

  @Test("separators and line ends do not matter", arguments: [",", "\t", ";"], ["\n", "\r\n", "\r"])
  func separators(separator: String, end: String) {
    let text =
      packaging.replacing(",", with: separator).replacing("\n", with: end) + end + "\(separator) \(separator)" + end
    let result = read(text)
    #expect(result.problems == [])
    #expect(result.rows == expected)
    #expect(result.read == 1)
  }

  @Test("a last line without an end")
  func noFinalEnd() { #expect(read(String(packaging.dropLast())).rows == expected) }

  @Test("quotes, doubled quotes and separators inside them")
  func quotes() {
    let result = read("\"区划代码\",名称\n\"520526000000\",\"威宁\"\"草海\"\",县\"\n")
    #expect(result.rows == .areas([Lined(line: 2, AreaEntry(code: code("520526"), name: "威宁\"草海\",县"))]))
  }

  @Test("line numbers count the lines inside quotes", arguments: ["\n", "\r\n", "\r"])
  func embedded(end: String) {
    let text = [
      "区划代码,备注,\"胶带", "封装件数\",瘦身胶带件数,月份", "520526000000,\"一", "二", "三\",1x,,2025-06",
      "520581000000,,\"2", "\",3,2025-06",
    ].joined(separator: end)
    #expect(
      problems(text) == [
        "报表.csv:5:3: 胶带封装件数「1x」不是数字;只填数字,不带单位和文字",
        "报表.csv:7:4: 瘦身胶带件数 3 大于胶带封装件数 2;部分不能超过总数,请核对两列",
      ])
    #expect(read(text).rejected.map(\.line) == [3, 6])
    #expect(read(text).rejected.first?.raw == "520526000000,\"一\(end)二\(end)三\",1x,,2025-06")
  }

  @Test("an unclosed quote names the line that opened it, and nothing can be stored")
  func unclosed() {
    let result = read(packaging + "520581000000,\"2025-06,中通,1,1\n520581000000,2025-06,圆通,1,1\n")
    #expect(
      result.problems.map { $0.text(.zh) } == ["报表.csv:3:2: 第 3 行的引号没有配对的引号,其后无法分行;请补上或删去这个引号"])
    #expect(result.rows == nil)
    #expect(
      problems("\"表\n区划代码,名称\n", nil, .en) == [
        "报表.csv:1:1: the quote opened on line 1 is never closed, so rows cannot be told apart; close it or remove it"
      ])
  }

  @Test("text behind a closing quote, and cells beyond the header")
  func shape() {
    #expect(
      problems("区划代码,名称\n520526000000,\"威\"宁\n") == [
        "报表.csv:2:2: 引号内容之后还有文字;含引号的内容须整格加引号,其中的引号写两个"
      ])
    #expect(
      problems("区划代码,月份,胶带封装件数,瘦身胶带件数\n520526000000,2025-06,1,234,200\n").contains(
        "报表.csv:2:5: 本行第 5 格有内容,而表头只有 4 列;带逗号的数字或文字须加引号"))
    #expect(problems("区划代码,名称\n520526000000,威宁县,, ,\n") == [])
  }

  @Test("totals, remarks, column numbers and repeated headers are passed over and told")
  func passedOver() {
    let result = read(
      """
      区划代码,月份,胶带封装件数
      甲,乙,1
      520526000000,2025-06,100
      小 计,,100
      区划代码,月份,胶带封装件数
      520581000000,2025-06,50
      合计,,150
      填表人:张三,,审核人:李四
      注:数据由各企业报送,,
      """)
    #expect(result.problems == [])
    #expect(result.read == 2)
    #expect(result.rows?.count == 2)
    #expect(
      result.notes.map { $0.text(.zh) } == [
        "第 2 行是栏次,未读入", "第 4 行是「小计」行,未读入", "第 5 行是重复的表头,未读入", "第 7 行是「合计」行,未读入", "第 8 行是说明,未读入",
        "第 9 行是说明,未读入",
      ])
  }

  @Test("a row that only lacks its code is a fault and no remark")
  func noRemark() {
    #expect(problems("名称,区划代码\n威宁县,\n") == ["报表.csv:2:2: 区划代码为空;本列必填"])
  }

  @Test("a row with a code is data, whatever stands before the code")
  func remarkWithCode() {
    let result = read("填报单位,区划代码,月份,运单数\n单位1,520526,2025-06,3\n备注,520581,2025-06,4\n")
    #expect(result.problems == [])
    #expect(result.read == 2)
  }

  @Test("a header without rows")
  func empty() {
    #expect(problems("区划代码,名称\n\n") == ["报表.csv:1:1: 表头之下没有数据行;请填写后再报送"])
  }
}
