/// The statements that a connection has prepared, by their text and the types of their parameters.
struct PostgresStatements {
  struct Key: Hashable {
    let sql: String
    let types: [UInt32]
  }

  private struct Kept {
    let name: String
    var lastUse: Int
  }

  /// The most that are kept.
  static let most = 256

  private var kept: [Key: Kept] = [:]
  /// Names that are kept no more and that the server still has.
  private var dropped: [String] = []
  private var uses = 0
  private var names = 0

  var count: Int { kept.count }

  /// The server's name of a statement; nil where it is not prepared.
  mutating func name(of key: Key) -> String? {
    guard let place = kept.index(forKey: key) else { return nil }
    uses += 1
    kept.values[place].lastUse = uses
    return kept.values[place].name
  }

  /// A name that no statement of the connection has had.
  mutating func newName() -> String {
    names += 1
    return "yilan_\(names)"
  }

  /// Keeps a statement that the server has under this name, in place of that which was used longest ago where there are
  /// too many.
  ///
  /// - Returns: names of which the server is now to let go.
  mutating func keep(_ name: String, of key: Key) -> [String] {
    uses += 1
    kept[key] = Kept(name: name, lastUse: uses)
    if kept.count > Self.most, let oldest = kept.min(by: { $0.value.lastUse < $1.value.lastUse }) { drop(oldest.key) }
    defer { dropped.removeAll() }
    return dropped
  }

  /// Keeps a statement no more.
  mutating func drop(_ key: Key) {
    if let old = kept.removeValue(forKey: key) { dropped.append(old.name) }
  }

  /// The server has none of them any more.
  mutating func forgetAll() {
    kept.removeAll(keepingCapacity: true)
    dropped.removeAll()
  }
}
