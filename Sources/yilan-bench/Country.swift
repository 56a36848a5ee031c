import PostalModel

/// The part of a country that returns are made for: whole counties, as many areas in them as the size asks for.
struct Country {
  /// Outlets of the whole country.
  static let outlets = 500_000

  private let source: AreaSource
  private let endedCodes: Set<AreaCode>
  /// Areas down to the county.
  private let upper: [AreaCode: ListedArea]
  /// By the county's code, or that of the prefecture where it has none: how many outlets it has.
  private let shares: [AreaCode: Int]
  /// How many digits of the code the areas of one file have in common: none is tiny, none huge.
  let groupDigits: Int

  /// What lies in one county.
  private struct Tally {
    var code: AreaCode
    var townships = 0
    var communities = 0
    var villages = 0
    var lowest = 0

    /// How many outlets it has beside others.
    var weight: Int { 24 * communities + 3 * villages + 4 * townships }

    mutating func add(_ area: ListedArea) {
      switch area.kind {
      case .region: townships += 1
      case .community: communities += 1
      case .village: villages += 1
      case .villageLike: break
      }
      if area.kind != .region { lowest += 1 }
    }
  }

  /// - Parameters:
  ///   - size: percent of the country.
  ///   - endedCodes: areas that have ended: they and what lies in them are left out.
  init(_ source: AreaSource, size: Int, endedCodes: Set<AreaCode> = []) throws {
    self.source = source
    self.endedCodes = endedCodes
    groupDigits = size == 100 ? 2 : size == 10 ? 1 : 0
    var upper: [AreaCode: ListedArea] = [:]
    var tallies: [Tally] = []
    try Self.visit(source, without: endedCodes) { area in
      guard area.code.level > .county else {
        upper[area.code] = area
        return
      }
      let county = area.code.cut(at: .county)
      if tallies.last?.code != county { tallies.append(Tally(code: county)) }
      tallies[tallies.count - 1].add(area)
    }
    self.upper = upper
    let chosen = Self.chosen(tallies.filter { $0.townships > 0 }, size: size)
    let parts = apportion(Self.outlets * size / 100, by: chosen.map(\.weight))
    shares = Dictionary(uniqueKeysWithValues: zip(chosen.map(\.code), parts))
  }

  private static func visit(
    _ source: AreaSource, without ended: Set<AreaCode>, _ body: (ListedArea) throws -> Void
  ) throws {
    try source.visit { area in
      if ended.isEmpty || !([area.code] + area.code.ancestors).contains(where: ended.contains) { try body(area) }
    }
  }

  /// One county of every stretch of the list, that which brings the areas so far nearest to the size.
  private static func chosen(_ all: [Tally], size: Int) -> [Tally] {
    if size == 100 { return all }
    let count = max(1, all.count * size / 100)
    var passed = 0
    var taken = 0
    return (0..<count).map { stretch in
      let candidates = all[stretch * all.count / count..<(stretch + 1) * all.count / count]
      passed += candidates.reduce(0) { $0 + $1.lowest }
      let wanted = passed * size / 100 - taken
      let best = candidates.min { abs($0.lowest - wanted) < abs($1.lowest - wanted) }!
      taken += best.lowest
      return best
    }
  }

  /// Goes through the chosen counties in the order of their codes, one in memory at a time.
  func visitCounties(_ body: (BenchCounty) throws -> Void) throws {
    var county: BenchCounty?
    var told: Set<AreaCode> = []
    func finish() throws {
      if let county { try body(county) }
      county = nil
    }
    try Self.visit(source, without: endedCodes) { area in
      guard area.code.level > .county else { return }
      let code = area.code.cut(at: .county)
      guard let outlets = shares[code] else { return }
      if county?.code != code {
        try finish()
        let above = chain(to: code)
        county = BenchCounty(
          code: code, outlets: outlets, above: above.filter { told.insert($0.code).inserted })
      }
      county!.add(area)
    }
    try finish()
  }

  /// An area down to the county and what it lies in, from the top.
  private func chain(to code: AreaCode) -> [ListedArea] {
    var found: [ListedArea] = []
    var next = upper[code]
    while let area = next, !found.contains(area) {
      found.append(area)
      next = area.parent.flatMap { upper[$0] }
    }
    return found.reversed()
  }
}
