/// A figure to be read across a room.
public struct BigDigits: Picture {
  public var text: String
  public var role: Role
  /// How large; nil for the largest of the even ones that the room takes.
  public var form: Form?

  /// How thick the strokes of digits are and how far apart, in columns and half rows, which are about as long.
  public struct Form: Sendable, Hashable {
    public var stroke: Int
    /// Between two strokes.
    public var span: Int
    /// Columns between two digits.
    public var gap: Int

    public init(stroke: Int, span: Int, gap: Int) {
      self.stroke = stroke
      self.span = span
      self.gap = gap
    }

    /// Every dot of a digit is so many columns wide.
    public init(scale: Int) { self.init(stroke: scale, span: scale, gap: scale) }

    /// From small to large, strokes growing more slowly than digits: what fills a card.
    public static let ladder: [Form] = [
      Form(stroke: 1, span: 1, gap: 1), Form(stroke: 2, span: 2, gap: 1), Form(stroke: 2, span: 3, gap: 2),
      Form(stroke: 2, span: 4, gap: 2), Form(stroke: 3, span: 4, gap: 2), Form(stroke: 3, span: 5, gap: 3),
      Form(stroke: 3, span: 6, gap: 3), Form(stroke: 4, span: 6, gap: 3), Form(stroke: 4, span: 8, gap: 4),
      Form(stroke: 5, span: 9, gap: 5), Form(stroke: 6, span: 10, gap: 5), Form(stroke: 7, span: 12, gap: 6),
      Form(stroke: 8, span: 14, gap: 7), Form(stroke: 10, span: 16, gap: 8), Form(stroke: 12, span: 20, gap: 10),
    ]
  }

  public init(_ text: String, role: Role = .value, form: Form?) {
    self.text = text
    self.role = role
    self.form = form
  }

  /// - Parameter scale: columns of a dot of the digits, from 1; nil for the largest that the room takes.
  public init(_ text: String, role: Role = .value, scale: Int? = nil) {
    self.init(text, role: role, form: scale.map(Form.init(scale:)))
  }

  /// The room a figure takes.
  public static func size(of text: String, form: Form, glyphs: Glyphs) -> Size {
    let columns = text.reduce(0) { $0 + width(of: shapes[$1] ?? blank, form) }
    return Size(width: columns + max(0, text.count - 1) * form.gap, height: rows(form, glyphs: glyphs))
  }

  public static func size(of text: String, scale: Int, glyphs: Glyphs) -> Size {
    size(of: text, form: Form(scale: scale), glyphs: glyphs)
  }

  /// The largest scale at which a figure goes into the room; 0 if none does.
  public static func largestScale(of text: String, in room: Size, glyphs: Glyphs) -> Int {
    var scale = 0
    while scale < 24 {
      let next = size(of: text, scale: scale + 1, glyphs: glyphs)
      if next.width > room.width || next.height > room.height { break }
      scale += 1
    }
    return scale
  }

  /// The place in the ladder of the largest form that goes into the room; nil if none does.
  public static func largestStep(of text: String, in room: Size, glyphs: Glyphs) -> Int? {
    Form.ladder.indices.last {
      let size = size(of: text, form: Form.ladder[$0], glyphs: glyphs)
      return size.width <= room.width && size.height <= room.height
    }
  }

  public func draw(on surface: inout Surface) {
    let glyphs = surface.glyphs
    let scale = form == nil ? Self.largestScale(of: text, in: surface.size, glyphs: glyphs) : 1
    guard let form = form ?? (scale > 0 ? Form(scale: scale) : nil) else {
      surface.write(text, row: 0, role: role, strong: true, maxWidth: surface.width)
      return
    }
    var left = 0
    for character in text {
      let shape = Self.shapes[character] ?? Self.blank
      draw(shape, at: left, form, on: &surface)
      left += Self.width(of: shape, form) + form.gap
    }
  }

