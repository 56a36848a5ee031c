import PostalModel

/// A step of the loop while it is typed.
public struct StepDraft: Sendable, Equatable {
  public enum Field: String, CaseIterable, Sendable {
    case on, due, who, note, evidence
  }

  public var key: ItemKey
  /// What the key's subject is called.
  public var title: String
  public var act: ItemAct
  /// The first day of what is lacking.
  public var first: Day
  public var texts: [Field: String]
  /// The field that is typed into.
  public var field: Field

  /// Days that whom it concerns is given unless another date is typed.
  public static let usualTerm = 15

  public init(key: ItemKey, title: String, act: ItemAct, first: Day, today: Day) {
    self.key = key
    self.title = title
    self.act = act
    self.first = first
    texts = [.on: today.description]
    if act.tells { texts[.due] = Day(ordinal: today.ordinal + Self.usualTerm).description }
    field = act.tells ? .due : .note
  }

  public var fields: [Field] { Field.allCases.filter { $0 != .due || act.takesDue } }

  /// The field before or after.
  public mutating func move(_ steps: Int) {
    let now = fields.firstIndex(of: field) ?? 0
    field = fields[((now + steps) % fields.count + fields.count) % fields.count]
  }

  public subscript(field: Field) -> String {
    get { texts[field] ?? "" }
    set { texts[field] = newValue }
  }

  /// The field whose text is no day; nil where all can be read.
  public var unreadable: Field? {
    if day(.on) == nil { return .on }
    return self[.due].isEmpty || due != nil ? nil : .due
  }

  /// What is to be recorded; nil while a day cannot be read.
  public var step: ItemStep? {
    guard unreadable == nil, let on = day(.on) else { return nil }
    func text(_ field: Field) -> String { self[field].split(separator: " ").joined(separator: " ") }
    return ItemStep(
      key: key, title: title, act: act, on: on, first: first, due: act.takesDue ? due : nil, who: text(.who),
      note: text(.note), evidence: text(.evidence))
  }

  private func day(_ field: Field) -> Day? { Day(self[field].filter { $0 != " " }) }

  /// A day, or `+15` for so many days later.
  private var due: Day? {
    let text = self[.due].filter { $0 != " " }
    guard text.hasPrefix("+"), let days = Int(text.dropFirst()), (0...3660).contains(days) else { return Day(text) }
    return day(.on).map { Day(ordinal: $0.ordinal + days) }
  }
}
