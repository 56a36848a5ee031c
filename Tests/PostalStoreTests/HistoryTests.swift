import PostalModel
import Testing

@testable import PostalStore

/// A store on any past day, and undo in any order.
@Suite struct HistoryTests {
  private func send(
    _ office: Office, _ made: (rows: ReturnRows, scope: AreaCode?, absent: [String]), _ number: Int, at: String
  )
    throws -> Int?
  {
    let file = ImportFile(
      name: "f\(number).csv", hash: "f\(number)", at: at, who: "test", read: made.rows.count,
      absentColumns: made.absent)
    do { return try office.store.importReturn(made.rows, file: file, scope: made.scope).id } catch StoreError.refused {
      return nil
    }
  }

  /// Nothing that is counted for an area lies in another area that is counted whole.
  private func countedTwice(_ store: PostalStore) throws -> Int {
    try store.write { db in
      try DoubleCounting(db).inside(Int.fetchAll(db, sql: "SELECT id FROM area WHERE parent IS NULL")).count
    }
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func theStoreOfAPastDayIsTheOneThatStoodThen(seed: UInt64) throws {
    var random = RandomReturns(seed: seed)
    let office = try Office()
    try office.sendAreas()
    var days: [(day: Day, dump: String)] = []
    var sent = 0
    for number in 1...12 {
      let day = try #require(Day(2025, 7, 5 + number))
      for _ in 0...random.roll(2) {
        if random.roll(4) == 0 {
          let standing = try office.store.ledger().filter { $0.undoneAt == nil }.map(\.id)
          guard !standing.isEmpty else { continue }
          do { try office.store.undo(standing[random.roll(standing.count)], at: "\(day) 10:00") } catch StoreError
            .cannotUndo
          {}
        } else {
          sent += 1
          _ = try send(office, random.next(office.store), sent, at: "\(day) 09:00")
        }
      }
      days.append((day, try office.dump()))
    }
    for (day, dump) in days {
      let then = try office.store.asOf(day)
      let odd = try Self.differences(Office.dump(then), dump)
      #expect(odd == [], "\(day): \(odd.joined(separator: "\n"))")
      #expect(try then.facts().asOf == day)
    }
    let now = try #require(days.last?.dump)
    #expect(try office.dump() == now)
    try office.store.rebuild()
    #expect(try Self.differences(office.dump(), now) == [])
  }

  @Test(arguments: 101...106 as ClosedRange<UInt64>)
  func undoInAnyOrderIsExactOrRefused(seed: UInt64) throws {
    var random = RandomReturns(seed: seed)
    let office = try Office()
    try office.sendAreas()
    var sent: [Int: (rows: ReturnRows, scope: AreaCode?, absent: [String])] = [:]
    for number in 1...14 {
      let made = try random.next(office.store)
      if let id = try send(office, made, number, at: "2025-07-05 09:12") { sent[id] = made }
      #expect(try office.stale() == [], "after import \(number)")
    }
    var undone = 0
    var order = sent.keys.sorted().shuffled(using: &random.dice)
    while let id = order.popLast() {
      let before = try office.dump()
      do { try office.store.undo(id, at: "2025-07-09 10:00") } catch StoreError.cannotUndo(let zh, let en) {
        #expect(try office.dump() == before)
        // The last number is its own; those before it can go in the order given, and then it can.
        let waiting = en.split(separator: "order: ").last!.split(separator: ", ").compactMap { Int($0) }
        #expect(waiting.last == id && waiting.count > 1, "\(zh)")
        for other in waiting {
          try office.store.undo(other, at: "2025-07-09 10:00")
          sent[other] = nil
          undone += 1
        }
        order.removeAll(where: waiting.contains)
        continue
      }
      undone += 1
      sent[id] = nil
      #expect(try office.stale() == [], "after undo of \(id)")
      #expect(try countedTwice(office.store) == 0)
      // What is left, sent afresh, gives the same store; or is refused in this order, and only then may differ.
      let fresh = try Office()
      try fresh.sendAreas()
      var isWhole = true
      for id in sent.keys.sorted() where isWhole {
        isWhole = try send(fresh, sent[id]!, id, at: "2025-07-05 09:12") != nil
      }
      if isWhole {
        #expect(
          try Self.differences(Self.withoutNumbers(office.dump()), Self.withoutNumbers(fresh.dump())) == [], "\(id)")
      }
    }
    #expect(undone >= sent.count)
    let fresh = try Office()
    try fresh.sendAreas()
    #expect(try office.dump() == fresh.dump())
  }

  /// The lines that only one of two dumps has.
  private static func differences(_ left: String, _ right: String) -> [String] {
    let (a, b) = (Set(left.split(separator: "\n")), Set(right.split(separator: "\n")))
    return a.subtracting(b).map { "- \($0)" }.sorted() + b.subtracting(a).map { "+ \($0)" }.sorted()
  }

  /// Numbers of imports differ where some were undone.
  private static func withoutNumbers(_ dump: String) -> String {
    dump.replacing(/import:\d+/, with: "import")
  }
}
