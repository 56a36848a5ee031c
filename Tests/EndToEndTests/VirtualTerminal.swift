import Drawing
import Foundation

/// A terminal made of values: bytes in, a grid of characters and the modes that are on out. It knows what ncurses sends
/// by any of the descriptions tested, and answers questions as it is told to.
struct VirtualTerminal {
  enum Encoding { case utf8, gb18030 }

  /// What it answers when it is asked.
  struct Manners {
    var ambiguous: AmbiguousWidth = .one
    var answersPlace = true
    /// What stands behind `OSC 11;`, with its end; nil is silent.
    var background: String?
    /// What mode 2026 is reported as; nil is silent.
    var synchronized: Int?
  }

  let width: Int
  let height: Int
  var encoding: Encoding
  var manners: Manners
  /// Characters by row and column; the second half of a wide one is empty.
  private(set) var cells: [[String]]
  private(set) var row = 0
  private(set) var column = 0
  /// Modes that are on from the start: lines wrap, the cursor is shown.
  static let usualModes: Set<Int> = [7, 25]
  /// DEC private modes that are on.
  private(set) var modes = usualModes
  private(set) var isKeypadOn = false
  private(set) var isInserting = false
  /// Characters that were sent beyond the right edge.
  private(set) var overflows = 0
  /// Commands (OSC) and questions for modes as they came.
  private(set) var commands: [String] = []
  /// Numbers of the palette that were set as backgrounds.
  private(set) var backgrounds: Set<Int> = []
  /// Parameters of colours as they came.
  private(set) var colors: Set<String> = []
  /// All that came, as bytes.
  private(set) var received: [UInt8] = []
  /// What it has to say; taken by who carries it.
  var replies = ""

  private var isAtEdge = false
  private var region: ClosedRange<Int>
  private var saved = (row: 0, column: 0)
  private var pending: [UInt8] = []
  private var last = " "

  init(width: Int, height: Int, encoding: Encoding = .utf8, manners: Manners = Manners()) {
    self.width = width
    self.height = height
    self.encoding = encoding
    self.manners = manners
    cells = Array(repeating: Array(repeating: " ", count: width), count: height)
    region = 0...(height - 1)
  }

  var rows: [String] { cells.map { $0.joined() } }
  var text: String { rows.joined(separator: "\n") }

  mutating func feed(_ bytes: [UInt8]) {
    received += bytes
    pending += bytes
    var index = 0
    while index < pending.count, let next = take(from: index) { index = next }
    pending.removeFirst(index)
  }

  // MARK: Reading

  /// Takes one thing and says where the next begins; nil where more must come.
  private mutating func take(from start: Int) -> Int? {
    let byte = pending[start]
    switch byte {
    case 0x1B: return escape(from: start + 1)
    case 0x0D: move(row, 0)
    case 0x0A: feedLine()
    case 0x08: move(row, max(0, column - 1))
    case 0x09: move(row, min(width - 1, (column / 8 + 1) * 8))
    case 0..<0x20, 0x7F: break
    default:
      let length = characterLength(at: start)
      guard start + length <= pending.count else { return nil }
      let bytes = Array(pending[start..<start + length])
      let text = encoding == .utf8 ? String(decoding: bytes, as: UTF8.self) : Self.decoded(bytes)
      for scalar in text.unicodeScalars { put(scalar) }
      return start + length
    }
    return start + 1
  }

  private func characterLength(at start: Int) -> Int {
    let byte = pending[start]
    guard byte >= 0x80 else { return 1 }
    switch encoding {
    case .utf8: return byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
    case .gb18030:
      guard start + 1 < pending.count else { return 2 }
      return (0x30...0x39).contains(pending[start + 1]) ? 4 : 2
    }
  }

