import PostalModel

/// What lies in a folder of files to choose from.
public struct FolderListing: Sendable, Equatable {
  public struct Entry: Sendable, Equatable {
    public var name: String
    public var isFolder: Bool
    /// In bytes.
    public var size: Int
    public var modified: Day

    public init(name: String, isFolder: Bool, size: Int, modified: Day) {
      self.name = name
      self.isFolder = isFolder
      self.size = size
      self.modified = modified
    }
  }

  /// Absolute.
  public var path: String
  /// Folders first, then files of returns and maps, the newest first.
  public var entries: [Entry]

  public init(path: String, entries: [Entry]) {
    self.path = path
    self.entries = entries
  }

  /// The entries whose names hold a text.
  public func matching(_ filter: String) -> [Entry] {
    if filter.isEmpty { return entries }
    let wanted = filter.lowercased()
    return entries.filter { $0.name.lowercased().contains(wanted) }
  }

  /// The folder above; nil at the root.
  public var parent: String? {
    let parts = path.split(separator: "/")
    return parts.isEmpty ? nil : "/" + parts.dropLast().joined(separator: "/")
  }
}
