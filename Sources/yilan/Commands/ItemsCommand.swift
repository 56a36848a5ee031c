import ArgumentParser
import PostalModel
import PostalStore

struct ItemsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "items", abstract: "Open items and the loop from noticed to closed. 待办与整改闭环。",
    subcommands: [ItemsListCommand.self, ItemsStepCommand.self, ItemsHistoryCommand.self, ItemsUndoCommand.self],
    defaultSubcommand: ItemsListCommand.self)
}

extension ItemKey: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension ItemKind: ExpressibleByArgument {}
extension ItemAct: ExpressibleByArgument {}

struct ItemsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists open items, worst first, with their keys. 列出待办。")
  @Option(help: "The area; by default the areas of all plans. 区划代码。")
  var scope: AreaCode?
  @Option(help: "By default the newest month with a return. 报告期。")
  var period: Period?
  @Option(help: "shortfall, late, rectification, unfiled, change, licence or task. 类别。")
  var kind: ItemKind?
  @Option(help: "A part of the lead office's name. 牵头单位。")
  var office: String?
  @Option(help: "open, noticed, notified, failed, passed, closed, back or overdue. 办理状态。")
  var state: String?
  @OptionGroup var list: ListOptions
  @OptionGroup var options: SharedOptions

  func validate() throws {
    let known = ["open", "back", "overdue"] + ItemStage.allCases.map(\.rawValue)
    if let state, !known.contains(state) {
      throw ValidationError("--state \(state): \(known.joined(separator: " | "))")
    }
  }

  func run() throws {
    let setup = try Setup(options)
    let store = try setup.store(options)
    let request = ExportRequest(
      setup: setup, store: store, period: try setup.period(period, store), scope: scope, levels: 0, plan: nil,
      isDemonstration: try setup.asking { try store.isDemonstration })
    var content = try OpenItemsExport(request)
    let text = ItemText(setup: setup)
    content.keep { item, day in
      (kind.map { item.kind == $0 } ?? true) && (office.map { item.lead.contains($0) } ?? true)
        && (state.map { state in
          switch state {
          case "open": !item.isClosed
          case "overdue": item.state?.isOverdue(on: day) == true
          default: text.state(item) == state
          }
        } ?? true)
    }
    try list.print(setup, store) { _ in
      content.objects
    } table: {
      content.brief
    }
  }
}

struct ItemsStepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "step", abstract: "Records what was done about an item. 记一步办理。",
    discussion: "Steps: noticed; then notified, talked or ordered, with a date; then passed or failed; after passed, "
      + "closed. `yilan items` lists the keys.")
  @Argument(help: "The item, such as shortfall/520526000000/reusable_bags/bijie. 事项编号。")
  var key: ItemKey
  @Argument(help: "noticed, notified, talked, ordered, failed, passed or closed. 办理。")
  var act: ItemAct
  @Option(help: "The day it was done; by default today. 日期。")
  var on: Day?
  @Option(help: "By when it is to be put right. 整改期限。")
  var due: Day?
  @Option(name: .customLong("by"), help: "Who did it; by default the user's name. 办理人。")
  var who: String?
  @Option(help: "What was done, and what came of it. 说明。")
  var note: String = ""
  @Option(help: "The name of a file that shows it. 佐证文件名。")
  var evidence: String = ""
  @Option(help: "What an outlet is called. 网点名称。")
  var title: String = ""
  @OptionGroup var options: SharedOptions

  func run() throws {
    let setup = try Setup(options, isWriting: true)
    let store = try setup.store(options)
    let area = try setup.asking { try store.area(key.area) }
    var title = title
    if title.isEmpty, key.kind.rule != nil {
      title = try setup.asking { try store.outlet(key.subject) }?.entry.name ?? ""
    }
    let step = ItemStep(
      key: key, title: title, act: act, on: on ?? setup.today, due: due, who: who ?? "", note: note,
      evidence: evidence)
    let name = "\(area?.name ?? key.area.description) \(ItemText(setup: setup).subject(key, title: title))"
    let id = try setup.asking { try store.record(step, named: "\(act.zh) \(name)", setup) }
    print(setup.say("第 \(id) 号已记:\(act.zh) \(name)", "entry \(id) is recorded: \(act.en), \(name)"))
  }
}

