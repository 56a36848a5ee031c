import Drawing
import Panels
import PostalModel
import Testing

@testable import Dashboard

/// A short run of a wall through everything that happens in months; `make soak` runs the program itself for longer.
@Suite struct KioskSoakTests {
  @Test func hundredsOfScenesWithImportsFailuresAndResizes() {
    var wall = Wall([
      Wall.scene("5205"), Wall.scene("5205/packaging"),
      PlaylistScene(.worst(count: 3, indicator: "outlet_density", scope: "5205", panel: nil)),
      Wall.scene("520526/outlets"), PlaylistScene(.openItems(scope: "5205")), PlaylistScene(.plans(panel: "plans")),
    ])
    var random = SeededRandom(state: 7)
    let waiting = wall.fixture.handbook.words["wait.loading"]
    let sizes = [Size(width: 80, height: 24), Size(width: 120, height: 36), Size(width: 50, height: 16)]
    var size = sizes[0]
    let round = wall.places(10)
    #expect(Set(round).count == 10)
    // Whatever happens, the places come in the order of the playlist, none left out.
    for number in 0..<400 {
      let before = wall.kiosk.changes
      var passed = 0
      while wall.kiosk.changes == before {
        wall.pass(1000 + Int(random.next() % 3000))
        passed += 1
        #expect(passed < 60)
        switch random.next() % 12 {
        case 0: wall.send(.storeChanged(arrivals: [:]))
        case 1:
          wall.failure = ("数据库被占用", "locked")
          wall.send(.storeFailed(zh: "数据库被占用", en: "locked"))
        case 2, 3:
          wall.failure = nil
          wall.send(.opened(wall.scenes, arrivals: [:]))
        case 4:
          size = sizes[Int(random.next() % 3)]
          wall.send(.resized(size))
        case 5: wall.isHeld = true
        case 6, 7, 8: wall.release()
        case 9:
          wall.press(.down, .enter)
          wall.pass(61_000)
        default: break
        }
        let text = wall.kiosk.view(size).text
        #expect(!text.contains(waiting))
        #expect(text.contains { $0.isLetter })
      }
      #expect(wall.kiosk.changes == before + 1)
      #expect(wall.place == round[(number + 1) % 10], "\(number)")
    }
    #expect(wall.kiosk.good.count <= KioskMemory.limit)
  }
}
