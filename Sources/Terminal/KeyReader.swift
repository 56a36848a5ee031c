import CNcurses
import Drawing

/// Turns what ncurses reads into keys. Sequences that the terminal description does not know are understood if
/// they are common, and swallowed whole if not, so that no stray letters act as commands.
struct KeyReader {
  enum Token: Equatable {
    case character(Unicode.Scalar)
    case key(UInt32)
  }

  /// All keys in what was read at once. An escape with something right behind it is Alt or a sequence.
  static func keys(from tokens: [Token]) -> [Key] {
    var keys: [Key] = []
    var index = 0
    while index < tokens.count {
      switch tokens[index] {
      case .key(let code):
        index += 1
        if let key = key(code: code) { keys.append(key) }
      case .character("\u{1B}"):
        index += 1
        guard index < tokens.count, case .character(let next) = tokens[index], next != "\u{1B}" else {
          keys.append(.escape)
          continue
        }
        index += 1
        if next == "[" || next == "O", let sequence = sequence(in: tokens, from: index) {
          index = sequence.end
          if let key = sequence.key { keys.append(key) }
        } else if case .character(let character) = Key(Character(next)) {
          keys.append(.alt(character))
        } else {
          keys += [.escape, Key(Character(next))]
        }
      case .character(let scalar):
        index += 1
        keys.append(Key(Character(scalar)))
      }
    }
    return keys
  }

  /// The rest of a control sequence: digits and semicolons, then the letter that says what it is.
  private static func sequence(in tokens: [Token], from start: Int) -> (key: Key?, end: Int)? {
    var parameters = ""
    var index = start
    while index < tokens.count, case .character(let scalar) = tokens[index] {
      index += 1
      if (0x20...0x3F).contains(scalar.value) {
        parameters.unicodeScalars.append(scalar)
        continue
      }
      guard (0x40...0x7E).contains(scalar.value) else { return (nil, index) }
      return (key(parameters: parameters, final: scalar), index)
    }
    return index > start ? (nil, index) : nil
  }

  private static func key(parameters: String, final: Unicode.Scalar) -> Key? {
    // Reports of the mouse and of the terminal end in the letters of keys.
    if let first = parameters.first, !first.isNumber { return nil }
    switch final {
    case "A": return .up
    case "B": return .down
    case "C": return .right
    case "D": return .left
    case "H": return .home
    case "F": return .end
    case "Z": return .backTab
    case "M" where parameters.isEmpty: return .enter
    // With a parameter before it R is the answer to where the cursor is, but for F3 with a modifier, `1;5R`.
    case "R" where !parameters.isEmpty && !parameters.hasPrefix("1;"): return nil
    case "P", "Q", "R", "S": return .function(Int(final.value) - 0x50 + 1)
    case "~": break
    default: return nil
    }
    switch Int(parameters.prefix { $0 != ";" }) {
    case 1, 7: return .home
    case 4, 8: return .end
    case 2: return .insert
    case 3: return .delete
    case 5: return .pageUp
    case 6: return .pageDown
    case .some(let number) where (11...15).contains(number): return .function(number - 10)
    case .some(let number) where (17...21).contains(number): return .function(number - 11)
    case .some(let number) where (23...24).contains(number): return .function(number - 12)
    default: return nil
    }
  }

  private static func key(code: UInt32) -> Key? {
    if code > CN_KEY_FUNCTION.rawValue { return .function(Int(code - CN_KEY_FUNCTION.rawValue)) }
    switch CNKey(code) {
    case CN_KEY_UP: return .up
    case CN_KEY_DOWN: return .down
    case CN_KEY_LEFT: return .left
    case CN_KEY_RIGHT: return .right
    case CN_KEY_ENTER: return .enter
    case CN_KEY_BACK_TAB: return .backTab
    case CN_KEY_HOME: return .home
    case CN_KEY_END: return .end
    case CN_KEY_PAGE_UP: return .pageUp
    case CN_KEY_PAGE_DOWN: return .pageDown
    case CN_KEY_BACKSPACE: return .backspace
    case CN_KEY_DELETE: return .delete
    case CN_KEY_INSERT: return .insert
    case CN_KEY_RESIZED: return .resized
    default: return nil
    }
  }
}
