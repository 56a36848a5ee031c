/// A decimal number of any length as the server sends it: four digits in two bytes, the first of them of 10,000 to the
/// power `weight`.
struct PostgresNumeric {
  private let bytes: UnsafeRawBufferPointer

  /// - Parameter bytes: must outlast it.
  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  private func word(_ place: Int) -> UInt16 {
    UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2 * place, as: UInt16.self))
  }
  private var digits: Int { Int(word(0)) }
  private var weight: Int { Int(Int16(bitPattern: word(1))) }
  private var sign: UInt16 { word(2) }
  private var isNegative: Bool { sign == 0x4000 }
  /// How many decimals it was written with.
  var decimals: Int { Int(word(3)) }

  /// Of 10,000 to a power; 0 where it is not written.
  private func group(_ power: Int) -> Int {
    let place = weight - power
    return place >= 0 && place < digits ? Int(word(4 + place)) : 0
  }

  /// nil where it is broken or too large.
  var integer: Int64? {
    guard sign == 0 || isNegative else { return nil }
    // Groups of zeros at the end are not written.
    if digits > weight + 1 { return nil }
    if digits == 0 { return 0 }
    if weight > 4 { return nil }
    var whole: Int64 = 0
    // Downwards, since there is one number more below zero than above.
    for power in stride(from: weight, through: 0, by: -1) {
      let (times, isTooLarge) = whole.multipliedReportingOverflow(by: 10_000)
      let (sum, isTooMuch) = times.subtractingReportingOverflow(Int64(group(power)))
      if isTooLarge || isTooMuch { return nil }
      whole = sum
    }
    if isNegative { return whole }
    return whole == .min ? nil : -whole
  }

  var real: Double { integer.map { Double($0) } ?? Double(text) ?? .nan }

  var text: String {
    switch sign {
    case 0, 0x4000: break
    case 0xD000: return "Infinity"
    case 0xF000: return "-Infinity"
    default: return "NaN"
    }
    var text = isNegative ? "-" : ""
    if weight < 0 { text += "0" }
    for power in stride(from: weight, through: 0, by: -1) {
      let group = String(group(power))
      text += power == weight ? group : Self.padded(group)
    }
    guard decimals > 0 else { return text }
    var fraction = ""
    var power = -1
    while fraction.utf8.count < decimals {
      fraction += Self.padded(String(group(power)))
      power -= 1
    }
    return text + "." + fraction.prefix(decimals)
  }

  private static func padded(_ group: String) -> String { String(repeating: "0", count: 4 - group.utf8.count) + group }
}
