import PostalModel

/// 大屏画面: where the wall is in its playlist, and what must be said of what it shows.
public struct WallScene: Sendable, Equatable {
  /// What the playlist calls it; nil: the area and the panel say it.
  public var title: String?
  /// Which of the scenes it is, from 0, and how many there are now.
  public var position: Int
  public var count: Int
  /// What the next scene is called; nil where there is only one.
  public var next: String?
  /// Seconds until the next scene; nil where there is none.
  public var secondsLeft: Int?
  /// Whole seconds since the scene came up: what moves on the wall moves by it.
  public var elapsed: Int
  /// The hour, as it stands in the header; empty: not told.
  public var time: String
  /// What is old or wrong, the gravest first.
  public var warnings: [Warning]
  /// Firms may be named (`firms` of the playlist).
  public var showsFirms: Bool
  /// The indicator its address chooses, which then takes the screen; nil: none.
  public var indicator: String?
  /// The outlet its address opens.
  public var outlet: Outlet?
  /// What is owed and absent, for the scene of returns; nil while it is being fetched or not wanted.
  public var due: DueBoard?

  /// Something that a person who looks at the wall must know of its figures.
  public struct Warning: Sendable, Equatable {
    public enum Kind: Sendable {
      /// 未更新: returns of a form are older than they may be.
      case stale
      /// 数据中断: the database cannot be read; what is shown was read before.
      case failure
    }

    public var kind: Kind
    /// In the language of the screen.
    public var text: String

    public init(kind: Kind, text: String) {
      self.kind = kind
      self.text = text
    }
  }

  public init(
    title: String? = nil, position: Int = 0, count: Int = 1, next: String? = nil, secondsLeft: Int? = nil,
    elapsed: Int = 0, time: String = "", warnings: [Warning] = [], showsFirms: Bool = false, indicator: String? = nil,
    outlet: Outlet? = nil, due: DueBoard? = nil
  ) {
    self.title = title
    self.position = position
    self.count = count
    self.next = next
    self.secondsLeft = secondsLeft
    self.elapsed = elapsed
    self.time = time
    self.warnings = warnings
    self.showsFirms = showsFirms
    self.indicator = indicator
    self.outlet = outlet
    self.due = due
  }

  /// Which of several things the scene dwells on now: each gets its share of the scene's time, and a few seconds at least.
  func turn(among count: Int, least: Int = 6) -> Int {
    guard count > 1 else { return 0 }
    let share = secondsLeft.map { (elapsed + $0) / count } ?? 10
    return elapsed / max(least, share) % count
  }
}
