import Foundation
import PostalModel

/// The text of a file as UTF-8 without a mark.
struct DecodedText {
  var bytes: [UInt8]
  var encoding: TextEncoding
}

/// Why bytes are no text that can be read.
struct DecodingFault: Error {
  var line = 0
  var zh: String
  var en: String
}

/// Takes UTF-8 with or without a mark, otherwise GB18030 (GB 18030-2022; GBK and GB2312 are parts of it).
func decode(_ bytes: [UInt8]) throws(DecodingFault) -> DecodedText {
  if let fault = foreignFormat(bytes) { throw fault }
  let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
  let (broken, characters) = scanUTF8(bytes, from: hasMark ? 3 : 0)
  guard let broken else {
    if let zero = bytes.firstIndex(of: 0) { throw .init(binaryAt: line(of: zero, in: bytes)) }
    return hasMark
      ? DecodedText(bytes: Array(bytes[3...]), encoding: .utf8WithMark) : DecodedText(bytes: bytes, encoding: .utf8)
  }
  // GB18030 text does not open with several characters that happen to be right in UTF-8.
  if hasMark || characters >= 4 { throw .init(damagedUTF8At: line(of: broken, in: bytes)) }
  if let unfit = scanGB18030(bytes) { throw .init(unknownAt: line(of: max(unfit, broken), in: bytes)) }
  if let zero = bytes.firstIndex(of: 0) { throw .init(binaryAt: line(of: zero, in: bytes)) }
  let encoding = String.Encoding(rawValue: 0x8000_0632)
  guard let text = String(bytes: bytes, encoding: encoding) else {
    throw .init(unknownAt: firstUndecodableLine(bytes, encoding))
  }
  return DecodedText(bytes: Array(text.utf8), encoding: .gb18030)
}

extension DecodingFault {
  fileprivate init(unknownAt line: Int) {
    self.init(
      line: line, zh: "第 \(line) 行的字节既不是 UTF-8 也不是 GB18030;请在 Excel 中另存为「CSV UTF-8(逗号分隔)」",
      en: "the bytes of line \(line) are neither UTF-8 nor GB18030; save the file again as CSV UTF-8")
  }

  fileprivate init(damagedUTF8At line: Int) {
    self.init(
      line: line, zh: "文件是 UTF-8,但第 \(line) 行的字节已损坏;请重新导出,或在 Excel 中另存为「CSV UTF-8(逗号分隔)」",
      en: "the file is UTF-8, but the bytes of line \(line) are damaged; export it again, or save it as CSV UTF-8")
  }

  fileprivate init(binaryAt line: Int) {
    self.init(
      line: line, zh: "第 \(line) 行含空字节,不是文本文件;请在 Excel 中另存为「CSV UTF-8(逗号分隔)」",
      en: "line \(line) holds a zero byte, so this is not a text file; save it as CSV UTF-8")
  }
}

private func foreignFormat(_ bytes: [UInt8]) -> DecodingFault? {
  if Workbook.isZip(bytes) {
    return DecodingFault(
      zh: "这是 XLSX(或其他压缩)文件,不是文本;请另存为纯文本(UTF-8)",
      en: "this is an XLSX (or other zipped) file and no text; save it as plain text (UTF-8)")
  }
  if ForeignWorkbook.isCompound(bytes) {
    if ForeignWorkbook.isLocked(bytes) {
      return DecodingFault(zh: WorkbookFault.encrypted.zh, en: WorkbookFault.encrypted.en)
    }
    return DecodingFault(
      zh: "这是旧版 Excel 的 XLS(或 WPS 的 ET)文件;请在 Excel 或 WPS 中用「文件→另存为」存成「Excel 工作簿(*.xlsx)」,"
        + "或在装有 LibreOffice 的机器上加 --convert 导入",
      en: "this is a file of an old Excel (.xls) or of WPS (.et); open it there and save it by Save As as an Excel "
        + "workbook (.xlsx), or import it with --convert where LibreOffice is installed")
  }
  if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
    return DecodingFault(
      zh: "文件是 UTF-16 编码(Excel 的「Unicode 文本」);请另存为「CSV UTF-8(逗号分隔)」",
      en: "the file is UTF-16 (what Excel calls Unicode text); save it as CSV UTF-8")
  }
  return nil
}

/// The line a byte stands in, from 1.
private func line(of index: Int, in bytes: [UInt8]) -> Int {
  var line = 1
  var at = 0
  while at < min(index, bytes.count) {
    if bytes[at] == 0x0A || (bytes[at] == 0x0D && (at + 1 >= bytes.count || bytes[at + 1] != 0x0A)) { line += 1 }
    at += 1
  }
  return line
}

/// The first byte that is not UTF-8 (RFC 3629), and how many characters beyond ASCII come before it.
private func scanUTF8(_ bytes: [UInt8], from start: Int) -> (broken: Int?, characters: Int) {
  bytes.withUnsafeBufferPointer { bytes in
    var at = start
    var characters = 0
    let end = bytes.count
    while at < end {
      let lead = bytes[at]
      if lead < 0x80 {
        at += 1
        continue
      }
      let length: Int
      var second: ClosedRange<UInt8> = 0x80...0xBF
      switch lead {
      case 0xC2...0xDF: length = 2
      case 0xE0: (length, second) = (3, 0xA0...0xBF)
      case 0xED: (length, second) = (3, 0x80...0x9F)
      case 0xE1...0xEF: length = 3
      case 0xF0: (length, second) = (4, 0x90...0xBF)
      case 0xF1...0xF3: length = 4
      case 0xF4: (length, second) = (4, 0x80...0x8F)
      default: return (at, characters)
      }
      guard at + length <= end, second.contains(bytes[at + 1]) else { return (at, characters) }
      for next in (at + 2)..<max(at + 2, at + length) where bytes[next] & 0xC0 != 0x80 { return (at, characters) }
      at += length
      characters += 1
    }
    return (nil, characters)
  }
}

/// The first byte that no character of GB18030 can have.
private func scanGB18030(_ bytes: [UInt8]) -> Int? {
  bytes.withUnsafeBufferPointer { bytes in
    var at = 0
    let end = bytes.count
    while at < end {
      let lead = bytes[at]
      if lead < 0x80 {
        at += 1
        continue
      }
      guard lead != 0x80, lead != 0xFF, at + 1 < end else { return at }
      switch bytes[at + 1] {
      case 0x40...0x7E, 0x80...0xFE: at += 2
      case 0x30...0x39:
        guard at + 3 < end, (0x81...0xFE).contains(bytes[at + 2]), (0x30...0x39).contains(bytes[at + 3]) else {
          return at
        }
        at += 4
      default: return at
      }
    }
    return nil
  }
}

/// No byte of a line end occurs inside a GB18030 character, so lines can be tried one by one.
private func firstUndecodableLine(_ bytes: [UInt8], _ encoding: String.Encoding) -> Int {
  var line = 1
  for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
    if String(bytes: part, encoding: encoding) == nil { return line }
    line += 1
  }
  return 1
}
