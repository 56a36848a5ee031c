import Documents
import PostalModel
import PostalStore

/// 指标: every figure of the areas asked for.
struct IndicatorsExport: ExportContent {
  private let request: ExportRequest
  private let figures: [ExportedFigure]

  init(_ request: ExportRequest) throws {
    self.request = request
    let (setup, store) = (request.setup, request.store)
    var figures: [ExportedFigure] = []
    for scope in try request.scopes() {
      let rows = try setup.asking {
        try store.rows(
          below: scope, levels: request.levels, period: request.period, borrowing: request.plan, plans: setup.plans,
          indicators: setup.indicators, today: setup.today)
      }
      for (row, _) in rows {
        for indicator in setup.indicators {
          guard let figure = row.figures[indicator.id] else { continue }
          figures.append(ExportedFigure(area: row.area, figure: figure, indicator: indicator, request: request))
        }
      }
    }
    self.figures = figures
  }

  var objects: [JSONObject] { figures.map(\.object) }

  var table: OutputTable {
    request.table(
      request.setup.say("指标", "indicators"),
      request.setup.say(
        "区划代码,名称,级别,指标,指标名称,报告期,数值,单位,分子,分母,已报,应报,目标下限,目标上限,规划,条款,期限,借用,状态,落后点数,部分,演示数据,来源",
        "area,name,level,indicator,indicator_name,period,value,unit,numerator,denominator,reported,expected,target_min,"
          + "target_max,plan,clause,deadline,borrowed,status,lag,partial,demonstration,source"
      ), figures.map(\.cells))
  }
}

extension ExportedFigure {
  fileprivate var cells: [OutputTable.Cell] {
    func number(_ value: Int?) -> OutputTable.Cell { value.map { .number(String($0)) } ?? .empty }
    func amount(_ value: Amount?) -> OutputTable.Cell { value.map { .number($0.description) } ?? .empty }
    let reading = figure.reading
    let applied = figure.judgement.applied
    return [
      .code(area.code.description), .text(area.name), .text(area.level.word), .text(indicator.id),
      .text(indicator.name(request.setup.language)), .text(request.period.description),
      value, .text(unit), number(isQuotient ? reading.ratio?.numerator : nil),
      number(isQuotient ? reading.ratio?.denominator : nil), number(reading.reported), number(reading.expected),
      amount(applied?.target.minimum), amount(applied?.target.maximum), .text(applied?.plan ?? ""),
      .text(applied?.target.clause ?? ""), .text(applied?.target.deadline?.description ?? ""),
      .text(applied.map { $0.isBorrowed ? "true" : "false" } ?? ""), .text(figure.status?.rawValue ?? ""),
      figure.judgement.lag.map { .number("\($0)") } ?? .empty, .text(reading.isPartial ? "true" : "false"),
      .text(request.isDemonstration ? "演示数据" : ""), .text(reading.source ?? ""),
    ]
  }
}
