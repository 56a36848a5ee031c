import Foundation
import Testing

/// Rows that an import kept out, sent back, corrected and sent again.
@Suite struct RejectedRowsTests {
  private let program: Program

  init() throws { program = try Program() }

  private func write(_ name: String, _ text: String) throws -> String {
    let file = program.folder.appendingPathComponent(name).path
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    return file
  }

  private func read(_ file: String) throws -> String { try String(contentsOfFile: file, encoding: .utf8) }

  private func send(_ files: [String], _ more: String..., to database: String? = nil) throws -> Program.Result {
    try program.run(
      arguments: ["import"] + files + ["--database", database ?? program.database, "--today", "2025-07-12"] + more)
  }

  /// What the store makes of its rows; where they came from is left out.
  private func figures(_ database: String) throws -> [String] {
    let list = try program.run(
      "export", "indicators", "--scope", "520500", "--levels", "2", "--period", "2025-06", "--database", database,
      "--today", "2025-07-12")
    #expect(list.status == 0, "\(list.errors)")
    return list.text.split(whereSeparator: \.isNewline).map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).dropLast().joined(separator: ",")
    }
  }

  private static let headings = "品牌,区划代码,月份,胶带封装件数,瘦身胶带件数,备注\n"
  private static let good = "韵达,520581,2025-06,20,19,\"三,\"\"丙\"\"\"\n"

  @Test func correctedRowsComeToTheSameAsOneGoodFile() throws {
    defer { program.remove() }
    let base = try write("base.csv", "区划代码,月份,品牌,胶带封装件数,瘦身胶带件数\n520526,2025-06,中通,100,90\n")
    let sent = try write(
      "sent.csv",
      Self.headings + "中通,520526100000,2025-06,100,90,一\n圆通,520581000000,2025-06,10,x,二\n" + Self.good)
    #expect(try send([base]).status == 0)
    let first = try send([sent], "--partial")
    #expect(first.status == 0 && first.text.contains("存 1 行"), "\(first.text)\(first.errors)")
    let file = program.folder.appendingPathComponent("退回.csv").path
    let back = try program.run("rejected", "2", "-o", file, "--database", program.database)
    #expect(back.status == 0 && back.text.isEmpty)
    let rows = try read(file).replacing("\u{FEFF}", with: "").split(whereSeparator: \.isNewline).map(String.init)
    #expect(rows[0].hasPrefix("区划代码,月份,品牌,来源,胶带封装件数,瘦身胶带件数,") && rows[0].hasSuffix(",原行,拒收原因"))
    // The store's own refusal has its cells too, and its reason.
    #expect(rows[1].hasPrefix("\t520526100000,2025-06,中通,,100,90,") && rows[1].contains("重复计算"))
    #expect(rows[2].hasPrefix("\t520581000000,2025-06,圆通,,10,x,") && rows[2].contains(",3,\"瘦身胶带件数「x」"))
    #expect(rows.count == 3)

    let corrected = try read(file).replacing("520526100000", with: "520527000000").replacing(",10,x,", with: ",10,9,")
    let again = try send([try write("改正.csv", corrected)])
    #expect(again.status == 0 && again.text.contains("存 2 行"), "\(again.text)\(again.errors)")
    #expect(again.errors.isEmpty, "the columns of line and reason are passed over in silence: \(again.errors)")

    let other = program.folder.appendingPathComponent("other.sqlite").path
    let whole = try write(
      "whole.csv",
      Self.headings + "中通,520527000000,2025-06,100,90,一\n圆通,520581000000,2025-06,10,9,二\n" + Self.good)
    #expect(try send([base, whole], to: other).status == 0)
    let (one, two) = (try figures(program.database), try figures(other))
    #expect(one == two && one.count > 10)
  }

  @Test func aRefusedFileAndADryRunGiveTheirRowsBack() throws {
    defer { program.remove() }
    let sent = try write("sent.csv", Self.headings + "圆通,520581000000,2025-06,10,x,二\n" + Self.good)
    let village = try write("villages.csv", "区划代码,月份,通达品牌数\n520526004201,2025-06,很多\n")
    let file = program.folder.appendingPathComponent("out.csv").path
    let refused = try send([sent, village], "--rejected", file)
    #expect(refused.status == 1)
    #expect(try read(file).contains(",sent.csv:2,\"瘦身胶带件数「x」"))
    // Another form has a file of its own.
    let second = program.folder.appendingPathComponent("out-进村台账.csv").path
    #expect(try read(second).contains("很多"))
    let book = program.folder.appendingPathComponent("out.xlsx").path
    #expect(try send([sent, village], "--rejected", book, "--dry-run", "--partial").status == 1)
    let again = try send([book], "--partial", "--lang", "en")
    #expect(again.errors.contains("out.xlsx:包装月报:2:6: slim_taped 'x'"), "\(again.errors)")
    #expect(again.errors.contains("out.xlsx:进村台账:2:3: brands '很多'"))
    #expect(!again.errors.contains("not used"))
    #expect(try send([sent], "--rejected", "out.txt").status == 2)
    let none = program.folder.appendingPathComponent("none.csv").path
    let fine = try send([try write("good.csv", Self.headings + Self.good)], "--rejected", none)
    #expect(fine.status == 0 && fine.errors.contains("没有拒收的行"))
    #expect(!FileManager.default.fileExists(atPath: none))
    let empty = try program.run("rejected", "1", "--database", program.database)
    #expect(empty.status == 0 && empty.output.isEmpty && empty.errors.contains("没有拒收的行"))
    #expect(try program.run("rejected", "7", "--database", program.database).status == 1)
  }

  @Test func valuesOfAWideTableComeBackAsRowsOfFigures() throws {
    defer { program.remove() }
    let table = try write(
      "年度.csv", "地区,2024年,2023年\n\"不,明\"\"市\"\"\",50000,x\n毕节市,32685000,三万\n")
    let map = try write(
      "对照.toml",
      """
      [columns]
      "地区" = "area_code"
      [areas]
      level = "prefecture"
      [periods]
      columns = "years"
      indicator = "express_volume"
      factor = 0.0001
      """)
    #expect(try send([table], "--map", map, "--partial").text.contains("存 1 行"))
    let back = try program.run("rejected", "1", "--database", program.database)
    let rows = back.text.split(whereSeparator: \.isNewline).map(String.init)
    #expect(rows.count == 4, "\(back.text)\(back.errors)")
    #expect(rows[1].hasPrefix("\"不,明\"\"市\"\"\",2024-12,express_volume,5,,,2:2024年,"), "\(rows[1])")
    #expect(rows[2].hasPrefix("\"不,明\"\"市\"\"\",2023-12,express_volume,x,,,2:2023年,"), "\(rows[2])")
    // A name of one area stands by its code, so that the row can be sent without the map.
    #expect(rows[3].hasPrefix("\t520500000000,2023-12,express_volume,三万,,,3:2023年,"), "\(rows[3])")
    let header = rows[0]
    let corrected = try write("改正.csv", header + "\n" + rows[3].replacing("三万", with: "3") + "\n")
    let again = try send([corrected])
    #expect(again.status == 0 && again.text.contains("存 1 行"), "\(again.text)\(again.errors)")
  }

  @Test func sheetsAndTheMonthOfTheFileAreNamed() throws {
    defer { program.remove() }
    let outlets = Program.fixture("workbook/outlets.xlsx")
    #expect(try send([outlets], "--partial").status == 0)
    let back = try program.run("rejected", "1", "--database", program.database, "--lang", "en")
    // A register has the columns that were sent and no others: an empty cell would clear what is known.
    #expect(back.text.contains("网点编号,名称,类型,区划代码,line,reason\r\n"), "\(back.text)")
    #expect(back.text.contains(",二:3,"))
    let sent = try write("no-month.csv", "区划代码,胶带封装件数\n520581,5\n520527,y\n")
    #expect(try send([sent], "--partial", "--period", "2025-06").status == 0)
    let month = try program.run("rejected", "2", "--database", program.database)
    #expect(month.text.contains("\t520527,2025-06,,,y,"), "\(month.text)")
    // A file that could not be told apart from its text is said so, and its rows come back all the same.
    try program.forgetFiles()
    let cut = try program.run("rejected", "2", "--database", program.database)
    #expect(cut.status == 0 && cut.errors.contains("没有留下原件") && cut.text.contains("\t520527,y,"), "\(cut.text)")
  }
}

extension Program {
  /// Leaves the database as one of a version that did not keep files.
  fileprivate func forgetFiles() throws {
    let status = try Spawn.run(
      "/usr/bin/sqlite3", [database, "DELETE FROM kept_file"], environment: environment, output: "/dev/null",
      errors: "/dev/null")
    #expect(status == 0)
  }
}
