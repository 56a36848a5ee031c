import Drawing
import PostalModel

/// One figure of an area, large, with what must be known of it.
struct WallCard: Sendable {
  var title: String
  /// The title where the card is narrow.
  var short: String
  var unit: String
  /// The figure alone; empty where there is none, and then `absence` says why.
  var figure: String
  /// Another way to say it, where no large digits of it fit; empty: none.
  var shortFigure = ""
  var absence = ""
  /// Parts have not reported.
  var isPartial = false
  var role: Role
  var mark: String
  /// From the one that must be there to the one that may, each of parts of which the last go where the line is too long;
  /// of the first line they go to a line of their own.
  var lines: [[[Span]]]
  /// The figures of the months before; empty: not known.
  var values: [Double?] = []
  var change: [Span] = []
  /// Whose trend is drawn where there is room for more than a line.
  var subject: Showing?

  /// Enough of the months before is known to draw it.
  var hasSeries: Bool { values.compactMap { $0 }.count >= 2 }

  /// The room inside the frame: a column less at the right than text otherwise has.
  static func interior(_ size: Size) -> Size { Size(width: size.width - 3, height: size.height - 2) }

  /// The lines as they are in a width.
  func text(width: Int, glyphs: Glyphs) -> [[Span]] {
    lines.enumerated().flatMap { index, parts -> [[Span]] in
      var shown = parts.filter { !$0.isEmpty }
      var rest: [[Span]] = []
      func joined() -> [Span] { Array(shown.joined(separator: [Span("  ")])) }
      while shown.count > 1, glyphs.columns(of: joined()) > width { rest.insert(shown.removeLast(), at: 0) }
      let line = glyphs.cut(joined(), to: width)
      return index == 0 ? [line] + rest.map { glyphs.cut($0, to: width) } : [line]
    }
  }

  /// Lines that several cards side by side give the same place to.
  struct Plan {
    var text = 0
    var hasSeries = false
    /// Of the marks beside the digits; 0: no room.
    var mark = 0
  }

  /// The place in the ladder of the largest digits that go into a card of this size, with the lines that must be there
  /// and, unless that made them small, some air; nil: none do.
  func largestStep(in size: Size, glyphs: Glyphs) -> Int? {
    let inside = Self.interior(size)
    let height = inside.height
    let count = text(width: inside.width, glyphs: glyphs).count
    let least = min(count, height >= 7 ? 2 : height >= 4 ? 1 : 0)
    func step(_ columns: Int, _ rows: Int) -> Int? {
      BigDigits.largestStep(
        of: figure, in: Size(width: inside.width - columns, height: height - rows), glyphs: glyphs)
    }
    let airy = step(3, min(count, 4) + 3)
    return airy.flatMap { $0 >= 2 ? $0 : nil } ?? step(0, least)
  }

  /// - Parameter form: of the digits, the same for cards side by side; nil: there is no room for any.
  func draw(in rect: Rect, form: BigDigits.Form?, plan: Plan, isOpen: Bool = false, on surface: inout Surface) {
    let glyphs = surface.glyphs
    let room = rect.width - 7 - (unit.isEmpty ? 0 : glyphs.columns(of: unit) + 1)
    let name = glyphs.columns(of: title) <= room ? title : short
    let named = glyphs.columns(of: name) + (unit.isEmpty ? 0 : glyphs.columns(of: unit) + 1) + 7 <= rect.width
    let box = Box(title: name, detail: named ? unit : nil, hasFocus: isOpen)
    surface.draw(box, in: rect)
    let inside = Self.interior(rect.size)
    surface.within(Rect(column: rect.column + 2, row: rect.row + 1, width: inside.width, height: inside.height)) {
      drawInside(form, plan, on: &$0)
    }
  }

  private func drawInside(_ form: BigDigits.Form?, _ plan: Plan, on surface: inout Surface) {
    let glyphs = surface.glyphs
    let (width, height) = (surface.width, surface.height)
    guard height > 0, width > 0 else { return }
    let digits =
      form.map { BigDigits.size(of: figure.isEmpty ? "0" : figure, form: $0, glyphs: glyphs) }
      ?? Size(width: 0, height: 1)
    let rest = height - digits.height
    // Text first, then the way of the months, then air.
    let lines = text(width: width, glyphs: glyphs)
    let shown = min(max(plan.text, lines.count), max(0, rest))
    var spare = rest - shown
    var trend = 0
    if plan.hasSeries, width >= 30, spare >= 9 {
      trend = min(spare - 3, max(6, min(18, width / 3)))
    } else if plan.hasSeries, spare >= 1 {
      trend = 1
    }
    spare -= trend
    // A line above, one under the digits, one above the way of the months.
    let below = spare > 0 ? 1 : 0
    let top = spare > 1 ? 1 + max(0, spare - 3) / 2 : 0
    let beforeTrend = trend > 0 && spare > 2 ? 1 : 0
    var row = top
    if let form, !figure.isEmpty {
      surface.draw(
        BigDigits(figure, role: role, form: form),
        in: Rect(column: 0, row: row, width: min(width, digits.width), height: digits.height))
      drawMark(beside: digits, scale: plan.mark, row: row, on: &surface)
    } else {
      let text = figure.isEmpty ? absence : figure
      surface.write([Span(text, role, strong: true)], row: row + (digits.height - 1) / 2, maxWidth: width)
    }
    row += digits.height + below
    for (offset, line) in lines.prefix(shown).enumerated() { surface.write(line, row: row + offset) }
    row += shown + beforeTrend
    guard trend > 0, hasSeries else { return }
    if trend > 1, let subject {
      surface.within(Rect(row: row, width: width, height: height - row)) {
        TrendPanel(showing: subject).drawInside(on: &$0)
      }
    } else {
      drawSparkline(row: row, on: &surface)
    }
  }

  /// The largest scale of the mark that fits beside the digits, no thicker than these; 0: none does.
  func markScale(in size: Size, form: BigDigits.Form, glyphs: Glyphs) -> Int {
    let digits = BigDigits.size(of: figure, form: form, glyphs: glyphs)
    let room = Size(width: Self.interior(size).width - digits.width - 3, height: digits.height)
    return min(max(1, form.stroke), BigDigits.largestScale(of: mark, in: room, glyphs: glyphs))
  }

  /// The mark nearly as large as the digits, at the right edge and on their line.
  private func drawMark(beside digits: Size, scale: Int, row: Int, on surface: inout Surface) {
    guard !mark.isEmpty, scale > 0 else { return }
    let size = BigDigits.size(of: mark, scale: scale, glyphs: surface.glyphs)
    surface.draw(
      BigDigits(mark, role: role, scale: scale),
      in: Rect(
        column: surface.width - size.width - 1, row: row + digits.height - size.height, width: size.width,
        height: size.height))
  }

  private func drawSparkline(row: Int, on surface: inout Surface) {
    let glyphs = surface.glyphs
    let tail = glyphs.columns(of: change)
    let shown = Array(values.suffix(max(2, min(24, surface.width - tail - 3))))
    let used = surface.write(Sparkline(values: shown).text(glyphs: glyphs), row: row, role: .trend)
    if used + 2 + tail <= surface.width { surface.write(change, row: row, column: used + 2) }
  }
}
