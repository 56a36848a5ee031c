import Drawing

/// Numbers typed before a command: `5j`, `3 Enter`.
///
/// A digit opens its panel at once. When a command that takes a number follows in the same breath, the digit was its
/// number: the panel is left again and the command given so often.
extension Dashboard {
  /// Larger numbers are held at this.
  private static let countLimit = 9999

  /// A digit that opens a panel or begins or goes on with a number; nil for other keys.
  mutating func takeDigit(_ key: Key, _ command: Command?) -> [Effect]? {
    guard case .character(let character) = key, character.isASCII, let digit = character.wholeNumberValue,
      command?.panel != nil || command == nil
    else { return nil }
    let begun = count
    guard digit > 0 || begun != nil else { return nil }
    let before = begun?.before ?? Left(session)
    let effects = command.map { run($0, count: nil) } ?? []
    count = (min((begun?.number ?? 0) * 10 + digit, Dashboard.countLimit), before)
    return effects + [.awaitPause]
  }

  /// The number for a command; where one was typed the panel its digits opened is left again.
  mutating func takeCount(for command: Command, _ key: Key) -> Int? {
    guard let (number, before) = count else { return nil }
    count = nil
    switch key {
    // Arrows are pressed after looking where one is.
    case .up, .down, .left, .right, .pageUp, .pageDown, .home, .end, .tab, .backTab: return nil
    default: break
    }
    guard command.takesCount else { return nil }
    before.restore(&session)
    return number
  }

  /// Where one was before a digit opened its panel. What else has happened since then stays: keys that wait, marks, a
  /// file on its way in.
  struct Left: Sendable {
    private let session: Session

    init(_ session: Session) { self.session = session }

    func restore(_ now: inout Session) {
      // In a sheet digits open nothing.
      guard now.sheets.isEmpty else { return }
      now.spot = session.spot
      now.history = session.history
      now.future = session.future
      now.sheets = session.sheets
    }
  }
}
