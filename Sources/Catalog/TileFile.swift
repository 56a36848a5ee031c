import PostalModel

/// `areas/tiles.toml`: one `[[map]]` an area.
enum TileFile {
  static func read(_ file: TOMLFile) throws(CatalogError) -> [TileMap] {
    try file.entry.allow(["map"])
    var maps: [TileMap] = []
    for entry in try file.entry.tables("map") {
      try entry.allow(["area", "tiles"])
      guard let area = try entry.code("area") else { throw entry.missing("area") }
      var map = TileMap(area: area, tiles: [])
      for part in try entry.tables("tiles") {
        let tile = try tile(part)
        if map.tiles.contains(where: { $0.row == tile.row && $0.column == tile.column }) {
          throw part.wrong("column", "这一格已有方块", "another tile has this place")
        }
        map.tiles.append(tile)
      }
      maps.append(map)
    }
    return maps
  }

  private static func tile(_ entry: TOMLEntry) throws(CatalogError) -> TileMap.Tile {
    try entry.allow(["area", "short", "row", "column"])
    guard let area = try entry.code("area") else { throw entry.missing("area") }
    guard let row = try entry.whole("row", in: 0...99) else { throw entry.missing("row") }
    guard let column = try entry.whole("column", in: 0...99) else { throw entry.missing("column") }
    return TileMap.Tile(area: area, short: try entry.neededText("short"), row: row, column: column)
  }
}
