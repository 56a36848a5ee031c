/// 指标: `scale x sum(numerator) / sum(denominator)` of measures that add up over areas; an entry of
/// `Data/indicators.toml`.
///
/// By reference: every figure is read by one, and it is mostly words.
public final class Indicator: Hashable, Sendable, Identifiable {
  public enum Kind: String, CaseIterable, Sendable {
    /// 存量: takes the last month of a period.
    case stock
    /// 流量: adds up over the months of a period.
    case flow
    /// 年累计: a total of the year, returned month by month as year to date; the month of December is the year's.
    case yearly
  }

  public enum Unit: String, CaseIterable, Sendable {
    case percent
    case per10k
    /// 十万分之
    case per100k
    case outlets
    case count
    case persons
    /// 分: points of a survey.
    case score
    /// 亿元
    case yuan100m
    /// 万元
    case yuan10k
    /// 万件
    case parcels10k
    /// 亿件
    case parcels100m
    case tonnes
    case lines
    case sites

    /// What numerator over denominator is multiplied by.
    public var scale: Int {
      switch self {
      case .percent: 100
      case .per10k: 10_000
      case .per100k: 100_000
      default: 1
      }
    }

    /// A share of a whole, which cannot exceed it.
    public var isShare: Bool { self == .percent }
    /// Counts whole things, of which there is no half.
    public var isCount: Bool {
      switch self {
      case .outlets, .count, .persons, .lines, .sites: true
      default: false
      }
    }
    /// A rate, which needs a denominator where it is made of counts.
    public var isRate: Bool { self == .percent || self == .per10k || self == .per100k }
  }

  /// The name used in addresses, plans and exports, such as `slim_tape`.
  public let id: String
  public let zh: String
  public let en: String
  /// Column headings.
  public let shortZh: String
  public let shortEn: String
  /// The panel it belongs to: `outlets`, `packaging`, `safety`, `villages`, `service`, `scale`, or `plans` for what only
  /// a plan asks.
  public let panel: String
  public let form: Form
  public let unit: Unit
  public let scale: Int
  public let numerator: [String]
  public let denominator: [String]
  public let kind: Kind
  public let higherIsBetter: Bool
  public let decimals: Int
  /// Which areas of the lowest level it applies to.
  public let appliesToVillages: Bool
  public let appliesToCommunities: Bool
  /// True where the figure comes from a sample, so that a clean sample is not a proof.
  public let isSample: Bool
  public let formulaZh: String
  public let formulaEn: String
  public let scopeZh: String
  public let scopeEn: String
  /// Where the definition comes from.
  public let source: String
  /// 口径变更: months from which the series has another scope, so that growth across them is not computed.
  public let breaks: [Month]

  public init(
    id: String, zh: String, en: String, shortZh: String = "", shortEn: String = "", panel: String, form: Form,
    unit: Unit = .percent, scale: Int = 100, numerator: [String], denominator: [String], kind: Kind = .flow,
    higherIsBetter: Bool = true, decimals: Int = 1, appliesToVillages: Bool = true, appliesToCommunities: Bool = true,
    isSample: Bool = false, formulaZh: String = "", formulaEn: String = "", scopeZh: String = "", scopeEn: String = "",
    source: String = "", breaks: [Month] = []
  ) {
    self.id = id
    self.zh = zh
    self.en = en
    self.shortZh = shortZh.isEmpty ? zh : shortZh
    self.shortEn = shortEn.isEmpty ? en : shortEn
    self.panel = panel
    self.form = form
    self.unit = unit
    self.scale = scale
    self.numerator = numerator
    self.denominator = denominator
    self.kind = kind
    self.higherIsBetter = higherIsBetter
    self.decimals = decimals
    self.appliesToVillages = appliesToVillages
    self.appliesToCommunities = appliesToCommunities
    self.isSample = isSample
    self.formulaZh = formulaZh
    self.formulaEn = formulaEn
    self.scopeZh = scopeZh
    self.scopeEn = scopeEn
    self.source = source
    self.breaks = breaks
  }

  public func name(_ language: Language) -> String { language == .zh ? zh : en }
  public func short(_ language: Language) -> String { language == .zh ? shortZh : shortEn }
  public func formula(_ language: Language) -> String { language == .zh ? formulaZh : formulaEn }
  public func scope(_ language: Language) -> String { language == .zh ? scopeZh : scopeEn }

  /// A figure of it with its decimals, cut towards the worse side; no thousands are parted.
  public func text(_ ratio: Ratio) -> String { ratio.text(decimals: decimals, higherIsBetter: higherIsBetter) }

  /// Does it apply to areas of this kind?
  public func applies(to kind: AreaKind) -> Bool {
    switch kind {
    case .region: true
    case .village: appliesToVillages
    case .community: appliesToCommunities
    case .villageLike: appliesToVillages && appliesToCommunities
    }
  }

  /// The indicators whose arithmetic is not a plain quotient of sums.
  public static let density = "outlet_density"
  public static let gap = "outlet_gap"
  public static let stationStandard = "station_standard"
  public static let villageReach = "village_reach"
  public static let villageStation = "village_station"
  public static let screening = "xray"

  public static func == (left: Indicator, right: Indicator) -> Bool {
    left === right
      || left.id == right.id && left.zh == right.zh && left.en == right.en && left.shortZh == right.shortZh
        && left.shortEn == right.shortEn && left.panel == right.panel && left.form == right.form
        && left.unit == right.unit && left.scale == right.scale && left.numerator == right.numerator
        && left.denominator == right.denominator && left.kind == right.kind
        && left.higherIsBetter == right.higherIsBetter && left.decimals == right.decimals
        && left.appliesToVillages == right.appliesToVillages && left.appliesToCommunities == right.appliesToCommunities
        && left.isSample == right.isSample && left.formulaZh == right.formulaZh && left.formulaEn == right.formulaEn
        && left.scopeZh == right.scopeZh && left.scopeEn == right.scopeEn && left.source == right.source
        && left.breaks == right.breaks
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
