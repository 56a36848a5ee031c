import ArgumentParser
import Catalog
import Dashboard
import Drawing
import Foundation
import Panels
import PostalModel
import PostalStore
import Terminal

/// The dashboard from start to end: the event loop in a terminal, or one screen as text.
struct DashboardRun {
  let options: SharedOptions
  let view: ViewOptions
  var store: PostalStore?
  var setup: Setup?

  init(options: SharedOptions, view: ViewOptions, store: PostalStore? = nil, setup: Setup? = nil) {
    self.options = options
    self.view = view
    self.store = store
    self.setup = setup
  }

  /// The size of a screen printed where there is no terminal.
  static let printedSize = Size(width: 120, height: 36)

  func run() throws {
    let setup = try self.setup ?? Setup(options, parts: .targets)
    let store = try self.store ?? setup.store(options)
    // A screen that waits for long answers no keys.
    store.wait(atMost: 5)
    let isDumb = isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] == "dumb"
    if view.linear || isDumb {
      var run = try LinearRun(
        loop: loop(setup, store, language: setup.language, glyphs: Glyphs()), setup: setup)
      return try run.run()
    }
    guard isatty(STDOUT_FILENO) == 1 else {
      write(try surface(size: Self.printedSize, setup, store).text + "\n")
      return
    }
    do { try MainActor.assumeIsolated { try interact(setup, store) } } catch ScreenError.unableTerminal(let name) {
      write(try surface(size: Self.printedSize, setup, store).text + "\n")
      standardError(
        setup.say(
          "TERM=\(name) 不能移动光标,只打印了总览;看板需要别的终端,如 TERM=xterm-256color yilan",
          "TERM=\(name) cannot place its cursor, so the overview was printed; the dashboard needs another terminal, "
            + "such as by TERM=xterm-256color yilan"))
    }
  }

  /// One screen as the terminal would show it, with the glyphs that a theme was made for.
  func surface(size: Size, _ setup: Setup, _ store: PostalStore, theme: Theme? = nil) throws -> Surface {
    var loop = try loop(setup, store, language: setup.language, glyphs: glyphs(theme, ambiguous: width ?? .one))
    loop.send(.resized(size))
    loop.begin()
    if let failure = loop.failure { throw failure }
    return loop.dashboard.view(size)
  }

  /// One place as lines of plain words.
  func linearText(_ setup: Setup, _ store: PostalStore) throws -> String {
    var loop = try loop(setup, store, language: setup.language, glyphs: Glyphs())
    loop.begin()
    if let failure = loop.failure { throw failure }
    let page = loop.dashboard.linearPage
    return (page.place + page.body).joined(separator: "\n")
  }

  var width: AmbiguousWidth? {
    switch view.ambiguous {
    case "1": .one
    case "2": .two
    default: nil
    }
  }

  func glyphs(_ theme: Theme?, ambiguous: AmbiguousWidth) throws -> Glyphs {
    if let named = view.glyphs {
      guard let tier = GlyphTier(rawValue: named) else {
        throw Failure.usage("--glyphs \(named): " + GlyphTier.allCases.map(\.rawValue).joined(separator: " | "))
      }
      return Glyphs(tier: tier, ambiguous: ambiguous)
    }
    return Glyphs(tier: theme?.tier ?? .full, ambiguous: ambiguous)
  }

  /// The place that the command line names, else the top.
  func place(_ setup: Setup, _ store: PostalStore) throws -> Place {
    guard let address = view.at else { return Place() }
    var place: Place
    do {
      place = try setup.asking { try AreaSearch.resolving(store) { try Place(address, resolve: $0) } }
    } catch let problem as AddressProblem { throw Failure.usage("\(address): \(problem.text(setup.words))") }
    try setup.check(&place, address, store)
    return place
  }

  /// - Parameter kept: where one was last; opened unless the command line or a pinned clock says where to begin.
  private func loop(
    _ setup: Setup, _ store: PostalStore, language: Language, glyphs: Glyphs, kept: KeptState? = nil
  ) throws -> Loop {
    let handbook = try setup.handbook(language)
    var place = try self.place(setup, store)
    if view.at == nil, view.plan == nil, !setup.isPinned, var last = kept?.lastPlace(in: store.path),
      (try? setup.check(&last, "", store)) != nil
    {
      place = last
    }
    if let plan = view.plan {
      guard setup.plans.plan(plan) != nil else {
        throw Failure.usage("--plan \(plan): " + setup.plans.plans.map(\.id).joined(separator: " | "))
      }
      place.plan = plan
    }
    var dashboard = Dashboard(
      place: place, handbook: handbook, glyphs: glyphs, keymap: try setup.keymap(), today: setup.today,
      time: setup.isPinned ? "" : Clock.time())
    dashboard.visited = kept?.visited(in: store.path) ?? []
    return Loop(
      dashboard: dashboard,
      door: Door(store: store, setup: setup, today: setup.today),
      work: BackgroundWork(setup: setup, path: store.address))
  }

  /// Keys that follow one another within it are typed in one breath: a digit and then `j` is a number of rows.
  private static let breath = Duration.milliseconds(250)

  @MainActor
  private func interact(_ setup: Setup, _ store: PostalStore) throws {
    // Everything that can be refused is refused before the screen is taken; the store is read while the terminal answers.
    var kept = KeptState(path: KeptState.path())
    let themes = try themes(setup, kept: kept.theme)
    var language = options.lang ?? kept.language ?? setup.language
    var loop = try loop(
      setup, store, language: language, glyphs: glyphs(themes.dark, ambiguous: width ?? .one), kept: kept)
    let screen = try openScreen(setup)
    defer { screen.stop() }
    if !screen.canShowChinese {
      language = .en
      loop = try self.loop(
        setup, store, language: language, glyphs: Glyphs(tier: .ascii, spelling: .pinyin), kept: kept)
    }
    let answers = screen.ask(questions(themes)) { loop.begin() }
    let theme = answers.background?.isLight == true ? themes.light : themes.dark
    let ambiguous = width ?? answers.ambiguous ?? screen.usualAmbiguous
    screen.setAmbiguous(ambiguous)
    let glyphs = try glyphs(theme, ambiguous: ambiguous)
    loop.dashboard.glyphs = Glyphs(
      tier: screen.tier(upTo: glyphs.tier), ambiguous: ambiguous, spelling: screen.canShowChinese ? nil : .pinyin)
    if let notice = notice(of: screen, loop.dashboard.handbook.words) { loop.send(.done(zh: notice, en: notice)) }
    loop.appearance = Appearance(catalog: setup.catalog, theme: theme)
    loop.dashboard.theme = theme.name
    loop.wantsMouse = setup.settings.hasMouse
    screen.setMouse(loop.wantsMouse)
    loop.send(.resized(screen.size))
    loop.work?.wake(screen.waker)
    loop.searchAhead = SearchAhead(store: store, waker: screen.waker)
    screen.show(loop.dashboard.view(screen.size), theme: theme)
    loop.send(.shown)
    if !screen.hasInput { loop.send(.rested) }
    loop.drawAhead(.down, on: screen)
    if !screen.hasInput { loop.door.prepare() }
    FreeMemory.giveBack()
    let waker = screen.waker
    store.onChange { waker.wake() }
    var version = try? store.version()
    while !loop.isOver {
      let input = screen.readInput(
        timeout: loop.awaitsPause ? Self.breath : .seconds(Clock.secondsToNextMinute()))
      if loop.awaitsPause {
        loop.awaitsPause = false
        if input.keys.isEmpty { loop.send(.paused) }
      }
      if input.isClosed { break }
      for event in loop.work?.take() ?? [] { loop.send(event) }
      loop.search()
      for key in input.keys {
        if key == .resized {
          loop.send(.resized(screen.size))
          screen.redrawAll()
        } else {
          #if DEBUG
            if key == .function(12), let kind = ProcessInfo.processInfo.environment["YILAN_TRAP"] { Crash.now(kind) }
          #endif
          loop.press(key, on: screen.size)
        }
        if loop.isOver { break }
      }
      if input.keys.isEmpty, !setup.isPinned {
        loop.door.today = Clock.today()
        loop.send(.clockTicked(day: loop.door.today, time: Clock.time()))
        FreeMemory.giveBack()
      }
      if input.keys.isEmpty, let now = try? store.version(), now != version {
        version = now
        loop.send(.storeChanged)
      }
      if loop.wantsRedraw {
        loop.wantsRedraw = false
        screen.redrawAll()
      }
      screen.setMouse(loop.wantsMouse)
      screen.show(loop.view(screen.size), theme: loop.appearance?.shown ?? theme)
      if let text = loop.copied {
        loop.copied = nil
        screen.copy(text)
      }
      if let key = input.keys.last {
        loop.send(.shown)
        if !screen.hasInput { loop.send(.rested) }
        loop.drawAhead(key, on: screen)
      }
    }
    if !setup.isPinned {
      // Another dashboard may have kept something meanwhile.
      kept = KeptState(path: KeptState.path())
      kept.keep(loop.dashboard.place, loop.dashboard.visited, in: store.path)
      if let chosen = loop.appearance?.chosen { kept.theme = chosen }
      if loop.dashboard.handbook.language != language { kept.language = loop.dashboard.handbook.language }
      kept.write()
    }
  }
}

