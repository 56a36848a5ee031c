import PostalModel

extension PostalStore {
  /// What signing found, beside the sign-off itself.
  public struct Signing: Sendable, Equatable {
    public var signOff: SignOff
    /// By monthly form that is owed: the returns that came.
    public var returns: [Returned]
    /// Who has not sent what.
    public var missing: [DueReturn]

    public struct Returned: Sendable, Equatable {
      public var form: Form
      public var reported: Int
      public var expected: Int
    }
  }

  /// 签收: takes a month of an area, and of all in it, as final, and keeps its judged figures and those of its parts. A
  /// month with returns missing can be signed; what is missing is told.
  ///
  /// - Throws: `StoreError.declined` where the month has not ended, is signed already, or there is no such area.
  public func signOff(_ code: AreaCode, month: Month, who: String, at: String, by yardstick: Yardstick) throws
    -> Signing
  {
    let area = try signable(code)
    guard month < Month(yardstick.today) else {
      throw StoreError.declined(
        zh: "\(month) 还没有过完,不能签收", en: "\(month) has not ended and cannot be signed off")
    }
    return try write { db in
      if let signed = try Self.standing(area, month, db) {
        throw StoreError.declined(
          zh: "\(month) \(area.name) 已于 \(signed.at) 由 \(signed.who) 签收;要重新签收,请先撤回(--withdraw)",
          en:
            "\(month) of \(area.name) was signed off at \(signed.at) by \(signed.who); withdraw that first (--withdraw)"
        )
      }
      let missing = try dueReturns(below: code, months: [month], today: yardstick.today, db)
      let sums = try SumsQuery(db: db, period: Period(month), today: yardstick.today).sums(of: [area])[0]
      let returns = Form.allCases.filter(\.isMonthly).compactMap { form -> Signing.Returned? in
        guard let expected = sums.expected[form], expected > 0 else { return nil }
        return .init(form: form, reported: min(expected, sums.returned[form] ?? 0), expected: expected)
      }
      let newest = try Int.fetchOne(db, sql: "SELECT MAX(id) FROM import WHERE undone_at IS NULL")
      let (reported, expected) = returns.reduce((0, 0)) { ($0.0 + $1.reported, $0.1 + $1.expected) }
      try db.execute(
        sql: """
          INSERT INTO sign_off (area, month, at, who, newest_import, reported, expected) VALUES (?, ?, ?, ?, ?, ?, ?)
          """, arguments: [area.id, month.index, at, who, newest, reported, expected])
      let id = Int(db.lastInsertedRowID)
      let insert = try db.makeStatement(
        sql: "INSERT INTO signed_figure VALUES (?, ?, ?, \(FigureColumns.slots))")
      for (area, figures) in try figures(of: area.id, month, yardstick, db) {
        for (indicator, record) in figures {
          try insert.execute(arguments: [id, area.id, indicator] + FigureColumns.arguments(record))
        }
      }
      return Signing(
        signOff: SignOff(
          id: id, area: area, month: month, at: at, who: who, newestImport: newest, reported: reported,
          expected: expected),
        returns: returns, missing: missing)
    }
  }

  /// 撤回签收: the month is open again. The sign-off stays on record as withdrawn.
  ///
  /// - Throws: `StoreError.declined` where the month of the area is not signed.
  public func withdrawSignOff(_ code: AreaCode, month: Month, who: String, at: String) throws -> SignOff {
    let area = try signable(code)
    guard let signed = try read({ try Self.standing(area, month, $0) }) else {
      throw StoreError.declined(
        zh: "\(month) \(area.name) 没有签收,无可撤回;见 yilan sign-offs",
        en: "\(month) of \(area.name) is not signed off; see yilan sign-offs")
    }
    try write { db in
      try db.execute(
        sql: "UPDATE sign_off SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ?", arguments: [at, who, signed.id])
    }
    var withdrawn = signed
    (withdrawn.withdrawnAt, withdrawn.withdrawnBy) = (at, who)
    return withdrawn
  }

  private func signable(_ code: AreaCode) throws -> Area {
    guard let area = try area(code) else {
      throw StoreError.declined(zh: "没有区划 \(code)", en: "no area has the code \(code)")
    }
    return area
  }

