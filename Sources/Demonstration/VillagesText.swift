import PostalModel

/// The villages of a county in the order in which something comes to them, remote ones last.
enum VillageRanks {
  static func order(_ county: County, topic: Int, seed: UInt64) -> [Place] {
    var random = RandomStream(seed, county.code.number, topic)
    var list: [(key: Int, place: Place)] = []
    for township in county.townships {
      for village in township.villages { list.append((random.below(1000) + township.remoteness * 4, village)) }
    }
    list.sort { $0.key == $1.key ? $0.place.code < $1.place.code : $0.key < $1.key }
    return list.map(\.place)
  }
}

/// 进村台账: every village of every county in a month.
enum VillagesText {
  private static let headings = [
    "区划代码", "月份", "通达品牌数", "服务方式", "每周频次", "人员", "场地", "货架", "设备", "标识", "监控", "核验日期", "核验方式",
  ]

  static func make(_ counties: [County], month: Month, seed: UInt64) -> String {
    let count = counties.reduce(0) { $0 + $1.townships.reduce(0) { $0 + $1.villages.count } }
    var csv = CSVText(title: DemonstrationFiles.title(.villages, seed), headings: headings, reserving: count)
    for county in counties { add(county, month, seed, to: &csv) }
    return csv.text
  }

  private static func add(_ county: County, _ month: Month, _ seed: UInt64, to csv: inout CSVText) {
    let villages = VillageRanks.order(county, topic: 4, seed: seed)
    let (reach, complete) = (county.profile.reach, county.profile.complete)
    let reached = rounded(villages.count, along(month, from: max(7600, reach - 1500), to: reach))
    let furnished = rounded(villages.count, along(month, from: complete - 2600, to: complete))
    let age = month.index - Demonstration.period.lowerBound.index
    let rows = villages.enumerated().sorted { $0.element.code < $1.element.code }
    for (rank, village) in rows {
      // What a village is by nature does not change from month to month; the check on site does.
      var nature = RandomStream(seed, village.code.number, 6)
      var check = RandomStream(seed, village.code.number, 7, month.index)
      csv.add(village.code)
      csv.add(month)
      guard rank < reached else {
        csv.add(0)
        csv.add(VillageMode.none.zh)
        csv.add(0)
        for _ in 0..<6 { csv.add("无") }
        addCheck(&check, month, to: &csv)
        continue
      }
      csv.add(min(6, 1 + nature.below(3) + (age + nature.below(12)) / 12))
      csv.add(mode(nature.below(100)).zh)
      csv.add(min(14, 2 + nature.below(4) + (age + nature.below(8)) / 8))
      // One item or two are lacking, the camera most often; 6 is none.
      let lacking = rank < furnished ? [6] : [[5, 3, 4, 2, 5][nature.below(5)], nature.below(9)]
      for item in 0..<6 { csv.add(lacking.contains(item) ? "无" : "有") }
      addCheck(&check, month, to: &csv)
    }
  }

  private static func addCheck(_ check: inout RandomStream, _ month: Month, to csv: inout CSVText) {
    if check.chance(perMille: 60) {
      csv.add(Day(month.year, month.month, check.number(3...28)))
      csv.add(["现场核查", "视频核查", "群众回访"][check.below(3)])
    } else {
      csv.add(nil as Day?)
      csv.add("")
    }
    csv.endRow()
  }

  private static func mode(_ share: Int) -> VillageMode {
    switch share {
    case ..<45: .post
    case ..<65: .shared
    case ..<85: .bus
    default: .resident
    }
  }

  /// A share in hundredths of a percent of a number, to the nearest whole.
  private static func rounded(_ count: Int, _ share: Int) -> Int { (count * share + 5000) / 10_000 }
}
