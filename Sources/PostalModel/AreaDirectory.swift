/// What is known of a code that a return names.
public enum AreaStanding: Sendable, Equatable {
  case known(Area)
  /// The code was replaced by another after the month `until`; the present area where it is known.
  case ended(until: Month, successor: AreaCode, Area?)
  /// No such code; known areas whose code or name is near, best first.
  case unknown(near: [Area])
}

/// Looks up the areas that returns name.
public protocol AreaDirectory {
  func standing(of code: AreaCode) -> AreaStanding
}
