import PostalModel

/// 应报: what an area owes over a period and has not sent, and how the returns of the year up to it came in.
public struct DueBoard: Sendable, Equatable {
  public var returns: [DueReturn]
  /// By part of the area, form and month; at the top by the areas of plans.
  public var completeness: [FormCompleteness]
  /// The months that `completeness` is of.
  public var months: ClosedRange<Month>

  public init(returns: [DueReturn], completeness: [FormCompleteness], months: ClosedRange<Month>) {
    self.returns = returns
    self.completeness = completeness
    self.months = months
  }

  /// Forms that anything is owed of.
  var forms: [Form] { Form.allCases.filter { form in completeness.contains { $0.form == form } } }

  /// Parts in the order they came.
  var areas: [Area] {
    var seen: Set<Int> = []
    return completeness.map(\.area).filter { seen.insert($0.id).inserted }
  }

  /// All parts together; nil where nothing is owed.
  func total(_ form: Form, _ month: Month) -> FormCompleteness? {
    Self.sum(completeness.filter { $0.form == form && $0.month == month })
  }

  func part(_ area: Area, _ form: Form, _ month: Month) -> FormCompleteness? {
    completeness.first { $0.area.id == area.id && $0.form == form && $0.month == month }
  }

  /// Several parts of one form and month as one; nil of none.
  public static func sum(_ parts: [FormCompleteness], as area: Area? = nil) -> FormCompleteness? {
    guard var sum = parts.first else { return nil }
    if let area { sum.area = area }
    for part in parts.dropFirst() {
      sum.expected += part.expected
      sum.came += part.came
      sum.late += part.late
      sum.mostDaysLate = max(sum.mostDaysLate, part.mostDaysLate)
    }
    return sum
  }
}

/// 核对: where sources tell different figures, and village stations as reported and as seen.
public struct ReconcileBoard: Sendable, Equatable {
  /// Worst first.
  public var differences: [SourceDifference]
  public var stations: StationChecks?

  public init(differences: [SourceDifference], stations: StationChecks?) {
    self.differences = differences
    self.stations = stations
  }
}
