import Panels
import PostalModel

/// A place with the cursor in it: what going back returns to.
struct Spot: Equatable, Sendable {
  var place: Place
  /// The panel of the overview that the cursor is in.
  var focus: PanelKind
  var selection: Selection?
  /// The position in lists that are not of areas.
  var cursor = 0

  init(_ place: Place, indicators: [Indicator]) {
    self.place = place
    let home = place.indicator.flatMap { id in indicators.first { $0.id == id } }.flatMap {
      PanelKind(rawValue: $0.panel)
    }
    focus = place.panel.listsFigures ? place.panel : home ?? .outlets
    if place.panel == .overview, !PanelKind.headline.contains(focus) { focus = .outlets }
  }
}

/// A spot left behind, and by what kind of move: a run of the same kind is one step back.
struct Step: Equatable, Sendable {
  enum Move: Equatable, Sendable {
    case into, panel, period, sibling, plan, address
  }

  var spot: Spot
  var move: Move
}

/// A sheet over the screen.
enum Sheet: Equatable, Sendable {
  case explain(offset: Int)
  case help(offset: Int)

  var offset: Int {
    get {
      switch self {
      case .explain(let offset), .help(let offset): offset
      }
    }
    set {
      switch self {
      case .explain: self = .explain(offset: max(0, newValue))
      case .help: self = .help(offset: max(0, newValue))
      }
    }
  }
}

/// Text being typed.
enum Input: Equatable, Sendable {
  /// The filter, with what it was before.
  case filter(before: String)
  case address(String)
}

/// What is told in the last line until the next key.
struct Notice: Equatable, Sendable {
  var text: String
  var isError: Bool
}
