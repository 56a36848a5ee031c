import PostalModel

extension PostalStore {
  /// Takes an import back: what it replaced stands again. Undo in any order gives the store that the imports left would
  /// have given by themselves, or is refused.
  ///
  /// - Parameter yardstick: with it, revisions tell the figures that moved.
  /// - Returns: the signed months that it touched.
  /// - Throws: `StoreError.cannotUndo` where it is not there, was undone before, or others have to be undone first.
  @discardableResult
  public func undo(_ id: Int, at: String, yardstick: Yardstick? = nil) throws -> [Revision] {
    try write { db in
      guard let row = try Row.fetchOne(db, sql: "SELECT form, undone_at FROM import WHERE id = ?", arguments: [id])
      else {
        throw StoreError.cannotUndo(
          zh: "没有第 \(id) 号导入;用 yilan ledger 查看编号", en: "there is no import \(id); `yilan ledger` lists them")
      }
      if let undone = row[1] as String? {
        throw StoreError.cannotUndo(
          zh: "第 \(id) 号导入已于 \(undone) 撤销", en: "import \(id) was undone at \(undone) already")
      }
      let undo = Undo(db: db, id: id, form: Form(rawValue: row[0])!)
      let dependents = try undo.trial(at: at)
      guard dependents.isEmpty else { throw try undo.refusal(dependents, at: at) }
      let watch = try RevisionWatch(
        self, db, form: undo.form, touched: { try undo.places }, yardstick: yardstick)
      try undo.takeBack(at: at)
      return try watch.finish(import: id, isUndo: true, at: at)
    }
  }
}

/// Takes one import back, or lets one stand again, inside a transaction.
struct Undo {
  let db: Database
  let id: Int
  let form: Form

  /// An import that has to be undone before this one, and why.
  struct Dependent {
    var id: Int
    var form: Form
    var zh: String
    var en: String
  }

  private var writer: ImportWriter { ImportWriter(db: db, id: id, file: "", scope: nil) }

  /// The areas and months of its rows.
  fileprivate var places: [(area: Int, month: Int?)] {
    get throws {
      guard form.isMonthly || form == .figures else { return [] }
      return try Row.fetchAll(
        db, sql: "SELECT DISTINCT area, month FROM \(form.table) WHERE import = ?", arguments: [id]
      ).map { ($0[0], $0[1]) }
    }
  }

  /// Marks the import undone, or standing with nil, and brings rows, areas and roll-ups to what stands then.
  func takeBack(at: String?) throws {
    let change = try withdraw(at: at)
    try writer.refresh(form, change)
  }

  /// All but the roll-ups.
  private func withdraw(at: String?) throws -> AreaTree.Change {
    try db.execute(
      sql: """
        UPDATE import SET undone_at = ?1, undone_after = CASE WHEN CAST(?1 AS TEXT) IS NOT NULL THEN (SELECT MAX(id) FROM import) END
        WHERE id = ?2
        """, arguments: [at, id])
    var change = AreaTree.Change()
    if form == .outlets { change.anchors = try registerAnchors() }
    try StandingRows(db).settle(form, of: [id])
    if form == .outlets {
      try CarriedColumns(db).carryAgain(after: [id])
      change.anchors.formUnion(try registerAnchors())
    }
    if form == .areas { change = try AreaTree(db).settle(writer.declaredAreas()) }
    return change
  }

  /// The counties in which outlets of this import stand, and the one its register covers.
  private func registerAnchors() throws -> Set<Int> {
    try writer.anchorsOfTwins("o.outlet = n.outlet").union(
      Int.fetchAll(
        db, sql: "SELECT DISTINCT a.anchor FROM coverage c JOIN area a ON a.id = c.area WHERE c.import = ?",
        arguments: [id]))
  }

  // MARK: what depends on it

  /// Tries it and takes the trial back.
  ///
  /// - Returns: the imports that stand in its way, the newest first.
  func trial(at: String) throws -> [Dependent] {
    var found: [Dependent] = []
    if form == .items { return try laterSteps() }
    guard form == .areas || form == .figures else { return [] }
    try db.inSavepoint {
      found = try dependents(at: at)
      return .rollback
    }
    return found
  }

  /// The steps of the same item that came after it: the last one goes first.
  private func laterSteps() throws -> [Dependent] {
    try Int.fetchAll(
      db,
      sql: """
        SELECT n.import FROM item_step o JOIN item_step n ON n.area = o.area AND n.kind = o.kind
          AND n.subject = o.subject AND n.plan = o.plan AND n.live = 1 AND n.import > o.import
        WHERE o.import = ? ORDER BY n.import DESC
        """, arguments: [id]
    ).map { Dependent(id: $0, form: .items, zh: "是同一事项后来的一步", en: "is a later step of the same item") }
  }

