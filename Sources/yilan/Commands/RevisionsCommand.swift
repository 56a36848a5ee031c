import ArgumentParser
import PostalModel
import PostalStore

struct RevisionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revisions",
    abstract: "Lists the signed figures that are others today, and the imports that did it. 签收后的修订。")
  @Option(help: "The area, with all in it; by default all. 区划代码。")
  var scope: AreaCode?
  @Option(help: "The month, such as 2025-06; by default all that are signed. 月份。")
  var period: Period?
  @OptionGroup var list: ListOptions
  @OptionGroup var options: SharedOptions

  func validate() throws {
    guard period?.length ?? 1 == 1 else {
      throw ValidationError("--period \(period!): 须为一个月 / must be a month, such as 2025-06")
    }
  }

  func run() throws {
    let setup = try Setup(options)
    let store = try setup.store(options)
    let found = try setup.asking {
      try store.signedChanges(below: scope, month: period?.first, by: setup.yardstick)
    }
    let text = FigureText(setup: setup)
    try list.print(setup, store) { isDemonstration in
      found.map { item in
        var object = text.json(item.figure)
        object.add("period", .text(item.signOff.month.description))
        object.add("sign_off", .whole(item.signOff.id))
        object.add("signed_area", .text(item.signOff.area.code.description))
        object.add("signed_at", .text(item.signOff.at))
        object.add("demonstration", .truth(isDemonstration))
        object.add(
          "causes",
          .array(
            item.causes.map { cause in
              var object = JSONObject()
              object.add("import", .whole(cause.importID))
              object.add("undo", .truth(cause.isUndo))
              return .object(object)
            }))
        return object
      }
    } table: {
      let headings = [
        setup.say("月份", "month"), setup.say("签收", "signed"), setup.say("区划", "area"), setup.say("指标", "indicator"),
        setup.say("签收时 → 现在", "signed → now"), setup.say("由导入", "by import"),
      ]
      let rows = found.map { item in
        [
          item.signOff.month.description, "\(item.signOff.area.name) \(item.signOff.at)", item.figure.area.name,
          text.name(item.figure.indicator), text.change(item.figure),
          item.causes.map {
            setup.say("\($0.isUndo ? "撤销 " : "")\($0.importID)", "\($0.isUndo ? "undo " : "")\($0.importID)")
          }
          .joined(separator: ", "),
        ]
      }
      return (headings, rows)
    }
  }
}
