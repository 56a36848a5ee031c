import PostalModel
import Testing

@testable import PostalStore

/// What somebody types for an area or an outlet, and what comes first.
@Suite struct AreaSearchTests {
  private static let guizhou: [(AreaCode, String, AreaCode?)] = [
    ("52", "贵州省"), ("5205", "毕节市"), ("520502", "七星关区"), ("520502001", "市西街道"), ("520502001001", "西门社区居委会"),
    ("520526", "威宁彝族回族苗族自治县"), ("520526100", "草海镇"), ("520526100201", "草海村委会"), ("520522", "黔西县"),
    ("520522100", "城关镇"), ("520524", "织金县"), ("520524100", "城关镇"), ("11", "北京市"), ("1101", "市辖区"),
    ("110105", "朝阳区"), ("61", "陕西省"), ("6103", "宝鸡市"), ("610302", "毕节路街道"), ("5001", "重庆市"),
  ].map { (AreaCode($0.0)!, $0.1, nil) }

  private func office() throws -> Office {
    let office = try Office(
      shipped: ShippedAreas(
        areas: Self.guizhou,
        changes: [
          CodeChange(
            old: AreaCode("520522")!, new: AreaCode("520581")!, oldName: "黔西县", newName: "黔西市",
            ended: Month(2021, 3))
        ]))
    try office.sendAreas()
    return office
  }

  private func names(_ text: String, near: String? = nil, _ office: Office) throws -> [String] {
    try office.store.search(text, near: near.flatMap { AreaCode($0) }).map(\.area.name)
  }

  @Test func anAreaIsFoundByEveryWayToTypeIt() throws {
    let office = try office()
    for text in [
      "七星关区", "七星关", "七星", "关区", "毕节 七星", "毕节七星关", "贵州毕节七星关", "贵州 毕节 七星", "bijie qixing", "毕节 qxg", "5205 七星",
      "qixingguan",
      "qi xing guan", "qi'xing", "qixingg", "qxg", "qxgq", "QXG", "520502", "52050", "贵州›七星关区",
    ] {
      #expect(try names(text, office).contains("七星关区"), "\(text)")
    }
    #expect(try names("bjs", office) == ["北京市", "毕节市", "宝鸡市"])
    #expect(try names("bjs", near: "520526", office) == ["北京市", "毕节市", "宝鸡市"])
    #expect(try names("威宁县", office) == ["威宁彝族回族苗族自治县"])
    #expect(try names("毕节", office) == ["毕节市", "毕节路街道"])
    #expect(try names("威宁 草海", office) == ["草海镇", "草海村委会"])
    #expect(try names("威宁草海村", office) == ["草海村委会"])
    for nonsense in ["", " ", "啊啊", "xqzv", "999999", "00", "毕节 北京", "区七", "%", "_", "'", "\u{0}", "𠮷", "毕节 "] {
      let found = try names(nonsense, office)
      #expect(found.isEmpty || nonsense == "毕节 ", "\(nonsense): \(found)")
    }
  }

  @Test func theNearestComesFirstThenThoseWithReturns() throws {
    let office = try office()
    let towns = { (near: String?) in
      try office.store.search("城关", near: near.flatMap { AreaCode($0) }).map(\.area.code.short)
    }
    #expect(try towns(nil) == ["520524100", "520581100"])
    #expect(try towns("520581") == ["520581100", "520524100"])
    try office.send(
      .packaging(
        Office.lined([PackagingEntry(area: AreaCode("520581100")!, month: Month(2025, 6), taped: 9, slimTaped: 9)])))
    #expect(try towns(nil) == ["520581100", "520524100"])
    #expect(try towns("520524") == ["520524100", "520581100"])
  }

  @Test func namesAndCodesOfFormerTimesLeadToTheAreaOfToday() throws {
    let office = try office()
    let byName = try #require(try office.store.search("黔西县").first)
    #expect(byName.area.name == "黔西市" && byName.match == .formerName("黔西县") && byName.ranges.isEmpty)
    let byCode = try #require(try office.store.search("520522").first)
    #expect(byCode.area.code.short == "520581" && byCode.match == .formerCode(AreaCode("520522")!))
    #expect(try office.store.search("520522100").first?.area.code.short == "520581100")
    #expect(try names("黔西 城关", office) == ["城关镇"])
  }

  @Test func aHitTellsWhereItLiesAndWhatFits() throws {
    let office = try office()
    let hit = try #require(try office.store.search("关区").first)
    #expect(hit.above == ["贵州省", "毕节市"] && hit.match == .name && hit.ranges == [2..<4])
    #expect(try office.store.search("520502001001").first?.above == ["贵州省", "毕节市", "七星关区", "市西街道"])
    #expect(try office.store.search("qxg").first?.ranges == [0..<3])
    #expect(try office.store.search("威宁县").first?.ranges == [0..<2])
    #expect(try office.store.search("5", limit: 3).count == 3 && office.store.search("5", limit: 0).isEmpty)
  }

