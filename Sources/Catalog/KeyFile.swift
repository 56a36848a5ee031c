import PostalModel

/// 按键: the `keys.toml` of an office: the names of commands, each with its keys; an empty list takes a command off the
/// keyboard. What the names mean is the dashboard's to say.
public struct KeyFile {
  public struct Line: Sendable {
    public var command: String
    public var keys: [String]
  }

  public let lines: [Line]
  private let entry: TOMLEntry

  init(_ file: TOMLFile) throws(CatalogError) {
    entry = file.entry
    var lines: [Line] = []
    for command in entry.table.keys where !command.hasPrefix("note") {
      lines.append(Line(command: command, keys: try entry.texts(command) ?? []))
    }
    self.lines = lines.sorted { $0.command < $1.command }
  }

  /// An error at the line of a command.
  public func wrong(_ command: String, zh: String, en: String) -> CatalogError {
    var error = entry.wrong(command, "", "")
    (error.zh, error.en) = (zh, en)
    return error
  }
}

extension Catalog {
  /// The user's keys; nil where there is no such file.
  public func keyFile() throws(CatalogError) -> KeyFile? {
    for folder in paths.user.reversed() {
      if let file = try TOMLFile(folder + "/keys.toml") { return try KeyFile(file) }
    }
    return nil
  }
}
