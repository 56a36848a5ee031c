import Documents
import Foundation
import PostalModel
import PostalStore
import Testing

@testable import Intake
@testable import yilan

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The bulletin of a demonstration prefecture, against what is exported of it.
@Suite struct BulletinTests {
  /// 西双版纳 with its demonstration returns, made once.
  private final class Office: @unchecked Sendable {
    static let shared = Result { try Office() }
    static let scope = AreaCode("532800")!
    static let period = Period("2025-06")!
    let program: Program
    let setup: Setup
    let store: PostalStore

    init() throws {
      program = try Program()
      setup = try Setup(
        try SharedOptions.parse([
          "--database", program.database, "--data", Program.checkout.path, "--today", "2025-07-12", "--lang", "zh",
        ]))
      store = try setup.store(at: program.database)
      try DemoCommand.fill(store, setup, within: Self.scope)
    }
  }

  /// One figure as a bulletin or an export has it.
  private struct Told: Hashable {
    var area: String
    var indicator: String
    var value: Double
    var parts: String
    var coverage: String
  }

  private func number(_ text: String) -> Double? {
    Double(text.replacingOccurrences(of: ",", with: "").replacingOccurrences(of: "~", with: ""))
  }

  /// Everything that is exported of the prefecture and its counties and has a value.
  private func exported(_ office: Office) throws -> Set<Told> {
    let request = ExportRequest(
      setup: office.setup, store: office.store, period: Office.period, scope: Office.scope, levels: 1, plan: nil,
      isDemonstration: true)
    let table = try IndicatorsExport(request).table
    let words = office.setup.words
    var told: Set<Told> = []
    for row in table.rows where row[3].shown != Indicator.gap && !row[6].shown.isEmpty {
      let indicator = try #require(office.setup.indicators.first { $0.id == row[3].shown })
      let unit = words["unit.\(indicator.unit.rawValue)"]
      let (top, bottom) = (row[8].shown, row[9].shown)
      told.insert(
        Told(
          area: AreaNames.short(row[1].shown),
          indicator: unit.isEmpty ? row[4].shown : words["bulletin.withUnit", row[4].shown, unit],
          value: try #require(number(row[6].shown)), parts: top.isEmpty ? "" : "\(top)/\(bottom)",
          coverage: row[11].shown == "0" ? "" : "\(row[10].shown)/\(row[11].shown)"))
    }
    return told
  }

  /// A table of a bulletin, whatever it was read from: the indicator it is of, or empty for the area's own.
  private struct Table {
    var title: String
    var rows: [[String]]
  }

  /// The figures of the area's own table and of all rankings.
  private func told(_ tables: [Table], words: Words) throws -> Set<Told> {
    var told: Set<Told> = []
    for table in tables {
      let headings = table.rows[0]
      func place(_ word: String) -> Int? { headings.firstIndex(of: words[word]) }
      guard let now = place("column.now"), let coverage = place("column.reported") else { continue }
      for row in table.rows.dropFirst() {
        let indicator: String
        let area: String
        if let rank = place("bulletin.rank") {
          indicator = table.title.isEmpty ? row[0] : table.title
          area = row[rank + 1]
        } else {
          indicator = row[try #require(place("column.indicator"))]
          area = "西双版纳州"
        }
        guard let value = number(row[now]) else { continue }
        let parts: String
        if let counts = place("column.counts") {
          parts = row[counts].replacingOccurrences(of: ",", with: "")
        } else {
          let (top, bottom) = (row[place("explain.numerator")!], row[place("explain.denominator")!])
          parts = top.isEmpty ? "" : "\(top)/\(bottom)"
        }
        let isNew = told.insert(
          Told(
            area: area, indicator: indicator, value: value, parts: parts,
            coverage: row[coverage].replacingOccurrences(of: ",", with: ""))
        ).inserted
        #expect(isNew, "\(area) \(indicator)")
      }
    }
    return told
  }

  private func compare(_ tables: [Table], _ office: Office) throws {
    let (found, wanted) = (try told(tables, words: office.setup.words), try exported(office))
    #expect(wanted.count > 50)
    #expect(found.subtracting(wanted) == [])
    #expect(wanted.subtracting(found) == [])
  }

  private func document(_ office: Office) throws -> Document {
    try BulletinMaking(office.setup, office.store).document(of: Office.scope, period: Office.period, plan: nil)
  }

  @Test func everyFigureOfTheMarkdownIsTheExportedOne() throws {
    let office = try Office.shared.get()
    var tables: [Table] = []
    var title = ""
    var isOpen = false
    for line in try document(office).markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("#") { title = line.hasPrefix("### ") ? String(line.dropFirst(4)) : "" }
      guard line.hasPrefix("| ") else {
        isOpen = false
        continue
      }
      let cells = line.dropFirst(2).dropLast(2).components(separatedBy: " | ").map {
        $0.trimmingCharacters(in: .whitespaces).replacingOccurrences(of: "\\", with: "")
      }
      if !isOpen { tables.append(Table(title: title.replacingOccurrences(of: "\\", with: ""), rows: [])) }
      isOpen = true
      if cells.allSatisfy({ $0.hasPrefix("---") }) { continue }
      tables[tables.count - 1].rows.append(cells)
    }
    try compare(tables, office)
  }

