import PostalModel

/// 导入: reads the returns that offices send.
public enum Intake {
  /// Problems that a result lists before it only counts the others.
  public static let mostProblems = 1000

  /// Reads a return of one form; see `readAll`. A workbook that holds several forms is refused, with the way to name one.
  public static func read(_ bytes: [UInt8], file: String, form: Form?, context: IntakeContext) -> IntakeResult {
    let results = readAll(bytes, file: file, form: form, context: context)
    if results.count == 1 { return results[0] }
    var result = IntakeResult(form: form)
    let forms = results.compactMap(\.form)
    result.problems = [
      Problem(
        file: file,
        zh: "工作簿里有几种报表:\(forms.map { "\($0.zh)(\($0.rawValue))" }.joined(separator: "、"));请用 --form 或 --sheet 指明",
        en: "the workbook holds several forms: \(forms.map(\.rawValue).joined(separator: ", ")); name one by --form or "
          + "--sheet")
    ]
    return result
  }

  /// Reads a file of returns.
  ///
  /// CSV: UTF-8 with or without a byte order mark or GB18030; comma, tab or semicolon; RFC 4180 quotes; any line end.
  /// XLSX: all sheets that are not hidden, or the one that the context names; sheets of the same form are read as one
  /// table, those without a known header are noted where another has one. Both: title and unit rows above the header;
  /// columns in any order.
  ///
  /// Never fails: whatever is wrong is among the results' problems, each with its line, its column and what would be
  /// right. A row with a problem is rejected whole. `kept + rejected = read`.
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - file: its name, as problems show it.
  ///   - form: nil to tell the form by the headings.
  /// - Returns: one result, or for a workbook one a form, in the order of their first sheets.
  public static func readAll(_ bytes: [UInt8], file: String, form: Form?, context: IntakeContext) -> [IntakeResult] {
    var result = IntakeResult(form: form)
    let renamed = renamedColumns(file, context, into: &result)
    if let month = context.defaultMonth, let words = monthFault(month, thisMonth: Month(context.today)) {
      result.problems.append(Problem(file: file, zh: "--period " + words.zh, en: "--period " + words.en))
    }
    if context.map?.wide != nil, context.defaultMonth != nil || (form ?? .figures) != .figures {
      result.problems.append(
        Problem(
          file: file, zh: "对照表已指明各列的时期(form figures);请去掉 --period 和其他 --form",
          en: "the map says which columns are periods (form figures); leave out --period and any other --form"))
    }
    guard result.problems.isEmpty else { return [result] }
    let form = form ?? context.map?.form ?? (context.map?.wide == nil ? nil : .figures)
    if Workbook.isZip(bytes) { return readWorkbook(bytes, file: file, form: form, context: context, renamed: renamed) }
    if bytes.isEmpty {
      result.problems = [
        Problem(file: file, zh: "文件是空的;请确认导出或保存是否完成", en: "the file is empty; see whether it was saved in full")
      ]
      return [result]
    }
    if file.lowercased().hasSuffix(".xlsx"), !bytes.starts(with: [0xD0, 0xCF]) {
      result.problems = [
        Problem(
          file: file, zh: "名为 .xlsx 却不是 Excel 工作簿;请用 Excel 或 WPS 打开并另存为「Excel 工作簿(*.xlsx)」",
          en: "is called .xlsx but is no Excel workbook; open it in Excel or WPS and save it again as .xlsx")
      ]
      return [result]
    }
    let text: DecodedText
    do {
      text = try decode(bytes)
    } catch {
      result.problems = [Problem(file: file, line: error.line, zh: error.zh, en: error.en)]
      return [result]
    }
    result.encoding = text.encoding
    if let sheet = context.sheet {
      result.problems = [
        Problem(
          file: file, zh: "--sheet \(showable(sheet)):这是文本文件,没有工作表;请去掉 --sheet",
          en: "--sheet \(showable(sheet)): this is a text and has no sheets; leave --sheet out")
      ]
      return [result]
    }
    let search = searchHeader(
      text.bytes, form: form, hasDefaultMonth: context.defaultMonth != nil, renamed: renamed,
      wide: context.map?.wide)
    guard case .found(let header) = search else {
      result.problems = [unclosedQuote(text.bytes, file) ?? headerProblem(search, form: form, file: file)]
      return [result]
    }
    readTables([Table(text: text.bytes, header: header)], file, context, into: &result)
    return [result]
  }

