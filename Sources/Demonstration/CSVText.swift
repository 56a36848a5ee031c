import PostalModel

/// Writes the text of a form: a title row that says what it is, the headings, then the rows.
struct CSVText {
  private var bytes: [UInt8] = []
  private var isRowStart = true

  init(title: String, headings: [String], reserving rows: Int = 0) {
    bytes.reserveCapacity(256 + rows * 80)
    add(title)
    endRow()
    for heading in headings { add(heading) }
    endRow()
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Nothing written here holds a comma or a quote.
  mutating func add(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  mutating func add(_ number: Int?) {
    separate()
    guard var rest = number else { return }
    if rest == 0 { bytes.append(48) }
    let start = bytes.count
    while rest > 0 {
      bytes.append(48 + UInt8(rest % 10))
      rest /= 10
    }
    bytes[start...].reverse()
  }

  mutating func add(_ code: AreaCode) { add(code.number) }

  mutating func add(_ day: Day?) {
    guard let day else {
      separate()
      return
    }
    add(day.year)
    for part in [day.month, day.day] {
      bytes.append(45)
      bytes.append(48 + UInt8(part / 10))
      bytes.append(48 + UInt8(part % 10))
    }
  }

  mutating func add(_ month: Month) {
    add(month.year)
    bytes.append(45)
    bytes.append(48 + UInt8(month.month / 10))
    bytes.append(48 + UInt8(month.month % 10))
  }

  mutating func endRow() {
    bytes.append(10)
    isRowStart = true
  }

  private mutating func separate() {
    if !isRowStart { bytes.append(44) }
    isRowStart = false
  }
}