  private final class PageReader: NSObject, XMLParserDelegate {
    var tables: [Table] = []
    private var title = ""
    private var text = ""
    private var row: [String] = []
    private var isSkipped = false

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      text = ""
      switch name {
      case "section": title = ""
      case "table": tables.append(Table(title: title, rows: []))
      case "tr": row = []
      case "th", "td": isSkipped = attributes["class"] == "bar" || attributes["class"] == "mark"
      default: break
      }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
      switch name {
      case "h3": title = text
      case "th", "td": if !isSkipped { row.append(text) }
      case "tr": if !row.isEmpty { tables[tables.count - 1].rows.append(row) }
      default: break
      }
    }
  }

  @Test func everyFigureOfThePageIsTheExportedOne() throws {
    let office = try Office.shared.get()
    let reader = PageReader()
    let parser = XMLParser(data: Data(try document(office).html.utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    try compare(reader.tables, office)
  }

  @Test func everyFigureOfTheWorkbookIsTheExportedOne() throws {
    let office = try Office.shared.get()
    let document = try document(office)
    let book = try Workbook([UInt8](try office.setup.workbook(document.sheets)))
    #expect(book.sheets.count == document.sections.flatMap(\.apart).count)
    let tables = try book.sheets.map { sheet -> Table in
      let lines = String(decoding: try book.text(of: sheet).bytes, as: UTF8.self).split(separator: "\n")
        .map { csv(String($0)) }
      // Titles have one cell; the table goes on to the first line with one again.
      let start = lines.firstIndex { $0.count > 1 } ?? 0
      let width = lines[start].count
      let rows = lines[start...].prefix { $0.count > 1 }.map {
        $0 + Array(repeating: "", count: max(0, width - $0.count))
      }
      return Table(title: "", rows: Array(rows))
    }
    try compare(tables, office)
    #expect(String(decoding: try book.text(of: book.sheets[0]).bytes, as: UTF8.self).prefix(8).contains("演示数据"))
  }

  private func csv(_ line: String) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == ",", !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
    }
    return cells
  }

  @Test func itSaysWhatItIsMadeOf() throws {
    let office = try Office.shared.get()
    let document = try document(office)
    #expect(document.marks.first?.contains("演示数据 DEMONSTRATION DATA") == true)
    let digest = try LedgerDigest.of(office.store)
    #expect(document.markdown.contains(digest) && document.foot.contains(digest.prefix(12)))
    let files = try office.store.feeds(of: Office.scope, months: Office.period.months, plans: ["xishuangbanna"])
    #expect(files.contains { $0.entry.file.contains("包装月报-2025-06") && $0.rows > 40 })
    #expect(!files.contains { $0.entry.file.contains("包装月报-2025-05") })
    for feed in files.prefix(20) { #expect(document.markdown.contains(feed.entry.hash.prefix(12))) }
  }

  // MARK: Open items

  private func section(_ title: String, of document: Document, _ words: Words) throws -> Document.Section {
    try #require(document.sections.first { $0.title.hasSuffix(words[title]) })
  }

  private func cells(_ section: Document.Section) -> [[String]] {
    section.parts.flatMap(\.rows).map { $0.map(\.shown) }
  }

  /// Outlets and findings of the bulletin are the open items of its counties, on the same day and with the same dates.
  @Test func theRegisterIsThatOfTheOpenItems() throws {
    let office = try Office.shared.get()
    let document = try document(office)
    var listed: [ItemKind: [Matters.Matter]] = [:]
    for county in ["532801", "532822", "532823"] {
      let (items, board) = try office.setup.workItems(
        AreaCode(county)!, Office.period, borrowing: nil, office.store)
      #expect(board.matters.unlisted == 0)
      for matter in items.compactMap(\.matter) { listed[matter.kind, default: []].append(matter) }
    }
    #expect(listed[.unfiled, default: []].count > 3 && listed[.rectification, default: []].count > 3)
    let outlets = try cells(section("bulletin.outlets", of: document, office.setup.words))
    let open = [ItemKind.unfiled, .licence, .change].flatMap { listed[$0] ?? [] }
    #expect(outlets.map { $0[0] }.sorted() == open.compactMap(\.outlet).sorted())
    for row in outlets {
      let day = Day("2025-07-12")!
      let days = open.filter { $0.outlet == row[0] }.compactMap { $0.due.map { abs(day.ordinal - $0.ordinal) } }
      #expect(days.isEmpty || days.contains { row[6].contains(" \($0) ") }, "\(row)")
    }
    let findings = try cells(section("bulletin.findings", of: document, office.setup.words))
    #expect(
      findings.map { "\($0[0]) \($0[4]) \($0[6])" }.sorted()
        == listed[.rectification, default: []].map {
          "\($0.area.code) \($0.count) \($0.due?.description ?? "")"
        }.sorted())
    // Above the counties the list has them by parts, as many in sum.
    let (items, _) = try office.setup.workItems(Office.scope, Office.period, borrowing: nil, office.store)
    for kind in [ItemKind.unfiled, .licence, .change, .rectification] {
      let groups = items.compactMap(\.matter).filter { $0.kind == kind }
      #expect(groups.reduce(0) { $0 + $1.count } == listed[kind, default: []].reduce(0) { $0 + $1.count }, "\(kind)")
    }
  }

  private func objects(_ result: Program.Result) throws -> [[String: Any]] {
    try #require(try JSONSerialization.jsonObject(with: result.output) as? [[String: Any]])
  }

  /// What the bulletin says of the loop, against what `items list` and `items history` have.
  @Test(arguments: ["zh", "en"]) func theLoopIsThatOfTheItems(language: String) throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.importCounty().status == 0)
    func run(_ arguments: String...) throws -> Program.Result {
      try program.run(
        arguments: arguments + ["--database", program.database, "--today", "2025-07-12", "--lang", language])
    }
    func step(_ key: String, _ act: String, _ on: String, due: String? = nil) throws {
      var arguments = ["items", "step", key, act, "--on", on]
      if let due { arguments += ["--due", due] }
      let made = try program.run(
        arguments: arguments + ["--database", program.database, "--today", "2025-07-12"])
      #expect(made.status == 0, "\(made.errors)")
    }
    let keys = try objects(run("items", "--scope", "520590", "--period", "2025-06", "--format", "json")).compactMap {
      $0["key"] as? String
    }
    let (unfiled, licence, shortfall) = (
      try #require(keys.first { $0.hasPrefix("unfiled/") }), try #require(keys.first { $0.hasPrefix("licence/") }),
      try #require(keys.first { $0.hasPrefix("shortfall/") })
    )
    try step(unfiled, "noticed", "2025-06-02")
    try step(unfiled, "ordered", "2025-06-03", due: "2025-06-20")
    try step(unfiled, "failed", "2025-06-21", due: "2025-07-01")
    try step(licence, "noticed", "2024-12-01")
    try step(licence, "notified", "2024-12-02", due: "2024-12-20")
    try step(licence, "passed", "2025-01-03")
    try step(licence, "closed", "2025-01-04")
    try step(licence, "noticed", "2025-06-10")
    try step(shortfall, "noticed", "2025-05-01")
    try step(shortfall, "talked", "2025-06-05", due: "2025-07-30")
    try step(shortfall, "passed", "2025-06-28")
    try step(shortfall, "closed", "2025-06-30")

    var done: [String: Set<String>] = [:]
    for object in try objects(run("items", "history", "--scope", "520590", "--format", "json")) {
      guard let on = object["on"] as? String, on.hasPrefix("2025-06"), let act = object["step"] as? String,
        let key = object["key"] as? String, let round = object["round"] as? Int
      else { continue }
      done[act, default: []].insert("\(key) \(round)")
    }
    func count(_ acts: String...) -> String { String(Set(acts.flatMap { done[$0] ?? [] }).count) }
    let words = try Setup(
      try SharedOptions.parse(["--database", program.database, "--data", Program.checkout.path, "--lang", language])
    ).words
    let told = words[
      "bulletin.loop.done", language == "zh" ? "2025 年 6 月" : "2025-06", count("noticed"),
      count("notified", "talked", "ordered"), count("passed", "failed"), count("failed"), count("closed")]
    #expect(count("noticed") == "2" && count("passed", "failed") == "2" && count("closed") == "1")

    func list(_ state: String) throws -> [[String: Any]] {
      try objects(
        run("items", "--scope", "520590", "--period", "2025-06", "--state", state, "--format", "json"))
    }
    let open = try ["noticed", "notified", "failed", "passed"].flatMap { try list($0) }
    // What was closed and lacks again is back before it is taken up anew, too.
    let back =
      try list("back").count + open.count { ($0["repeats"] as? Int ?? 0) > 0 && $0["key"] as? String == licence }
    let standing = words[
      "bulletin.loop.standing", "2025-07-12", String(open.count), String(try list("overdue").count), String(back)]
    for format in ["md", "html"] {
      let made = try run("bulletin", "--scope", "520590", "--period", "2025-06", "--format", format)
      #expect(made.text.contains(told), "\(told)")
      #expect(made.text.contains(standing), "\(standing)")
      #expect(made.text.contains(words["bulletin.rectifications"]))
    }
    let book = try Workbook(
      [UInt8](try run("bulletin", "--scope", "520590", "--period", "2025-06", "--format", "xlsx").output))
    let sheet = try #require(book.sheets.first { $0.name.contains(words["bulletin.rectifications"]) })
    let text = String(decoding: try book.text(of: sheet).bytes, as: UTF8.self)
    #expect(text.contains(unfiled) && text.contains(licence) && text.contains(shortfall) && text.contains(told))
    // A bulletin of the month before knows nothing of what came after it.
    let may = try run("bulletin", "--scope", "520590", "--period", "2025-05", "--format", "md").text
    #expect(may.contains(words["bulletin.loop.standing", "2025-05-31", "1", "0", "1"]), "\(may)")
  }

  // MARK: The command

  /// What differs from run to run.
  private func steady(_ text: String) -> String {
    text.replacing(/\d{4}-\d\d-\d\d \d\d:\d\d/, with: "<time>")
  }

  @Test(arguments: ["zh", "en"]) func aSmallCountyReadsAsItShould(language: String) throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.importCounty().status == 0)
    let made = try program.run(
      "bulletin", "--scope", "520590", "--period", "2025-06", "--database", program.database, "--today",
      "2025-07-12", "--lang", language)
    #expect(made.status == 0, "\(made.errors)")
    let path = Program.fixture("bulletin/\(language).md")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try FileManager.default.createDirectory(
        atPath: Program.fixture("bulletin"), withIntermediateDirectories: true)
      try steady(made.text).write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(steady(made.text) == (try? String(contentsOfFile: path, encoding: .utf8)))
  }

  @Test func whatCannotBeToldIsRefused() throws {
    let program = try Program()
    defer { program.remove() }
    func run(_ arguments: String...) throws -> Program.Result {
      try program.run(
        arguments: ["bulletin", "--database", program.database, "--today", "2025-07-12", "--lang", "en"] + arguments)
    }
    #expect(try run().status == 2)
    #expect(try run("--scope", "520590", "--format", "pdf").status == 2)
    let empty = try run("--scope", "520526")
    #expect(empty.status == 1 && empty.errors.contains("import some first"))
    #expect(try program.importCounty().status == 0)
    let unknown = try run("--scope", "999999")
    #expect(unknown.status == 1 && unknown.errors.contains("no area has this code"))
    let future = try run("--scope", "520590", "--period", "2025-08")
    #expect(future.status == 1 && future.errors.contains("the last closed month is 2025-06"))
    #expect(try run("--scope", "520590", "--plan", "nobody").status == 2)
    // The last closed month with a return, and a name for each format.
    let file = program.folder.appendingPathComponent("通报.xlsx").path
    #expect(try run("--scope", "520590", "-o", file).status == 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: file)).starts(with: [0x50, 0x4B]))
    #expect(try run("--scope", "520590").text.contains("2025-06"))
  }

  @Test func exportsHaveMarkdown() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.importCounty().status == 0)
    for what in ["indicators", "open-items", "outlets", "ledger", "due", "completeness", "reconcile", "stations"] {
      let made = try program.run(
        "export", what, "--scope", "520590", "--period", "2025-06", "--format", "md", "--database", program.database,
        "--today", "2025-07-12")
      #expect(made.status == 0 && made.text.hasPrefix("## "), "\(what): \(made.errors)")
    }
  }

  /// Names of outlets and areas that would act in a spreadsheet or a page.
  @Test func namesOfTheRegisterDoNotAct() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.importCounty().status == 0)
    let file = program.folder.appendingPathComponent("网点台账.csv")
    try
      ("网点编号,名称,类型,区划代码,品牌,备案号,开办日期\n"
      + "HX-1,<script>alert(1)</script>,末端网点,520590100001,=1+1,,2025-01-01\n"
      + "HX-2,a|b **c**,末端网点,520590100001,@x,,2025-01-01\n")
      .write(to: file, atomically: true, encoding: .utf8)
    let sent = try program.run(
      "import", file.path, "--database", program.database, "--today", "2025-07-12", "--lang", "en")
    #expect(sent.status == 0, "\(sent.errors)")
    func made(_ format: String) throws -> Program.Result {
      try program.run(
        "bulletin", "--scope", "520590", "--period", "2025-06", "--format", format, "--database", program.database,
        "--today", "2025-07-12")
    }
    let markdown = try made("md").text
    #expect(markdown.contains("&lt;script&gt;") && markdown.contains("a\\|b \\*\\*c\\*\\*"))
    let page = try made("html").text
    #expect(page.contains("&lt;script&gt;") && !page.contains("<script"))
    #expect(XMLParser(data: Data(page.utf8)).parse())
    let bytes = [UInt8](try made("xlsx").output)
    let book = try Workbook(bytes)
    let cells = try book.sheets.map { String(decoding: try book.text(of: $0).bytes, as: UTF8.self) }.joined()
    #expect(cells.contains("<script>") && cells.contains("=1+1"))
    for sheet in book.sheets {
      var xml = ""
      try ZipArchive(bytes).unpack(sheet.part) { xml += String(decoding: $0, as: UTF8.self) }
      #expect(xml.contains("<row") && !xml.contains("<f>"))
    }
  }
}
