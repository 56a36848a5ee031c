import PostalModel

extension Wording {
  /// What becomes of a target at the pace of the last months, as a sentence without its stop; nil where nothing is to be
  /// said.
  func forecast(_ forecast: Forecast, _ figure: Figure, _ indicator: Indicator) -> String? {
    guard let target = figure.judgement.applied?.target, let outcome = forecast.outcome(of: target),
      !isHiddenShort(figure, indicator)
    else { return nil }
    let step = step(forecast.step, indicator)
    let months = String(forecast.months)
    let pace = step.isEmpty ? words["forecast.still", months] : words["forecast.pace", months, step]
    // Where parts of the area have to reach a standard each, the average reaching it does not settle that.
    let isAverage = indicator.id == Indicator.density && (figure.reading.gap?.units ?? 0) > 1
    let bound = (target.bound?.description).map { grouped($0) } ?? ""
    switch outcome {
    case .keeps: return nil
    case .reaches(let month):
      return pace + words[isAverage ? "forecast.average" : "forecast.reaches", month.description, bound]
        + range(forecast, target)
    case .late(let month):
      let deadline = target.deadline.map(date) ?? ""
      return pace
        + words[
          target.deadline.map { Month($0) < forecast.start } == true ? "forecast.overdue" : "forecast.late",
          deadline, month.description, bound] + range(forecast, target)
    case .never:
      guard let deadline = target.deadline, Month(deadline) > forecast.start else {
        return pace + words["forecast.never", bound] + range(forecast, target)
      }
      return pace + words["forecast.neverDated", date(deadline), bound] + range(forecast, target)
    case .loses(let month): return pace + words["forecast.loses", month.description, bound]
    }
  }

  /// In which months the edges of a forecast reach a target; empty where both do when the line does, or neither is known.
  func range(_ forecast: Forecast, _ target: Target) -> String {
    guard let reach = forecast.reach(of: target), let earliest = reach.earliest else { return "" }
    let confidence = String(Forecast.confidence)
    guard let latest = reach.latest else { return words["forecast.range.open", confidence, earliest.description] }
    guard earliest != latest else { return "" }
    return words["forecast.range", confidence, earliest.description, latest.description]
  }

  /// What each month up to the deadline has to bring, without a stop; nil where nothing has to be met by a day to come.
  func required(_ figure: Figure, _ indicator: Indicator, in period: Period) -> String? {
    guard let pace = RequiredPace(figure, of: indicator, in: period) else { return nil }
    return words["forecast.required", String(pace.months), added(pace.perMonth, figure, indicator)]
  }

  /// 新设 3 处, 升 1.1 个百分点.
  private func added(_ need: Judgement.Need, _ figure: Figure, _ indicator: Indicator) -> String {
    switch need {
    case .units(let count): words[counted("forecast.add.\(needUnit(indicator))", count), grouped(count)]
    case .points(let points):
      words[isCeiling(figure) ? "forecast.add.over" : "forecast.add.points", decimals(points, indicator)]
    case .amount(let amount):
      words[isCeiling(figure) ? "forecast.add.over" : "forecast.add.amount", amountWithUnit(amount, indicator)]
    }
  }

  /// A step with its sign, with more decimals than the figure where it would else be none; empty where nothing changes.
  private func step(_ step: Double, _ indicator: Indicator) -> String {
    let unit = indicator.unit == .percent ? words["measures.points"] : unit(indicator)
    for decimals in max(1, indicator.decimals)...(max(1, indicator.decimals) + 2) {
      var whole = 1.0
      for _ in 0..<decimals { whole *= 10 }
      let count = Int((abs(step) * whole).rounded())
      guard count > 0 else { continue }
      return (step < 0 ? "-" : "+") + Ratio.fixed(count, decimals: decimals) + (unit.isEmpty ? "" : " \(unit)")
    }
    return ""
  }
}

extension Showing {
  /// How the figure of a row goes on; nil where too little is known of it, and for what is only yes or no.
  func forecast(of row: BoardRow, _ indicator: Indicator) -> Forecast? {
    trend(row.area.code, indicator.id).flatMap { $0.isOfOne ? nil : Forecast($0, indicator: indicator) }
  }

  /// The codes by which a row of the board finds its plans, from itself upwards.
  func chain(of row: BoardRow) -> [AreaCode] {
    let above = board.ancestors.reversed().map(\.code)
    guard let area = board.area else { return [row.area.code] + row.area.code.ancestors }
    return [row.area.code] + (row.area.code == area.code ? [] : [area.code]) + above
  }
}

extension PostalModel.Trend {
  /// Every figure is of a single unit, so that it is yes or no and has no pace: whether one village is reached.
  var isOfOne: Bool {
    let known = points.compactMap(\.ratio)
    return !known.isEmpty && known.allSatisfy(\.isOfOne)
  }
}

extension Ratio {
  /// A share of one unit: yes or no.
  var isOfOne: Bool { hasParts && denominator == 1 }
}
