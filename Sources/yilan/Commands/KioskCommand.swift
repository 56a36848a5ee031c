import ArgumentParser
import Foundation
import PostalModel
import PostalStore

struct KioskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kiosk", abstract: "Shows a playlist on a wall, unattended. 大屏轮播。",
    discussion: "A wall rotates through the scenes of a playlist, follows imports by itself, and lets a visitor look "
      + "around by the arrows, Enter or the mouse. Keys neither leave nor change anything, unless the playlist sets keys "
      + "for leaving (exit). Playlists lie in Data/playlists; all.toml explains them.")

  @Option(
    help: "The playlist, a file. By default that of the plan in whose area returns are, else the common one. 播放单。")
  var playlist: String?
  @Option(help: "How long a scene stays unless it says otherwise, such as 15s, 2m or 500ms. 每个画面多久。")
  var every: SceneDuration?
  @Flag(help: "Checks the playlist against the database and lists what it would show now. 检查播放单。")
  var check = false
  @Flag(help: "Says how the wall of this machine is, by its heartbeat: 0 it runs, 1 stuck, gone or none. 查看运行状况。")
  var status = false
  @Flag(help: "The status as an object. 给程序读。")
  var json = false
  @Option(help: "The file of the heartbeat. Also by YILAN_HEARTBEAT. 心跳文件。")
  var heartbeat: String?
  @OptionGroup var options: SharedOptions
  @OptionGroup var view: ViewOptions

  func run() throws {
    let setup = try Setup(options, parts: .targets)
    if status {
      let status = KioskStatus(path: Heartbeat.watchedPath(named: heartbeat ?? setup.settings.heartbeat))
      return try status.report(asJSON: json, setup.language)
    }
    guard !json else {
      throw Failure.usage("--json: " + setup.say("只与 --status 同用", "goes with --status alone"))
    }
    for (name, isGiven) in [("--at", view.at != nil), ("--linear", view.linear), ("--as-of", options.asOf != nil)]
    where isGiven {
      throw Failure.usage(
        "\(name): " + setup.say("大屏放什么由播放单决定;请去掉", "what a wall shows is up to its playlist; leave it out"))
    }
    if let plan = view.plan, setup.plans.plan(plan) == nil {
      throw Failure.usage("--plan \(plan): " + setup.plans.plans.map(\.id).joined(separator: " | "))
    }
    let path = Setup.databasePath(options)
    if check { return try check(setup, path) }
    try KioskRun(
      options: options, view: view, path: path, setup: setup, named: playlist, every: every?.milliseconds,
      heartbeat: heartbeat
    ).run()
  }

  private func check(_ setup: Setup, _ path: String) throws {
    guard PostalStore.isServer(path) || FileManager.default.fileExists(atPath: path) else {
      throw Failure.database("\(path): " + setup.say("没有数据库文件", "there is no database file"))
    }
    let store = try setup.store(at: path)
    let list = try KioskPlaylist(playlist, plan: view.plan, every: every?.milliseconds, store: store, setup)
    let (lines, problems) = try KioskCheck(list: list, setup: setup, store: store).run()
    for line in lines { print(line) }
    if !problems.isEmpty { throw Failure.refused(problems) }
  }
}

/// `15s`, `2m`, `1h`, `500ms`, or seconds alone.
struct SceneDuration: ExpressibleByArgument {
  let milliseconds: Int

  init?(argument: String) {
    let digits = argument.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), digits.utf8.count <= 8,
      let unit = ["": 1000, "s": 1000, "m": 60_000, "h": 3_600_000, "ms": 1][String(argument.dropFirst(digits.count))],
      (50...86_400_000).contains(number * unit)
    else { return nil }
    milliseconds = number * unit
  }
}
