import ArgumentParser
import Drawing
import PostalModel
import PostalStore

struct LedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger", abstract: "Lists what was imported, newest first. 导入台账。")
  @OptionGroup var list: ListOptions
  @OptionGroup var options: SharedOptions

  func run() throws {
    let setup = try Setup(options)
    let store = try setup.store(options)
    let entries = try setup.asking { try store.ledger() }
    try list.print(setup, store) { isDemonstration in
      try LedgerExport(
        ExportRequest(
          setup: setup, store: store, period: try setup.period(nil, store), scope: nil, levels: 0, plan: nil,
          isDemonstration: isDemonstration)
      ).objects
    } table: {
      // Files know no roles.
      let hasRoles = entries.contains { $0.role != nil }
      let headings =
        [
          setup.say("编号", "no."), setup.say("时间", "at"), setup.say("报表", "form"), setup.say("读", "read"),
          setup.say("存", "kept"), setup.say("替", "repl."), setup.say("拒", "ref."), setup.say("文件", "file"),
          setup.say("撤销", "undone"), setup.say("修订", "revises"), "SHA-256",
        ] + (hasRoles ? [setup.say("角色", "role")] : [])
      let rows = entries.map { entry in
        [
          String(entry.id), entry.at, setup.say(entry.form.zh, entry.form.rawValue), String(entry.read),
          String(entry.kept), String(entry.replaced), String(entry.rejected), entry.file, entry.undoneAt ?? "",
          entry.revised.joined(separator: ", "), String(entry.hash.prefix(12)),
        ] + (hasRoles ? [entry.role ?? ""] : [])
      }
      return (headings, rows)
    }
  }
}

struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Takes an import back; what it replaced stands again. 撤销导入。")
  @Argument(help: "The number in the ledger. 编号。")
  var number: Int
  @OptionGroup var options: SharedOptions

  func run() throws {
    let setup = try Setup(options, isWriting: true)
    let store = try setup.store(options)
    let revisions = try setup.asking {
      try store.undo(number, at: "\(setup.today) \(Clock.time())", yardstick: setup.yardstick)
    }
    print(setup.say("第 \(number) 号导入已撤销", "import \(number) was undone"))
    for line in FigureText(setup: setup).lines(revisions) { print(line) }
  }
}
