/// What is known of a code that a return names.
public enum AreaStanding: Sendable, Equatable {
  case known(Area)
  /// The code was replaced by another after the month `until`; the present area where it is known.
  case ended(until: Month, successor: AreaCode, Area?)
  /// No such code; known areas whose code or name is near, best first. A directory may leave them out and find them when
  /// asked: a list that declares areas names many that are not known yet.
  case unknown(near: [Area])
}

/// Looks up the areas that returns name.
public protocol AreaDirectory {
  func standing(of code: AreaCode) -> AreaStanding

  /// 合并前的区划: an area that ended by a merger and keeps the returns of the months before it; nil for any other.
  func formerArea(_ code: AreaCode) -> Area?

  /// The areas of exactly this name, at all levels; where there is none, those that once had it.
  func areas(called name: String) -> [Area]

  /// Areas whose codes are near to one that no area has, best first.
  func areas(near code: AreaCode) -> [Area]

  /// Areas whose names are near to one that no area has, best first.
  func areas(near name: String) -> [Area]
}

extension AreaDirectory {
  public func formerArea(_ code: AreaCode) -> Area? { nil }
  /// A directory that knows codes alone has no names.
  public func areas(called name: String) -> [Area] { [] }
  public func areas(near name: String) -> [Area] { [] }
  public func areas(near code: AreaCode) -> [Area] { [] }
}
