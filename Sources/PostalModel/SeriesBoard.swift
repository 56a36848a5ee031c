/// 时序表: indicators of several areas over a run of periods, each figure judged on its own period's last day.
public struct SeriesBoard: Sendable, Equatable {
  /// From the earliest on, without gaps.
  public var periods: [Period]
  /// In the order of the areas asked for, and of each area's indicators.
  public var rows: [Row]

  public struct Row: Sendable, Equatable {
    public var area: Area
    public var indicator: String
    /// One for each period.
    public var figures: [Figure]

    public init(area: Area, indicator: String, figures: [Figure]) {
      self.area = area
      self.indicator = indicator
      self.figures = figures
    }
  }

  public init(periods: [Period], rows: [Row]) {
    self.periods = periods
    self.rows = rows
  }

  /// The row of an indicator of an area; nil where it was not asked for or nothing is known of it.
  public func row(_ area: AreaCode, _ indicator: String) -> Row? {
    rows.first { $0.area.code == area && $0.indicator == indicator }
  }
}

/// Names a series: which areas and indicators, and the periods of one length that end with `last`.
public struct SeriesRequest: Hashable, Sendable {
  public var areas: [AreaCode]
  /// By id.
  public var indicators: [String]
  public var last: Period
  public var count: Int
  /// The plan borrowed as the measure; nil: each area's own.
  public var plan: String?

  public init(areas: [AreaCode], indicators: [String], last: Period, count: Int, plan: String?) {
    self.areas = areas
    self.indicators = indicators
    self.last = last
    self.count = count
    self.plan = plan
  }

  /// From the earliest on.
  public var periods: [Period] { (0..<max(1, count)).map { last.moved(by: $0 + 1 - max(1, count)) } }
}
