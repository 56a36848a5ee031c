/// Lists given to a statement as one argument, an array in JSON, and read there as a table with a column `value`: there may
/// be more areas than a statement takes arguments.
enum JSONList {
  /// - Parameter slot: the placeholder of the list.
  static func numbers(_ slot: String = "?") -> String {
    "(SELECT CAST(value AS INTEGER) AS value FROM json_each(\(slot)))"
  }

  static func argument(_ numbers: some Sequence<Int>) -> String {
    "[" + numbers.map(String.init).joined(separator: ",") + "]"
  }

  /// A list of texts, in the place of one argument.
  static let texts = "(SELECT value FROM json_each(?))"

  static func argument(_ texts: some Sequence<String>) -> String {
    let escaped = texts.map { text in
      var json = "\""
      for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\": json += "\\" + String(scalar)
        case _ where scalar.value < 0x20:
          json += "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
        default: json.unicodeScalars.append(scalar)
        }
      }
      return json + "\""
    }
    return "[" + escaped.joined(separator: ",") + "]"
  }
}
