/// The scalars of a text as they may be shown, each with its columns: controls and direction overrides
/// replaced, invisible ones dropped, what the tier lacks spelled with what it has. A scalar of 0 columns
/// combines with the one before it.
struct ShownScalars: Sequence, IteratorProtocol {
  private var source: String.UnicodeScalarView.Iterator
  private var expansion: String.UnicodeScalarView.Iterator?
  private let glyphs: Glyphs
  private var marks = Self.marksLimit

  /// ncurses holds a base and four more in one cell.
  private static let marksLimit = 3

  init(_ text: String, glyphs: Glyphs) {
    source = text.unicodeScalars.makeIterator()
    self.glyphs = glyphs
  }

  mutating func next() -> (scalar: Unicode.Scalar, columns: Int)? {
    while true {
      if expansion != nil {
        if let scalar = expansion?.next() {
          return (scalar, DisplayWidth.columns(of: scalar, ambiguous: glyphs.ambiguous))
        }
        expansion = nil
      }
      guard let scalar = source.next() else { return nil }
      if scalar.value >= 0x20 && scalar.value < 0x7F {
        marks = 0
        return (scalar, 1)
      }
      if scalar.value >= 0x4E00 && scalar.value <= 0x9FFF && glyphs.spelling == nil {
        marks = 0
        return (scalar, 2)
      }
      if let shown = glyphs.substitute(for: scalar) {
        if !shown.isEmpty { marks = 0 }
        expansion = shown.unicodeScalars.makeIterator()
        continue
      }
      let columns = DisplayWidth.columns(of: scalar, ambiguous: glyphs.ambiguous)
      if columns == 0 {
        marks += 1
        if marks > Self.marksLimit { continue }
      } else {
        marks = 0
      }
      return (scalar, columns)
    }
  }
}

extension Glyphs {
  /// What is shown instead of a scalar: nil for itself, empty for nothing at all.
  func substitute(for scalar: Unicode.Scalar) -> String? {
    let value = scalar.value
    switch value {
    case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: return " "
    case 0x00..<0x20, 0x7F..<0xA0: return replacement
    case 0xA0: return " "
    case 0xAD, 0x034F, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F, 0x200B...0x200D, 0x2060...0x2065, 0x3164,
      0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF:
      return ""
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x206F, 0xFFF0...0xFFFB: return replacement
    case 0xE000...0xF8FF, 0xF0000...0x10FFFF: return replacement
    case _ where value & 0xFFFE == 0xFFFE: return replacement
    // Fonts with Chinese draw these two columns wide whatever the terminal counts.
    case 0x201C: return spelling == nil ? "「" : "\""
    case 0x201D: return spelling == nil ? "」" : "\""
    case 0x2018, 0x2019: return "'"
    case 0x2460...0x2473: return "(\(value - 0x245F))"
    default: break
    }
    if value < 0xA0 { return nil }
    if let spelling, DisplayWidth.columns(of: scalar) == 2 { return spelling.text(for: scalar) }
    if tier == .full { return nil }
    if let safe = Self.safeSpellings[value] { return safe }
    return tier == .ascii ? Self.asciiSpellings[value] : nil
  }

  private static let safeSpellings: [UInt32: String] = [
    0x2013: "-", 0x2026: "..", 0x2190: "<-", 0x2191: "^", 0x2192: "->", 0x2193: "v",
    0x25B2: "^", 0x25BC: "v", 0x25B6: ">", 0x25C0: "<", 0x25B8: ">", 0x25C2: "<", 0x25CF: "*", 0x25CB: "o",
    0x25A0: "#", 0x25A1: "o", 0x00B7: "/", 0x2550: "=", 0x00F7: "/", 0x00D7: "x",
  ]

  private static let asciiSpellings: [UInt32: String] = [
    0x2713: "v", 0x2714: "v", 0x2717: "x", 0x2718: "x", 0x2265: ">=", 0x2264: "<=",
    0x2014: "--", 0x203A: ">", 0x2039: "<", 0x2030: "0/00", 0x2212: "-", 0x00B1: "+/-", 0x2248: "~", 0x0394: "d",
    0x2260: "!=", 0x2591: ".", 0x2500: "-", 0x2502: "|",
  ]
}
