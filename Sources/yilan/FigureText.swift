import PostalModel

/// Figures that changed, for the commands that tell of them.
struct FigureText {
  let setup: Setup

  private func indicator(_ id: String) -> Indicator? { setup.indicators.first { $0.id == id } }

  func name(_ id: String) -> String { indicator(id)?.name(setup.language) ?? id }

  /// `87.5 % (14/16)`: value, and units that reported where some are missing; a dash where there is no figure.
  func value(_ record: FigureRecord?, _ id: String) -> String {
    guard let record, let value = record.value else { return "-" }
    let unit = indicator(id)?.unit == .percent ? " %" : ""
    return (record.isPartial ? "~" : "") + value + unit
      + (record.isPartial ? " (\(record.reported)/\(record.expected))" : "")
  }

  func change(_ figure: RevisedFigure) -> String {
    let (before, after) = (value(figure.before, figure.indicator), value(figure.after, figure.indicator))
    // A change that the rounded value hides is told by its parts.
    guard before == after else { return "\(before) → \(after)" }
    return "\(parts(figure.before)) → \(parts(figure.after))"
  }

  private func parts(_ record: FigureRecord?) -> String {
    guard let record else { return "-" }
    let counts = record.isValueOnly ? nil : record.ratio.map { "\($0.numerator)/\($0.denominator), " }
    return (record.value ?? "-") + " (\(counts ?? "")\(record.reported)/\(record.expected))"
  }

  /// What an import or an undo did to signed months, as lines; at most so many figures a month.
  func lines(_ revisions: [Revision], limit: Int = 20) -> [String] {
    revisions.flatMap { revision -> [String] in
      let signed = revision.signOff
      var lines = [
        setup.say(
          "\(signed.month) \(signed.area.name) 已于 \(signed.at) 签收,本次为修订",
          "\(signed.month) of \(signed.area.name) was signed off at \(signed.at); this is a revision")
          + (revision.figures.isEmpty ? setup.say(",没有改变签收的数字", " that moves no signed figure") : "")
      ]
      lines += revision.figures.prefix(limit).map { "  \($0.area.name) \(name($0.indicator)) \(change($0))" }
      if revision.figures.count > limit {
        let more = revision.figures.count - limit
        lines.append("  " + setup.say("另有 \(more) 项,见 yilan revisions", "and \(more) more; see yilan revisions"))
      }
      return lines
    }
  }

  // MARK: JSON

  func json(_ record: FigureRecord?) -> JSONValue {
    guard let record else { return .null }
    var object = JSONObject()
    object.add("value", .optional(record.ratio?.value))
    object.add("shown", .optional(record.value))
    object.add("numerator", .optional(record.isValueOnly ? nil : record.ratio?.numerator))
    object.add("denominator", .optional(record.isValueOnly ? nil : record.ratio?.denominator))
    object.add("reported", .whole(record.reported))
    object.add("expected", .whole(record.expected))
    object.add("partial", .truth(record.isPartial))
    object.add("status", .optional(record.status?.rawValue))
    return .object(object)
  }

  func json(_ figure: RevisedFigure) -> JSONObject {
    var object = JSONObject()
    object.add("area", .text(figure.area.code.description))
    object.add("name", .text(figure.area.name))
    object.add("indicator", .text(figure.indicator))
    object.add("before", json(figure.before))
    object.add("after", json(figure.after))
    return object
  }

  func json(_ revision: Revision) -> JSONValue {
    var object = JSONObject()
    object.add("sign_off", .whole(revision.signOff.id))
    object.add("scope", .text(revision.signOff.area.code.description))
    object.add("scope_name", .text(revision.signOff.area.name))
    object.add("period", .text(revision.signOff.month.description))
    object.add("signed_at", .text(revision.signOff.at))
    object.add("import", .optional(revision.importID))
    object.add("undo", .truth(revision.isUndo))
    object.add("at", .text(revision.at))
    object.add("figures", .array(revision.figures.map { .object(json($0)) }))
    return .object(object)
  }
}
