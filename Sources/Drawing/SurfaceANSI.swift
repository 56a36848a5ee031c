extension Surface {
  /// The rows with the control sequences (SGR) of a terminal of some depth; each row ends with what is ordinary again.
  /// Blanks at the ends of rows are kept, for they have a ground.
  public func ansi(theme: Theme, depth: ColorDepth = .direct) -> String {
    var text = ""
    for row in 0..<height {
      for (columns, style) in runs(row: row) {
        text += "\u{1B}[0" + Self.parameters(Self.look(of: style, theme, depth), depth) + "m"
        text += characters(row: row, columns: columns)
      }
      text += "\u{1B}[0m\n"
    }
    return text
  }

  /// What stands in some columns of a row.
  func characters(row: Int, columns: Range<Int>) -> String {
    columns.reduce(into: "") { text, column in
      if let cell = cell(row: row, column: column) { text += characters(of: cell) }
    }
  }

  /// As a terminal takes it, but in 24 bits the very colours: SGR has no palette entries among them.
  private static func look(of style: Style, _ theme: Theme, _ depth: ColorDepth) -> TerminalLook {
    guard depth == .direct else { return theme.look(of: style, depth: depth) }
    let look = theme.look(of: style)
    return TerminalLook(
      foreground: look.foreground?.rgb, background: look.background?.rgb, attributes: look.attributes)
  }

  private static func parameters(_ look: TerminalLook, _ depth: ColorDepth) -> String {
    let attributes: [(Attributes, Int)] = [(.bold, 1), (.dim, 2), (.italic, 3), (.underline, 4), (.reverse, 7)]
    var text = attributes.reduce(into: "") { if look.attributes.contains($1.0) { $0 += ";\($1.1)" } }
    if let ink = look.foreground { text += color(ink, depth, first: 30) }
    if let ground = look.background { text += color(ground, depth, first: 40) }
    return text
  }

  /// - Parameter first: 30 for text, 40 for what is behind it.
  private static func color(_ number: Int, _ depth: ColorDepth, first: Int) -> String {
    switch depth {
    case .none: ""
    case .eight, .sixteen: ";\(number < 8 ? first + number : first + 52 + number)"
    case .palette: ";\(first + 8);5;\(number)"
    case .direct: ";\(first + 8);2;\(number >> 16 & 0xFF);\(number >> 8 & 0xFF);\(number & 0xFF)"
    }
  }
}
