import Drawing

/// The answer to a key that has not come yet: what the dashboard will be, and its screen.
///
/// A person who moves the cursor mostly presses the same key again, or its opposite. What it will bring is worked out while nobody
/// waits, so that it needs only be shown; any other event makes it void.
public struct NextFrame: Sendable {
  public let key: Key
  public let size: Size
  public let dashboard: Dashboard
  public let surface: Surface

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
  /// The key that takes back what a key did, where it moves the cursor.
  public func opposite(of key: Key) -> Key? {
    let pairs: [(Command, Command)] = [
      (.up, .down), (.left, .right), (.pageUp, .pageDown), (.nextPanel, .previousPanel),
    ]
    guard let command = keymap.command(key, in: context),
      let pair = pairs.first(where: { $0.0 == command || $0.1 == command }),
      let keys = keymap.keys[pair.0 == command ? pair.1 : pair.0]
    else { return nil }
    // An arrow is followed by an arrow, and a letter by a letter.
    let isLetter = if case .character = key { true } else { false }
    return keys.first { if case .character = $0 { isLetter } else { !isLetter } }
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
