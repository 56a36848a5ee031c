import PostalModel

/// 逾期事项: what is past its date in an area and all below it on a day, inside a read. Unlike the list of open items it
/// looks at any day: what was put right or filed later was still open then.
struct OverdueQuery {
  let db: Database
  let day: Day
  let terms: RegisterTerms

  private static let stillOpen = "(r.closed_on IS NULL OR r.closed_on > :day)"

  /// By kind: rows `r` that are past their date.
  private static let sources: [(kind: ItemKind, from: String, condition: String)] = [
    (
      .rectification, "sub CROSS JOIN safety r ON r.area = sub.id AND r.live = 1",
      """
      r.findings > 0 AND r.rectify_by < :day AND r.inspected_on <= :day
      AND (r.rectified_on IS NULL OR r.rectified_on > :day)
      """
    ),
    (
      .unfiled, "sub CROSS JOIN outlet r ON r.area = sub.id AND r.live = 1",
      "r.type = 1 AND (r.filing_no = '' OR r.filed_on > :day) AND r.opened_on + :filing < :day AND \(stillOpen)"
    ),
    (
      .licence, "sub CROSS JOIN outlet r ON r.area = sub.id AND r.live = 1",
      "r.licence_until < :day AND \(stillOpen)"
    ),
    (
      .change,
      "outlet_change c JOIN outlet r ON r.outlet = c.outlet AND r.live = 1 AND r.area IN (SELECT id FROM sub)",
      "julianday(substr(i.at, 1, 10)) - 2440587.5 + :change < :day AND \(stillOpen)"
    ),
  ]

  /// The items past their date, each once, in the order of kinds and areas.
  func keys(below area: Area) throws -> [ItemKey] {
    var found: [ItemKey: Day] = [:]
    for source in Self.sources {
      let origin = source.kind == .change ? "c" : "r"
      let sql = """
        WITH RECURSIVE sub(id) AS (VALUES (:area) UNION ALL SELECT a.id FROM sub JOIN area a ON a.parent = sub.id)
        SELECT r.area, r.outlet, MAX(i.at) FROM \(source.from) JOIN import i ON i.id = \(origin).import
        WHERE \(source.condition) GROUP BY r.area, r.outlet
        """
      var arguments: StatementArguments = ["area": area.id, "day": day.ordinal]
      if source.kind == .unfiled { arguments += ["filing": terms.filing] }
      if source.kind == .change { arguments += ["change": terms.change] }
      for row in try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments) {
        let key = ItemKey(source.kind, area: AreaCode(number: row[0]), subject: row[1])
        found[key] = Day((row[2] as String).prefix(10)) ?? day
      }
    }
    for history in try ItemQuery(db: db).histories(below: area.code) {
      var history = history
      history.steps.removeAll { $0.step.on > day }
      guard let state = history.state else { continue }
      if state.isOverdue(on: day) { found[state.key] = day }
      // 已销号 after the newest word of it.
      if let closed = state.closedOn, let evidence = found[state.key], closed >= evidence { found[state.key] = nil }
    }
    let order = ItemKind.allCases
    return found.keys.sorted { left, right in
      left.kind != right.kind
        ? order.firstIndex(of: left.kind)! < order.firstIndex(of: right.kind)!
        : left.area != right.area ? left.area < right.area : left.subject < right.subject
    }
  }
}
