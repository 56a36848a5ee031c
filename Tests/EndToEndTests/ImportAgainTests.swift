import Foundation
import Testing

/// Files that are sent again, in part, or in several forms.
@Suite struct ImportAgainTests {
  private let program: Program

  init() throws {
    program = try Program()
    _ = try program.importCounty()
  }

  private func write(_ name: String, _ text: String) throws -> String {
    let file = program.folder.appendingPathComponent(name)
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }

  private func take(_ arguments: String...) throws -> Program.Result {
    try program.run(arguments: ["import"] + arguments + ["--database", program.database, "--today", "2025-07-12"])
  }

  private var ledger: String {
    get throws { try program.run("export", "ledger", "--format", "json", "--database", program.database).text }
  }

  @Test func aFileWithoutMonthsIsAnotherOfAnotherMonth() throws {
    defer { program.remove() }
    let file = try write("无月份.csv", "区划代码,胶带封装件数,瘦身胶带件数\n520590100,100,99\n")
    for month in ["2025-04", "2025-05"] {
      #expect(try take(file, "--period", month).text.contains("新增 1 行"), "\(month)")
    }
    #expect(try take(file, "--period", "2025-04").text.contains("同一个文件"))
  }

  @Test func rowsThatAreGoodNowComeInWithTheSameFile() throws {
    defer { program.remove() }
    let file = try write(
      "新区.csv", "区划代码,月份,胶带封装件数,瘦身胶带件数\n520590100,2025-04,100,99\n520591100,2025-04,100,98\n")
    #expect(try take(file, "--partial").text.contains("拒 1 行"))
    #expect(try take(file, "--partial").text.contains("同一个文件"))
    _ = try take(try write("区划.csv", "区划代码,名称\n520591,新区\n520591100,新镇\n"))
    let again = try take(file)
    #expect(again.text.contains("存 2 行(新增 1 行,替换 1 行,其中内容未变 1 行)"), "\(again.text)\(again.errors)")
  }

  @Test func theMarkBeforeATextThatASpreadsheetWouldRunIsNoPartOfIt() throws {
    defer { program.remove() }
    let bad = try write(
      "品牌.csv", "区划代码,月份,品牌,胶带封装件数,瘦身胶带件数\n520590100,2025-04,@优选,100,101\n520590200,2025-04,@优选,100,99\n")
    let back = program.folder.appendingPathComponent("退回.csv")
    _ = try take(bad, "--partial", "--rejected", back.path)
    let text = try String(contentsOf: back, encoding: .utf8).replacingOccurrences(of: ",101", with: ",98")
    #expect(text.contains("'@优选"))
    try text.write(to: back, atomically: true, encoding: .utf8)
    #expect(try take(back.path).status == 0)
    let whole = try write("整.csv", "区划代码,月份,品牌,胶带封装件数,瘦身胶带件数\n520590100,2025-04,@优选,100,98\n")
    #expect(try take(whole).text.contains("替换 1 行,其中内容未变 1 行"))
  }

  @Test func aRefusalByTheStoreCountsItsRows() throws {
    defer { program.remove() }
    let county = try write("全县.csv", "区划代码,月份,胶带封装件数,瘦身胶带件数\n520590,2025-06,100,99\n")
    let refused = try take(county)
    #expect(refused.status == 1 && refused.errors.contains("读 1 行,1 行有误"), "\(refused.errors)")
    let told = try take(county, "--json")
    #expect(told.status == 1 && told.text.contains("\"refused\": true") || told.text.contains("\"refused\":true"))
  }

  @Test func safetyOfAWholeAreaIsNotAddedToSingleOutlets() throws {
    defer { program.remove() }
    let file = try write(
      "安全.csv", "区划代码,月份,网点编号,抽查件数,验视合格\n520590100,2025-04,,200,199\n520590100,2025-04,A-1,100,99\n")
    let refused = try take(file)
    #expect(refused.status == 1 && refused.errors.contains("会重复计算"), "\(refused.errors)")
  }

  @Test func theFileSentIsNotOverwritten() throws {
    defer { program.remove() }
    let file = try write("坏.csv", "区划代码,月份,胶带封装件数,瘦身胶带件数\n520590100,2025-04,100,101\n")
    #expect(try take(file, "--rejected", file).status == 2)
  }
}
