import PostalModel

extension PostalStore {
  /// 催报: the monthly returns that are owed in and below an area for some months and have not come, by form, month and
  /// area. Those still in time are among them; months to come are not.
  public func dueReturns(below code: AreaCode, months: [Month], today: Day) throws -> [DueReturn] {
    try read { db in try dueReturns(below: code, months: months, today: today, db) }
  }

  func dueReturns(below code: AreaCode, months: [Month], today: Day, _ db: Database) throws -> [DueReturn] {
    let months = months.filter { $0 <= Month(today) }.sorted()
    guard let first = months.first, let last = months.last else { return [] }
    var found: [DueReturn] = []
    var parents: [Int: Area] = [:]
    for form in Form.allCases where form.isMonthly {
      let arrivals = try Arrivals(of: form, in: code.number, months: first...last, db)
      for month in months {
        for (place, unit) in arrivals.units.enumerated()
        where unit.first <= month.index && arrivals.day(place, month) == nil {
          guard let area = try Self.area(unit.area, db) else { continue }
          var upper: Area? = area
          var county: Area?
          while county == nil, let above = upper?.parent {
            if parents[above] == nil { parents[above] = try Self.area(above, db) }
            upper = parents[above]
            if upper?.level == .county { county = upper }
          }
          found.append(
            DueReturn(
              area: area, parent: area.parent.flatMap { parents[$0] }, county: county, form: form, month: month,
              due: settings.dueDay(of: month)))
        }
      }
    }
    return found
  }
}
