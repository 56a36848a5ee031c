import Drawing
import Testing

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("毕节市", 6), ("abc", 3), ("（一）", 6), ("，", 2), ("한글", 4), ("ｱ", 1), ("Ａ", 2), ("⠿✓✗░", 4), ("😀", 2),
    ("e\u{301}", 1), ("\u{200B}\u{FEFF}", 0), ("", 0),
  ])
  func columnsDoNotDependOnTheTerminal(text: String, columns: Int) {
    for ambiguous in AmbiguousWidth.allCases {
      #expect(Glyphs(ambiguous: ambiguous).columns(of: text) == columns)
    }
  }

  @Test(arguments: ["—", "‰", "°", "±", "α", "№"])
  func ambiguousCharactersFollowTheTerminal(text: String) {
    #expect(Glyphs(ambiguous: .one).columns(of: text) == 1)
    #expect(Glyphs(ambiguous: .two).columns(of: text) == 2)
  }

  @Test(arguments: ["÷", "×", "·", "→", "●"])
  func signsWhoseWidthIsInDoubtAreSpelledPlainly(text: String) {
    let glyphs = Glyphs(ambiguous: .two)
    #expect(glyphs.shown(text).utf8.allSatisfy { $0 < 0x80 })
    #expect(glyphs.columns(of: text) == glyphs.shown(text).count)
  }

  @Test func quotesAndCircledNumbersAreSpelledWithoutOverlap() {
    let glyphs = Glyphs()
    #expect(glyphs.shown("“快递进村”①⑫") == "「快递进村」(1)(12)")
    #expect(glyphs.columns(of: "“①”") == 7)
    #expect(glyphs.shown("county’s") == "county's")
  }

  @Test(arguments: [
    "\u{1B}[31m", "\u{0}", "\u{7F}", "\u{9B}31m", "\u{202E}", "\u{2066}", "\u{200F}", "\u{7}", "\u{E000}", "\u{8}",
  ])
  func nothingThatSteersATerminalIsShown(text: String) {
    for tier in GlyphTier.allCases {
      let shown = Glyphs(tier: tier).shown("a" + text + "b")
      #expect(shown.hasPrefix("a") && shown.hasSuffix("b"))
      for scalar in shown.unicodeScalars {
        #expect(scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value))
        #expect(!(0x200E...0x202E).contains(scalar.value) && !(0x2066...0x2069).contains(scalar.value))
      }
    }
  }

  @Test func lineBreaksInACellOfASpreadsheetAreBlanks() {
    #expect(Glyphs().shown("一\t二\r\n三") == "一 二  三")
  }

  @Test func marksDoNotPileUp() {
    let shown = Glyphs().shown("a" + String(repeating: "\u{301}", count: 40))
    #expect(shown.unicodeScalars.count == 4)
  }

  @Test func asciiTierIsSevenBit() {
    let glyphs = Glyphs(tier: .ascii)
    let signs =
      [
        glyphs.ellipsis, glyphs.horizontal, glyphs.vertical, glyphs.verticalRight, glyphs.topLeft, glyphs.topRight,
        glyphs.bottomLeft, glyphs.bottomRight, glyphs.dashed, glyphs.track, glyphs.targetMark, glyphs.bar,
        glyphs.block, glyphs.upperHalf, glyphs.lowerHalf, glyphs.arrow, glyphs.placesUp, glyphs.placesDown,
        glyphs.arrowLeft, glyphs.arrowRight, glyphs.breadcrumb, glyphs.previous, glyphs.next, glyphs.separator,
        glyphs.bullet, glyphs.bulletOpen, glyphs.none, glyphs.replacement, glyphs.tick, glyphs.tickCrossed,
      ] + glyphs.horizontalSteps + glyphs.verticalSteps
    #expect(signs.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
    #expect(glyphs.shown("✓ ✗✗ 3.20 → 4 · 4–5 × ÷ ≥ … ‰").utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func wideAmbiguousTerminalsGetNoAmbiguousSigns() {
    let glyphs = Glyphs(tier: .full, ambiguous: .two)
    #expect(glyphs.tier == .safe)
    let signs =
      [
        glyphs.ellipsis, glyphs.horizontal, glyphs.vertical, glyphs.verticalRight, glyphs.topLeft, glyphs.topRight,
        glyphs.bottomLeft, glyphs.bottomRight, glyphs.dashed, glyphs.track, glyphs.targetMark, glyphs.bar,
        glyphs.block, glyphs.upperHalf, glyphs.lowerHalf, glyphs.arrow, glyphs.breadcrumb, glyphs.previous,
        glyphs.next, glyphs.separator, glyphs.bullet, glyphs.bulletOpen, glyphs.none, glyphs.replacement,
        glyphs.tick, glyphs.tickCrossed,
      ] + glyphs.horizontalSteps + glyphs.verticalSteps
    #expect(signs.allSatisfy { $0.unicodeScalars.allSatisfy { !DisplayWidth.isAmbiguous($0) } })
  }
}
