/// A task of a plan as rows of 任务进展 may name it.
public struct IntakeTask: Sendable, Equatable {
  /// The plan's id, such as `bijie`.
  public var plan: String
  /// Other names of the plan, the one to show first.
  public var planNames: [String]
  /// The task's id within its plan, such as `3-1`.
  public var id: String
  /// Clauses of the plan that set it, such as `三(四)2`.
  public var clauses: [String]
  /// Its title in each language, the one to show first.
  public var titles: [String]

  public init(plan: String, planNames: [String], id: String, clauses: [String], titles: [String]) {
    self.plan = plan
    self.planNames = planNames
    self.id = id
    self.clauses = clauses
    self.titles = titles
  }
}
