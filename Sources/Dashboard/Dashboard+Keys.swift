import Drawing
import Panels
import PostalModel

extension Dashboard {
  /// Where a key is pressed.
  var context: Keymap.Context {
    switch session.sheet {
    case .explain?: return .explain
    case .palette?: return .palette
    case .clause?: return .sheet
    case .whatIf?: return .whatIf
    case .brands?: return .brands
    case .assessment?: return .assessment
    case .assessmentLines?: return .assessmentLines
    case .compare?: return .besideAreas
    case .sources?: return .sources
    case .source?: return .source
    case .item?: return .item
    case .step?: return .step
    case .files?: return .files
    case .importing?: return .importing
    case .imported(let report, _)?:
      if report.order.isDryRun { return .preview }
      return report.parts.contains { $0.rejected > 0 } ? .rejects : .result
    case nil: break
    }
    if let board, board.facts.imports == 0, session.spot.place.panel != .data { return .start }
    if session.spot.place.outlet != nil { return .record }
    switch session.spot.place.panel {
    case .overview: return .overview
    case .outlets, .packaging, .safety, .villages: return session.spot.place.view == .tiles ? .tiles : .figures
    case .openItems: return .list
    case .plans:
      return session.spot.place.indicator != nil ? .planItem : session.spot.place.beside != nil ? .compare : .plans
    case .service, .scale: return .measures
    case .data:
      if importShown != nil { return .importRecord }
      switch DataView(session.spot.place.indicator) {
      case .ledger: return .ledger
      case .due: return .due
      case .reconcile: return .reconcile
      }
    }
  }

  mutating func press(_ key: Key) -> [Effect] {
    if key == .control("c"), keymap.permits(.quit, in: context) { return [.quit] }
    if case .resized = key { return [] }
    // Giving up does not wait for what is given up.
    if key == .escape, isSearching { session.queue = [] }
    // A key pressed while what it acts on is on its way waits for it, and those after it wait behind it.
    if !session.queue.isEmpty || mustWait(key) {
      if refused != session.spot.place.request {
        // A click is meant for what was seen when it was made.
        if case .mouse = key { return [] }
        session.queue.append(key)
        return []
      }
    }
    return handle(key)
  }

  /// For its board, unless it does without; and Enter for what the palette has been asked.
  private func mustWait(_ key: Key) -> Bool {
    board == nil && !isImmediate(key) || key == .enter && isSearching
  }

  /// The palette waits for the areas that answer what is typed.
  var isSearching: Bool {
    guard let palette, palette.scope == .all, !palette.text.isEmpty else { return false }
    return memory.found?.text != palette.text
  }

  private func isImmediate(_ key: Key) -> Bool {
    if session.input != nil { return true }
    switch keymap.command(key, in: context) {
    case .back, .quit, .redraw, .suspend, .reload: return true
    default: return false
    }
  }

  mutating func drainQueue() -> [Effect] {
    var effects: [Effect] = []
    while let key = session.queue.first, !mustWait(key) {
      session.queue.removeFirst()
      // The cursor must stand on the new board before the key acts on it.
      effects += settle()
      effects += handle(key)
    }
    return effects
  }

  mutating func handle(_ key: Key) -> [Effect] {
    session.notice = nil
    if case .mouse(let mouse) = key { return point(mouse) }
    if case .pasted(let text) = key { return paste(text) }
    if let input = session.input { return type(key, into: input) }
    if case .files(let picker)? = session.sheet, let effects = choose(key, picker) { return effects }
    if case .step(let draft)? = session.sheet, let effects = type(key, into: draft) { return effects }
    if let palette, let effects = type(key, into: palette) { return effects }
    if case .whatIf(let trial)? = session.sheet, type(key, into: trial) { return [] }
    let command = keymap.command(key, in: context)
    if let effects = takeDigit(key, command) { return effects }
    guard let command else {
      count = nil
      if let elsewhere = keymap.commandElsewhere(key), let why = whyOff(elsewhere, in: context) {
        session.notice = Notice(text: "\(KeyName.shown(key, glyphs))  \(why)", isError: false)
      }
      return []
    }
    return run(command, count: takeCount(for: command, key))
  }

