import ArgumentParser
import Dashboard
import Foundation
import PostalModel

struct WalkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "walk", abstract: "Sends random events through the dashboard, for its tests. 随机走查。",
    discussion:
      "Nothing is written to the database. Status 1 where a screen has another size than asked for, or Esc and "
      + "q do not lead out; the last events are told then.", shouldDisplay: false)
  @Option(help: "How many events. 事件数。")
  var events = 10_000
  @Option(help: "The same events come from the same seed. 种子。")
  var seed: UInt64 = 1
  @OptionGroup var options: SharedOptions
  @OptionGroup var view: ViewOptions

  func run() throws {
    let setup = try Setup(options, parts: .targets)
    let store = try setup.store(options)
    let run = DashboardRun(options: options, view: view)
    let dashboard = Dashboard(
      place: try run.place(setup, store), handbook: try setup.handbook(setup.language),
      glyphs: try run.glyphs(nil, ambiguous: run.width ?? .one), keymap: try setup.keymap(), today: setup.today,
      time: "")
    var walk = RandomWalk(
      dashboard: dashboard, door: Door(store: store, setup: setup, today: setup.today), seed: seed)
    let isWatched = isatty(STDERR_FILENO) == 1
    walk.walk(events: events) { if isWatched { standardError("\($0)") } }
    let count = walk.count
    if let fault = count.fault {
      throw Failure.refused(["seed \(seed), " + fault].flatMap { $0.components(separatedBy: "\n") })
    }
    print(
      setup.say(
        "事件 \(count.events),画面 \(count.screens),试出路 \(count.ways) 次(至多 Esc \(count.mostEscapes) 次再 q),退出 \(count.ended) 次,"
          + "种子 \(seed)",
        "\(count.events) events, \(count.screens) screens, \(count.ways) ways out tried (at most \(count.mostEscapes) Esc, "
          + "then q), \(count.ended) left, seed \(seed)"))
  }
}
