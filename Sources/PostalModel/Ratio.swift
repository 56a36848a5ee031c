/// A figure as whole numbers: `scale x numerator / denominator`. Judgement compares these, never the rounded quotient.
public struct Ratio: Hashable, Sendable {
  public var numerator: Int
  /// Above 0.
  public var denominator: Int
  /// 100 for percent, 10,000 for figures per ten thousand, 1 for counts.
  public var scale: Int

  /// nil where the denominator is not above 0.
  public init?(_ numerator: Int, _ denominator: Int, scale: Int) {
    guard denominator > 0 else { return nil }
    self.numerator = numerator
    self.denominator = denominator
    self.scale = scale
  }

  /// Made of a numerator and a denominator that can be shown; false for a plain amount.
  public var hasParts: Bool { scale > 1 }

  public var value: Double { Double(numerator) * Double(scale) / Double(denominator) }

  /// Exact: is `scale x numerator / denominator` at least `bound`?
  public func isAtLeast(_ bound: Amount) -> Bool { comparison(bound) >= 0 }
  /// Exact: is it at most `bound`?
  public func isAtMost(_ bound: Amount) -> Bool { comparison(bound) <= 0 }

  private func comparison(_ bound: Amount) -> Int {
    let left = Int128(numerator) * Int128(scale) * 1_000_000
    let right = Int128(bound.micro) * Int128(denominator)
    return left < right ? -1 : left > right ? 1 : 0
  }

  /// The value with fixed decimals, cut towards the worse side: 99.96 with one decimal is `99.9` where more is better.
  public func text(decimals: Int, higherIsBetter: Bool = true) -> String {
    var power = 1
    for _ in 0..<decimals { power *= 10 }
    let top = Int128(numerator) * Int128(scale) * Int128(power)
    let bottom = Int128(denominator)
    var cut = top / bottom
    let exact = cut * bottom == top
    if !exact {
      if higherIsBetter, top < 0 { cut -= 1 }
      if !higherIsBetter, top > 0 { cut += 1 }
    }
    return Ratio.fixed(Int(cut), decimals: decimals)
  }

  /// A whole number of `10^-decimals` as text: `fixed(9996, decimals: 2)` is `99.96`.
  public static func fixed(_ units: Int, decimals: Int) -> String {
    guard decimals > 0 else { return String(units) }
    var power = 1
    for _ in 0..<decimals { power *= 10 }
    let magnitude = Int(units.magnitude)
    return (units < 0 ? "-" : "") + "\(magnitude / power)." + padded(magnitude % power, decimals)
  }

  /// The millionths of one unit in the last of so many decimals: 100,000 for one.
  static func micro(ofDecimals decimals: Int) -> Int {
    var micro = 1_000_000
    for _ in 0..<min(6, max(0, decimals)) { micro /= 10 }
    return micro
  }

  /// The whole-number numerator that would just reach `bound` over `whole` units: 95 % of 25 is 24.
  public static func needed(for bound: Amount, of whole: Int, scale: Int) -> Int {
    let top = Int128(bound.micro) * Int128(whole)
    let bottom = Int128(scale) * 1_000_000
    return Int(top / bottom + (top % bottom > 0 ? 1 : 0))
  }
}
