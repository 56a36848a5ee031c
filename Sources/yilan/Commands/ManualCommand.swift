import ArgumentParser
import Dashboard
import Foundation
import PostalModel

/// The manual page, made of the commands' own help and the table of keys.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Writes the manual page, for man(1). 手册页。", shouldDisplay: false)
  @OptionGroup var options: SharedOptions

  func run() throws {
    let setup = try Setup(options, parts: .targets)
    let help = try JSONDecoder().decode(ToolHelp.self, from: Data(Yilan._dumpHelp().utf8))
    let words: Words
    do { words = try setup.catalog.words(.en) } catch { throw Failure.usage(error.text(setup.language)) }
    standardOutput(
      ManualPage(help: help.command, keys: try setup.keymap().manual(words: words), groups: words).text)
  }
}

/// The commands as the parser of arguments knows them.
struct ToolHelp: Decodable {
  var command: CommandHelp

  struct CommandHelp: Decodable {
    var commandName: String
    var shouldDisplay: Bool?
    var abstract: String?
    var discussion: String?
    var subcommands: [CommandHelp]?
    var arguments: [Argument]?
  }

  struct Argument: Decodable {
    struct Name: Decodable {
      var kind: String
      var name: String
    }

    var kind: String
    var shouldDisplay: Bool?
    var isOptional: Bool?
    var isRepeating: Bool?
    var names: [Name]?
    var valueName: String?
    var defaultValue: String?
    var abstract: String?
  }
}

/// A manual page in the macros of man(7).
struct ManualPage {
  let help: ToolHelp.CommandHelp
  let keys: [Keymap.ManualLine]
  let groups: Words

  var text: String {
    var lines = [
      ".\\\" Made by `yilan manual` of the program's own help and table of keys.",
      ".TH YILAN 1 \"\" \"yilan \(Yilan.configuration.version)\" \"User Commands\"", ".SH NAME",
      "yilan \\- a terminal dashboard for those who supervise express delivery", ".SH SYNOPSIS", ".B yilan",
      "[\\fIcommand\\fR] [\\fIoptions\\fR]", ".SH DESCRIPTION",
    ]
    lines += paragraphs(help.abstract) + [".PP"] + paragraphs(help.discussion)
    lines += [
      ".PP",
      "Every screen is a place with an address: \\fIarea\\fR/\\fIpanel\\fR/\\fIindicator\\fR@\\fIperiod\\fR, such",
      "as 520526/packaging/slim_tape@2025-06. The same address works after \\fB:\\fR, with \\fB--at\\fR and with",
      "\\fByilan screen\\fR.", ".SH OPTIONS",
    ]
    if let open = help.subcommands?.first(where: { $0.commandName == "open" }) { lines += options(of: open) }
    lines.append(".SH COMMANDS")
    for command in shown(help.subcommands).filter({ $0.commandName != "open" && $0.commandName != "help" }) {
      lines += self.lines(of: command, after: "yilan")
    }
    lines.append(".SH KEYS")
    lines += [
      "Keys are changed in keys.toml (\\fByilan keys --format toml\\fR is one to begin with). A number before a move says",
      "how often, or which row.",
    ]
    for group in KeyTable.Group.allCases {
      lines.append(".SS \(escaped(groups["help.group.\(group.rawValue)"]))")
      for line in keys where line.group == group {
        lines += [".TP", ".B \(escaped(line.keys))", escaped(line.text)]
      }
    }
    lines += files
    return lines.joined(separator: "\n") + "\n"
  }

  private var files: [String] {
    func item(_ name: String, _ text: String) -> [String] { [".TP", ".I \(escaped(name))", escaped(text)] }
    return [".SH FILES"]
      + item(
        "~/.config/yilan/",
        "plans/, themes/, words/, areas/changes.csv, settings.toml and keys.toml of an office, over the shipped ones.")
      + item("~/.local/share/yilan/", "The databases, unless --database names one.")
      + item(
        "~/.local/state/yilan/state",
        "The last place of each database, the places visited, the theme and the language chosen.")
      + [".SH ENVIRONMENT"]
      + item("YILAN_DATABASE", "The database.") + item("YILAN_HOME", "The folder that holds Data and Themes.")
      + item("NO_COLOR", "If not empty, no colours.")
      + item("LC_ALL, LC_MESSAGES, LANG", "English where they begin with en, else Chinese.")
      + [".SH EXIT STATUS"]
      + item("0", "Done.") + item("1", "The input was refused; nothing was stored.") + item("2", "Wrong usage.")
      + item("3", "The database cannot be used.")
  }

  private func lines(of command: ToolHelp.CommandHelp, after name: String) -> [String] {
    let full = "\(name) \(command.commandName)"
    var lines = [".SS \(escaped(full)) \(synopsis(command))"] + paragraphs(command.abstract)
    if let discussion = command.discussion, !discussion.isEmpty { lines += [".PP"] + paragraphs(discussion) }
    lines += options(of: command)
    let below = shown(command.subcommands).filter { $0.commandName != "help" }
    return lines + below.flatMap { self.lines(of: $0, after: full) }
  }

  private func synopsis(_ command: ToolHelp.CommandHelp) -> String {
    (command.arguments ?? []).filter { $0.kind == "positional" && $0.shouldDisplay != false }.map { argument in
      let name = "\\fI\(escaped(argument.valueName ?? "value"))\\fR" + (argument.isRepeating == true ? "..." : "")
      return argument.isOptional == true ? "[\(name)]" : name
    }.joined(separator: " ")
  }

  private func options(of command: ToolHelp.CommandHelp) -> [String] {
    (command.arguments ?? []).filter { argument in
      let names = argument.names?.map(\.name) ?? []
      return argument.shouldDisplay != false && !names.contains("help") && !names.contains("version")
    }.flatMap { argument -> [String] in
      var title = (argument.names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name }.joined(separator: ", ")
      if title.isEmpty { title = argument.valueName ?? "" }
      if argument.kind == "option" { title += " \(argument.valueName ?? "value")" }
      var text = argument.abstract ?? ""
      if let value = argument.defaultValue, !value.isEmpty, value != "false" { text += " (\(value))" }
      return [".TP", ".B \(escaped(title))", escaped(text)]
    }
  }

  private func shown(_ commands: [ToolHelp.CommandHelp]?) -> [ToolHelp.CommandHelp] {
    (commands ?? []).filter { $0.shouldDisplay != false }
  }

  private func paragraphs(_ text: String?) -> [String] {
    (text ?? "").split(separator: "\n").map { escaped(String($0)) }
  }

  /// A backslash, a minus, and what begins a request at the start of a line.
  private func escaped(_ text: String) -> String {
    let plain = text.replacingOccurrences(of: "\\", with: "\\e").replacingOccurrences(of: "-", with: "\\-")
    return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
  }
}
