import PostalModel

/// 通报所据: all that a bulletin is made of.
public struct BulletinFacts: Sendable {
  public var handbook: Handbook
  /// Of the area; its period and its day of judgement are the bulletin's.
  public var board: Board
  /// The same of the period before, from which open items came and went.
  public var before: Board?
  /// The figures of the area and its parts over the periods that end with this one.
  public var series: SeriesBoard
  /// The plan borrowed as the measure.
  public var plan: String?
  public var standings: [PlanStanding]
  /// Of the months of the period.
  public var completeness: [FormCompleteness]
  public var due: [DueReturn]
  /// What the register and inspections of the area and all in it leave open, one by one.
  public var matters: Matters
  /// The outlets these are about.
  public var outlets: [String: Outlet]
  public var feeds: [ImportFeed]
  public var revisions: [Revised]
  /// What was done about items of the area and all in it, up to the day that open items are told on.
  public var histories: [ItemHistory]
  /// When it was made, as `2025-07-12 09:30`.
  public var madeAt: String
  /// SHA-256 of the ledger in hexadecimal.
  public var fingerprint: String
  /// The program that made it.
  public var program: String

  /// A signed figure that is another one today.
  public struct Revised: Sendable, Equatable {
    public var signOff: SignOff
    public var figure: RevisedFigure
    /// From what to what.
    public var change: String
    /// The imports and undos that did it.
    public var causes: String

    public init(signOff: SignOff, figure: RevisedFigure, change: String, causes: String) {
      self.signOff = signOff
      self.figure = figure
      self.change = change
      self.causes = causes
    }
  }

  public init(
    handbook: Handbook, board: Board, before: Board?, series: SeriesBoard, plan: String? = nil,
    standings: [PlanStanding] = [], completeness: [FormCompleteness] = [], due: [DueReturn] = [],
    matters: Matters = .none, outlets: [String: Outlet] = [:], feeds: [ImportFeed] = [], revisions: [Revised] = [],
    histories: [ItemHistory] = [], madeAt: String, fingerprint: String, program: String
  ) {
    self.handbook = handbook
    self.board = board
    self.before = before
    self.series = series
    self.plan = plan
    self.standings = standings
    self.completeness = completeness
    self.due = due
    self.matters = matters
    self.outlets = outlets
    self.feeds = feeds
    self.revisions = revisions
    self.histories = histories
    self.madeAt = madeAt
    self.fingerprint = fingerprint
    self.program = program
  }
}
