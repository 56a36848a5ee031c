/// 表头对照: how a table of another office's making stands for a form of ours.
public struct ColumnMap: Sendable, Equatable {
  /// Which columns of a table are periods.
  public enum Periods: Sendable, Equatable {
    /// All that are headed by a year: `2024年`, `2024`.
    case years
    /// All that are headed by a month: `2024年6月`, `2024-06`.
    case months
    /// Those so headed, years or months.
    case listed([String])
  }

  /// A table with one column a year or month; each of its values is one row of the form `figures`.
  public struct Wide: Sendable, Equatable {
    public var periods: Periods
    /// Id or name of the indicator that all values are of.
    public var indicator: String
    /// What a value is multiplied by to be in the indicator's unit; products are rounded to the millionth.
    public var factor: Amount
    /// The month that a year's figure is stored under, 1 to 12.
    public var monthOfYear: Int

    public init(periods: Periods, indicator: String, factor: Amount = Amount(1), monthOfYear: Int = 12) {
      self.periods = periods
      self.indicator = indicator
      self.factor = factor
      self.monthOfYear = monthOfYear
    }
  }

  /// nil to tell the form by the headings.
  public var form: Form?
  /// By their heading: the name of our column, Chinese or English.
  public var columns: [String: String]
  public var wide: Wide?
  /// Names of areas are looked for at this level alone; nil for all.
  public var areaLevel: AreaLevel?
  /// Rows of these areas are passed over, such as `全国`.
  public var skippedAreas: Set<String>

  public init(
    form: Form? = nil, columns: [String: String] = [:], wide: Wide? = nil, areaLevel: AreaLevel? = nil,
    skippedAreas: Set<String> = []
  ) {
    self.form = form
    self.columns = columns
    self.wide = wide
    self.areaLevel = areaLevel
    self.skippedAreas = skippedAreas
  }
}