  /// The columns of a form in the order of its template.
  public static func columns(of form: Form) -> [Column] { allForms.first { $0.form == form }?.columns ?? [] }

  /// What the sheet of a template begins with that explains it; a sheet that begins so is passed over in silence.
  public static let explanationMark = "填表说明 · How to fill in"

  /// What stands in rows that are sent back: the line they came from, and why they were kept out. Columns headed so are
  /// passed over in silence, so that the rows can be corrected and sent as they are.
  public static func rejectionHeadings(_ language: Language) -> [String] {
    language == .zh ? ["原行", "拒收原因"] : ["line", "reason"]
  }

  /// An empty form as CSV: the Chinese headings and one example row, which the reader takes where its area is known.
  public static func template(_ form: Form) -> String {
    let columns = columns(of: form)
    let headings = columns.map(\.zh).joined(separator: ",")
    let example = columns.map(\.example).joined(separator: ",")
    return headings + "\r\n" + example + "\r\n"
  }
}

/// By heading made plain: the plain name of the column it stands for.
func renamedColumns(_ file: String, _ context: IntakeContext, into result: inout IntakeResult) -> [String:
  String]
{
  var renamed: [String: String] = [:]
  let names = context.columnNames.merging(context.map?.columns ?? [:]) { _, mapped in mapped }
  for (theirs, ours) in names.sorted(by: { $0.key < $1.key }) {
    let name = plainHeading(ours)
    if !allForms.contains(where: { $0.names[name] != nil }) {
      result.problems.append(unknownName(theirs, ours, file))
    }
    renamed[plainHeading(theirs)] = name
  }
  return renamed
}

/// Reads tables of one form.
func readTables(_ tables: [Table], _ file: String, _ context: IntakeContext, into result: inout IntakeResult) {
  let shape = tables[0].header.shape
  result.form = shape.form
  result.sheets = tables.compactMap(\.sheetName)
  let present = tables.map { Set($0.header.columns.compactMap { $0 }) }
  let all = present.reduce(into: Set()) { $0.formUnion($1) }
  result.absentColumns = shape.columns.indices.filter { !all.contains($0) }.map { shape.columns[$0].key }
  for (table, own) in zip(tables, present) {
    let path = sheetPath(file, table.sheetName)
    result.problems += headingProblems(table.header, path)
    // Of a register an absent column leaves what is known, and an empty cell clears it: the sheets must agree.
    if shape.form == .outlets, own != all {
      let names = all.subtracting(own).sorted().map { shape.columns[$0].title }.joined(separator: "、")
      result.problems.append(
        Problem(
          file: path, line: table.header.line, zh: "本表缺少其他工作表有的列 \(names);请补上这些列,或用 --sheet 逐表导入",
          en:
            "this sheet lacks columns that other sheets have: \(names); add them, or import sheet by sheet with --sheet"
        ))
    }
  }
  guard result.problems.isEmpty else { return }
  readRows(tables, file, context, into: &result)
}

private func readRows(_ tables: [Table], _ file: String, _ context: IntakeContext, into result: inout IntakeResult) {
  let sheet = Sheet(tables: tables, file: file, context: context)
  let header = tables[0].header
  guard let rows = header.shape.read(sheet) else {
    result.problems = sheet.scanner.openQuote.map { [unclosedProblem($0, file)] } ?? []
    return
  }
  result.notes += tables.flatMap { unusedColumns($0.header, sheet: $0.sheetName) } + sheet.notes
  result.read = sheet.places.count
  result.rows = rows
  var byRow: [Int: [Problem]] = [:]
  for fault in sheet.faults { byRow[fault.row, default: []].append(fault.problem) }
  for row in byRow.keys.sorted() {
    let place = sheet.places[row]
    let problems = byRow[row]!.enumerated().sorted { left, right in
      (left.element.line, left.element.column, left.offset) < (right.element.line, right.element.column, right.offset)
    }.map(\.element)
    result.rejected.append(
      RejectedRow(line: place.line, place: sheet.storedPlace(row), raw: sheet.raw(row), problems: problems))
  }
  let all = result.rejected.reduce(0) { $0 + $1.problems.count }
  for row in result.rejected where result.problems.count < Intake.mostProblems {
    result.problems += row.problems.prefix(Intake.mostProblems - result.problems.count)
  }
  if all > Intake.mostProblems {
    let more = all - Intake.mostProblems
    result.problems.append(
      Problem(
        file: file, zh: "另有 \(more) 处问题未列出;请先改正以上各处", en: "\(more) more problems are not listed; correct these first"))
  }
  if result.read == 0 {
    result.problems.append(
      Problem(
        file: sheetPath(file, tables[0].sheetName), line: header.line, zh: "表头之下没有数据行;请填写后再报送",
        en: "there are no rows of data below the header; fill in the form"))
  }
}

