/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine.
struct RandomStream {
  private var state: UInt64

  /// A stream of its own for every seed and tuple of keys, so that files can be made in any order.
  init(_ seed: UInt64, _ keys: Int...) {
    state = seed
    for key in keys {
      let step = UInt64(bitPattern: Int64(key) &+ 1) &* 0x9E37_79B9_7F4A_7C15
      state = RandomStream.mixed(state &+ step)
    }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return RandomStream.mixed(state)
  }

  /// A number from 0 up to, not including, `bound`, which is above 0.
  mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// True in so many of 1,000 cases.
  mutating func chance(perMille: Int) -> Bool { below(1000) < perMille }

  mutating func shuffle<Element>(_ list: inout [Element]) {
    for index in list.indices.dropFirst().reversed() { list.swapAt(index, below(index + 1)) }
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
