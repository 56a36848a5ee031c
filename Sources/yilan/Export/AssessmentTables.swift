import Dashboard
import Documents
import Drawing
import Panels
import PostalModel

/// 考核 as tables, text and JSON.
struct AssessmentTables {
  let board: AssessmentBoard
  let setup: Setup
  let handbook: Handbook
  /// The plan used as the measure.
  let plan: String?
  let isDemonstration: Bool
  /// The only part that lines are told of; nil: all.
  let part: AreaCode?

  private var sayings: AssessmentWording { AssessmentWording(handbook: handbook) }
  private var assessment: Assessment { board.assessment }
  private var order: [Int] { sayings.order(assessment.lines) }
  private var explained: [AssessedArea] { board.parts.filter { part == nil || $0.area.code == part } }

  private var titles: [String] {
    var titles = isDemonstration ? [Setup.demonstrationMark] : []
    if let mark = setup.asOfMark { titles.append(mark) }
    titles.append("\(board.area.name) \(assessment.name(handbook.language)) \(board.period)")
    return titles
  }

  private func address(_ line: AssessedLine, of area: AreaCode) -> String {
    Place(
      of: line, in: area, below: board.area.code, period: board.period, plan: plan, handbook: handbook
    ).description
  }

  // MARK: Tables

  var ranking: OutputTable {
    let say = setup.say
    let headings =
      [
        say("名次", "rank"), say("上期名次", "rank_before"), say("区划代码", "area"), say("名称", "name"),
        say("得分", "score"), say("部分", "partial"), say("得分合计", "points"), say("应计分", "counted"),
        say("满分", "full"), say("缺报项", "no_figure"),
      ] + order.map { sayings.short(assessment.lines[$0]) }
    let rows = board.parts.map { part -> [OutputTable.Cell] in
      let own: [OutputTable.Cell] = [
        number(part.rank), number(part.rankBefore), .code(part.area.code.description), .text(part.area.name),
        part.total.map { .number($0.text) } ?? .empty, .text(part.isPartial ? "~" : ""), .number(part.got.text),
        .number(part.possible.description), .number(assessment.full.description), .number(String(part.absent)),
      ]
      return own
        + order.map { place -> OutputTable.Cell in
          let line = part.lines[place]
          return line.isCounted ? .number(line.got.text) : .empty
        }
    }
    return OutputTable(
      name: say("考核名次", "ranking"), titles: titles, headings: headings, rows: rows, notes: sayings.notes(board))
  }

  var lines: OutputTable {
    let say = setup.say
    let rows = explained.flatMap { part in
      order.map { place -> [OutputTable.Cell] in
        let line = part.lines[place]
        let parts = sayings.parts(line)
        let applied = sayings.applied(line)
        return [
          .code(part.area.code.description), .text(part.area.name), .text(sayings.group(line.line)),
          .text(sayings.name(line.line)), .text(sayings.value(line)), number(parts?.numerator),
          number(parts?.denominator), .text(sayings.detail(line)), .text(sayings.target(line)),
          .text(applied?.planName(handbook.language) ?? ""), .text(applied?.target.clause ?? ""),
          .text(sayings.rule(line)), line.isCounted ? .number(line.got.text) : .empty,
          .number(line.line.points.description), .text(sayings.mark(line)), .text(address(line, of: part.area.code)),
        ]
      }
    }
    return OutputTable(
      name: say("考核明细", "lines"), titles: titles,
      headings: [
        say("区划代码", "area"), say("名称", "name"), say("类别", "kind"), say("项目", "line"), say("数值", "figure"),
        say("分子", "numerator"), say("分母", "denominator"), say("其中", "of_which"), say("目标", "target"),
        say("规划", "plan"), say("条款", "clause"), say("计分", "rule"), say("得分", "points"), say("分值", "of"),
        say("说明", "note"), say("出处", "address"),
      ], rows: rows, notes: explained.map { "\($0.area.name): \(sayings.sum($0, of: assessment))" })
  }

  private func number(_ value: Int?) -> OutputTable.Cell { value.map { .number(String($0)) } ?? .empty }

  // MARK: Text

  /// For reading on a terminal: the ranking, or each part line by line under what it is made of.
  func text(isDetailed: Bool) -> String {
    let words = handbook.words
    guard isDetailed else {
      let headings = [
        words["assess.rank"], words["assess.climb"], setup.say("区划", "area"), words["assess.score"],
        words["assess.possible"], words["assess.absentLines"],
      ]
      let rows = board.parts.map { part in
        [
          part.rank.map(String.init) ?? "-", sayings.climb(part, glyphs: Self.glyphs), part.area.name,
          sayings.total(part, glyphs: Self.glyphs), "\(part.possible)/\(assessment.full)", String(part.absent),
        ]
      }
      return joined(titles + PlainTable.lines(headings: headings, rows: rows) + sayings.notes(board))
    }
    return joined(titles + explained.flatMap(self.text(of:)) + sayings.notes(board))
  }

