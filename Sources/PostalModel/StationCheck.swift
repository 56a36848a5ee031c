/// 报送与核验: a village that a register gives an open 村级服务站, or that an inspector has seen, or both.
public struct StationCheck: Sendable, Equatable {
  public var village: Area
  /// The area it lies in.
  public var parent: Area?
  /// 报送: the register has an open station here at the end of the period.
  public var isReported: Bool
  /// The last verification of 进村台账 on or before the end of the period.
  public var verifiedOn: Day?
  /// 核验方式
  public var verifiedBy: String

  public init(village: Area, parent: Area?, isReported: Bool, verifiedOn: Day?, verifiedBy: String = "") {
    self.village = village
    self.parent = parent
    self.isReported = isReported
    self.verifiedOn = verifiedOn
    self.verifiedBy = verifiedBy
  }

  /// 核验: seen within so many days before the end of the period.
  public func isVerified(on end: Day, within days: Int) -> Bool {
    verifiedOn.map { $0 <= end && end.ordinal - $0.ordinal <= days } ?? false
  }
}

/// The villages of an area as reported and as verified at the end of a period.
public struct StationChecks: Sendable, Equatable {
  /// The last day of the month whose stocks are meant.
  public var end: Day
  /// For how many days before it a verification stands.
  public var days: Int
  /// In the order of codes.
  public var villages: [StationCheck]

  public init(end: Day, days: Int = Settings().verifiedDays, villages: [StationCheck]) {
    self.end = end
    self.days = days
    self.villages = villages
  }

  /// Villages that have a station by the register.
  public var reported: Int { villages.count(where: \.isReported) }
  /// Of those, the ones that were seen.
  public var verified: Int { villages.count { $0.isReported && $0.isVerified(on: end, within: days) } }
  /// Seen by an inspector, and without a station in the register.
  public var onlyVerified: Int { villages.count { !$0.isReported && $0.isVerified(on: end, within: days) } }
}
