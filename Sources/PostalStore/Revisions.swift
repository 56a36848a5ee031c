import PostalModel

/// Watches which signed months an import or an undo touches, and which figures it moves there.
struct RevisionWatch {
  let store: PostalStore
  let db: Database
  let form: Form
  /// Without it the months touched are known, and not the figures.
  let yardstick: Yardstick?
  private let watched: [SignOff]
  /// Of the watched, those that rows themselves touch: a revision even where no figure is known to move.
  private let hit: Set<Int>
  private let before: [Int: [(area: Area, figures: [String: FigureRecord])]]

  /// - Parameter touched: the areas and months of the rows that come or go.
  init(
    _ store: PostalStore, _ db: Database, form: Form, touched: () throws -> [(area: Int, month: Int?)],
    yardstick: Yardstick?
  ) throws {
    self.store = store
    self.db = db
    self.form = form
    self.yardstick = yardstick
    var watched: [SignOff] = []
    var hit: Set<Int> = []
    if form.hasAreas, try Bool.fetchOne(db, sql: "SELECT 1 FROM sign_off WHERE withdrawn_at IS NULL LIMIT 1") == true {
      watched = try PostalStore.signOffs(db, where: "s.withdrawn_at IS NULL")
      // Lists of areas and registers bear on all months and may move what lies elsewhere: what they moved tells.
      if form.isMonthly || form == .figures {
        var months: [Int: Set<Int>] = [:]
        for pair in try touched() {
          guard let area = try PostalStore.area(pair.area, db) else { continue }
          for above in [area.id] + (try PostalStore.ancestors(of: area, db)).map(\.id) {
            if let month = pair.month { months[above, default: []].insert(month) }
          }
        }
        hit = Set(watched.filter { months[$0.area.id]?.contains($0.month.index) ?? false }.map(\.id))
        // The level at which a county owes the form follows its returns of all months, and bears on all in it.
        let counties = try Self.anchors(of: Set(months.keys), db)
        watched = try watched.filter {
          try months[$0.area.id] != nil || !counties.isDisjoint(with: Self.anchors(of: [$0.area.id], db))
        }
      }
    }
    // What others move in a signed month meanwhile would be told as moved by this.
    if !watched.isEmpty { try db.needWhole() }
    self.hit = hit
    self.watched = watched
    var before: [Int: [(area: Area, figures: [String: FigureRecord])]] = [:]
    if let yardstick {
      for signed in watched { before[signed.id] = try store.figures(of: signed.area.id, signed.month, yardstick, db) }
    }
    self.before = before
  }

  private static func anchors(of areas: Set<Int>, _ db: Database) throws -> Set<Int> {
    let list = JSONList.argument(areas)
    return try Set(
      Int.fetchAll(
        db.cachedStatement(sql: "SELECT DISTINCT a.anchor FROM \(JSONList.numbers()) j JOIN area a ON a.id = j.value"),
        arguments: [list]))
  }

  /// What was touched, noted in the store.
  func finish(import id: Int, isUndo: Bool, at: String) throws -> [Revision] {
    var found: [Revision] = []
    for signed in watched {
      var moved: [RevisedFigure] = []
      if let yardstick {
        moved = PostalStore.moved(
          from: before[signed.id] ?? [],
          to: try store.figures(of: signed.area.id, signed.month, yardstick, db), yardstick)
      }
      if moved.isEmpty, !hit.contains(signed.id) { continue }
      found.append(Revision(signOff: signed, importID: id, isUndo: isUndo, at: at, figures: moved))
      try db.execute(
        sql: "INSERT INTO revision (sign_off, import, undo, at) VALUES (?, ?, ?, ?)",
        arguments: [signed.id, id, isUndo, at])
      let revision = Int(db.lastInsertedRowID)
      for (place, figure) in moved.enumerated() {
        for (side, record) in [figure.before, figure.after].enumerated() {
          guard let record else { continue }
          try db.execute(
            sql: "INSERT INTO revised_figure VALUES (?, ?, ?, ?, ?, \(FigureColumns.slots))",
            arguments: [revision, place, side, figure.area.id, figure.indicator] + FigureColumns.arguments(record))
        }
      }
    }
    return found
  }
}

extension PostalStore {
  /// The revisions of signed months since a day, the earliest first; of sign-offs that still stand.
  ///
  /// - Parameter code: those of sign-offs of this area and all in it.
  public func revisions(since day: Day? = nil, below code: AreaCode? = nil) throws -> [Revision] {
    let signed = Dictionary(
      uniqueKeysWithValues: try signOffs(below: code).filter { $0.withdrawnAt == nil }.map { ($0.id, $0) })
    return try read { db in
      let areas = SignedAreas(db)
      return try Row.fetchAll(
        db, sql: "SELECT id, sign_off, import, undo, at FROM revision WHERE at >= ? ORDER BY at, id",
        arguments: [day?.description ?? ""]
      ).compactMap { row in
        guard let signOff = signed[row[1]] else { return nil }
        var figures: [Int: RevisedFigure] = [:]
        for part in try Row.fetchAll(
          db.cachedStatement(sql: "SELECT * FROM revised_figure WHERE revision = ? ORDER BY place, side"),
          arguments: [row[0] as Int])
        {
          let area = try areas.area(part[3])
          let place: Int = part[1]
          var figure =
            figures[place] ?? RevisedFigure(area: area, indicator: part[4], before: nil, after: nil)
          let record = FigureColumns.record(part[4], part, from: 5)
          if (part[2] as Int) == 0 { figure.before = record } else { figure.after = record }
          figures[place] = figure
        }
        return Revision(
          signOff: signOff, importID: row[2], isUndo: row[3], at: row[4],
          figures: figures.sorted { $0.key < $1.key }.map(\.value))
      }
    }
  }

  /// A signed figure that is another one today.
  public struct SignedChange: Sendable, Equatable {
    public var signOff: SignOff
    public var figure: RevisedFigure
    /// The imports, and undos of imports, that moved it, the earliest first.
    public var causes: [(importID: Int, isUndo: Bool)]

    public static func == (left: SignedChange, right: SignedChange) -> Bool {
      left.signOff == right.signOff && left.figure == right.figure
        && left.causes.map(\.importID) == right.causes.map(\.importID)
        && left.causes.map(\.isUndo) == right.causes.map(\.isUndo)
    }
  }

  /// The signed figures of an area, and of all in it, that differ from today's.
  ///
  /// - Parameter month: nil for all signed months.
  public func signedChanges(below code: AreaCode?, month: Month?, by yardstick: Yardstick) throws -> [SignedChange] {
    let signed = try signOffs(below: code).filter { $0.withdrawnAt == nil && (month == nil || $0.month == month) }
    let revisions = try revisions(below: code)
    return try read { db in
      try signed.flatMap { signOff in
        let moved = Self.moved(
          from: try Self.signedFigures(signOff.id, db),
          to: try figures(of: signOff.area.id, signOff.month, yardstick, db), yardstick)
        return moved.map { figure in
          let causes = revisions.filter { revision in
            revision.signOff.id == signOff.id
              && revision.figures.contains { $0.area.id == figure.area.id && $0.indicator == figure.indicator }
          }
          return SignedChange(
            signOff: signOff, figure: figure,
            causes: causes.compactMap { cause in cause.importID.map { ($0, cause.isUndo) } })
        }
      }
    }
  }
}
