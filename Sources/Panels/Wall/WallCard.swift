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
  var absence = ""
  /// Parts have not reported.
  var isPartial = false
  var role: Role
  var mark: String
  /// From the one that must be there to the one that may.
  var lines: [[Span]]
  /// The figures of the months before; empty: not known.
  var values: [Double?] = []
  var change: [Span] = []
  /// Whose trend is drawn where there is room for more than a line.
  var subject: Showing?

  /// The room inside the frame: a column less at each side than the text has.
  static func interior(_ size: Size) -> Size { Size(width: size.width - 3, height: size.height - 2) }

  /// Lines of text that digits leave room for.
  private func reserved(_ height: Int) -> Int { min(lines.count, height >= 7 ? 2 : height >= 4 ? 1 : 0) }

  /// The largest digits that go into a card of this size; 0: none do.
  func largestScale(in size: Size, glyphs: Glyphs) -> Int {
    guard !figure.isEmpty else { return 24 }
    let inside = Self.interior(size)
    let room = Size(width: inside.width, height: inside.height - reserved(inside.height))
    return min(8, BigDigits.largestScale(of: figure, in: room, isTight: true, glyphs: glyphs))
  }

  /// - Parameter scale: of the digits, the same for cards side by side.
  func draw(in rect: Rect, scale: Int, isOpen: Bool = false, on surface: inout Surface) {
    let glyphs = surface.glyphs
    let room = rect.width - 7 - (unit.isEmpty ? 0 : glyphs.columns(of: unit) + 1)
    let name = glyphs.columns(of: title) <= room ? title : short
    let named = glyphs.columns(of: name) + (unit.isEmpty ? 0 : glyphs.columns(of: unit) + 1) + 7 <= rect.width
    let box = Box(title: name, detail: named ? unit : nil, hasFocus: isOpen)
    surface.draw(box, in: rect)
    let inside = Self.interior(rect.size)
    surface.within(Rect(column: rect.column + 2, row: rect.row + 1, width: inside.width, height: inside.height)) {
      drawInside(scale: scale, on: &$0)
    }
  }

  private func drawInside(scale: Int, on surface: inout Surface) {
    let glyphs = surface.glyphs
    let (width, height) = (surface.width, surface.height)
    guard height > 0, width > 0 else { return }
    let hasDigits = scale > 0
    let digits =
      hasDigits
      ? BigDigits.size(of: figure.isEmpty ? "0" : figure, scale: min(scale, 8), isTight: true, glyphs: glyphs)
      : Size(width: 0, height: 1)
    let rest = height - digits.height
    // Text first, then the way of the months, then air.
    let shown = min(lines.count, max(0, rest))
    var spare = rest - shown
    let hasSpark = values.compactMap { $0 }.count >= 2
    var trend = 0
    if hasSpark, subject != nil, width >= 30, spare >= 9 {
      trend = min(spare - 2, max(7, min(18, width / 3)))
    } else if hasSpark, spare >= 1 {
      trend = 1
    }
    spare -= trend
    let below = spare > 0 ? 1 : 0
    let beforeTrend = trend > 0 && spare > 1 ? 1 : 0
    let top = max(0, (spare - below - beforeTrend) / 2)
    var row = top
    if hasDigits, !figure.isEmpty {
      surface.draw(
        BigDigits(figure, role: role, scale: scale, isTight: true),
        in: Rect(column: 0, row: row, width: min(width, digits.width), height: digits.height))
      drawMark(beside: digits, scale: scale, row: row, on: &surface)
    } else {
      let text = figure.isEmpty ? absence : figure
      surface.write(
        [Span(text, role, strong: true)], row: row + (digits.height - 1) / 2, maxWidth: width)
    }
    row += digits.height + below
    for line in lines.prefix(shown) {
      surface.write(glyphs.cut(line, to: width), row: row)
      row += 1
    }
    guard trend > 0 else { return }
    row += beforeTrend
    if trend > 1, let subject {
      surface.within(Rect(row: row, width: width, height: height - row)) {
        TrendPanel(showing: subject).drawInside(on: &$0)
      }
    } else {
      drawSparkline(row: row, on: &surface)
    }
  }

  /// The mark as large as the digits, at the right edge; that it is partial in small beside them.
  private func drawMark(beside digits: Size, scale: Int, row: Int, on surface: inout Surface) {
    let glyphs = surface.glyphs
    let left = surface.width - digits.width
    let size = BigDigits.size(of: mark, scale: scale, isTight: true, glyphs: glyphs)
    if !mark.isEmpty, size.width + 2 + scale <= left {
      surface.draw(
        BigDigits(mark, role: role, scale: scale, isTight: true),
        in: Rect(column: surface.width - size.width - 1, row: row, width: size.width, height: size.height))
    }
  }

  private func drawSparkline(row: Int, on surface: inout Surface) {
    let glyphs = surface.glyphs
    let tail = glyphs.columns(of: change)
    let shown = Array(values.suffix(max(2, min(24, surface.width - tail - 2))))
    let used = surface.write(Sparkline(values: shown).text(glyphs: glyphs), row: row, role: .trend)
    if used + 2 + tail <= surface.width { surface.write(change, row: row, column: used + 2) }
  }
}
