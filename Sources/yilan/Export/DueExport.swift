import Documents
import PostalModel
import PostalStore

/// 未报: whom to remind, by the returns that are owed and have not come.
struct DueExport: ExportContent {
  private let request: ExportRequest
  private let returns: [DueReturn]

  init(_ request: ExportRequest) throws {
    self.request = request
    var returns: [DueReturn] = []
    for scope in try request.scopes() {
      returns += try request.setup.asking {
        try request.store.dueReturns(
          below: scope, months: Array(request.period.months), today: request.setup.today)
      }
    }
    self.returns = returns
  }

  var objects: [JSONObject] {
    returns.map { item in
      var object = JSONObject()
      object.add("area", .text(item.area.code.description))
      object.add("name", .text(item.area.name))
      object.add("parent", .optional(item.parent?.code.description))
      object.add("parent_name", .optional(item.parent?.name))
      object.add("form", .text(item.form.rawValue))
      object.add("month", .text(item.month.description))
      object.add("due", .text(item.due.description))
      object.add("days_late", .whole(item.daysLate(on: request.setup.today)))
      object.add("demonstration", .truth(request.isDemonstration))
      return object
    }
  }

  var table: OutputTable {
    let setup = request.setup
    return request.table(
      setup.say("未报", "due"), setup.say("区划代码,名称,上级,报表,月份,应于,逾期天数", "area,name,parent,form,month,due,days_late"),
      returns.map { item in
        [
          .code(item.area.code.description), .text(item.area.name), .text(item.parent?.name ?? ""),
          .text(setup.say(item.form.zh, item.form.rawValue)), .text(item.month.description), .day(item.due),
          .number(String(item.daysLate(on: setup.today))),
        ]
      })
  }
}
