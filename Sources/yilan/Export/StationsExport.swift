import Documents
import PostalModel
import PostalStore

/// 核验: village stations as the register has them, beside those that an inspector has seen.
struct StationsExport: ExportContent {
  private let request: ExportRequest
  private let found: [(check: StationCheck, end: Day)]

  init(_ request: ExportRequest) throws {
    self.request = request
    let setup = request.setup
    var found: [(check: StationCheck, end: Day)] = []
    for scope in try request.scopes() {
      guard
        let checks = try setup.asking({
          try request.store.stationChecks(below: scope, period: request.period, today: setup.today)
        })
      else { continue }
      found += checks.villages.map { ($0, checks.end) }
      // The two figures side by side, apart from the table that a script reads.
      standardError(
        "\(scope.short) \(checks.end): "
          + setup.say(
            "村级服务站:报送 \(checks.reported) 村,其中 \(setup.settings.verifiedDays) 天内核验 \(checks.verified) 村;台账无站而有核验 \(checks.onlyVerified) 村",
            "village stations: \(checks.reported) villages reported, \(checks.verified) of them verified within "
              + "\(setup.settings.verifiedDays) days; \(checks.onlyVerified) verified without one in the register"))
    }
    self.found = found
  }

  var objects: [JSONObject] {
    found.map { item in
      var object = JSONObject()
      object.add("area", .text(item.check.village.code.description))
      object.add("name", .text(item.check.village.name))
      object.add("parent_name", .optional(item.check.parent?.name))
      object.add("day", .text(item.end.description))
      object.add("reported", .truth(item.check.isReported))
      object.add("verified", .truth(item.check.isVerified(on: item.end, within: request.setup.settings.verifiedDays)))
      object.add("verified_on", .optional(item.check.verifiedOn?.description))
      object.add("verified_by", .text(item.check.verifiedBy))
      object.add("demonstration", .truth(request.isDemonstration))
      return object
    }
  }

  var table: OutputTable {
    let setup = request.setup
    func truth(_ value: Bool) -> OutputTable.Cell {
      .text(value ? setup.say("是", "true") : setup.say("否", "false"))
    }
    return request.table(
      setup.say("核验", "stations"),
      setup.say(
        "区划代码,名称,上级,截至,报送有站,\(setup.settings.verifiedDays)天内核验,核验日期,核验方式",
        "area,name,parent,day,reported,verified,verified_on,verified_by"),
      found.map { item in
        [
          .code(item.check.village.code.description), .text(item.check.village.name),
          .text(item.check.parent?.name ?? ""), .day(item.end), truth(item.check.isReported),
          truth(item.check.isVerified(on: item.end, within: request.setup.settings.verifiedDays)),
          item.check.verifiedOn.map { .day($0) } ?? .empty,
          .text(item.check.verifiedBy),
        ]
      })
  }
}