  // MARK: Typing

  /// A text pasted where text is typed; elsewhere it would be taken for commands, and is left alone.
  private mutating func paste(_ text: String) -> [Effect] {
    let isTyped: Bool
    switch session.input {
    case .filter?: isTyped = true
    case .confirm?: isTyped = false
    case nil: isTyped = context.isTyped
    }
    guard isTyped else {
      session.notice = Notice(text: handbook.words["paste.nowhere"], isError: false)
      return []
    }
    // What is longer is no name, no address and no file.
    let text = text.prefix(Dashboard.pasteLimit)
    if case .filter? = session.input {
      session.spot.place.filter += text
    } else if var palette {
      palette.text += text
      return retyped(palette)
    } else if case .step(var draft)? = session.sheet {
      draft[draft.field] += text.filter { !$0.isNewline }
      session.sheet = .step(draft)
    } else if case .files(var picker)? = session.sheet {
      picker.filter += text
      picker.cursor = 0
      session.sheet = .files(picker)
    }
    return []
  }

  private static let pasteLimit = 1000

  private mutating func type(_ key: Key, into input: Input) -> [Effect] {
    switch input {
    case .confirm(_, let effect):
      switch key {
      case .character("y"), .character("Y"):
        session.input = nil
        return [effect]
      case .escape, .character("n"), .character("N"): session.input = nil
      default: break
      }
    case .filter(let before):
      switch key {
      case .enter: session.input = nil
      case .escape:
        session.input = nil
        session.spot.place.filter = ""
      case .backspace, .delete:
        if session.spot.place.filter.isEmpty {
          session.input = nil
          session.spot.place.filter = before.isEmpty ? "" : session.spot.place.filter
        } else {
          session.spot.place.filter.removeLast()
        }
      case .control("u"): session.spot.place.filter = ""
      case .character(let character): session.spot.place.filter.append(character)
      case .up: return run(.up, count: nil)
      case .down: return run(.down, count: nil)
      default: break
      }
    }
    return []
  }

  mutating func go(to text: String) -> [Effect] {
    session.address = nil
    do {
      let address = try Address(text)
      if let indicator = address.place.indicator, address.place.panel != .plans,
        address.place.panel != .data || (DataView(rawValue: indicator) == nil && Int(indicator) == nil),
        handbook.indicator(indicator) == nil
      {
        throw AddressProblem("address.indicator", indicator)
      }
      if let plan = [address.place.plan, address.place.beside].compactMap({ $0 }).first(where: {
        handbook.planBook.plan($0) == nil
      }) {
        throw AddressProblem("address.plan", plan)
      }
      if let code = address.code {
        var place = address.place
        place.area = code
        session.sheet = nil
        move(to: place, .address)
        return []
      }
      session.address = address
      session.isOutletTried = false
      return [.findPlace(address.names.joined(separator: "›"))]
    } catch {
      session.notice = Notice(text: (error as? AddressProblem)?.text(handbook.words) ?? "", isError: true)
      return []
    }
  }

  /// The answer to a typed address with names in it.
  mutating func found(_ areas: [Area]) -> [Effect] {
    guard let address = session.address else { return [] }
    if let area = areas.first {
      var place = address.place
      place.area = area.code
      if session.isOutletTried {
        place.outlet = address.names.last
        if place.panel == .overview { place.open(.outlets) }
      }
      session.address = nil
      if palette != nil { session.sheet = nil }
      move(to: place, .address)
      return []
    }
    if !session.isOutletTried, address.names.count > 1 {
      session.isOutletTried = true
      let above = Array(address.names.dropLast())
      if above.count == 1, let code = AreaCode(above[0]) {
        return found([Area(id: 0, code: code, name: above[0])])
      }
      return [.findPlace(above.joined(separator: "›"))]
    }
    session.address = nil
    session.notice = Notice(
      text: AddressProblem("address.area", address.names.joined(separator: " › ")).text(handbook.words), isError: true)
    return []
  }

  // MARK: Commands

