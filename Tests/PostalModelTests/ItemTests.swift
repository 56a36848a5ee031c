import Testing

@testable import PostalModel

@Suite struct ItemTests {
  private let key = ItemKey(.shortfall, area: AreaCode("520526")!, subject: "reusable_bags", plan: "bijie")
  private let area = Area(id: 520_526_000_000, code: AreaCode("520526")!, name: "威宁县")
  private let start = Day(2024, 3, 1)!

  private func step(_ act: ItemAct, after days: Int) -> ItemStep {
    let on = Day(ordinal: start.ordinal + days)
    return ItemStep(key: key, act: act, on: on, due: act.tells ? Day(ordinal: on.ordinal + 15) : nil)
  }

  private func history(_ steps: [ItemStep]) -> ItemHistory {
    ItemHistory(
      key: key, area: area,
      steps: steps.enumerated().map { .init(step: $1, importID: $0 + 1, at: "\($1.on) 09:12") })
  }

  @Test(arguments: ["reusable_bags", "WN/0012 甲", "100%25", ""])
  func aKeyIsReadBackAsItWasWritten(subject: String) {
    let key = ItemKey(.unfiled, area: area.code, subject: subject, plan: "a/b")
    #expect(ItemKey(key.description) == key)
    #expect(!key.description.contains(" "))
  }

  @Test func aKeyOfSomethingElseIsNone() {
    for text in ["", "shortfall", "shortfall/520526000000/x", "nothing/520526000000/x/", "late/52/a/b/c"] {
      #expect(ItemKey(text) == nil, "\(text)")
    }
  }

