/// Where text stands within more room than it needs.
public enum Alignment: Sendable, Hashable {
  case left, right, center
}

/// A piece of text with what it is.
public struct Span: Sendable, Hashable, ExpressibleByStringLiteral {
  public var text: String
  public var role: Role
  /// What it lies upon; nil leaves what is there, such as the band of a selected row.
  public var ground: Ground?
  public var isStrong: Bool

  public init(_ text: String, _ role: Role = .text, on ground: Ground? = nil, strong: Bool = false) {
    self.text = text
    self.role = role
    self.ground = ground
    isStrong = strong
  }

  public init(stringLiteral value: String) {
    self.init(value)
  }
}

extension Glyphs {
  /// Columns that a text takes when written.
  public func columns(of text: String) -> Int {
    var columns = 0
    for shown in ShownScalars(text, glyphs: self) { columns += shown.columns }
    return columns
  }

  /// Whether a text of so many bytes needs no measuring: no character takes more than two columns a byte, however it is
  /// spelled.
  func surelyFits(_ bytes: Int, in width: Int) -> Bool { bytes * (spelling == nil ? 3 : 4) <= width * 2 }

  /// Columns that spans take when written one after another.
  public func columns(of spans: [Span]) -> Int {
    spans.reduce(0) { $0 + columns(of: $1.text) }
  }

  /// The text as it is shown: cleaned, and spelled in the tier.
  public func shown(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for shown in ShownScalars(text, glyphs: self) { result.append(shown.scalar) }
    return String(result)
  }

  /// The text cut to at most so many columns, ending in an ellipsis if something was cut. Never half a glyph.
  public func cut(_ text: String, to width: Int) -> String {
    cut([Span(text)], to: width).first?.text ?? ""
  }

  /// The text in exactly so many columns: cut with an ellipsis, or padded with blanks.
  public func fitted(_ text: String, to width: Int, alignment: Alignment = .left) -> String {
    let text = cut(text, to: width)
    let spare = max(0, width - columns(of: text))
    let before =
      switch alignment {
      case .left: 0
      case .right: spare
      case .center: spare / 2
      }
    return String(repeating: " ", count: before) + text + String(repeating: " ", count: spare - before)
  }

  /// Spans cut to at most so many columns, with an ellipsis in the role of the span that was cut.
  public func cut(_ spans: [Span], to width: Int) -> [Span] {
    guard columns(of: spans) > width else { return spans }
    guard width > 0 else { return [] }
    let mark = columns(of: ellipsis) <= width ? ellipsis : String(repeating: ".", count: width)
    var left = width - columns(of: mark)
    var result: [Span] = []
    for var span in spans {
      let columns = columns(of: span.text)
      if columns <= left {
        result.append(span)
        left -= columns
        continue
      }
      span.text = prefix(of: span.text, columns: left) + mark
      result.append(span)
      break
    }
    return result
  }

  /// As much of the start of a text as goes into so many columns.
  private func prefix(of text: String, columns: Int) -> String {
    var result = String.UnicodeScalarView()
    var used = 0
    for shown in ShownScalars(text, glyphs: self) {
      used += shown.columns
      if used > columns { break }
      result.append(shown.scalar)
    }
    return String(result)
  }

  /// Lines of at most so many columns. Chinese may break between any two characters, but no line starts with
  /// closing punctuation or ends with opening; Latin words and figures stay whole while they fit.
  public func wrapped(_ spans: [Span], to width: Int) -> [[Span]] {
    LineBreaker(glyphs: self, width: max(1, width)).lines(spans)
  }

  public func wrapped(_ text: String, to width: Int) -> [String] {
    wrapped([Span(text)], to: width).map { $0.map(\.text).joined() }
  }
}
