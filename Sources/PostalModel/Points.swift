/// 得分: a number of points, not below 0, exact: a quotient of whole numbers of any length. It is rounded only to be shown.
public struct Points: Sendable, Comparable {
  // Least significant first, without zeros at the end.
  private var top: [UInt32]
  private var bottom: [UInt32]

  public static let zero = Points(0, over: 1)

  public init(_ amount: Amount) { self.init(Int128(amount.micro), over: 1_000_000) }

  /// - Parameters:
  ///   - top: taken as 0 where it is below.
  ///   - bottom: above 0.
  public init(_ top: Int128, over bottom: Int128) {
    let top = max(0, top)
    var (a, b) = (top, bottom)
    while b != 0 { (a, b) = (b, a % b) }
    self.top = Self.limbs(top / a)
    self.bottom = Self.limbs(bottom / a)
  }

  private init(top: [UInt32], bottom: [UInt32]) {
    self.top = top
    self.bottom = bottom
  }

  /// So much of it as one amount is of another, which is above 0.
  public func scaled(by part: Amount, over whole: Amount) -> Points {
    scaled(by: Int128(part.micro), over: Int128(whole.micro))
  }

  func scaled(by part: Int128, over whole: Int128) -> Points {
    let factor = Points(part, over: whole)
    return Points(top: Self.product(top, factor.top), bottom: Self.product(bottom, factor.bottom))
  }

  public static func + (left: Points, right: Points) -> Points {
    if left.bottom == right.bottom { return Points(top: sum(left.top, right.top), bottom: left.bottom) }
    return Points(
      top: sum(product(left.top, right.bottom), product(right.top, left.bottom)),
      bottom: product(left.bottom, right.bottom))
  }

  public static func < (left: Points, right: Points) -> Bool {
    isLess(product(left.top, right.bottom), product(right.top, left.bottom))
  }

  public static func == (left: Points, right: Points) -> Bool {
    product(left.top, right.bottom) == product(right.top, left.bottom)
  }

  /// In hundredths of a point, half of one rounded up.
  public var hundredths: Int {
    // floor((200 top + bottom) / (2 bottom)), found bit by bit: no division of long numbers is needed elsewhere.
    let wanted = Self.sum(Self.product(top, [200]), bottom)
    let unit = Self.product(bottom, [2])
    var found = 0
    for bit in stride(from: 52, through: 0, by: -1) {
      let tried = found | 1 << bit
      if !Self.isLess(wanted, Self.product(unit, Self.limbs(Int128(tried)))) { found = tried }
    }
    return found
  }

  /// With two decimals: `62.10`.
  public var text: String { Ratio.fixed(hundredths, decimals: 2) }

  /// For what takes binary fractions; to two decimals, as it is shown.
  public var number: Double { Double(hundredths) / 100 }

  // MARK: Long numbers

  private static func limbs(_ number: Int128) -> [UInt32] {
    var limbs: [UInt32] = []
    var rest = UInt128(number)
    while rest > 0 {
      limbs.append(UInt32(truncatingIfNeeded: rest))
      rest >>= 32
    }
    return limbs
  }

  private static func sum(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    var total: [UInt32] = []
    total.reserveCapacity(max(left.count, right.count) + 1)
    var carry: UInt64 = 0
    for place in 0..<max(left.count, right.count) {
      carry += UInt64(place < left.count ? left[place] : 0) + UInt64(place < right.count ? right[place] : 0)
      total.append(UInt32(truncatingIfNeeded: carry))
      carry >>= 32
    }
    if carry > 0 { total.append(UInt32(carry)) }
    return total
  }

  private static func product(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    guard !left.isEmpty, !right.isEmpty else { return [] }
    var total = [UInt32](repeating: 0, count: left.count + right.count)
    for (place, limb) in left.enumerated() {
      var carry: UInt64 = 0
      for (offset, other) in right.enumerated() {
        carry += UInt64(limb) * UInt64(other) + UInt64(total[place + offset])
        total[place + offset] = UInt32(truncatingIfNeeded: carry)
        carry >>= 32
      }
      total[place + right.count] = UInt32(carry)
    }
    while total.last == 0 { total.removeLast() }
    return total
  }

  private static func isLess(_ left: [UInt32], _ right: [UInt32]) -> Bool {
    if left.count != right.count { return left.count < right.count }
    for place in left.indices.reversed() where left[place] != right[place] { return left[place] < right[place] }
    return false
  }
}
