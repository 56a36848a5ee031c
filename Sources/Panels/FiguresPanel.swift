import Drawing
import PostalModel

/// Panels 2 to 5 on a full screen: every area with the figures of the panel's indicators, what they are made of, what
/// they lack and how they stand.
public struct FiguresPanel {
  public var showing: Showing
  public var panel: PanelKind

  public init(showing: Showing, panel: PanelKind) {
    self.showing = showing
    self.panel = panel
  }

  private var words: Words { showing.words }

  /// The lines of the sentence under a panel so high, its frame included.
  private static func sentenceRows(_ height: Int) -> Int { height >= 20 ? 4 : height >= 12 ? 2 : height >= 10 ? 1 : 0 }

  /// The rows of a panel below which only its first lines are shown, without a frame.
  private static let leastRows = 7

  /// The rows of a whole screen that are a panel's: without header, tabs and hints.
  private static func panelRows(in size: Size) -> Int {
    size.height - 1 - (size.height >= 12 && size.width >= 40 ? 1 : 0) - (size.height >= 8 ? 1 : 0)
  }

  /// Whether a screen is high enough for months or tiles.
  public static func showsPictures(in size: Size) -> Bool { panelRows(in: size) >= leastRows }

  /// What is left for months or tiles on a whole screen.
  func pictureRoom(in size: Size) -> Size {
    let rows = FiguresPanel.panelRows(in: size)
    return pictureRoom(Rect(width: size.width, height: rows - FiguresPanel.sentenceRows(rows)))
  }

  public func draw(on surface: inout Surface) {
    let glyphs = surface.glyphs
    let height = surface.height
    let indicators = showing.handbook.indicators(of: panel)
    if height < FiguresPanel.leastRows {
      drawBare(indicators, on: &surface)
      return
    }
    let sentence = FiguresPanel.sentenceRows(height)
    let room = height - sentence
    let wanted = listed + 7
    let hasTrend = showing.view != .tiles && surface.width >= 60 && showing.hasTrend
    let trend = hasTrend && room - wanted >= 6 ? min(max(18, room / 2), room - wanted) : 0
    let bands = surface.bounds.rows([.fixed(room - trend), .fixed(trend), .fixed(sentence)])
    let units = Set((hasAllIndicators ? indicators : shown(indicators)).map { showing.wording.unit($0) })
    let box = Box(
      key: String(panel.key), title: panel.title(words), detail: units.count == 1 ? units.first : nil,
      note: note(in: Size(width: surface.width - 4, height: height)), footer: footer(bands[0], glyphs: glyphs),
      hasFocus: true)
    surface.panel(box, in: bands[0]) { inside in
      let lines = Headline(showing: showing, glyphs: glyphs, width: inside.width).lines(panel)
      let shown = inside.height >= 10 ? 2 : 1
      drawHeadline(lines, rows: shown, on: &inside)
      let gap = inside.height > listed + shown + 2 ? 1 : 0
      inside.within(inside.bounds.splitTop(shown + gap).rest) { drawBody(indicators, on: &$0) }
    }
    if trend > 0 { surface.within(bands[1]) { drawTrend(on: &$0) } }
    surface.within(bands[2]) { inside in
      let panel = SentencePanel(showing: showing)
      if sentence >= 3 { panel.draw(on: &inside) } else if sentence > 0 { panel.drawLine(on: &inside) }
    }
  }

  /// The lines that what is listed takes.
  private var listed: Int {
    switch showing.view {
    case .table: showing.rows.count + (showing.outlets.isEmpty || panel != .outlets ? 0 : showing.outlets.count + 2)
    case .heat, .changes: showing.rows.count + 3
    // Tiles take all the room there is.
    case .tiles: .max / 2
    }
  }

  /// The filter, the order, and what is to be said of the way it is laid out.
  private func note(in room: Size) -> String? {
    guard showing.view == .tiles, let layout = TilePanel(showing: showing).note(in: room) else {
      return showing.listNote ?? coverage(in: room)
    }
    return [showing.listNote, layout].compactMap { $0 }.joined(separator: "  ")
  }

