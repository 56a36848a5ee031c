import Drawing
import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A screen as control sequences, as a picture and as a page: each has every character at its place.
@Suite struct PrintedSurfaceTests {
  static let theme = Theme(
    name: "t", kind: .dark,
    styles: [
      .text: StyleSpec(color: Color(hex: "#d0d7de")), .border: StyleSpec(color: Color(hex: "#3a424c")),
      .short: StyleSpec(color: Color(hex: "#f56c62"), attributes: .bold),
      .link: StyleSpec(color: Color(hex: "#87c7e6"), attributes: .underline),
    ],
    grounds: [
      .screen: StyleSpec(color: Color(hex: "#0d1117")), .selection: StyleSpec(color: Color(hex: "#0d2052")),
    ])

  /// All that is hard: wide characters, signs of either width, marks, shapes, what markup takes for its own.
  static let surface: Surface = {
    var surface = Surface(width: 40, height: 9)
    surface.panel(Box(key: "2", title: "末端网点密度", detail: "处/万人"), in: surface.bounds) { inside in
      inside.write("威宁县  3.20 → 4  缺 31 处", row: 0)
      inside.band(0, ground: .selection)
      inside.write("a<b & \"c\" > d…", row: 1, role: .link)
      inside.write("e\u{301}te\u{301}·✗ 100 未达·部分", row: 2, role: .short)
      inside.draw(
        Bar(value: 3, domain: 0...5, target: 4, role: .short), in: Rect(column: 0, row: 3, width: 20, height: 1))
      inside.write("⣀⣤⠶▁▂▃█▌", row: 4)
      inside.write("𠮷野 two  gaps", row: 5)
    }
    return surface
  }()

