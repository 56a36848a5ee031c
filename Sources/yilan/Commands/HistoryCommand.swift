import ArgumentParser
import PostalModel
import PostalStore

struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Tells at which imports and undos a figure changed, and from what to what. 数字变动。")
  @Option(help: "The area. 区划代码。")
  var scope: AreaCode
  @Option(help: "The indicator, such as slim_tape. 指标。")
  var indicator: String
  @Option(help: "Such as 2025-06, 2025-Q2 or 2025; by default the newest month with a return. 报告期。")
  var period: Period?
  @OptionGroup var list: ListOptions
  @OptionGroup var options: SharedOptions

  func run() throws {
    let setup = try Setup(options)
    guard let indicator = setup.indicators.first(where: { $0.id == self.indicator }) else {
      throw Failure.usage("--indicator \(self.indicator): " + setup.indicators.map(\.id).joined(separator: " | "))
    }
    let store = try setup.store(options)
    let period = try setup.period(period, store)
    let changes = try setup.asking {
      try store.history(of: scope, indicator: indicator, period: period, by: setup.yardstick)
    }
    let text = FigureText(setup: setup)
    try list.print(setup, store) { isDemonstration in
      changes.map { change in
        var object = JSONObject()
        object.add("area", .text(scope.description))
        object.add("indicator", .text(indicator.id))
        object.add("period", .text(period.description))
        object.add("import", .whole(change.importID))
        object.add("undo", .truth(change.isUndo))
        object.add("at", .text(change.at))
        object.add("who", .text(change.who))
        object.add("file", .text(change.file))
        object.add("form", .text(change.form.rawValue))
        object.add("before", text.json(change.before))
        object.add("after", text.json(change.after))
        object.add("demonstration", .truth(isDemonstration))
        return object
      }
    } table: {
      let headings = [
        setup.say("导入", "import"), setup.say("时间", "at"), setup.say("经手", "who"), setup.say("报表", "form"),
        setup.say("文件", "file"), setup.say("原 → 新", "old → new"),
      ]
      let area = try setup.asking { try store.area(scope) }
      let rows = changes.map { change in
        [
          setup.say(
            "\(change.isUndo ? "撤销 " : "")\(change.importID)", "\(change.isUndo ? "undo " : "")\(change.importID)"),
          change.at, change.who, setup.say(change.form.zh, change.form.rawValue), change.file,
          area.map {
            text.change(
              RevisedFigure(area: $0, indicator: indicator.id, before: change.before, after: change.after))
          } ?? "",
        ]
      }
      return (headings, rows)
    }
  }
}
