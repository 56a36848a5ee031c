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
    let detail =
      "\(showing.wording.name(row.area)) \(sign) \(indicator.name(showing.handbook.language))"
      + (unit.isEmpty ? "" : " \(sign) \(unit)")
    surface.panel(Box(title: words["panel.trend"], detail: detail), in: surface.bounds) { inside in
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
    let wanted = max(2, min(5, surface.width / 16))
    for step in 0..<wanted {
      let index = wanted == 1 ? 0 : step * (all - 1) / (wanted - 1)
      guard let first = months.first else { break }
      ticks.append(Drawing.Trend.Tick(index, first.advanced(by: index).description))
    }
    let known = values.compactMap { $0 }
    var low = min(known.min() ?? 0, lines.map(\.value).min() ?? .infinity)
    var high = max(known.max() ?? 0, lines.map(\.value).max() ?? -.infinity)
    let margin = max((high - low) * 0.08, 0.05)
    low = max(0, low - margin)
    high = indicator.unit == .percent ? min(max(100, high), high + margin) : high + margin
    surface.draw(
      Drawing.Trend(
        series: [Drawing.Trend.Series(values + Array(repeating: nil, count: future))], targets: lines, ticks: ticks,
        domain: low...max(high, low + 0.1)), in: surface.bounds)
  }
}
