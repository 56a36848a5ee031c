/// An exact decimal number in millionths, as targets are written: judgement never compares binary fractions.
public struct Amount: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Millionths.
  public let micro: Int

  public init(micro: Int) { self.micro = micro }
  public init(_ whole: Int) { micro = whole * 1_000_000 }
  /// Rounds to the nearest millionth.
  public init(_ number: Double) { micro = Int((number * 1_000_000).rounded()) }

  public var number: Double { Double(micro) / 1_000_000 }

  /// Plain digits without trailing zeros: `4`, `99.5`.
  public var description: String {
    let sign = micro < 0 ? "-" : ""
    let whole = micro.magnitude / 1_000_000
    var fraction = padded(Int(micro.magnitude % 1_000_000), 6)
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return fraction.isEmpty ? "\(sign)\(whole)" : "\(sign)\(whole).\(fraction)"
  }

  public static func < (left: Amount, right: Amount) -> Bool { left.micro < right.micro }
}
