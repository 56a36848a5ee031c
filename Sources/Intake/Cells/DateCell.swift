import PostalModel

/// Why a cell is no day or no month.
enum DateFault: CellFault {
  /// A number of days since 1900 as Excel keeps them.
  case serial(Day)
  case impossible(String)
  /// The day or the month stands before the year, or the year has two digits.
  case yearNotFirst
  /// `2025.1`, which is also what is left of 2025.10.
  case lostZero
  case text(example: String)

  var remark: (zh: String, en: String) {
    switch self {
    case .serial(let day):
      (
        "是 Excel 的日期序号(疑为 \(day));请把该列设为日期格式后另存",
        "is a serial number of Excel (perhaps \(day)); format the column as dates and save again"
      )
    case .impossible(let what):
      ("不是真实的日期:\(what) 不存在;请核对", "is no day of the calendar: there is no \(what); check it")
    case .yearNotFirst: ("不是年在前的四位年份日期;应如 2025-07-08", "does not begin with a four-digit year; give it as 2025-07-08")
    case .lostZero:
      (
        "分不清是 1 月还是丢了 0 的 10 月;应写成 2025-01 或 2025-10",
        "may be January or October with its zero lost; give 2025-01 or 2025-10"
      )
    case .text(let example): ("读不出日期;应如 \(example)", "cannot be read; give it as \(example)")
    }
  }
}

/// What a folded cell holds, cut into numbers.
private struct DateParts {
  var numbers: [Int] = []
  /// Digits of each number.
  var widths: [Int] = []
  var usesDot = false
}

/// Cuts at `-`, `/`, `.` and 年月日; nil for anything else. A time of day behind a blank or T is left out.
private func dateParts(_ folded: ArraySlice<UInt8>) -> DateParts? {
  var parts = DateParts()
  var at = folded.startIndex
  let end = folded.endIndex
  func isSign(_ bytes: [UInt8]) -> Bool { at + 3 <= end && folded[at..<(at + 3)].elementsEqual(bytes) }
  while at < end {
    var value = 0
    var width = 0
    while at < end, folded[at] == .space { at += 1 }
    while at < end, folded[at].isDigit {
      guard width < 9 else { return nil }
      value = value * 10 + Int(folded[at] &- .zero)
      width += 1
      at += 1
    }
    guard width > 0 else { return nil }
    parts.numbers.append(value)
    parts.widths.append(width)
    while at < end, folded[at] == .space {
      at += 1
      // Behind three numbers, a digit opens the time of day.
      if parts.numbers.count == 3, at < end, folded[at].isDigit { return isTime(folded[at...]) ? parts : nil }
    }
    guard at < end else { return parts }
    switch folded[at] {
    case .dash, .slash: at += 1
    case .dot:
      parts.usesDot = true
      at += 1
    case 0x54 where parts.numbers.count == 3: return isTime(folded[(at + 1)...]) ? parts : nil
    default:
      // 年, 月, 日
      guard isSign([0xE5, 0xB9, 0xB4]) || isSign([0xE6, 0x9C, 0x88]) || isSign([0xE6, 0x97, 0xA5]) else { return nil }
      at += 3
      // 份, as in 6月份
      if isSign([0xE4, 0xBB, 0xBD]) { at += 3 }
      if at == end { return parts }
      continue
    }
    guard at < end else { return nil }
  }
  return parts
}

private func isTime(_ text: ArraySlice<UInt8>) -> Bool {
  !text.isEmpty && text.allSatisfy { $0.isDigit || $0 == 0x3A || $0 == .dot || $0 == .space }
}

