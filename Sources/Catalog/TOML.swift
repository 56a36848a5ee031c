import PostalModel

/// A value of a TOML file.
enum TOMLValue {
  case text(String)
  case whole(Int)
  case decimal(Double)
  case flag(Bool)
  case day(Day)
  /// A time, alone or with a day: no file of ours has one.
  case time
  case array([TOMLValue])
  case table(TOMLTable)

  var string: String? { if case .text(let value) = self { value } else { nil } }
  var int: Int? { if case .whole(let value) = self { value } else { nil } }
  var double: Double? { if case .decimal(let value) = self { value } else { nil } }
  var bool: Bool? { if case .flag(let value) = self { value } else { nil } }
  var date: Day? { if case .day(let value) = self { value } else { nil } }
  var array: [TOMLValue]? { if case .array(let value) = self { value } else { nil } }
  var table: TOMLTable? { if case .table(let value) = self { value } else { nil } }
}

/// A table of a TOML file. Its keys are in the order of the file.
final class TOMLTable {
  private(set) var keys: [String] = []
  private var values: [TOMLValue] = []
  /// By key, where there are too many to look through.
  private var places: [String: Int] = [:]
  fileprivate var origin: Origin

  /// What made it tells what may still be added to it.
  fileprivate enum Origin {
    /// The way to a section; a section of its own may follow.
    case way
    case section
    case dotted
    case inline
  }

  fileprivate init(_ origin: Origin) { self.origin = origin }

  private static let few = 12

  subscript(key: String) -> TOMLValue? { place(of: key).map { values[$0] } }

  private func place(of key: String) -> Int? {
    keys.count <= Self.few ? keys.firstIndex(of: key) : places[key]
  }

  fileprivate func set(_ key: String, _ value: TOMLValue) {
    if let place = place(of: key) {
      values[place] = value
      return
    }
    keys.append(key)
    values.append(value)
    if keys.count > Self.few {
      if places.isEmpty {
        for (place, key) in keys.enumerated() { places[key] = place }
      } else {
        places[key] = keys.count - 1
      }
    }
  }

  /// Adds a table to a list of tables, which is there.
  fileprivate func append(_ table: TOMLTable, to key: String) {
    guard let place = place(of: key), case .array(var list) = values[place] else { return }
    // Let go of, so that the list grows in place.
    values[place] = .time
    list.append(.table(table))
    values[place] = .array(list)
  }
}

/// What is wrong with a TOML text, and where.
struct TOMLFault: Error {
  /// From 1.
  var line: Int
  var zh: String
  var en: String
}

