import Drawing
import Panels
import PostalModel

/// The palette and the list of keys: what they offer, and what comes of it.
extension Dashboard {
  /// The palette on top of the screen; nil where there is none.
  var palette: Palette? {
    get { if case .palette(let palette)? = session.sheet { palette } else { nil } }
    set { if let newValue { session.sheet = .palette(newValue) } }
  }

  mutating func openPalette(_ scope: Palette.Scope) {
    session.sheets.append(.palette(Palette(scope: scope)))
    if scope == .themes { standOnTheme() }
  }

  /// The cursor of the list of themes begins on the one in use.
  mutating func standOnTheme() {
    guard var palette, palette.scope == .themes, palette.text.isEmpty, previewed == nil,
      let place = memory.themes?.firstIndex(where: { $0.name == theme })
    else { return }
    palette.cursor = place
    self.palette = palette
  }

  /// The context under the palette.
  var contextBelow: Keymap.Context {
    var copy = self
    while case .palette? = copy.session.sheet { copy.session.sheets.removeLast() }
    return copy.context
  }

  // MARK: Keys

  /// A key while the palette is open: letters are typed. nil for keys that the table of keys knows.
  mutating func type(_ key: Key, into palette: Palette) -> [Effect]? {
    var palette = palette
    switch key {
    case .character("?") where palette.scope == .keys && palette.text.isEmpty:
      session.sheet = nil
      return []
    case .character(let character): palette.text.append(character)
    case .backspace, .delete:
      guard !palette.text.isEmpty else { return nil }
      palette.text.removeLast()
    case .control("u"): palette.text = ""
    case .control("w"):
      while palette.text.last == " " { palette.text.removeLast() }
      while let last = palette.text.last, last != " " { palette.text.removeLast() }
    case .tab:
      guard case .go(let place)? = paletteItems(palette).dropFirst(palette.cursor).first?.action else { return [] }
      // What the cursor is on, as an address that can be typed on.
      palette.text = place.description
    case .control("n"), .control("p"):
      palette.cursor += key == .control("n") ? 1 : -1
      return show(moved(palette))
    default: return nil
    }
    return retyped(palette)
  }

  /// With another text the cursor begins at the top.
  mutating func retyped(_ palette: Palette) -> [Effect] {
    var palette = palette
    palette.cursor = 0
    return show(palette)
  }

  /// The cursor stays among what is offered.
  private func moved(_ palette: Palette) -> Palette {
    var palette = palette
    palette.cursor = min(max(0, palette.cursor), max(0, paletteItems(palette).count - 1))
    return palette
  }

  mutating func stepPalette(_ steps: Int) -> [Effect] {
    guard var palette else { return [] }
    palette.cursor += steps
    return show(moved(palette))
  }

  /// Themes are seen while the cursor is on them.
  private mutating func show(_ palette: Palette) -> [Effect] {
    self.palette = palette
    let items = paletteItems(palette)
    var wanted: String?
    if items.indices.contains(palette.cursor), case .theme(let id) = items[palette.cursor].action { wanted = id }
    return preview(wanted)
  }

  mutating func preview(_ theme: String?) -> [Effect] {
    guard theme != previewed else { return [] }
    previewed = theme
    return [.previewTheme(theme)]
  }

  mutating func enterPalette() -> [Effect] {
    guard let palette else { return [] }
    let items = paletteItems(palette)
    guard items.indices.contains(palette.cursor) else { return go(to: palette.text) }
    let item = items[palette.cursor]
    if item.row.isOff {
      session.notice = Notice(text: item.row.detail, isError: false)
      return []
    }
    switch item.action {
    case .nothing: return []
    case .address: return go(to: palette.text)
    case .go(let place):
      session.sheet = nil
      move(to: place, .address)
      return []
    case .theme(let id):
      session.sheet = nil
      previewed = nil
      let name = memory.themes?.first { $0.id == id }?.name ?? id
      session.notice = Notice(text: handbook.words["theme.chosen", name], isError: false)
      theme = name
      return [.useTheme(id)]
    case .run(let command):
      session.sheet = nil
      return run(command, count: nil)
    }
  }

  // MARK: What is offered

  func paletteItems(_ palette: Palette) -> [PaletteItem] {
    switch palette.scope {
    case .themes: return themeItems(palette.text)
    case .keys: return palette.text.isEmpty ? keyItems.flatMap(\.items) : matching(palette.text, keyItems)
    case .all: return palette.text.isEmpty ? openingItems : foundItems(palette.text)
    }
  }

