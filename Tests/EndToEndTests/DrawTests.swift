import Foundation
import Testing

@testable import Intake

/// 双随机 from the command line: what is written is the record of a draw, and can be drawn again.
@Suite struct DrawTests {
  private let people = "赵一\n钱二\n\n孙三\n李四\n"

  private func office() throws -> (program: Program, inspectors: String) {
    let program = try Program()
    #expect(try program.importCounty().status == 0)
    let inspectors = program.folder.appendingPathComponent("名单.txt")
    try people.write(to: inspectors, atomically: true, encoding: .utf8)
    return (program, inspectors.path)
  }

  private func draw(_ program: Program, _ arguments: [String]) throws -> Program.Result {
    try program.run(
      arguments: ["draw", "--scope", "520590", "--count", "5", "--database", program.database, "--today", "2025-07-12"]
        + arguments)
  }

  private func object(_ result: Program.Result) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: result.output) as? [String: Any])
  }

  private func picks(_ list: [String: Any]) throws -> [(id: String, inspectors: [String])] {
    try #require(list["outlets"] as? [[String: Any]]).map {
      (try #require($0["outlet_id"] as? String), try #require($0["inspectors"] as? [String]))
    }
  }

  /// The lines of the list in a table, from its headings on.
  private func lines(_ text: String) -> [[String]] {
    let lines = text.filter { $0 != "\u{FEFF}" && $0 != "\t" }.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return Array(lines.drop { $0.first != "序号" })
  }

  @Test func theSameSeedDrawsTheSameListAndAnotherOneAnother() throws {
    let (program, inspectors) = try office()
    defer { program.remove() }
    let named = ["--inspectors", inspectors, "--format", "json"]
    let first = try object(draw(program, ["--seed", "20250712"] + named))
    let list = try picks(first)
    #expect(list.count == 5 && Set(list.map(\.id)).count == 5)
    #expect(
      list.allSatisfy { Set($0.inspectors).count == 2 && Set($0.inspectors).isSubset(of: ["赵一", "钱二", "孙三", "李四"]) })
    let again = try picks(object(draw(program, ["--seed", "20250712"] + named)))
    #expect(again.map(\.id) == list.map(\.id) && again.map(\.inspectors) == list.map(\.inspectors))
    let lists = try (1...8).map { seed in try picks(object(draw(program, ["--seed", "\(seed)"] + named))).map(\.id) }
    #expect(Set(lists).count > 4)
    // Without a seed one is made and told, by which the list is drawn again.
    let free = try object(draw(program, named))
    let told = try #require(free["seed"] as? String)
    #expect(try picks(object(draw(program, ["--seed", told] + named))).map(\.id) == picks(free).map(\.id))
  }

  @Test func theFileWrittenIsTheTable() throws {
    let (program, inspectors) = try office()
    defer { program.remove() }
    let arguments = ["--seed", "7", "--by", "type", "--inspectors", inspectors]
    let table = lines(try draw(program, arguments).text)
    let list = try picks(object(draw(program, arguments + ["--format", "json"])))
    #expect(table.dropFirst().map { $0[1] } == list.map(\.id))
    #expect(table.dropFirst().map { $0.last ?? "" } == list.map { $0.inspectors.joined(separator: "、") })
    for ending in ["csv", "xlsx"] {
      let file = program.folder.appendingPathComponent("抽取.\(ending)")
      #expect(try draw(program, arguments + ["-o", file.path]).status == 0)
      let data = try Data(contentsOf: file)
      var text = String(decoding: data, as: UTF8.self)
      if ending == "xlsx" {
        let book = try Workbook([UInt8](data))
        text = String(decoding: try book.text(of: book.sheets[0]).bytes, as: UTF8.self)
      }
      #expect(lines(text) == table, "\(ending)")
      #expect(text.contains("种子 7 ") && text.contains("底册 SHA-256"), "\(ending)")
    }
  }

  @Test func whatWasDrawnIsLeftOutTheNextTime() throws {
    let (program, _) = try office()
    defer { program.remove() }
    let file = program.folder.appendingPathComponent("六月.json")
    #expect(try draw(program, ["--seed", "1", "-o", file.path]).status == 0)
    let first = try picks(
      try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]))
    let next = try object(draw(program, ["--seed", "1", "--drawn", file.path, "--format", "json"]))
    #expect(try Set(picks(next).map(\.id)).isDisjoint(with: first.map(\.id)))
    #expect(next["excluded"] as? Int == 5)
  }
}
