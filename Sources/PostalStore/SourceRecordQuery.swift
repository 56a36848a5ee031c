import PostalModel

extension Area {
  /// Stands where a row is of no area, as those of 任务进展.
  static let none = Area(id: 0, code: AreaCode(number: 0), name: "")
}

extension PostalStore {
  /// A stored row with its state and every figure it feeds, of its own area and of those above; without its cells, which
  /// are in the file.
  ///
  /// - Parameters:
  ///   - period: what stocks are read at; figures of a month are of the row's month where that lies outside.
  ///   - borrowed: the plan used as the measure in place of the areas' own.
  /// - Returns: nil where the import has no such row.
  public func sourceRecord(
    _ key: SourceKey, period: Period, borrowing borrowed: String?, plans: PlanBook, indicators: [Indicator], today: Day
  ) throws -> SourceRecord? {
    try read { db -> SourceRecord? in
      guard
        let entry = try Row.fetchOne(
          db, sql: "SELECT form, who, undone_at FROM import WHERE id = ?", arguments: [key.importID]),
        let form = Form(rawValue: entry[0])
      else { return nil }
      guard
        let found = try Row.fetchOne(
          db,
          sql: """
            SELECT \(Self.sourceColumns), x.live FROM (\(Self.importRows(form))) x JOIN import i ON i.id = x.import
            WHERE x.line = :place
            """, arguments: ["import": key.importID, "place": key.place]),
        let row = try Self.sourceRow(found, db, isLive: found[9])
      else { return try rejected(key, form, who: entry[1], db) }
      var record = SourceRecord(row: row, form: form, who: entry[1], state: .stands)
      if !row.isLive {
        if let undone = entry[2] as String? {
          record.state = .undone(at: undone)
        } else if let later = try Self.successor(of: key, form, db) {
          record.state = .replaced(by: later[0], at: later[1])
        }
        return record
      }
      let shown = row.month.map { period.months.contains($0) ? period : Period($0) } ?? period
      record.feeds = try feeds(
        row, form, period: shown, borrowing: borrowed, plans: plans, indicators: indicators, today: today, db)
      return record
    }
  }

  /// One import with what was kept out of it and its first rows; nil where there is no such import.
  public func importRecord(_ id: Int, limit: Int = 500) throws -> ImportRecord? {
    guard let entry = try ledger(of: id) else { return nil }
    return try read { db -> ImportRecord? in
      let sheets = try String.fetchAll(
        db, sql: "SELECT name FROM import_sheet WHERE import = ? ORDER BY number", arguments: [id])
      let rejections = try Row.fetchAll(
        db, sql: "SELECT line, raw, zh, en FROM rejected_row WHERE import = ? ORDER BY line LIMIT \(limit)",
        arguments: [id]
      ).map { row -> ImportRecord.Rejection in
        let sheet = SheetLine.sheet(of: row[0])
        return .init(
          key: SourceKey(importID: id, place: row[0]), sheet: sheets.indices.contains(sheet) ? sheets[sheet] : nil,
          line: SheetLine.row(of: row[0]), raw: row[1], zh: row[2], en: row[3])
      }
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT \(Self.sourceColumns), x.live FROM (\(Self.importRows(entry.form))) x JOIN import i ON i.id = x.import
          ORDER BY x.line LIMIT \(limit)
          """, arguments: ["import": id]
      ).compactMap { try Self.sourceRow($0, db, isLive: $0[9]) }
      let isKept =
        try Bool.fetchOne(db, sql: "SELECT 1 FROM kept_file WHERE hash = ?", arguments: [entry.hash]) ?? false
      return ImportRecord(entry: entry, sheets: sheets, rejections: rejections, rows: rows, isKept: isKept)
    }
  }

  private func rejected(_ key: SourceKey, _ form: Form, who: String, _ db: Database) throws -> SourceRecord? {
    guard
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT \(SourcePlace.file("x")), i.hash, i.at, x.raw, x.zh, x.en
          FROM rejected_row x JOIN import i ON i.id = x.import WHERE x.import = ? AND x.line = ?
          """, arguments: [key.importID, key.place])
    else { return nil }
    return SourceRecord(
      row: SourceRow(
        importID: key.importID, file: row[0], line: SheetLine.row(of: key.place), hash: row[1], importedAt: row[2],
        area: .none, month: nil, place: key.place, isLive: false),
      form: form, who: who, state: .rejected(zh: row[4], en: row[5]), raw: row[3])
  }

