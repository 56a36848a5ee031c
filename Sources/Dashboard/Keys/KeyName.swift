import Drawing

/// Keys by name: as they stand in a file of keys, and as they are shown.
public enum KeyName {
  private static let named: [(key: Key, name: String, sign: String)] = [
    (.up, "Up", "↑"), (.down, "Down", "↓"), (.left, "Left", "←"), (.right, "Right", "→"), (.enter, "Enter", "Enter"),
    (.escape, "Esc", "Esc"), (.tab, "Tab", "Tab"), (.backTab, "Shift-Tab", "Shift-Tab"), (.home, "Home", "Home"),
    (.end, "End", "End"), (.pageUp, "PgUp", "PgUp"), (.pageDown, "PgDn", "PgDn"),
    (.backspace, "Backspace", "Backspace"), (.delete, "Delete", "Delete"), (.insert, "Insert", "Insert"),
    (.character(" "), "Space", "Space"),
  ]

  /// Reads a name such as `j`, `Down`, `Ctrl-L`, `Alt-x`, `F5`, `Space`; nil where there is no such key.
  public static func key(_ name: String) -> Key? {
    if let found = named.first(where: { $0.name.lowercased() == name.lowercased() }) { return found.key }
    if name.count == 1, let character = name.first, !character.isWhitespace { return Key(character) }
    let parts = name.split(separator: "-", maxSplits: 1)
    if parts.count == 2, parts[1].count == 1, let letter = parts[1].first {
      switch parts[0].lowercased() {
      case "ctrl":
        guard letter.isASCII, letter.isLetter, let lower = letter.lowercased().first else { return nil }
        // Those three the terminal sends as keys of their own.
        return ["i", "m", "h"].contains(lower) ? nil : .control(lower)
      case "alt": return .alt(letter)
      default: return nil
      }
    }
    if name.lowercased().hasPrefix("f"), let number = Int(name.dropFirst()), (1...24).contains(number) {
      return .function(number)
    }
    return nil
  }

  /// The name, which reads back as the same key.
  public static func name(_ key: Key) -> String { text(key, \.name) }

  /// As it is shown: arrows as arrows, except with 7-bit characters alone.
  public static func shown(_ key: Key, _ glyphs: Glyphs) -> String {
    glyphs.tier == .ascii ? name(key) : text(key, \.sign)
  }

  private static func text(_ key: Key, _ part: (((key: Key, name: String, sign: String)) -> String)) -> String {
    if let found = named.first(where: { $0.key == key }) { return part(found) }
    return switch key {
    case .character(let character): String(character)
    case .control(let letter): "Ctrl-" + letter.uppercased()
    case .alt(let letter): "Alt-" + String(letter)
    case .function(let number): "F\(number)"
    default: ""
    }
  }
}
