import Demonstration
import PostalModel

/// What one county sends: its areas and people, its register of outlets, and 36 months of returns.
struct CountyReturns {
  /// The months of packaging and safety.
  static let period = Month(2022, 7)...Month(2025, 6)
  /// The years that residents are told of.
  static let years = [2022, 2023, 2024]

  private let county: BenchCounty
  private let seed: UInt64
  private let files: ReturnFiles
  /// By township and community: people in towns.
  private let urban: [[Int]]

  init(_ county: BenchCounty, seed: UInt64, files: ReturnFiles) {
    self.county = county
    self.seed = seed
    self.files = files
    var random = RandomStream(seed, county.code.number, 10)
    urban = county.townships.map { $0.communities.map { _ in random.number(1800...6500) } }
  }

  func write() throws {
    try writeAreas()
    try writeResidents()
    try writeOutlets()
    try writeVillages()
    try writePackaging()
    try writeSafety()
  }

  private func writeAreas() throws {
    let file = try files.file(.areas)
    for area in county.above + county.townships.flatMap({ [$0.area] + $0.parts }) {
      file.row.add(area.code)
      file.row.add(area.name)
      file.row.add(area.parent?.number)
      try file.endRow()
    }
  }

  /// Townships with a community, and their communities, year by year.
  private func writeResidents() throws {
    for (index, year) in Self.years.enumerated() {
      let file = try files.file(.residents, year: year)
      func row(_ area: ListedArea, _ residents: Int, _ urban: Int) throws {
        file.row.add(area.code)
        file.row.add(area.name)
        file.row.add(residents)
        file.row.add(urban)
        file.row.add(year)
        try file.endRow()
      }
      for (township, people) in zip(county.townships, urban) where !people.isEmpty {
        let grown = people.map { $0 * (1000 + 9 * index) / 1000 }
        let total = grown.reduce(0, +)
        try row(township.area, total + 1100 * township.villages.count, total)
        for (community, people) in zip(township.communities, grown) { try row(community, people, people) }
      }
    }
  }

  private func writeOutlets() throws {
    var random = RandomStream(seed, county.code.number, 11)
    let communities = county.townships.flatMap(\.communities)
    let villages = county.townships.flatMap(\.villages)
    let seat = county.townships.max { $0.communities.count < $1.communities.count }!.area
    for number in 0..<county.outlets {
      switch number {
      case 0: try writeOutlet(number, .processing, seat, &random)
      case 1: try writeOutlet(number, .sharedCentre, seat, &random)
      default:
        let share = random.below(24 * communities.count + 3 * villages.count + 4 * county.townships.count)
        if share < 24 * communities.count {
          let type: OutletType = [.terminal, .terminal, .terminal, .locker][random.below(4)]
          try writeOutlet(number, type, communities[share / 24], &random)
        } else if share < 24 * communities.count + 3 * villages.count {
          try writeOutlet(number, .villageStation, villages[(share - 24 * communities.count) / 3], &random)
        } else {
          let township = county.townships[random.below(county.townships.count)].area
          let type: OutletType = township.name.hasSuffix("街道") || township == seat ? .business : .township
          try writeOutlet(number, type, township, &random)
        }
      }
    }
  }

  private func writeOutlet(_ number: Int, _ type: OutletType, _ area: ListedArea, _ random: inout RandomStream) throws {
    let file = try files.file(.outlets)
    let id = "\(county.code.number / 1_000_000)-\(number + 10_001)"
    let opened = Day(ordinal: Day(2016, 1, 1)!.ordinal + random.below(3430))
    let isFiled = type == .terminal && random.chance(perMille: 970)
    let closed = random.chance(perMille: 50) ? Day(ordinal: opened.ordinal + 30 + random.below(1500)) : nil
    let brand = OutletsText.brands[random.below(OutletsText.brands.count)]
    file.row.add(id)
    file.row.add("\(AreaNames.short(area.name))\(brand)\(number + 1)号")
    file.row.add(type.zh)
    file.row.add(area.code)
    file.row.add(type == .processing || type == .sharedCentre ? "" : brand)
    file.row.add(isFiled ? "B\(id)" : "")
    file.row.add(isFiled ? Day(ordinal: opened.ordinal + random.below(26)) : nil)
    file.row.add(opened)
    file.row.add(closed)
    file.row.add(type == .business ? Day(2025 + random.below(5), 1 + random.below(12), 28) : nil)
    try file.endRow()
  }

