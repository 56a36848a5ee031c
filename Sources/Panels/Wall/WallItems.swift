import Drawing
import PostalModel

/// Open items as large rows and as what moves along the bottom.
struct WallItems {
  let showing: Showing

  private var words: Words { showing.words }
  private var wording: Wording { showing.wording }
  private var language: Language { showing.handbook.language }

  var items: [WorkItem] { OpenItemsPanel.items(of: showing).filter { !$0.isClosed } }

  /// The same in a width: what is lacking gives way to what it is lacking of.
  func rows(_ items: some Sequence<WorkItem>, width: Int, glyphs: Glyphs) -> [LargeRows.Row] {
    let rows = rows(items, glyphs: glyphs, isShort: width < 60)
    func widest(_ text: (LargeRows.Row) -> String) -> Int { rows.map { glyphs.columns(of: text($0)) }.max() ?? 0 }
    guard widest(\.mark) + widest(\.title) + widest(\.tail) + 5 + min(8, widest(\.note)) > width else { return rows }
    return zip(rows, items).map { row, item in
      var row = row
      if let figure = item.figure, figure.reading.ratio != nil,
        let indicator = item.indicator.flatMap(showing.handbook.indicator)
      {
        row.tail = wording.shortNeed(figure, indicator)
      }
      return row
    }
  }

  func rows(_ items: some Sequence<WorkItem>, glyphs: Glyphs, isShort: Bool) -> [LargeRows.Row] {
    let words = ItemWording(showing: showing)
    return items.map { item in
      let indicator = item.indicator.flatMap(showing.handbook.indicator)
      let figure = item.figure?.reading.ratio.flatMap { ratio in indicator.map { wording.number(ratio, $0) } }
      return LargeRows.Row(
        mark: words.mark(item, glyphs: glyphs), role: words.role(item), title: wording.name(item.area),
        note: words.title(item, isShort: isShort), value: words.way(item, glyphs: glyphs), figure: figure ?? "",
        tail: words.lack(item).isEmpty ? words.days(item) : words.lack(item), bar: bar(item))
    }
  }

  /// How much of what is asked there is; nil where nothing came, and where less is better.
  private func bar(_ item: WorkItem) -> Bar? {
    guard let figure = item.figure, let value = figure.value, let target = figure.judgement.applied?.target,
      !target.isCeiling, let bound = target.bound?.number, bound > 0
    else { return nil }
    return Bar(value: value, domain: 0...max(value, bound), role: wording.role(figure))
  }

  /// Entries one after another, as many as fit, the next ones after a few seconds.
  func drawTicker(from first: Int, elapsed: Int, on surface: inout Surface) {
    let glyphs = surface.glyphs
    let all = items
    let head = [
      Span(" \(words["header.open"]) ", .label),
      Span("\(wording.grouped(OpenItemsPanel.count(of: showing))) ", .value, strong: true),
    ]
    let start = surface.write(head, row: 0, maxWidth: surface.width) + 1
    guard all.count > first else { return }
    let gap = 3
    let room = surface.width - start - 7
    let made = showing.keep("wall.ticker", [first], glyphs: glyphs) { () -> (entries: [[Span]], lengths: [Int]) in
      let entries = rows(all.dropFirst(first), glyphs: glyphs, isShort: true).map { row -> [Span] in
        [
          Span("\(row.mark) ", row.role, strong: true), Span("\(row.title) ", .text), Span("\(row.note) ", .label),
          Span(row.tail.isEmpty ? row.value : row.tail, row.role, strong: true),
        ]
      }
      return (entries, entries.map { glyphs.columns(of: $0) })
    }
    let pages = Pages(of: made.lengths, room: room, gap: gap, elapsed: elapsed, seconds: 5)
    var column = start
    for entry in made.entries[pages.range] {
      column += surface.write(glyphs.cut(entry, to: max(0, start + room - column)), row: 0, column: column) + gap
    }
    if let text = pages.text {
      surface.write([Span("\(text) ", .dim)], row: 0, width: surface.width, alignment: .right)
    }
  }
}

/// 待办: the whole list, the worst first; what does not fit comes on the next page.
struct WallOpenItems {
  let showing: Showing
  let scene: WallScene

  func draw(on surface: inout Surface) {
    let glyphs = surface.glyphs
    let words = showing.words
    let source = WallItems(showing: showing)
    let items = source.items
    let inner = Box.interior(of: surface.bounds)
    // With a line of air as long as that makes few pages.
    let airy = max(1, (inner.height + 1) / 2)
    let lanes = LargeRows.lanes(inner.width)
    let size = (inner.height < 8 || items.count > airy * lanes * 4 ? max(1, inner.height) : airy) * lanes
    let pages = Pages(of: items.count, size: size, elapsed: scene.elapsed, seconds: 8)
    let box = Box(
      title: words["panel.open-items"], detail: words["open.count", String(items.count)],
      note: pages.text.map { words["wall.page", $0] })
    surface.panel(box, in: surface.bounds) { body in
      guard !items.isEmpty else {
        body.write([Span(words["open.none"], .met, strong: true)], row: 0, maxWidth: body.width)
        return
      }
      var list = LargeRows(
        source.rows(items[pages.range], width: body.width / lanes, glyphs: glyphs), keepsTail: true)
      // The last page is laid out as those before it.
      list.least = pages.count > 1 ? size : 0
      body.draw(list, in: body.bounds)
    }
  }
}
