import Drawing
import PostalModel

/// What an empty database shows: see the demonstration, or send in a first file, and how.
public struct StartPanel {
  public var words: Words

  public init(words: Words) { self.words = words }

  public func draw(on surface: inout Surface) {
    surface.panel(Box(title: words["panel.start"], hasFocus: true), in: surface.bounds) { inside in
      Self.draw(
        steps: ["demo", "template", "import", "doctor"], below: words["start.empty"], words: words, on: &inside)
    }
  }

  /// Steps, each with the key or command that does it, below a line that says what there is.
  static func draw(steps: [String], below heading: String, words: Words, on surface: inout Surface) {
    var lines: [[Span]] = []
    if surface.height >= 6 {
      lines.append([Span(heading, .text, strong: true)])
      lines.append([])
    }
    for step in steps {
      lines.append([Span(words["start.\(step)"], .label)])
      lines.append([Span("  " + words["start.\(step).command"], .accent, strong: true)])
      if surface.height >= 14 { lines.append([]) }
    }
    if surface.height >= 16 {
      lines += surface.glyphs.wrapped([Span(words["start.note"], .dim)], to: surface.width)
    }
    for (row, line) in lines.enumerated() { surface.write(line, row: row, maxWidth: surface.width) }
  }
}

/// What the overview of a store shows that has areas and nothing reported of them: what to do first.
struct FirstReturnsPanel {
  let words: Words

  func draw(on surface: inout Surface) {
    surface.panel(Box(title: words["panel.start"], hasFocus: true), in: surface.bounds) { inside in
      StartPanel.draw(
        steps: ["goTo", "takeIn", "form", "doctor"], below: words["start.areasOnly"], words: words, on: &inside)
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
