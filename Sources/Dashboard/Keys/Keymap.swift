import Drawing
import Panels
import PostalModel
import Synchronization

/// The keys in force: the table of ``KeyTable`` with what an office has set differently.
public struct Keymap: Sendable {
  /// Where a key is in force.
  public enum Context: String, CaseIterable, Sendable {
    /// The overview.
    case overview
    /// A table of figures on a full screen.
    case figures
    /// The same laid out as tiles.
    case tiles
    /// The open items.
    case list
    /// The panel of data: what was imported, what is owed, where sources differ, and one import.
    case ledger, due, reconcile, importRecord
    /// What plans ask, one item of it, and two plans side by side.
    case plans, planItem, compare
    /// The figures of an area, one a line.
    case measures
    /// The record of an outlet.
    case record
    /// A sheet over the screen that is only read: a clause.
    case sheet
    /// Two areas side by side.
    case besideAreas = "areas-beside"
    /// A figure is tried out with other inputs.
    case whatIf = "what-if"
    /// Figures by brand.
    case brands
    /// The parts of an area by their scores, and the lines of one of them.
    case assessment
    case assessmentLines = "assessment-lines"
    /// The palette and the list of keys, where letters are typed.
    case palette
    /// A figure taken apart, its rows, and one of them.
    case explain, sources, source
    /// An open item with its history, and a step of it while it is typed.
    case item, step
    /// A file is chosen, on its way in, tried, and stored or refused.
    case files, importing, preview, result
    /// The result of an import with rows kept out.
    case rejects
    /// An empty database.
    case start

    /// Characters are text here, so that keys without one alone are commands.
    var isTyped: Bool { self == .palette || self == .files || self == .step }
  }

  let keys: [Command: [Key]]
  /// What holds in each context, made when one first comes there.
  private let kept = Kept()
  /// What may be done at all; nil: everything.
  private let isPermitted: (@Sendable (Command, Context) -> Bool)?

  private struct Table: Sendable {
    var commands: [Key: Command] = [:]
    var hinted: [Hinted] = []
  }

  private final class Kept: Sendable {
    let tables = Mutex<[Context: Table]>([:])
  }

  /// The keys as they are shipped.
  public static let shipped = Keymap(keys: KeyTable.keys)

  private init(keys: [Command: [Key]], permitting isPermitted: (@Sendable (Command, Context) -> Bool)? = nil) {
    self.keys = keys
    self.isPermitted = isPermitted
  }

  private func table(_ context: Context) -> Table {
    kept.tables.withLock { tables in
      if let table = tables[context] { return table }
      var table = Table()
      for entry in KeyTable.entries where entry.contexts.contains(context) {
        for command in entry.commands where permits(command, in: context) {
          for key in keys[command] ?? [] where table.commands[key] == nil { table.commands[key] = command }
        }
      }
      table.hinted = Keymap.hinted(in: context, keys, table.commands)
      tables[context] = table
      return table
    }
  }

  /// The same keys where only some of it may be done: neither a key, nor a click, nor a hint leads to the rest.
  func limited(_ isPermitted: @escaping @Sendable (Command, Context) -> Bool) -> Keymap {
    Keymap(keys: keys, permitting: isPermitted)
  }

  /// May a command be carried out in a context, however it was given?
  func permits(_ command: Command, in context: Context) -> Bool { isPermitted?(command, context) ?? true }

  /// The table with some commands on other keys.
  ///
  /// - Parameter lines: the names of commands with those of their keys; none takes a command off the keyboard.
  /// - Throws: at an unknown command or key, and where a key would do two things in one place.
  public init(_ lines: [(command: String, keys: [String])]) throws(KeymapProblem) {
    var keys = KeyTable.keys
    var named: Set<Command> = []
    for line in lines {
      guard let command = Command(rawValue: line.command) else { throw .noCommand(line.command) }
      keys[command] = try line.keys.map { name throws(KeymapProblem) in
        guard let key = KeyName.key(name) else { throw .noKey(line.command, name) }
        return key
      }
      named.insert(command)
    }
    // A key taken for one thing by the file is let go by what has it as shipped.
    for command in named {
      for key in keys[command] ?? [] {
        for other in KeyTable.rivals(of: command) where !named.contains(other) {
          keys[other]?.removeAll { $0 == key }
        }
      }
    }
    if let clash = Keymap.clashes(keys).first { throw clash }
    for command in [Command.quit, .back, .enter] where keys[command]?.isEmpty != false {
      throw .needed(command.rawValue)
    }
    self.init(keys: keys)
  }

