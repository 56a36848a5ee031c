/// 依据: what a figure was made of, for the screen that takes it apart.
public struct Evidence: Sendable, Equatable {
  public var area: AreaCode
  public var indicator: String
  public var period: Period
  /// The stored rows that feed it, those that matter most first; at most the number asked for.
  public var rows: [SourceRow]
  /// How many rows feed it in all.
  public var total: Int
  /// The parts that make up the gap, worst first: name and outlets or units missing.
  public var contributors: [Contributor]
  /// The fewest parts whose closing meets the target; nil where it is met or has no parts that could.
  public var smallestSet: SmallestSet?
  /// The judged figure of the month in which the target's deadline lay, where that is past.
  public var atDeadline: Figure?

  public struct Contributor: Sendable, Equatable {
    public var area: Area
    public var need: Int
    public init(area: Area, need: Int) {
      self.area = area
      self.need = need
    }
  }

  public init(
    area: AreaCode, indicator: String, period: Period, rows: [SourceRow], total: Int, contributors: [Contributor] = [],
    atDeadline: Figure? = nil
  ) {
    self.area = area
    self.indicator = indicator
    self.period = period
    self.rows = rows
    self.total = total
    self.contributors = contributors
    self.atDeadline = atDeadline
  }
}
