import PostalModel

/// Rules that more than one form keeps.
extension Sheet {
  /// A part and its whole: the part must not be the larger, nor stand alone.
  func check(part: Int, _ partValue: Field<Int>, of whole: Int, _ wholeValue: Field<Int>, mayStandAlone: Bool = false) {
    guard let count = partValue.value else { return }
    let (small, large) = (columns[part], columns[whole])
    switch wholeValue {
    case .bad: return
    case .missing:
      if mayStandAlone { return }
      fault(
        part, zh: "有\(small.zh) \(count) 而没有\(large.zh);请补填\(large.zh)",
        en: "\(small.key) \(count) is given without \(large.key); give \(large.key) too")
    case .value(let total) where count > total:
      fault(
        part, zh: "\(small.zh) \(count) 大于\(large.zh) \(total);部分不能超过总数,请核对两列",
        en:
          "\(small.key) \(count) is larger than \(large.key) \(total); a part cannot exceed its whole, "
          + "check both columns"
      )
    case .value: return
    }
  }

  /// Two days of which one cannot come before the other.
  func check(_ later: Int, _ laterDay: Field<Day>, notBefore earlier: Int, _ earlierDay: Field<Day>) {
    guard let end = laterDay.value, let start = earlierDay.value, end < start else { return }
    fault(
      later, zh: "\(columns[later].zh) \(end) 早于\(columns[earlier].zh) \(start);请核对两个日期",
      en: "\(columns[later].key) \(end) is before \(columns[earlier].key) \(start); check both dates")
  }

  /// A row that names its area and nothing else would wipe out an earlier return.
  func checkSaysSomething(area: Int) {
    for (index, column) in columns.enumerated() where column.need == .figure && isFilled(index) { return }
    fault(
      area, zh: "本行没有任何数据;没有报送的请删去本行", en: "this row holds no figures; leave out areas that sent no return")
  }

  private func isFilled(_ column: Int) -> Bool {
    let place = positions[column]
    guard place >= 0, place < scanner.cells.count else { return false }
    let range = scanner.trimmed(scanner.cells[place])
    return !range.isEmpty && !(range.count <= 12 && isMissingMark(scanner.text(range)))
  }
}

/// A row as messages about another row name it: its line, with its sheet before it where that is another: `二月!14`.
struct RowName: Sendable, CustomStringConvertible {
  var line: Int
  var sheet: String?
  var description: String { sheet.map { "\(showable($0))!\(line)" } ?? String(line) }
}

/// Where each key of a form was first seen in the file.
struct FirstLines<Key: Hashable & Sendable>: Sendable {
  private var places: [Key: Int] = [:]

  /// The line of the first row with this key, nil where this is the first.
  mutating func seen(_ key: Key, at sheet: Sheet) -> RowName? {
    let known = places[key]
    if known == nil { places[key] = sheet.place }
    return known.map(sheet.name(ofPlace:))
  }
}

/// Numbers for texts that keys are made of; the empty text is 0.
struct TextNumbers: Sendable {
  private var numbers: [String: Int] = ["": 0]
  private(set) var texts: [String] = [""]

  mutating func number(of text: String) -> Int {
    if text.isEmpty { return 0 }
    if let known = numbers[text] { return known }
    let number = texts.count
    numbers[text] = number
    texts.append(text)
    return number
  }
}
