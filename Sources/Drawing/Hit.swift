/// What a part of the screen stands for, so that a pointer can be told what it is on.
public enum Hit: Sendable, Hashable {
  /// A row of the list the cursor moves over, from 0.
  case row(Int)
  /// Something with a name: a tab, a panel, a hint. What the names mean is for those who give them.
  case name(String)
}

extension Surface {
  /// Says what a rectangle stands for; what is said later lies above what was said before.
  public mutating func mark(_ rect: Rect? = nil, as hit: Hit) {
    let area = visible(rect ?? bounds)
    if !area.isEmpty { hits.append((area, hit)) }
  }

  /// What lies at a place of the whole surface, from the top down.
  public func hits(row: Int, column: Int) -> [Hit] {
    hits.reversed().filter { $0.area.contains(column: column, row: row) }.map(\.hit)
  }
}
