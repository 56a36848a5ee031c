import Drawing
import PostalModel

/// 方块地图: the areas of a list as tiles at their rough place, each with its name, figure and mark. Without a drawn
/// map, and at the top of the plans, they stand in the order of the list.
public struct TilePanel {
  let showing: Showing

  public init(showing: Showing) { self.showing = showing }

  private var wording: Wording { showing.wording }
  private var words: Words { showing.words }

  /// Where the areas lie; nil where nobody drew it, or where the tiles would be too narrow for their names.
  private func map(in size: Size) -> TileMap? {
    guard let map = showing.tileMap, let last = map.tiles.map(\.column).max(), size.width / (last + 1) >= 8 else {
      return nil
    }
    return map
  }

  /// What is to be said of the layout, for the frame.
  func note(in size: Size) -> String? {
    guard showing.board.area != nil else { return nil }
    return words[
      map(in: size) != nil ? "tiles.rough" : showing.tileMap != nil ? "tiles.narrow" : "tiles.listOrder"]
  }

  /// Which rows of tiles are in sight, where not all are.
  func scrollHint(in size: Size, glyphs: Glyphs) -> String? {
    Tiles(tiles(in: size, glyphs: glyphs), selection: showing.selectedIndex).scrollHint(in: size)
  }

  /// The tiles in the order of the rows.
  func tiles(in size: Size, glyphs: Glyphs) -> [Tiles.Tile] {
    guard let indicator = showing.subjectIndicator else { return [] }
    let rows = showing.rows
    let across = Tiles.grid(rows.count, in: size).across
    let map = map(in: size)
    let below = (map?.tiles.map(\.row).max() ?? -1) + 1
    let width = max(1, (map?.tiles.map(\.column).max() ?? 0) + 1)
    var others = 0
    return rows.enumerated().map { index, row in
      let figure = row.figures[indicator.id]
      var tile = Tiles.Tile(
        column: index % max(1, across), row: index / max(1, across), title: wording.name(row.area),
        lines: lines(row, figure, indicator, glyphs: glyphs),
        figure: figure?.reading.ratio == nil ? "" : wording.value(figure, indicator, glyphs: glyphs),
        mark: wording.mark(figure, glyphs: glyphs), role: wording.role(figure),
        ground: figure?.status.flatMap { $0.isJudged ? Ground(rawValue: wording.role(figure).rawValue) : nil })
      if let map {
        if let place = map.tiles.first(where: { $0.area == row.area.code }) {
          (tile.column, tile.row, tile.short) = (place.column, place.row, place.short)
        } else {
          // Areas that the map does not know, such as one an office made, stand below it.
          (tile.column, tile.row) = (others % width, below + others / width)
          others += 1
        }
      }
      return tile
    }
  }

  /// Figure and mark, what is lacking, how it went, and how many reported.
  private func lines(_ row: BoardRow, _ figure: Figure?, _ indicator: Indicator, glyphs: Glyphs) -> [String] {
    let mark = wording.mark(figure, glyphs: glyphs)
    let value = wording.value(figure, indicator, glyphs: glyphs)
    var lines = [mark.isEmpty ? value : "\(mark) \(value)"]
    if figure?.judgement.status?.isShortfall == true {
      let need = wording.need(figure, indicator)
      if !need.isEmpty { lines.append(need) }
    }
    let values = showing.series?.row(row.area.code, indicator.id)?.figures.suffix(12).map { $0.reading.ratio?.value }
    if let values, values.compactMap({ $0 }).count >= 3 {
      lines.append(Sparkline(values: Array(values)).text(glyphs: glyphs))
    }
    return lines
  }

  func draw(on surface: inout Surface) {
    let size = surface.size
    surface.draw(
      Tiles(tiles(in: size, glyphs: surface.glyphs), selection: showing.selectedIndex), in: surface.bounds)
  }

  /// The area next to the selected one in a direction; nil where none is.
  ///
  /// - Parameters:
  ///   - columns: 1 to the right, -1 to the left.
  ///   - rows: 1 down, -1 up.
  ///   - size: of the whole screen.
  public func neighbour(columns: Int, rows: Int, in size: Size, glyphs: Glyphs) -> AreaCode? {
    let room = FiguresPanel(showing: showing, panel: showing.panel).pictureRoom(in: size)
    let tiles = tiles(in: room, glyphs: glyphs)
    guard let index = showing.selectedIndex,
      let next = Tiles.neighbour(of: index, columns: columns, rows: rows, among: tiles)
    else { return nil }
    return showing.rows[next].area.code
  }
}
