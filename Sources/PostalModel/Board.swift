/// 看板: everything a screen shows of one place: an area, its parts, and their judged figures.
public struct Board: Sendable, Equatable {
  public var period: Period
  public var today: Day
  /// nil at the top of the plans.
  public var area: Area?
  /// The areas above, from the top down.
  public var ancestors: [Area]
  /// Those areas with their own figures, in the same order.
  public var ancestorRows: [BoardRow]
  /// The area itself; nil at the top, where nothing is added up across plans.
  public var own: BoardRow?
  /// Its parts in code order; at the top the areas of the plans.
  public var rows: [BoardRow]
  /// The outlets that stand under this very code.
  public var outlets: [Outlet]
  /// The areas beside it, itself included.
  public var siblings: [Area]
  public var facts: StoreFacts
  /// nil where the month is not signed.
  public var signOff: SignOffFacts?
  /// What the register and inspections leave open in it: of a county and below one by one, above by parts.
  public var matters: Matters
  /// How items of it and of all below stand in the loop, those closed within a year among them.
  public var states: [ItemState]

  public init(
    period: Period, today: Day, area: Area?, ancestors: [Area], ancestorRows: [BoardRow] = [], own: BoardRow?,
    rows: [BoardRow], outlets: [Outlet], siblings: [Area], facts: StoreFacts, signOff: SignOffFacts? = nil,
    matters: Matters = .none, states: [ItemState] = []
  ) {
    self.period = period
    self.today = today
    self.area = area
    self.ancestors = ancestors
    self.ancestorRows = ancestorRows
    self.own = own
    self.rows = rows
    self.outlets = outlets
    self.siblings = siblings
    self.facts = facts
    self.signOff = signOff
    self.matters = matters
    self.states = states
  }

  /// Open items of the area's parts, worst first: shortfalls by status and then by how far, then absent returns.
  public func openItems(indicators: [Indicator]) -> [OpenItem] {
    var items: [OpenItem] = []
    // What an area sends of itself, such as a total, has no parts to stand open in.
    let isOwn: (Indicator, BoardRow) -> Bool = { indicator, row in
      row.area != self.area || indicator.form == .figures
    }
    for row in rows + (own.map { [$0] } ?? []) {
      for indicator in indicators where indicator.id != Indicator.gap && isOwn(indicator, row) {
        guard let figure = row.figures[indicator.id], let status = figure.judgement.status,
          status.isShortfall || status == .notReported
        else { continue }
        // A total of a year that runs is short of it by nature; it is open when it falls behind a path.
        if figure.judgement.isYearToDate, status == .short { continue }
        items.append(OpenItem(area: row.area, indicator: indicator.id, figure: figure))
      }
    }
    return items.sorted { left, right in
      let (a, b) = (left.figure, right.figure)
      let (x, y) = (a.judgement.status!.severity, b.judgement.status!.severity)
      if x != y { return x < y }
      if a.shortfall != b.shortfall { return a.shortfall > b.shortfall }
      return left.area.code < right.area.code
    }
  }
}

/// One area with its judged figures by indicator.
public struct BoardRow: Sendable, Equatable {
  public var area: Area
  public var figures: [String: Figure]
  /// The plan it is judged by; nil where none applies but the law.
  public var plan: String?

  public init(area: Area, figures: [String: Figure], plan: String?) {
    self.area = area
    self.figures = figures
    self.plan = plan
  }
}

/// A reading and how it stands.
public struct Figure: Sendable, Equatable {
  public var reading: Reading
  public var judgement: Judgement

  public init(reading: Reading, judgement: Judgement) {
    self.reading = reading
    self.judgement = judgement
  }

  public var value: Double? { reading.ratio?.value }
  /// 年内累计: held against a year that has not closed.
  public var isYearToDate: Bool { judgement.isYearToDate }
  public var status: Status? { judgement.status }
  /// Met with nothing missing: the only state that counts as met.
  public var countsAsMet: Bool { judgement.status == .met && !reading.isPartial }

  /// How far below the target, as a share of it: for ranking across indicators.
  public var shortfall: Double {
    guard let value, let bound = judgement.applied?.target.bound?.number, bound != 0 else { return 0 }
    return abs(bound - value) / abs(bound)
  }
}

/// 待办: a shortfall or an absent return.
public struct OpenItem: Sendable, Equatable {
  public var area: Area
  public var indicator: String
  public var figure: Figure
}

/// An outlet as the register has it, with the import and line it came by.
public struct Outlet: Sendable, Equatable, Identifiable {
  public var entry: OutletEntry
  public var area: Area
  public var origin: SourceRow?
  public var id: String { entry.id }

  public init(entry: OutletEntry, area: Area, origin: SourceRow? = nil) {
    self.entry = entry
    self.area = area
    self.origin = origin
  }
}

