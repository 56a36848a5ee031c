import Documents
import PostalModel

/// 同比、环比与位次: a figure and its place among others, held against the period before and the same of the year before.
struct Comparison {
  let series: SeriesBoard
  let period: Period
  let indicator: Indicator

  /// The figure of an area so many periods before; nil where the series does not reach that far.
  func figure(_ area: AreaCode, before steps: Int) -> Figure? {
    let wanted = period.moved(by: -steps)
    guard let place = series.periods.firstIndex(of: wanted), let row = series.row(area, indicator.id) else {
      return nil
    }
    return row.figures.indices.contains(place) ? row.figures[place] : nil
  }

  /// 环比. A total of the year grows by itself from month to month and has none.
  func onPeriod(_ area: AreaCode) -> Growth? { indicator.kind == .yearly ? nil : growth(area, before: 1) }

  /// 同比
  func onYear(_ area: AreaCode) -> Growth? { growth(area, before: 12 / period.length) }

  /// One of the two figures has parts missing.
  func isPartial(_ area: AreaCode, before steps: Int) -> Bool {
    [0, steps].contains { figure(area, before: $0)?.reading.isPartial == true }
  }

  private func growth(_ area: AreaCode, before steps: Int) -> Growth? {
    guard let now = figure(area, before: 0), let before = figure(area, before: steps) else { return nil }
    let last = now.reading.stockMonth ?? period.last
    let first = before.reading.stockMonth ?? period.moved(by: -steps).last
    return Growth.from(before.reading.ratio, in: first, to: now.reading.ratio, in: last, of: indicator)
  }

  /// 位次: by value, the best first; equal values share one. Areas without a value have none.
  func ranks(_ areas: [AreaCode], before steps: Int = 0) -> [AreaCode: Int] {
    let known = areas.compactMap { area in figure(area, before: steps)?.reading.ratio.map { (area, $0) } }
    guard known.count > 1 else { return [:] }
    var ranks: [AreaCode: Int] = [:]
    for (area, ratio) in known {
      ranks[area] = 1 + known.count { Comparison.isBetter($0.1, than: ratio, indicator) }
    }
    return ranks
  }

  /// Exact: by the whole numbers, not by what is shown of them.
  static func isBetter(_ one: Ratio, than other: Ratio, _ indicator: Indicator) -> Bool {
    let left = Int128(one.numerator) * Int128(one.scale) * Int128(other.denominator)
    let right = Int128(other.numerator) * Int128(other.scale) * Int128(one.denominator)
    return indicator.higherIsBetter ? left > right : left < right
  }
}

extension Bulletin {
  func comparison(_ indicator: Indicator) -> Comparison {
    Comparison(series: facts.series, period: period, indicator: indicator)
  }

  /// How a figure grew, `~` where one of the two is partial.
  func growth(_ growth: Growth?, _ indicator: Indicator, isPartial: Bool) -> OutputTable.Cell {
    guard let growth else { return .empty }
    let said = (isPartial && growth != .broken ? "~" : "") + wording.growth(growth, indicator)
    switch growth {
    case .broken: return .told(said, number: nil, .faint)
    case .percent(let percent): return .told(said, number: signed(wording.tenths(abs(percent)), percent))
    case .difference(let points): return .told(said, number: signed(wording.hundredths(abs(points)), points))
    }
  }

  private func signed(_ text: String, _ number: Double) -> String { (number < 0 ? "-" : "") + text }

  func onYear(_ area: AreaCode, _ indicator: Indicator) -> OutputTable.Cell {
    let comparison = comparison(indicator)
    return growth(
      comparison.onYear(area), indicator, isPartial: comparison.isPartial(area, before: 12 / period.length))
  }

  func onPeriod(_ area: AreaCode, _ indicator: Indicator) -> OutputTable.Cell {
    let comparison = comparison(indicator)
    // Of years the period before is the year before.
    guard period.length < 12 else { return .empty }
    return growth(comparison.onPeriod(area), indicator, isPartial: comparison.isPartial(area, before: 1))
  }

  /// Places won or lost since the period before.
  func move(_ rank: Int?, _ before: Int?) -> OutputTable.Cell {
    guard let rank, let before else { return .empty }
    if rank == before { return .told("=", number: "0", .faint) }
    return .told(
      rank < before ? "\(glyphs.arrowUp)\(before - rank)" : "\(glyphs.arrowDown)\(rank - before)",
      number: String(before - rank))
  }
}
