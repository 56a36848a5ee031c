/// 读数: one indicator of one area over one period, as whole numbers, before any judgement.
public struct Reading: Sendable, Equatable {
  public var indicator: String
  /// nil where there is no figure; `absence` says why.
  public var ratio: Ratio?
  public var absence: Absence?
  /// Units that reported, of those that should.
  public var reported: Int
  public var expected: Int
  /// Units that sent the form at all, whatever they left blank; nil where it is not a monthly form.
  public var returned: Int?
  /// The number of units the need is counted over, where units can be counted (all villages of the area).
  public var whole: Int?
  /// The gap against the least density of the plan in use.
  public var gap: DensityGap?
  /// The samples taken on site beside the figure.
  public var sample: Ratio?
  /// The figure itself is of sampled parcels.
  public var isSample: Bool
  /// The month the figure is of, where the indicator is a stock or a total of the year.
  public var stockMonth: Month?
  /// 报送, 系统, 抽查 or the form's name; nil without a figure.
  public var source: String?
  /// The figure was sent as a value without its parts: numerator and denominator of `ratio` only hold it, and are not
  /// to be shown.
  public var isValueOnly = false
  /// The same figure twelve months earlier; only of figures that offices send themselves.
  public var yearEarlier: Ratio?

  /// Some units are missing: judged on what came, and never counted as met.
  public var isPartial: Bool { ratio != nil && reported < expected }
}

/// Why there is no figure.
public enum Absence: String, Sendable {
  /// 未报: a return is due and absent.
  case notReported
  /// 未填: the return came without this figure.
  case notGiven
  /// The return is not due yet.
  case notDue
  /// No return of this kind has come from here, or none is asked of this level.
  case notOwed
  /// 不适用
  case notApplicable
  /// No urban population is known for the period.
  case noResidents
  /// No register of outlets was received.
  case noRegister
  /// No month of the period has closed.
  case notClosed
  /// The figure depends on a plan's standard, and the plan in use has none.
  case noStandard
  /// 无数据: nothing of it was sent; nobody owes it.
  case notSent
  /// 不可加总: values of single months were sent without numerator and denominator, and do not add up over the period.
  case notAddable
}

extension Indicator {
  /// Takes the figure out of an area's sums.
  ///
  /// - Parameters:
  ///   - lens: the plan in use; what depends on a plan (the list for stations, the standard for the gap) follows it.
  ///   - today: decides whether an absent return is already due.
  public func reading(of sums: AreaSums, period: Period, lens: Lens, today: Day, settings: Settings) -> Reading {
    var reading = Reading(
      indicator: id, ratio: nil, absence: nil, reported: 0, expected: sums.expected[form] ?? 0,
      returned: form.isMonthly ? sums.returned[form] ?? 0 : nil, whole: nil, gap: nil,
      sample: nil, isSample: isSample, stockMonth: kind == .flow ? nil : sums.stockMonth, source: nil)
    guard applies(to: sums.area.kind) else { return reading.without(.notApplicable) }
    guard sums.stockMonth != nil else { return reading.without(.notClosed) }
    switch id {
    case _ where form == .figures: readFigure(&reading, sums)
    case Indicator.density: readDensity(&reading, sums, lens, period)
    case Indicator.gap: readGap(&reading, sums, lens, period)
    case Indicator.villageStation: readVillageStation(&reading, sums)
    default: readQuotient(&reading, sums, lens, period, today, settings)
    }
    return reading
  }

  private func readDensity(_ reading: inout Reading, _ sums: AreaSums, _ lens: Lens, _ period: Period) {
    reading.reported = sums.urbanUnits.reported
    reading.expected = sums.urbanUnits.expected
    reading.gap = lens.densityStandard(on: period.lastDay).flatMap { sums.gaps[$0] }
    guard sums.hasUrbanResidents else { return reading.clear(.noResidents) }
    guard let outlets = sums.measures["terminal_outlets_urban"], let people = sums.measures["urban_residents"] else {
      return reading.clear(.noRegister)
    }
    guard let ratio = Ratio(outlets, people, scale: scale) else { return reading.clear(.notApplicable) }
    reading.ratio = ratio
    reading.source = form.zh
  }

  private func readGap(_ reading: inout Reading, _ sums: AreaSums, _ lens: Lens, _ period: Period) {
    guard let standard = lens.densityStandard(on: period.lastDay) else { return reading.clear(.noStandard) }
    guard sums.hasUrbanResidents else { return reading.clear(.noResidents) }
    guard let gap = sums.gaps[standard] else { return reading.clear(.noRegister) }
    reading.gap = gap
    reading.reported = gap.units
    reading.expected = gap.expected
    reading.ratio = Ratio(gap.outlets, 1, scale: 1)
    reading.source = form.zh
  }

