import PostalModel

/// 排序: the order of the rows of a list.
public enum SortOrder: String, CaseIterable, Sendable {
  /// Worst status first, then the largest shortfall.
  case worst
  case code
  case name
  /// The worst value first; what is missing comes last.
  case value
  /// 条款: as the plan has them.
  case clause
  /// 单位: by lead office.
  case office
  /// 期限: what is due first comes first.
  case date
}

extension PanelKind {
  /// The orders a panel's list can have, the usual one first.
  public var orders: [SortOrder] {
    switch self {
    case .plans: [.clause, .office, .date, .worst]
    case .service, .scale: [.clause, .worst]
    default: [.worst, .code, .name, .value]
    }
  }
}

/// The order and the choice of rows: the same for what is drawn and for what a key acts on.
public enum Ordering {
  /// Rows in an order, judged by an indicator or, where several are given, by the worst of them.
  public static func rows(
    _ rows: [BoardRow], by sort: SortOrder, indicators: [Indicator], filter: String = ""
  ) -> [BoardRow] {
    let kept = filter.isEmpty ? rows : rows.filter { matches($0.area.name, $0.area.code.description, filter) }
    switch sort {
    case .code, .clause, .office, .date: return kept.sorted { $0.area.code < $1.area.code }
    case .name: return kept.sorted { ($0.area.name, $0.area.code) < ($1.area.name, $1.area.code) }
    case .value:
      guard let indicator = indicators.first else { return kept }
      return kept.sorted { left, right in
        switch (left.figures[indicator.id]?.value, right.figures[indicator.id]?.value) {
        case (let a?, let b?) where a != b: return indicator.higherIsBetter ? a < b : a > b
        case (.some, nil): return true
        case (nil, .some): return false
        default: return left.area.code < right.area.code
        }
      }
    case .worst:
      let ranked = kept.map { row in (row: row, rank: rank(of: row, among: indicators)) }
      return ranked.sorted { left, right in
        if left.rank.severity != right.rank.severity { return left.rank.severity < right.rank.severity }
        if left.rank.shortfall != right.rank.shortfall { return left.rank.shortfall > right.rank.shortfall }
        return left.row.area.code < right.row.area.code
      }.map(\.row)
    }
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
