import Drawing
import PostalModel

/// 待办: all that is to be done, worst first: shortfalls, absent returns, findings not put right, outlets unfiled, licences
/// that end, tasks due, and what is in the loop.
public struct OpenItemsPanel {
  public var showing: Showing
  /// The position of the cursor; nil where the list is only looked at.
  public var selection: Int?
  /// On the overview the frame is small and nothing is chosen in it.
  public var isFull: Bool

  public init(showing: Showing, selection: Int? = nil, isFull: Bool) {
    self.showing = showing
    self.selection = selection
    self.isFull = isFull
  }

  // MARK: Items

  /// All items of a board in the order of trouble, those closed at the end.
  static func all(of showing: Showing) -> [WorkItem] {
    showing.keep("openItems.all", [showing.plans == nil ? 0 : 1]) {
      showing.board.workItems(
        indicators: showing.handbook.indicators, law: showing.handbook.planBook.law, standings: showing.plans ?? [],
        settings: showing.handbook.settings)
    }
  }

  /// The items shown, the filter applied: also what the cursor moves over. Worst first and unfiltered the register is
  /// folded.
  public static func items(of showing: Showing) -> [WorkItem] {
    showing.keep("openItems", [showing.plans == nil ? 0 : 1]) {
      let items = allItems(of: showing)
      guard showing.sort == .worst, showing.filter.isEmpty, !showing.isReversed, let area = showing.board.area else {
        return items
      }
      return WorkItem.folded(items, of: area, matters: showing.board.matters, on: showing.board.itemDay)
    }
  }

  /// The item of a key, whether the filter hides it or not.
  public static func item(_ key: ItemKey, of showing: Showing) -> WorkItem? { all(of: showing).first { $0.key == key } }

  /// What an item is called by its key.
  public static func name(of key: ItemKey, title: String, in showing: Showing) -> String {
    ItemWording(showing: showing).name(of: key, title: title)
  }

  /// All open items of a board, those that no list has room for too; counted in the header.
  static func count(of showing: Showing) -> Int {
    showing.keep("openItems.count", [showing.plans == nil ? 0 : 1]) {
      all(of: showing).count { !$0.isClosed } + showing.board.matters.unlisted
    }
  }

  /// The same with every item by itself: what leaves the screen as a file.
  static func allItems(of showing: Showing) -> [WorkItem] {
    var items = all(of: showing)
    if !showing.filter.isEmpty {
      let wording = ItemWording(showing: showing)
      items = items.filter { wording.matches($0, showing.filter) }
    }
    // The worst first among those that are equal.
    func sorted<Key: Comparable>(by key: (WorkItem) -> Key) -> [WorkItem] {
      items.enumerated().sorted { (key($0.element), $0.offset) < (key($1.element), $1.offset) }.map(\.element)
    }
    switch showing.sort {
    case .code: items = sorted { $0.area.code }
    case .name: items = sorted { $0.area.name }
    case .date: items = sorted { ($0.state?.due ?? $0.due)?.ordinal ?? .max }
    case .office: items = sorted { $0.lead.isEmpty ? "\u{10FFFF}" : $0.lead }
    default: break
    }
    return showing.isReversed ? items.reversed() : items
  }

  // MARK: Drawing

  public func draw(on surface: inout Surface) {
    guard isFull, surface.height >= 8 else { return drawList(on: &surface) }
    let sentence = surface.height >= 16 ? 4 : 1
    let bands = surface.bounds.splitBottom(sentence)
    surface.within(bands.rest) { drawList(on: &$0) }
    surface.within(bands.bottom) { drawSentence(on: &$0, isFramed: sentence > 1) }
  }

  private func drawSentence(on surface: inout Surface, isFramed: Bool) {
    let items = OpenItemsPanel.items(of: showing)
    guard let selection, items.indices.contains(selection), items[selection].figure == nil else {
      let panel = SentencePanel(showing: showing)
      return isFramed ? panel.draw(on: &surface) : panel.drawLine(on: &surface)
    }
    let spans = ItemWording(showing: showing).sentence(items[selection])
    func write(on inside: inout Surface) {
      for (row, line) in inside.glyphs.wrapped(spans, to: inside.width).prefix(inside.height).enumerated() {
        inside.write(line, row: row, maxWidth: inside.width)
      }
    }
    if isFramed {
      surface.panel(Box(title: showing.words["panel.sentence"]), in: surface.bounds) { write(on: &$0) }
    } else {
      surface.within(surface.bounds.inset(columns: 1, rows: 0)) { write(on: &$0) }
    }
  }

