import Foundation
import PostalModel

/// A file on its way into the store.
public struct ImportFile: Sendable {
  public var name: String
  /// SHA-256 in hexadecimal.
  public var hash: String
  /// `2025-07-05 09:12`
  public var at: String
  public var who: String
  /// Rows read from the file; kept and rejected make it up.
  public var read: Int
  public var rejected: [(line: Int, raw: String, zh: String, en: String)]
  /// Columns of the form that the file does not have. Of a register of outlets they say nothing: what is known of them
  /// stays.
  public var absentColumns: [String]
  /// The sheets of a workbook that its rows came from, in the order of `SheetLine`; empty for a text.
  public var sheets: [String]
  /// SHA-256 of the map of columns that the file was read by: the same file by another map is another import.
  public var map: String?
  /// SHA-256 of the workbook that the file was read as, where it had to be converted first.
  public var converted: String?
  /// The month that rows without one were given.
  public var month: Month?
  /// The file itself, and the map where there is one, by their hashes; kept so that a row can be shown as it came.
  public var originals: [KeptFile]

  public init(
    name: String, hash: String, at: String, who: String, read: Int,
    rejected: [(line: Int, raw: String, zh: String, en: String)] = [], absentColumns: [String] = [],
    sheets: [String] = [], map: String? = nil, converted: String? = nil, month: Month? = nil, originals: [KeptFile] = []
  ) {
    self.name = name
    self.hash = hash
    self.at = at
    self.who = who
    self.read = read
    self.rejected = rejected
    self.absentColumns = absentColumns
    self.sheets = sheets
    self.map = map
    self.converted = converted
    self.month = month
    self.originals = originals
  }

  /// A problem with the row and the sheet of its place.
  fileprivate func named(_ problem: Problem) -> Problem {
    let sheet = SheetLine.sheet(of: problem.line)
    var named = problem
    named.line = SheetLine.row(of: problem.line)
    if SheetLine.column(of: problem.line) > 0 { named.column = SheetLine.column(of: problem.line) }
    if sheet < sheets.count { named.file += ":" + sheets[sheet] }
    return named
  }

  /// The place of a problem that the store told of this file, see `SheetLine`.
  public func place(of problem: Problem) -> Int {
    let sheet = sheets.firstIndex { problem.file == "\(name):\($0)" } ?? 0
    return SheetLine.place(sheet: sheet, row: problem.line, column: problem.column)
  }
}

/// 原件: a file as it came, packed by whoever keeps it.
public struct KeptFile: Sendable, Equatable {
  /// SHA-256 of the file in hexadecimal.
  public var hash: String
  /// Bytes of the file before it was packed.
  public var size: Int
  public var packed: [UInt8]

  public init(hash: String, size: Int, packed: [UInt8]) {
    self.hash = hash
    self.size = size
    self.packed = packed
  }
}

/// What an import did, or would do.
public struct ImportOutcome: Sendable, Equatable {
  /// The number in the ledger; nil for a dry run.
  public var id: Int?
  public var form: Form
  public var kept: Int
  public var replaced: Int
  /// Of the replaced rows, those that say what the earlier ones said.
  public var unchanged = 0
  public var rejected: Int
  /// The number of the import that had stored the same file already; then nothing was changed.
  public var sameAs: Int?
  /// Of a partial import: what was kept out because it conflicts with what is stored.
  public var conflicts: [Problem] = []
  /// The signed months that it touched.
  public var revisions: [Revision] = []
  /// The figures it moved, the weightiest first, as far as `watched` says; empty where nobody asked.
  public var moves: [FigureMove] = []
  /// How far figures were watched; nil where nobody asked, or the form has no areas.
  public var watched: WatchExtent?

  /// Rows of keys that had none before.
  public var new: Int { kept - replaced }
}

extension PostalStore {
  /// Stores the rows of one return as one unit, with the roll-ups of all above, or nothing.
  ///
  /// - Parameters:
  ///   - scope: the area the file is for: rows outside it are refused, and a register of outlets covers all of it.
  ///     Without it a register covers the smallest area that holds all its rows.
  ///     An areas form with a scope is the whole list of that area.
  ///   - isDryRun: everything is tried and taken back.
  ///   - isPartial: rows that conflict with what is stored are kept out with their reasons, and the others stored.
  ///   - watch: what figures are judged by before and after, to tell which of them move, those of signed months too.
  ///   - progress: told now and then which share of the rows is in, 0 to 1; what it throws is thrown, and nothing is
  ///     stored then.
  /// - Throws: `StoreError.refused` with every conflict, or `StoreError.unusable`.
  public func importReturn(
    _ rows: ReturnRows, file: ImportFile, scope: AreaCode? = nil, isDryRun: Bool = false, isPartial: Bool = false,
    watching watch: FigureWatch? = nil, progress: ((Double) throws -> Void)? = nil
  ) throws -> ImportOutcome {
    try importReturns(
      [(rows, file)], scope: scope, isDryRun: isDryRun, isPartial: isPartial, watching: watch, progress: progress)[0]
  }

