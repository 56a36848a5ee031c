import Foundation
import PostalModel
import PostalStore

/// What an office checks of its returns: whether they came, and whether their sources agree.
extension ExportCommand {
  func completeness(_ setup: Setup, _ store: PostalStore, _ period: Period) throws {
    let isDemonstration = try setup.asking { try store.isDemonstration }
    var found: [FormCompleteness] = []
    for scope in try scopes(setup, store) {
      found += try setup.asking {
        try store.completeness(of: scope, months: period.months, today: setup.today)
      }
    }
    if format == "json" {
      write(
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
          object.add("demonstration", .truth(isDemonstration))
          return .object(object)
        })
      return
    }
    writeTable(
      opening(isDemonstration)
        + [
          headings(
            setup, "区划代码,名称,报表,月份,应于,应报,已报,其中迟报,未报,最多迟几天",
            "area,name,form,month,due,expected,came,late,absent,most_days_late")
        ]
        + found.map { item in
          [
            .code(item.area.code.description), .text(item.area.name),
            .text(setup.say(item.form.zh, item.form.rawValue)), .text(item.month.description),
            .text(item.due.description), .number(String(item.expected)), .number(String(item.came)),
            .number(String(item.late)), .number(String(item.absent)), .number(String(item.mostDaysLate)),
          ]
        })
  }

  func reconcile(_ setup: Setup, _ store: PostalStore, _ period: Period) throws {
    let isDemonstration = try setup.asking { try store.isDemonstration }
    var found: [SourceDifference] = []
    for scope in try scopes(setup, store) {
      found += try setup.asking {
        try store.sourceDifferences(below: scope, months: period.months, indicators: setup.indicators)
      }
    }
    found.sort(by: SourceDifference.precedes)
    if format == "json" {
      write(found.map { .object(object($0, isDemonstration)) })
      return
    }
    writeTable(
      opening(isDemonstration)
        + [
          headings(
            setup,
            "区划代码,名称,月份,品牌,指标,报送分子,报送分母,报送%,报送区划数,系统分子,系统分母,系统%,系统区划数,应报区划数,相差点数,分子差,分母差,"
              + "抽查分子,抽查分母,抽查%,抽查区间下限%,抽查区间上限%,在区间内,一致",
            "area,name,month,brand,indicator,reported_numerator,reported_denominator,reported,reported_areas,"
              + "system_numerator,system_denominator,system,system_areas,expected_areas,points,numerator_difference,"
              + "denominator_difference,sample_numerator,sample_denominator,sample,sample_low,sample_high,"
              + "inside_interval,agrees")
        ] + found.map { cells($0, setup) })
  }

  private func object(_ item: SourceDifference, _ isDemonstration: Bool) -> JSONObject {
    func given(_ source: ReturnSource) -> JSONValue {
      guard let given = item.given[source] else { return .null }
      var object = JSONObject()
      object.add("numerator", .whole(given.numerator))
      object.add("denominator", .whole(given.denominator))
      object.add("value", .optional(item.ratio(source)?.value))
      object.add("areas", .whole(given.areas))
      if source == .sampled, let interval = item.interval {
        object.add("low", .number(interval.low * Double(item.scale)))
        object.add("high", .number(interval.high * Double(item.scale)))
      }
      return .object(object)
    }
    var object = JSONObject()
    object.add("area", .text(item.area.code.description))
    object.add("name", .text(item.area.name))
    object.add("month", .text(item.month.description))
    object.add("brand", .text(item.brand))
    object.add("indicator", .text(item.indicator))
    object.add("reported", given(.reported))
    object.add("system", given(.system))
    object.add("sample", given(.sampled))
    object.add("expected_areas", .whole(item.expected))
    object.add("points", .optional(item.points))
    object.add("numerator_difference", .optional(item.counts?.numerator))
    object.add("denominator_difference", .optional(item.counts?.denominator))
    object.add("inside_interval", item.isInsideInterval.map { .truth($0) } ?? .null)
    object.add("agrees", .truth(item.agrees))
    object.add("demonstration", .truth(isDemonstration))
    return object
  }

  private func cells(_ item: SourceDifference, _ setup: Setup) -> [CSVText.Cell] {
    func count(_ value: Int?) -> CSVText.Cell { value.map { .number(String($0)) } ?? .empty }
    func share(_ value: Double?) -> CSVText.Cell { value.map { .number(String(format: "%.2f", $0)) } ?? .empty }
    func truth(_ value: Bool) -> CSVText.Cell { .text(value ? setup.say("是", "true") : setup.say("否", "false")) }
    func given(_ source: ReturnSource) -> [CSVText.Cell] {
      let given = item.given[source]
      return [count(given?.numerator), count(given?.denominator), share(item.ratio(source)?.value)]
    }
    let scale = Double(item.scale)
    return [
      .code(item.area.code.description), .text(item.area.name), .text(item.month.description), .text(item.brand),
      .text(setup.indicators.first { $0.id == item.indicator }?.name(setup.language) ?? item.indicator),
    ] + given(.reported) + [count(item.given[.reported]?.areas)] + given(.system)
      + [
        count(item.given[.system]?.areas), count(item.expected), share(item.points), count(item.counts?.numerator),
        count(item.counts?.denominator),
      ] + given(.sampled)
      + [
        share(item.interval.map { $0.low * scale }), share(item.interval.map { $0.high * scale }),
        item.isInsideInterval.map(truth) ?? .empty, truth(item.agrees),
      ]
  }

  func stations(_ setup: Setup, _ store: PostalStore, _ period: Period) throws {
    let isDemonstration = try setup.asking { try store.isDemonstration }
    var found: [(check: StationCheck, end: Day)] = []
    for scope in try scopes(setup, store) {
      guard
        let checks = try setup.asking({
          try store.stationChecks(below: scope, period: period, today: setup.today)
        })
      else { continue }
      found += checks.villages.map { ($0, checks.end) }
      // The two figures side by side, apart from the table that a script reads.
      standardError(
        "\(scope.short) \(checks.end): "
          + setup.say(
            "村级服务站:报送 \(checks.reported) 村,其中 \(StationCheck.validDays) 天内核验 \(checks.verified) 村;台账无站而有核验 \(checks.onlyVerified) 村",
            "village stations: \(checks.reported) villages reported, \(checks.verified) of them verified within "
              + "\(StationCheck.validDays) days; \(checks.onlyVerified) verified without one in the register"))
    }
    if format == "json" {
      write(
        found.map { item in
          var object = JSONObject()
          object.add("area", .text(item.check.village.code.description))
          object.add("name", .text(item.check.village.name))
          object.add("parent_name", .optional(item.check.parent?.name))
          object.add("day", .text(item.end.description))
          object.add("reported", .truth(item.check.isReported))
          object.add("verified", .truth(item.check.isVerified(on: item.end)))
          object.add("verified_on", .optional(item.check.verifiedOn?.description))
          object.add("verified_by", .text(item.check.verifiedBy))
          object.add("demonstration", .truth(isDemonstration))
          return .object(object)
        })
      return
    }
    writeTable(
      opening(isDemonstration)
        + [
          headings(
            setup, "区划代码,名称,上级,截至,报送有站,\(StationCheck.validDays)天内核验,核验日期,核验方式",
            "area,name,parent,day,reported,verified,verified_on,verified_by")
        ]
        + found.map { item in
          func truth(_ value: Bool) -> CSVText.Cell {
            .text(value ? setup.say("是", "true") : setup.say("否", "false"))
          }
          return [
            .code(item.check.village.code.description), .text(item.check.village.name),
            .text(item.check.parent?.name ?? ""), .text(item.end.description), truth(item.check.isReported),
            truth(item.check.isVerified(on: item.end)), .text(item.check.verifiedOn?.description ?? ""),
            .text(item.check.verifiedBy),
          ]
        })
  }

  private func headings(_ setup: Setup, _ zh: String, _ en: String) -> [CSVText.Cell] {
    setup.say(zh, en).split(separator: ",").map { .text(String($0)) }
  }
}
