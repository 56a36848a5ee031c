import PostalModel

/// What a board is read by: indicators, plans, words and settings. It changes only with the files of the office.
public struct Handbook: Sendable {
  public let indicators: [Indicator]
  public var planBook: PlanBook
  public var words: Words
  public var settings: Settings

  public init(indicators: [Indicator], planBook: PlanBook, words: Words, settings: Settings = Settings()) {
    self.indicators = indicators
    ofPanel = Dictionary(grouping: indicators.filter { $0.id != Indicator.gap }, by: \.panel)
    byID = Dictionary(indicators.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.planBook = planBook
    self.words = words
    self.settings = settings
  }

  public var language: Language { words.language }
  private let ofPanel: [String: [Indicator]]
  private let byID: [String: Indicator]

  public func indicator(_ id: String) -> Indicator? { byID[id] }

  /// Is there such an indicator, or in a plan such a target, task or rule?
  public func knowsItem(_ name: String) -> Bool {
    if indicator(name) != nil { return true }
    return (planBook.plans + (planBook.law.map { [$0] } ?? [])).contains {
      $0.name(ofItem: name, among: [], .en) != nil
    }
  }

  /// The indicators a panel shows. The gap is told beside the density it belongs to, not as one of its own.
  public func indicators(of panel: PanelKind) -> [Indicator] {
    ofPanel[panel.rawValue] ?? []
  }

  /// Those with a column on the overview, where there is room for four.
  public func headlineIndicators(of panel: PanelKind) -> [Indicator] { Array(indicators(of: panel).prefix(4)) }
}
