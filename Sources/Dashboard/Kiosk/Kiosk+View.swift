import Drawing
import Panels
import PostalModel

extension Kiosk {
  /// The screen for a size.
  public func view(_ size: Size) -> Surface {
    if let visit { return view(of: visit, size) }
    var surface = Surface(size: size, glyphs: glyphs)
    guard size.width > 0, size.height > 0 else { return surface }
    surface.within(moved(size)) { inside in
      guard let page else { return drawQuiet(on: &inside) }
      if var showing = page.dashboard?.wallShowing {
        showing.today = time.day
        WallPanel(showing: showing, scene: scene(page)).draw(on: &inside)
      } else if let outage {
        draw(handbook.words["kiosk.noData", outage.text, age(of: time.milliseconds - outage.since)], on: &inside)
      } else {
        draw(page.failure ?? "", on: &inside)
      }
    }
    return surface
  }

  /// One cell less each way, in one corner after the other, so that nothing stays on the same dots for months.
  private func moved(_ size: Size) -> Rect {
    guard playlist.shift > 0, size.width >= 40, size.height >= 12 else {
      return Rect(width: size.width, height: size.height)
    }
    let corner = time.milliseconds / (playlist.shift * 60_000) % 4
    return Rect(
      column: corner == 1 || corner == 2 ? 1 : 0, row: corner >= 2 ? 1 : 0, width: size.width - 1,
      height: size.height - 1)
  }

  /// Where the wall is in its playlist, and what has to be said of what it shows.
  func scene(_ page: KioskPage) -> WallScene {
    let words = handbook.words
    let counts = scenes.indices.map {
      isOn($0) || $0 == page.stop.entry ? lists[$0]?.count ?? scenes[$0].guess(handbook) : 0
    }
    let count = max(1, counts.reduce(0, +))
    let before = counts.prefix(page.stop.entry).reduce(0, +)
    let now = time.milliseconds
    let isAlone = count == 1
    let chosen = page.dashboard?.wallScene ?? WallScene()
    return WallScene(
      title: title(of: page),
      position: min(before + page.stop.item, count - 1), count: count, next: isAlone ? nil : next.map(name(of:)),
      secondsLeft: isAlone ? nil : max(0, (until - now + 999) / 1000), elapsed: max(0, (now - begun) / 1000),
      time: time.text, warnings: warnings(page, words), showsFirms: playlist.showsFirms,
      indicator: chosen.indicator, outlet: chosen.outlet, due: chosen.due)
  }

  /// What the playlist calls a page: by its scene, and an overview that it names itself as the wall is called.
  private func title(of page: KioskPage) -> String? {
    guard let scene = scenes[safe: page.stop.entry] else { return nil }
    if let title = scene.scene.title(handbook.language) { return title }
    guard case .place(let place) = scene.subject, place.panel == .overview else { return nil }
    return playlist.title(handbook.language)
  }

  /// What a page is called in a few words.
  private func name(of page: KioskPage) -> String {
    let words = handbook.words
    if let title = scenes[safe: page.stop.entry]?.scene.title(handbook.language) { return title }
    guard let place = page.stop.place else { return words["kiosk.unknown"] }
    let area = page.dashboard?.board?.area.map { AreaNames.short($0.name) } ?? words["place.top"]
    return "\(area) \(place.panel.tab(words))"
  }

  /// What is on the wall, in a few words, and which entry of the playlist it is of, from 0; nil where nothing is yet, or
  /// it is out of hours.
  public var standing: (name: String, position: Int)? { page.map { (name(of: $0), $0.stop.entry) } }

  /// Why what is shown could not be brought up to date; nil where it could.
  public var trouble: String? { outage?.text ?? page?.failure }

  // MARK: Warnings