/// Reads TOML 1.0 in one pass over its bytes.
struct TOMLReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0
  private let root = TOMLTable(.section)
  private var section: TOMLTable
  /// Lists made by `[[...]]`, which alone may grow.
  private var lists: Set<ListKey> = []

  private struct ListKey: Hashable {
    var table: ObjectIdentifier
    var key: String
  }

  static func read(_ text: String) throws(TOMLFault) -> TOMLTable {
    var text = text
    return try text.withUTF8 { bytes -> Result<TOMLTable, TOMLFault> in
      var reader = TOMLReader(bytes)
      do throws(TOMLFault) { return .success(try reader.document()) } catch { return .failure(error) }
    }.get()
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    section = root
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
  }

  private func fault(_ zh: String, _ en: String, at place: Int? = nil) -> TOMLFault {
    let line = 1 + bytes.prefix(place ?? self.place).count { $0 == 10 }
    return TOMLFault(line: line, zh: zh, en: en)
  }

  /// The byte at the place; 0 at the end, which stands nowhere else in a text that is well formed.
  private var byte: UInt8 { place < bytes.count ? bytes[place] : 0 }
  private func byte(after count: Int) -> UInt8 { place + count < bytes.count ? bytes[place + count] : 0 }

  private func text(_ start: Int, _ end: Int) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
  }

  // MARK: Lines

  private mutating func document() throws(TOMLFault) -> TOMLTable {
    while true {
      try skipLines()
      guard place < bytes.count else { return root }
      if byte == UInt8(ascii: "[") {
        try header()
      } else {
        try pair(in: section)
      }
      try endLine()
    }
  }

  private mutating func skipBlanks() {
    while byte == 32 || byte == 9 { place += 1 }
  }

  /// Passes over blanks, comments and ends of lines.
  private mutating func skipLines() throws(TOMLFault) {
    while place < bytes.count {
      switch byte {
      case 32, 9, 10: place += 1
      case 13 where byte(after: 1) == 10: place += 2
      case UInt8(ascii: "#"): try skipComment()
      default: return
      }
    }
  }

  private mutating func skipComment() throws(TOMLFault) {
    while place < bytes.count, byte != 10 {
      if byte == 13, byte(after: 1) == 10 { return }
      try refuseControl()
      place += 1
    }
  }

  private func refuseControl() throws(TOMLFault) {
    if (byte < 32 && byte != 9) || byte == 127 {
      throw fault("有不可见的控制字符", "there is a control character")
    }
  }

  private mutating func endLine() throws(TOMLFault) {
    skipBlanks()
    if byte == UInt8(ascii: "#") { try skipComment() }
    if byte == 13, byte(after: 1) == 10 { place += 1 }
    guard place >= bytes.count || byte == 10 else {
      throw fault("值后面还有别的字符;一行写一个键", "something follows the value; a line holds one key")
    }
    place += 1
  }

  // MARK: Keys

  private mutating func key() throws(TOMLFault) -> String {
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      let quote = byte
      if byte(after: 1) == quote, byte(after: 2) == quote {
        throw fault("键不能跨行", "a key cannot be written over several lines")
      }
      return quote == UInt8(ascii: "\"") ? try basic() : try literal()
    }
    let start = place
    while isBare(byte) { place += 1 }
    guard place > start else { throw fault("这里应当是一个键", "a key was expected here") }
    return text(start, place)
  }

  private func isBare(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, 45, 95: true
    default: false
    }
  }

  /// The parts of a dotted key before the last, and the last.
  private mutating func path() throws(TOMLFault) -> (way: [String], key: String) {
    var way: [String] = []
    while true {
      skipBlanks()
      let key = try key()
      skipBlanks()
      guard byte == UInt8(ascii: ".") else { return (way, key) }
      way.append(key)
      place += 1
    }
  }

  private mutating func header() throws(TOMLFault) {
    let start = place
    place += 1
    let isList = byte == UInt8(ascii: "[")
    if isList { place += 1 }
    let (way, key) = try path()
    for _ in 0..<(isList ? 2 : 1) {
      guard byte == UInt8(ascii: "]") else { throw fault("节名后缺少 ]", "a ] is missing after the name of the section") }
      place += 1
    }
    var table = root
    for part in way {
      switch table[part] {
      case nil:
        let next = TOMLTable(.way)
        table.set(part, .table(next))
        table = next
      case .table(let next)? where next.origin != .inline: table = next
      case .array(let list)?:
        guard isOpen(part, of: table), case .table(let next)? = list.last else { throw taken(part, start) }
        table = next
      default: throw taken(part, start)
      }
    }
    if isList {
      let next = TOMLTable(.section)
      if table[key] == nil {
        lists.insert(ListKey(table: ObjectIdentifier(table), key: key))
        table.set(key, .array([.table(next)]))
      } else {
        guard isOpen(key, of: table) else { throw taken(key, start) }
        table.append(next, to: key)
      }
      section = next
      return
    }
    switch table[key] {
    case nil:
      section = TOMLTable(.section)
      table.set(key, .table(section))
    case .table(let next)? where next.origin == .way:
      next.origin = .section
      section = next
    default: throw taken(key, start)
    }
  }

  private func isOpen(_ key: String, of table: TOMLTable) -> Bool {
    lists.contains(ListKey(table: ObjectIdentifier(table), key: key))
  }

  private func taken(_ key: String, _ place: Int) -> TOMLFault {
    fault("\(key) 已有", "\(key) is there already", at: place)
  }

  private mutating func pair(in table: TOMLTable, depth: Int = 0) throws(TOMLFault) {
    let start = place
    let (way, key) = try path()
    guard byte == UInt8(ascii: "=") else { throw fault("键后缺少 =", "an = is missing after the key") }
    place += 1
    skipBlanks()
    var table = table
    for part in way {
      switch table[part] {
      case nil:
        let next = TOMLTable(.dotted)
        table.set(part, .table(next))
        table = next
      case .table(let next)? where next.origin == .dotted: table = next
      default: throw taken(part, start)
      }
    }
    guard table[key] == nil else { throw taken(key, start) }
    table.set(key, try value(depth: depth))
  }

  // MARK: Values

  /// Nothing of ours goes deeper than three.
  private static let deepest = 64

  private mutating func value(depth: Int) throws(TOMLFault) -> TOMLValue {
    guard depth < Self.deepest else { throw fault("嵌套太深", "too deep inside one another") }
    switch byte {
    case UInt8(ascii: "\""):
      if byte(after: 1) == 34, byte(after: 2) == 34 { return .text(try longBasic()) }
      return .text(try basic())
    case UInt8(ascii: "'"):
      if byte(after: 1) == 39, byte(after: 2) == 39 { return .text(try longLiteral()) }
      return .text(try literal())
    case UInt8(ascii: "["): return try array(depth)
    case UInt8(ascii: "{"): return try inlineTable(depth)
    default: return try plain()
    }
  }

  private mutating func array(_ depth: Int) throws(TOMLFault) -> TOMLValue {
    place += 1
    var found: [TOMLValue] = []
    while true {
      try skipLines()
      if byte == UInt8(ascii: "]") { break }
      found.append(try value(depth: depth + 1))
      try skipLines()
      if byte == UInt8(ascii: ",") {
        place += 1
      } else if byte != UInt8(ascii: "]") {
        throw fault("列表中缺少 , 或 ]", "a , or ] is missing in the list")
      }
    }
    place += 1
    return .array(found)
  }

  private mutating func inlineTable(_ depth: Int) throws(TOMLFault) -> TOMLValue {
    place += 1
    let table = TOMLTable(.section)
    skipBlanks()
    while byte != UInt8(ascii: "}") {
      try pair(in: table, depth: depth + 1)
      skipBlanks()
      if byte == UInt8(ascii: ",") {
        place += 1
        skipBlanks()
        if byte == UInt8(ascii: "}") { throw fault("{ } 中最后一项后不能有 ,", "no , may follow the last entry in { }") }
      } else if byte != UInt8(ascii: "}") {
        throw fault("{ } 中缺少 , 或 }", "a , or } is missing in { }")
      }
    }
    place += 1
    close(table)
    return .table(table)
  }

  /// Nothing is added to a table in braces, nor to what its dotted keys made.
  private func close(_ table: TOMLTable) {
    table.origin = .inline
    for key in table.keys {
      if case .table(let part)? = table[key], part.origin != .inline { close(part) }
    }
  }

  // MARK: Texts

  private mutating func basic() throws(TOMLFault) -> String {
    place += 1
    let start = place
    while byte >= 32, byte != 34, byte != 92, byte != 127 { place += 1 }
    if byte == 34, place < bytes.count {
      place += 1
      return text(start, place - 1)
    }
    var kept = Array(bytes[start..<place])
    while byte != 34 {
      if place >= bytes.count || byte == 10 { throw unclosed() }
      try refuseControl()
      if byte == 92 {
        place += 1
        try escape(into: &kept)
      } else {
        kept.append(byte)
        place += 1
      }
    }
    place += 1
    return String(decoding: kept, as: UTF8.self)
  }

  private func unclosed() -> TOMLFault { fault("字符串缺少结尾的引号", "the quote that ends the text is missing") }

  private mutating func literal() throws(TOMLFault) -> String {
    place += 1
    let start = place
    while byte != 39 {
      if place >= bytes.count || byte == 10 { throw unclosed() }
      try refuseControl()
      place += 1
    }
    place += 1
    return text(start, place - 1)
  }

  /// Passes three quotes and an end of line right after them.
  private mutating func openLong() {
    place += 3
    if byte == 13, byte(after: 1) == 10 { place += 1 }
    if byte == 10 { place += 1 }
  }

  /// At three quotes: up to two more belong to the text.
  private mutating func closeLong(_ quote: UInt8, into kept: inout [UInt8]) {
    place += 3
    for _ in 0..<2 where byte == quote {
      kept.append(quote)
      place += 1
    }
  }

  private mutating func longLiteral() throws(TOMLFault) -> String {
    let start = place
    openLong()
    var kept: [UInt8] = []
    while !(byte == 39 && byte(after: 1) == 39 && byte(after: 2) == 39) {
      if place >= bytes.count { throw fault("字符串缺少结尾的引号", "the quotes that end the text are missing", at: start) }
      try takeLong(into: &kept)
    }
    closeLong(39, into: &kept)
    return String(decoding: kept, as: UTF8.self)
  }

  private mutating func longBasic() throws(TOMLFault) -> String {
    let start = place
    openLong()
    var kept: [UInt8] = []
    while !(byte == 34 && byte(after: 1) == 34 && byte(after: 2) == 34) {
      if place >= bytes.count { throw fault("字符串缺少结尾的引号", "the quotes that end the text are missing", at: start) }
      guard byte == 92 else {
        try takeLong(into: &kept)
        continue
      }
      place += 1
      if try !skipLineEnd() { try escape(into: &kept) }
    }
    closeLong(34, into: &kept)
    return String(decoding: kept, as: UTF8.self)
  }

  private mutating func takeLong(into kept: inout [UInt8]) throws(TOMLFault) {
    // An end of line is one character, whatever wrote it.
    if byte == 13, byte(after: 1) == 10 { place += 1 }
    if byte != 10 { try refuseControl() }
    kept.append(byte)
    place += 1
  }

  /// After a backslash at the end of a line: passes over blanks and lines to the next character.
  private mutating func skipLineEnd() throws(TOMLFault) -> Bool {
    var next = place
    while next < bytes.count, bytes[next] == 32 || bytes[next] == 9 { next += 1 }
    if next + 1 < bytes.count, bytes[next] == 13, bytes[next + 1] == 10 { next += 1 }
    guard next < bytes.count, bytes[next] == 10 else { return false }
    place = next
    while byte == 32 || byte == 9 || byte == 10 || (byte == 13 && byte(after: 1) == 10) { place += 1 }
    return true
  }

  private mutating func escape(into kept: inout [UInt8]) throws(TOMLFault) {
    let mark = byte
    place += 1
    switch mark {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): kept.append(mark)
    case UInt8(ascii: "b"): kept.append(8)
    case UInt8(ascii: "t"): kept.append(9)
    case UInt8(ascii: "n"): kept.append(10)
    case UInt8(ascii: "f"): kept.append(12)
    case UInt8(ascii: "r"): kept.append(13)
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      var value: UInt32 = 0
      for _ in 0..<(mark == UInt8(ascii: "u") ? 4 : 8) {
        guard let digit = digit(byte, base: 16), value < 0x1000_0000 else { throw noCharacter() }
        value = value << 4 | UInt32(digit)
        place += 1
      }
      guard let scalar = Unicode.Scalar(value) else { throw noCharacter() }
      kept.append(contentsOf: UTF8.encode(scalar)!)
    default:
      throw fault("\\ 后只能是 b t n f r u U \" \\", "only b t n f r u U \" \\ may follow a \\")
    }
  }

  private func noCharacter() -> TOMLFault { fault("\\u 后不是字符的编号", "no number of a character follows \\u") }

  private func digit(_ byte: UInt8, base: UInt8) -> UInt8? {
    let value: UInt8
    switch byte {
    case 48...57: value = byte - 48
    case 65...70: value = byte - 55
    case 97...102: value = byte - 87
    default: return nil
    }
    return value < base ? value : nil
  }

  // MARK: Numbers, days and the rest

  private mutating func plain() throws(TOMLFault) -> TOMLValue {
    let start = place
    while isBare(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":") {
      place += 1
    }
    let word = bytes[start..<place]
    // A day and a time may have a blank between them.
    if isDay(word), word.count == 10, byte == 32, byte(after: 1) >= 48, byte(after: 1) <= 57 {
      place += 1
      while isBare(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":") {
        place += 1
      }
    }
    guard let value = meaning(start..<place) else {
      throw fault(
        "“\(text(start, place))”不是值;文字要用引号括起来", "\"\(text(start, place))\" is no value; text stands in quotes",
        at: start)
    }
    return value
  }

  private func meaning(_ range: Range<Int>) -> TOMLValue? {
    let word = bytes[range]
    if word.elementsEqual("true".utf8) { return .flag(true) }
    if word.elementsEqual("false".utf8) { return .flag(false) }
    if isDay(word) { return day(word) }
    if word.count >= 8, word[range.lowerBound + 2] == UInt8(ascii: ":") { return isTime(word) ? .time : nil }
    return number(word)
  }

  private func isDay(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    word.count >= 10 && word[word.startIndex + 4] == 45 && word[word.startIndex + 7] == 45
      && [0, 1, 2, 3, 5, 6, 8, 9].allSatisfy { digit(word[word.startIndex + $0], base: 10) != nil }
  }

  private func day(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> TOMLValue? {
    func number(_ places: Range<Int>) -> Int { places.reduce(0) { $0 * 10 + Int(word[word.startIndex + $1] - 48) } }
    guard let day = Day(number(0..<4), number(5..<7), number(8..<10)) else { return nil }
    if word.count == 10 { return .day(day) }
    guard [UInt8(ascii: "T"), UInt8(ascii: "t"), 32].contains(word[word.startIndex + 10]) else { return nil }
    var time = word.dropFirst(11)
    if let last = time.last, last == UInt8(ascii: "Z") || last == UInt8(ascii: "z") {
      time = time.dropLast()
    } else if let sign = time.lastIndex(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }) {
      guard isClock(time[(sign + 1)...]) else { return nil }
      time = time[..<sign]
    }
    return isTime(time) ? .time : nil
  }

  /// Two digits, a colon and two digits, within a day.
  private func isClock(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard word.count == 5, word[word.startIndex + 2] == UInt8(ascii: ":") else { return false }
    func pair(_ place: Int) -> UInt8? {
      guard let high = digit(word[word.startIndex + place], base: 10),
        let low = digit(word[word.startIndex + place + 1], base: 10)
      else { return nil }
      return high * 10 + low
    }
    guard let hour = pair(0), let minute = pair(3) else { return false }
    return hour < 24 && minute < 60
  }

  private func isTime(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard word.count >= 8, isClock(word.prefix(5)), word[word.startIndex + 5] == UInt8(ascii: ":"),
      digit(word[word.startIndex + 6], base: 6) != nil, digit(word[word.startIndex + 7], base: 10) != nil
    else { return false }
    let rest = word.dropFirst(8)
    return rest.isEmpty || (rest.first == UInt8(ascii: ".") && rest.count > 1 && isDigits(rest.dropFirst(), base: 10))
  }

  private func isDigits(_ word: Slice<UnsafeBufferPointer<UInt8>>, base: UInt8) -> Bool {
    word.allSatisfy { digit($0, base: base) != nil }
  }

  private func number(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> TOMLValue? {
    var rest = word
    var isNegative = false
    let hasSign = rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+")
    if hasSign { isNegative = rest.removeFirst() == UInt8(ascii: "-") }
    if rest.elementsEqual("inf".utf8) { return .decimal(isNegative ? -.infinity : .infinity) }
    if rest.elementsEqual("nan".utf8) { return .decimal(.nan) }
    guard let first = rest.first, digit(first, base: 10) != nil else { return nil }
    if first == 48, rest.count > 1, !hasSign {
      let bases: [UInt8: UInt8] = [UInt8(ascii: "x"): 16, UInt8(ascii: "o"): 8, UInt8(ascii: "b"): 2]
      if let base = bases[rest[rest.startIndex + 1]] {
        guard let digits = digits(rest.dropFirst(2), base: base) else { return nil }
        return Int(digits, radix: Int(base)).map { .whole($0) }
      }
    }
    // The whole part, then a part after the point, then one after the e.
    let end = rest.firstIndex { $0 != 95 && digit($0, base: 10) == nil } ?? rest.endIndex
    guard let whole = digits(rest[..<end], base: 10), whole.count == 1 || !whole.hasPrefix("0") else { return nil }
    if end == rest.endIndex { return Int((isNegative ? "-" : "") + whole).map { .whole($0) } }
    var spelled = (isNegative ? "-" : "") + whole
    rest = rest[end...]
    if rest.first == UInt8(ascii: ".") {
      let tail = rest.dropFirst()
      let end = tail.firstIndex { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") } ?? tail.endIndex
      guard let part = digits(tail[..<end], base: 10) else { return nil }
      spelled += "." + part
      rest = tail[end...]
    }
    if let mark = rest.first {
      guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return nil }
      var tail = rest.dropFirst()
      spelled += "e"
      if let sign = tail.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
        spelled += sign == UInt8(ascii: "-") ? "-" : ""
        tail = tail.dropFirst()
      }
      guard let part = digits(tail, base: 10) else { return nil }
      spelled += part
    }
    return Double(spelled).map { .decimal($0) }
  }

  /// Digits without the `_` between them; nil where one stands elsewhere, or there are none.
  private func digits(_ word: Slice<UnsafeBufferPointer<UInt8>>, base: UInt8) -> String? {
    var found = ""
    var wasDigit = false
    for byte in word {
      if byte == 95 {
        guard wasDigit else { return nil }
        wasDigit = false
      } else {
        guard digit(byte, base: base) != nil else { return nil }
        found.unicodeScalars.append(Unicode.Scalar(byte))
        wasDigit = true
      }
    }
    return wasDigit ? found : nil
  }
}
