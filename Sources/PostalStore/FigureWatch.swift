import PostalModel

/// What an import is to be judged by before and after, so that it can tell which figures it moves.
public struct FigureWatch: Sendable {
  public var yardstick: Yardstick
  /// The most (area, month) pairs that are judged. Beyond it the lowest areas are left to those above them, then months
  /// before the newest ones are left out.
  public var mostPairs: Int

  public init(_ yardstick: Yardstick, mostPairs: Int) {
    self.yardstick = yardstick
    self.mostPairs = mostPairs
  }
}

/// How far an import was watched.
public struct WatchExtent: Sendable, Equatable {
  /// Areas judged in each month.
  public var areas: Int
  /// The months judged, oldest first.
  public var months: [Month]
  /// Areas of rows that were not judged themselves, only those above them.
  public var areasLeftOut: Int
  /// Months of rows that were not judged.
  public var monthsLeftOut: Int

  /// Nothing was judged, since there was too much of it.
  public var isSkipped: Bool { areas == 0 || months.isEmpty }
}

/// The figures that an import can move, judged inside its transaction once before and once after.
struct WatchedFigures {
  private let db: Database
  private let watch: FigureWatch
  private let settings: Settings
  let extent: WatchExtent
  private let areas: [Int]
  /// The forms whose indicators it can move.
  private let forms: Set<Form>
  private var before: [[BoardRow]] = []

  /// Chooses areas and months, and judges them as they stand.
  ///
  /// - Parameter covered: the area that a register was sent for.
  init(_ watch: FigureWatch, of rows: ReturnRows, covering covered: AreaCode?, settings: Settings, _ db: Database)
    throws
  {
    self.watch = watch
    self.db = db
    self.settings = settings
    var months = Set(rows.months)
    if rows.form == .areas || rows.form == .outlets { months = [Month(watch.yardstick.today).advanced(by: -1)] }
    var touched = Set(rows.areas.map(\.number))
    if case .outlets(let entries) = rows {
      // An outlet that moves leaves a gap in the area it stood in.
      touched.formUnion(
        try Int.fetchAll(
          db.cachedStatement(
            sql: """
              SELECT DISTINCT o.area FROM \(JSONList.texts) j CROSS JOIN outlet o ON o.outlet = j.value AND o.live = 1
              """), arguments: [JSONList.argument(entries.map(\.value.id))]))
      if let covered { touched.insert(covered.number) }
    }
    let tops = Set(watch.yardstick.plans.plans.compactMap(\.area?.number))
    var levels: [AreaLevel: Set<Int>] = [:]
    var known: Set<Int> = []
    // Of a country's list only what lies high enough to be judged is looked up.
    var starts = touched
    for unit in [AreaLevel.township.codeUnit, AreaLevel.county.codeUnit] where starts.count > watch.mostPairs {
      starts = Set(starts.map { $0 / unit * unit })
    }
    let present = try PostalStore.withAncestors(
      starts.flatMap { [$0] + AreaCode(number: $0).ancestors.map(\.number) }, db)
    for start in starts {
      var next = Self.standing(start, present)
      while let area = next, known.insert(area.id).inserted {
        if area.level >= .prefecture || touched.contains(area.id) { levels[area.level, default: []].insert(area.id) }
        next = tops.contains(area.id) ? nil : area.parent.flatMap { present[$0] }
      }
    }
    // The lowest level goes first where there is too much to judge, then the months furthest back.
    var kept = levels
    let fits = { (months: Int) in kept.values.reduce(0) { $0 + $1.count } * max(1, months) <= watch.mostPairs }
    while !fits(months.count), let lowest = kept.keys.max(), lowest > .county { kept[lowest] = nil }
    var judged = Array(months.sorted().suffix(24))
    while !judged.isEmpty, !fits(judged.count) { judged.removeFirst() }
    let all = kept.values.flatMap { $0 }.sorted()
    extent = WatchExtent(
      areas: all.count, months: judged,
      areasLeftOut: levels.reduce(touched.subtracting(starts).count) {
        $0 + (kept[$1.key] == nil ? $1.value.intersection(touched).count : 0)
      },
      monthsLeftOut: months.count - judged.count)
    areas = all
    forms = try Self.forms(movedBy: rows.form, in: touched, db)
    before = try judge()
  }

  /// A return moves what is read from its form alone, but for one that brings an area into use, which then owes others
  /// too.
  private static func forms(movedBy form: Form, in areas: Set<Int>, _ db: Database) throws -> Set<Form> {
    let own: Set<Form>
    switch form {
    case .packaging, .safety, .figures: own = [form]
    // What villages there are is told by the register.
    case .villages: own = [.villages, .outlets]
    case .outlets: own = [.outlets, .villages, .safety]
    case .areas, .tasks, .items: return Set(Form.allCases)
    }
    let bringsIntoUse = try Bool.fetchOne(
      db.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM \(JSONList.numbers()) j JOIN area a ON a.id = j.value WHERE a.used = 0)"),
      arguments: [JSONList.argument(areas)])
    return bringsIntoUse == true ? Set(Form.allCases) : own
  }

  /// Judges again and tells what is different, the weightiest first.
  func moves() throws -> [FigureMove] {
    let after = try judge()
    var moves: [FigureMove] = []
    for (month, (olds, news)) in zip(extent.months, zip(before, after)) {
      var earlier: [Int: BoardRow] = [:]
      for row in olds { earlier[row.area.id] = row }
      for row in news {
        let old = earlier[row.area.id]?.figures ?? [:]
        for indicator in Set(old.keys).union(row.figures.keys) {
          let move = FigureMove(
            area: row.area, indicator: indicator, period: Period(month), before: old[indicator],
            after: row.figures[indicator])
          if let move { moves.append(move) }
        }
      }
    }
    return moves.sorted(by: FigureMove.precedes)
  }

  /// The area of a code, or the nearest one above it where it is only being declared.
  private static func standing(_ code: Int, _ present: [Int: Area]) -> Area? {
    ([code] + AreaCode(number: code).ancestors.map(\.number)).lazy.compactMap { present[$0] }.first
  }

  private func judge() throws -> [[BoardRow]] {
    let known = try PostalStore.withAncestors(areas, db)
    let present = areas.compactMap { known[$0] }
    let indicators = watch.yardstick.indicators.filter { forms.contains($0.form) }
    return try extent.months.map { month in
      let period = Period(month)
      let query = SumsQuery(
        db: db, period: period, today: watch.yardstick.today, indicators: indicators, forms: forms)
      return try zip(present, query.sums(of: present)).map { area, sums in
        watch.yardstick.plans.row(
          sums, chain: PostalStore.chain(of: area.id, in: known).map(\.code), borrowing: nil, indicators: indicators,
          period: period, today: watch.yardstick.today, settings: settings)
      }
    }
  }
}
