import PostalModel

extension Column {
  /// Whether the column has to be filled.
  public func needNote(_ language: Language) -> String {
    switch need {
    case .required: language == .zh ? "必填" : "Required"
    case .month: language == .zh ? "必填,除非导入时用 --period 给出" : "Required, unless given by --period"
    case .optional: language == .zh ? "可空" : "May be empty"
    case .figure:
      language == .zh ? "可空:空是未报,不是 0;数据列不能全空" : "May be empty: not sent, which is not 0; not all of them may be"
    }
  }

  /// How its cells are written; empty where there is nothing to say.
  public func contentNote(_ language: Language) -> String {
    switch content {
    case .text: ""
    case .code: language == .zh ? "按文本填写,保留全部数字" : "Written as text with all its digits"
    case .count: language == .zh ? "填整数,不带单位,不折算成万" : "A whole number, without a unit and not in ten thousands"
    case .number: language == .zh ? "只填数字,不带单位" : "A number alone, without its unit"
    case .month: language == .zh ? "写成 2025-06" : "Written as 2025-06"
    case .day: language == .zh ? "写成 2025-06-18" : "Written as 2025-06-18"
    case .words(let words):
      (language == .zh ? "可填:" : "One of: ") + words.joined(separator: language == .zh ? "、" : ", ")
    }
  }

  /// All that is said of the column, in one language.
  public func note(_ language: Language) -> String {
    let parts = [language == .zh ? about.zh : about.en, needNote(language), contentNote(language)]
    return parts.filter { !$0.isEmpty }.joined(separator: language == .zh ? "。" : ". ") + (language == .zh ? "。" : ".")
  }
}
