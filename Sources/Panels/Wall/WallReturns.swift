import Drawing
import PostalModel

/// 应报 on the wall: what came of what is owed, by form, and who is late.
struct WallReturns {
  let showing: Showing
  let scene: WallScene

  private var words: Words { showing.words }
  private var wording: Wording { showing.wording }

  func draw(on surface: inout Surface) {
    let glyphs = surface.glyphs
    guard let board = scene.due else {
      WallOverview(showing: showing, scene: scene).draw(on: &surface)
      return
    }
    let cards = cards(board, glyphs: glyphs)
    let height = surface.height
    let needed = 2 + 4 * max(1, late(board).count)
    let top = height >= 12 && !cards.isEmpty ? max(8, height / 3, min(height * 3 / 5, height - needed)) : 0
    let bands = surface.bounds.splitTop(top)
    if top > 0 {
      let across = WallDeck.across(surface.width, count: cards.count)
      WallDeck(cards: Array(cards.prefix(across))).draw(in: bands.top, on: &surface)
    }
    surface.within(bands.rest) { drawLate(board, on: &$0) }
  }

  /// A form each: how many came of how many.
  private func cards(_ board: DueBoard, glyphs: Glyphs) -> [WallCard] {
    board.forms.compactMap { form -> WallCard? in
      guard let total = board.total(form, showing.board.period.last) else { return nil }
      let isOpen = total.isOpen(on: showing.today)
      let role: Role = total.absent == 0 ? (total.late > 0 ? .behind : .met) : isOpen ? .value : .notReported
      let mark = total.absent == 0 ? (total.late > 0 ? "!" : wording.mark(.met, glyphs: glyphs)) : isOpen ? "" : "?"
      let word =
        total.absent == 0
        ? words[total.late > 0 ? "wall.due.cameLate" : "wall.due.all", String(total.late)]
        : words[isOpen ? "wall.due.open" : "wall.due.absent", wording.grouped(total.absent)]
      let name = words["form.\(form.rawValue)"]
      let lines: [[[Span]]] = [
        [[Span("\(mark)\(mark.isEmpty ? "" : " ")\(word)", role, strong: true)]],
        [
          [Span(wording.count(total.came, of: total.expected), .label)],
          [Span("\(words["due.by"]) ", .dim), Span(total.due.description, .value)],
        ],
      ]
      var card = WallCard(
        title: name, short: name, unit: "", figure: wording.count(total.came, of: total.expected), role: role,
        mark: mark,
        lines: lines)
      card.shortFigure = "\(total.came * 100 / max(1, total.expected))%"
      return card
    }
  }

  /// Parts that owe a form, the longest late first and of these the ones that owe most.
  private func late(_ board: DueBoard) -> [FormCompleteness] {
    let owing = board.completeness.filter { $0.month == showing.board.period.last && $0.absent > 0 }
    return owing.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      return (b.mostDaysLate, b.absent, left.offset) < (a.mostDaysLate, a.absent, right.offset)
    }.map(\.element)
  }

  private func drawLate(_ board: DueBoard, on surface: inout Surface) {
    let late = late(board)
    let inner = Box.interior(of: surface.bounds)
    let room = late.count > inner.height ? (inner.height + 1) / 2 : inner.height
    let size = max(1, room) * LargeRows.lanes(inner.width)
    let pages = Pages(of: late.count, size: size, elapsed: scene.elapsed, seconds: 8)
    let box = Box(
      title: words["due.absent"], detail: words["open.count", String(late.count)],
      note: pages.text.map { words["wall.page", $0] })
    surface.panel(box, in: surface.bounds) { body in
      guard !late.isEmpty else {
        body.write([Span(words["due.none"], .met, strong: true)], row: 0, maxWidth: body.width)
        return
      }
      let rows = late[pages.range].map { part -> LargeRows.Row in
        let isOpen = part.isOpen(on: showing.today)
        return LargeRows.Row(
          mark: isOpen ? "" : "?", role: isOpen ? .label : .notReported, title: wording.name(part.area),
          note: words["form.\(part.form.rawValue)"], value: wording.count(part.came, of: part.expected),
          figure: wording.count(part.came, of: part.expected),
          tail: isOpen ? words["due.inTime"] : words["due.late", String(part.mostDaysLate)])
      }
      var list = LargeRows(rows, keepsTail: true)
      list.least = pages.count > 1 ? size : 0
      body.draw(list, in: body.bounds)
    }
  }
}