  private func dependents(at: String) throws -> [Dependent] {
    let before = form == .areas ? try Leanings(db: db, after: id) : nil
    let change = try withdraw(at: at)
    var found: [Int: Dependent] = [:]
    func add(_ other: Int, _ zh: String, _ en: String) throws {
      guard other != id, found[other] == nil,
        let form = try String.fetchOne(db, sql: "SELECT form FROM import WHERE id = ?", arguments: [other])
      else { return }
      found[other] = Dependent(id: other, form: Form(rawValue: form)!, zh: zh, en: en)
    }
    if let before {
      for (other, area) in try standingOnNothing() {
        let code = AreaCode(number: area)
        try add(other, "用到它的区划 \(code)", "stands on its area \(code)")
      }
      let after = try Leanings(db: db, after: id)
      for (other, area) in before.lost(after) {
        let code = AreaCode(number: area)
        try add(other, "的范围 \(code) 靠它的区划归属才成立", "is of the area \(code) by the order of areas that it gave")
      }
    }
    let counts =
      form == .areas
      ? try DoubleCounting(db).inside(change.moved)
      : try DoubleCounting(db).figures(
        inside: """
          (o.month, o.indicator) IN (SELECT n.month, n.indicator FROM figure n WHERE \(StandingRows.risen))
          """)
    for count in counts {
      let text = count.text
      try add(count.later, text.zh, text.en)
    }
    return found.values.sorted { $0.id > $1.id }
  }

  /// Imports in force with an area that is gone, in their rows, as the parent they give, or as their scope.
  private func standingOnNothing() throws -> [(id: Int, area: Int)] {
    var found: [(id: Int, area: Int)] = []
    let gone = "NOT EXISTS (SELECT 1 FROM area a WHERE a.id = x.area)"
    var selects = Form.allCases.filter { $0.hasAreas && $0 != .areas }.map {
      "SELECT import, area FROM \($0.table)"
    }
    selects.append("SELECT import, parent AS area FROM area_entry WHERE parent IS NOT NULL")
    selects.append("SELECT id AS import, scope AS area FROM import WHERE scope IS NOT NULL")
    selects.append("SELECT import, area FROM coverage")
    for select in selects {
      // Only areas that this import declared can be gone.
      for row in try Row.fetchAll(
        db,
        sql: """
          SELECT i.id, MIN(x.area) FROM (\(select)) x JOIN import i ON i.id = x.import AND i.undone_at IS NULL
          WHERE x.area IN (SELECT area FROM area_entry WHERE import = ?) AND \(gone) GROUP BY i.id
          """, arguments: [id])
      {
        found.append((row[0], row[1]))
      }
    }
    return found
  }

  /// What later imports lean on the order of areas for: the smallest area that holds a register, and that rows lie in
  /// their scope.
  private struct Leanings {
    private var areas: [Int: Int] = [:]

    init(db: Database, after id: Int) throws {
      for row in try Row.fetchAll(
        db,
        sql: "SELECT id, form, scope FROM import WHERE id > ? AND undone_at IS NULL AND form <> 'tasks'",
        arguments: [id])
      {
        let (other, form) = (row[0] as Int, Form(rawValue: row[1])!)
        if let scope = row[2] as Int? {
          let outside = try Int.fetchOne(
            db,
            sql: """
              WITH RECURSIVE sub(id) AS (VALUES (?) UNION ALL SELECT a.id FROM sub JOIN area a ON a.parent = sub.id)
              SELECT area FROM \(form.table) WHERE import = ? AND area NOT IN (SELECT id FROM sub) LIMIT 1
              """, arguments: [scope, other])
          if outside == nil { areas[other] = scope }
        } else if form == .outlets {
          areas[other] = try ImportWriter(db: db, id: other, file: "", scope: nil).smallestArea(holding: other)
        }
      }
    }

    func lost(_ after: Leanings) -> [(id: Int, area: Int)] {
      areas.filter { after.areas[$0.key] != $0.value }.map { ($0.key, $0.value) }
    }
  }

  // MARK: refusal

  /// Names every import that has to go first, also those that the named ones wait for, in the order they can go.
  func refusal(_ direct: [Dependent], at: String) throws -> StoreError {
    var all: [Int: Dependent] = [:]
    var waiting = direct
    while let next = waiting.popLast() {
      guard all[next.id] == nil else { continue }
      all[next.id] = next
      waiting += try Undo(db: db, id: next.id, form: next.form).trial(at: at)
    }
    let order = all.values.sorted { $0.id > $1.id }
    let named = order.prefix(8)
    let more = order.count - named.count
    let zh = named.map { "第 \($0.id) 号(\($0.form.zh)) \($0.zh)" }.joined(separator: ";")
    let en = named.map { "import \($0.id) (\($0.form.rawValue)) \($0.en)" }.joined(separator: "; ")
    let numbers = (order.map(\.id) + [id]).map(String.init)
    return .cannotUndo(
      zh: "第 \(id) 号导入(\(form.zh))现在不能撤销:\(zh)\(more > 0 ? ";另有 \(more) 次导入" : "")。请依次撤销 "
        + numbers.joined(separator: "、"),
      en: "import \(id) (\(form.rawValue)) cannot be undone yet: \(en)\(more > 0 ? "; and \(more) more" : ""). Undo in "
        + "this order: " + numbers.joined(separator: ", "))
  }
}
