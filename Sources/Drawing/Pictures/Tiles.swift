/// Things as tiles at their rough place on a grid, each on the ground of how it stands.
public struct Tiles: Picture {
  public struct Tile: Sendable, Hashable {
    /// The place in the grid, from 0.
    public var column: Int
    public var row: Int
    public var title: String
    /// The title where the tile is narrow; empty: the title is cut.
    public var short: String
    /// Below the title, from the one that must be there to the one that may: figure and mark, what is lacking, how it
    /// went. As many as the tile is high.
    public var lines: [String]
    /// The figure alone, for tiles that have room for large digits; empty: none.
    public var figure: String
    /// The sign that goes with it.
    public var mark: String
    /// How it stands, for text on the ground of a selection.
    public var role: Role
    /// nil: nothing is judged there.
    public var ground: Ground?

    public init(
      column: Int, row: Int, title: String, short: String = "", lines: [String] = [], figure: String = "",
      mark: String = "", role: Role = .text,
      ground: Ground? = .noTarget
    ) {
      self.column = column
      self.row = row
      self.title = title
      self.short = short
      self.lines = lines
      self.figure = figure
      self.mark = mark
      self.role = role
      self.ground = ground
    }
  }

  public var tiles: [Tile]
  public var selection: Int?
  public var hasFocus: Bool

  public init(_ tiles: [Tile], selection: Int? = nil, hasFocus: Bool = true) {
    self.tiles = tiles
    self.selection = selection
    self.hasFocus = hasFocus
  }

  /// Across by down so that all tiles of a list fit a room as near as may be to three times as wide as high.
  public static func grid(_ count: Int, in size: Size) -> (across: Int, down: Int) {
    guard count > 0 else { return (0, 0) }
    let fits = (1...count).filter { $0 == 1 || size.width / $0 >= 9 }
    let best = fits.min { left, right in
      func miss(_ across: Int) -> Double {
        let down = (count + across - 1) / across
        let (width, height) = (Double(size.width) / Double(across), Double(size.height) / Double(down))
        let blank = Double(across * down - count) * 0.5
        return (height < 2 ? 10 : 0) + abs(min(width, 24) / max(1, min(height, 6)) - 4) + blank
      }
      return miss(left) < miss(right)
    }
    let across = best ?? 1
    return (across, (count + across - 1) / across)
  }

  /// The tile next to one in a direction (columns to the right, rows down): the nearest that way, rather straight on
  /// than aside; nil where none is.
  public static func neighbour(of index: Int, columns: Int, rows: Int, among tiles: [Tile]) -> Int? {
    guard tiles.indices.contains(index) else { return nil }
    let here = tiles[index]
    func distance(_ tile: Tile) -> Int? {
      let (across, down) = (tile.column - here.column, tile.row - here.row)
      let (ahead, aside) = columns != 0 ? (across * columns, abs(down)) : (down * rows, abs(across))
      return ahead > 0 ? ahead + aside * 3 : nil
    }
    return tiles.indices.filter { distance(tiles[$0]) != nil }.min {
      (distance(tiles[$0])!, $0) < (distance(tiles[$1])!, $1)
    }
  }

  /// From this height of a tile on figures are large.
  public var largeHeight = 9

  /// How tiles are laid into a room.
  private struct Layout {
    var pitch: Int
    var gap: Int
    var rise: Int
    var spread: Int
    /// Rows of tiles in sight.
    var rows: Range<Int>
    var down: Int
  }

  private func layout(in size: Size) -> Layout {
    let across = (tiles.map(\.column).max() ?? 0) + 1
    let down = (tiles.map(\.row).max() ?? 0) + 1
    // As many lines as there is text for, and air above and below; on a wall figures grow with their tiles.
    let lines = 2 + (tiles.map(\.lines.count).max() ?? 0)
    let room = size.height / down
    let isLarge = room > largeHeight && tiles.contains { !$0.figure.isEmpty }
    let pitch = min(isLarge ? 48 : 26, size.width / across)
    // Name and figure are the least: what then does not fit is scrolled to.
    let least = min(2, size.height)
    let rise = max(least, min(isLarge ? max(largeHeight + 2, pitch / 2) : max(4, lines + 3), room))
    let spread = rise >= 3 ? 1 : 0
    let shown = rise == 0 ? 0 : min(down, (size.height + spread) / rise)
    let row = selection.flatMap { tiles.indices.contains($0) ? tiles[$0].row : nil }
    let first = Scroll.offset(selection: row, count: down, height: shown)
    return Layout(
      pitch: pitch, gap: pitch >= 6 ? 1 : 0, rise: rise, spread: spread, rows: first..<(first + shown), down: down)
  }

