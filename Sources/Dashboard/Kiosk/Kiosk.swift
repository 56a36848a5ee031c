import Drawing
import Panels
import PostalModel

/// 大屏: the dashboard as a wall that nobody tends. It rotates through a playlist, lets a visitor look around, and keeps
/// the last good screen while there is no newer. Values in, values out: it asks neither the time, nor the terminal, nor
/// the database, and knows no effect that writes.
public struct Kiosk: Sendable {
  public let playlist: Playlist
  public var glyphs: Glyphs
  let handbook: Handbook
  let keymap: Keymap
  let exit: [Key]
  var size = Size(width: 80, height: 24)
  var time: KioskTime
  /// Empty until a database was opened.
  var scenes: [KioskScene] = []
  /// The places that entries had when they last came up.
  var lists: [Int: [Place]] = [:]
  /// On the wall; nil before the first, and while no entry is on.
  var page: KioskPage?
  /// When it came up, and when its time is over.
  var begun = 0
  var until = 0
  /// The page after it, on its way or ready.
  var coming: KioskErrand?
  var next: KioskPage?
  /// The database changed since the next page was read.
  var isNextOld = false
  /// The page on the wall, being read anew.
  var again: KioskErrand?
  var visit: KioskVisit?
  /// The last good page of each place.
  var good = KioskMemory()
  var outage: (text: String, since: Int)?
  var arrivals: [Form: Day] = [:]
  /// No entry has anything to show: when to look again.
  var retryAt: Int?
  /// Where to begin: the entry and item that were on the wall when the program last ended.
  var resumed: (entry: Int, item: Int)
  var errands = 0
  private var repainted: Int
  /// Keys that may become those that leave it, and when the last came.
  private var pressed: (keys: [Key], at: Int) = ([], 0)

  /// - Parameters:
  ///   - keymap: the office's keys; those that look and move stay in force.
  ///   - exit: keys that leave the kiosk when pressed one after the other; none: keys do not.
  ///   - resumed: the entry and the item of it to begin with.
  public init(
    playlist: Playlist, handbook: Handbook, glyphs: Glyphs = Glyphs(), keymap: Keymap = .shipped, exit: [Key] = [],
    time: KioskTime, resumed: (entry: Int, item: Int) = (0, 0)
  ) {
    self.playlist = playlist
    self.handbook = handbook
    self.glyphs = glyphs
    self.keymap = keymap.limited(KioskPermit.permits(_:in:))
    self.exit = exit
    self.time = time
    self.resumed = resumed
    repainted = time.milliseconds
  }

  public mutating func update(_ event: KioskEvent) -> [KioskEffect] {
    var effects: [KioskEffect] = []
    switch event {
    case .ticked(let time): effects = tick(time)
    case .key(let key): effects = press(key)
    case .resized(let size): self.size = size
    case .opened(let scenes, let arrivals):
      outage = nil
      self.arrivals = arrivals
      if scenes != self.scenes {
        self.scenes = scenes
        lists = [:]
        // What was read ahead is of another list.
        (coming, next) = (nil, nil)
      }
      effects = refresh() + refreshVisit()
    case .storeChanged(let arrivals):
      self.arrivals = arrivals
      effects = refresh() + refreshVisit()
    case .storeFailed(let zh, let en):
      outage = (say(zh, en), outage?.since ?? time.milliseconds)
    case .answered(let errand, let event): effects = answer(errand, event)
    }
    return effects + turn()
  }

  func say(_ zh: String, _ en: String) -> String { handbook.language == .zh ? zh : en }

  // MARK: What is told of it

  /// The entry and item on the wall; to be kept, so that it begins there after a crash.
  public var position: (entry: Int, item: Int)? { page.map { ($0.stop.entry, $0.stop.item) } }

  /// How many times a page came up.
  public internal(set) var changes = 0

  /// `whole`, `old` where it could not be brought up to date, `words` where there is none, `visit`, `quiet` between.
  public var condition: String {
    if visit != nil { return "visit" }
    guard let page else { return "quiet" }
    if page.dashboard == nil { return "words" }
    return outage != nil || page.failure != nil ? "old" : "whole"
  }

  /// The place on the wall, or what it says in place of one.
  public var sceneName: String {
    guard let page else { return "-" }
    return page.stop.place?.description ?? "-"
  }

  /// The theme of what is shown; nil: the one of the terminal.
  public var theme: String? { page.flatMap { scenes[safe: $0.stop.entry]?.scene.theme } ?? playlist.theme }

  /// A wall that waits says now and then that it is alive.
  private static let longestWait = 10_000

  /// Milliseconds until what is shown changes by itself.
  public var wait: Int {
    let now = time.milliseconds
    var wait = Kiosk.longestWait
    if let visit {
      let left = visit.until - now
      wait = left > KioskVisit.warned ? left - KioskVisit.warned : (left - 1) % 1000 + 1
    } else if page != nil {
      // With the countdown.
      wait = until > now ? (until - now - 1) % 1000 + 1 : 1000
    }
    if let retryAt { wait = min(wait, retryAt - now) }
    return max(1, min(wait, Kiosk.longestWait))
  }

  // MARK: Time

  private mutating func tick(_ time: KioskTime) -> [KioskEffect] {
    let before = self.time
    self.time = time
    // A clock that runs backwards is not to be waited for.
    self.time.milliseconds = max(before.milliseconds, time.milliseconds)
    var effects: [KioskEffect] = []
    if time.day != before.day {
      // Whether a return is late depends on the day.
      effects += refresh()
    }
    if playlist.repaint > 0, self.time.milliseconds - repainted >= playlist.repaint * 60_000 {
      repainted = self.time.milliseconds
      effects.append(.redraw)
    }
    effects += giveUp()
    if let visit, self.time.milliseconds >= visit.until { effects += endVisit() }
    return effects
  }

  // MARK: Keys

  /// Milliseconds within which the keys that leave it follow one another.
  private static let breath = 3000

  private mutating func press(_ key: Key) -> [KioskEffect] {
    if case .resized = key { return [] }
    if !exit.isEmpty {
      let before = time.milliseconds - pressed.at <= Kiosk.breath ? pressed.keys : []
      pressed = (Array((before + [key]).suffix(exit.count)), time.milliseconds)
      if pressed.keys == exit { return [.leave] }
      if exit.contains(key) { return [] }
    }
    if case .pasted = key { return [] }
    if visit != nil { return look(key) }
    return opensVisit(key) ? beginVisit() : []
  }
}

extension Array {
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
