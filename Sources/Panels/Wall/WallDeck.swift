import Drawing
import PostalModel

/// Cards side by side, their digits of one size, the one that the rest of the screen dwells on framed.
struct WallDeck {
  let cards: [WallCard]
  var open: Int?

  /// How many cards stand side by side in a width.
  static func across(_ width: Int, count: Int) -> Int {
    let fits =
      switch width {
      case ..<50: 1
      case ..<76: 2
      case ..<150: 3
      case ..<230: 4
      default: 5
      }
    return max(1, min(count, fits))
  }

  func draw(in rect: Rect, on surface: inout Surface) {
    guard !cards.isEmpty, rect.height > 0 else { return }
    let glyphs = surface.glyphs
    let places = rect.columns(Array(repeating: .weight(1), count: cards.count), gap: 1)
    let size = Size(width: places.map(\.width).min() ?? 0, height: rect.height)
    let scale = cards.map { $0.largestScale(in: size, glyphs: glyphs) }.min() ?? 0
    for (index, (card, place)) in zip(cards, places).enumerated() {
      card.draw(in: place, scale: scale == 24 ? 1 : scale, isOpen: index == open, on: &surface)
    }
  }
}
