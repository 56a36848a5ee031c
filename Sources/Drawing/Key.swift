/// What a person pressed, as far as a terminal can tell.
public enum Key: Sendable, Hashable {
  /// A character; full-width letters and signs of an input method arrive as ASCII.
  case character(Character)
  /// A letter with Control, in lower case: `.control("l")`.
  case control(Character)
  /// A character with Alt.
  case alt(Character)
  case up, down, left, right
  case enter, escape, tab, backTab
  case home, end, pageUp, pageDown
  case backspace, delete, insert
  /// F1 and on, from 1.
  case function(Int)
  /// An arrow with a key held; of several held ones Control goes before Alt, and that before Shift.
  case arrow(Arrow, Modifier)
  /// A text pasted at once; line ends in it are blanks, controls are left out.
  case pasted(String)
  case mouse(Mouse)
  /// The terminal has another size now.
  case resized

  public enum Arrow: Sendable, Hashable, CaseIterable { case up, down, left, right }
  public enum Modifier: Sendable, Hashable, CaseIterable { case shift, alt, control }

  /// The key of a character, with full-width forms folded to ASCII and controls named.
  public init(_ character: Character) {
    guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else {
      self = .character(character)
      return
    }
    switch scalar.value {
    case 0x09: self = .tab
    case 0x0A, 0x0D: self = .enter
    case 0x1B: self = .escape
    case 0x08, 0x7F: self = .backspace
    case 0x01...0x1A: self = .control(Self.character(scalar.value + 0x60))
    case 0x00, 0x1C...0x1F: self = .control(Self.character(scalar.value + 0x40))
    case 0xFF01...0xFF5E: self = .character(Self.character(scalar.value - 0xFEE0))
    case 0x3000: self = .character(" ")
    default: self = .character(character)
    }
  }

  private static func character(_ value: UInt32) -> Character {
    Unicode.Scalar(value).map(Character.init) ?? " "
  }
}
