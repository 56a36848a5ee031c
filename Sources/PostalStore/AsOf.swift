import GRDB
import PostalModel

extension PostalStore {
  /// 历史: a copy of the store as it stood at the end of a day: what was imported later is not in it, and what was undone
  /// later stands. The copy lives in memory; nothing written to it is kept.
  ///
  /// - Throws: `StoreError.unusable`.
  public func asOf(_ day: Day) throws -> PostalStore {
    let copy = try copy(asOf: day)
    try copy.write { db in try History(db).stepBack(to: day) }
    return copy
  }

  /// A copy in memory, still as the store stands now.
  func copy(asOf day: Day?) throws -> PostalStore {
    do {
      var configuration = Configuration()
      configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA temp_store = MEMORY") }
      let memory = try DatabaseQueue(configuration: configuration)
      switch database.engine {
      case .sqlite(let queue): try queue.backup(to: memory)
      case .postgres(let queue):
        let tables = try TransferTable.all
        try memory.write { sqlite in
          let copy = Database(sqlite)
          try Schema.migrator.migrate(copy)
          try queue.read { session in
            try Database(session).demandAllRows()
            for table in tables { try copy.carry(table, from: Database(session)) }
          }
        }
      }
      return PostalStore(Connection(memory), path: path, settings: settings, asOf: day)
    } catch {
      throw told(error)
    }
  }
}

/// Takes a database back in time.
struct History {
  let db: Database

  init(_ db: Database) { self.db = db }

  /// Brings the whole database to the end of a day.
  func stepBack(to day: Day) throws {
    let end = day.description
    try db.execute(
      sql: """
        DELETE FROM revised_figure WHERE revision IN (SELECT id FROM revision WHERE substr(at, 1, 10) > :day);
        DELETE FROM revision WHERE substr(at, 1, 10) > :day;
        DELETE FROM signed_figure WHERE sign_off IN (SELECT id FROM sign_off WHERE substr(at, 1, 10) > :day);
        DELETE FROM sign_off WHERE substr(at, 1, 10) > :day;
        UPDATE sign_off SET withdrawn_at = NULL, withdrawn_by = NULL WHERE substr(withdrawn_at, 1, 10) > :day;
        """, arguments: ["day": end])
    let later = try Int.fetchAll(db, sql: "SELECT id FROM import WHERE substr(at, 1, 10) > ?", arguments: [end])
    let undoneLater = try Int.fetchAll(
      db, sql: "SELECT id FROM import WHERE substr(at, 1, 10) <= ?1 AND substr(undone_at, 1, 10) > ?1",
      arguments: [end])
    guard !later.isEmpty || !undoneLater.isEmpty else { return }
    let changed = later + undoneLater
    let list = changed.map(String.init).joined(separator: ", ")
    let gone = later.map(String.init).joined(separator: ", ")
    let forms = try String.fetchAll(db, sql: "SELECT DISTINCT form FROM import WHERE id IN (\(list))")
      .compactMap(Form.init(rawValue:))
    let areas = try Int.fetchAll(
      db, sql: "SELECT DISTINCT area FROM area_entry WHERE import IN (\(list)) ORDER BY area")
    // Later ones count as undone until their rows are out.
    try db.execute(sql: "UPDATE import SET undone_at = NULL, undone_after = NULL WHERE id IN (\(list))")
    try db.execute(sql: "UPDATE import SET undone_at = at WHERE id IN (\(gone))")
    for form in forms { try StandingRows(db).settle(form, of: changed) }
    if forms.contains(.outlets) { try CarriedColumns(db).carryAgain(after: changed) }
    for form in forms { try db.execute(sql: "DELETE FROM \(form.table) WHERE import IN (\(gone))") }
    for table in ["coverage", "rejected_row", "import_sheet"] {
      try db.execute(sql: "DELETE FROM \(table) WHERE import IN (\(gone))")
    }
    try db.execute(sql: "DELETE FROM import WHERE id IN (\(gone))")
    if forms.contains(.outlets) { try OutletChanges(db).rebuild() }
    _ = try AreaTree(db).settle(areas)
    try RollUps(db).rebuild(forms)
  }
}
