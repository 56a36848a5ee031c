import Drawing
import Testing

@Suite struct LayoutTests {
  @Test func sharesFillTheRoomExactly() {
    #expect(Layout.divide(120, into: [.weight(1), .weight(1), .weight(1)]) == [40, 40, 40])
    #expect(Layout.divide(100, into: [.fixed(10), .weight(1), .weight(2)]) == [10, 30, 60])
    #expect(Layout.divide(10, into: [.weight(1), .weight(1), .weight(1)]).reduce(0, +) == 10)
    #expect(Layout.divide(11, into: [.weight(1), .weight(1)], gap: 1) == [5, 5])
  }

  @Test func minimaHoldWhileThereIsRoom() {
    #expect(Layout.divide(20, into: [.atLeast(12, weight: 1), .weight(1)]) == [12, 8])
    #expect(Layout.divide(40, into: [.atLeast(12, weight: 1), .weight(1)]) == [20, 20])
    #expect(Layout.divide(10, into: [.fixed(6), .fixed(6), .weight(1)]) == [6, 4, 0])
  }

  @Test(arguments: 0...40)
  func neverMoreThanThereIs(length: Int) {
    let tracks: [Track] = [.fixed(3), .atLeast(5, weight: 2), .weight(1), .fixed(4), .atLeast(7, weight: 1)]
    #expect(Layout.divide(length, into: tracks).reduce(0, +) == length)
  }

  @Test func aGridTakesAsManyAsGoAcross() {
    let rects = Rect(width: 100, height: 20).grid(count: 5, minimumWidth: 30, gap: 1)
    #expect(rects.map(\.row) == [0, 0, 0, 10, 10])
    #expect(rects.allSatisfy { $0.width >= 30 && $0.endColumn <= 100 })
  }

  @Test func theSelectionIsAlwaysInSight() {
    for count in 0..<30 {
      for height in 1..<12 {
        for selection in 0..<max(1, count) where count > 0 {
          for previous in [0, 5, 40] {
            for offset in [
              Scroll.offset(selection: selection, count: count, height: height),
              Scroll.offset(selection: selection, count: count, height: height, from: previous),
            ] {
              #expect(offset <= selection && selection < offset + height)
              #expect(offset >= 0 && offset <= max(0, count - height))
            }
          }
        }
      }
    }
    #expect(Scroll.hint(offset: 11, count: 80, height: 13) == "12-24/80")
    #expect(Scroll.hint(offset: 0, count: 8, height: 8) == nil)
  }
}
