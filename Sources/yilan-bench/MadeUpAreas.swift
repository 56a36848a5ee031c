import Demonstration
import PostalModel

/// A made-up country of the size of China in 2020: as many areas of each level, spread evenly, with invented names.
struct MadeUpAreas {
  let seed: UInt64

  /// How many areas a level has, from the province down.
  static let counts = [31, 342, 3271, 41_613, 633_980]
  /// The first two digits of the codes.
  private static let provinces = [11...15, 21...23, 31...37, 41...46, 50...54, 61...65].flatMap { $0 }
  /// Prefectures are numbered from here: no code of the real list, so that no name of it is changed.
  private static let firstPrefecture = 61
  /// Of the last level the part that is communities, in tenths; the others are villages (村委会).
  private static let communities = 2

  private static let characters = Array("安平永兴长宁新福吉庆丰华明光德和东西南北青白云山水石林河泉桥")

  func visit(_ body: (ListedArea) throws -> Void) throws {
    let counts = Self.counts
    for province in 0..<counts[0] {
      let top = Self.provinces[province] * 10_000_000_000
      try tell(top, "省", in: nil, body)
      for (place, prefecture) in part(province, counts[1], of: counts[0]).enumerated() {
        let second = top + (Self.firstPrefecture + place) * 100_000_000
        try tell(second, "市", in: top, body)
        for (place, county) in part(prefecture, counts[2], of: counts[1]).enumerated() {
          let third = second + (place + 1) * 1_000_000
          try tell(third, "县", in: second, body)
          for (place, township) in part(county, counts[3], of: counts[2]).enumerated() {
            let fourth = third + (place + 1) * 1000
            try tell(fourth, place < 2 ? "街道" : "镇", in: third, body)
            let villages = part(township, counts[4], of: counts[3])
            let town = villages.count * (place < 2 ? 4 : 1) * Self.communities / 13
            for place in 0..<villages.count {
              let isCommunity = place < town
              let number = isCommunity ? place + 1 : 200 + place - town
              try tell(fourth + number, isCommunity ? "社区居委会" : "村委会", in: fourth, body)
            }
          }
        }
      }
    }
  }

  /// The numbers of the `index`-th of so many parts of `total`, which differ by one at most.
  private func part(_ index: Int, _ total: Int, of parts: Int) -> Range<Int> {
    index * total / parts..<(index + 1) * total / parts
  }

  private func tell(_ code: Int, _ ending: String, in parent: Int?, _ body: (ListedArea) throws -> Void) throws {
    var random = RandomStream(seed, code, 20)
    let stem = [0, 1].map { _ in Self.characters[random.below(Self.characters.count)] }
    try body(
      ListedArea(
        code: AreaCode(number: code), name: String(stem) + ending, parent: parent.map(AreaCode.init(number:))))
  }
}