  /// 报送与核验 of the area shown, where there is room for both.
  private func coverage(in room: Size) -> String? {
    guard panel == .villages, let indicator = showing.subjectIndicator else { return nil }
    let text = showing.coverage(of: showing.board.area?.code, indicator).map(\.text).joined()
    return text.isEmpty || room.width < 72 ? nil : "\(indicator.short(showing.handbook.language)) \(text)"
  }

  /// The way of the months, and where there is room where the figure stands among its like.
  private func drawTrend(on surface: inout Surface) {
    guard surface.width >= 100, StandingPanel.fits(showing) else {
      TrendPanel(showing: showing).draw(on: &surface)
      return
    }
    let parts = surface.bounds.splitLeft(surface.width - min(56, surface.width / 3))
    surface.within(parts.left) { TrendPanel(showing: showing).draw(on: &$0) }
    surface.within(parts.rest) { StandingPanel(showing: showing).draw(on: &$0) }
  }

  /// The indicators of the panel stand beside one another, and not one alone.
  private var hasAllIndicators: Bool { showing.view == .table || showing.view == .changes }

  /// The figure that a layout of one figure is of.
  private func shown(_ indicators: [Indicator]) -> [Indicator] {
    showing.subjectIndicator.map { [$0] } ?? indicators
  }

  /// Two lines, with the way of the last months at the right where there is room.
  private func drawHeadline(_ lines: [[Span]], rows: Int, on surface: inout Surface) {
    let glyphs = surface.glyphs
    for (row, line) in lines.prefix(rows).enumerated() { surface.write(line, row: row, maxWidth: surface.width) }
    guard lines.count > 2, let first = lines.first else { return }
    let width = glyphs.columns(of: lines[2])
    guard glyphs.columns(of: first) + width + 4 <= surface.width else { return }
    surface.write(lines[2], row: 0, column: surface.width - width)
  }

  private func drawBody(_ indicators: [Indicator], on surface: inout Surface) {
    if showing.view != .table, !showing.rows.isEmpty {
      drawLayout(indicators, on: &surface)
      return
    }
    let listsOutlets = panel == .outlets && !showing.board.outlets.isEmpty
    let listsRows = !showing.board.rows.isEmpty || !listsOutlets
    if showing.rows.isEmpty && showing.outlets.isEmpty {
      surface.write(
        words[showing.filter.isEmpty ? "list.empty" : "list.noMatch"], row: 0, role: .dim, maxWidth: surface.width)
      return
    }
    var rest = surface.bounds
    if listsRows, !showing.rows.isEmpty {
      let height = listsOutlets ? areaLines(of: rest.height) : rest.height
      let parts = rest.splitTop(height)
      surface.within(listsOutlets ? parts.top.splitBottom(1).rest : parts.top) {
        table(indicators, width: $0.width, glyphs: $0.glyphs).draw(on: &$0)
      }
      rest = parts.rest
    }
    if panel == .outlets, showing.board.rows.isEmpty, showing.board.outlets.isEmpty, rest.height > 4 {
      _ = surface.within(surface.bounds.splitTop(4).rest) {
        $0.write(words["outlet.none"], row: 0, role: .dim, maxWidth: $0.width)
      }
    }
    if listsOutlets {
      surface.within(rest) { OutletList(showing: showing, isFull: true, hasFocus: true).draw(on: &$0) }
    }
  }

  /// Areas by months, or as tiles: of one figure, named above where the panel has several.
  private func drawLayout(_ indicators: [Indicator], on surface: inout Surface) {
    var rest = surface.bounds
    if indicators.count > 1, !hasAllIndicators, surface.height >= 6 {
      drawChoice(indicators, on: &surface)
      rest = rest.splitTop(surface.height >= 12 ? 2 : 1).rest
    }
    surface.within(rest) { inside in
      switch showing.view {
      case .table: break
      case .heat: HeatPanel(areasOf: showing)?.draw(on: &inside)
      case .tiles: TilePanel(showing: showing).draw(on: &inside)
      case .changes: ChangesPanel(showing: showing).draw(selected: showing.selectedIndex, on: &inside)
      }
    }
  }

