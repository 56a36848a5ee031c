import Drawing
import PostalModel

/// What is shown, as a linear page. Values in, lines out; nothing is taken from drawn cells.
public struct LinearText {
  public var showing: Showing

  public init(showing: Showing) {
    self.showing = showing
    // What names keys of the drawn screen is said otherwise here.
    self.showing.handbook.words = showing.handbook.words.preferring("linear.")
  }

  var words: Words { showing.words }
  var wording: Wording { showing.wording }
  var plain: PlainText { PlainText(words: words) }
  /// For wordings that ask for signs; the signs go again.
  static let glyphs = Glyphs(tier: .ascii)

  private var comma: String { words["say.comma"] }

  // MARK: Where one is

  /// Area, period, panel, plan, the returns that came, and whether the data are invented.
  public func place(_ panel: PanelKind) -> [String] {
    let board = showing.board
    let names = [words["place.top"]] + board.ancestors.map(wording.name) + (board.area.map { [wording.name($0)] } ?? [])
    var lines = [
      plain.pair(words["linear.area"], names.joined(separator: " › ")),
      plain.pair(words["linear.period"], board.period.description),
      plain.pair(words["linear.panel"], panel.title(words)),
      plain.pair(words["linear.plan"], plan),
    ]
    if let signed = board.signOff { lines.append(words[signed.isRevised ? "header.revised" : "header.signed"]) }
    if let day = board.facts.asOf { lines.append(words["header.asOf", day.description]) }
    if let day = board.facts.dataAsOf, board.facts.asOf == nil {
      lines.append(plain.pair(words["header.dataAsOf"], day.description))
    }
    if !showing.filter.isEmpty { lines.append(words["note.filter", showing.filter]) }
    lines.append(words[board.facts.isDemonstration ? "linear.invented" : "linear.real"])
    return lines
  }

  private var plan: String {
    if let borrowed = showing.plan.flatMap(showing.handbook.planBook.plan) {
      return wording.name(borrowed, isBorrowed: true)
    }
    if showing.board.area == nil { return words["linear.ownPlans"] }
    return showing.board.own?.plan.flatMap(showing.handbook.planBook.plan)?.name(showing.handbook.language)
      ?? words["linear.noPlan"]
  }

  // MARK: Panels

  public func page(_ panel: PanelKind, open: Opened) -> LinearPage {
    if showing.board.facts.imports == 0, panel != .data, panel != .plans { return start(panel) }
    switch panel {
    case .overview: return overview()
    case .outlets, .packaging, .safety, .villages: return figures(panel)
    case .service, .scale: return measures(panel)
    case .openItems: return openItems()
    case .plans: return plans(open)
    case .data: return data(open)
    }
  }

  /// What was fetched for a panel besides its board, and what is open in it.
  public struct Opened: Sendable {
    public var item: String?
    public var ledger: [LedgerEntry]?
    public var record: ImportRecord??
    public var due: DueBoard?
    public var reconcile: ReconcileBoard?
    public var cursor = 0

    public init(item: String? = nil) { self.item = item }
  }

  private func page(_ panel: PanelKind, _ lines: [String], _ items: [String], headings: [Int: String] = [:])
    -> LinearPage
  {
    let none = items.isEmpty && lines.isEmpty ? [words[showing.filter.isEmpty ? "list.empty" : "list.noMatch"]] : []
    return LinearPage(place: place(panel), lines: lines + none, items: items, headings: headings)
  }

  private func start(_ panel: PanelKind) -> LinearPage {
    var lines = [words["start.empty"]]
    for step in ["demo", "template", "import", "doctor"] {
      lines.append(plain.pair(words["start.\(step)"], words["start.\(step).command"]).replacing(" · ", with: comma))
    }
    return LinearPage(place: place(panel), lines: (lines + [words["start.note"]]).map(plain.clean))
  }

