import Drawing
import PostalModel

extension Wording {
  /// 资料性质 in words.
  func nature(_ nature: FormNature) -> String { words["nature.\(nature.rawValue)"] }

  /// What may be made of figures of a nature, in short, and where the law says so.
  func natureNote(_ nature: FormNature) -> String {
    let clause = handbook.planBook.law?.rules.first { $0.id == nature.rule }?.clause ?? ""
    return [words["nature.\(nature.rawValue).note"], clause].filter { !$0.isEmpty }.joined(separator: "  ")
  }

  /// The heading of what is of one nature.
  func natureLine(_ nature: FormNature) -> [Span] {
    [Span(self.nature(nature), .accent, strong: true), Span("  \(natureNote(nature))", .dim)]
  }

  /// The nature with the rule in full.
  func natureRule(_ nature: FormNature) -> [Span] {
    var spans = [Span(self.nature(nature), .text, strong: true)]
    if let rule = handbook.planBook.law?.rules.first(where: { $0.id == nature.rule }) {
      spans.append(Span("  \(language == .zh ? rule.zh : rule.en)  \(rule.clause)", .dim))
    }
    return spans
  }
}
