import Drawing

/// Names at the left and what they stand for at the right, wrapped in a column of its own.
struct Facts {
  struct Line {
    var name: String
    var spans: [Span]
    /// Stands under a heading over the whole width.
    var isHeading = false

    init(_ name: String, _ spans: [Span]) {
      self.name = name
      self.spans = spans
    }

    static let blank = Line("", [])
    static func heading(_ name: String) -> Line {
      var line = Line(name, [])
      line.isHeading = true
      return line
    }
  }

  var lines: [Line]

  init(_ lines: [Line]) { self.lines = lines }

  /// The rows as drawn in a width.
  func rows(width: Int, glyphs: Glyphs) -> [[Span]] {
    let widest = lines.filter { !$0.isHeading }.map { glyphs.columns(of: $0.name) }.max() ?? 0
    let nameWidth = min(widest, max(4, width / 3))
    let start = nameWidth + (width >= 40 ? 3 : 1)
    var rows: [[Span]] = []
    for line in lines {
      if line.isHeading {
        rows.append([Span(line.name, .heading, strong: true)])
        continue
      }
      let wrapped = line.spans.isEmpty ? [[]] : glyphs.wrapped(line.spans, to: max(1, width - start))
      for (index, spans) in wrapped.enumerated() {
        let name = index == 0 ? glyphs.cut(line.name, to: nameWidth) : ""
        let padding = String(repeating: " ", count: max(0, start - glyphs.columns(of: name)))
        rows.append([Span(name, .label), Span(padding)] + spans)
      }
    }
    return rows
  }

  /// Draws from a row on, and returns how many rows there are.
  @discardableResult
  func draw(on surface: inout Surface, from offset: Int = 0) -> Int {
    let rows = rows(width: surface.width, glyphs: surface.glyphs)
    let start = min(max(0, offset), max(0, rows.count - surface.height))
    for (row, spans) in rows.dropFirst(start).prefix(surface.height).enumerated() {
      surface.write(spans, row: row, maxWidth: surface.width)
    }
    return rows.count
  }
}
