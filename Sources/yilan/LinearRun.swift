import Dashboard
import Drawing
import Foundation
import Panels
import PostalModel

/// The dashboard as a conversation: lines out, a command a line in, until the input ends. The places, the keys and what
/// they do are those of the drawn dashboard.
struct LinearRun {
  private var loop: Loop
  private let setup: Setup
  private let words: Words
  /// The first line of the page.
  private var first = 0
  private var place: [String] = []
  private var isOver = false

  /// Lines of a page.
  private static let pageLength = 20

  init(loop: Loop, setup: Setup) {
    self.loop = loop
    self.setup = setup
    words = setup.words
  }

  mutating func run() throws {
    loop.begin()
    if let failure = loop.failure { throw failure }
    tell()
    while !isOver, !loop.isOver {
      prompt()
      guard let line = readLine() else { break }
      take(line.trimmingCharacters(in: .whitespaces))
    }
  }

  // MARK: Out

  private func say(_ line: String) { print(line) }

  /// A script has no use for a prompt, which would stand before the next line.
  private func prompt() {
    let question = loop.dashboard.question
    if let question { say(question) }
    guard isatty(STDIN_FILENO) == 1 else { return }
    standardOutput(words[question == nil ? "linear.prompt" : "linear.prompt.confirm"] + " ")
  }

  /// What has changed of where one is, what was told, and a page of what is here.
  private mutating func tell() {
    let page = loop.dashboard.linearPage
    for line in page.place where !place.contains(line) { say(line) }
    place = page.place
    if let told = loop.dashboard.told { say(told) }
    if let text = loop.copied {
      say(text)
      loop.copied = nil
    }
    let body = page.body
    first = min(max(0, first), max(0, (body.count - 1) / Self.pageLength * Self.pageLength))
    let shown = body[first...].prefix(Self.pageLength)
    for line in shown { say(line) }
    if body.count > shown.count {
      say(words["linear.page", String(first / Self.pageLength + 1), String((body.count - 1) / Self.pageLength + 1)])
    }
    if loop.dashboard.stepTyped != nil { return say(words["linear.commands.step"]) }
    say(words[page.items.isEmpty ? "linear.commands" : "linear.commands.items"])
  }

  private func help() {
    for key in [
      "number", "open", "back", "page", "explain", "panel", "month", "sibling", "address", "find", "filter", "where",
      "key", "item", "step", "quit",
    ] {
      say(words["linear.help.\(key)"])
    }
    say(words["linear.help.panels"])
    for kind in PanelKind.allCases { say("\(kind.key) \(kind.title(words))") }
    say(words["linear.help.keys"])
    for entry in loop.dashboard.linearKeys { say("\(entry.keys) \(entry.text)") }
  }

  // MARK: In

  private mutating func take(_ line: String) {
    if loop.dashboard.question != nil { return answer(line) }
    if let draft = loop.dashboard.stepTyped, fill(draft, line) { return }
    let line = Self.folded(line)
    guard let letter = line.first else { return tell() }
    let rest = line.dropFirst().trimmingCharacters(in: .whitespaces)
    if let number = Int(line) { return open(number) }
    switch letter {
    case "q" where rest.isEmpty: isOver = true
    case "?" where rest.isEmpty: help()
    case "o" where rest.isEmpty: press([.enter])
    case "b" where rest.isEmpty: press([.escape])
    case "n" where rest.isEmpty: turn(1)
    case "p" where rest.isEmpty: turn(-1)
    case "w" where rest.isEmpty:
      place = []
      tell()
    case "d": if rest.isEmpty || Int(rest).map({ choose($0) }) == true { press([.character("d")]) }
    case "e" where rest.isEmpty: press([.character("e")])
    case "e": if let number = Int(rest), choose(number) { press([.character("e")]) } else { unknown(line) }
    case "m":
      guard let digit = rest.first, rest.count == 1, PanelKind(key: digit) != nil else { return unknown(line) }
      press([.character(digit)])
    case "[", "]", "{", "}": if rest.isEmpty { press([.character(letter)]) } else { unknown(line) }
    case ":": type(rest, in: .palette, after: .character(":"))
    case "f": type(rest, in: .palette, after: .character(":"), isEntered: false)
    case "/": type(rest, in: .filter, after: .character("/"))
    case ".": key(rest)
    default: unknown(line)
    }
  }