  /// Whatever is tried, only what may follow is taken: nothing is closed that was not checked again, and nothing checked
  /// that nobody was told of.
  @Test(arguments: 0..<40) func noStageIsSkipped(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    var steps: [ItemStep] = []
    for number in 0..<60 {
      let act = ItemAct.allCases[Int.random(in: 0..<ItemAct.allCases.count, using: &random)]
      let next = step(act, after: number)
      let stage = steps.last.map { ItemStage(after: $0.act) }
      let isTaken = next.fault(after: steps, today: Day(2025, 7, 12)!) == nil
      #expect(isTaken == ItemStage.acts(after: stage).contains(act))
      if isTaken { steps.append(next) }
    }
    for (before, after) in zip(steps, steps.dropFirst()) {
      if after.act == .closed { #expect(before.act == .passed) }
      if after.act == .passed || after.act == .failed { #expect(before.act != .noticed && before.act != .closed) }
      if before.act == .closed { #expect(after.act == .noticed) }
    }
    let all = history(steps)
    #expect(all.episodes.flatMap(\.steps) == all.steps)
    // One step taken back is the history of the steps before.
    if steps.count > 1 {
      let back = history(Array(steps.dropLast()))
      let acts = ItemStage.acts(after: back.episodes.last?.stage)
      #expect(back.episodes.last?.stage == ItemStage(after: steps[steps.count - 2].act))
      #expect(acts.contains(steps[steps.count - 1].act))
    }
  }

  @Test func aStepHasItsDatesInOrder() throws {
    let noticed = step(.noticed, after: 10)
    let today = Day(2025, 7, 12)!
    func fault(_ change: (inout ItemStep) -> Void) -> String? {
      var next = step(.notified, after: 12)
      change(&next)
      return next.fault(after: [noticed], today: today)?.en
    }
    #expect(fault { _ in } == nil)
    #expect(fault { $0.due = nil }?.contains("needs a date") == true)
    #expect(fault { $0.due = Day(ordinal: $0.on.ordinal - 1) }?.contains("is before the day") == true)
    #expect(fault { $0.on = Day(ordinal: start.ordinal + 9) }?.contains("before that of the last step") == true)
    #expect(fault { $0.on = Day(2025, 7, 13)! }?.contains("has not come") == true)
    var early = step(.closed, after: 12)
    early.due = nil
    #expect(early.fault(after: [noticed], today: today)?.zh == "上一步是发现,不能直接销号;可以:通报、约谈、责令改正")
  }

  @Test func whatComesBackWithinAYearIsARepeat() throws {
    let round: [ItemAct] = [.noticed, .ordered, .passed, .closed]
    func rounds(gap: Int) -> ItemHistory {
      history(
        round.enumerated().map { step($1, after: $0) } + round.enumerated().map { step($1, after: $0 + 3 + gap) })
    }
    #expect(rounds(gap: 365).state?.repeats == 1)
    #expect(rounds(gap: 366).state?.repeats == 0)
    let episodes = rounds(gap: 30).episodes
    #expect(episodes.map(\.isRepeat) == [false, true] && episodes.allSatisfy { $0.age(on: start) == 3 })
  }

  @Test func aDateIsOverdueUntilItIsCheckedWell() throws {
    let told = [step(.noticed, after: 0), step(.talked, after: 1)]
    let late = Day(ordinal: start.ordinal + 30)
    #expect(history(told).state?.daysOver(on: late) == 14)
    #expect(history(told + [step(.failed, after: 20)]).state?.isOverdue(on: late) == true)
    #expect(history(told + [step(.passed, after: 20)]).state?.isOverdue(on: late) == false)
  }

  private func matter(_ kind: ItemKind, _ code: String, due: Day?, count: Int = 1) -> WorkItem {
    let place = Area(id: AreaCode(code)!.number, code: AreaCode(code)!, name: code)
    return WorkItem(
      key: ItemKey(kind, area: place.code, subject: code), area: place,
      content: .matter(.init(kind: kind, area: place, count: count, due: due, evidenceOn: start)), due: due,
      units: count, evidenceOn: start)
  }

  @Test func theWorstComesFirst() {
    let today = Day(2024, 6, 1)!
    func ago(_ days: Int) -> Day { Day(ordinal: today.ordinal - days) }
    let items = [
      matter(.licence, "520501", due: ago(-30)), matter(.unfiled, "520502", due: ago(5)),
      matter(.rectification, "520503", due: ago(2)), matter(.unfiled, "520504", due: ago(50)),
      matter(.rectification, "520505", due: ago(-3)), matter(.licence, "520506", due: ago(1)),
    ]
    let order = WorkItem.worstFirst(items, on: today).map(\.area.name)
    #expect(order == ["520503", "520506", "520504", "520502", "520505", "520501"])
    #expect(WorkItem.worstFirst(items.reversed(), on: today).map(\.area.name) == order)
  }

  /// What has been overdue for years and is told with every import comes after what is new, and is one item.
  @Test func theRegisterCannotFillTheList() throws {
    let today = Day(2025, 7, 12)!
    func ago(_ days: Int) -> Day { Day(ordinal: today.ordinal - days) }
    var items = (0..<30).map { matter(.rectification, "5205\(10 + $0)", due: ago(700 - 20 * $0), count: 2) }
    items += (0..<4).map { matter(.unfiled, "5206\(10 + $0)", due: ago(40 + $0)) }
    items[2].state = history([step(.noticed, after: 0)]).state
    let sorted = WorkItem.worstFirst(items, on: today)
    let all = Matters(listed: items.compactMap(\.matter), totals: [.rectification: 30, .unfiled: 4])
    let list = WorkItem.folded(sorted, of: area, matters: all, on: today)
    // The one in the loop, then what fell due within the year, the longest first; four are not folded.
    #expect(list.map(\.kind) == Array(repeating: .rectification, count: 5) + Array(repeating: .unfiled, count: 4))
    #expect(list[0].state != nil && list[0].rest == nil)
    #expect(list[1...3].map { today.ordinal - $0.due!.ordinal } == [360, 340, 320])
    let rest = try #require(list[4].rest)
    #expect(rest == WorkItem.Rest(items: 26, old: 16))
    #expect(list[4].units == 52 && list[4].due == ago(700) && list[4].matter?.isGroup == true)
    #expect(list[4].area == area && Set(list.map(\.key)).count == list.count)
    // Nothing is lost, what a store has not listed neither.
    #expect(list.reduce(0) { $0 + ($1.rest?.items ?? 1) } == items.count)
    var more = all
    (more.totals[.rectification], more.counts[.rectification]) = (130, 400)
    let told = WorkItem.folded(sorted, of: area, matters: more, on: today)[4]
    #expect(told.rest == WorkItem.Rest(items: 126, old: 116) && told.units == 52 + 340)
  }

  @Test func ofWholeAreasTheLargestShareComesFirst() {
    let today = Day(2025, 7, 12)!
    var items = [
      matter(.rectification, "520501", due: Day(2021, 1, 1)!), matter(.rectification, "520502", due: Day(2025, 7, 1)!),
    ]
    for place in items.indices {
      guard var group = items[place].matter else { continue }
      group.isGroup = true
      items[place].content = .matter(group)
      items[place].share = [0.1, 0.9][place]
    }
    #expect(WorkItem.worstFirst(items, on: today).map(\.area.name) == ["520502", "520501"])
  }

  @Test func theTallyCountsEachRoundOncePerKindOfStep() {
    let steps = [
      step(.noticed, after: 0), step(.ordered, after: 1), step(.failed, after: 2), step(.talked, after: 3),
      step(.passed, after: 4), step(.closed, after: 5), step(.noticed, after: 6), step(.notified, after: 40),
    ]
    let months = Month(start)...Month(start)
    let tally = LoopTally([history(steps)], in: months)
    #expect(tally.noticed == 2 && tally.told == 1 && tally.checked == 1 && tally.failed == 1 && tally.closed == 1)
    let upTo = history(steps).upTo(Day(ordinal: start.ordinal + 6))
    #expect(upTo?.steps.count == 7 && history(steps).upTo(Day(ordinal: start.ordinal - 1)) == nil)
  }

  @Test func whatIsClosedComesBackWithLaterNews() throws {
    var item = matter(.unfiled, "520501", due: start)
    item.state = history([.noticed, .ordered, .passed, .closed].enumerated().map { step($1, after: $0) }).state
    #expect(item.isClosed && !item.isBack && item.severity(on: start) == 12)
    item.evidenceOn = Day(ordinal: start.ordinal + 40)
    #expect(!item.isClosed && item.isBack)
    item.evidenceOn = Day(ordinal: start.ordinal + 800)
    #expect(!item.isClosed && !item.isBack)
  }
}
