import Documents
import Foundation
import PostalModel

/// CSV for Excel on Chinese Windows: a byte-order mark or GB18030, CRLF, and text that a spreadsheet cannot run.
enum CSVText {
  enum Encoding: String {
    case utf8 = "utf-8"
    case gb18030
  }

  static func data(_ rows: [[OutputTable.Cell]], encoding: Encoding) -> Data {
    data(rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined(), encoding: encoding)
  }

  static func data(_ text: String, encoding: Encoding) -> Data {
    switch encoding {
    case .utf8: return Data([0xEF, 0xBB, 0xBF]) + Data(text.utf8)
    case .gb18030:
      // 0x80000632 is kCFStringEncodingGB_18030_2000.
      return text.data(using: String.Encoding(rawValue: 0x8000_0632), allowLossyConversion: true) ?? Data()
    }
  }

  private static func cell(_ cell: OutputTable.Cell) -> String {
    switch cell {
    case .empty: return ""
    case .number(let digits), .told(_, .some(let digits), _): return digits
    case .told(let text, nil, _): return self.cell(.text(text))
    // A tab before them keeps them text.
    case .code(let digits) where digits.utf8.allSatisfy({ (48...57).contains($0) }): return "\t" + digits
    case .code(let text): return self.cell(.text(text))
    case .day(let day): return day.description
    case .text(let text) where isLongNumber(text): return "\t" + text
    case .text(let text):
      // What is printed on a terminal, or opened in an editor, must neither steer nor hide.
      let text = text.replacing("\r\n", with: "\n").spellingUnseen(keeping: "\t\n".unicodeScalars)
      let safe = startsFormula(text) ? "'" + text : text
      guard safe.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return safe }
      return "\"" + safe.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
  }

  /// Whether a spreadsheet would take it for a formula: by its first character, full-width forms of which some take for
  /// the same.
  private static func startsFormula(_ text: String) -> Bool {
    text.unicodeScalars.first.map { "=+-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains($0) } ?? false
  }

  /// Digits a spreadsheet would round after the fifteenth or strip of their first zero.
  private static func isLongNumber(_ text: String) -> Bool {
    guard text.utf8.allSatisfy({ (48...57).contains($0) }) else { return false }
    return text.utf8.count > 11 || (text.utf8.count > 1 && text.utf8.first == 48)
  }
}