struct ItemsHistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "All that was done about an item. 事项经过。")
  @Argument(help: "The item; without one all items of the scope. 事项编号。")
  var key: ItemKey?
  @Option(help: "The area, with all in it; by default all. 区划代码。")
  var scope: AreaCode?
  @OptionGroup var list: ListOptions
  @OptionGroup var options: SharedOptions

  func run() throws {
    let setup = try Setup(options)
    let store = try setup.store(options)
    let histories = try setup.asking {
      if let key { return try store.itemHistory(key).map { [$0] } ?? [] }
      return try store.itemHistories(below: scope)
    }
    try list.print(setup, store) { isDemonstration in
      histories.flatMap { history in
        history.episodes.enumerated().flatMap { round, episode in
          episode.steps.map { recorded in
            var object = JSONObject()
            object.add("key", .text(history.key.description))
            object.add("area", .text(history.area.code.description))
            object.add("name", .text(history.area.name))
            object.add("round", .whole(round + 1))
            object.add("repeat", .truth(episode.isRepeat))
            object.add("step", .text(recorded.step.act.rawValue))
            object.add("on", .text(recorded.step.on.description))
            object.add("due", .optional(recorded.step.due?.description))
            object.add("who", .text(recorded.step.who))
            object.add("note", .text(recorded.step.note))
            object.add("evidence", .text(recorded.step.evidence))
            object.add("import", .whole(recorded.importID))
            object.add("at", .text(recorded.at))
            object.add("demonstration", .truth(isDemonstration))
            return object
          }
        }
      }
    } table: {
      let text = ItemText(setup: setup)
      let headings = [
        setup.say("编号", "no."), setup.say("区划", "area"), setup.say("事项", "item"), setup.say("轮", "round"),
        setup.say("日期", "day"), setup.say("办理", "step"), setup.say("期限", "due"), setup.say("办理人", "by"),
        setup.say("说明", "note"), setup.say("佐证", "evidence"), setup.say("事项编号", "key"),
      ]
      let rows = histories.flatMap { history in
        history.episodes.enumerated().flatMap { round, episode in
          episode.steps.map { recorded in
            let step = recorded.step
            return [
              String(recorded.importID), history.area.name,
              "\(text.kind(history.key.kind)) \(text.subject(history.key, title: step.title))",
              "\(round + 1)\(episode.isRepeat ? setup.say(" 复发", " back") : "")", step.on.description,
              setup.say(step.act.zh, step.act.rawValue), step.due?.description ?? "", step.who, step.note,
              step.evidence,
              history.key.description,
            ]
          }
        }
      }
      return (headings, rows)
    }
  }
}

struct ItemsUndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Takes the last step of an item back. 撤销最后一步。")
  @Argument(help: "The item. 事项编号。")
  var key: ItemKey
  @OptionGroup var options: SharedOptions

  func run() throws {
    let setup = try Setup(options, isWriting: true)
    let store = try setup.store(options)
    guard let last = try setup.asking({ try store.itemHistory(key) })?.steps.last else {
      throw Failure.refused([
        setup.say("\(key): 还没有办理过,无可撤销", "\(key): nothing was done about it, so there is nothing to take back")
      ])
    }
    _ = try setup.asking { try store.undo(last.importID, at: "\(setup.today) \(Clock.time())") }
    print(
      setup.say(
        "已撤销第 \(last.importID) 号:\(last.step.act.zh) \(last.step.on)",
        "entry \(last.importID) was undone: \(last.step.act.en) \(last.step.on)"))
  }
}
