import PostalModel

/// Writes the rows of one import and keeps the roll-ups, inside a transaction.
struct ImportWriter {
  let db: Database
  let id: Int
  let file: String
  let scope: AreaCode?
  var progress: ((Double) throws -> Void)?

  /// The columns that make a key of a form, of which one row stands.
  static func key(of form: Form) -> [String] {
    switch form {
    case .areas: ["area", "year"]
    case .outlets: ["outlet"]
    case .villages: ["area", "month"]
    case .packaging: ["area", "month", "brand", "source"]
    case .safety: ["area", "month", "outlet", "inspected_on"]
    case .figures: ["area", "month", "indicator"]
    case .tasks: ["plan", "task", "date"]
    // Every step stands by itself.
    case .items: ["import"]
    }
  }

  /// - Returns: how many rows replaced earlier ones, and how many of those say the same.
  func store(_ rows: ReturnRows) throws -> (replaced: Int, unchanged: Int) {
    let form = rows.form
    // Rows of which an earlier one of their key stands, by their places in the table.
    var late: [Int64]?
    switch rows {
    case .areas(let rows): try insert(areas: rows)
    case .outlets(let rows):
      try insert(outlets: rows)
      try CarriedColumns(db).carry(into: [id])
    case .villages(let rows): late = try insert(villages: rows)
    case .packaging(let rows): late = try insert(packaging: rows)
    case .safety(let rows): late = try insert(safety: rows)
    case .figures(let rows): late = try insert(figures: rows)
    case .tasks(let rows): try insert(tasks: rows)
    }
    try progress?(1)
    let key = Self.key(of: form)
    let match = key.map { "o.\($0) = n.\($0)" }.joined(separator: " AND ")
    // What changed of the tree of areas; of outlets the counties that one moved away from.
    var change = AreaTree.Change()
    if form == .outlets { change.anchors = try anchorsOfTwins(match) }
    let (replaced, unchanged) = try replaceEarlier(form.table, key: key, match, late)
    if form == .areas {
      if let scope {
        try db.execute(sql: "INSERT INTO coverage (import, area) VALUES (?, ?)", arguments: [id, scope.number])
      }
      // An area that changes its parent leaves the sums of its former county.
      let tree = AreaTree(db)
      if try !tree.isSettled(import: id) { change = try tree.settle(declaredAreas()) }
    }
    if form == .outlets { try cover() }
    let rollUps = RollUps(db)
    if form.isMonthly { try touchOwn(rows, rollUps) }
    try refuseConflicts(rows, change.moved)
    try refresh(form, change, rollUps: rollUps, hasForerunners: replaced > 0)
    return (replaced, unchanged)
  }

  /// Lets the rows that came in with `live = 0` stand; those they replace step back first, so that the key stays unique.
  ///
  /// - Parameter late: those rows where the others stand already; nil where all wait.
  /// - Returns: how many rows replaced earlier ones, and how many of those say the same.
  private func replaceEarlier(_ table: String, key: [String], _ match: String, _ late: [Int64]?) throws -> (
    replaced: Int, unchanged: Int
  ) {
    if late?.isEmpty == true { return (0, 0) }
    let list = late.map { JSONList.numbers("'\(JSONList.argument($0.map(Int.init)))'") }
    // From the few that wait to those they replace, never the other way round.
    let (source, chosen) =
      list.map { ("\($0) j CROSS JOIN \(table) n ON n.rowid = j.value", "TRUE") } ?? ("\(table) n", "n.import = \(id)")
    let twins = "\(source) CROSS JOIN \(table) o ON \(match) AND o.live = 1 AND o.import <> \(id) WHERE \(chosen)"
    let others = Set(["import", "line", "live"] + key)
    let values = try db.columns(in: table).filter { !others.contains($0) }
    let same = values.map { "o.\($0) IS n.\($0)" }.joined(separator: " AND ")
    let unchanged = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(twins) AND \(same)") ?? 0
    try db.execute(sql: "UPDATE \(table) SET live = 0 WHERE rowid IN (SELECT o.rowid FROM \(twins))")
    let replaced = db.changesCount
    let waiting = list.map { "n.rowid IN \($0)" } ?? chosen
    try db.execute(sql: "UPDATE \(table) AS n SET live = 1 WHERE \(waiting)")
    return (replaced, unchanged)
  }

