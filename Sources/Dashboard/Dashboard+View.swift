import Drawing
import Panels
import PostalModel

extension Dashboard {
  /// The screen for a size.
  public func view(_ size: Size) -> Surface {
    var surface = Surface(size: size, glyphs: glyphs)
    guard size.width > 0, size.height > 0 else { return surface }
    let words = handbook.words
    guard let (spot, board) = frame else {
      surface.band(0, ground: .header)
      surface.write([Span(" \(words["app.name"])", .brand, strong: true)], row: 0, maxWidth: size.width)
      let body = surface.bounds.splitTop(1).rest
      surface.within(body) {
        WaitPanel(words: words, failure: refused == nil ? nil : refusal).draw(on: &$0)
      }
      drawFoot(on: &surface)
      return surface
    }
    let showing = showing(spot, board)
    surface.within(Rect(width: size.width, height: 1)) { line in
      showing.drawKept("header", [showing.plans == nil ? 0 : 1], [time], on: &line) {
        HeaderLine(showing: showing, time: time).draw(on: &$0)
      }
    }
    var body = surface.bounds.splitTop(1).rest
    if size.height >= 12, size.width >= 40 {
      surface.within(body.splitTop(1).top) { line in
        showing.drawKept("tabs", on: &line) { TabLine(showing: showing, panel: spot.place.panel).draw(on: &$0) }
      }
      body = body.splitTop(1).rest
    }
    if hasFoot(size) { body = body.splitBottom(1).rest }
    surface.within(body) { inside in
      draw(spot, board, showing, on: &inside)
      drawSheet(showing, on: &inside)
    }
    drawFoot(showing, on: &surface)
    return surface
  }

  /// What is on the screen: the board asked for, or while it is on its way the one before.
  var frame: (Spot, Board)? {
    if let board { return (session.spot, board) }
    if let shown, let board = memory.boards[shown.place.request] { return (shown, board) }
    if let shown, let lastBoard, lastBoard.request == shown.place.request { return (shown, lastBoard.board) }
    return nil
  }

  private func draw(_ spot: Spot, _ board: Board, _ showing: Showing, on surface: inout Surface) {
    let words = handbook.words
    let panel = spot.place.panel
    if board.facts.imports == 0, panel != .data, panel != .plans {
      StartPanel(words: words).draw(on: &surface)
      return
    }
    if let id = spot.place.outlet {
      let outlet = board.outlets.first { $0.id == id } ?? memory.outlets[id] ?? nil
      if outlet != nil || memory.outlets[id] != nil {
        OutletRecordPanel(showing: showing, outlet: outlet, id: id).draw(on: &surface)
      } else {
        WaitPanel(words: words, failure: nil).draw(on: &surface)
      }
      return
    }
    switch panel {
    case .overview: OverviewPanel(showing: showing).draw(on: &surface)
    case .outlets, .packaging, .safety, .villages: FiguresPanel(showing: showing, panel: panel).draw(on: &surface)
    case .openItems: OpenItemsPanel(showing: showing, selection: spot.cursor, isFull: true).draw(on: &surface)
    case .plans:
      if let key = spot.place.indicator {
        PlanItemPanel(showing: showing, key: key, offset: spot.cursor).draw(on: &surface)
      } else if showing.beside != nil, board.area != nil {
        PlanComparePanel(showing: showing, selection: spot.cursor).draw(on: &surface)
      } else {
        PlansPanel(showing: showing, selection: spot.cursor).draw(on: &surface)
      }
    case .data: drawData(spot, showing, on: &surface)
    case .service, .scale: MeasuresPanel(showing: showing, panel: panel).draw(on: &surface)
    }
  }

  private func drawSheet(_ showing: Showing, on surface: inout Surface) {
    switch session.sheet {
    case .explain(let offset)?:
      let evidence = evidenceKey(showing).flatMap { memory.evidence[$0] }
      ExplainPanel(showing: showing, evidence: evidence, offset: offset).draw(on: &surface)
    case .palette(let palette)?: draw(palette, on: &surface)
    case .compare?: comparePanel(showing).draw(on: &surface)
    case .clause?: clausePanel?.draw(on: &surface)
    case .whatIf(let trial)?: whatIfPanel(trial, showing).draw(on: &surface)
    case .brands(let look)?: brandsPanel(look, showing).draw(on: &surface)
    case .assessment?: assessmentPanel(showing)?.draw(on: &surface)
    case .assessmentLines?: assessmentLinesPanel(showing)?.draw(on: &surface)
    case .sources(let cursor)?:
      let evidence = evidenceKey(showing).flatMap { memory.evidence[$0] }
      SourceListPanel(showing: showing, evidence: evidence, cursor: cursor).draw(on: &surface)
    case .source(let key, let cursor)?:
      SourceRecordPanel(showing: showing, key: key, record: memory.sources[key], cursor: cursor).draw(on: &surface)
    case .files(let picker)?:
      let listing = memory.folder.flatMap { picker.folder == nil || $0.path == picker.folder ? $0 : nil }
      FilesPanel(
        words: handbook.words, listing: listing, filter: picker.filter, cursor: picker.cursor, map: picker.map
      ).draw(on: &surface)
    case .item?: itemPanel(showing)?.draw(on: &surface)
    case .step(let draft)?: StepPanel(showing: showing, draft: draft).draw(on: &surface)
    case .importing?, .imported?: importPanel?.draw(on: &surface)
    case nil: break
    }
  }

