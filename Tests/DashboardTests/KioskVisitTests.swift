import Documents
import Drawing
import Panels
import PostalModel
import Testing

@testable import Dashboard

/// Visitors at a wall: what they can do, and all that they cannot.
@Suite struct KioskVisitTests {
  private let firms = ["中通", "圆通", "丰巢", "海边北路店", "建设东路店", "WN-00", "局办", ".csv"]

  @Test func anArrowPausesForAVisitorWhoMayDrillAndComeBack() {
    var wall = Wall()
    wall.pass(4000)
    wall.press(.down)
    #expect(wall.kiosk.condition == "visit")
    let hints = wall.fixture.handbook.words["key.enter"]
    #expect(wall.text().contains(hints))
    wall.press(.enter)
    #expect(wall.kiosk.visit?.dashboard.place.area?.description == "520526000000")
    wall.press(.character("e"))
    #expect(wall.text().contains(wall.fixture.handbook.words["panel.explain"]))
    wall.press(.escape, .escape)
    #expect(wall.kiosk.visit?.dashboard.place.area?.description == "520500000000")
    // Back once more leaves the screen to the playlist: the same scene, for its whole time.
    wall.press(.escape)
    #expect(wall.kiosk.condition == "whole" && wall.place == "520500000000" && wall.scene?.secondsLeft == 15)
    #expect(wall.kiosk.changes == 1)
  }

  @Test(arguments: [
    Key.enter, .left, .mouse(Mouse(.press, column: 20, row: 8)), .mouse(Mouse(.wheelDown, column: 20, row: 8)),
  ])
  func thesePauseIt(key: Key) {
    var wall = Wall()
    wall.press(key)
    #expect(wall.kiosk.condition == "visit")
    wall.pass(59_000)
    #expect(wall.kiosk.condition == "visit" && wall.text().contains("1 秒后回到轮播"))
    wall.pass(1000)
    #expect(wall.kiosk.condition == "whole" && wall.place == "520500000000")
    wall.pass(15_000)
    #expect(wall.place == "520500000000/packaging")
  }

  @Test func everyKeyThatDoesSomethingKeepsItWaiting() {
    var wall = Wall()
    wall.press(.down)
    for _ in 0..<5 {
      wall.pass(40_000)
      wall.press(.down)
    }
    #expect(wall.kiosk.condition == "visit")
    // Those that do nothing do not, and neither does one that is held down.
    for _ in 0..<3 {
      wall.pass(25_000)
      wall.press(.character("x"), .character("q"), .pasted("rm -rf"))
    }
    #expect(wall.kiosk.condition == "whole")
    wall.press(.down)
    for _ in 0..<200 {
      wall.pass(500)
      wall.press(.down)
      if wall.kiosk.condition != "visit" { break }
    }
    #expect(wall.kiosk.visit?.last?.count ?? 0 < 200)
  }

  @Test func neitherTypingNorPastingBeginsAVisit() {
    var wall = Wall()
    for key: Key in [
      .character("q"), .character(":"), .character("5"), .control("c"), .control("z"), .pasted("q\nq"), .escape,
      .backspace, .tab, .function(1), .character(" "), .control("\\"), .resized,
    ] {
      wall.press(key)
      #expect(wall.kiosk.condition == "whole", "\(key)")
    }
    #expect(!wall.isLeft)
  }

  @Test func theOwnersKeysLeaveAndNoOthersDo() {
    var wall = Wall(exit: [.control("q"), .control("q")])
    wall.press(.control("q"), .character("a"), .control("q"))
    #expect(!wall.isLeft)
    // Too late for the one before.
    wall.pass(5000)
    wall.press(.control("q"))
    #expect(!wall.isLeft)
    wall.press(.control("q"))
    #expect(wall.isLeft)
    var visited = Wall(exit: [.function(12), .function(12)])
    visited.press(.down, .function(12), .function(12))
    #expect(visited.isLeft)
  }

  @Test func nothingOnTheScreenOffersWhatCannotBeDone() {
    var wall = Wall()
    wall.press(.down)
    let words = wall.fixture.handbook.words
    for word in ["key.quit", "key.help", "key.palette", "key.filter"] {
      #expect(!wall.text(200, 50).contains(" \(words[word]) "), "\(word)")
    }
    // Every cell, clicked: tabs, crumbs, hints and rows.
    for row in 0..<30 {
      for column in stride(from: 0, to: 100, by: 3) {
        wall.press(.mouse(Mouse(.press, column: column, row: row)))
        #expect(wall.kiosk.visit?.dashboard.session.input == nil)
        #expect(wall.kiosk.visit?.dashboard.place.panel != .data)
      }
    }
    #expect(!wall.isLeft && onlyReads(wall.asked))
  }

