import Foundation

/// A sheet as the text of a table: one line a row that holds something, cells parted by commas and quoted where they need
/// it. So a sheet is read by the same rules as a CSV file.
struct SheetText {
  /// The most cells taken of a sheet: every area of the country with ten columns is seven million.
  static let mostCells = 20_000_000
  /// The most text taken of a sheet; a row that says something in the last of 16,384 columns takes 16 KB of it.
  static let mostBytes = 256 << 20

  var bytes: [UInt8] = []
  /// By line: the sheet's row.
  var rows: [Int32] = []

  /// What stands for a formula whose value was not saved.
  static let unsavedFormula = "#UNSAVED!"
}

/// Builds the text of a sheet from `xl/worksheets/sheetN.xml`.
final class SheetSink: XMLSink {
  private(set) var sheet = SheetText()
  private let strings: SharedStrings
  private let formats: [NumberFormat]
  private let is1904: Bool

  private var row = 0
  private var column = 0
  private var style = 0
  private var kind = Kind.number
  private var hasFormula = false
  private var hasValue = false
  /// Text is taken of `v`, and of `t` in an inline string.
  private var isTaking = false
  private var isPhonetic = false
  private var content: [UInt8] = []
  private var lastColumn = 0
  private var cells = 0

  private enum Kind { case number, shared, text, flag, fault, day }

  private static let mostRows = 1_048_576
  private static let mostColumns = 16_384

  init(strings: SharedStrings, formats: [NumberFormat], is1904: Bool) {
    self.strings = strings
    self.formats = formats
    self.is1904 = is1904
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == "c" {
      column = attributes.pointer("r").map(Self.column) ?? column + 1
      style = attributes.number("s") ?? 0
      kind = Self.kind(attributes.pointer("t"))
      hasFormula = false
      hasValue = false
      content.removeAll(keepingCapacity: true)
    } else if name == "v" {
      isTaking = true
      hasValue = true
    } else if name == "row" {
      let next = attributes.number("r") ?? row + 1
      if next <= row || next > Self.mostRows { fault = damaged }
      row = next
      column = 0
      lastColumn = 0
    } else if name == "t" {
      isTaking = !isPhonetic
      hasValue = true
    } else if name == "f" {
      hasFormula = true
    } else if name == "rPh" {
      isPhonetic = true
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard isTaking else { return }
    content.append(contentsOf: bytes)
    if content.count > SharedStrings.longest { fault = .tooManyCells }
  }

  override func end(_ name: XMLName) {
    if name == "v" || name == "t" {
      isTaking = false
    } else if name == "c" {
      endCell()
    } else if name == "row" {
      if lastColumn > 0 { sheet.bytes.append(.lineFeed) }
    } else if name == "rPh" {
      isPhonetic = false
    }
  }

  private var damaged: WorkbookFault {
    var fault = WorkbookFault.damaged("worksheet")
    fault.line = row
    return fault
  }

  private static func kind(_ type: UnsafePointer<CChar>?) -> Kind {
    guard let type else { return .number }
    switch String(cString: type) {
    case "s": return .shared
    case "str", "inlineStr": return .text
    case "b": return .flag
    case "e": return .fault
    case "d": return .day
    default: return .number
    }
  }

  /// The column of a reference such as `AB12`, from 1; 0 for what is none.
  private static func column(_ reference: UnsafePointer<CChar>) -> Int {
    var at = reference
    var column = 0
    while at.pointee != 0, column <= mostColumns {
      let letter = UInt8(bitPattern: at.pointee) & 0xDF
      guard (0x41...0x5A).contains(letter) else { break }
      column = column * 26 + Int(letter) - 0x40
      at += 1
    }
    return column
  }

  private func endCell() {
    guard column > lastColumn, column <= Self.mostColumns, row > 0 else {
      fault = damaged
      return
    }
    switch kind {
    case .shared:
      guard hasValue else { return }
      guard let number = Self.whole(content), let text = strings[number] else {
        fault = damaged
        return
      }
      append(text)
    case .text:
      if hasFormula, !hasValue { return append(Array(SheetText.unsavedFormula.utf8)[...]) }
      SharedStrings.unescape(&content)
      append(content[...])
    case .flag: if hasValue { append(Array((content == [0x31] ? "TRUE" : "FALSE").utf8)[...]) }
    case .fault, .day: append(content[...])
    case .number: appendNumber()
    }
  }

  private func appendNumber() {
    guard !content.isEmpty else {
      if hasFormula { append(Array(SheetText.unsavedFormula.utf8)[...]) }
      return
    }
    let format = style < formats.count ? formats[style] : .plain
    if format == .plain, content.count <= 15, content[0] != .zero || content.count == 1,
      content.allSatisfy(\.isDigit)
    {
      return append(content[...])
    }
    content.append(0)
    let value = content.withUnsafeBufferPointer { buffer -> Double? in
      buffer.withMemoryRebound(to: CChar.self) { text in
        var end: UnsafeMutablePointer<CChar>?
        let value = strtod(text.baseAddress!, &end)
        return end.map { UnsafePointer($0) } == text.baseAddress! + (text.count - 1) ? value : nil
      }
    }
    guard let value, let text = CellNumber.text(value, format: format, is1904: is1904) else {
      fault = damaged
      return
    }
    append(Array(text.utf8)[...])
  }

  private func append(_ text: ArraySlice<UInt8>) {
    if text.isEmpty { return }
    cells += 1
    if lastColumn == 0 {
      sheet.rows.append(Int32(row))
      lastColumn = 1
    }
    let gap = column - lastColumn
    if gap > 0 { sheet.bytes += [UInt8](repeating: .comma, count: gap) }
    lastColumn = column
    if text.contains(where: { $0 == .comma || $0 == .quote || $0 == .lineFeed || $0 == .carriageReturn }) {
      sheet.bytes.append(.quote)
      for byte in text {
        if byte == .quote { sheet.bytes.append(.quote) }
        sheet.bytes.append(byte)
      }
      sheet.bytes.append(.quote)
    } else {
      sheet.bytes.append(contentsOf: text)
    }
    if cells > SheetText.mostCells || sheet.bytes.count > SheetText.mostBytes { fault = .tooManyCells }
  }

  private static func whole(_ digits: [UInt8]) -> Int? {
    guard !digits.isEmpty, digits.count <= 9, digits.allSatisfy(\.isDigit) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 &- .zero) }
  }
}
