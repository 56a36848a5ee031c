/// 双随机抽取: outlets drawn for inspection, and inspectors drawn for each, by a seed that anybody can draw again with.
///
/// Outlets are put in the order of their numbers and parted into strata, in the order of the strata's names; each gives
/// its share of the count by largest remainders. Of a stratum they are taken by a shuffle of Fisher and Yates that stops
/// after the share. Then the inspectors, in the order given, are shuffled and dealt to the outlets in the order of
/// strata and numbers; when they run out they are shuffled anew. All numbers are of one `SplitMix64` stream.
public struct InspectionDraw: Sendable, Equatable {
  /// Names the way of drawing: another way gets another name.
  public static let method = "yilan-draw-1"

  public struct Pick: Sendable, Equatable {
    public var outlet: Outlet
    public var stratum: String
    public var inspectors: [String]
  }

  public var seed: UInt64
  /// In the order of strata and numbers.
  public var picks: [Pick]

  /// - Parameters:
  ///   - count: how many are drawn; all where there are fewer.
  ///   - team: how many inspectors each outlet gets; no more than there are.
  ///   - stratum: the name of the stratum an outlet lies in.
  public init(
    _ count: Int, of outlets: [Outlet], inspectors: [String] = [], team: Int = 2, seed: UInt64,
    stratum: (Outlet) -> String = { _ in "" }
  ) {
    self.seed = seed
    var numbers = SplitMix64(seed: seed)
    let strata = Dictionary(grouping: outlets.sorted { $0.id < $1.id }, by: stratum).sorted { $0.key < $1.key }
    let shares = apportion(min(max(0, count), outlets.count), by: strata.map(\.value.count))
    picks = []
    for ((name, listed), share) in zip(strata, shares) {
      var list = listed
      for place in 0..<share { list.swapAt(place, place + numbers.below(list.count - place)) }
      picks += list.prefix(share).sorted { $0.id < $1.id }.map { Pick(outlet: $0, stratum: name, inspectors: []) }
    }
    let size = min(max(0, team), inspectors.count)
    guard size > 0 else { return }
    var deck: [String] = []
    for place in picks.indices {
      var chosen: [String] = []
      while chosen.count < size {
        if deck.isEmpty {
          deck = inspectors
          for at in 0..<deck.count { deck.swapAt(at, at + numbers.below(deck.count - at)) }
        }
        // Nobody is twice in one team: whoever is in it already waits for the next.
        guard let next = deck.firstIndex(where: { !chosen.contains($0) }) else {
          deck = []
          continue
        }
        chosen.append(deck.remove(at: next))
      }
      picks[place].inspectors = chosen
    }
  }
}
