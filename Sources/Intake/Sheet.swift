import PostalModel

/// What a cell came to.
enum Field<Value> {
  case missing
  /// A fault was told.
  case bad
  case value(Value)

  var value: Value? {
    if case .value(let value) = self { return value }
    return nil
  }

  var isBad: Bool {
    if case .bad = self { return true }
    return false
  }
}

/// A table to read: a text, or one sheet of a workbook, with the header that was found in it.
struct Table {
  var text: [UInt8]
  /// By row of the text: its row in the sheet; nil for a text of its own.
  var sheetRows: [Int32]?
  var header: Header
  var sheetName: String?
  /// Serial numbers of days are taken; those of a text may be anything.
  var takesSerials: Bool { sheetRows != nil }
  /// They are counted from 1904.
  var is1904 = false

  /// One that stands at its start.
  var scanner: RowScanner { RowScanner(text, separator: header.separator, sheetRows: sheetRows) }
}

/// The tables of a file being read as one form: gives the cells of the present row by the form's columns, and gathers
/// faults.
final class Sheet {
  struct Place {
    var line: Int
    var table: Int
    /// Where the row stands in the text of its table, or the name of its area in the scanner's where it holds several
    /// values.
    var range: Range<Int>
    /// Of a row of several values the one that is meant.
    var value: (place: Int, range: Range<Int>)?
  }

  /// The columns that a map gives for all values of a table with one column a period, by their places in the form.
  private struct Given {
    var month: Int
    var indicator: Int
    var value: Int
    var wide: ColumnMap.Wide
    var present = Month(2000, 1)
  }

  let context: IntakeContext
  let columns: [Column]
  let tables: [Table]
  private let file: String
  private let thisMonth: Month

  /// The table being read.
  private var tableNumber = 0
  private(set) var scanner: RowScanner
  /// By table, where rows hold several values: what their ranges are of, quotes being removed in it.
  private var passed: [RowScanner] = []
  /// By table, by column of the form: its place in the table, -1 where absent.
  private let positionsByTable: [[Int]]
  private(set) var positions: [Int]
  private var header: Header
  /// Cells beyond this one must be blank.
  private var width = 0

  private(set) var places: [Place] = []
  private(set) var faulty: [Bool] = []
  private(set) var faults: [(row: Int, problem: Problem)] = []
  private(set) var notes: [IntakeNote] = []
  private var standings: [AreaCode: AreaStanding] = [:]
  private var replaced: Set<AreaCode> = []
  /// Columns without a heading that hold something.
  private var notedBlank: Set<Int> = []
  private var given: Given?
  private var named: [String: [Area]] = [:]
  /// The present cell, half-width and without blanks at its ends.
  private var folded: [UInt8] = []

  /// - Parameter tables: at least one, all of the same form.
  init(tables: [Table], file: String, context: IntakeContext) {
    self.file = file
    self.context = context
    self.tables = tables
    let columns = tables[0].header.shape.columns
    self.columns = columns
    positionsByTable = tables.map { table in
      var positions = [Int](repeating: -1, count: columns.count)
      for (place, column) in table.header.columns.enumerated() {
        if let column { positions[column] = place }
      }
      return positions
    }
    thisMonth = Month(context.today)
    positions = positionsByTable[0]
    header = tables[0].header
    scanner = tables[0].scanner
    if let wide = context.map?.wide {
      func place(_ key: String) -> Int { columns.firstIndex { $0.key == key } ?? 0 }
      given = Given(month: place("month"), indicator: place("indicator"), value: place("value"), wide: wide)
    }
    open(0)
  }

  private func open(_ number: Int) {
    tableNumber = number
    header = tables[number].header
    positions = positionsByTable[number]
    width = (header.headings.lastIndex { !$0.written.isEmpty } ?? -1) + 1
    if number > 0 { scanner = tables[number].scanner }
    if given != nil, passed.count == number { passed.append(scanner) }
  }

  // MARK: Rows