  /// Touches the areas and months of a monthly return, and all above them.
  private func touchOwn(_ rows: ReturnRows, _ rollUps: RollUps) throws {
    let form = rows.form
    try rollUps.beginTouching()
    if case .packaging(let entries) = rows {
      rollUps.hasSamples = entries.contains { $0.value.source == .sampled }
    }
    try rollUps.touch("SELECT area, month FROM \(form.table) WHERE import = ?", arguments: [id])
    try rollUps.refreshOwing(form, isImport: true)
    try rollUps.expand(form)
  }

  /// The counties in which outlets of this import stand now: one that moved leaves a gap behind.
  func anchorsOfTwins(_ match: String) throws -> Set<Int> {
    Set(
      try Int.fetchAll(
        db,
        sql: """
          SELECT DISTINCT a.anchor FROM outlet n JOIN outlet o ON \(match) AND o.live = 1
          JOIN area a ON a.id = o.area WHERE n.import = ?
          """, arguments: [id]))
  }

  // MARK: rows

  private func report(_ number: Int, of count: Int) throws {
    if number & 0xFFF == 0 { try progress?(Double(number) / Double(max(1, count))) }
  }

  private func insert(areas rows: [Lined<AreaEntry>]) throws {
    try insertWaiting(rows, into: "area_entry", columns: 10) { row, entry in
      row.add(entry.code.number)
      row.add(entry.name)
      row.add(entry.parent?.number)
      row.add(entry.urbanRural)
      row.add(entry.residents)
      row.add(entry.urbanResidents)
      row.add(entry.year ?? 0)
    }
  }

  private func insert(outlets rows: [Lined<OutletEntry>]) throws {
    try insertWaiting(rows, into: "outlet", columns: 15) { row, entry in
      row.add(entry.id)
      row.add(entry.name)
      row.add(entry.type.rawValue)
      row.add(entry.area.number)
      row.add(entry.brand)
      row.add(entry.filingNumber)
      row.add(entry.filedOn?.ordinal)
      row.add(entry.openedOn?.ordinal)
      row.add(entry.closedOn?.ordinal)
      row.add(entry.licenceUntil?.ordinal)
      row.add(entry.openedOn.map { Month($0).index } ?? OutletStocks.always)
      row.add(entry.closedOn.map { Month($0).index })
    }
  }

  private func insert(villages rows: [Lined<VillageEntry>]) throws -> [Int64] {
    try insertStanding(rows, into: "village", columns: 16) { row, entry in
      row.add(entry.area.number)
      row.add(entry.month.index)
      row.add(entry.brands)
      row.add(entry.mode?.rawValue)
      row.add(entry.weeklyTrips)
      for item in [entry.staff, entry.premises, entry.shelves, entry.equipment, entry.sign, entry.camera] {
        row.add(item)
      }
      row.add(entry.verifiedOn?.ordinal)
      row.add(entry.verifiedBy)
    }
  }

  private func insert(packaging rows: [Lined<PackagingEntry>]) throws -> [Int64] {
    try insertStanding(rows, into: "packaging", columns: 17) { row, entry in
      row.add(entry.area.number)
      row.add(entry.month.index)
      row.add(entry.brand)
      row.add(entry.source.rawValue)
      row.add(entry.taped)
      row.add(entry.slimTaped)
      row.add(entry.ecommerce)
      row.add(entry.noRepack)
      row.add(entry.bags)
      row.add(entry.reusableBags)
      row.add(entry.materials)
      row.add(entry.standardMaterials)
      row.add(entry.waybills)
      row.add(entry.eWaybills)
    }
  }

  private func insert(safety rows: [Lined<SafetyEntry>]) throws -> [Int64] {
    try insertStanding(rows, into: "safety", columns: 16) { row, entry in
      row.add(entry.area.number)
      row.add(entry.month.index)
      row.add(entry.outlet)
      row.add(entry.inspectedOn?.ordinal ?? 0)
      row.add(entry.inspected)
      row.add(entry.openedOK)
      row.add(entry.realNameDue)
      row.add(entry.realNameDone)
      row.add(entry.xrayDue)
      row.add(entry.xrayDone)
      row.add(entry.findings)
      row.add(entry.rectifyBy?.ordinal)
      row.add(entry.rectifiedOn?.ordinal)
    }
  }

