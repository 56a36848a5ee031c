/// Areas as tiles at about their place on the map, each on the ground of its status.
public struct Tiles: Picture {
  public struct Tile: Sendable, Hashable {
    /// The place in the grid of the map, from 0.
    public var column: Int
    public var row: Int
    public var title: String
    /// Below the title: mark and figure.
    public var detail: String
    public var ground: Ground

    public init(column: Int, row: Int, title: String, detail: String = "", ground: Ground = .noTarget) {
      self.column = column
      self.row = row
      self.title = title
      self.detail = detail
      self.ground = ground
    }
  }

  public var tiles: [Tile]
  public var selection: Int?

  public init(_ tiles: [Tile], selection: Int? = nil) {
    self.tiles = tiles
    self.selection = selection
  }

  /// Where each tile lies in the room; empty rectangles if there is none for them.
  public func rects(in size: Size) -> [Rect] {
    let across = (tiles.map(\.column).max() ?? 0) + 1
    let down = (tiles.map(\.row).max() ?? 0) + 1
    // A title of five Chinese characters and a blank at each side; wider tiles tell no more.
    let pitch = min(13, size.width / across)
    let gap = pitch >= 6 ? 1 : 0
    var rise = min(4, size.height / down)
    let spread = rise >= 3 ? 1 : 0
    if rise == 0 { rise = 1 }
    guard pitch > 0 else { return tiles.map { _ in Rect(width: 0, height: 0) } }
    let left = max(0, (size.width - pitch * across + gap) / 2)
    return tiles.map {
      Rect(
        column: left + $0.column * pitch, row: $0.row * rise, width: pitch - gap, height: rise - spread)
    }
  }

  public func draw(on surface: inout Surface) {
    for (index, (tile, rect)) in zip(tiles, rects(in: surface.size)).enumerated() where !rect.isEmpty {
      surface.within(rect) { draw(tile, isSelected: index == selection, on: &$0) }
    }
  }

  private func draw(_ tile: Tile, isSelected: Bool, on surface: inout Surface) {
    surface.clear(ground: isSelected ? .selection : tile.ground)
    let role: Role = isSelected ? .titleFocus : .tile
    let width = surface.width
    let margin = width >= 8 ? 1 : 0
    let room = max(0, width - 2 * margin)
    if surface.height == 1 {
      // When both do not fit the ground still tells the status; the name is what is missing.
      let both = tile.title + " " + tile.detail
      let text = tile.detail.isEmpty || surface.glyphs.columns(of: both) <= room ? both : tile.title
      surface.write(text, row: 0, column: margin, role: role, maxWidth: room)
      return
    }
    let top = (surface.height - 2) / 2
    surface.write(tile.title, row: top, column: margin, role: role, strong: true, maxWidth: room)
    surface.write(tile.detail, row: top + 1, column: margin, role: role, maxWidth: room)
  }
}