/// A day from a folded cell.
func readDay(_ folded: [UInt8]) -> Result<Day, DateFault> {
  let text = withoutTextMark(folded)
  let example = DateFault.text(example: "2025-07-08")
  if let serial = excelSerial(text) { return .failure(.serial(serial)) }
  guard let parts = dateParts(text) else { return .failure(example) }
  let numbers = parts.numbers
  if numbers.count == 1, parts.widths[0] == 8 {
    return day(numbers[0] / 10_000, numbers[0] / 100 % 100, numbers[0] % 100)
  }
  guard numbers.count == 3 else { return .failure(example) }
  guard parts.widths[0] == 4 else { return .failure(parts.widths[0] <= 2 ? .yearNotFirst : example) }
  guard parts.widths[1] <= 2, parts.widths[2] <= 2 else { return .failure(example) }
  return day(numbers[0], numbers[1], numbers[2])
}

/// A month from a folded cell; of a whole date its month.
func readMonth(_ folded: [UInt8]) -> Result<Month, DateFault> {
  let text = withoutTextMark(folded)
  let example = DateFault.text(example: "2025-06")
  if let serial = excelSerial(text) { return .failure(.serial(serial)) }
  guard let parts = dateParts(text) else { return .failure(example) }
  let numbers = parts.numbers
  switch numbers.count {
  case 1 where parts.widths[0] == 6: return month(numbers[0] / 100, numbers[0] % 100)
  case 1 where parts.widths[0] == 8: return readDay(folded).map { Month($0) }
  case 2 where parts.widths[0] == 4 && parts.widths[1] <= 2:
    if parts.usesDot, parts.widths[1] == 1, numbers[1] == 1 { return .failure(.lostZero) }
    return month(numbers[0], numbers[1])
  case 3: return readDay(folded).map { Month($0) }
  default: return .failure(example)
  }
}

/// A year of four digits, 年 or 年末 behind it.
func readYear(_ folded: [UInt8]) -> Int? {
  var text = withoutTextMark(folded)
  let endings: [[UInt8]] = [Array("年末".utf8), Array("年底".utf8), Array("年".utf8), Array(".0".utf8)]
  for ending in endings where text.count > ending.count && text.suffix(ending.count).elementsEqual(ending) {
    text = text.dropLast(ending.count)
    break
  }
  guard text.count == 4, text.allSatisfy(\.isDigit) else { return nil }
  return text.reduce(0) { $0 * 10 + Int($1 &- .zero) }
}

/// What is wrong with a month as the month of a return.
func monthFault(_ month: Month, thisMonth: Month) -> (zh: String, en: String)? {
  if month > thisMonth {
    return (
      "\(month) 晚于今天所在的 \(thisMonth);不能报送将来的月份",
      "\(month) is later than the present month, \(thisMonth); a return cannot be for the future"
    )
  }
  if month < Month(2000, 1) {
    return ("\(month) 早于 2000 年;请核对年份", "\(month) is before 2000; check the year")
  }
  return nil
}

private func day(_ year: Int, _ month: Int, _ day: Int) -> Result<Day, DateFault> {
  guard let found = Day(year, month, day), year >= 1900 else {
    return .failure(.impossible("\(fourDigits(year))-\(twoDigits(month))-\(twoDigits(day))"))
  }
  return .success(found)
}

private func month(_ year: Int, _ month: Int) -> Result<Month, DateFault> {
  guard (1...12).contains(month), year >= 1 else {
    return .failure(.impossible("\(fourDigits(year))-\(twoDigits(month))"))
  }
  return .success(Month(year, month))
}

/// The day of a serial number of Excel from 1954 to 2119; such numbers have five digits, and perhaps `.0`.
private func excelSerial(_ text: ArraySlice<UInt8>) -> Day? {
  let whole = text.prefix { $0.isDigit }
  let rest = text.dropFirst(whole.count)
  guard whole.count == 5, rest.isEmpty || (rest.first == .dot && rest.dropFirst().allSatisfy(\.isDigit)) else {
    return nil
  }
  let serial = whole.reduce(0) { $0 * 10 + Int($1 &- .zero) }
  guard (20_000...80_000).contains(serial) else { return nil }
  return Day(ordinal: serial - 25_569)
}

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

private func fourDigits(_ number: Int) -> String {
  let text = String(number)
  return String(repeating: "0", count: max(0, 4 - text.count)) + text
}
