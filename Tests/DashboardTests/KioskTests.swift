import Drawing
import Panels
import PostalModel
import Testing

@testable import Dashboard

/// The rotation of a wall, by a clock that the test winds.
@Suite struct KioskTests {
  @Test func scenesFollowOneAnotherRoundAndRound() {
    var wall = Wall()
    let round = ["520500000000", "520500000000/packaging", "520526000000", "520500000000/open-items"]
    #expect(wall.dots == "1/4")
    #expect(wall.places(9) == round + round + [round[0]])
  }

  @Test func eachStaysForItsTimeAndCountsDown() {
    var wall = Wall([Wall.scene("5205", seconds: 20), Wall.scene("5205/safety", title: "三项制度")])
    #expect(wall.scene?.secondsLeft == 20 && wall.scene?.elapsed == 0 && wall.scene?.next == "三项制度")
    wall.pass(1000)
    #expect(wall.scene?.secondsLeft == 19 && wall.scene?.elapsed == 1)
    wall.pass(18_999)
    #expect(wall.scene?.secondsLeft == 1 && wall.place == "520500000000")
    wall.pass(1)
    #expect(wall.place == "520500000000/safety" && wall.scene?.secondsLeft == 15 && wall.scene?.title == "三项制度")
    #expect(wall.scene?.next == "毕节市 总览")
  }

  @Test func aSceneAloneSaysNothingOfANextOneAndGoesOn() {
    var wall = Wall([Wall.scene("5205/open-items")])
    wall.pass(40_000)
    #expect(wall.dots == "1/1" && wall.scene?.next == nil && wall.scene?.secondsLeft == nil)
    // What pages through a long list does not begin again.
    #expect(wall.scene?.elapsed == 40)
    #expect(wall.asked.filter { if case .loadBoard = $0 { true } else { false } }.count >= 3)
  }

  @Test func theNextSceneIsReadAheadAndTheLastOneStaysUntilItIsWhole() {
    var wall = Wall()
    wall.isHeld = true
    wall.pass(15_000)
    // It had been read while the first was shown; the one after it has not.
    #expect(wall.place == "520500000000/packaging")
    wall.pass(25_000)
    #expect(wall.place == "520500000000/packaging" && wall.scene?.secondsLeft == 0)
    #expect(!wall.text().contains(wall.fixture.handbook.words["wait.loading"]))
    wall.release()
    #expect(wall.place == "520526000000" && wall.scene?.secondsLeft == 15)
  }

  @Test func aLongSleepIsOneChangeAndNotManyAtOnce() {
    var wall = Wall()
    wall.now.milliseconds += 8 * 3_600_000
    wall.send(.ticked(wall.now))
    #expect(wall.kiosk.changes == 2 && wall.scene?.secondsLeft == 15)
  }

  @Test func aClockSetBackChangesNothing() {
    var wall = Wall()
    wall.pass(5000)
    wall.now.minute -= 300
    wall.now.day = Day(ordinal: wall.now.day.ordinal - 2)
    wall.send(.ticked(wall.now))
    #expect(wall.place == "520500000000" && wall.scene?.secondsLeft == 10)
    wall.pass(10_000)
    #expect(wall.place == "520500000000/packaging")
  }

  @Test func itBeginsWhereItWas() {
    #expect(Wall(resumed: (2, 0)).place == "520526000000")
    // What is no longer there is no reason not to begin.
    #expect(Wall(resumed: (17, 4)).place == "520500000000/packaging")
  }

  // MARK: Hours