  private func withoutSequences(_ text: String) -> String {
    text.replacing(/\u{1B}\[[0-9;]*m/, with: "")
  }

  @Test(arguments: ColorDepth.allCases) func sequencesLeaveTheTextAsItIs(depth: ColorDepth) {
    let text = Self.surface.ansi(theme: Self.theme, depth: depth)
    let rows = Self.surface.rows(keepingTrailingBlanks: true)
    #expect(withoutSequences(text) == rows.joined(separator: "\n") + "\n")
    for line in text.split(separator: "\n") { #expect(line.hasSuffix("\u{1B}[0m")) }
  }

  @Test func sequencesCarryTheColorsOfTheirDepth() {
    func text(_ depth: ColorDepth) -> String { Self.surface.ansi(theme: Self.theme, depth: depth) }
    #expect(text(.direct).contains("\u{1B}[0;1;38;2;245;108;98;48;2;13;17;23m"))
    #expect(text(.direct).contains("48;2;13;32;82"))
    let black = Theme(name: "b", kind: .dark, styles: [:], grounds: [.screen: StyleSpec(color: Color(hex: "#000000"))])
    #expect(Self.surface.ansi(theme: black).contains("48;2;0;0;0m"))
    #expect(text(.palette).contains("\u{1B}[0;1;38;5;203;48;5;233m"))
    #expect(text(.sixteen).contains("\u{1B}[0;1;91;40m") && text(.eight).contains("\u{1B}[0;1;31;40m"))
    #expect(!text(.none).contains(/[34]8;/) && text(.none).contains("\u{1B}[0;1m"))
  }

  /// The picture read back: characters by the columns that the picture gives them.
  @Test func thePictureHasEveryCharacterOnItsColumns() throws {
    let picture = Self.surface.svg(theme: Self.theme, title: "甲 & <乙>")
    let read = try #require(PictureReader(picture))
    #expect(read.title == "甲 & <乙>")
    var expected: [String] = []
    for row in 0..<Self.surface.height {
      var line = ""
      for column in 0..<Self.surface.width {
        guard let cell = Self.surface.cell(row: row, column: column), !cell.isContinuation else { continue }
        let text = Self.surface.characters(of: cell)
        // Lines, blocks and braille are drawn, not written.
        line +=
          text.unicodeScalars.allSatisfy { (0x2500...0x259F).contains($0.value) || $0.value >> 8 == 0x28 } ? " " : text
      }
      expected.append(line)
    }
    #expect(read.rows(like: Self.surface) == expected)
    #expect(!read.overlaps && !read.mixes)
  }

  @Test func thePictureDrawsWhatHasToJoin() throws {
    let picture = Self.surface.svg(theme: Self.theme, title: "")
    // The lower side of the frame is one line from corner to corner, and the band one rectangle.
    #expect(picture.contains("M9 178.5H351"))
    #expect(picture.contains("<rect x=\"18\" y=\"21\" width=\"324\" height=\"21\" fill=\"#0d2052\""))
    #expect(!picture.contains("─") && !picture.contains("▆") && !picture.contains("⣀"))
  }

  @Test func thePageCanBeCopied() throws {
    let page = Self.surface.html(theme: Self.theme, title: "甲 & <乙>", language: "zh-CN")
    #expect(page.contains("<title>甲 &amp; &lt;乙&gt;</title>") && page.contains("lang=\"zh-CN\""))
    let start = try #require(page.range(of: "<pre>"))
    let end = try #require(page.range(of: "</pre>"))
    let text = page[start.upperBound..<end.lowerBound].replacing(/<[^>]*>/, with: "")
      .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&amp;", with: "&")
    #expect(text == Self.surface.rows(keepingTrailingBlanks: true).joined(separator: "\n"))
    // Only what fonts may give another room is put into boxes, each of as many columns as it has.
    #expect(page.contains("<b>威</b><b>宁</b><b>县</b>  3.20 <i><u>→</u></i> 4"))
    #expect(page.contains("<s style=width:40ch>"))
  }

  @Test func aThemeWithoutColorsIsPrintedInBlackAndWhite() {
    var theme = Theme(name: "m", kind: .light, styles: [:], grounds: [.selection: StyleSpec(attributes: .reverse)])
    let light = Self.surface.svg(theme: theme, title: "")
    theme.kind = .dark
    let dark = Self.surface.svg(theme: theme, title: "")
    #expect(light.contains("fill=\"#ffffff\"") && dark.contains("fill=\"#121212\"") && light != dark)
    // The band is in the colour of the text, the text upon it in that of the ground.
    #expect(dark.contains("height=\"21\" fill=\"#dadada\"") && dark.contains("{fill:#121212}"))
  }
}

/// Reads a picture back by its XML.
private final class PictureReader: NSObject, XMLParserDelegate {
  private(set) var title = ""
  private(set) var overlaps = false
  /// Text whose characters have not all the same room, so that a font may move some of them.
  private(set) var mixes = false
  private var found: [Int: [(column: Int, columns: Int, text: String)]] = [:]
  private var text = ""
  private var place: (row: Int, column: Int, columns: Int)?

  init?(_ picture: String) {
    super.init()
    let parser = XMLParser(data: Data(picture.utf8))
    parser.delegate = self
    guard parser.parse() else { return nil }
  }

  func rows(like surface: Surface) -> [String] {
    (0..<surface.height).map { row in
      var line = ""
      var at = 0
      for part in (found[row] ?? []).sorted(by: { $0.column < $1.column }) {
        if part.column < at { overlaps = true }
        line += String(repeating: " ", count: max(0, part.column - at)) + part.text
        at = part.column + part.columns
      }
      return line + String(repeating: " ", count: max(0, surface.width - at))
    }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    text = ""
    guard name == "text", let x = attributes["x"].flatMap(Double.init), let y = attributes["y"].flatMap(Int.init),
      let length = attributes["textLength"].flatMap(Int.init)
    else { return }
    let left = attributes["class"]?.hasSuffix("sign") == true ? x - Double(length) / 2 : x
    if Int(left) % 9 != 0 || length % 9 != 0 { overlaps = true }
    place = (y / 21, Int(left) / 9, length / 9)
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    if name == "title" { title = text }
    if name == "text", let place {
      let characters = Array(text)
      let isEven =
        characters.allSatisfy { $0.isASCII } || place.columns == 2 * characters.count || characters.count == 1
      if !isEven || place.columns % characters.count != 0 { mixes = true }
      found[place.row, default: []].append((place.column, place.columns, text))
    }
  }
}
