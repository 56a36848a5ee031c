import Drawing
import Testing

@Suite struct ColorTests {
  @Test func hexIsReadAndWritten() {
    #expect(Color(hex: "#0d1117")?.hex == "#0d1117")
    #expect(Color(hex: "#FFaa00") == Color(red: 255, green: 170, blue: 0))
    for wrong in ["", "0d1117", "#0d111", "#0d11171", "#0d111g", "#+12345", "#毕节"] { #expect(Color(hex: wrong) == nil) }
  }

  @Test func paletteColorsAreTheirOwnNearest() {
    for index in 16...255 {
      let color = Color.xterm(index)
      #expect(Color.xterm(color.nearest256) == color)
    }
  }

  @Test(arguments: [
    ("#f56c62", 1), ("#7cc569", 2), ("#e3b341", 3), ("#5fb3d7", 6), ("#005fd7", 4), ("#0d1117", 0), ("#ffffff", 7),
    ("#d0d7de", 7),
  ])
  func statusKeepsItsHueInEightColors(hex: String, index: Int) throws {
    let color = try #require(Color(hex: hex))
    #expect(color.nearest8 == index)
    #expect(color.nearest16 % 8 == index)
  }

  @Test func contrastIsThatOfWCAG() throws {
    let black = Color(red: 0, green: 0, blue: 0)
    let white = Color(red: 255, green: 255, blue: 255)
    #expect(abs(black.contrast(with: white) - 21) < 0.001)
    let gray = try #require(Color(hex: "#767676"))
    #expect(abs(gray.contrast(with: white) - 4.54) < 0.01)
  }

  @Test(arguments: [("#ffffff", true), ("#fdf6e3", true), ("#808080", true), ("#282c34", false), ("#000000", false)])
  func aBackgroundIsLightWhereBlackIsReadBetter(hex: String, isLight: Bool) {
    #expect(Color(hex: hex)?.isLight == isLight)
  }

  /// The first eight of 2^24 numbers are the palette's: a black that is no black there would be red.
  @Test func noDirectColorIsTakenForAPaletteEntry() throws {
    for value in 0..<16 {
      let color = Color(red: 0, green: 0, blue: UInt8(value))
      #expect(try #require(ColorDepth.direct.index(of: color)) >= 8)
    }
  }

  static let theme = Theme(
    name: "t", kind: .dark,
    styles: [
      .text: StyleSpec(color: Color(hex: "#d0d7de")), .border: StyleSpec(color: Color(hex: "#3a424c")),
      .badge: StyleSpec(color: Color(hex: "#12161c"), attributes: .bold),
    ],
    grounds: [
      .screen: StyleSpec(color: Color(hex: "#0d1117")), .selection: StyleSpec(color: Color(hex: "#1c2938")),
      .badge: StyleSpec(color: Color(hex: "#e3b341")),
    ])

  @Test func nothingVanishesWhereColorsAreFew() {
    for depth in [ColorDepth.eight, .sixteen] {
      for role in Role.allCases {
        for ground in Ground.allCases {
          let look = Self.theme.look(of: Style(foreground: role, background: ground), depth: depth)
          #expect(look.foreground != look.background)
        }
      }
    }
  }

  @Test(arguments: ColorDepth.allCases)
  func theSelectedRowCanBeToldFromTheOthers(depth: ColorDepth) {
    let plain = Self.theme.look(of: Style(), depth: depth)
    let selected = Self.theme.look(of: Style(background: .selection), depth: depth)
    #expect(plain != selected)
  }

  @Test func withoutColorsThereAreOnlyAttributes() {
    for role in Role.allCases {
      let look = Self.theme.look(of: Style(foreground: role, background: .badge), depth: .none)
      #expect(look.foreground == nil && look.background == nil)
    }
    #expect(Theme.plain.look(of: Style(), depth: .palette) == TerminalLook())
  }
}