// MARK: Problems of the whole file

func headerProblem(_ search: HeaderSearch, form: Form?, file: String) -> Problem {
  switch search {
  case .incomplete(let header): return missingColumns(header, file)
  case .ambiguous(let forms, let line):
    let zh = forms.map { "\($0.zh)(\($0.rawValue))" }.joined(separator: "、")
    let en = forms.map(\.rawValue).joined(separator: ", ")
    return Problem(
      file: file, line: line, zh: "按表头分不清是哪张表:\(zh) 都符合;请用 --form 指明",
      en: "the headings fit more than one form: \(en); name one by --form")
  case .other(let header):
    let other = header.shape.form
    let asked = form ?? other
    return Problem(
      file: file, line: header.line,
      zh: "表头是\(other.zh)(\(other.rawValue)),不是所指定的\(asked.zh)(\(asked.rawValue));请改用 --form \(other.rawValue)",
      en: "the headings are those of the form \(other.rawValue), not of \(asked.rawValue); use --form \(other.rawValue)"
    )
  case .none, .found:
    if let form, let shape = allForms.first(where: { $0.form == form }) {
      let needed = shape.columns.filter { $0.need == .required || $0.need == .month }.map(\.title)
      return Problem(
        file: file,
        zh: "前 20 行中没有\(form.zh)的表头;须有 \(needed.joined(separator: "、")) 等列,空表见 yilan template \(form.rawValue)",
        en: "there is no header of the form \(form.rawValue) in the first 20 rows; it needs the columns "
          + "\(needed.joined(separator: ", ")); for an empty form see yilan template \(form.rawValue)")
    }
    let zh = allForms.map { "\($0.form.zh)(\($0.form.rawValue))" }.joined(separator: "、")
    let en = allForms.map(\.form.rawValue).joined(separator: ", ")
    return Problem(
      file: file, zh: "前 20 行中没有认得的表头;可报的表有 \(zh),空表见 yilan template FORM",
      en: "there is no known header in the first 20 rows; the forms are \(en); for an empty one see yilan template FORM"
    )
  }
}

private func missingColumns(_ header: Header, _ file: String) -> Problem {
  let form = header.shape.form
  let found = header.headings.map(\.written).filter { !$0.isEmpty }.map(showable)
  let listed = found.prefix(30).joined(separator: "、") + (found.count > 30 ? "…" : "")
  if header.missing.isEmpty {
    let figures = header.shape.columns.filter { $0.need == .figure }
    let names = figures.map(\.title).joined(separator: "、")
    return Problem(
      file: file, line: header.line, zh: "\(form.zh)没有数据列;至少要有一列:\(names);现有表头:\(listed)",
      en: "the form \(form.rawValue) has no column of figures; give at least one of \(names); headings found: \(listed)"
    )
  }
  let names = header.missing.map(\.title).joined(separator: "、")
  let needsMonth = header.missing.contains { $0.need == .month }
  return Problem(
    file: file, line: header.line,
    zh: "\(form.zh)缺少列 \(names)\(needsMonth ? ",月份也可用 --period 给出" : "");现有表头:\(listed)",
    en: "the form \(form.rawValue) lacks the column \(names)"
      + "\(needsMonth ? "; the month may also be given by --period" : ""); headings found: \(listed)")
}

