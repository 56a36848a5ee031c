import Documents
import PostalModel
import PostalStore

/// 报送情况: how the returns of each form and month came in.
struct CompletenessExport: ExportContent {
  private let request: ExportRequest
  private let found: [FormCompleteness]

  init(_ request: ExportRequest) throws {
    self.request = request
    found = try request.scopes().flatMap { scope in
      try request.setup.asking {
        try request.store.completeness(of: scope, months: request.period.months, today: request.setup.today)
      }
    }
  }

  var objects: [JSONObject] {
    found.map { item in
      var object = JSONObject()
      object.add("area", .text(item.area.code.description))
      object.add("name", .text(item.area.name))
      object.add("form", .text(item.form.rawValue))
      object.add("month", .text(item.month.description))
      object.add("due", .text(item.due.description))
      object.add("expected", .whole(item.expected))
      object.add("came", .whole(item.came))
      object.add("late", .whole(item.late))
      object.add("absent", .whole(item.absent))
      object.add("most_days_late", .whole(item.mostDaysLate))
      object.add("demonstration", .truth(request.isDemonstration))
      return object
    }
  }

  var table: OutputTable {
    let setup = request.setup
    return request.table(
      setup.say("报送情况", "completeness"),
      setup.say(
        "区划代码,名称,报表,月份,应于,应报,已报,其中迟报,未报,最多迟几天",
        "area,name,form,month,due,expected,came,late,absent,most_days_late"),
      found.map { item in
        [
          .code(item.area.code.description), .text(item.area.name),
          .text(setup.say(item.form.zh, item.form.rawValue)), .text(item.month.description), .day(item.due),
          .number(String(item.expected)), .number(String(item.came)), .number(String(item.late)),
          .number(String(item.absent)), .number(String(item.mostDaysLate)),
        ]
      })
  }
}
