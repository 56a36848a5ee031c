import Drawing
import PostalModel

/// 趋势: the selected figure through time, with the lines of its target.
public struct TrendPanel {
  public var showing: Showing

  public init(showing: Showing) { self.showing = showing }

  public func draw(on surface: inout Surface) {
    let words = showing.words
    guard let row = showing.subject, let indicator = showing.subjectIndicator else { return }
    let unit = showing.wording.unit(indicator)
    let sign = surface.glyphs.separator
    let language = showing.handbook.language
    var detail =
      "\(showing.wording.name(row.area)) \(sign) \(indicator.name(language))"
      + (unit.isEmpty ? "" : " \(sign) \(unit)")
    let room = surface.width - 8 - surface.glyphs.columns(of: words["panel.trend"])
    if surface.glyphs.columns(of: detail) > room {
      detail = "\(showing.wording.name(row.area)) \(sign) \(indicator.short(language))"
    }
    let target = row.figures[indicator.id]?.judgement.applied?.target
    let forecast = showing.forecast(of: row, indicator)
    var notes: [String] = []
    if target?.expectedValue(at: showing.lastMonth, kind: indicator.kind) != nil { notes.append(words["trend.path"]) }
    if let forecast { notes.append(legend(forecast, target, width: surface.width)) }
    let box = Box(title: words["panel.trend"], detail: detail, note: notes.joined(separator: " \(sign) "))
    surface.panel(box, in: surface.bounds) { drawInside(on: &$0) }
  }

  /// What the dashes are, and where there is room when they may meet the target.
  private func legend(_ forecast: Forecast, _ target: Target?, width: Int) -> String {
    let words = showing.words
    guard width >= 76, let reach = target.flatMap({ forecast.reach(of: $0) }), let earliest = reach.earliest,
      reach.latest != earliest
    else { return words["trend.forecast"] }
    return words[
      "trend.forecast.range", String(Forecast.confidence), earliest.description, reach.latest?.description ?? ""]
  }

  /// The picture without its frame.
  func drawInside(on surface: inout Surface) {
    guard let row = showing.subject, let indicator = showing.subjectIndicator else { return }
    guard let trend = showing.trend(row.area.code, indicator.id) else {
      surface.write(showing.words["trend.loading"], row: 0, role: .dim, maxWidth: surface.width)
      return
    }
    draw(trend, row, indicator, showing.forecast(of: row, indicator), on: &surface)
  }

  private func draw(
    _ trend: PostalModel.Trend, _ row: BoardRow, _ indicator: Indicator, _ forecast: Forecast?,
    on surface: inout Surface
  ) {
    let words = showing.words
    let values = trend.points.map { $0.ratio?.value }
    guard values.contains(where: { $0 != nil }), let first = trend.points.first?.month,
      let last = trend.points.last?.month
    else {
      surface.write(words["trend.none"], row: 0, role: .dim, maxWidth: surface.width)
      return
    }
    let target = row.figures[indicator.id]?.judgement.applied?.target
    let all = values.count + future(after: last, target, forecast, past: values.count)
    let lines = targets(of: row, indicator, from: first, count: all)
    let now = values.count - 1
    var marks: [Drawing.Trend.Tick] = []
    if let deadline = target?.deadline {
      let index = Month(deadline).index - first.index
      if index >= 0, index < all {
        marks.append(Drawing.Trend.Tick(index, words["headline.deadline", Month(deadline).description]))
      }
    }
    let wanted = lines.flatMap { $0.steps.compactMap { $0 } + [$0.value] }
    let ahead = reckoned(forecast, from: first, count: all)
    let known = values.compactMap { $0 } + ahead.compactMap { $0 }
    var low = min(known.min() ?? 0, wanted.min() ?? .infinity)
    var high = max(known.max() ?? 0, wanted.max() ?? -.infinity)
    // On a low picture the values at the left are not rounded, so that the line needs some air.
    let margin = surface.height < 6 ? max((high - low) * 0.08, 0.05) : 0
    // A level line needs a span to be level in.
    if high - low < abs(high) / 100 { low = high * 0.95 }
    low = max(0, low - margin)
    high = indicator.unit.isShare ? min(max(100, high), high + margin) : high + margin
    // Yes or no is 0 or 100 and nothing between.
    if trend.isOfOne { (low, high) = (0, 100) }
    var series = [Drawing.Trend.Series(values + Array(repeating: nil, count: all - values.count))]
    // What is reckoned lies under what is known, and under both what the schedule expects.
    if ahead.contains(where: { $0 != nil }) {
      series.insert(Drawing.Trend.Series(ahead, role: .projection, stroke: .dashed), at: 0)
    }
    let path = (0..<all).map { target?.expectedValue(at: first.advanced(by: $0), kind: indicator.kind) }
    if path.contains(where: { $0 != nil }) {
      series.insert(Drawing.Trend.Series(path, role: .projection, stroke: .dotted), at: 0)
    }
    surface.draw(
      Drawing.Trend(
        series: series, targets: lines, ticks: ticks(from: first, now: now, count: all, width: surface.width),
        domain: low...max(high, low + 0.1), marks: marks, isRounded: true,
        limits: indicator.unit.isShare ? 0...100 : nil), in: surface.bounds)
  }

