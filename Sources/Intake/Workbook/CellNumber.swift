import Foundation
import PostalModel

/// A number of a sheet as its cell would be written in a text.
enum CellNumber {
  /// Writes the 15 digits that Excel keeps of a number: without an exponent where that loses nothing, else with one, so
  /// that codes and counts beyond them are refused as damaged. Decimals are rounded to the sixth, which is what the
  /// store keeps, unless that would make a whole number of a broken one.
  static func text(_ value: Double, format: NumberFormat, is1904: Bool) -> String? {
    guard value.isFinite else { return nil }
    switch format {
    case .date: return date(value, is1904: is1904) ?? plain(value)
    case .percent: return plain(value * 100) + "%"
    case .padded(let width):
      let text = plain(value)
      guard text.utf8.allSatisfy(\.isDigit) else { return text }
      return String(repeating: "0", count: max(0, min(width, 20) - text.utf8.count)) + text
    case .plain: return plain(value)
    }
  }

  private static func plain(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
    guard abs(value) < 1e15, abs(value) >= 1e-9 else { return String(format: "%.14E", value) }
    // 15 significant digits, written without an exponent.
    let whole = abs(value) < 1 ? 0 : String(Int(abs(value))).utf8.count
    let places = max(0, 15 - whole)
    let fine = trimmed(String(format: "%.\(places)f", value))
    guard let dot = fine.firstIndex(of: "."), fine[dot...].utf8.count > 7 else { return fine }
    let rounded = trimmed(String(format: "%.6f", value))
    return rounded.contains(".") ? rounded : fine
  }

  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var rest = text[...]
    while rest.last == "0" { rest = rest.dropLast() }
    if rest.last == "." { rest = rest.dropLast() }
    return rest == "-0" ? "0" : String(rest)
  }

  /// A day, with the time where there is one; nil for what is no day, such as a time alone.
  private static func date(_ value: Double, is1904: Bool) -> String? {
    guard value >= 1, value < 2_958_466 else { return nil }
    let seconds = ((value - value.rounded(.down)) * 86_400).rounded()
    let serial = Int(value.rounded(.down)) + (seconds == 86_400 ? 1 : 0)
    guard let day = day(serial, is1904: is1904) else { return nil }
    let time = Int(seconds) % 86_400
    if time == 0 { return day.description }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    return "\(day) \(two(time / 3600)):\(two(time / 60 % 60)):\(two(time % 60))"
  }

  /// The day of a serial number. In the 1900 system 60 is the 29th of February that 1900 did not have.
  static func day(_ serial: Int, is1904: Bool) -> Day? {
    if is1904 { return Day(ordinal: serial + 1462 - 25_569) }
    if serial == 60 { return nil }
    return Day(ordinal: serial - (serial < 60 ? 25_568 : 25_569))
  }
}
