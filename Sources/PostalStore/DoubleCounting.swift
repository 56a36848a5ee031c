import PostalModel

/// 重复计算: two standing returns that would both count for one area and month.
struct DoubleCount {
  struct Place {
    var area: Area
    var importID: Int
    var file: String
    /// See `SheetLine`.
    var line: Int

    var name: String { "\(area.name)(\(area.code))" }
    var source: String { "\(file):\(SheetLine.row(of: line))" }
  }

  enum Reason {
    /// An area and a place inside it.
    case levels
    /// All brands beside named ones.
    case brands
    /// A row for an area as a whole beside rows of one outlet or one inspection in it.
    case visits
    /// Numerators and denominators of an indicator at two levels.
    case figures(String)
  }

  var form: Form
  var month: Month
  var reason: Reason
  /// The return looked at.
  var here: Place
  /// The one it stands beside.
  var there: Place

  /// The import of the two that came later.
  var later: Int { max(here.importID, there.importID) }

  /// As a fault of the row looked at.
  func problem(file: String) -> Problem {
    switch reason {
    case .levels:
      Problem(
        file: file, line: here.line,
        zh: "\(here.name) 与 \(there.name)(\(there.source))同月同口径都有报表,会重复计算;只留一级",
        en: "\(here.name) and \(there.name) (\(there.source)) both have a return for the same month, which counts "
          + "twice; keep one level")
    case .brands:
      Problem(
        file: file, line: here.line,
        zh: "\(here.name) 同月既有全部品牌又有分品牌的报表(\(there.source));只留一种",
        en: "\(here.name) has both an all-brands row and rows by brand for the month (\(there.source)); keep one kind")
    case .visits:
      Problem(
        file: file, line: here.line,
        zh: "\(here.name) 同月既有全区合计(不填网点编号和检查日期)又有单个网点或单次检查的行(\(there.source)),会重复计算;只留一种",
        en:
          "\(here.name) has both a row for the whole area (no outlet, no day of inspection) and rows of one outlet or one "
          + "inspection for the month (\(there.source)), which counts twice; keep one kind")
    case .figures(let indicator):
      Problem(
        file: file, line: here.line,
        zh: "\(here.name) 与 \(there.name)(\(there.source))\(month) 都报了指标 \(indicator) 的分子分母,会重复计算;只留一级,或其中一级只填数值",
        en: "\(here.name) and \(there.name) (\(there.source)) both give numerator and denominator of \(indicator) for "
          + "\(month), which counts twice; keep one level, or give the value alone at one")
    }
  }

  /// What of the two stands up beside what.
  var text: (zh: String, en: String) {
    (
      "\(here.name)(第 \(here.importID) 号,\(here.source))与 \(there.name)(第 \(there.importID) 号,\(there.source))"
        + "的 \(month) \(form.zh)会重复计算",
      "\(form.rawValue) of \(month) of \(here.name) (import \(here.importID), \(here.source)) and of \(there.name) "
        + "(import \(there.importID), \(there.source)) would count twice"
    )
  }
}

/// Finds returns that would be counted twice.
struct DoubleCounting {
  let db: Database

  init(_ db: Database) { self.db = db }

  /// Among the returns in and below areas, of all forms.
  func inside(_ areas: [Int]) throws -> [DoubleCount] {
    guard !areas.isEmpty else { return [] }
    try db.makeOwn("looked_at", "(area INTEGER PRIMARY KEY)")
    try db.cachedStatement(sql: "DELETE FROM temp.looked_at").execute()
    for area in areas {
      try db.cachedStatement(
        sql: """
          WITH RECURSIVE sub(id) AS (VALUES (?) UNION ALL SELECT a.id FROM sub JOIN area a ON a.parent = sub.id)
          INSERT OR IGNORE INTO temp.looked_at SELECT id FROM sub
          """
      ).execute(arguments: [area])
    }
    let chosen = "n.live = 1 AND n.area IN (SELECT area FROM temp.looked_at)"
    return try returns(.packaging, chosen) + returns(.safety, chosen)
      + figures(inside: "o.area IN (SELECT area FROM temp.looked_at)")
  }

