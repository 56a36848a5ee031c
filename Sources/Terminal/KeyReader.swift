import CNcurses
import Drawing

/// Turns what ncurses reads into keys. Sequences that the terminal description does not know are understood if
/// they are common, and swallowed whole if not, so that no stray letters act as commands. What was begun in one read
/// and ends in a later one is held until then.
struct KeyReader {
  enum Token: Hashable {
    case character(Unicode.Scalar)
    case key(UInt32)
  }

  enum Item: Hashable {
    case key(Key)
    /// An answer of the terminal, whenever it comes.
    case report(Report)
  }

  private var held: [Token] = []
  /// The text of a paste whose end has not come.
  private var paste: [Unicode.Scalar]?

  /// A paste that no terminal's end mark ends must not fill the memory.
  private static let pasteLimit = 100_000
  private static let commandLimit = 256

  /// How long to wait for the rest of what was begun before ``flush()``; nil where nothing was.
  var patience: Duration? {
    if paste != nil { return .seconds(1) }
    guard !held.isEmpty else { return nil }
    // The rest of an answer must not be taken for keys, the rest of a key comes at once.
    return held.count > 1 && held[1] == .character("]") ? .seconds(1) : .milliseconds(100)
  }

  /// All in what was read at once. An escape with something right behind it is Alt or a sequence.
  mutating func read(_ tokens: [Token]) -> [Item] {
    guard !tokens.isEmpty else { return [] }
    held += tokens
    return take(isWhole: false)
  }

  /// Nothing more comes of what was begun: it is taken as it is.
  mutating func flush() -> [Item] {
    var items = take(isWhole: true)
    if let text = paste { items.append(.key(.pasted(Self.cleaned(text)))) }
    paste = nil
    return items
  }

  private enum Step {
    case item(Item?, next: Int)
    case pasteBegins(next: Int)
    /// More must come before it is known what this is.
    case unfinished
  }

  private mutating func take(isWhole: Bool) -> [Item] {
    var items: [Item] = []
    var index = 0
    scan: while index < held.count {
      if paste != nil {
        guard let end = pasteEnd(from: index) else {
          // Perhaps the beginning of its end mark.
          let rest = held[index...]
          let begun = (1...5).reversed().first { rest.count >= $0 && Self.endMark.starts(with: rest.suffix($0)) }
          let keep = isWhole ? 0 : begun ?? 0
          append(rest.dropLast(keep))
          index = held.count - keep
          break scan
        }
        append(held[index..<end])
        index = end + Self.endMark.count
        items.append(.key(.pasted(Self.cleaned(paste!))))
        paste = nil
        continue
      }
      switch step(from: index, isWhole: isWhole) {
      case .item(let item, let next):
        if let item { items.append(item) }
        index = next
      case .pasteBegins(let next):
        paste = []
        index = next
      case .unfinished: break scan
      }
    }
    held.removeFirst(index)
    return items
  }

  private func character(at index: Int) -> Unicode.Scalar? {
    guard index < held.count, case .character(let scalar) = held[index] else { return nil }
    return scalar
  }

  private func step(from start: Int, isWhole: Bool) -> Step {
    switch held[start] {
    case .key(let code): return .item(Self.key(code: code).map(Item.key), next: start + 1)
    case .character("\u{1B}"): break
    case .character(let scalar): return .item(.key(Key(Character(scalar))), next: start + 1)
    }
    // ncurses has waited already for what belongs to an escape.
    guard let next = character(at: start + 1), next != "\u{1B}" else { return .item(.key(.escape), next: start + 1) }
    let after = start + 2
    switch next {
    case "[", "O":
      if let step = sequence(introducer: next, from: after, isWhole: isWhole) { return step }
    case "]":
      if let step = command(from: after, isWhole: isWhole) { return step }
    default: break
    }
    guard case .character(let letter) = Key(Character(next)) else {
      return .item(.key(.escape), next: start + 1)
    }
    return .item(.key(.alt(letter)), next: after)
  }

  // MARK: Sequences

  /// The rest of a control sequence: digits and the like, then the letter that says what it is. nil if it is none.
  private func sequence(introducer: Unicode.Scalar, from start: Int, isWhole: Bool) -> Step? {
    var parameters = ""
    var index = start
    while let scalar = character(at: index) {
      index += 1
      if (0x20...0x3F).contains(scalar.value) {
        parameters.unicodeScalars.append(scalar)
        continue
      }
      guard (0x40...0x7E).contains(scalar.value) else { return .item(nil, next: index) }
      if introducer == "[" && parameters.isEmpty {
        // The mouse as it was before 1006, and function keys of the console, go on behind the letter.
        let more = scalar == "M" ? 3 : scalar == "[" ? 1 : 0
        if more > 0, index < held.count || !isWhole {
          if index + more > held.count { return isWhole ? .item(nil, next: held.count) : .unfinished }
          return .item(scalar == "M" ? mouse(from: index) : nil, next: index + more)
        }
      }
      if introducer == "[", parameters == "200", scalar == "~" { return .pasteBegins(next: index) }
      return .item(Self.item(introducer: introducer, parameters: parameters, final: scalar), next: index)
    }
    // Something else than a character, or the end.
    if index < held.count || isWhole { return index > start ? .item(nil, next: index) : nil }
    return .unfinished
  }