  /// Months to come: as far as the deadline, and where the forecast meets its target a little beyond; not more than half
  /// of the past.
  private func future(after last: Month, _ target: Target?, _ forecast: Forecast?, past: Int) -> Int {
    var months = 0
    if let deadline = target?.deadline { months = max(0, Month(deadline).index - last.index) }
    if let forecast {
      months = max(months, 6)
      if let target, case .reaches(let month)? = forecast.outcome(of: target) {
        months = max(months, month.index - last.index + 2)
      }
    }
    return min(months, past / 2)
  }

  /// The forecast from the last whole figure on; nothing before it.
  private func reckoned(_ forecast: Forecast?, from first: Month, count: Int) -> [Double?] {
    (0..<count).map { place in
      let month = first.advanced(by: place)
      return forecast.flatMap { month >= $0.start ? $0.value(at: month) : nil }
    }
  }

  /// The lines of the target, stepping where plans ask another number from some month on.
  private func targets(of row: BoardRow, _ indicator: Indicator, from first: Month, count: Int)
    -> [Drawing.Trend.Target]
  {
    let words = showing.words
    let chain = showing.chain(of: row)
    let found = (0..<count).map { place -> Target? in
      let day = first.advanced(by: place).lastDay
      return showing.handbook.planBook.lens(for: chain, on: day, borrowing: showing.plan).target(
        for: indicator, on: day)?.target
    }
    let last = found.last { $0 != nil } ?? nil
    func line(_ bound: (Target) -> Amount?, alone: Bool, _ key: String) -> Drawing.Trend.Target? {
      let text = last.flatMap(bound)?.description ?? ""
      return Drawing.Trend.Target(
        steps: found.map { $0.flatMap(bound)?.number },
        label: "\(words[alone ? "label.target" : key]) \(text)")
    }
    return [
      line({ $0.minimum }, alone: last?.maximum == nil, "label.minimum"),
      line({ $0.maximum }, alone: last?.minimum == nil, "label.maximum"),
    ].compactMap { $0 }
  }

  /// Januaries and Julys, and always the month shown.
  private func ticks(from first: Month, now: Int, count: Int, width: Int) -> [Drawing.Trend.Tick] {
    let apart = max(1, count * 9 / max(1, width - 12))
    return (0..<count).compactMap { index in
      let month = first.advanced(by: index)
      guard index == now || (month.month % 6 == 1 && abs(index - now) > apart) else { return nil }
      return Drawing.Trend.Tick(index, month.description)
    }
  }
}
