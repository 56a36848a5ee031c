/// 现状数: a figure that a plan states as present or past, not as a target.
public struct PlanFact: Sendable, Equatable, Identifiable {
  public var id: String
  public var clause: String
  public var zh: String
  public var en: String
  public var value: Amount?
  public var unitZh: String
  public var unitEn: String
  public var year: Int?
  /// The stated multiple over a span, the word it is stated with, and the stated growth in percent a year.
  public var times: Amount?
  public var timesWord: String
  public var growth: Amount?
  /// Years of that span.
  public var span: Int?
  public var noteZh: String
  public var noteEn: String

  public init(
    id: String, clause: String, zh: String, en: String, value: Amount? = nil, unitZh: String = "", unitEn: String = "",
    year: Int? = nil, times: Amount? = nil, timesWord: String = "", growth: Amount? = nil, span: Int? = nil,
    noteZh: String = "", noteEn: String = ""
  ) {
    self.id = id
    self.clause = clause
    self.zh = zh
    self.en = en
    self.value = value
    self.unitZh = unitZh
    self.unitEn = unitEn
    self.year = year
    self.times = times
    self.timesWord = timesWord
    self.growth = growth
    self.span = span
    self.noteZh = noteZh
    self.noteEn = noteEn
  }
}
