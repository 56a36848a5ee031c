/// 矛盾: two figures or wordings that a plan gives for one thing. Both stand; one is used, and why is said.
public struct PlanConflict: Sendable, Equatable, Identifiable {
  /// What the two sides are.
  public enum Kind: String, CaseIterable, Sendable {
    /// The body of the text against its annex or table.
    case bodyAnnex = "body-annex"
    /// One clause of the body against another.
    case body
    /// One row of a table against another.
    case table
    /// The words differ, not the number.
    case wording
    /// A stated figure against what its own parts come to.
    case arithmetic
    /// The text against what is known from elsewhere.
    case outside
  }

  public struct Statement: Sendable, Equatable {
    public var clause: String
    public var minimum: Amount?
    public var maximum: Amount?
    public var unit: String
    public var zh: String
    public var en: String

    public init(
      clause: String, minimum: Amount? = nil, maximum: Amount? = nil, unit: String = "", zh: String = "",
      en: String = ""
    ) {
      self.clause = clause
      self.minimum = minimum
      self.maximum = maximum
      self.unit = unit
      self.zh = zh
      self.en = en
    }

    /// `11.83 亿元`, `2–5`, and the words, as far as there are any.
    public func text(_ language: Language) -> String {
      let figure: String
      switch (minimum, maximum) {
      case (let low?, let high?): figure = low == high ? "\(low)" : "\(low)–\(high)"
      case (let low?, nil): figure = "\(low)"
      case (nil, let high?): figure = "≤\(high)"
      case (nil, nil): figure = ""
      }
      let words = language == .zh ? zh : en
      // Words that tell the figure themselves need it no second time.
      let number = (minimum ?? maximum)?.description ?? ""
      if !number.isEmpty, words.contains(number) { return words }
      return [figure, figure.isEmpty ? "" : unit, words].filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  public var id: String
  /// The id of a target, task, rule or fact of the plan.
  public var about: String
  public var kind: Kind
  public var statements: [Statement]
  /// The clause whose statement is used.
  public var used: String
  public var whyZh: String
  public var whyEn: String

  public init(
    id: String, about: String, kind: Kind, statements: [Statement], used: String, whyZh: String, whyEn: String
  ) {
    self.id = id
    self.about = about
    self.kind = kind
    self.statements = statements
    self.used = used
    self.whyZh = whyZh
    self.whyEn = whyEn
  }

  public func why(_ language: Language) -> String { language == .zh ? whyZh : whyEn }
}
