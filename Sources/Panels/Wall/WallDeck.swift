import Drawing
import PostalModel

/// Cards side by side, their digits of one size, the one that the rest of the screen dwells on framed.
struct WallDeck {
  let cards: [WallCard]
  var open: Int?

  /// More are not read from afar.
  static let most = 4

  /// How many cards stand side by side in a width.
  static func across(_ width: Int, count: Int) -> Int {
    let fits =
      switch width {
      case ..<60: 1
      case ..<76: 2
      case ..<150: 3
      default: most
      }
    return max(1, min(count, fits))
  }

  func draw(in rect: Rect, on surface: inout Surface) {
    guard !cards.isEmpty, rect.height > 0 else { return }
    draw(in: rect.columns(Array(repeating: .weight(1), count: cards.count), gap: 1), on: &surface)
  }

  /// A card in each of the places.
  func draw(in places: [Rect], on surface: inout Surface) {
    let glyphs = surface.glyphs
    let size = Size(width: places.map(\.width).min() ?? 0, height: places.map(\.height).min() ?? 0)
    func steps(_ cards: [WallCard]) -> [Int?] {
      cards.filter { !$0.figure.isEmpty }.map { $0.largestStep(in: size, glyphs: glyphs) }
    }
    var cards = cards
    if steps(cards).contains(nil) {
      for index in cards.indices where !cards[index].shortFigure.isEmpty {
        cards[index].figure = cards[index].shortFigure
      }
    }
    let steps = steps(cards)
    let step = steps.contains(nil) ? nil : steps.compactMap { $0 }.min() ?? 0
    let inside = WallCard.interior(size)
    let form = step.map { BigDigits.Form.ladder[$0] }
    let marked = cards.filter { !$0.mark.isEmpty && !$0.figure.isEmpty }
    let plan = WallCard.Plan(
      text: cards.map { $0.text(width: inside.width, glyphs: glyphs).count }.max() ?? 0,
      hasSeries: cards.contains(where: \.hasSeries),
      mark: form.flatMap { form in marked.map { $0.markScale(in: size, form: form, glyphs: glyphs) }.min() } ?? 0)
    for (index, (card, place)) in zip(cards, places).enumerated() {
      card.draw(in: place, form: form, plan: plan, isOpen: index == open, on: &surface)
    }
  }
}
