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
}