  /// Names above the items, by their place.
  func paletteHeadings(_ palette: Palette) -> [Int: String] {
    guard palette.text.isEmpty, palette.scope == .keys else { return [:] }
    var headings: [Int: String] = [:]
    var place = 0
    for group in keyItems {
      if !group.items.isEmpty { headings[place] = group.title }
      place += group.items.count
    }
    return headings
  }

  private typealias Section = (title: String, items: [PaletteItem])

  /// The keys in force by what they are for, then the others with the reason, then the marks.
  private var keyItems: [(title: String, items: [PaletteItem])] {
    let words = handbook.words
    let below = contextBelow
    let lines = keymap.lines(in: below, words: words, glyphs: glyphs)
    var sections: [Section] = KeyTable.Group.allCases.map { group in
      (words["help.group.\(group.rawValue)"], lines.filter { $0.group == group }.map { item($0, in: below) })
    }
    sections.append(
      (
        words["help.group.elsewhere"],
        keymap.otherLines(than: below, words: words, glyphs: glyphs).filter { $0.command.standsAlone }
          .map { item($0, in: below) }
      ))
    sections.append((words["help.statuses"], markItems))
    return sections
  }

  private var markItems: [PaletteItem] {
    let words = handbook.words
    let isASCII = glyphs.tier == .ascii
    var rows = Status.allCases.map { status in
      PaletteRow(
        .mark, [isASCII ? status.asciiMark : status.mark, words["status.\(status.rawValue)"]].joined(separator: " "),
        detail: words["help.status.\(status.rawValue)"], role: status.rawValue)
    }
    rows.append(PaletteRow(.mark, (isASCII ? "v" : "✓") + "*", detail: words["help.status.clean"], role: "metPartial"))
    rows.append(PaletteRow(.mark, "~", detail: words["help.status.partial"], role: "metPartial"))
    return rows.map { PaletteItem(row: $0, action: .nothing) }
  }

  private func item(_ line: Keymap.Line, in context: Keymap.Context, matched: Range<Int>? = nil) -> PaletteItem {
    let why = whyOff(line.command, in: context)
    return PaletteItem(
      row: PaletteRow(
        .command, line.text, matched: matched, detail: why ?? "", keys: line.keys, isOff: why != nil),
      action: .run(line.command))
  }