  /// Every village once a year, in the last month of a quarter that is another one each year.
  private func writeVillages() throws {
    let base = county.code.number / 1_000_000
    for month in Self.period where month.month % 3 == 0 && (base + month.year) % 4 == month.month / 3 - 1 {
      let file = try files.file(.villages, year: month.year)
      var random = RandomStream(seed, county.code.number, 12, month.index)
      let age = (month.index - Self.period.lowerBound.index) / 12
      for village in county.townships.flatMap(\.villages) {
        let isReached = random.chance(perMille: 900 + 30 * age)
        file.row.add(village.code)
        file.row.add(month)
        file.row.add(isReached ? 1 + random.below(4 + age) : 0)
        file.row.add(
          isReached ? [VillageMode.post, .shared, .bus, .resident][random.below(4)].zh : VillageMode.none.zh)
        file.row.add(isReached ? 2 + random.below(6) : 0)
        for _ in 0..<6 { file.row.add(isReached && random.chance(perMille: 930) ? "有" : "无") }
        let isVerified = random.chance(perMille: 60)
        file.row.add(isVerified ? Day(month.year, month.month, random.number(3...28)) : nil)
        file.row.add(isVerified ? "现场核查" : "")
        try file.endRow()
      }
    }
  }

  /// Parcels of a township in a month.
  private func volume(_ township: Int, _ month: Month, _ random: inout RandomStream) -> Int {
    let season = [95, 70, 95, 98, 100, 112, 98, 97, 102, 105, 125, 112][month.month - 1]
    let people = urban[township].reduce(0, +) * 7 + 1100 * county.townships[township].villages.count
    return (800 + people) * season * random.number(900...1100) / 1_000_000
  }

  private func writePackaging() throws {
    for month in Self.period {
      let file = try files.file(.packaging, year: month.year)
      var random = RandomStream(seed, county.code.number, 13, month.index)
      for (index, township) in county.townships.enumerated() {
        let volume = volume(index, month, &random)
        file.row.add(township.area.code)
        file.row.add(month)
        file.row.add("")
        file.row.add(ReturnSource.reported.zh)
        for whole in [volume * 86 / 100, volume * 62 / 100, volume / 22 + 3, volume / 9 + 10, volume] {
          file.row.add(whole)
          file.row.add(whole - random.below(whole / 20 + 1))
        }
        try file.endRow()
      }
    }
  }

  /// What a township's inspectors found; parcels are screened elsewhere.
  private func writeSafety() throws {
    for month in Self.period {
      let file = try files.file(.safety, year: month.year)
      var random = RandomStream(seed, county.code.number, 14, month.index)
      for (index, township) in county.townships.enumerated() {
        let named = volume(index, month, &random) / 6 + 12
        let drawn = random.number(20...60)
        let findings = random.chance(perMille: 80) ? 1 + random.below(2) : 0
        let day = Day(month.year, month.month, random.number(4...26))!
        file.row.add(township.area.code)
        file.row.add(month)
        file.row.add("")
        file.row.add(day)
        file.row.add(drawn)
        file.row.add(drawn - findings)
        file.row.add(named)
        file.row.add(named - random.below(named / 200 + 1))
        file.row.add("")
        file.row.add("")
        file.row.add(findings)
        file.row.add(findings > 0 ? Day(ordinal: day.ordinal + 15) : nil)
        file.row.add(findings > 0 && day < Day(2025, 6, 1)! ? Day(ordinal: day.ordinal + 3 + random.below(20)) : nil)
        try file.endRow()
      }
    }
  }
}
