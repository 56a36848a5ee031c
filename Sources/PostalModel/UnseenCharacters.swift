/// 不可见字符: what a reader would not see, what changes how the text around it is shown, and what steers a terminal.
extension Unicode.Scalar {
  /// Controls (C0, C1), marks and overrides of direction, characters of no width, fillers, selectors of variants,
  /// separators of lines, and what is no character at all.
  @inlinable
  public var isUnseen: Bool {
    switch value {
    case 0x20...0x7E, 0x3001...0x3163, 0x3165...0xDFFF: false
    case 0...0x1F, 0x7F...0x9F, 0xAD, 0x034F, 0x061C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F,
      0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB,
      0xFFFD...0xFFFF, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF:
      true
    default: value & 0xFFFE == 0xFFFE
    }
  }

  /// Such as `U+202E`.
  public var hexadecimal: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

extension String {
  /// The text with each unseen character spelt out, such as `<U+001B>`, so that printing it steers nothing and hides
  /// nothing.
  ///
  /// - Parameter kept: those that stay, such as the ends of lines.
  public func spellingUnseen(keeping kept: String.UnicodeScalarView = "".unicodeScalars) -> String {
    func isSpelt(_ scalar: Unicode.Scalar) -> Bool { scalar.isUnseen && !kept.contains(scalar) }
    guard unicodeScalars.contains(where: isSpelt) else { return self }
    var spelt = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if isSpelt(scalar) {
        spelt.append(contentsOf: "<\(scalar.hexadecimal)>".unicodeScalars)
      } else {
        spelt.append(scalar)
      }
    }
    return String(spelt)
  }
}
