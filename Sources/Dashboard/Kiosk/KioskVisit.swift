import Drawing
import Panels
import PostalModel

/// 来人: somebody looks around; the rotation waits.
struct KioskVisit: Sendable {
  /// Milliseconds before its end at which that is said.
  static let warned = 10_000
  /// A key held down for so many times is no visitor.
  static let held = 80

  var dashboard: Dashboard
  var errand: Int
  /// When it ends unless a key comes.
  var until: Int
  var last: (key: Key, count: Int)?
}

extension Kiosk {
  func opensVisit(_ key: Key) -> Bool {
    guard page?.dashboard != nil else { return false }
    switch key {
    case .up, .down, .left, .right, .enter, .mouse: return true
    default: return false
    }
  }

  /// The place on the wall as a screen to look around from.
  mutating func beginVisit() -> [KioskEffect] {
    guard let page, var dashboard = page.dashboard, var place = page.stop.place else { return [] }
    let id = errand()
    var effects: [Effect] = []
    if place.panel == .data {
      place.open(.overview)
      place.indicator = nil
      dashboard = self.dashboard(at: place)
      effects = dashboard.start()
    }
    dashboard.isWall = false
    dashboard.glyphs = glyphs
    dashboard.size = size
    visit = KioskVisit(dashboard: dashboard, errand: id, until: time.milliseconds + playlist.idle * 1000)
    return sendVisit(effects)
  }

  /// A visitor's key. Only what may be done keeps the wall waiting: nothing that is typed or pasted does.
  mutating func look(_ key: Key) -> [KioskEffect] {
    guard var visit else { return [] }
    let context = visit.dashboard.context
    let command = keymap.command(key, in: context)
    if case .mouse = key {} else if command == nil { return [] }
    let count = visit.last.map { $0.key == key ? $0.count + 1 : 1 } ?? 1
    visit.last = (key, count)
    if count <= KioskVisit.held { visit.until = time.milliseconds + playlist.idle * 1000 }
    self.visit = visit
    if command == .back, visit.dashboard.isWhereItBegan(page?.stop.place) { return endVisit() }
    self.visit?.dashboard.size = size
    let effects = self.visit?.dashboard.update(.key(key)) ?? []
    // Numbers typed before a command are no part of a wall.
    return sendVisit(effects + (self.visit?.dashboard.update(.paused) ?? []))
  }

  /// The rotation goes on with the scene that was left, for its whole time.
  mutating func endVisit() -> [KioskEffect] {
    visit = nil
    begun = time.milliseconds
    if let page, let scene = scenes[safe: page.stop.entry]?.scene {
      until = time.milliseconds + (scene.duration ?? playlist.every)
    }
    return refresh()
  }

  mutating func refreshVisit() -> [KioskEffect] { sendVisit(visit?.dashboard.update(.storeChanged) ?? []) }

  mutating func answerVisit(_ id: Int, _ event: Event?) -> [KioskEffect] {
    guard let event, visit?.errand == id else { return [] }
    return sendVisit(visit?.dashboard.update(event) ?? [])
  }

  private func sendVisit(_ effects: [Effect]) -> [KioskEffect] {
    guard let visit else { return [] }
    return effects.filter { KioskPermit.permits($0, firms: playlist.showsFirms) }.map { .ask($0, errand: visit.errand) }
  }
}

extension Dashboard {
  /// Nothing lies on top and no step was made: going back would leave where one began.
  func isWhereItBegan(_ place: Place?) -> Bool {
    let filter = session.spot.place.filter
    return session.sheets.isEmpty && session.history.isEmpty && (filter.isEmpty || filter == place?.filter)
  }
}
