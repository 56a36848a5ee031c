import Drawing
import PostalModel

/// A table as plain text, its columns aligned by display width. No text in it begins a line or steers a terminal.
enum PlainTable {
  static func lines(headings: [String], rows: [[String]]) -> [String] {
    let (headings, rows) = (headings.map(Self.cell), rows.map { $0.map(Self.cell) })
    var widths = headings.map { DisplayWidth.columns(of: $0) }
    for row in rows {
      for (place, cell) in row.enumerated() { widths[place] = max(widths[place], DisplayWidth.columns(of: cell)) }
    }
    return ([headings] + rows).map { row in
      var line = ""
      for (place, cell) in row.enumerated() {
        line += cell
        if place + 1 < row.count {
          line += String(repeating: " ", count: widths[place] - DisplayWidth.columns(of: cell) + 2)
        }
      }
      return line
    }
  }

  private static func cell(_ text: String) -> String { text.spellingUnseen() }
}
