import Documents
import PostalModel
import PostalStore

/// 网点: the register as it stands.
struct OutletsExport: ExportContent {
  private let request: ExportRequest
  private let outlets: [Outlet]

  init(_ request: ExportRequest) throws {
    self.request = request
    var outlets: [Outlet] = []
    for scope in try request.scopes() {
      outlets += try request.setup.asking { try request.store.outlets(below: scope) }
    }
    self.outlets = outlets
  }

  var objects: [JSONObject] {
    outlets.map { outlet in
      let entry = outlet.entry
      var object = JSONObject()
      object.add("outlet_id", .text(entry.id))
      object.add("name", .text(entry.name))
      object.add("type", .text(entry.type.zh))
      object.add("area", .text(entry.area.description))
      object.add("area_name", .text(outlet.area.name))
      object.add("brand", .text(entry.brand))
      object.add("filing_no", .text(entry.filingNumber))
      object.add("filed_on", .optional(entry.filedOn?.description))
      object.add("opened_on", .optional(entry.openedOn?.description))
      object.add("closed_on", .optional(entry.closedOn?.description))
      object.add("licence_until", .optional(entry.licenceUntil?.description))
      object.add("demonstration", .truth(request.isDemonstration))
      object.add("source", .optional(outlet.origin.map { "\($0.file):\($0.line)" }))
      return object
    }
  }

  var table: OutputTable {
    request.table(
      request.setup.say("网点", "outlets"), "网点编号,名称,类型,区划代码,品牌,备案号,备案日期,开办日期,注销日期,许可到期",
      outlets.map { outlet in
        let entry = outlet.entry
        func day(_ day: Day?) -> OutputTable.Cell { day.map { .day($0) } ?? .empty }
        return [
          .text(entry.id), .text(entry.name), .text(entry.type.zh), .code(entry.area.description), .text(entry.brand),
          .text(entry.filingNumber), day(entry.filedOn), day(entry.openedOn), day(entry.closedOn),
          day(entry.licenceUntil),
        ]
      })
  }
}
