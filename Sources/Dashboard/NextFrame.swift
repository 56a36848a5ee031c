import Drawing

/// The answer to a key that has not come yet: what the dashboard will be, and its screen.
///
/// A person who moves the cursor mostly presses the same key again, or its opposite, or goes on by pages. What it will bring
/// is worked out while nobody waits, so that it needs only be shown; any other event makes it void.
public struct NextFrame: Sendable {
  public let key: Key
  public let size: Size
  public let dashboard: Dashboard
  public let surface: Surface

  /// So many are kept ready.
  public static let limit = 4

  /// nil where the key is not one of those pressed again and again, or where it asks for something outside: that is not
  /// done before it is asked for.
  public init?(after key: Key, from dashboard: Dashboard, size: Size) {
    guard dashboard.isStep(key) else { return nil }
    var next = dashboard
    guard next.update(.key(key)).isEmpty else { return nil }
    self.key = key
    self.size = size
    self.dashboard = next
    surface = next.view(size)
  }
}

extension Dashboard {
  /// The keys that will most likely come after one, the likeliest first: the same, its opposite, a line and a page.
  public func likely(after key: Key) -> [Key] {
    let pairs: [(Command, Command)] = [
      (.up, .down), (.left, .right), (.pageUp, .pageDown), (.nextPanel, .previousPanel),
    ]
    var likely = [key]
    // An arrow is followed by an arrow, and a letter by a letter.
    let isLetter = if case .character = key { true } else { false }
    func add(_ command: Command) {
      guard let keys = keymap.keys[command] else { return }
      let fitting = keys.first { if case .character = $0 { isLetter } else { !isLetter } }
      if let next = fitting ?? keys.first, !likely.contains(next) { likely.append(next) }
    }
    if let command = keymap.command(key, in: context),
      let pair = pairs.first(where: { $0.0 == command || $0.1 == command })
    {
      add(pair.0 == command ? pair.1 : pair.0)
    }
    for command in [Command.down, .up, .pageDown, .pageUp] { add(command) }
    return likely
  }

  /// Whether a key moves the cursor, and nothing is being typed.
  fileprivate func isStep(_ key: Key) -> Bool {
    guard session.input == nil, session.queue.isEmpty, palette == nil, count == nil else { return false }
    return switch keymap.command(key, in: context) {
    case .up, .down, .left, .right, .pageUp, .pageDown, .nextPanel, .previousPanel: true
    default: false
    }
  }
}
