/// Something that draws itself in the room it is given: a bar, a line through time, a table.
public protocol Picture: Sendable {
  /// Draws in the region of the surface, whatever its size; draws less rather than wrong when it is small.
  func draw(on surface: inout Surface)
}
