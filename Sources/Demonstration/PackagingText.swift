import PostalModel

/// 包装月报: every township of every county in a month.
enum PackagingText {
  private static let headings = [
    "区划代码", "月份", "品牌", "来源", "胶带封装件数", "瘦身胶带件数", "电商快件数", "不再二次包装件数", "中转袋数", "循环中转袋数", "包装采购量", "符合标准采购量", "运单数",
    "电子运单数",
  ]

  /// A whole and the part of it that is as it should be.
  private typealias Pair = (whole: Int, good: Int)

  static func make(_ counties: [County], month: Month, seed: UInt64) -> String {
    var csv = CSVText(title: DemonstrationFiles.title(.packaging, seed), headings: headings, reserving: 600)
    for county in counties { add(county, month, seed, to: &csv) }
    return csv.text
  }

  private static func add(_ county: County, _ month: Month, _ seed: UInt64, to csv: inout CSVText) {
    let volumes = county.volumes(seed: seed, month: month)
    var random = RandomStream(seed, county.code.number, 8, month.index)
    let table = pairs(county, month, volumes, &random)
    let system = Stories.hasSystem(county.number, month)
    for (index, township) in county.townships.enumerated() {
      var row = table.map { Optional($0[index]) }
      if Stories.leavesOutMaterials(county.number, township: index, month) { row[3] = nil }
      if Stories.sendsByBrand(county.number) {
        let first = row.map { pair in pair.map { portion($0) } }
        let second = zip(row, first).map { all, part in
          all.flatMap { all in part.map { Pair(all.whole - $0.whole, all.good - $0.good) } }
        }
        write(township.code, month, OutletsText.brands[0], .reported, first, to: &csv)
        write(township.code, month, OutletsText.brands[1], .reported, second, to: &csv)
      } else {
        write(township.code, month, "", .reported, row, to: &csv)
      }
      if system {
        // What a machine counts is a little below what firms report.
        let counted = row.map { $0.map { Pair($0.whole, max(0, $0.good - ($0.whole + 199) / 200)) } }
        write(township.code, month, "", .system, counted, to: &csv)
      }
    }
    if Stories.isSampled(county.number, month) {
      let drawn = [0, 1, 2, 3, 4].map { kind -> Pair? in
        if kind == 2 || kind == 3 { return nil }
        let share = rates(county, month)[kind] - random.number(0...120)
        return Pair(300, 300 * share / 10_000)
      }
      write(county.townships[county.seat].code, month, "", .sampled, drawn, to: &csv)
    }
  }

  /// Rates of tape, repacking, bags, materials and waybills in a month, in hundredths of a percent.
  private static func rates(_ county: County, _ month: Month) -> [Int] {
    let profile = county.profile
    return [
      along(month, from: profile.tape - 700, to: profile.tape),
      along(month, from: profile.noRepack - 600, to: profile.noRepack),
      along(month, from: profile.bags - 1100, to: profile.bags) - Stories.lostBags(county.number, month),
      along(month, from: profile.materials - 1200, to: profile.materials),
      along(month, from: profile.waybills - 270, to: profile.waybills),
    ]
  }

  /// By kind and township. What is not as it should be is decided for the county and falls on remote townships more.
  private static func pairs(
    _ county: County, _ month: Month, _ volumes: [Int], _ random: inout RandomStream
  ) -> [[Pair]] {
    let isLast = month == Demonstration.period.upperBound
    return rates(county, month).enumerated().map { kind, rate in
      let wholes = volumes.map { whole(kind, of: $0) }
      let wander = isLast ? 0 : random.number(-12...12)
      let share = max(0, 10_000 - min(10_000, rate + (kind == 4 ? wander / 6 : wander)))
      let bad = (wholes.reduce(0, +) * share + 5000) / 10_000
      let weights = zip(wholes, county.townships).map { whole, township in
        whole * (100 + township.remoteness + random.below(30))
      }
      return zip(wholes, apportion(bad, by: weights)).map { Pair($0, $0 - min($0, $1)) }
    }
  }

  private static func whole(_ kind: Int, of volume: Int) -> Int {
    switch kind {
    case 0: volume * 86 / 100
    case 1: volume * 62 / 100
    case 2: volume / 22 + 3
    case 3: volume / 9 + 10
    default: volume
    }
  }

  /// The share of the larger of two brands.
  private static func portion(_ pair: Pair) -> Pair {
    let (whole, bad) = (pair.whole * 3 / 5, (pair.whole - pair.good) * 2 / 5)
    return Pair(whole, whole - bad)
  }

  private static func write(
    _ area: AreaCode, _ month: Month, _ brand: String, _ source: ReturnSource, _ pairs: [Pair?], to csv: inout CSVText
  ) {
    csv.add(area)
    csv.add(month)
    csv.add(brand)
    csv.add(source.zh)
    for pair in pairs {
      csv.add(pair?.whole)
      csv.add(pair?.good)
    }
    csv.endRow()
  }
}
