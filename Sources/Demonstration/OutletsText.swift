import PostalModel

/// 网点台账: the standing register of a county, with what has closed.
package enum OutletsText {
  /// Invented brands: no firm is called so.
  package static let brands = ["甲快递", "乙速运", "丙物流", "丁邮递", "戊快运", "己速递"]

  static func make(_ county: County, seed: UInt64, received: Day) -> String {
    var register = Register(county: county, seed: seed, received: received)
    register.fill()
    return register.csv.text
  }

  private struct Register {
    let county: County
    let received: Day
    var csv: CSVText
    var random: RandomStream
    var count = 0

    init(county: County, seed: UInt64, received: Day) {
      self.county = county
      self.received = received
      random = RandomStream(seed, county.code.number, 3)
      csv = CSVText(
        title: DemonstrationFiles.title(.outlets, seed),
        headings: ["网点编号", "名称", "类型", "区划代码", "品牌", "备案号", "备案日期", "开办日期", "注销日期", "许可到期"], reserving: 1500)
    }

    mutating func fill() {
      let seat = county.townships[county.seat]
      let short = OutletsText.short(county.name)
      // The first number is the processing site's, which the returns of safety name.
      add("\(short)快件处理中心", .processing, seat.code, brand: "", opened: Day(2019, 3, 18)!)
      add("\(short)共同配送中心", .sharedCentre, seat.code, brand: "", opened: Day(2021, 9, 6)!)
      for brand in brands {
        for number in 1...(county.profile.outlets > 60 ? 2 : 1) {
          let place = seat.communities.isEmpty ? seat.code : seat.communities[number % seat.communities.count].code
          let name = "\(brand)\(short)第\(number == 1 ? "一" : "二")营业部"
          add(name, .business, place, brand: brand, opened: earlyDay())
        }
      }
      let days = openingDays(county.profile.outlets)
      var next = 0
      for township in county.townships {
        addTerminals(township, days: days[next..<next + township.outlets])
        next += township.outlets
        addLockers(township)
        if !township.isTown, random.chance(perMille: 920 - township.remoteness) {
          let brand = brands[random.below(brands.count)]
          add(
            "\(OutletsText.short(township.name))\(brand)网点", .township, township.code, brand: brand, opened: earlyDay())
        }
      }
      addStations()
    }

    private mutating func addTerminals(_ township: Township, days: ArraySlice<Day>) {
      let start = random.below(7)
      var used: [AreaCode: Int] = [:]
      for (index, day) in days.enumerated() {
        // A few stand in the town's centre and belong to no community.
        let atCentre = township.communities.isEmpty || random.chance(perMille: 80)
        let place =
          atCentre
          ? Place(code: township.code, name: township.name)
          : township.communities[(start + index) % township.communities.count]
        let turn = used[place.code, default: 0]
        used[place.code] = turn + 1
        let brand = brands[(start + Int(place.code.number % 6) + turn) % brands.count]
        let shop = turn < brands.count ? "店" : "\(["二", "三", "四"][min(turn / brands.count - 1, 2)])店"
        let name = "\(brand)\(OutletsText.short(place.name))\(shop)"
        add(name, .terminal, place.code, brand: brand, opened: day)
        if random.chance(perMille: 30) {
          let closed = Day(ordinal: Day(2023, 9, 1)!.ordinal + random.below(600))
          add("\(name)(旧址)", .terminal, place.code, brand: brand, opened: earlyDay(), closed: closed)
        }
      }
    }

    private mutating func addLockers(_ township: Township) {
      for community in township.communities where random.chance(perMille: township.isTown ? 650 : 280) {
        let brand = brands[random.below(brands.count)]
        add("\(OutletsText.short(community.name))智能快件箱", .locker, community.code, brand: brand, opened: earlyDay())
      }
    }

    private mutating func addStations() {
      let villages = VillageRanks.order(county, topic: 5, seed: random.next())
      let stations = villages.count * county.profile.stations / 10_000
      let days = openingDays(stations)
      for (rank, village) in villages.prefix(stations).enumerated() {
        add("\(OutletsText.short(village.name))村级服务站", .villageStation, village.code, brand: "", opened: days[rank])
      }
    }

    private mutating func add(
      _ name: String, _ type: OutletType, _ area: AreaCode, brand: String, opened: Day, closed: Day? = nil
    ) {
      count += 1
      let isUnfiled = type == .terminal && random.chance(perMille: 35)
      let wait = random.chance(perMille: 60) ? random.number(24...48) : random.number(3...18)
      let filed = Day(ordinal: opened.ordinal + wait)
      let isFiled = !isUnfiled && filed <= received && type != .villageStation
      let number = String(count)
      let serial = String(repeating: "0", count: max(0, 4 - number.count)) + number
      csv.add("\(county.number)-W-\(serial)")
      csv.add(name)
      csv.add(type.zh)
      csv.add(area)
      csv.add(brand)
      csv.add(isFiled ? "备\(county.number)-\(opened.year)-\(serial)" : "")
      csv.add(isFiled ? filed : nil)
      csv.add(opened)
      csv.add(closed)
      csv.add(licence(type, opened))
      csv.endRow()
    }

    /// Licences run for five years and most were renewed in time.
    private mutating func licence(_ type: OutletType, _ opened: Day) -> Day? {
      guard type == .business || type == .processing || type == .sharedCentre || type == .township else { return nil }
      var year = opened.year + 5
      let isForgotten = random.chance(perMille: 250)
      while year < 2025 || (year == 2025 && !isForgotten) { year += 5 }
      return Day(year, opened.month, min(opened.day, 28))
    }

    private mutating func earlyDay() -> Day { Day(ordinal: Day(2019, 3, 1)!.ordinal + random.below(1520)) }

    /// Seven in ten were open when the period begins, the others came in steps, most at the end of a quarter.
    private mutating func openingDays(_ total: Int) -> [Day] {
      var days: [Day] = []
      days.reserveCapacity(total)
      let early = total * 7 / 10
      for index in 0..<total {
        if index < early {
          days.append(earlyDay())
        } else {
          let step = (index - early) * 8 / max(1, total - early)
          let month = Month(2023, 9).advanced(by: step * 3 - (random.chance(perMille: 250) ? 1 : 0))
          days.append(Day(month.year, month.month, random.number(2...27))!)
        }
      }
      random.shuffle(&days)
      return days
    }
  }

  private static let endings = ["社区居民委员会", "居民委员会", "社区居委会", "居委会", "村民委员会", "村委员会", "村委会"]

  /// A name without the words for the kind of area.
  static func short(_ name: String) -> String {
    for ending in endings where name.hasSuffix(ending) {
      let bare = name.dropLast(ending.count)
      if bare.isEmpty { return name }
      return ending.hasPrefix("社区") ? bare + "社区" : ending.hasPrefix("村") ? bare + "村" : String(bare)
    }
    return name
  }
}
