import Drawing
import PostalModel

/// One target, task or rule of a plan on the whole screen.
public struct PlanItemPanel {
  public var showing: Showing
  /// What an address names: the id of a target, task or rule, or an indicator.
  public var key: String
  /// The first line shown.
  public var offset: Int

  public init(showing: Showing, key: String, offset: Int = 0) {
    self.showing = showing
    self.key = key
    self.offset = offset
  }

  /// The clause that Enter opens, and its plan; nil where there is no such item.
  public static func clause(of showing: Showing, key: String) -> (plan: Plan, clause: String)? {
    let list = PlanList.of(showing.inPlanOrder)
    return list.entry(named: key).map { (list.plan(of: $0), list.entries[$0].item.clause) }
  }

  /// How many lines it has in a width.
  public func rows(width: Int, glyphs: Glyphs) -> Int {
    let list = PlanList.of(showing.inPlanOrder)
    guard let place = list.entry(named: key) else { return 0 }
    let width = Box.interior(of: Rect(column: 0, row: 0, width: width, height: 3)).width
    return facts(list, place, glyphs).rows(width: width, glyphs: glyphs).count
  }

  private func facts(_ list: PlanList, _ place: Int, _ glyphs: Glyphs) -> Facts {
    Facts(PlanFacts(showing: showing, glyphs: glyphs).whole(list, place))
  }

  public func draw(on surface: inout Surface) {
    let words = showing.words
    let list = PlanList.of(showing.inPlanOrder)
    guard showing.plans != nil, let place = list.entry(named: key) else {
      surface.panel(Box(key: "6", title: words["panel.plans"], hasFocus: true), in: surface.bounds) {
        let text = showing.plans == nil ? words["explain.loading"] : words["plans.unknown", key]
        $0.write(text, row: 0, role: .dim, maxWidth: $0.width)
      }
      return
    }
    let item = list.entries[place].item
    let below = picture(item, list.plan(of: place))
    let facts = facts(list, place, surface.glyphs)
    let count = facts.rows(width: Box.interior(of: surface.bounds).width, glyphs: surface.glyphs).count
    let spare = surface.height - count - 4
    let bands = surface.bounds.splitBottom(below != nil && spare >= 7 && surface.width >= 60 ? min(16, spare) : 0)
    surface.within(bands.rest) { surface in
      let height = Box.interior(of: surface.bounds).height
      let shown = min(max(0, offset), max(0, count - height))
      let box = Box(
        key: "6", title: item.title(showing.handbook), note: list.plan(of: place).name(showing.handbook.language),
        footer: Scroll.hint(offset: shown, count: count, height: height), hasFocus: true)
      surface.panel(box, in: surface.bounds) { facts.draw(on: &$0, from: shown) }
    }
    if bands.bottom.height > 0, let below { surface.within(bands.bottom) { below(&$0) } }
  }

  /// The way of the figure, or of the progress of a task; nil where nothing came.
  private func picture(_ item: PlanItem, _ plan: Plan) -> ((inout Surface) -> Void)? {
    switch item {
    case .rule: return nil
    case .target:
      guard showing.hasTrend, showing.board.own != nil else { return nil }
      return { TrendPanel(showing: showing).draw(on: &$0) }
    case .task(let standing):
      guard let picture = TaskTrend(standing, plan: plan, now: showing.board.period.last, words: showing.words) else {
        return nil
      }
      return { surface in
        surface.panel(
          Box(
            title: showing.words["panel.trend"], detail: showing.words["plans.progress"] + " %",
            note: showing.words["trend.path"]), in: surface.bounds
        ) {
          $0.draw(picture, in: $0.bounds)
        }
      }
    }
  }
}

extension Showing {
  /// Without the filter and in the plan's own order.
  public var inPlanOrder: Showing {
    var copy = self
    copy.filter = ""
    copy.sort = .clause
    return copy
  }
}
