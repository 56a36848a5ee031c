/// Puts the store's SQL, which is SQLite's, into PostgreSQL's words.
///
/// Statements keep to what both know; here is what they only spell otherwise. What PostgreSQL lacks altogether are
/// functions of the store's schema (`PostgresGround`).
enum PostgresDialect {
  /// One statement with `$1` and so on.
  struct Translated: Equatable {
    var sql: String
    /// What its placeholders take: of the arguments given in order, by place from 0, or by name.
    var slots: [Slot]
    /// How many arguments in order it uses up.
    var places: Int

    enum Slot: Hashable {
      case place(Int)
      case name(String)
    }
  }

  /// The columns that make a row's key, of tables into which rows are put over others.
  static let keys: [String: [String]] = [
    "meta": ["key"], "code_change": ["old"], "ended_area": ["area"], "changed_parent": ["area"], "area": ["id"],
    "form_level": ["anchor", "form"], "packaging_sum": ["area", "month", "sample"],
    "safety_sum": ["area", "month", "sample"], "village_sum": ["area", "month", "sample"],
    "outlet_change": ["outlet"],
  ]

  /// - Parameter sql: one or several statements.
  static func translate(_ sql: String) -> [Translated] {
    tokens(of: sql).split { $0.text == ";" }.map { Array($0) }.filter { !$0.isEmpty }.flatMap { tokens in
      ([tokens] + [indexOfRows(tokens)].compactMap(\.self)).map { one(tokens: $0) }
    }
  }

  // MARK: tokens

  struct Token: Equatable {
    enum Kind { case word, number, text, symbol, slot }

    var kind: Kind
    var text: String
    /// A blank stands before it.
    var isApart: Bool

    /// A word as PostgreSQL and SQLite compare them.
    var folded: String { kind == .word ? text.uppercased() : text }
  }

