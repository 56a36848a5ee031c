import Panels
import PostalModel

/// What was fetched. It can be dropped at any time and is no part of where one is.
struct Memory: Sendable {
  struct EvidenceKey: Hashable, Sendable {
    var area: AreaCode
    var indicator: String
    var period: Period
    var plan: String?
  }

  /// A wall runs for months: only the boards used last are kept.
  private static let boardLimit = 24
  private static let seriesLimit = 256
  /// A month of every figure of every row: the largest of what is kept.
  private static let pictureLimit = 6

  private(set) var boards: [BoardRequest: Board] = [:]
  private var order: [BoardRequest] = []
  private(set) var trends: [TrendKey: Trend] = [:]
  private(set) var series: [SeriesRequest: SeriesBoard] = [:]
  /// By area; nil inside where nobody drew one.
  var tileMaps: [AreaCode: TileMap?] = [:]
  private(set) var evidence: [EvidenceKey: Evidence] = [:]
  /// How many rows were asked for.
  private(set) var evidenceLimits: [EvidenceKey: Int] = [:]
  private(set) var outlets: [String: Outlet?] = [:]
  var ledger: [LedgerEntry]?
  private(set) var sources: [SourceKey: SourceRecord?] = [:]
  var imports: [Int: ImportRecord?] = [:]
  /// What was done about items; nil inside where nothing was.
  var items: [ItemKey: ItemHistory?] = [:]
  /// Villages as reported and as verified, of the place last shown with them.
  var coverage: (request: BoardRequest, parts: [AreaCode: VillageCoverage])?
  /// 考核 of the area that it was last asked for.
  var assessment: (request: AssessmentRequest, answer: AssessmentAnswer)?
  /// What the what-if that is open starts from.
  var whatIf: (request: WhatIfRequest, ground: WhatIfGround?)?
  private(set) var brands: [BrandRequest: BrandBoard?] = [:]
  var due: (request: BoardRequest, board: DueBoard)?
  var reconcile: (request: BoardRequest, board: ReconcileBoard)?
  var folder: FolderListing?
  /// What answered the text last searched for.
  var found: (text: String, places: [FoundPlace])?
  var themes: [ThemeChoice]?
  private(set) var plans: [BoardRequest: [PlanStanding]] = [:]
  /// The lists made of the plans of one place: the one shown and the one in the plan's own order.
  private(set) var planLists: (request: BoardRequest, lists: [PlanList.Key: PlanList])?
  /// By plan; nil inside where there is none.
  var texts: [String: String?] = [:]
  /// What is on its way, so that nothing is asked for twice.
  var asked: Set<Effect> = []

  mutating func keep(_ board: Board, for request: BoardRequest) {
    for key in [request, BoardRequest(area: request.area, period: board.period, plan: request.plan)] {
      boards[key] = board
      order.removeAll { $0 == key }
      order.append(key)
    }
    while order.count > Memory.boardLimit { boards[order.removeFirst()] = nil }
  }

  mutating func keep(_ record: SourceRecord?, for key: SourceKey) {
    if sources.count >= Memory.seriesLimit { sources.removeAll() }
    sources[key] = .some(record)
  }

  /// Something that was asked for has come.
  mutating func forgetAsked(_ isIt: (Effect) -> Bool) { asked = asked.filter { !isIt($0) } }

  mutating func keep(_ trend: Trend, for key: TrendKey) {
    if trends.count >= Memory.seriesLimit { trends.removeAll() }
    trends[key] = trend
  }

  mutating func keep(_ board: SeriesBoard, for request: SeriesRequest) {
    if series.count >= Memory.pictureLimit { series.removeAll() }
    series[request] = board
  }

  mutating func keep(_ board: BrandBoard?, for request: BrandRequest) {
    if brands.count >= Memory.boardLimit { brands.removeAll() }
    brands[request] = .some(board)
  }

  mutating func keep(_ standings: [PlanStanding], for request: BoardRequest) {
    if plans.count >= Memory.boardLimit { plans.removeAll() }
    plans[request] = standings
    planLists = nil
  }

  /// Makes the lists of a place that are not at hand.
  mutating func keepLists(for request: BoardRequest, _ showings: [Showing]) {
    var lists = planLists.flatMap { $0.request == request ? $0.lists : nil } ?? [:]
    if lists.count > 8 { lists = [:] }
    for showing in showings {
      let key = PlanList.Key(sort: showing.sort, filter: showing.filter)
      if lists[key] == nil { lists[key] = PlanList(showing.plans ?? [], showing) }
    }
    planLists = (request, lists)
  }

  func lists(for request: BoardRequest) -> [PlanList.Key: PlanList] {
    planLists.flatMap { $0.request == request ? $0.lists : nil } ?? [:]
  }

  mutating func keep(_ found: Evidence, for key: EvidenceKey, limit: Int) {
    if evidence.count >= Memory.seriesLimit { evidence.removeAll() }
    evidence[key] = found
    evidenceLimits[key] = limit
  }

  mutating func keep(_ outlet: Outlet?, for id: String) {
    if outlets.count >= Memory.seriesLimit { outlets.removeAll() }
    outlets[id] = .some(outlet)
  }
}