  /// Reads all rows below the headers; nil where a quote is never closed.
  func readRows<Reader: FormReader>(_: Reader.Type) -> ReturnRows? {
    var reader = Reader()
    var entries: [Lined<Reader.Entry>] = []
    var owners: [Int] = []
    let size = Double(max(1, tables.reduce(0) { $0 + $1.text.count }))
    var passed = 0
    for number in tables.indices {
      open(number)
      for _ in 0...header.row { _ = scanner.next() }
      var isFirst = true
      while scanner.next() {
        if places.count & 0xFFF == 0 { context.progress?(Double(passed + scanner.rowRange.upperBound) / size) }
        if scanner.openQuote != nil { return nil }
        guard let first = scanner.cells.firstIndex(where: { !scanner.isBlank($0) }) else { continue }
        let wasFirst = isFirst
        isFirst = false
        if passesOver(first: first, isFirstRow: wasFirst) { continue }
        if given != nil {
          readValues(&reader, into: &entries, &owners)
          continue
        }
        places.append(Place(line: scanner.rowLine, table: number, range: scanner.rowRange))
        faulty.append(false)
        checkShape()
        if let entry = reader.entry(self), !isFaulty {
          entries.append(Lined(line: place, entry))
          owners.append(places.count - 1)
        }
      }
      if scanner.openQuote != nil { return nil }
      passed += tables[number].text.count
    }
    reader.finish(self)
    if !faults.isEmpty {
      var good: [Lined<Reader.Entry>] = []
      for (entry, owner) in zip(entries, owners) where !faulty[owner] { good.append(entry) }
      entries = good
    }
    return Reader.rows(entries)
  }

  /// Reads each value of a row of a table with one column a period; where there is none nothing was sent.
  private func readValues<Reader: FormReader>(
    _ reader: inout Reader, into entries: inout [Lined<Reader.Entry>], _ owners: inout [Int]
  ) {
    let cells = scanner.cells
    let areaPlace = positions[0]
    let area = areaPlace < cells.count ? scanner.trimmed(cells[areaPlace]) : 0..<0
    if !area.isEmpty, let map = context.map, map.skippedAreas.contains(scanner.text(area)) {
      note("第 \(line) 行按对照表略过", "line \(line) was passed over as the map says")
      return
    }
    var isFirst = true
    for (place, month) in header.periods where place < cells.count {
      let value = scanner.trimmed(cells[place])
      if value.isEmpty || isMissingMark(scanner.text(value)) { continue }
      given?.present = month
      for column in [given!.month, given!.indicator, given!.value] { positions[column] = place }
      places.append(Place(line: line, table: tableNumber, range: area, value: (place, value)))
      faulty.append(false)
      if isFirst { checkShape() }
      isFirst = false
      if let entry = reader.entry(self), !isFaulty {
        entries.append(Lined(line: storedPlace(row), entry))
        owners.append(row)
      }
    }
    if isFirst { note("第 \(line) 行没有数值,未读入", "line \(line) holds no values and was passed over") }
  }

  /// The place of the present row among all tables.
  var place: Int { SheetLine.place(sheet: tableNumber, row: scanner.rowLine) }

  /// What the store keeps as the place of a row read before.
  func storedPlace(_ row: Int) -> Int {
    let place = places[row]
    return SheetLine.place(sheet: place.table, row: place.line, column: place.value.map { $0.place + 1 } ?? 0)
  }

  /// A row read before, as it stands in the file; of one of several values its area, heading and value.
  func raw(_ row: Int) -> String {
    let place = places[row]
    let text = tables[place.table].text
    guard let value = place.value else { return String(decoding: text[place.range], as: UTF8.self) }
    let scanner = passed[place.table]
    let heading = tables[place.table].header.headings[value.place].written
    return [scanner.text(place.range), heading, scanner.text(value.range)].map(quoted).joined(separator: ",")
  }

  /// The name of a row, seen from the present one.
  func name(ofPlace place: Int) -> RowName { name(ofPlace: place, from: self.place) }

