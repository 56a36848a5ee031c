import Documents
import PostalModel
import PostalStore

/// One figure as exports tell of it.
struct ExportedFigure {
  let area: Area
  let figure: Figure
  let indicator: Indicator
  let request: ExportRequest

  var object: JSONObject {
    let reading = figure.reading
    var object = JSONObject()
    object.add("area", .text(area.code.description))
    object.add("name", .text(area.name))
    object.add("level", .text(area.level.word))
    object.add("indicator", .text(indicator.id))
    object.add("period", .text(request.period.description))
    object.add("value", .optional(figure.value))
    object.add("unit", .text(unit))
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
    object.add("demonstration", .truth(request.isDemonstration))
    object.add("source", .optional(reading.source))
    return object
  }

  /// Numerator and denominator were counted, and do not just hold a value.
  var isQuotient: Bool {
    indicator.form == .figures ? !figure.reading.isValueOnly : !indicator.denominator.isEmpty
  }

  var unit: String {
    switch indicator.unit {
    case .percent: "%"
    case .per10k: "per 10,000"
    case .per100k: "per 100,000"
    default: indicator.unit.rawValue
    }
  }

  /// The figure with the decimals of its indicator, rounded to its disadvantage.
  var value: OutputTable.Cell {
    figure.reading.ratio.map { .number(indicator.text($0)) } ?? .empty
  }
}
