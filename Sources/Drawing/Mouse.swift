/// What a person did with the mouse, and over which cell.
public struct Mouse: Sendable, Hashable {
  public enum Action: Sendable, Hashable, CaseIterable {
    /// The left button went down.
    case press
    case wheelUp, wheelDown
  }

  public var action: Action
  /// From 0.
  public var column: Int
  public var row: Int

  public init(_ action: Action, column: Int, row: Int) {
    self.action = action
    self.column = column
    self.row = row
  }
}
