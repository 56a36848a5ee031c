import ArgumentParser
import Catalog
import Foundation
import PostalModel
import PostalStore
import Terminal

/// `doctor`: looks at everything the program stands on, and says what to do about what is wrong.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Looks at data files, terminal, database, clock and disk, and says what to do. 自检。",
    discussion: """
      Exit status: 0 nothing is wrong, though there may be warnings; 1 something does not work; 2 the data files cannot be \
      read; 3 the database cannot be used. Nothing is changed. With --recover everything that can still be read of a \
      damaged database is put into a new file.
      """)
  @Flag(help: "A list of objects: check, state (ok, warning, fault, skipped), name, text, remedy. 给程序读。")
  var json = false
  @Option(help: "Takes what can be read of a damaged database into this new file. 取出能读的。")
  var recover: String?
  @OptionGroup var options: SharedOptions

  func run() throws {
    if let recover { return try DatabaseRecovery(setup: Setup(options, isWriting: true)).run(options, to: recover) }
    let environment = ProcessInfo.processInfo.environment
    let language = options.lang ?? Setup.language(of: environment)
    func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    var status: Int32 = 0
    var findings: [Finding] = []
    var setup: Setup?
    do {
      let read = try Setup(options, parts: .targets)
      setup = read
      findings += data(read)
    } catch let failure as Failure {
      status = failure.status
      findings += failure.lines.map {
        Finding(
          "data", .fault, say("数据文件", "data files"), $0,
          remedy: say("改正这一处,或移开自己的文件", "correct it, or move your own file away"))
      }
    }
    let terminal = MainActor.assumeIsolated { TerminalFacts() }
    findings += TerminalCheck(language: language, environment: environment, facts: terminal).findings
    let path = Setup.databasePath(options)
    let isServer = PostalStore.isServer(path)
    let database =
      isServer
      ? ServerCheck(language: language, address: path).look(setup)
      : DatabaseCheck(language: language, path: path).look(setup)
    findings += database.findings
    let system = SystemCheck(language: language)
    if !isServer { findings.append(disk(system, path, needed: database.size)) }
    findings += system.clock(today: options.today ?? Clock.today(), newest: database.newest)
    if let setup { findings.append(playlist(setup, path)) }
    findings += wall(setup, language)
    show(findings, language)
    if database.isUnusable { status = 3 }
    if status == 0, findings.contains(where: { $0.state == .fault }) { status = 1 }
    if status != 0 { throw Failure(status: status, lines: []) }
  }

  private func disk(_ system: SystemCheck, _ path: String, needed: Int) -> Finding {
    var folder = DatabaseCheck.folder(of: path)
    while SystemCheck.free(in: folder) == nil, folder != "/", folder != "." {
      folder = DatabaseCheck.folder(of: folder)
    }
    return system.disk(folder: folder, free: SystemCheck.free(in: folder), needed: needed)
  }

  private func show(_ findings: [Finding], _ language: Language) {
    guard !json else {
      standardOutput("[" + findings.map { "\n" + $0.json.text }.joined(separator: ",") + "\n]\n")
      return
    }
    let rows = findings.map { [$0.state.mark + " " + $0.name, $0.text] }
    var lines: [String] = []
    // The headings are only there to be measured.
    for (line, finding) in zip(PlainTable.lines(headings: ["", ""], rows: rows).dropFirst(), findings) {
      lines.append(line)
      if let remedy = finding.remedy { lines.append("    → " + remedy) }
    }
    let (faults, warnings) = (findings.count { $0.state == .fault }, findings.count { $0.state == .warning })
    lines.append(
      language == .zh
        ? "故障 \(faults) · 提醒 \(warnings) · 共查 \(findings.count) 项"
        : "\(faults) faults · \(warnings) warnings · \(findings.count) checks")
    standardOutput(lines.joined(separator: "\n") + "\n")
  }

  /// What the program reads: where from, and what of it is wrong.
  private func data(_ setup: Setup) -> [Finding] {
    let (book, problems) = setup.wholePlans()
    let own = setup.catalog.paths.user.filter { FileManager.default.fileExists(atPath: $0) }
    var findings = [
      Finding(
        "data", .ok, setup.say("数据文件", "data files"),
        setup.catalog.paths.share
          + (own.isEmpty ? "" : setup.say(",自有 ", ", own ") + own.joined(separator: ", "))),
      Finding(
        "plans", problems.isEmpty ? .ok : .warning, setup.say("规划与指标", "plans and indicators"),
        setup.say("指标 \(setup.indicators.count) 项;规划 ", "\(setup.indicators.count) indicators; plans ")
          + book.plans.map { "\($0.id) \($0.targets.count)" }.joined(separator: ", ")),
    ]
    findings += problems.map {
      Finding(
        "plan", .fault, setup.say("规划文件", "plan file"), $0.text(setup.language),
        remedy: setup.say("改正后再试;此文件目前未采用", "correct it; it is left out as it is"))
    }
    return findings
  }

  /// The playlist that a wall on this database would take.
  private func playlist(_ setup: Setup, _ path: String) -> Finding {
    let name = setup.say("播放单", "playlist")
    let store = try? PostalStore(path: path, settings: setup.settings, standards: [], readOnly: true)
    do {
      let list = try KioskPlaylist(nil, plan: nil, every: nil, store: store, setup)
      let count = list.playlist.scenes.count
      return Finding(
        "playlist", .ok, name, "\(list.file.path) · " + setup.say("画面 \(count) 项", "\(count) scenes"))
    } catch {
      return Finding(
        "playlist", .fault, name, (error as? Failure)?.lines.joined(separator: "; ") ?? "\(error)",
        remedy: setup.say("改正后用 yilan kiosk --check 查", "correct it; yilan kiosk --check looks at all of it"))
    }
  }

  /// The wall on this machine, where there is one.
  private func wall(_ setup: Setup?, _ language: Language) -> [Finding] {
    let path = Heartbeat.watchedPath(named: setup?.settings.heartbeat)
    let status = KioskStatus(path: path)
    guard status.state != .absent else { return [] }
    return [
      Finding(
        "wall", status.state == .alive ? .ok : .warning, language == .zh ? "大屏" : "wall", status.text(language))
    ]
  }
}
