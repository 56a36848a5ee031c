import ArgumentParser
import Foundation
import PostalModel
import PostalStore

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes figures, open items, outlets, the ledger, or what is due, late or contradicts as CSV or JSON. 导出。"
  )

  enum What: String, ExpressibleByArgument, CaseIterable {
    case indicators
    case openItems = "open-items"
    case outlets
    case ledger
    case due
    case reconcile
    case stations
    case completeness
  }

  @Argument(
    help: ArgumentHelp(
      "indicators, open-items, outlets, ledger, due, completeness, reconcile or stations. 内容。",
      discussion: "due: returns not sent. completeness: what came, and what came late. reconcile: returns against "
        + "systems and samples. stations: village stations reported and verified."))
  var what: What
  @Option(help: "The area; by default the areas of all plans. 区划代码。")
  var scope: AreaCode?
  @Option(help: "Such as 2025-06, 2025-Q2 or 2025; by default the newest month with a return. 报告期。")
  var period: Period?
  @Option(help: "Levels below the scope, 0 to 5. 往下几级。")
  var levels: Int = 0
  @Option(help: "The plan used as the measure. 用作标尺的规划。")
  var plan: String?
  @Option(help: "csv or json. 格式。")
  var format: String = "csv"
  @Option(help: "Of CSV: utf-8 (with a byte-order mark) or gb18030. 编码。")
  var encoding: String = "utf-8"
  @OptionGroup var options: SharedOptions

  func validate() throws {
    guard ["csv", "json"].contains(format) else { throw ValidationError("--format \(format): csv | json") }
    guard CSVText.Encoding(rawValue: encoding) != nil else {
      throw ValidationError("--encoding \(encoding): utf-8 | gb18030")
    }
    guard (0...5).contains(levels) else { throw ValidationError("--levels \(levels): 0 … 5") }
  }

  func run() throws {
    let setup = try Setup(options)
    if let plan, setup.plans.plan(plan) == nil {
      throw Failure.usage("--plan \(plan): " + setup.plans.plans.map(\.id).joined(separator: " | "))
    }
    let store = try setup.store(options)
    let period = try setup.period(period, store)
    switch what {
    case .indicators: try indicators(setup, store, period)
    case .openItems: try openItems(setup, store, period)
    case .outlets: try outlets(setup, store)
    case .ledger: try ledger(setup, store)
    case .due: try due(setup, store, period)
    case .reconcile: try reconcile(setup, store, period)
    case .stations: try stations(setup, store, period)
    case .completeness: try completeness(setup, store, period)
    }
  }

  func scopes(_ setup: Setup, _ store: PostalStore) throws -> [AreaCode] { try Self.scopes(scope, setup, store) }

  /// The area named, or where none is the areas of all plans and those that an office made beside them.
  static func scopes(_ scope: AreaCode?, _ setup: Setup, _ store: PostalStore) throws -> [AreaCode] {
    if let scope {
      guard try setup.asking({ try store.area(scope) }) != nil else {
        throw Failure.refused([
          setup.say("--scope \(scope): 没有这个区划代码", "--scope \(scope): no area has this code")
        ])
      }
      return [scope]
    }
    let board = try setup.asking {
      try store.board(
        at: nil, period: nil, borrowing: nil, plans: setup.plans, indicators: [], today: setup.today)
    }
    return board?.rows.map(\.area.code) ?? []
  }

  // MARK: indicators

  private func indicators(_ setup: Setup, _ store: PostalStore, _ period: Period) throws {
    let isDemonstration = try setup.asking { try store.isDemonstration }
    var entries: [(row: BoardRow, figure: Figure, indicator: Indicator)] = []
    for scope in try scopes(setup, store) {
      let rows = try setup.asking {
        try store.rows(
          below: scope, levels: levels, period: period, borrowing: plan, plans: setup.plans,
          indicators: setup.indicators, today: setup.today)
      }
      for (row, _) in rows {
        for indicator in setup.indicators {
          if let figure = row.figures[indicator.id] { entries.append((row, figure, indicator)) }
        }
      }
    }
    if format == "json" {
      write(entries.map { .object(object($0.row, $0.figure, $0.indicator, period, isDemonstration)) })
      return
    }
    var table = opening(isDemonstration)
    table.append(
      setup.say(
        "区划代码,名称,级别,指标,指标名称,报告期,数值,单位,分子,分母,已报,应报,目标下限,目标上限,规划,条款,期限,借用,状态,落后点数,部分,演示数据,来源",
        "area,name,level,indicator,indicator_name,period,value,unit,numerator,denominator,reported,expected,target_min,"
          + "target_max,plan,clause,deadline,borrowed,status,lag,partial,demonstration,source"
      ).split(separator: ",").map { .text(String($0)) })
    for (row, figure, indicator) in entries {
      table.append(cells(row, figure, indicator, period, isDemonstration, setup.language))
    }
    writeTable(table)
  }

  private func object(
    _ row: BoardRow, _ figure: Figure, _ indicator: Indicator, _ period: Period, _ isDemonstration: Bool
  ) -> JSONObject {
    let reading = figure.reading
    var object = JSONObject()
    object.add("area", .text(row.area.code.description))
    object.add("name", .text(row.area.name))
    object.add("level", .text(row.area.level.word))
    object.add("indicator", .text(indicator.id))
    object.add("period", .text(period.description))
    object.add("value", .optional(figure.value))
    object.add("unit", .text(Self.unit(indicator)))
    let isQuotient = Self.isQuotient(reading, of: indicator)
    object.add("numerator", .optional(isQuotient ? reading.ratio?.numerator : nil))
    object.add("denominator", .optional(isQuotient ? reading.ratio?.denominator : nil))
    object.add("reported", .whole(reading.reported))
    object.add("expected", .whole(reading.expected))
    if let applied = figure.judgement.applied {
      var target = JSONObject()
      target.add("min", .optional(applied.target.minimum?.number))
      target.add("max", .optional(applied.target.maximum?.number))
      target.add("plan", .text(applied.plan))
      target.add("clause", .text(applied.target.clause))
      target.add("deadline", .optional(applied.target.deadline?.description))
      target.add("borrowed", .truth(applied.isBorrowed))
      object.add("target", .object(target))
    } else {
      object.add("target", .null)
    }
    object.add("status", .optional(figure.status?.rawValue))
    object.add("lag", .optional(figure.judgement.lag))
    object.add("partial", .truth(reading.isPartial))
    object.add("demonstration", .truth(isDemonstration))
    object.add("source", .optional(reading.source))
    return object
  }

  /// Numerator and denominator were counted, and do not just hold a value.
  private static func isQuotient(_ reading: Reading, of indicator: Indicator) -> Bool {
    indicator.form == .figures ? !reading.isValueOnly : !indicator.denominator.isEmpty
  }

  private static func unit(_ indicator: Indicator) -> String {
    switch indicator.unit {
    case .percent: "%"
    case .per10k: "per 10,000"
    case .per100k: "per 100,000"
    default: indicator.unit.rawValue
    }
  }

  private func cells(
    _ row: BoardRow, _ figure: Figure, _ indicator: Indicator, _ period: Period, _ isDemonstration: Bool,
    _ language: Language
  ) -> [CSVText.Cell] {
    func number(_ value: Int?) -> CSVText.Cell { value.map { .number(String($0)) } ?? .empty }
    func amount(_ value: Amount?) -> CSVText.Cell { value.map { .number($0.description) } ?? .empty }
    let reading = figure.reading
    let applied = figure.judgement.applied
    let isQuotient = Self.isQuotient(reading, of: indicator)
    return [
      .code(row.area.code.description), .text(row.area.name), .text(row.area.level.word), .text(indicator.id),
      .text(indicator.name(language)), .text(period.description),
      reading.ratio.map {
        .number($0.text(decimals: indicator.decimals, higherIsBetter: indicator.higherIsBetter))
      } ?? .empty,
      .text(Self.unit(indicator)), number(isQuotient ? reading.ratio?.numerator : nil),
      number(isQuotient ? reading.ratio?.denominator : nil), number(reading.reported), number(reading.expected),
      amount(applied?.target.minimum), amount(applied?.target.maximum), .text(applied?.plan ?? ""),
      .text(applied?.target.clause ?? ""), .text(applied?.target.deadline?.description ?? ""),
      .text(applied.map { $0.isBorrowed ? "true" : "false" } ?? ""), .text(figure.status?.rawValue ?? ""),
      figure.judgement.lag.map { .number("\($0)") } ?? .empty, .text(reading.isPartial ? "true" : "false"),
      .text(isDemonstration ? "演示数据" : ""), .text(reading.source ?? ""),
    ]
  }

  // MARK: the others

  private func openItems(_ setup: Setup, _ store: PostalStore, _ period: Period) throws {
    let isDemonstration = try setup.asking { try store.isDemonstration }
    let board = try setup.asking {
      try store.board(
        at: scope, period: period, borrowing: plan, plans: setup.plans, indicators: setup.indicators,
        today: setup.today)
    }
    guard let board else {
      throw Failure.refused([setup.say("--scope: 没有这个区划代码", "--scope: no area has this code")])
    }
    let items = board.openItems(indicators: setup.indicators)
    func indicator(_ id: String) -> Indicator { setup.indicators.first { $0.id == id }! }
    if format == "json" {
      write(
        items.map { item in
          let row = BoardRow(area: item.area, figures: [:], plan: nil)
          var object = object(row, item.figure, indicator(item.indicator), period, isDemonstration)
          object.add("need", need(item))
          return .object(object)
        })
      return
    }
    var table = opening(isDemonstration)
    table.append(
      setup.say(
        "区划代码,名称,指标,报告期,数值,目标,规划,条款,状态,缺口,演示数据",
        "area,name,indicator,period,value,target,plan,clause,status,need,demonstration"
      )
      .split(separator: ",").map { .text(String($0)) })
    for item in items {
      let known = indicator(item.indicator)
      let applied = item.figure.judgement.applied
      table.append([
        .code(item.area.code.description), .text(item.area.name), .text(known.name(setup.language)),
        .text(period.description),
        item.figure.reading.ratio.map {
          .number($0.text(decimals: known.decimals, higherIsBetter: known.higherIsBetter))
        } ?? .empty,
        .text(applied?.target.text ?? ""), .text(applied?.plan ?? ""), .text(applied?.target.clause ?? ""),
        .text(item.figure.status?.rawValue ?? ""), .text(need(item).text), .text(isDemonstration ? "演示数据" : ""),
      ])
    }
    writeTable(table)
  }

  private func need(_ item: OpenItem) -> JSONValue {
    switch item.figure.judgement.need {
    case .units(let units): .whole(units)
    case .points(let points), .amount(let points): .number(points.number)
    case nil: .null
    }
  }

  private func outlets(_ setup: Setup, _ store: PostalStore) throws {
    let isDemonstration = try setup.asking { try store.isDemonstration }
    var found: [Outlet] = []
    for scope in try scopes(setup, store) { found += try setup.asking { try store.outlets(below: scope) } }
    if format == "json" {
      write(
        found.map { outlet in
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
          object.add("demonstration", .truth(isDemonstration))
          object.add("source", .optional(outlet.origin.map { "\($0.file):\($0.line)" }))
          return .object(object)
        })
      return
    }
    var table = opening(isDemonstration)
    table.append("网点编号,名称,类型,区划代码,品牌,备案号,备案日期,开办日期,注销日期,许可到期".split(separator: ",").map { .text(String($0)) })
    for outlet in found {
      let entry = outlet.entry
      func day(_ day: Day?) -> CSVText.Cell { day.map { .text($0.description) } ?? .empty }
      table.append([
        .text(entry.id), .text(entry.name), .text(entry.type.zh), .code(entry.area.description), .text(entry.brand),
        .text(entry.filingNumber), day(entry.filedOn), day(entry.openedOn), day(entry.closedOn),
        day(entry.licenceUntil),
      ])
    }
    writeTable(table)
  }

  private func ledger(_ setup: Setup, _ store: PostalStore) throws {
    let entries = try setup.asking { try store.ledger(limit: Int.max) }
    let isDemonstration = try setup.asking { try store.isDemonstration }
    if format == "json" {
      write(
        entries.map { entry in
          var object = JSONObject()
          object.add("import", .whole(entry.id))
          object.add("at", .text(entry.at))
          object.add("who", .text(entry.who))
          object.add("file", .text(entry.file))
          object.add("sha256", .text(entry.hash))
          object.add("form", .text(entry.form.rawValue))
          object.add("scope", .optional(entry.scope?.description))
          object.add("read", .whole(entry.read))
          object.add("kept", .whole(entry.kept))
          object.add("replaced", .whole(entry.replaced))
          object.add("rejected", .whole(entry.rejected))
          object.add("undone_at", .optional(entry.undoneAt))
          object.add("demonstration", .truth(isDemonstration))
          return .object(object)
        })
      return
    }
    var table = opening(isDemonstration)
    table.append("编号,时间,经手,文件,SHA-256,报表,范围,读,存,替换,拒,撤销".split(separator: ",").map { .text(String($0)) })
    for entry in entries {
      table.append([
        .number(String(entry.id)), .text(entry.at), .text(entry.who), .text(entry.file), .text(entry.hash),
        .text(entry.form.zh), entry.scope.map { .code($0.description) } ?? .empty, .number(String(entry.read)),
        .number(String(entry.kept)), .number(String(entry.replaced)), .number(String(entry.rejected)),
        .text(entry.undoneAt ?? ""),
      ])
    }
    writeTable(table)
  }

  /// Whom to remind: the returns that are owed and have not come.
  private func due(_ setup: Setup, _ store: PostalStore, _ period: Period) throws {
    let isDemonstration = try setup.asking { try store.isDemonstration }
    var found: [DueReturn] = []
    for scope in try scopes(setup, store) {
      found += try setup.asking {
        try store.dueReturns(below: scope, months: Array(period.months), today: setup.today)
      }
    }
    if format == "json" {
      write(
        found.map { item in
          var object = JSONObject()
          object.add("area", .text(item.area.code.description))
          object.add("name", .text(item.area.name))
          object.add("parent", .optional(item.parent?.code.description))
          object.add("parent_name", .optional(item.parent?.name))
          object.add("form", .text(item.form.rawValue))
          object.add("month", .text(item.month.description))
          object.add("due", .text(item.due.description))
          object.add("days_late", .whole(item.daysLate(on: setup.today)))
          object.add("demonstration", .truth(isDemonstration))
          return .object(object)
        })
      return
    }
    var table = opening(isDemonstration)
    table.append(
      setup.say("区划代码,名称,上级,报表,月份,应于,逾期天数", "area,name,parent,form,month,due,days_late")
        .split(separator: ",").map { .text(String($0)) })
    for item in found {
      table.append([
        .code(item.area.code.description), .text(item.area.name), .text(item.parent?.name ?? ""),
        .text(setup.say(item.form.zh, item.form.rawValue)), .text(item.month.description),
        .text(item.due.description), .number(String(item.daysLate(on: setup.today))),
      ])
    }
    writeTable(table)
  }

  func write(_ values: [JSONValue]) {
    standardOutput("[" + values.map { "\n" + $0.text }.joined(separator: ",") + (values.isEmpty ? "]\n" : "\n]\n"))
  }

  /// The first lines of a table: whose figures they are not.
  func opening(_ isDemonstration: Bool) -> [[CSVText.Cell]] {
    isDemonstration ? [[.text(Setup.demonstrationMark)]] : []
  }

  func writeTable(_ rows: [[CSVText.Cell]]) {
    FileHandle.standardOutput.write(CSVText.data(rows, encoding: CSVText.Encoding(rawValue: encoding)!))
  }
}
