/// The five levels of administrative areas; outlets stand below them.
public enum AreaLevel: Int, Comparable, Sendable, CaseIterable {
  /// 省级
  case province
  /// 地级
  case prefecture
  /// 县级
  case county
  /// 乡级
  case township
  /// 村级
  case village

  /// The word used in addresses and exports.
  public var word: String {
    switch self {
    case .province: "province"
    case .prefecture: "prefecture"
    case .county: "county"
    case .township: "township"
    case .village: "village"
    }
  }

  /// The next level above, nil at the province.
  public var upper: AreaLevel? { AreaLevel(rawValue: rawValue - 1) }
  /// The next level below, nil at the village.
  public var lower: AreaLevel? { AreaLevel(rawValue: rawValue + 1) }

  /// What the last digit of this level counts in a 12-digit code.
  public var codeUnit: Int { [10_000_000_000, 100_000_000, 1_000_000, 1000, 1][rawValue] }

  public static func < (left: AreaLevel, right: AreaLevel) -> Bool { left.rawValue < right.rawValue }
}
