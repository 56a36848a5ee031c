import Drawing
import PostalModel

/// 服务质量, 规模 on the wall: the figures an area sends of itself, a card each, as many at a time as are read from afar.
struct WallMeasures {
  let showing: Showing
  let scene: WallScene

  func draw(on surface: inout Surface) {
    let glyphs = surface.glyphs
    let words = showing.words
    var found: [(indicator: Indicator, row: BoardRow)] = []
    for item in MeasuresPanel.items(of: showing, panel: showing.panel) {
      guard let indicator = showing.handbook.indicator(item.indicator),
        let row = ([showing.board.own].compactMap { $0 } + showing.board.rows).first(where: {
          $0.area.code == item.area
        })
      else { continue }
      found.append((indicator, row))
    }
    // Those with a figure first, of these the worst; what nobody sent comes last.
    let sorted = found.enumerated().sorted { left, right in
      func key(_ entry: (indicator: Indicator, row: BoardRow)) -> (Int, Int) {
        let figure = entry.row.figures[entry.indicator.id]
        return (figure?.reading.ratio == nil ? 1 : 0, figure?.status?.severity ?? 9)
      }
      let (a, b) = (key(left.element), key(right.element))
      return a == b ? left.offset < right.offset : a < b
    }.map(\.element)
    guard !sorted.isEmpty else {
      surface.panel(Box(title: showing.panel.title(words)), in: surface.bounds) { inside in
        for (row, line) in inside.glyphs.wrapped(words["measures.none"], to: inside.width).enumerated() {
          inside.write(line, row: row, role: .dim)
        }
      }
      return
    }
    let across = WallDeck.across(surface.width, count: sorted.count)
    let down = max(1, min((sorted.count + across - 1) / across, surface.height / 10))
    let pages = Pages(of: sorted.count, size: across * down, elapsed: scene.elapsed, seconds: 8)
    let shown = Array(sorted[pages.range])
    let body = surface.bounds.splitBottom(pages.count > 1 ? 1 : 0)
    let cards = WallCards(showing: showing, scene: scene)
    let isOne = showing.board.own != nil
    let places = body.rest.rows(Array(repeating: .weight(1), count: down)).flatMap {
      $0.columns(Array(repeating: .weight(1), count: across), gap: 1)
    }
    let made = shown.map { entry -> WallCard in
      var card = cards.card(entry.indicator, of: entry.row, glyphs: glyphs)
      if !isOne { card.lines.insert([[Span(showing.wording.name(entry.row.area), .text, strong: true)]], at: 0) }
      return card
    }
    WallDeck(cards: made).draw(in: Array(places.prefix(made.count)), on: &surface)
    if let text = pages.text {
      surface.within(body.bottom) {
        $0.write([Span("\(words["wall.page", text]) ", .dim)], row: 0, width: $0.width, alignment: .right)
      }
    }
  }
}
