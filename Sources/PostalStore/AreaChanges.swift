import PostalModel

/// What came of a list of area changes that is not the one in force.
public struct AreaChangeOutcome: Sendable, Equatable {
  /// 改码: areas that stand under a new code, with what lies in them.
  public var renumbered = 0
  /// 合并: areas that have ended and keep their returns.
  public var merged = 0
  /// Stored rows that stand under another code.
  public var rows = 0
}

extension PostalStore {
  /// 区划变更: puts a list of changes in force in place of the one before, which is first taken back exactly.
  ///
  /// Stored rows of a code that alone went over into another stand under the new one from now on; of two returns for the
  /// same month the later import stands, as always. Areas that were merged keep their monthly returns and are no longer
  /// owed any; their outlets stand in the area they became part of, and so do the areas inside them.
  ///
  /// - Returns: nil where the list is in force already.
  /// - Throws: `StoreError.refused` where the list contradicts itself, or stored returns would count twice; what was in
  ///   force stays so.
  @discardableResult
  public func apply(_ changes: [CodeChange]) throws -> AreaChangeOutcome? {
    let book = ChangeBook(changes)
    if try read({ try Self.isInForce(book, $0) }) { return nil }
    return try write { try Self.apply(book, $0) }
  }

  /// The same inside a transaction.
  static func apply(_ book: ChangeBook, _ db: Database) throws -> AreaChangeOutcome? {
    if try isInForce(book, db) { return nil }
    let problems = book.problems
    guard problems.isEmpty else { throw StoreError.refused(problems) }
    try db.execute(
      sql: "INSERT OR REPLACE INTO meta (key, value) VALUES ('area_changes', ?)", arguments: [text(book)])
    try db.demandAllRows()
    let outcome = try AreaChanges(db: db, book: book).putInForce()
    try db.followAreas()
    return outcome
  }

  private static func isInForce(_ book: ChangeBook, _ db: Database) throws -> Bool {
    try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'area_changes'") == text(book)
  }

  private static func text(_ book: ChangeBook) -> String {
    book.changes.map { "\($0.old),\($0.new),\($0.oldName),\($0.newName),\($0.ended)" }.joined(separator: "\n")
  }
}

/// Moves areas and their rows to the codes they have by a list of changes, inside a transaction.
private struct AreaChanges {
  let db: Database
  let book: ChangeBook

  private static let forms = Form.allCases.filter(\.hasAreas) + [.items]

