import PostalModel

/// 标记文本: documents and tables as Markdown (CommonMark with the tables of GitHub), in which no text of theirs acts.
public enum Markdown {
  /// Text that stays what it is: no emphasis, link, code, table line or element of HTML comes of it.
  public static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.spellingUnseen(keeping: lineEnds).unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "|", "~", "#": out += "\\" + String(scalar)
      // What could end a link stands before no address.
      case "(" where out.hasSuffix("\\]"): out += "\\("
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      default:
        // A line that ended would begin something else.
        out.unicodeScalars.append(lineEnds.contains(scalar) ? " " : scalar)
      }
    }
    return out
  }

  private static let lineEnds = "\t\n\u{B}\u{C}\r\u{85}\u{2028}\u{2029}".unicodeScalars

  /// A line of its own, which its first sign makes no list.
  static func line(_ text: String) -> String {
    let escaped = escaped(text)
    guard let first = escaped.first else { return "" }
    if first == "-" || first == "+" || first == "=" { return "\\" + escaped }
    // A number and a dot would count.
    let digits = escaped.prefix { $0.isASCII && $0.isNumber }
    if !digits.isEmpty, let sign = escaped.dropFirst(digits.count).first, sign == "." || sign == ")" {
      return digits + "\\" + escaped.dropFirst(digits.count)
    }
    return escaped
  }

  static func table(headings: [String], isNumber: [Bool], rows: [[OutputTable.Cell]]) -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    return line(headings.map(escaped)) + line(isNumber.map { $0 ? "---:" : "---" })
      + rows.map { line($0.map { escaped($0.shown) }) }.joined()
  }
}

extension OutputTable {
  public var markdown: String {
    let head = titles.map { "**\(Markdown.escaped($0))**\n\n" }.joined()
    return head + "## \(Markdown.escaped(name))\n\n"
      + Markdown.table(headings: headings, isNumber: numberColumns, rows: rows)
      + (notes.isEmpty ? "" : "\n" + notes.map { Markdown.line($0) + "\n" }.joined(separator: "\n"))
  }

  /// Which columns hold numbers alone.
  var numberColumns: [Bool] { OutputTable.numberColumns(rows, count: headings.count) }

  static func numberColumns(_ rows: [[Cell]], count: Int) -> [Bool] {
    (0..<count).map { place in rows.contains { $0.indices.contains(place) && $0[place].isNumber } }
  }
}

extension Document {
  public var markdown: String {
    let marks = marks.map { "> **\(Markdown.escaped($0))**\n\n" }.joined()
    var text = marks + "# \(Markdown.escaped(title))\n\n" + paragraphs(lead)
    for section in sections {
      text += "## \(Markdown.escaped(section.title))\n\n" + paragraphs(section.text)
      let chosen = section.columns(.paper)
      let isNumber = OutputTable.numberColumns(
        section.parts.flatMap { $0.rows.map { row in chosen.map { row[$0.index] } } }, count: chosen.count)
      for (place, part) in section.parts.enumerated() {
        if let group = section.groupBegun(by: place) {
          text += "### \(Markdown.escaped(group.title))\n\n" + paragraphs([group.text])
        }
        if !part.title.isEmpty { text += "### \(Markdown.escaped(part.title))\n\n" }
        text += paragraphs(part.text)
        guard !part.rows.isEmpty else { continue }
        text += Markdown.table(
          headings: chosen.map(\.column.heading), isNumber: isNumber,
          rows: part.shown.map { row in chosen.map { row[$0.index] } })
        text += "\n"
        if part.leavesOut { text += paragraphs([part.more]) }
      }
      text += paragraphs(section.notes)
    }
    return text + "---\n\n" + marks + (foot.isEmpty ? "" : Markdown.line(foot) + "\n")
  }

  private func paragraphs(_ lines: [String]) -> String {
    lines.map { Markdown.line($0) + "\n\n" }.joined()
  }
}