  /// Whether rows of an import may count twice with others, told from the touched pairs by set: where it is false
  /// `returns` has nothing to find, and the rows of a country need not be gone through one by one.
  ///
  /// - Parameter id: the import whose pairs are touched, and all above them.
  func mayFind(_ form: Form, of id: Int) throws -> Bool {
    let isPackaging = form == .packaging
    let (table, sums) = (form.table, MonthlySums.table(of: form)!.table)
    let row = "o.area = t.area AND o.month = t.month AND o.live = 1"
    // A return above one of these; of another source it stands beside.
    let above =
      isPackaging
      ? "o.source IN (SELECT DISTINCT source FROM packaging WHERE import = \(id))" : "o.outlet = ''"
    // One kind of row beside another of the same area.
    let mixed =
      isPackaging
      ? """
      o.brand = '' AND EXISTS (SELECT 1 FROM packaging q WHERE q.area = o.area AND q.month = o.month
        AND q.live = 1 AND q.brand <> '' AND q.source = o.source)
      """
      : """
      o.outlet = '' AND o.inspected_on = 0 AND EXISTS (SELECT 1 FROM safety q WHERE q.area = o.area
        AND q.month = o.month AND q.live = 1 AND (q.outlet <> '' OR q.inspected_on <> 0))
      """
    return try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT 1 FROM temp.touched t CROSS JOIN \(table) o ON \(row) WHERE t.above AND \(above))
        OR EXISTS (SELECT 1 FROM temp.touched_area u CROSS JOIN temp.touched t ON t.level = u.level AND t.area = u.area
          CROSS JOIN area a ON a.parent = u.area CROSS JOIN \(sums) s ON s.area = a.id AND s.month = t.month
          WHERE t.own AND NOT u.is_lowest)
        OR EXISTS (SELECT 1 FROM temp.touched t CROSS JOIN \(table) o ON \(row) WHERE t.own AND \(mixed))
        """)!
  }

  /// Returns for an area and for a place inside it, and all-brands rows beside named ones.
  ///
  /// A safety row of one outlet lies inside the area; only a row of an area as a whole can hold others.
  ///
  /// - Parameter chosen: SQL that chooses the rows `n` to be looked at.
  func returns(_ form: Form, _ chosen: String) throws -> [DoubleCount] {
    let isPackaging = form == .packaging
    let table = form.table
    let brand = isPackaging ? "n.brand" : "''"
    let source = isPackaging ? "n.source" : "0"
    let whole = isPackaging ? "1" : "n.outlet = ''"
    // A row for the area as a whole, of no outlet and no day.
    let summary = isPackaging ? "1" : "n.outlet = '' AND n.inspected_on = 0"
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT n.area, n.month, \(brand), \(source), n.line, \(whole), n.import, \(SourcePlace.file("n")), \(summary)
        FROM \(table) n JOIN import i ON i.id = n.import WHERE \(chosen) ORDER BY n.line
        """)
    var found: [DoubleCount] = []
    var known: [Int: [Int]] = [:]
    func above(_ area: Int) throws -> [Int] {
      if let chain = known[area] { return chain }
      guard let here = try PostalStore.area(area, db) else { return [] }
      let chain = try PostalStore.ancestors(of: here, db).map(\.id)
      known[area] = chain
      return chain
    }
    let sums = MonthlySums.table(of: form)!.table
    let same = isPackaging ? "o.source = :source AND (o.brand = :brand OR o.brand = '' OR :brand = '')" : "TRUE"
    let wholeAbove = isPackaging ? "" : " AND o.outlet = ''"
    for row in rows {
      let (area, month): (Int, Int) = (row[0], row[1])
      var arguments: StatementArguments = ["month": month]
      if isPackaging { arguments = ["month": month, "source": row[3] as Int, "brand": row[2] as String] }
      func find(_ condition: String, _ arguments: StatementArguments) throws -> DoubleCount.Place? {
        guard
          let other = try Row.fetchOne(
            db.cachedStatement(
              sql: """
                SELECT o.area, o.import, \(SourcePlace.file("o")), o.line
                FROM \(table) o JOIN import i ON i.id = o.import
                WHERE o.live = 1 AND o.month = :month AND \(same) AND \(condition) LIMIT 1
                """), arguments: arguments)
        else { return nil }
        return try place(other)
      }
      func add(_ reason: DoubleCount.Reason, _ there: DoubleCount.Place) throws {
        guard let here = try PostalStore.area(area, db) else { return }
        found.append(
          DoubleCount(
            form: form, month: Month(index: month), reason: reason,
            here: .init(area: here, importID: row[6], file: row[7], line: row[4]), there: there))
      }
      // Padded, so that one prepared statement serves all rows.
      let chain = try above(area) + [0, 0, 0, 0]
      var upper = arguments
      upper += ["a": chain[0], "b": chain[1], "c": chain[2], "d": chain[3]]
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
        try add(.levels, other)
      } else if isPackaging {
        let all = (row[2] as String).isEmpty
        var here = arguments
        here += ["a": area]
        if let other = try find("o.area = :a AND \(all ? "o.brand <> ''" : "o.brand = ''")", here) {
          try add(.brands, other)
        }
      } else {
        var here = arguments
        here += ["a": area]
        let others =
          row[8] as Bool ? "(o.outlet <> '' OR o.inspected_on <> 0)" : "o.outlet = '' AND o.inspected_on = 0"
        if let other = try find("o.area = :a AND \(others)", here) { try add(.visits, other) }
      }
    }
    return found
  }

  /// Takes area, import, file and line.
  private func place(_ row: Row, from first: Int = 0) throws -> DoubleCount.Place? {
    try PostalStore.area(row[first], db).map {
      .init(area: $0, importID: row[first + 1], file: row[first + 2], line: row[first + 3])
    }
  }

  /// 指标数据 with parts for an area and for a place inside it, same month and indicator. Values alone are never added up
  /// and may stand at both.
  ///
  /// - Parameters:
  ///   - inside: SQL that chooses the rows `o` to be looked at from below.
  ///   - id: tells only of pairs of which one is a row of this import, and takes that one as looked at.
  func figures(inside: String, of id: Int? = nil) throws -> [DoubleCount] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        WITH RECURSIVE up(row, area, month, indicator) AS (
          SELECT o.rowid, a.parent, o.month, o.indicator FROM figure o JOIN area a ON a.id = o.area
          WHERE \(inside) AND o.live = 1 AND o.numerator IS NOT NULL AND a.parent IS NOT NULL
          UNION ALL
          SELECT up.row, a.parent, up.month, up.indicator FROM up JOIN area a ON a.id = up.area
          WHERE a.parent IS NOT NULL)
        SELECT n.area, n.import, \(SourcePlace.file("n")), n.line, o.area, o.import, \(SourcePlace.file("o", of: "j")),
          o.line, o.month, o.indicator
        FROM up JOIN figure o ON o.area = up.area AND o.month = up.month AND o.indicator = up.indicator
          AND o.live = 1 AND o.numerator IS NOT NULL
        JOIN figure n ON n.rowid = up.row
        JOIN import i ON i.id = n.import JOIN import j ON j.id = o.import
        \(id.map { "WHERE n.import = \($0) OR o.import = \($0)" } ?? "")
        ORDER BY n.line, o.line
        """)
    var told: Set<Int> = []
    var found: [DoubleCount] = []
    for row in rows {
      guard var here = try place(row), var there = try place(row, from: 4) else { continue }
      if let id, here.importID != id { (here, there) = (there, here) }
      guard told.insert(id == nil ? row[3] : here.line).inserted else { continue }
      found.append(
        DoubleCount(
          form: .figures, month: Month(index: row[8]), reason: .figures(row[9]), here: here, there: there))
    }
    return found
  }

  /// 指标数据 of an import against all that is stored.
  func figures(of id: Int) throws -> [DoubleCount] {
    try figures(
      inside: """
        (o.month, o.indicator) IN (
          SELECT month, indicator FROM figure WHERE import = \(id) AND numerator IS NOT NULL)
        """, of: id)
  }
}
