/// 指标数据 of one area and indicator over a period: the area's own row, or what the parts of the areas below add up to.
public struct FigureSum: Sendable, Equatable {
  /// What the area's own row gives, in the indicator's unit; it is of this area alone and is never added up.
  public var value: Amount?
  /// Both or neither, the denominator above 0. Where they are there they are the figure, and `value` is what was
  /// written beside them.
  public var numerator: Int?
  public var denominator: Int?
  /// Areas that gave parts for every month of the period, and those in use at their level; 1 of 1 for an own row.
  public var reported: Int
  public var expected: Int

  public init(
    value: Amount? = nil, numerator: Int? = nil, denominator: Int? = nil, reported: Int = 1, expected: Int = 1
  ) {
    self.value = value
    self.numerator = numerator
    self.denominator = denominator
    self.reported = reported
    self.expected = expected
  }
}
