/// 核对: what several sources (报送, 系统, 抽查) say of the same thing: one pair of measures of one area, month and brand.
public struct SourceDifference: Sendable, Equatable {
  /// What one source gives.
  public struct Given: Sendable, Equatable {
    /// Parcels, bags, purchases or waybills.
    public var numerator: Int
    public var denominator: Int
    /// The areas whose rows make it up: 1 where the area has a row of its own, else those in it that sent one.
    public var areas: Int

    public init(numerator: Int, denominator: Int, areas: Int = 1) {
      self.numerator = numerator
      self.denominator = denominator
      self.areas = areas
    }

    public func ratio(scale: Int) -> Ratio? { Ratio(numerator, denominator, scale: scale) }
  }

  public var area: Area
  public var month: Month
  /// Empty: all brands.
  public var brand: String
  public var indicator: String
  /// Of the indicator; 100 for percent.
  public var scale: Int
  /// At least two.
  public var given: [ReturnSource: Given]
  /// Areas that owe the return in and below this one.
  public var expected: Int

  public init(
    area: Area, month: Month, brand: String, indicator: String, scale: Int, given: [ReturnSource: Given],
    expected: Int
  ) {
    self.area = area
    self.month = month
    self.brand = brand
    self.indicator = indicator
    self.scale = scale
    self.given = given
    self.expected = expected
  }

  public func ratio(_ source: ReturnSource) -> Ratio? { given[source]?.ratio(scale: scale) }

  /// 报送 less 系统 in points; nil where one of the two has no share.
  public var points: Double? {
    guard let reported = ratio(.reported), let system = ratio(.system) else { return nil }
    return reported.value - system.value
  }

  /// 报送 less 系统 in numerator and denominator; nil where one of the two is absent.
  public var counts: (numerator: Int, denominator: Int)? {
    guard let reported = given[.reported], let system = given[.system] else { return nil }
    return (reported.numerator - system.numerator, reported.denominator - system.denominator)
  }

  /// The 95 % interval of the sampled share, from 0 to 1.
  public var interval: WilsonInterval? {
    given[.sampled].flatMap { WilsonInterval($0.numerator, of: $0.denominator) }
  }

  /// Does the reported share (the system's where nothing was reported) lie inside the sample's interval? nil without a
  /// sample or a share to hold against it.
  public var isInsideInterval: Bool? { outside.map { $0 == 0 } }

  /// Points by which that share lies outside the interval, above or below; 0 inside.
  public var outside: Double? {
    guard let interval, let stated = given[.reported] ?? given[.system], stated.denominator > 0 else { return nil }
    let share = Double(stated.numerator) / Double(stated.denominator)
    if share > interval.high { return (share - interval.high) * Double(scale) }
    if share < interval.low { return (interval.low - share) * Double(scale) }
    return 0
  }

  /// The sources do not contradict each other: the counts of 报送 and 系统 are the same, and a sample's interval holds
  /// the share.
  public var agrees: Bool {
    (counts.map { $0 == (0, 0) } ?? true) && (isInsideInterval ?? true)
  }

  /// How many parcels the two counts are apart at most.
  public var parcels: Int { counts.map { max(abs($0.numerator), abs($0.denominator)) } ?? 0 }

  /// Worst first: those that contradict before those that agree, then by points, then by parcels.
  public static func precedes(_ left: SourceDifference, _ right: SourceDifference) -> Bool {
    if left.agrees != right.agrees { return right.agrees }
    let (a, b) = (left.weight, right.weight)
    if a != b { return a > b }
    if left.parcels != right.parcels { return left.parcels > right.parcels }
    if left.month != right.month { return left.month > right.month }
    if left.area.code != right.area.code { return left.area.code < right.area.code }
    return (left.brand, left.indicator) < (right.brand, right.indicator)
  }

  /// Points that the sources lie apart; a rounded number, so that the same shares weigh the same.
  private var weight: Double { (max(abs(points ?? 0), outside ?? 0) * 1_000_000).rounded() }
}