  private func insert(figures rows: [Lined<FigureEntry>]) throws -> [Int64] {
    try insertStanding(rows, into: "figure", columns: 9) { row, entry in
      row.add(entry.area.number)
      row.add(entry.month.index)
      row.add(entry.indicator)
      row.add(entry.value?.micro)
      row.add(entry.numerator)
      row.add(entry.denominator)
    }
  }

  /// Puts rows in that wait to stand until it is known which they replace.
  private func insertWaiting<Entry>(
    _ rows: [Lined<Entry>], into table: String, columns: Int, _ values: (RowInsertion, Entry) -> Void
  ) throws {
    let insertion = try RowInsertion(into: table, columns: columns, db)
    for (number, row) in rows.enumerated() {
      try report(number, of: rows.count)
      insertion.add(id)
      insertion.add(row.line)
      insertion.add(0)
      values(insertion, row.value)
      try insertion.put()
    }
    try insertion.finish()
  }

  /// Puts rows in that stand at once, but for those of whose key another stands.
  ///
  /// - Returns: the places of those in the table; they wait.
  private func insertStanding<Entry>(
    _ rows: [Lined<Entry>], into table: String, columns: Int, _ values: (RowInsertion, Entry) -> Void
  ) throws -> [Int64] {
    let insertion = try RowInsertion(into: table, columns: columns, standing: true, db)
    for (number, row) in rows.enumerated() {
      try report(number, of: rows.count)
      insertion.add(id)
      insertion.add(row.line)
      insertion.add(1)
      values(insertion, row.value)
      try insertion.put()
    }
    return try insertion.finish()
  }

  private func insert(tasks rows: [Lined<TaskEntry>]) throws {
    let statement = try db.makeStatement(sql: "INSERT INTO task_progress VALUES (?, ?, 0, ?, ?, ?, ?, ?)")
    for (number, row) in rows.enumerated() {
      try report(number, of: rows.count)
      let entry = row.value
      try statement.execute(arguments: [
        id, row.line, entry.plan, entry.task, entry.date.ordinal, entry.progress, entry.note,
      ])
    }
  }

  // MARK: areas

  /// The areas that this import lists.
  func declaredAreas() throws -> [Int] {
    try Int.fetchAll(db, sql: "SELECT DISTINCT area FROM area_entry WHERE import = ? ORDER BY area", arguments: [id])
  }

  /// Makes an area known, or gives a known one its name and parent; without a parent it hangs on the nearest code above.
  func declare(_ area: Int, name: String, parent given: Int?) throws {
    let code = AreaCode(number: area)
    var parent = given
    if parent == nil {
      parent = try code.ancestors.first { ancestor in try exists(ancestor.number) }?.number
    }
    let anchor = try anchor(of: code, parent: parent)
    try db.cachedStatement(
      sql: """
        INSERT INTO area (id, name, level, kind, parent, anchor, shipped, used) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, 1)
        ON CONFLICT (id) DO UPDATE SET name = ?2, kind = ?4, parent = ?5, anchor = ?6, shipped = 0, used = 1
        """
    ).execute(
      arguments: [
        area, name, code.level.rawValue, AreaKind(code: code, name: name).rawValue, parent, anchor,
      ])
    try adoptChildren(of: code, anchor: anchor)
  }

  /// A newly known area takes over the areas whose codes lie below its own and that hung higher up for want of it.
  private func adoptChildren(of code: AreaCode, anchor: Int) throws {
    // Nothing lies below a village, and of a whole country nearly all areas are villages.
    if code.level == .village { return }
    let above = code.ancestors.map(\.number)
    let span = [10_000_000_000, 100_000_000, 1_000_000, 1000, 1][code.level.rawValue]
    let higher = (above.map { "parent = \($0)" } + ["parent IS NULL"]).joined(separator: " OR ")
    try db.execute(
      sql: """
        UPDATE area SET parent = ?1 WHERE id > ?1 AND id < ?2 AND level > ?3 AND (\(higher))
          AND id NOT IN (SELECT area FROM area_entry WHERE live = 1 AND parent IS NOT NULL)
        """, arguments: [code.number, code.number + span, code.level.rawValue])
    if db.changesCount > 0, code.level == .county {
      try db.execute(
        sql: "UPDATE area SET anchor = ?1 WHERE id > ?1 AND id < ?2", arguments: [code.number, code.number + span])
    }
  }

  private func anchor(of code: AreaCode, parent: Int?) throws -> Int {
    if code.level <= .county { return code.number }
    guard let parent,
      let above = try Int.fetchOne(db.cachedStatement(sql: "SELECT anchor FROM area WHERE id = ?"), arguments: [parent])
    else { return code.number }
    return above
  }

