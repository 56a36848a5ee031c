import PostalModel

/// Writes the text of a form: a title row that says what it is, where there is one, the headings, then the rows.
package struct CSVText {
  private var bytes: [UInt8] = []
  private var isRowStart = true

  package init(title: String? = nil, headings: [String], reserving rows: Int = 0) {
    bytes.reserveCapacity(256 + rows * 80)
    if let title {
      add(title)
      endRow()
    }
    for heading in headings { add(heading) }
    endRow()
  }

  /// Bytes written and not taken away yet.
  package var count: Int { bytes.count }

  /// Gives up what was written since the last time, for files too long to be kept whole.
  package mutating func takeBytes() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Nothing written here holds a comma or a quote.
  package mutating func add(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  package mutating func add(_ number: Int?) {
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

  package mutating func add(_ code: AreaCode) { add(code.number) }

  package mutating func add(_ day: Day?) {
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

  package mutating func add(_ month: Month) {
    add(month.year)
    bytes.append(45)
    bytes.append(48 + UInt8(month.month / 10))
    bytes.append(48 + UInt8(month.month % 10))
  }

  package mutating func endRow() {
    bytes.append(10)
    isRowStart = true
  }

  private mutating func separate() {
    if !isRowStart { bytes.append(44) }
    isRowStart = false
  }
}
