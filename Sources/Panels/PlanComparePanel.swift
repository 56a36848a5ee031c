import Drawing
import PostalModel

/// 对照: the numbers of two plans side by side, each judged by both.
public struct PlanComparePanel {
  public var showing: Showing
  public var selection: Int?

  public init(showing: Showing, selection: Int? = nil) {
    self.showing = showing
    self.selection = selection
  }

  /// One figure, and what each plan wants of it.
  public struct Row: Sendable {
    public var indicator: String
    public var left: TargetStanding?
    public var right: TargetStanding?
  }

  /// Every figure that either plan sets a number for; what both set comes first.
  public static func rows(of showing: Showing) -> [Row] {
    let left = targets(showing.plans)
    let right = targets(showing.beside?.standings)
    var names: [String] = []
    for standing in left + right where !names.contains(standing.target.indicator) {
      names.append(standing.target.indicator)
    }
    let rows = names.map { name in
      Row(
        indicator: name, left: left.last { $0.target.indicator == name },
        right: right.last { $0.target.indicator == name })
    }
    let kept = rows.filter { row in
      showing.filter.isEmpty || PlanComparePanel.name(row, showing).holds(showing.filter)
    }
    return kept.filter { $0.left != nil && $0.right != nil } + kept.filter { $0.left == nil || $0.right == nil }
  }

  /// Those of plans; the law stands below both.
  private static func targets(_ standings: [PlanStanding]?) -> [TargetStanding] {
    (standings ?? []).filter { $0.plan.id != Plan.law }.flatMap(\.targets)
  }

  private static func name(_ row: Row, _ showing: Showing) -> String {
    (row.left ?? row.right)?.target.name(among: showing.handbook.indicators, showing.handbook.language) ?? row.indicator
  }

  public func draw(on surface: inout Surface) {
    let words = showing.words
    let wording = showing.wording
    let rows = PlanComparePanel.rows(of: showing)
    func first(_ standings: [PlanStanding]?) -> PlanStanding? { standings?.first { $0.plan.id != Plan.law } }
    let own = first(showing.plans).map { wording.name($0.plan, isBorrowed: $0.isBorrowed) } ?? words["plans.noPlan"]
    let other =
      showing.beside.map { wording.name($0.plan, isBorrowed: first($0.standings)?.isBorrowed ?? false) } ?? ""
    let glyphs = surface.glyphs
    let cursor = selection.map { min($0, max(0, rows.count - 1)) }
    let hint = Scroll.hint(
      offset: Scroll.offset(selection: cursor, count: rows.count, height: surface.height - 3), count: rows.count,
      height: surface.height - 3)
    let box = Box(
      key: "6", title: words["panel.compare"], detail: "\(own) \(glyphs.separator) \(other)", note: showing.listNote,
      footer: hint, hasFocus: true)
    surface.panel(box, in: surface.bounds) { inside in
      guard showing.plans != nil, showing.beside?.standings != nil else {
        inside.write(words["explain.loading"], row: 0, role: .dim, maxWidth: inside.width)
        return
      }
      guard !rows.isEmpty else {
        inside.write(words["list.noMatch"], row: 0, role: .dim, maxWidth: inside.width)
        return
      }
      var name = Table.Column(words["column.indicator"], minimum: 18, priority: Table.Column.always)
      name.stretches = true
      name.ideal = 24
      func columns(_ plan: String, _ priority: Int) -> [Table.Column] {
        [
          Table.Column(plan, alignment: .right, minimum: glyphs.columns(of: plan), priority: Table.Column.always),
          Table.Column(words["column.status"], minimum: 2, priority: priority),
          Table.Column(words["column.deadline"], minimum: 8, priority: priority - 60),
          Table.Column(words["column.clause"], minimum: 9, ideal: 9, priority: priority - 70),
        ]
      }
      var table = Table(
        columns: [name, Table.Column(words["column.now"], alignment: .right, priority: 95)] + columns(own, 91)
          + columns(other, 90),
        rows: rows.map { row in
          let indicator = showing.handbook.indicator(row.indicator)
          let figure = row.left?.figure ?? row.right?.figure
          let now = indicator.map { wording.value(figure, $0, glyphs: glyphs) } ?? ""
          return [
            Table.Cell(PlanComparePanel.name(row, showing), .text),
            Table.Cell([
              Span(now, figure?.reading.ratio == nil ? .dim : .value, strong: figure?.reading.ratio != nil),
              Span(figure?.reading.ratio == nil ? "" : indicator.map { " " + wording.unit($0) } ?? "", .dim),
            ]),
          ] + side(row.left, glyphs) + side(row.right, glyphs)
        }, selection: selection.map { min($0, rows.count - 1) }, hasFocus: true, gap: 2)
      for place in [3, 7] {
        let width = table.widestText(of: place, glyphs: glyphs)
        table.columns[place].ideal = width
        table.columns[place].minimum = min(11, width)
      }
      inside.draw(table, in: inside.bounds)
    }
  }

  private func side(_ standing: TargetStanding?, _ glyphs: Glyphs) -> [Table.Cell] {
    guard let standing else { return [Table.Cell(glyphs.none, .dim), .empty, .empty, .empty] }
    let wording = showing.wording
    return [
      Table.Cell(wording.text(standing.target), .value),
      Table.Cell(wording.status(standing.figure, glyphs: glyphs)),
      Table.Cell(standing.target.deadline.map(wording.date) ?? "", .dim),
      Table.Cell(standing.target.clause, .dim),
    ]
  }
}
