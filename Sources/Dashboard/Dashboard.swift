import Drawing
import Panels
import PostalModel

/// The program as values: events in, effects out, and a screen for any size. It asks neither the time, nor the
/// terminal, nor the database.
public struct Dashboard: Sendable {
  public var handbook: Handbook
  public var glyphs: Glyphs
  var today: Day
  var time: String
  var size = Size(width: 80, height: 24)
  var session: Session
  var memory = Memory()
  let kept = Kept()
  /// Another one whenever what boards hold may have changed.
  var generation = Kept.fresh()
  public var keymap: Keymap
  /// Places one was at, the last at the end, each once; with those of the runs before.
  public var visited: [Visited] = []
  /// The name of the theme in use.
  public var theme = ""
  /// The theme seen while the cursor passes over it.
  var previewed: String?
  /// The places are drawn for a wall, which needs more of each than a screen does.
  var isWall = false
  /// A number being typed, and where one was before its first digit.
  var count: (number: Int, before: Left)?

  /// Where one is and how one came there.
  struct Session: Equatable, Sendable {
    var spot: Spot
    var history: [Step] = []
    /// Steps gone back from, the next one last.
    var future: [Step] = []
    /// The last lies on top.
    var sheets: [Sheet] = []
    var input: Input?
    /// Areas marked for comparison, at most two.
    var marked: [AreaCode] = []
    var notice: Notice?
    /// Keys pressed while their board is on its way.
    var queue: [Key] = []
    /// A typed address whose names are being looked up.
    var address: Address?
    /// Names that found nothing, tried once more as an area with an outlet.
    var isOutletTried = false

    /// The sheet on top; setting one puts it in the place of that, and nil takes that away.
    var sheet: Sheet? {
      get { sheets.last }
      set {
        if !sheets.isEmpty { sheets.removeLast() }
        if let newValue { sheets.append(newValue) }
      }
    }
  }

  /// The spot whose board is on the screen: the one before, until a new board is there.
  var shown: Spot?
  /// A board that could not be had is not asked for again by itself.
  var refused: BoardRequest?
  /// Why it could not be had.
  var refusal: String?

  public init(
    place: Place, handbook: Handbook, glyphs: Glyphs = Glyphs(), keymap: Keymap = .shipped, today: Day, time: String
  ) {
    self.keymap = keymap
    self.handbook = handbook
    self.glyphs = glyphs
    self.today = today
    self.time = time
    session = Session(spot: Spot(place, indicators: handbook.indicators))
  }

  /// The place shown, for the command line and for what is kept between two runs.
  public var place: Place { session.spot.place }

  /// What is needed for the first screen.
  public mutating func start() -> [Effect] { settle() }