  /// The name of a row, seen from another.
  func name(ofPlace place: Int, from other: Int) -> RowName {
    // A long text reaches the numbers of later sheets, but has none.
    if tables.count == 1 { return RowName(line: place) }
    let number = SheetLine.sheet(of: place)
    return RowName(
      line: SheetLine.row(of: place), sheet: number == SheetLine.sheet(of: other) ? nil : tables[number].sheetName)
  }

  /// The number of the present row.
  var row: Int { places.count - 1 }
  var line: Int { scanner.rowLine }
  private var table: Table { tables[tableNumber] }
  var isFaulty: Bool { faulty[faulty.count - 1] }

  private func checkShape() {
    let cells = scanner.cells
    for (index, cell) in cells.enumerated() where cell.isDamaged {
      tell(
        row, line: cell.line, place: index, zh: "引号内容之后还有文字;含引号的内容须整格加引号,其中的引号写两个",
        en: "text follows a closing quote; quote the whole cell and write quotes inside it twice")
    }
    for index in cells.indices.prefix(width)
    where header.headings[index].written.isEmpty && header.columns[index] == nil && !scanner.isBlank(cells[index]) {
      guard notedBlank.insert(index).inserted else { continue }
      note(
        "第 \(index + 1) 列没有表头而有内容,未读入;有用的请补上表头",
        "column \(index + 1) has no heading but holds something, which was not read; add a heading if it matters")
    }
    guard cells.count > width, let extra = cells[width...].firstIndex(where: { !scanner.isBlank($0) }) else { return }
    if table.sheetRows != nil {
      tell(
        row, line: line, place: extra, zh: "本行第 \(extra + 1) 列有内容,而表头只到第 \(width) 列;请补上表头,或清除这一格",
        en: "this row has something in column \(extra + 1), but the header ends at column \(width); add a heading, or "
          + "clear the cell")
      return
    }
    tell(
      row, line: cells[extra].line, place: extra,
      zh: "本行第 \(extra + 1) 格有内容,而表头只有 \(width) 列;带逗号的数字或文字须加引号",
      en: "this row has something in cell \(extra + 1), but the header has \(width) columns; quote cells that hold the "
        + "separator")
  }

  /// True for totals, remarks, repeated headers and column numbers, which are no data.
  private func passesOver(first: Int, isFirstRow: Bool) -> Bool {
    let cells = scanner.cells
    let opening = scanner.trimmed(cells[first])
    let codePlace = positions[0]
    let hasCode = codePlace >= 0 && codePlace < cells.count && !scanner.isBlank(cells[codePlace])
    var total = mayBeRemark(scanner.bytes[opening]) ? totalWord(scanner.text(opening)) : nil
    if total == nil, hasCode, codePlace != first {
      let code = scanner.trimmed(cells[codePlace])
      if mayBeRemark(scanner.bytes[code]) { total = totalWord(scanner.text(code)) }
    }
    if let total {
      note("第 \(line) 行是「\(total)」行,未读入", "line \(line) is a row of totals (\(total)) and was passed over")
      return true
    }
    if isFirstRow, ["甲", "栏次"].contains(scanner.text(opening)) {
      note("第 \(line) 行是栏次,未读入", "line \(line) numbers the columns and was passed over")
      return true
    }
    if codePlace == first || !hasCode, mayBeRemark(scanner.bytes[opening]), isRemark(scanner.text(opening)) {
      note("第 \(line) 行是说明,未读入", "line \(line) is a remark and was passed over")
      return true
    }
    if opening.count == header.headings[min(first, header.headings.count - 1)].written.utf8.count, repeatsHeader() {
      note("第 \(line) 行是重复的表头,未读入", "line \(line) repeats the header and was passed over")
      return true
    }
    return false
  }

  private func repeatsHeader() -> Bool {
    scanner.cells.indices.allSatisfy { index in
      let heading = index < header.headings.count ? header.headings[index].written : ""
      return scanner.text(scanner.trimmed(scanner.cells[index])) == heading
    }
  }

