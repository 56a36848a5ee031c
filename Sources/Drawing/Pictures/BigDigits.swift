/// A figure to be read across a room.
public struct BigDigits: Picture {
  public var text: String
  public var role: Role
  /// Columns of a dot of the digits, from 1; nil for the largest that the room takes.
  public var scale: Int?
  /// Large digits stand a dot apart less a column, so that larger ones fit.
  public var isTight: Bool

  public init(_ text: String, role: Role = .value, scale: Int? = nil, isTight: Bool = false) {
    self.text = text
    self.role = role
    self.scale = scale
    self.isTight = isTight
  }

  /// The room a figure takes at a scale.
  public static func size(of text: String, scale: Int, isTight: Bool = false, glyphs: Glyphs) -> Size {
    let dots = text.reduce(0) { $0 + (shapes[$1]?[0].count ?? 2) }
    let width = dots * scale + max(0, text.count - 1) * gap(scale, isTight)
    return Size(width: width, height: rows(scale: scale, glyphs: glyphs))
  }

  private static func gap(_ scale: Int, _ isTight: Bool) -> Int { isTight ? max(1, scale - 1) : scale }

  /// The largest scale at which a figure goes into the room; 0 if none does.
  public static func largestScale(of text: String, in room: Size, isTight: Bool = false, glyphs: Glyphs) -> Int {
    var scale = 0
    while scale < 24 {
      let next = size(of: text, scale: scale + 1, isTight: isTight, glyphs: glyphs)
      if next.width > room.width || next.height > room.height { break }
      scale += 1
    }
    return scale
  }

  public func draw(on surface: inout Surface) {
    let glyphs = surface.glyphs
    let scale = scale ?? Self.largestScale(of: text, in: surface.size, isTight: isTight, glyphs: glyphs)
    guard scale > 0 else {
      surface.write(text, row: 0, role: role, strong: true, maxWidth: surface.width)
      return
    }
    var left = 0
    for character in text {
      let shape = Self.shapes[character] ?? ["  ", "  ", "  ", "  ", "  "]
      draw(shape, at: left, scale: scale, on: &surface)
      left += shape[0].count * scale + Self.gap(scale, isTight)
    }
  }

  private func draw(_ shape: [String], at left: Int, scale: Int, on surface: inout Surface) {
    let glyphs = surface.glyphs
    let dots = shape.map { $0.map { $0 == "#" } }
    func isDot(_ row: Int, _ column: Int) -> Bool {
      dots.indices.contains(row) && dots[row].indices.contains(column) && dots[row][column]
    }
    func isSet(half: Int, at: Int) -> Bool {
      let (row, column) = (half / scale, at / scale)
      guard isDot(row, column), scale > 1 else { return isDot(row, column) }
      // Enlarged, a bend loses its outer corner.
      let (below, beside) = (half % scale, at % scale)
      guard below == 0 || below == scale - 1, beside == 0 || beside == scale - 1 else { return true }
      let (down, right) = (below == 0 ? 1 : -1, beside == 0 ? 1 : -1)
      let isBend =
        isDot(row + down, column) && isDot(row, column + right) && !isDot(row - down, column)
        && !isDot(row, column - right)
      return !isBend
    }
    for row in 0..<Self.rows(scale: scale, glyphs: glyphs) {
      for column in 0..<(dots[0].count * scale) {
        let glyph: String
        if glyphs.tier == .ascii {
          glyph = isSet(half: row, at: column) ? glyphs.block : ""
        } else {
          switch (isSet(half: row * 2, at: column), isSet(half: row * 2 + 1, at: column)) {
          case (true, true): glyph = glyphs.block
          case (true, false): glyph = glyphs.upperHalf
          case (false, true): glyph = glyphs.lowerHalf
          case (false, false): glyph = ""
          }
        }
        surface.write(glyph, row: row, column: left + column, role: role)
      }
    }
  }

  /// A dot is half a row high, about as high as wide; in ASCII there are no halves.
  private static func rows(scale: Int, glyphs: Glyphs) -> Int {
    glyphs.tier == .ascii ? 5 * scale : (5 * scale + 1) / 2
  }

  private static let shapes: [Character: [String]] = [
    "0": ["###", "# #", "# #", "# #", "###"],
    "1": ["## ", " # ", " # ", " # ", "###"],
    "2": ["###", "  #", "###", "#  ", "###"],
    "3": ["###", "  #", "###", "  #", "###"],
    "4": ["# #", "# #", "###", "  #", "  #"],
    "5": ["###", "#  ", "###", "  #", "###"],
    "6": ["###", "#  ", "###", "# #", "###"],
    "7": ["###", "  #", "  #", "  #", "  #"],
    "8": ["###", "# #", "###", "# #", "###"],
    "9": ["###", "# #", "###", "  #", "###"],
    ".": [" ", " ", " ", " ", "#"],
    ",": [" ", " ", " ", "#", "#"],
    ":": [" ", "#", " ", "#", " "],
    "-": ["  ", "  ", "##", "  ", "  "],
    "~": ["    ", " # #", "# # ", "    ", "    "],
    "+": ["   ", " # ", "###", " # ", "   "],
    "/": ["  #", "  #", " # ", "#  ", "#  "],
    "%": ["# #", "  #", " # ", "#  ", "# #"],
    "—": ["   ", "   ", "###", "   ", "   "],
    " ": [" ", " ", " ", " ", " "],
    "✓": ["    #", "    #", "#  # ", "# #  ", " #   "],
    "✗": ["#   #", " # # ", "  #  ", " # # ", "#   #"],
    "!": ["#", "#", "#", " ", "#"],
    "?": ["###", "  #", " ##", "   ", " # "],
    "*": ["   ", "# #", " # ", "# #", "   "],
    "v": ["     ", "#   #", "#   #", " # # ", "  #  "],
    "x": ["     ", "#   #", " # # ", " # # ", "#   #"],
  ]
}
