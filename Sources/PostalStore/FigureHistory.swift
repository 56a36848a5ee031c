import PostalModel

extension PostalStore {
  /// 变动: at which imports and undos one figure changed, the earliest first. Each that touches the area and what lies
  /// in it is taken back in turn in a copy, the newest first.
  ///
  /// - Throws: `StoreError.declined` where there is no such area.
  public func history(of code: AreaCode, indicator: Indicator, period: Period, by yardstick: Yardstick) throws
    -> [FigureChange]
  {
    guard try area(code) != nil else {
      throw StoreError.declined(zh: "没有区划 \(code)", en: "no area has the code \(code)")
    }
    let copy = try copy(asOf: asOf)
    return try copy.write { db in
      func figure() throws -> FigureRecord? {
        guard let area = try Self.area(code.number, db) else { return nil }
        let chain = [area.code] + (try Self.ancestors(of: area, db)).reversed().map(\.code)
        let sums = try SumsQuery(db: db, period: period, today: yardstick.today, indicators: [indicator]).sums(of: [
          area
        ])
        return yardstick.plans.row(
          sums[0], chain: chain, borrowing: nil, indicators: [indicator], period: period, today: yardstick.today,
          settings: settings
        ).figures[indicator.id].map { FigureRecord($0, of: indicator) }
      }
      var found: [FigureChange] = []
      var after = try figure()
      for step in try FigureHistory(db: db).steps(of: code, form: indicator.form, period: period) {
        try Undo(db: db, id: step.id, form: step.form).takeBack(at: step.isUndo ? nil : step.at)
        let before = try figure()
        defer { after = before }
        if before?.ratio == nil, after?.ratio == nil { continue }
        if let before, let after, before.isSame(as: after) { continue }
        found.append(
          FigureChange(
            importID: step.id, isUndo: step.isUndo, at: step.at, who: step.who, file: step.file, form: step.form,
            before: before, after: after))
      }
      return found.reversed()
    }
  }
}

/// The imports and undos that bear on a figure.
struct FigureHistory {
  let db: Database

  struct Step {
    var id: Int
    var isUndo: Bool
    var at: String
    var who: String
    var file: String
    var form: Form
  }

  /// Those with rows in and below an area, the newest first.
  func steps(of code: AreaCode, form: Form, period: Period) throws -> [Step] {
    var selects: [String] = []
    for source in sources(of: form) {
      let months =
        source.isMonthly || source == .figures
        ? "AND r.month BETWEEN \(period.first.index) AND \(period.last.index)" : ""
      selects.append("SELECT r.import FROM \(source.table) r WHERE r.area IN (SELECT id FROM inside) \(months)")
    }
    if sources(of: form).contains(.outlets) {
      // An outlet that leaves is told elsewhere from then on; rows name one by its number.
      var ever = "SELECT w.outlet FROM outlet w WHERE w.area IN (SELECT id FROM inside)"
      if form == .safety {
        ever += " UNION SELECT r.outlet FROM safety r WHERE r.outlet <> '' AND r.area IN (SELECT id FROM inside)"
      }
      selects.append("SELECT r.import FROM outlet r WHERE r.outlet IN (\(ever))")
    }
    // A register tells of all that it covers, and a list with a scope of all in it.
    selects.append("SELECT c.import FROM coverage c WHERE c.area IN (SELECT id FROM inside UNION SELECT id FROM up)")
    let rows = try Row.fetchAll(
      db,
      sql: """
        WITH RECURSIVE sub(id) AS (VALUES (?1) UNION \(db.dialect == .sqlite ? Self.below : Self.belowAtOnce)),
        inside(id) AS (SELECT id FROM sub UNION SELECT area FROM area_entry WHERE area BETWEEN ?1 AND ?2),
        up(id) AS (VALUES (?1) UNION SELECT a.parent FROM up JOIN area a ON a.id = up.id WHERE a.parent IS NOT NULL)
        SELECT id, at, undone_at, who, file, form, undone_after FROM import
        WHERE id IN (\(selects.joined(separator: " UNION "))) AND form IN (
          \(sources(of: form).map { "'\($0.rawValue)'" }.joined(separator: ", ")))
        """, arguments: [code.number, code.number + code.level.codeUnit - 1])
    // Times are kept to the minute and may be set back: the number of an import tells its place, and for an undo that of
    // the newest import before it.
    var steps: [(place: Int, step: Step)] = []
    for row in rows {
      guard let form = Form(rawValue: row[5]) else { continue }
      steps.append((row[0], Step(id: row[0], isUndo: false, at: row[1], who: row[3], file: row[4], form: form)))
      if let undone = row[2] as String? {
        let step = Step(id: row[0], isUndo: true, at: undone, who: row[3], file: row[4], form: form)
        steps.append((row[6] as Int? ?? row[0], step))
      }
    }
    return steps.sorted {
      ($0.place, $0.step.isUndo ? 1 : 0, $0.step.at, $0.step.id)
        > ($1.place, $1.step.isUndo ? 1 : 0, $1.step.at, $1.step.id)
    }.map(\.step)
  }

  /// What lies in the areas of `sub`, or was said to: by an index each.
  private static let below = """
    SELECT a.id FROM sub JOIN area a ON a.parent = sub.id
    UNION SELECT e.area FROM sub JOIN area_entry e ON e.parent = sub.id
    """
  /// The same where a table that is built from itself may be named once.
  private static let belowAtOnce = """
    SELECT x.id FROM sub JOIN (
      SELECT id, parent FROM area UNION ALL SELECT area, parent FROM area_entry WHERE parent IS NOT NULL) x
    ON x.parent = sub.id
    """

  /// The forms whose rows can change a figure of a form.
  private func sources(of form: Form) -> [Form] {
    switch form {
    case .outlets, .areas: [.areas, .outlets]
    case .villages, .safety: [.areas, .outlets, form]
    case .packaging, .figures: [.areas, form]
    case .tasks, .items: []
    }
  }
}