  private func overview() -> LinearPage {
    var lines = [plain.text(SentencePanel(showing: showing).spans)]
    if let own = showing.board.own {
      for kind in PanelKind.headline {
        for indicator in showing.handbook.headlineIndicators(of: kind) where own.figures[indicator.id] != nil {
          lines.append(figure(own, indicator))
        }
      }
    }
    let open = OpenItemsPanel.count(of: showing)
    lines.append(plain.pair(words["header.open"], words["open.count", String(open)]))
    lines.append(plain.pair(words["linear.listed"], showing.focus.title(words)))
    let outlets = showing.focus == .outlets && showing.board.rows.isEmpty ? showing.outlets.map(outlet) : []
    let rows = outlets.isEmpty || !showing.board.rows.isEmpty ? showing.rows.map { row($0, showing.focus) } : []
    return page(.overview, lines, rows + outlets)
  }

  private func figures(_ panel: PanelKind) -> LinearPage {
    var lines = [plain.text(SentencePanel(showing: showing).spans)]
    if let own = showing.board.own {
      lines += showing.handbook.indicators(of: panel).filter { own.figures[$0.id] != nil }.map {
        showing.view == .changes ? change(own, $0) : figure(own, $0)
      }
    }
    if showing.view == .changes, let indicator = showing.subjectIndicator {
      return page(panel, lines, showing.rows.map { change($0, indicator) })
    }
    let listsOutlets = panel == .outlets && !showing.board.outlets.isEmpty
    let rows = !showing.board.rows.isEmpty || !listsOutlets ? showing.rows.map { row($0, panel) } : []
    return page(panel, lines, rows + (listsOutlets ? showing.outlets.map(outlet) : []))
  }

  /// A row with the figure chosen, else with the one it stands worst by and how many others are short.
  private func row(_ row: BoardRow, _ panel: PanelKind) -> String {
    let indicators = showing.handbook.indicators(of: panel)
    let chosen = indicators.first { $0.id == showing.indicator }
    guard let indicator = chosen ?? Ordering.worst(of: row, among: indicators) ?? indicators.first else {
      return wording.name(row.area)
    }
    let others = indicators.filter { $0.id != indicator.id && row.figures[$0.id]?.status?.isShortfall == true }
    let more = chosen == nil && !others.isEmpty ? comma + words["linear.othersShort", String(others.count)] : ""
    return figure(row, indicator) + more
  }

  /// 威宁县:末端网点密度 3.20 处/万人,未达,缺 31 处.
  func figure(_ row: BoardRow, _ indicator: Indicator) -> String {
    let name = indicator.name(showing.handbook.language)
    guard let figure = row.figures[indicator.id] else { return plain.pair(wording.name(row.area), name) }
    return plain.pair(
      wording.name(row.area), ([value(figure, indicator, name)] + judged(figure, indicator)).joined(separator: comma))
  }

  func value(_ figure: Figure, _ indicator: Indicator, _ name: String) -> String {
    guard let ratio = figure.reading.ratio else {
      let absence = wording.absence(figure, glyphs: Self.glyphs)
      return absence == Self.glyphs.none ? name : "\(name) \(absence)"
    }
    let counts = indicator.id == Indicator.gap ? "" : wording.counts(ratio)
    // Where a verdict stands, it says so itself.
    let partial = figure.reading.isPartial && !(figure.status?.isJudged ?? false) ? words["linear.partial"] : ""
    return plain.clean(
      [name, partial + wording.valueWithUnit(ratio, indicator), counts.isEmpty ? "" : words["linear.counts", counts]]
        .filter { !$0.isEmpty }.joined(separator: " "))
  }

  /// Verdict, need, target with its basis, and how many returned.
  private func judged(_ figure: Figure, _ indicator: Indicator) -> [String] {
    var parts: [String] = []
    if figure.reading.ratio != nil { parts.append(wording.word(figure)) }
    if figure.status?.isShortfall == true {
      let need = wording.need(figure, indicator)
      if !need.isEmpty { parts.append(words["linear.need", need]) }
    }
    if let applied = figure.judgement.applied {
      parts.append("\(words["label.target"]) \(wording.text(applied.target))")
      if applied.isBorrowed { parts.append(words["word.borrowed"]) }
      if let day = applied.target.deadline { parts.append(words["headline.deadline", wording.date(day)]) }
    }
    if figure.reading.isPartial { parts.append("\(words["header.reported"]) \(wording.coverage(figure))") }
    return parts.filter { !$0.isEmpty }.map(plain.clean)
  }

