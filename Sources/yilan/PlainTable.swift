import Drawing

/// A table as plain text, its columns aligned by display width.
enum PlainTable {
  static func lines(headings: [String], rows: [[String]]) -> [String] {
    var widths = headings.map(columns)
    for row in rows { for (place, cell) in row.enumerated() { widths[place] = max(widths[place], columns(cell)) } }
    return ([headings] + rows).map { row in
      var line = ""
      for (place, cell) in row.enumerated() {
        line += cell
        if place + 1 < row.count { line += String(repeating: " ", count: widths[place] - columns(cell) + 2) }
      }
      return line
    }
  }

  private static func columns(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + DisplayWidth.columns(of: $1) }
  }
}
