/// A surface taken apart for a picture or a page: grounds, shapes and text, each at its place.
struct PrintedSurface {
  /// A rectangle of one ground, in columns and rows.
  struct Patch: Hashable {
    var color: Color
    var columns: Range<Int>
    var rows: Range<Int>
  }

  /// Characters that are written together: of one look, and all of one or all of two columns.
  struct Text: Hashable {
    var row: Int
    var column: Int
    /// Columns it takes, whatever the font makes of it.
    var columns: Int
    var text: String
    var look: PrintedLook
  }

  /// The ground of the whole, which has no patch.
  let ground: Color
  private(set) var patches: [Patch] = []
  private(set) var texts: [Text] = []
  /// Shapes by their colour as path data, in the units of ``CellShape``, in the order the colours first appear.
  private(set) var paths: [(color: Color, lines: String, blocks: String, dots: String)] = []

  init(_ surface: Surface, theme: Theme) {
    ground = theme.printedLook(of: Style()).ground
    var open: [Patch] = []
    var shapes: [Color: [(shape: CellShape, row: Int, column: Int)]] = [:]
    var colors: [Color] = []
    for row in 0..<surface.height {
      var laid: [Patch] = []
      for (columns, style) in surface.runs(row: row) {
        let look = theme.printedLook(of: style)
        if look.ground != ground {
          if let last = laid.last, last.color == look.ground, last.columns.upperBound == columns.lowerBound {
            laid[laid.count - 1].columns = last.columns.lowerBound..<columns.upperBound
          } else {
            laid.append(Patch(color: look.ground, columns: columns, rows: row..<(row + 1)))
          }
        }
        for column in columns {
          guard let cell = surface.cell(row: row, column: column), !cell.isContinuation else { continue }
          if let scalar = cell.scalar, let found = CellShape.shapes(of: scalar) {
            if shapes[look.ink] == nil { colors.append(look.ink) }
            shapes[look.ink, default: []] += found.map { ($0, row, column) }
          } else {
            add(surface.characters(of: cell), columns: Int(cell.columns), row: row, column: column, look)
          }
        }
      }
      // A patch goes on downwards as long as the row below has the same one.
      for (place, patch) in laid.enumerated() {
        if let above = open.first(where: { $0.color == patch.color && $0.columns == patch.columns }) {
          laid[place].rows = above.rows.lowerBound..<patch.rows.upperBound
        }
      }
      patches += open.filter { above in
        !laid.contains { $0.color == above.color && $0.columns == above.columns }
      }
      open = laid
    }
    patches += open
    texts = texts.compactMap(Self.trimmed)
    paths = colors.map { color in
      let data = PathData(shapes[color] ?? [])
      return (color, data.lines, data.blocks, data.dots)
    }
  }

  /// Text joins what is before it, if fonts are sure to give each of its characters the same room: letters of ASCII, or
  /// wide ones. Any other stands by itself.
  private mutating func add(_ text: String, columns: Int, row: Int, column: Int, _ look: PrintedLook) {
    if let last = texts.last, last.row == row, last.column + last.columns == column, last.look == look,
      Self.isRegular(text, columns), Self.isRegular(last.text, columns),
      last.columns == columns * last.text.unicodeScalars.count,
      // Where two blanks stand together the text begins anew.
      !(text == " " && last.text.hasSuffix(" ") && !look.isUnderlined), !(last.text == " " && !look.isUnderlined)
    {
      texts[texts.count - 1].text += text
      texts[texts.count - 1].columns += columns
    } else {
      texts.append(Text(row: row, column: column, columns: columns, text: text, look: look))
    }
  }

  /// Whether text is of letters of ASCII, or of wide characters, as `columns` says.
  private static func isRegular(_ text: String, _ columns: Int) -> Bool {
    text.unicodeScalars.allSatisfy { $0.isASCII == (columns == 1) }
  }

  /// Without the blanks at its end; nil if there is nothing else. Blanks that are underlined are seen.
  private static func trimmed(_ text: Text) -> Text? {
    if text.look.isUnderlined { return text }
    var text = text
    while text.text.hasSuffix(" ") {
      text.text.removeLast()
      text.columns -= 1
    }
    return text.text.isEmpty ? nil : text
  }
}

/// Shapes as the path data of SVG.
private struct PathData {
  private(set) var lines = ""
  private(set) var blocks = ""
  private(set) var dots = ""

  init(_ shapes: [(shape: CellShape, row: Int, column: Int)]) {
    var wide: (x: Double, y: Double, width: Double, height: Double)?
    func closeBlock(_ text: inout String) {
      if let wide {
        text += "M\(Self.number(wide.x)) \(Self.number(wide.y))h\(Self.number(wide.width))"
        text += "v\(Self.number(wide.height))h\(Self.number(-wide.width))z"
      }
      wide = nil
    }
    var run: (x: Double, y: Double, toX: Double, toY: Double)?
    func close(_ text: inout String) {
      if let run { text += "M\(Self.number(run.x)) \(Self.number(run.y))" + Self.straight(run) }
      run = nil
    }
    for (shape, row, column) in shapes {
      let (left, top) = (Double(column) * CellShape.across, Double(row) * CellShape.down)
      switch shape {
      case .line(let x, let y, let toX, let toY):
        // A level line goes on through the cells beside it.
        if let last = run, last.toX == left + x, last.y == top + y, y == toY, last.y == last.toY {
          run?.toX = left + toX
        } else {
          close(&lines)
          run = (left + x, top + y, left + toX, top + toY)
        }
      case .corner(let x, let y, _, let toY):
        close(&lines)
        // Straight to a little before the middle, round it, straight on.
        let (middle, center) = (CellShape.across / 2, CellShape.down / 2)
        let radius = middle
        let (endY, side) = (toY > y ? center + radius : center - radius, left + middle)
        lines += "M\(Self.number(left + x)) \(Self.number(top + y))"
        lines += "Q\(Self.number(side)) \(Self.number(top + center)) \(Self.number(side)) \(Self.number(top + endY))"
        lines += "V\(Self.number(top + toY))"
      case .block(let x, let y, let width, let height):
        // So does a bar.
        if let last = wide, last.x + last.width == left + x, last.y == top + y, last.height == height {
          wide?.width += width
        } else {
          closeBlock(&blocks)
          wide = (left + x, top + y, width, height)
        }
      case .dot(let x, let y):
        dots += "M\(Self.number(left + x)) \(Self.number(top + y))h.01"
      }
    }
    close(&lines)
    closeBlock(&blocks)
  }

  private static func straight(_ line: (x: Double, y: Double, toX: Double, toY: Double)) -> String {
    line.y == line.toY ? "H\(number(line.toX))" : "V\(number(line.toY))"
  }

  /// At most three decimals.
  private static func number(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    let (whole, part) = (abs(thousandths) / 1000, abs(thousandths) % 1000)
    let sign = thousandths < 0 ? "-" : ""
    if part == 0 { return "\(sign)\(whole)" }
    var digits = String(part + 1000).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(sign)\(whole).\(digits)"
  }
}
