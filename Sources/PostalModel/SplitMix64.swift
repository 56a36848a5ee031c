/// SplitMix64 (Steele, Lea and Flood 2014, "Fast Splittable Pseudorandom Number Generators"): the same numbers from the
/// same seed on every machine.
public struct SplitMix64: Sendable, Equatable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  /// A number from 0 up to, not including, `bound`, which is above 0; each with the same chance. Numbers below
  /// 2^64 mod `bound` are thrown away, so that what is left divides evenly.
  public mutating func below(_ bound: Int) -> Int {
    let bound = UInt64(bound)
    let rest = (0 &- bound) % bound
    while true {
      let number = next()
      if number >= rest { return Int(number % bound) }
    }
  }

  /// The output of a state; it mixes keys into seeds too.
  public static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
