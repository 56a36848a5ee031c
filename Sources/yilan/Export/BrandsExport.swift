import Documents
import PostalModel
import PostalStore

/// 分品牌: the figures of outlets, packaging and safety by brand, of the areas asked for.
struct BrandsExport: ExportContent {
  private struct Line {
    var row: BrandBoard.Row
    var figure: ExportedFigure
  }

  private let request: ExportRequest
  private let lines: [Line]

  init(_ request: ExportRequest) throws {
    self.request = request
    let (setup, store) = (request.setup, request.store)
    var lines: [Line] = []
    for scope in try request.scopes() {
      let areas = try setup.asking { try store.areas(below: scope, levels: request.levels) }
      for area in areas {
        for form in Form.allCases where BrandBoard.forms.contains(form) {
          let board = try setup.asking {
            try store.brands(
              at: area.code, form: form, period: request.period, borrowing: request.plan, plans: setup.plans,
              indicators: setup.indicators, today: setup.today)
          }
          for row in board?.brands ?? [] {
            for indicator in setup.indicators {
              guard let figure = row.figures[indicator.id], figure.reading.ratio != nil else { continue }
              lines.append(
                Line(
                  row: row,
                  figure: ExportedFigure(area: area, figure: figure, indicator: indicator, request: request)))
            }
          }
        }
      }
    }
    self.lines = lines
  }

  var objects: [JSONObject] {
    lines.map { line in
      var object = line.figure.object
      object.add("brand", .text(line.row.brand))
      return object
    }
  }

  var table: OutputTable {
    request.table(
      request.setup.say("分品牌", "brands"),
      request.setup.say(
        "区划代码,名称,品牌,指标,指标名称,报告期,数值,单位,分子,分母,分品牌报,应报,状态,部分,演示数据,来源",
        "area,name,brand,indicator,indicator_name,period,value,unit,numerator,denominator,reported,expected,status,"
          + "partial,demonstration,source"),
      lines.map { line in
        let (figure, reading) = (line.figure, line.figure.figure.reading)
        func number(_ value: Int?) -> OutputTable.Cell { value.map { .number(String($0)) } ?? .empty }
        return [
          .code(figure.area.code.description), .text(figure.area.name), .text(line.row.brand),
          .text(figure.indicator.id), .text(figure.indicator.name(request.setup.language)),
          .text(request.period.description), figure.value, .text(figure.unit),
          number(figure.isQuotient ? reading.ratio?.numerator : nil),
          number(figure.isQuotient ? reading.ratio?.denominator : nil), number(reading.reported),
          number(reading.expected), .text(figure.figure.status?.rawValue ?? ""),
          .text(reading.isPartial ? "true" : "false"), .text(request.isDemonstration ? "演示数据" : ""),
          .text(reading.source ?? ""),
        ]
      })
  }
}
