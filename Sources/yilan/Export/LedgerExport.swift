import Documents
import PostalModel
import PostalStore

/// 导入台账: what came in.
struct LedgerExport: ExportContent {
  private let request: ExportRequest
  private let entries: [LedgerEntry]

  init(_ request: ExportRequest) throws {
    self.request = request
    entries = try request.setup.asking { try request.store.ledger(limit: Int.max) }
  }

  /// Files know no roles: what was never on a server is told as ever.
  private var hasRoles: Bool { entries.contains { $0.role != nil } }

  var objects: [JSONObject] {
    entries.map { entry in
      var object = JSONObject()
      object.add("import", .whole(entry.id))
      object.add("at", .text(entry.at))
      object.add("who", .text(entry.who))
      if hasRoles { object.add("role", .optional(entry.role)) }
      object.add("file", .text(entry.file))
      object.add("sha256", .text(entry.hash))
      object.add("form", .text(entry.form.rawValue))
      object.add("scope", .optional(entry.scope?.description))
      object.add("read", .whole(entry.read))
      object.add("kept", .whole(entry.kept))
      object.add("replaced", .whole(entry.replaced))
      object.add("rejected", .whole(entry.rejected))
      object.add("undone_at", .optional(entry.undoneAt))
      object.add("revises", .array(entry.revised.map { .text($0) }))
      object.add("demonstration", .truth(request.isDemonstration))
      return object
    }
  }

  var table: OutputTable {
    request.table(
      request.setup.say("导入台账", "ledger"), "编号,时间,经手,文件,SHA-256,报表,范围,读,存,替换,拒,撤销,修订" + (hasRoles ? ",角色" : ""),
      entries.map { entry in
        [
          .number(String(entry.id)), .text(entry.at), .text(entry.who), .text(entry.file), .text(entry.hash),
          .text(entry.form.zh), entry.scope.map { .code($0.description) } ?? .empty, .number(String(entry.read)),
          .number(String(entry.kept)), .number(String(entry.replaced)), .number(String(entry.rejected)),
          .text(entry.undoneAt ?? ""), .text(entry.revised.joined(separator: ", ")),
        ] + (hasRoles ? [.text(entry.role ?? "")] : [])
      })
  }
}
