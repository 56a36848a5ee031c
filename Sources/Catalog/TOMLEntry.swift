import PostalModel

/// A TOML file read into memory, with its text for finding lines again.
struct TOMLFile {
  let file: String
  let text: String
  let root: TOMLTable

  /// nil where there is no such file.
  init?(_ path: String) throws(CatalogError) {
    guard let text = try Files.text(path) else { return nil }
    try self.init(path, text: text)
  }

  init(_ path: String, text: String) throws(CatalogError) {
    file = path
    self.text = text
    do throws(TOMLFault) { root = try TOMLReader.read(text) } catch {
      throw CatalogError(
        file: path, line: error.line, zh: "不是合法的 TOML:\(error.zh)", en: "not valid TOML: \(error.en)")
    }
  }

  var entry: TOMLEntry { TOMLEntry(source: self, table: root, section: nil, inner: nil) }
}

/// A table of a TOML file: its values by key, each with an error that names file, line, key and what is allowed.
struct TOMLEntry {
  let source: TOMLFile
  let table: TOMLTable
  /// The section it is: name, and its number from 0 where there are several of that name.
  let section: (name: String, index: Int)?
  /// The number from 0 of an inline table within an array of the section.
  let inner: (key: String, index: Int?)?

  // MARK: Values

  func text(_ key: String) throws(CatalogError) -> String? {
    guard let value = table[key] else { return nil }
    guard let text = value.string else { throw wrong(key, "须为字符串", "must be text in quotes") }
    return text
  }

  /// Text that must be there and not be empty.
  func neededText(_ key: String) throws(CatalogError) -> String {
    guard let text = try text(key) else { throw missing(key) }
    guard !text.isEmpty else { throw wrong(key, "不能为空", "must not be empty") }
    return text
  }