  // MARK: Faults

  /// Tells a fault of a cell of the present row.
  func fault(_ column: Int, zh: String, en: String) {
    let place = positions[column]
    let line = place >= 0 && place < scanner.cells.count ? scanner.cells[place].line : scanner.rowLine
    tell(row, line: line, place: place, zh: zh, en: en)
  }

  /// Tells a fault of a cell of a row read before.
  func fault(row: Int, _ column: Int, zh: String, en: String) {
    let own = positionsByTable[places[row].table][column]
    tell(row, line: places[row].line, place: own >= 0 ? own : places[row].value?.place ?? -1, zh: zh, en: en)
  }

  private func tell(_ row: Int, line: Int, place: Int, zh: String, en: String) {
    faulty[row] = true
    let path = sheetPath(file, tables[places[row].table].sheetName)
    faults.append((row, Problem(file: path, line: line, column: place + 1, zh: zh, en: en)))
  }

  func note(_ zh: String, _ en: String) {
    notes.append(IntakeNote(line: line, zh: zh, en: en, sheet: table.sheetName))
  }

  // MARK: Cells

  /// The place of a cell's content, nil where it is blank or its column absent.
  private func content(_ column: Int) -> Range<Int>? {
    let place = positions[column]
    guard place >= 0, place < scanner.cells.count else { return nil }
    let range = scanner.trimmed(scanner.cells[place])
    return range.isEmpty ? nil : range
  }

  /// The content of a cell where it says something; a fault where it is overlong.
  private func said(_ column: Int) -> Field<Range<Int>> {
    guard let range = content(column) else { return .missing }
    if range.count > mostCharacters, scanner.text(range).unicodeScalars.count > mostCharacters {
      fault(
        column, zh: "\(columns[column].zh)超过 \(mostCharacters) 个字;请缩短",
        en: "\(columns[column].key) is longer than \(mostCharacters) characters; shorten it")
      return .bad
    }
    if range.count <= 12, mayOpenMissingMark(scanner.bytes[range.lowerBound]), isMissingMark(scanner.text(range)) {
      return .missing
    }
    if scanner.bytes[range.lowerBound] == 0x23, let words = formulaFault(scanner.text(range)) {
      fault(column, zh: "\(columns[column].zh)" + words.zh, en: "\(columns[column].key) " + words.en)
      return .bad
    }
    return .value(range)
  }

  /// A day that a number stands for in a sheet, where it stands for one.
  private func dayOfSerial(_ fault: DateFault) -> Day? {
    guard table.takesSerials, case .serial(let day) = fault else { return nil }
    return table.is1904 ? Day(ordinal: day.ordinal + 1462) : day
  }

  /// The content of a cell that must say something; a fault where it does not.
  private func required(_ column: Int) -> Field<Range<Int>> {
    let field = said(column)
    if case .missing = field { tellEmpty(column) }
    return field
  }

  func tellEmpty(_ column: Int) {
    fault(column, zh: "\(columns[column].zh)为空;本列必填", en: "\(columns[column].key) is empty; it must be given")
  }

  /// Shows what a cell holds in a message.
  private func shown(_ range: Range<Int>) -> String { showable(scanner.text(range)) }

  /// What a reader makes of a cell; its fault where it refuses.
  private func field<Value, Fault: CellFault>(
    _ column: Int, _ reader: ([UInt8]) -> Result<Value, Fault>
  ) -> Field<Value> {
    let range: Range<Int>
    switch said(column) {
    case .missing: return .missing
    case .bad: return .bad
    case .value(let found): range = found
    }
    fold(range, into: &folded, from: scanner)
    switch reader(folded) {
    case .success(let value): return .value(value)
    case .failure(let reason):
      tell(reason, column, range)
      return .bad
    }
  }

  private func tell(_ reason: some CellFault, _ column: Int, _ range: Range<Int>) {
    let words = reason.words(columns[column], shown(range))
    fault(column, zh: words.zh, en: words.en)
  }

