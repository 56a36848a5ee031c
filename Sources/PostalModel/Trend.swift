/// 趋势: one indicator of one area, month by month.
public struct Trend: Sendable, Equatable {
  public var area: AreaCode?
  public var indicator: String
  /// In the order of months, without gaps; a month without a figure has no ratio.
  public var points: [Point]

  public struct Point: Sendable, Equatable {
    public var month: Month
    public var ratio: Ratio?
    public var isPartial: Bool

    public init(month: Month, ratio: Ratio?, isPartial: Bool) {
      self.month = month
      self.ratio = ratio
      self.isPartial = isPartial
    }
  }

  public init(area: AreaCode?, indicator: String, points: [Point]) {
    self.area = area
    self.indicator = indicator
    self.points = points
  }
}
