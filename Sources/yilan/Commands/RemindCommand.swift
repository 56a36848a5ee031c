import ArgumentParser
import Foundation
import PostalModel
import PostalStore

struct RemindCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remind", abstract: "Writes a notice to each unit whose areas owe returns. 催报通知。")

  @Option(help: "The area; by default the areas of all plans. 区划代码。")
  var scope: AreaCode?
  @Option(help: "Such as 2025-06, 2025-Q2 or 2025; by default the newest month with a return. 报告期。")
  var period: Period?
  @Option(help: "text or csv. 格式。")
  var format: String = "text"
  @Option(help: "Of CSV: utf-8 (with a byte-order mark) or gb18030. 编码。")
  var encoding: String = "utf-8"
  @OptionGroup var options: SharedOptions

  func validate() throws {
    guard ["text", "csv"].contains(format) else { throw ValidationError("--format \(format): text | csv") }
    guard CSVText.Encoding(rawValue: encoding) != nil else {
      throw ValidationError("--encoding \(encoding): utf-8 | gb18030")
    }
  }

  func run() throws {
    let setup = try Setup(options)
    let store = try setup.store(options)
    let period = try setup.period(period, store)
    let isDemonstration = try setup.asking { try store.isDemonstration }
    var owed: [DueReturn] = []
    for code in try ExportCommand.scopes(scope, setup, store) {
      owed += try setup.asking {
        try store.dueReturns(below: code, months: Array(period.months), today: setup.today)
      }
    }
    let notices = Notice.notices(owed)
    if format == "csv" {
      FileHandle.standardOutput.write(
        CSVText.data(table(notices, setup, isDemonstration), encoding: CSVText.Encoding(rawValue: encoding)!))
      return
    }
    guard !notices.isEmpty else {
      print(
        setup.say("\(period):应报的报表都已收到,无需催报", "\(period): every return that is owed has come; nobody is to be reminded")
      )
      return
    }
    let mark = isDemonstration ? "【\(Setup.demonstrationMark)】\n" : ""
    standardOutput(
      notices.map { mark + $0.text(setup.language, today: setup.today) }.joined(separator: "\n"))
  }

  private func table(_ notices: [Notice], _ setup: Setup, _ isDemonstration: Bool) -> [[CSVText.Cell]] {
    let headings = setup.say(
      "单位代码,单位,报表,月份,应于,逾期天数,未报个数,未报区划", "unit,unit_name,form,month,due,days_late,missing,areas")
    let rows = notices.flatMap { notice in
      notice.items.map { item -> [CSVText.Cell] in
        [
          notice.unit.map { .code($0.code.description) } ?? .empty, .text(notice.unit?.name ?? ""),
          .text(setup.say(item.form.zh, item.form.rawValue)), .text(item.month.description),
          .text(item.due.description), .number(String(max(0, setup.today.ordinal - item.due.ordinal))),
          .number(String(item.areas.count)),
          .text(item.areas.map { "\($0.code) \($0.name)" }.joined(separator: setup.say("、", "; "))),
        ]
      }
    }
    return (isDemonstration ? [[.text(Setup.demonstrationMark)]] : [])
      + [headings.split(separator: ",").map { .text(String($0)) }] + rows
  }
}
