/// 规定: a standard of a plan that can be checked and has no number to reach: 五有, filing, where screening is due.
public struct PlanRule: Sendable, Equatable, Identifiable {
  public var id: String
  public var clause: String
  public var also: [String]
  public var zh: String
  public var en: String
  /// The items of a list, such as the five things a station has.
  public var itemsZh: [String]
  public var itemsEn: [String]
  public var hedge: String
  public var lead: String
  /// A span the rule sets, in days.
  public var days: Int?

  public init(
    id: String, clause: String, zh: String, en: String, also: [String] = [], itemsZh: [String] = [],
    itemsEn: [String] = [], hedge: String = "", lead: String = "", days: Int? = nil
  ) {
    self.id = id
    self.clause = clause
    self.also = also
    self.zh = zh
    self.en = en
    self.itemsZh = itemsZh
    self.itemsEn = itemsEn
    self.hedge = hedge
    self.lead = lead
    self.days = days
  }
}
