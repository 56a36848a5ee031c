import Drawing
import PostalModel

/// 总览: density, green packaging and the three checks side by side, with trend, open items and a sentence.
///
/// When room runs out the sentence loses its frame, then open items and trend go, then the panels out of focus become
/// a line each, and at last the frame itself.
public struct OverviewPanel {
  public var showing: Showing

  public init(showing: Showing) { self.showing = showing }

  private var words: Words { showing.words }

  /// Below this width one panel is open and the others are a line each.
  static let columnsWidth = 72
  /// From this width on every panel repeats the names of the rows.
  static let namesWidth = 108

  public func draw(on surface: inout Surface) {
    let facts = showing.board.facts
    if facts.imports > 0, facts.lastMonth == nil, !facts.hasReturns {
      FirstReturnsPanel(words: words).draw(on: &surface)
      return
    }
    let (width, height) = (surface.width, surface.height)
    guard width >= OverviewPanel.columnsWidth, height >= 11 else {
      drawAccordion(on: &surface)
      return
    }
    if showing.isHalf, width >= OverviewPanel.halfWidth {
      drawHalf(on: &surface)
      return
    }
    let rows = max(1, listed)
    let hasTargets = hasTargets(glyphs: surface.glyphs)
    let headings = hasTargets ? 2 : 1
    let wanted = rows + 2 + headingLines + headings
    let least = min(wanted, 2 + 2 + headings + min(rows, 3))
    var sentence = 0
    var bottom = 0
    if height >= least + 2 + 6 {
      // Trend and open items take what the rows do not need, and at least six lines.
      let spare = height - wanted
      sentence = spare >= 10 ? 4 : 2
      bottom = max(6, spare - sentence)
      if bottom >= wanted + 14 { bottom -= wanted }
    } else if height > least {
      sentence = min(2, height - least)
    }
    var panels = min(height - sentence - bottom, wanted)
    let extra = bottom > 0 ? height - sentence - bottom - panels : 0
    if bottom == 0 { panels = height - sentence }
    let bands = surface.bounds.rows([.fixed(panels), .fixed(extra), .fixed(bottom), .fixed(sentence)])
    drawColumns(in: bands[0], hasTargets, on: &surface)
    if extra > 0 { drawExtra(in: bands[1], hasTargets, on: &surface) }
    if bottom > 0 {
      let sides = bands[2].columns([.weight(1), .weight(1)])
      surface.within(sides[0]) { TrendPanel(showing: showing).draw(on: &$0) }
      surface.within(sides[1]) { OpenItemsPanel(showing: showing, isFull: false).draw(on: &$0) }
    }
    surface.within(bands[3]) { inside in
      let panel = SentencePanel(showing: showing)
      if sentence >= 3 { panel.draw(on: &inside) } else if sentence > 0 { panel.drawLine(on: &inside) }
    }
  }

  /// From this width on the panel in focus can take most of the screen with the others beside it.
  static let halfWidth = 100

  public static func hasHalf(in size: Size) -> Bool { size.width >= halfWidth && size.height >= 16 }

  /// The panel in focus as on a screen of its own, the others and the open items beside it.
  private func drawHalf(on surface: inout Surface) {
    let sides = surface.bounds.columns([.weight(64), .weight(36)])
    let focus = PanelKind.headline.contains(showing.focus) ? showing.focus : .outlets
    surface.within(sides[0]) { inside in
      inside.mark(as: .name("focus.\(focus.rawValue)"))
      FiguresPanel(showing: showing, panel: focus).draw(on: &inside)
    }
    let others = PanelKind.headline.filter { $0 != focus }
    let parts = sides[1].rows([.weight(1), .weight(1), .weight(1)])
    let hasTargets = hasTargets(glyphs: surface.glyphs)
    for (kind, part) in zip(others, parts) {
      surface.within(part) { drawPanel(kind, showsNames: true, hasTargets, on: &$0) }
    }
    surface.within(parts[2]) { OpenItemsPanel(showing: showing, isFull: false).draw(on: &$0) }
  }

  /// Lines above the tables: the way of the last months is the third, and at the top there is none.
  private var headingLines: Int { showing.board.own == nil ? 2 : 3 }

  /// Whether a table has a row of targets above its rows; all have it then, so that the rows lie beside each other.
  private func hasTargets(glyphs: Glyphs) -> Bool {
    showing.keep("hasTargets", glyphs: glyphs) { makeHasTargets() }
  }

