import Drawing
import Testing

@Suite struct SurfaceTests {
  @Test func writingOverHalfACharacterTakesTheOtherHalfToo() {
    var surface = Surface(width: 6, height: 1)
    surface.write("毕节市", row: 0)
    surface.write("x", row: 0, column: 1)
    #expect(surface.text == " x节市")
    surface.write("y", row: 0, column: 4)
    #expect(surface.rows(keepingTrailingBlanks: true) == [" x节y "])
    surface.write("县", row: 0, column: 1)
    #expect(surface.rows(keepingTrailingBlanks: true) == [" 县 y "])
  }

  @Test func edgesClipWithoutHalfACharacter() {
    var surface = Surface(width: 5, height: 1)
    #expect(surface.write("毕节市", row: 0) == 6)
    #expect(surface.rows(keepingTrailingBlanks: true) == ["毕节 "])
    surface.clear()
    surface.write("毕节市", row: 0, column: -1)
    #expect(surface.rows(keepingTrailingBlanks: true) == [" 节市"])
    surface.write("毕", row: 1)
    surface.write("毕", row: -1)
    #expect(surface.rows(keepingTrailingBlanks: true) == [" 节市"])
  }

  @Test func aRegionIsDrawnInItsOwnCoordinatesAndClips() {
    var surface = Surface(width: 8, height: 3)
    surface.write("........", row: 1)
    surface.within(Rect(column: 2, row: 1, width: 3, height: 1)) { region in
      #expect(region.size == Size(width: 3, height: 1))
      region.write("网点密度", row: 0)
      region.write("x", row: 1)
      region.within(Rect(column: 2, row: 0, width: 9, height: 9)) { $0.write("abc", row: 0) }
    }
    #expect(surface.text == "\n..网a...\n")
  }

  @Test func theBandOfARowStaysUnderWhatIsWritten() {
    var surface = Surface(width: 6, height: 1)
    surface.band(0, ground: .selection)
    surface.write("威宁", row: 0, role: .short)
    surface.write("!", row: 0, column: 5, role: .behind, ground: .badge)
    #expect(surface.goldenDump() == "|威宁 !|\n0: 0-3 short/selection, 4 /selection, 5 behind/badge\n")
  }

  @Test func anOverlayRepairsWhatItCuts() {
    var surface = Surface(width: 8, height: 1)
    surface.write("毕节市县", row: 0)
    var popup = Surface(width: 4, height: 1)
    popup.write("+宁+", row: 0)
    surface.overlay(popup, column: 1)
    #expect(surface.rows(keepingTrailingBlanks: true) == [" +宁+ 县"])
    surface.overlay(popup, column: 6)
    #expect(surface.rows(keepingTrailingBlanks: true) == [" +宁+ + "])
  }

  @Test func marksTravelWithTheirCharacter() {
    var surface = Surface(width: 4, height: 1)
    var other = Surface(width: 2, height: 1)
    other.write("e\u{301}x", row: 0)
    surface.overlay(other, column: 1)
    #expect(surface.rows(keepingTrailingBlanks: true) == [" e\u{301}x "])
  }

  @Test(arguments: 0..<20)
  func everyRowAlwaysAddsUpToItsWidth(seed: Int) {
    var random = Steps(state: UInt64(seed) &* 7919 &+ 1)
    var surface = Surface(width: 23, height: 4)
    let texts = ["毕", "a", "节市", "e\u{301}", "x县y", "①", "“", "市\u{20DD}", "─"]
    for _ in 0..<400 {
      let rect = Rect(
        column: random.next(30) - 4, row: random.next(5) - 1, width: random.next(12), height: random.next(4))
      let text = texts[random.next(texts.count)]
      let column = random.next(30) - 4
      switch random.next(5) {
      case 0: surface.within(rect) { $0.write(text, row: 0, column: column) }
      case 1: surface.clear(rect)
      case 2:
        var other = Surface(width: 5, height: 2)
        other.write(text + text, row: 0, column: column % 5)
        surface.overlay(other, column: column, row: rect.row)
      default: surface.write(text, row: random.next(4), column: column)
      }
      for row in surface.rows(keepingTrailingBlanks: true) {
        #expect(surface.glyphs.columns(of: row) == 23)
      }
    }
  }

  /// Numbers that look random and are the same every time.
  struct Steps {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }
}
