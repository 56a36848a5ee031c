import PostalModel

extension PostalStore {
  /// 报送情况: by form, month and part of an area, what was owed, what came, and what came late. Parts that owe nothing
  /// of a form are left out, months to come too; an area without parts, or that owes a form itself, stands for itself.
  public func completeness(of code: AreaCode, months: ClosedRange<Month>, today: Day) throws -> [FormCompleteness] {
    let last = min(months.upperBound, Month(today))
    guard last >= months.lowerBound else { return [] }
    let months = months.lowerBound...last
    return try read { db in
      guard let own = try Self.area(code.number, db) else { return [] }
      let parts = try Self.children(of: code.number, db)
      let areas = [own] + parts
      let places = Dictionary(uniqueKeysWithValues: areas.enumerated().map { ($1.id, $0) })
      var found: [FormCompleteness] = []
      for form in Form.allCases where form.isMonthly {
        let arrivals = try Arrivals(of: form, in: code.number, months: months, db)
        // By area and month, since a year has twelve and an area a dozen parts.
        var counts = [Count](repeating: Count(), count: areas.count * months.count)
        for (place, unit) in arrivals.units.enumerated() {
          let part = Self.part(of: unit.area, below: code.number, arrivals.parents)
          guard let row = places[part] else { continue }
          for (offset, month) in months.enumerated() where unit.first <= month.index {
            counts[row * months.count + offset].add(
              arrivals.day(place, month), due: settings.dueDay(of: month), today: today)
          }
        }
        for (offset, month) in months.enumerated() {
          for (row, area) in areas.enumerated() {
            let count = counts[row * months.count + offset]
            guard count.expected > 0 else { continue }
            found.append(
              FormCompleteness(
                area: area, form: form, month: month, due: settings.dueDay(of: month), expected: count.expected,
                came: count.came, late: count.late, mostDaysLate: count.mostDaysLate))
          }
        }
      }
      return found
    }
  }

  private struct Count {
    var expected = 0
    var came = 0
    var late = 0
    var mostDaysLate = 0

    mutating func add(_ day: Day?, due: Day, today: Day) {
      expected += 1
      let end = day ?? today
      if day != nil {
        came += 1
        if end > due { late += 1 }
      }
      mostDaysLate = max(mostDaysLate, end.ordinal - due.ordinal)
    }
  }

  /// The part of an area that another lies in; the area itself where it is that.
  private static func part(of area: Int, below top: Int, _ parents: [Int: Int]) -> Int {
    var current = area
    while current != top, let parent = parents[current], parent != top { current = parent }
    return current
  }
}