  private func outlet(_ outlet: Outlet) -> String {
    let (entry, last) = (outlet.entry, showing.board.period.lastDay)
    var parts = [entry.name, wording.type(entry.type), entry.brand]
    if entry.isUnfiled { parts.append(words["outlet.unfiled"]) }
    if !entry.isOpen(on: last), let closed = entry.closedOn {
      parts.append(words["outlet.closedOn", closed.description])
    } else if let until = entry.licenceUntil, until < last {
      parts.append(words["outlet.expiredOn", until.description])
    }
    return parts.filter { !$0.isEmpty }.map(plain.clean).joined(separator: comma)
  }

  private func measures(_ panel: PanelKind) -> LinearPage {
    let items = MeasuresPanel.items(of: showing, panel: panel)
    guard !items.isEmpty else {
      return page(panel, [words[showing.filter.isEmpty ? "measures.none" : "list.noMatch"]], [])
    }
    let rows = showing.board.own.map { [$0] } ?? showing.board.rows
    let lines = items.compactMap { item -> String? in
      guard let row = rows.first(where: { $0.area.code == item.area }),
        let indicator = showing.handbook.indicator(item.indicator)
      else { return nil }
      return showing.view == .changes ? change(row, indicator) : figure(row, indicator)
    }
    return page(panel, [plain.text(SentencePanel(showing: showing).spans)], lines)
  }

  private func openItems() -> LinearPage {
    let items = OpenItemsPanel.items(of: showing)
    guard !items.isEmpty else { return page(.openItems, [words["open.none"]], []) }
    let sayings = ItemWording(showing: showing)
    let lines = items.map { item -> String in
      var parts: [String]
      if let figure = item.figure, let indicator = item.indicator.flatMap(showing.handbook.indicator) {
        parts = [value(figure, indicator, indicator.name(showing.handbook.language))] + judged(figure, indicator)
      } else {
        parts = [sayings.title(item), sayings.way(item, glyphs: Self.glyphs), sayings.lack(item)]
      }
      let days = sayings.days(item)
      parts += [days == sayings.lack(item) ? "" : days, plain.text(sayings.loop(item)), item.lead]
      return plain.pair(
        wording.name(item.area), parts.filter { !$0.isEmpty }.map(plain.clean).joined(separator: comma))
    }
    return page(.openItems, [words["open.count", String(OpenItemsPanel.count(of: showing))]], lines)
  }

  // MARK: Plans

  private func plans(_ open: Opened) -> LinearPage {
    guard showing.plans != nil else { return page(.plans, [words["explain.loading"]], []) }
    if let key = open.item {
      let list = PlanList.of(showing.inPlanOrder)
      guard let place = list.entry(named: key) else { return page(.plans, [words["plans.unknown", key]], []) }
      let facts = PlanFacts(showing: showing, glyphs: Self.glyphs).whole(list, place)
      return page(.plans, [plain.clean(list.entries[place].item.title(showing.handbook))] + plain.lines(facts), [])
    }
    if showing.beside != nil, showing.board.area != nil { return compared() }
    let list = PlanList.of(showing)
    var headings: [Int: String] = [:]
    var entries = 0
    for line in list.lines {
      switch line {
      case .heading(let text): headings[entries] = plain.clean(text)
      case .entry: entries += 1
      }
    }
    return page(.plans, [], list.entries.map(item), headings: headings)
  }