  private func drawList(on surface: inout Surface) {
    let words = showing.words
    let items = OpenItemsPanel.items(of: showing)
    if !isFull { surface.mark(as: .name("command.open-items")) }
    var table = showing.keep(
      "openItems.table", [surface.width, isFull ? 1 : 0, showing.plans == nil ? 0 : 1], glyphs: surface.glyphs
    ) {
      makeTable(items, width: surface.width, glyphs: surface.glyphs).withFixedWidths(glyphs: surface.glyphs)
    }
    table.selection = selection
    table.hasFocus = selection != nil
    table.fixedColumns = 3
    table.shift = isFull ? showing.shift : 0
    let notes = isFull && surface.height >= 14 ? self.notes(items) : []
    let count = OpenItemsPanel.count(of: showing)
    let shown = items.reduce(0) { $0 + ($1.isClosed ? 0 : $1.rest?.items ?? 1) }
    let beyond = showing.board.matters.unlisted
    let wording = showing.wording
    var detail = words["open.count", showing.filter.isEmpty ? wording.grouped(count) : wording.count(shown, of: count)]
    if isFull, beyond > 0, showing.filter.isEmpty { detail += " \(words["open.beyond", wording.grouped(beyond)])" }
    let box = Box(
      key: "9", title: words["panel.open-items"], detail: detail, note: showing.listNote,
      footer: table.scrollHint(height: surface.height - 2 - notes.count), hasFocus: isFull)
    surface.panel(box, in: surface.bounds) { inside in
      guard !table.rows.isEmpty else {
        inside.write(
          words[showing.filter.isEmpty ? "open.none" : "list.noMatch"], row: 0, role: .dim, maxWidth: inside.width)
        return
      }
      let (rest, foot) = inside.bounds.splitBottom(notes.count)
      inside.draw(table, in: rest)
      inside.within(foot) { lines in
        for (row, spans) in notes.enumerated() { lines.write(spans, row: row, maxWidth: lines.width) }
      }
    }
  }

  /// Where most of the gap lies, and how the loop goes; no room is kept for what is not there.
  private func notes(_ items: [WorkItem]) -> [[Span]] {
    let all = OpenItemsPanel.all(of: showing)
    let counts = ItemCounts(showing: showing, items: all)
    let place = selection.flatMap { items.indices.contains($0) ? items[$0] : nil }
    // The list must not jump as the cursor moves: where any item has such a line, all have its room.
    let hasShares = all.contains { $0.share != nil } || showing.board.matters.listed.count > 1
    return (hasShares ? [place.map(counts.concentration) ?? []] : []) + (counts.loop.isEmpty ? [] : [counts.loop])
  }

  private func makeTable(_ items: [WorkItem], width: Int, glyphs: Glyphs) -> Table {
    let words = showing.words
    let wording = ItemWording(showing: showing)
    var rows: [[Table.Cell]] = []
    var widths: [Int: Int] = [:]
    let isWide = isFull || width >= 90
    for item in items {
      let role = wording.role(item)
      let texts = [
        wording.way(item, glyphs: glyphs), wording.lack(item), wording.days(item), wording.share(item),
        wording.loop(item).map(\.text).joined(),
      ]
      for (index, text) in texts.enumerated() {
        widths[index] = max(widths[index, default: 0], glyphs.columns(of: text))
      }
      var cells: [Table.Cell] = [
        Table.Cell(wording.mark(item, glyphs: glyphs), role),
        Table.Cell(showing.wording.name(item.area), item.isClosed ? .dim : .text),
        Table.Cell(wording.title(item, isShort: width < 70), item.isClosed ? .dim : .text),
        Table.Cell(texts[0], .dim),
        Table.Cell(texts[1], role),
      ]
      if isWide {
        cells += [
          Table.Cell(texts[2], item.daysOver(on: showing.board.itemDay).map { $0 > 0 ? role : .label } ?? .dim),
          Table.Cell(texts[3], .label), Table.Cell(wording.loop(item)), Table.Cell(item.lead, .label),
          Table.Cell(wording.status(item), role), Table.Cell(wording.basis(item), .dim),
        ]
      }
      rows.append(cells)
    }
    // Cut figures mislead: where there is no room for them whole, the column goes.
    func whole(_ index: Int, _ heading: String, priority: Int) -> Table.Column {
      let widest = max(widths[index, default: 1], isFull ? glyphs.columns(of: heading) : 1)
      return Table.Column(heading, minimum: widest, ideal: widest, priority: priority)
    }
    var columns = [
      Table.Column("", minimum: 2, ideal: 2, priority: Table.Column.always),
      Table.Column(words["level.mixed"], minimum: 6, priority: Table.Column.always),
      Table.Column(words["column.matter"], minimum: isWide ? 16 : 6, priority: 90),
      whole(0, words["column.nowToTarget"], priority: 40),
      whole(1, words["column.need"], priority: 95),
    ]
    if isWide {
      columns += [
        whole(2, words["column.days"], priority: 80), whole(3, words["column.share"], priority: 45),
        whole(4, words["column.loop"], priority: 70), Table.Column(words["column.lead"], minimum: 8, priority: 35),
        Table.Column(words["column.status"], minimum: 8, priority: 25),
        Table.Column(words["column.plan"], minimum: 16, priority: 20),
      ]
    }
    let table = Table(columns: columns, rows: rows, showsHeadings: isFull, gap: width < 60 ? 1 : 2)
    return isWide ? table.withoutBlankColumns() : table
  }
}
