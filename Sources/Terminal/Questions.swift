import Drawing

/// What a terminal can be asked at start.
public enum Question: Sendable, Hashable, CaseIterable {
  /// How many columns it gives to an ambiguous character.
  case ambiguous
  /// The colour behind its text (OSC 11).
  case background
  /// Whether it can show a frame whole (mode 2026).
  case synchronizedOutput
}

/// What a terminal said of itself; nil where it did not.
public struct Answers: Sendable, Hashable {
  public var ambiguous: AmbiguousWidth?
  public var background: Color?
  public var hasSynchronizedOutput: Bool?

  public init(
    ambiguous: AmbiguousWidth? = nil, background: Color? = nil, hasSynchronizedOutput: Bool? = nil
  ) {
    self.ambiguous = ambiguous
    self.background = background
    self.hasSynchronizedOutput = hasSynchronizedOutput
  }

  mutating func take(_ report: Report) {
    switch report {
    // The cursor stood in the first column before the character was written.
    case .cursor(_, let column): ambiguous = column > 1 ? AmbiguousWidth(rawValue: column - 1) : nil
    case .background(let color): background = color
    // 1 and 2 are on and off, 3 is on for ever; 0 is unknown and 4 off for ever.
    case .mode(let number, let state): if number == 2026 { hasSynchronizedOutput = (1...3).contains(state) }
    }
  }
}

/// An answer of the terminal among what is typed.
enum Report: Sendable, Hashable {
  /// Both from 1.
  case cursor(row: Int, column: Int)
  case background(Color)
  case mode(number: Int, state: Int)

  /// A control sequence that is an answer, such as `ESC [ 12 ; 2 R`.
  init?(parameters: String, final: Unicode.Scalar) {
    let isMode = parameters.hasPrefix("?") && parameters.hasSuffix("$")
    let numbers = (isMode ? String(parameters.dropFirst().dropLast()) : parameters)
      .split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let first = numbers[0], let second = numbers[1] else { return nil }
    switch (final, isMode) {
    case ("R", false): self = .cursor(row: first, column: second)
    case ("y", true): self = .mode(number: first, state: second)
    default: return nil
    }
  }

  /// What stands between `ESC ]` and its end.
  init?(command: String) {
    guard command.hasPrefix("11;"), let color = Self.color(command.dropFirst(3)) else { return nil }
    self = .background(color)
  }

  /// A colour as X writes it: `rgb:` or `rgba:` with one to four digits each, or `#` with as many.
  static func color(_ text: Substring) -> Color? {
    var parts: [Substring]
    if text.hasPrefix("#") {
      let digits = text.dropFirst()
      guard digits.count % 3 == 0 else { return nil }
      let length = digits.count / 3
      parts = (0..<3).map { digits.dropFirst($0 * length).prefix(length) }
    } else {
      guard let colon = text.firstIndex(of: ":") else { return nil }
      parts = text[text.index(after: colon)...].split(separator: "/", omittingEmptySubsequences: false)
      switch text[..<colon] {
      case "rgb": guard parts.count == 3 else { return nil }
      case "rgba": guard parts.count == 4 else { return nil }
      default: return nil
      }
    }
    let bytes = parts.prefix(3).compactMap { part -> UInt8? in
      guard (1...4).contains(part.count), part.allSatisfy(\.isHexDigit), let value = Int(part, radix: 16) else {
        return nil
      }
      let full = (1 << (4 * part.count)) - 1
      return UInt8((value * 255 + full / 2) / full)
    }
    return bytes.count == 3 ? Color(red: bytes[0], green: bytes[1], blue: bytes[2]) : nil
  }
}
