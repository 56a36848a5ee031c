import PostalModel

/// The header found in a file.
struct Header {
  var shape: FormShape
  var separator: UInt8
  /// The row of the table, from 0.
  var row: Int
  var line: Int
  var headings: [Heading]
  /// By heading: the column of the form, nil where it has none.
  var columns: [Int?]
  /// Cells of the rows above.
  var above: [(line: Int, text: String)]
  /// Required columns that are absent.
  var missing: [Column]
  /// Of a table with one column a period: their places and months, in the order of the table; else empty.
  var periods: [(place: Int, month: Month)] = []
  /// None of the columns that the form is about is there.
  var lacksFigures: Bool
  var isComplete: Bool { missing.isEmpty && !lacksFigures }
  /// Headings that are known.
  var matched: Int
}

/// What the search for a header came to.
enum HeaderSearch {
  case found(Header)
  /// Some headings are known, but columns that cannot be done without are absent.
  case incomplete(Header)
  /// The headings fit these forms equally well.
  case ambiguous([Form], line: Int)
  /// Headings that fit another form than the one asked for.
  case other(Header)
  case none
}

/// Rows in which a header is looked for.
private let searchedRows = 20

/// Looks for the row with the most known headings among the first rows, under each separator.
func searchHeader(
  _ text: [UInt8], sheetRows: [Int32]? = nil, form: Form?, hasDefaultMonth: Bool, renamed: [String: String],
  wide: ColumnMap.Wide? = nil
) -> HeaderSearch {
  var best: [Form: Header] = [:]
  let separators: [UInt8] = sheetRows == nil ? [.comma, .tab, .semicolon] : [.comma]
  for separator in separators {
    let scanner = RowScanner(text, separator: separator, sheetRows: sheetRows)
    var above: [(line: Int, text: String)] = []
    var row = 0
    while row < searchedRows, scanner.next() {
      let headings = scanner.cells.map { cell in
        let range = scanner.trimmed(cell)
        // No heading is this long, and a quote never closed may have swallowed the file.
        return Heading(range.count > 600 ? "" : scanner.text(range))
      }
      for shape in allForms where wide == nil || shape.form == .figures {
        let header =
          wide.map {
            fitWide(
              headings, to: shape, renamed: renamed, wide: $0, separator: separator, row: row, line: scanner.rowLine,
              above: above)
          }
          ?? fit(
            headings, to: shape, hasDefaultMonth: hasDefaultMonth, renamed: renamed, separator: separator, row: row,
            line: scanner.rowLine, above: above)
        guard header.matched > 0 else { continue }
        if let rival = best[shape.form], !isBetter(header, than: rival) { continue }
        best[shape.form] = header
      }
      for heading in headings where !heading.written.isEmpty { above.append((scanner.rowLine, heading.written)) }
      row += 1
    }
  }
  let complete = allForms.compactMap { best[$0.form] }.filter(\.isComplete)
  let fullest = complete.map(\.matched).max() ?? 0
  if let form {
    guard let header = best[form] else { return .none }
    if header.isComplete {
      // An outlets register has all that the areas form needs; its names are not names of areas.
      if let other = complete.first(where: { $0.shape.form != form && $0.matched >= header.matched + 2 }) {
        return .other(other)
      }
      return .found(header)
    }
    return .incomplete(header)
  }
  if fullest > 0 {
    let winners = complete.filter { $0.matched == fullest }
    return winners.count == 1 ? .found(winners[0]) : .ambiguous(winners.map(\.shape.form), line: winners[0].line)
  }
  let partial = allForms.compactMap { best[$0.form] }
  let most = partial.map(\.matched).max() ?? 0
  let nearest = partial.filter { $0.matched == most }
  return nearest.count == 1 && most >= 2 ? .incomplete(nearest[0]) : .none
}

private func isBetter(_ header: Header, than rival: Header) -> Bool {
  if header.isComplete != rival.isComplete { return header.isComplete }
  return header.matched > rival.matched
}

private func fit(
  _ headings: [Heading], to shape: FormShape, hasDefaultMonth: Bool, renamed: [String: String], separator: UInt8,
  row: Int, line: Int, above: [(line: Int, text: String)]
) -> Header {
  let columns = headings.map { $0.plainWhole.isEmpty ? nil : $0.column(in: shape, renamed: renamed) }
  let present = Set(columns.compactMap { $0 })
  var missing: [Column] = []
  for (index, column) in shape.columns.enumerated() where !present.contains(index) {
    if column.need == .required || (column.need == .month && !hasDefaultMonth) { missing.append(column) }
  }
  let figures = shape.columns.indices.filter { shape.columns[$0].need == .figure }
  return Header(
    shape: shape, separator: separator, row: row, line: line, headings: headings, columns: columns, above: above,
    missing: missing, lacksFigures: !figures.isEmpty && present.isDisjoint(with: figures),
    matched: columns.count { $0 != nil })
}

/// A table with one column a period has to name its areas and at least one period.
private func fitWide(
  _ headings: [Heading], to shape: FormShape, renamed: [String: String], wide: ColumnMap.Wide, separator: UInt8,
  row: Int,
  line: Int, above: [(line: Int, text: String)]
) -> Header {
  let area = shape.columns.firstIndex { $0.key == "area_code" } ?? 0
  let columns = headings.map { heading in
    !heading.plainWhole.isEmpty && heading.column(in: shape, renamed: renamed) == area ? area : nil
  }
  let periods = headings.enumerated().compactMap { place, heading -> (place: Int, month: Month)? in
    guard columns[place] == nil, let month = month(of: heading, wide) else { return nil }
    return (place, month)
  }
  return Header(
    shape: shape, separator: separator, row: row, line: line, headings: headings, columns: columns, above: above,
    missing: columns.contains(area) ? [] : [shape.columns[area]], periods: periods, lacksFigures: periods.isEmpty,
    matched: columns.count { $0 != nil } + periods.count)
}

private func month(of heading: Heading, _ wide: ColumnMap.Wide) -> Month? {
  let text = Array(foldedHeading(heading.written).utf8)
  let year = readYear(text).flatMap { $0 >= 1 ? Month($0, wide.monthOfYear) : nil }
  let month = try? readMonth(text).get()
  switch wide.periods {
  case .years: return year
  case .months: return month
  case .listed(let names):
    return names.contains { plainHeading($0) == plainHeading(heading.written) } ? month ?? year : nil
  }
}