  private func makeHasTargets() -> Bool {
    guard showing.board.own != nil else { return false }
    return PanelKind.headline.contains { kind in
      let indicators = showing.handbook.headlineIndicators(of: kind)
      return indicators.prefix(kind == .outlets ? 1 : indicators.count).contains { indicator in
        var shared: String?
        for row in showing.rows {
          guard let text = row.figures[indicator.id]?.judgement.applied?.target.text else { continue }
          if let shared, shared != text { return false }
          shared = text
        }
        return shared != nil
      }
    }
  }

  private var listed: Int { max(showing.rows.count, showing.focus == .outlets ? showing.outlets.count : 0) }

  private func drawColumns(in rect: Rect, _ hasTargets: Bool, on surface: inout Surface) {
    let showsNames = surface.width >= OverviewPanel.namesWidth
    let tracks: [Track] = showsNames ? [.weight(1), .weight(1), .weight(1)] : [.weight(28), .weight(26), .weight(26)]
    for (kind, part) in zip(PanelKind.headline, rect.columns(tracks)) {
      surface.within(part) { drawPanel(kind, showsNames: showsNames || kind == .outlets, hasTargets, on: &$0) }
    }
  }

  /// Whether there is room for what the plan asks.
  public static func showsPlans(in size: Size) -> Bool { size.width >= 100 && size.height >= 40 }

  /// On a wall the panel that otherwise needs a key of its own, and what the plan asks for.
  private func drawExtra(in rect: Rect, _ hasTargets: Bool, on surface: inout Surface) {
    let sides = rect.columns([.weight(1), .weight(1)])
    surface.within(sides[0]) { drawPanel(.villages, showsNames: true, hasTargets, on: &$0) }
    surface.within(sides[1]) { PlansPanel(showing: showing, isFull: false).draw(on: &$0) }
  }

  private func drawPanel(_ kind: PanelKind, showsNames: Bool, _ hasTargets: Bool, on surface: inout Surface) {
    let hasFocus = showing.focus == kind
    let glyphs = surface.glyphs
    surface.mark(as: .name("focus.\(kind.rawValue)"))
    let tables = FigureTables(
      showing: showing, glyphs: glyphs, width: surface.width - 4, isFull: surface.width >= 60, showsNames: showsNames,
      showsStatus: false, hasFocus: hasFocus)
    let listsOutlets = kind == .outlets && showing.board.rows.isEmpty && !showing.outlets.isEmpty
    // On a low screen a row says more than the targets, which stand in the headline too.
    let inner = surface.height - 2
    let spare = inner - listed
    let headings = hasTargets && (spare >= 4 || inner >= 14) ? 2 : 1
    let top = spare >= headings + headingLines ? headingLines : inner >= 7 ? 2 : 1
    var frame = box(kind, hasFocus: hasFocus)
    let note = showing.keep("cleanNote", [surface.width], [kind.rawValue], glyphs: glyphs) {
      showing.wording.cleanNote(
        showing.rows, showing.handbook.headlineIndicators(of: kind), width: surface.width, glyphs: glyphs) ?? ""
    }
    frame.footer = note.isEmpty ? nil : note
    if hasFocus, listed > inner - top - headings {
      let body = inner - top - headings
      frame.footer = Scroll.hint(
        offset: Scroll.offset(selection: showing.selectedIndex, count: listed, height: body), count: listed,
        height: body)
    }
    surface.panel(frame, in: surface.bounds) { inside in
      let lines = Headline(showing: showing, glyphs: glyphs, width: inside.width).lines(kind)
      for (row, line) in lines.prefix(top).enumerated() { inside.write(line, row: row, maxWidth: inside.width) }
      inside.within(inside.bounds.splitTop(top).rest) { body in
        if listsOutlets {
          OutletList(showing: showing, isFull: false, hasFocus: hasFocus).draw(on: &body)
        } else if let own = showing.keep("ownFigures", [], [kind.rawValue], { OwnFigures(showing, kind) }),
          body.height >= own.lines + (hasFocus ? 5 : 0)
        {
          let parts = body.bounds.splitTop(own.lines + 1)
          body.draw(own.table(glyphs: glyphs), in: parts.top)
          if hasFocus {
            body.within(parts.rest) { drawTable(kind, tables, headings: 1, on: &$0) }
          } else {
            body.within(parts.rest) { inside in
              let lines = glyphs.wrapped(words["overview.noneBelow", String(showing.rows.count)], to: inside.width)
              for (row, line) in lines.enumerated() { inside.write(line, row: row, role: .dim) }
            }
          }
        } else {
          drawTable(kind, tables, headings: headings, on: &body)
        }
      }
    }
  }

