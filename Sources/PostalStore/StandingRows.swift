import PostalModel

/// Which rows stand: of each key the one of the newest import that was not undone.
struct StandingRows {
  let db: Database

  init(_ db: Database) { self.db = db }

  /// Settles the keys of a form that some imports have rows of, after those were undone or stand again.
  func settle(_ form: Form, of imports: [Int]) throws {
    let table = form.table
    let list = imports.map(String.init).joined(separator: ", ")
    let key = ImportWriter.key(of: form).map { "o.\($0)" }.joined(separator: ", ")
    // In one pass over the table: most rows have no index of their key.
    try db.makeOwn("standing", "(place INTEGER PRIMARY KEY, live INTEGER NOT NULL, age INTEGER NOT NULL)")
    try db.execute(
      sql: """
        DELETE FROM temp.standing;
        INSERT INTO temp.standing
        SELECT o.rowid, o.live, ROW_NUMBER() OVER (PARTITION BY \(key) ORDER BY o.import DESC, o.line DESC)
        FROM \(table) o JOIN import i ON i.id = o.import AND i.undone_at IS NULL
        WHERE (\(key)) IN (SELECT \(key) FROM \(table) o WHERE o.import IN (\(list)));
        UPDATE \(table) SET live = 0 WHERE live = 1 AND import IN (\(list));
        UPDATE \(table) SET live = 0 WHERE rowid IN (SELECT place FROM temp.standing WHERE age > 1 AND live = 1);
        UPDATE \(table) SET live = 1 WHERE rowid IN (SELECT place FROM temp.standing WHERE age = 1);
        """)
  }

  /// The rows that `settle` just let stand again, as SQL over rows `n`.
  static let risen = "n.rowid IN (SELECT place FROM temp.standing WHERE age = 1 AND live = 0)"
}