  /// A name as used in addresses and files: small letters, digits, `_` and `-`.
  func name(_ key: String) throws(CatalogError) -> String {
    let text = try neededText(key)
    let isName = text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 || $0 == 45 }
    guard isName else {
      throw wrong(key, "只能用小写字母、数字、_ 和 -", "takes small letters, digits, _ and - only")
    }
    return text
  }

  func whole(_ key: String, in range: ClosedRange<Int>) throws(CatalogError) -> Int? {
    guard let value = table[key] else { return nil }
    guard let number = value.int, range.contains(number) else {
      throw wrong(
        key, "须为 \(range.lowerBound) 到 \(range.upperBound) 的整数",
        "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// An exact number, written as a whole number or with decimals.
  func amount(_ key: String) throws(CatalogError) -> Amount? {
    guard let value = table[key] else { return nil }
    // The largest figure a plan names is below ten trillion, which millionths of an Int still hold.
    let limit = 9_000_000_000_000
    if let number = value.int, number.magnitude <= limit { return Amount(number) }
    if let number = value.double, number.isFinite, number.magnitude <= Double(limit) { return Amount(number) }
    throw wrong(key, "须为数字", "must be a number")
  }

  func flag(_ key: String) throws(CatalogError) -> Bool? {
    guard let value = table[key] else { return nil }
    guard let flag = value.bool else { throw wrong(key, "须为 true 或 false", "must be true or false") }
    return flag
  }

  /// A day as `"2025-12-31"`, with or without quotes; nil where empty.
  func day(_ key: String) throws(CatalogError) -> Day? {
    guard let value = table[key] else { return nil }
    if let day = value.date { return day }
    if let text = value.string {
      if text.isEmpty { return nil }
      if let day = Day(text) { return day }
    }
    throw wrong(key, "须为日期,如 2025-12-31", "must be a date such as 2025-12-31")
  }

  func code(_ key: String) throws(CatalogError) -> AreaCode? {
    guard let text = try text(key), !text.isEmpty else { return nil }
    guard let code = AreaCode(text) else {
      throw wrong(key, "须为区划代码(2、4、6、9 或 12 位数字)", "must be an area code of 2, 4, 6, 9 or 12 digits")
    }
    return code
  }

  func choice<Choice: RawRepresentable<String>>(
    _ key: String, _ allowed: [Choice]
  ) throws(CatalogError) -> Choice? {
    guard let text = try text(key) else { return nil }
    if let found = allowed.first(where: { $0.rawValue == text }) { return found }
    let words = allowed.map(\.rawValue).joined(separator: " ")
    throw wrong(key, "不能是“\(text)”,只能是:\(words)", "cannot be \"\(text)\"; one of: \(words)")
  }

  /// A list of texts; one text stands for a list of one.
  func texts(_ key: String) throws(CatalogError) -> [String]? {
    guard let value = table[key] else { return nil }
    if let text = value.string { return [text] }
    guard let array = value.array else {
      throw wrong(key, "须为字符串或字符串的列表", "must be text or a list of texts")
    }
    var found: [String] = []
    for index in 0..<array.count {
      guard let text = array[index].string else {
        throw wrong(key, "列表中只能有字符串", "takes texts only in its list")
      }
      found.append(text)
    }
    return found
  }

  /// The tables of an array: `[[target]]` of a file, or the inline tables of a section.
  func tables(_ key: String) throws(CatalogError) -> [TOMLEntry] {
    guard let value = table[key] else { return [] }
    let form = section == nil ? "[[\(key)]]" : "\(key) = [{ ... }]"
    guard let array = value.array else { throw wrong(key, "须写成 \(form)", "must be written as \(form)") }
    var found: [TOMLEntry] = []
    found.reserveCapacity(array.count)
    for index in 0..<array.count {
      guard let table = array[index].table else { throw wrong(key, "须写成 \(form)", "must be written as \(form)") }
      found.append(
        TOMLEntry(
          source: source, table: table, section: section ?? (key, index),
          inner: section == nil ? nil : (key, index)))
    }
    return found
  }

  /// A section such as `[roles]`.
  func sub(_ key: String) throws(CatalogError) -> TOMLEntry? {
    guard let value = table[key] else { return nil }
    guard let table = value.table else { throw wrong(key, "须写成一节 [\(key)]", "must be a section [\(key)]") }
    return TOMLEntry(source: source, table: table, section: section ?? (key, 0), inner: nil)
  }

  /// An inline table of a section, such as `text = { color = "#d0d7de" }`.
  func inline(_ key: String) throws(CatalogError) -> TOMLEntry? {
    guard let value = table[key] else { return nil }
    guard let table = value.table else { throw wrong(key, "须写成 { ... }", "must be written as { ... }") }
    return TOMLEntry(source: source, table: table, section: section, inner: (key, nil))
  }

  /// Refuses keys that mean nothing, apart from those that begin with `note`: a slip must not be silent.
  func allow(_ allowed: Set<String>) throws(CatalogError) {
    for key in table.keys where !allowed.contains(key) && !key.hasPrefix("note") {
      let words = allowed.sorted().joined(separator: " ")
      throw wrong(key, "没有这个键;可用的键:\(words)", "there is no such key; allowed: \(words)")
    }
  }

  // MARK: Errors

  func missing(_ key: String) -> CatalogError {
    CatalogError(
      file: source.file, line: headerLine, zh: "\(path)缺少 \(key)", en: "\(path)\(key) is missing")
  }

  func wrong(_ key: String, _ zh: String, _ en: String) -> CatalogError {
    CatalogError(file: source.file, line: line(of: key), zh: "\(path)\(key):\(zh)", en: "\(path)\(key): \(en)")
  }

  /// `[[target]] 3 `, or nothing at the top of the file.
  private var path: String {
    guard let section else { return "" }
    let isArray = source.root[section.name]?.array != nil
    let own = isArray ? "[[\(section.name)]] \(section.index + 1) " : "[\(section.name)] "
    guard let inner else { return own }
    return own + inner.key + (inner.index.map { " \($0 + 1) " } ?? ".")
  }

  private var headerLine: Int { line(of: nil) }

  /// The line of a key, from 1; nil for where the table begins. For errors that are found when the values of the parser
  /// are gone.
  func lineNumber(of key: String?) -> Int { line(of: key) }

  /// The lines of the keys that are there.
  var lineNumbers: [String: Int] {
    var numbers: [String: Int] = [:]
    for key in table.keys { numbers[key] = line(of: key) }
    return numbers
  }

  /// The line of a key of this table, found by reading the text again; that of the section where it is not found.
  private func line(of given: String?) -> Int {
    // An inline table stands on the line of its own key; those of a list are found by theirs.
    let key = inner.flatMap { $0.index == nil ? $0.key : nil } ?? given
    var number = 0
    var seen = -1
    var header = section == nil ? 1 : 0
    for line in source.text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      let bare = line.drop { $0 == " " || $0 == "\t" }
      if bare.first == "[" {
        let name = bare.drop { $0 == "[" || $0 == " " }.prefix { $0 != "]" && $0 != " " && $0 != "." }
        guard let section else {
          if let key, name == key { return number }
          // Keys of the file itself stand before its first section.
          if key == nil { return header }
          continue
        }
        if name == section.name { seen += 1 }
        if name == section.name, seen == section.index { header = number }
        continue
      }
      let inside = section == nil ? seen < 0 : header > 0 && seen == section?.index
      guard inside, let key, !bare.hasPrefix("#") else { continue }
      if TOMLEntry.starts(bare, with: key) || (inner?.index != nil && bare.contains(key)) { return number }
    }
    return max(header, 1)
  }

  private static func starts(_ line: Substring, with key: String) -> Bool {
    var rest = line
    let quoted = rest.first == "\"" || rest.first == "'"
    if quoted { rest.removeFirst() }
    guard rest.hasPrefix(key) else { return false }
    rest = rest.dropFirst(key.count)
    if quoted { rest = rest.dropFirst() }
    guard let next = rest.first(where: { $0 != " " && $0 != "\t" }) else { return false }
    return next == "=" || next == "."
  }
}
