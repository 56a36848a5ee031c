import Drawing
import PostalModel

/// 命令面板: a line to type in, and what it found, over the screen.
public struct PalettePanel {
  public var words: Words
  public var text: String
  public var rows: [PaletteRow]
  /// Names above rows, by their place.
  public var headings: [Int: String]
  public var cursor: Int
  /// What the line asks for while nothing is typed.
  public var prompt: String
  public var title: String
  /// A list of keys has them before what they do, the palette after it.
  public var hasKeysFirst: Bool
  /// At the side, with the screen beside it as it is: for themes, which are seen there.
  public var isAside: Bool

  public init(
    words: Words, title: String, prompt: String, text: String, rows: [PaletteRow], headings: [Int: String],
    cursor: Int, hasKeysFirst: Bool = false, isAside: Bool = false
  ) {
    self.words = words
    self.title = title
    self.prompt = prompt
    self.text = text
    self.rows = rows
    self.headings = headings
    self.cursor = cursor
    self.hasKeysFirst = hasKeysFirst
    self.isAside = isAside
  }

  /// The room it takes on a screen: it keeps its place while the list grows and shrinks.
  public static func frame(in size: Size) -> Rect {
    let width = size.width >= 60 ? min(96, size.width - 6) : size.width
    let height = size.height >= 16 ? max(12, min(size.height - 4, size.height * 3 / 4)) : size.height
    return Rect(
      column: (size.width - width) / 2, row: size.height >= 16 ? min(2, size.height - height) : 0, width: width,
      height: height)
  }

  /// How many rows it shows at once.
  public static func page(in size: Size) -> Int { max(1, frame(in: size).height - 5) }

  public func draw(on surface: inout Surface) {
    var frame = PalettePanel.frame(in: surface.size)
    if isAside, surface.width >= 70 {
      frame = Rect(
        column: surface.width - 36, row: 1, width: 34, height: min(surface.height - 2, rows.count + 5))
    } else {
      surface.shade()
    }
    surface.mark(as: .name("outside"))
    surface.within(frame) { sheet in
      sheet.mark(as: .name("sheet"))
      let lines = lines
      guard sheet.height >= 6 else {
        // No room for a frame: what is typed, and what Enter would take.
        sheet.clear(ground: .overlay)
        drawInput(on: &sheet)
        sheet.within(sheet.bounds.splitTop(1).rest) {
          drawList(
            rows.indices.map(Line.row), from: Scroll.offset(selection: cursor, count: rows.count, height: $0.height),
            on: &$0)
        }
        return
      }
      let room = max(1, sheet.height - 4)
      let selected = lines.firstIndex { if case .row(cursor) = $0 { true } else { false } }
      let offset = Scroll.offset(selection: cursor == 0 ? 0 : selected, count: lines.count, height: room)
      let box = Box(
        title: title, footer: Scroll.hint(offset: offset, count: lines.count, height: room),
        hasFocus: true, ground: .overlay)
      sheet.panel(box, in: sheet.bounds) { inside in
        drawInput(on: &inside)
        let list = inside.height >= 5 ? inside.bounds.splitTop(2).rest : inside.bounds.splitTop(1).rest
        inside.within(list) { drawList(lines, from: offset, on: &$0) }
      }
    }
  }

  private enum Line {
    case heading(String)
    case row(Int)
  }

  private var lines: [Line] {
    rows.indices.flatMap { row in (headings[row].map { [Line.heading($0)] } ?? []) + [.row(row)] }
  }

  private func drawInput(on surface: inout Surface) {
    var spans: [Span] = [Span(":", .key, strong: true), " "]
    if text.isEmpty {
      spans += [Span("_", .accent), Span(" \(prompt)", .dim)]
    } else {
      // Of a long text the end is seen, where it is typed.
      var shown = text[...]
      while surface.glyphs.columns(of: String(shown)) > surface.width - 4, !shown.isEmpty { shown.removeFirst() }
      spans += [Span(String(shown), .text, strong: true), Span("_", .accent)]
    }
    surface.write(spans, row: 0, maxWidth: surface.width)
    guard surface.height >= 5 else { return }
    surface.fill(surface.glyphs.horizontal, row: 1, column: 0, columns: surface.width, role: .border)
  }

  private func drawList(_ lines: [Line], from offset: Int, on surface: inout Surface) {
    let glyphs = surface.glyphs
    guard !rows.isEmpty else {
      surface.write([Span(words["palette.none"], .dim)], row: 0, maxWidth: surface.width)
      return
    }
    let keysWidth = min(rows.map { glyphs.columns(of: $0.keys) }.max() ?? 0, surface.width / 3)
    let kindWidth =
      hasKeysFirst || surface.width < 50 ? 0 : rows.map { glyphs.columns(of: kindName($0)) }.max() ?? 0
    let leadWidth = hasKeysFirst ? keysWidth : kindWidth
    let end = surface.width - (hasKeysFirst || keysWidth == 0 ? 0 : keysWidth + 2)
    let start = leadWidth > 0 ? leadWidth + 2 : 0
    let widest = rows.map { glyphs.columns(of: $0.title) }.max() ?? 0
    let titleWidth = min(widest, max(8, hasDetails ? (end - start) * 3 / 5 : end - start))
    for (row, line) in lines.dropFirst(offset).prefix(surface.height).enumerated() {
      switch line {
      case .heading(let name): surface.write([Span(name, .label, strong: true)], row: row, maxWidth: surface.width)
      case .row(let index):
        let item = rows[index]
        if index == cursor { surface.band(row, ground: .selection) }
        surface.mark(Rect(row: row, width: surface.width, height: 1), as: .row(index))
        let keys = Span(item.keys, item.isOff ? .dim : .key, strong: !item.isOff)
        let lead = hasKeysFirst ? keys : Span(kindName(item), .dim)
        surface.write([lead], row: row, width: leadWidth, alignment: .left)
        surface.write(title(of: item, isSelected: index == cursor), row: row, column: start, maxWidth: titleWidth)
        let after = start + titleWidth + 2
        if !item.detail.isEmpty, end > after {
          surface.write(
            [Span(item.detail, item.isOff ? .notice : .dim)], row: row, column: after, maxWidth: end - after)
        }
        if !hasKeysFirst, keysWidth > 0 {
          surface.write(
            [keys], row: row, column: surface.width - keysWidth, width: keysWidth, alignment: .right)
        }
      }
    }
  }

  private var hasDetails: Bool { rows.contains { !$0.detail.isEmpty } }

  private func kindName(_ row: PaletteRow) -> String { words["palette.kind.\(row.kind.rawValue)"] }

  private func title(of row: PaletteRow, isSelected: Bool) -> [Span] {
    let role: Role = row.role.flatMap(Role.init(rawValue:)) ?? (row.isOff ? .dim : .text)
    guard let matched = row.matched, !row.isOff else { return [Span(row.title, role, strong: isSelected)] }
    let characters = Array(row.title)
    let range = matched.clamped(to: 0..<characters.count)
    return [
      Span(String(characters[..<range.lowerBound]), role, strong: isSelected),
      Span(String(characters[range]), .accent, strong: true),
      Span(String(characters[range.upperBound...]), role, strong: isSelected),
    ].filter { !$0.text.isEmpty }
  }
}
