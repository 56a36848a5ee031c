/// The texts that cells name by number: `xl/sharedStrings.xml`.
final class SharedStrings: XMLSink {
  /// A cell holds 32,767 characters of at most four bytes; escapes make them longer in the file.
  static let longest = 32_767 * 7

  private var bytes: [UInt8] = []
  private var ends: [Int] = [0]
  private var isTaking = false
  private var isPhonetic = false
  private var present: [UInt8] = []

  /// nil for a number that is not in the table.
  subscript(number: Int) -> ArraySlice<UInt8>? {
    number < ends.count - 1 ? bytes[ends[number]..<ends[number + 1]] : nil
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == "t" {
      isTaking = !isPhonetic
    } else if name == "rPh" {
      isPhonetic = true
    } else if name == "si" {
      present.removeAll(keepingCapacity: true)
    }
  }

  override func text(_ text: UnsafeBufferPointer<UInt8>) {
    guard isTaking else { return }
    present.append(contentsOf: text)
    if present.count > Self.longest { fault = .tooManyCells }
  }

  override func end(_ name: XMLName) {
    if name == "t" {
      isTaking = false
    } else if name == "rPh" {
      isPhonetic = false
    } else if name == "si" {
      Self.unescape(&present)
      bytes.append(contentsOf: present)
      ends.append(bytes.count)
      if ends.count > SheetText.mostCells || bytes.count > SheetText.mostBytes { fault = .tooManyCells }
    }
  }

  /// Puts in the characters that XML cannot hold, written as `_x000D_` (ECMA-376 22.4.2.4). A zero, which no text has,
  /// becomes the sign for a character that was lost.
  static func unescape(_ text: inout [UInt8]) {
    guard text.contains(0x5F) else { return }
    var out: [UInt8] = []
    var at = 0
    while at < text.count {
      if text[at] == 0x5F, at + 7 <= text.count, text[at + 1] == 0x78, text[at + 6] == 0x5F,
        text[(at + 2)..<(at + 6)].allSatisfy({ $0.isDigit || (0x41...0x46).contains($0 & 0xDF) }),
        let code = UInt32(String(decoding: text[(at + 2)..<(at + 6)], as: UTF8.self), radix: 16)
      {
        let scalar = code == 0 ? nil : Unicode.Scalar(code)
        out.append(contentsOf: String(Character(scalar ?? "\u{FFFD}")).utf8)
        at += 7
      } else {
        out.append(text[at])
        at += 1
      }
    }
    text = out
  }
}
