import ArgumentParser
import Foundation
import PostalModel

/// The paths that are gone through most.
enum HotPath: String, CaseIterable, ExpressibleByArgument {
  /// A surface to ncurses, which finds out what to send.
  case blit
  /// A line key on the overview, and the screen that answers it.
  case overview
  /// All sums of a database made again.
  case rollup
  /// A file of rows read and checked.
  case scan
}

struct CountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "count", abstract: "Goes one path so many times, for counting instructions. 供计数指令。",
    discussion: """
      The input is the same at each run. What making it costs is the same for any number of times, so that the difference
      of two runs is the path's alone; Tools/instructions.py takes it.
      """)

  @Argument(help: "blit | overview | rollup | scan")
  var path: HotPath
  @Option(help: "How many times. 次数。")
  var times = 1
  @Option(help: "The folder that holds Data and Themes. 数据与主题所在文件夹。")
  var data: String?

  func validate() throws {
    guard times >= 0 else { throw ValidationError("--times \(times): 0 or more") }
  }

  func run() throws {
    let office = try BenchOffice(data: data)
    switch path {
    case .blit: try MainActor.assumeIsolated { try office.blit(times) }
    case .overview: try office.overview(times)
    case .rollup: try office.rollUp(times)
    case .scan: try office.scan(times)
    }
  }
}