  private func drawTable(_ kind: PanelKind, _ tables: FigureTables, headings: Int, on surface: inout Surface) {
    guard !showing.rows.isEmpty else {
      surface.write(
        words[showing.filter.isEmpty ? "list.empty" : "list.noMatch"], row: 0, role: .dim, maxWidth: surface.width)
      return
    }
    guard var table = table(kind, tables, width: surface.width) else { return }
    table.showsTargets = headings == 2
    table.draw(on: &surface)
  }

  private func table(_ kind: PanelKind, _ tables: FigureTables, width: Int) -> FigureTable? {
    var indicators = showing.handbook.headlineIndicators(of: kind)
    guard let first = indicators.first else { return nil }
    if kind == .outlets { return tables.single(first) }
    // A column that no row has a figure or a target for gives its room to the others.
    if width < 30 {
      let kept = indicators.filter { indicator in
        showing.rows.contains { $0.figures[indicator.id]?.judgement.applied != nil }
      }
      indicators = Array((kept.isEmpty ? indicators : kept).prefix(max(1, width / 7)))
    }
    let counted = showing.board.own.flatMap { Ordering.worst(of: $0, among: indicators) } ?? first
    return tables.group(
      indicators, chosen: showing.focus == kind ? showing.subjectIndicator : nil, counted: counted)
  }

  private func box(_ kind: PanelKind, hasFocus: Bool) -> Box {
    let units = Set(showing.handbook.indicators(of: kind).map { showing.wording.unit($0) })
    return Box(
      key: String(kind.key), title: kind.title(words), detail: units.count == 1 ? units.first : nil,
      note: hasFocus ? showing.listNote : nil, hasFocus: hasFocus)
  }

  // MARK: Narrow and low

  private func drawAccordion(on surface: inout Surface) {
    let (width, height) = (surface.width, surface.height)
    let glyphs = surface.glyphs
    let headline = Headline(showing: showing, glyphs: glyphs, width: width - min(width / 2, 22))
    let focus = PanelKind.headline.contains(showing.focus) ? showing.focus : .outlets
    let others = PanelKind.headline.filter { $0 != focus }
    if height < 7 {
      // The headline figures first, then as many rows as fit.
      var lines = [Headline(showing: showing, glyphs: glyphs, width: width).alone(focus)]
      if height >= 5 { lines += others.map { headline.folded($0) } }
      for (row, line) in lines.prefix(height).enumerated() {
        surface.write(line, row: row, column: width >= 20 ? 1 : 0, maxWidth: width - (width >= 20 ? 1 : 0))
      }
      guard height > lines.count else { return }
      surface.within(surface.bounds.splitTop(lines.count).rest) { drawBare(focus, on: &$0) }
      return
    }
    let sentence = height >= 12 ? 2 : height >= 10 ? 1 : 0
    let bands = surface.bounds.rows([.weight(1), .fixed(others.count), .fixed(sentence)])
    surface.within(bands[0]) { drawPanel(focus, showsNames: true, hasTargets(glyphs: glyphs), on: &$0) }
    let names = others.map { "\($0.key) \($0.title(words))" }
    let nameWidth = min(names.map { glyphs.columns(of: $0) }.max() ?? 0, max(6, width / 2 - 4))
    for (offset, (kind, name)) in zip(others, names).enumerated() {
      let row = bands[1].row + offset
      surface.mark(Rect(row: row, width: width, height: 1), as: .name("focus.\(kind.rawValue)"))
      surface.write([Span(String(kind.key), .key, strong: true)], row: row, column: 2)
      surface.write(String(name.dropFirst()), row: row, column: 3, role: .label, maxWidth: nameWidth)
      surface.write(headline.folded(kind), row: row, column: nameWidth + 5, maxWidth: max(0, width - nameWidth - 6))
    }
    if sentence > 0 { surface.within(bands[2]) { SentencePanel(showing: showing).drawLine(on: &$0) } }
  }

  /// Rows without a frame or headings, where every line counts.
  private func drawBare(_ kind: PanelKind, on surface: inout Surface) {
    let glyphs = surface.glyphs
    guard let indicator = kind == showing.focus ? showing.subjectIndicator : showing.handbook.indicators(of: kind).first
    else { return }
    var table = FigureTables(
      showing: showing, glyphs: glyphs, width: surface.width, isFull: false, hasFocus: true
    ).single(indicator).table
    table.showsHeadings = false
    surface.draw(table, in: surface.bounds)
  }
}
