import Documents
import Drawing
import Foundation
import PostalModel
import WorkbookWriting

extension OutputTable {
  /// - Parameter encoding: `OutputOptions` has checked it.
  func csv(_ encoding: CSVText.Encoding) -> Data {
    CSVText.data(titles.map { [.text($0)] } + [headings.map { .text($0) }] + rows, encoding: encoding)
  }

  /// The titles, and the rows as objects by their headings, one a line.
  var json: String {
    let lines = rows.map { row in
      var object = JSONObject()
      for (heading, cell) in zip(headings, row) { object.add(heading, cell.json) }
      return "\n" + JSONValue.object(object).text
    }
    var object = JSONObject()
    object.add("titles", .array(titles.map { .text($0) }))
    return String(JSONValue.object(object).text.dropLast()) + ",\"rows\":[" + lines.joined(separator: ",") + "\n]}\n"
  }

  /// The sheet under a name that workbooks take.
  var namedSheet: WorkbookSheet {
    var sheet = self.sheet
    var taken: Set<String> = []
    sheet.name = WorkbookSheet.name(name, besides: &taken)
    return sheet
  }

  var sheet: WorkbookSheet {
    let columns = headings.enumerated().map { place, heading in
      let cells = rows.lazy.compactMap { $0.indices.contains(place) ? $0[place] : nil }
      let width = cells.prefix(2000).map { DisplayWidth.columns(of: $0.shown) }.max() ?? 0
      return WorkbookSheet.Column(
        heading, width: min(60, max(width, DisplayWidth.columns(of: heading) + 3) + 2),
        content: cells.contains { if case .code = $0 { true } else { false } } ? .text : .general)
    }
    return WorkbookSheet(
      name: name, titles: titles, columns: columns, rows: rows.map { $0.map(\.written) }, notes: notes,
      repeatsTitles: true)
  }
}

extension OutputTable.Cell {
  fileprivate var json: JSONValue {
    switch self {
    case .text(let text), .code(let text), .told(let text, nil, _): .text(text)
    case .number(let digits), .told(_, .some(let digits), _): Double(digits).map { .number($0) } ?? .text(digits)
    case .day(let day): .text(day.description)
    case .empty: .null
    }
  }

  fileprivate var written: WorkbookSheet.Cell {
    switch self {
    case .text(""), .empty: .empty
    case .text(let text): .text(text)
    case .code(let text): .code(text)
    case .number(let text): Self.number(text)
    case .day(let day): .day(day)
    case .told(let text, let number, _): number.map(Self.number) ?? (text.isEmpty ? .empty : .text(text))
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
