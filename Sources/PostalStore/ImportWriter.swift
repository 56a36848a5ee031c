import GRDB
import PostalModel

/// Writes the rows of one import and keeps the roll-ups, inside a transaction.
struct ImportWriter {
  let db: Database
  let id: Int
  let file: String
  let scope: AreaCode?
  var absentColumns: [String] = []
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
    }
  }

  /// - Returns: how many rows replaced earlier ones, and how many of those say the same.
  func store(_ rows: ReturnRows) throws -> (replaced: Int, unchanged: Int) {
    let form = rows.form
    switch rows {
    case .areas(let rows): try insert(areas: rows)
    case .outlets(let rows):
      try insert(outlets: rows)
      try keepAbsentColumns()
    case .villages(let rows): try insert(villages: rows)
    case .packaging(let rows): try insert(packaging: rows)
    case .safety(let rows): try insert(safety: rows)
    case .figures(let rows): try insert(figures: rows)
    case .tasks(let rows): try insert(tasks: rows)
    }
    try progress?(1)
    let table = form.table
    let key = Self.key(of: form)
    let match = key.map { "o.\($0) = n.\($0)" }.joined(separator: " AND ")
    // Rows come in as live = 0; those they replace step back first, so that the key stays unique.
    var moved: Set<Int> = []
    // Areas that hang on another parent now, with the line that says so.
    var relocated: [Int: Int] = [:]
    if form == .outlets {
      moved = try anchorsOfTwins(match)
    }
    let unchanged = try unchangedRows(of: table, key: key, match)
    try db.execute(
      sql: """
        UPDATE \(table) SET live = 0 WHERE rowid IN (
          SELECT o.rowid FROM \(table) n JOIN \(table) o ON \(match) AND o.live = 1 WHERE n.import = ?)
        """, arguments: [id])
    let replaced = db.changesCount
    try db.execute(sql: "UPDATE \(table) SET live = 1 WHERE import = ?", arguments: [id])
    if form == .areas {
      // An area that changes its parent leaves the sums of its former county.
      moved = try anchors("area_entry", "r.import = ?", [id])
      if let scope {
        try db.execute(sql: "INSERT INTO coverage (import, area) VALUES (?, ?)", arguments: [id, scope.number])
      }
      relocated = try applyAreas()
    }
    if form == .outlets { try cover() }
    try refuseConflicts(rows, relocated)
    try refresh(form, alsoAnchors: moved)
    return (replaced, unchanged)
  }

  /// How many rows of this import say what those they are about to replace say.
  private func unchangedRows(of table: String, key: [String], _ match: String) throws -> Int {
    let others = Set(["import", "line", "live"] + key)
    let values = try db.columns(in: table).map(\.name).filter { !others.contains($0) }
    let same = values.map { "o.\($0) IS n.\($0)" }.joined(separator: " AND ")
    return try Int.fetchOne(
      db,
      sql: """
        SELECT COUNT(*) FROM \(table) n JOIN \(table) o ON \(match) AND o.live = 1 WHERE n.import = ? AND \(same)
        """, arguments: [id]) ?? 0
  }

  /// Takes the rows of an undone import out, and lets those stand again that it had replaced.
  func takeBack(_ form: Form) throws {
    let table = form.table
    let match = Self.key(of: form).map { "o.\($0) = n.\($0)" }.joined(separator: " AND ")
    try db.execute(sql: "UPDATE \(table) SET live = 0 WHERE import = ?", arguments: [id])
    // The newest row left of each key, in one pass over the table: most rows have no index of their key.
    let key = Self.key(of: form).map { "o.\($0)" }.joined(separator: ", ")
    try db.execute(
      sql: """
        UPDATE \(table) SET live = 1 WHERE rowid IN (
          SELECT place FROM (
            SELECT o.rowid AS place, ROW_NUMBER() OVER (PARTITION BY \(key) ORDER BY o.import DESC) AS age,
              MAX(o.live) OVER (PARTITION BY \(key)) AS stands
            FROM \(table) o JOIN import i ON i.id = o.import AND i.undone_at IS NULL
            WHERE (\(key)) IN (SELECT \(key) FROM \(table) o WHERE o.import = ?))
          WHERE age = 1 AND stands = 0)
        """, arguments: [id])
    var moved: Set<Int> = []
    if form == .outlets {
      moved = try anchorsOfTwins(match)
      moved.formUnion(
        try Int.fetchAll(
          db, sql: "SELECT DISTINCT a.anchor FROM coverage c JOIN area a ON a.id = c.area WHERE c.import = ?",
          arguments: [id]))
    }
    if form == .areas { moved = try withdrawAreas() }
    try refresh(form, alsoAnchors: moved, isUndo: true)
  }

  /// The counties in which outlets of this import stand now: one that moved leaves a gap behind.
  private func anchorsOfTwins(_ match: String) throws -> Set<Int> {
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
    let statement = try db.makeStatement(sql: "INSERT INTO area_entry VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?)")
    for (number, row) in rows.enumerated() {
      try report(number, of: rows.count)
      let entry = row.value
      try statement.execute(arguments: [
        id, row.line, entry.code.number, entry.name, entry.parent?.number, entry.urbanRural, entry.residents,
        entry.urbanResidents, entry.year ?? 0,
      ])
    }
  }

  private func insert(outlets rows: [Lined<OutletEntry>]) throws {
    let statement = try db.makeStatement(
      sql: "INSERT INTO outlet VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    for (number, row) in rows.enumerated() {
      try report(number, of: rows.count)
      let entry = row.value
      try statement.execute(arguments: [
        id, row.line, entry.id, entry.name, entry.type.rawValue, entry.area.number, entry.brand, entry.filingNumber,
        entry.filedOn?.ordinal, entry.openedOn?.ordinal, entry.closedOn?.ordinal, entry.licenceUntil?.ordinal,
        entry.openedOn.map { Month($0).index } ?? OutletStocks.always, entry.closedOn.map { Month($0).index },
      ])
    }
  }

  /// A register without a column says nothing of it: an outlet keeps what was known.
  private func keepAbsentColumns() throws {
    let kept = [
      "brand": ["brand"], "filing_no": ["filing_no"], "filed_on": ["filed_on"],
      "opened_on": ["opened_on", "open_month"],
      "closed_on": ["closed_on", "close_month"], "licence_until": ["licence_until"],
    ]
    for column in absentColumns.flatMap({ kept[$0] ?? [] }) {
      try db.execute(
        sql: """
          UPDATE outlet SET \(column) = (SELECT o.\(column) FROM outlet o WHERE o.outlet = outlet.outlet AND o.live = 1)
          WHERE import = ? AND EXISTS (SELECT 1 FROM outlet o WHERE o.outlet = outlet.outlet AND o.live = 1)
          """, arguments: [id])
    }
  }

  private func insert(villages rows: [Lined<VillageEntry>]) throws {
    let statement = try db.makeStatement(
      sql: "INSERT INTO village VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    for (number, row) in rows.enumerated() {
      try report(number, of: rows.count)
      let entry = row.value
      try statement.execute(arguments: [
        id, row.line, entry.area.number, entry.month.index, entry.brands, entry.mode?.rawValue, entry.weeklyTrips,
        entry.staff, entry.premises, entry.shelves, entry.equipment, entry.sign, entry.camera,
        entry.verifiedOn?.ordinal, entry.verifiedBy,
      ])
    }
  }

  private func insert(packaging rows: [Lined<PackagingEntry>]) throws {
    let statement = try db.makeStatement(
      sql: "INSERT INTO packaging VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    for (number, row) in rows.enumerated() {
      try report(number, of: rows.count)
      let entry = row.value
      try statement.execute(arguments: [
        id, row.line, entry.area.number, entry.month.index, entry.brand, entry.source.rawValue, entry.taped,
        entry.slimTaped, entry.ecommerce, entry.noRepack, entry.bags, entry.reusableBags, entry.materials,
        entry.standardMaterials, entry.waybills, entry.eWaybills,
      ])
    }
  }

  private func insert(safety rows: [Lined<SafetyEntry>]) throws {
    let statement = try db.makeStatement(
      sql: "INSERT INTO safety VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    for (number, row) in rows.enumerated() {
      try report(number, of: rows.count)
      let entry = row.value
      try statement.execute(arguments: [
        id, row.line, entry.area.number, entry.month.index, entry.outlet, entry.inspectedOn?.ordinal ?? 0,
        entry.inspected, entry.openedOK, entry.realNameDue, entry.realNameDone, entry.xrayDue, entry.xrayDone,
        entry.findings, entry.rectifyBy?.ordinal, entry.rectifiedOn?.ordinal,
      ])
    }
  }

  private func insert(figures rows: [Lined<FigureEntry>]) throws {
    let statement = try db.makeStatement(sql: "INSERT INTO figure VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?)")
    for (number, row) in rows.enumerated() {
      try report(number, of: rows.count)
      let entry = row.value
      try statement.execute(arguments: [
        id, row.line, entry.area.number, entry.month.index, entry.indicator, entry.value?.micro, entry.numerator,
        entry.denominator,
      ])
    }
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

  /// Declares the areas of this import, from the top down, and gives known ones their new names and parents.
  ///
  /// - Returns: the areas whose parent changed, with their lines.
  private func applyAreas() throws -> [Int: Int] {
    let rows = try Row.fetchAll(
      db, sql: "SELECT area, name, parent, line FROM area_entry WHERE import = ? ORDER BY year, line", arguments: [id])
    var latest: [Int: (name: String, parent: Int?, line: Int)] = [:]
    for row in rows { latest[row[0]] = (row[1], row[2], row[3]) }
    let parents = "SELECT parent FROM area WHERE id = ?"
    var before: [Int: Int] = [:]
    for area in latest.keys { before[area] = try Int.fetchOne(db.cachedStatement(sql: parents), arguments: [area]) }
    for (area, entry) in latest.sorted(by: {
      (AreaCode(number: $0.key).level, $0.key) < (AreaCode(number: $1.key).level, $1.key)
    }) {
      try declare(area, name: entry.name, parent: entry.parent)
    }
    var relocated: [Int: Int] = [:]
    for (area, entry) in latest {
      guard let former = before[area] else { continue }
      let now = try Int.fetchOne(db.cachedStatement(sql: parents), arguments: [area])
      if now != former { relocated[area] = entry.line }
    }
    return relocated
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

  private func exists(_ area: Int) throws -> Bool {
    try Bool.fetchOne(db.cachedStatement(sql: "SELECT 1 FROM area WHERE id = ?"), arguments: [area]) ?? false
  }

  /// Areas whose last entry was taken back go back to the shipped list, or away, unless something stands on them.
  ///
  /// - Returns: the counties whose roll-ups this touches.
  private func withdrawAreas() throws -> Set<Int> {
    var touched = Set(
      try Int.fetchAll(
        db,
        sql: """
          SELECT p.anchor FROM area_entry e JOIN area a ON a.id = e.area JOIN area p ON p.id IN (a.id, a.parent)
          WHERE e.import = ?
          """, arguments: [id]))
    let areas = try Int.fetchAll(db, sql: "SELECT DISTINCT area FROM area_entry WHERE import = ?", arguments: [id])
    var leaving: [Int] = []
    for area in areas.sorted(by: { AreaCode(number: $0).level > AreaCode(number: $1).level }) {
      let entry = try Row.fetchOne(
        db, sql: "SELECT name, parent FROM area_entry WHERE area = ? AND live = 1 ORDER BY import DESC, year DESC",
        arguments: [area])
      if let entry {
        try declare(area, name: entry[0], parent: entry[1])
      } else if let base = try Row.fetchOne(
        db, sql: "SELECT base_name, base_parent FROM area WHERE id = ? AND base_name IS NOT NULL", arguments: [area])
      {
        try db.execute(
          sql: "UPDATE area SET name = ?, parent = ?, kind = ?, shipped = 1, used = 1 WHERE id = ?",
          arguments: [
            base[0] as String, base[1] as Int?,
            AreaKind(code: AreaCode(number: area), name: base[0]).rawValue, area,
          ])
      } else {
        leaving.append(area)
      }
    }
    for area in leaving {
      for form in Form.allCases where form != .areas && form.hasAreas {
        if let other = try Int.fetchOne(
          db, sql: "SELECT import FROM \(form.table) WHERE area = ? AND live = 1 LIMIT 1", arguments: [area])
        {
          throw StoreError.cannotUndo(
            zh: "第 \(other) 号导入(\(form.zh))用到了这次导入的区划 \(AreaCode(number: area));请先撤销第 \(other) 号",
            en:
              "import \(other) (\(form.rawValue)) stands on area \(AreaCode(number: area)) of this one; undo \(other) first"
          )
        }
      }
      // Parts that stay hang on what was above.
      try db.execute(
        sql: "UPDATE area SET parent = (SELECT parent FROM area WHERE id = ?1) WHERE parent = ?1", arguments: [area])
    }
    for area in leaving {
      try db.execute(sql: "DELETE FROM area WHERE id = ?", arguments: [area])
      for table in ["outlet_stock", "density_gap", "owing", "packaging_sum", "safety_sum", "village_sum", "figure_sum"]
      {
        try db.execute(sql: "DELETE FROM \(table) WHERE area = ?", arguments: [area])
      }
      try db.execute(sql: "DELETE FROM form_level WHERE anchor = ?", arguments: [area])
      touched.remove(area)
    }
    return touched
  }

  // MARK: registers

  /// Notes the area a register covers.
  private func cover() throws {
    let area: Int?
    if let scope {
      area = scope.number
    } else {
      let rows = try Int.fetchAll(db, sql: "SELECT DISTINCT area FROM outlet WHERE import = ?", arguments: [id])
      var common: [Int]?
      for row in rows {
        let chain = try chain(of: row)
        common = common.map { kept in kept.filter(chain.contains) } ?? chain
      }
      area = common?.first
    }
    guard let area else { return }
    try db.execute(sql: "INSERT INTO coverage (import, area) VALUES (?, ?)", arguments: [id, area])
  }

  /// The area and those above it, from itself upwards.
  private func chain(of area: Int) throws -> [Int] {
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

  private func refuseConflicts(_ rows: ReturnRows, _ relocated: [Int: Int]) throws {
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
    case .packaging: problems += try doubleCounting(.packaging, "n.import = \(id)")
    case .safety: problems += try doubleCounting(.safety, "n.import = \(id)")
    case .figures: problems += try figuresCountedTwice()
    case .outlets(let entries): problems += try unknownAreas(entries)
    case .areas:
      problems += try misplacedAreas()
      for (area, line) in relocated.sorted(by: { $0.value < $1.value }) {
        let inside = """
          n.live = 1 AND n.area IN (WITH RECURSIVE sub(id) AS (VALUES (\(area))
            UNION ALL SELECT a.id FROM sub JOIN area a ON a.parent = sub.id) SELECT id FROM sub)
          """
        for form in [Form.packaging, .safety] {
          problems += try doubleCounting(form, inside).prefix(1).map { problem in
            var problem = problem
            problem.line = line
            return problem
          }
        }
        let rows = inside.replacing("n.live = 1 AND n.area", with: "o.area")
        problems += try figuresCountedTwice(inside: rows, ownOnly: false).prefix(1).map { problem in
          var problem = problem
          problem.line = line
          return problem
        }
      }
    default: break
    }
    if !problems.isEmpty { throw StoreError.refused(problems.sorted { $0.line < $1.line }) }
  }

  private func unknownAreas(_ entries: [Lined<OutletEntry>]) throws -> [Problem] {
    var problems: [Problem] = []
    for entry in entries where try !exists(entry.value.area.number) {
      problems.append(
        Problem(
          file: file, line: entry.line, zh: "区划代码 \(entry.value.area) 不存在",
          en: "no area has the code \(entry.value.area)"))
    }
    return problems
  }

  /// A parent has to stand above its part.
  private func misplacedAreas() throws -> [Problem] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT e.line, e.area, p.id FROM area_entry e JOIN area a ON a.id = e.area JOIN area p ON p.id = a.parent
        WHERE e.import = ? AND p.level >= a.level
        """, arguments: [id]
    ).map { row in
      let (area, parent) = (AreaCode(number: row[1]), AreaCode(number: row[2]))
      return Problem(
        file: file, line: row[0], zh: "上级代码 \(parent) 的级别不高于 \(area);上级须高一级以上",
        en: "the parent \(parent) is not of a higher level than \(area)")
    }
  }

  /// Returns for an area and for a place inside it, and all-brands rows beside named ones, would be counted twice.
  ///
  /// A safety row of one outlet lies inside the area; only a row of an area as a whole can hold others.
  func doubleCounting(_ form: Form, _ chosen: String) throws -> [Problem] {
    let isPackaging = form == .packaging
    let table = form.table
    let brand = isPackaging ? "n.brand" : "''"
    let source = isPackaging ? "n.source" : "0"
    let whole = isPackaging ? "1" : "n.outlet = ''"
    let rows = try Row.fetchAll(
      db,
      sql:
        "SELECT n.area, n.month, \(brand), \(source), n.line, \(whole) FROM \(table) n WHERE \(chosen) ORDER BY n.line")
    var problems: [Problem] = []
    var known: [Int: [Int]] = [:]
    func chains(_ area: Int) throws -> [Int] {
      if let chain = known[area] { return chain }
      let chain = try chain(of: area)
      known[area] = chain
      return chain
    }
    let sums = MonthlySums.table(of: form)!.table
    let same = isPackaging ? "o.source = :source AND (o.brand = :brand OR o.brand = '' OR :brand = '')" : "1"
    let wholeAbove = isPackaging ? "" : " AND o.outlet = ''"
    for row in rows {
      let (area, month): (Int, Int) = (row[0], row[1])
      var arguments: StatementArguments = ["month": month]
      if isPackaging { arguments = ["month": month, "source": row[3] as Int, "brand": row[2] as String] }
      func find(_ condition: String, _ arguments: StatementArguments) throws -> Row? {
        try Row.fetchOne(
          db.cachedStatement(
            sql: """
              SELECT o.area, \(SourcePlace.file("o")), \(SourcePlace.line("o")), o.import
              FROM \(table) o JOIN import i ON i.id = o.import
              WHERE o.live = 1 AND o.month = :month AND \(same) AND \(condition) LIMIT 1
              """), arguments: arguments)
      }
      // Padded, so that one prepared statement serves all rows.
      let above = Array(try chains(area).dropFirst()) + [0, 0, 0, 0]
      var upper = arguments
      upper += ["a": above[0], "b": above[1], "c": above[2], "d": above[3]]
      var other = try find("o.area IN (:a, :b, :c, :d)\(wholeAbove)", upper)
      if other == nil, row[5] as Bool,
        try Bool.fetchOne(
          db.cachedStatement(
            sql: """
              SELECT 1 FROM area a JOIN \(sums) s ON s.area = a.id AND s.month = ? WHERE a.parent = ?
              UNION ALL SELECT 1 FROM area a JOIN \(table) r ON r.area = a.id AND r.month = ? AND r.live = 1
              WHERE a.parent = ? LIMIT 1
              """), arguments: [month, area, month, area]) ?? false
      {
        other = try find(
          """
          o.area IN (WITH RECURSIVE sub(id) AS (SELECT id FROM area WHERE parent = \(area)
            UNION ALL SELECT a.id FROM sub JOIN area a ON a.parent = sub.id) SELECT id FROM sub)
          """, arguments)
      }
      if let other {
        let (here, there) = (try PostalStore.area(area, db), try PostalStore.area(other[0], db))
        let place = "\(other[1] as String):\(other[2] as Int)"
        problems.append(
          Problem(
            file: file, line: row[4],
            zh: "\(named(here)) 与 \(named(there))(\(place))同月同口径都有报表,会重复计算;只留一级",
            en: "\(named(here)) and \(named(there)) (\(place)) both have a return for the same month, which counts "
              + "twice; keep one level"))
        continue
      }
      if isPackaging {
        let all = (row[2] as String).isEmpty
        var here = arguments
        here += ["a": area]
        if let other = try find("o.area = :a AND \(all ? "o.brand <> ''" : "o.brand = ''")", here) {
          problems.append(
            Problem(
              file: file, line: row[4],
              zh:
                "\(named(try PostalStore.area(area, db))) 同月既有全部品牌又有分品牌的报表(\(other[1] as String):\(other[2] as Int));只留一种",
              en: "\(named(try PostalStore.area(area, db))) has both an all-brands row and rows by brand for the month "
                + "(\(other[1] as String):\(other[2] as Int)); keep one kind"))
        }
      }
    }
    return problems
  }

  func named(_ area: Area?) -> String { area.map { "\($0.name)(\($0.code))" } ?? "?" }

  // MARK: roll-ups

  private func anchors(_ table: String, _ condition: String, _ arguments: StatementArguments) throws -> Set<Int> {
    Set(
      try Int.fetchAll(
        db,
        sql: "SELECT DISTINCT a.anchor FROM \(table) r JOIN area a ON a.id = r.area WHERE \(condition)",
        arguments: arguments))
  }

  private func usedCount(_ anchors: Set<Int>) throws -> Int {
    let list = anchors.map(String.init).joined(separator: ", ")
    return try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM area WHERE used = 1 AND anchor IN (\(list))") ?? 0
  }

  private func refresh(_ form: Form, alsoAnchors moved: Set<Int>, isUndo: Bool = false) throws {
    guard form.hasAreas else { return }
    let rollUps = RollUps(db)
    var anchors = try anchors(form.table, "r.import = ?", [id]).union(moved)
    if form == .outlets,
      let covered = try Int.fetchOne(
        db, sql: "SELECT a.anchor FROM coverage c JOIN area a ON a.id = c.area WHERE c.import = ?", arguments: [id])
    {
      anchors.formUnion(
        try Int.fetchAll(
          db,
          sql: """
            WITH RECURSIVE sub(id) AS (SELECT area FROM coverage WHERE import = ?
              UNION SELECT a.id FROM sub JOIN area a ON a.parent = sub.id)
            SELECT DISTINCT a.anchor FROM sub JOIN area a ON a.id = sub.id
            """, arguments: [id]))
      anchors.insert(covered)
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
    // A return of figures can only bring areas into use; whatever else changes is looked at whole.
    var useChanged = false
    if form.isMonthly || form == .figures, !isUndo {
      try db.execute(
        sql: """
          UPDATE area SET used = 1 WHERE used = 0 AND id IN (SELECT area FROM \(form.table) WHERE import = ?)
            AND id NOT IN (SELECT area FROM ended_area)
          """,
        arguments: [id])
      useChanged = db.changesCount > 0
    } else {
      let before = try usedCount(anchors)
      for anchor in anchors { try rollUps.refreshUse(anchor: anchor) }
      useChanged = try usedCount(anchors) != before
    }
    switch form {
    case .areas, .outlets:
      let stocks = OutletStocks(db)
      try stocks.refreshCoverage()
      try stocks.refresh(anchors: anchors)
      try rollUps.beginTouching()
      if form == .outlets {
        for anchor in anchors {
          try rollUps.touch(
            "SELECT r.area, r.month FROM village r JOIN area x ON x.id = r.area WHERE x.anchor = ? AND r.live = 1",
            arguments: [anchor])
          // An outlet's type decides whether its rows count in the screening rate.
          try rollUps.touch(
            """
            SELECT r.area, r.month FROM safety r JOIN area x ON x.id = r.area
            WHERE x.anchor = ? AND r.live = 1 AND r.outlet <> ''
            """, arguments: [anchor])
        }
        try rollUps.refreshMonthly(.villages)
        try rollUps.refreshMonthly(.safety)
      } else {
        for monthly in Form.allCases where monthly.isMonthly {
          try rollUps.beginTouching()
          let sums = MonthlySums.table(of: monthly)!.table
          for anchor in anchors {
            try rollUps.touch(
              """
              SELECT r.area, r.month FROM \(monthly.table) r JOIN area x ON x.id = r.area
              WHERE x.anchor = ?1 AND r.live = 1
              UNION SELECT s.area, s.month FROM \(sums) s JOIN area x ON x.id = s.area WHERE x.anchor = ?1
              """, arguments: [anchor])
          }
          try rollUps.refreshMonthly(monthly)
        }
      }
    case .villages, .packaging, .safety, .figures, .tasks:
      if form.isMonthly {
        try rollUps.beginTouching()
        try rollUps.touch("SELECT DISTINCT area, month FROM \(form.table) WHERE import = ?", arguments: [id])
        try rollUps.refreshMonthly(form)
      }
      if useChanged {
        try OutletStocks(db).refresh(anchors: anchors)
        for other in Form.allCases where other.isMonthly {
          for anchor in anchors { try rollUps.recountOwing(other, anchor: anchor) }
        }
      }
    }
    // Which areas are expected follows parents and use, anywhere above those that changed.
    if form == .areas || useChanged {
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
    }
  }
}
