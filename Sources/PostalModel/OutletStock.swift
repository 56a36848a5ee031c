/// 网点存量: the outlets and urban residents of one area with all below it, at the end of a month; the arithmetic of
/// density and its gap.
public struct OutletStock: Sendable, Equatable {
  /// How much of the area a received register covers. Zero outlets are known only where one was received.
  public enum Register: Int, Sendable {
    case none
    case some
    case all
  }

  /// Open 末端网点 in areas that are not villages, in the registers received.
  public var terminals = 0
  public var register = Register.none
  /// The outlets above the line of density: those of the units that have a population.
  public var urbanOutlets = 0
  /// The people below the line of density.
  public var urbanResidents = 0
  public var unitsReported = 0
  public var unitsExpected = 0
  /// True where the area or a part of it has an urban population of its own.
  public var hasResidents = false
  public var gaps: [Amount: DensityGap] = [:]
  /// 村 in the area, those covered by a register, and those with an open 村级服务站.
  public var villages = 0
  public var villagesRegistered = 0
  public var villagesWithStation = 0
  /// Open outlets of any kind by type, and those told beside the figure.
  public var openByType: [OutletType: Int] = [:]
  public var unfiled = 0
  public var expired = 0

  public init() {}

  /// Facts of one area itself, without its parts.
  public struct Own: Sendable, Equatable {
    public var kind: AreaKind
    /// nil: not given.
    public var urbanResidents: Int?
    /// A register covers the area whole.
    public var isCovered: Bool
    /// Open outlets that stand under this very code.
    public var openByType: [OutletType: Int]
    public var unfiled: Int
    public var expired: Int

    public init(
      kind: AreaKind, urbanResidents: Int? = nil, isCovered: Bool = false, openByType: [OutletType: Int] = [:],
      unfiled: Int = 0, expired: Int = 0
    ) {
      self.kind = kind
      self.urbanResidents = urbanResidents
      self.isCovered = isCovered
      self.openByType = openByType
      self.unfiled = unfiled
      self.expired = expired
    }
  }

  /// An area from its own facts and the stocks of its parts.
  ///
  /// An area with an urban population of its own takes all urban outlets below it; otherwise only its parts that have a
  /// population count, outlets and people alike (the contract's "same units above and below the line").
  public init(_ own: Own, parts: [OutletStock], standards: [Amount]) {
    openByType = own.openByType
    unfiled = own.unfiled
    expired = own.expired
    terminals = own.kind == .village ? 0 : own.openByType[.terminal] ?? 0
    for part in parts {
      terminals += part.terminals
      villages += part.villages
      villagesRegistered += part.villagesRegistered
      villagesWithStation += part.villagesWithStation
      unfiled += part.unfiled
      expired += part.expired
      openByType.merge(part.openByType, uniquingKeysWith: +)
    }
    if own.isCovered || (!parts.isEmpty && parts.allSatisfy { $0.register == .all }) {
      register = .all
    } else if parts.contains(where: { $0.register != .none }) {
      register = .some
    }
    if own.kind == .village {
      villages = 1
      villagesRegistered = own.isCovered ? 1 : 0
      villagesWithStation = (own.openByType[.villageStation] ?? 0) > 0 ? 1 : 0
      return
    }
    if own.kind == .villageLike, own.urbanResidents == nil { return }
    let hasResidentsBelow = parts.contains { $0.hasResidents }
    hasResidents = own.urbanResidents != nil || hasResidentsBelow
    if let people = own.urbanResidents {
      unitsExpected = 1
      if register != .none {
        urbanOutlets = terminals
        urbanResidents = people
        unitsReported = register == .all ? 1 : 0
      }
    } else if hasResidentsBelow {
      for part in parts {
        urbanOutlets += part.urbanOutlets
        urbanResidents += part.urbanResidents
        unitsReported += part.unitsReported
        unitsExpected += part.unitsExpected
      }
    } else {
      unitsExpected = 1
    }
    for standard in standards {
      var gap = DensityGap(outlets: 0, met: 0, units: 0)
      if hasResidentsBelow {
        for part in parts {
          let below = part.gaps[standard]
          gap.outlets += below?.outlets ?? 0
          gap.met += below?.met ?? 0
          gap.units += below?.units ?? 0
          gap.expected += below?.expected ?? part.unitsExpected
        }
      } else if let people = own.urbanResidents, register != .none {
        let needed = Ratio.needed(for: standard, of: people, scale: 10_000)
        gap = DensityGap(outlets: max(0, needed - terminals), met: terminals >= needed ? 1 : 0, units: 1)
      }
      if gap.units > 0 { gaps[standard] = gap }
    }
  }
}
