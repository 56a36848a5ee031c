extension Surface {
  /// The rows as text; blanks at their ends are kept only if asked for.
  public func rows(keepingTrailingBlanks: Bool = false) -> [String] {
    (0..<height).map { row in
      var text = ""
      for column in 0..<width {
        if let cell = cell(row: row, column: column) { text += characters(of: cell) }
      }
      if !keepingTrailingBlanks {
        while text.last == " " { text.removeLast() }
      }
      return text
    }
  }

  /// The rows as text, without the blanks at their ends.
  public var text: String { rows().joined(separator: "\n") }

  /// Parts of a row with one style, from left to right.
  public func runs(row: Int) -> [(columns: Range<Int>, style: Style)] {
    var runs: [(columns: Range<Int>, style: Style)] = []
    for column in 0..<width {
      guard let cell = cell(row: row, column: column) else { continue }
      if let last = runs.last, last.style == cell.style, last.columns.upperBound == column {
        runs[runs.count - 1].columns = last.columns.lowerBound..<(column + 1)
      } else {
        runs.append((column..<(column + 1), cell.style))
      }
    }
    return runs
  }

  /// The screen as a test records it: rows between bars, then a line `row: columns style …` for each row that is
  /// not all ordinary. A style is `role`, `role+` when strong, `role/ground` off the screen's ground. A run of
  /// nothing but blanks has no role, only a ground.
  public func goldenDump() -> String {
    var lines = rows(keepingTrailingBlanks: true).map { "|\($0)|" }
    for row in 0..<height {
      var runs: [(columns: Range<Int>, name: String)] = []
      var blanks: [Bool] = []
      for (columns, style) in self.runs(row: row) {
        let isBlank = columns.allSatisfy { cell(row: row, column: $0)?.scalar == " " }
        runs.append((columns, isBlank ? Self.name(ofBlank: style) : Self.name(of: style)))
        blanks.append(isBlank)
      }
      let shown = runs.filter { !$0.name.isEmpty }
      if shown.isEmpty { continue }
      let parts = shown.map { run in
        let last = run.columns.upperBound - 1
        return run.columns.lowerBound == last
          ? "\(last) \(run.name)" : "\(run.columns.lowerBound)-\(last) \(run.name)"
      }
      lines.append("\(row): " + parts.joined(separator: ", "))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func name(of style: Style) -> String {
    if style == Style() { return "" }
    return style.foreground.rawValue + (style.isStrong ? "+" : "")
      + (style.background == .screen ? "" : "/\(style.background.rawValue)")
  }

  private static func name(ofBlank style: Style) -> String {
    style.background == .screen ? "" : "/\(style.background.rawValue)"
  }
}