  private static let glyphs = Glyphs(tier: .ascii)

  private func text(of part: AssessedArea) -> [String] {
    let words = handbook.words
    let rank = part.rank.map { words["assess.place", String($0), String(board.parts.count)] }
    var out = [
      "", [part.area.name, rank, sayings.sum(part, of: assessment)].compactMap { $0 }.joined(separator: "  "),
    ]
    var group = ""
    for place in order {
      let line = part.lines[place]
      if sayings.group(line.line) != group {
        group = sayings.group(line.line)
        out.append("  \(sayings.heading(line.line))")
      }
      let points = "\(sayings.points(line, glyphs: Self.glyphs))/\(line.line.points)"
      out.append(
        "    "
          + [sayings.name(line.line), sayings.figure(line), points, sayings.mark(line)]
          .filter { !$0.isEmpty }.joined(separator: "  "))
      let target = [sayings.target(line), sayings.basis(line)].filter { !$0.isEmpty }.joined(separator: " ")
      if !target.isEmpty { out.append("      \(words["column.target"]): \(target)") }
      out.append("      \(words["assess.rule"]): \(sayings.rule(line))")
      out.append("      yilan open --at '\(address(line, of: part.area.code))'")
    }
    return out
  }

  private func joined(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }

  // MARK: JSON

  var object: JSONObject {
    var object = JSONObject()
    object.add("assessment", .text(assessment.id))
    object.add("name", .text(assessment.name(handbook.language)))
    object.add("area", .text(board.area.code.description))
    object.add("area_name", .text(board.area.name))
    object.add("period", .text(board.period.description))
    object.add("before", .text(board.before.description))
    object.add("full", .number(assessment.full.number))
    object.add("without_target", .text(assessment.withoutTarget.rawValue))
    object.add("demonstration", .truth(isDemonstration))
    if let asOf = setup.asOf { object.add("as_of", .text(asOf.description)) }
    object.add("parts", .array(explained.map { .object(self.object(of: $0)) }))
    return object
  }

  private func object(of part: AssessedArea) -> JSONObject {
    var object = JSONObject()
    object.add("area", .text(part.area.code.description))
    object.add("name", .text(part.area.name))
    object.add("rank", .optional(part.rank))
    object.add("rank_before", .optional(part.rankBefore))
    object.add("score", .optional(part.total?.number))
    object.add("points", .number(part.got.number))
    object.add("counted", .number(part.possible.number))
    object.add("partial", .truth(part.isPartial))
    object.add("no_figure", .whole(part.absent))
    object.add("lines", .array(order.map { .object(self.object(of: part.lines[$0], in: part.area.code)) }))
    return object
  }

  private func object(of line: AssessedLine, in area: AreaCode) -> JSONObject {
    var object = JSONObject()
    switch line.line.subject {
    case .indicator(let id): object.add("indicator", .text(id))
    case .returns(let forms): object.add("returns", .array(forms.map { .text($0.rawValue) }))
    case .items(let kinds): object.add("items", .array(kinds.map { .text($0.rawValue) }))
    }
    let parts = sayings.parts(line)
    switch line.basis {
    case .figure(let figure): object.add("value", .optional(figure?.value))
    case .returns(let count):
      object.add("late", .whole(count.late))
      object.add("absent", .whole(count.absent))
    case .items(let keys):
      object.add("count", .whole(keys.count))
      object.add("keys", .array(keys.map { .text($0.description) }))
    }
    object.add("numerator", .optional(parts?.numerator))
    object.add("denominator", .optional(parts?.denominator))
    object.add("bound", .optional(line.bound?.number))
    object.add("plan", .optional(sayings.applied(line)?.plan))
    object.add("clause", .optional(sayings.applied(line)?.target.clause))
    object.add("rule", .text(sayings.rule(line)))
    object.add("points", .optional(line.isCounted ? line.got.number : nil))
    object.add("of", .number(line.line.points.number))
    object.add("outcome", .text(outcome(line)))
    object.add("address", .text(address(line, of: area)))
    return object
  }

  private func outcome(_ line: AssessedLine) -> String {
    switch line.outcome {
    case .scored: "scored"
    case .partial: "partial"
    case .absent(let absence): absence.rawValue
    case .noTarget: "noTarget"
    case .leftOut(let reason): "leftOut.\(reason.rawValue)"
    }
  }
}