  /// The sign-offs of an area and all in it, or of all areas, those withdrawn among them; the newest month first.
  public func signOffs(below code: AreaCode? = nil) throws -> [SignOff] {
    try read { db in
      let all = try Self.signOffs(db)
      guard let code else { return all }
      let inside = Set(
        try Int.fetchAll(
          db,
          sql: """
            WITH RECURSIVE sub(id) AS (VALUES (?) UNION ALL SELECT a.id FROM sub JOIN area a ON a.parent = sub.id)
            SELECT id FROM sub
            """, arguments: [code.number]))
      return try all.filter { signed in
        // Of an area that is gone only the code tells where it lay.
        try inside.contains(signed.area.id)
          || signed.area.code.ancestors.contains(code) && Self.area(signed.area.id, db) == nil
      }
    }
  }

  /// The sign-off of a month of an area that was not withdrawn.
  private static func standing(_ area: Area, _ month: Month, _ db: Database) throws -> SignOff? {
    try standing(in: month, db).first { $0.area.id == area.id }
  }

  /// The sign-offs of a month that were not withdrawn.
  private static func standing(in month: Month, _ db: Database) throws -> [SignOff] {
    try signOffs(db, where: "s.month = ? AND s.withdrawn_at IS NULL", arguments: [month.index])
  }

