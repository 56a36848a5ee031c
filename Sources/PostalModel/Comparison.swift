/// 同比、环比与位次: the figures of an indicator and their places among others, held against the period before and the
/// same of the year before.
public struct Comparison: Sendable {
  public let period: Period
  public let indicator: Indicator
  private let periods: [Period]
  private let rows: [AreaCode: SeriesBoard.Row]

  /// - Parameter series: periods of the length of `period` that end with it, ``periods(of:)`` of them or more.
  public init(series: SeriesBoard, period: Period, indicator: Indicator) {
    self.period = period
    self.indicator = indicator
    periods = series.periods
    rows = Dictionary(
      series.rows.filter { $0.indicator == indicator.id }.map { ($0.area.code, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// How many periods a series needs, for a figure to be held against the same period a year before.
  public static func periods(of period: Period) -> Int { yearSteps(of: period) + 1 }

  private static func yearSteps(of period: Period) -> Int { 12 / period.length }

  /// Periods back to the same one of the year before.
  public var yearSteps: Int { Comparison.yearSteps(of: period) }

  /// Whether there is a period before to hold a figure against: before a year lies the year before, and a total of the
  /// year grows by itself from month to month.
  public var hasPeriodBefore: Bool { period.length < 12 && indicator.kind != .yearly }

  /// The figure of an area so many periods before; nil where the series does not reach that far.
  public func figure(_ area: AreaCode, before steps: Int) -> Figure? {
    guard let place = periods.firstIndex(of: period.moved(by: -steps)), let row = rows[area],
      row.figures.indices.contains(place)
    else { return nil }
    return row.figures[place]
  }

  /// 环比
  public func onPeriod(_ area: AreaCode) -> Growth? {
    hasPeriodBefore ? growth(from: figure(area, before: 1), to: area, before: 1) : nil
  }

  /// 同比
  public func onYear(_ area: AreaCode) -> Growth? { growth(from: yearBefore(area), to: area, before: yearSteps) }

  /// One of the two figures has parts missing.
  public func isPartial(_ area: AreaCode, before steps: Int) -> Bool {
    [0, steps].contains { figure(area, before: $0)?.reading.isPartial == true }
  }

  /// 上年同期: the figure of an area in the same period of the year before; nil where there is none to hold it against.
  ///
  /// What a quarter or a year that runs has come to is not held against all of that of the year before, but against what
  /// that had come to by then, where it is known.
  public func yearBefore(_ area: AreaCode) -> Figure? {
    let found = figure(area, before: yearSteps)
    guard let now = figure(area, before: 0), let month = now.reading.stockMonth?.advanced(by: -12),
      found?.reading.stockMonth != month
    else { return found }
    guard let ratio = now.reading.yearEarlier, var figure = found ?? figure(area, before: 0) else { return nil }
    figure.reading.ratio = ratio
    figure.reading.stockMonth = month
    return figure
  }

  private func growth(from before: Figure?, to area: AreaCode, before steps: Int) -> Growth? {
    guard let now = figure(area, before: 0), let before else { return nil }
    return Growth.from(
      before.reading.ratio, in: before.reading.stockMonth ?? period.moved(by: -steps).last, to: now.reading.ratio,
      in: now.reading.stockMonth ?? period.last, of: indicator)
  }

  // MARK: Ranks

  /// 位次: by value, the best first; equal values share one. Areas without a value have none.
  public func ranks(_ areas: [AreaCode], before steps: Int = 0) -> [AreaCode: Int] {
    Comparison.ranks(
      areas.compactMap { area in figure(area, before: steps)?.reading.ratio.map { (area, $0) } }, of: indicator)
  }

  /// The same of values at hand; none of a single one.
  public static func ranks(_ values: [(area: AreaCode, ratio: Ratio)], of indicator: Indicator) -> [AreaCode: Int] {
    guard values.count > 1 else { return [:] }
    let sorted = values.sorted { isBetter($0.ratio, than: $1.ratio, indicator) }
    var ranks: [AreaCode: Int] = [:]
    var rank = 1
    for (place, value) in sorted.enumerated() {
      if place > 0, isBetter(sorted[place - 1].ratio, than: value.ratio, indicator) { rank = place + 1 }
      ranks[value.area] = rank
    }
    return ranks
  }

  /// Exact: by the whole numbers, not by what is shown of them.
  private static func isBetter(_ one: Ratio, than other: Ratio, _ indicator: Indicator) -> Bool {
    let left = Int128(one.numerator) * Int128(one.scale) * Int128(other.denominator)
    let right = Int128(other.numerator) * Int128(other.scale) * Int128(one.denominator)
    return indicator.higherIsBetter ? left > right : left < right
  }

  /// 口径变更: the scope changed since the period before, so that ranks then and now are of different figures.
  private var isBrokenSinceBefore: Bool {
    let before = period.moved(by: -1).last
    return indicator.breaks.contains { $0 > before && $0 <= period.last }
  }

  // MARK: Changes

  /// What became of each area of the series since the period before and the year before.
  ///
  /// - Parameter peers: those that are ranked among one another; of fewer than two none is.
  public func changes(among peers: [AreaCode]) -> [AreaCode: Change] {
    let now = ranks(peers)
    let before = ranks(peers, before: 1)
    return Dictionary(
      uniqueKeysWithValues: rows.keys.map { area in
        var change = Change(
          before: hasPeriodBefore ? figure(area, before: 1) : nil, yearBefore: yearBefore(area))
        change.onPeriod = onPeriod(area)
        change.onYear = onYear(area)
        change.isPartialOnPeriod = isPartial(area, before: 1)
        change.isPartialOnYear = isPartial(area, before: yearSteps)
        change.rank = now[area]
        change.rankBefore = before[area]
        change.ranked = now.count
        change.rankedBefore = before.count
        change.move = move(from: before[area], to: now[area], hasOthers: !before.isEmpty)
        return (area, change)
      })
  }

  private func move(from before: Int?, to rank: Int?, hasOthers: Bool) -> RankMove? {
    guard let rank, hasOthers else { return nil }
    if isBrokenSinceBefore { return .broken }
    return before.map { .by($0 - rank) } ?? .new
  }
}

/// 变化: a figure held against the period before and the same of the year before, and its rank against the rank then.
public struct Change: Sendable, Equatable {
  /// Of the period before; nil where it is not held against that.
  public var before: Figure?
  public var yearBefore: Figure?
  /// 环比; nil without both figures.
  public var onPeriod: Growth?
  /// 同比; nil without both figures.
  public var onYear: Growth?
  /// One of the two figures has parts missing.
  public var isPartialOnPeriod = false
  public var isPartialOnYear = false
  /// 位次, from 1; nil without a figure, and where nothing is ranked.
  public var rank: Int?
  public var rankBefore: Int?
  /// How many have a rank, and had one. Where the two differ, places are won and lost by others coming and going.
  public var ranked = 0
  public var rankedBefore = 0
  /// nil where there is no rank, or where none had one before.
  public var move: RankMove?

  public init(before: Figure? = nil, yearBefore: Figure? = nil) {
    self.before = before
    self.yearBefore = yearBefore
  }
}

/// 升降: what became of a rank since the period before.
public enum RankMove: Sendable, Equatable {
  /// Places won; below 0 lost.
  case by(Int)
  /// There was no rank before, while others had one.
  case new
  /// 口径变更: the series has another scope since.
  case broken
}
