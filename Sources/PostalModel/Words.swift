/// The words of one language, by key, as `Data/words/<language>.toml` has them.
public struct Words: Sendable, Equatable {
  public let language: Language
  private let table: [String: String]

  public init(_ language: Language, _ table: [String: String]) {
    self.language = language
    self.table = table
  }

  /// The words of a key; the key itself where there are none, so that a gap is seen and not hidden.
  public subscript(_ key: String) -> String { table[key] ?? key }

  /// The words of a key with `{0}`, `{1}` and so on replaced.
  public subscript(_ key: String, _ parts: String...) -> String {
    var text = ""
    var rest = self[key][...]
    while let open = rest.firstIndex(of: "{") {
      text += rest[..<open]
      guard let close = rest[open...].firstIndex(of: "}"), let slot = Int(rest[rest.index(after: open)..<close]),
        parts.indices.contains(slot)
      else {
        text.append("{")
        rest = rest[rest.index(after: open)...]
        continue
      }
      text += parts[slot]
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  /// The words where those whose keys begin so stand in place of the keys without it: `linear.` and `say.noTarget` give
  /// `linear.say.noTarget` for `say.noTarget`.
  public func preferring(_ beginning: String) -> Words {
    var table = table
    for (key, text) in self.table where key.hasPrefix(beginning) {
      let plain = String(key.dropFirst(beginning.count))
      if self.table[plain] != nil { table[plain] = text }
    }
    return Words(language, table)
  }

  public func contains(_ key: String) -> Bool { table[key] != nil }
  public var keys: [String] { table.keys.sorted() }
}
