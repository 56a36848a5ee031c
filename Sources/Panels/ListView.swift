/// 样式: how a panel lays out its areas. The raw value is its name in addresses.
public enum ListView: String, CaseIterable, Sendable {
  case table
  /// 时序表: areas by months.
  case heat
  /// 方块地图: one tile an area, at its rough place.
  case tiles
  /// 变化: figures against the period before and the year before, with ranks.
  case changes
}

extension PanelKind {
  /// The ways a panel can lay out what it lists, the usual one first.
  public var views: [ListView] {
    listsFigures ? [.table, .heat, .tiles, .changes] : listsMeasures ? [.table, .heat, .changes] : [.table]
  }
}
