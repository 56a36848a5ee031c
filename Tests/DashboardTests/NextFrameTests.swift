import Drawing
import Panels
import PostalModel
import Testing

@testable import Dashboard

/// An answer made before its key is the one that the key gets.
@Suite struct NextFrameTests {
  let fixture = Fixture()
  private let size = Size(width: 120, height: 36)

  @Test(arguments: ["5205", "5205/packaging", "5205/safety", "520526/outlets", "5205/open-items", "5205/plans", "/"])
  func anAnswerMadeAheadIsThatOfTheKey(address: String) {
    var dashboard = fixture.dashboard(address)
    fixture.settle(&dashboard, dashboard.update(.resized(size)))
    var ready = 0
    let keys: [Key] = [
      .down, .up, .left, .right, .pageDown, .pageUp, .tab, .character("j"), .enter, .escape, .character("/"),
    ]
    for step in 0..<120 {
      let key = keys[(step * step + step / 7) % keys.count]
      let frame = NextFrame(after: key, from: dashboard, size: size)
      let effects = dashboard.update(.key(key))
      if let frame {
        ready += 1
        #expect(effects.isEmpty)
        #expect(frame.surface.looks(like: dashboard.view(size)))
        #expect(frame.dashboard.place == dashboard.place)
        #expect(frame.dashboard.session == dashboard.session)
      }
      fixture.settle(&dashboard, effects)
    }
    #expect(ready > 10)
  }

  @Test func theSameItsOppositeALineAndAPageAreExpectedOfOneKind() {
    let dashboard = fixture.dashboard("5205")
    #expect(dashboard.likely(after: .down) == [.down, .up, .pageDown, .pageUp])
    #expect(dashboard.likely(after: .pageUp) == [.pageUp, .pageDown, .down, .up])
    #expect(dashboard.likely(after: .character("j")).prefix(2) == [.character("j"), .character("k")])
    #expect(dashboard.likely(after: .left).prefix(3) == [.left, .right, .down])
    #expect(dashboard.likely(after: .enter) == [.enter, .down, .up, .pageDown, .pageUp])
  }

  @Test func nothingIsAskedForOrTypedAhead() {
    var dashboard = fixture.dashboard("5205")
    fixture.settle(&dashboard, dashboard.update(.resized(size)))
    for key: Key in [.enter, .character("q"), .character("e"), .character("3"), .control("l")] {
      #expect(NextFrame(after: key, from: dashboard, size: size) == nil)
    }
    fixture.press([.character("/")], on: &dashboard)
    #expect(NextFrame(after: .down, from: dashboard, size: size) == nil)
  }
}
