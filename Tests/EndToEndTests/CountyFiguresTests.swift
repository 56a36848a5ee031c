import Foundation
import Testing

/// Five files written by hand for one county, and the figures a pencil gives, at each level.
@Suite struct CountyFiguresTests {
  struct Entry: Decodable {
    struct Target: Decodable {
      var min: Double?
      var max: Double?
      var plan: String
      var clause: String
      var borrowed: Bool
    }
    var area: String
    var level: String
    var indicator: String
    var value: Double?
    var numerator: Int?
    var denominator: Int?
    var reported: Int
    var expected: Int
    var target: Target?
    var status: String?
    var partial: Bool
    var demonstration: Bool
  }

  func export(_ program: Program, plan: String? = nil, period: String = "2025-06") throws -> (
    (String, String) -> Entry?
  ) {
    let arguments: Program.Result
    if let plan {
      arguments = try program.run(
        "export", "indicators", "--scope", "520590", "--period", period, "--levels", "3", "--format", "json",
        "--database", program.database, "--today", "2025-07-12", "--plan", plan)
    } else {
      arguments = try program.run(
        "export", "indicators", "--scope", "520590", "--period", period, "--levels", "3", "--format", "json",
        "--database", program.database, "--today", "2025-07-12")
    }
    let entries = try JSONDecoder().decode([Entry].self, from: arguments.output)
    return { area, indicator in entries.first { $0.area == area && $0.indicator == indicator } }
  }

  let county = "520590000000"
  let first = "520590100000"
  let second = "520590200000"

  @Test func figuresAreThoseOfAPencil() throws {
    let program = try Program()
    defer { program.remove() }
    let imported = try program.importCounty()
    #expect(imported.status == 0, "\(imported.errors)")
    let at = try export(program)

    // 4 + 4 outlets over 20,000 people in the first town's communities, 4 over 9,500 in the second town.
    let density = try #require(at(county, "outlet_density"))
    #expect(density.numerator == 12 && density.denominator == 29_500)
    #expect(density.status == "noTarget" && density.target == nil)
    #expect(density.reported == 3 && density.expected == 3 && !density.partial)
    #expect(at("520590100001", "outlet_density")?.numerator == 4)
    #expect(at(first, "outlet_density")?.value == 4)
    #expect(at("520590200201", "outlet_density")?.status == "notApplicable")
    #expect(at(county, "outlet_gap")?.value == nil)

    // Three of four reporting villages are reached; the fifth did not report.
    let reach = try #require(at(county, "village_reach"))
    #expect(reach.numerator == 3 && reach.denominator == 4 && reach.value == 75)
    #expect(reach.reported == 4 && reach.expected == 5 && reach.partial)
    #expect(reach.status == "short" && reach.target?.plan == "bijie")
    #expect(at(first, "village_reach")?.value == 50)
    #expect(at("520590200203", "village_reach")?.status == "notReported")
    #expect(at("520590200203", "village_reach")?.value == nil)
    #expect(at("520590100001", "village_reach")?.status == "notApplicable")

    // Of the stations one is open at the end of June; the plan has no list of its own.
    #expect(at(county, "village_station")?.value == 20)
    #expect(at(county, "station_standard")?.status == "notApplicable")

    // Sum, then divide; 1,485 of 1,500 is 99 exactly.
    let tape = try #require(at(county, "slim_tape"))
    #expect(tape.numerator == 1485 && tape.denominator == 1500 && tape.value == 99)
    #expect(tape.status == "met" && !tape.partial && tape.target?.min == 99)
    #expect(at(first, "slim_tape")?.status == "short")
    let repack = try #require(at(county, "no_repack"))
    #expect(repack.value == 96 && repack.reported == 1 && repack.expected == 2 && repack.partial)
    #expect(at(second, "no_repack")?.value == nil)
    #expect(at(second, "no_repack")?.status == "notReported")
    let bags = try #require(at(county, "reusable_bags"))
    #expect(bags.numerator == 66 && bags.denominator == 70 && bags.status == "short")
    #expect(at(county, "standard_packaging")?.status == "noTarget")

    // The three checks stand under the law.
    let inspection = try #require(at(county, "inspection"))
    #expect(inspection.value == 98 && inspection.status == "short" && inspection.target?.plan == "law")
    #expect(inspection.target?.borrowed == false)
    #expect(at(first, "inspection")?.status == "met")
    #expect(at(county, "real_name")?.value == 99.875)
    #expect(at(county, "xray")?.status == "met" && at(county, "xray")?.denominator == 2000)
    #expect(at(first, "xray")?.status == "notApplicable")
    #expect(inspection.demonstration == false)
  }

