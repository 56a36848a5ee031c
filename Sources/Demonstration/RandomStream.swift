import PostalModel

/// Random numbers for invented returns, the same on every machine.
package struct RandomStream {
  private var numbers: SplitMix64

  /// A stream of its own for every seed and tuple of keys, so that files can be made in any order.
  package init(_ seed: UInt64, _ keys: Int...) {
    var state = seed
    for key in keys {
      let step = UInt64(bitPattern: Int64(key) &+ 1) &* 0x9E37_79B9_7F4A_7C15
      state = SplitMix64.mixed(state &+ step)
    }
    numbers = SplitMix64(seed: state)
  }

  package mutating func next() -> UInt64 { numbers.next() }

  /// A number from 0 up to, not including, `bound`, which is above 0.
  package mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  package mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// True in so many of 1,000 cases.
  package mutating func chance(perMille: Int) -> Bool { below(1000) < perMille }

  package mutating func shuffle<Element>(_ list: inout [Element]) {
    for index in list.indices.dropFirst().reversed() { list.swapAt(index, below(index + 1)) }
  }
}
