import PostalModel

/// A register without a column says nothing of it: an outlet keeps what the register before it gave.
struct CarriedColumns {
  let db: Database

  init(_ db: Database) { self.db = db }

  /// The columns of the table that a column of the form fills.
  private static let kept = [
    "brand": ["brand"], "filing_no": ["filing_no"], "filed_on": ["filed_on"],
    "opened_on": ["opened_on", "open_month"], "closed_on": ["closed_on", "close_month"],
    "licence_until": ["licence_until"],
  ]

  /// What an outlet has of which no register says anything.
  private static func unknown(_ column: String) -> String {
    switch column {
    case "brand", "filing_no": "''"
    case "open_month": String(OutletStocks.always)
    default: "NULL"
    }
  }

  /// Fills the absent columns of registers from what stood before each, the earliest first.
  func carry(into imports: [Int]) throws {
    for id in imports.sorted() {
      let absent = try String.fetchOne(db, sql: "SELECT absent FROM import WHERE id = ?", arguments: [id]) ?? ""
      let columns = absent.split(separator: " ").flatMap { Self.kept[String($0)] ?? [] }
      guard !columns.isEmpty else { continue }
      let unknown = columns.map { "\($0) = \(Self.unknown($0))" }.joined(separator: ", ")
      let found = columns.map { "\($0) = b.\($0)" }.joined(separator: ", ")
      try db.execute(sql: "UPDATE outlet SET \(unknown) WHERE import = ?", arguments: [id])
      try db.execute(
        sql: """
          UPDATE outlet SET \(found) FROM (
            SELECT o.*, ROW_NUMBER() OVER (PARTITION BY o.outlet ORDER BY o.import DESC) AS age
            FROM outlet o JOIN import i ON i.id = o.import AND i.undone_at IS NULL
            WHERE o.import < ?1 AND o.outlet IN (SELECT outlet FROM outlet WHERE import = ?1)) b
          WHERE outlet.import = ?1 AND b.outlet = outlet.outlet AND b.age = 1
          """, arguments: [id])
    }
  }

  /// Fills them again for outlets of imports that went or stand again: in all registers after those.
  func carryAgain(after imports: [Int]) throws {
    let list = imports.map(String.init).joined(separator: ", ")
    try carry(
      into: Int.fetchAll(
        db,
        sql: """
          SELECT DISTINCT i.id FROM outlet n JOIN outlet o ON o.outlet = n.outlet AND o.import > n.import
          JOIN import i ON i.id = o.import AND i.undone_at IS NULL AND i.absent <> ''
          WHERE n.import IN (\(list))
          """))
  }
}
