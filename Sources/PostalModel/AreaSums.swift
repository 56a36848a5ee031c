/// What is known of one area over one period: sums of measures, and how many units they came from. Ratios are taken
/// from these, never from other ratios.
public struct AreaSums: Sendable, Equatable {
  public var area: Area
  /// The month whose stocks these are; nil where no month of the period has closed.
  public var stockMonth: Month?
  /// Sums by measure; a measure that is absent is missing, not zero.
  public var measures: [String: Int]
  /// By measure of a denominator: the units that gave the pair for every month of the period.
  public var reported: [String: Int]
  /// By form: the units that owe a return for the period.
  public var expected: [Form: Int]
  /// By form: the units that sent one for every month, whatever it left blank.
  public var returned: [Form: Int]
  /// Urban units (areas with, or in want of, an urban population of their own) that density is made of.
  public var urbanUnits: (reported: Int, expected: Int)
  /// Sums of the samples taken on site, beside the firms' returns.
  public var sample: [String: Int]
  /// Gaps by least density.
  public var gaps: [Amount: DensityGap]
  /// 指标数据 by indicator; an indicator that is absent has no figure here.
  public var figures: [String: FigureSum]
  /// The same twelve months earlier.
  public var yearEarlier: [String: FigureSum]
  /// True where a register of outlets was received for the whole area.
  public var hasRegister: Bool
  public var hasUrbanResidents: Bool
  /// Returns of a system are in the sums.
  public var usesSystem: Bool

  public init(area: Area, stockMonth: Month? = nil) {
    self.area = area
    self.stockMonth = stockMonth
    measures = [:]
    reported = [:]
    expected = [:]
    returned = [:]
    urbanUnits = (0, 0)
    sample = [:]
    gaps = [:]
    figures = [:]
    yearEarlier = [:]
    hasRegister = false
    hasUrbanResidents = false
    usesSystem = false
  }

  public static func == (left: AreaSums, right: AreaSums) -> Bool {
    left.area == right.area && left.stockMonth == right.stockMonth && left.measures == right.measures
      && left.reported == right.reported && left.expected == right.expected
      && left.returned == right.returned && left.urbanUnits == right.urbanUnits
      && left.sample == right.sample && left.gaps == right.gaps && left.figures == right.figures
      && left.yearEarlier == right.yearEarlier && left.hasRegister == right.hasRegister
      && left.hasUrbanResidents == right.hasUrbanResidents && left.usesSystem == right.usesSystem
  }
}

extension AreaSums {
  /// The measures of outlets by type. The names of cases are made by reflection, which is too slow for every area.
  private static let openOutlets = Dictionary(uniqueKeysWithValues: OutletType.allCases.map { ($0, "open_\($0)") })

  /// Takes over what a stock of outlets and people gives, its gaps too.
  public mutating func take(_ stock: OutletStock) {
    hasRegister = stock.register != .none
    hasUrbanResidents = stock.hasResidents
    urbanUnits = (stock.unitsReported, stock.unitsExpected)
    if stock.register != .none, stock.unitsReported > 0 || stock.urbanResidents > 0 {
      measures["terminal_outlets_urban"] = stock.urbanOutlets
      measures["urban_residents"] = stock.urbanResidents
    }
    measures["villages"] = stock.villages
    if stock.villagesRegistered > 0 {
      measures["villages_registered"] = stock.villagesRegistered
      measures["villages_with_station"] = stock.villagesWithStation
    }
    if stock.register != .none {
      measures["unfiled"] = stock.unfiled
      measures["expired"] = stock.expired
      for type in OutletType.allCases { measures[Self.openOutlets[type]!] = stock.openByType[type] ?? 0 }
    }
    gaps = stock.gaps
  }
}

/// 网点缺口 over the lowest areas that have an urban population of their own.
public struct DensityGap: Sendable, Equatable {
  /// Outlets still to be set up.
  public var outlets: Int
  /// Of those areas, how many have enough.
  public var met: Int
  public var units: Int
  /// Those areas and the ones beside them whose urban population or register is missing.
  public var expected: Int

  public init(outlets: Int, met: Int, units: Int, expected: Int? = nil) {
    self.outlets = outlets
    self.met = met
    self.units = units
    self.expected = expected ?? units
  }
}
