import Catalog
import Dashboard
import Drawing
import Foundation
import PostalModel
import PostalStore
import Terminal

/// The wall from start to end: its loop in a terminal. It is meant to run for months, so nothing that can go wrong with
/// the database ends it.
struct KioskRun {
  let options: SharedOptions
  let view: ViewOptions
  let path: String
  let setup: Setup
  /// The playlist named on the command line.
  let named: String?
  /// Milliseconds.
  let every: Int?
  /// The file of the heartbeat as the command line has it.
  let heartbeat: String?

  func run() throws {
    guard isatty(STDOUT_FILENO) == 1 else {
      throw Failure.usage(
        setup.say(
          "大屏要有终端;检查播放单用 yilan kiosk --check", "a wall needs a terminal; yilan kiosk --check looks at its playlist"))
    }
    do { try MainActor.assumeIsolated { try interact() } } catch ScreenError.unableTerminal(let name) {
      throw Failure.usage(
        setup.say(
          "TERM=\(name) 不能移动光标;大屏要别的终端,如 foot 或 TERM=xterm-256color",
          "TERM=\(name) cannot place its cursor; a wall needs another terminal, such as foot or TERM=xterm-256color"))
    }
  }

  /// The playlist goes by where returns are; a database that cannot be read yet says nothing of that.
  private func findPlaylist() throws -> KioskPlaylist {
    var store: PostalStore?
    if named == nil, view.plan == nil {
      store = try? PostalStore(path: path, settings: setup.settings, standards: [], readOnly: true, patience: 1)
    }
    return try KioskPlaylist(named, plan: view.plan, every: every, store: store, setup)
  }

  private var now: KioskTime {
    KioskTime(
      milliseconds: Clock.monotonicMilliseconds(), day: setup.isPinned ? setup.today : Clock.today(),
      minute: Clock.minute())
  }

  private static let pagesBetweenTrims = 16

  @MainActor
  private func interact() throws {
    // Everything that can be refused is refused before the screen is taken.
    let list = try findPlaylist()
    let run = DashboardRun(options: options, view: view)
    var named = view
    if named.theme == nil { named.theme = list.playlist.theme }
    let themes = try run.themes(setup, kept: nil)
    var byName: [String: Theme] = [:]
    for name in Set(list.playlist.scenes.compactMap(\.theme) + [list.playlist.theme].compactMap { $0 }) {
      do { byName[name] = try setup.catalog.theme(named: name) } catch {
        throw Failure.usage(error.text(setup.language))
      }
    }
    let keymap = try setup.keymap()
    var handbook = try setup.handbook(setup.language)
    let screen = try run.openScreen(setup, holdsSignalKeys: true)
    defer { screen.stop() }
    if !screen.canShowChinese { handbook = try setup.handbook(.en) }
    let answers = screen.ask(run.questions(themes))
    let usual = answers.background?.isLight == true ? themes.light : themes.dark
    let ambiguous = run.width ?? answers.ambiguous ?? screen.usualAmbiguous
    screen.setAmbiguous(ambiguous)
    let glyphs = try run.glyphs(usual, ambiguous: ambiguous)
    screen.setMouse(true)

    var position = KioskPosition(playlist: list.file.path)
    var kiosk = Kiosk(
      playlist: list.playlist, handbook: handbook,
      glyphs: Glyphs(
        tier: screen.tier(upTo: glyphs.tier), ambiguous: ambiguous, spelling: screen.canShowChinese ? nil : .pinyin),
      keymap: keymap, exit: list.exit, time: now, resumed: (position.entry, position.item))
    let reader = KioskReader(path: path, playlist: list.playlist, setup: setup)
    defer { reader.end() }
    reader.start(screen.waker)
    let log = KioskLog()
    let watch = KioskWatch(path: Heartbeat.ownPath(named: heartbeat ?? setup.settings.heartbeat), handbook.language)
    defer { watch.ending() }
    var isOver = false
    var frame = 0
    var trimmed = 0

    func send(_ event: KioskEvent) {
      for effect in kiosk.update(event) {
        switch effect {
        case .ask(let effect, let errand): reader.ask(effect, errand: errand)
        case .redraw: screen.redrawAll()
        case .leave: isOver = true
        }
      }
    }

    send(.resized(screen.size))
    while !isOver {
      let theme = view.theme == nil ? kiosk.theme.flatMap { byName[$0] } ?? usual : usual
      screen.show(kiosk.view(screen.size), theme: theme)
      frame += 1
      // Each shown frame.
      if let place = kiosk.position { position.keep(place) }
      log.note(kiosk, frame: frame)
      watch.shown(scene: kiosk.standing, database: kiosk.trouble)
      // What is free is given back now and then, so that a month of pages of all sizes leaves no more behind than a day.
      if kiosk.changes >= trimmed + Self.pagesBetweenTrims {
        trimmed = kiosk.changes
        FreeMemory.giveBack()
      }
      let input = screen.readInput(timeout: min(.milliseconds(kiosk.wait), watch.longestPause))
      // A terminal that went away does not come back; who started the wall starts it again.
      if input.isClosed { break }
      send(.ticked(now))
      for event in reader.take() { send(event) }
      for key in input.keys {
        if key == .resized {
          send(.resized(screen.size))
          screen.redrawAll()
        } else {
          send(.key(key))
        }
        if isOver { break }
      }
    }
  }
}
