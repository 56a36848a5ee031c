import PostalModel

/// Which page comes next, and how it gets there: it is read while the one before is shown, and shown when it is whole.
extension Kiosk {
  /// Milliseconds until entries that had nothing to show are asked again.
  static let retry = 10_000

  func isOn(_ entry: Int) -> Bool { scenes[safe: entry]?.scene.isOn(time.day, minute: time.minute) ?? false }

  /// Does what time and answers have made possible.
  mutating func turn() -> [KioskEffect] {
    var effects: [KioskEffect] = []
    guard !scenes.isEmpty else { return effects }
    if let retryAt, time.milliseconds >= retryAt { self.retryAt = nil }
    guard scenes.indices.contains(where: isOn) else {
      // Out of hours: what was shown is over.
      if visit == nil, page == nil || time.milliseconds >= until { (page, next, coming, again) = (nil, nil, nil, nil) }
      return effects
    }
    if let ready = next, visit == nil, page == nil || time.milliseconds >= until {
      if isOn(ready.stop.entry) { effects += show(ready) } else { next = nil }
    }
    if next == nil, coming == nil, retryAt == nil { effects += fetchNext() }
    return effects
  }

  private mutating func show(_ ready: KioskPage) -> [KioskEffect] {
    let isSame = page?.stop == ready.stop
    page = ready
    changes += 1
    next = nil
    again = nil
    // Where there is nothing else, what moves on it goes on moving.
    if !isSame { begun = time.milliseconds }
    until = time.milliseconds + (scenes[ready.stop.entry].scene.duration ?? playlist.every)
    let wasOld = isNextOld
    isNextOld = false
    return wasOld ? refresh() : []
  }

  // MARK: The next page

  private mutating func fetchNext() -> [KioskEffect] {
    guard let page else { return fetch(entry: resumed.entry, item: resumed.item, passed: 0) }
    let stop = page.stop
    if let list = lists[stop.entry], isOn(stop.entry), stop.item + 1 < list.count {
      return load(KioskStop(entry: stop.entry, item: stop.item + 1, place: list[stop.item + 1]))
    }
    return fetch(entry: stop.entry + 1, item: 0, passed: 0)
  }

  /// The first entry that is on, from one onwards.
  private mutating func fetch(entry: Int, item: Int, passed: Int) -> [KioskEffect] {
    guard passed < scenes.count else {
      // A whole round without anything to show.
      retryAt = time.milliseconds + Kiosk.retry
      coming = nil
      return []
    }
    let entry = (entry % scenes.count + scenes.count) % scenes.count
    guard isOn(entry) else { return fetch(entry: entry + 1, item: 0, passed: passed + 1) }
    let scene = scenes[entry]
    if case .unknown(let problem) = scene.subject {
      next = words(problem.text(handbook.words), entry: entry)
      return []
    }
    guard let asked = scene.asked else {
      return take(scene.places(handbook, nil), of: entry, item: item, passed: passed)
    }
    return begin(
      KioskErrand(
        id: errand(), stage: .listing(item: item), stop: KioskStop(entry: entry, item: item, place: asked),
        dashboard: dashboard(at: asked), begun: time.milliseconds, passed: passed))
  }

  /// The places of an entry have come: the wanted one is read, or the next entry asked where there is none.
  private mutating func take(_ places: [Place], of entry: Int, item: Int, passed: Int) -> [KioskEffect] {
    if lists[entry] != places {
      lists[entry] = places
      good.keepOnly(Set(lists.values.joined()))
    }
    coming = nil
    guard !places.isEmpty else { return fetch(entry: entry + 1, item: 0, passed: passed + 1) }
    let item = min(item, places.count - 1)
    return load(KioskStop(entry: entry, item: item, place: places[item]))
  }

  private mutating func load(_ stop: KioskStop) -> [KioskEffect] {
    guard let place = stop.place else { return [] }
    return begin(
      KioskErrand(
        id: errand(), stage: .loading, stop: stop, dashboard: dashboard(at: place), begun: time.milliseconds))
  }

  private mutating func begin(_ errand: KioskErrand) -> [KioskEffect] {
    var errand = errand
    let effects = send(errand.dashboard.start(), for: &errand)
    coming = errand
    return effects
  }

  func dashboard(at place: Place) -> Dashboard {
    var dashboard = Dashboard(
      place: place, handbook: handbook, glyphs: glyphs, keymap: keymap, today: time.day, time: time.text)
    dashboard.isWall = true
    dashboard.size = size
    return dashboard
  }