  @Test func scenesOutOfTheirHoursAreLeftOut() {
    let scenes = [
      Wall.scene("5205", hours: "08:00-18:00"), Wall.scene("5205/safety", hours: "22:00-06:00"),
      Wall.scene("5205/outlets", days: [.sat, .sun]), Wall.scene("5205/packaging"),
    ]
    var wall = Wall(scenes, at: "10:00")
    #expect(wall.places(4) == ["520500000000", "520500000000/packaging", "520500000000", "520500000000/packaging"])
    #expect(wall.dots == "1/2")
    // A Friday night: the hours that pass midnight, and from midnight on Saturday's scenes.
    wall = Wall(scenes, at: "23:00")
    #expect(wall.places(3) == ["520500000000/safety", "520500000000/packaging", "520500000000/safety"])
    wall.jump(minutes: 60)
    wall.pass(15_000)
    #expect(Set(wall.places(6)) == ["520500000000/safety", "520500000000/packaging", "520500000000/outlets"])
  }

  @Test func outOfAllHoursItSaysUntilWhen() {
    var wall = Wall([Wall.scene("5205", hours: "08:00-18:00", days: [.mon, .tue, .wed, .thu, .fri])], at: "17:59")
    #expect(wall.place == "520500000000")
    wall.pass(90_000)
    #expect(wall.kiosk.condition == "quiet")
    // Friday evening: not before Monday.
    #expect(wall.text().contains("07-21 08:00"))
    wall.jump(minutes: 61 * 60)
    #expect(wall.kiosk.condition == "quiet")
    wall.jump(minutes: 120)
    #expect(wall.place == "520500000000" && wall.kiosk.condition == "whole")
    #expect(Wall([Wall.scene("5205", hours: "08:00-18:00")], at: "07:00").text().contains("08:00"))
  }

  @Test func aNewDayReadsWhatIsOnTheWallAnew() {
    var wall = Wall([Wall.scene("5205", seconds: 3600)], at: "23:59")
    let before = wall.asked.count
    wall.pass(61_000)
    #expect(wall.asked.count > before)
    #expect(wall.kiosk.page?.dashboard?.today == Day(2025, 7, 19))
  }

  // MARK: Queries

