import Drawing
import PostalModel

/// What an empty database shows: see the demonstration, or send in a first file, and how.
public struct StartPanel {
  public var words: Words

  public init(words: Words) { self.words = words }

  public func draw(on surface: inout Surface) {
    surface.panel(Box(title: words["panel.start"], hasFocus: true), in: surface.bounds) { inside in
      var lines: [[Span]] = []
      if inside.height >= 6 {
        lines.append([Span(words["start.empty"], .text, strong: true)])
        lines.append([])
      }
      for step in ["demo", "template", "import", "doctor"] {
        lines.append([Span(words["start.\(step)"], .label)])
        lines.append([Span("  " + words["start.\(step).command"], .accent, strong: true)])
        if inside.height >= 14 { lines.append([]) }
      }
      if inside.height >= 16 {
        lines += inside.glyphs.wrapped([Span(words["start.note"], .dim)], to: inside.width)
      }
      for (row, line) in lines.enumerated() { inside.write(line, row: row, maxWidth: inside.width) }
    }
  }
}

/// While a board is being fetched, or when it could not be.
public struct WaitPanel {
  public var words: Words
  /// What went wrong; nil while waiting.
  public var failure: String?

  public init(words: Words, failure: String?) {
    self.words = words
    self.failure = failure
  }

  public func draw(on surface: inout Surface) {
    let lines = surface.glyphs.wrapped(failure ?? words["wait.loading"], to: max(1, surface.width - 4))
    let top = max(0, (surface.height - lines.count) / 2)
    for (row, line) in lines.enumerated() {
      surface.write(
        [Span(line, failure == nil ? .dim : .error)], row: top + row, width: surface.width, alignment: .center)
    }
  }
}