  mutating func run(_ command: Command, count: Int?) -> [Effect] {
    guard keymap.permits(command, in: context) else { return [] }
    let times = count ?? 1
    if let effects = moveInPicture(command, times) { return effects }
    if case .whatIf(let trial)? = session.sheet, tryOut(command, times, trial) { return [] }
    if case .brands(let look)? = session.sheet, lookThrough(command, look) { return [] }
    if case .assessment(let request, _)? = session.sheet, turn(command, request) { return [] }
    switch command {
    case .up: return step(-times)
    case .down: return step(times)
    case .pageUp: return step(-page * times)
    case .pageDown: return step(page * times)
    case .first, .last:
      guard let count else { return step(command == .first ? -1_000_000 : 1_000_000) }
      return stand(on: count)
    case .left: sideways(-times)
    case .right: sideways(times)
    case .nextPanel: turn(times)
    case .previousPanel: turn(-times)
    case .enter:
      var effects: [Effect] = []
      if let count { effects = stand(on: count) }
      if palette != nil { return effects + enterPalette() }
      enter()
      return effects
    case .back: back()
    case .overview, .outlets, .packaging, .safety, .villages, .plans, .service, .scale, .openItems, .data:
      if let panel = command.panel { open(panel) }
    case .historyBack: for _ in 0..<times { stepBack() }
    case .historyForward: for _ in 0..<times { stepForward() }
    case .monthBack: moveMonth(-times)
    case .monthForward: moveMonth(times)
    case .siblingBack: moveSibling(-times)
    case .siblingForward: moveSibling(times)
    case .filter: session.input = .filter(before: session.spot.place.filter)
    case .sort:
      let all = session.spot.place.orders
      let next = all[((all.firstIndex(of: session.spot.place.sort) ?? -1) + 1) % all.count]
      session.spot.place.sort = next
      session.notice = Notice(
        text: handbook.words["note.sort", handbook.words["sort.\(next.rawValue)"]], isError: false)
    case .reverse:
      session.spot.place.isReversed.toggle()
      let word = session.spot.place.isReversed ? "note.sort.reversed" : "note.sort"
      session.notice = Notice(
        text: handbook.words[word, handbook.words["sort.\(session.spot.place.sort.rawValue)"]], isError: false)
    case .shiftLeft: session.spot.shift = max(0, session.spot.shift - 1)
    case .shiftRight: session.spot.shift = min(session.spot.shift + 1, 12)
    case .mark: mark()
    case .compare: compare()
    case .plan: turnPlan()
    case .explain:
      if case .explain? = session.sheet { back() } else { explain() }
    case .whatIf: openWhatIf()
    case .brands: openBrands()
    case .assess: openAssessment()
    case .more, .less, .clearChanges: break
    case .beside: turnBeside()
    case .office: if session.spot.place.panel == .openItems { turnItemOffice() } else { filterByOffice() }
    case .kind: turnKind()
    case .item: openItem()
    case .zoom: zoom()
    case .heat: turnView(.heat)
    case .tiles: turnView(.tiles)
    case .changes: turnView(.changes)
    case .help: openPalette(.keys)
    case .palette:
      openPalette(.all)
      return [.prepareSearch]
    case .theme: openPalette(.themes)
    case .language: return [.useLanguage(handbook.language == .zh ? .en : .zh)]
    case .mouse: return [.turnMouse]
    case .copy:
      var place = session.spot.place
      place.period = place.period ?? board?.period
      session.notice = Notice(text: handbook.words["copy.done", place.description], isError: false)
      return [.copy(place.description)]
    case .redraw: return [.redraw]
    case .reload: forget()
    case .takeIn:
      if let refusal = refusalToWrite {
        session.notice = Notice(text: refusal, isError: true)
        return []
      }
      session.sheets.append(.files(FilePicker(folder: memory.folder?.path)))
      // Files come and go.
      memory.folder = nil
    case .store, .storeGood, .giveMonth, .giveScope, .giveForm, .cancel: return decide(command)
    case .undo: askUndo()
    case .signOff: askSignOff()
    case .writeRejected: return writeRejected()
    case .bulletin: return writeBulletin()
    case .exportXLSX: return exportTable(.xlsx)
    case .exportCSV: return exportTable(.csv)
    case .exportJSON: return exportTable(.json)
    case .exportMarkdown: return exportTable(.md)
    case .quit:
      if case .importing? = session.sheet {
        session.input = .confirm(question: handbook.words["import.quit"], effect: .quit)
        return []
      }
      return [.quit]
    case .suspend: return [.suspend]
    }
    return []
  }

