import Drawing
import PostalModel
import Synchronization

/// What was made of a board once and is the same until the board changes: ordered rows, open items, tables. Drawing asks
/// for it again at every key; it is made again only when something of its key is another.
public final class Kept: Sendable {
  /// Everything that a kept value is made of.
  struct Key: Hashable, Sendable {
    /// Another one for every board that came: see ``Kept/fresh()``.
    var generation: Int
    var list: List
    var name: String
    var numbers: [Int] = []
    var texts: [String?] = []
  }

  /// Which rows of which board, in which order, judged by what.
  public struct List: Hashable, Sendable {
    public var area: AreaCode?
    public var period: Period
    public var plan: String?
    public var beside: String?
    public var panel: PanelKind
    public var focus: PanelKind
    public var indicator: String?
    public var sort: SortOrder
    public var isReversed: Bool
    public var filter: String
    public var marked: [AreaCode]
    public var language: Language

    public init(
      area: AreaCode?, period: Period, plan: String?, beside: String?, panel: PanelKind, focus: PanelKind,
      indicator: String?, sort: SortOrder, isReversed: Bool, filter: String, marked: [AreaCode], language: Language
    ) {
      self.area = area
      self.period = period
      self.plan = plan
      self.beside = beside
      self.panel = panel
      self.focus = focus
      self.indicator = indicator
      self.sort = sort
      self.isReversed = isReversed
      self.filter = filter
      self.marked = marked
      self.language = language
    }
  }

  /// More than a screen with all its panels needs.
  private static let limit = 96
  private let values = Mutex<[Key: any Sendable]>([:])
  private static let counter = Mutex(0)

  public init() {}

  /// A generation that no other board of this process has.
  public static func fresh() -> Int {
    counter.withLock {
      $0 += 1
      return $0
    }
  }

  func value<Value: Sendable>(_ key: Key, _ make: () -> Value) -> Value {
    // In two steps: where nothing is kept a value that may be absent must not be taken for one that is.
    if let any = values.withLock({ $0[key] }), let found = any as? Value { return found }
    let made = make()
    values.withLock {
      if $0.count >= Kept.limit { $0.removeAll(keepingCapacity: true) }
      $0[key] = made
    }
    return made
  }

  /// The rows of a list in their order, which may go by the numbers too.
  public func rows(_ list: List, _ generation: Int, _ numbers: [Int] = [], _ make: () -> [BoardRow]) -> [BoardRow] {
    value(Key(generation: generation, list: list, name: "rows", numbers: numbers), make)
  }
}

extension Showing {
  /// A value made of the board and the list, and of nothing else that is not in the numbers and texts.
  func keep<Value: Sendable>(
    _ name: String, _ numbers: [Int] = [], _ texts: [String?] = [], glyphs: Glyphs? = nil, _ make: () -> Value
  ) -> Value {
    guard let kept, let list else { return make() }
    let signs = glyphs.map { [$0.tier == .full ? 0 : $0.tier == .safe ? 1 : 2, $0.ambiguous == .one ? 1 : 2] } ?? []
    return kept.value(
      Kept.Key(generation: generation, list: list, name: name, numbers: numbers + signs, texts: texts), make)
  }

  /// Draws what is made of nothing but the board, the list, and the numbers and texts; drawn once, it is laid down again.
  public func drawKept(
    _ name: String, _ numbers: [Int] = [], _ texts: [String?] = [], on surface: inout Surface,
    _ draw: (inout Surface) -> Void
  ) {
    let (size, glyphs) = (surface.size, surface.glyphs)
    let drawn = keep("drawn." + name, [size.width, size.height] + numbers, texts, glyphs: glyphs) {
      var drawn = Surface(size: size, glyphs: glyphs)
      draw(&drawn)
      return drawn
    }
    surface.lay(drawn)
  }
}