/// Where a stored row came from, and what it gave to a figure.
public struct SourceRow: Sendable, Equatable {
  /// The number of the import in the ledger.
  public var importID: Int
  public var file: String
  public var line: Int
  /// SHA-256 of the file in hexadecimal.
  public var hash: String
  /// When it was imported, as `2025-07-05 09:12`.
  public var importedAt: String
  public var area: Area
  public var month: Month?
  public var label: String
  public var numerator: Int?
  public var denominator: Int?
  /// Its place in the file as one number; see `SheetLine`.
  public var place: Int
  /// False where a later return stands in its place, or its import was undone.
  public var isLive: Bool

  /// What names it in the store.
  public var key: SourceKey { SourceKey(importID: importID, place: place) }

  /// - Parameter place: by default the line.
  public init(
    importID: Int, file: String, line: Int, hash: String, importedAt: String, area: Area, month: Month?,
    label: String = "", numerator: Int? = nil, denominator: Int? = nil, place: Int? = nil, isLive: Bool = true
  ) {
    self.importID = importID
    self.file = file
    self.line = line
    self.hash = hash
    self.importedAt = importedAt
    self.area = area
    self.month = month
    self.label = label
    self.numerator = numerator
    self.denominator = denominator
    self.place = place ?? line
    self.isLive = isLive
  }
}

/// What is true of the whole store.
public struct StoreFacts: Sendable, Equatable {
  /// 演示数据: the returns were invented, and every screen says so.
  public var isDemonstration: Bool
  /// The day of the last import; nil while nothing but areas came.
  public var dataAsOf: Day?
  /// The newest month with a return.
  public var lastMonth: Month?
  public var imports: Int
  /// Something that figures are made of came: outlets, monthly returns or figures, and not only areas and progress.
  public var hasReturns: Bool
  /// The past day at whose end the store is shown as it stood; nil for the present.
  public var asOf: Day?

  public init(
    isDemonstration: Bool = false, dataAsOf: Day? = nil, lastMonth: Month? = nil, imports: Int = 0,
    hasReturns: Bool = true,
    asOf: Day? = nil
  ) {
    self.isDemonstration = isDemonstration
    self.dataAsOf = dataAsOf
    self.lastMonth = lastMonth
    self.imports = imports
    self.hasReturns = hasReturns
    self.asOf = asOf
  }
}

/// One line of the import ledger.
public struct LedgerEntry: Sendable, Equatable, Identifiable {
  public var id: Int
  public var at: String
  public var who: String
  public var file: String
  public var hash: String
  public var form: Form
  public var scope: AreaCode?
  /// Rows read, stored, of which replacing earlier ones, and refused.
  public var read: Int
  public var kept: Int
  public var replaced: Int
  public var rejected: Int
  public var undoneAt: String?
  /// The signed months that it or its undo touched, as `2025-06 毕节市`.
  public var revised: [String]
  /// The role of a database server that it was made by; nil where a file took it in.
  public var role: String?

  public init(
    id: Int, at: String, who: String, file: String, hash: String, form: Form, scope: AreaCode?, read: Int, kept: Int,
    replaced: Int, rejected: Int, undoneAt: String?, revised: [String] = [], role: String? = nil
  ) {
    self.id = id
    self.at = at
    self.who = who
    self.file = file
    self.hash = hash
    self.form = form
    self.scope = scope
    self.read = read
    self.kept = kept
    self.replaced = replaced
    self.rejected = rejected
    self.undoneAt = undoneAt
    self.revised = revised
    self.role = role
  }
}

extension PlanBook {
  /// Judges the indicators of an area. One of the form `figures` is left out where there is neither a figure nor a
  /// target: an office sends few of the many that plans name.
  ///
  /// - Parameter chain: the area's code and those above it, from the area itself upwards.
  public func row(
    _ sums: AreaSums, chain: [AreaCode], borrowing borrowed: String?, indicators: [Indicator], period: Period,
    today: Day, settings: Settings
  ) -> BoardRow {
    let lens = lens(for: chain, on: period.lastDay, borrowing: borrowed)
    let told = indicators.filter { indicator in
      indicator.form != .figures || sums.figures[indicator.id] != nil
        || lens.target(for: indicator, on: period.lastDay) != nil
    }
    var figures: [String: Figure] = [:]
    // No more than there are: boards are kept by the dozen, and room for all indicators would be most of what they take.
    figures.reserveCapacity(told.count)
    for indicator in told {
      let reading = indicator.reading(of: sums, period: period, lens: lens, today: today, settings: settings)
      figures[indicator.id] = Figure(
        reading: reading, judgement: indicator.judge(reading, lens: lens, period: period, settings: settings))
    }
    return BoardRow(area: sums.area, figures: figures, plan: lens.plan?.id)
  }
}