  @Test func queriesAreAskedWheneverTheyComeUp() {
    let worst = PlaylistScene(.worst(count: 3, indicator: "outlet_density", scope: "5205", panel: nil))
    var wall = Wall([worst, Wall.scene("5205")])
    #expect(wall.dots == "1/4")
    // Weining stands at 3.20, Zhijin at 3.42, Hezhang at 3.88.
    let places = wall.places(5)
    #expect(
      places == [
        "520526000000/outlets/outlet_density", "520524000000/outlets/outlet_density",
        "520527000000/outlets/outlet_density", "520500000000", "520526000000/outlets/outlet_density",
      ])
    let scope = BoardRequest(area: AreaCode("5205"), period: nil, plan: nil)
    #expect(wall.asked.filter { $0 == .loadBoard(scope) }.count == 3)
  }

  @Test func partsPlansItemsAndTasks() {
    var wall = Wall(
      [
        PlaylistScene(.children(scope: "520526", panel: "packaging")), PlaylistScene(.plans(panel: "overview")),
        PlaylistScene(.openItems(scope: "毕节市")), PlaylistScene(.tasksDue(scope: "5205")),
        // In December the whole plan of Bijie is due.
      ], on: Day(2025, 12, 3)!)
    #expect(
      wall.places(8) == [
        "520526100000/packaging", "520526101000/packaging", "652828000000", "520500000000", "622901000000",
        "520500000000/open-items", "520500000000/plans?sort=date", "520526100000/packaging",
      ])
    #expect(wall.dots == "2/7")
  }

  @Test func aQueryWithoutAnAnswerIsPassedOver() {
    // A community has no parts.
    let empty = PlaylistScene(.children(scope: "520526100001", panel: "overview"))
    var wall = Wall([Wall.scene("5205"), empty, Wall.scene("5205/safety")])
    #expect(wall.places(3) == ["520500000000", "520500000000/safety", "520500000000"])
    #expect(wall.dots == "2/2")
    let alone = Wall([empty])
    #expect(alone.text().contains(alone.fixture.handbook.words["kiosk.nothing"]))
  }

  @Test func anAddressToNowhereIsSaidInItsPlace() {
    var wall = Wall([Wall.scene("5205"), Wall.scene("火星市"), Wall.scene("5205/data"), Wall.scene("5205/safety")])
    wall.pass(15_000)
    #expect(wall.kiosk.condition == "words" && wall.text().contains("火星市") && wall.dots == "2/4")
    wall.pass(15_000)
    // The ledger names persons.
    #expect(wall.kiosk.condition == "words" && wall.text().contains("data/due"))
    wall.pass(15_000)
    #expect(wall.place == "520500000000/safety")
  }

  // MARK: When data fails

  @Test func anImportIsFollowedWithoutAHole() {
    var wall = Wall()
    wall.pass(3000)
    wall.isHeld = true
    let before = wall.text()
    wall.fixture.isDemonstration = false
    wall.send(.storeChanged(arrivals: [:]))
    #expect(wall.text() == before)
    wall.release()
    #expect(wall.kiosk.page?.dashboard?.board?.facts.isDemonstration == false)
    // The same scene, for what is left of its time.
    #expect(wall.place == "520500000000" && wall.scene?.secondsLeft == 12)
    wall.pass(12_000)
    #expect(wall.kiosk.page?.dashboard?.board?.facts.isDemonstration == false)
  }

  @Test func whatWasReadAheadBeforeAnImportIsReadAgainWhenItComesUp() {
    var wall = Wall()
    wall.pass(3000)
    wall.fixture.isDemonstration = false
    wall.send(.storeChanged(arrivals: [:]))
    #expect(wall.kiosk.next?.dashboard?.board?.facts.isDemonstration == true)
    wall.pass(12_000)
    #expect(wall.place == "520500000000/packaging")
    #expect(wall.kiosk.page?.dashboard?.board?.facts.isDemonstration == false)
  }

  @Test func theLastGoodScenesGoOnWithTheAgeOfTheFailureInWords() {
    var wall = Wall()
    #expect(wall.places(5).count == 5)
    wall.failure = ("另一程序正在写入", "locked")
    wall.send(.storeFailed(zh: "另一程序正在写入", en: "locked"))
    wall.pass(3 * 60_000)
    // Each in its turn, none left out.
    let places = wall.places(4)
    #expect(Set(places).count == 4)
    #expect(wall.kiosk.condition == "old")
    let warning = wall.scene?.warnings.first
    #expect(warning?.kind == .failure)
    #expect(warning?.text.hasPrefix("数据中断 4 分钟:另一程序正在写入;画面为 10:0") == true, "\(warning?.text ?? "")")
    wall.failure = nil
    wall.send(.opened(wall.scenes, arrivals: [:]))
    #expect(wall.kiosk.condition == "whole" && wall.scene?.warnings == [])
  }

  @Test func withoutADatabaseItSaysSoAndBeginsByItself() {
    var wall = Wall(isOpened: false)
    #expect(wall.text().contains(wall.fixture.handbook.words["wait.loading"]))
    wall.send(.storeFailed(zh: "没有数据库文件", en: "no file"))
    wall.pass(125_000)
    #expect(wall.text().contains("没有数据库文件") && wall.text().contains("2 分钟"))
    wall.send(.opened(wall.scenes, arrivals: [:]))
    #expect(wall.place == "520500000000" && wall.kiosk.condition == "whole")
  }

  @Test func aSceneThatFailsAloneIsToldAndTheOthersAreWhole() {
    var wall = Wall()
    wall.failing = AreaCode("520526")
    wall.failure = ("没有区划 520526000000", "no area")
    var seen: [String] = []
    for _ in 0..<8 {
      wall.pass(15_000)
      seen.append(wall.kiosk.condition)
      if wall.kiosk.condition == "words" { #expect(wall.text().contains("没有区划")) }
    }
    #expect(seen.filter { $0 == "words" }.count == 2 && seen.filter { $0 == "whole" }.count == 6)
    // Once it was seen whole it stays, with what is wrong beside it.
    wall.failure = nil
    while wall.place != "520526000000" || wall.kiosk.condition != "whole" { wall.pass(1000) }
    wall.failure = ("坏页", "a bad page")
    wall.pass(1000)
    while wall.place != "520526000000" || wall.kiosk.condition == "whole" { wall.pass(1000) }
    #expect(wall.kiosk.condition == "old" && wall.scene?.warnings.first?.text.contains("坏页") == true)
  }

  @Test func aDatabaseThatNeverAnswersIsToldAndTheRotationGoesOn() {
    var wall = Wall()
    #expect(wall.places(5).count == 5)
    wall.isHeld = true
    var seen: [String] = []
    for _ in 0..<4 {
      wall.pass(60_000)
      seen.append(wall.place)
    }
    #expect(Set(seen).count > 1 && wall.kiosk.condition == "old")
    #expect(wall.scene?.warnings.first?.text.contains(wall.fixture.handbook.words["kiosk.silent"]) == true)
    // Late answers do no harm.
    wall.release()
    wall.pass(60_000)
    #expect(wall.kiosk.condition == "whole" && wall.scene?.warnings == [])
  }

  @Test func oldReturnsAreCalledOld() {
    var wall = Wall([Wall.scene("5205"), Wall.scene("5205/packaging"), Wall.scene("5205/safety")]) {
      $0.staleDays = [.packaging: 40, .safety: 40]
    }
    let day = Day(2025, 7, 18)!.ordinal
    wall.send(
      .storeChanged(arrivals: [
        .packaging: Day(ordinal: day - 41), .safety: Day(ordinal: day - 40), .outlets: Day(ordinal: day - 900),
      ]))
    #expect(wall.scene?.warnings == [.init(kind: .stale, text: "包装月报已 41 天未更新")])
    wall.pass(15_000)
    #expect(wall.scene?.warnings.count == 1)
    wall.pass(15_000)
    #expect(wall.scene?.warnings == [])
    // The next day the other one is, too.
    wall.now.day = Day(ordinal: day + 1)
    wall.pass(1)
    #expect(wall.scene?.warnings == [.init(kind: .stale, text: "安全检查已 41 天未更新")])
  }

  // MARK: The screen

  @Test func contentMovesByACellAndEveryRowStaysExact() {
    var wall = Wall()
    var texts: Set<String> = []
    for _ in 0..<4 {
      let surface = wall.kiosk.view(Size(width: 100, height: 30))
      #expect(surface.size == Size(width: 100, height: 30))
      var style = Set<Int>()
      for row in 0..<30 {
        surface.withRow(row) { cells in style.insert(cells.reduce(0) { $0 + ($1.isContinuation ? 0 : Int($1.columns)) })
        }
      }
      #expect(style == [100])
      texts.insert(surface.text)
      wall.jump(minutes: 5)
    }
    #expect(texts.count == 4)
    for (width, height) in [(1, 1), (20, 5), (50, 16), (240, 67)] {
      #expect(wall.kiosk.view(Size(width: width, height: height)).size == Size(width: width, height: height))
    }
  }

  @Test func everythingIsSentAnewNowAndThen() {
    var wall = Wall { $0.repaint = 1 }
    wall.pass(6 * 60_000)
    #expect(wall.redraws == 6)
    var never = Wall { $0.repaint = 0 }
    never.jump(minutes: 60)
    #expect(never.redraws == 0)
  }

  @Test func itWakesOnceASecondAndNotOftener() {
    var wall = Wall()
    wall.pass(300)
    #expect(wall.kiosk.wait == 700)
    wall.isHeld = true
    wall.pass(32_000)
    // What is late wakes it by coming.
    #expect(wall.kiosk.wait == 1000)
    #expect(Wall([Wall.scene("5205", hours: "08:00-09:00")]).kiosk.wait == 10_000)
  }
}
