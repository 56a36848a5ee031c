import ArgumentParser
import Documents
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
  @OptionGroup var target: OutputOptions
  @OptionGroup var options: SharedOptions

  private static let formats = [OutputOptions.Format.text, .csv, .xlsx]

  func validate() throws { try target.check(Self.formats) }

  func run() throws {
    let setup = try Setup(options)
    let store = try setup.store(options)
    let period = try setup.period(period, store)
    let isDemonstration = try setup.asking { try store.isDemonstration }
    var owed: [DueReturn] = []
    for code in try setup.scopes(scope, store) {
      owed += try setup.asking {
        try store.dueReturns(below: code, months: Array(period.months), today: setup.today)
      }
    }
    let notices = Notice.notices(owed)
    let format = target.chosen(Self.formats)
    guard format == .text else {
      return try target.write(table(notices, setup, isDemonstration), format, setup: setup)
    }
    let mark = isDemonstration ? "【\(Setup.demonstrationMark)】\n" : ""
    let text =
      notices.isEmpty
      ? setup.say(
        "\(period):应报的报表都已收到,无需催报\n", "\(period): every return that is owed has come; nobody is to be reminded\n")
      : notices.map { mark + $0.text(setup.language, today: setup.today) }.joined(separator: "\n")
    try target.write(text, setup: setup)
  }

  private func table(_ notices: [Notice], _ setup: Setup, _ isDemonstration: Bool) -> OutputTable {
    let headings = setup.say(
      "单位代码,单位,报表,月份,应于,逾期天数,未报个数,未报区划", "unit,unit_name,form,month,due,days_late,missing,areas")
    let rows = notices.flatMap { notice in
      notice.items.map { item -> [OutputTable.Cell] in
        [
          notice.unit.map { .code($0.code.description) } ?? .empty, .text(notice.unit?.name ?? ""),
          .text(setup.say(item.form.zh, item.form.rawValue)), .text(item.month.description),
          .day(item.due), .number(String(max(0, setup.today.ordinal - item.due.ordinal))),
          .number(String(item.areas.count)),
          .text(item.areas.map { "\($0.code) \($0.name)" }.joined(separator: setup.say("、", "; "))),
        ]
      }
    }
    return OutputTable(
      name: setup.say("催报", "reminders"), titles: isDemonstration ? [Setup.demonstrationMark] : [],
      headings: headings.split(separator: ",").map(String.init), rows: rows)
  }
}