  func putInForce() throws -> AreaChangeOutcome {
    try db.makeOwn("changed_area", "(id INTEGER PRIMARY KEY)")
    try db.execute(sql: "DELETE FROM changed_area")
    let wasMoved = try takeBack()
    try writeNames()
    var outcome = AreaChangeOutcome()
    for change in book.changes where !change.isRenaming {
      if try isMerger(change) {
        outcome.merged += try merge(change) ? 1 : 0
      } else {
        outcome.renumbered += try renumber(change)
      }
    }
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO changed_parent (area, parent) SELECT id, parent FROM area
          WHERE id IN (SELECT id FROM former_area UNION SELECT id FROM created_area)
        """)
    outcome.rows = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM moved_row WHERE line > 0") ?? 0
    try AreaStamps.noteAll(db)
    guard wasMoved || outcome.renumbered + outcome.merged > 0 else { return outcome }
    try chooseLiveRows()
    try refuseDoubleCounting()
    for level in [AreaLevel.township, .village] {
      try db.execute(
        sql: """
          UPDATE area SET anchor = (SELECT CASE WHEN p.level <= 2 THEN p.id ELSE p.anchor END FROM area p
            WHERE p.id = area.parent) WHERE level = ? AND parent IN (SELECT id FROM area)
          """, arguments: [level.rawValue])
    }
    try RollUps(db).rebuildAll()
    return outcome
  }

  private func writeNames() throws {
    try db.execute(sql: "DELETE FROM code_change; DELETE FROM former_name")
    for change in book.changes {
      let successor = book.successor(of: change.new)
      if !change.isRenaming {
        try db.execute(
          sql: "INSERT OR REPLACE INTO code_change (old, new, old_name, new_name, ended) VALUES (?, ?, ?, ?, ?)",
          arguments: [change.old.number, successor.number, change.oldName, change.newName, change.ended.index])
      }
      guard !change.oldName.isEmpty else { continue }
      try db.execute(
        sql: "INSERT OR IGNORE INTO former_name (name, area) VALUES (?, ?)",
        arguments: [change.oldName, successor.number])
    }
  }

  /// Two areas that both returned a form for the same month were two areas, also where the list names one of them alone.
  private func isMerger(_ change: CodeChange) throws -> Bool {
    if book.isMerged(change) { return true }
    for form in [Form.villages, .packaging, .safety] {
      let both = try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM \(form.table) o JOIN \(form.table) n ON n.area = ?2 AND n.month = o.month
            AND n.live = 1 WHERE o.area = ?1 AND o.live = 1)
          """, arguments: [change.old.number, change.new.number])
      if both == true { return true }
    }
    return false
  }

  // MARK: 改码

  /// - Returns: how many areas stand under a new code.
  private func renumber(_ change: CodeChange) throws -> Int {
    let (old, new) = (change.old, change.new)
    let areas = try Row.fetchAll(
      db, sql: "SELECT id, parent FROM area WHERE id BETWEEN ? AND ? ORDER BY level, id",
      arguments: [old.number, old.last.number]
    ).filter { row in
      let code = AreaCode(number: row[0])
      // What has a change of its own goes its own way.
      return !([code] + code.ancestors).contains { $0.level >= old.level && $0 != old && book.change(of: $0) != nil }
    }
    let inside = Set(areas.map { $0[0] as Int })
    let shift = new.number - old.number
    for row in areas {
      let from: Int = row[0]
      let target = from + shift
      try save(from)
      let isKnown = try PostalStore.area(target, db) != nil
      if !isKnown {
        var parent = (row[1] as Int?).map { inside.contains($0) ? $0 + shift : $0 }
        if from == old.number { parent = try above(AreaCode(number: target)) ?? parent }
        try db.execute(
          sql: """
            INSERT INTO area SELECT ?1, CASE WHEN ?2 = '' THEN name ELSE ?2 END, level, kind, ?3, ?1, NULL, NULL, shipped,
              used, covered FROM area WHERE id = ?4
            """, arguments: [target, from == old.number ? change.newName : "", parent, from])
        try db.execute(sql: "INSERT INTO created_area VALUES (?, ?)", arguments: [target, from])
      }
      try moveRows(from: from, to: target, forms: Self.forms)
      try adopt(from: from, to: target)
      try db.execute(sql: "DELETE FROM area WHERE id = ?", arguments: [from])
      try RollUps(db).forget(from)
    }
    return areas.count
  }

  // MARK: 合并

  /// - Returns: false where the area is not known.
  private func merge(_ change: CodeChange) throws -> Bool {
    let (old, new) = (change.old.number, change.new.number)
    guard try PostalStore.area(old, db) != nil else { return false }
    try save(old)
    if try PostalStore.area(new, db) == nil {
      try db.execute(
        sql: """
          INSERT INTO area SELECT ?1, CASE WHEN ?2 = '' THEN name ELSE ?2 END, level, kind, ?3, ?1, NULL, NULL, shipped, 1, 0
          FROM area WHERE id = ?4
          """, arguments: [new, change.newName, try above(change.new) ?? parent(of: old), old])
      try db.execute(sql: "INSERT INTO created_area VALUES (?, ?)", arguments: [new, old])
    }
    try moveRows(from: old, to: new, forms: [.outlets])
    try adopt(from: old, to: new)
    try db.execute(
      sql: "INSERT OR REPLACE INTO ended_area (area, until) VALUES (?, ?)", arguments: [old, change.ended.index])
    return true
  }

  // MARK: steps

  private func above(_ code: AreaCode) throws -> Int? {
    try code.ancestors.first { try PostalStore.area($0.number, db) != nil }?.number
  }

  private func parent(of area: Int) throws -> Int? {
    try Int.fetchOne(db, sql: "SELECT parent FROM area WHERE id = ?", arguments: [area])
  }

  /// Keeps an area as it is before anything happens to it.
  private func save(_ area: Int) throws {
    // One that a change made has nothing to go back to.
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO former_area SELECT * FROM area WHERE id = ?1
          AND NOT EXISTS (SELECT 1 FROM created_area WHERE id = ?1)
        """, arguments: [area])
  }

  /// The parts of an area hang on another from now on.
  private func adopt(from: Int, to: Int) throws {
    for child in try Int.fetchAll(db, sql: "SELECT id FROM area WHERE parent = ?", arguments: [from]) {
      try save(child)
    }
    try db.execute(sql: "UPDATE area SET parent = ? WHERE parent = ?", arguments: [to, from])
  }

  private func moveRows(from: Int, to: Int, forms: [Form]) throws {
    try db.execute(sql: "INSERT OR IGNORE INTO changed_area VALUES (?), (?)", arguments: [from, to])
    for form in forms {
      let table = form.table
      try db.execute(
        sql:
          "INSERT OR IGNORE INTO moved_row SELECT '\(form.rawValue)', import, line, area FROM \(table) WHERE area = ?",
        arguments: [from])
      // Which row of a key stands is chosen once all have moved.
      let steps = form == .outlets ? "" : ", live = 0"
      try db.execute(sql: "UPDATE \(table) SET area = ?\(steps) WHERE area = ?", arguments: [to, from])
    }
    guard forms.contains(.areas) else { return }
    for (kind, table, column) in [("coverage", "coverage", "area"), ("parent", "area_entry", "parent")] {
      let line = kind == "coverage" ? "0" : "line"
      try db.execute(
        sql:
          "INSERT OR IGNORE INTO moved_row SELECT '\(kind)', import, \(line), \(column) FROM \(table) WHERE \(column) = ?",
        arguments: [from])
      try db.execute(sql: "UPDATE \(table) SET \(column) = ? WHERE \(column) = ?", arguments: [to, from])
    }
  }

  /// Puts rows and areas back where they were before the list in force.
  ///
  /// - Returns: false where it had moved nothing.
  private func takeBack() throws -> Bool {
    for form in Self.forms {
      let table = form.table
      let moved = "SELECT import, line FROM moved_row WHERE form = '\(form.rawValue)'"
      try db.execute(
        sql: """
          INSERT OR IGNORE INTO changed_area SELECT area FROM \(table) WHERE (import, line) IN (\(moved));
          INSERT OR IGNORE INTO changed_area SELECT area FROM moved_row WHERE form = '\(form.rawValue)';
          UPDATE \(table) SET \(form == .outlets ? "" : "live = 0, ")area = (SELECT m.area FROM moved_row m
            WHERE m.form = '\(form.rawValue)' AND m.import = \(table).import AND m.line = \(table).line)
          WHERE (import, line) IN (\(moved))
          """)
    }
    try db.execute(
      sql: """
        UPDATE coverage SET area = (SELECT m.area FROM moved_row m WHERE m.form = 'coverage' AND m.import = coverage.import)
        WHERE import IN (SELECT import FROM moved_row WHERE form = 'coverage');
        UPDATE area_entry SET parent = (SELECT m.area FROM moved_row m WHERE m.form = 'parent'
          AND m.import = area_entry.import AND m.line = area_entry.line)
        WHERE (import, line) IN (SELECT import, line FROM moved_row WHERE form = 'parent')
        """)
    let created = try Row.fetchAll(db, sql: "SELECT id, old FROM created_area").map { ($0[0] as Int, $0[1] as Int) }
    for (area, old) in created.sorted(by: { AreaCode(number: $0.0).level > AreaCode(number: $1.0).level }) {
      let isUsed = try Self.forms.contains { form in
        try Bool.fetchOne(
          db, sql: "SELECT EXISTS (SELECT 1 FROM \(form.table) WHERE area = ?)", arguments: [area]) == true
      }
      // What an office has sent since under the new code stays where it is.
      if isUsed { continue }
      try db.execute(sql: "UPDATE area SET parent = ? WHERE parent = ?", arguments: [old, area])
      try db.execute(sql: "DELETE FROM area WHERE id = ?", arguments: [area])
      try RollUps(db).forget(area)
    }
    let former = try Int.fetchAll(db, sql: "SELECT id FROM former_area ORDER BY level, id")
    let writer = ImportWriter(db: db, id: 0, file: "", scope: nil)
    for area in former {
      let entry = try Row.fetchOne(
        db,
        sql: """
          SELECT e.name, e.parent FROM area_entry e JOIN import i ON i.id = e.import AND i.undone_at IS NULL
          WHERE e.area = ? ORDER BY e.import DESC, e.year DESC, e.line DESC
          """, arguments: [area])
      // One that an office had declared goes with its declaration; what it has said of one since stands.
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO area (id, name, level, kind, parent, anchor, base_name, base_parent, shipped, used, covered)
          SELECT id, name, level, kind, parent, anchor, base_name, base_parent, shipped, used, covered FROM former_area
          WHERE id = ? AND (? = 1 OR base_name IS NOT NULL)
          """,
        arguments: [area, entry != nil])
      if let entry { try writer.declare(area, name: entry[0], parent: entry[1]) }
    }
    try db.execute(
      sql: """
        DELETE FROM moved_row; DELETE FROM former_area; DELETE FROM created_area; DELETE FROM ended_area;
        DELETE FROM changed_parent
        """)
    return !former.isEmpty
  }

  /// Of all rows of a key the latest import's stands.
  private func chooseLiveRows() throws {
    for form in Self.forms where form != .outlets {
      let table = form.table
      let key = ImportWriter.key(of: form).map { "o.\($0)" }.joined(separator: ", ")
      try db.execute(
        sql: """
          UPDATE \(table) SET live = 0 WHERE live = 1 AND area IN (SELECT id FROM changed_area);
          UPDATE \(table) SET live = 1 WHERE rowid IN (
            SELECT place FROM (
              SELECT o.rowid AS place, ROW_NUMBER() OVER (PARTITION BY \(key) ORDER BY o.import DESC, o.line DESC) AS age
              FROM \(table) o JOIN import i ON i.id = o.import AND i.undone_at IS NULL
              WHERE o.area IN (SELECT id FROM changed_area))
            WHERE age = 1)
          """)
    }
  }

  private func refuseDoubleCounting() throws {
    var problems: [Problem] = []
    for change in book.changes where !change.isRenaming {
      let (first, last) = (change.new.number, change.new.last.number)
      for form in [Form.packaging, .safety] {
        let found = try DoubleCounting(db).returns(
          form, "n.live = 1 AND n.area BETWEEN \(first) AND \(last) AND n.area IN (SELECT id FROM changed_area)")
        problems += found.prefix(3).map { found in
          let problem = found.problem(file: change.file)
          return Problem(
            file: change.file, line: change.line,
            zh: "\(change.old) 的报表移到 \(change.new) 后会重复计算:\(problem.zh)",
            en: "the returns of \(change.old) would count twice under \(change.new): \(problem.en)")
        }
      }
    }
    if !problems.isEmpty { throw StoreError.refused(problems) }
  }
}
