import ArgumentParser
import Foundation
import PostalModel
import PostalStore

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract:
      "Writes figures, open items, outlets, the ledger, or what is due, late or contradicts as CSV, XLSX, JSON or Markdown. "
      + "导出。")

  enum What: String, ExpressibleByArgument, CaseIterable {
    case indicators
    case openItems = "open-items"
    case outlets
    case ledger
    case due
    case reconcile
    case stations
    case completeness
    case brands
  }

  @Argument(
    help: ArgumentHelp(
      "indicators, open-items, outlets, ledger, due, completeness, reconcile, stations or brands. 内容。",
      discussion: "due: returns not sent. completeness: what came, and what came late. reconcile: returns against "
        + "systems and samples. stations: village stations reported and verified. brands: outlets, packaging and safety "
        + "by brand."))
  var what: What
  @Option(help: "The area; by default the areas of all plans. 区划代码。")
  var scope: AreaCode?
  @Option(help: "Such as 2025-06, 2025-Q2 or 2025; by default the newest month with a return. 报告期。")
  var period: Period?
  @Option(help: "Levels below the scope, 0 to 5. 往下几级。")
  var levels: Int = 0
  @Option(help: "The plan used as the measure. 用作标尺的规划。")
  var plan: String?
  @OptionGroup var target: OutputOptions
  @OptionGroup var options: SharedOptions

  private static let formats = [OutputOptions.Format.csv, .json, .xlsx, .md]

  func validate() throws {
    try target.check(Self.formats)
    guard (0...5).contains(levels) else { throw ValidationError("--levels \(levels): 0 … 5") }
  }

  func run() throws {
    let setup = try Setup(options)
    if let plan, setup.plans.plan(plan) == nil {
      throw Failure.usage("--plan \(plan): " + setup.plans.plans.map(\.id).joined(separator: " | "))
    }
    let store = try setup.store(options)
    let request = ExportRequest(
      setup: setup, store: store, period: try setup.period(period, store), scope: scope, levels: levels, plan: plan,
      isDemonstration: try setup.asking { try store.isDemonstration })
    let content: any ExportContent =
      switch what {
      case .indicators: try IndicatorsExport(request)
      case .openItems: try OpenItemsExport(request)
      case .outlets: try OutletsExport(request)
      case .ledger: try LedgerExport(request)
      case .due: try DueExport(request)
      case .completeness: try CompletenessExport(request)
      case .reconcile: try ReconcileExport(request)
      case .stations: try StationsExport(request)
      case .brands: try BrandsExport(request)
      }
    let format = target.chosen(Self.formats)
    guard format == .json else { return try target.write(content.table, format, setup: setup) }
    try target.write(Data(setup.list(content.objects).utf8), setup: setup)
  }
}
