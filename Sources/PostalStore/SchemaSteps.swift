/// The steps that make the tables, in their order. A database notes those it has taken in `grdb_migrations`.
///
/// GRDB's own migrator takes each step in a transaction of its own: a program that ends between two of them would leave a
/// database of no version. Here all of them are one.
struct SchemaSteps {
  private var steps: [(name: String, body: (Database) throws -> Void)] = []

  var migrations: [String] { steps.map(\.name) }

  mutating func registerMigration(_ name: String, _ body: @escaping (Database) throws -> Void) {
    steps.append((name, body))
  }

  /// Takes the steps that are missing, in the transaction under way.
  ///
  /// - Parameter last: the last one to take; by default all.
  func migrate(_ db: Database, upTo last: String? = nil) throws {
    try db.execute(sql: "CREATE TABLE IF NOT EXISTS grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
    let taken = try Self.taken(db)
    for step in steps {
      if !taken.contains(step.name) {
        try step.body(db)
        try db.execute(sql: "INSERT INTO grdb_migrations VALUES (?)", arguments: [step.name])
      }
      if step.name == last { return }
    }
  }

  /// The steps that a database has taken; none where it has no list of them.
  static func taken(_ db: Database) throws -> Set<String> {
    guard try db.tableExists("grdb_migrations") else { return [] }
    return try Set(String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations"))
  }

  /// How a database stands to these steps.
  func standing(of db: Database) throws -> Standing {
    let taken = try Self.taken(db)
    if taken.isEmpty {
      // A role without rights finds no tables: the server is to say so.
      if db.dialect == .postgres,
        try Bool.fetchOne(
          db,
          sql: """
            SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = '\(PostgresGround.schema)'
              AND tablename = 'grdb_migrations')
            """) == true
      {
        _ = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(PostgresGround.schema).grdb_migrations")
      }
      let list =
        db.dialect == .sqlite ? "sqlite_master" : "pg_tables WHERE schemaname = '\(PostgresGround.schema)'"
      let objects = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(list)") ?? 0
      return objects == 0 ? .empty : .foreign
    }
    let known = Set(migrations)
    if taken == known { return .current }
    guard taken.isSubset(of: known) else { return .newer }
    return .older(steps: taken.count)
  }

  enum Standing: Equatable {
    /// Nothing is in it yet.
    case empty
    /// It has tables, and none of them is ours.
    case foreign
    case older(steps: Int)
    case current
    /// It has taken steps that this program does not know.
    case newer
  }
}
