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
    let hasPath = target?.expectedValue(at: showing.lastMonth, kind: indicator.kind) != nil
    let box = Box(title: words["panel.trend"], detail: detail, note: hasPath ? words["trend.path"] : nil)
    surface.panel(box, in: surface.bounds) { inside in
      guard let trend = showing.trend(row.area.code, indicator.id) else {
        inside.write(words["trend.loading"], row: 0, role: .dim)
        return
      }
      draw(trend, indicator, row.figures[indicator.id], on: &inside)
    }
  }

  private func draw(
    _ trend: PostalModel.Trend, _ indicator: Indicator, _ figure: Figure?, on surface: inout Surface
  ) {
    let words = showing.words
    let values = trend.points.map { $0.ratio?.value }
    guard values.contains(where: { $0 != nil }) else {
      surface.write(words["trend.none"], row: 0, role: .dim, maxWidth: surface.width)
      return
    }
    let target = figure?.judgement.applied?.target
    var lines: [Drawing.Trend.Target] = []
    if let minimum = target?.minimum {
      let word = target?.maximum == nil ? words["label.target"] : words["label.minimum"]
      lines.append(Drawing.Trend.Target(minimum.number, label: "\(word) \(minimum)"))
    }
    if let maximum = target?.maximum {
      let word = target?.minimum == nil ? words["label.target"] : words["label.maximum"]
      lines.append(Drawing.Trend.Target(maximum.number, label: "\(word) \(maximum)"))
    }
    // Room for what is to come, as far as the deadline, but not more than the past takes.
    var future = 0
    if let deadline = target?.deadline, let last = trend.points.last?.month {
      future = min(max(0, Month(deadline).index - last.index), values.count / 2)
    }
    let months = trend.points.map(\.month)
    var ticks: [Drawing.Trend.Tick] = []
    let all = values.count + future
    guard let first = months.first else { return }
    // Januaries and Julys, and always the month shown.
    let now = values.count - 1
    let apart = max(1, all * 9 / max(1, surface.width - 12))
    for index in 0..<all {
      let month = first.advanced(by: index)
      guard index == now || (month.month % 6 == 1 && abs(index - now) > apart) else { continue }
      ticks.append(Drawing.Trend.Tick(index, month.description))
    }
    var marks: [Drawing.Trend.Tick] = []
    if let deadline = target?.deadline {
      let index = Month(deadline).index - first.index
      if index >= 0, index < all {
        marks.append(Drawing.Trend.Tick(index, words["headline.deadline", Month(deadline).description]))
      }
    }
    let known = values.compactMap { $0 }
    var low = min(known.min() ?? 0, lines.map(\.value).min() ?? .infinity)
    var high = max(known.max() ?? 0, lines.map(\.value).max() ?? -.infinity)
    // On a low picture the values at the left are not rounded, so that the line needs some air.
    let margin = surface.height < 6 ? max((high - low) * 0.08, 0.05) : 0
    // A level line needs a span to be level in.
    if high - low < abs(high) / 100 { low = high * 0.95 }
    low = max(0, low - margin)
    high = indicator.unit == .percent ? min(max(100, high), high + margin) : high + margin
    // What the schedule expects, dotted.
    var series = [Drawing.Trend.Series(values + Array(repeating: nil, count: future))]
    let path = (0..<all).map { target?.expectedValue(at: first.advanced(by: $0), kind: indicator.kind) }
    if path.contains(where: { $0 != nil }) {
      series.insert(Drawing.Trend.Series(path, role: .projection, isDotted: true), at: 0)
    }
    surface.draw(
      Drawing.Trend(
        series: series, targets: lines, ticks: ticks,
        domain: low...max(high, low + 0.1), marks: marks, isRounded: true), in: surface.bounds)
  }
}
