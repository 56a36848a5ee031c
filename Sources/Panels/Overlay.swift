import Drawing

/// A sheet laid over the screen, which recedes under it.
struct Overlay {
  var title: String
  var detail: String?
  var facts: Facts
  /// The first line shown.
  var offset: Int
  /// Wider than this a line is hard to read.
  var widest = 108

  /// The width of its frame on a screen.
  private func width(on screen: Int) -> Int { screen >= 60 ? min(widest, screen - 6) : screen }

  /// How many lines it has on a screen of a width.
  func rows(on screen: Int, glyphs: Glyphs) -> Int {
    facts.rows(width: Box.interior(of: Rect(width: width(on: screen), height: 3)).width, glyphs: glyphs).count
  }

  func draw(on surface: inout Surface) {
    surface.shade()
    let width = width(on: surface.width)
    let rows = rows(on: surface.width, glyphs: surface.glyphs)
    let height = min(surface.height, rows + 2)
    let rect = Rect(
      column: (surface.width - width) / 2, row: (surface.height - height) / 2, width: width, height: height)
    let shown = min(max(0, offset), max(0, rows - (height - 2)))
    surface.mark(as: .name("outside"))
    surface.within(rect) { sheet in
      sheet.mark(as: .name("sheet"))
      let box = Box(
        title: title, detail: detail, footer: Scroll.hint(offset: shown, count: rows, height: height - 2),
        hasFocus: true, ground: .overlay)
      sheet.panel(box, in: sheet.bounds) { facts.draw(on: &$0, from: shown) }
    }
  }
}
