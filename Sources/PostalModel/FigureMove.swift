/// 变动: a figure that an import moves, or would move.
public struct FigureMove: Sendable, Equatable {
  /// The figure at one of the two times.
  public struct State: Sendable, Equatable {
    /// As it was judged; nil where there is none.
    public var figure: Figure?

    public init(_ figure: Figure?) { self.figure = figure }

    public var ratio: Ratio? { figure?.reading.ratio }
    public var status: Status? { figure?.status }
    /// Some units are missing.
    public var isPartial: Bool { figure?.reading.isPartial ?? false }

    /// Met with nothing missing.
    public var countsAsMet: Bool { status == .met && !isPartial }

    fileprivate func shows(_ other: State) -> Bool {
      guard status == other.status, isPartial == other.isPartial else { return false }
      switch (ratio, other.ratio) {
      case (nil, nil): return true
      case (let a?, let b?): return a.isWorth(b)
      default: return false
      }
    }
  }

  public var area: Area
  public var indicator: String
  public var period: Period
  public var before: State
  public var after: State

  /// nil where value, status and completeness are as they were.
  public init?(area: Area, indicator: String, period: Period, before: Figure?, after: Figure?) {
    self.area = area
    self.indicator = indicator
    self.period = period
    self.before = State(before)
    self.after = State(after)
    if self.before.shows(self.after) { return nil }
  }

  /// 换灯: it shows another status, or has become or ceased to be one that counts as met.
  public var changesLight: Bool { before.status != after.status || before.countsAsMet != after.countsAsMet }

  /// After less before, in the indicator's unit; nil where one of the two is absent.
  public var difference: Double? {
    guard let before = before.ratio, let after = after.ratio else { return nil }
    return after.value - before.value
  }

  /// The difference as a share of the greater value, so that indicators of any unit can be ranked; 1 where a figure
  /// comes or goes.
  public var size: Double {
    guard let before = before.ratio?.value, let after = after.ratio?.value else {
      return before.ratio == nil && after.ratio == nil ? 0 : 1
    }
    let greater = max(abs(before), abs(after))
    return greater == 0 ? 0 : abs(after - before) / greater
  }

  /// Changes of status first, higher levels first, then the greater ones.
  public static func precedes(_ left: FigureMove, _ right: FigureMove) -> Bool {
    if left.changesLight != right.changesLight { return left.changesLight }
    if left.area.level != right.area.level { return left.area.level < right.area.level }
    if left.size != right.size { return left.size > right.size }
    if left.area.code != right.area.code { return left.area.code < right.area.code }
    if left.period.first != right.period.first { return left.period.first > right.period.first }
    return left.indicator < right.indicator
  }
}

extension Ratio {
  /// Exact: the same value, of whatever parts.
  fileprivate func isWorth(_ other: Ratio) -> Bool {
    Int128(numerator) * Int128(scale) * Int128(other.denominator)
      == Int128(other.numerator) * Int128(other.scale) * Int128(denominator)
  }
}
