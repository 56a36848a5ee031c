/// 方块地图: the parts of an area as tiles at their rough place, rows from the north and columns from the west.
public struct TileMap: Sendable, Equatable {
  public var area: AreaCode
  public var tiles: [Tile]

  public struct Tile: Sendable, Equatable {
    public var area: AreaCode
    /// The name a narrow tile carries.
    public var short: String
    public var row: Int
    public var column: Int

    public init(area: AreaCode, short: String, row: Int, column: Int) {
      self.area = area
      self.short = short
      self.row = row
      self.column = column
    }
  }

  public init(area: AreaCode, tiles: [Tile]) {
    self.area = area
    self.tiles = tiles
  }
}
