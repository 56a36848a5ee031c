import ArgumentParser

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
