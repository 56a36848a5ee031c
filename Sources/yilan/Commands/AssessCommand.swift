import ArgumentParser
import Catalog
import Dashboard
import Documents
import Foundation
import Panels
import PostalModel
import PostalStore

struct AssessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assess",
    abstract: "Scores and ranks the parts of an area by an office's own points, each of them traceable. 考核。",
    discussion: """
      Points and rules stand in assessments/*.toml of the configuration folder; Data/assessments/county.toml is an example
      to copy. 分值与规则写在配置文件夹的 assessments/*.toml,Data/assessments/county.toml 是可复制的示例。
      """)

  @Argument(help: "The area, by code or name, such as 520500 or 毕节市. 区划。")
  var area: String?
  @Option(help: "The name of an assessment at hand, or a file; by default the office's first. 考核办法。")
  var assessment: String?
  @Option(help: "Such as 2025-06, 2025-Q2 or 2025; by default the newest month with a return. 报告期。")
  var period: Period?
  @Option(help: "The plan used as the measure. 用作标尺的规划。")
  var plan: String?
  @Flag(help: "Every line of every part, with figure, target, rule and address. 逐项列出。")
  var lines = false
  @Option(help: "The same of one part, by code or name. 只列一地。")
  var explain: String?
  @Option(help: "Only says whether a file can be used, and what is wrong with it. 检查文件。")
  var check: String?
  @OptionGroup var target: OutputOptions
  @OptionGroup var options: SharedOptions

  /// `table` is what is read on a terminal.
  private static let formats = [OutputOptions.Format.table, .json, .csv, .md, .xlsx]

  func validate() throws {
    try target.check(Self.formats)
    guard (area == nil) != (check == nil) else {
      throw ValidationError("AREA: 须给出区划,如 520500;或用 --check 文件 / needs an area such as 520500, or --check FILE")
    }
  }

  func run() throws {
    let setup = try Setup(options)
    if let check {
      let found = try read(check, setup)
      print(
        setup.say(
          "\(check): 可用;\(found.zh),\(found.lines.count) 项,满分 \(found.full)",
          "\(check): can be used; \(found.en), \(found.lines.count) lines, full points \(found.full)"))
      return
    }
    if let plan, setup.plans.plan(plan) == nil {
      throw Failure.usage("--plan \(plan): " + setup.plans.plans.map(\.id).joined(separator: " | "))
    }
    let store = try setup.store(options)
    let board = try board(try chosen(setup), setup, store)
    let tables = AssessmentTables(
      board: board, setup: setup, handbook: try setup.handbook(setup.language), plan: plan,
      isDemonstration: try setup.asking { try store.isDemonstration }, part: try part(of: board, setup))
    let isDetailed = lines || explain != nil
    switch target.chosen(Self.formats) {
    case .json: try target.write(Data((tables.object.text + "\n").utf8), setup: setup)
    case .xlsx: try target.write(workbook: [tables.ranking.namedSheet, tables.lines.namedSheet], setup: setup)
    case .csv: try target.write(isDetailed ? tables.lines : tables.ranking, .csv, setup: setup)
    case .md: try target.write(isDetailed ? tables.lines : tables.ranking, .md, setup: setup)
    default: try target.write(tables.text(isDetailed: isDetailed), setup: setup)
    }
  }

  // MARK: What is asked

  private func read(_ name: String, _ setup: Setup) throws -> Assessment {
    do throws(CatalogError) { return try setup.catalog.assessment(name, indicators: setup.indicators) } catch {
      throw Failure.refused([error.text(setup.language)])
    }
  }

  /// The one named, else the first at hand; what is wrong with others is told, and they are left out.
  private func chosen(_ setup: Setup) throws -> Assessment {
    if let assessment { return try read(assessment, setup) }
    let (all, errors) = setup.catalog.assessments(indicators: setup.indicators)
    for error in errors {
      standardError(error.text(setup.language) + setup.say(";此文件未采用", "; this file is left out"))
    }
    guard let first = all.first else {
      throw Failure.refused([
        setup.say(
          "没有可用的考核办法;请把 Data/assessments/county.toml 复制到 ~/.config/yilan/assessments/ 再改",
          "there is no assessment that can be used; copy Data/assessments/county.toml to ~/.config/yilan/assessments/ "
            + "and change it")
      ])
    }
    return first
  }

  private func board(_ assessment: Assessment, _ setup: Setup, _ store: PostalStore) throws -> AssessmentBoard {
    let name = area ?? ""
    let found = try setup.asking {
      try AreaSearch.find(
        name.split { $0 == "›" || $0 == ">" }.map { $0.trimmingCharacters(in: .whitespaces) }, store)
    }
    guard let place = found.first else {
      throw Failure.refused([
        setup.say("\(name): 没有这个区划;请写代码,如 520500", "\(name): there is no such area; give a code, such as 520500")
      ])
    }
    let period = try setup.period(period, store)
    guard period.first <= Month(setup.today), period.isInReach else {
      throw Failure.refused([
        setup.say(
          "--period \(period): 还没有到这一期;最近的已结月份是 \(Month(setup.today).advanced(by: -1))",
          "--period \(period): it is still to come; the last closed month is \(Month(setup.today).advanced(by: -1))")
      ])
    }
    let board = try setup.asking {
      try store.assess(
        assessment, of: place.code, period: period, borrowing: plan, plans: setup.plans,
        indicators: setup.indicators, today: setup.today)
    }
    guard let board, !board.parts.isEmpty else {
      throw Failure.refused([
        setup.say(
          "\(place.name): 没有下级可考核;请给出市或县", "\(place.name): has no parts to assess; give a prefecture or county")
      ])
    }
    return board
  }

  private func part(of board: AssessmentBoard, _ setup: Setup) throws -> AreaCode? {
    guard let explain else { return nil }
    let code = AreaCode(explain)
    let found = board.parts.filter { part in
      part.area.code == code || part.area.name == explain || AreaNames.short(part.area.name) == explain
    }
    guard let part = found.first else {
      let names = board.parts.map { "\($0.area.code.short) \($0.area.name)" }.joined(separator: setup.say("、", ", "))
      throw Failure.refused([
        setup.say(
          "--explain \(explain): \(board.area.name)没有这个下级;有:\(names)",
          "--explain \(explain): is no part of \(board.area.name), which has \(names)")
      ])
    }
    return part.area.code
  }
}
