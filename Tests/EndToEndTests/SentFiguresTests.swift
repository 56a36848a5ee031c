import Foundation
import Testing

/// Figures that an office sends itself, from the file to the export.
@Suite struct SentFiguresTests {
  struct Entry: Decodable {
    var area: String
    var indicator: String
    var value: Double?
    var numerator: Int?
    var denominator: Int?
    var reported: Int
    var expected: Int
    var partial: Bool
    var source: String?
  }

  func program() throws -> Program {
    let program = try Program()
    let folder = program.folder.appendingPathComponent(".config/yilan")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try """
    [[indicator]]
    id = "test_delay"
    zh = "测试延误率"
    en = "Test delay"
    panel = "service"
    form = "figures"
    unit = "percent"
    kind = "flow"
    better = "lower"
    """.write(to: folder.appendingPathComponent("indicators.toml"), atomically: true, encoding: .utf8)
    return program
  }

  @Test func figuresAreTakenInAddedUpAndTakenBack() throws {
    let program = try program()
    defer { program.remove() }
    #expect(try program.importCounty().status == 0)
    let file = program.folder.appendingPathComponent("指标.csv")
    func send(_ rows: String) throws -> Program.Result {
      try ("区划代码,月份,指标,数值,分子,分母\n" + rows).write(to: file, atomically: true, encoding: .utf8)
      return try program.run(
        "import", file.path, "--database", program.database, "--today", "2025-07-12", "--lang", "en")
    }
    let refused = try send("520590100000,2025-06,测试延误率,0.5,,\n520590200000,2025-06,test_dely,0.5,,\n")
    #expect(refused.status == 1 && refused.errors.contains("指标.csv:3:3: "))
    #expect(refused.errors.contains("near ones: test_delay"))
    let taken = try send(
      "520590100000,2025-06,测试延误率,0.5%,5,1000\n520590200000,2025-06,test_delay,,15,1000\n520500,2025-06,test_delay,0.75,,\n"
    )
    #expect(taken.status == 0, "\(taken.errors)")
    #expect(taken.text.contains("figures: 3 rows read, 3 stored"))

    func entry(_ area: String) throws -> Entry? {
      let exported = try program.run(
        "export", "indicators", "--scope", "520500", "--period", "2025-06", "--levels", "2", "--format", "json",
        "--database", program.database, "--today", "2025-07-12")
      return try JSONDecoder().decode([Entry].self, from: exported.output).first {
        $0.area == area && $0.indicator == "test_delay"
      }
    }
    let county = try #require(try entry("520590000000"))
    #expect(county.value == 1 && county.numerator == 20 && county.denominator == 2000 && county.source == "指标数据")
    #expect(county.reported == 2 && county.expected == 2 && !county.partial)
    let prefecture = try #require(try entry("520500000000"))
    #expect(prefecture.value == 0.75 && prefecture.numerator == nil && prefecture.denominator == nil)
    // Neither a figure nor a target: nothing to export.
    #expect(try entry("520521000000") == nil)

    let ledger = try program.run("export", "ledger", "--format", "json", "--database", program.database).text
    #expect(ledger.contains("\"form\":\"figures\"") || ledger.contains("\"form\": \"figures\""))
    #expect(try program.run("undo", "6", "--database", program.database).status == 0)
    #expect(try entry("520590000000") == nil)
  }

  @Test func emptyFormsArePrinted() throws {
    let program = try program()
    defer { program.remove() }
    #expect(try program.run("template", "figures").text.contains("区划代码,月份,指标,数值,分子,分母\r\n"))
    #expect(try program.run("template", "tasks").text.contains("规划,任务,日期,进度,说明\r\n"))
  }
}