#if DEBUG
  /// How else would a test know that a crash gives the terminal back?
  private enum Crash {
    static func now(_ kind: String) {
      switch kind {
      case "fault": UnsafeMutablePointer<Int>(bitPattern: 8)!.pointee = 1
      case "overflow": _ = depth(of: 1)
      case "abort": abort()
      default: fatalError("YILAN_TRAP")
      }
    }

    private static func depth(of level: Int) -> Int { level == 0 ? 0 : depth(of: level + 1) &+ depth(of: level &* 3) }
  }
#endif

/// Events into the dashboard, its effects out through the door, until nothing is left to do.
struct Loop {
  var dashboard: Dashboard
  var door: Door
  var isOver = false
  var wantsRedraw = false
  /// A number is being typed: the dashboard is told when no key comes for a moment.
  var awaitsPause = false
  var wantsMouse = true
  /// nil where one screen is printed.
  var appearance: Appearance?
  /// nil where a search may take its time.
  var searchAhead: SearchAhead?
  var copied: String?
  /// Where imports and undos are carried out; nil where one screen is printed.
  var work: BackgroundWork?
  /// What an effect failed with, last.
  var failure: Failure?
  /// The answers to the keys that will most likely come next, and the screen of the answer that was taken.
  private var ahead: [NextFrame] = []
  private var drawn: Surface?

