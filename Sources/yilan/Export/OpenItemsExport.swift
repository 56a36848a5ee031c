import Documents
import PostalModel
import PostalStore

/// 待办: what falls short, with what closes the gap.
struct OpenItemsExport: ExportContent {
  private let request: ExportRequest
  private let items: [(item: OpenItem, figure: ExportedFigure)]

  init(_ request: ExportRequest) throws {
    self.request = request
    let setup = request.setup
    let board = try setup.asking {
      try request.store.board(
        at: request.scope, period: request.period, borrowing: request.plan, plans: setup.plans,
        indicators: setup.indicators, today: setup.today)
    }
    guard let board else {
      throw Failure.refused([setup.say("--scope: 没有这个区划代码", "--scope: no area has this code")])
    }
    items = board.openItems(indicators: setup.indicators).map { item in
      let indicator = setup.indicators.first { $0.id == item.indicator }!
      return (item, ExportedFigure(area: item.area, figure: item.figure, indicator: indicator, request: request))
    }
  }

  var objects: [JSONObject] {
    items.map { item, figure in
      var object = figure.object
      object.add("need", need(item))
      return object
    }
  }

  var table: OutputTable {
    let setup = request.setup
    return request.table(
      setup.say("待办", "open-items"),
      setup.say(
        "区划代码,名称,指标,报告期,数值,目标,规划,条款,状态,缺口,演示数据",
        "area,name,indicator,period,value,target,plan,clause,status,need,demonstration"
      ),
      items.map { item, figure in
        let applied = item.figure.judgement.applied
        return [
          .code(item.area.code.description), .text(item.area.name), .text(figure.indicator.name(setup.language)),
          .text(request.period.description), figure.value, .text(applied?.target.text ?? ""),
          .text(applied?.plan ?? ""), .text(applied?.target.clause ?? ""), .text(item.figure.status?.rawValue ?? ""),
          item.figure.judgement.need == nil ? .empty : .number(need(item).text),
          .text(request.isDemonstration ? "演示数据" : ""),
        ]
      })
  }

  private func need(_ item: OpenItem) -> JSONValue {
    switch item.figure.judgement.need {
    case .units(let units): .whole(units)
    case .points(let points), .amount(let points): .number(points.number)
    case nil: .null
    }
  }
}
