import ArgumentParser
import Demonstration
import Foundation
import Intake
import PostalModel
import PostalStore

struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Loads the demonstration returns and opens the dashboard on them. 演示数据。",
    discussion: "The returns are invented and marked 演示数据 everywhere. They live in a database of their own; with "
      + "--database they fill that empty file.")
  @OptionGroup var options: SharedOptions
  @OptionGroup var view: ViewOptions

  func run() throws {
    let setup = try Setup(options)
    let path = options.database ?? Setup.demonstrationPath
    let store = try setup.store(at: path)
    try Self.fill(store, setup)
    try DashboardRun(options: options, view: view, store: setup.asItStood(store), setup: setup).run()
  }

  /// Fills an empty store with the demonstration returns, through the import that a user's files take.
  ///
  /// - Parameter scope: of one plan's area alone.
  static func fill(_ store: PostalStore, _ setup: Setup, within scope: AreaCode? = nil) throws {
    let facts = try setup.asking { try store.facts() }
    if facts.isDemonstration, facts.imports > 0, try setup.asking({ try store.isDemonstrationComplete }) { return }
    if facts.imports > 0, !facts.isDemonstration {
      throw Failure.refused([
        setup.say(
          "\(store.path): 库里已有真实报表,演示数据不能并入;请换一个文件",
          "\(store.path): holds real returns; demonstration returns are never added to them. Name another file")
      ])
    }
    try setup.asking { try store.markDemonstration() }
    let areas = try setup.catalog.shippedAreas().filter { area in
      scope.map { $0 <= area.code && area.code <= $0.last } ?? true
    }
    var residents: [AreaCode: Int] = [:]
    for entry in try setup.catalog.residents() { residents[entry.area] = entry.residents }
    let tasks = knownTasks(setup)
    let files = Demonstration.files(
      areas: areas, residents: residents, plans: setup.plans.plans, indicators: setup.indicators,
      tasks: tasks.map { DemonstrationTask(plan: $0.plan, id: $0.id) })
    let showsProgress = isatty(2) == 1
    for (number, file) in files.enumerated() {
      if showsProgress {
        let share = (number + 1) * 100 / max(1, files.count)
        FileHandle.standardError.write(
          Data("\r\(setup.say("正在准备演示数据", "preparing the demonstration returns")) \(share) %".utf8))
      }
      let bytes = [UInt8](file.text.utf8)
      let result = try setup.asking {
        try store.withAreas { areas in
          Intake.read(
            bytes, file: file.name, form: file.form,
            context: IntakeContext(
              today: file.importedOn, directory: areas, indicators: setup.indicators, tasks: tasks))
        }
      }
      guard let rows = result.rows, result.problems.isEmpty else {
        throw Failure.refused(result.problems.prefix(20).map { $0.text(setup.language) })
      }
      let (hash, packed) = (FileHash.hexadecimal(bytes), PackedFile(bytes))
      _ = try setup.asking {
        try store.importReturn(
          rows,
          file: ImportFile(
            name: file.name, hash: hash, at: "\(file.importedOn) 09:12", who: "demo", read: result.read,
            originals: [KeptFile(hash: hash, size: packed.size, packed: packed.packed)]))
      }
    }
    try setup.asking {
      let known = Set(try store.itemHistories().map(\.key))
      let text = ItemText(setup: setup)
      for step in Demonstration.steps where !known.contains(step.key) {
        let area = try store.area(step.key.area)?.name ?? ""
        _ = try store.record(
          step, named: "\(step.act.zh) \(area) \(text.subject(step.key, title: ""))(演示数据)", at: "\(step.on) 09:30",
          who: "demo", today: step.on)
      }
      try store.markDemonstrationComplete()
    }
    if showsProgress { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}
