/// A colour of 24 bits.
public struct Color: Sendable, Hashable {
  /// Each from 0 to 255.
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8

  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// A colour written `#rrggbb`; nil if it is not.
  public init?(hex: String) {
    guard hex.utf8.count == 7, hex.first == "#", let value = UInt32(hex.dropFirst(), radix: 16),
      hex.dropFirst().allSatisfy(\.isHexDigit)
    else { return nil }
    self.init(value)
  }

  init(_ value: UInt32) {
    self.init(red: UInt8(value >> 16 & 0xFF), green: UInt8(value >> 8 & 0xFF), blue: UInt8(value & 0xFF))
  }

  /// The colour as `#rrggbb`.
  public var hex: String {
    let digits = Array("0123456789abcdef")
    return "#" + [red, green, blue].map { "\(digits[Int($0) >> 4])\(digits[Int($0) & 15])" }.joined()
  }

  /// The three parts in one number, red highest.
  public var rgb: Int { Int(red) << 16 | Int(green) << 8 | Int(blue) }

  // MARK: Contrast

  /// WCAG relative luminance, 0 (black) to 1 (white).
  public var luminance: Double {
    0.2126 * Self.linear[Int(red)] + 0.7152 * Self.linear[Int(green)] + 0.0722 * Self.linear[Int(blue)]
  }

  /// WCAG contrast of two colours, 1 (the same) to 21; text needs 4.5.
  public func contrast(with other: Color) -> Double {
    let (one, two) = (luminance, other.luminance)
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)
  }

  /// Whether black can be read better on it than white.
  public var isLight: Bool {
    contrast(with: Color(red: 0, green: 0, blue: 0)) > contrast(with: Color(red: 255, green: 255, blue: 255))
  }

  /// ((c + 0.055) / 1.055) to the power of 2.4 for each byte; 2.4 is 12/5, so a fifth root will do.
  private static let linear: [Double] = (0...255).map { byte in
    let part = Double(byte) / 255
    if part <= 0.04045 { return part / 12.92 }
    let base = (part + 0.055) / 1.055
    var root = base
    for _ in 0..<40 { root -= (root * root * root * root * root - base) / (5 * root * root * root * root) }
    let square = root * root
    return base * base * square
  }

  // MARK: Nearest colours of a terminal

  /// The index among the fixed 240 of the xterm palette (16...255) that comes nearest.
  public var nearest256: Int {
    let steps: [Int] = [0, 95, 135, 175, 215, 255]
    func step(_ value: UInt8) -> Int {
      steps.indices.min { abs(steps[$0] - Int(value)) < abs(steps[$1] - Int(value)) } ?? 0
    }
    let cube = (step(red), step(green), step(blue))
    let average = (Int(red) + Int(green) + Int(blue)) / 3
    let gray = min(23, max(0, (average - 3) / 10))
    let cubeColor = (steps[cube.0], steps[cube.1], steps[cube.2])
    let level = 8 + 10 * gray
    return distance(to: (level, level, level)) < distance(to: cubeColor)
      ? 232 + gray : 16 + 36 * cube.0 + 6 * cube.1 + cube.2
  }

  private func distance(to other: (Int, Int, Int)) -> Int {
    let (r, g, b) = (Int(red) - other.0, Int(green) - other.1, Int(blue) - other.2)
    return 3 * r * r + 4 * g * g + 2 * b * b
  }

  /// The nearest of the 16 colours: by hue where there is one, since status is told by hue.
  public var nearest16: Int {
    let index = nearest8
    let peak = Int(max(red, max(green, blue)))
    if index == 0 { return peak >= 0x50 ? 8 : 0 }
    if index == 7 { return peak >= 0xD8 ? 15 : 7 }
    return peak >= 0xA0 ? index + 8 : index
  }

  /// The nearest of the 8 colours: black, red, green, yellow, blue, magenta, cyan, white.
  public var nearest8: Int {
    let (r, g, b) = (Int(red), Int(green), Int(blue))
    let (top, bottom) = (max(r, g, b), min(r, g, b))
    let spread = top - bottom
    // Darker than this no hue can be seen, and paler than this there is none.
    if top < 0x48 { return 0 }
    if spread * 4 < top { return top >= 0x80 ? 7 : 0 }
    let hue: Int
    if top == r {
      hue = (60 * (g - b) / spread + 360) % 360
    } else if top == g {
      hue = 60 * (b - r) / spread + 120
    } else {
      hue = 60 * (r - g) / spread + 240
    }
    switch hue {
    case 0..<22, 335...: return 1
    case 22..<70: return 3
    case 70..<160: return 2
    case 160..<205: return 6
    case 205..<270: return 4
    default: return 5
    }
  }

  /// The colour that xterm shows for an index of its palette (0...255).
  public static func xterm(_ index: Int) -> Color {
    let basic: [UInt32] = [
      0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
      0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
    ]
    if index < 16 { return Color(basic[max(0, index)]) }
    if index >= 232 {
      let level = UInt8(8 + 10 * (min(index, 255) - 232))
      return Color(red: level, green: level, blue: level)
    }
    let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
    let cube = index - 16
    return Color(red: steps[cube / 36], green: steps[cube / 6 % 6], blue: steps[cube % 6])
  }
}

/// How many colours a terminal has.
public enum ColorDepth: Int, Sendable, Hashable, CaseIterable, Comparable {
  /// None: a theme's roles are told apart by attributes.
  case none = 0
  case eight = 8
  case sixteen = 16
  case palette = 256
  /// 24 bits.
  case direct = 16_777_216

  public static func < (one: ColorDepth, other: ColorDepth) -> Bool { one.rawValue < other.rawValue }

  /// The number by which a terminal of this depth knows a colour; nil without colours.
  public func index(of color: Color) -> Int? {
    switch self {
    case .none: nil
    case .eight: color.nearest8
    case .sixteen: color.nearest16
    case .palette: color.nearest256
    // The first eight numbers are palette entries also where all others are colours.
    case .direct: max(8, color.rgb)
    }
  }
}