  /// Which dot of a shape lies in each half row, and whether at the dot's first or last edge: strokes are its even dots,
  /// what lies between them its odd ones.
  private static func rows(_ stroke: Int, _ span: Int) -> [(dot: Int, isFirst: Bool, isLast: Bool)] {
    (0..<5).flatMap { dot in
      let height = dot % 2 == 1 ? span : stroke
      return (0..<height).map { (dot, $0 == 0, $0 == height - 1) }
    }
  }

  /// The columns of a shape. Where its middle is a stem this is as thick as any stroke.
  private static func columns(of shape: [String], _ form: Form) -> [(dot: Int, isFirst: Bool, isLast: Bool)] {
    let dots = shape[0].count
    var widths = Array(repeating: form.stroke, count: dots)
    if dots == 3 {
      let rest = form.stroke + form.span
      widths =
        stems.contains(shape) ? [rest / 2, form.stroke, rest - rest / 2] : [form.stroke, form.span, form.stroke]
    }
    return widths.enumerated().flatMap { dot, width in
      (0..<width).map { (dot: dot, isFirst: $0 == 0, isLast: $0 == width - 1) }
    }
  }

  private static func width(of shape: [String], _ form: Form) -> Int { columns(of: shape, form).count }

  private func draw(_ shape: [String], at left: Int, _ form: Form, on surface: inout Surface) {
    let glyphs = surface.glyphs
    let dots = shape.map { $0.map { $0 == "#" } }
    func isDot(_ row: Int, _ column: Int) -> Bool {
      dots.indices.contains(row) && dots[row].indices.contains(column) && dots[row][column]
    }
    let isASCII = glyphs.tier == .ascii
    let (stroke, span) = isASCII ? Self.ascii(form) : (form.stroke, form.span)
    let rows = Self.rows(stroke, span)
    let columns = Self.columns(of: shape, form)
    func isSet(_ place: Int, _ column: (dot: Int, isFirst: Bool, isLast: Bool)) -> Bool {
      guard rows.indices.contains(place) else { return false }
      let row = rows[place]
      guard isDot(row.dot, column.dot), form.stroke > 1 else { return isDot(row.dot, column.dot) }
      // Enlarged, a bend loses its outer corner.
      func isBend(_ down: Int, _ right: Int) -> Bool {
        isDot(row.dot + down, column.dot) && isDot(row.dot, column.dot + right) && !isDot(row.dot - down, column.dot)
          && !isDot(row.dot, column.dot - right)
      }
      for (isEdge, down) in [(row.isFirst, 1), (row.isLast, -1)] where isEdge {
        for (isSide, right) in [(column.isFirst, 1), (column.isLast, -1)] where isSide && isBend(down, right) {
          return false
        }
      }
      return true
    }
    for row in 0..<Self.rows(form, glyphs: glyphs) {
      for (offset, column) in columns.enumerated() {
        let glyph: String
        if isASCII {
          glyph = isSet(row, column) ? glyphs.block : ""
        } else {
          switch (isSet(row * 2, column), isSet(row * 2 + 1, column)) {
          case (true, true): glyph = glyphs.block
          case (true, false): glyph = glyphs.upperHalf
          case (false, true): glyph = glyphs.lowerHalf
          case (false, false): glyph = ""
          }
        }
        surface.write(glyph, row: row, column: left + offset, role: role)
      }
    }
  }

  /// A dot is half a row high, about as high as wide; in ASCII there are no halves, and the least is a row.
  private static func rows(_ form: Form, glyphs: Glyphs) -> Int {
    guard glyphs.tier == .ascii else { return (3 * form.stroke + 2 * form.span + 1) / 2 }
    let (stroke, span) = ascii(form)
    return 3 * stroke + 2 * span
  }

  private static func ascii(_ form: Form) -> (stroke: Int, span: Int) {
    (max(1, form.stroke / 2), max(1, (form.span + 1) / 2))
  }

  private static let stems: Set<[String]> = [shapes["1"]!, shapes["+"]!]
  private static let blank = ["  ", "  ", "  ", "  ", "  "]

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
    ",": ["  ", "  ", "  ", " #", "# "],
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
