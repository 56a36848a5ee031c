import Foundation
import Testing

/// An office's own list of area changes, from its file to the figures.
@Suite struct AreaChangesTests {
  private func write(_ rows: [String], _ program: Program) throws {
    let folder = program.folder.appendingPathComponent(".config/yilan/areas")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let text = (["old_code,new_code,old_name,new_name,ended"] + rows).joined(separator: "\n") + "\n"
    try Data(text.utf8).write(to: folder.appendingPathComponent("changes.csv"))
  }

  private func figures(_ scope: String, _ program: Program) throws -> String {
    let result = try program.run(
      "export", "indicators", "--scope", scope, "--period", "2025-06", "--format", "csv", "--database",
      program.database, "--today", "2025-07-12", "--lang", "en")
    #expect(result.status == 0, "\(result.errors)")
    // The columns from the indicator's id on.
    return result.text.split(separator: "\r\n").dropFirst().map { row in
      row.split(separator: ",", omittingEmptySubsequences: false).dropFirst(3).joined(separator: ",")
    }.joined(separator: "\n")
  }

  /// The codes of Bijie's counties before 2011 (民政部), as an office would enter them to read its old tables.
  @Test func realCodesOfOldAreReadAsThoseOfToday() throws {
    let program = try Program()
    defer { program.remove() }
    try write(
      [
        "522400000000,520500000000,毕节地区,毕节市,2011-10", "522427000000,520526000000,威宁彝族回族苗族自治县,,2011-10",
        "522422000000,520521000000,大方县,大方县,2011-10", "522423000000,520522000000,黔西县,黔西县,2011-10",
      ], program)
    let file = program.folder.appendingPathComponent("包装.csv").path
    try Data("区划代码,月份,胶带封装件数,瘦身胶带件数\n522427,2011-09,100,50\n522423,2011-09,100,60\n".utf8)
      .write(to: URL(fileURLWithPath: file))
    let taken = try program.run("import", file, "--database", program.database, "--today", "2025-07-12")
    #expect(taken.status == 0, "\(taken.errors)")
    let list = try program.run(
      "export", "indicators", "--scope", "5205", "--levels", "1", "--period", "2011-09", "--format", "csv",
      "--database",
      program.database, "--today", "2025-07-12", "--lang", "en")
    // Qianxi went by way of 520522 to 520581.
    for code in ["520526000000", "520581000000"] {
      #expect(list.text.contains("\(code),"), "\(list.text)")
    }
    #expect(list.text.contains("slim_tape") && list.text.contains(",50,100,") && list.text.contains(",60,100,"))
    let screen = try program.run(
      "screen", "毕节地区/packaging@2011-09", "--size", "100x30", "--format", "text", "--database", program.database,
      "--today", "2025-07-12")
    #expect(screen.status == 0 && screen.text.contains("毕节市"), "\(screen.errors)")
  }

  @Test func storedReturnsFollowTheListAndComeBackWithoutIt() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.importCounty().status == 0)
    let before = try figures("520590", program)
    // 985 of 1,000 and 500 of 500 parcels.
    #expect(before.contains(",1485,1500,"), "\(before)")
    try write(["520590000000,520591000000,金海湖试验区,金海湖区,2025-06"], program)
    let first = try program.run("ledger", "--database", program.database, "--today", "2025-07-12", "--lang", "en")
    #expect(first.errors.contains("area changes are in force"), "\(first.errors)")
    #expect(try figures("520591", program) == before)
    let gone = try program.run(
      "export", "indicators", "--scope", "520590", "--database", program.database, "--today", "2025-07-12")
    #expect(gone.status == 1)
    // A list that contradicts itself is told of with its line, and the one before stays.
    try write(
      ["520590000000,520591000000,,,2025-06", "520590000000,520592000000,,,2025-06"], program)
    let told = try program.run("ledger", "--database", program.database, "--today", "2025-07-12", "--lang", "en")
    #expect(told.status == 0 && told.errors.contains("changes.csv:3:1: "), "\(told.errors)")
    #expect(try figures("520591", program) == before)
    try write([], program)
    #expect(try figures("520590", program) == before)
  }
}
