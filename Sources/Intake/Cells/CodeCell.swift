import PostalModel

/// Why a cell is no area code.
enum CodeFault: CellFault {
  case excel
  case lostDigit
  case length(Int)
  case text

  var remark: (zh: String, en: String) {
    switch self {
    case .excel:
      (
        "已被 Excel 改成数值,末几位可能已丢失;请先把该列设为文本格式,再重新填写",
        "was turned into a number by Excel and may have lost digits; format the column as text and enter it again"
      )
    case .lostDigit:
      ("只有 11 位,少了一位;应为 12 位代码,请核对首尾的 0", "has 11 digits, one too few; a full code has 12, check zeros at both ends")
    case .length(let count):
      ("有 \(count) 位数字;应为 2、4、6、9 或 12 位", "has \(count) digits; give 2, 4, 6, 9 or 12")
    case .text: ("不是区划代码;应为 2、4、6、9 或 12 位数字", "is no area code; give 2, 4, 6, 9 or 12 digits")
    }
  }
}

/// Reads an area code from a folded cell; blanks between its digits are left out.
func readCode(_ folded: [UInt8]) -> Result<AreaCode, CodeFault> {
  let text = withoutTextMark(folded)
  var value = 0
  var digits = 0
  for byte in text {
    if byte == .space { continue }
    guard byte.isDigit else {
      let isDecimal = text.contains(.dot) && text.allSatisfy { $0.isDigit || $0 == .dot } && digits > 0
      return .failure(isDecimal || isExponent(text) ? .excel : .text)
    }
    digits += 1
    if digits <= 12 { value = value * 10 + Int(byte &- .zero) }
  }
  switch digits {
  case 0: return .failure(.text)
  case 11: return .failure(.lostDigit)
  case 2, 4, 6, 9, 12: break
  default: return .failure(.length(digits))
  }
  for _ in digits..<12 { value *= 10 }
  // No province has a number below 10.
  return value >= 100_000_000_000 ? .success(AreaCode(number: value)) : .failure(.text)
}