  /// What is left for months or tiles in a frame so large, under headline and choice of figures.
  private func pictureRoom(_ rect: Rect) -> Size {
    let inner = rect.height - 2
    let top = inner >= 10 ? 2 : 1
    let body = inner - top - (inner > listed + top + 2 ? 1 : 0)
    let hasChoice = showing.handbook.indicators(of: panel).count > 1 && !hasAllIndicators
    let choice = hasChoice && body >= 6 ? body >= 12 ? 2 : 1 : 0
    return Size(width: max(0, rect.width - 4), height: max(0, body - choice))
  }

  /// The figures of the panel, the one shown standing out, with its target.
  private func drawChoice(_ indicators: [Indicator], on surface: inout Surface) {
    let chosen = showing.subjectIndicator
    let target = chosen.map { showing.wording.target(showing.board.own?.figures[$0.id]) } ?? ""
    var spans: [Span] = []
    for indicator in indicators {
      let isChosen = indicator.id == chosen?.id
      let name = indicator.short(showing.handbook.language)
      spans +=
        isChosen
        ? [Span(" \(name) ", .text, on: .tab, strong: true)] : [Span(" \(name) ", .dim)]
      if isChosen, !target.isEmpty { spans.append(Span("\(words["label.target"]) \(target) ", .label, on: .tab)) }
      spans.append(" ")
    }
    surface.write(spans, row: 0, maxWidth: surface.width)
  }

  /// The lines for areas where outlets are listed below them, a blank between the two included.
  private func areaLines(of height: Int) -> Int {
    let isInOutlets = if case .outlet = showing.selection { true } else { false }
    let share = max(5, height / (isInOutlets ? 3 : 2), height - showing.outlets.count - 1)
    return min(showing.rows.count + 2, share)
  }

  private func table(_ indicators: [Indicator], width: Int, glyphs: Glyphs) -> FigureTable {
    let tables = FigureTables(showing: showing, glyphs: glyphs, width: width, isFull: true, hasFocus: true)
    return indicators.count == 1
      ? tables.single(indicators[0]) : tables.group(indicators, chosen: showing.subjectIndicator)
  }

  private func footer(_ rect: Rect, glyphs: Glyphs) -> String? {
    switch showing.view {
    case .table: break
    case .tiles:
      return TilePanel(showing: showing).scrollHint(in: pictureRoom(rect), glyphs: glyphs)
    case .changes:
      return ChangesPanel(showing: showing).footer(
        width: rect.width, height: pictureRoom(rect).height, selected: showing.selectedIndex, glyphs: glyphs)
    case .heat:
      let hint = HeatPanel(areasOf: showing)?.scrollHint(height: pictureRoom(rect).height)
      guard let hint, rect.width < 70 else {
        return [words["heat.legend"], hint].compactMap { $0 }.joined(separator: "  ")
      }
      return hint
    }
    let inner = rect.height - 2
    let top = inner >= 10 ? 2 : 1
    let headings = panel == .outlets || showing.board.own == nil ? 1 : 2
    var body = inner - top - headings
    if panel == .outlets, !showing.outlets.isEmpty, !showing.board.rows.isEmpty {
      body = areaLines(of: inner - top) - headings - 1
    }
    let index = showing.selectedIndex
    let note = showing.keep("cleanNote.full", [rect.width], [panel.rawValue], glyphs: glyphs) {
      showing.wording.cleanNote(
        showing.rows, showing.handbook.indicators(of: panel), width: rect.width, glyphs: glyphs) ?? ""
    }
    guard showing.rows.count > body else { return note.isEmpty ? nil : note }
    return Scroll.hint(
      offset: Scroll.offset(selection: index, count: showing.rows.count, height: body), count: showing.rows.count,
      height: body)
  }

  private func drawBare(_ indicators: [Indicator], on surface: inout Surface) {
    let headline = Headline(showing: showing, glyphs: surface.glyphs, width: surface.width)
    surface.write(headline.alone(panel), row: 0, maxWidth: surface.width)
    guard surface.height > 1, let indicator = showing.subjectIndicator ?? indicators.first else { return }
    let table = FigureTables(
      showing: showing, glyphs: surface.glyphs, width: surface.width, isFull: false, hasFocus: true
    ).single(indicator).table
    surface.draw(table, in: surface.bounds.splitTop(1).rest)
  }
}