  /// Keys that would do two things in one place.
  static func clashes(_ keys: [Command: [Key]]) -> [KeymapProblem] {
    Context.allCases.flatMap { context in
      var taken: [Key: Command] = [:]
      var found: [KeymapProblem] = []
      for entry in KeyTable.entries where entry.contexts.contains(context) {
        for command in entry.commands {
          for key in keys[command] ?? [] {
            if let other = taken[key], other != command {
              found.append(.twice(KeyName.name(key), other.rawValue, command.rawValue))
            }
            taken[key] = command
          }
        }
      }
      return found
    }
  }

  public func command(_ key: Key, in context: Context) -> Command? {
    if context.isTyped, case .character = key { return nil }
    return table(context).commands[key]
  }

  /// What a key does in other places.
  func commandElsewhere(_ key: Key) -> Command? {
    KeyTable.entries.lazy.flatMap(\.commands).first { command in
      command.standsAlone && keys[command]?.contains(key) == true
        && Context.allCases.contains { permits(command, in: $0) }
    }
  }

  /// Whether a command can be given in a context at all.
  func has(_ command: Command, in context: Context) -> Bool {
    permits(command, in: context)
      && KeyTable.entries.contains { $0.contexts.contains(context) && $0.commands.contains(command) }
  }

  /// The keys of a command, such as `↓ j`.
  func shown(_ commands: [Command], _ glyphs: Glyphs) -> String {
    commands.flatMap { keys[$0] ?? [] }.map { KeyName.shown($0, glyphs) }.joined(separator: " ")
  }

  // MARK: The line of hints

  /// A hint without its words: they depend on the language.
  private struct Hinted: Sendable {
    var word: String
    /// The first key of each direction.
    var keys: [Key]
    var command: Command
  }

  func hints(in context: Context, words: Words, glyphs: Glyphs) -> [HintLine.Hint] {
    table(context).hinted.map { hint in
      HintLine.Hint(Keymap.brief(hint.keys, glyphs), words[hint.word], command: hint.command.rawValue)
    }
  }

  private static func hinted(
    in context: Context, _ keys: [Command: [Key]], _ table: [Key: Command]
  ) -> [Hinted] {
    KeyTable.entries.filter { $0.contexts.contains(context) && $0.hint != nil }.sorted { $0.hint! < $1.hint! }
      .compactMap { entry in
        let firsts = entry.slots.compactMap { slot in
          slot.commands.lazy.flatMap { keys[$0] ?? [] }.first { key in
            if context.isTyped, case .character = key { return false }
            return table[key].map(slot.commands.contains) ?? false
          }
        }
        guard !firsts.isEmpty, let command = entry.commands.first else { return nil }
        return Hinted(word: entry.word, keys: firsts, command: command)
      }
  }

  /// A row of arrows stands together, and Shift says nothing new.
  private static func brief(_ firsts: [Key], _ glyphs: Glyphs) -> String {
    if firsts == [.tab, .backTab] { return KeyName.shown(.tab, glyphs) }
    let arrows: [Key] = [.up, .down, .left, .right]
    let joint = glyphs.tier != .ascii && firsts.allSatisfy(arrows.contains) ? "" : " "
    return firsts.map { KeyName.shown($0, glyphs) }.joined(separator: joint)
  }

  // MARK: The list of keys

  /// One thing that can be done, for the list of keys, the palette and the manual.
  public struct Line: Sendable, Equatable {
    public var command: Command
    /// Empty where it is on no key.
    public var keys: String
    public var text: String
    public var group: KeyTable.Group
  }

