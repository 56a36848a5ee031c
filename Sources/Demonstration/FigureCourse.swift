import PostalModel

/// How one figure of a plan goes over the months: from its baseline along the plan's path, a little ahead or behind.
struct FigureCourse {
  let indicator: Indicator
  private let target: Target
  private let start: Double
  private let end: Double
  private let first: Month
  private let last: Month
  /// 1: as the path asks; above it ahead, below it behind.
  private let tempo: Double
  private let seed: UInt64
  private let area: Int

  /// nil where the plan sets no number for the indicator.
  init?(_ indicator: Indicator, of plan: Plan, seed: UInt64) {
    let targets = plan.targets.filter { $0.indicator == indicator.id && $0.bound != nil }
    guard
      let target = targets.max(by: { ($0.deadline ?? Day(1, 1, 1)!) < ($1.deadline ?? Day(1, 1, 1)!) }),
      let bound = target.bound, let area = plan.area
    else { return nil }
    self.indicator = indicator
    self.target = target
    self.seed = seed
    self.area = area.number
    end = bound.number
    let key = RandomStream.key(indicator.id)
    var random = RandomStream(seed, area.number, 20, key)
    last = target.deadline.map { Month($0) } ?? Demonstration.period.upperBound
    let year = target.baselineYear ?? min(2022, last.year - 2)
    first = Month(year, 12)
    if let baseline = target.baseline {
      start = baseline.number
    } else if !indicator.higherIsBetter {
      start = end * 1.8
    } else if indicator.unit.isRate || indicator.unit == .score {
      start = end * 0.88
    } else {
      // What a plan asks for every year does not begin at nothing.
      start = end * (indicator.kind == .yearly ? 0.85 : 0.4)
    }
    tempo = Stories.tempo(indicator.id) ?? FigureCourse.tempo(&random)
  }

  /// Three in ten behind, three ahead.
  private static func tempo(_ random: inout RandomStream) -> Double {
    switch random.below(10) {
    case 0...2: Double(random.number(70...88)) / 100
    case 3...6: Double(random.number(98...103)) / 100
    default: Double(random.number(106...116)) / 100
    }
  }

  /// The value at the end of a month, before it is rounded; of a yearly total that of a whole year ending there.
  private func level(_ month: Month) -> Double {
    let elapsed = Double(month.index - first.index) / Double(max(1, last.index - first.index))
    let share = min(1, max(0, elapsed))
    let way = target.path == .compound ? share * (0.8 + 0.2 * share) : share
    return start + (end - start) * way * tempo
  }

  /// What is returned for a month, rounded to the decimals of the indicator.
  func value(_ month: Month) -> Amount {
    var number: Double
    if indicator.kind == .yearly {
      number = level(Month(month.year, 12)) * Double(yearToDate(month)) / 1000
    } else {
      number = level(month)
      if indicator.decimals > 0, start != end {
        var random = RandomStream(seed, area, 21, RandomStream.key(indicator.id), month.index)
        number += abs(end) * Double(random.number(-30...30)) / 10_000
      }
    }
    if indicator.unit == .percent { number = min(100, number) }
    if target.minimum != nil, let most = target.maximum { number = min(most.number, number) }
    var unit = 1_000_000
    for _ in 0..<indicator.decimals { unit /= 10 }
    let micro = Int((max(0, number) * 1_000_000).rounded())
    return Amount(micro: (micro + unit / 2) / unit * unit)
  }

  /// How much of the year's total has come by the end of a month, in thousandths.
  private func yearToDate(_ month: Month) -> Int {
    var random = RandomStream(seed, area, 22, RandomStream.key(indicator.id), month.year)
    let weights = [95, 70, 95, 98, 100, 112, 98, 97, 102, 105, 125, 112].map { $0 * random.number(94...106) }
    return weights.prefix(month.month).reduce(0, +) * 1000 / weights.reduce(0, +)
  }

  /// The parts a county gives of a rate: so many of so many, with a wander of its own.
  func parts(_ county: County, _ month: Month) -> (numerator: Int, denominator: Int) {
    let items = county.volumes(seed: seed, month: month).reduce(0, +)
    // Appeals are few; parcels are many.
    let whole = indicator.id.hasPrefix("appeal") ? items / 4000 + 12 : items
    var random = RandomStream(seed, county.code.number, 23, RandomStream.key(indicator.id), month.index)
    let worse = indicator.higherIsBetter ? whole - count(level(month), of: whole) : count(level(month), of: whole)
    let bad = min(whole, worse * random.number(85...115) / 100)
    return (indicator.higherIsBetter ? whole - bad : bad, whole)
  }

  private func count(_ rate: Double, of whole: Int) -> Int {
    min(whole, Int((max(0, rate) * Double(whole) / Double(indicator.scale)).rounded()))
  }
}
