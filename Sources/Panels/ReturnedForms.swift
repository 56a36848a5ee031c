import PostalModel

/// 报送: the returns of the panel in focus, or of the form that lacks most.
struct ReturnedForms: Sendable {
  var reported: Int
  var expected: Int
  /// nil where it is the form of the panel in focus.
  var form: Form?
}

extension Showing {
  /// What came of what is owed; nil where nothing is.
  var returned: ReturnedForms? { keep("reported") { makeReturned } }

  private var makeReturned: ReturnedForms? {
    let monthly = handbook.indicators.filter { $0.form.isMonthly }
    let rows = board.own.map { [$0] } ?? board.rows
    func sum(_ id: String) -> (reported: Int, expected: Int) {
      rows.reduce((0, 0)) { total, row in
        let reading = row.figures[id]?.reading
        guard let reading, reading.absence != .notApplicable, reading.absence != .noStandard else { return total }
        return (total.0 + min(reading.returned ?? 0, reading.expected), total.1 + reading.expected)
      }
    }
    let focused = monthly.filter { $0.panel == focus.rawValue }
    for candidates in [focused, monthly.filter { $0.form == .packaging || $0.form == .safety }, monthly] {
      let sums = candidates.map { (sum: sum($0.id), form: $0.form) }.filter { $0.sum.expected > 0 }
      if let worst = sums.min(by: { $0.sum.reported * $1.sum.expected < $1.sum.reported * $0.sum.expected }) {
        let isOwn = focused.contains { $0.form == worst.form }
        return ReturnedForms(
          reported: worst.sum.reported, expected: worst.sum.expected, form: isOwn ? nil : worst.form)
      }
    }
    return nil
  }
}