  public mutating func update(_ event: Event) -> [Effect] {
    var effects: [Effect] = []
    switch event {
    case .shown: return fetchAhead([1, -1])
    case .rested: return fetchAhead([page, -page])
    case .key(let key): effects = press(key)
    case .resized(let size): self.size = size
    case .chosen(let line): choose(line)
    case .boardLoaded(let request, let board):
      memory.asked.remove(.loadBoard(request))
      memory.keep(board, for: request)
      generation = Kept.fresh()
      if refused == request { refused = nil }
      effects = drainQueue()
    case .trendLoaded(let trend): keep(trend)
    case .seriesLoaded(let request, let board):
      memory.asked.remove(.loadSeries(request))
      memory.keep(board, for: request)
    case .tileMapLoaded(let area, let map):
      memory.asked.remove(.loadTileMap(area))
      memory.tileMaps[area] = .some(map)
    case .evidenceLoaded(let evidence): keep(evidence)
    case .coverageLoaded(let request, let parts):
      memory.asked.remove(.loadCoverage(request))
      memory.coverage = (request, parts)
    case .brandsLoaded(let request, let found):
      memory.asked.remove(.loadBrands(request))
      memory.keep(found, for: request)
    case .whatIfLoaded(let request, let ground):
      memory.asked.remove(.loadWhatIf(request))
      memory.whatIf = (request, ground)
    case .assessmentLoaded(let request, let answer): keep(answer, for: request)
    case .outletLoaded(let id, let outlet):
      memory.asked.remove(.loadOutlet(id))
      memory.keep(outlet, for: id)
    case .placesFound(let areas): effects = found(areas)
    case .searched(let text, let places):
      memory.forgetAsked { if case .search(text, _) = $0 { true } else { false } }
      memory.found = (text, places)
      effects = drainQueue()
    case .themesLoaded(let themes):
      memory.asked.remove(.loadThemes)
      memory.themes = themes
      standOnTheme()
    case .wordsLoaded(let words):
      handbook.words = words
      generation = Kept.fresh()
    case .paused: count = nil
    case .ledgerLoaded(let entries):
      memory.asked.remove(.loadLedger)
      memory.ledger = entries
    case .plansLoaded(let request, let standings):
      memory.asked.remove(.loadPlans(request))
      memory.keep(standings, for: request)
    case .planTextLoaded(let plan, let text):
      memory.asked.remove(.loadPlanText(plan))
      memory.texts[plan] = .some(text)
    case .sourceLoaded(let key, let record):
      memory.forgetAsked { if case .loadSource(key, _, _) = $0 { true } else { false } }
      memory.keep(record, for: key)
    case .importLoaded(let id, let record):
      memory.asked.remove(.loadImport(id))
      memory.imports[id] = .some(record)
    case .itemLoaded(let key, let history):
      memory.asked.remove(.loadItem(key))
      memory.items[key] = .some(history)
      // What can be done next is another list now.
      if case .item(key, _, _)? = session.sheet { session.sheet!.offset = 0 }
    case .stepRecorded(let key):
      if case .step(let draft)? = session.sheet, draft.key == key { session.sheet = nil }
      forget()
    case .dueLoaded(let request, let board):
      memory.asked.remove(.loadDue(request))
      memory.due = (request, board)
    case .reconcileLoaded(let request, let board):
      memory.asked.remove(.loadReconcile(request))
      memory.reconcile = (request, board)
    case .folderListed(let listing):
      memory.forgetAsked { if case .listFolder = $0 { true } else { false } }
      memory.folder = listing
      if case .files(var picker)? = session.sheet {
        picker.folder = listing.path
        session.sheet = .files(picker)
      }
    case .importMoved(let stage):
      if case .importing(let order, _)? = session.sheet { session.sheet = .importing(order, stage) }
    case .importEnded(let report): ended(report)
    case .done(let zh, let en):
      session.notice = Notice(text: handbook.language == .zh ? zh : en, isError: false)
    case .clockTicked(let day, let time):
      self.time = time
      // Whether a return is late depends on the day.
      if day != today { forget() }
      today = day
    case .storeChanged: forget()
    case .failed(let zh, let en): fail(handbook.language == .zh ? zh : en)
    }
    // However the palette was left, what was only looked at in it goes.
    if palette == nil { effects += preview(nil) }
    return effects + settle()
  }

  // MARK: Boards

  var board: Board? { memory.boards[session.spot.place.request] }

