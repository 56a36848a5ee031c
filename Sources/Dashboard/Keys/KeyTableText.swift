import PostalModel

/// The table of keys as text, for the README.
public enum KeyTableText {
  /// A table of three columns: the keys of screens, and what they do in both languages.
  public static func markdown(_ keymap: Keymap, zh: Words, en: Words) -> String {
    var lines = ["| 键 key | 做什么 | what it does |", "|---|---|---|"]
    for (left, right) in zip(keymap.manual(words: zh), keymap.manual(words: en)) where left.isOnScreens {
      let keys = left.keys.split(separator: " ").map { "`\($0)`" }.joined(separator: " ")
      lines.append("| \(keys) | \(left.text) | \(right.text) |")
    }
    return lines.joined(separator: "\n")
  }
}
