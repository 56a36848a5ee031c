/// 报送与核验的覆盖: of the villages of an area those reached and those with a station, as reported, and how many of them an
/// inspector has seen within some days.
public struct VillageCoverage: Sendable, Equatable {
  /// A number as reported and the part of it that was verified.
  public struct Pair: Sendable, Equatable {
    public var reported: Int
    public var verified: Int

    public init(reported: Int, verified: Int) {
      self.reported = reported
      self.verified = verified
    }
  }

  /// All villages, which both figures are shares of.
  public var villages: Int
  public var reached: Pair
  public var station: Pair
  /// How long a verification stands.
  public var days: Int

  public init(villages: Int, reached: Pair, station: Pair, days: Int) {
    self.villages = villages
    self.reached = reached
    self.station = station
    self.days = days
  }

  /// The pair that is of an indicator; nil of others.
  public func pair(of indicator: String) -> Pair? {
    switch indicator {
    case Indicator.villageReach: reached
    case Indicator.villageStation: station
    default: nil
    }
  }
}
