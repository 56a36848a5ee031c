import Drawing
import PostalModel

/// 待办: shortfalls and absent returns, worst first.
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

  /// The open items of a board. Figures that wait for the same return are one item.
  static func items(of board: Board, handbook: Handbook) -> [OpenItem] {
    var seen: Set<String> = []
    return board.openItems(indicators: handbook.indicators).filter { item in
      guard item.figure.reading.ratio == nil, item.figure.reading.absence != .notGiven,
        let form = handbook.indicator(item.indicator)?.form
      else { return true }
      return seen.insert("\(item.area.code) \(form.rawValue)").inserted
    }
  }

  /// The items shown, the filter applied: also what the cursor moves over.
  public static func items(of showing: Showing) -> [OpenItem] {
    showing.keep("openItems") { makeItems(of: showing) }
  }

  /// All open items of a board, counted in the header.
  static func count(of showing: Showing) -> Int {
    showing.keep("openItems.count") { items(of: showing.board, handbook: showing.handbook).count }
  }

  private static func makeItems(of showing: Showing) -> [OpenItem] {
    var items = items(of: showing.board, handbook: showing.handbook)
    if !showing.filter.isEmpty {
      let kept = Set(showing.rows.map(\.area.code))
      items = items.filter { kept.contains($0.area.code) }
    }
    // The worst first among those that are equal.
    func sorted<Key: Comparable>(by key: (OpenItem) -> Key) -> [OpenItem] {
      items.enumerated().sorted { (key($0.element), $0.offset) < (key($1.element), $1.offset) }.map(\.element)
    }
    switch showing.sort {
    case .code: items = sorted { $0.area.code }
    case .name: items = sorted { $0.area.name }
    case .date: items = sorted { $0.figure.judgement.applied?.target.deadline?.ordinal ?? .max }
    default: break
    }
    return showing.isReversed ? items.reversed() : items
  }

  public func draw(on surface: inout Surface) {
    guard isFull, surface.height >= 8 else { return drawList(on: &surface) }
    let sentence = surface.height >= 16 ? 4 : 1
    let bands = surface.bounds.splitBottom(sentence)
    surface.within(bands.rest) { drawList(on: &$0) }
    surface.within(bands.bottom) { inside in
      let panel = SentencePanel(showing: showing)
      if sentence > 1 { panel.draw(on: &inside) } else { panel.drawLine(on: &inside) }
    }
  }

  private func drawList(on surface: inout Surface) {
    let words = showing.words
    let items = OpenItemsPanel.items(of: showing)
    if !isFull { surface.mark(as: .name("command.open-items")) }
    var table = showing.keep("openItems.table", [surface.width, isFull ? 1 : 0], glyphs: surface.glyphs) {
      makeTable(items, width: surface.width, glyphs: surface.glyphs).withFixedWidths(glyphs: surface.glyphs)
    }
    table.selection = selection
    table.hasFocus = selection != nil
    table.fixedColumns = 3
    table.shift = isFull ? showing.shift : 0
    let box = Box(
      key: "9", title: words["panel.open-items"],
      detail: words["open.count", String(items.count)],
      note: showing.listNote, footer: table.scrollHint(height: surface.height - 2), hasFocus: isFull)
    surface.panel(box, in: surface.bounds) { inside in
      guard !table.rows.isEmpty else {
        inside.write(
          words[showing.filter.isEmpty ? "open.none" : "list.noMatch"], row: 0, role: .dim, maxWidth: inside.width)
        return
      }
      inside.draw(table, in: inside.bounds)
    }
  }

  private func makeTable(_ items: [OpenItem], width: Int, glyphs: Glyphs) -> Table {
    let words = showing.words
    let wording = showing.wording
    var rows: [[Table.Cell]] = []
    var widths: [Int: Int] = [:]
    let isWide = isFull || width >= 90
    for item in items {
      guard let indicator = showing.handbook.indicator(item.indicator) else { continue }
      let role = wording.role(item.figure)
      let from = way(item, indicator, glyphs: glyphs)
      let need = lack(item, indicator)
      for (index, text) in [(3, from), (4, need), (5, wording.word(item.figure))] {
        widths[index] = max(widths[index, default: 1], glyphs.columns(of: text))
      }
      var cells: [Table.Cell] = [
        Table.Cell(wording.mark(item.figure.status, glyphs: glyphs), role),
        Table.Cell(wording.name(item.area), .text),
        Table.Cell(name(of: indicator, item, isShort: width < 70), .text),
        Table.Cell(from, .dim),
        Table.Cell(need, role),
      ]
      if isWide {
        cells.append(Table.Cell(wording.word(item.figure), role))
        let deadline = item.figure.judgement.applied?.target.deadline.map(wording.date)
        cells.append(Table.Cell(deadline ?? "", .dim))
        cells.append(Table.Cell(item.figure.judgement.applied.map(wording.basisText) ?? "", .dim))
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
      Table.Column(words["column.indicator"], minimum: isWide ? 16 : 6, priority: 90),
      whole(3, words["column.nowToTarget"], priority: 40),
      whole(4, words["column.need"], priority: 95),
    ]
    if isWide {
      columns += [
        whole(5, words["column.status"], priority: 50),
        Table.Column(words["column.deadline"], minimum: 7, priority: 30),
        Table.Column(words["column.plan"], minimum: 16, priority: 20),
      ]
    }
    return Table(columns: columns, rows: rows, showsHeadings: isFull, gap: width < 60 ? 1 : 2)
  }

  /// From what to what: the figure and its target, or the month whose return is absent.
  func way(_ item: OpenItem, _ indicator: Indicator, glyphs: Glyphs) -> String {
    let wording = showing.wording
    let value = wording.value(item.figure, indicator, glyphs: glyphs)
    if item.figure.reading.ratio == nil {
      let isBlank = item.figure.reading.absence == .notGiven
      return
        "\(showing.board.period) \(isBlank ? wording.absence(item.figure, glyphs: glyphs) : wording.word(item.figure))"
    }
    return wording.isHiddenShort(item.figure, indicator)
      ? showing.words["open.hidden", value] : "\(value) \(glyphs.arrow) \(wording.target(item.figure))"
  }

  /// What is lacking, or how long a return is overdue.
  func lack(_ item: OpenItem, _ indicator: Indicator) -> String {
    guard item.figure.reading.ratio == nil else { return showing.wording.need(item.figure, indicator) }
    return item.figure.reading.absence == .notGiven ? "" : overdue(item)
  }

  /// The figure, or the form where it is a return that is absent.
  func name(of indicator: Indicator, _ item: OpenItem, isShort: Bool) -> String {
    if item.figure.reading.ratio == nil, item.figure.reading.absence != .notGiven {
      return showing.words["form.\(indicator.form.rawValue)"]
    }
    let language = showing.handbook.language
    return isShort ? indicator.short(language) : indicator.name(language)
  }

  private func overdue(_ item: OpenItem) -> String {
    let due = showing.handbook.settings.dueDay(of: showing.board.period.last)
    return showing.words["open.overdue", String(max(0, showing.today.ordinal - due.ordinal))]
  }
}
