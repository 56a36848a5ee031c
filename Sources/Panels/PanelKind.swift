import PostalModel

/// The panels in the order of their keys. A new panel is one line here and one file beside this.
public enum PanelKind: String, CaseIterable, Sendable {
  case overview
  case outlets
  case packaging
  case safety
  case villages
  case plans
  case service
  case scale
  case openItems = "open-items"
  case data

  /// The digit that goes to it.
  public var key: Character {
    switch self {
    case .overview: "1"
    case .outlets: "2"
    case .packaging: "3"
    case .safety: "4"
    case .villages: "5"
    case .plans: "6"
    case .service: "7"
    case .scale: "8"
    case .openItems: "9"
    case .data: "0"
    }
  }

  public init?(key: Character) {
    guard let found = PanelKind.allCases.first(where: { $0.key == key }) else { return nil }
    self = found
  }

  /// Panels that list areas with the figures of their indicators.
  public var listsFigures: Bool { self == .outlets || self == .packaging || self == .safety || self == .villages }

  /// Panels that list the figures of one area, as offices send them.
  public var listsMeasures: Bool { self == .service || self == .scale }

  /// The three that stand side by side on the overview.
  public static let headline: [PanelKind] = [.outlets, .packaging, .safety]

  /// Its name in the line of tabs.
  public func tab(_ words: Words) -> String { words["tab.\(rawValue)"] }
  /// Its name in its frame.
  public func title(_ words: Words) -> String { words["panel.\(rawValue)"] }
}
