import ArgumentParser
import Dashboard
import PostalModel

struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Lists commands with their keys. 按键。",
    discussion: "`--format toml` is a file to begin with: put it at ~/.config/yilan/keys.toml and change it. "
      + "An empty list takes a command off the keyboard.")
  @Option(help: "table, json, toml or markdown. 格式。", completion: .list(["table", "json", "toml", "markdown"]))
  var format: String = "table"
  @OptionGroup var options: SharedOptions

  func run() throws {
    let setup = try Setup(options, parts: .targets)
    let keymap = try setup.keymap()
    let lines = keymap.manual(words: setup.words)
    switch format {
    case "table":
      let headings = [setup.say("键", "keys"), setup.say("做什么", "what it does"), setup.say("命令", "commands")]
      let rows = lines.map { [$0.keys, $0.text, $0.commands.map(\.rawValue).joined(separator: " ")] }
      for line in PlainTable.lines(headings: headings, rows: rows) { print(line) }
    case "json":
      standardOutput(
        setup.list(
          Command.allCases.map { command in
            var object = JSONObject()
            object.add("command", .text(command.rawValue))
            object.add("keys", .array(keymap.names(of: command).map { .text($0) }))
            object.add("text", .text(keymap.text(of: command, words: setup.words)))
            return object
          }))
    case "toml":
      print("# \(setup.say("按键:每行一个命令;空列表即不用键", "Keys: a command a line; an empty list takes it off"))")
      for command in Command.allCases {
        let keys = keymap.names(of: command).map(quoted).joined(separator: ", ")
        print("# \(keymap.text(of: command, words: setup.words))")
        print("\(command.rawValue) = [\(keys)]")
      }
    case "markdown":
      let (zh, en) = (try catalogWords(setup, .zh), try catalogWords(setup, .en))
      standardOutput(KeyTableText.markdown(keymap, zh: zh, en: en) + "\n")
    default: throw Failure.usage("--format \(format): table | json | toml | markdown")
    }
  }

  /// A name as a string of TOML: the keys of a quotation mark and a backslash have to be escaped in it.
  private func quoted(_ name: String) -> String {
    "\"" + name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private func catalogWords(_ setup: Setup, _ language: Language) throws -> Words {
    do { return try setup.catalog.words(language) } catch { throw Failure.usage(error.text(setup.language)) }
  }
}
