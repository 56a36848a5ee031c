import PostalModel

/// A cell that is read may hold at most so many characters.
let mostCharacters = 200

/// Copies a cell with full-width signs, dashes and blanks made ASCII.
func fold(_ range: Range<Int>, into folded: inout [UInt8], from scanner: RowScanner) {
  folded.removeAll(keepingCapacity: true)
  let bytes = scanner.bytes
  var at = range.lowerBound
  let end = range.upperBound
  while at < end {
    let byte = bytes[at]
    if byte < 0x80 {
      folded.append(byte)
      at += 1
      continue
    }
    let second = at + 1 < end ? bytes[at + 1] : 0
    let third = at + 2 < end ? bytes[at + 2] : 0
    switch (byte, second, third) {
    case (0xC2, 0xA0, _):
      folded.append(.space)
      at += 2
    case (0xE3, 0x80, 0x80):
      folded.append(.space)
      at += 3
    case (0xEF, 0xBC, 0x81...0xBF):
      folded.append(third - 0x60)
      at += 3
    case (0xEF, 0xBD, 0x80...0x9E):
      folded.append(third - 0x20)
      at += 3
    case (0xE2, 0x88, 0x92), (0xE2, 0x80, 0x93), (0xE2, 0x80, 0x94):
      folded.append(.dash)
      at += 3
    default:
      folded.append(byte)
      at += 1
    }
  }
}

/// True for what stands where there is no value: a dash, a stroke, 无数据.
func isMissingMark(_ text: String) -> Bool {
  switch text {
  case "—", "——", "–", "-", "--", "－", "/", "／", "无数据": true
  default: false
  }
}

/// True for the first bytes of what `isMissingMark` knows; most cells have another and need no text made of them.
func mayOpenMissingMark(_ byte: UInt8) -> Bool {
  switch byte {
  case .dash, .slash, 0xE2, 0xE6, 0xEF: true
  default: false
  }
}

/// Without the marks that make Excel keep digits as text: `'5205`, `="5205"`.
func withoutTextMark(_ folded: [UInt8]) -> ArraySlice<UInt8> {
  if folded.first == 0x27 { return folded.dropFirst() }
  if folded.count >= 3, folded.starts(with: [0x3D, .quote]), folded.last == .quote {
    return folded[2..<(folded.count - 1)]
  }
  return folded[...]
}

private let formulaErrors: Set<String> = [
  "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!",
  "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!", "#EXTERNAL!", "#PYTHON!",
]

/// What is wrong with a cell that shows no value but what kept its formula from one; nil for any other text.
func formulaFault(_ text: String) -> (zh: String, en: String)? {
  if text == SheetText.unsavedFormula {
    return (
      "是公式,文件里没有存下结果;请在 Excel 或 WPS 中打开,保存后再报",
      "is a formula without a saved value; open the file in Excel or WPS, save it and send it again"
    )
  }
  guard formulaErrors.contains(text.uppercased()) else { return nil }
  return (
    "是公式错误「\(text)」;请改正公式,或直接填数值", "is the formula error '\(text)'; mend the formula, or give the value itself"
  )
}

/// True for a number as Excel shows one that is too long: `6.52828E+11`.
func isExponent(_ text: some Collection<UInt8>) -> Bool {
  guard let mark = text.firstIndex(where: { $0 == 0x45 || $0 == 0x65 }) else { return false }
  let head = text[..<mark]
  var tail = text[text.index(after: mark)...]
  if let sign = tail.first, sign == 0x2B || sign == .dash { tail = tail.dropFirst() }
  return head.contains { $0.isDigit } && head.allSatisfy { $0.isDigit || $0 == .dot || $0 == .comma }
    && !tail.isEmpty && tail.allSatisfy { $0.isDigit }
}

/// The first character that a reader would not see, or that changes how the text around it is shown.
func firstUnseen(_ text: String) -> Unicode.Scalar? { text.unicodeScalars.first(where: \.isUnseen) }

/// Text from a file as a message may show it: short, and with unseen characters spelt out.
func showable(_ text: String) -> String {
  var shown = ""
  var length = 0
  for scalar in text.unicodeScalars {
    if length == 40 { return shown + "…" }
    if scalar.isUnseen {
      shown += "<\(scalar.hexadecimal)>"
    } else {
      shown.unicodeScalars.append(scalar)
    }
    length += 1
  }
  return shown
}

private let totalWords: Set<String> = ["合计", "总计", "小计", "共计", "累计", "total", "subtotal", "grandtotal", "sum"]

/// The word that makes a cell the head of a row of totals, such as 合计 or 毕节市合计.
func totalWord(_ text: String) -> String? {
  guard text.utf8.count <= 90 else { return nil }
  let plain = plainHeading(text)
  if totalWords.contains(plain) { return plain }
  return ["合计", "总计", "小计"].first { plain.hasSuffix($0) && plain.count <= 20 }
}

private let remarkWords = [
  "注", "备注", "附注", "说明", "填表", "填报", "制表", "审核", "复核", "负责人", "单位负责人", "联系人", "联系电话", "报出日期",
  "报送日期", "报送单位", "填报单位", "数据来源", "单位", "note", "notes", "source",
]

private let remarkOpenings = Set(remarkWords.map { Array($0.utf8.prefix(3)) })

/// False for the first cells of nearly all rows of data, so that no text need be made of them.
func mayBeRemark(_ cell: Slice<UnsafeMutableBufferPointer<UInt8>>) -> Bool {
  guard let lead = cell.first else { return false }
  if lead < 0x80 { return "tTsSgGnN".utf8.contains(lead) }
  // Full-width letters.
  if lead == 0xEF { return true }
  if remarkOpenings.contains(Array(cell.prefix(3))) { return true }
  // 计
  var tail = cell[...]
  while let at = tail.firstIndex(of: 0xE8) {
    tail = tail[at...]
    if tail.starts(with: [0xE8, 0xAE, 0xA1]) { return true }
    tail = tail.dropFirst()
  }
  return false
}

/// True for a cell such as `注:…` or `填表人:张三` below a table.
func isRemark(_ text: String) -> Bool {
  // A remark may run on for long; its first characters tell.
  let plain = String(text.prefix(24).filter { !$0.isWhitespace }).lowercased()
  for word in remarkWords where plain.hasPrefix(word) {
    let rest = plain.dropFirst(word.count).prefix(6)
    if rest.contains(where: { ":：1234567890.、(（".contains($0) }) || word.count == plain.count { return true }
  }
  return false
}
