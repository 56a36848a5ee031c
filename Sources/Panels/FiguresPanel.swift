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

  public func draw(on surface: inout Surface) {
    let glyphs = surface.glyphs
    let height = surface.height
    let sentence = height >= 20 ? 4 : height >= 12 ? 2 : height >= 10 ? 1 : 0
    let listed = showing.rows.count + (showing.outlets.isEmpty || panel != .outlets ? 0 : showing.outlets.count + 2)
    let room = height - sentence
    let wanted = listed + 7
    let trend = room - wanted >= 6 && surface.width >= 60 && showing.hasTrend ? min(18, room - wanted) : 0
    let bands = surface.bounds.rows([.fixed(room - trend), .fixed(trend), .fixed(sentence)])
    let indicators = showing.handbook.indicators(of: panel)
    let units = Set(indicators.map { showing.wording.unit($0) })
    let box = Box(
      key: String(panel.key), title: panel.title(words), detail: units.count == 1 ? units.first : nil,
      note: showing.listNote, footer: footer(bands[0], glyphs: glyphs), hasFocus: true)
    if height < 7 {
      drawBare(indicators, on: &surface)
      return
    }
    surface.panel(box, in: bands[0]) { inside in
      let lines = Headline(showing: showing, glyphs: glyphs, width: inside.width).lines(panel)
      let shown = inside.height >= 10 ? 2 : 1
      drawHeadline(lines, rows: shown, on: &inside)
      let gap = inside.height > listed + shown + 2 ? 1 : 0
      inside.within(inside.bounds.splitTop(shown + gap).rest) { drawBody(indicators, on: &$0) }
    }
    if trend > 0 { surface.within(bands[1]) { TrendPanel(showing: showing).draw(on: &$0) } }
    surface.within(bands[2]) { inside in
      let panel = SentencePanel(showing: showing)
      if sentence >= 3 { panel.draw(on: &inside) } else if sentence > 0 { panel.drawLine(on: &inside) }
    }
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
    let inner = rect.height - 2
    let top = inner >= 10 ? 2 : 1
    let headings = panel == .outlets || showing.board.own == nil ? 1 : 2
    var body = inner - top - headings
    if panel == .outlets, !showing.outlets.isEmpty, !showing.board.rows.isEmpty {
      body = areaLines(of: inner - top) - headings - 1
    }
    let index = showing.selectedIndex
    let note = showing.wording.cleanNote(
      showing.rows, showing.handbook.indicators(of: panel), width: rect.width, glyphs: glyphs)
    guard showing.rows.count > body else { return note }
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
