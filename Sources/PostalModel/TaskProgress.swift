/// 任务进展: what was returned of a task, and the row it came from.
public struct TaskProgress: Sendable, Equatable {
  public var entry: TaskEntry
  public var origin: RowOrigin

  public init(entry: TaskEntry, origin: RowOrigin) {
    self.entry = entry
    self.origin = origin
  }
}

/// The line of an import a stored row came from, where the row is of no area; `SourceRow` is the same for one that is.
public struct RowOrigin: Sendable, Equatable {
  /// The number of the import in the ledger.
  public var importID: Int
  public var file: String
  /// From 1.
  public var line: Int
  /// SHA-256 of the file in hexadecimal.
  public var hash: String
  /// When it was imported, as `2025-07-05 09:12`.
  public var importedAt: String

  public init(importID: Int, file: String, line: Int, hash: String, importedAt: String) {
    self.importID = importID
    self.file = file
    self.line = line
    self.hash = hash
    self.importedAt = importedAt
  }
}
