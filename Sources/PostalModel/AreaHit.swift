/// An area that a typed text may mean.
public struct AreaHit: Sendable, Equatable {
  /// What of the area the text fits.
  public enum Match: Sendable, Equatable {
    case name, code, pinyin, initials
    /// 曾用名: a name that the area, or the one it stands for now, had before.
    case formerName(String)
    /// 原代码: a code that ended and was replaced by that of the area.
    case formerCode(AreaCode)
  }

  public var area: Area
  /// The names of the areas above it, from the top down.
  public var above: [String]
  public var match: Match
  public var grade: MatchGrade
  /// The characters of the area's name that fit; none where the text fits something else.
  public var ranges: [Range<Int>]

  public init(area: Area, above: [String], match: Match, grade: MatchGrade, ranges: [Range<Int>]) {
    self.area = area
    self.above = above
    self.match = match
    self.grade = grade
    self.ranges = ranges
  }
}

/// An outlet that a typed text may mean.
public struct OutletHit: Sendable, Equatable {
  public enum Match: Sendable, Equatable { case number, name, pinyin, initials, brand }

  public var outlet: Outlet
  public var match: Match
  /// The characters of the outlet's name that fit.
  public var ranges: [Range<Int>]

  public init(outlet: Outlet, match: Match, ranges: [Range<Int>]) {
    self.outlet = outlet
    self.match = match
    self.ranges = ranges
  }
}
