import Drawing
import PostalModel

/// 网点, 包装, 安全, 进村 on the wall: a large card for each figure, the parts by the one dwelt on, worst first, and how it
/// went and goes on.
struct WallFigures {
  let showing: Showing
  let scene: WallScene

  func draw(on surface: inout Surface) {
    let glyphs = surface.glyphs
    let (width, height) = (surface.width, surface.height)
    let cards = WallCards(showing: showing, scene: scene)
    let indicators = cards.indicators
    guard !indicators.isEmpty, width >= 34, height >= 12 else {
      WallOverview(showing: showing, scene: scene).draw(on: &surface)
      return
    }
    guard indicators.count > 1, WallDeck.across(width, count: indicators.count) > 1 else {
      let turned = indicators[scene.turn(among: indicators.count)]
      WallIndicator(showing: showing, scene: scene, indicator: turned).draw(on: &surface)
      return
    }
    let across = WallDeck.across(width, count: indicators.count)
    // Those that find no place beside the others take turns with them.
    let pages = Pages(
      of: indicators.count, size: across, elapsed: scene.turn(among: indicators.count), seconds: across)
    let shown = Array(indicators[pages.range])
    let turn = scene.turn(among: indicators.count) - pages.range.lowerBound
    let open = shown.indices.contains(turn) ? turn : 0
    let top = max(8, min(26, height * 42 / 100))
    let bands = surface.bounds.splitTop(top)
    WallDeck(cards: shown.map { cards.card($0, glyphs: glyphs) }, open: open).draw(in: bands.top, on: &surface)
    WallIndicator(showing: showing, scene: scene, indicator: shown[open]).drawLower(in: bands.rest, on: &surface)
  }
}

/// One figure that takes the screen: itself as large as may be, its way through time, and the parts of the area by it.
struct WallIndicator {
  let showing: Showing
  let scene: WallScene
  let indicator: Indicator

  func draw(on surface: inout Surface) {
    let (width, height) = (surface.width, surface.height)
    let glyphs = surface.glyphs
    let cards = WallCards(showing: showing, scene: scene)
    var card = cards.card(indicator, glyphs: glyphs)
    card.subject = nil
    let deck = WallDeck(cards: [card])
    guard height >= 12, width >= 34 else {
      deck.draw(in: surface.bounds, on: &surface)
      return
    }
    let hasParts = showing.hasParts(indicator)
    guard width >= 76 else {
      let bands = surface.bounds.splitTop(hasParts || height >= 16 ? min(height / 2, 12) : height)
      deck.draw(in: bands.top, on: &surface)
      drawLower(in: bands.rest, on: &surface)
      return
    }
    // The figure above its way, and beside them the parts.
    let sides = hasParts ? surface.bounds.columns([.weight(1), .weight(1)], gap: 1) : [surface.bounds]
    let top = height >= 18 ? max(10, min(24, height * 48 / 100)) : height
    let left = sides[0].splitTop(top)
    deck.draw(in: left.top, on: &surface)
    if left.rest.height > 0 { surface.within(left.rest) { drawTrend(on: &$0) } }
    if hasParts { surface.within(sides[1]) { drawParts(on: &$0) } }
  }

  /// Parts at the left and the way of the figure at the right; one of them where there is no room for both.
  func drawLower(in rect: Rect, on surface: inout Surface) {
    guard rect.height > 0 else { return }
    let hasParts = showing.hasParts(indicator)
    if hasParts, rect.width >= 90 {
      let sides = rect.columns([.weight(1), .weight(1)], gap: 1)
      surface.within(sides[0]) { drawParts(on: &$0) }
      surface.within(sides[1]) { drawTrend(on: &$0) }
    } else if hasParts {
      surface.within(rect) { drawParts(on: &$0) }
    } else {
      surface.within(rect) { drawTrend(on: &$0) }
    }
  }

  private func drawParts(on surface: inout Surface) {
    WallRanking(showing: showing, indicator: indicator).draw(on: &surface)
  }

  private func drawTrend(on surface: inout Surface) {
    guard showing.board.own != nil else {
      WallAreas(showing: showing, indicator: indicator).draw(on: &surface)
      return
    }
    TrendPanel(showing: showing.dwelling(on: indicator)).draw(on: &surface)
  }
}
