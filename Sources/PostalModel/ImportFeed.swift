/// An import that figures stand on, and how many of its rows they take.
public struct ImportFeed: Sendable, Equatable {
  public var entry: LedgerEntry
  public var rows: Int

  public init(entry: LedgerEntry, rows: Int) {
    self.entry = entry
    self.rows = rows
  }
}
