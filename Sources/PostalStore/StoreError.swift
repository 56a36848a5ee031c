import PostalModel

/// Why the store did not do what it was asked.
public enum StoreError: Error, Sendable, Equatable {
  /// The database cannot be used: exit status 3.
  case unusable(path: String, zh: String, en: String)
  /// The return was refused and nothing was stored: exit status 1.
  case refused([Problem])
  /// An undo that other imports stand on, or an import that is not there: exit status 1.
  case cannotUndo(zh: String, en: String)
  /// What was asked cannot be done as things stand: exit status 1.
  case declined(zh: String, en: String)
}