  private func readVillageStation(_ reading: inout Reading, _ sums: AreaSums) {
    let villages = sums.measures["villages"] ?? 0
    let registered = sums.measures["villages_registered"] ?? 0
    reading.expected = villages
    reading.reported = registered
    reading.whole = villages
    guard villages > 0 else { return reading.clear(.notApplicable) }
    guard let ratio = Ratio(sums.measures["villages_with_station"] ?? 0, registered, scale: scale) else {
      return reading.clear(.noRegister)
    }
    reading.ratio = ratio
    reading.source = Form.outlets.zh
  }

  private func readFigure(_ reading: inout Reading, _ sums: AreaSums) {
    reading.yearEarlier = sums.yearEarlier[id].flatMap { ratio(of: $0) }
    guard let sum = sums.figures[id] else { return reading.clear(.notSent) }
    reading.reported = sum.reported
    reading.expected = sum.expected
    guard let ratio = ratio(of: sum) else { return reading.clear(.notAddable) }
    reading.ratio = ratio
    reading.isValueOnly = sum.numerator == nil
    // How many were sampled is not known of a value alone.
    if reading.isValueOnly { reading.isSample = false }
    reading.source = form.zh
  }

  private func ratio(of sum: FigureSum) -> Ratio? {
    if let top = sum.numerator, let bottom = sum.denominator { return Ratio(top, bottom, scale: scale) }
    return sum.value.flatMap { Ratio($0.micro, 1_000_000, scale: 1) }
  }

  private func readQuotient(
    _ reading: inout Reading, _ sums: AreaSums, _ lens: Lens, _ period: Period, _ today: Day, _ settings: Settings
  ) {
    var numerator = self.numerator
    var denominator = self.denominator
    if id == Indicator.stationStandard {
      guard let standard = lens.stationStandard else { return reading.clear(.noStandard) }
      numerator = ["stations_\(standard.rawValue)"]
      denominator = ["stations_\(standard.rawValue)_known"]
    }
    if form == .villages { reading.whole = sums.expected[.villages] }
    let key = denominator.first ?? ""
    reading.reported = sums.reported[form == .villages ? "villages_reporting" : key] ?? 0
    if let sampled = sums.sample[key] {
      reading.sample = Ratio(numerator.reduce(0) { $0 + (sums.sample[$1] ?? 0) }, sampled, scale: scale)
    }
    guard let bottom = Indicator.sum(denominator, sums.measures), let top = Indicator.sum(numerator, sums.measures)
    else {
      if form == .villages, sums.area.kind == .region, (sums.measures["villages"] ?? 0) == 0 {
        return reading.clear(.notApplicable)
      }
      // The return came, and there was nothing to screen.
      if id == Indicator.screening, reading.reported > 0 { return reading.clear(.notApplicable) }
      guard reading.expected > 0 else { return reading.clear(.notOwed) }
      if let returned = sums.returned[form], returned >= reading.expected { return reading.clear(.notGiven) }
      let month = kind == .stock ? sums.stockMonth ?? period.last : period.flowMonths(today: today).last ?? period.last
      return reading.clear(today > settings.dueDay(of: month) ? .notReported : .notDue)
    }
    guard let ratio = Ratio(top, bottom, scale: scale) else { return reading.clear(.notApplicable) }
    // Rows by several brands of an area above the level that owes the form are still one return of all below it.
    if reading.expected > 0 { reading.reported = min(reading.reported, reading.expected) }
    reading.expected = max(reading.expected, reading.reported)
    reading.ratio = ratio
    if id == Indicator.stationStandard { reading.whole = bottom }
    switch form {
    case .packaging: reading.source = sums.usesSystem ? ReturnSource.system.zh : ReturnSource.reported.zh
    case .safety where isSample: reading.source = ReturnSource.sampled.zh
    default: reading.source = form.zh
    }
  }

  private static func sum(_ names: [String], _ measures: [String: Int]) -> Int? {
    var total = 0
    for name in names {
      guard let value = measures[name] else { return nil }
      total += value
    }
    return total
  }
}

extension Reading {
  fileprivate mutating func clear(_ absence: Absence) { self.absence = absence }

  fileprivate func without(_ absence: Absence) -> Reading {
    var copy = self
    copy.absence = absence
    copy.expected = 0
    return copy
  }
}