  @Test func anAreaThatHangsElsewhereIsFoundBelowItsParent() throws {
    let office = try office()
    let zone = AreaCode("520591")!
    try office.send(.areas(Office.lined([AreaEntry(code: zone, name: "开发区", parent: AreaCode("6103"))])))
    #expect(try names("宝鸡 开发", office) == ["开发区"])
    #expect(try office.store.search("开发区").first?.above == ["陕西省", "宝鸡市"])
  }

  @Test func outletsAreFoundInTheCountyOneIsIn() throws {
    let office = try office()
    try office.send(
      .outlets(
        Office.lined([
          OutletEntry(id: "BJ-001", name: "甲镇中通网点", type: .terminal, area: Office.communities[0], brand: "中通"),
          OutletEntry(id: "BJ-002", name: "乙镇快递超市", type: .terminal, area: Office.communities[1], brand: "圆通"),
          OutletEntry(id: "XX-009", name: "西门驿站", type: .terminal, area: AreaCode("520502001001")!, brand: "申通"),
        ])))
    let ids = { (text: String, place: String?) in
      try office.store.searchOutlets(text, in: place.flatMap { AreaCode($0) }).map(\.outlet.id)
    }
    #expect(try ids("bj-", "520590") == ["BJ-001", "BJ-002"])
    #expect(try ids("快递", "520590100001") == ["BJ-002"] && ids("快递", "520502").isEmpty)
    #expect(try ids("ximen", "520502") == ["XX-009"] && ids("xmyz", "520502") == ["XX-009"])
    #expect(try ids("圆通", "520590") == ["BJ-002"] && ids("yuant", "520590") == ["BJ-002"])
    #expect(try ids("XX-0", nil) == ["XX-009"] && ids("XX-0", "6103").isEmpty && ids("", nil).isEmpty)
  }
}

/// The index follows the areas whatever comes and goes.
@Suite struct NameIndexTests {
  private func anew(_ office: Office) throws -> NameIndex {
    try office.store.read { db in
      var index = NameIndex()
      try index.refresh(db)
      return index
    }
  }

  private func expectCurrent(_ office: Office, _ when: String) throws {
    let kept = try office.store.read { db in try office.store.names.current(db) }
    let anew = try anew(office)
    #expect(kept.blocks.map(\.units) == anew.blocks.map(\.units), "\(when)")
    #expect(kept.blocks.map(\.codes) == anew.blocks.map(\.codes), "\(when)")
    #expect(kept.blocks.map(\.upper) == anew.blocks.map(\.upper), "\(when)")
    #expect(kept.odd == anew.odd && kept.former == anew.former, "\(when)")
    let stored = try office.store.read { db in try Int.fetchAll(db, sql: "SELECT id FROM area ORDER BY id") }
    #expect(kept.blocks.flatMap { block in (0..<block.count).map(block.id) } == stored, "\(when)")
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func theKeptIndexIsOneMadeAnew(seed: UInt64) throws {
    var dice = PropertyTests.Dice(state: seed)
    let office = try Office()
    let codes = [
      "520590", "520590100", "520590200", "520590100201", "520591", "520591100", "610390", "610390001", "5206",
    ]
    .map { AreaCode($0)! }
    var standing: [Int] = []
    for step in 0..<24 {
      if Int.random(in: 0..<3, using: &dice) == 0, let id = standing.randomElement(using: &dice) {
        do {
          try office.store.undo(id, at: "2025-07-09 10:00")
          standing.removeAll { $0 == id }
        } catch StoreError.cannotUndo {}
      } else if Int.random(in: 0..<6, using: &dice) == 0 {
        let isSent = Bool.random(using: &dice)
        let change = CodeChange(
          old: AreaCode("520591")!, new: AreaCode("520592")!, oldName: "旧\(step)", newName: "新县", ended: Month(2025, 1))
        _ = try? office.store.apply(isSent ? [change] : [])
      } else {
        let rows = codes.filter { _ in Bool.random(using: &dice) }.map {
          AreaEntry(
            code: $0, name: "地\(Int.random(in: 0...5, using: &dice))",
            parent: Int.random(in: 0...4, using: &dice) == 0 ? Office.prefecture : nil,
            year: Int.random(in: 2020...2021, using: &dice))
        }
        if !rows.isEmpty, let id = try? office.send(.areas(Office.lined(rows)), dryRun: Bool.random(using: &dice)).id {
          standing.append(id)
        }
      }
      try expectCurrent(office, "step \(step)")
    }
  }

  @Test func aCopyOfAPastDayHasTheNamesOfThatDay() throws {
    let office = try Office()
    try office.sendAreas()
    #expect(try office.store.search("试验区").count == 1)
    #expect(try office.store.asOf(Day("2025-07-04")!).search("试验区").isEmpty)
    #expect(try office.store.search("试验区").count == 1)
  }

  @Test func whatAnotherConnectionWroteIsFound() throws {
    let office = try Office()
    #expect(try office.store.search("甲镇").isEmpty)
    let other = try PostalStore(path: office.store.path, settings: Settings(), standards: [Amount(4)])
    _ = try other.importReturn(
      .areas(Office.lined(Office.areaEntries)),
      file: ImportFile(name: "a.csv", hash: "x", at: "2025-07-05 09:12", who: "test", read: 9))
    #expect(try office.store.search("甲镇").map(\.area.code) == [Office.towns[0]])
  }
}