  @Test func aWriteIsImpossibleHoweverItCameAbout() {
    var wall = Wall()
    wall.press(.down)
    for effect: Effect in [
      .undo(1), .quit, .suspend, .copy("x"), .signOff(AreaCode("5205")!, Month(2025, 6)), .writeRejected(3),
      .useTheme("paper"), .listFolder(nil), .turnMouse, .cancelImport, .loadLedger, .search("x", near: nil),
      .importFile(ImportOrder(path: "/tmp/x.csv")), .withdrawSignOff(AreaCode("5205")!, Month(2025, 6)),
      .writeBulletin(BoardRequest(area: AreaCode("5205"), period: nil, plan: nil), .zh),
      .writeTable(OutputTable(name: "a", headings: ["a"], rows: []), .csv),
      .loadOutlet("WN-0012"), .loadSource(SourceKey(importID: 3, place: 12), period: Period("2025-06")!, plan: nil),
    ] {
      #expect(!KioskPermit.permits(effect, firms: false), "\(effect)")
      wall.kiosk.visit?.dashboard.session.input = .confirm(question: "?", effect: effect)
      wall.press(.character("y"), .enter)
      wall.kiosk.visit?.dashboard.session.input = nil
    }
    #expect(onlyReads(wall.asked) && !wall.isLeft)
    // What a command does is refused by the command as well.
    for command in Command.allCases
    where [
      "quit", "suspend", "takeIn", "undo", "signOff", "writeRejected", "copy", "theme", "mouse", "palette",
      "bulletin", "exportXLSX", "exportCSV", "exportJSON", "exportMarkdown", "filter", "help", "data", "store",
      "storeGood", "language", "reload", "redraw",
    ].contains("\(command)") {
      for context in Keymap.Context.allCases { #expect(!KioskPermit.permits(command, in: context), "\(command)") }
    }
  }

  @Test func noFirmIsNamedUnlessItMayBe() {
    for (shows, isSeen) in [(false, false), (true, true)] {
      var wall = Wall([Wall.scene("520526100001"), Wall.scene("520526100001/outlets")]) { $0.showsFirms = shows }
      var seen = wall.text(160, 50)
      wall.press(.down)
      for key: Key in [
        .character("2"), .down, .down, .enter, .character("e"), .enter, .escape, .character("6"), .down, .enter,
        .escape, .character("9"), .enter, .escape, .escape,
      ] {
        wall.press(key)
        seen += wall.text(160, 50)
      }
      #expect(firms.contains { seen.contains($0) } == isSeen)
      // Rows as they were sent are for nobody who passes by.
      #expect(onlyReads(wall.asked, firms: shows) && !seen.contains("局办"))
    }
  }

  @Test func aVisitorOfTheDueReturnsComesNowhereNearTheLedger() {
    var wall = Wall([Wall.scene("5205/data/due")])
    #expect(wall.kiosk.condition == "whole")
    wall.press(.enter)
    #expect(wall.kiosk.visit?.dashboard.place == Place(area: AreaCode("5205")))
    wall.press(.left, .left, .character("0"), .enter)
    #expect(wall.kiosk.visit?.dashboard.place.panel != .data && onlyReads(wall.asked))
  }

  @Test func aHundredThousandKeysLeaveItAsItWas() {
    var wall = Wall { $0.idle = 30 }
    var random = SeededRandom(state: 20_250_718)
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:/?<>[]{}=+-.,; yn中文")
    func key() -> Key {
      switch random.next() % 48 {
      case 0...33: return .character(letters[Int(random.next() % UInt64(letters.count))])
      case 34, 35: return .control(letters[Int(random.next() % 26)])
      case 36: return .alt(letters[Int(random.next() % 26)])
      case 37, 38: return [.up, .down, .left, .right][Int(random.next() % 4)]
      case 39: return .enter
      case 40: return .escape
      case 41: return [.tab, .backTab, .home, .end, .pageUp, .pageDown][Int(random.next() % 6)]
      case 42: return [.backspace, .delete, .insert][Int(random.next() % 3)]
      case 43: return .function(Int(random.next() % 12) + 1)
      case 44:
        return .arrow(
          Key.Arrow.allCases[Int(random.next() % 4)], Key.Modifier.allCases[Int(random.next() % 3)])
      case 45: return .pasted(String((0..<Int(random.next() % 200)).map { _ in letters[Int(random.next() % 60)] }))
      case 46: return .resized
      default:
        return .mouse(
          Mouse(
            Mouse.Action.allCases[Int(random.next() % 3)], column: Int(random.next() % 110),
            row: Int(random.next() % 34)))
      }
    }
    for number in 0..<100_000 {
      wall.send(.key(key()))
      if number % 400 == 0 {
        wall.pass(Int(random.next() % 40_000))
        #expect(!wall.text(80, 24).contains(wall.fixture.handbook.words["wait.loading"]))
      }
    }
    #expect(!wall.isLeft && onlyReads(wall.asked))
    #expect((wall.kiosk.visit?.dashboard.session.history.count ?? 0) <= 200)
    // And the playlist goes on.
    wall.pass(31_000)
    #expect(wall.kiosk.visit == nil)
    #expect(Set(wall.places(4)).count == 4)
  }

  private func onlyReads(_ asked: [Effect], firms: Bool = false) -> Bool {
    asked.allSatisfy { KioskPermit.permits($0, firms: firms) }
  }
}

/// The same numbers every time.
struct SeededRandom {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
