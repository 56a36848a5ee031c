import Foundation
import Testing

/// A table of another office's making, read by a map of its columns.
@Suite struct ColumnMapImportTests {
  @Test func aTableWithOneColumnAYearBecomesFigures() throws {
    let program = try Program()
    defer { program.remove() }
    func write(_ name: String, _ text: String, _ encoding: String.Encoding = .utf8) throws -> String {
      let file = program.folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: encoding)
      return file.path
    }
    _ = try write(
      ".config/yilan/indicators.toml",
      """
      [[indicator]]
      id = "test_total"
      zh = "测试总量"
      en = "Test total"
      panel = "scale"
      form = "figures"
      unit = "count"
      kind = "yearly"
      """)
    let table = try write(
      "年度.csv",
      "数据库:分省年度数据\r\n指标:总量(个)\r\n地区,2025年,2024年,2023年\r\n贵州省,,20,10\r\n云南省,,,5\r\n注:1.试算。\r\n　　　2.同上。\r\n",
      String.Encoding(rawValue: 0x8000_0632))
    func send(_ map: String) throws -> Program.Result {
      try program.run(
        "import", table, "--map", map, "--database", program.database, "--today", "2025-07-12", "--lang", "en")
    }
    let columns = "[columns]\n\"地区\" = \"area_code\"\n[areas]\nlevel = \"province\"\n[periods]\ncolumns = \"years\"\n"
    let map = try write("对照.toml", columns + "indicator = \"test_total\"\n")
    let taken = try send(map)
    #expect(taken.status == 0 && taken.text.contains("figures: 3 rows read, 3 stored"), "\(taken.text)\(taken.errors)")
    #expect(try send(map).text.contains("the same file as import 1"))
    let scaled = try write("千.toml", columns + "indicator = \"test_total\"\nfactor = 1000\n")
    #expect(try send(scaled).text.contains("3 stored (0 new, 3 replacing"))
    #expect(try program.run("undo", "2", "--database", program.database).status == 0)
    let broken = try write("坏.toml", columns)
    let refused = try send(broken)
    #expect(refused.status == 2 && refused.errors.contains("indicator is missing"), "\(refused.errors)")
  }
}
