internal import CXLSXWriter
import PostalModel

/// Writes one sheet.
struct SheetWriter {
  let library: yilan_xlsxwriter
  let page: UnsafeMutablePointer<lxw_worksheet>
  let formats: Formats

  private static let dayFormat = "yyyy-mm-dd"
  /// The day that serial number 0 stands for; right from March 1900.
  private static let epoch = Day(1899, 12, 30)!

  func write(_ sheet: WorkbookSheet) throws(WorkbookWritingFault) {
    let header = sheet.titles.count
    let lastColumn = UInt16(max(1, sheet.columns.count) - 1)
    for (row, title) in sheet.titles.enumerated() {
      try check(library.worksheet_write_string(page, UInt32(row), 0, WorkbookWriter.fitting(title), formats.title))
    }
    for (place, column) in sheet.columns.enumerated() {
      let x = UInt16(place)
      try check(
        library.worksheet_set_column(
          page, x, x, Double(column.width), formats.cell(code(of: column.content), isWrapped: sheet.isWrapped)))
      try check(
        library.worksheet_write_string(
          page, UInt32(header), x, WorkbookWriter.fitting(column.heading),
          formats.heading(isRequired: column.isRequired)))
      if !column.note.isEmpty { try note(column.note, row: header, column: place) }
      if !column.words.isEmpty { try allow(column.words, below: header, column: place) }
    }
    for (row, cells) in sheet.rows.enumerated() {
      for (place, cell) in cells.enumerated() {
        try write(cell, row: UInt32(header + 1 + row), column: UInt16(place), isWrapped: sheet.isWrapped)
      }
    }
    for (line, note) in sheet.notes.enumerated() {
      try check(
        library.worksheet_write_string(
          page, UInt32(header + 2 + sheet.rows.count + line), 0, WorkbookWriter.fitting(note), nil))
    }
    library.worksheet_freeze_panes(page, UInt32(header + 1), 0)
    if sheet.hasFilter {
      try check(
        library.worksheet_autofilter(
          page, UInt32(header), 0, UInt32(header + max(1, sheet.rows.count)), lastColumn))
    }
    // For printing: A4 across, as wide as one page, the headings on each.
    library.worksheet_set_landscape(page)
    library.worksheet_set_paper(page, 9)
    library.worksheet_fit_to_pages(page, 1, 0)
    try check(library.worksheet_repeat_rows(page, sheet.repeatsTitles ? 0 : UInt32(header), UInt32(header)))
  }

  private func code(of content: WorkbookSheet.Content) -> String? {
    switch content {
    case .general: nil
    case .text: "@"
    case .day: Self.dayFormat
    case .whole: "0"
    }
  }

  private func write(_ cell: WorkbookSheet.Cell, row: UInt32, column: UInt16, isWrapped: Bool)
    throws(WorkbookWritingFault)
  {
    func format(_ code: String?) -> PageFormat? { formats.cell(code, isWrapped: isWrapped) }
    switch cell {
    case .empty: break
    case .text(let text):
      try check(library.worksheet_write_string(page, row, column, WorkbookWriter.fitting(text), format(nil)))
    case .code(let text):
      try check(library.worksheet_write_string(page, row, column, WorkbookWriter.fitting(text), format("@")))
    case .number(let value, let decimals):
      try check(library.worksheet_write_number(page, row, column, value, format(decimals.map { Self.fixed($0) })))
    case .percent(let value, let decimals):
      try check(library.worksheet_write_number(page, row, column, value / 100, format(Self.fixed(decimals) + "%")))
    case .day(let day):
      try check(
        library.worksheet_write_number(
          page, row, column, Double(day.ordinal - Self.epoch.ordinal), format(Self.dayFormat)))
    }
  }

  /// `0.00` for two decimals.
  private static func fixed(_ decimals: Int) -> String {
    decimals == 0 ? "0" : "0." + String(repeating: "0", count: decimals)
  }

  private func note(_ text: String, row: Int, column: Int) throws(WorkbookWritingFault) {
    var options = lxw_comment_options()
    options.visible = UInt8(LXW_COMMENT_DISPLAY_HIDDEN.rawValue)
    options.width = 300
    options.height = UInt16(min(400, 24 + 20 * text.split(separator: "\n").reduce(0) { $0 + 1 + $1.count / 22 }))
    try check(library.worksheet_write_comment_opt(page, UInt32(row), UInt16(column), text, &options))
  }

  /// Offers the words in all rows of the column, and refuses others that are typed.
  private func allow(_ words: [String], below header: Int, column: Int) throws(WorkbookWritingFault) {
    var list: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    list.append(nil)
    defer { for word in list { free(word) } }
    let title = strdup("可填 · Words")
    let message = strdup(words.joined(separator: "、"))
    defer {
      free(title)
      free(message)
    }
    let status = list.withUnsafeMutableBufferPointer { list in
      var rule = lxw_data_validation()
      rule.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
      rule.value_list = list.baseAddress
      rule.ignore_blank = UInt8(LXW_VALIDATION_ON.rawValue)
      rule.show_error = UInt8(LXW_VALIDATION_ON.rawValue)
      rule.dropdown = UInt8(LXW_VALIDATION_ON.rawValue)
      rule.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_STOP.rawValue)
      rule.error_title = title
      rule.error_message = message
      return library.worksheet_data_validation_range(
        page, UInt32(header + 1), UInt16(column), UInt32(WorkbookWriter.mostRows - 1), UInt16(column), &rule)
    }
    try check(status)
  }

  private func check(_ status: lxw_error) throws(WorkbookWritingFault) {
    if status != LXW_NO_ERROR { throw .failed }
  }
}
