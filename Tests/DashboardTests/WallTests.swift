import Dashboard
import Drawing
import Panels
import PostalModel
import Testing

/// What a person metres away notices of the wall.
@Suite struct WallTests {
  private let fixture = WallFixture()
  private let wide = Size(width: 120, height: 36)

  private func text(_ address: String, _ size: Size, _ change: (inout WallScene) -> Void = { _ in }) throws -> String {
    var scene = fixture.scene()
    change(&scene)
    return fixture.surface(try fixture.panel(address, scene), size).text
  }

  @Test(arguments: WallScreensTests.kinds)
  func inventedDataSaysSoAtEverySize(_ kind: WallScreensTests.Kind) throws {
    let real = WallFixture(isDemonstration: false)
    for size in [Size(width: 16, height: 4), Size(width: 50, height: 16), wide, Size(width: 240, height: 67)] {
      #expect(try text(kind.address, size).contains("演示"), "\(size)")
      let shown = real.surface(try real.panel(kind.address, real.scene()), size).text
      #expect(!shown.contains("演示"), "\(size)")
    }
  }

  @Test func firmsAreNamedOnlyWhereThatIsAllowed() throws {
    let community = "520526100001"
    let outlets = try fixture.panel(community, fixture.scene()).showing.board.outlets
    let outlet = try #require(outlets.first)
    let names = outlets.flatMap { [$0.entry.brand, $0.entry.name] }
    for address in [community, community + "/outlets", "5205", "5205/open-items", "5205/data/due"] {
      for size in [Size(width: 80, height: 24), Size(width: 240, height: 67)] {
        let shown = try text(address, size)
        for name in names { #expect(!shown.contains(name), "\(name) at \(address)") }
      }
    }
    let hidden = try text(community, wide) { $0.outlet = outlet }
    for name in names { #expect(!hidden.contains(name), "\(name) in the record") }
    #expect(hidden.contains(outlet.id))
    let named = try text(community, wide) { scene in
      scene.outlet = outlet
      scene.showsFirms = true
    }
    #expect(named.contains(outlet.entry.brand) && named.contains(outlet.entry.name))
  }

  @Test func whatFailedIsSaidWholeAndBeforeWhatIsOld() throws {
    let words = "数据库读不出,画面是 2 小时 5 分以前的"
    for size in [Size(width: 34, height: 10), Size(width: 50, height: 16), Size(width: 80, height: 24), wide] {
      let shown = try text("5205", size) { scene in
        scene.warnings = [.init(kind: .failure, text: words), .init(kind: .stale, text: "网点台账 62 天未更新")]
      }
      let bare = shown.filter { !$0.isWhitespace }
      #expect(bare.contains(words.filter { !$0.isWhitespace }), "\(size): \(shown)")
    }
    let low = try text("5205", Size(width: 40, height: 4)) { $0.warnings = [.init(kind: .failure, text: words)] }
    #expect(low.contains("!! 数据库读不出"))
  }

  @Test func theRotationIsSaid() throws {
    let shown = try text("5205", wide)
    #expect(shown.contains("○ ● ○ ○ ○") && shown.contains("下一屏 绿色包装") && shown.contains("12 秒"))
    let many = try text("5205", wide) { scene in
      scene.position = 22
      scene.count = 40
    }
    #expect(many.contains("23/40"))
    let alone = try text("5205", wide) { scene in
      scene.count = 1
      scene.position = 0
      scene.next = nil
      scene.secondsLeft = nil
    }
    #expect(!alone.contains("下一屏") && !alone.contains("○"))
  }

  @Test func fromOneSecondToTheNextOnlyTheCountChanges() throws {
    let first = fixture.surface(try fixture.panel("5205", fixture.scene(elapsed: 0, secondsLeft: 15)), wide)
    let next = fixture.surface(try fixture.panel("5205", fixture.scene(elapsed: 1, secondsLeft: 14)), wide)
    let changed = (0..<wide.height).filter { !first.looks(like: next, inRow: $0) }
    #expect(changed == [wide.height - 1])
  }

  @Test func everyOpenItemComesByAlongTheBottom() throws {
    let size = Size(width: 80, height: 24)
    var seen: Set<String> = []
    var lines: Set<String> = []
    var panel = try fixture.panel("5205", fixture.scene())
    for elapsed in stride(from: 0, to: 120, by: 5) {
      panel.scene.elapsed = elapsed
      let rows = fixture.surface(panel, size).rows()
      let line = rows[size.height - 2]
      if lines.insert(line).inserted {
        for place in ["金沙县", "织金县", "赫章县", "七星关区", "大方县", "黔西市"] where line.contains(place) { seen.insert(place) }
      }
    }
    #expect(lines.count > 3)
    #expect(seen.isSuperset(of: ["织金县", "赫章县", "七星关区"]))
  }

  @Test func aLongListIsShownPageByPage() throws {
    let size = Size(width: 80, height: 24)
    let first = try text("5205/open-items", size)
    let later = try text("5205/open-items", size) { $0.elapsed = 9 }
    #expect(first.contains("第 1/") && later.contains("第 2/"))
  }

  @Test func theScreenDwellsOnOneCardAfterAnother() throws {
    func map(_ elapsed: Int) throws -> String {
      let scene = fixture.scene(elapsed: elapsed, secondsLeft: 18 - elapsed)
      let rows = fixture.surface(try fixture.panel("5205", scene), wide).rows()
      return try #require(rows.first { $0.contains("各县区") })
    }
    #expect(try Set([0, 6, 12].map(map)).count == 3)
    #expect(try map(0) == map(5))
  }

  @Test func whatIsNeededIsNamed() throws {
    let needs = try fixture.panel("5205", fixture.scene()).needs
    #expect(needs.trends.count >= 3 && Set(needs.trends).count == needs.trends.count)
    #expect(needs.tileMap == AreaCode("5205") && !needs.plans && !needs.due)
    #expect(try fixture.panel("5205/plans", fixture.scene()).needs.plans)
    #expect(try fixture.panel("5205/data/due", fixture.scene()).needs.due)
    #expect(try fixture.panel("/", fixture.scene()).needs.trends.isEmpty)
  }

  @Test func untilTrendsAndPlansHaveComeNothingStandsInTheirPlace() throws {
    var panel = try fixture.panel("5205", fixture.scene())
    panel.showing.trends = [:]
    panel.showing.tileMap = nil
    let shown = fixture.surface(panel, wide).text
    #expect(shown.contains("各县区") && shown.contains("最差 5 项"))
    var plans = try fixture.panel("5205/plans", fixture.scene())
    plans.showing.plans = nil
    #expect(fixture.surface(plans, wide).text.contains("毕节市"))
  }
}