  var page: Int { palette == nil ? max(1, size.height - 12) : PalettePanel.page(in: size) }

  /// Moves the cursor, or what is shown of a sheet.
  private mutating func step(_ steps: Int) -> [Effect] {
    if palette != nil { return stepPalette(steps) }
    walk(steps)
    return []
  }

  /// Puts the cursor on a row by its number from the top, from 1.
  private mutating func stand(on number: Int) -> [Effect] { step(-1_000_000) + step(max(0, number - 1)) }

  private mutating func walk(_ steps: Int) {
    if let count = sheetItems {
      session.sheet!.offset = min(max(0, session.sheet!.offset + steps), max(0, count - 1))
      return
    }
    if session.sheet != nil {
      // The end of a sheet depends on its width: it is held there when drawn.
      let reach = sheetReach
      session.sheet!.offset = min(reach.upperBound, max(reach.lowerBound, session.sheet!.offset + steps))
      return
    }
    guard let board else { return }
    let showing = showing(session.spot, board)
    if session.spot.place.panel == .plans, let key = session.spot.place.indicator {
      session.spot.cursor = min(max(0, session.spot.cursor + steps), itemReach(key, showing))
      return
    }
    if session.spot.place.panel.listsMeasures {
      let items = MeasuresPanel.items(of: showing, panel: session.spot.place.panel)
      guard !items.isEmpty else { return }
      let now = items.firstIndex { .area($0.area) == showing.selection && $0.indicator == showing.indicator } ?? 0
      let next = items[min(max(0, now + steps), items.count - 1)]
      session.spot.selection = .area(next.area)
      session.spot.place.indicator = next.indicator
      return
    }
    if let count = listCount(showing) {
      session.spot.cursor = min(max(0, session.spot.cursor + steps), max(0, count - 1))
      return
    }
    let items = items(of: showing, board: board)
    guard !items.isEmpty else { return }
    let index = session.spot.selection.flatMap(items.firstIndex(of:)) ?? 0
    session.spot.selection = items[min(max(0, index + steps), items.count - 1)]
  }

  /// The length of a list that is not of areas; nil for one that is.
  private func listCount(_ showing: Showing) -> Int? {
    switch session.spot.place.panel {
    case .openItems: OpenItemsPanel.items(of: showing).count
    case .plans:
      session.spot.place.beside == nil ? PlanList.of(showing).entries.count : PlanComparePanel.rows(of: showing).count
    case .data: dataCount(showing)
    default: nil
    }
  }

  mutating func sideways(_ count: Int) {
    if session.spot.place.panel == .data, session.sheet == nil { return turnData(count) }
    guard session.spot.place.panel != .overview else { return turn(count) }
    guard let board, session.spot.place.panel.listsFigures else { return }
    let indicators = handbook.indicators(of: session.spot.place.panel)
    guard indicators.count > 1, let now = showing(session.spot, board).subjectIndicator,
      let index = indicators.firstIndex(where: { $0.id == now.id })
    else { return }
    session.spot.place.indicator = indicators[min(max(0, index + count), indicators.count - 1)].id
  }

  /// The next panel: of the three on the overview, else of those that list figures.
  private mutating func turn(_ count: Int) {
    if session.spot.place.panel == .data { return turnData(count) }
    let isOverview = session.spot.place.panel == .overview
    let ring = isOverview ? PanelKind.headline : PanelKind.allCases.filter(\.listsFigures)
    let now = isOverview ? session.spot.focus : session.spot.place.panel
    let index = ring.firstIndex(of: now) ?? 0
    let next = ring[((index + count) % ring.count + ring.count) % ring.count]
    if isOverview {
      session.spot.focus = next
      session.spot.place.indicator = nil
    } else {
      open(next)
    }
  }

