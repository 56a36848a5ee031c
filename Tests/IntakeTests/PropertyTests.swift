import Intake
import PostalModel
import Testing

@Suite("性质 properties")
struct PropertyTests {
  @Test("the order of columns does not matter", arguments: Form.allCases)
  func order(form: Form) {
    var random = SeededNumbers(7)
    let table = Intake.template(form).split(separator: "\r\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let expected = read(Intake.template(form), form).rows
    #expect(expected?.count == 1)
    for _ in 0..<40 {
      let order = table[0].indices.shuffled(using: &random)
      let text = table.map { row in order.map { row[$0] }.joined(separator: ",") }.joined(separator: "\n")
      #expect(read(text, form).rows == expected, "\(text)")
    }
  }

  @Test("kept and rejected rows are those read, whatever the cells hold", arguments: Form.allCases)
  func counts(form: Form) {
    var random = SeededNumbers(11)
    let lines = Intake.template(form).split(separator: "\r\n").map(String.init)
    let good = lines[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let garbage = [
      "", "—", "1.5", "-2", "x", "520526", "6.52828E+11", "2025-06", "2025-99", "合计", "\"a\nb\"",
      "99999999999999999999",
      "\u{1B}[2J", "无", "５", "%", "\"\"\"\"", "520522", "注:", "=1+1", "'", ".", "\"a\"b",
    ]
    var kept = 0
    var rejected = 0
    for _ in 0..<150 {
      var text = lines[0] + "\n"
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        var row = good
        for _ in 0..<Int.random(in: 0...2, using: &random) {
          row[Int.random(in: row.indices, using: &random)] = garbage.randomElement(using: &random)!
        }
        text += row.joined(separator: ",") + "\n"
      }
      let result = read(text, form)
      guard let rows = result.rows else {
        Issue.record("no rows: \(result.problems)")
        continue
      }
      #expect(rows.count + result.rejected.count == result.read)
      #expect(result.rejected.allSatisfy { !$0.problems.isEmpty })
      let reasons = result.rejected.reduce(0) { $0 + $1.problems.count }
      #expect(result.problems.count == reasons + (result.read == 0 ? 1 : 0))
      let all = result.problems.map { ($0.line, $0.column) }
      #expect(all.allSatisfy { $0.0 > 0 && $0.1 >= 0 })
      kept += rows.count
      rejected += result.rejected.count
    }
    // The rows drawn were of both kinds.
    #expect(kept > 50)
    #expect(rejected > 50)
  }

  @Test("random bytes are refused with a problem and never crash")
  func bytes() {
    var random = SeededNumbers(13)
    let header = Array("区划代码,月份,胶带封装件数,瘦身胶带件数\n520526,2025-06,".utf8)
    for round in 0..<1000 {
      let noise = (0..<Int.random(in: 0...120, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      let result = read(round.isMultiple(of: 2) ? noise : header + noise, round.isMultiple(of: 3) ? .packaging : nil)
      #expect(result.read == result.rejected.count + (result.rows?.count ?? 0))
      #expect(!result.problems.isEmpty || result.rows != nil)
    }
  }

  @Test("every cut of a good file is read or refused, and never crashes")
  func cuts() {
    let text = Array("区划代码,名称\r\n\"520526\",\"威\"\"宁\"\r\n520581,黔西市\r\n".utf8)
    for bytes in [text, gb18030(String(decoding: text, as: UTF8.self))] {
      for end in bytes.indices {
        let result = read(Array(bytes[..<end]))
        #expect(result.read == result.rejected.count + (result.rows?.count ?? 0))
        #expect((result.rows?.count ?? 0) > 0 || !result.problems.isEmpty)
      }
    }
  }

  @Test("a larger file: 20,000 rows with one bad one")
  func large() {
    var text = "区划代码,月份,品牌,运单数\n"
    for index in 0..<20_000 { text += "520526,2025-06,品牌\(index),\(index == 12_345 ? "x" : "5")\n" }
    let result = read(text)
    #expect(result.read == 20_000)
    #expect(result.rows?.count == 19_999)
    #expect(result.problems.map { $0.text(.zh) } == ["报表.csv:12347:4: 运单数「x」不是数字;只填数字,不带单位和文字"])
  }
}
