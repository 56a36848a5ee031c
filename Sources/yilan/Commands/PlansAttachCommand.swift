import ArgumentParser
import Catalog
import Foundation
import Intake
import PostalModel

struct PlansAttachCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach", abstract: "Keeps your own text of a plan, so that clauses can be opened. 附上规划原文。",
    discussion: "A text file in UTF-8 or GB18030. It stays on this machine, in your configuration folder.")
  @Argument(help: "The plan. 规划。")
  var plan: String
  @Argument(help: "The text file. 文本文件。")
  var file: String
  @OptionGroup var options: SharedOptions

  func run() throws {
    let setup = try Setup(options)
    guard let plan = setup.plans.plan(plan) else {
      throw Failure.usage("\(plan): " + setup.plans.plans.map(\.id).joined(separator: " | "))
    }
    let bytes = try setup.bytes(of: file)
    let text: String
    do throws(Problem) { text = try PlainText.read(bytes, file: file) } catch {
      throw Failure.refused([
        "\(file):\(max(1, error.line)):1: "
          + setup.say(
            "不是 UTF-8 或 GB18030 的纯文本;请在文字处理软件中另存为纯文本(.txt)",
            "is not plain text in UTF-8 or GB18030; save it as plain text (.txt) in your word processor")
      ])
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw Failure.refused(["\(file):1:1: " + setup.say("文件是空的", "the file is empty")])
    }
    guard let folder = CatalogPaths.configFolder(ProcessInfo.processInfo.environment) else {
      throw Failure.refused([
        setup.say("没有 HOME,不知道存到哪里;请设置 XDG_CONFIG_HOME", "there is no HOME to keep it in; set XDG_CONFIG_HOME")
      ])
    }
    let path: String
    do throws(CatalogError) { path = try Catalog.attach(text, to: plan.id, in: folder) } catch {
      throw Failure.refused([error.text(setup.language)])
    }
    let finder = ClauseFinder(text)
    let clauses = plan.clauses.filter(ClauseFinder.isClause)
    let missing = clauses.filter { finder.line(of: $0) == nil }
    print(
      setup.say(
        "\(plan.zh):已存到 \(path);\(clauses.count) 个条款找到 \(clauses.count - missing.count) 个",
        "\(plan.en): kept in \(path); \(clauses.count - missing.count) of \(clauses.count) clauses found"))
    let bare = { (text: String) in text.filter { !$0.isWhitespace && !$0.isPunctuation && !$0.isSymbol } }
    if !bare(text).contains(bare(plan.title)) {
      let former = FileManager.default.fileExists(atPath: path + ".before")
      standardError(
        "\(file):1:1: "
          + setup.say(
            "文中没有“\(plan.title)”这个标题,请核对是不是这个规划",
            "the title \(plan.title) is not in it; check that it is this plan")
          + (former ? setup.say(";先前的文本留在 \(path).before", "; the earlier text is kept as \(path).before") : ""))
    }
    if !missing.isEmpty {
      print(setup.say("没有找到:", "not found: ") + missing.joined(separator: " "))
    }
  }
}
