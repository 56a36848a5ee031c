import PostalModel

/// What the hand-made office's register and inspections leave open, and what was done about a few items.
enum ItemFixture {
  static let told = ItemKey(.shortfall, area: AreaCode("520524")!, subject: "reusable_bags", plan: "bijie")
  private static let closed = ItemKey(.shortfall, area: AreaCode("520527")!, subject: "slim_tape", plan: "bijie")
  private static let settled = ItemKey(.shortfall, area: AreaCode("520521")!, subject: "slim_tape", plan: "bijie")

  static func matters(_ fixture: Fixture, _ area: Area?) -> Matters {
    guard let area, area.level >= .county else {
      func group(_ kind: ItemKind, _ code: String, _ name: String, _ count: Int, _ due: Day) -> Matters.Matter {
        Matters.Matter(
          kind: kind, area: fixture.area(code, name), count: count, due: due, since: due, evidenceOn: Day(2025, 7, 5)!,
          isGroup: true)
      }
      return Matters(
        listed: [
          group(.unfiled, "520526", "威宁彝族回族苗族自治县", 12, Day(2024, 3, 2)!),
          group(.unfiled, "520524", "织金县", 3, Day(2025, 6, 30)!),
          group(.licence, "520502", "七星关区", 2, Day(2025, 8, 31)!),
          group(.rectification, "520525", "纳雍县", 5, Day(2025, 6, 28)!),
        ], totals: [.unfiled: 2, .licence: 1, .rectification: 1])
    }
    func matter(_ kind: ItemKind, _ outlet: String?, _ name: String, _ count: Int, _ due: Day, takes: Int = 0)
      -> Matters.Matter
    {
      Matters.Matter(
        kind: kind, area: fixture.area("520526100001", "草海镇海边社区居民委员会"), outlet: outlet, name: name, count: count,
        takes: takes, due: due, since: due, evidenceOn: Day(2025, 7, 5)!, repeats: outlet == nil ? 2 : 0)
    }
    return Matters(
      listed: [
        matter(.unfiled, "WN-0013", "威宁建设东路店", 1, Day(2023, 4, 9)!),
        matter(.licence, "WN-0101", "威宁草海营业部", 1, Day(2025, 3, 31)!, takes: 7),
        matter(.rectification, nil, "", 3, Day(2025, 6, 20)!),
        matter(.change, "WN-0012", "威宁海边北路店", 1, Day(2025, 6, 15)!),
      ]
        + (1...5).map { number in
          matter(
            .unfiled, "WN-006\(number)", "威宁旧店 \(number + 1)", 1,
            number < 5 ? Day(2025, 6, 10 + number)! : Day(2022, 6, 1)!)
        }, totals: [.unfiled: 40, .licence: 1, .rectification: 1, .change: 1])
  }

  static func histories(_ fixture: Fixture) -> [ItemHistory] {
    func history(_ key: ItemKey, _ name: String, _ acts: [(ItemAct, Day, Day?)]) -> ItemHistory {
      ItemHistory(
        key: key, area: fixture.area(key.area.description, name),
        steps: acts.enumerated().map { number, act in
          ItemHistory.Recorded(
            step: ItemStep(
              key: key, act: act.0, on: act.1, due: act.2, who: "局办", note: act.0.tells ? "通报第 7 号" : "",
              evidence: act.0.tells ? "通报7号.pdf" : ""), importID: 11 + number, at: "\(act.1) 09:12")
        })
    }
    return [
      history(
        told, "织金县",
        [
          (.noticed, Day(2024, 11, 4)!, nil), (.notified, Day(2024, 11, 6)!, Day(2024, 11, 30)!),
          (.passed, Day(2024, 12, 2)!, nil), (.closed, Day(2024, 12, 3)!, nil), (.noticed, Day(2025, 6, 9)!, nil),
          (.talked, Day(2025, 6, 12)!, Day(2025, 7, 10)!),
        ]),
      history(
        closed, "赫章县",
        [
          (.noticed, Day(2025, 6, 9)!, nil), (.notified, Day(2025, 6, 12)!, Day(2025, 7, 10)!),
          (.passed, Day(2025, 7, 11)!, nil), (.closed, Day(2025, 7, 12)!, nil),
        ]),
      history(
        settled, "大方县", [(.noticed, Day(2025, 6, 9)!, nil), (.ordered, Day(2025, 6, 12)!, Day(2025, 7, 30)!)]),
    ]
  }
}