  private mutating func open(_ kind: PanelKind) {
    guard
      kind != session.spot.place.panel || session.spot.place.outlet != nil
        || ((kind == .plans || kind == .data) && session.spot.place.indicator != nil)
    else { return }
    leave(.panel)
    session.spot.place.open(kind)
    session.spot.place.outlet = nil
    session.spot.cursor = 0
    if let indicator = session.spot.place.indicator {
      let home = handbook.indicator(indicator)?.panel
      let isElsewhere = (kind.listsFigures || kind.listsMeasures) && home != kind.rawValue
      if kind == .plans || kind == .data || home == nil || isElsewhere { session.spot.place.indicator = nil }
    }
    if kind.listsFigures {
      if PanelKind.headline.contains(kind) { session.spot.focus = kind }
    }
  }

  /// From the overview to the panel in focus over most of it, then on the whole screen, and back.
  private mutating func zoom() {
    if session.spot.place.panel == .overview {
      if !session.spot.isHalf, OverviewPanel.hasHalf(in: size) {
        leave(.panel)
        session.spot.isHalf = true
      } else {
        open(session.spot.focus)
        session.spot.isHalf = false
      }
    } else if let last = session.history.last, last.spot.place.panel == .overview, last.move == .panel,
      last.spot.place.area == session.spot.place.area
    {
      let (panel, selection) = (session.spot.place.panel, session.spot.selection)
      back()
      // The panel that was large has the cursor, on the row it was on.
      focus(on: panel)
      session.spot.selection = selection
    } else {
      let panel = session.spot.place.panel
      open(.overview)
      focus(on: panel)
    }
  }

  /// Puts the cursor of the overview in one of its panels.
  mutating func focus(on panel: PanelKind) {
    guard PanelKind.headline.contains(panel), session.spot.focus != panel else { return }
    session.spot.focus = panel
    session.spot.place.indicator = nil
  }

  private mutating func enter() {
    if session.sheet != nil { return enterSheet() }
    guard let board else { return }
    let showing = showing(session.spot, board)
    var place = session.spot.place
    switch place.panel {
    case .openItems: return enterItem(showing)
    case .plans: return enterPlans(showing)
    case .data: return enterData(showing)
    case .service, .scale:
      guard board.area == nil, case .area(let code)? = showing.selection else {
        session.sheet = .explain(offset: 0)
        return
      }
      place.area = code
      place.indicator = showing.indicator
      place.filter = ""
      move(to: place, .into)
      return
    case .overview, .outlets, .packaging, .safety, .villages: break
    }
    switch session.spot.selection {
    case .area(let code)? where code != board.area?.code:
      place.area = code
      place.filter = ""
      let focus = session.spot.focus
      move(to: place, .into)
      session.spot.focus = focus
    case .outlet(let id)?:
      place.outlet = id
      place.open(.outlets)
      let selection = session.spot.selection
      move(to: place, .into)
      session.spot.selection = selection
    default:
      if !board.outlets.isEmpty, place.panel != .outlets { return open(.outlets) }
      session.notice = Notice(text: handbook.words["enter.nothing"], isError: false)
    }
  }

  /// From the list to what is asked, from there to the clause in the office's own text.
  private mutating func enterPlans(_ showing: Showing) {
    if let key = session.spot.place.indicator {
      guard let found = PlanItemPanel.clause(of: showing, key: key) else { return }
      session.sheet = .clause(plan: found.plan.id, clause: found.clause, offset: 0)
      return
    }
    var place = session.spot.place
    if place.beside != nil {
      let rows = PlanComparePanel.rows(of: showing)
      guard rows.indices.contains(session.spot.cursor) else { return }
      place.beside = nil
      place.indicator = rows[session.spot.cursor].indicator
    } else {
      let list = PlanList.of(showing)
      guard list.entries.indices.contains(session.spot.cursor) else { return }
      // At the top the item opens where its plan belongs.
      if place.area == nil { place.area = list.plan(of: session.spot.cursor).area }
      place.indicator = list.entries[session.spot.cursor].item.id
    }
    place.filter = ""
    move(to: place, .into)
  }

