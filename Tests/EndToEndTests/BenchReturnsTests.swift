import Foundation
import PostalModel
import Testing

/// The returns that `make bench` measures with: made by a seed, taken in whole, and added up as plain SQL adds them.
@Suite struct BenchReturnsTests {
  let program: Program
  let bench = Program.products.appendingPathComponent("yilan-bench").path

  init() throws { program = try Program() }

  /// - Returns: the exit status, and what was printed, errors first.
  func generate(_ arguments: String...) throws -> (status: Int32, said: String) {
    let (output, errors) = (program.folder.path + "/said", program.folder.path + "/complained")
    let status = try Spawn.run(
      bench, ["generate"] + arguments, environment: program.environment, output: output, errors: errors)
    return (status, try [errors, output].map { try String(contentsOfFile: $0, encoding: .utf8) }.joined())
  }

  func place(_ name: String) -> String { program.folder.appendingPathComponent(name).path }

  func files(in folder: String) throws -> [String: Data] {
    var found: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      found[name] = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
    }
    return found
  }

  @Test func theSmallestCountryIsTheSameEveryTimeAndComesInWhole() throws {
    defer { program.remove() }
    for name in ["one", "two"] {
      let made = try generate("--size", "1", "--seed", "7", "--out", place(name))
      #expect(made.status == 0, "\(made.said)")
    }
    #expect(try files(in: place("one")) == files(in: place("two")))
    let refused = try generate("--size", "1", "--seed", "8", "--out", place("one"))
    #expect(refused.status != 0 && refused.said.contains("name another"))

    let manifest = try manifest(place("one"))
    #expect(manifest.reduce(0) { $0 + $1.figures } > 230_000)
    #expect(manifest.reduce(0) { $0 + $1.figures } < 280_000)
    #expect(manifest.filter { $0.form == "outlets" }.reduce(0) { $0 + $1.rows } == 5000)
    try importAll(manifest, from: place("one"))
    try compareSums(with: place("one"), manifest)
  }

  struct Entry: Equatable {
    var file: String
    var form: String
    var rows: Int
    var figures: Int
    var bytes: Int
  }

  func manifest(_ folder: String) throws -> [Entry] {
    let text = try String(contentsOfFile: folder + "/manifest.csv", encoding: .utf8)
    let rows = text.split(separator: "\n").map { $0.split(separator: ",") }
    #expect(rows.first == ["file", "form", "rows", "figures", "bytes"])
    return try rows.dropFirst().map { row in
      let entry = Entry(
        file: String(row[0]), form: String(row[1]), rows: try #require(Int(row[2])), figures: try #require(Int(row[3])),
        bytes: try #require(Int(row[4])))
      let written = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + entry.file))
      #expect(written.count == entry.bytes && written.count { $0 == 10 } == entry.rows + 1, "\(entry.file)")
      return entry
    }
  }

  struct Taken: Decodable {
    var read: Int
    var kept: Int
    var new: Int
    var rejected: Int
  }

  func importAll(_ manifest: [Entry], from folder: String) throws {
    let said = try program.run(
      arguments: ["import", "--json"] + manifest.map { folder + "/" + $0.file }
        + ["--database", program.database, "--today", "2025-07-12"])
    #expect(said.status == 0, "\(said.errors)")
    let taken = try said.text.split(separator: "\n").map { try JSONDecoder().decode(Taken.self, from: Data($0.utf8)) }
    #expect(taken.map(\.read) == manifest.map(\.rows))
    #expect(taken.map(\.kept) == manifest.map(\.rows))
    #expect(taken.allSatisfy { $0.rejected == 0 })
  }

  /// A sum of the plain files: the table and what is added up there.
  struct Measure {
    var table: String
    var numerator: String
    var denominator: String?
    var isMonthly = false
  }

  static let measures: [String: Measure] = [
    "slim_tape": Measure(table: "packaging", numerator: "slim_taped", denominator: "taped"),
    "no_repack": Measure(table: "packaging", numerator: "no_repack", denominator: "ecommerce"),
    "reusable_bags": Measure(table: "packaging", numerator: "reusable_bags", denominator: "bags"),
    "standard_packaging": Measure(table: "packaging", numerator: "standard_materials", denominator: "materials"),
    "e_waybill": Measure(table: "packaging", numerator: "e_waybills", denominator: "waybills"),
    "inspection": Measure(table: "safety", numerator: "opened_ok", denominator: "inspected"),
    "real_name": Measure(table: "safety", numerator: "real_name_done", denominator: "real_name_due"),
    "village_reach": Measure(table: "villages", numerator: "brands >= 1", denominator: "1", isMonthly: true),
    "outlet_density": Measure(table: "outlets", numerator: "1"),
  ]

  struct Sum: Decodable {
    var area: String
    var indicator: String
    var numerator: Int?
    var denominator: Int?
  }

  /// 1,000 figures by chance, of areas of every level, months, quarters and years.
  func compareSums(with folder: String, _ manifest: [Entry]) throws {
    var dice = SplitMix64(seed: 11)
    let provinces = Set(
      try String(contentsOfFile: folder + "/areas.csv", encoding: .utf8).split(separator: "\n").dropFirst()
        .map { String($0.prefix(2)) }
    ).sorted()
    var picked: [(period: Period, sum: Sum)] = []
    let kinds = ["2022-09", "2023-03", "2025-06", "2024-12", "2023-Q2", "2025-Q1", "2022-Q4", "2023", "2024", "2025"]
    for text in kinds {
      let period = try #require(Period(text))
      let scope = provinces[dice.below(provinces.count)]
      let said = try program.run(
        "export", "indicators", "--scope", scope, "--period", text, "--levels", "3", "--format", "json", "--database",
        program.database, "--today", "2025-07-12")
      let sums = try JSONDecoder().decode([Sum].self, from: said.output)
        .filter { sum in Self.measures[sum.indicator].map { !$0.isMonthly || period.length == 1 } ?? false }
      #expect(sums.count > 20, "\(scope) \(text): \(said.errors)")
      for _ in 0..<100 { picked.append((period, sums[dice.below(sums.count)])) }
    }
    let plain = try plainSums(folder, manifest, picked)
    #expect(picked.count == 1000 && plain.count == 1000)
    #expect(plain.count { $0.first ?? nil != nil } > 600, "most of the figures have something to add up")
    for ((period, sum), parts) in zip(picked, plain) {
      let place = "\(sum.area) \(period) \(sum.indicator)"
      #expect(sum.numerator ?? 0 == parts[0] ?? 0, "\(place)")
      if Self.measures[sum.indicator]?.denominator != nil { #expect(sum.denominator == parts[1], "\(place)") }
    }
  }

  /// The same figures by `sqlite3` from the files themselves, a numerator and a denominator each.
  func plainSums(_ folder: String, _ manifest: [Entry], _ picked: [(period: Period, sum: Sum)]) throws -> [[Int?]] {
    var script = ""
    for form in ["packaging", "safety", "villages", "outlets"] {
      let files = manifest.filter { $0.form == form }.map { folder + "/" + $0.file }
      let header = try String(contentsOfFile: try #require(files.first), encoding: .utf8).prefix { $0 != "\n" }
      // Whole numbers become numbers, dates stay text.
      let columns = header.split(separator: ",").map { "\($0) NUMERIC" }.joined(separator: ", ")
      script += "CREATE TABLE \(form) (\(columns));\nCREATE INDEX \(form)_area ON \(form) (area_code);\n"
      for file in files { script += ".import --csv --skip 1 \(file) \(form)\n" }
    }
    for (period, sum) in picked {
      let measure = Self.measures[sum.indicator]!
      let area = AreaCode(sum.area)!
      let time =
        measure.table == "outlets"
        ? "type = '末端网点' AND opened_on <= '\(period.last.lastDay)' "
          + "AND (closed_on = '' OR closed_on > '\(period.last.lastDay)')"
        : "month BETWEEN '\(period.first)' AND '\(period.last)'"
      script +=
        "SELECT SUM(\(measure.numerator)), SUM(\(measure.denominator ?? "1")) FROM \(measure.table) "
        + "WHERE area_code BETWEEN \(area) AND \(area.last) AND \(time);\n"
    }
    let (input, output) = (place("script.sql"), place("sums"))
    try script.write(toFile: input, atomically: true, encoding: .utf8)
    let status = try Spawn.run(
      "/usr/bin/sqlite3", [place("plain.sqlite")], environment: program.environment, input: input, output: output)
    #expect(status == 0)
    return try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n")
      .map { $0.split(separator: "|", omittingEmptySubsequences: false).map { Int($0) } }
  }

  @Test func areasOfAListAreTakenPackedOrNot() throws {
    defer { program.remove() }
    let list = """
      code,name,level,parent
      510000000000,甲省,1,
      511800000000,乙市,2,510000000000
      511801000000,丙县,3,511800000000
      511801001000,丁街道,4,511801000000
      511801001001,戊社区居委会,5,511801001000
      511801101000,己镇,4,511801000000
      511801101200,庚村委会,5,511801101000
      511802000000,辛县,3,511800000000
      511802001000,壬街道,4,511802000000
      511802001001,癸社区居委会,5,511802001000

      """
    try list.write(toFile: place("list.csv"), atomically: true, encoding: .utf8)
    let packed = try Spawn.run(
      "/usr/bin/env", ["gzip", "-k", place("list.csv")], environment: program.environment, output: "/dev/null")
    #expect(packed == 0)
    try "old_code,new_code\n511802000000,511803000000\n".write(
      toFile: place("changes.csv"), atomically: true, encoding: .utf8)

    let plain = try generate("--size", "100", "--out", place("plain"), "--divisions", place("list.csv"))
    #expect(plain.status == 0, "\(plain.said)")
    let unpacked = try generate("--size", "100", "--out", place("packed"), "--divisions", place("list.csv.gz"))
    #expect(unpacked.status == 0, "\(unpacked.said)")
    #expect(try files(in: place("plain")) == files(in: place("packed")))
    // By province at full size; every area of the list once.
    let areas = try String(contentsOfFile: place("plain/areas-51.csv"), encoding: .utf8).split(separator: "\n")
    #expect(areas.count == 11 && areas[1] == "510000000000,甲省," && areas[7] == "511801101200,庚村委会,511801101000")

    let left = try generate(
      "--size", "100", "--out", place("left"), "--divisions", place("list.csv"), "--changes", place("changes.csv"))
    #expect(left.status == 0, "\(left.said)")
    #expect(try !String(contentsOfFile: place("left/areas-51.csv"), encoding: .utf8).contains("511802"))
  }

  @Test func aListOutOfOrderIsRefusedByItsLine() throws {
    defer { program.remove() }
    try "code,name,parent\n510000000000,甲省,\n110000000000,乙市,\n".write(
      toFile: place("list.csv"), atomically: true, encoding: .utf8)
    let said = try generate("--size", "10", "--out", place("out"), "--divisions", place("list.csv"))
    #expect(said.status != 0 && said.said.contains("list.csv:3:1") && said.said.contains("sort the list by code"))
    #expect(!FileManager.default.fileExists(atPath: place("out")))
  }
}