/// Faults of the header that make every row doubtful: a column twice, or a scale.
private func headingProblems(_ header: Header, _ file: String) -> [Problem] {
  var problems: [Problem] = []
  var first: [Int: Int] = [:]
  for (place, heading) in header.headings.enumerated() {
    guard let index = header.columns[place] else { continue }
    let column = header.shape.columns[index]
    if let earlier = first[index] {
      let (one, two) = (showable(header.headings[earlier].written), showable(heading.written))
      problems.append(
        Problem(
          file: file, line: header.line, column: place + 1,
          zh: "第 \(earlier + 1) 列「\(one)」与本列「\(two)」都是\(column.title);请删去或改名一列",
          en: "column \(earlier + 1) '\(one)' and this one '\(two)' are both \(column.title); remove or rename one"))
    }
    first[index] = place
    if column.isCount, let scale = heading.scale {
      problems.append(scaleProblem(showable(scale), file, line: header.line, column: place + 1, title: column.title))
    }
    if column.hasUnitOfRow, let scale = heading.scale, scale != "%" {
      problems.append(
        Problem(
          file: file, line: header.line, column: place + 1,
          zh: "\(column.title)的表头带单位「\(showable(scale))」;各行须按指标自己的单位填报,请换算后去掉此单位",
          en: "the heading of \(column.title) names the unit '\(showable(scale))', but each row is in the unit of its "
            + "indicator; convert the figures and take the unit off"))
    }
  }
  // The map of a table with one column a period says what its unit comes to.
  if header.periods.isEmpty, header.shape.columns.contains(where: \.isCount) {
    for cell in header.above {
      guard let scale = tableScale(cell.text) else { continue }
      problems.append(scaleProblem(showable(scale), file, line: cell.line, column: 1, title: ""))
    }
  }
  return problems
}

private func scaleProblem(_ scale: String, _ file: String, line: Int, column: Int, title: String) -> Problem {
  Problem(
    file: file, line: line, column: column, zh: "\(title)单位是「\(scale)」;须按个数(人、件等)填报,请换算后去掉此单位",
    en: "\(title.isEmpty ? "the unit" : "the unit of " + title) is '\(scale)'; give single persons or parcels and take "
      + "the unit off")
}

private func unusedColumns(_ header: Header, sheet: String?) -> [IntakeNote] {
  var unused: [(place: Int, name: String)] = []
  let periods = Set(header.periods.map(\.place))
  let ours = Language.allCases.flatMap(Intake.rejectionHeadings)
  for (place, heading) in header.headings.enumerated() where header.columns[place] == nil && !periods.contains(place) {
    if heading.written.isEmpty || ours.contains(heading.plainWhole) { continue }
    unused.append((place + 1, showable(heading.written)))
  }
  if unused.isEmpty { return [] }
  let zh = unused.map { "\($0.name)(第 \($0.place) 列)" }.joined(separator: "、")
  let en = unused.map { "\($0.name) (column \($0.place))" }.joined(separator: ", ")
  return [IntakeNote(line: header.line, zh: "未用到的列:\(zh)", en: "columns not used: \(en)", sheet: sheet)]
}

private func unknownName(_ theirs: String, _ ours: String, _ file: String) -> Problem {
  Problem(
    file: file, zh: "对照表把「\(showable(theirs))」对到「\(showable(ours))」,但没有这一列;列名见 yilan template FORM",
    en: "the map gives '\(showable(theirs))' the name '\(showable(ours))', which no form has; see yilan template FORM")
}

/// A quote that is never closed swallows the header too; it is what to tell of then.
private func unclosedQuote(_ text: [UInt8], _ file: String) -> Problem? {
  let scanner = RowScanner(text, separator: .comma)
  while scanner.next() {}
  return scanner.openQuote.map { unclosedProblem($0, file) }
}

private func unclosedProblem(_ quote: (line: Int, column: Int), _ file: String) -> Problem {
  Problem(
    file: file, line: quote.line, column: quote.column, zh: "第 \(quote.line) 行的引号没有配对的引号,其后无法分行;请补上或删去这个引号",
    en: "the quote opened on line \(quote.line) is never closed, so rows cannot be told apart; close it or remove it")
}
