import PostalModel

/// The largest count taken: sums over any number of rows stay whole numbers.
let largestCount = 9_999_999_999

/// Why a cell is no count.
enum CountFault: Error {
  case fraction
  case negative
  case percent
  case exponent
  case grouping
  case tooLarge
  case text

  func words(_ column: Column, _ shown: String) -> (zh: String, en: String) {
    let (zh, en) =
      switch self {
      case .fraction: ("不是整数;件数、人数等只填整数", "is not a whole number; give a whole number")
      case .negative:
        ("是负数;应为 0 或正整数,没有数据就留空", "is negative; give 0 or more, or leave it empty where there is no figure")
      case .percent: ("带百分号;本列填数量,不填比例", "has a percent sign; give the number of things, not a share")
      case .exponent:
        (
          "是 Excel 的科学记数,末几位可能已丢失;请把该列设为数值格式后重新填写",
          "is in Excel's scientific notation and may have lost digits; format the column as a number and enter it again"
        )
      case .grouping: ("的千分位不对;应为 1,234 或 1234", "is grouped wrongly; give 1,234 or 1234")
      case .tooLarge: ("大于 9,999,999,999;请核对数值和单位", "is above 9,999,999,999; check the figure and its unit")
      case .text: ("不是数字;只填数字,不带单位和文字", "is not a number; give digits alone, without unit or words")
      }
    return ("\(column.zh)「\(shown)」\(zh)", "\(column.key) '\(shown)' \(en)")
  }
}

/// Reads a whole number that is not negative from a folded cell.
func readCount(_ folded: [UInt8]) -> Result<Int, CountFault> {
  var rest = withoutTextMark(folded)
  if rest.last == 0x25 { return .failure(.percent) }
  var isNegative = false
  if rest.first == .dash {
    isNegative = true
    rest = rest.dropFirst()
  }
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
  if fraction.contains(where: { $0 != .zero }) { return .failure(.fraction) }
  var value = 0
  for digit in whole where digit.isDigit {
    value = value * 10 + Int(digit &- .zero)
    if value > largestCount { return .failure(isNegative ? .negative : .tooLarge) }
  }
  if isNegative, value > 0 { return .failure(.negative) }
  return .success(value)
}