  /// Asks for what the place needs and is not there, and puts the cursor where it can stand.
  mutating func settle() -> [Effect] {
    var effects: [Effect] = []
    let request = session.spot.place.request
    guard let board else {
      if refused != request { ask(.loadBoard(request), &effects) }
      return effects
    }
    let showing = showing(session.spot, board)
    let items = items(of: showing, board: board)
    if session.spot.selection.map({ !items.contains($0) }) ?? true {
      // Which one stands first in an order by changes is known when they have come.
      let isOrdered = !session.spot.place.sort.isOfChange || showing.past != nil
      session.spot.selection = isOrdered ? items.first : nil
    }
    shown = session.spot
    visit(board)
    askSheets(board, &effects)
    let listsWorst = session.spot.place.panel == .overview && (isWall || OverviewPanel.showsPlans(in: size))
    // The tasks of its own plan are among the open items of an area, and counted in the header.
    let hasTasks = handbook.planBook.plans.contains { $0.area != nil && $0.area == session.spot.place.area }
    if session.spot.place.panel == .plans || listsWorst || hasTasks {
      for wanted in [request] + (session.spot.place.besideRequest.map { [$0] } ?? []) where memory.plans[wanted] == nil
      {
        ask(.loadPlans(wanted), &effects)
      }
      if case .clause(let plan, _, _)? = session.sheet, memory.texts[plan] == nil { ask(.loadPlanText(plan), &effects) }
    }
    if listsWorst, memory.plans[request] != nil { memory.keepLists(for: request, [showing.worstFirst]) }
    if session.spot.place.panel == .plans, memory.plans[request] != nil {
      let now = list(session.spot, board)
      memory.keepLists(for: request, session.spot.place.indicator == nil ? [now] : [now.inPlanOrder])
    }
    if session.spot.place.panel == .data { askData(&effects) }
    if board.facts.imports == 0 { return effects }
    if let beside = session.spot.place.besideRequest, memory.boards[beside] == nil, refused != beside {
      ask(.loadBoard(beside), &effects)
    }
    let settled = self.showing(session.spot, board)
    if settled.focus == .villages, session.spot.place.area != nil, memory.coverage?.request != coverageRequest {
      ask(.loadCoverage(coverageRequest), &effects)
    }
    askTrends(settled, board, &effects)
    askPast(board, &effects)
    if isWall { askForWall(board, &effects) }
    askPictures(settled, board, &effects)
    let takesApart = session.sheets.contains {
      switch $0 {
      case .explain, .sources: true
      default: false
      }
    }
    if takesApart, let key = evidenceKey(settled), let limit = rowsWanted(key) {
      ask(
        .loadEvidence(area: key.area, indicator: key.indicator, period: key.period, plan: key.plan, limit: limit),
        &effects)
    }
    if let id = session.spot.place.outlet, memory.outlets[id] == nil, !board.outlets.contains(where: { $0.id == id }) {
      ask(.loadOutlet(id), &effects)
    }
    return effects
  }

  /// Notes the place as one that was visited.
  private mutating func visit(_ board: Board) {
    var place = session.spot.place
    place.period = board.period
    guard visited.last?.place != place else { return }
    visited.removeAll { $0.place.shape == place.shape }
    visited.append(Visited(place: place, title: title(of: place, board)))
    if visited.count > Dashboard.visitedLimit { visited.removeFirst() }
  }

  static let visitedLimit = 40

  private func title(of place: Place, _ board: Board) -> String {
    var parts = [board.area?.name ?? handbook.words["place.top"], place.panel.tab(handbook.words)]
    if let outlet = place.outlet { parts[1] = outlet }
    if let indicator = place.indicator.flatMap(handbook.indicator) { parts.append(indicator.short(handbook.language)) }
    return (parts + [board.period.description]).joined(separator: " \(glyphs.separator) ")
  }

  /// How many rows of a figure to ask for: some at first, and more when the cursor comes near their end; nil where those
  /// at hand will do.
  private func rowsWanted(_ key: Memory.EvidenceKey) -> Int? {
    guard let evidence = memory.evidence[key] else { return 200 }
    let asked = memory.evidenceLimits[key] ?? 0
    guard case .sources(let cursor)? = session.sheet, evidence.rows.count < evidence.total,
      evidence.rows.count >= asked, cursor >= evidence.rows.count - 50
    else { return nil }
    return asked * 4
  }