  /// The open part of the panel of data.
  private func drawData(_ spot: Spot, _ showing: Showing, on surface: inout Surface) {
    if let id = spot.place.indicator.flatMap({ Int($0) }) {
      ImportRecordPanel(showing: showing, id: id, record: memory.imports[id], cursor: spot.cursor).draw(on: &surface)
      return
    }
    switch DataView(spot.place.indicator) {
    case .ledger: LedgerPanel(showing: showing, entries: memory.ledger, selection: spot.cursor).draw(on: &surface)
    case .due:
      let due = memory.due.flatMap { $0.request == dueRequest ? $0.board : nil }
      DuePanel(showing: showing, board: due, selection: spot.cursor).draw(on: &surface)
    case .reconcile:
      let found = memory.reconcile.flatMap { $0.request == dueRequest ? $0.board : nil }
      ReconcilePanel(showing: showing, board: found, selection: spot.cursor).draw(on: &surface)
    }
  }

  /// A file on its way in, or what became of it.
  var importPanel: ImportPanel? {
    let content: ImportPanel.Content
    switch session.sheet {
    case .importing(let order, let stage)?: content = .running(order, stage)
    case .imported(let report, _)?: content = .ended(report)
    default: return nil
    }
    return ImportPanel(
      handbook: handbook, content: content, offset: session.sheet?.offset ?? 0, scopeName: board?.area?.name)
  }

  /// The text of a plan at a clause, once it has come.
  private var clausePanel: ClausePanel? {
    guard case .clause(let plan, let clause, let offset)? = session.sheet, let text = memory.texts[plan] else {
      return nil
    }
    return ClausePanel(
      words: handbook.words, title: handbook.planBook.plan(plan)?.name(handbook.language) ?? plan, plan: plan,
      clause: clause, text: text, offset: offset)
  }

  /// How far the open sheet may be scrolled, up and down.
  var sheetReach: ClosedRange<Int> {
    if case .clause? = session.sheet { return clausePanel?.reach(in: size, glyphs: glyphs) ?? 0...0 }
    return 0...max(0, sheetRows - max(1, size.height - 5))
  }

  /// The lines of the record of a plan's item that may be scrolled by.
  func itemReach(_ key: String, _ showing: Showing) -> Int {
    let rows = PlanItemPanel(showing: showing, key: key).rows(width: size.width, glyphs: glyphs)
    return max(0, rows - max(1, size.height - 5))
  }

  private func draw(_ palette: Palette, on surface: inout Surface) {
    let words = handbook.words
    let items = paletteItems(palette)
    let name = "\(palette.scope)"
    PalettePanel(
      words: words, title: words["palette.title.\(name)"], prompt: words["palette.prompt.\(name)"],
      text: palette.text, rows: items.map(\.row), headings: paletteHeadings(palette), cursor: palette.cursor,
      hasKeysFirst: palette.scope == .keys, isAside: palette.scope == .themes
    ).draw(on: &surface)
  }

  /// How many lines the open sheet may scroll by; drawing holds it at its end.
  var sheetRows: Int {
    guard let (spot, board) = frame else { return 0 }
    switch session.sheet {
    case .explain?:
      let showing = showing(spot, board)
      let evidence = evidenceKey(showing).flatMap { memory.evidence[$0] }
      return ExplainPanel(showing: showing, evidence: evidence).rows(in: size, glyphs: glyphs)
    case .importing?, .imported?: return importPanel?.rows(in: size, glyphs: glyphs) ?? 0
    case .compare?: return comparePanel(showing(spot, board)).rows(in: size, glyphs: glyphs)
    case .clause?, .sources?, .source?, .files?, .palette?, .item?, .step?, .whatIf?, .brands?, .assessment?,
      .assessmentLines?, nil:
      return 0
    }
  }

  // MARK: The last line

  private func hasFoot(_ size: Size) -> Bool {
    size.height >= 8 || session.notice != nil || session.input != nil
  }

  private func drawFoot(_ showing: Showing? = nil, on surface: inout Surface) {
    let size = surface.size
    guard hasFoot(size), size.height >= 2 else { return }
    let words = handbook.words
    surface.within(Rect(row: size.height - 1, width: size.width, height: 1)) { line in
      line.clear(ground: .header)
      if case .confirm(let question, _)? = session.input {
        line.write(
          [
            Span(" \(question)  ", .notice, strong: true), Span("y", .key, strong: true),
            Span(" \(words["confirm.yes"])  ", .text), Span("n", .key, strong: true),
            Span(" \(words["confirm.no"])", .text),
          ], row: 0, maxWidth: size.width)
      } else if let notice = session.notice {
        let used = line.write(
          [Span(" \(notice.text)", notice.isError ? .error : .notice)], row: 0, maxWidth: size.width)
        let rest = line.bounds.splitLeft(used + 2).rest
        if rest.width >= 16 {
          line.within(rest) {
            HintLine(hints: keymap.hints(in: context, words: words, glyphs: glyphs)).draw(on: &$0)
          }
        }
      } else if case .filter? = session.input {
        line.write(
          [
            Span(" /", .key, strong: true), Span(session.spot.place.filter, .text), Span("_", .accent),
            Span("  \(words["filter.hint"])", .dim),
          ], row: 0, maxWidth: size.width)
      } else {
        let draw: (inout Surface) -> Void = { line in
          HintLine(hints: keymap.hints(in: context, words: words, glyphs: glyphs)).draw(on: &line)
        }
        if let showing {
          showing.drawKept("hints", [], [context.rawValue], on: &line, draw)
        } else {
          draw(&line)
        }
      }
    }
  }
}