  static func signOffs(_ db: Database, where condition: String = "TRUE", arguments: StatementArguments = []) throws
    -> [SignOff]
  {
    let areas = SignedAreas(db)
    return try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT s.id, s.area, s.month, s.at, s.who, s.newest_import, s.reported, s.expected, s.withdrawn_at,
            s.withdrawn_by, (SELECT COUNT(*) FROM revision r WHERE r.sign_off = s.id)
          FROM sign_off s WHERE \(condition) ORDER BY s.month DESC, s.area, s.id DESC
          """), arguments: arguments
    ).map { row in
      SignOff(
        id: row[0], area: try areas.area(row[1]), month: Month(index: row[2]), at: row[3], who: row[4],
        newestImport: row[5], reported: row[6], expected: row[7], withdrawnAt: row[8], withdrawnBy: row[9],
        revisions: row[10])
    }
  }

  // MARK: figures

  /// The judged figures of an area and its parts in a month.
  func figures(of id: Int, _ month: Month, _ yardstick: Yardstick, _ db: Database) throws -> [(
    area: Area, figures: [String: FigureRecord]
  )] {
    guard let area = try Self.area(id, db) else { return [] }
    let chain = [area.code] + (try Self.ancestors(of: area, db)).reversed().map(\.code)
    let query = SumsQuery(
      db: db, period: Period(month), today: yardstick.today, indicators: yardstick.indicators)
    return try query.sums(of: [area] + Self.children(of: id, db)).map { sums in
      let row = yardstick.plans.row(
        sums, chain: sums.area.id == id ? chain : [sums.area.code] + chain, borrowing: nil,
        indicators: yardstick.indicators, period: Period(month), today: yardstick.today, settings: settings)
      var figures: [String: FigureRecord] = [:]
      for indicator in yardstick.indicators {
        figures[indicator.id] = row.figures[indicator.id].map { FigureRecord($0, of: indicator) }
      }
      return (sums.area, figures)
    }
  }

  /// What differs between two sets of figures, in the order of areas and indicators.
  static func moved(
    from before: [(area: Area, figures: [String: FigureRecord])],
    to after: [(area: Area, figures: [String: FigureRecord])], _ yardstick: Yardstick
  ) -> [RevisedFigure] {
    var areas = after.map(\.area)
    areas += before.map(\.area).filter { area in !areas.contains { $0.id == area.id } }
    let order = Dictionary(uniqueKeysWithValues: yardstick.indicators.enumerated().map { ($1.id, $0) })
    var found: [RevisedFigure] = []
    for area in areas {
      let old = before.first { $0.area.id == area.id }?.figures ?? [:]
      let new = after.first { $0.area.id == area.id }?.figures ?? [:]
      for indicator in Set(old.keys).union(new.keys).sorted(by: { order[$0] ?? .max < order[$1] ?? .max }) {
        let (one, other) = (old[indicator], new[indicator])
        if let one, let other, one.isSame(as: other) { continue }
        // A figure that is not there and never was is no figure of an area that came or went.
        if one?.ratio == nil, other?.ratio == nil, one == nil || other == nil { continue }
        found.append(RevisedFigure(area: area, indicator: indicator, before: one, after: other))
      }
    }
    return found
  }

  /// The figures kept with a sign-off.
  static func signedFigures(_ signOff: Int, _ db: Database) throws -> [(
    area: Area, figures: [String: FigureRecord]
  )] {
    let areas = SignedAreas(db)
    var found: [(area: Area, figures: [String: FigureRecord])] = []
    for row in try Row.fetchAll(
      db.cachedStatement(sql: "SELECT * FROM signed_figure WHERE sign_off = ? ORDER BY area"), arguments: [signOff])
    {
      let area = try areas.area(row[1])
      if found.last?.area.id != area.id { found.append((area, [:])) }
      found[found.count - 1].figures[row[2]] = FigureColumns.record(row[2], row, from: 3)
    }
    return found
  }

  /// The sign-off that the figures of a board stand under: of its area or of the nearest above that is signed.
  func signOffFacts(
    _ chain: [AreaCode], _ rows: [BoardRow], _ period: Period, _ indicators: [Indicator], _ db: Database
  )
    throws -> SignOffFacts?
  {
    guard period.length == 1, !chain.isEmpty else { return nil }
    let signed = try Self.standing(in: period.first, db).filter {
      chain.contains($0.area.code)
    }
    guard let nearest = signed.max(by: { $0.area.level < $1.area.level }) else { return nil }
    var revised: [AreaCode: [String: FigureRecord]] = [:]
    var isKept = nearest.revisions == 0
    // Settings and lists of changes move figures without a revision.
    for (area, figures) in try Self.signedFigures(nearest.id, db) {
      isKept = isKept || area.code == chain.first
      guard let row = rows.first(where: { $0.area.id == area.id }) else { continue }
      for indicator in indicators {
        guard let then = figures[indicator.id], let now = row.figures[indicator.id],
          !then.isSame(as: FigureRecord(now, of: indicator))
        else { continue }
        revised[area.code, default: [:]][indicator.id] = then
      }
    }
    return SignOffFacts(signOff: nearest, revised: revised, isRevised: !revised.isEmpty || !isKept)
  }
}

/// The present areas of the codes that sign-offs were made under.
///
/// What was signed keeps its code, so that a list of changes that goes leaves it as it was.
struct SignedAreas {
  private let db: Database

  init(_ db: Database) { self.db = db }

  /// The area of a code, or of the code it has by the list of changes in force; one that is gone is known by its code.
  func area(_ id: Int) throws -> Area {
    if let area = try PostalStore.area(id, db) { return area }
    let code = AreaCode(number: id)
    for prefix in [code] + code.ancestors {
      guard
        let new = try Int.fetchOne(
          db.cachedStatement(sql: "SELECT new FROM code_change WHERE old = ?"), arguments: [prefix.number])
      else { continue }
      if let area = try PostalStore.area(new + id - prefix.number, db) { return area }
      break
    }
    return Area(id: id, code: code, name: code.description)
  }
}

/// A figure in the columns of a table: value, numerator, denominator, scale, value_only, reported, expected, status.
enum FigureColumns {
  static let slots = "?, ?, ?, ?, ?, ?, ?, ?"
  static let definition = """
    value TEXT, numerator INTEGER, denominator INTEGER, scale INTEGER, value_only INTEGER NOT NULL,
    reported INTEGER NOT NULL, expected INTEGER NOT NULL, status TEXT
    """

  static func arguments(_ record: FigureRecord) -> StatementArguments {
    [
      record.value, record.ratio?.numerator, record.ratio?.denominator, record.ratio?.scale, record.isValueOnly,
      record.reported, record.expected, record.status?.rawValue,
    ]
  }

  static func record(_ indicator: String, _ row: Row, from first: Int) -> FigureRecord {
    var ratio: Ratio?
    if let top = row[first + 1] as Int?, let bottom = row[first + 2] as Int?, let scale = row[first + 3] as Int? {
      ratio = Ratio(top, bottom, scale: scale)
    }
    return FigureRecord(
      indicator: indicator, value: row[first], ratio: ratio, isValueOnly: row[first + 4], reported: row[first + 5],
      expected: row[first + 6], status: (row[first + 7] as String?).flatMap(Status.init(rawValue:)))
  }
}
