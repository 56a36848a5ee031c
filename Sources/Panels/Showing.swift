import Drawing
import PostalModel

/// What a list has its cursor on.
public enum Selection: Hashable, Sendable {
  case area(AreaCode)
  case outlet(String)
}

/// Names a series through time.
public struct TrendKey: Hashable, Sendable {
  public var area: AreaCode
  public var indicator: String
  public var last: Month
  public var plan: String?

  public init(area: AreaCode, indicator: String, last: Month, plan: String?) {
    self.area = area
    self.indicator = indicator
    self.last = last
    self.plan = plan
  }
}

/// Everything a panel is drawn from: the board as it came, and what of it the person looks at.
public struct Showing: Sendable {
  public var handbook: Handbook
  public var board: Board
  public var today: Day
  /// Rows in the order shown, what the filter hides left out.
  public var rows: [BoardRow]
  public var outlets: [Outlet]
  public var selection: Selection?
  /// The panel on the screen.
  public var panel: PanelKind
  /// The panel that the cursor is in.
  public var focus: PanelKind
  /// The indicator chosen by hand; nil takes the worst of the selected row.
  public var indicator: String?
  /// The plan borrowed as the measure.
  public var plan: String?
  public var sort: SortOrder
  public var filter: String
  /// The filter is being typed.
  public var isTypingFilter: Bool
  public var trends: [TrendKey: PostalModel.Trend]
  /// How the plans in use stand; nil while it is being fetched.
  public var plans: [PlanStanding]?
  /// Lists of the plans that were made already, by order and filter.
  public var planLists: [PlanList.Key: PlanList] = [:]
  /// How the panel lays out its areas.
  public var view = ListView.table
  /// The months before, of all rows; nil while it is being fetched or not wanted.
  public var series: SeriesBoard?
  /// 变化: the period shown with those before it, back to the same of the year before, of all that is listed and all
  /// indicators of the panel; nil while it is being fetched or not wanted.
  public var past: SeriesBoard?
  /// Where the areas lie as tiles; nil: nobody drew it.
  public var tileMap: TileMap?
  /// A second plan beside the one in use: how it stands, and the board judged by it.
  public var beside: Beside?

  /// What was made of this board before.
  ///
  /// Weak: what is kept may hold what it was made of, and would hold what keeps it.
  public weak var kept: Kept?
  public var generation = 0
  /// The rows shown, by what they are; nil: nothing of them is kept.
  public var list: Kept.List?
  /// The largest panel of the overview takes most of the screen.
  public var isHalf = false
  /// Columns left out after the first, as when a table is moved sideways.
  public var shift = 0
  /// The order is the other way round.
  public var isReversed = false
  /// Villages as reported and as verified, of the area shown and its parts; empty while it is being fetched.
  public var coverage: [AreaCode: VillageCoverage] = [:]
  /// Areas marked for comparison.
  public var marked: [AreaCode] = []

  /// A second plan as the measure.
  public struct Beside: Sendable {
    public var plan: Plan
    /// nil while it is being fetched.
    public var standings: [PlanStanding]?
    /// The rows of the board by area.
    public var rows: [AreaCode: BoardRow]

    public init(plan: Plan, standings: [PlanStanding]?, rows: [AreaCode: BoardRow]) {
      self.plan = plan
      self.standings = standings
      self.rows = rows
    }
  }

  public init(
    handbook: Handbook, board: Board, today: Day, rows: [BoardRow], outlets: [Outlet], selection: Selection?,
    panel: PanelKind, focus: PanelKind, indicator: String?, plan: String?, sort: SortOrder, filter: String,
    isTypingFilter: Bool,
    trends: [TrendKey: PostalModel.Trend], plans: [PlanStanding]? = nil, beside: Beside? = nil
  ) {
    self.handbook = handbook
    self.board = board
    self.today = today
    self.rows = rows
    self.outlets = outlets
    self.selection = selection
    self.panel = panel
    self.focus = focus
    self.indicator = indicator
    self.plan = plan
    self.sort = sort
    self.filter = filter
    self.isTypingFilter = isTypingFilter
    self.trends = trends
    self.plans = plans
    self.beside = beside
  }

  var words: Words { handbook.words }
  var wording: Wording { Wording(handbook: handbook) }

  /// The position of the selected area among the rows.
  public var selectedIndex: Int? {
    guard case .area(let code) = selection else { return nil }
    return rows.firstIndex { $0.area.code == code }
  }

  public var selectedRow: BoardRow? { selectedIndex.map { rows[$0] } }

  public var selectedOutlet: Outlet? {
    guard case .outlet(let id) = selection else { return nil }
    return outlets.first { $0.id == id }
  }

  /// The row the sentence is about: the selected one, or the area itself.
  public var subject: BoardRow? { selectedRow ?? board.own ?? rows.first }

  /// The indicator the sentence is about.
  public var subjectIndicator: Indicator? {
    let own = handbook.indicators(of: focus)
    let shown = own.isEmpty ? handbook.indicators(of: .outlets) : own
    if let indicator, let found = shown.first(where: { $0.id == indicator }) { return found }
    // A list of one figure keeps it while the cursor moves over its areas.
    guard let subject = view == .table ? subject : board.own ?? board.rows.first else { return shown.first }
    return Ordering.worst(of: subject, among: shown) ?? shown.first
  }

  /// False where it is known that nothing of the subject came in all the months shown.
  var hasTrend: Bool {
    guard let row = subject, let indicator = subjectIndicator, let trend = trend(row.area.code, indicator.id) else {
      return true
    }
    return trend.points.contains { $0.ratio != nil }
  }

  /// The month stocks and series end with.
  public var lastMonth: Month { board.period.last }

  func trend(_ area: AreaCode?, _ indicator: String) -> PostalModel.Trend? {
    area.flatMap { trends[TrendKey(area: $0, indicator: indicator, last: lastMonth, plan: plan)] }
  }

  /// What stands in the frame of a list: the filter and the order, unless they are the usual ones.
  var listNote: String? {
    var parts: [String] = []
    if !filter.isEmpty || isTypingFilter { parts.append(words["note.filter", filter + (isTypingFilter ? "_" : "")]) }
    if sort != panel.orders[0] || isReversed {
      parts.append(words[isReversed ? "note.sort.reversed" : "note.sort", words["sort.\(sort.rawValue)"]])
    }
    if !marked.isEmpty { parts.append(words["note.marked", String(marked.count)]) }
    return parts.isEmpty ? nil : parts.joined(separator: "  ")
  }
}
