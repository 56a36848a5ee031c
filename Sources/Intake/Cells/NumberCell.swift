import PostalModel

/// A number as a cell gives it.
struct WrittenNumber: Equatable {
  var amount: Amount
  /// Digits behind the point, as written.
  var decimals: Int
  var hasPercent: Bool
}

/// Why a cell is no number.
enum NumberFault: CellFault {
  case negative
  case tooLarge
  case tooFine
  case digits(DigitFault)

  var remark: (zh: String, en: String) {
    switch self {
    case .negative:
      ("是负数;应为 0 或正数,没有数据就留空", "is negative; give 0 or more, or leave it empty where there is no figure")
    case .tooLarge: ("大于 9,000,000,000,000;请核对数值和单位", "is above 9,000,000,000,000; check the figure and its unit")
    case .tooFine: ("小数超过 6 位;请四舍五入到 6 位以内", "has more than 6 decimals; round it to 6 or fewer")
    case .digits(let fault): fault.remark(example: ("1,234.5", "1234.5"))
    }
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
  let digits: WrittenDigits
  switch writtenDigits(rest) {
  case .success(let found): digits = found
  case .failure(let reason): return .failure(.digits(reason))
  }
  var micro = 0
  for digit in digits.whole where digit.isDigit {
    micro = micro * 10 + Int(digit &- .zero)
    if micro > largestWhole { return .failure(digits.isNegative ? .negative : .tooLarge) }
  }
  guard digits.fraction.dropFirst(6).allSatisfy({ $0 == .zero }) else { return .failure(.tooFine) }
  for place in 0..<6 {
    let digit = place < digits.fraction.count ? Int(digits.fraction[digits.fraction.startIndex + place] &- .zero) : 0
    micro = micro * 10 + digit
  }
  if micro > largestWhole * 1_000_000 { return .failure(digits.isNegative ? .negative : .tooLarge) }
  if digits.isNegative, micro > 0 { return .failure(.negative) }
  return .success(
    WrittenNumber(amount: Amount(micro: micro), decimals: min(6, digits.fraction.count), hasPercent: hasPercent))
}