  /// Stores the returns of one file, of a form each, as one unit; see `importReturn`.
  ///
  /// - Parameter began: told the number of each before it is stored.
  /// - Returns: one outcome each, in their order.
  public func importReturns(
    _ returns: [(rows: ReturnRows, file: ImportFile)], scope: AreaCode? = nil, isDryRun: Bool = false,
    isPartial: Bool = false, watching watch: FigureWatch? = nil, began: ((Int) -> Void)? = nil,
    progress: ((Double) throws -> Void)? = nil
  ) throws -> [ImportOutcome] {
    var returns = returns
    var refused = [[Problem]](repeating: [], count: returns.count)
    while true {
      // Which is being stored.
      var number = 0
      do {
        var outcomes = try importAll(
          returns, scope: scope, isDryRun: isDryRun, watch: watch,
          began: {
            number = $0
            began?($0)
          }, progress: progress)
        for place in outcomes.indices { outcomes[place].conflicts = refused[place].map(returns[place].file.named) }
        return outcomes
      } catch StoreError.refused(let problems) {
        let (rows, file) = returns[number]
        let left = rows.without(lines: Set(problems.map(\.line)))
        guard isPartial, left.count < rows.count, left.count > 0 else {
          throw StoreError.refused((refused[number] + problems).map(file.named))
        }
        // All begins anew without those rows: a savepoint in their place would cost every statement of a large import.
        returns[number].rows = left
        returns[number].file.rejected += problems.map { ($0.line, "", $0.zh, $0.en) }
        refused[number] += problems
      }
    }
  }

  /// Stores several returns in one transaction.
  private func importAll(
    _ returns: [(rows: ReturnRows, file: ImportFile)], scope: AreaCode?, isDryRun: Bool, watch: FigureWatch?,
    began: (Int) -> Void, progress: ((Double) throws -> Void)?
  ) throws -> [ImportOutcome] {
    var outcomes: [ImportOutcome] = []
    try change(in: returns.map(\.rows.writeScope).reduce(.areas([])) { $0.joined($1) }) { db in
      outcomes = []
      for (number, (rows, file)) in returns.enumerated() {
        began(number)
        outcomes.append(
          try importWhole(rows, file: file, scope: scope, isDryRun: isDryRun, watch: watch, progress: progress, db))
      }
      return isDryRun ? .rollback : .commit
    }
    return outcomes
  }

  /// The import that took this very file in the same way with the same outcome; one that kept rows out which are good now
  /// is another.
  private func same(_ rows: ReturnRows, _ file: ImportFile, _ scope: AreaCode?, _ db: Database) throws -> Int? {
    try Int.fetchAll(
      db,
      sql: """
        SELECT id FROM import WHERE hash = ? AND form = ? AND scope IS ? AND map IS ? AND month IS ?
          AND kept = ? AND rejected = ? AND undone_at IS NULL ORDER BY id DESC
        """,
      arguments: [
        file.hash, rows.form.rawValue, scope?.number, file.map, file.month?.index, rows.count,
        file.rejected.count,
      ]
    ).first { id in
      try String.fetchAll(
        db, sql: "SELECT name FROM import_sheet WHERE import = ? ORDER BY number", arguments: [id]) == file.sheets
    }
  }

  private func importWhole(
    _ rows: ReturnRows, file: ImportFile, scope: AreaCode?, isDryRun: Bool, watch: FigureWatch?,
    progress: ((Double) throws -> Void)?, _ db: Database
  ) throws -> ImportOutcome {
    var stored = ImportOutcome(
      id: nil, form: rows.form, kept: rows.count, replaced: 0, rejected: file.rejected.count, sameAs: nil)
    if let same = try same(rows, file, scope, db) {
      stored.sameAs = same
      stored.kept = 0
      return stored
    }
    try db.execute(
      sql: """
        INSERT INTO import (at, who, file, hash, form, scope, read, kept, replaced, rejected, map, month,
          converted, absent)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?)
        """,
      arguments: [
        file.at, file.who, file.name, file.hash, rows.form.rawValue, scope?.number, file.read, rows.count,
        file.rejected.count, file.map, file.month?.index, file.converted,
        file.absentColumns.joined(separator: " "),
      ])
    let id = Int(db.lastInsertedRowID)
    for kept in isDryRun ? [] : file.originals {
      try db.execute(
        sql: "INSERT OR IGNORE INTO kept_file (hash, size, packed) VALUES (?, ?, ?)",
        arguments: [kept.hash, kept.size, Data(kept.packed)])
    }
    for (number, name) in file.sheets.enumerated() {
      try db.execute(sql: "INSERT INTO import_sheet VALUES (?, ?, ?)", arguments: [id, number, name])
    }
    for row in file.rejected {
      try db.execute(
        sql: "INSERT INTO rejected_row VALUES (?, ?, ?, ?, ?)",
        arguments: [id, row.line, row.raw, row.zh, row.en])
    }
    let signed = try RevisionWatch(
      self, db, form: rows.form, touched: { rows.places }, yardstick: watch?.yardstick)
    let writer = ImportWriter(
      db: db, id: id, file: file.name, scope: scope, progress: progress)
    let watched = try watch.flatMap { watch in
      rows.form.hasAreas
        ? try WatchedFigures(watch, of: rows, covering: scope, settings: settings, db) : nil
    }
    (stored.replaced, stored.unchanged) = try writer.store(rows)
    stored.moves = try watched?.moves() ?? []
    stored.watched = watched?.extent
    try db.execute(sql: "UPDATE import SET replaced = ? WHERE id = ?", arguments: [stored.replaced, id])
    stored.revisions = try signed.finish(import: id, isUndo: false, at: file.at)
    if isDryRun { for place in stored.revisions.indices { stored.revisions[place].importID = nil } }
    stored.id = isDryRun ? nil : id
    return stored
  }

