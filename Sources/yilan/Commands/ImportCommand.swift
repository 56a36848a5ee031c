import ArgumentParser
import Catalog
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
  @Flag(help: "Prints the outcome as JSON. 以 JSON 输出。")
  var json = false
  @OptionGroup var options: SharedOptions

  func run() throws {
    let setup = try Setup(options)
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
    let columns = try columnMap(setup)
    let tasks = knownTasks(setup)
    var failed = false
    for file in files {
      do {
        try take(
          file, month: month, map: columns?.map, mapHash: columns?.hash, tasks: tasks, store: store, setup: setup)
      } catch let failure as Failure where failure.status == 1 {
        for line in failure.lines { standardError(line) }
        failed = true
      }
    }
    if failed { throw ExitCode(1) }
  }

  private func columnMap(_ setup: Setup) throws -> (map: ColumnMap, hash: String)? {
    guard let map else { return nil }
    do throws(CatalogError) {
      let found = try setup.catalog.columnMap(at: map)
      return (found, FileHash.hexadecimal([UInt8](FileManager.default.contents(atPath: map) ?? Data())))
    } catch {
      throw Failure.usage(error.text(setup.language))
    }
  }

  private func take(
    _ file: String, month: Month?, map: ColumnMap?, mapHash: String?, tasks: [IntakeTask], store: PostalStore,
    setup: Setup
  ) throws {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw Failure.refused([
        "\(file):1:1: " + setup.say("读不到这个文件;请检查路径和权限", "cannot be read; check its path and permissions")
      ])
    }
    let bytes = [UInt8](data)
    let results = try setup.asking {
      try store.withAreas { areas in
        Intake.readAll(
          bytes, file: file, form: form,
          context: IntakeContext(
            today: setup.today, defaultMonth: month, directory: areas, sheet: sheet, map: map,
            indicators: setup.indicators, tasks: tasks))
      }
    }
    for note in results.flatMap(\.notes) { standardError("\(note.place(in: file)): \(note.text(setup.language))") }
    try refuseUnreadable(results, file: file, setup: setup)
    for problem in results.flatMap(\.problems) { standardError(problem.text(setup.language)) }
    let hash = FileHash.hexadecimal(bytes)
    var stored: [Int] = []
    for result in results {
      do {
        let outcome = try setup.asking {
          try keep(result, file: file, hash: hash, mapHash: mapHash, store: store, setup: setup)
        }
        for conflict in outcome.conflicts { standardError(conflict.text(setup.language)) }
        report(outcome, file: file, read: result.read, setup: setup)
        if let id = outcome.id { stored.append(id) }
      } catch let failure as Failure {
        // A file is one unit: the forms of a workbook that were stored before are taken back.
        for id in stored.reversed() { try setup.asking { try store.undo(id, at: "\(setup.today) \(Clock.time())") } }
        if !stored.isEmpty {
          let ids = stored.map(String.init).joined(separator: ", ")
          standardError(
            "\(file): " + setup.say("同一文件的第 \(ids) 号导入已撤回", "import \(ids) of the same file was taken back"))
        }
        throw failure
      }
    }
    if dryRun, results.contains(where: { !$0.problems.isEmpty }) { throw Failure.refused([]) }
  }

  /// Refuses a file of which a row is wrong, or with `--partial` of which no row of a form is right.
  private func refuseUnreadable(_ results: [IntakeResult], file: String, setup: Setup) throws {
    let isTaken = results.allSatisfy { result in
      guard let rows = result.rows else { return false }
      return result.problems.isEmpty || (partial && rows.count > 0)
    }
    if isTaken { return }
    let (read, wrong) = results.reduce((0, 0)) { ($0.0 + $1.read, $0.1 + $1.rejected.count) }
    var lines = results.flatMap(\.problems).map { $0.text(setup.language) }
    lines.append(
      "\(file): "
        + setup.say(
          "未导入任何一行(读 \(read) 行,\(wrong) 行有误);改正后重发,或加 --partial 先导入其余",
          "nothing was stored (\(read) rows read, \(wrong) wrong); correct and send again, or store the rest with "
            + "--partial"))
    throw Failure.refused(lines)
  }

  private func keep(
    _ result: IntakeResult, file: String, hash: String, mapHash: String?, store: PostalStore, setup: Setup
  ) throws -> ImportOutcome {
    try store.importReturn(
      result.rows!,
      file: ImportFile(
        name: (file as NSString).lastPathComponent, hash: hash, at: "\(setup.today) \(Clock.time())",
        who: ProcessInfo.processInfo.environment["USER"] ?? "", read: result.read,
        rejected: result.rejected.map { row in
          (
            row.place, row.raw, row.problems.map(\.zh).joined(separator: "; "),
            row.problems.map(\.en).joined(separator: "; ")
          )
        }, absentColumns: result.absentColumns, sheets: result.sheets, map: mapHash),
      scope: scope, isDryRun: dryRun, isPartial: partial)
  }

  private func report(_ outcome: ImportOutcome, file: String, read: Int, setup: Setup) {
    if json {
      var object = JSONObject()
      object.add("file", .text(file))
      object.add("form", .text(outcome.form.rawValue))
      object.add("import", outcome.id.map { .whole($0) } ?? .null)
      object.add("read", .whole(read))
      object.add("kept", .whole(outcome.kept))
      object.add("replaced", .whole(outcome.replaced))
      object.add("rejected", .whole(outcome.rejected))
      object.add("same_as", outcome.sameAs.map { .whole($0) } ?? .null)
      object.add("dry_run", .truth(dryRun))
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
    print(
      "\(file): "
        + setup.say(
          "\(verb),\(outcome.form.zh):读 \(read) 行,存 \(outcome.kept) 行(其中替换 \(outcome.replaced) 行),拒 \(outcome.rejected) 行",
          "\(verb), \(outcome.form.rawValue): \(read) rows read, \(outcome.kept) stored (\(outcome.replaced) replacing), "
            + "\(outcome.rejected) refused"))
  }
}