  init(dashboard: Dashboard, door: Door, work: BackgroundWork? = nil) {
    self.dashboard = dashboard
    self.door = door
    self.work = work
  }

  mutating func begin() { carryOut(dashboard.start()) }

  mutating func send(_ event: Event) {
    (ahead, drawn) = ([], nil)
    carryOut(dashboard.update(event))
  }

  /// Takes the answer that is ready, if this is the key it was made for.
  mutating func press(_ key: Key, on size: Size) {
    guard let next = ahead.first(where: { $0.key == key && $0.size == size }) else { return send(.key(key)) }
    dashboard = next.dashboard
    drawn = next.surface
    ahead = []
  }

  /// Makes the answers to the keys that will most likely follow a key, while none waits.
  @MainActor
  mutating func drawAhead(_ key: Key, on screen: Screen) {
    ahead = []
    let (dashboard, size) = (dashboard, screen.size)
    for next in dashboard.likely(after: key) where ahead.count < NextFrame.limit && !screen.hasInput {
      if let frame = NextFrame(after: next, from: dashboard, size: size) { ahead.append(frame) }
    }
  }

  /// The screen for a size.
  func view(_ size: Size) -> Surface {
    if let drawn, drawn.size == size { return drawn }
    return dashboard.view(size)
  }

  /// Answers the search that waited for the names.
  mutating func search() {
    guard let held = searchAhead?.take() else { return }
    (ahead, drawn) = ([], nil)
    carryOut([held])
  }

  private mutating func carryOut(_ effects: [Effect]) {
    var waiting = effects[...]
    while let effect = waiting.popFirst() {
      switch effect {
      case .quit:
        isOver = true
        return
      case .redraw: wantsRedraw = true
      case .copy(let text): copied = text
      case .suspend: raise(SIGTSTP)
      case .previewTheme(let id): appearance?.preview(id)
      case .useTheme(let id):
        if let error = appearance?.use(id) { waiting += dashboard.update(.failed(zh: error.zh, en: error.en)) }
      case .turnMouse: wantsMouse.toggle()
      case .awaitPause: awaitsPause = true
      case .prepareSearch: searchAhead?.prepare()
      case .search where searchAhead?.holds(effect) == true: break
      case .importFile(let order): work?.importFile(order)
      case .cancelImport: work?.cancel()
      case .undo(let id): work?.undo(id)
      case .record(let step, let name): work?.record(step, named: name)
      case .signOff(let area, let month): work?.signOff(area, month)
      case .withdrawSignOff(let area, let month): work?.withdrawSignOff(area, month)
      default:
        guard let event = door.answer(effect) else { continue }
        if case .failed(let zh, let en) = event {
          failure = door.failure ?? .refused([door.setup.say(zh, en)])
        }
        waiting += dashboard.update(event)
        if let problem = door.takeProblem() {
          waiting += dashboard.update(.failed(zh: problem.text(.zh), en: problem.text(.en)))
        }
      }
    }
  }
}