  mutating func errand() -> Int {
    errands += 1
    return errands
  }

  /// Effects of a dashboard on their way out; those that are not permitted go nowhere.
  private func send(_ effects: [Effect], for errand: inout KioskErrand) -> [KioskEffect] {
    let permitted = effects.filter { KioskPermit.permits($0, firms: playlist.showsFirms) }
    errand.waiting += permitted.count
    return permitted.map { .ask($0, errand: errand.id) }
  }

  // MARK: Answers

  mutating func answer(_ id: Int, _ event: Event?) -> [KioskEffect] {
    let event = event.flatMap { KioskPermit.cleaned($0, firms: playlist.showsFirms) }
    if var errand = coming, errand.id == id {
      let effects = feed(event, to: &errand)
      coming = errand
      return effects + (errand.waiting == 0 ? arrive(errand) : [])
    }
    if var errand = again, errand.id == id {
      let effects = feed(event, to: &errand)
      again = errand
      if errand.waiting == 0 {
        again = nil
        if let page = read(errand) {
          self.page = page
        } else {
          page?.failure = errand.failure
        }
      }
      return effects
    }
    return answerVisit(id, event)
  }

  private func feed(_ event: Event?, to errand: inout KioskErrand) -> [KioskEffect] {
    errand.waiting -= 1
    guard let event else { return [] }
    if case .failed(let zh, let en) = event { errand.failure = say(zh, en) }
    return send(errand.dashboard.update(event), for: &errand)
  }

  /// Milliseconds after which an answer is not waited for any more: a disk that hangs says nothing at all.
  private static let patience = 30_000

  /// Goes on without what does not come.
  mutating func giveUp() -> [KioskEffect] {
    var effects: [KioskEffect] = []
    if var late = coming, time.milliseconds - late.begun >= Kiosk.patience {
      late.failure = late.failure ?? handbook.words["kiosk.silent"]
      effects += arrive(late)
    }
    if let late = again, time.milliseconds - late.begun >= Kiosk.patience {
      again = nil
      page?.failure = handbook.words["kiosk.silent"]
    }
    return effects
  }

  /// Everything that was asked for has been answered.
  private mutating func arrive(_ errand: KioskErrand) -> [KioskEffect] {
    let entry = errand.stop.entry
    if case .listing(let item) = errand.stage {
      if errand.dashboard.board != nil {
        return take(
          scenes[entry].places(handbook, errand.dashboard.wallShowing), of: entry, item: item, passed: errand.passed)
      }
      // What it was the last time will do.
      if let known = lists[entry], !known.isEmpty {
        return take(known, of: entry, item: item, passed: errand.passed)
      }
      coming = nil
      next = words(errand.failure ?? "", entry: entry)
      return []
    }
    coming = nil
    if let page = read(errand) {
      next = page
    } else if let place = errand.stop.place, var last = good.page(of: place) {
      last.stop = errand.stop
      last.failure = errand.failure
      next = last
    } else {
      next = words(errand.failure ?? "", entry: entry, stop: errand.stop)
    }
    return []
  }

  /// The page that an errand brought; nil where its board could not be had.
  private mutating func read(_ errand: KioskErrand) -> KioskPage? {
    guard errand.dashboard.board != nil else { return nil }
    let page = KioskPage(
      stop: errand.stop, dashboard: errand.dashboard, errand: errand.id, readAt: time.milliseconds,
      readTime: time.text, failure: nil)
    good.keep(page)
    return page
  }

  /// A page of words in the place of one that cannot be had.
  private func words(_ text: String, entry: Int, stop: KioskStop? = nil) -> KioskPage {
    KioskPage(
      stop: stop ?? KioskStop(entry: entry, item: 0), dashboard: nil, errand: 0, readAt: time.milliseconds,
      readTime: time.text, failure: text)
  }

  // MARK: Newer data

  /// Reads the page on the wall anew, which stays until that has come.
  mutating func refresh() -> [KioskEffect] {
    if next != nil || coming != nil { isNextOld = true }
    retryAt = nil
    guard let page, let place = page.stop.place, scenes.indices.contains(page.stop.entry) else { return [] }
    var errand = KioskErrand(
      id: errand(), stage: .loading, stop: page.stop, dashboard: dashboard(at: place), begun: time.milliseconds)
    let effects = send(errand.dashboard.start(), for: &errand)
    again = errand
    return effects
  }
}
