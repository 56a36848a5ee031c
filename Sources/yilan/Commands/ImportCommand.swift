import ArgumentParser
import Foundation
import Intake
import PostalModel
import PostalStore

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Takes in returns: XLSX, or CSV in UTF-8 or GB18030. 导入报表。",
    discussion: "One bad row refuses the file and nothing of it is stored, unless --partial is given.")

  @Argument(help: "The files. 文件。")
  var files: [String]
  @Option(help: "areas, outlets, villages, packaging, safety, figures or tasks; by default told by the headings. 报表。")
  var form: Form?
  @Option(help: "The month of rows that give none, such as 2025-06. 月份。")
  var period: Period?
  @Option(help: "The area the file is for; a register of outlets covers all of it. 范围。")
  var scope: AreaCode?
  @Option(help: "A TOML file that says which of their headings is which of ours. 表头对照。")
  var map: String?
  @Option(help: "Of a workbook the one sheet to read; by default all. 工作表。")
  var sheet: String?
  @Flag(help: "Tells what would be stored, and stores nothing. 试导入。")
  var dryRun = false
  @Flag(help: "Stores the good rows and keeps the bad ones with their reasons. 部分导入。")
  var partial = false
  @Option(help: "A .csv or .xlsx file to write the rows to that are kept out, with their reasons. 拒收的行写到文件。")
  var rejected: String?
  @Flag(help: "Has LibreOffice turn .xls, .et and .ods into .xlsx first. 转换旧格式。")
  var convert = false
  @Flag(help: "Prints the outcome as JSON. 以 JSON 输出。")
  var json = false
  @OptionGroup var options: SharedOptions

  func validate() throws {
    if let rejected, !["csv", "xlsx"].contains((rejected as NSString).pathExtension.lowercased()) {
      throw ValidationError("--rejected \(rejected): .csv | .xlsx")
    }
    if let rejected {
      func place(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
      if files.contains(where: { place($0) == place(rejected) }) {
        throw ValidationError(
          "--rejected \(rejected): 是要导入的文件,会被覆盖 / is a file to be imported and would be overwritten")
      }
    }
  }

  func run() throws {
    let setup = try Setup(options, isWriting: true)
    let store = try setup.store(options)
    if try setup.asking({ try store.isDemonstration }) {
      throw Failure.refused([
        setup.say(
          "\(store.path): 这是演示数据库,真实报表不能并入;请用 --database 换一个文件",
          "\(store.path): this database holds demonstration returns; a real return is never added to it. Name another "
            + "file by --database")
      ])
    }
    var month: Month?
    if let period {
      guard period.length == 1 else {
        throw Failure.usage("--period \(period): 须为一个月 / must be a month, such as 2025-06")
      }
      month = period.first
    }
    var importing = ReturnImport(store: store, setup: setup)
    importing.form = form
    importing.month = month
    importing.scope = scope
    importing.map = try map.map { try ReturnImport.Map($0, setup) }
    importing.sheet = sheet
    importing.isDryRun = dryRun
    importing.isPartial = partial
    importing.isConverting = convert
    var failed = false
    var keptOut: [KeptOut] = []
    for file in files {
      do {
        let outcome = try importing.take(file)
        if rejected != nil { keptOut += outcome.keptOut }
        if try !tell(outcome, setup: setup) { failed = true }
      } catch let failure as Failure where failure.status == 1 {
        for line in failure.lines { standardError(line) }
        failed = true
      }
    }
    if let rejected { try write(keptOut, to: rejected, store: store, setup: setup) }
    if failed { throw ExitCode(1) }
  }

  private func write(_ keptOut: [KeptOut], to path: String, store: PostalStore, setup: Setup) throws {
    let tables = try RejectedRows.tables(keptOut, store: store, setup: setup)
    guard !tables.isEmpty else {
      return standardError(setup.say("没有拒收的行,未写 \(path)", "no row was kept out; \(path) was not written"))
    }
    for (written, rows) in try RejectedRows.write(tables, to: path, setup: setup) {
      standardError(
        setup.say(
          "\(written): 拒收的 \(rows) 行,改正后可再导入", "\(written): \(rows) rows kept out, to be corrected and sent again"))
    }
  }

  /// Prints what became of a file.
  /// - Returns: false where it was refused, or would be.
  private func tell(_ outcome: ReturnImport.Outcome, setup: Setup) throws -> Bool {
    let file = outcome.file
    for note in outcome.notes { standardError("\(note.place(in: file)): \(note.text(setup.language))") }
    for problem in outcome.problems { standardError(problem.text(setup.language)) }
    if outcome.isRefused {
      if json { standardOutput(refusal(outcome, setup).text + "\n") }
      standardError(
        "\(file): "
          + setup.say(
            "未导入任何一行(读 \(outcome.read) 行,\(outcome.wrong) 行有误);改正后重发,或加 --partial 先导入其余",
            "nothing was stored (\(outcome.read) rows read, \(outcome.wrong) wrong); correct and send again, or store "
              + "the rest with --partial"))
      return false
    }
    for (one, read) in outcome.stored { report(one, file: file, read: read, setup: setup) }
    return !dryRun || outcome.problems.isEmpty
  }

  private func refusal(_ outcome: ReturnImport.Outcome, _ setup: Setup) -> JSONObject {
    var object = JSONObject()
    object.add("file", .text(outcome.file))
    object.add("refused", .truth(true))
    object.add("read", .whole(outcome.read))
    object.add("wrong", .whole(outcome.wrong))
    object.add("dry_run", .truth(dryRun))
    object.add(
      "problems",
      .array(
        outcome.problems.map { problem in
          var one = JSONObject()
          one.add("place", .text("\(problem.file):\(max(1, problem.line)):\(max(1, problem.column))"))
          one.add("text", .text(setup.say(problem.zh, problem.en)))
          return .object(one)
        }))
    return object
  }

  private func report(_ outcome: ImportOutcome, file: String, read: Int, setup: Setup) {
    let moves = FigureMoveText(setup)
    if json {
      var object = JSONObject()
      object.add("file", .text(file))
      object.add("form", .text(outcome.form.rawValue))
      object.add("import", outcome.id.map { .whole($0) } ?? .null)
      object.add("read", .whole(read))
      object.add("kept", .whole(outcome.kept))
      object.add("new", .whole(outcome.new))
      object.add("replaced", .whole(outcome.replaced))
      object.add("unchanged", .whole(outcome.unchanged))
      object.add("rejected", .whole(outcome.rejected))
      object.add("same_as", outcome.sameAs.map { .whole($0) } ?? .null)
      object.add("dry_run", .truth(dryRun))
      object.add("moves", outcome.watched == nil ? .null : .array(outcome.moves.map(moves.json)))
      let text = FigureText(setup: setup)
      object.add("revisions", .array(outcome.revisions.map { text.json($0) }))
      standardOutput(object.text + "\n")
      return
    }
    if let same = outcome.sameAs {
      print(
        setup.say(
          "\(file): 与第 \(same) 号导入是同一个文件,没有改动", "\(file): the same file as import \(same); nothing changed"))
      return
    }
    let number = outcome.id.map(String.init) ?? "-"
    let verb = dryRun ? setup.say("试导入", "dry run") : setup.say("第 \(number) 号导入", "import \(number)")
    let (zh, en) = counts(outcome, read: read)
    print("\(file): " + setup.say("\(verb),\(zh)", "\(verb), \(en)"))
    if dryRun {
      for line in moves.lines(outcome) { print(line) }
    } else if let summary = moves.summary(outcome) {
      print(summary)
    }
    for line in FigureText(setup: setup).lines(outcome.revisions) { print(line) }
  }

  /// What became of the rows, in both languages.
  private func counts(_ outcome: ImportOutcome, read: Int) -> (zh: String, en: String) {
    let (new, replaced, same) = (outcome.new, outcome.replaced, outcome.unchanged)
    let sameZh = replaced > 0 ? ",其中内容未变 \(same) 行" : ""
    let sameEn = replaced > 0 ? ", of which \(same) unchanged" : ""
    let zh =
      "\(outcome.form.zh):读 \(read) 行,存 \(outcome.kept) 行(新增 \(new) 行,替换 \(replaced) 行\(sameZh)),拒 \(outcome.rejected) 行"
    let en =
      "\(outcome.form.rawValue): \(read) rows read, \(outcome.kept) stored (\(new) new, \(replaced) replacing\(sameEn)), "
      + "\(outcome.rejected) refused"
    return (zh, en)
  }
}
