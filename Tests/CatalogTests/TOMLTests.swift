import PostalModel
import Testing

@testable import Catalog

@Suite struct TOMLTests {
  private func read(_ text: String) throws -> TOMLTable { try TOMLReader.read(text) }

  private func refusal(of text: String) -> TOMLFault? {
    do throws(TOMLFault) {
      _ = try TOMLReader.read(text)
      return nil
    } catch { return error }
  }

  @Test func valuesAreWhatTheyAreWrittenAs() throws {
    let table = try read(
      """
      text = "a\\tb \\u00e9 \\"c\\"" # said
      plain = 'C:\\no escape'
      whole = [1_000, -17, +5, 0x1F, 0o17, 0b101, 0]
      parts = [1.5, -0.25, 1e3, 6.0e-2, inf, -inf]
      yes = true
      no = false
      day = 2024-02-29
      at = 2024-02-29T07:32:00.5+08:00
      "a key" = { b = 1, c.d = [ { e = "f" }, ] }
      """)
    #expect(table["text"]?.string == "a\tb é \"c\"")
    #expect(table["plain"]?.string == "C:\\no escape")
    #expect(table["whole"]?.array?.compactMap(\.int) == [1000, -17, 5, 31, 15, 5, 0])
    #expect(table["parts"]?.array?.compactMap(\.double) == [1.5, -0.25, 1000, 0.06, .infinity, -.infinity])
    #expect(table["yes"]?.bool == true && table["no"]?.bool == false)
    #expect(table["day"]?.date == Day(2024, 2, 29))
    #expect(table["at"] != nil && table["at"]?.date == nil)
    #expect(table["a key"]?.table?["c"]?.table?["d"]?.array?.first?.table?["e"]?.string == "f")
    #expect(table.keys == ["text", "plain", "whole", "parts", "yes", "no", "day", "at", "a key"])
  }

  @Test func textsGoOverSeveralLines() throws {
    let table = try read("a = \"\"\"\nfirst\r\nsecond \\\n   on\"\" here\"\"\"\"\nb = '''x\ny\\'''")
    #expect(table["a"]?.string == "first\nsecond on\"\" here\"")
    #expect(table["b"]?.string == "x\ny\\")
  }

  @Test func sectionsAndListsOfTables() throws {
    let table = try read("[a.b]\nc = 1\n[a]\nd = 2\n[[l]]\nn = 1\n[l.m]\no = 2\n[[l]]\nn = 3\n[[l.p]]\nq = 4\n")
    #expect(table["a"]?.table?["b"]?.table?["c"]?.int == 1)
    #expect(table["a"]?.table?["d"]?.int == 2)
    let list = try #require(table["l"]?.array)
    #expect(list.map { $0.table?["n"]?.int } == [1, 3])
    #expect(list[0].table?["m"]?.table?["o"]?.int == 2)
    #expect(list[1].table?["p"]?.array?.first?.table?["q"]?.int == 4)
  }

  @Test func manyKeysAreFound() throws {
    let table = try read((0..<200).map { "key\($0) = \($0)" }.joined(separator: "\n"))
    let names: [String] = (0..<200).map { "key\($0)" }
    let found: [Int] = names.compactMap { table[$0]?.int }
    #expect(found == Array(0..<200))
    #expect(table["key200"] == nil && table.keys.count == 200)
    #expect(refusal(of: (0..<50).map { "key\($0) = 1\n" }.joined() + "key3 = 2")?.line == 51)
  }

  @Test(arguments: [
    ("a = 1\nb = \"open\n", 2), ("a = 1 b = 2", 1), ("\n\na", 3), ("a = ", 1), ("a = 1\na = 2", 2), ("= 1", 1),
    ("[a]\n[a]", 2), ("[a\n", 1), ("a = [1, 2", 1), ("a = { b = 1, }", 1), ("a = { b = 1\n}", 1), ("a = 01", 1),
    ("a = 1_", 1), ("a = 2024-02-30", 1), ("a = \"\\x\"", 1), ("a = \"\\ud800\"", 1), ("a = word", 1),
    ("a = {}\n[a.b]", 2), ("a = [{}]\n[[a]]", 2), ("a.b = 1\n[a]", 2), ("[[a]]\n[a]", 2), ("a = '''x", 1),
    ("a = 99999999999999999999", 1), ("a = 1.", 1), ("a = .5", 1), ("a\u{0} = 1", 1), ("a = \"b\u{1}\"", 1), ("]", 1),
    // Keys that an earlier parser ended the program at.
    ("[ ]", 1), ("[a.]", 1), ("a. = 1", 1), ("{", 1), ("[[", 1), (".a = 1", 1),
  ])
  func whatIsWrongIsToldByItsLine(text: String, line: Int) throws {
    let fault = try #require(refusal(of: text))
    #expect(fault.line == line)
    #expect(!fault.zh.isEmpty && !fault.en.isEmpty)
  }

  @Test func whatGoesTooDeepIsRefused() {
    #expect(refusal(of: "a = " + String(repeating: "[", count: 5000)) != nil)
  }
}