  /// A select of the rows of the import `:import`: import, line, live, area, month and what they are about.
  private static func importRows(_ form: Form) -> String {
    let (month, label): (String, String)
    switch form {
    case .areas:
      (month, label) = ("NULL", "r.name || CASE r.year WHEN 0 THEN '' ELSE ' ' || r.year END")
    case .outlets: (month, label) = ("NULL", "r.outlet || ' ' || r.name")
    case .villages: (month, label) = ("r.month", "IFNULL('x' || r.brands, '')")
    case .packaging: (month, label) = ("r.month", sourceLabel)
    case .safety: (month, label) = ("r.month", "r.outlet")
    case .figures: (month, label) = ("r.month", "r.indicator")
    case .tasks: (month, label) = ("NULL", "r.plan || ' ' || r.task")
    case .items: (month, label) = ("NULL", "\(acts) || ' ' || r.who || ' ' || r.note")
    }
    return """
      SELECT r.import, r.line, r.live, \(form == .tasks ? "NULL" : "r.area") AS area, \(month) AS month, \(label) AS label
      FROM \(form.table) r WHERE r.import = :import
      """
  }

  /// What was done, in words.
  private static let acts =
    "CASE r.act " + ItemAct.allCases.map { "WHEN '\($0.rawValue)' THEN '\($0.zh)'" }.joined(separator: " ") + " END"

  /// The import whose row of the same key stands now.
  private static func successor(of key: SourceKey, _ form: Form, _ db: Database) throws -> Row? {
    let match = ImportWriter.key(of: form).map { "o.\($0) = n.\($0)" }.joined(separator: " AND ")
    return try Row.fetchOne(
      db,
      sql: """
        SELECT i.id, i.at FROM \(form.table) n JOIN \(form.table) o ON \(match) AND o.live = 1
        JOIN import i ON i.id = o.import WHERE n.import = ? AND n.line = ?
        """, arguments: [key.importID, key.place])
  }

  private func feeds(
    _ row: SourceRow, _ form: Form, period: Period, borrowing borrowed: String?, plans: PlanBook,
    indicators: [Indicator], today: Day, _ db: Database
  ) throws -> [SourceRecord.Feed] {
    guard form.hasAreas, let own = try Self.area(row.area.id, db), let stock = period.stockMonth(today: today),
      let first = period.flowMonths(today: today).first
    else { return [] }
    let chain = [own] + (try Self.ancestors(of: own, db)).reversed()
    // A population is the denominator of what the register of outlets counts.
    let forms: Set<Form> = form == .areas ? [.outlets] : form == .outlets ? [.outlets, .villages] : [form]
    let candidates = indicators.filter { forms.contains($0.form) }
    let query = SumsQuery(db: db, period: period, today: today, indicators: candidates)
    var found: [SourceRecord.Feed] = []
    for (place, sums) in try query.sums(of: chain).enumerated() {
      let codes = chain[place...].map(\.code)
      let judged = plans.row(
        sums, chain: codes, borrowing: borrowed, indicators: candidates, period: period, today: today,
        settings: settings)
      let lens = plans.lens(for: codes, on: period.lastDay, borrowing: borrowed)
      for indicator in candidates {
        guard let figure = judged.figures[indicator.id] else { continue }
        let (select, arguments) = Self.rowsSelect(
          indicator, area: sums.area.id, first: indicator.kind == .flow ? first : stock, last: stock, lens: lens)
        var all = arguments
        all += ["own": own.id, "import": row.importID, "place": row.place]
        let isCounted =
          try Bool.fetchOne(
            db.cachedStatement(
              sql: """
                WITH sub(id) AS (VALUES (:own)) SELECT 1 FROM (\(select)) x
                WHERE x.import = :import AND x.line = :place AND :area = :area
                """), arguments: all) ?? false
        if isCounted {
          found.append(.init(area: sums.area, indicator: indicator.id, period: period, figure: figure))
        }
      }
    }
    return found
  }
}
