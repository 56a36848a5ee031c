import Drawing
import Panels
import PostalModel

@testable import Dashboard

/// A wall of the hand-made office, with a clock that the test winds.
struct Wall {
  var fixture = Fixture()
  var kiosk: Kiosk
  var now: KioskTime
  /// Everything it ever asked for.
  var asked: [Effect] = []
  var redraws = 0
  var isLeft = false
  /// Answers fail with this.
  var failure: (zh: String, en: String)?
  /// Of which places answers fail; nil: of all.
  var failing: AreaCode?
  /// Nothing is answered while it is set.
  var isHeld = false
  private var held: [KioskEffect] = []
  let scenes: [KioskScene]

  static func scene(
    _ address: String, hours: String? = nil, days: Set<Weekday> = [], seconds: Int? = nil, title: String? = nil
  ) -> PlaylistScene {
    PlaylistScene(
      .address(address), duration: seconds.map { $0 * 1000 }, hours: hours.flatMap { DayHours($0) }, days: days,
      titleZh: title)
  }

  static let plain = ["5205", "5205/packaging", "520526", "5205/open-items"].map { scene($0) }

  init(
    _ scenes: [PlaylistScene] = Wall.plain, at time: String = "10:00", on day: Day? = nil, language: Language = .zh,
    exit: [Key] = [],
    resumed: (entry: Int, item: Int) = (0, 0), isOpened: Bool = true, _ change: (inout Playlist) -> Void = { _ in }
  ) {
    var playlist = Playlist()
    playlist.scenes = scenes
    playlist.staleDays = [:]
    change(&playlist)
    fixture.language = language
    now = KioskTime(milliseconds: 1_000_000, day: day ?? fixture.today, minute: DayHours("\(time)-24:00")!.first)
    kiosk = Kiosk(
      playlist: playlist, handbook: fixture.handbook, exit: exit, time: now, resumed: resumed)
    self.scenes = playlist.scenes.map {
      KioskScene($0, indicators: Fixture.indicators) { names in
        names == ["毕节市"] ? AreaCode("5205") : nil
      }
    }
    send(.resized(Size(width: 100, height: 30)))
    if isOpened { send(.opened(self.scenes, arrivals: [:])) }
  }

  mutating func send(_ event: KioskEvent) {
    var effects = kiosk.update(event)
    while !effects.isEmpty {
      let effect = effects.removeFirst()
      switch effect {
      case .redraw: redraws += 1
      case .leave: isLeft = true
      case .ask(let question, let errand):
        asked.append(question)
        if isHeld { held.append(effect) } else { effects += kiosk.update(.answered(errand: errand, answer(question))) }
      }
    }
  }

  private func answer(_ effect: Effect) -> Event? {
    if let failure {
      var isMeant = failing == nil
      if case .loadBoard(let request) = effect, request.area == failing { isMeant = true }
      if isMeant { return .failed(zh: failure.zh, en: failure.en) }
    }
    return fixture.answer(effect)
  }

  /// Answers what was held back.
  mutating func release() {
    isHeld = false
    for case .ask(let question, let errand) in held { send(.answered(errand: errand, answer(question))) }
    held = []
  }

  /// Lets time pass as the program does: never past the moment at which something changes by itself.
  mutating func pass(_ milliseconds: Int) {
    let end = now.milliseconds + milliseconds
    while now.milliseconds < end {
      let step = min(kiosk.wait, end - now.milliseconds)
      let minutes = (now.milliseconds + step) / 60_000 - now.milliseconds / 60_000
      now.milliseconds += step
      now.minute += minutes
      if now.minute >= 1440 {
        now.minute -= 1440
        now.day = Day(ordinal: now.day.ordinal + 1)
      }
      send(.ticked(now))
    }
  }

  /// Both clocks leap, as when the machine slept.
  mutating func jump(minutes: Int) {
    now.milliseconds += minutes * 60_000
    let minute = now.minute + minutes
    now.day = Day(ordinal: now.day.ordinal + minute / 1440)
    now.minute = minute % 1440
    send(.ticked(now))
  }

  mutating func press(_ keys: Key...) { for key in keys { send(.key(key)) } }

  func text(_ width: Int = 100, _ height: Int = 30) -> String { kiosk.view(Size(width: width, height: height)).text }
  var place: String { kiosk.sceneName }
  /// Where it is on the wall, as its dots show it.
  var dots: String { kiosk.page.map { kiosk.scene($0) }.map { "\($0.position + 1)/\($0.count)" } ?? "-" }
  var scene: WallScene? { kiosk.page.map { kiosk.scene($0) } }

  /// The places of so many changes, from now on.
  mutating func places(_ count: Int) -> [String] {
    (0..<count).map { _ in
      defer {
        let before = kiosk.changes
        while kiosk.changes == before { pass(1000) }
      }
      return place
    }
  }
}