  func exists(_ area: Int) throws -> Bool {
    try Bool.fetchOne(db.cachedStatement(sql: "SELECT 1 FROM area WHERE id = ?"), arguments: [area]) ?? false
  }

  // MARK: registers

  /// Notes the area a register covers.
  private func cover() throws {
    let area = try scope?.number ?? smallestArea(holding: id)
    guard let area else { return }
    try db.execute(sql: "INSERT INTO coverage (import, area) VALUES (?, ?)", arguments: [id, area])
  }

  /// The smallest area that holds all outlets of an import.
  func smallestArea(holding id: Int) throws -> Int? {
    let own = try Int.fetchAll(db, sql: "SELECT DISTINCT area FROM outlet WHERE import = ?", arguments: [id])
    let known = try PostalStore.withAncestors(own, db)
    var common: [Int]?
    for area in own {
      let chain = PostalStore.chain(of: area, in: known).map(\.id)
      common = common.map { kept in kept.filter(chain.contains) } ?? chain
    }
    return common?.first
  }

  /// The area and those above it, from itself upwards.
  func chain(of area: Int) throws -> [Int] {
    var chain = [area]
    while chain.count < 8,
      let parent = try Int.fetchOne(
        db.cachedStatement(sql: "SELECT parent FROM area WHERE id = ?"), arguments: [chain.last!])
    {
      chain.append(parent)
    }
    return chain
  }

  // MARK: conflicts

  private func refuseConflicts(_ rows: ReturnRows, _ relocated: [Int]) throws {
    var problems: [Problem] = []
    if let scope {
      guard rows.form.hasAreas else {
        throw StoreError.refused([
          Problem(
            file: file, zh: "任务进展(tasks)不按区划填报,不能带 --scope \(scope);请去掉 --scope",
            en: "the form tasks is of plans, not of areas, and takes no --scope \(scope); leave --scope out")
        ])
      }
      guard try exists(scope.number) else {
        throw StoreError.refused([
          Problem(
            file: file, zh: "--scope \(scope) 不是已知的区划代码;请先导入区划人口(areas)",
            en: "--scope \(scope) is not a known area; import the areas form first")
        ])
      }
      for row in try Row.fetchAll(
        db, sql: "SELECT DISTINCT area, MIN(line) FROM \(rows.form.table) WHERE import = ? GROUP BY area",
        arguments: [id])
      where try !chain(of: row[0]).contains(scope.number) {
        let area = try PostalStore.area(row[0], db)
        problems.append(
          Problem(
            file: file, line: row[1], zh: "\(named(area)) 不在 --scope \(scope) 之内;请改正代码或范围",
            en: "\(named(area)) does not lie in --scope \(scope); correct the code or the scope"))
      }
    }
    switch rows {
    case .packaging, .safety:
      let counting = DoubleCounting(db)
      if try counting.mayFind(rows.form, of: id) {
        problems += try counting.returns(rows.form, "n.import = \(id)").map { $0.problem(file: file) }
      }
    case .figures: problems += try DoubleCounting(db).figures(of: id).map { $0.problem(file: file) }
    case .outlets(let entries): problems += try unknownAreas(entries)
    case .areas:
      problems += try misplacedAreas()
      if problems.isEmpty {
        var told: Set<[Int]> = []
        for found in try DoubleCounting(db).inside(relocated) {
          var problem = found.problem(file: file)
          problem.line = try lineThatMoved(found, relocated)
          // One a line and form is enough to correct it by.
          let key = [problem.line, Form.allCases.firstIndex(of: found.form)!]
          if told.insert(key).inserted { problems.append(problem) }
        }
      }
    default: break
    }
    if !problems.isEmpty { throw StoreError.refused(problems.sorted { $0.line < $1.line }) }
  }

  private func unknownAreas(_ entries: [Lined<OutletEntry>]) throws -> [Problem] {
    let unknown = Set(
      try Int.fetchAll(
        db,
        sql: """
          SELECT DISTINCT o.area FROM outlet o
          WHERE o.import = ? AND NOT EXISTS (SELECT 1 FROM area a WHERE a.id = o.area)
          """, arguments: [id]))
    return entries.filter { unknown.contains($0.value.area.number) }.map { entry in
      Problem(
        file: file, line: entry.line, zh: "区划代码 \(entry.value.area) 不存在",
        en: "no area has the code \(entry.value.area)")
    }
  }

