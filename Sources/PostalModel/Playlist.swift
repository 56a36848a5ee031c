/// 播放单: what a wall shows in turn and how it behaves, as an office wrote it down. Areas are still texts, which are
/// looked up in the database that is open.
public struct Playlist: Sendable, Equatable {
  /// What the wall is called; nil: each scene says what it is.
  public var titleZh: String?
  public var titleEn: String?
  /// Milliseconds that a scene stays unless it says otherwise.
  public var every = 15_000
  /// 返回时限: seconds without a key after which a visitor is taken to have gone.
  public var idle = 60
  /// Firms and brands may be named.
  public var showsFirms = false
  /// The names of the keys that leave the kiosk when pressed one after the other; none: keys do not leave it.
  public var exit: [String] = []
  /// 未更新: days after which returns of a form are called old; a form that is not here never is.
  public var staleDays: [Form: Int] = [.outlets: 100, .villages: 40, .packaging: 40, .safety: 40]
  /// Minutes between two full repaints; 0: none.
  public var repaint = 10
  /// Minutes after which everything moves by a cell, against burn-in; 0: never.
  public var shift = 5
  /// The theme of scenes that name none; nil: the terminal's.
  public var theme: String?
  public var scenes: [PlaylistScene] = []

  public init() {}

  public func title(_ language: Language) -> String? { language == .zh ? titleZh : titleEn ?? titleZh }
}

/// 画面: one entry of a playlist, an address or a question that gives several.
public struct PlaylistScene: Sendable, Equatable {
  public enum Subject: Sendable, Equatable {
    /// One place.
    case address(String)
    /// The worst parts of an area by an indicator, so many of them.
    case worst(count: Int, indicator: String, scope: String, panel: String?)
    /// Every part of an area.
    case children(scope: String, panel: String)
    /// Every plan where it belongs.
    case plans(panel: String)
    /// The open items of an area, while there are any.
    case openItems(scope: String)
    /// The plans of an area, while a task of theirs is due this month or late.
    case tasksDue(scope: String)
  }

  public var subject: Subject
  /// Milliseconds; nil: as the playlist has it.
  public var duration: Int?
  /// nil: all day.
  public var hours: DayHours?
  /// None stands for all.
  public var days: Set<Weekday>
  public var theme: String?
  public var titleZh: String?
  public var titleEn: String?

  public init(
    _ subject: Subject, duration: Int? = nil, hours: DayHours? = nil, days: Set<Weekday> = [], theme: String? = nil,
    titleZh: String? = nil, titleEn: String? = nil
  ) {
    self.subject = subject
    self.duration = duration
    self.hours = hours
    self.days = days
    self.theme = theme
    self.titleZh = titleZh
    self.titleEn = titleEn
  }

  public func title(_ language: Language) -> String? { language == .zh ? titleZh : titleEn ?? titleZh }

  /// Is it to be shown at a minute of a day?
  public func isOn(_ day: Day, minute: Int) -> Bool {
    if let hours { return hours.contains(minute, of: day, days: days) }
    return days.isEmpty || days.contains(Weekday(of: day))
  }
}
