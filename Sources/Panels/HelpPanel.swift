import Drawing
import PostalModel

/// The keys in force, in their groups.
public struct HelpPanel {
  public struct Group: Sendable {
    public var title: String
    public var keys: [HintLine.Hint]
    public init(title: String, keys: [HintLine.Hint]) {
      self.title = title
      self.keys = keys
    }
  }

  public var words: Words
  public var groups: [Group]
  public var offset: Int

  public init(words: Words, groups: [Group], offset: Int) {
    self.words = words
    self.groups = groups
    self.offset = offset
  }

  public func draw(on surface: inout Surface) { sheet(glyphs: surface.glyphs).draw(on: &surface) }

  /// How many lines it has on a screen.
  public func rows(in size: Size, glyphs: Glyphs) -> Int { sheet(glyphs: glyphs).rows(on: size.width, glyphs: glyphs) }

  private func sheet(glyphs: Glyphs) -> Overlay {
    var lines: [Facts.Line] = []
    for group in groups where !group.keys.isEmpty {
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(.heading(group.title))
      for hint in group.keys { lines.append(.init(hint.keys, [Span(hint.text, .text)])) }
    }
    lines.append(.blank)
    lines.append(.heading(words["help.statuses"]))
    for status in Status.allCases {
      let mark = glyphs.tier == .ascii ? status.asciiMark : status.mark
      let role = Role(rawValue: status.rawValue) ?? .text
      lines.append(
        .init(
          mark,
          [Span(words["status.\(status.rawValue)"], role), Span("  \(words["help.status.\(status.rawValue)"])", .dim)]))
    }
    lines.append(.init("\(glyphs.tier == .ascii ? "v" : "✓")*", [Span(words["help.status.clean"], .metPartial)]))
    lines.append(.init("~", [Span(words["help.status.partial"], .metPartial)]))
    return Overlay(title: words["panel.help"], facts: Facts(lines), offset: offset, widest: 84)
  }
}