  /// What the open sheet needs.
  private mutating func askSheets(_ board: Board, _ effects: inout [Effect]) {
    switch session.sheet {
    case .files(let picker)? where memory.folder == nil || memory.folder?.path != picker.folder:
      ask(.listFolder(picker.folder), &effects)
    case .compare?:
      for code in session.marked {
        let wanted = compareRequest(code)
        if memory.boards[wanted] == nil, refused != wanted { ask(.loadBoard(wanted), &effects) }
      }
    case .palette(let palette)?:
      if memory.themes == nil { ask(.loadThemes, &effects) }
      let isSearched = palette.scope == .all && !palette.text.isEmpty && memory.found?.text != palette.text
      if isSearched { ask(.search(palette.text, near: session.spot.place.area), &effects) }
    case .item(let key, _, _)? where memory.items[key] == nil: ask(.loadItem(key), &effects)
    case .step(let draft)? where memory.items[draft.key] == nil: ask(.loadItem(draft.key), &effects)
    case .whatIf(let trial)? where memory.whatIf?.request != trial.request:
      ask(.loadWhatIf(trial.request), &effects)
    case .brands(let look)? where memory.brands[look.request] == nil: ask(.loadBrands(look.request), &effects)
    case .assessment(let request, _)? where memory.assessment?.request != request,
      .assessmentLines(let request, _, _)? where memory.assessment?.request != request:
      ask(.loadAssessment(request), &effects)
    case .source(let key, _)? where memory.sources[key] == nil:
      ask(.loadSource(key, period: board.period, plan: session.spot.place.plan), &effects)
    default: break
    }
  }

  /// What the open part of the panel of data needs.
  private mutating func askData(_ effects: inout [Effect]) {
    if let id = importShown {
      if memory.imports[id] == nil { ask(.loadImport(id), &effects) }
      return
    }
    switch DataView(session.spot.place.indicator) {
    case .ledger: if memory.ledger == nil { ask(.loadLedger, &effects) }
    case .due: if memory.due?.request != dueRequest { ask(.loadDue(dueRequest), &effects) }
    case .reconcile: if memory.reconcile?.request != dueRequest { ask(.loadReconcile(dueRequest), &effects) }
    }
  }

  /// The import that is open on the panel of data.
  var importShown: Int? {
    session.spot.place.panel == .data ? session.spot.place.indicator.flatMap { Int($0) } : nil
  }

  /// What is owed is asked for the period shown.
  var dueRequest: BoardRequest {
    var request = session.spot.place.request
    request.period = request.period ?? board?.period
    request.plan = nil
    return request
  }

  /// Villages are counted by no plan.
  var coverageRequest: BoardRequest { dueRequest }

  mutating func ask(_ effect: Effect, _ effects: inout [Effect]) {
    if memory.asked.insert(effect).inserted { effects.append(effect) }
  }

  private mutating func askTrends(_ showing: Showing, _ board: Board, _ effects: inout [Effect]) {
    var wanted: [(AreaCode, String)] = []
    if let row = showing.subject, let indicator = showing.subjectIndicator {
      wanted.append((row.area.code, indicator.id))
    }
    if let own = board.own {
      let panels = session.spot.place.panel == .overview ? PanelKind.headline : [session.spot.place.panel]
      for panel in panels where !panel.listsMeasures {
        let indicators = handbook.headlineIndicators(of: panel)
        if let worst = Ordering.worst(of: own, among: indicators) ?? indicators.first {
          wanted.append((own.area.code, worst.id))
        }
      }
    }
    for (area, indicator) in wanted { askTrend(of: area, indicator, board, &effects) }
  }

  mutating func askTrend(of area: AreaCode, _ indicator: String, _ board: Board, _ effects: inout [Effect]) {
    let key = TrendKey(area: area, indicator: indicator, last: board.period.last, plan: session.spot.place.plan)
    guard memory.trends[key] == nil else { return }
    ask(
      .loadTrend(area: area, indicator: indicator, last: key.last, months: Dashboard.months, plan: key.plan), &effects)
  }

  /// The series of the rows so many lines away, so that the next step of the cursor finds its own.
  private mutating func fetchAhead(_ steps: [Int]) -> [Effect] {
    var effects: [Effect] = []
    let panel = session.spot.place.panel
    guard let board, session.sheets.isEmpty, session.queue.isEmpty, panel == .overview || panel.listsFigures,
      board.facts.imports > 0
    else { return effects }
    let showing = showing(session.spot, board)
    guard let index = showing.selectedIndex else { return effects }
    for step in steps {
      let beside = min(max(0, index + step), showing.rows.count - 1)
      guard beside != index else { continue }
      var next = showing
      next.selection = .area(showing.rows[beside].area.code)
      guard let row = next.subject, let indicator = next.subjectIndicator else { continue }
      askTrend(of: row.area.code, indicator.id, board, &effects)
    }
    return effects
  }

