import ArgumentParser
import Foundation
import Intake
import PostalModel

struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template", abstract: "Prints an empty form with one example row. 打印空白报表。")

  @Argument(help: "areas, outlets, villages, packaging, safety, figures or tasks. 报表。")
  var form: Form
  @Option(help: "csv. 格式。")
  var format: String = "csv"
  @OptionGroup var options: SharedOptions

  func run() throws {
    guard format == "csv" else {
      throw Failure.usage("--format \(format): 本版本只有 csv / only csv in this version")
    }
    var bytes = Data([0xEF, 0xBB, 0xBF])
    bytes.append(contentsOf: Intake.template(form).utf8)
    FileHandle.standardOutput.write(bytes)
  }
}