  /// The import ledger, newest first.
  public func ledger(limit: Int = 1000) throws -> [LedgerEntry] {
    try ledger(where: "TRUE ORDER BY id DESC LIMIT ?", arguments: [limit])
  }

  /// One import; nil where there is none of that number.
  public func ledger(of id: Int) throws -> LedgerEntry? { try ledger(where: "id = ?", arguments: [id]).first }

  private func ledger(where condition: String, arguments: StatementArguments) throws -> [LedgerEntry] {
    try read { db in
      var revised: [Int: [String]] = [:]
      let areas = SignedAreas(db)
      for row in try Row.fetchAll(
        db,
        sql: """
          SELECT DISTINCT r.import, s.month, s.area FROM revision r JOIN sign_off s ON s.id = r.sign_off
          ORDER BY s.month, s.area
          """)
      {
        revised[row[0], default: []].append("\(Month(index: row[1])) \(try areas.area(row[2]).name)")
      }
      return try Row.fetchAll(
        db,
        sql: """
          SELECT id, at, who, file, hash, form, scope, read, kept, replaced, rejected, undone_at, role
          FROM import WHERE \(condition)
          """, arguments: arguments
      ).map { row in
        LedgerEntry(
          id: row[0], at: row[1], who: row[2], file: row[3], hash: row[4], form: Form(rawValue: row[5])!,
          scope: (row[6] as Int?).map(AreaCode.init(number:)), read: row[7], kept: row[8], replaced: row[9],
          rejected: row[10], undoneAt: row[11], revised: revised[row[0]] ?? [], role: row[12])
      }
    }
  }

  /// Marks the store as one of demonstration returns; a real return is never added to it.
  public func markDemonstration() throws {
    try write { db in
      try db.execute(sql: "INSERT OR IGNORE INTO meta (key, value) VALUES ('demonstration', 'begun')")
    }
  }

  /// Notes that all demonstration returns are in, so that a load cut short is taken up again, and so is one of an
  /// earlier version, which had no sent figures or no steps of the loop.
  public func markDemonstrationComplete() throws {
    try write { db in try db.execute(sql: "UPDATE meta SET value = 'complete 3' WHERE key = 'demonstration'") }
  }

  public var isDemonstrationComplete: Bool {
    get throws {
      try read { db in
        try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'demonstration'") == "complete 3"
      }
    }
  }

  public var isDemonstration: Bool {
    get throws {
      try read { db in try Bool.fetchOne(db, sql: "SELECT 1 FROM meta WHERE key = 'demonstration'") ?? false }
    }
  }
}

extension ReturnRows {
  /// The areas and months of the rows; no month where a row is of none.
  var places: [(area: Int, month: Int?)] {
    switch self {
    case .areas(let rows): rows.map { ($0.value.code.number, nil) }
    case .outlets(let rows): rows.map { ($0.value.area.number, nil) }
    case .villages(let rows): rows.map { ($0.value.area.number, $0.value.month.index) }
    case .packaging(let rows): rows.map { ($0.value.area.number, $0.value.month.index) }
    case .safety(let rows): rows.map { ($0.value.area.number, $0.value.month.index) }
    case .figures(let rows): rows.map { ($0.value.area.number, $0.value.month.index) }
    case .tasks: []
    }
  }

  /// What storing the rows bears on: lists of areas and registers on more than what they name.
  var writeScope: WriteScope {
    switch self {
    case .areas, .outlets, .tasks: .whole
    case .villages, .packaging, .safety, .figures: .areas(Array(Set(places.map(\.area))))
    }
  }
}

extension WriteScope {
  func joined(_ other: WriteScope) -> WriteScope {
    guard case (.areas(let areas), .areas(let more)) = (self, other) else { return .whole }
    return .areas(areas + more)
  }
}