  /// A whole number of things, persons or parcels, not negative.
  func count(_ column: Int) -> Field<Int> {
    guard let range = content(column) else { return .missing }
    if range.count <= 10 {
      var value = 0
      var isPlain = true
      for index in range {
        let byte = scanner.bytes[index]
        guard byte.isDigit else {
          isPlain = false
          break
        }
        value = value * 10 + Int(byte &- .zero)
      }
      if isPlain { return .value(value) }
    }
    return field(column, readCount)
  }

  /// A number that is not negative, with or without decimals and a percent sign.
  func number(_ column: Int) -> Field<WrittenNumber> {
    let field = field(column, readNumber)
    guard let number = field.value, let wide = given?.wide, wide.factor != Amount(1) else { return field }
    guard let product = wide.times(number.amount) else {
      let words = NumberFault.tooLarge.words(columns[column], "\(number.amount) × \(wide.factor)")
      fault(column, zh: words.zh, en: words.en)
      return .bad
    }
    return .value(WrittenNumber(amount: product, decimals: 6, hasPercent: number.hasPercent))
  }

  /// A day; faults for Excel's serial numbers and days no calendar has.
  func day(_ column: Int) -> Field<Day> {
    field(column) { folded in
      readDay(folded).flatMapError { reason in dayOfSerial(reason).map { .success($0) } ?? .failure(reason) }
    }
  }

  /// A day that has passed: one in the future is a fault.
  func pastDay(_ column: Int) -> Field<Day> {
    let field = day(column)
    guard let day = field.value, day > context.today else { return field }
    fault(
      column, zh: "\(columns[column].zh) \(day) 晚于今天 \(context.today);不能填将来的日期",
      en: "\(columns[column].key) \(day) is later than today, \(context.today); it cannot lie in the future")
    return .bad
  }

  /// The month a row is for, from the context where the row gives none.
  func month(_ column: Int) -> Field<Month> {
    if let given {
      guard let words = monthFault(given.present, thisMonth: thisMonth) else { return .value(given.present) }
      fault(column, zh: "\(columns[column].zh) " + words.zh, en: "\(columns[column].key) " + words.en)
      return .bad
    }
    let field = field(column) { folded in
      readMonth(folded).flatMapError { reason in
        dayOfSerial(reason).map { .success(Month($0)) } ?? .failure(reason)
      }
    }
    let month: Month
    switch field {
    case .bad: return .bad
    case .missing:
      if let month = context.defaultMonth { return .value(month) }
      tellEmpty(column)
      return .bad
    case .value(let found): month = found
    }
    if let words = monthFault(month, thisMonth: thisMonth) {
      fault(column, zh: "\(columns[column].zh) " + words.zh, en: "\(columns[column].key) " + words.en)
      return .bad
    }
    if let given = context.defaultMonth, month != given {
      fault(
        column, zh: "\(columns[column].zh) \(month) 与 --period 所给的 \(given) 不一致;请核对文件或 --period",
        en: "\(columns[column].key) \(month) differs from \(given) given by --period; check the file or --period")
      return .bad
    }
    return .value(month)
  }

  /// A four-digit year, not later than this one.
  func year(_ column: Int) -> Field<Int> {
    let range: Range<Int>
    switch said(column) {
    case .missing: return .missing
    case .bad: return .bad
    case .value(let found): range = found
    }
    fold(range, into: &folded, from: scanner)
    guard let year = readYear(folded) else {
      fault(
        column, zh: "\(columns[column].zh)「\(shown(range))」不是年份;应为 2024 这样的四位数",
        en: "\(columns[column].key) '\(shown(range))' is not a year; give four digits such as 2024")
      return .bad
    }
    guard (1949...context.today.year).contains(year) else {
      fault(
        column, zh: "\(columns[column].zh) \(year) 不在 1949 至 \(context.today.year) 年之间;请核对",
        en: "\(columns[column].key) \(year) does not lie between 1949 and \(context.today.year); check it")
      return .bad
    }
    return .value(year)
  }

