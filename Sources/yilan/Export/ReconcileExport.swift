import Documents
import Foundation
import PostalModel
import PostalStore

/// 核对: what several sources say of the same thing, the worst first.
struct ReconcileExport: ExportContent {
  private let request: ExportRequest
  private let found: [SourceDifference]

  init(_ request: ExportRequest) throws {
    self.request = request
    found = try request.scopes().flatMap { scope in
      try request.setup.asking {
        try request.store.sourceDifferences(
          below: scope, months: request.period.months, indicators: request.setup.indicators)
      }
    }.sorted(by: SourceDifference.precedes)
  }

  var objects: [JSONObject] { found.map(object) }

  var table: OutputTable {
    let setup = request.setup
    return request.table(
      setup.say("核对", "reconcile"),
      setup.say(
        "区划代码,名称,月份,品牌,指标,报送分子,报送分母,报送%,报送区划数,系统分子,系统分母,系统%,系统区划数,应报区划数,相差点数,分子差,分母差,"
          + "抽查分子,抽查分母,抽查%,抽查区间下限%,抽查区间上限%,在区间内,一致",
        "area,name,month,brand,indicator,reported_numerator,reported_denominator,reported,reported_areas,"
          + "system_numerator,system_denominator,system,system_areas,expected_areas,points,numerator_difference,"
          + "denominator_difference,sample_numerator,sample_denominator,sample,sample_low,sample_high,"
          + "inside_interval,agrees"),
      found.map(cells))
  }

  private func object(_ item: SourceDifference) -> JSONObject {
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
    object.add("demonstration", .truth(request.isDemonstration))
    return object
  }

  private func cells(_ item: SourceDifference) -> [OutputTable.Cell] {
    let setup = request.setup
    func count(_ value: Int?) -> OutputTable.Cell { value.map { .number(String($0)) } ?? .empty }
    func share(_ value: Double?) -> OutputTable.Cell { value.map { .number(String(format: "%.2f", $0)) } ?? .empty }
    func truth(_ value: Bool) -> OutputTable.Cell { .text(value ? setup.say("是", "true") : setup.say("否", "false")) }
    func given(_ source: ReturnSource) -> [OutputTable.Cell] {
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
}