  /// Two years show a season against the one before.
  static let months = 24

  func evidenceKey(_ showing: Showing) -> Memory.EvidenceKey? {
    guard let row = showing.subject, let indicator = showing.subjectIndicator else { return nil }
    return Memory.EvidenceKey(
      area: row.area.code, indicator: indicator.id, period: showing.board.period, plan: showing.plan)
  }

  private mutating func keep(_ trend: PostalModel.Trend) {
    for effect in memory.asked {
      guard case .loadTrend(let area, let indicator, let last, _, let plan) = effect, trend.area == area,
        trend.indicator == indicator, trend.points.last.map({ $0.month == last }) ?? true
      else { continue }
      memory.asked.remove(effect)
      memory.keep(trend, for: TrendKey(area: area, indicator: indicator, last: last, plan: plan))
    }
  }

  private mutating func keep(_ evidence: Evidence) {
    for effect in memory.asked {
      guard case .loadEvidence(let area, let indicator, let period, let plan, let limit) = effect,
        evidence.area == area,
        evidence.indicator == indicator, evidence.period == period
      else { continue }
      memory.asked.remove(effect)
      memory.keep(
        evidence, for: Memory.EvidenceKey(area: area, indicator: indicator, period: period, plan: plan), limit: limit)
    }
  }

  /// Everything is fetched anew; the screen stays until it has come.
  mutating func forget() {
    if let request = shown?.place.request, let board = memory.boards[request] { lastBoard = (request, board) }
    let folder = memory.folder
    memory = Memory()
    memory.folder = folder
    refused = nil
  }

  /// The board on the screen while it is fetched again.
  private(set) var lastBoard: (request: BoardRequest, board: Board)?

  private mutating func fail(_ text: String) {
    if isSearching, let palette {
      memory.forgetAsked { if case .search = $0 { true } else { false } }
      memory.found = (palette.text, [])
      session.queue = []
    }
    session.notice = Notice(text: text, isError: true)
    session.address = nil
    // What failed beside a board stays asked for, so that it is not tried again and again.
    guard board == nil else { return }
    memory.asked.remove(.loadBoard(session.spot.place.request))
    session.queue = []
    refused = session.spot.place.request
    refusal = text
    // Back to what can be shown.
    if let step = session.history.last, memory.boards[step.spot.place.request] != nil {
      session.history.removeLast()
      session.spot = step.spot
    }
  }

  // MARK: What is shown

  /// What a spot shows of a board. In the list of open items the subject is the item the cursor is on.
  func showing(_ spot: Spot, _ board: Board) -> Showing {
    var showing = list(spot, board)
    if spot.place.panel.listsMeasures {
      // The line the cursor is on: of the figure chosen, else the first.
      let items = MeasuresPanel.items(of: showing, panel: spot.place.panel)
      let chosen = items.first { .area($0.area) == spot.selection && $0.indicator == spot.place.indicator }
      guard let item = chosen ?? items.first(where: { $0.indicator == spot.place.indicator }) ?? items.first else {
        return showing
      }
      showing.selection = .area(item.area)
      showing.indicator = item.indicator
      return showing
    }
    if spot.place.panel == .plans, let key = spot.place.indicator {
      // The figure of a target that is open is what its trend is of.
      let list = PlanList.of(showing.inPlanOrder)
      if let place = list.entry(named: key), case .target(let standing) = list.entries[place].item,
        let indicator = handbook.indicator(standing.target.indicator),
        let panel = PanelKind(rawValue: indicator.panel)
      {
        showing.selection = nil
        showing.focus = panel
        showing.indicator = indicator.id
      }
      return showing
    }
    guard spot.place.panel == .openItems else { return showing }
    let items = OpenItemsPanel.items(of: showing)
    guard items.indices.contains(spot.cursor),
      let indicator = items[spot.cursor].indicator.flatMap(handbook.indicator)
    else { return showing }
    showing.selection = .area(items[spot.cursor].area.code)
    showing.focus = PanelKind(rawValue: indicator.panel) ?? showing.focus
    showing.indicator = indicator.id
    return showing
  }

