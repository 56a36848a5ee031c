extension Surface {
  /// A picture of the surface that needs nothing else: every character sits on its one or two columns whatever font is
  /// found, and lines, blocks and braille are shapes that join.
  ///
  /// - Parameter title: what the picture is of, for those who do not see it.
  public func svg(theme: Theme, title: String) -> String {
    let printed = PrintedSurface(self, theme: theme)
    let (across, down) = (Int(CellShape.across), Int(CellShape.down))
    let (wide, high) = (width * across + 2 * Self.margin, height * down + 2 * Self.margin)
    var classes = StyleClasses()
    var texts = ""
    for text in printed.texts {
      let isWide = text.columns > text.text.unicodeScalars.count
      // A sign that fonts give one or two columns stands over the middle of its own, and is drawn as narrow.
      let isSign = !isWide && !text.text.unicodeScalars.allSatisfy(\.isASCII)
      let x = text.column * across
      texts += "<text class=\"\(classes.name(of: text.look))\(isSign ? " sign" : "")\""
      texts += " x=\"\(isSign ? "\(x + across / 2).5" : "\(x)")\" y=\"\(text.row * down + Self.baseline)\""
      texts += " textLength=\"\(text.columns * across)\""
      texts += (isWide ? "" : " lengthAdjust=\"spacingAndGlyphs\"") + ">\(Markup.escaped(text.text))</text>\n"
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(wide)" height="\(high)" \
      viewBox="0 0 \(wide) \(high)" role="img">
      <title>\(Markup.escaped(title))</title>
      <style>
      text{font:18px \(Markup.fonts);white-space:pre}
      .sign{font-family:\(Markup.narrowFonts);text-anchor:middle}
      \(classes.rules("fill"))
      </style>
      <rect width="\(wide)" height="\(high)" rx="\(Self.margin / 2)" fill="\(printed.ground.hex)"/>
      <g transform="translate(\(Self.margin) \(Self.margin))" xml:space="preserve">
      \(printed.layer(strokes: ""))\(texts)</g>
      </svg>

      """
  }

  /// Around the screen, and from the top of a row to the line its characters stand on.
  private static let margin = 12
  private static let baseline = 17
}

extension PrintedSurface {
  /// Grounds and shapes as elements of SVG, in the units of ``CellShape``.
  ///
  /// - Parameter strokes: attributes of what is drawn as a stroke.
  func layer(strokes: String) -> String {
    let (across, down) = (Int(CellShape.across), Int(CellShape.down))
    var text = ""
    for patch in patches {
      text += "<rect x=\"\(patch.columns.lowerBound * across)\" y=\"\(patch.rows.lowerBound * down)\""
      text += " width=\"\(patch.columns.count * across)\" height=\"\(patch.rows.count * down)\""
      text += " fill=\"\(patch.color.hex)\" shape-rendering=\"crispEdges\"/>\n"
    }
    for (color, lines, blocks, dots) in paths {
      if !blocks.isEmpty { text += "<path d=\"\(blocks)\" fill=\"\(color.hex)\" shape-rendering=\"crispEdges\"/>\n" }
      if !lines.isEmpty { text += "<path d=\"\(lines)\" fill=\"none\" stroke=\"\(color.hex)\"\(strokes)/>\n" }
      if !dots.isEmpty {
        text += "<path d=\"\(dots)\" fill=\"none\" stroke=\"\(color.hex)\" stroke-width=\"2.4\""
        text += " stroke-linecap=\"round\"\(strokes)/>\n"
      }
    }
    return text
  }
}

/// The looks of text as classes of a style sheet, numbered as they come.
struct StyleClasses {
  private var numbers: [PrintedLook: Int] = [:]

  /// The class of a look; its ground is drawn apart.
  mutating func name(of look: PrintedLook) -> String {
    var look = look
    look.ground = look.ink
    let number = numbers[look] ?? numbers.count
    numbers[look] = number
    return "c\(number)"
  }

  /// One rule a line.
  ///
  /// - Parameter property: which of a text is its colour.
  func rules(_ property: String) -> String {
    numbers.sorted { $0.value < $1.value }.map { look, number in
      ".c\(number){\(property):\(look.ink.hex)" + (look.isBold ? ";font-weight:bold" : "")
        + (look.isItalic ? ";font-style:italic" : "") + (look.isUnderlined ? ";text-decoration:underline" : "") + "}"
    }.joined(separator: "\n")
  }
}

/// What pages and pictures have in common.
public enum Markup {
  /// Fonts that give a Chinese character twice the room of a letter, then others, by the systems that have them.
  static let fonts =
    "'Sarasa Mono SC','Noto Sans Mono CJK SC','Source Han Mono SC','Maple Mono CN','WenQuanYi Zen Hei Mono',"
    + "'NSimSun',Menlo,Consolas,'PingFang SC','Microsoft YaHei',monospace"

  /// Fonts that give signs such as arrows and ticks the room of a letter.
  static let narrowFonts = "'DejaVu Sans Mono',Menlo,Consolas,'Noto Sans Mono',monospace"

  /// Text that XML takes for text, without what a terminal would take for a command where the file is printed on one.
  public static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { out, scalar in
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      default:
        let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        let isAllowed = !isControl && scalar.value & 0xFFFE != 0xFFFE
        out.unicodeScalars.append(isAllowed ? scalar : "\u{FFFD}")
      }
    }
  }
}
