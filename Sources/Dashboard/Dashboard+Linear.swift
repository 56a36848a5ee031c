import Drawing
import Panels
import PostalModel

/// The same places and keys for those who do not see a drawn screen.
extension Dashboard {
  /// What is on the screen, as lines of plain words.
  public var linearPage: LinearPage {
    let words = handbook.words
    guard let (spot, board) = frame else {
      return LinearPage(place: [words["app.name"]], lines: [refused == nil ? words["wait.loading"] : refusal ?? ""])
    }
    let showing = showing(spot, board)
    let text = LinearText(showing: showing)
    let evidence = evidenceKey(showing).flatMap { memory.evidence[$0] }
    switch session.sheet {
    case .explain?: return text.explain(evidence)
    case .sources?: return text.sources(evidence)
    case .source(let key, _)?: return text.source(key, memory.sources[key])
    case .clause(let plan, let clause, _)?: return text.clause(plan, clause, memory.texts[plan])
    case .files(let picker)?:
      return text.files(
        memory.folder.flatMap { picker.folder == nil || $0.path == picker.folder ? $0 : nil }, filter: picker.filter)
    case .item?: if let panel = itemPanel(showing) { return text.item(panel) }
    case .step(let draft)?: return text.step(draft)
    case .importing?, .imported?: if let importPanel { return text.importing(importPanel) }
    case .whatIf(let trial)?: return text.whatIf(whatIfPanel(trial, showing))
    case .brands(let look)?: return text.brands(brandsPanel(look, showing))
    case .assessment?: if let panel = assessmentPanel(showing) { return text.assessment(panel) }
    case .assessmentLines?: if let panel = assessmentLinesPanel(showing) { return text.assessment(panel) }
    case .compare?: return text.compare(comparePanel(showing))
    case .palette(let palette)?:
      return text.palette(paletteItems(palette).map(\.row), title: words["palette.title.\(palette.scope)"])
    case nil: break
    }
    if let id = spot.place.outlet, board.facts.imports > 0 {
      return text.outlet(id, board.outlets.first { $0.id == id }.map { .some($0) } ?? memory.outlets[id])
    }
    var open = LinearText.Opened(
      item: spot.place.panel == .plans || spot.place.panel == .data ? spot.place.indicator : nil)
    open.ledger = memory.ledger
    open.record = importShown.flatMap { memory.imports[$0] }
    open.due = memory.due.flatMap { $0.request == dueRequest ? $0.board : nil }
    open.reconcile = memory.reconcile.flatMap { $0.request == dueRequest ? $0.board : nil }
    open.cursor = spot.cursor
    return text.page(spot.place.panel, open: open)
  }

  /// The keys in force, with what they do.
  public var linearKeys: [(keys: String, text: String)] {
    keymap.lines(in: context, words: handbook.words, glyphs: Glyphs(tier: .ascii)).map { ($0.keys, $0.text) }
  }

  /// What was told after the last key, once more to be told; nil where nothing was.
  public var told: String? { session.notice?.text }

  /// A question that waits for yes or no.
  public var question: String? {
    if case .confirm(let question, _)? = session.input { question } else { nil }
  }

  /// Where text is typed.
  public enum Typing: Sendable {
    case filter, palette, files
  }

  /// Where text is typed now; nil where letters are commands.
  public var typing: Typing? {
    switch session.input {
    case .filter?: return .filter
    case .confirm?: return nil
    case nil: break
    }
    switch session.sheet {
    case .palette?: return .palette
    case .files?: return .files
    default: return nil
    }
  }

  /// A step of the loop that is being typed.
  public var stepTyped: StepDraft? { if case .step(let draft)? = session.sheet { draft } else { nil } }

  /// A file is on its way in.
  public var isImporting: Bool { if case .importing? = session.sheet { true } else { false } }

  /// Puts the cursor on a line of what is listed.
  mutating func choose(_ line: Int) {
    guard line >= 0, let board, line < max(1, linearPage.items.count) else { return }
    if case .palette(var palette)? = session.sheet {
      palette.cursor = line
      session.sheet = .palette(palette)
      return
    }
    if let count = sheetItems {
      if line < count { session.sheet!.offset = line }
      return
    }
    guard session.sheet == nil else { return }
    let showing = showing(session.spot, board)
    switch session.spot.place.panel {
    case .service, .scale:
      let items = MeasuresPanel.items(of: showing, panel: session.spot.place.panel)
      guard items.indices.contains(line) else { return }
      session.spot.selection = .area(items[line].area)
      session.spot.place.indicator = items[line].indicator
    case .openItems, .plans, .data: session.spot.cursor = line
    default:
      let items = items(of: showing, board: board)
      if items.indices.contains(line) { session.spot.selection = items[line] }
    }
  }
}
