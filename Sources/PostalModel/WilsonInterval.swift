#if canImport(Glibc)
  import Glibc
#else
  import Foundation
#endif

/// The 95 % Wilson score interval of a sampled share (Wilson 1927, J. Am. Stat. Assoc. 22:209-212).
public struct WilsonInterval: Equatable, Sendable {
  /// Shares from 0 to 1.
  public let low: Double
  public let high: Double

  /// nil where nothing was sampled or the counts do not fit together.
  public init?(_ good: Int, of sampled: Int) {
    guard sampled > 0, good >= 0, good <= sampled else { return nil }
    let quantile = 1.959963984540054
    let count = Double(sampled)
    let share = Double(good) / count
    let square = quantile * quantile
    let centre = (share + square / (2 * count)) / (1 + square / count)
    let half =
      quantile / (1 + square / count) * (share * (1 - share) / count + square / (4 * count * count)).squareRoot()
    low = good == 0 ? 0 : centre - half
    high = good == sampled ? 1 : centre + half
  }
}
