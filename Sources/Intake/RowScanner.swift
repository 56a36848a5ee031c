/// A cell of the row last scanned: its content, quotes removed, in the scanner's bytes.
struct Cell {
  var start: Int
  var end: Int
  /// The line it starts at.
  var line: Int
  /// Text stands after its closing quote.
  var isDamaged = false
}

/// Splits text into rows and cells in one pass (RFC 4180, and CR or LF alone as line ends too).
///
/// It works on a copy of the text, in which doubled quotes are made single in place.
final class RowScanner {
  let bytes: UnsafeMutableBufferPointer<UInt8>
  private let separator: UInt8
  private var at = 0
  private var line = 1

  private(set) var cells: [Cell] = []
  /// The line the row starts at.
  private(set) var rowLine = 1
  /// Where the row stands in the text, without its line end.
  private(set) var rowRange = 0..<0
  /// Where a quote was opened and never closed.
  private(set) var openQuote: (line: Int, column: Int)?

  /// By row of the text: its row in the sheet it was made from; nil for a text of its own.
  private let sheetRows: [Int32]?
  private var number = 0

  init(_ text: [UInt8], separator: UInt8, sheetRows: [Int32]? = nil) {
    bytes = .allocate(capacity: text.count)
    _ = bytes.initialize(fromContentsOf: text)
    self.separator = separator
    self.sheetRows = sheetRows
  }

  deinit { bytes.deallocate() }

  /// Scans the next row; false at the end.
  func next() -> Bool {
    let bytes = self.bytes
    let end = bytes.count
    guard at < end else { return false }
    cells.removeAll(keepingCapacity: true)
    if let sheetRows {
      line = Int(sheetRows[number])
      number += 1
    }
    rowLine = line
    let start = at
    while true {
      if at < end, bytes[at] == .quote {
        scanQuoted()
      } else {
        let first = at
        var here = at
        while here < end, bytes[here] != separator, bytes[here] != .lineFeed, bytes[here] != .carriageReturn {
          here += 1
        }
        at = here
        cells.append(Cell(start: first, end: here, line: line))
      }
      guard at < end else {
        rowRange = start..<end
        return true
      }
      if bytes[at] == separator {
        at += 1
        continue
      }
      rowRange = start..<at
      at += bytes[at] == .carriageReturn && at + 1 < end && bytes[at + 1] == .lineFeed ? 2 : 1
      line += 1
      return true
    }
  }

  private func scanQuoted() {
    let end = bytes.count
    let opened = line
    at += 1
    let start = at
    var out = at
    var isClosed = false
    while at < end {
      let byte = bytes[at]
      if byte == .quote {
        guard at + 1 < end, bytes[at + 1] == .quote else {
          isClosed = true
          at += 1
          break
        }
        at += 1
      } else if byte == .lineFeed || (byte == .carriageReturn && !(at + 1 < end && bytes[at + 1] == .lineFeed)) {
        // Cells of a sheet have lines of their own, which are no rows.
        if sheetRows == nil { line += 1 }
      }
      bytes[out] = byte
      out += 1
      at += 1
    }
    if !isClosed { openQuote = (opened, cells.count + 1) }
    var isDamaged = false
    while at < end, bytes[at] != separator, bytes[at] != .lineFeed, bytes[at] != .carriageReturn {
      if bytes[at] != .space { isDamaged = true }
      at += 1
    }
    cells.append(Cell(start: start, end: out, line: opened, isDamaged: isDamaged))
  }

  /// The cell without blanks (space, tab, line ends, U+3000, U+00A0) at its ends.
  func trimmed(_ cell: Cell) -> Range<Int> {
    var start = cell.start
    var end = cell.end
    while start < end {
      let width = blankWidth(at: start, before: end)
      if width == 0 { break }
      start += width
    }
    while start < end {
      let last = bytes[end - 1]
      if last == .space || (9...13).contains(last) {
        end -= 1
      } else if end - start >= 3, last == 0x80, bytes[end - 2] == 0x80, bytes[end - 3] == 0xE3 {
        end -= 3
      } else if end - start >= 2, last == 0xA0, bytes[end - 2] == 0xC2 {
        end -= 2
      } else {
        break
      }
    }
    return start..<end
  }

  private func blankWidth(at index: Int, before end: Int) -> Int {
    let byte = bytes[index]
    if byte == .space || (9...13).contains(byte) { return 1 }
    if byte == 0xE3, end - index >= 3, bytes[index + 1] == 0x80, bytes[index + 2] == 0x80 { return 3 }
    if byte == 0xC2, end - index >= 2, bytes[index + 1] == 0xA0 { return 2 }
    return 0
  }

  func isBlank(_ cell: Cell) -> Bool { trimmed(cell).isEmpty }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

/// A cell as a table in commas writes it: quoted where it needs it.
func quoted(_ cell: String) -> String {
  guard cell.utf8.contains(where: { $0 == .comma || $0 == .quote || $0 == .lineFeed || $0 == .carriageReturn }) else {
    return cell
  }
  return "\"" + cell.replacing("\"", with: "\"\"") + "\""
}

extension UInt8 {
  static let quote: UInt8 = 0x22
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let comma: UInt8 = 0x2C
  static let dash: UInt8 = 0x2D
  static let dot: UInt8 = 0x2E
  static let slash: UInt8 = 0x2F
  static let zero: UInt8 = 0x30
  static let tab: UInt8 = 0x09
  static let semicolon: UInt8 = 0x3B

  var isDigit: Bool { self &- .zero < 10 }
}