  /// Where each tile lies in the room; empty rectangles for those out of sight.
  public func rects(in size: Size) -> [Rect] {
    let layout = layout(in: size)
    let across = (tiles.map(\.column).max() ?? 0) + 1
    let left = max(0, (size.width - layout.pitch * across + layout.gap) / 2)
    let top = max(0, (size.height - layout.rise * layout.rows.count + layout.spread) / 2)
    return tiles.map { tile in
      guard layout.pitch > 0, layout.rows.contains(tile.row) else { return Rect(width: 0, height: 0) }
      return Rect(
        column: left + tile.column * layout.pitch, row: top + (tile.row - layout.rows.lowerBound) * layout.rise,
        width: layout.pitch - layout.gap, height: layout.rise - layout.spread)
    }
  }

  /// Which rows of tiles are in sight where not all are; for a frame's footer.
  public func scrollHint(in size: Size) -> String? {
    let layout = layout(in: size)
    return Scroll.hint(offset: layout.rows.lowerBound, count: layout.down, height: layout.rows.count)
  }

  public func draw(on surface: inout Surface) {
    for (index, (tile, rect)) in zip(tiles, rects(in: surface.size)).enumerated() where !rect.isEmpty {
      surface.within(rect) { draw(tile, isSelected: index == selection, on: &$0) }
      surface.mark(rect, as: .row(index))
    }
  }

  private func draw(_ tile: Tile, isSelected: Bool, on surface: inout Surface) {
    let glyphs = surface.glyphs
    let ground = isSelected ? (hasFocus ? .selection : .selectionIdle) : tile.ground ?? .header
    surface.clear(ground: ground)
    let isOnStatus = ground.isStatus
    let titleRole: Role = isSelected ? .titleFocus : isOnStatus ? .tile : .text
    let role: Role = isOnStatus ? .tile : tile.role
    let width = surface.width
    if isSelected, width >= 6 {
      // The edge at the left is what shows the cursor where there are no colours.
      for row in 0..<surface.height { surface.write(glyphs.block, row: row, role: tile.role) }
    }
    let margin = width >= 11 ? 2 : width >= 7 ? 1 : 0
    let room = max(0, width - margin - (width >= 11 ? 1 : 0))
    let title = !tile.short.isEmpty && glyphs.columns(of: tile.title) > room ? tile.short : tile.title
    if surface.height == 1 {
      // When both do not fit the ground still tells the status; the name is what is missing.
      let both = tile.lines.first.map { "\(title) \($0)" } ?? title
      let text = glyphs.columns(of: both) <= room ? both : title
      surface.write(text, row: 0, column: margin, role: titleRole, maxWidth: room)
      return
    }
    // Lines that do not fit the width are left out rather than cut; of the figure first the blank goes.
    var texts = tile.lines.enumerated().filter { $0.offset == 0 || glyphs.columns(of: $0.element) <= room }
      .map(\.element)
    if let first = texts.first, glyphs.columns(of: first) > room {
      texts[0] = first.filter { $0 != " " }
      // A word cut in two says less than its mark.
      if tile.figure.isEmpty, !tile.mark.isEmpty, glyphs.columns(of: texts[0]) > room { texts[0] = tile.mark }
    }
    let wide = Size(
      width: room - 2 - glyphs.columns(of: tile.mark), height: surface.height - 4 - max(0, texts.count - 1))
    let scale = min(3, BigDigits.largestScale(of: tile.figure, in: wide, glyphs: glyphs))
    let digits = BigDigits.size(of: tile.figure, scale: scale, glyphs: glyphs)
    let isLarge = surface.height >= largeHeight && !tile.figure.isEmpty && scale > 0
    guard isLarge else {
      let lines = texts.prefix(surface.height - 1)
      let top = (surface.height - 1 - lines.count) / 2
      surface.write(title, row: top, column: margin, role: titleRole, strong: true, maxWidth: room)
      for (place, line) in lines.enumerated() {
        surface.write(
          line, row: top + 1 + place, column: margin, role: role, strong: place == 0 && isSelected, maxWidth: room)
      }
      return
    }
    let lines = texts.dropFirst().prefix(surface.height - digits.height - 3)
    let top = max(0, (surface.height - 2 - digits.height - lines.count - (lines.isEmpty ? 0 : 1)) / 2)
    surface.write(title, row: top, column: margin, role: titleRole, strong: true, maxWidth: room)
    surface.draw(
      BigDigits(tile.figure, role: role, scale: scale),
      in: Rect(column: margin, row: top + 2, width: digits.width, height: digits.height))
    surface.write(tile.mark, row: top + 2, column: margin + digits.width + 2, role: role, strong: true)
    for (place, line) in lines.enumerated() {
      surface.write(line, row: top + 3 + digits.height + place, column: margin, role: role, maxWidth: room)
    }
  }
}
