import Drawing
import Foundation
import PostalModel
import WorkbookWriting

/// A table on its way to a file, in whichever format.
struct OutputTable {
  enum Cell: Equatable {
    case text(String)
    /// Digits that a spreadsheet must not take for a number.
    case code(String)
    /// As many decimals are shown as are written.
    case number(String)
    case day(Day)
    case empty
  }

  /// Of the sheet.
  var name: String
  /// Rows above the headings, such as whose figures they are not.
  var titles: [String] = []
  var headings: [String]
  var rows: [[Cell]]

  /// - Parameter encoding: `OutputOptions` has checked it.
  func csv(_ encoding: CSVText.Encoding) -> Data {
    CSVText.data(titles.map { [.text($0)] } + [headings.map { .text($0) }] + rows, encoding: encoding)
  }

  var sheet: WorkbookSheet {
    let columns = headings.enumerated().map { place, heading in
      let cells = rows.lazy.compactMap { $0.indices.contains(place) ? $0[place] : nil }
      let width = cells.prefix(2000).map { DisplayWidth.columns(of: $0.shown) }.max() ?? 0
      return WorkbookSheet.Column(
        heading, width: min(60, max(width, DisplayWidth.columns(of: heading) + 3) + 2),
        content: cells.contains { if case .code = $0 { true } else { false } } ? .text : .general)
    }
    return WorkbookSheet(name: name, titles: titles, columns: columns, rows: rows.map { $0.map(\.written) })
  }
}

extension OutputTable.Cell {
  fileprivate var shown: String {
    switch self {
    case .text(let text), .code(let text), .number(let text): text
    case .day(let day): day.description
    case .empty: ""
    }
  }

  fileprivate var written: WorkbookSheet.Cell {
    switch self {
    case .text(""), .empty: .empty
    case .text(let text): .text(text)
    case .code(let text): .code(text)
    case .number(let text): Self.number(text)
    case .day(let day): .day(day)
    }
  }

  /// A workbook holds fifteen digits of a number.
  private static func number(_ text: String) -> WorkbookSheet.Cell {
    guard let value = Double(text), text.utf8.count(where: { (48...57).contains($0) }) <= 15 else { return .code(text) }
    let decimals = text.firstIndex(of: ".").map { text.utf8.distance(from: $0, to: text.endIndex) - 1 } ?? 0
    return .number(value, decimals: decimals)
  }
}

extension DisplayWidth {
  /// Columns of a text as a plain list shows it.
  static func columns(of text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + columns(of: $1) } }
}
