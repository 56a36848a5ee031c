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

  private static let quantile = 1.959963984540054

  /// nil where nothing was sampled or the counts do not fit together.
  public init?(_ good: Int, of sampled: Int) {
    guard sampled > 0, good >= 0, good <= sampled else { return nil }
    let quantile = Self.quantile
    let count = Double(sampled)
    let share = Double(good) / count
    let square = quantile * quantile
    let centre = (share + square / (2 * count)) / (1 + square / count)
    let half =
      quantile / (1 + square / count) * (share * (1 - share) / count + square / (4 * count * count)).squareRoot()
    low = good == 0 ? 0 : centre - half
    high = good == sampled ? 1 : centre + half
  }

  /// 样本量: the smallest sample whose interval lies wholly at or above a share when so many of it fail.
  ///
  /// - Parameter share: from 0 to 1.
  /// - Returns: nil where no sample can: all of a whole is shown by nothing but the whole.
  public static func sample(toShow share: Double, failures: Int = 0) -> Int? {
    guard share < 1, failures >= 0 else { return nil }
    func shows(_ count: Int) -> Bool { WilsonInterval(count - failures, of: count).map { $0.low >= share } ?? false }
    var high = max(1, failures)
    while !shows(high) {
      high *= 2
      if high > 1 << 40 { return nil }
    }
    // What a sample shows, a larger one with as many failures shows too.
    var low = high / 2
    while low + 1 < high {
      let middle = (low + high) / 2
      if shows(middle) { high = middle } else { low = middle }
    }
    return high
  }
}