  /// Comments are left out.
  static func tokens(of sql: String) -> [Token] {
    let bytes = Array(sql.utf8)
    var found: [Token] = []
    var place = 0
    var isApart = false
    func isWord(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "_") || byte >= 0x80
        || (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
    }
    func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
    func take(_ kind: Token.Kind, to end: Int) {
      found.append(Token(kind: kind, text: String(decoding: bytes[place..<end], as: UTF8.self), isApart: isApart))
      place = end
      isApart = false
    }
    func end(from start: Int, _ goesOn: (UInt8) -> Bool) -> Int {
      var end = start
      while end < bytes.count, goesOn(bytes[end]) { end += 1 }
      return end
    }
    while place < bytes.count {
      let byte = bytes[place]
      let next = place + 1 < bytes.count ? bytes[place + 1] : 0
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        isApart = true
        place += 1
      case UInt8(ascii: "-") where next == byte:
        place = end(from: place) { $0 != UInt8(ascii: "\n") }
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        var last = place + 1
        while last < bytes.count {
          if bytes[last] == byte {
            guard last + 1 < bytes.count, bytes[last + 1] == byte else { break }
            last += 1
          }
          last += 1
        }
        take(.text, to: min(last + 1, bytes.count))
      case UInt8(ascii: "?"): take(.slot, to: end(from: place + 1, isDigit))
      case UInt8(ascii: ":") where isWord(next):
        take(.slot, to: end(from: place + 1) { isWord($0) || isDigit($0) })
      case _ where isWord(byte): take(.word, to: end(from: place) { isWord($0) || isDigit($0) })
      case _ where isDigit(byte): take(.number, to: end(from: place) { isDigit($0) || $0 == UInt8(ascii: ".") })
      default:
        let pairs = ["<>", "<=", ">=", "||", "!=", "==", "<<", ">>"]
        let pair = String(decoding: [byte, next], as: UTF8.self)
        take(.symbol, to: place + (pairs.contains(pair) ? 2 : 1))
      }
    }
    return found
  }

  // MARK: one statement

  private static func one(tokens: [Token]) -> Translated {
    var tokens = tokens
    let isTable =
      ["CREATE TABLE", "CREATE TEMP", "ALTER TABLE"].contains(tokens.prefix(2).map(\.folded).joined(separator: " "))
      && tokens.contains { $0.folded == "TABLE" }
    respell(&tokens)
    if isTable { declare(&tokens) }
    if tokens.first?.folded == "CREATE", tokens.contains(where: { $0.folded == "INDEX" }) { unqualifyIndex(&tokens) }
    join(&tokens)
    compare(&tokens)
    fillLists(&tokens)
    putIn(&tokens)
    nameSelects(&tokens)
    return number(tokens)
  }

  private static func word(_ text: String) -> Token { Token(kind: .word, text: text, isApart: true) }

  private static func words(_ text: String) -> [Token] { Self.tokens(of: " " + text) }

  /// Words with another spelling, and hints that only SQLite takes.
  private static func respell(_ tokens: inout [Token]) {
    var place = 0
    while place < tokens.count {
      guard tokens[place].kind == .word else {
        place += 1
        continue
      }
      let isCall = place + 1 < tokens.count && tokens[place + 1].text == "("
      let isQualifier = place + 1 < tokens.count && tokens[place + 1].text == "."
      switch tokens[place].folded {
      case "IFNULL" where isCall: tokens[place].text = "COALESCE"
      case "GROUP_CONCAT" where isCall: tokens[place].text = "string_agg"
      case "CHAR" where isCall: tokens[place].text = "chr"
      case "MAX" where isCall && arguments(of: tokens, at: place + 1) > 1: tokens[place].text = "GREATEST"
      case "MIN" where isCall && arguments(of: tokens, at: place + 1) > 1: tokens[place].text = "LEAST"
      case "TEMP" where isQualifier: tokens[place].text = "pg_temp"
      case "INTEGER": tokens[place].text = "BIGINT"
      case "BLOB": tokens[place].text = "BYTEA"
      case "INDEXED" where place + 2 < tokens.count && tokens[place + 1].folded == "BY":
        tokens.removeSubrange(place..<place + 3)
        continue
      default: break
      }
      place += 1
    }
  }

  /// The arguments of a call whose bracket opens at a place.
  private static func arguments(of tokens: [Token], at open: Int) -> Int {
    var depth = 0
    var count = 1
    for token in tokens[open...] {
      switch token.text {
      case "(": depth += 1
      case ")":
        depth -= 1
        if depth == 0 { return count }
      case "," where depth == 1: count += 1
      default: break
      }
    }
    return count
  }

  /// The place after the bracket that closes the one at a place.
  private static func close(_ tokens: [Token], _ open: Int) -> Int {
    var depth = 0
    for place in open..<tokens.count {
      if tokens[place].text == "(" { depth += 1 }
      if tokens[place].text == ")" {
        depth -= 1
        if depth == 0 { return place + 1 }
      }
    }
    return tokens.count
  }

  /// Types and keys of a table; one without a key of its own gets numbers for its rows.
  private static func declare(_ tokens: inout [Token]) {
    var place = 0
    var hasKey = tokens.first?.folded == "ALTER"
    while place < tokens.count {
      switch tokens[place].folded {
      case "PRIMARY":
        hasKey = true
        // A number that is given by itself where none is.
        if place > 0, tokens[place - 1].folded == "BIGINT" {
          let identity = words("GENERATED BY DEFAULT AS IDENTITY")
          tokens.insert(contentsOf: identity, at: place)
          place += identity.count
        }
      case "TEXT" where tokens[place].kind == .word:
        let order = words("COLLATE \"C\"")
        tokens.insert(contentsOf: order, at: place + 1)
        place += order.count
      case "WITHOUT":
        tokens.removeSubrange(place...min(place + 1, tokens.count - 1))
        continue
      default: break
      }
      place += 1
    }
    guard !hasKey, let open = tokens.firstIndex(where: { $0.text == "(" }) else { return }
    tokens.insert(
      contentsOf: words(", rowid BIGINT GENERATED BY DEFAULT AS IDENTITY"), at: close(tokens, open) - 1)
  }

  /// Rows are found by the numbers of a table without a key, as SQLite finds them.
  ///
  /// - Returns: the statement that makes the index; nil of other statements than such a table's.
  private static func indexOfRows(_ tokens: [Token]) -> [Token]? {
    guard tokens.prefix(2).map(\.folded) == ["CREATE", "TABLE"], !tokens.contains(where: { $0.folded == "PRIMARY" }),
      let open = tokens.firstIndex(where: { $0.text == "(" }), open > 0
    else { return nil }
    let table = tokens[open - 1].text
    return words("CREATE INDEX \(table)_rowid ON \(table) (rowid)")
  }

  /// An index lies where its table does.
  private static func unqualifyIndex(_ tokens: inout [Token]) {
    guard let on = tokens.firstIndex(where: { $0.folded == "ON" }) else { return }
    var isTemporary = false
    for place in (1..<on).reversed() where tokens[place].text == "." {
      isTemporary = tokens[place - 1].text == "pg_temp"
      tokens.removeSubrange((place - 1)...place)
      tokens[place - 1].isApart = true
    }
    guard isTemporary, let on = tokens.firstIndex(where: { $0.folded == "ON" }) else { return }
    tokens.insert(contentsOf: words("pg_temp."), at: on + 1)
  }

  /// SQLite takes CROSS JOIN with a condition, and joins in the order given.
  private static func join(_ tokens: inout [Token]) {
    var place = 0
    while place + 2 < tokens.count {
      defer { place += 1 }
      guard tokens[place].folded == "CROSS", tokens[place + 1].folded == "JOIN" else { continue }
      var next = place + 2
      if tokens[next].text == "(" {
        next = close(tokens, next)
      } else {
        next += 1
        while next + 1 < tokens.count, tokens[next].text == "." { next += 2 }
        // A table of a function.
        if next < tokens.count, tokens[next].text == "(" { next = close(tokens, next) }
      }
      if next < tokens.count, tokens[next].folded == "AS" { next += 1 }
      if next < tokens.count, tokens[next].kind == .word, !Self.follows.contains(tokens[next].folded) { next += 1 }
      if next < tokens.count, tokens[next].folded == "ON" {
        tokens[place + 1].isApart = tokens[place].isApart
        tokens.remove(at: place)
      }
    }
  }

  /// Words that come after a table and are no other name of it.
  private static let follows: Set<String> = [
    "ON", "WHERE", "JOIN", "CROSS", "LEFT", "INNER", "GROUP", "ORDER", "LIMIT", "UNION", "EXCEPT", "INTERSECT", "SET",
    "HAVING", "WINDOW", "RETURNING", "USING", "NATURAL", "FULL", "RIGHT", "AS", "OFFSET", "EXCLUDED", "VALUES",
    "SELECT",
  ]

  /// A list of nothing, which only SQLite takes.
  private static func fillLists(_ tokens: inout [Token]) {
    var place = 0
    while place + 2 < tokens.count {
      defer { place += 1 }
      guard tokens[place].folded == "IN", tokens[place + 1].text == "(", tokens[place + 2].text == ")" else { continue }
      tokens.insert(contentsOf: words("SELECT 0 WHERE FALSE"), at: place + 2)
    }
  }

  /// `IS` between two values.
  private static func compare(_ tokens: inout [Token]) {
    var place = 0
    while place + 1 < tokens.count {
      defer { place += 1 }
      guard tokens[place].kind == .word, tokens[place].folded == "IS" else { continue }
      let isNot = tokens[place + 1].folded == "NOT"
      let next = place + (isNot ? 2 : 1)
      guard next < tokens.count,
        !["NULL", "TRUE", "FALSE", "DISTINCT", "UNKNOWN"].contains(tokens[next].folded)
      else { continue }
      if isNot { tokens.remove(at: place + 1) }
      tokens.insert(contentsOf: words(isNot ? "DISTINCT FROM" : "NOT DISTINCT FROM"), at: place + 1)
    }
  }

  /// `INSERT OR IGNORE` and `INSERT OR REPLACE`.
  private static func putIn(_ tokens: inout [Token]) {
    guard
      let place = tokens.indices.first(where: {
        $0 + 3 < tokens.count && tokens[$0].folded == "INSERT" && tokens[$0 + 1].folded == "OR"
      })
    else { return }
    let isIgnored = tokens[place + 2].folded == "IGNORE"
    tokens.removeSubrange(place + 1...place + 2)
    if isIgnored {
      tokens += words("ON CONFLICT DO NOTHING")
      return
    }
    var next = place + 2
    while next + 2 < tokens.count, tokens[next + 1].text == "." { next += 2 }
    let key = keys[tokens[next].text] ?? []
    var columns: [String] = []
    if next + 1 < tokens.count, tokens[next + 1].text == "(" {
      columns = tokens[(next + 2)..<close(tokens, next + 1) - 1].filter { $0.kind == .word }.map(\.text)
    }
    precondition(!key.isEmpty && !columns.isEmpty, "rows put over others of \(tokens[next].text) without a key")
    let rest = columns.filter { !key.contains($0) }.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    tokens += words("ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE SET \(rest)")
  }

  /// A select in place of a table has to have a name.
  private static func nameSelects(_ tokens: inout [Token]) {
    var place = 0
    var count = 0
    while place + 1 < tokens.count {
      defer { place += 1 }
      guard tokens[place].text == "(", place > 0,
        ["SELECT", "WITH", "VALUES"].contains(tokens[place + 1].folded),
        ["FROM", "JOIN"].contains(tokens[place - 1].folded)
      else { continue }
      // `IS NOT DISTINCT FROM (SELECT …)` compares.
      if place > 1, tokens[place - 1].folded == "FROM", tokens[place - 2].folded == "DISTINCT" { continue }
      let end = close(tokens, place)
      if end < tokens.count, tokens[end].folded == "AS" { continue }
      if end < tokens.count, tokens[end].kind == .word, !follows.contains(tokens[end].folded) { continue }
      count += 1
      tokens.insert(contentsOf: words("AS select_\(count)"), at: end)
    }
  }

  // MARK: placeholders

  private static func number(_ tokens: [Token]) -> Translated {
    var slots: [Translated.Slot] = []
    var numbers: [Translated.Slot: Int] = [:]
    var next = 0
    var places = 0
    var sql = ""
    for token in tokens {
      if token.isApart, !sql.isEmpty { sql += " " }
      guard token.kind == .slot else {
        sql += token.text
        continue
      }
      var slot: Translated.Slot
      if token.text == "?" {
        slot = .place(next)
        next += 1
      } else if token.text.hasPrefix("?"), let number = Int(token.text.dropFirst()) {
        slot = .place(number - 1)
        next = max(next, number)
      } else {
        slot = .name(String(token.text.dropFirst()))
      }
      if case .place(let place) = slot { places = max(places, place + 1) }
      let number = numbers[slot] ?? slots.count + 1
      if numbers.updateValue(number, forKey: slot) == nil { slots.append(slot) }
      sql += "$\(number)"
    }
    return Translated(sql: sql, slots: slots, places: places)
  }
}
