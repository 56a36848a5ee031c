import Drawing
import Testing

@Suite struct TextTests {
  let glyphs = Glyphs()

  @Test(arguments: 0...12)
  func fittedTextHasExactlyTheWidth(width: Int) {
    for text in ["威宁县末端网点", "a威b宁c", "abc", "", "é毕e\u{301}节"] {
      for tier in GlyphTier.allCases {
        for alignment in [Alignment.left, .right, .center] {
          let glyphs = Glyphs(tier: tier)
          #expect(glyphs.columns(of: glyphs.fitted(text, to: width, alignment: alignment)) == width)
        }
      }
    }
  }

  @Test func cuttingSaysSoAndKeepsWholeCharacters() {
    #expect(glyphs.cut("威宁彝族回族苗族自治县", to: 8) == "威宁彝…")
    #expect(glyphs.cut("威宁县", to: 6) == "威宁县")
    #expect(glyphs.cut("威宁县", to: 5) == "威宁…")
    #expect(glyphs.cut("威宁县", to: 4) == "威…")
    #expect(Glyphs(tier: .ascii).cut("weining", to: 5) == "wei..")
    #expect(glyphs.cut("威宁县", to: 0) == "")
  }

  @Test func whatATerminalLacksIsSpelledAndMeasuredSo() {
    let spelling = Spelling { ["毕": "bi", "节": "jie", "市": "shi"][$0] }
    let glyphs = Glyphs(tier: .ascii, spelling: spelling)
    #expect(glyphs.shown("毕节市,甲(一)。“市”") == "BiJieShi,?(?).\"Shi\"")
    #expect(glyphs.columns(of: "毕节市") == 8)
    #expect(glyphs.cut("毕节市", to: 6) == "BiJi..")
    var surface = Surface(width: 8, height: 1, glyphs: glyphs)
    surface.write("毕节市", row: 0, maxWidth: 8)
    #expect(surface.rows() == ["BiJieShi"])
    surface.write("市市市", row: 0, maxWidth: 8)
    #expect(surface.rows() == ["ShiShi.."])
  }

  @Test func cutSpansKeepTheirRolesAndWidth() {
    let spans: [Span] = [Span("威宁县", .text), Span(" 缺 31 处", .short)]
    let cut = glyphs.cut(spans, to: 9)
    #expect(cut.map(\.text).joined() == "威宁县 …")
    #expect(cut.map(\.role) == [.text, .short])
    #expect(glyphs.columns(of: glyphs.cut(spans, to: 6)) <= 6)
    #expect(glyphs.cut(spans, to: 6).map(\.text).joined() == "威宁…")
  }

  @Test func chineseWrapsAnywhereButNotBeforePunctuation() {
    #expect(glyphs.wrapped("末端网点密度，低于标准。", to: 12) == ["末端网点密", "度，低于标", "准。"])
    #expect(glyphs.wrapped("均值（二）一", to: 8).allSatisfy { !$0.hasSuffix("（") && !$0.hasPrefix("）") })
  }

  @Test func figuresAndWordsStayWhole() {
    #expect(glyphs.wrapped("需 38.4 万 outlets", to: 8) == ["需 38.4", "万", "outlets"])
  }

  @Test(arguments: 1...30)
  func wrappedLinesFitAndLoseNothing(width: Int) {
    let text = "威宁县 6 月末端网点密度 3.20 处/万人（123 处 ÷ 38.4 万），低于标准下限 4，需再设 31 处。"
    let lines = glyphs.wrapped(text, to: width)
    for line in lines { #expect(glyphs.columns(of: line) <= max(2, width)) }
    func bare(_ text: String) -> String { text.filter { $0 != " " } }
    #expect(bare(lines.joined()) == bare(text))
  }

  @Test func fullWidthLettersOfAnInputMethodAreKeys() {
    #expect(Key("ｊ") == .character("j"))
    #expect(Key("：") == .character(":"))
    #expect(Key("？") == .character("?"))
    #expect(Key("\u{3000}") == .character(" "))
    #expect(Key("毕") == .character("毕"))
    #expect(Key("\u{C}") == .control("l"))
    #expect(Key("\r") == .enter)
    #expect(Key("\u{7F}") == .backspace)
  }
}