  /// A parent has to stand above its part.
  private func misplacedAreas() throws -> [Problem] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT e.line, e.area, a.parent, p.id IS NULL
        FROM area_entry e JOIN area a ON a.id = e.area LEFT JOIN area p ON p.id = a.parent
        WHERE e.import = ? AND a.parent IS NOT NULL AND (p.id IS NULL OR p.level >= a.level)
        """, arguments: [id]
    ).map { row in
      let (area, parent) = (AreaCode(number: row[1]), AreaCode(number: row[2]))
      if row[3] {
        return Problem(
          file: file, line: row[0], zh: "上级代码 \(parent) 不在区划表中;请核对,或先导入它",
          en: "no area has the parent code \(parent); check it, or import that area first")
      }
      return Problem(
        file: file, line: row[0], zh: "上级代码 \(parent) 的级别不高于 \(area);上级须高一级以上",
        en: "the parent \(parent) is not of a higher level than \(area)")
    }
  }

  /// The line of this import that brought two returns under one area.
  private func lineThatMoved(_ found: DoubleCount, _ relocated: [Int]) throws -> Int {
    let line = "SELECT line FROM area_entry WHERE import = ? AND area = ? ORDER BY year DESC"
    for row in [found.here, found.there] {
      for area in try chain(of: row.area.id) where relocated.contains(area) {
        for declared in try chain(of: area) {
          if let line = try Int.fetchOne(db, sql: line, arguments: [id, declared]) { return line }
        }
      }
    }
    return 0
  }

  private func named(_ area: Area?) -> String { area.map { "\($0.name)(\($0.code))" } ?? "?" }

  // MARK: roll-ups

  /// The counties that this import has rows of, or whose areas its register covers or its list speaks of.
  private func anchors(of form: Form) throws -> Set<Int> {
    var anchors = Set(
      try Int.fetchAll(
        db,
        sql: """
          SELECT DISTINCT a.anchor FROM (SELECT DISTINCT area FROM \(form.table) WHERE import = ?) r
          JOIN area a ON a.id = r.area
          """, arguments: [id]))
    if form == .outlets {
      anchors.formUnion(
        try Int.fetchAll(
          db,
          sql: """
            WITH RECURSIVE sub(id) AS (SELECT area FROM coverage WHERE import = ?
              UNION SELECT a.id FROM sub JOIN area a ON a.parent = sub.id)
            SELECT DISTINCT a.anchor FROM sub JOIN area a ON a.id = sub.id
            """, arguments: [id]))
    }
    if form == .areas {
      anchors.formUnion(
        try Int.fetchAll(
          db,
          sql: """
            SELECT DISTINCT p.anchor FROM area_entry e JOIN area a ON a.id = e.area JOIN area p ON p.id = a.parent
            WHERE e.import = ?
            """, arguments: [id]))
    }
    return anchors
  }

  /// The areas of counties that are not in use, in the order of codes.
  private func idle(_ anchors: Set<Int>) throws -> [Int] {
    let list = anchors.map(String.init).joined(separator: ", ")
    return try Int.fetchAll(db, sql: "SELECT id FROM area WHERE used = 0 AND anchor IN (\(list)) ORDER BY id")
  }

  /// Brings the roll-ups to what stands.
  ///
  /// - Parameters:
  ///   - change: what changed of the tree of areas.
  ///   - given: of an import that has just come; the pairs of a monthly return are touched in it. Nil for an undo.
  ///   - hasForerunners: rows of the import stand in place of earlier ones; without any no outlet has changed.
  func refresh(
    _ form: Form, _ change: AreaTree.Change, rollUps given: RollUps? = nil, hasForerunners: Bool = true
  ) throws {
    guard form.hasAreas else { return }
    let isImport = given != nil
    let rollUps = given ?? RollUps(db)
    if form.isMonthly || form == .figures {
      try refreshReturned(form, rollUps, isImport: isImport)
      return
    }
    let anchors = try anchors(of: form).union(change.anchors)
    let before = try idle(anchors)
    for anchor in anchors { try rollUps.refreshUse(anchor: anchor) }
    let useChanged = try idle(anchors) != before
    // What a register covers, what is owed and what is expected follow the tree of areas and their use.
    let isRearranged = form == .areas && change.isStructural || useChanged || !isImport
    let stocks = OutletStocks(db)
    if form == .outlets, isImport {
      try stocks.addCoverage(of: id)
    } else if isRearranged {
      try stocks.refreshCoverage()
    }
    try stocks.refresh(anchors: anchors)
    if form == .outlets {
      if hasForerunners { try OutletChanges(db).refresh(import: id) }
      try refreshOutletsRows(rollUps, anchors, isImport: isImport)
    } else if isRearranged {
      for monthly in Form.allCases where monthly.isMonthly {
        try rollUps.beginTouching()
        for anchor in anchors { try rollUps.touchAll(monthly, anchor: anchor) }
        // One may have taken over areas that owed what their old county owes, and have no rows itself.
        for anchor in try rollUps.owingAnchors(monthly).intersection(anchors) {
          try rollUps.recountOwing(monthly, anchor: anchor)
        }
        try rollUps.refreshMonthly(monthly)
      }
    }
    if form == .areas ? isRearranged : useChanged { try FigureSums(db).rebuild() }
  }

  /// Monthly sums that a register bears on: of stations in villages, and of visits to outlets, which owe screening by
  /// their type.
  private func refreshOutletsRows(_ rollUps: RollUps, _ anchors: Set<Int>, isImport: Bool) throws {
    try rollUps.beginTouching()
    for anchor in anchors {
      try rollUps.touch(
        "SELECT r.area, r.month FROM village r JOIN area x ON x.id = r.area WHERE x.anchor = ? AND r.live = 1",
        arguments: [anchor])
    }
    try rollUps.refreshMonthly(.villages, isImport: isImport)
    try rollUps.beginTouching()
    for anchor in anchors {
      try rollUps.touch(
        """
        SELECT r.area, r.month FROM safety r JOIN area x ON x.id = r.area
        WHERE x.anchor = ? AND r.live = 1 AND r.outlet <> ''
        """, arguments: [anchor])
    }
    // Rows name it by its number, whatever area they are of.
    try rollUps.touch(
      """
      SELECT r.area, r.month FROM safety r WHERE r.live = 1 AND r.outlet <> ''
        AND r.outlet IN (SELECT outlet FROM outlet WHERE import = ?)
      """, arguments: [id])
    try rollUps.refreshMonthly(.safety, isImport: isImport)
  }

  /// After rows of areas and months came or went. They can only bring areas into use; where some go it is looked at
  /// whole.
  private func refreshReturned(_ form: Form, _ rollUps: RollUps, isImport: Bool) throws {
    var anchors: Set<Int> = []
    var useChanged = false
    if isImport {
      let idle = Set(
        try Int.fetchAll(
          db,
          sql: """
            SELECT DISTINCT a.anchor FROM (SELECT DISTINCT area FROM \(form.table) WHERE import = ?) r
            JOIN area a ON a.id = r.area WHERE a.used = 0 AND a.id NOT IN (SELECT area FROM ended_area)
            """, arguments: [id]))
      useChanged = !idle.isEmpty
      if useChanged { anchors = try self.anchors(of: form) }
      for anchor in idle { try rollUps.refreshUse(anchor: anchor) }
    } else {
      anchors = try self.anchors(of: form)
      let before = try idle(anchors)
      for anchor in anchors { try rollUps.refreshUse(anchor: anchor) }
      useChanged = try idle(anchors) != before
    }
    if form.isMonthly, isImport { try rollUps.refill(form, mayLose: false) }
    if form.isMonthly, !isImport {
      try rollUps.beginTouching()
      try rollUps.touch("SELECT area, month FROM \(form.table) WHERE import = ?", arguments: [id])
      try rollUps.refreshMonthly(form)
    }
    if useChanged {
      try OutletStocks(db).refresh(anchors: anchors)
      for other in Form.allCases where other.isMonthly {
        try rollUps.beginTouching()
        for anchor in anchors { try rollUps.recountOwing(other, anchor: anchor) }
        try rollUps.refill(other)
      }
      try FigureSums(db).rebuild()
    } else if form == .figures {
      try FigureSums(db).refresh(import: id)
    }
  }
}

extension Form {
  /// The table of its rows.
  var table: String {
    switch self {
    case .areas: "area_entry"
    case .outlets: "outlet"
    case .villages: "village"
    case .packaging: "packaging"
    case .safety: "safety"
    case .figures: "figure"
    case .tasks: "task_progress"
    case .items: "item_step"
    }
  }
}
