import PostalModel

extension Intake {
  /// Finds rows of a file once more, as they came, by the code that reads returns; nothing in them is checked.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - file: its name.
  ///   - form: the form that the rows were read as.
  ///   - sheets: those of a workbook that rows were read from, in that order; empty for a text.
  ///   - places: see `SheetLine`.
  ///   - context: the map, the month and the names of columns that the file was read with.
  /// - Returns: by place; none for a place that the file does not have, and nothing at all where the file cannot be
  ///   read or its header not be found again.
  public static func originalRows(
    _ bytes: [UInt8], file: String, form: Form, sheets: [String], places: [Int], context: IntakeContext
  ) -> [Int: OriginalRow] {
    if places.isEmpty { return [:] }
    var result = IntakeResult(form: form)
    let renamed = renamedColumns(file, context, into: &result)
    guard result.problems.isEmpty else { return [:] }
    func header(_ text: [UInt8], _ rows: [Int32]? = nil) -> Header? {
      let search = searchHeader(
        text, sheetRows: rows, form: form, hasDefaultMonth: context.defaultMonth != nil, renamed: renamed,
        wide: context.map?.wide)
      if case .found(let header) = search { return header }
      return nil
    }
    var found: [Int: OriginalRow] = [:]
    guard Workbook.isZip(bytes) else {
      guard sheets.isEmpty, let text = try? decode(bytes), let header = header(text.bytes) else { return [:] }
      let table = Table(text: text.bytes, header: header)
      // A long text reaches the numbers of later sheets, but has none.
      find(places, in: table, into: &found) {
        SheetLine.place(sheet: SheetLine.sheet(of: $0), row: SheetLine.row(of: $0))
      }
      return found
    }
    guard let book = try? Workbook(bytes) else { return [:] }
    let bySheet = Dictionary(grouping: places) { SheetLine.sheet(of: $0) }
    for (number, name) in sheets.enumerated() {
      guard let places = bySheet[number], let sheet = book.sheets.first(where: { $0.name == name }),
        let text = try? book.text(of: sheet), let header = header(text.bytes, text.rows)
      else { continue }
      let table = Table(
        text: text.bytes, sheetRows: text.rows, header: header, sheetName: name, is1904: book.is1904)
      find(places, in: table, into: &found) { SheetLine.row(of: $0) }
    }
    return found
  }

  /// - Parameter line: of a place.
  private static func find(
    _ places: [Int], in table: Table, into found: inout [Int: OriginalRow], line: (Int) -> Int
  ) {
    let wanted = Dictionary(grouping: places, by: line)
    var left = wanted.count
    let scanner = table.scanner
    let header = table.header
    for _ in 0...header.row { _ = scanner.next() }
    while left > 0, scanner.next(), scanner.openQuote == nil {
      guard let places = wanted[scanner.rowLine] else { continue }
      left -= 1
      let row = OriginalRow(
        sheet: table.sheetName, line: scanner.rowLine,
        raw: String(decoding: table.text[scanner.rowRange], as: UTF8.self), cells: cells(scanner, header),
        is1904: table.is1904)
      for place in places {
        var row = row
        let column = SheetLine.column(of: place)
        if let period = header.periods.first(where: { $0.place == column - 1 }),
          row.cells.indices.contains(period.place)
        {
          row.value = period.place
          row.month = period.month
        }
        found[place] = row
      }
    }
  }

  private static func cells(_ scanner: RowScanner, _ header: Header) -> [OriginalRow.Cell] {
    (0..<max(header.headings.count, scanner.cells.count)).map { place in
      let column = place < header.columns.count ? header.columns[place] : nil
      return OriginalRow.Cell(
        heading: place < header.headings.count ? header.headings[place].written : "",
        column: column.map { header.shape.columns[$0].zh },
        text: place < scanner.cells.count ? scanner.text(scanner.trimmed(scanner.cells[place])) : "")
    }
  }
}
