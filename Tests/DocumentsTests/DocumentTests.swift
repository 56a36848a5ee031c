import Documents
import Foundation
import PostalModel
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Documents as text: nothing in them acts, everything in them can be read back.
@Suite struct DocumentTests {
  static let hostile = [
    "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "a|b||c", "**bold** _x_ `code`", "[link](http://x.example)",
    "# head", "1. one", "- list", "\u{1B}[31m", "line\nbreak\u{2028}more", "&lt;b&gt;", "\"quoted\" 'text'", "@import",
    "\\end", "]]>", "-->", "~~gone~~",
  ]

  private var document: Document {
    Document(
      language: .zh, title: Self.hostile[0], marks: ["演示数据 <i>"], lead: Self.hostile,
      sections: [
        Document.Section(
          title: Self.hostile[2], text: Self.hostile,
          columns: [
            Document.Column(Self.hostile[3], isWhole: false), Document.Column("|"),
            Document.Column("纸", .paper), Document.Column("簿", .workbook),
          ], partHeading: "部分",
          parts: [
            Document.Part(
              title: Self.hostile[0], text: [Self.hostile[4]],
              course: Document.Course(
                title: Self.hostile[0],
                points: [
                  .init(label: "<a>", value: 1, text: "1<", isPartial: false),
                  .init(label: "b", value: nil, text: "", isPartial: false),
                  .init(label: "c", value: 3, text: "3", isPartial: true, isBreak: true),
                ], target: 2, targetText: "<2>"),
              rows: Self.hostile.map { [.text($0), .told("~1,234", number: "1234", .bad), .code("p"), .code("w")] },
              bars: Self.hostile.map { _ in Document.Bar(share: 2, target: -1, tone: .bad) }, paperRows: 3,
              more: Self.hostile[7]),
            Document.Part(title: "二", rows: [[.day(Day(2025, 6, 30)!), .empty, .empty, .number("0.50")]]),
          ], notes: Self.hostile)
      ], foot: Self.hostile[1])
  }

  // MARK: Page

  /// Elements of a page with their text, and whatever leads out of it.
  private final class Reader: NSObject, XMLParserDelegate {
    var names: [String] = []
    var cells: [String] = []
    var links: [String] = []
    private var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      names.append(name)
      text = ""
      for (key, value) in attributes
      where ["src", "href", "data", "action", "style"].contains(key) || key.hasPrefix("on") {
        links.append(value)
      }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
      if name == "td" { cells.append(text) }
    }
  }

  @Test func aPageIsWellFormedAndLeadsNowhere() throws {
    let html = document.html
    let reader = Reader()
    let parser = XMLParser(data: Data(html.utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(!reader.names.contains("script") && !reader.names.contains("i") && !reader.names.contains("b"))
    #expect(reader.links.allSatisfy { $0.hasPrefix("data:image/svg+xml;base64,") } && !reader.links.isEmpty)
    // A name of a standard is no address to fetch.
    let addresses = html.components(separatedBy: "http").count - 1
    #expect(addresses == 1 + Self.hostile.count(where: { $0.contains("http") }) * 3 + 1)
    #expect(!html.contains("url(") && !html.contains("@import\""))
    #expect(reader.cells.contains(Self.hostile[0]) && reader.cells.contains(Self.hostile[2]))
    // On every table and at the head and the foot.
    #expect(html.components(separatedBy: "演示数据 &lt;i&gt;").count - 1 == 1 + 2 + 2)
  }

  @Test func aPictureIsWellFormedToo() throws {
    let html = document.html
    let start = try #require(html.range(of: "base64,"))
    let end = try #require(html[start.upperBound...].firstIndex(of: "\""))
    let data = try #require(Data(base64Encoded: String(html[start.upperBound..<end])))
    let reader = Reader()
    let parser = XMLParser(data: data)
    parser.delegate = reader
    #expect(parser.parse(), "\(String(decoding: data, as: UTF8.self))")
    #expect(reader.names.first == "svg" && reader.names.contains("title") && !reader.names.contains("script"))
  }

  // MARK: Markdown

  /// What a reader of Markdown makes of a cell.
  private func unescaped(_ text: Substring) -> String {
    var out = ""
    var rest = text
    while let character = rest.first {
      rest = rest.dropFirst()
      if character == "\\", let next = rest.first {
        out.append(next)
        rest = rest.dropFirst()
      } else {
        out.append(character)
      }
    }
    return out.replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">")
      .replacingOccurrences(of: "&amp;", with: "&")
  }

  private func cells(_ line: Substring) -> [String] {
    var cells: [Substring] = []
    var start = line.startIndex
    var place = line.startIndex
    while place < line.endIndex {
      if line[place] == "\\" {
        place = line.index(after: place)
      } else if line[place] == "|" {
        cells.append(line[start..<place])
        start = line.index(after: place)
      }
      if place < line.endIndex { place = line.index(after: place) }
    }
    return cells.dropFirst().map { unescaped($0.drop { $0 == " " }.prefix { _ in true }) }
      .map { $0.hasSuffix(" ") ? String($0.dropLast()) : $0 }
  }

  @Test func markdownTellsEveryTextAsItReads() {
    let table = OutputTable(name: "表", headings: ["a"], rows: Self.hostile.map { [.text($0)] })
    let lines = table.markdown.split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(lines.count == Self.hostile.count + 2)
    for (line, text) in zip(lines.dropFirst(2), Self.hostile) {
      // What a reader would not see is spelt out, and a line end would begin something else.
      let plain = text.replacing("\u{1B}", with: "<U+001B>").replacing("\n", with: " ").replacing("\u{2028}", with: " ")
      #expect(cells(line) == [plain])
    }
    let markdown = document.markdown
    for line in markdown.split(separator: "\n") {
      #expect(!line.contains("<") && !line.contains("\u{1B}"))
      // Headings are ours alone.
      if line.hasPrefix("#") { #expect(line.hasPrefix("# ") || line.hasPrefix("## ") || line.hasPrefix("### ")) }
    }
    #expect(markdown.hasPrefix("> **演示数据 &lt;i&gt;**"))
  }

  @Test func paperIsShortenedAndSaysSoAndTheWorkbookIsWhole() {
    let rows = document.markdown.split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(rows.count == 2 + 3 + 2 + 1)
    let table = document.sections[0].table(titles: ["头"])
    #expect(table.headings == ["部分", Self.hostile[3], "|", "簿"])
    #expect(table.rows.count == Self.hostile.count + 1)
    #expect(table.rows.last == [.text("二"), .day(Day(2025, 6, 30)!), .empty, .number("0.50")])
    #expect(document.markdown.contains("纸") && !document.markdown.contains("簿"))
  }
}
