import PostalModel

extension Wording {
  /// What becomes of a target at the pace of the last months, as a sentence without its stop; nil where nothing is to be
  /// said.
  func forecast(_ forecast: Forecast, _ figure: Figure, _ indicator: Indicator) -> String? {
    guard let target = figure.judgement.applied?.target, let outcome = forecast.outcome(of: target),
      !isHiddenShort(figure, indicator)
    else { return nil }
    let pace = words["forecast.pace", String(forecast.months), step(forecast.step, indicator)]
    // Where parts of the area have to reach a standard each, the average reaching it does not settle that.
    let isAverage = indicator.id == Indicator.density && (figure.reading.gap?.units ?? 0) > 1
    let bound = target.bound?.description ?? ""
    switch outcome {
    case .keeps: return nil
    case .reaches(let month):
      return pace + words[isAverage ? "forecast.average" : "forecast.reaches", month.description, bound]
    case .late(let month):
      let deadline = target.deadline.map(date) ?? ""
      return pace
        + words[
          target.deadline.map { Month($0) < forecast.start } == true ? "forecast.overdue" : "forecast.late",
          deadline, month.description, bound]
    case .never:
      guard let deadline = target.deadline, Month(deadline) > forecast.start else {
        return pace + words["forecast.never", bound]
      }
      return pace + words["forecast.neverDated", date(deadline), bound]
    case .loses(let month): return pace + words["forecast.loses", month.description, bound]
    }
  }

  /// A step with its sign, with more decimals than the figure where it would else be none.
  private func step(_ step: Double, _ indicator: Indicator) -> String {
    let unit = indicator.unit == .percent ? words["measures.points"] : unit(indicator)
    for decimals in max(1, indicator.decimals)...(max(1, indicator.decimals) + 2) {
      var whole = 1.0
      for _ in 0..<decimals { whole *= 10 }
      let count = Int((abs(step) * whole).rounded())
      guard count > 0 || abs(step) < 1e-9 || decimals == max(1, indicator.decimals) + 2 else { continue }
      let sign = count == 0 ? "" : step < 0 ? "-" : "+"
      return sign + Ratio.fixed(count, decimals: decimals) + (unit.isEmpty ? "" : " \(unit)")
    }
    return ""
  }
}

extension Showing {
  /// How the figure of a row goes on; nil where too little is known of it.
  func forecast(of row: BoardRow, _ indicator: Indicator) -> Forecast? {
    trend(row.area.code, indicator.id).flatMap { Forecast($0, indicator: indicator) }
  }

  /// The codes by which a row of the board finds its plans, from itself upwards.
  func chain(of row: BoardRow) -> [AreaCode] {
    let above = board.ancestors.reversed().map(\.code)
    guard let area = board.area else { return [row.area.code] + row.area.code.ancestors }
    return [row.area.code] + (row.area.code == area.code ? [] : [area.code]) + above
  }
}
