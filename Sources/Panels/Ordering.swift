import PostalModel

/// 排序: the order of the rows of a list.
public enum SortOrder: String, CaseIterable, Sendable {
  /// Worst status first, then the largest shortfall.
  case worst
  case code
  case name
  /// The worst value first; what is missing comes last.
  case value
  /// 缺口: what lacks most comes first.
  case need
  /// 分母: the largest first.
  case base
  /// 报送: where least of what is owed has come.
  case reported
  /// 条款: as the plan has them.
  case clause
  /// 单位: by lead office.
  case office
  /// 期限: what is due first comes first.
  case date
  /// 环比 and 同比: what grew worse most comes first.
  case onPeriod = "on-period"
  case onYear = "on-year"
  /// 位次升降: what lost most places comes first.
  case move

  /// It goes by what became of figures, which is known when those of the periods before have come.
  public var isOfChange: Bool { self == .onPeriod || self == .onYear || self == .move }
}

extension PanelKind {
  /// The orders a panel's list can have, the usual one first.
  public var orders: [SortOrder] {
    switch self {
    case .plans: [.clause, .office, .date, .worst]
    case .service, .scale: [.clause, .worst]
    case .overview, .outlets, .packaging, .safety, .villages: [.worst, .code, .name, .value, .need, .base, .reported]
    case .openItems: [.worst, .date, .office, .code, .name]
    case .data: [.worst]
    }
  }

  /// The same with those that a way of laying it out brings along.
  public func orders(in view: ListView) -> [SortOrder] {
    guard view == .changes else { return orders }
    // What is measured in different units grew by amounts that cannot be compared.
    return orders + (listsFigures ? [.onPeriod, .onYear, .move] : [.move])
  }
}

/// The order and the choice of rows: the same for what is drawn and for what a key acts on.
public enum Ordering {
  /// Rows in an order, judged by an indicator or, where several are given, by the worst of them.
  ///
  /// - Parameters:
  ///   - isReversed: the other way round; what has no figure still comes last.
  ///   - filter: a part of a name or a code, or how a row stands.
  ///   - changes: how each row changed in the indicator, for the orders by that.
  ///   - labels: the words and marks of how a row stands.
  public static func rows(
    _ rows: [BoardRow], by sort: SortOrder, isReversed: Bool = false, indicators: [Indicator], filter: String = "",
    changes: [AreaCode: Change] = [:], labels: (BoardRow) -> [String] = { _ in [] }
  ) -> [BoardRow] {
    let kept =
      filter.isEmpty
      ? rows
      : rows.filter { matches($0.area.name, $0.area.code.description, filter) || labels($0).contains(filter) }
    if let key = key(of: sort, indicators.first, changes) {
      let known = kept.compactMap { row in key(row).map { (row: row, key: $0) } }
      let sorted = known.sorted { left, right in
        left.key == right.key
          ? left.row.area.code < right.row.area.code : (left.key < right.key) != isReversed
      }.map(\.row)
      return sorted + kept.filter { key($0) == nil }.sorted { $0.area.code < $1.area.code }
    }
    let sorted: [BoardRow]
    switch sort {
    case .name: sorted = kept.sorted { ($0.area.name, $0.area.code) < ($1.area.name, $1.area.code) }
    case .worst:
      let ranked = kept.map { row in (row: row, rank: rank(of: row, among: indicators)) }
      sorted = ranked.sorted { left, right in
        if left.rank.severity != right.rank.severity { return left.rank.severity < right.rank.severity }
        if left.rank.shortfall != right.rank.shortfall { return left.rank.shortfall > right.rank.shortfall }
        return left.row.area.code < right.row.area.code
      }.map(\.row)
    default: sorted = kept.sorted { $0.area.code < $1.area.code }
    }
    return isReversed ? sorted.reversed() : sorted
  }

  /// What an order by a figure goes by, the smallest first; nil for orders that do not.
  private static func key(
    of sort: SortOrder, _ indicator: Indicator?, _ changes: [AreaCode: Change]
  ) -> ((BoardRow) -> Double?)? {
    guard let indicator else { return nil }
    let id = indicator.id
    switch sort {
    case .value: return { row in row.figures[id]?.value.map { indicator.higherIsBetter ? $0 : -$0 } }
    case .need:
      return { row in
        switch row.figures[id]?.judgement.need {
        case .units(let count)?: -Double(count)
        case .points(let amount)?, .amount(let amount)?: -amount.number
        case nil: nil
        }
      }
    case .base: return { row in row.figures[id]?.reading.ratio.map { -Double($0.denominator) } }
    case .reported:
      return { row in
        guard let reading = row.figures[id]?.reading, reading.expected > 0 else { return nil }
        return Double(reading.reported) / Double(reading.expected)
      }
    case .onPeriod, .onYear:
      return { row in
        let change = changes[row.area.code]
        let amount: Double? =
          switch sort == .onPeriod ? change?.onPeriod : change?.onYear {
          case .percent(let percent)?: percent
          case .difference(let points)?: points
          case .broken?, nil: nil
          }
        return amount.map { indicator.higherIsBetter ? $0 : -$0 }
      }
    case .move: return { row in places(changes[row.area.code]?.move) }
    default: return nil
    }
  }

  /// Places won, which an order by them goes by; nil where there is nothing to compare.
  static func places(_ move: RankMove?) -> Double? {
    if case .by(let places)? = move { Double(places) } else { nil }
  }

  public static func outlets(_ outlets: [Outlet], filter: String = "") -> [Outlet] {
    let kept =
      filter.isEmpty ? outlets : outlets.filter { matches($0.entry.name, $0.entry.id + " " + $0.entry.brand, filter) }
    return kept.sorted { ($0.entry.type.rawValue, $0.id) < ($1.entry.type.rawValue, $1.id) }
  }

  /// The indicator a row stands worst by.
  public static func worst(of row: BoardRow, among indicators: [Indicator]) -> Indicator? {
    indicators.filter { row.figures[$0.id]?.status != nil }.min { left, right in
      let (a, b) = (row.figures[left.id]!, row.figures[right.id]!)
      return (a.status!.severity, -a.shortfall) < (b.status!.severity, -b.shortfall)
    }
  }

  private static func rank(of row: BoardRow, among indicators: [Indicator]) -> (severity: Int, shortfall: Double) {
    guard let worst = worst(of: row, among: indicators), let figure = row.figures[worst.id] else {
      // What is missing may be mended; what does not apply never.
      let isMissing = indicators.contains { row.figures[$0.id].map { $0.status == nil } ?? false }
      return (isMissing ? 7 : 9, -.infinity)
    }
    let status = figure.status!
    // Met figures are ranked by value, so that the tightest stands first.
    let value = figure.value ?? 0
    let rest = status.isShortfall || status == .onSchedule ? figure.shortfall : worst.higherIsBetter ? -value : value
    return (status.severity, rest)
  }

  private static func matches(_ name: String, _ code: String, _ filter: String) -> Bool {
    name.holds(filter) || code.holds(filter)
  }
}

extension String {
  /// Capitals and small letters are the same.
  func holds(_ part: String) -> Bool {
    let part = Array(part.lowercased())
    let whole = Array(lowercased())
    guard !part.isEmpty, whole.count >= part.count else { return part.isEmpty }
    return (0...(whole.count - part.count)).contains { Array(whole[$0..<($0 + part.count)]) == part }
  }
}
