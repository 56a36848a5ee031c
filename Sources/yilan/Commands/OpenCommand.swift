import ArgumentParser
import PostalModel

/// What the program does without a command. The options live here and not with the program itself, which would take
/// them from its other commands.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "open", abstract: "Opens the dashboard. 打开看板。")
  @OptionGroup var options: SharedOptions
  @OptionGroup var view: ViewOptions

  func run() throws {
    try DashboardRun(options: options, view: view).run()
  }
}

/// The options of ``OpenCommand`` where each is plainly a name with its value: the parser of the library looks at every
/// option through mirrors, which takes longer than to read all the data files.
struct PlainOptions {
  private var values: [String: String] = [:]
  private var isLinear = false

  /// nil where anything is not plain; the parser of the library has the last word on it.
  init?(_ arguments: [String]) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("--") else { return nil }
      let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      if name == "linear", parts.count == 1, !isLinear {
        isLinear = true
        continue
      }
      guard Self.names.contains(name), values[name] == nil,
        let value = parts.count == 2 ? String(parts[1]) : rest.popFirst(), !value.hasPrefix("-"), !value.isEmpty
      else { return nil }
      values[name] = value
    }
  }

  private static let names = [
    "database", "data", "today", "as-of", "lang", "at", "plan", "theme", "glyphs", "ambiguous",
  ]

  /// nil where a value is none of its kind.
  var shared: SharedOptions? {
    var options = SharedOptions()
    (options.database, options.data) = (values["database"], values["data"])
    (options.today, options.asOf) = (values["today"].flatMap { Day($0) }, values["as-of"].flatMap { Day($0) })
    options.lang = values["lang"].flatMap(Language.init)
    let isRead =
      (options.today == nil) == (values["today"] == nil) && (options.asOf == nil) == (values["as-of"] == nil)
      && (options.lang == nil) == (values["lang"] == nil)
    return isRead ? options : nil
  }

  var view: ViewOptions {
    var view = ViewOptions()
    (view.at, view.plan, view.theme, view.glyphs) = (values["at"], values["plan"], values["theme"], values["glyphs"])
    view.linear = isLinear
    view.ambiguous = values["ambiguous"] ?? "auto"
    return view
  }
}