  private func list(_ spot: Spot, _ board: Board) -> Showing {
    let place = spot.place
    let focus = place.panel.listsFigures || place.panel.listsMeasures ? place.panel : spot.focus
    let indicators = handbook.indicators(of: focus)
    let chosen = indicators.filter { $0.id == place.indicator }
    let own = board.own.map { [$0] } ?? []
    // Panels of the area's own figures are about itself; the filter there is one of figures.
    let isOwn = place.panel.listsMeasures && !own.isEmpty
    let rows = board.rows.isEmpty || isOwn ? own : board.rows
    let list = Kept.List(
      area: board.area?.code, period: board.period, plan: place.plan, beside: place.beside, panel: place.panel,
      focus: focus, indicator: place.sort == .worst ? nil : chosen.first?.id, sort: place.sort,
      isReversed: place.isReversed, filter: place.filter, marked: session.marked, language: handbook.language)
    let past = past(place, board)
    let lead = place.sort.isOfChange && chosen.isEmpty ? lead(of: indicators, board) : chosen
    let ordered = kept.rows(list, generation, [place.sort.isOfChange && past != nil ? 1 : 0]) {
      Ordering.rows(
        rows, by: place.sort, isReversed: place.isReversed,
        indicators: place.sort != .worst && !lead.isEmpty ? lead : indicators,
        filter: board.rows.isEmpty || place.panel.listsMeasures || place.panel == .openItems ? "" : place.filter,
        changes: changes(place, board, lead.first, past),
        labels: { statusLabels(of: $0, indicators) })
    }
    var showing = Showing(
      handbook: handbook, board: board, today: today, rows: ordered,
      outlets: Ordering.outlets(board.outlets, filter: place.filter), selection: spot.selection,
      panel: place.panel, focus: focus,
      indicator: place.panel == .plans || place.panel == .data ? nil : place.indicator, plan: place.plan,
      sort: place.sort, filter: place.filter, isTypingFilter: isTypingFilter, trends: memory.trends,
      plans: memory.plans[place.request], beside: beside(place))
    showing.planLists = memory.lists(for: place.request)
    showing.kept = kept
    showing.generation = generation
    showing.list = list
    if let coverage = memory.coverage, coverage.request == coverageRequest { showing.coverage = coverage.parts }
    showing.isHalf = spot.isHalf
    showing.shift = spot.shift
    showing.isReversed = place.isReversed
    showing.marked = session.marked
    showing.past = past
    showPictures(place, board, &showing)
    return showing
  }

  /// The words and marks a list can be filtered by: how a row stands by any of the indicators shown.
  private func statusLabels(of row: BoardRow, _ indicators: [Indicator]) -> [String] {
    Set(indicators.compactMap { row.figures[$0.id]?.status }).flatMap { status in
      [handbook.words["status.\(status.rawValue)"], status.mark, status.asciiMark, status.rawValue]
    }.filter { !$0.isEmpty }
  }

  private func beside(_ place: Place) -> Showing.Beside? {
    guard let request = place.besideRequest, let plan = request.plan.flatMap(handbook.planBook.plan) else { return nil }
    let rows = memory.boards[request]?.rows ?? []
    return Showing.Beside(
      plan: plan, standings: memory.plans[request],
      rows: Dictionary(rows.map { ($0.area.code, $0) }, uniquingKeysWith: { first, _ in first }))
  }

  private var isTypingFilter: Bool { if case .filter = session.input { true } else { false } }

  /// What the cursor moves over: the areas, and where outlets are listed those below them.
  func items(of showing: Showing, board: Board) -> [Selection] {
    let listsOutlets =
      showing.focus == .outlets && !board.outlets.isEmpty && showing.view == .table
      && (session.spot.place.panel == .outlets || board.rows.isEmpty)
    var items: [Selection] = []
    if !board.rows.isEmpty || !listsOutlets { items = showing.rows.map { .area($0.area.code) } }
    if listsOutlets { items += showing.outlets.map { .outlet($0.id) } }
    return items
  }
}
