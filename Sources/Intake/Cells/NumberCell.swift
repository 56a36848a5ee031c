import PostalModel

/// A number as a cell gives it.
struct WrittenNumber: Equatable {
  var amount: Amount
  /// Digits behind the point, as written.
  var decimals: Int
  var hasPercent: Bool
}

/// Why a cell is no number.
enum NumberFault: Error, Equatable {
  case negative
  case exponent
  case grouping
  case tooLarge
  case tooFine
  case text

  func words(_ column: Column, _ shown: String) -> (zh: String, en: String) {
    let (zh, en) =
      switch self {
      case .negative:
        ("是负数;应为 0 或正数,没有数据就留空", "is negative; give 0 or more, or leave it empty where there is no figure")
      case .exponent:
        (
          "是 Excel 的科学记数,末几位可能已丢失;请把该列设为数值格式后重新填写",
          "is in Excel's scientific notation and may have lost digits; format the column as a number and enter it again"
        )
      case .grouping: ("的千分位不对;应为 1,234.5 或 1234.5", "is grouped wrongly; give 1,234.5 or 1234.5")
      case .tooLarge: ("大于 9,000,000,000,000;请核对数值和单位", "is above 9,000,000,000,000; check the figure and its unit")
      case .tooFine: ("小数超过 6 位;请四舍五入到 6 位以内", "has more than 6 decimals; round it to 6 or fewer")
      case .text: ("不是数字;只填数字,不带单位和文字", "is not a number; give digits alone, without unit or words")
      }
    return ("\(column.zh)「\(shown)」\(zh)", "\(column.key) '\(shown)' \(en)")
  }
}

/// The largest number taken: its millionths still are a whole number of the machine.
let largestWhole = 9_000_000_000_000

/// Reads a number that is not negative from a folded cell: decimals, groups of three, a percent sign behind it.
func readNumber(_ folded: [UInt8]) -> Result<WrittenNumber, NumberFault> {
  var rest = withoutTextMark(folded)
  let hasPercent = rest.last == 0x25
  if hasPercent { rest = rest.dropLast() }
  while rest.last == .space { rest = rest.dropLast() }
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
  var micro = 0
  for digit in whole where digit.isDigit {
    micro = micro * 10 + Int(digit &- .zero)
    if micro > largestWhole { return .failure(isNegative ? .negative : .tooLarge) }
  }
  guard fraction.dropFirst(6).allSatisfy({ $0 == .zero }) else { return .failure(.tooFine) }
  for place in 0..<6 {
    let digit = place < fraction.count ? Int(fraction[fraction.startIndex + place] &- .zero) : 0
    micro = micro * 10 + digit
  }
  if micro > largestWhole * 1_000_000 { return .failure(isNegative ? .negative : .tooLarge) }
  if isNegative, micro > 0 { return .failure(.negative) }
  return .success(
    WrittenNumber(amount: Amount(micro: micro), decimals: min(6, fraction.count), hasPercent: hasPercent))
}