  /// A command that the terminal answers with, up to its end (BEL or `ESC \`). nil if it is none: its number comes first.
  private func command(from start: Int, isWhole: Bool) -> Step? {
    guard start < held.count else { return isWhole ? nil : .unfinished }
    guard let first = character(at: start), ("0"..."9").contains(first) else { return nil }
    var text = ""
    var index = start
    while let scalar = character(at: index), text.unicodeScalars.count < Self.commandLimit {
      index += 1
      if scalar == "\u{07}" { return .item(Report(command: text).map(Item.report), next: index) }
      if scalar == "\u{1B}" {
        if index == held.count, !isWhole { return .unfinished }
        let next = character(at: index) == "\\" ? index + 1 : index
        return .item(Report(command: text).map(Item.report), next: next)
      }
      text.unicodeScalars.append(scalar)
    }
    let isOver = index < held.count || isWhole || text.unicodeScalars.count >= Self.commandLimit
    return isOver ? .item(nil, next: index) : .unfinished
  }

  private static func item(introducer: Unicode.Scalar, parameters: String, final: Unicode.Scalar) -> Item? {
    if introducer == "[" {
      if let report = Report(parameters: parameters, final: final) { return .report(report) }
      if parameters.hasPrefix("<"), let mouse = mouse(parameters: parameters.dropFirst(), final: final) {
        return .key(.mouse(mouse))
      }
    }
    return key(introducer: introducer, parameters: parameters, final: final).map(Item.key)
  }

  private static func key(introducer: Unicode.Scalar, parameters: String, final: Unicode.Scalar) -> Key? {
    if let first = parameters.first, !first.isNumber { return nil }
    let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    switch final {
    case "A": return arrow(.up, .up, numbers)
    case "B": return arrow(.down, .down, numbers)
    case "C": return arrow(.right, .right, numbers)
    case "D": return arrow(.left, .left, numbers)
    // As rxvt has them.
    case "a", "b", "c", "d":
      guard parameters.isEmpty else { return nil }
      let arrow: [Key.Arrow] = [.up, .down, .right, .left]
      return .arrow(arrow[Int(final.value) - 0x61], introducer == "O" ? .control : .shift)
    case "H": return .home
    case "F": return .end
    case "Z": return .backTab
    case "M" where introducer == "O": return .enter
    case "P", "Q", "R", "S": return .function(Int(final.value) - 0x50 + 1)
    case "~": break
    default: return nil
    }
    switch numbers.first {
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

  /// What is held is the second number: 1 and the sum of 1 for Shift, 2 for Alt, 4 for Control.
  private static func arrow(_ plain: Key, _ arrow: Key.Arrow, _ numbers: [Int]) -> Key {
    numbers.count > 1 ? held(plain, arrow, numbers[1]) : plain
  }

  private static func held(_ plain: Key, _ arrow: Key.Arrow, _ number: Int) -> Key {
    guard number > 0 else { return plain }
    let bits = number - 1
    if bits & 4 != 0 { return .arrow(arrow, .control) }
    if bits & 2 != 0 { return .arrow(arrow, .alt) }
    return bits & 1 != 0 ? .arrow(arrow, .shift) : plain
  }

  // MARK: Mouse

  /// `button ; column ; row`, from 1; an `M` for down, an `m` for up.
  private static func mouse(parameters: Substring, final: Unicode.Scalar) -> Mouse? {
    let numbers = parameters.split(separator: ";").compactMap { Int($0) }
    guard numbers.count == 3, final == "M" else { return nil }
    return mouse(button: numbers[0], column: numbers[1], row: numbers[2])
  }

  /// Three characters, each 32 more than its number.
  private func mouse(from index: Int) -> Item? {
    let numbers = (index..<index + 3).compactMap { character(at: $0).map { Int($0.value) - 32 } }
    guard numbers.count == 3 else { return nil }
    return Self.mouse(button: numbers[0], column: numbers[1], row: numbers[2]).map { .key(.mouse($0)) }
  }

  private static func mouse(button: Int, column: Int, row: Int) -> Mouse? {
    guard column > 0, row > 0 else { return nil }
    // 4, 8 and 16 are keys held.
    let action: Mouse.Action
    switch button & ~28 {
    case 0: action = .press
    case 64: action = .wheelUp
    case 65: action = .wheelDown
    default: return nil
    }
    return Mouse(action, column: column - 1, row: row - 1)
  }

  // MARK: Pastes

  private static let endMark: [Token] = "\u{1B}[201~".unicodeScalars.map { .character($0) }

  private func pasteEnd(from start: Int) -> Int? {
    let last = held.count - Self.endMark.count
    guard start <= last else { return nil }
    return (start...last).first { held[$0] == Self.endMark[0] && held[$0...].starts(with: Self.endMark) }
  }

  private mutating func append(_ tokens: ArraySlice<Token>) {
    for case .character(let scalar) in tokens where paste!.count < Self.pasteLimit { paste!.append(scalar) }
  }

  private static func cleaned(_ text: [Unicode.Scalar]) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: if shown.last != " " { shown.append(" ") }
      case 0..<0x20, 0x7F..<0xA0: break
      default: shown.append(scalar)
      }
    }
    while shown.last == " " { shown.removeLast() }
    while shown.first == " " { shown.removeFirst() }
    return String(shown)
  }

  // MARK: Keys of ncurses

  private static func key(code: UInt32) -> Key? {
    if code >= CN_KEY_HELD.rawValue {
      let number = Int(code - CN_KEY_HELD.rawValue)
      switch CNKey(UInt32(number % 10)) {
      case CN_KEY_UP: return held(.up, .up, number / 10)
      case CN_KEY_DOWN: return held(.down, .down, number / 10)
      case CN_KEY_LEFT: return held(.left, .left, number / 10)
      case CN_KEY_RIGHT: return held(.right, .right, number / 10)
      default: return nil
      }
    }
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
