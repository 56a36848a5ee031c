import PostalModel

extension PostalStore {
  /// 办理: records a step of the loop as an entry of the ledger, which `undo` takes back.
  ///
  /// - Parameters:
  ///   - name: what the ledger calls it.
  ///   - hash: of what is recorded, in hexadecimal.
  ///   - at: such as `2025-07-05 09:12`.
  ///   - who: who records it.
  /// - Returns: its number in the ledger.
  /// - Throws: `StoreError.declined` where the step cannot follow the last one, or there is no such area.
  @discardableResult
  public func record(_ step: ItemStep, named name: String, hash: String, at: String, who: String, today: Day) throws
    -> Int
  {
    try write { db in
      let area = step.key.area
      guard try Self.area(area.number, db) != nil else {
        throw StoreError.declined(zh: "没有区划 \(area)", en: "no area has the code \(area)")
      }
      let query = ItemQuery(db: db)
      let before = try query.histories("s.area = ?", [area.number]).first { $0.key == step.key }?.steps ?? []
      if let fault = step.fault(after: before.map(\.step), today: today) {
        throw StoreError.declined(zh: fault.zh, en: fault.en)
      }
      try db.execute(
        sql: """
          INSERT INTO import (at, who, file, hash, form, scope, read, kept, replaced, rejected)
          VALUES (?, ?, ?, ?, ?, NULL, 1, 1, 0, 0)
          """, arguments: [at, who, name, hash, Form.items.rawValue])
      let id = Int(db.lastInsertedRowID)
      try db.execute(
        sql: "INSERT INTO item_step VALUES (?, 1, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          id, step.key.kind.rawValue, area.number, step.key.subject, step.key.plan, step.title, step.act.rawValue,
          step.on.ordinal, step.first.ordinal, step.due?.ordinal, step.who.isEmpty ? who : step.who, step.note,
          step.evidence,
        ])
      return id
    }
  }

  /// All that was done about an item; nil where nothing was.
  public func itemHistory(_ key: ItemKey) throws -> ItemHistory? {
    try read { db in
      try ItemQuery(db: db).histories("s.area = ?", [key.area.number]).first { $0.key == key }
    }
  }

  /// The histories of all items of an area and of all below it, or of all areas; those with the newest step first.
  public func itemHistories(below code: AreaCode? = nil) throws -> [ItemHistory] {
    try read { db in try ItemQuery(db: db).histories(below: code) }
  }
}

/// The steps of the loop, inside a read.
struct ItemQuery {
  let db: Database

  static let creation = """
    CREATE TABLE item_step (
      import INTEGER NOT NULL, line INTEGER NOT NULL, live INTEGER NOT NULL, kind TEXT NOT NULL, area INTEGER NOT NULL,
      subject TEXT NOT NULL, plan TEXT NOT NULL, title TEXT NOT NULL, act TEXT NOT NULL, day INTEGER NOT NULL,
      first INTEGER NOT NULL, due INTEGER, who TEXT NOT NULL, note TEXT NOT NULL, evidence TEXT NOT NULL);
    CREATE INDEX item_step_area ON item_step (area) WHERE live = 1;
    CREATE INDEX item_step_import ON item_step (import);
    """

  /// - Parameter condition: on rows `s` that stand.
  func histories(_ condition: String, _ arguments: StatementArguments) throws -> [ItemHistory] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT s.kind, s.area, s.subject, s.plan, s.title, s.act, s.day, s.first, s.due, s.who, s.note, s.evidence,
          s.import, i.at
        FROM item_step s JOIN import i ON i.id = s.import WHERE s.live = 1 AND \(condition) ORDER BY s.import
        """, arguments: arguments)
    var histories: [ItemKey: ItemHistory] = [:]
    for row in rows {
      guard let kind = ItemKind(rawValue: row[0]), let act = ItemAct(rawValue: row[5]) else { continue }
      let code = AreaCode(number: row[1])
      let key = ItemKey(kind, area: code, subject: row[2], plan: row[3])
      let step = ItemStep(
        key: key, title: row[4], act: act, on: Day(ordinal: row[6]), first: Day(ordinal: row[7]),
        due: (row[8] as Int?).map(Day.init(ordinal:)), who: row[9], note: row[10], evidence: row[11])
      if histories[key] == nil {
        // An area that is gone leaves its code.
        let area = try PostalStore.area(code.number, db) ?? Area(id: code.number, code: code, name: code.description)
        histories[key] = ItemHistory(key: key, area: area, steps: [])
      }
      histories[key]!.steps.append(ItemHistory.Recorded(step: step, importID: row[12], at: row[13]))
    }
    return histories.values.sorted { $0.steps.last!.importID > $1.steps.last!.importID }
  }

  func histories(below code: AreaCode?) throws -> [ItemHistory] {
    guard let code else { return try histories("TRUE", []) }
    // Few areas have steps: from each upwards is a shorter way than from one to all below.
    return try histories(
      """
      s.area IN (SELECT d.area FROM (SELECT DISTINCT area FROM item_step WHERE live = 1) d WHERE EXISTS (
        WITH RECURSIVE up(id) AS (VALUES (d.area) UNION ALL
          SELECT a.parent FROM up JOIN area a ON a.id = up.id WHERE a.parent IS NOT NULL)
        SELECT 1 FROM up WHERE id = ?))
      """, [code.number])
  }

  /// How the items of an area, and of all below it, stood on a day: the open ones and those closed within the year before.
  func states(below code: AreaCode?, on day: Day) throws -> [ItemState] {
    guard try Bool.fetchOne(db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM item_step WHERE live = 1)")) == true
    else {
      return []
    }
    return try histories(below: code).compactMap { $0.upTo(day)?.state }.filter { state in
      state.closedOn.map { ItemHistory.yearAfter($0) >= day } ?? true
    }
  }
}
