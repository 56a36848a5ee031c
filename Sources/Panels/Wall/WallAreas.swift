import Drawing
import PostalModel

/// The parts of an area by one figure: as tiles at their rough place where somebody drew that, else the worst first.
struct WallAreas {
  let showing: Showing
  let indicator: Indicator

  private var words: Words { showing.words }
  private var wording: Wording { showing.wording }
  private var language: Language { showing.handbook.language }

  private var focused: Showing { showing.dwelling(on: indicator) }

  /// Tiles where they are drawn or so few that each is still read.
  func draw(on surface: inout Surface) {
    let glyphs = surface.glyphs
    let size = Box.interior(of: surface.bounds).size
    let focused = focused
    guard usesTiles(in: size, focused) else {
      WallRanking(showing: showing, indicator: indicator).draw(on: &surface)
      return
    }
    let unit = wording.unit(indicator)
    let box = Box(
      title: words["wall.parts", wording.heading(of: showing.board.rows)],
      detail: indicator.name(language) + (unit.isEmpty ? "" : " \(unit)"))
    surface.panel(box, in: surface.bounds) { inside in
      var tiles = Tiles(TilePanel(showing: focused).tiles(in: inside.size, glyphs: glyphs))
      tiles.largeHeight = 6
      inside.draw(tiles, in: inside.bounds)
    }
  }

  private func usesTiles(in size: Size, _ focused: Showing) -> Bool {
    let count = focused.rows.count
    guard count > 1 else { return false }
    let tiles: (across: Int, down: Int)
    if let map = showing.tileMap, let last = map.tiles.map(\.column).max(), let low = map.tiles.map(\.row).max() {
      tiles = (last + 1, low + 1)
    } else {
      guard count <= 20 else { return false }
      tiles = Tiles.grid(count, in: size)
    }
    return size.width / max(1, tiles.across) >= (showing.tileMap == nil ? 9 : 8)
      && size.height / max(1, tiles.down) >= 2
  }
}

/// 排名: the parts of an area by one figure, the worst first, and below how all of them lie.
struct WallRanking {
  let showing: Showing
  let indicator: Indicator

  private var words: Words { showing.words }
  private var wording: Wording { showing.wording }
  private var language: Language { showing.handbook.language }

  func draw(on surface: inout Surface) {
    let glyphs = surface.glyphs
    let rows = showing.dwelling(on: indicator).rows
    let inside = Box.interior(of: surface.bounds)
    let strip = strip(rows, width: inside.width, glyphs: glyphs)
    let stripRows = strip != nil && inside.height >= 14 ? 4 : 0
    let shown = Array(rows.prefix(max(0, inside.height - stripRows) * LargeRows.lanes(inside.width)))
    let unit = wording.unit(indicator)
    let box = Box(
      title: words[shown.count < rows.count ? "wall.worstOf" : "wall.worstFirst", wording.heading(of: rows)],
      detail: indicator.name(language) + (unit.isEmpty ? "" : " \(unit)"),
      footer: shown.count < rows.count ? words["wall.shownOf", String(shown.count), String(rows.count)] : nil)
    surface.panel(box, in: surface.bounds) { body in
      guard !rows.isEmpty else {
        body.write(words["list.empty"], row: 0, role: .dim, maxWidth: body.width)
        return
      }
      let parts = body.bounds.splitBottom(stripRows)
      body.draw(LargeRows(shown.map { row($0, glyphs: glyphs) }), in: parts.rest)
      if let strip, stripRows > 0 { body.draw(strip, in: parts.bottom.splitTop(1).rest) }
    }
  }

  private func row(_ row: BoardRow, glyphs: Glyphs) -> LargeRows.Row {
    let figure = row.figures[indicator.id]
    let ratio = figure?.reading.ratio
    let isShort = figure?.status?.isShortfall == true
    let need = isShort ? wording.need(figure, indicator) : ""
    return LargeRows.Row(
      mark: wording.mark(figure?.status, glyphs: glyphs), role: wording.role(figure), title: wording.name(row.area),
      value: wording.value(figure, indicator, glyphs: glyphs),
      figure: ratio.map { wording.number($0, indicator) } ?? "",
      tail: ratio == nil ? "" : need.isEmpty ? wording.word(figure) : need, bar: bar(figure))
  }

  /// As long as the figure, with the target marked; a share from half of what there is, so that small lacks show.
  private func bar(_ figure: Figure?) -> Bar? {
    guard let value = figure?.value else { return nil }
    let values = showing.board.rows.compactMap { $0.figures[indicator.id]?.value }
    let target = figure?.judgement.applied?.target.bound?.number
    let high = indicator.unit.isShare ? 100 : max(values.max() ?? value, target ?? 0) * 1.05
    let low = min(values.min() ?? value, target ?? value)
    let floor = indicator.unit.isShare ? max(0, low - (high - low) * 0.5) : 0
    guard high > floor else { return nil }
    return Bar(value: value, domain: floor...high, target: target, role: wording.role(figure))
  }

  private func strip(_ rows: [BoardRow], width: Int, glyphs: Glyphs) -> DistributionStrip? {
    let values = rows.compactMap { row -> Double? in
      guard let figure = row.figures[indicator.id], !figure.reading.isPartial else { return nil }
      return figure.value
    }
    guard values.count >= 12 else { return nil }
    func text(_ value: Double) -> String { wording.decimals(Amount(value), indicator) }
    let target = rows.lazy.compactMap { $0.figures[indicator.id]?.judgement.applied?.target.bound?.number }.first
    return DistributionStrip(
      values: values, own: nil, target: target,
      labels: (
        text(values.min()!), DistributionStrip.median(values).map { words["standing.median", text($0)] } ?? "",
        text(values.max()!)
      ))
  }
}
