import Documents
import PostalModel
import PostalStore

/// 待办: all that is open, with what closes the gap and how it stands in the loop; those closed come last.
struct OpenItemsExport: ExportContent {
  private let request: ExportRequest
  private var items: [WorkItem]
  private let board: Board
  private let text: ItemText

  init(_ request: ExportRequest) throws {
    self.request = request
    (items, board) = try request.setup.workItems(
      request.scope, request.period, borrowing: request.plan, request.store)
    text = ItemText(setup: request.setup)
  }

  /// Leaves out what does not fulfil a condition; the day is the one that items are told on.
  mutating func keep(_ condition: (WorkItem, Day) -> Bool) {
    let day = board.itemDay
    items = items.filter { condition($0, day) }
  }

  private func exported(_ item: WorkItem) -> ExportedFigure? {
    guard let figure = item.figure, let indicator = request.setup.indicators.first(where: { $0.id == item.indicator })
    else { return nil }
    return ExportedFigure(area: item.area, figure: figure, indicator: indicator, request: request)
  }

  private func title(_ item: WorkItem) -> String {
    if let task = item.task { return task.task.title(request.setup.language) }
    let name = text.subject(item.key, title: item.matter?.name ?? item.state?.title ?? "")
    return name.isEmpty ? text.kind(item.kind) : name
  }

  private func status(_ item: WorkItem) -> String {
    item.figure?.status?.rawValue ?? item.task?.status?.rawValue ?? ""
  }

  var objects: [JSONObject] {
    items.map { item in
      var object: JSONObject
      if let figure = exported(item) {
        object = figure.object
      } else {
        object = JSONObject()
        object.add("area", .text(item.area.code.description))
        object.add("name", .text(item.area.name))
        object.add("level", .text(item.area.level.word))
        object.add("indicator", .null)
        object.add("period", .text(request.period.description))
        // What an item that is no figure does not have, so that all objects have the same keys.
        for key in ["value", "unit", "numerator", "denominator", "reported", "expected", "target"] {
          object.add(key, .null)
        }
        object.add("status", .optional(status(item).isEmpty ? nil : status(item)))
        for key in ["lag", "partial"] { object.add(key, .null) }
        object.add("demonstration", .truth(request.isDemonstration))
        object.add("source", .null)
      }
      object.add("need", need(item))
      object.add("kind", .text(item.kind.rawValue))
      object.add("item", .text(title(item)))
      object.add("office", .text(item.lead))
      object.add("state", .text(text.state(item)))
      object.add("noticed", .optional(item.state?.noticedOn.description))
      object.add("due", .optional(due(item)?.description))
      object.add("days", .optional(days(item)))
      object.add("share", item.share.map { .number($0) } ?? .null)
      object.add("repeats", .whole(item.state?.repeats ?? item.matter?.repeats ?? 0))
      object.add("key", .text(item.key.description))
      return object
    }
  }

  var table: OutputTable {
    let setup = request.setup
    return request.table(
      setup.say("待办", "open-items"),
      setup.say(
        "区划代码,名称,指标,报告期,数值,目标,规划,条款,状态,缺口,演示数据,类别,事项,牵头单位,办理,发现,期限,逾期天数,占比,复发,事项编号",
        "area,name,indicator,period,value,target,plan,clause,status,need,demonstration,kind,item,office,state,noticed,"
          + "due,days,share,repeats,key"
      ),
      items.map { item in
        let applied = item.figure?.judgement.applied
        let figure = exported(item)
        let need = need(item)
        return [
          .code(item.area.code.description), .text(item.area.name),
          .text(figure?.indicator.name(setup.language) ?? ""), .text(request.period.description),
          figure?.value ?? .empty, .text(applied?.target.text ?? ""), .text(applied?.plan ?? item.key.plan),
          .text(applied?.target.clause ?? item.clause), .text(status(item)),
          need.text == JSONValue.null.text ? .empty : .number(need.text),
          .text(request.isDemonstration ? "演示数据" : ""), .text(text.kind(item.kind)), .text(title(item)),
          .text(item.lead), .text(text.state(item)), item.state.map { .day($0.noticedOn) } ?? .empty,
          due(item).map { .day($0) } ?? .empty, days(item).map { .number(String($0)) } ?? .empty,
          item.share.map { .number(JSONValue.number($0).text) } ?? .empty,
          .number(String(item.state?.repeats ?? item.matter?.repeats ?? 0)), .code(item.key.description),
        ]
      })
  }

  /// As many columns as a terminal has room for.
  var brief: (headings: [String], rows: [[String]]) {
    let setup = request.setup
    let headings = [
      setup.say("区划", "area"), setup.say("类别", "kind"), setup.say("事项", "item"), setup.say("缺", "need"),
      setup.say("逾期", "days"), setup.say("占比", "share"), setup.say("牵头", "office"), setup.say("办理", "state"),
      setup.say("事项编号", "key"),
    ]
    let rows = items.map { item in
      let need = need(item)
      return [
        item.area.name, text.kind(item.kind), title(item), need.text == JSONValue.null.text ? "" : need.text,
        days(item).map(String.init) ?? "", item.share.map { "\(Int(($0 * 100).rounded())) %" } ?? "", item.lead,
        text.state(item), item.key.description,
      ]
    }
    return (headings, rows)
  }

  /// The date of the loop where one was set, else that of the target, the return or the law.
  private func due(_ item: WorkItem) -> Day? { (item.state?.isOpen == true ? item.state?.due : nil) ?? item.due }

  private func days(_ item: WorkItem) -> Int? { due(item).map { board.itemDay.ordinal - $0.ordinal } }

  private func need(_ item: WorkItem) -> JSONValue {
    switch item.figure?.judgement.need {
    case .units(let units)?: return .whole(units)
    case .points(let points)?, .amount(let points)?: return .number(points.number)
    case nil: return item.figure == nil ? item.units.map { .whole($0) } ?? .null : .null
    }
  }
}
