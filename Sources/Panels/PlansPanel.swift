import Drawing
import PostalModel

/// 规划: the numbers the plan in use sets, by clause, date and lead office.
public struct PlansPanel {
  public var showing: Showing
  public var isFull: Bool
  /// The position of the cursor.
  public var selection: Int?

  public init(showing: Showing, isFull: Bool, selection: Int? = nil) {
    self.showing = showing
    self.isFull = isFull
    self.selection = selection
  }

  /// The targets listed: those of the plan in use with the law, and at the top those of every plan.
  public static func targets(of showing: Showing) -> [(plan: Plan, target: Target)] {
    let book = showing.handbook.planBook
    let own = showing.plan ?? showing.board.own?.plan
    var plans = own.flatMap(book.plan).map { [$0] } ?? (showing.board.area == nil ? book.plans : [])
    if let law = book.law, !plans.contains(where: { $0.id == law.id }) { plans.append(law) }
    let pairs = plans.flatMap { plan in plan.targets.map { (plan: plan, target: $0) } }
    guard !showing.filter.isEmpty else { return pairs }
    return pairs.filter { pair in
      let name = name(of: pair.target, showing)
      return (name + pair.target.lead + pair.target.clause).contains(showing.filter)
    }
  }

  /// The name of what a target is of.
  private static func name(of target: Target, _ showing: Showing) -> String {
    target.name(among: showing.handbook.indicators, showing.handbook.language)
  }

  public func draw(on surface: inout Surface) {
    let targets = PlansPanel.targets(of: showing)
    guard isFull, surface.height >= 14, let selection, targets.indices.contains(selection) else {
      return drawList(on: &surface)
    }
    let lines = Facts(lines(targets[selection].plan, targets[selection].target))
    let rows = lines.rows(width: Box.interior(of: surface.bounds).width, glyphs: surface.glyphs).count
    let bands = surface.bounds.splitBottom(min(rows + 2, surface.height / 2))
    surface.within(bands.rest) { drawList(on: &$0) }
    surface.panel(Box(title: showing.words["panel.sentence"]), in: bands.bottom) { lines.draw(on: &$0) }
  }

  /// The target the cursor is on, with all that its plan says of it.
  private func lines(_ plan: Plan, _ target: Target) -> [Facts.Line] {
    let words = showing.words
    let language = showing.handbook.language
    let indicator = showing.handbook.indicator(target.indicator)
    let unit = indicator.map { showing.wording.unit($0) } ?? ""
    var lines: [Facts.Line] = [
      .init(
        words["explain.target"],
        [
          Span(PlansPanel.name(of: target, showing), .text, strong: true),
          Span("  \(target.text)\(unit.isEmpty ? "" : " \(unit)")", .value, strong: true),
          Span(target.hedge.isEmpty ? "" : "  \(target.hedge)", .label),
          Span("  \(plan.name(language)) \(target.clause)", .dim),
          Span("  \(words["explain.binds.\(target.binding.rawValue)"])", .dim),
        ])
    ]
    if let deadline = target.deadline {
      let isPast = showing.today > deadline
      lines.append(
        .init(
          words["explain.deadline"],
          [Span(deadline.description, .value), Span("  " + words[isPast ? "explain.isPast" : "explain.isAhead"], .dim)])
      )
    }
    if !target.lead.isEmpty {
      var offices = [Span(target.lead, .text)]
      if !target.supporting.isEmpty {
        offices.append(
          Span("  \(words["explain.supporting", target.supporting.joined(separator: words["say.list"])])", .dim))
      }
      lines.append(.init(words["explain.lead"], offices))
    }
    let note = language == .zh ? target.noteZh : target.noteEn
    if !note.isEmpty { lines.append(.init(words["explain.note"], [Span(note, .dim)])) }
    return lines
  }

  private func drawList(on surface: inout Surface) {
    let words = showing.words
    let wording = showing.wording
    let glyphs = surface.glyphs
    let isTop = showing.board.area == nil && showing.plan == nil
    let rows = PlansPanel.targets(of: showing).map { plan, target -> [Table.Cell] in
      let indicator = showing.handbook.indicator(target.indicator)
      let figure = isTop ? nil : showing.board.own?.figures[target.indicator]
      let isApplied = figure?.judgement.applied?.plan == plan.id
      let unit = indicator.map { wording.unit($0) } ?? ""
      return [
        Table.Cell(plan.name(showing.handbook.language), .dim),
        Table.Cell(PlansPanel.name(of: target, showing), .text),
        Table.Cell(target.text + (unit.isEmpty ? "" : " \(unit)"), .value, strong: true),
        Table.Cell(target.hedge, .label),
        isApplied && indicator != nil
          ? Table.Cell([
            Span(wording.value(figure, indicator!, glyphs: glyphs) + " ", .value),
            Span(wording.mark(figure, glyphs: glyphs), wording.role(figure)),
          ]) : .empty,
        Table.Cell(target.deadline?.description ?? words["plans.noDate"], .dim),
        Table.Cell(target.clause, .dim),
        Table.Cell(target.lead, .text),
      ]
    }
    let columns = [
      Table.Column(words["column.plan"], minimum: 8, priority: isTop ? 90 : 20),
      Table.Column(words["column.indicator"], minimum: 22, priority: Table.Column.always),
      Table.Column(words["column.target"], alignment: .right, minimum: 6, priority: Table.Column.always),
      Table.Column(words["column.hedge"], minimum: 4, priority: 30),
      Table.Column(words["column.now"], minimum: 8, priority: 80),
      Table.Column(words["column.deadline"], minimum: 10, priority: 70),
      Table.Column(words["column.clause"], minimum: 9, priority: 60),
      Table.Column(words["column.lead"], minimum: 8, priority: 40),
    ]
    let table = Table(columns: columns, rows: rows, selection: selection, hasFocus: isFull, gap: 2)
    let box = Box(
      key: "6", title: words["panel.plans"], note: isFull ? showing.listNote : nil,
      footer: table.scrollHint(height: surface.height - 2), hasFocus: isFull)
    surface.panel(box, in: surface.bounds) { inside in
      guard !rows.isEmpty else {
        inside.write(words["list.empty"], row: 0, role: .dim, maxWidth: inside.width)
        return
      }
      inside.draw(table, in: inside.bounds)
    }
  }
}
