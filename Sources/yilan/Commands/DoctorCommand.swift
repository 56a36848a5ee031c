import ArgumentParser
import Foundation
import PostalModel

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Tells what the program finds: data files, database, terminal. 自检。")
  @OptionGroup var options: SharedOptions

  func run() throws {
    let setup = try Setup(options)
    let environment = ProcessInfo.processInfo.environment
    print("\(setup.say("数据文件", "data files")): \(setup.catalog.paths.share)")
    print("\(setup.say("指标", "indicators")): \(setup.indicators.count)")
    let plans = setup.plans.plans.map { "\($0.id) \($0.targets.count)" }.joined(separator: ", ")
    print("\(setup.say("规划与目标数", "plans and targets")): \(plans)")
    let path = Setup.databasePath(options)
    guard FileManager.default.fileExists(atPath: path) else {
      print("\(setup.say("数据库", "database")): \(path) \(setup.say("尚未建立", "not made yet"))")
      return
    }
    let store = try setup.store(at: path)
    let facts = try setup.asking { try store.facts() }
    print("\(setup.say("数据库", "database")): \(path)")
    print("\(setup.say("有效导入", "imports in force")): \(facts.imports)")
    print("\(setup.say("最新报表月份", "newest month")): \(facts.lastMonth?.description ?? "-")")
    if facts.isDemonstration { print(setup.say("演示数据", "demonstration returns")) }
    print("TERM: \(environment["TERM"] ?? "-")")
  }
}
