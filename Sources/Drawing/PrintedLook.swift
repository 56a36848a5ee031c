/// How a style looks on paper or on a page, where there is no terminal to leave a colour to.
struct PrintedLook: Hashable {
  var ink: Color
  var ground: Color
  var isBold: Bool
  var isItalic: Bool
  var isUnderlined: Bool
}

extension Theme {
  /// The colours that stand for a terminal's own.
  private var ownColors: (ink: Color, ground: Color) {
    kind == .dark ? (Color(0xDADADA), Color(0x121212)) : (Color(0x1C1C1C), Color(0xFFFFFF))
  }

  func printedLook(of style: Style) -> PrintedLook {
    let look = look(of: style)
    var (ink, ground) = (look.foreground ?? ownColors.ink, look.background ?? ownColors.ground)
    if look.attributes.contains(.reverse) { (ink, ground) = (ground, ink) }
    if look.attributes.contains(.dim) { ink = ink.mixed(with: ground) }
    return PrintedLook(
      ink: ink, ground: ground, isBold: look.attributes.contains(.bold), isItalic: look.attributes.contains(.italic),
      isUnderlined: look.attributes.contains(.underline))
  }
}

extension Color {
  /// A third of another colour in this one, as terminals dim.
  fileprivate func mixed(with other: Color) -> Color {
    func mix(_ one: UInt8, _ two: UInt8) -> UInt8 { UInt8((Int(one) * 2 + Int(two)) / 3) }
    return Color(red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
  }
}
