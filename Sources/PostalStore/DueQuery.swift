import GRDB
import PostalModel

extension PostalStore {
  /// 催报: the monthly returns that are owed in and below an area for some months and have not come, by form, month and
  /// area. Those still in time are among them; months to come are not.
  public func dueReturns(below code: AreaCode, months: [Month], today: Day) throws -> [DueReturn] {
    try read { db in
      var found: [DueReturn] = []
      // Areas of one parent lie in the same areas.
      var chains: [Int?: [Area]] = [:]
      for form in Form.allCases where form.isMonthly {
        let sums = MonthlySums.table(of: form)!.table
        let kind = form == .villages ? "AND a.kind = \(AreaKind.village.rawValue)" : ""
        for month in months where month <= Month(today) {
          let rows = try Row.fetchAll(
            db,
            sql: """
              WITH RECURSIVE sub(id) AS (VALUES (:area) UNION ALL SELECT a.id FROM sub JOIN area a ON a.parent = sub.id)
              SELECT \(Area.columns("a")) FROM sub JOIN area a ON a.id = sub.id
              JOIN form_level f ON f.anchor = a.anchor AND f.form = :form AND f.level = a.level AND f.first <= :month
              WHERE a.used = 1 \(kind) AND NOT EXISTS (
                SELECT 1 FROM \(sums) s
                WHERE s.area = a.id AND s.month = :month AND s.sample = 0 AND s.units_returned > 0)
              ORDER BY a.id
              """, arguments: ["area": code.number, "form": form.rawValue, "month": month.index])
          var covered: [Int: Bool] = [:]
          for area in rows.map(Area.init) {
            let above = try chains[area.parent] ?? Self.ancestors(of: area, db)
            chains[area.parent] = above
            // A return of the whole above it is its return too.
            let isCovered = try above.contains { whole in
              if let known = covered[whole.id] { return known }
              let isReturned =
                try Bool.fetchOne(
                  db.cachedStatement(
                    sql: "SELECT 1 FROM \(form.table) WHERE area = ? AND month = ? AND live = 1 LIMIT 1"),
                  arguments: [whole.id, month.index]) ?? false
              covered[whole.id] = isReturned
              return isReturned
            }
            guard !isCovered else { continue }
            found.append(
              DueReturn(area: area, parent: above.last, form: form, month: month, due: settings.dueDay(of: month)))
          }
        }
      }
      return found
    }
  }
}
