import Drawing
import PostalModel

/// 总览 on the wall: the headline figures as cards, the parts on a map, the worst items, and what else is open along the
/// bottom. Map and frame dwell on one card after another.
struct WallOverview {
  let showing: Showing
  let scene: WallScene

  private var words: Words { showing.words }
  private var cards: WallCards { WallCards(showing: showing, scene: scene) }

  func draw(on surface: inout Surface) {
    let (width, height) = (surface.width, surface.height)
    let glyphs = surface.glyphs
    let indicators = cards.indicators
    guard !indicators.isEmpty else {
      WallOpenItems(showing: showing, scene: scene).draw(on: &surface)
      return
    }
    guard width >= 34, height >= 7 else {
      drawLines(indicators, in: surface.bounds, on: &surface)
      return
    }
    let across = WallDeck.across(width, count: indicators.count)
    let shown = Array(indicators.prefix(across))
    if across == 1 {
      drawNarrow(indicators, on: &surface)
      return
    }
    let turn = scene.turn(among: shown.count)
    let deck = WallDeck(cards: shown.map { cards.card($0, glyphs: glyphs) }, open: height >= 14 ? turn : nil)
    guard height >= 14 else {
      deck.draw(in: surface.bounds, on: &surface)
      return
    }
    let items = WallItems(showing: showing)
    let worst = min(5, items.items.count)
    let hasTicker = height >= 18 && items.items.count > worst
    let body = surface.bounds.splitBottom(hasTicker ? 1 : 0)
    let top = max(8, min(32, body.rest.height * 48 / 100))
    let bands = body.rest.splitTop(top)
    deck.draw(in: bands.top, on: &surface)
    drawLower(shown[turn], items, worst, in: bands.rest, on: &surface)
    if hasTicker {
      surface.within(body.bottom) { items.drawTicker(from: worst, elapsed: scene.elapsed, on: &$0) }
    }
  }

  private func drawLower(
    _ indicator: Indicator, _ items: WallItems, _ worst: Int, in rect: Rect, on surface: inout Surface
  ) {
    let sides = rect.columns([.weight(57), .weight(43)], gap: 1)
    surface.within(sides[0]) { inside in
      if !showing.hasParts(indicator), showing.board.own != nil {
        TrendPanel(showing: showing.dwelling(on: indicator)).draw(on: &inside)
      } else {
        WallAreas(showing: showing, indicator: indicator).draw(on: &inside)
      }
    }
    surface.within(sides[1]) { drawWorst(items, worst, on: &$0) }
  }

  private func drawWorst(_ items: WallItems, _ count: Int, on surface: inout Surface) {
    let glyphs = surface.glyphs
    let all = items.items
    let box = Box(
      title: all.isEmpty ? words["panel.open-items"] : words["wall.worst", String(count)],
      detail: all.count > count ? words["wall.ofItems", String(all.count)] : nil)
    surface.panel(box, in: surface.bounds) { inside in
      guard !all.isEmpty else {
        inside.write([Span(words["open.none"], .met, strong: true)], row: 0, maxWidth: inside.width)
        return
      }
      let shown = all.prefix(min(count, inside.height))
      inside.draw(
        LargeRows(items.rows(shown, width: inside.width, glyphs: glyphs), keepsTail: true), in: inside.bounds)
    }
  }

  // MARK: Narrow and low

  /// One card, the others a line each, and below them the worst items as far as they go.
  private func drawNarrow(_ indicators: [Indicator], on surface: inout Surface) {
    let glyphs = surface.glyphs
    let height = surface.height
    let others = Array(indicators.dropFirst().prefix(height >= 11 ? 2 : 0))
    let card = min(height - others.count, height >= 14 ? 10 : height - others.count)
    let bands = surface.bounds.rows([.fixed(card), .fixed(others.count), .weight(1)])
    WallDeck(cards: [cards.card(indicators[0], glyphs: glyphs)]).draw(in: bands[0], on: &surface)
    drawLines(others, in: bands[1], on: &surface)
    guard bands[2].height >= 1 else { return }
    let items = WallItems(showing: showing)
    surface.within(bands[2]) { inside in
      if inside.height >= 4 {
        drawWorst(items, min(5, items.items.count), on: &inside)
      } else {
        inside.within(inside.bounds.splitBottom(1).bottom) {
          items.drawTicker(from: 0, elapsed: scene.elapsed, on: &$0)
        }
      }
    }
  }

  /// A figure a line: name, value, how it stands.
  private func drawLines(_ indicators: [Indicator], in rect: Rect, on surface: inout Surface) {
    let glyphs = surface.glyphs
    let all = indicators.prefix(rect.height).map { cards.card($0, glyphs: glyphs) }
    let names = all.map { glyphs.columns(of: $0.short) }.max() ?? 0
    let values = all.map { glyphs.columns(of: $0.figure.isEmpty ? $0.absence : $0.figure) }.max() ?? 0
    surface.within(rect) { inside in
      for (row, card) in all.enumerated() {
        var column = inside.width >= 20 ? 1 : 0
        let value = card.figure.isEmpty ? card.absence : card.figure
        // The name goes before the figure does.
        if column + names + 1 + values + 3 <= inside.width {
          inside.write(card.short, row: row, column: column, role: .label)
          column += names + 2
        }
        inside.write([Span(value, card.role, strong: true)], row: row, column: column, width: values, alignment: .right)
        column += values + 1
        if let status = card.lines.first.map({ Array($0.filter { !$0.isEmpty }.joined(separator: [Span("  ")])) }),
          column + 2 <= inside.width
        {
          let room = inside.width - column
          let spans = glyphs.columns(of: status) <= room ? status : [Span(card.mark, card.role, strong: true)]
          inside.write(spans, row: row, column: column, maxWidth: room)
        }
      }
    }
  }
}