  private func item(_ entry: PlanList.Entry) -> String {
    let item = entry.item
    var parts = [item.title(showing.handbook)]
    if case .target(let standing) = item, let indicator = showing.handbook.indicator(standing.target.indicator) {
      parts.append("\(words["label.target"]) \(wording.text(standing.target)) \(wording.unit(indicator))")
      if let figure = standing.figure, let ratio = figure.reading.ratio {
        parts.append("\(words["column.now"]) \(wording.valueWithUnit(ratio, indicator))")
      }
      parts.append(wording.word(standing.figure))
    } else if let status = item.status {
      parts.append(words["status.\(status.rawValue)"])
    }
    parts.append(item.clause)
    if !item.lead.isEmpty { parts.append("\(words["explain.lead"]) \(item.lead)") }
    if let day = item.deadline { parts.append(words["headline.deadline", wording.date(day)]) }
    let kind = words["plans.kind.\(item.kind)"]
    return plain.pair(kind, parts.filter { !$0.isEmpty }.map(plain.clean).joined(separator: comma))
  }

  private func compared() -> LinearPage {
    guard let beside = showing.beside, beside.standings != nil else {
      return page(.plans, [words["explain.loading"]], [])
    }
    let rows = PlanComparePanel.rows(of: showing).map { row -> String in
      let indicator = showing.handbook.indicator(row.indicator)
      func side(_ name: String, _ standing: TargetStanding?) -> String {
        guard let standing else { return "\(name) \(words["status.noTarget"])" }
        return "\(name) \(wording.text(standing.target)) \(wording.word(standing.figure))"
      }
      let figure = row.left?.figure ?? row.right?.figure
      var parts = [indicator?.name(showing.handbook.language) ?? row.indicator]
      if let ratio = figure?.reading.ratio, let indicator { parts.append(wording.valueWithUnit(ratio, indicator)) }
      parts += [side(plan, row.left), side(beside.plan.name(showing.handbook.language), row.right)]
      return parts.map(plain.clean).joined(separator: comma)
    }
    return page(.plans, [words["panel.compare"]], rows)
  }

  // MARK: Data

  private func data(_ open: Opened) -> LinearPage {
    if let id = open.item.flatMap({ Int($0) }) { return imported(id, open) }
    let view = DataView(open.item)
    let title = words["data.\(view.rawValue)"]
    func loading<Value>(_ value: Value?) -> [String] { [title] + (value == nil ? [words["explain.loading"]] : []) }
    switch view {
    case .ledger:
      let rows = plain.lines(LedgerPanel(showing: showing, entries: open.ledger).table, namesFirst: true)
      let none = rows.isEmpty && open.ledger != nil ? [words["ledger.none"], words["ledger.empty.next"]] : []
      return page(.data, loading(open.ledger) + none, rows)
    case .due:
      let listed = DuePanel.listed(open.due?.returns ?? [], of: showing)
      let rows = plain.lines(DuePanel(showing: showing, board: open.due).list(listed))
      let month = showing.board.period.last
      let came = open.due.map { board in
        board.forms.compactMap { form in
          board.total(form, month).map {
            plain.pair(
              "\(words["form.\(form.rawValue)"]) \(month)",
              "\(words["header.reported"]) \(wording.count($0.came, of: $0.expected))")
          }
        }
      }
      return page(
        .data, loading(open.due) + (came ?? []) + (rows.isEmpty && open.due != nil ? [words["due.none"]] : []), rows)
    case .reconcile:
      let listed = ReconcilePanel.listed(open.reconcile?.differences ?? [], of: showing)
      let panel = ReconcilePanel(showing: showing, board: open.reconcile, selection: open.cursor)
      let rows = plain.lines(panel.table(listed))
      let none = rows.isEmpty && open.reconcile != nil ? [words["reconcile.none"]] : []
      return page(.data, loading(open.reconcile) + none, rows)
    }
  }

  private func imported(_ id: Int, _ open: Opened) -> LinearPage {
    let title = words["panel.import", String(id)]
    guard let known = open.record else { return page(.data, [title, words["explain.loading"]], []) }
    guard let record = known else { return page(.data, [words["import.absent", String(id)]], []) }
    let panel = ImportRecordPanel(showing: showing, id: id, record: record, cursor: 0)
    let table = panel.list(record)
    return page(
      .data, [title] + plain.lines(panel.facts(record)), plain.lines(table),
      headings: table.sections.mapValues { plain.clean($0.joined(separator: " ")) })
  }
}