  private func matching(_ text: String, _ sections: [(title: String, items: [PaletteItem])]) -> [PaletteItem] {
    sections.flatMap(\.items).compactMap { item -> (PaletteItem, PaletteMatch)? in
      var names = [item.row.title, item.row.keys, item.row.detail]
      if case .run(let command) = item.action { names.append(command.rawValue) }
      guard let match = PaletteMatch(text, in: names) else { return nil }
      var item = item
      item.row.matched = match.range
      return (item, match)
    }.enumerated().sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }.map(\.element.0)
  }

  /// Before anything is typed: where one was, then what can be done here.
  private var openingItems: [PaletteItem] {
    let recent = visited.reversed().filter { $0.place.shape != session.spot.place.shape }.prefix(6).map(item)
    return recent + commandItems(in: contextBelow)
  }

  private func item(_ visited: Visited) -> PaletteItem {
    PaletteItem(
      row: PaletteRow(.recent, visited.title, detail: visited.place.description), action: .go(visited.place))
  }

  private func commandItems(in context: Keymap.Context) -> [PaletteItem] {
    let words = handbook.words
    let here = keymap.lines(in: context, words: words, glyphs: glyphs).filter { $0.command.standsAlone }
    let elsewhere = keymap.otherLines(than: context, words: words, glyphs: glyphs).filter { $0.command.standsAlone }
    return (here.filter { $0.command.panel == nil } + here.filter { $0.command.panel != nil } + elsewhere)
      .map { item($0, in: context) }
  }

  /// What answers the text: an address, areas and outlets, then panels, indicators, plans, commands and themes by how
  /// well they match.
  private func foundItems(_ text: String) -> [PaletteItem] {
    let words = handbook.words
    var items: [PaletteItem] = []
    if isAddress(text) {
      items.append(
        PaletteItem(row: PaletteRow(.place, text, detail: words["palette.goTo"]), action: .address))
    }
    var ranked: [(item: PaletteItem, match: PaletteMatch)] = []
    func offer(_ item: PaletteItem, _ names: [String]) {
      guard let match = PaletteMatch(text, in: names) else { return }
      var item = item
      item.row.matched = match.range
      ranked.append((item, match))
    }
    for indicator in handbook.indicators where indicator.id != Indicator.gap {
      guard let panel = PanelKind(rawValue: indicator.panel) else { continue }
      var place = session.spot.place
      place.outlet = nil
      place.open(panel)
      place.indicator = indicator.id
      offer(
        PaletteItem(
          row: PaletteRow(.indicator, indicator.name(handbook.language), detail: panel.title(words)),
          action: .go(place)),
        [indicator.name(handbook.language), indicator.zh, indicator.en, indicator.id, indicator.shortZh])
    }
    for plan in handbook.planBook.plans {
      var place = session.spot.place
      place.plan = plan.id
      offer(
        PaletteItem(
          row: PaletteRow(.plan, plan.name(handbook.language), detail: words["palette.judge"]), action: .go(place)),
        [plan.name(handbook.language), plan.zh, plan.en, plan.id])
    }
    for item in commandItems(in: contextBelow) {
      guard case .run(let command) = item.action else { continue }
      let names = [item.row.title, command.rawValue] + (command.panel.map { [$0.tab(words)] } ?? [])
      offer(item, names)
    }
    for theme in themeItems("") { offer(theme, [theme.row.title, theme.row.detail]) }
    for visited in visited.reversed().prefix(20) where visited.place.shape != session.spot.place.shape {
      offer(item(visited), [visited.title])
    }
    let others = ranked.enumerated().sorted {
      ($0.element.match, $0.offset) < ($1.element.match, $1.offset)
    }
    // What is typed out whole comes before areas, what is found inside of words after them.
    items += others.filter { $0.element.match.rank == 0 }.map(\.element.item)
    items += hits(text)
    items += others.filter { $0.element.match.rank > 0 }.prefix(12).map(\.element.item)
    return items
  }

  private func isAddress(_ text: String) -> Bool {
    guard text.contains(where: { "/@›>".contains($0) }) else { return false }
    return (try? Address(text)) != nil
  }

  private func hits(_ text: String) -> [PaletteItem] {
    guard let found = memory.found, found.text == text else { return [] }
    return found.places.map { hit in
      var place = session.spot.place
      place.area = hit.area.code
      place.outlet = hit.outlet
      place.filter = ""
      if place.panel == .plans || place.panel == .data || place.panel == .openItems { place.open(.overview) }
      if place.panel == .overview { place.indicator = nil }
      if hit.outlet != nil { place.open(.outlets) }
      let path = hit.path.joined(separator: " \(glyphs.breadcrumb) ")
      return PaletteItem(
        row: PaletteRow(
          hit.outlet == nil ? .area : .outlet, hit.outletName ?? hit.area.name, matched: hit.matched,
          detail: path.isEmpty ? hit.area.code.short : "\(path)  \(hit.outlet ?? hit.area.code.short)"),
        action: .go(place))
    }
  }

  private func themeItems(_ text: String) -> [PaletteItem] {
    (memory.themes ?? []).compactMap { theme -> PaletteItem? in
      let match = PaletteMatch(text, in: [theme.name, theme.id])
      guard text.isEmpty || match != nil else { return nil }
      return PaletteItem(
        row: PaletteRow(
          .theme, theme.name, matched: match?.range, detail: theme.id,
          keys: theme.name == self.theme ? glyphs.bullet : ""), action: .theme(theme.id))
    }
  }

  // MARK: Why not

  /// Why a command cannot be given here; nil where it can.
  func whyOff(_ command: Command, in context: Keymap.Context) -> String? {
    let words = handbook.words
    guard keymap.has(command, in: context) else {
      let homes = Keymap.Context.allCases.filter { keymap.has(command, in: $0) && !$0.isTyped }
      var names: [String] = []
      for home in homes {
        let name = words["context.\(home.rawValue)"]
        if !names.contains(name) { names.append(name) }
      }
      let shown = names.prefix(3).joined(separator: words["say.list"])
      return words[names.count > 3 ? "why.only.more" : "why.only", shown]
    }
    switch command {
    case .historyBack: return session.history.isEmpty ? words["why.noBack"] : nil
    case .historyForward: return session.future.isEmpty ? words["why.noForward"] : nil
    case .monthForward:
      guard let board, board.period.moved(by: 1).first > Month(today) else { return nil }
      return words["month.last"]
    case .siblingBack, .siblingForward:
      guard let board, session.spot.place.outlet == nil, context != .planItem, board.siblings.count < 2 else {
        return nil
      }
      return words["sibling.none"]
    case .takeIn: return refusalToWrite
    case .bulletin: return session.spot.place.area == nil ? words["bulletin.needsArea"] : nil
    default: return nil
    }
  }
}
