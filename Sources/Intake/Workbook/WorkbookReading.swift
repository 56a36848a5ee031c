import PostalModel

/// Reads the sheets of a workbook: those of the same form as one.
func readWorkbook(
  _ bytes: [UInt8], file: String, form: Form?, context: IntakeContext, renamed: [String: String]
) -> [IntakeResult] {
  var refused = IntakeResult(form: form)
  do throws(WorkbookFault) {
    let book = try Workbook(bytes)
    let search = try SheetSearch(book, file: file, form: form, context: context, renamed: renamed)
    if search.tables.isEmpty {
      refused.problems = search.problems
      return [refused]
    }
    var results: [IntakeResult] = []
    for (number, form) in search.forms.enumerated() {
      var result = IntakeResult(form: form)
      if number == 0 { result.notes = search.notes }
      let tables = search.tables.filter { $0.header.shape.form == form }
      readTables(tables, file, context, into: &result)
      results.append(result)
    }
    return results
  } catch {
    refused.problems = [Problem(file: file, line: error.line, zh: error.zh, en: error.en)]
    return [refused]
  }
}

/// The sheets of a workbook that are returns, and what is to be told of the others.
private struct SheetSearch {
  private(set) var tables: [Table] = []
  private(set) var notes: [IntakeNote] = []
  /// Why no sheet is a return, where none is.
  private(set) var problems: [Problem] = []

  /// In the order of their first sheets.
  var forms: [Form] {
    var forms: [Form] = []
    for table in tables where !forms.contains(table.header.shape.form) { forms.append(table.header.shape.form) }
    return forms
  }

  init(_ book: Workbook, file: String, form: Form?, context: IntakeContext, renamed: [String: String])
    throws(WorkbookFault)
  {
    var chosen = book.sheets
    if let name = context.sheet {
      chosen = book.sheets.filter { $0.name == name }
      if chosen.isEmpty { chosen = book.sheets.filter { plainHeading($0.name) == plainHeading(name) } }
      guard !chosen.isEmpty else {
        let names = book.sheets.prefix(30).map { showable($0.name) }.joined(separator: "、")
        problems = [
          Problem(
            file: file, zh: "没有工作表「\(showable(name))」;有的是:\(names)",
            en: "there is no sheet '\(showable(name))'; there are: \(names)")
        ]
        return
      }
    }
    var size = 0
    var failed: [(sheet: String, problem: Problem)] = []
    for sheet in chosen {
      if sheet.isHidden, context.sheet == nil {
        notes.append(
          IntakeNote(
            line: 0, zh: "隐藏的工作表,未读入;要读请用 --sheet 指明",
            en: "this sheet is hidden and was passed over; name it by --sheet to read it", sheet: sheet.name))
        continue
      }
      let text: SheetText
      do throws(WorkbookFault) {
        text = try book.text(of: sheet)
      } catch {
        var fault = error
        fault.zh = "工作表「\(showable(sheet.name))」:" + fault.zh
        fault.en = "sheet '\(showable(sheet.name))': " + fault.en
        throw fault
      }
      if text.rows.isEmpty { continue }
      if context.sheet == nil, text.bytes.starts(with: Intake.explanationMark.utf8) { continue }
      // Many sheets must not hold what one may not.
      size += text.bytes.count
      if size > SheetText.mostBytes { throw .tooManyCells }
      let search = searchHeader(
        text.bytes, sheetRows: text.rows, form: form, hasDefaultMonth: context.defaultMonth != nil, renamed: renamed,
        wide: context.map?.wide)
      if case .found(let header) = search {
        tables.append(
          Table(
            text: text.bytes, sheetRows: text.rows, header: header, sheetName: sheet.name, is1904: book.is1904))
      } else {
        failed.append((sheet.name, headerProblem(search, form: form, file: sheetPath(file, sheet.name))))
      }
    }
    if tables.isEmpty {
      problems = failed.map(\.problem)
      if failed.isEmpty {
        problems = [
          Problem(
            file: file, zh: "工作簿里没有内容;请填写后再报送,空表见 yilan template FORM",
            en: "the workbook is empty; fill in a form, for an empty one see yilan template FORM")
        ]
      }
      return
    }
    for (sheet, problem) in failed {
      notes.append(
        IntakeNote(
          line: problem.line, zh: "本工作表未读入:" + problem.zh, en: "this sheet was passed over: " + problem.en,
          sheet: sheet))
    }
  }
}
