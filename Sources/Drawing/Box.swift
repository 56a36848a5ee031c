/// The frame of a panel, with its names set into the line.
public struct Box: Picture {
  /// The key that goes to the panel; shown before the title.
  public var key: String?
  public var title: String
  /// What the title is about, dim after it: a unit, the area shown.
  public var detail: String?
  /// Set into the upper line at the right.
  public var note: String?
  /// Set into the lower line at the right, such as a scroll hint.
  public var footer: String?
  public var hasFocus: Bool
  /// The ground laid inside; nil leaves what is there.
  public var ground: Ground?

  public init(
    key: String? = nil, title: String = "", detail: String? = nil, note: String? = nil, footer: String? = nil,
    hasFocus: Bool = false, ground: Ground? = nil
  ) {
    self.key = key
    self.title = title
    self.detail = detail
    self.note = note
    self.footer = footer
    self.hasFocus = hasFocus
    self.ground = ground
  }

  /// The room inside a frame of this size: without the lines, and a blank column at each side.
  public static func interior(of rect: Rect) -> Rect {
    rect.inset(columns: rect.width >= 8 ? 2 : 1, rows: 1)
  }

  public func draw(on surface: inout Surface) {
    let (width, height) = (surface.width, surface.height)
    guard width >= 2, height >= 1 else { return }
    let glyphs = surface.glyphs
    let line: Role = hasFocus ? .borderFocus : .border
    if let ground { surface.clear(ground: ground) }

    surface.fill(glyphs.horizontal, row: 0, column: 1, columns: width - 2, role: line)
    surface.write(glyphs.topLeft, row: 0, column: 0, role: line)
    surface.write(glyphs.topRight, row: 0, column: width - 1, role: line)
    if height >= 2 {
      for row in 1..<(height - 1) {
        surface.write(glyphs.vertical, row: row, column: 0, role: line)
        surface.write(glyphs.verticalRight, row: row, column: width - 1, role: line)
      }
      surface.fill(glyphs.horizontal, row: height - 1, column: 1, columns: width - 2, role: line)
      surface.write(glyphs.bottomLeft, row: height - 1, column: 0, role: line)
      surface.write(glyphs.bottomRight, row: height - 1, column: width - 1, role: line)
      set(footer, intoRow: height - 1, after: 1, on: &surface)
    }

    var names: [Span] = []
    if let key { names.append(Span(key, .key)) }
    if !title.isEmpty { names.append(Span(title, hasFocus ? .titleFocus : .title)) }
    if let detail, !detail.isEmpty { names.append(Span(detail, .dim)) }
    guard !names.isEmpty, width >= 6 else { return }
    var spans: [Span] = [" "]
    for name in names { spans += [name, " "] }
    let used = surface.write(spans, row: 0, column: 2, maxWidth: width - 4)
    set(note, intoRow: 0, after: 2 + used, on: &surface)
  }

  private func set(_ text: String?, intoRow row: Int, after column: Int, on surface: inout Surface) {
    guard let text, !text.isEmpty else { return }
    let columns = surface.glyphs.columns(of: text) + 2
    let start = surface.width - 2 - columns
    // A frame without its note is better than a title run into it.
    guard start > column else { return }
    surface.write(" \(text) ", row: row, column: start, role: .dim)
  }
}

extension Surface {
  /// Draws a framed panel: the frame in `rect`, then what is inside of it in its own coordinates.
  public mutating func panel(_ box: Box, in rect: Rect, _ draw: (inout Surface) throws -> Void) rethrows {
    // Of so few lines a frame would leave none for what is in it.
    if rect.height < 4, rect.width < 20 {
      within(rect) { inside in if let ground = box.ground { inside.clear(ground: ground) } }
      try within(rect, draw)
      return
    }
    self.draw(box, in: rect)
    try within(Box.interior(of: rect), draw)
  }
}
