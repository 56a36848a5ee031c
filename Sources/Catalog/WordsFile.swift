/// `words/<language>.toml`: flat lines of `"key" = "text"`, read by a scanner of its own, since a general parser takes
/// longer for these than for everything else together.
enum WordsFile {
  static func read(_ bytes: [UInt8], file: String, into table: inout [String: String]) throws(CatalogError) {
    var scanner = Scanner(bytes: bytes, file: file)
    // The first file is its own list of what has been there.
    let isFirst = table.isEmpty
    var seen: Set<String> = []
    table.reserveCapacity(table.count + bytes.count / 48)
    while try scanner.nextLine() {
      let key = try scanner.key()
      try scanner.equals()
      let before = table.updateValue(try scanner.quoted(), forKey: key)
      guard isFirst ? before == nil : seen.insert(key).inserted else {
        throw scanner.error("键 \(key) 已有", "the key \(key) is there already")
      }
      try scanner.end()
    }
  }

  private struct Scanner {
    let bytes: [UInt8]
    let file: String
    var place = 0
    var line = 1

    init(bytes: [UInt8], file: String) {
      self.bytes = bytes
      self.file = file
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    }

    func error(_ zh: String, _ en: String) -> CatalogError { CatalogError(file: file, line: line, zh: zh, en: en) }

    private func malformed() -> CatalogError {
      error("每行须写成 \"键\" = \"文字\"", "every line must be written as \"key\" = \"text\"")
    }

    private var byte: UInt8 { place < bytes.count ? bytes[place] : 0 }

    private mutating func skipBlanks() {
      while byte == 32 || byte == 9 { place += 1 }
    }

    /// Moves to the next line that says something; false at the end.
    mutating func nextLine() throws(CatalogError) -> Bool {
      while place < bytes.count {
        skipBlanks()
        switch byte {
        case 10:
          line += 1
          place += 1
        case 13: place += 1
        case 35: while place < bytes.count, byte != 10 { place += 1 }
        default: return place < bytes.count
        }
      }
      return false
    }

    mutating func key() throws(CatalogError) -> String {
      if byte == 34 { return try quoted() }
      let start = place
      while isBare(byte) { place += 1 }
      guard place > start else { throw malformed() }
      return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private func isBare(_ byte: UInt8) -> Bool {
      switch byte {
      case 48...57, 65...90, 97...122, 45, 46, 95: true
      default: false
      }
    }

    mutating func equals() throws(CatalogError) {
      skipBlanks()
      guard byte == 61 else { throw malformed() }
      place += 1
      skipBlanks()
    }

    mutating func end() throws(CatalogError) {
      skipBlanks()
      if byte == 13 { place += 1 }
      guard place >= bytes.count || byte == 10 || byte == 35 else { throw malformed() }
    }

    mutating func quoted() throws(CatalogError) -> String {
      guard byte == 34 else { throw malformed() }
      place += 1
      let start = place
      while place < bytes.count, byte != 34, byte != 92, byte != 10 { place += 1 }
      if byte == 34, place < bytes.count {
        defer { place += 1 }
        return try text(bytes[start..<place])
      }
      var kept = Array(bytes[start..<place])
      while place < bytes.count, byte != 34 {
        guard byte != 10 else { throw malformed() }
        if byte == 92 {
          place += 1
          try escape(into: &kept)
        } else {
          kept.append(byte)
          place += 1
        }
      }
      guard place < bytes.count else { throw malformed() }
      place += 1
      return try text(kept[...])
    }

    private mutating func escape(into kept: inout [UInt8]) throws(CatalogError) {
      let mark = byte
      place += 1
      switch mark {
      case 34, 92: kept.append(mark)
      case 110: kept.append(10)
      case 116: kept.append(9)
      case 117, 85:
        let length = mark == 117 ? 4 : 8
        guard place + length <= bytes.count,
          let value = UInt32(String(decoding: bytes[place..<place + length], as: UTF8.self), radix: 16),
          let scalar = Unicode.Scalar(value)
        else { throw malformed() }
        place += length
        kept.append(contentsOf: Array(String(Character(scalar)).utf8))
      default:
        throw error("只能用 \\\" \\\\ \\n \\t \\uXXXX 转义", "only \\\" \\\\ \\n \\t \\uXXXX may be escaped")
      }
    }

    private func text(_ part: ArraySlice<UInt8>) throws(CatalogError) -> String {
      guard let text = String(validating: part, as: UTF8.self) else {
        throw error("不是 UTF-8 文本,请另存为 UTF-8", "not UTF-8 text; save it as UTF-8")
      }
      return text
    }
  }
}
