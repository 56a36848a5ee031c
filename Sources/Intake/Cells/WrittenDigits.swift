/// The digits of a number that a cell gives, before and behind the point.
struct WrittenDigits {
  var isNegative: Bool
  /// With the commas or blanks between its groups.
  var whole: ArraySlice<UInt8>
  var fraction: ArraySlice<UInt8>
}

/// Why what a cell holds is not written as a number.
enum DigitFault: Error {
  case exponent
  case grouping
  case text

  /// - Parameter example: a number grouped well, and the same without groups.
  func remark(example: (grouped: String, plain: String)) -> (zh: String, en: String) {
    switch self {
    case .exponent:
      (
        "是 Excel 的科学记数,末几位可能已丢失;请把该列设为数值格式后重新填写",
        "is in Excel's scientific notation and may have lost digits; format the column as a number and enter it again"
      )
    case .grouping:
      (
        "的千分位不对;应为 \(example.grouped) 或 \(example.plain)",
        "is grouped wrongly; give \(example.grouped) or \(example.plain)"
      )
    case .text: ("不是数字;只填数字,不带单位和文字", "is not a number; give digits alone, without unit or words")
    }
  }
}

/// Takes a number apart: a sign, groups of three, a point.
func writtenDigits(_ text: ArraySlice<UInt8>) -> Result<WrittenDigits, DigitFault> {
  let isNegative = text.first == .dash
  let rest = isNegative ? text.dropFirst() : text
  if isExponent(rest) { return .failure(.exponent) }
  let dot = rest.firstIndex(of: .dot) ?? rest.endIndex
  let whole = rest[..<dot]
  let fraction = rest[dot...].dropFirst()
  guard whole.contains(where: \.isDigit) || fraction.contains(where: \.isDigit),
    whole.allSatisfy({ $0.isDigit || $0 == .comma || $0 == .space }), fraction.allSatisfy(\.isDigit)
  else { return .failure(.text) }
  if !whole.allSatisfy(\.isDigit) {
    let groups = whole.split(omittingEmptySubsequences: false) { !$0.isDigit }
    guard let first = groups.first, (1...3).contains(first.count), groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { return .failure(.grouping) }
  }
  return .success(WrittenDigits(isNegative: isNegative, whole: whole, fraction: fraction))
}
