/// 测算底数: what a what-if starts from: the sums of an area, of its parts and of what lies above, and where outlets or
/// people are to be changed the stocks that those sums are made of.
public struct WhatIfGround: Sendable, Equatable {
  /// An area in the tree of stocks.
  public struct Node: Sendable, Equatable {
    public var name: String
    public var parent: Int?
    public var stock: OutletStock
    /// What the area itself gives to its stock; nil where its parts are not at hand, so that it cannot be made again.
    public var own: OutletStock.Own?
    public var parts: [Int]

    public init(name: String, parent: Int?, stock: OutletStock, own: OutletStock.Own?, parts: [Int]) {
      self.name = name
      self.parent = parent
      self.stock = stock
      self.own = own
      self.parts = parts
    }

    /// Has people of its own and no part that has: what gaps are counted over.
    func isUnit(_ nodes: [Int: Node]) -> Bool {
      own?.urbanResidents != nil && !parts.contains { nodes[$0]?.stock.hasResidents == true }
    }
  }

  public var period: Period
  public var scope: AreaSums
  /// In code order.
  public var parts: [AreaSums]
  /// From the top down.
  public var above: [AreaSums]
  /// By the store's number of the area; empty where neither outlets nor people can be changed.
  public var nodes: [Int: Node]
  /// The least densities of all plans, which gaps are kept for.
  public var standards: [Amount]

  public init(
    period: Period, scope: AreaSums, parts: [AreaSums], above: [AreaSums], nodes: [Int: Node] = [:],
    standards: [Amount] = []
  ) {
    self.period = period
    self.scope = scope
    self.parts = parts
    self.above = above
    self.nodes = nodes
    self.standards = standards
  }

  /// The areas whose inputs can be changed: the parts, or where there are none the area itself.
  public var changeable: [AreaSums] { parts.isEmpty ? [scope] : parts }
}