  /// The figure taken apart; of a task or a rule there is none.
  private mutating func explain() {
    // What is no figure has its history to be taken apart by.
    if let board, session.spot.place.panel == .openItems, openItem(unlessFigure: showing(session.spot, board)) {
      return
    }
    if let board, session.spot.place.panel == .plans, let key = session.spot.place.indicator {
      let list = PlanList.of(showing(session.spot, board).inPlanOrder)
      guard let place = list.entry(named: key), case .target(let standing) = list.entries[place].item,
        standing.figure != nil, !standing.isOfWhole
      else {
        session.notice = Notice(text: handbook.words["plans.noParts"], isError: false)
        return
      }
    }
    session.sheet = .explain(offset: 0)
  }

  /// What one office owes: the lead of the item the cursor is on, or everything again.
  private mutating func filterByOffice() {
    guard let board else { return }
    if !session.spot.place.filter.isEmpty {
      session.spot.place.filter = ""
    } else {
      let list = PlanList.of(showing(session.spot, board))
      guard list.entries.indices.contains(session.spot.cursor),
        let office = list.entries[session.spot.cursor].item.lead.split(separator: "、").first
      else {
        session.notice = Notice(text: handbook.words["plans.noLead"], isError: false)
        return
      }
      session.spot.place.filter = String(office)
    }
    session.spot.cursor = 0
  }

  /// Each other plan in turn beside the one in use, then none.
  private mutating func turnBeside() {
    guard let board else { return }
    guard board.area != nil || session.spot.place.panel != .plans else {
      session.notice = Notice(text: handbook.words["beside.top"], isError: false)
      return
    }
    let home = session.spot.place.plan ?? homePlan(board)
    let others = handbook.planBook.plans.map(\.id).filter { $0 != home }
    let ring: [String?] = [nil] + others
    let index = ring.firstIndex(of: session.spot.place.beside) ?? 0
    leave(.plan)
    session.spot.place.beside = ring[(index + 1) % ring.count]
    session.spot.cursor = 0
    let name = session.spot.place.beside.flatMap(handbook.planBook.plan)?.name(handbook.language)
    session.notice = Notice(
      text: name.map { handbook.words["beside.on", $0] } ?? handbook.words["beside.off"], isError: false)
  }

  /// The id of the plan in force where a board is of.
  private func homePlan(_ board: Board) -> String? {
    let chain = (board.area.map { [$0.code] } ?? []) + board.ancestors.reversed().map(\.code)
    return handbook.planBook.home(of: chain, on: board.period.lastDay)?.id
  }

  /// The item before or after in the plan's own order.
  private mutating func moveItem(_ count: Int, _ showing: Showing) {
    guard let key = session.spot.place.indicator else { return }
    let list = PlanList.of(showing.inPlanOrder)
    guard let index = list.entry(named: key), list.entries.count > 1 else { return }
    leave(.item)
    session.spot.place.indicator =
      list.entries[((index + count) % list.entries.count + list.entries.count) % list.entries.count].item.id
    session.spot.cursor = 0
  }

  /// To the place before, as it was left.
  private mutating func stepBack() { walk(from: \.history, to: \.future, otherwise: "why.noBack") }

  /// To the place that was gone back from.
  private mutating func stepForward() { walk(from: \.future, to: \.history, otherwise: "why.noForward") }

  /// Takes the last step of one side and leaves where one is on the other.
  private mutating func walk(
    from side: WritableKeyPath<Session, [Step]>, to other: WritableKeyPath<Session, [Step]>, otherwise word: String
  ) {
    guard let step = session[keyPath: side].popLast() else {
      session.notice = Notice(text: handbook.words[word], isError: false)
      return
    }
    session[keyPath: other].append(Step(spot: session.spot, move: step.move, sheets: session.sheets))
    session.spot = step.spot
    session.sheets = step.sheets
  }