  /// An area code as written, whether known or not.
  func code(_ column: Int, isRequired: Bool = true) -> Field<AreaCode> {
    let range: Range<Int>
    switch isRequired ? required(column) : said(column) {
    case .missing: return isRequired ? .bad : .missing
    case .bad: return .bad
    case .value(let found): range = found
    }
    fold(range, into: &folded, from: scanner)
    switch readCode(folded) {
    case .success(let code): return .value(code)
    case .failure(.text) where context.map != nil: return code(called: scanner.text(range), column)
    case .failure(.text): return tellNamed(scanner.text(range), column, range)
    case .failure(let reason):
      tell(reason, column, range)
      return .bad
    }
  }

  /// A name where a code is wanted: told with the codes it may stand for.
  private func tellNamed(_ name: String, _ column: Int, _ range: Range<Int>) -> Field<AreaCode> {
    let all = named[name] ?? context.directory.areas(called: name)
    named[name] = all
    let near = all.isEmpty ? context.directory.areas(near: name) : all
    guard !near.isEmpty else {
      tell(CodeFault.text, column, range)
      return .bad
    }
    let words = CodeFault.text.words(columns[column], shown(range))
    fault(
      column, zh: words.zh + ";可能是 \(listed(near, "、"))", en: words.en + "; perhaps \(listed(near, ", "))")
    return .bad
  }

  private func listed(_ areas: [Area], _ separator: String) -> String {
    areas.prefix(3).map { "\($0.code) \(showable($0.name))" }.joined(separator: separator)
  }

  /// The code of the one area of a name, at the level that the map gives.
  private func code(called name: String, _ column: Int) -> Field<AreaCode> {
    let all = named[name] ?? context.directory.areas(called: name)
    named[name] = all
    let level = context.map?.areaLevel
    let found = level.map { level in all.filter { $0.level == level } } ?? all
    if found.count == 1 { return .value(found[0].code) }
    let near = found.isEmpty ? (all.isEmpty ? context.directory.areas(near: name) : all) : found
    let (list, listEn) = (listed(near, "、"), listed(near, ", "))
    if found.isEmpty {
      fault(
        column, zh: "没有名为「\(showable(name))」的区划" + (list.isEmpty ? ";请填区划代码" : ";相近的有 \(list)"),
        en: "there is no area called '\(showable(name))'; "
          + (list.isEmpty ? "give its code" : "near ones: \(listEn)"))
    } else {
      fault(
        column, zh: "名为「\(showable(name))」的区划有 \(found.count) 个:\(list);请填区划代码,或在对照表 [areas] 中给出 level",
        en:
          "\(found.count) areas are called '\(showable(name))': \(listEn); give the code, or a level under [areas] of the map"
      )
    }
    return .bad
  }

  /// One of the words of a list, in Chinese or English.
  func word<Value>(_ column: Int, of list: WordList<Value>) -> Field<Value> {
    let range: Range<Int>
    switch columns[column].need == .required ? required(column) : said(column) {
    case .missing: return columns[column].need == .required ? .bad : .missing
    case .bad: return .bad
    case .value(let found): range = found
    }
    let text = scanner.text(range)
    if let value = list.values[text] ?? list.values[plainHeading(text)] { return .value(value) }
    fault(
      column, zh: "\(columns[column].zh)「\(shown(range))」不在可填的词中;应为 \(list.shown)",
      en: "\(columns[column].key) '\(shown(range))' is not one of the words allowed: \(list.shown)")
    return .bad
  }

  /// Free text or a name; characters that cannot be seen are a fault.
  func text(_ column: Int) -> Field<String> {
    if let given, given.indicator == column { return .value(given.wide.indicator) }
    let range: Range<Int>
    switch columns[column].need == .required ? required(column) : said(column) {
    case .missing: return columns[column].need == .required ? .bad : .missing
    case .bad: return .bad
    case .value(let found): range = found
    }
    var text = scanner.text(range)
    // What our own files put before a text that a spreadsheet would run.
    if text.hasPrefix("'"), let second = text.dropFirst().first, "=+-@".contains(second) { text.removeFirst() }
    if let unseen = firstUnseen(text) {
      fault(
        column, zh: "\(columns[column].zh)「\(showable(text))」含不可见的字符 \(unseen.hexadecimal);请删去它",
        en: "\(columns[column].key) '\(showable(text))' holds the unseen character \(unseen.hexadecimal); remove it")
      return .bad
    }
    return .value(text)
  }

