import PostalModel

/// What the demonstration is meant to show, apart from the profiles of the counties.
enum Stories {
  /// 七星关区 sends nothing for May 2025 and after.
  static func isSilent(_ county: Int, _ month: Month) -> Bool { county == 520502 && month >= Month(2025, 5) }

  /// 金沙县 falls back in reusable bags in the last quarter; in hundredths of a percent.
  static func lostBags(_ county: Int, _ month: Month) -> Int {
    guard county == 520523, month >= Month(2025, 4) else { return 0 }
    return 150 + 120 * (month.index - Month(2025, 4).index)
  }

  /// 大方县 sends its packaging by brand.
  static func sendsByBrand(_ county: Int) -> Bool { county == 520521 }

  /// 黔西市 has a system that counts, from 2025 on.
  static func hasSystem(_ county: Int, _ month: Month) -> Bool { county == 520581 && month >= Month(2025, 1) }

  /// Counties whose seat is sampled on site, once a quarter.
  static func isSampled(_ county: Int, _ month: Month) -> Bool {
    [520526, 532801, 653122].contains(county) && month.month % 3 == 0
  }

  /// One township of 纳雍县 leaves materials out from September 2024 on.
  static func leavesOutMaterials(_ county: Int, township: Int, _ month: Month) -> Bool {
    county == 520525 && township == 2 && month >= Month(2024, 9)
  }

  /// 西双版纳州 has its counties send the rates of service with numerator and denominator.
  static func sendsPartsByCounty(_ region: AreaCode, _ indicator: Indicator) -> Bool {
    region.number / 1_000_000 == 532_800 && indicator.panel == "service" && indicator.unit.isRate
      && indicator.kind == .flow
  }

  /// Damaged parcels stay far above what the plan allows; volume runs ahead of it. nil: by lot.
  static func tempo(_ indicator: String) -> Double? {
    switch indicator {
    case "damage_rate": 0.35
    case "express_volume": 1.1
    default: nil
    }
  }

  /// 临夏市 knows its urban residents by community as well.
  static func knowsCommunities(_ county: Int) -> Bool { county == 622901 }
}

/// A value on its way from the first month of the demonstration to the last, in whole units.
func along(_ month: Month, from start: Int, to end: Int) -> Int {
  let (first, last) = (Demonstration.period.lowerBound, Demonstration.period.upperBound)
  return start + (end - start) * (month.index - first.index) / (last.index - first.index)
}
