import Drawing
import PostalModel

/// 原文: an office's own text of a plan, opened at a clause.
public struct ClausePanel {
  public var words: Words
  public var title: String
  public var clause: String
  /// nil where the office has attached none.
  public var text: String?
  public var plan: String
  /// Lines below the clause; negative above it.
  public var offset: Int

  public init(words: Words, title: String, plan: String, clause: String, text: String?, offset: Int = 0) {
    self.words = words
    self.title = title
    self.plan = plan
    self.clause = clause
    self.text = text
    self.offset = offset
  }

  /// Wider than this a line is hard to read.
  private static let widest = 92

  private func width(on screen: Int) -> Int { screen >= 60 ? min(ClausePanel.widest, screen - 6) : screen }

  private struct Lines {
    var rows: [(text: String, isFound: Bool)]
    /// The row the clause begins at.
    var start: Int
    var isFound: Bool
  }

  private func lines(width: Int, glyphs: Glyphs) -> Lines {
    guard let text else {
      let hint = glyphs.wrapped(words["clause.none"], to: width) + [""]
      let command = ["  yilan plans attach \(plan) FILE.txt", ""]
      let rest = glyphs.wrapped(words["clause.local"], to: width)
      return Lines(rows: (hint + command + rest).map { ($0, false) }, start: 0, isFound: true)
    }
    let finder = ClauseFinder(text)
    let found = finder.line(of: clause)
    var rows: [(String, Bool)] = []
    var start = 0
    for (index, line) in finder.lines.enumerated() {
      if index == found { start = rows.count }
      let plain = line.replacing("\t", with: "  ")
      let wrapped = plain.allSatisfy(\.isWhitespace) ? [""] : glyphs.wrapped(plain, to: width - 2)
      // Blank lines one after another say nothing more.
      if wrapped == [""], rows.last?.0 == "" { continue }
      rows += wrapped.map { ($0, index == found) }
    }
    return Lines(rows: rows, start: start, isFound: found != nil)
  }

  /// How far it can be scrolled, from the clause: lines above and below.
  public func reach(in size: Size, glyphs: Glyphs) -> ClosedRange<Int> {
    let lines = lines(width: width(on: size.width) - 4, glyphs: glyphs)
    let height = max(1, size.height - 5)
    return -lines.start...max(0, lines.rows.count - height - lines.start)
  }

  public func draw(on surface: inout Surface) {
    surface.shade()
    let width = width(on: surface.width)
    let lines = lines(width: width - 4, glyphs: surface.glyphs)
    let height = min(surface.height, max(8, min(lines.rows.count + 2, surface.height)))
    let rect = Rect(
      column: (surface.width - width) / 2, row: (surface.height - height) / 2, width: width, height: height)
    let first = min(max(0, lines.start + offset), max(0, lines.rows.count - (height - 2)))
    let box = Box(
      title: words["panel.clause"], detail: "\(title) \(clause)",
      note: lines.isFound ? nil : words["clause.notFound"],
      footer: Scroll.hint(offset: first, count: lines.rows.count, height: height - 2), hasFocus: true, ground: .overlay)
    surface.mark(as: .name("outside"))
    surface.within(rect) { sheet in
      sheet.mark(as: .name("sheet"))
      sheet.panel(box, in: sheet.bounds) { inside in
        for (row, line) in lines.rows.dropFirst(first).prefix(inside.height).enumerated() {
          if line.isFound { inside.write(inside.glyphs.vertical, row: row, role: .accent) }
          inside.write(
            line.text, row: row, column: 2, role: line.isFound ? .value : .text, strong: line.isFound,
            maxWidth: inside.width - 2)
        }
      }
    }
  }
}
