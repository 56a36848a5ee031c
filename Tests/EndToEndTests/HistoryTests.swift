import Foundation
import Testing

/// A past day, signed months and revisions, as a user asks for them.
@Suite struct HistoryTests {
  @Test func aSignedMonthThatIsSentAgainIsTold() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.importCounty().status == 0)
    func run(_ day: String, _ arguments: String...) throws -> Program.Result {
      try program.run(arguments: arguments + ["--database", program.database, "--today", day])
    }
    let signed = try run("2025-07-15", "sign-off", "--scope", "520590", "--period", "2025-06", "--by", "张三")
    #expect(signed.status == 0 && signed.text.contains("已签收"), "\(signed.errors)")
    #expect(signed.errors.contains("缺"))

    let file = program.folder.appendingPathComponent("late.csv")
    try "区划代码,月份,胶带封装件数,瘦身胶带件数\n520590100000,2025-06,1000,900\n"
      .write(to: file, atomically: true, encoding: .utf8)
    let late = try run("2025-07-23", "import", file.path)
    #expect(late.status == 0 && late.text.contains("签收,本次为修订"), "\(late.errors)")
    // 985 + 500 of 1,500 with slim tape, and 900 + 500 now.
    #expect(late.text.contains("99.0 % → 93.3 %"))
    #expect(try run("2025-07-23", "revisions", "--scope", "520590").text.contains("99.0 % → 93.3 %"))
    #expect(try run("2025-07-23", "ledger").text.contains("2025-06 金海湖试验区"))
    let history = try run(
      "2025-07-23", "history", "--scope", "520590", "--indicator", "slim_tape", "--period", "2025-06")
    #expect(history.text.contains("late.csv") && history.text.contains("99.0 % → 93.3 %"))

    func export(_ more: String...) throws -> String {
      try program.run(
        arguments: ["export", "indicators", "--scope", "520590", "--period", "2025-06", "--database", program.database]
          + more
      ).text
    }
    #expect(try export("--today", "2025-07-23").contains(",93.3,%,1400,1500,"))
    let then = try export("--as-of", "2025-07-20")
    #expect(then.contains(",99.0,%,1485,1500,") && then.contains("按 2025-07-20 的库"))
    let screen = try program.run("screen", "520590", "--as-of", "2025-07-20", "--database", program.database)
    #expect(screen.text.contains("按 2025-07-20 的库") && screen.text.contains("已签收"))
    let refused = try program.run("undo", "6", "--as-of", "2025-07-20", "--database", program.database)
    #expect(refused.status == 2 && refused.errors.contains("--as-of"))
  }
}
