import Panels
import PostalModel

/// A place with the cursor in it: what going back returns to.
struct Spot: Equatable, Sendable {
  var place: Place
  /// The panel of the overview that the cursor is in.
  var focus: PanelKind
  var selection: Selection?
  /// The position in lists that are not of areas, and the first line shown of a record.
  var cursor = 0

  init(_ place: Place, indicators: [Indicator]) {
    self.place = place
    let home = place.indicator.flatMap { id in indicators.first { $0.id == id } }.flatMap {
      PanelKind(rawValue: $0.panel)
    }
    focus = place.panel.listsFigures || place.panel.listsMeasures ? place.panel : home ?? .outlets
    if place.panel == .overview, !PanelKind.headline.contains(focus) { focus = .outlets }
  }
}

/// A spot left behind, and by what kind of move: a run of the same kind is one step back.
struct Step: Equatable, Sendable {
  enum Move: Equatable, Sendable {
    case into, panel, period, sibling, plan, address, item
  }

  var spot: Spot
  var move: Move
}

/// A sheet over the screen.
enum Sheet: Equatable, Sendable {
  case explain(offset: Int)
  case help(offset: Int)
  /// The office's text of a plan; the offset counts from the clause, upwards below 0.
  case clause(plan: String, clause: String, offset: Int)

  var offset: Int {
    get {
      switch self {
      case .explain(let offset), .help(let offset), .clause(_, _, let offset): offset
      }
    }
    set {
      switch self {
      case .explain: self = .explain(offset: newValue)
      case .help: self = .help(offset: newValue)
      case .clause(let plan, let clause, _): self = .clause(plan: plan, clause: clause, offset: newValue)
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