  /// The text that bytes of GB18030 stand for.
  static func decoded(_ bytes: [UInt8]) -> String {
    guard let converter = iconv_open("UTF-8", "GB18030"), Int(bitPattern: converter) != -1 else { return "?" }
    defer { iconv_close(converter) }
    var input = bytes.map(CChar.init(bitPattern:))
    var output = [CChar](repeating: 0, count: bytes.count * 4 + 8)
    let size = output.count
    let count = input.withUnsafeMutableBufferPointer { from in
      output.withUnsafeMutableBufferPointer { to in
        var (source, target) = (from.baseAddress, to.baseAddress)
        var (left, room) = (bytes.count, size)
        return iconv(converter, &source, &left, &target, &room) == -1 ? 0 : size - room
      }
    }
    return count == 0 ? "\u{FFFD}" : String(decoding: output.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private mutating func escape(from start: Int) -> Int? {
    guard start < pending.count else { return nil }
    switch pending[start] {
    case UInt8(ascii: "["): return sequence(from: start + 1)
    case UInt8(ascii: "]"), UInt8(ascii: "P"): return command(from: start + 1)
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "#"):
      return start + 1 < pending.count ? start + 2 : nil
    case UInt8(ascii: "="): isKeypadOn = true
    case UInt8(ascii: ">"): isKeypadOn = false
    case UInt8(ascii: "7"): saved = (row, column)
    case UInt8(ascii: "8"): move(saved.row, saved.column)
    case UInt8(ascii: "M"): if row == region.lowerBound { scroll(-1) } else { move(max(0, row - 1), column) }
    case UInt8(ascii: "D"): feedLine()
    case UInt8(ascii: "E"):
      feedLine()
      move(row, 0)
    default: break
    }
    return start + 1
  }

  private mutating func command(from start: Int) -> Int? {
    var index = start
    while index < pending.count {
      let isBell = pending[index] == 0x07
      let isString = pending[index] == 0x1B && index + 1 < pending.count && pending[index + 1] == UInt8(ascii: "\\")
      if isBell || isString {
        let text = String(decoding: pending[start..<index], as: UTF8.self)
        commands.append(text)
        if text == "11;?", let background = manners.background { replies += "\u{1B}]11;" + background }
        return index + (isBell ? 1 : 2)
      }
      index += 1
    }
    return nil
  }

  private mutating func sequence(from start: Int) -> Int? {
    var index = start
    while index < pending.count, (0x20...0x3F).contains(pending[index]) { index += 1 }
    guard index < pending.count else { return nil }
    let parameters = String(decoding: pending[start..<index], as: UTF8.self)
    act(parameters, String(decoding: [pending[index]], as: UTF8.self))
    return index + 1
  }

  private mutating func act(_ parameters: String, _ final: String) {
    let isPrivate = parameters.hasPrefix("?")
    let numbers = parameters.drop { !$0.isNumber && $0 != ";" }.split(
      separator: ";", omittingEmptySubsequences: false
    ).map { Int($0) ?? 0 }
    let first = numbers.first ?? 0
    let count = max(1, first)
    switch final {
    case "H", "f": move(max(1, first) - 1, max(1, numbers.count > 1 ? numbers[1] : 1) - 1)
    case "A": move(max(0, row - count), column)
    case "B": move(min(height - 1, row + count), column)
    case "C": move(row, min(width - 1, column + count))
    case "D": move(row, max(0, column - count))
    case "G", "`": move(row, count - 1)
    case "d": move(count - 1, column)
    case "J": eraseScreen(first)
    case "K": erase(row, first == 0 ? column..<width : first == 1 ? 0..<min(width, column + 1) : 0..<width)
    case "X": erase(row, column..<min(width, column + count))
    case "@": insertBlanks(count)
    case "P":
      cells[row].removeSubrange(column..<min(width, column + count))
      cells[row] += Array(repeating: " ", count: width - cells[row].count)
    case "L": scroll(-count, in: row...region.upperBound)
    case "M": scroll(count, in: row...region.upperBound)
    case "S": scroll(count)
    case "T": scroll(-count)
    case "b": for scalar in String(repeating: last, count: count).unicodeScalars { put(scalar) }
    case "r":
      let bottom = numbers.count > 1 && numbers[1] > 0 ? numbers[1] : height
      region = (count - 1)...(bottom - 1)
      move(0, 0)
    case "h" where isPrivate: for number in numbers { setMode(number, true) }
    case "l" where isPrivate: for number in numbers { setMode(number, false) }
    case "h": if first == 4 { isInserting = true }
    case "l": if first == 4 { isInserting = false }
    case "m": color(parameters, numbers)
    case "n": if first == 6, manners.answersPlace { replies += "\u{1B}[\(row + 1);\(column + 1)R" }
    case "p":
      commands.append(parameters + final)
      if parameters == "?2026$", let state = manners.synchronized { replies += "\u{1B}[?2026;\(state)$y" }
    default: break
    }
  }

  private mutating func color(_ parameters: String, _ numbers: [Int]) {
    colors.insert(parameters)
    for index in numbers.indices where numbers[index] == 48 && index + 2 < numbers.count && numbers[index + 1] == 5 {
      backgrounds.insert(numbers[index + 2])
    }
  }

  // MARK: Acting

  private mutating func setMode(_ number: Int, _ isOn: Bool) {
    if isOn { modes.insert(number) } else { modes.remove(number) }
    if number == 1049 { eraseScreen(2) }
  }

  private mutating func move(_ row: Int, _ column: Int) {
    self.row = min(max(0, row), height - 1)
    self.column = min(max(0, column), width - 1)
    isAtEdge = false
  }

  private mutating func feedLine() {
    isAtEdge = false
    if row == region.upperBound { scroll(1) } else { row = min(height - 1, row + 1) }
  }

  private mutating func scroll(_ count: Int, in lines: ClosedRange<Int>? = nil) {
    let lines = lines ?? region
    guard !lines.isEmpty else { return }
    for _ in 0..<min(abs(count), lines.count) {
      let blank = Array(repeating: " ", count: width)
      if count > 0 {
        cells.remove(at: lines.lowerBound)
        cells.insert(blank, at: lines.upperBound)
      } else {
        cells.remove(at: lines.upperBound)
        cells.insert(blank, at: lines.lowerBound)
      }
    }
  }

  private mutating func eraseScreen(_ what: Int) {
    switch what {
    case 0:
      erase(row, column..<width)
      for line in row + 1..<max(row + 1, height) { erase(line, 0..<width) }
    case 1:
      erase(row, 0..<column + 1)
      for line in 0..<row { erase(line, 0..<width) }
    default: for line in 0..<height { erase(line, 0..<width) }
    }
  }

  private mutating func erase(_ row: Int, _ columns: Range<Int>) {
    for column in columns { cells[row][column] = " " }
  }

  private mutating func insertBlanks(_ count: Int) {
    cells[row].insert(contentsOf: Array(repeating: " ", count: count), at: column)
    cells[row].removeLast(cells[row].count - width)
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let columns = DisplayWidth.columns(of: scalar, ambiguous: manners.ambiguous)
    if columns == 0 {
      cells[row][max(0, column - 1)] += String(scalar)
      return
    }
    if isAtEdge || column + columns > width {
      overflows += 1
      move(row, 0)
      feedLine()
    }
    if isInserting { insertBlanks(columns) }
    last = String(scalar)
    cells[row][column] = last
    if columns == 2 { cells[row][column + 1] = "" }
    isAtEdge = column + columns == width
    column = min(width - 1, column + columns)
  }
}
