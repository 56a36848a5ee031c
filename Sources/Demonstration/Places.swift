import PostalModel

/// A village or community.
struct Place {
  var code: AreaCode
  var name: String
}

struct Township {
  var code: AreaCode
  var name: String
  /// 街道, or another township that holds the county's seat.
  var isTown: Bool
  var communities: [Place] = []
  var villages: [Place] = []
  var residents = 0
  /// At the end of 2024.
  var urban = 0
  /// Terminal outlets open at the end of the period.
  var outlets = 0
  /// From 0, at the seat, to 100.
  var remoteness = 0
}

/// A county with its townships, and what the demonstration has decided about them.
struct County {
  var code: AreaCode
  var name: String
  var profile: CountyProfile
  var residents: Int
  var townships: [Township]
  /// Where the county's seat is.
  var seat: Int

  var number: Int { code.number / 1_000_000 }
  var processingSite: String { "\(number)-W-0001" }

  init(seed: UInt64, code: AreaCode, name: String, areas: [AreaEntry], census: Int?) {
    self.code = code
    self.name = name
    profile = CountyProfile.of(code.number / 1_000_000)
    residents = census ?? profile.residents
    let found = County.townships(areas)
    townships = found
    seat = found.indices.max { left, right in
      let (a, b) = (County.townWeight(found[left]), County.townWeight(found[right]))
      return a == b ? left > right : a < b
    }!
    var random = RandomStream(seed, code.number, 1)
    settle(&random)
  }

  private static func townships(_ areas: [AreaEntry]) -> [Township] {
    var found: [Township] = []
    for area in areas.sorted(by: { $0.code < $1.code }) {
      if area.code.level == .township {
        found.append(Township(code: area.code, name: area.name, isTown: area.name.hasSuffix("街道")))
      } else if area.code.level == .village, !found.isEmpty {
        let place = Place(code: area.code, name: area.name)
        switch AreaKind(code: area.code, name: area.name) {
        case .community: found[found.count - 1].communities.append(place)
        case .village: found[found.count - 1].villages.append(place)
        default: break
        }
      }
    }
    return found
  }

  /// How much of a town a township is.
  private static func townWeight(_ township: Township) -> Int {
    let count = township.communities.count
    if township.isTown { return max(count, 1) * 30 }
    return count * (township.name.hasSuffix("镇") ? 14 : 8)
  }

  /// Decides outlets and people. Outlets come first and people are made to fit them, since outlets are whole numbers:
  /// the other way round no county on average above the standard would be so in each of its townships.
  private mutating func settle(_ random: inout RandomStream) {
    var weights = townships.map { County.townWeight($0) * random.number(80...120) }
    for index in townships.indices {
      let remote = townships[index].isTown || index == seat ? 0 : random.number(20...100)
      townships[index].remoteness = remote
      weights[index] = weights[index] * (200 - remote) / 200
    }
    let outlets = apportion(profile.outlets, by: weights)
    let isEnough = profile.hasEnoughOutlets
    // The share by which people may exceed what their outlets can serve at the standard.
    let slack = isEnough ? (profile.outlets * 10_000 - 4 * profile.urban) * 1000 / (profile.outlets * 10_000) : 0
    var shares: [Int] = []
    var small = 0
    for index in townships.indices {
      townships[index].outlets = outlets[index]
      if outlets[index] == 0 {
        shares.append(0)
        guard !isEnough, townships[index].name.hasSuffix("镇") else { continue }
        let people = random.number(9...22) * 50
        townships[index].urban = people
        small += people
      } else {
        let spread =
          isEnough
          ? random.number(-(slack * 2 / 5)...(slack * 2 / 5)) : townships[index].remoteness * 4 - random.number(0...220)
        shares.append(outlets[index] * (1000 + spread))
      }
    }
    let urban = apportion(profile.urban - small, by: shares)
    for index in townships.indices where outlets[index] > 0 { townships[index].urban = urban[index] }
    let total = townships.reduce(0) { $0 + $1.urban }
    let rural = apportion(max(0, residents - total), by: townships.map { $0.villages.count * 10 + 1 })
    for index in townships.indices { townships[index].residents = townships[index].urban + rural[index] }
  }

  /// Parcels sent from each township in a month.
  func volumes(seed: UInt64, month: Month) -> [Int] {
    let season = [95, 70, 95, 98, 100, 112, 98, 97, 102, 105, 125, 112][month.month - 1]
    let growth = 1000 + 10 * (month.index - Demonstration.period.lowerBound.index)
    var random = RandomStream(seed, code.number, 2, month.index)
    return townships.map { township in
      let base = 80 + township.urban * 7 / 10 + (township.residents - township.urban) / 10
      return base * season * growth / 100_000 * random.number(96...104) / 100
    }
  }
}