  /// Types a line such as `due +15` into a field of a step; the field goes by its name in either language or by the name
  /// it is told with.
  ///
  /// - Returns: false where the line names no field.
  private mutating func fill(_ draft: StepDraft, _ line: String) -> Bool {
    let parts = line.split(maxSplits: 1) { $0 == " " || $0 == ":" || $0 == "\u{FF1A}" || $0 == "\u{3000}" }
    guard let name = parts.first.map({ Self.folded(String($0)).lowercased() }),
      let field = draft.fields.first(where: {
        name == $0.rawValue || name == words["step.field.\($0.rawValue)"].lowercased()
      }), let now = draft.fields.firstIndex(of: draft.field), let wanted = draft.fields.firstIndex(of: field)
    else { return false }
    let text = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
    let typed = field == .on || field == .due ? Self.folded(text) : text
    press(
      Array(repeating: wanted > now ? Key.down : .up, count: abs(wanted - now)) + [.control("u")]
        + typed.map { Key.character($0) })
    return true
  }

  /// Full-width letters, digits and signs of an input method as ASCII, at the beginning of a line.
  private static func folded(_ line: String) -> String {
    String(
      line.map { character in
        if character == "\u{3002}" { return "." }
        if case .character(let folded) = Key(character) { return folded }
        return character
      })
  }

  private mutating func answer(_ line: String) {
    let isYes = ["y", "yes", "是"].contains(line.lowercased())
    press([.character(isYes ? "y" : "n")])
  }

  private mutating func unknown(_ line: String) {
    say(words["linear.unknown", line])
  }

  private mutating func choose(_ number: Int) -> Bool {
    guard (1...max(1, loop.dashboard.linearPage.items.count)).contains(number), !loop.dashboard.linearPage.items.isEmpty
    else {
      say(words["linear.noNumber", String(number)])
      return false
    }
    loop.send(.chosen(number - 1))
    return true
  }

  private mutating func open(_ number: Int) { if choose(number) { press([.enter]) } }

  private mutating func turn(_ pages: Int) {
    let count = loop.dashboard.linearPage.body.count
    let next = first + pages * Self.pageLength
    guard next >= 0, next < count else { return say(words[pages > 0 ? "linear.lastPage" : "linear.firstPage"]) }
    first = next
    // Rows of a figure are fetched as the cursor comes near their end.
    let lines = loop.dashboard.linearPage
    let item = next - lines.lines.count
    if lines.items.indices.contains(item) { loop.send(.chosen(min(item + Self.pageLength, lines.items.count - 1))) }
    tell()
  }

  /// Gives a text to where it is typed. Where that cannot be opened letters would be commands, and it is left out.
  private mutating func type(
    _ text: String, in place: Dashboard.Typing, after opener: Key, isEntered: Bool = true
  ) {
    if loop.dashboard.typing == nil { send([opener]) }
    switch loop.dashboard.typing {
    case place?: press([.control("u"), .pasted(text)] + (isEntered ? [.enter] : []))
    // A list of files or of what the palette found is narrowed.
    case .some where place == .filter: press([.control("u"), .pasted(text)])
    case .some: unknown(":" + text)
    case nil: press([.pasted(text)])
    }
  }

  /// The letters of this conversation stay what they are, whatever keys an office has set.
  private mutating func send(_ keys: [Key], by keymap: Keymap = .shipped) {
    let own = loop.dashboard.keymap
    loop.dashboard.keymap = keymap
    for key in keys { loop.send(.key(key)) }
    loop.send(.paused)
    loop.dashboard.keymap = own
  }

  private mutating func press(_ keys: [Key], by keymap: Keymap = .shipped) {
    let before = loop.dashboard.place
    send(keys, by: keymap)
    wait()
    if loop.isOver || loop.dashboard.question != nil { return }
    if loop.dashboard.place != before || keys != [.escape] { first = 0 }
    tell()
  }

  /// A key by its name, for everything that has no command of its own.
  private mutating func key(_ name: String) {
    guard let key = KeyName.key(name) else { return unknown("." + name) }
    press([key], by: loop.dashboard.keymap)
  }

  /// Until an import or undo has ended: what comes of it is told at once.
  private mutating func wait() {
    guard let work = loop.work else { return }
    while work.isUnderWay {
      for event in work.take() { loop.send(event) }
      usleep(10_000)
    }
    for event in work.take() { loop.send(event) }
  }
}
