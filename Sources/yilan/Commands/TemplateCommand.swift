import ArgumentParser
import Foundation
import Intake
import PostalModel

struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template", abstract: "Writes an empty form with one example row, as CSV or XLSX. 空白报表。")

  @Argument(help: "areas, outlets, villages, packaging, safety, figures or tasks. 报表。")
  var form: Form
  @OptionGroup var target: OutputOptions
  @OptionGroup var options: SharedOptions

  private static let formats = [OutputOptions.Format.csv, .xlsx]

  func validate() throws { try target.check(Self.formats) }

  func run() throws {
    let setup = try Setup(options, parts: .targets)
    if target.chosen(Self.formats) == .xlsx {
      try target.write(workbook: TemplateSheets.of(form), setup: setup)
      return
    }
    let text = Intake.template(form)
    try target.write(CSVText.data(text, encoding: CSVText.Encoding(rawValue: target.encoding)!), setup: setup)
  }
}