  private mutating func back() {
    if session.sheet != nil {
      session.sheet = nil
      return
    }
    if !session.spot.place.filter.isEmpty {
      session.spot.place.filter = ""
      return
    }
    if !session.history.isEmpty { return stepBack() }
    // Entered from outside: up to where this place belongs.
    var place = session.spot.place
    if place.outlet != nil {
      place.outlet = nil
    } else if place.panel == .plans || place.panel == .data, place.indicator != nil {
      place.indicator = nil
      session.spot.cursor = 0
    } else if place.beside != nil {
      place.beside = nil
    } else if let code = place.area {
      place.area = board?.ancestors.last?.code
      var spot = Spot(place, indicators: handbook.indicators)
      spot.focus = session.spot.focus
      spot.selection = .area(code)
      session.spot = spot
      return
    } else if place.panel != .overview {
      place.open(.overview)
    } else {
      session.notice = Notice(text: handbook.words["back.top"], isError: false)
      return
    }
    session.spot.place = place
  }

  mutating func moveMonth(_ count: Int) {
    guard let board else { return }
    let period = board.period.moved(by: count)
    guard period.first <= Month(today) else {
      session.notice = Notice(text: handbook.words["month.last"], isError: false)
      return
    }
    guard period.isInReach else {
      session.notice = Notice(text: handbook.words["month.first"], isError: false)
      return
    }
    leave(.period)
    session.spot.place.period = period
  }

  private mutating func moveSibling(_ count: Int) {
    guard let board else { return }
    if session.spot.place.panel == .plans, session.spot.place.indicator != nil {
      return moveItem(count, showing(session.spot, board))
    }
    if let id = session.spot.place.outlet {
      let outlets = Ordering.outlets(board.outlets)
      guard let index = outlets.firstIndex(where: { $0.id == id }), outlets.count > 1 else { return }
      leave(.sibling)
      let next = outlets[((index + count) % outlets.count + outlets.count) % outlets.count]
      session.spot.place.outlet = next.id
      session.spot.selection = .outlet(next.id)
      return
    }
    guard let index = board.siblings.firstIndex(where: { $0.code == session.spot.place.area }), board.siblings.count > 1
    else {
      session.notice = Notice(text: handbook.words["sibling.none"], isError: false)
      return
    }
    leave(.sibling)
    session.spot.place.area =
      board.siblings[((index + count) % board.siblings.count + board.siblings.count) % board.siblings.count].code
    session.spot.selection = nil
    session.spot.cursor = 0
  }

  /// The areas' own plans, then each plan in turn as the measure.
  private mutating func turnPlan() {
    guard let board else { return }
    let home = homePlan(board)
    // First the plans that set a target for what is shown: the others leave it without one.
    let shown = Set(handbook.indicators(of: showing(session.spot, board).focus).map(\.id))
    let others = handbook.planBook.plans.filter { $0.id != home }
    let setting = others.filter { $0.targets.contains { shown.contains($0.indicator) } }
    let rest = others.filter { plan in !setting.contains { $0.id == plan.id } }
    let ring: [String?] = [nil] + (setting + rest).map(\.id)
    let index = ring.firstIndex(of: session.spot.place.plan) ?? 0
    leave(.plan)
    session.spot.place.plan = ring[(index + 1) % ring.count]
    let name = session.spot.place.plan.flatMap(handbook.planBook.plan)?.name(handbook.language)
    session.notice = Notice(
      text: name.map { handbook.words["plan.borrowed", $0] } ?? handbook.words["plan.own"], isError: false)
  }

  // MARK: Moving

  mutating func move(to place: Place, _ kind: Step.Move) {
    leave(kind)
    session.spot = Spot(place, indicators: handbook.indicators)
  }

  /// Notes the spot to come back to. A run of one kind of move is one step, so that Esc undoes it whole.
  mutating func leave(_ kind: Step.Move) {
    defer {
      session.sheets = []
      session.future = []
    }
    if kind != .into, kind != .address, session.history.last?.move == kind { return }
    session.history.append(Step(spot: session.spot, move: kind, sheets: session.sheets))
    if session.history.count > Dashboard.historyLimit { session.history.removeFirst() }
  }

  /// Steps that can be gone back; a dashboard stays open for weeks.
  private static let historyLimit = 200
}
