import ArgumentParser
import Drawing
import PostalModel

struct ScreenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screen", abstract: "Prints any screen without a terminal. 打印任一画面。")

  @Argument(help: "The place: area/panel/indicator@period?plan=ID. 地址。")
  var address: String
  @Option(help: "Columns by rows, such as 120x36. 大小。")
  var size: String = "120x36"
  @Option(help: "text. 格式。")
  var format: String = "text"
  @OptionGroup var options: SharedOptions
  @OptionGroup var view: ViewOptions

  func run() throws {
    guard format == "text" else {
      throw Failure.usage("--format \(format): 本版本只有 text / only text in this version")
    }
    let parts = size.split(separator: "x").compactMap { Int($0) }
    guard parts.count == 2, (1...1000).contains(parts[0]), (1...1000).contains(parts[1]) else {
      throw Failure.usage("--size \(size): 须如 120x36 / must be like 120x36")
    }
    let setup = try Setup(options, parts: .targets)
    let store = try setup.store(options)
    var view = view
    view.at = address
    let text = try DashboardRun(options: options, view: view).text(
      size: Size(width: parts[0], height: parts[1]), setup, store)
    standardOutput(text + "\n")
  }
}
