import PostalModel

/// The largest count taken: sums over any number of rows stay whole numbers.
let largestCount = 9_999_999_999

/// Why a cell is no count.
enum CountFault: CellFault {
  case fraction
  case negative
  case percent
  case tooLarge
  case digits(DigitFault)

  var remark: (zh: String, en: String) {
    switch self {
    case .fraction: ("不是整数;件数、人数等只填整数", "is not a whole number; give a whole number")
    case .negative:
      ("是负数;应为 0 或正整数,没有数据就留空", "is negative; give 0 or more, or leave it empty where there is no figure")
    case .percent: ("带百分号;本列填数量,不填比例", "has a percent sign; give the number of things, not a share")
    case .tooLarge: ("大于 9,999,999,999;请核对数值和单位", "is above 9,999,999,999; check the figure and its unit")
    case .digits(let fault): fault.remark(example: ("1,234", "1234"))
    }
  }
}

/// Reads a whole number that is not negative from a folded cell.
func readCount(_ folded: [UInt8]) -> Result<Int, CountFault> {
  let rest = withoutTextMark(folded)
  if rest.last == 0x25 { return .failure(.percent) }
  let digits: WrittenDigits
  switch writtenDigits(rest) {
  case .success(let found): digits = found
  case .failure(let reason): return .failure(.digits(reason))
  }
  if digits.fraction.contains(where: { $0 != .zero }) { return .failure(.fraction) }
  var value = 0
  for digit in digits.whole where digit.isDigit {
    value = value * 10 + Int(digit &- .zero)
    if value > largestCount { return .failure(digits.isNegative ? .negative : .tooLarge) }
  }
  if digits.isNegative, value > 0 { return .failure(.negative) }
  return .success(value)
}
