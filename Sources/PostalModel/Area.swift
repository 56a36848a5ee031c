/// 区划: a province, prefecture, county, township, or village or community.
public struct Area: Hashable, Sendable, Identifiable {
  /// The store's number of the area.
  public var id: Int
  public var code: AreaCode
  public var name: String
  public var level: AreaLevel
  public var kind: AreaKind
  /// The store's number of the area above; nil at the top.
  public var parent: Int?
  /// True where it came from the shipped area list and no office has listed it.
  public var isShipped: Bool

  public init(
    id: Int, code: AreaCode, name: String, level: AreaLevel? = nil, kind: AreaKind? = nil, parent: Int? = nil,
    isShipped: Bool = false
  ) {
    self.id = id
    self.code = code
    self.name = name
    self.level = level ?? code.level
    self.kind = kind ?? AreaKind(code: code, name: name)
    self.parent = parent
    self.isShipped = isShipped
  }
}

/// What an area at the lowest level is: it decides where density (urban) and where rural reach (village) apply.
public enum AreaKind: Int, Sendable {
  /// 村委会 (建制村).
  case village = 1
  /// 居委会 or 社区, and 类似居委会.
  case community = 2
  /// 类似村委会: a farm, forest or other unit the code list keeps like a village; it is no 建制村.
  case villageLike = 3
  /// Any area above the lowest level.
  case region = 0

  /// By the code's last three digits, 001-199 and 400-499 communities, 200-399 villages, 500-599 like villages
  /// (《统计用区划代码编制规则》); below 400 and from 600 a plain ending of the name decides first (`社区村委会` is not
  /// plain: 临夏市 has it for both).
  public init(code: AreaCode, name: String) {
    guard code.level == .village else {
      self = .region
      return
    }
    switch code.number % 1000 {
    case 400...499: self = .community
    case 500...599: self = .villageLike
    case let tail:
      if name.hasSuffix("社区村委会") {
        self = (1...199).contains(tail) ? .community : .village
      } else if name.hasSuffix("村委会") || name.hasSuffix("村民委员会") || name.hasSuffix("村") {
        self = .village
      } else if name.hasSuffix("居委会") || name.hasSuffix("居民委员会") || name.hasSuffix("社区") {
        self = .community
      } else {
        self = (1...199).contains(tail) ? .community : .village
      }
    }
  }
}