  /// What can be done in a context, in the order of the table; digits are one line each.
  func lines(in context: Context, words: Words, glyphs: Glyphs) -> [Line] {
    KeyTable.entries.filter { $0.contexts.contains(context) }.flatMap { lines(of: $0, words: words, glyphs: glyphs) }
  }

  /// What can be done elsewhere, each once.
  func otherLines(than context: Context, words: Words, glyphs: Glyphs) -> [Line] {
    var seen = Set(KeyTable.entries.filter { $0.contexts.contains(context) }.flatMap(\.commands))
    return KeyTable.entries.flatMap { lines(of: $0, words: words, glyphs: glyphs) }.filter { line in
      seen.insert(line.command).inserted
    }
  }

  private func lines(of entry: KeyTable.Entry, words: Words, glyphs: Glyphs) -> [Line] {
    entry.slots.map { slot in
      Line(
        command: slot.commands[0], keys: shown(slot.commands, glyphs), text: entry.text(of: slot, words),
        group: entry.group)
    }
  }

  /// The names of a command's keys.
  public func names(of command: Command) -> [String] { (keys[command] ?? []).map(KeyName.name) }

  /// What a command does, by the first entry that has it.
  public func text(of command: Command, words: Words) -> String {
    for entry in KeyTable.entries {
      if let slot = entry.slots.first(where: { $0.commands.contains(command) }) { return entry.text(of: slot, words) }
    }
    return command.rawValue
  }

  // MARK: The manual

  /// A line of the manual: all keys of one entry and what they do.
  public struct ManualLine: Sendable, Equatable {
    public var keys: String
    public var text: String
    public var group: KeyTable.Group
    public var commands: [Command]
    /// In force on the screens themselves, and not only in a sheet over them.
    public var isOnScreens: Bool
  }

  /// The whole table by groups, each entry once with the places where it is in force left out.
  public func manual(words: Words, glyphs: Glyphs = Glyphs()) -> [ManualLine] {
    var lines: [ManualLine] = []
    for entry in KeyTable.entries {
      let keys = shown(entry.commands, glyphs)
      // A command on no key is found in the palette.
      guard !keys.isEmpty else { continue }
      let line = ManualLine(
        keys: keys, text: words["\(entry.word).long"], group: entry.group,
        commands: entry.commands, isOnScreens: !entry.contexts.isDisjoint(with: KeyTable.lists))
      if !lines.contains(line) { lines.append(line) }
    }
    return KeyTable.Group.allCases.flatMap { group in lines.filter { $0.group == group } }
  }
}

/// What is wrong with a file of keys.
public enum KeymapProblem: Error, Hashable, Sendable {
  case noCommand(String)
  case noKey(String, String)
  /// The key, and the two commands that want it.
  case twice(String, String, String)
  /// Without this command there would be no way out.
  case needed(String)

  /// The command whose line is wrong.
  public var command: String {
    switch self {
    case .noCommand(let name), .noKey(let name, _), .twice(_, _, let name), .needed(let name): name
    }
  }

  public func text(_ language: Language) -> String {
    switch (self, language) {
    case (.noCommand(let name), .zh): "没有命令 \(name);`yilan keys` 列出全部"
    case (.noCommand(let name), .en): "there is no command \(name); `yilan keys` lists them"
    case (.noKey(let name, let key), .zh):
      "\(name):不认识键 \(key);可写 j、Down、Ctrl-L、Alt-x、F5、Space"
    case (.noKey(let name, let key), .en):
      "\(name): there is no key \(key); write j, Down, Ctrl-L, Alt-x, F5, Space"
    case (.twice(let key, let one, let other), .zh): "键 \(key) 既是 \(one) 又是 \(other);去掉一处"
    case (.twice(let key, let one, let other), .en): "key \(key) is both \(one) and \(other); take one away"
    case (.needed(let name), .zh): "\(name) 不能没有键"
    case (.needed(let name), .en): "\(name) needs a key"
    }
  }
}