  /// A number given to something, such as 网点编号: half-width, and not damaged by Excel.
  func identifier(_ column: Int) -> Field<String> {
    let field = text(column)
    guard case .value = field, let range = content(column) else { return field }
    fold(range, into: &folded, from: scanner)
    if isExponent(folded) {
      tell(CodeFault.excel, column, range)
      return .bad
    }
    return .value(String(decoding: withoutTextMark(folded), as: UTF8.self))
  }

  // MARK: Areas

  /// What is known of a code that a file names once, such as those it declares: not remembered.
  func standing(ofOnce code: AreaCode) -> AreaStanding { standings[code] ?? context.directory.standing(of: code) }

  /// What is known of a code; asked once a file.
  func standing(of code: AreaCode) -> AreaStanding {
    if let found = standings[code] { return found }
    let standing = context.directory.standing(of: code)
    standings[code] = standing
    return standing
  }

  /// A known area. A code that was replaced stands for its successor up to the month it ended in; later it is a fault.
  /// - Parameter month: the month of the row; this month where the form has none.
  func area(_ column: Int, in month: Field<Month> = .missing) -> Field<Area> {
    guard case .value(let code) = code(column) else { return .bad }
    switch standing(of: code) {
    case .known(let area): return .value(area)
    case .unknown(let near):
      tellUnknown(column, code, near: near)
      return .bad
    case .ended(let until, let successor, let area):
      guard let area else {
        fault(
          column, zh: "\(columns[column].zh) \(code) 已由 \(successor) 取代,而 \(successor) 不在区划表中;请先用区划人口表(areas)登记",
          en:
            "\(columns[column].key) \(code) was replaced by \(successor), which is not in the area list; declare it by "
            + "the areas form first")
        return .bad
      }
      // A month that cannot be read has its own fault.
      let used = month.isBad ? until : month.value ?? thisMonth
      if used > until {
        tellEnded(column, code, month: used, until: until, successor: successor, name: area.name)
        return .bad
      }
      if let former = context.directory.formerArea(code) { return .value(former) }
      noteReplaced(code, by: successor, name: area.name)
      return .value(area)
    }
  }

  func tellUnknown(_ column: Int, _ code: AreaCode, near: [Area]) {
    let near = near.isEmpty ? context.directory.areas(near: code) : near
    let zh = near.isEmpty ? "请核对代码" : "相近的有 \(listed(near, "、"))"
    let en = near.isEmpty ? "check the code" : "near ones: \(listed(near, ", "))"
    fault(
      column, zh: "\(columns[column].zh) \(code) 不在区划表中;\(zh);新设区划请先用区划人口表(areas)登记",
      en: "\(columns[column].key) \(code) is not in the area list; \(en); declare new areas by the areas form first")
  }

  func tellEnded(_ column: Int, _ code: AreaCode, month: Month, until: Month, successor: AreaCode, name: String?) {
    let name = name.map { " " + showable($0) } ?? ""
    fault(
      column, zh: "\(columns[column].zh) \(code) 已于 \(until) 停用,不能用于 \(month);请改用 \(successor)\(name)",
      en: "\(columns[column].key) \(code) ended in \(until) and cannot be used for \(month); use \(successor)\(name)")
  }

  func noteReplaced(_ code: AreaCode, by successor: AreaCode, name: String) {
    guard replaced.insert(code).inserted else { return }
    note("区划代码 \(code) 已改为 \(successor) \(showable(name)),按新代码读入", "\(code) is read as \(successor) \(showable(name))")
  }
}
