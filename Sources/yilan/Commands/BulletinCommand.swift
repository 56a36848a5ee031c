import ArgumentParser
import Documents
import Foundation
import PostalModel

struct BulletinCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bulletin",
    abstract: "Writes the notice of a period for an area: ranking, shortfalls, returns, tasks, sources. 通报。")

  @Option(help: "The area, such as 520500. 区划代码。")
  var scope: AreaCode?
  @Option(help: "Such as 2025-06, 2025-Q2 or 2025; by default the last closed month with a return. 报告期。")
  var period: Period?
  @Option(help: "The plan used as the measure. 用作标尺的规划。")
  var plan: String?
  @OptionGroup var target: OutputOptions
  @OptionGroup var options: SharedOptions

  private static let formats = [OutputOptions.Format.md, .html, .xlsx]

  func validate() throws {
    try target.check(Self.formats)
    guard scope != nil else {
      throw ValidationError("--scope: 须给出区划代码,如 520500 / needs the code of an area, such as 520500")
    }
  }

  func run() throws {
    let setup = try Setup(options)
    if let plan, setup.plans.plan(plan) == nil {
      throw Failure.usage("--plan \(plan): " + setup.plans.plans.map(\.id).joined(separator: " | "))
    }
    let making = BulletinMaking(setup, try setup.store(options))
    let document = try making.document(of: scope!, period: try making.period(period), plan: plan)
    switch target.chosen(Self.formats) {
    case .html: try target.write(Data(document.html.utf8), setup: setup)
    case .xlsx: try target.write(workbook: document.sheets, setup: setup)
    default: try target.write(Data(document.markdown.utf8), setup: setup)
    }
  }
}
