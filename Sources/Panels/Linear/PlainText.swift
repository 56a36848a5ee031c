import Drawing
import PostalModel

/// Spans, facts and tables as plain words: what a mark says stands beside it as a word already, so that it goes.
struct PlainText {
  let words: Words

  private static let marks = Set(Status.allCases.flatMap { [$0.mark, $0.asciiMark] }).filter { !$0.isEmpty }
  /// Letters, figures and signs that are read out; lines, arrows and marks are not among them.
  private static let spoken = Glyphs()

  func text(_ spans: [Span]) -> String {
    var text = ""
    for span in spans { text += isVerdict(span.role) ? unmarked(span.text) : span.text }
    return clean(text)
  }

  /// A text without the signs that only a reader with eyes takes in.
  func clean(_ text: String) -> String {
    let told = text.replacing("→", with: words["linear.to"]).replacing("~", with: words["linear.partial"])
      .replacing(" · ", with: words["say.comma"])
    let shown = Self.spoken.shown(String(told.map { $0.isNewline || $0 == "\t" ? " " : $0 }))
    return shown.split(separator: " ").joined(separator: " ")
  }

  private func isVerdict(_ role: Role) -> Bool { Status(rawValue: role.rawValue) != nil || role == .metPartial }

  private func unmarked(_ text: String) -> String {
    for mark in Self.marks.sorted(by: { $0.count > $1.count }) {
      for lead in [mark + "* ", mark + " "] where text.hasPrefix(lead) { return String(text.dropFirst(lead.count)) }
    }
    return text
  }

  /// Names and what they stand for, a line each.
  func lines(_ facts: [Facts.Line]) -> [String] {
    facts.compactMap { line in
      let said = text(line.spans)
      if line.isHeading || said.isEmpty { return line.name.isEmpty ? nil : clean(line.name) }
      return line.name.isEmpty ? said : pair(clean(line.name), said)
    }
  }

  func pair(_ name: String, _ value: String) -> String { words["linear.pair", name, value] }

  /// Rows of a table, each cell behind its heading; the first speaks for itself, unless it is a number.
  func lines(_ table: Table, namesFirst: Bool = false) -> [String] {
    table.rows.map { row in
      zip(table.columns, row).enumerated().compactMap { place, pair -> String? in
        let said = text(pair.1.spans)
        if said.isEmpty { return nil }
        return (place == 0 && !namesFirst) || pair.0.heading.isEmpty || !table.showsHeadings
          ? said : "\(clean(pair.0.heading)) \(said)"
      }.joined(separator: words["say.comma"])
    }
  }
}
