import ArgumentParser
import Drawing
import Foundation
import PostalModel
import PostalStore

struct ScreenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screen", abstract: "Prints any screen without a terminal. 打印任一画面。")

  @Argument(help: "The place: area/panel/indicator@period?plan=ID. 地址。")
  var address: String
  @Option(help: "Columns by rows, such as 120x36. 大小。")
  var size: String = "120x36"
  @Option(help: "text, ansi, svg or html; ansi is text where NO_COLOR is set. 格式。")
  var format: ScreenFormat = .text
  @Option(help: "Colours of ansi: 24bit, 256, 16 or 8. 颜色数。")
  var colors: ScreenColors = .direct
  @OptionGroup var options: SharedOptions
  @OptionGroup var view: ViewOptions

  func run() throws {
    let parts = size.split(separator: "x").compactMap { Int($0) }
    guard parts.count == 2, (1...1000).contains(parts[0]), (1...1000).contains(parts[1]) else {
      throw Failure.usage("--size \(size): 须如 120x36 / must be like 120x36")
    }
    let setup = try Setup(options, parts: .targets)
    var view = view
    view.at = address
    let run = DashboardRun(options: options, view: view)
    let theme = try run.themes(setup, kept: nil).dark
    let store = try setup.store(options)
    if view.linear { return standardOutput(try run.linearText(setup, store) + "\n") }
    let surface = try run.surface(size: Size(width: parts[0], height: parts[1]), setup, store, theme: theme)
    switch format {
    case .text: write(surface.text + "\n")
    case .ansi:
      let wantsColor = (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
      write(wantsColor ? surface.ansi(theme: theme, depth: colors.depth) : surface.text + "\n")
    case .svg: write(surface.svg(theme: theme, title: try title(setup, store)))
    case .html:
      write(
        surface.html(theme: theme, title: try title(setup, store), language: setup.say("zh-CN", "en")))
    }
  }

  /// What a picture is of: the place, and what it must not be taken for.
  private func title(_ setup: Setup, _ store: PostalStore) throws -> String {
    let isDemonstration = try setup.asking { try store.isDemonstration }
    return [
      setup.say("驿览", "Yilan") + " " + address.spellingUnseen(), isDemonstration ? Setup.demonstrationMark : nil,
      setup.asOfMark,
    ]
    .compactMap { $0 }.joined(separator: " · ")
  }
}

/// What a screen is printed as.
enum ScreenFormat: String, ExpressibleByArgument, CaseIterable {
  case text, ansi, svg, html
}

/// How many colours a screen is printed in.
enum ScreenColors: String, ExpressibleByArgument, CaseIterable {
  case direct = "24bit"
  case palette = "256"
  case sixteen = "16"
  case eight = "8"

  var depth: ColorDepth {
    switch self {
    case .direct: .direct
    case .palette: .palette
    case .sixteen: .sixteen
    case .eight: .eight
    }
  }
}