  private func warnings(_ page: KioskPage, _ words: Words) -> [WallScene.Warning] {
    var warnings: [WallScene.Warning] = []
    if let outage {
      let age = age(of: time.milliseconds - outage.since)
      warnings.append(.init(kind: .failure, text: words["kiosk.outage", age, outage.text, page.readTime]))
    } else if let failure = page.failure {
      warnings.append(.init(kind: .failure, text: words["kiosk.failure", failure, page.readTime]))
    }
    for form in forms(of: page) {
      guard let limit = playlist.staleDays[form], let day = arrivals[form] else { continue }
      let days = time.day.ordinal - day.ordinal
      guard days > limit else { continue }
      warnings.append(.init(kind: .stale, text: words["kiosk.stale", say(form.zh, form.rawValue), String(days)]))
    }
    return warnings
  }

  /// The forms that what is shown is made of.
  private func forms(of page: KioskPage) -> [Form] {
    guard let panel = page.stop.place?.panel, panel.listsFigures || panel.listsMeasures else { return Form.allCases }
    let used = Set(handbook.indicators(of: panel).map(\.form))
    return Form.allCases.filter(used.contains)
  }

  /// `3 分钟`: how long something has been so.
  func age(of milliseconds: Int) -> String {
    let words = handbook.words
    let minutes = milliseconds / 60_000
    switch minutes {
    case ..<1: return words["kiosk.age.seconds", String(max(1, milliseconds / 1000))]
    case ..<120: return words["kiosk.age.minutes", String(minutes)]
    case ..<2880: return words["kiosk.age.hours", String(minutes / 60)]
    default: return words["kiosk.age.days", String(minutes / 1440)]
    }
  }

  // MARK: Words in place of figures

  /// Before the first page, out of hours, and where nothing has anything to show.
  private func drawQuiet(on surface: inout Surface) {
    let words = handbook.words
    if let outage {
      draw(words["kiosk.noData", outage.text, age(of: time.milliseconds - outage.since)], on: &surface)
    } else if scenes.isEmpty {
      WaitPanel(words: words, failure: nil).draw(on: &surface)
    } else if scenes.indices.contains(where: isOn) {
      if retryAt != nil {
        draw(words["kiosk.nothing"], role: .dim, on: &surface)
      } else {
        WaitPanel(words: words, failure: nil).draw(on: &surface)
      }
    } else {
      draw(opening.map { words["kiosk.quiet", $0] } ?? words["kiosk.quiet.ever"], role: .dim, on: &surface)
    }
  }

  private func draw(_ text: String, role: Role = .error, on surface: inout Surface) {
    let title = playlist.title(handbook.language) ?? handbook.words["app.name"]
    surface.write([Span(title, .brand, strong: true), Span("  \(time.text)", .dim)], row: 0, column: 1)
    let lines = surface.glyphs.wrapped(text, to: max(1, surface.width - 4))
    let top = max(1, (surface.height - lines.count) / 2)
    for (row, line) in lines.enumerated() where top + row < surface.height {
      surface.write([Span(line, role)], row: top + row, width: surface.width, alignment: .center)
    }
  }

  /// When an entry is on again, as `08:00` or with the day; nil: not within a week.
  private var opening: String? {
    for day in 0...7 {
      let date = Day(ordinal: time.day.ordinal + day)
      let starts = scenes.compactMap { scene -> Int? in
        let first = scene.scene.hours?.first ?? 0
        return scene.scene.isOn(date, minute: first) ? first : nil
      }.filter { day > 0 || $0 > time.minute }
      if let first = starts.min() {
        return day == 0 ? DayHours.text(first) : "\(date.monthAndDay) \(DayHours.text(first))"
      }
    }
    return nil
  }

  // MARK: Visitors

  private func view(of visit: KioskVisit, _ size: Size) -> Surface {
    var dashboard = visit.dashboard
    _ = dashboard.update(.clockTicked(day: dashboard.today, time: time.text))
    let left = visit.until - time.milliseconds
    if left <= KioskVisit.warned {
      dashboard.session.notice = Notice(
        text: handbook.words["kiosk.returns", String(max(1, (left + 999) / 1000))], isError: false)
    } else if dashboard.session.notice == nil, let outage {
      dashboard.session.notice = Notice(text: outage.text, isError: true)
    }
    return dashboard.view(size)
  }
}