  @Test func anotherPlanIsALens() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let hoxud = try export(program, plan: "hoxud")
    let density = try #require(hoxud(county, "outlet_density"))
    #expect(density.status == "short" && density.target?.borrowed == true && density.target?.plan == "hoxud")
    #expect(hoxud(county, "outlet_gap")?.value == 1)
    #expect(hoxud("520590100001", "outlet_gap")?.value == 1)
    #expect(hoxud(second, "outlet_density")?.status == "met")
    #expect(hoxud(county, "station_standard")?.value == 100)
    #expect(hoxud(county, "inspection")?.target?.borrowed == false)
    let linxia = try export(program, plan: "linxia")
    #expect(linxia(county, "station_standard")?.value == 0)
  }

  @Test func aBadRowStoresNothingAndNamesItsPlace() throws {
    let program = try Program()
    defer { program.remove() }
    try program.importCounty()
    let file = program.folder.appendingPathComponent("坏.csv")
    try """
    区划代码,月份,胶带封装件数,瘦身胶带件数
    520590100000,2025-05,100,99
    520590200000,2025-05,100,120
    """.write(to: file, atomically: true, encoding: .utf8)
    let before = try program.run("export", "ledger", "--format", "json", "--database", program.database).text
    let refused = try program.run(
      "import", file.path, "--database", program.database, "--today", "2025-07-12", "--lang", "en")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("坏.csv:3:4: "))
    #expect(refused.errors.contains("120"))
    #expect(try program.run("export", "ledger", "--format", "json", "--database", program.database).text == before)
    let kept = try program.run(
      "import", file.path, "--partial", "--database", program.database, "--today", "2025-07-12")
    #expect(kept.status == 0)
    let again = try program.run(
      "import", file.path, "--partial", "--database", program.database, "--today", "2025-07-12")
    #expect(again.status == 0 && again.text.contains("没有改动"))
    let undone = try program.run("undo", "6", "--database", program.database)
    #expect(undone.status == 0, "\(undone.errors)")
  }

  @Test func wrongUsageAndUnusableDatabasesHaveTheirExitStatus() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.run("export", "nothing").status == 2)
    #expect(try program.run("--no-such-option").status == 2)
    let text = program.folder.appendingPathComponent("note.txt")
    try String(repeating: "not a database ", count: 200).write(to: text, atomically: true, encoding: .utf8)
    let unusable = try program.run("ledger", "--database", text.path)
    #expect(unusable.status == 3)
    #expect(unusable.errors.hasPrefix(text.path))
    #expect(try program.run("ledger", "--database", "/no/such/folder/x.sqlite").status == 3)
  }

  @Test func withoutATerminalTheOverviewIsPrinted() throws {
    let program = try Program()
    defer { program.remove() }
    let empty = try program.run("--database", program.database)
    #expect(empty.status == 0)
    #expect(empty.text.contains("yilan demo"))
    try program.importCounty()
    let overview = try program.run("--database", program.database, "--at", "520590", "--today", "2025-07-12")
    #expect(overview.status == 0)
    #expect(overview.text.contains("甲镇") && !overview.text.contains("\u{1B}"))
    let screen = try program.run(
      "screen", "毕节市›金海湖试验区/packaging@2025-06", "--size", "120x36", "--format", "text", "--database",
      program.database, "--today", "2025-07-12")
    #expect(screen.status == 0, "\(screen.errors)")
    #expect(screen.text.contains("98.5"))
  }
}
